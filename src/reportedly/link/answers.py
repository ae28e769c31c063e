"""Answers to what happened: two claims that agree or cannot both be true.

Each rule is a function of a pair; the first that finds a relation decides. A rule asks first whether the two speak of one
matter, then whether the answers agree (`same` of one lineage, `corroborates` of two) or exclude each other
(`contradicts` of two lineages, `updates` of one, where the later state takes the place of the earlier).
Who did it is in `doers.py`, who holds a place in `holding.py`, how many died in `counts.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportedly.compare import Slot, disagreement, outcomes_of, shared
from reportedly.link.classes import is_alike, pieces, tells
from reportedly.link.doers import is_one_deed, onset, rivals
from reportedly.link.holding import control, moved
from reportedly.link.statements import gap, is_own_voice, is_person

if TYPE_CHECKING:
    from reportedly.link.pair import Pair
    from reportedly.link.statements import Statement
    from reportedly.model import Relation

DENIED = 3
"""Days after a deed in which a denial told under its own date still denies it: a weekend, until the spokesman is asked."""

LATE = "the denial stands under its own date"
"""Why a denial meets a deed of the days before; where it also meets one of its own date, it means that one."""

ASKED = 30
"""Days in which the same request or plan is the same one."""


def answer(pair: Pair) -> Relation | None:
    """The relation of two claims by what they answer; None where they answer nothing in common."""
    if pair.a.unreal or pair.b.unreal:
        return deed(pair)
    for rule in (fate, denial, rivals, onset, moved, control, outcome, denied_alike, deed):
        found = rule(pair)
        if found is not None:
            return found
    return None


def fate(pair: Pair) -> Relation | None:
    """Whether somebody who is named died: a person dies once, wherever and whenever the claims put it."""
    if not (pair.a.is_death or pair.b.is_death) or not (_tells_death(pair.a) and _tells_death(pair.b)):
        return None
    others = pair.b.claim.recipients
    person = next((party for party in pair.a.claim.recipients if is_person(party) and shared((party,), others)), None)
    if person is None:
        return None
    if pair.a.denied != pair.b.denied:
        return pair.clashed(f"one says that {person.name} is dead, the other denies it")
    return pair.agreed(f"both say that {person.name} is{' not' if pair.a.denied else ''} dead")


def _tells_death(statement: Statement) -> bool:
    """Whether a claim tells of a death: by its number, or by its words."""
    return statement.is_death or any(row.topic == "life" for row in outcomes_of(statement.claim))


def denial(pair: Pair) -> Relation | None:
    """One denies what the other says; a denial told within days, under its own date, meets the deed all the same."""
    if pair.a.denied == pair.b.denied:
        return None
    denied, told = (pair.a, pair.b) if pair.a.denied else (pair.b, pair.a)
    late = _is_late(denied, told)
    if not (late or pair.meet) or not _denies_what_is_told(denied, told):
        return None
    slots = pair.slots if pair.slots.time.agreement != "incompatible" else replace(pair.slots, time=Slot("unknown", LATE))
    why = (LATE,) if late else ()
    is_doer = not denied.claim.actors or shared(denied.claim.actors, told.claim.actors) is not None
    if is_doer and not denied.counts and not tells("figure", denied.claim) and is_one_deed(pair):
        return pair.clashed(slots.polarity.reason, *slots.reasons("same"), *why)
    if not _is_same_matter(pair):
        return None
    reasons = disagreement(pair.a.claim, pair.b.claim, slots)
    return pair.clashed(*reasons, *why) if reasons else None


def _is_same_matter(pair: Pair) -> bool:
    """Whether a denial is of the same kind of thing: an attack on a town is no battle, and STATUS is all kinds of things.

    Of one voice's states none is taken as taken back: who denies that he has fled says that he is here.
    """
    if pair.slots.kind.agreement != "same":
        return pair.a.kind != "force" or shared(pair.a.claim.recipients, pair.b.claim.recipients) is not None
    if pair.a.kind is not None:
        return True
    return not pair.one and (pair.slots.outcome.agreement != "unknown" or is_alike(pair.a.claim, pair.b.claim))


def _denies_what_is_told(denied: Statement, told: Statement) -> bool:
    """A denied figure is one told before; who dismisses "that figure" does not deny the deed, nor who denies pieces the place."""
    if pieces(denied.claim) != pieces(told.claim):
        return False
    if denied.counts:
        return told.order < denied.order or any(told.figure(measure) == denied.figure(measure) for measure in denied.counts)
    return bool(told.counts) or not tells("figure", denied.claim)


def _is_late(denied: Statement, told: Statement) -> bool:
    """Whether the denial came some days after the deed and tells no day but its own."""
    if denied.start is None or told.end is None or denied.claim.time is None or denied.claim.time.start != denied.published:
        return False
    return denied.start == denied.end and told.end < denied.start <= told.end + DENIED


def outcome(pair: Pair) -> Relation | None:
    """Outcomes of one topic: fled or present, accepted or rejected; the same one is agreed on.

    Who still fights for a place may hold it; and two outlets that recall an outcome in their own voice are no two witnesses.
    """
    a, b, slot = pair.a, pair.b, pair.slots.outcome
    is_held = a.claim.event_type == b.claim.event_type == "TERRITORY"
    if slot.agreement not in ("same", "incompatible") or a.denied or b.denied or (a.counts and b.counts) or is_held or not pair.meet:
        return None
    if slot.agreement == "incompatible":
        is_ours = pair.one or shared(a.claim.actors, b.claim.actors) is not None
        reasons = () if is_ours else disagreement(a.claim, b.claim, pair.slots)
        return pair.clashed(*reasons) if reasons else None
    if (is_own_voice(a) and is_own_voice(b)) or pair.slots.place.agreement == "incompatible":
        return None
    return pair.agreed(slot.reason)


def denied_alike(pair: Pair) -> Relation | None:
    """Both deny the same deed of the same doer, at one place and time."""
    a, b = pair.a.claim, pair.b.claim
    if not (pair.a.denied and pair.b.denied and pair.meet and pair.is_here) or pair.slots.kind.agreement != "same":
        return None
    whose = shared(a.actors, b.actors) if a.actors or b.actors else shared(a.recipients, b.recipients)
    return pair.agreed("both deny it", *pair.slots.reasons("same")) if whose is not None and pieces(a) == pieces(b) else None


def deed(pair: Pair) -> Relation | None:
    """The same parties in the same roles did, planned or asked for the same kind of thing, in words much alike."""
    a, b, slots = pair.a, pair.b, pair.slots
    if a.claim.stance != b.claim.stance or a.counts or b.counts or slots.kind.agreement != "same" or slots.swapped:
        return None
    if slots.parties.agreement not in ("same", "compatible") or slots.place.agreement == "incompatible":
        return None
    if a.claim.event_type == "TERRITORY" and (is_own_voice(a) or is_own_voice(b)):
        return None
    is_one_time = gap(a, b) <= ASKED if a.unreal else pair.meet
    return pair.agreed(*slots.reasons("same"), "in much the same words") if is_one_time and is_alike(a.claim, b.claim) else None
