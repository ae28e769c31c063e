"""The comparison of two claims, and whether both can be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reportedly.compare.kinds import UNFULFILLED, compare_kinds, compare_polarity, family, is_denied
from reportedly.compare.outcomes import compare_outcomes
from reportedly.compare.parties import compare_parties, shared
from reportedly.compare.places import compare_places, compare_times
from reportedly.compare.slot import Agreement, Slot
from reportedly.compare.tolls import compare_tolls, counted

if TYPE_CHECKING:
    from reportedly.model import Claim


class Comparison(msgspec.Struct, frozen=True, gc=False):
    """Two claims, slot by slot. `swapped` marks parties that have changed roles: who acts here is acted upon there."""

    kind: Slot
    parties: Slot
    place: Slot
    time: Slot
    toll: Slot
    polarity: Slot
    outcome: Slot
    swapped: bool

    def reasons(self, *agreements: Agreement) -> tuple[str, ...]:
        """The reasons of the slots that stand in one of these ways, in order."""
        slots = [getattr(self, name) for name in self.__struct_fields__]
        return tuple(slot.reason for slot in slots if isinstance(slot, Slot) and slot.agreement in agreements)


def compare(a: Claim, b: Claim) -> Comparison:
    """The comparison of two claims; the same for (b, a) but for the order of names in its reasons."""
    parties, swapped = compare_parties(a, b)
    return Comparison(
        kind=compare_kinds(a, b),
        parties=parties,
        place=compare_places(a.place, b.place),
        time=compare_times(a, b),
        toll=compare_tolls(a, b),
        polarity=compare_polarity(a, b),
        outcome=compare_outcomes(a, b),
        swapped=swapped,
    )


def disagreement(a: Claim, b: Claim, comparison: Comparison) -> tuple[str, ...]:
    """Why the two claims cannot both be true; empty when they can, or when it cannot be told. Says nothing of who speaks.

    They must first be of one happening: kind, place and time not incompatible, parties not strangers to each other.
    Then one denies what the other says, or their numbers of the same victims are disjoint, or their outcomes exclude each other.
    """
    apart = "incompatible" in (comparison.place.agreement, comparison.time.agreement)
    if apart or a.stance in UNFULFILLED or b.stance in UNFULFILLED:
        return ()
    if comparison.polarity.agreement == "incompatible":
        return _denial(*((a, b) if is_denied(a) else (b, a)), comparison)
    if is_denied(a):
        return ()
    if comparison.toll.agreement == "incompatible" and _is_one_window(a, b, comparison):
        return (comparison.toll.reason, *_ground(comparison))
    if comparison.outcome.agreement == "incompatible":
        return (comparison.outcome.reason, *_ground(comparison))
    return ()


def _denial(denial: Claim, other: Claim, comparison: Comparison) -> tuple[str, ...]:
    """A denial meets what it denies: the same kind of event, the same doer where it names one, not another place, not another figure."""
    is_kind = comparison.kind.agreement == "same" or (comparison.kind.holds and family(denial.event_type) in ("force", "control"))
    if not is_kind or comparison.toll.agreement == "incompatible" or not _is_one_ground(denial, other, comparison):
        return ()
    if not counted(denial) <= counted(other):
        return ()
    ground = family(denial.event_type) == "control" and comparison.place.holds
    if denial.actors and not shared(denial.actors, other.actors) and (other.actors or not ground):
        return ()
    if not comparison.parties.holds and not ground and not _is_one_deed(denial, other, comparison):
        return ()
    if comparison.place.agreement == "compatible" and shared(denial.recipients, other.recipients) is None:
        return ()  # what is denied of a province may be true of a town in it
    return (comparison.polarity.reason, *_ground(comparison))


def _is_one_deed(a: Claim, b: Claim, comparison: Comparison) -> bool:
    """Whether one doer did it at one place and time, to what may go by two names ("the town", "its market"); losses are told apart."""
    when = comparison.place.agreement == comparison.time.agreement == "same"
    return when and shared(a.actors, b.actors) is not None and not counted(a) and not counted(b)


def _is_one_window(a: Claim, b: Claim, comparison: Comparison) -> bool:
    """Whether two counts are of one place and period: the longer period and the wider area hold more."""
    return (comparison.place.agreement == "same" or None in (a.place, b.place)) and comparison.time.agreement in ("same", "unknown")


def _is_one_ground(a: Claim, b: Claim, comparison: Comparison) -> bool:
    """Whether no two places are named that may be different ones."""
    return comparison.place.holds or a.place is None or b.place is None


def _ground(comparison: Comparison) -> tuple[str, ...]:
    """What makes the two claims speak of one happening."""
    slots = (comparison.kind, comparison.parties, comparison.place)
    return tuple(slot.reason for slot in slots if slot.holds)
