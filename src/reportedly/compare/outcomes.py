"""Outcomes of two claims: taken or held, fled or present, accepted or rejected; and who is said to have done it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon
from reportedly.compare.evidence import evidence
from reportedly.compare.kinds import family
from reportedly.compare.parties import shared
from reportedly.compare.places import compare_places, compare_times
from reportedly.compare.slot import Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.model import Claim, Party


class Outcome(msgspec.Struct, frozen=True):
    """A row of outcomes.tsv."""

    topic: str
    outcome: str
    words: tuple[str, ...]
    types: tuple[str, ...]
    subject: Literal["actors", "recipients", "either", "place"]
    excludes: tuple[str, ...]


@lexicon.of_tables
@cache
def _outcomes() -> tuple[tuple[Outcome, re.Pattern[str]], ...]:
    rows = lexicon.rows("outcomes", Outcome)
    return tuple((row, any_of(row.words)) for row in rows)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, whole; an asterisk stands for any ending."""
    return re.compile(r"\b(?:" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words) + r")\b", re.IGNORECASE)


@lexicon.of_tables
@lru_cache(maxsize=8192)
def _told(words: str, event_type: str) -> tuple[Outcome, ...]:
    """The outcomes that evidence of a claim of this type tells; remembered, since one claim is compared with many."""
    return tuple(row for row, pattern in _outcomes() if event_type in row.types and pattern.search(words))


def outcomes_of(claim: Claim) -> tuple[Outcome, ...]:
    """The outcomes that a claim's first evidence tells, in the table's order."""
    return _told(evidence(claim).text, claim.event_type)


def compare_outcomes(a: Claim, b: Claim) -> Slot:
    """The first pair of outcomes of one topic that exclude each other; else rival accounts of who did it; else how they stand."""
    theirs = outcomes_of(b)
    found = Slot("unknown", "one of them tells no outcome")
    for one in outcomes_of(a):
        for other in theirs:
            if one.topic == other.topic:
                slot = _exclusive(a, one, b, other)
                if slot.agreement == "incompatible":
                    return slot
                found = slot if found.agreement == "unknown" else found
    return found if found.agreement != "unknown" else _responsibility(a, b) or found


def _responsibility(a: Claim, b: Claim) -> Slot | None:
    """One act of violence against one unarmed target, on one day in one place, laid at two doors."""
    if family(a.event_type) != "force" or family(b.event_type) != "force" or not a.actors or not b.actors or shared(a.actors, b.actors):
        return None
    if not all(any(party.name[:1].isupper() for party in claim.actors) for claim in (a, b)):
        return None  # "gunmen" and "terrorists" may be the same men
    target = shared((party for party in a.recipients if party.kind != "belligerent"), b.recipients)
    if (
        target is None
        or not compare_places(a.place, b.place).holds
        or compare_times(a, b).agreement != "same"
        or shared(a.actors, b.recipients)
    ):
        return None
    return Slot("incompatible", f"{a.actors[0].name} and {b.actors[0].name} are each said to have done it, to {target.name}")


def _exclusive(a: Claim, one: Outcome, b: Claim, other: Outcome) -> Slot:
    """Whether two outcomes of one topic can hold together."""
    words = f"{one.topic}: {one.outcome} and {other.outcome}"
    place = compare_places(a.place, b.place)
    if "place" in (one.subject, other.subject):
        clash = (other.outcome in one.excludes or one.outcome in other.excludes) and place.agreement == "same"
        return Slot("incompatible", f"{words} at one place") if clash else Slot("unknown", words)
    ours, theirs = _subjects(a, one), _subjects(b, other)
    common = shared(ours, theirs)
    if other.outcome in one.excludes or one.outcome in other.excludes:
        return (
            Slot("incompatible", f"{words} exclude each other, of {common.name}")
            if common
            else Slot("unknown", f"{words}, of different people")
        )
    if "self" in one.excludes and one.outcome == other.outcome and ours and theirs and not common and place.holds:
        return Slot("incompatible", f"{ours[0].name} and {theirs[0].name} cannot both hold {a.place.name if a.place else 'it'}")
    return Slot("same" if common and one.outcome == other.outcome else "unknown", words)


def _subjects(claim: Claim, outcome: Outcome) -> tuple[Party, ...]:
    """Whose outcome it is."""
    if outcome.subject == "actors":
        return claim.actors
    return claim.recipients if outcome.subject == "recipients" else (*claim.actors, *claim.recipients)
