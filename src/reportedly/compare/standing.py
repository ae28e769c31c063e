"""How a claim's words say that its toll stands to other tolls: newer, older, a part, an increment, a total of more."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon
from reportedly.compare.evidence import evidence

if TYPE_CHECKING:
    from reportedly.model import Claim, Toll

_JUST_BEFORE = 40
"""Characters before a figure in which the words stand that call it an older one: six words."""

_JUST_AFTER = 30
"""Characters after a figure in which the words stand that make it a part: five words."""

COUNTED = ("killed", "wounded", "casualties")
"""Measures whose figures are set against each other in time."""

_MARKS = re.compile(r"[,;:(–—]")
_DIGITS = re.compile(r"\d[\d,.]*")
Standing = Literal["newer", "older", "subset", "member", "increment", "aggregate"]


class _Words(msgspec.Struct, frozen=True):
    """A row of toll_standing.tsv."""

    standing: Standing
    words: tuple[str, ...]


@lexicon.of_tables
@cache
def _standing_patterns() -> tuple[tuple[Standing, re.Pattern[str]], ...]:
    rows = lexicon.rows("toll_standing", _Words)
    return tuple((row.standing, re.compile(r"\b(?:" + "|".join(map(re.escape, row.words)) + r")\b", re.IGNORECASE)) for row in rows)


def standings(claim: Claim) -> frozenset[Standing]:
    """How the claim's words say that its toll stands to others; empty without a toll."""
    toll = next((toll for measure in COUNTED if (toll := figure(claim, measure)) is not None), None)
    if toll is None:
        return frozenset()
    words = evidence(claim).text
    before = _before(claim, toll)
    just = _DIGITS.split(before)[-1][-_JUST_BEFORE:]
    return _found(words, before, just, _right_after(claim, toll))


@lexicon.of_tables
@lru_cache(maxsize=4096)
def _found(words: str, before: str, just: str, after: str) -> frozenset[Standing]:
    """By the evidence, its words before the figure, those just before it, and those right after it."""
    scope = {"newer": before, "older": just, "member": just, "subset": after}
    found = {standing for standing, pattern in _standing_patterns() if pattern.search(scope.get(standing, words))}
    return frozenset(found | {"older"} if just.strip().lower() == "from" else found)  # "to 17 from 25"


def _right_after(claim: Claim, toll: Toll) -> str:
    """The evidence right after the figure up to the next mark; all of it when the figure's place is unknown."""
    for span in claim.spans:
        if toll.end is not None and toll.start is not None and span.start <= toll.start < span.end:
            told = span.text[toll.start - span.start : toll.end - span.start]
            return told + _MARKS.split(span.text[toll.end - span.start :])[0][:_JUST_AFTER]
    return evidence(claim).text


def _before(claim: Claim, toll: Toll) -> str:
    """The evidence before the figure; all of it when the figure's place is unknown."""
    for span in claim.spans:
        if toll.start is not None and span.start <= toll.start < span.end:
            return span.text[: toll.start - span.start]
    words = evidence(claim).text
    at = words.find(str(toll.low))
    return words if at < 0 else words[:at]


def is_part(claim: Claim) -> bool:
    """Whether its words make the toll a part of another, or what was added to it."""
    found = standings(claim)
    return bool({"subset", "member", "increment"} & found) and "newer" not in found


def is_aggregate(claim: Claim) -> bool:
    """Whether the toll counts all of a wider area or period."""
    tolls = [toll for measure in COUNTED if (toll := figure(claim, measure)) is not None]
    return "aggregate" in standings(claim) or any(toll.cumulative for toll in tolls)


def figure(claim: Claim, measure: str) -> Toll | None:
    """The claim's toll of a measure."""
    toll: Toll | None = getattr(claim, measure)
    return toll
