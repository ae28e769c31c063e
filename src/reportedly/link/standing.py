"""Which claims may never be of one event: those that tell a happening, those that add several up, those that recall what was before."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from reportedly import lexicon
from reportedly.compare import MEASURES, telling
from reportedly.compare.parties import empty_words, role_words
from reportedly.link.kinds import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.model import Claim, Place, Toll

Standing = Literal["event", "aggregate", "background"]

LONG_AGO = 14
"""Days between an event's end and its report from which the report recalls it rather than tells it: follow-ups of one happening in the
development stories come within eleven days."""
RUNNING = 4
"""Days that a total of no side in particular must add up over to be an aggregate: shorter ones count one happening over some days."""
LASTING = 15
"""Days that a total adds up over from which it is an aggregate, whoever is counted: battles of the development stories take up to nine."""
SEVERAL = 10
"""Least dead of an aggregate that only its days and place tell, and of a number that is telling by itself: few are counted often."""
MASS = 10_000
"""Least dead that no happening of a conflict has at once: the deadliest single attacks and battles of days stay below it."""
_IN_DAYS = re.compile(r"\b(?:hours?|days?|nights?|weekend|overnight)\b", re.IGNORECASE)
_OF_DIVISIONS = frozenset({"province", "governorate", "region", "state", "county", "oblast", "wilayat", "valley", "department"})


def standing(claim: Claim, *, published: int | None, end: int | None, length: int) -> Standing:
    """Background where the reader says so or where it ended long before the report; aggregate where it adds up over time and place.

    `published` and `end` are day numbers, `length` the days that it takes.
    """
    if claim.background or "historical" in claim.auxiliary:
        return "background"
    if any(_is_total(claim, toll, length) for _, toll in tolls(claim)):
        return "aggregate"
    return "background" if published is not None and end is not None and published - end > LONG_AGO else "event"


def tolls(claim: Claim) -> Iterator[tuple[str, Toll]]:
    """The measures that the claim counts, with their tolls."""
    for measure in MEASURES:
        toll: Toll | None = getattr(claim, measure)
        if toll is not None:
            yield measure, toll


def _is_total(claim: Claim, toll: Toll, length: int) -> bool:
    """Whether a toll counts several events: over a long time, or over days and a whole division for no side in particular."""
    if toll.low is None or toll.low < SEVERAL:
        return False
    if length >= LASTING or toll.low >= MASS or (toll.period and not _IN_DAYS.search(toll.period)):
        return True
    if not (claim.place is None or is_wide(claim.place)) or not _is_of_all(claim, toll):
        return False
    return length >= RUNNING or bool(toll.cumulative) or (length > 1 and _says_aggregate(claim))


def is_wide(place: Place | None) -> bool:
    """Whether the place is a country, a first-level division or larger: by its precision, else by its name."""
    if place is None:
        return False
    if place.admin1 is None or place.precision in ("country", "region"):
        return True
    names = telling(place.name)
    return place.precision in (None, "admin1") and bool(names) and names <= telling(place.admin1) | _OF_DIVISIONS


def _is_of_all(claim: Claim, toll: Toll) -> bool:
    """Whether those counted are people in general ("civilians", "combatants and civilians") and of no side."""
    names = [toll.of] if toll.of else [party.name for party in claim.recipients]
    return not any(name[:1].isupper() for name in names) and all(word in _people() for word in _counted(claim, toll))


def is_of_civilians(claim: Claim) -> bool:
    """Whether a claim counts civilians alone."""
    words = _counted(claim, claim.killed or claim.wounded or claim.casualties)
    return bool(words) and words <= _civilians()


def _counted(claim: Claim, toll: Toll | None) -> frozenset[str]:
    """Words for who is counted, in the singular where the lexicon has it: of the toll, else of whom it befell."""
    names = [toll.of] if toll is not None and toll.of else [party.name for party in claim.recipients]
    words = frozenset().union(*map(telling, names)) - role_words() - empty_words()
    return frozenset(map(_singular, words))


def _singular(word: str) -> str:
    known = _people()
    forms = (word, word.removesuffix("s"), word.removesuffix("en") + "an", word.removesuffix("ren"))
    return next((form for form in forms if form in known), word)


@lexicon.of_tables
@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    """Words for people, whoever they fight for."""
    rows = (*lexicon.cells("victim_words"), *lexicon.cells("victim_traits"))
    return frozenset(word for row in rows for word in row["word"].casefold().split())


@lexicon.of_tables
@lru_cache(maxsize=1)
def _civilians() -> frozenset[str]:
    return frozenset(row["word"].casefold() for row in lexicon.cells("victim_traits") if "civilian" in row["traits"].split("|"))


def is_vague(toll: Toll) -> bool:
    """Whether its number is no more than a word like "dozens" allows: that two claims have it in common says nothing."""
    return bool(_vague_words().search(toll.text or ""))


@lexicon.of_tables
@lru_cache(maxsize=1)
def _vague_words() -> re.Pattern[str]:
    return any_of(row["phrase"] for row in lexicon.cells("number_words") if row["role"] in ("plural", "vague"))


def _says_aggregate(claim: Claim) -> bool:
    return any(_standing_words("aggregate").search(span.text) for span in claim.spans)


def is_dated(claim: Claim) -> bool:
    """Whether the words say that a figure replaces another, has been replaced, or was added to one."""
    return any(_standing_words("newer", "older", "increment").search(span.text) for span in claim.spans)


@lexicon.of_tables
@lru_cache(maxsize=8)
def _standing_words(*standings: str) -> re.Pattern[str]:
    rows = [row for row in lexicon.cells("toll_standing") if row["standing"] in standings]
    return any_of(word for row in rows for word in row["words"].split("|"))
