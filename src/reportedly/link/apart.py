"""What keeps two claims apart: another standing, kind, day, division, town. Each reason looks at the two alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.link.between import gap, places
from reportedly.link.kinds import HEADS, LINGERING
from reportedly.link.standing import RUNNING
from reportedly.link.ties import GRACE, is_same_count, is_sure, same_person

if TYPE_CHECKING:
    from reportedly.link.traits import Traits

LINGER = 7
"""Days over which who holds a place, whether two sides talk, or where somebody is, remains one question."""
FAR = 2
"""How many times more one count is than another that cannot be of the same happening at the same time."""


def apart(a: Traits, b: Traits) -> str | None:
    """What keeps two claims apart, None where nothing does."""
    if a.standing != b.standing:
        return f"one tells of a {a.standing}, the other of a {b.standing}"
    if a.group == b.group:
        return _other_head(a, b) or _other_day(a, b) or _other_count(a, b)
    person = bool(a.topics & b.topics) and same_person(a, b) is not None
    if a.kind != b.kind and not person:
        return f"{a.told.claim.event_type} and {b.told.claim.event_type} are different kinds of event"
    against = _other_time(a, b, lasts=person or a.kind in LINGERING) or _other_place(a, b)
    if against is None and a.told.report == b.told.report and not is_sure(a, b):
        return "one report tells them as two events"
    return against


def _other_place(a: Traits, b: Traits) -> str | None:
    """Two places, or a day's event beside one of days elsewhere; and somebody's own death, wherever it was."""
    if _names_other_dead(a, b) or _names_other_dead(b, a):
        return "one tells of somebody's death whom the other does not name"
    place = places(a, b)
    if place.agreement == "incompatible":
        return place.reason
    if place.agreement != "same" and a.kind not in LINGERING and (_is_part(a, b) or _is_part(b, a)):
        return "one is over in a day, the other goes on for days elsewhere"
    return None


def _other_head(a: Traits, b: Traits) -> str | None:
    """A battle and who holds the place afterwards are two things, even where one report lumps them together."""
    if a.kind != b.kind and a.kind in HEADS and b.kind in HEADS:
        return f"{a.told.claim.event_type} and {b.told.claim.event_type} are different kinds of event"
    return None


def _other_day(a: Traits, b: Traits) -> str | None:
    """Two days named for what is over in a day."""
    if a.core is not None and b.core is not None and a.core != b.core and a.kind == b.kind and a.kind not in LINGERING:
        return "they happened on two days"
    return None


def _other_count(a: Traits, b: Traits) -> str | None:
    """Two numbers of many people alike by one speaker, far apart, in one report: of two happenings, unless one is told to be older."""
    for (who, low), (other, another) in ((one, two) for one in a.counts for two in b.counts):
        if who == other and FAR * min(low, another) <= max(low, another):
            return f"one report counts {min(low, another)} and {max(low, another)} {who[1]}"
    return None


def _other_time(a: Traits, b: Traits, *, lasts: bool) -> str | None:
    missed = gap(a, b)
    if lasts:
        return f"more than {LINGER} days lie between them" if missed > LINGER else None
    if not missed or (missed <= GRACE and (a.core is None or b.core is None or is_same_count(a, b))):
        return None
    return "they happened at different times"


def _names_other_dead(a: Traits, b: Traits) -> bool:
    return bool(a.persons) and not a.persons & b.undergoes


def _is_part(a: Traits, b: Traits) -> bool:
    """Whether one is of a day and the other of so many days that it holds many of them."""
    return a.start is not None and a.start == a.end and b.end is not None and b.start is not None and b.end - b.start + 1 >= RUNNING
