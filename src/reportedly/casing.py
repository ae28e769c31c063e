"""Ordinary spelling for text printed all in capitals, as some wires and archives do.

A parser trained on ordinary news reads capitals as names. `recase` writes such text in lower case with
capitals at sentence starts and on words that are in no dictionary, which are mostly names. It keeps
the length, character for character, so that offsets stay.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

CAPITAL_SHARE = 0.7  # of the cased letters; ordinary news has under 0.2, headlines in title case about 0.2
_LEAST = 20  # letters below which a line may simply be a heading
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?\"“][\s\"“(\[]*$")


def is_capitals(text: str) -> bool:
    """Whether a paragraph is printed in capitals."""
    upper = sum(1 for c in text if c.isupper())
    lower = sum(1 for c in text if c.islower())
    return upper + lower >= _LEAST and upper >= CAPITAL_SHARE * (upper + lower)


class Spelled(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of demonyms.tsv and countries.tsv that hold names."""

    country: str
    name: str | None = None
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()


_MONTHS = frozenset("january february march april may june july august september october november december".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_AMBIGUOUS = frozenset({"march", "may"})  # names only beside a number


@cache
def _names() -> frozenset[str]:
    """Single lower-case words of countries, their people and capitals, with months and days."""
    found = set(_MONTHS | _DAYS) - _AMBIGUOUS
    for table in ("countries", "demonyms"):
        for row in lexicon.rows(table, Spelled):
            for name in (row.name or "", *row.names, *row.demonyms, *row.capitals, *row.metonyms):
                found |= {word.lower() for word in name.split() if len(word) > 3 and word[0].isupper()}
    return frozenset(found - _COMMON)


_COMMON = frozenset("house united states white republic islands city new south north east west island casa democratic french".split())


def recase(text: str, ordinary: Callable[[str], bool]) -> str:
    """`text` in ordinary spelling; `ordinary` says whether a lower-case word is in the dictionary and no name."""
    pieces: list[str] = []
    last, opens = 0, True
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        opens = opens or bool(_SENTENCE_END.search(between))
        numbered = between[-2:-1].isdigit() or text[match.end() + 1 : match.end() + 2].isdigit()
        named = match.group().lower().split("'")[0] in _names() or (numbered and match.group().lower() in _AMBIGUOUS)
        pieces += [between, _word(match.group(), opens or named, ordinary)]
        last, opens = match.end(), False
    return "".join([*pieces, text[last:]])


def _word(word: str, opens: bool, ordinary: Callable[[str], bool]) -> str:
    lower, title = word.lower(), word[:1].upper() + word[1:].lower()
    if len(lower) != len(word) or len(title) != len(word):
        return word
    stem = lower.split("'")[0].split("’")[0]
    if stem in FUNCTION_WORDS or any(ordinary(form) for form in _stems(stem)):
        return title if opens else lower
    return title if len(word) > 4 or any(v in lower for v in "aeiou") else word


def _stems(word: str) -> list[str]:
    """The word and what is left of it without an English ending."""
    found = [word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            found.append(word[: -len(ending)] + instead)
    return found


_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""),
    ("ers", ""), ("est", ""),
)  # fmt: skip


FUNCTION_WORDS = frozenset(
    "a an the and or but nor of in on at to for from by with without as is are was were be been being has have had do does did not no "
    "this that these those it its he she they we you i his her their our your who whom which what when where why how than then "
    "there here will would can could may might shall should must if because while after before since until during against "
    "between among about into over under through out up down off again also only very more most some any all both each other another such "
    "own same so too just".split()
)
