"""Who did it: one deed laid at two doors, by two means, or begun by either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.compare import shared
from reportedly.link.classes import is_states, means, tells
from reportedly.link.statements import is_own_voice

if TYPE_CHECKING:
    from reportedly.link.pair import Pair
    from reportedly.model import Claim, Party, Relation


def rivals(pair: Pair) -> Relation | None:
    """One deed against people without arms, laid at two doors, or at one door by two.

    Of two tolls the figures decide: who merely counts the dead and names a doer by the way says nothing more of him.
    """
    a, b = pair.a.claim, pair.b.claim
    if pair.a.denied or pair.b.denied or (pair.a.counts and pair.b.counts) or not is_one_deed(pair):
        return None
    if not (a.actors and b.actors):
        return None if pair.a.counts or pair.b.counts else _by_means(pair)
    doer = shared(a.actors, b.actors)
    if doer is None:
        named = _is_named(a.actors) and _is_named(b.actors) and not pair.one
        words = f"{a.actors[0].name} and {b.actors[0].name} are each said to have done it"
        return pair.related("contradicts", words, *pair.slots.reasons("same")) if named else None
    if _is_open(a.actors) or _is_open(b.actors):
        return None
    return pair.agreed(f"both say that {doer.name} did it", *pair.slots.reasons("same"))


def _by_means(pair: Pair) -> Relation | None:
    """By what it was done, where one account names no doer: a mine is no drone."""
    ours, theirs = means(pair.a.claim), means(pair.b.claim)
    if not ours or not theirs:
        return None
    if ours & theirs:
        return pair.agreed(f"both tell of {_listed(ours & theirs)}", *pair.slots.reasons("same"))
    words = f"one tells of {_listed(ours)}, the other of {_listed(theirs)}"
    return None if pair.one else pair.related("contradicts", words, *pair.slots.reasons("same"))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def is_one_deed(pair: Pair) -> bool:
    """Whether two claims tell of one act of violence against people without arms: one place, one time, and no two sides of a fight."""
    a, b = pair.a.claim, pair.b.claim
    if not (pair.a.kind == pair.b.kind == "force" and pair.is_here and pair.meet) or pair.a.hits_armed or pair.b.hits_armed:
        return False
    return not (is_fight(a) or is_fight(b) or shared(a.actors, b.recipients) or shared(b.actors, a.recipients))


def is_fight(claim: Claim) -> bool:
    """Whether two sides do it to each other: a clash has no doer."""
    return claim.event_type == "FIGHT" or shared(claim.actors, claim.recipients) is not None


def _is_open(parties: tuple[Party, ...]) -> bool:
    """Whether it is left open which of several it was: "either A or B"."""
    return any(len(party.any_of) > 1 for party in parties)


def _is_named(parties: tuple[Party, ...]) -> bool:
    """Whether the doers have names, or are a state's: "gunmen" and "terrorists" may be the same men."""
    return any(party.name[:1].isupper() or is_states(party) for party in parties)


def onset(pair: Pair) -> Relation | None:
    """Each side says that the other attacked, and one of them that it began. An outlet that tells of an attack says neither."""
    a, b = pair.a.claim, pair.b.claim
    if pair.one or not pair.slots.swapped or not {a.event_type, b.event_type} <= {"ASSAULT", "ACCUSE"}:
        return None
    if any(item.denied or item.counts or is_own_voice(item) for item in (pair.a, pair.b)):
        return None
    if pair.slots.place.agreement == "incompatible" or not pair.meet or not (tells("onset", a) or tells("onset", b)):
        return None
    words = f"each of {a.actors[0].name} and {b.actors[0].name} is said to have begun"
    return pair.related("contradicts", words, *pair.slots.reasons("same"))
