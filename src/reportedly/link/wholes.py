"""A cluster in the making: what is known of all its claims together, and whether two of them can be one event."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.compare import compare_places
from reportedly.link.apart import FAR
from reportedly.link.kinds import HEADS, LINGERING, SPOKEN
from reportedly.link.parts import counts
from reportedly.link.ties import GRACE

if TYPE_CHECKING:
    from reportedly.link.standing import Standing
    from reportedly.link.ties import Tie
    from reportedly.link.traits import Counted, Traits
    from reportedly.model import Place

LONGEST = 10
"""Days that a happening's claims may span: the battles of the development stories take up to nine."""
LONGEST_QUESTION = 21
"""Days that the claims of what lasts may span: control of a place, talks."""


@dataclass(slots=True, eq=False)
class Whole:
    """The claims of one event so far, `first` the earliest by publication, then anchor.

    `groups`: the events of each report, with the names of their places. `cores` are the days named for it, `spots` its places that are no
    divisions, by name; `counts` how many of whom each report counts.
    """

    claims: list[Traits]
    first: Traits
    groups: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    cores: set[int] = field(default_factory=set)
    spots: dict[str, Place] = field(default_factory=dict)
    divisions: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    counts: dict[Counted, set[int]] = field(default_factory=dict)
    reasons: set[str] = field(default_factory=set)
    start: int | None = None
    end: int | None = None

    @classmethod
    def of(cls, claim: Traits) -> Whole:
        """The whole of one claim."""
        found = cls([claim], claim)
        found.groups[claim.told.report] = {claim.told.claim.event: {claim.place.name.casefold()} if claim.place else set()}
        found.kinds[claim.kind] += 1
        for who, low in claim.counts:
            found.counts.setdefault(who, set()).add(low)
        found.start, found.end = claim.start, claim.end
        if claim.core is not None and claim.kind not in LINGERING:
            found.cores.add(claim.core)
        place = claim.place
        if place is not None and place.country and place.admin1 and place.precision != "near":
            found.divisions[place.country, place.admin1.casefold()] += 1
        if place is not None and not claim.wide:
            found.spots[place.name.casefold()] = place
        return found

    @property
    def standing(self) -> Standing:
        """What all its claims are: of a happening, an aggregate, background."""
        return self.first.standing

    @property
    def kind(self) -> str:
        """What most claims tell, any kind before mere status."""
        return min(self.kinds, key=lambda kind: (kind == "status", -self.kinds[kind], kind))

    @property
    def heads(self) -> frozenset[str]:
        """The kinds among its claims that make an event of their own."""
        return HEADS & self.kinds.keys()

    @property
    def division(self) -> tuple[str, str]:
        """The country and division that most claims name; of equals the first by name."""
        return min(self.divisions, key=lambda name: (-self.divisions[name], name))

    @property
    def event_type(self) -> str:
        """The commonest type of the claims of its kind; of equals the first by name."""
        types = Counter(claim.told.claim.event_type for claim in self.claims if claim.kind == self.kind)
        return min(types, key=lambda name: (-types[name], name))

    def agrees(self, other: Whole, by: Tie) -> bool:
        """Whether the two can be one event as wholes, given what ties a claim of one to a claim of the other."""
        if self.standing != other.standing or (self.heads and other.heads and not self.heads & other.heads):
            return False
        if not self._is_of_one_day(other, by) or self._is_counted_apart(other):
            return False
        if by.basis in ("place", "other") and self._is_parted_from(other, by_place=by.basis == "place"):
            return False
        if by.basis == "count":
            return self._is_of_one_time(other)
        if self._is_of_other_division(other):
            return False
        return by.basis == "report" or (self._is_of_one_time(other) and self._is_of_one_place(other))

    def _is_of_one_day(self, other: Whole, by: Tie) -> bool:
        """Whether they name one day (or one of them none).

        Days beside each other may be one where both count the same many, and a report tells fighting that goes on as one.
        """
        days = self.cores | other.cores
        if not self.cores or not other.cores or self.cores & other.cores:
            return True
        if by.goes_on and by.basis == "report":
            return self._meets(other) or other._meets(self)
        return by.basis == "count" and max(days) - min(days) <= GRACE

    def _meets(self, other: Whole) -> bool:
        """Whether a day named for the other lies in its days or beside them."""
        if self.start is None or self.end is None:
            return True
        return any(self.start - GRACE <= day <= self.end + GRACE for day in other.cores)

    def _is_counted_apart(self, other: Whole) -> bool:
        """Whether one report counts the same kind of people twice, far apart: of two happenings."""
        for who in self.counts.keys() & other.counts.keys():
            lows = self.counts[who] | other.counts[who]
            if FAR * min(lows) <= max(lows):
                return True
        return False

    def _is_parted_from(self, other: Whole, *, by_place: bool) -> bool:
        """Whether a report tells the two as two events: of one place under one name, or of places that are no two ways to tell one.

        What rests on place and day (`by_place`) may overrule it where the report only tells the place in two ways.
        """
        common = [
            report for report in self.groups.keys() & other.groups.keys() if self.groups[report].keys() != other.groups[report].keys()
        ]
        if not common:
            return False
        if not by_place or any(_name_one_place(self.groups[report], other.groups[report]) for report in common):
            return True
        spots = [(one, another) for one in self.spots.values() for another in other.spots.values()]
        return bool(spots) and not any(compare_places(one, another).holds for one, another in spots)

    def _is_of_one_time(self, other: Whole) -> bool:
        known = [whole for whole in (self, other) if whole.start is not None and whole.end is not None]
        if len(known) < 2:
            return True
        length = max(whole.end or 0 for whole in known) - min(whole.start or 0 for whole in known) + 1
        return length <= (LONGEST_QUESTION if self.kind in LINGERING or other.kind in LINGERING else LONGEST) or (
            max(whole.start or 0 for whole in known) <= min(whole.end or 0 for whole in known)
        )

    def _is_of_other_division(self, other: Whole) -> bool:
        """Whether most of their claims name two divisions; talks and words are told of wherever they are spoken."""
        return bool(self.divisions and other.divisions) and self.division != other.division and self.kind not in SPOKEN

    def _is_of_one_place(self, other: Whole) -> bool:
        if not self.spots or not other.spots:
            return True
        return any(
            compare_places(one, another).agreement != "incompatible" for one in self.spots.values() for another in other.spots.values()
        )

    def take(self, other: Whole, by: Tie) -> None:
        """Everything of the other joins this one."""
        self.claims.extend(other.claims)
        self.first = min(self.first, other.first, key=lambda claim: claim.age)
        for report, events in other.groups.items():
            ours = self.groups.setdefault(report, {})
            for event, names in events.items():
                ours.setdefault(event, set()).update(names)
        self.cores |= other.cores
        self.spots |= other.spots
        self.divisions.update(other.divisions)
        for who, lows in other.counts.items():
            self.counts.setdefault(who, set()).update(lows)
        self.kinds.update(other.kinds)
        self.reasons |= other.reasons | {by.reason}
        starts = [day for day in (self.start, other.start) if day is not None]
        ends = [day for day in (self.end, other.end) if day is not None]
        self.start, self.end = (min(starts) if starts else None), (max(ends) if ends else None)


def _name_one_place(ours: dict[str, set[str]], theirs: dict[str, set[str]]) -> bool:
    """Whether two events of a report go by one place's name: a reader parts events by place, so that these were parted by what they are."""
    return any(names & others for event, names in ours.items() for another, others in theirs.items() if event != another)


def holds_part(total: Whole, part: Whole) -> bool:
    """Whether an aggregate counts the happening too: one report tells both, and what it counts stands in the aggregate's days and area."""
    if total.standing != "aggregate" or part.standing != "event" or part.kind != "force":
        return False
    return any(counts(one, other) for one in total.claims for other in part.claims if one.told.report == other.told.report)
