"""Answers to what happened, who did it and who holds a place: two claims that agree or cannot both be true.

Each rule is a function of a pair; the first that finds a relation decides. A rule asks first whether the two speak of one
matter, then whether the answers agree (`same` of one lineage, `corroborates` of two) or exclude each other
(`contradicts` of two lineages, `updates` of one, where the later state takes the place of the earlier).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.compare import Slot, disagreement, family, outcomes_of, shared, telling
from reportedly.link.pair import is_hearsay, is_narrower
from reportedly.link.statements import is_person
from reportedly.link.versions import overlap
from reportedly.link.classes import is_alike, is_states, means, pieces, tells

if TYPE_CHECKING:
    from reportedly.link.pair import Pair
    from reportedly.link.statements import Statement
    from reportedly.model import Claim, Party, Relation

_LATE = 3
"""Days after a deed in which a denial told on its own day still denies it."""


LATE = "the denial stands under its own date"
"""Why a denial meets a deed of the days before; where it also meets one of its own date, it means that one."""

_ASKED = 30
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
    a, b = pair.a.claim, pair.b.claim
    person = next((p for p in a.recipients if is_person(p) and shared((p,), b.recipients)), None)
    if person is None or not (pair.a.is_death or pair.b.is_death) or family(a.event_type) not in ("force", None):
        return None
    if not (_tells_death(pair.a) and _tells_death(pair.b)):
        return None
    if pair.a.denied != pair.b.denied:
        return _clash(pair, f"one says that {person.name} is dead, the other denies it")
    return pair.agreed(f"both say that {person.name} is{' not' if pair.a.denied else ''} dead")


def _tells_death(statement: Statement) -> bool:
    """Whether a claim tells of a death: by its number, or by its words."""
    return statement.is_death or any(row.topic == "life" for row in outcomes_of(statement.claim))


def denial(pair: Pair) -> Relation | None:
    """One denies what the other says; a denial told within days, under its own date, meets the deed all the same."""
    if pair.a.denied == pair.b.denied:
        return None
    slots, late = pair.slots, _is_late(pair)
    if not (late or overlap(pair.a, pair.b)) or pieces(pair.a.claim) != pieces(pair.b.claim):
        return None
    if slots.time.agreement == "incompatible":
        slots = replace(slots, time=Slot("unknown", LATE))
    denied, told = (pair.a, pair.b) if pair.a.denied else (pair.b, pair.a)
    is_doer = not denied.claim.actors or shared(denied.claim.actors, told.claim.actors) is not None
    if not _denies_what_is_told(denied, told):
        return None
    if is_doer and not denied.counts and not tells("figure", denied.claim) and is_one_deed(pair):
        return _clash(pair, slots.polarity.reason, *slots.reasons("same"), *((LATE,) if late else ()))
    if pair.one and family(denied.claim.event_type) is None:
        return None  # who denies that he has fled says that he is here
    reasons = disagreement(pair.a.claim, pair.b.claim, slots)
    return _clash(pair, *reasons, *((LATE,) if late else ())) if reasons else None


def _denies_what_is_told(denied: Statement, told: Statement) -> bool:
    """A denied figure is one that was told before; who dismisses "that figure" does not deny the deed."""
    if denied.counts:
        return told.order < denied.order or any(told.figure(measure) == denied.figure(measure) for measure in denied.counts)
    return bool(told.counts) or not tells("figure", denied.claim)


def _is_late(pair: Pair) -> bool:
    """Whether the denial came some days after the deed and tells no earlier day of its own."""
    denied, told = (pair.a, pair.b) if pair.a.denied else (pair.b, pair.a)
    if denied.start is None or told.end is None or denied.start != denied.end:
        return False
    return told.end < denied.start <= told.end + _LATE and bool(denied.claim.time) and denied.claim.time.start == denied.published


def _clash(pair: Pair, *reasons: str) -> Relation | None:
    """`contradicts` of two lineages; one that takes back what it said updates it, in another report.

    Hearsay is answered, and contests nothing itself that another report has said before.
    """
    if is_hearsay(pair.b) and not pair.is_one_report:
        return None
    if not pair.one:
        return pair.related("contradicts", *reasons)
    return None if pair.is_one_report else pair.related("updates", "one lineage now says otherwise", *reasons)


def rivals(pair: Pair) -> Relation | None:
    """One deed against people without arms, laid at two doors, or at one door by two."""
    a, b = pair.a.claim, pair.b.claim
    if pair.a.denied or pair.b.denied or not is_one_deed(pair):
        return None
    if not (a.actors and b.actors):
        return None if pair.a.counts or pair.b.counts else _means(pair)
    doer = shared(a.actors, b.actors)
    if doer is not None:
        return None if _is_open(a.actors) or _is_open(b.actors) else pair.agreed(f"both say that {doer.name} did it", *pair.slots.reasons("same"))
    if not (_is_named(a.actors) and _is_named(b.actors)) or pair.one:
        return None
    names = f"{a.actors[0].name} and {b.actors[0].name} are each said to have done it"
    return pair.related("contradicts", names, *pair.slots.reasons("same"))


def _means(pair: Pair) -> Relation | None:
    """By what it was done, where one account names no doer: a mine is no drone."""
    ours, theirs = (means(item.claim.spans[0].text if item.claim.spans else "") for item in (pair.a, pair.b))
    if not ours or not theirs:
        return None
    if ours & theirs:
        return pair.agreed(f"both tell of {', '.join(sorted(ours & theirs))}", *pair.slots.reasons("same"))
    if pair.one:
        return None
    return pair.related("contradicts", f"one tells of {', '.join(sorted(ours))}, the other of {', '.join(sorted(theirs))}", *pair.slots.reasons("same"))


def is_one_deed(pair: Pair) -> bool:
    """Whether two claims tell of one act of violence against people without arms: one place, one time, one target."""
    a, b = pair.a.claim, pair.b.claim
    if is_fight(a) or is_fight(b) or "force" != family(a.event_type) or "force" != family(b.event_type) or not pair.is_here or not overlap(pair.a, pair.b):
        return False
    if shared(a.actors, b.recipients) or shared(b.actors, a.recipients):
        return False
    return not (pair.a.hits_armed or pair.b.hits_armed)


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
    """Each side says that the other attacked, and one of them that it began."""
    a, b = pair.a.claim, pair.b.claim
    is_attack = {a.event_type, b.event_type} <= {"ASSAULT", "ACCUSE"} and pair.slots.swapped and not (pair.a.denied or pair.b.denied)
    if pair.one or not is_attack or pair.slots.place.agreement == "incompatible" or not overlap(pair.a, pair.b):
        return None
    if pair.a.counts or pair.b.counts or _is_recalled(pair.a) or _is_recalled(pair.b):
        return None
    if not (tells("onset", a) or tells("onset", b)):
        return None
    return pair.related("contradicts", f"each of {a.actors[0].name} and {b.actors[0].name} is said to have begun", *pair.slots.reasons("same"))


def control(pair: Pair) -> Relation | None:
    """Who holds a place: one holder agrees with itself, two cannot both hold it, nor one the whole and the other a part."""
    ours, theirs = holders(pair.a), holders(pair.b)
    where = _ground(pair)
    holder, place = shared(ours, theirs), pair.b.claim.place
    if not ours or not theirs or where is None or _is_recalled(pair.a) or _is_recalled(pair.b):
        return None
    if not _is_one_state(pair, agreed=holder is not None):
        return None
    name = place.name if place else "it"
    if pair.a.denied != pair.b.denied:
        return None if holder or pair.one else pair.related("corroborates", f"who denies that one holds {name} agrees with who says that another does")
    if pair.a.denied:
        return None
    if holder is None:
        return _clash(pair, f"{ours[0].name} and {theirs[0].name} cannot both hold {name}")
    if where == "same" or (overlap(pair.a, pair.b) and not pair.one):
        return pair.agreed(f"both say that {holder.name} holds {name}{'' if where == 'same' else ', or a part of it'}")
    return None


def _is_recalled(statement: Statement) -> bool:
    """Whether an outlet says it in its own voice: it recalls how things stood ("the last province outside their control")."""
    return statement.claim.speaker is None or statement.claim.speaker.kind == "outlet"


def moved(pair: Pair) -> Relation | None:
    """One lineage says later that a place, or a part of it, is in other hands than it said, or in its hands no more than in part."""
    where, theirs = _ground(pair), holders(pair.b)
    if not pair.one or pair.is_one_report or where is None or not theirs or pair.b.denied or pair.b.published <= pair.a.published:
        return None
    ours = holders(pair.a)
    holder, place = shared(ours, theirs), pair.b.claim.place
    is_less = where == "part" and is_narrower(pair.b, pair.a) and bool(ours)
    is_other = bool(ours) and holder is None and (pair.b.start or 0) > (pair.a.end or pair.a.start or 0) > 0
    if pair.a.denied and holder is not None or not (is_less or is_other):
        return None
    return pair.related("updates", f"{theirs[0].name} is now said to hold {place.name if place else 'it'}", "one lineage tells of a later state")


def holders(statement: Statement) -> tuple[Party, ...]:
    """Who is said (or denied) to hold or to have taken a place; nobody where the words tell of moving, of a loss, or of pieces of it."""
    claim = statement.claim
    if claim.event_type != "TERRITORY" or claim.place is None or tells("not_held", claim) or pieces(claim):
        return ()
    return claim.actors


def _ground(pair: Pair) -> str | None:
    """How two held places stand: the same, or one a part of the other by its name ("the southern half of X")."""
    a, b = pair.a.claim.place, pair.b.claim.place
    if a is None or b is None:
        return None
    if pair.slots.place.agreement == "same":
        return "same"
    return "part" if pair.is_part else None


def _is_one_state(pair: Pair, *, agreed: bool) -> bool:
    """Whether two states can be of one time: their windows meet, or the later one says that it went on ("still holds").

    Who held a place the day before holds it still, as long as nobody says otherwise (`agreed`).
    """
    if overlap(pair.a, pair.b):
        return True
    later, earlier = (pair.a, pair.b) if (pair.a.start or 0) > (pair.b.start or 0) else (pair.b, pair.a)
    days = later.start - earlier.end if later.start is not None and earlier.end is not None else _LATE + 1
    return days <= 1 if agreed else days <= _LATE and tells("still", later.claim)


def outcome(pair: Pair) -> Relation | None:
    """Outcomes of one topic: fled or present, accepted or rejected; the same one is agreed on."""
    is_control = pair.a.claim.event_type == pair.b.claim.event_type == "TERRITORY"
    if pair.a.denied or pair.b.denied or (pair.a.counts and pair.b.counts) or is_control or not overlap(pair.a, pair.b):
        return None
    slot = pair.slots.outcome
    if slot.agreement == "incompatible":
        reasons = disagreement(pair.a.claim, pair.b.claim, pair.slots)
        is_ours = pair.one or shared(pair.a.claim.actors, pair.b.claim.actors) is not None  # who still fights there may hold it
        return None if is_ours or not reasons else _clash(pair, *reasons)
    if slot.agreement == "same" and not (_is_recalled(pair.a) and _is_recalled(pair.b)) and pair.slots.place.agreement != "incompatible":
        return pair.agreed(slot.reason)
    return None


def denied_alike(pair: Pair) -> Relation | None:
    """Both deny the same deed of the same doer, at one place and time."""
    a, b = pair.a.claim, pair.b.claim
    if not (pair.a.denied and pair.b.denied) or pair.slots.kind.agreement != "same" or not overlap(pair.a, pair.b):
        return None
    same_doer = shared(a.actors, b.actors) if a.actors or b.actors else shared(a.recipients, b.recipients)
    if not pair.is_here or pieces(a) != pieces(b) or same_doer is None:
        return None
    return pair.agreed("both deny it", *pair.slots.reasons("same"))


def deed(pair: Pair) -> Relation | None:
    """The same parties in the same roles did, planned or asked for the same kind of thing, in words much alike."""
    slots = pair.slots
    if pair.a.claim.stance != pair.b.claim.stance or pair.a.counts or pair.b.counts or slots.kind.agreement != "same":
        return None
    if pair.a.claim.event_type == "TERRITORY" and (_is_recalled(pair.a) or _is_recalled(pair.b)):
        return None
    if slots.parties.agreement not in ("same", "compatible") or slots.swapped or slots.place.agreement == "incompatible":
        return None
    days = (pair.b.start or 0) - (pair.a.start or 0)
    near = pair.a.unreal or overlap(pair.a, pair.b)
    return pair.agreed(*slots.reasons("same"), "in much the same words") if near and abs(days) <= _ASKED and is_alike(pair.a.claim, pair.b.claim) else None
