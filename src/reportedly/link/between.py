"""What lies between two claims: days, places, words in common, parties in common."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from reportedly.compare import Slot, compare_places, telling

if TYPE_CHECKING:
    from reportedly.link.traits import Traits
    from reportedly.model import Place

NEARBY = 60
"""Kilometres within which a place lies that is only told to be near another: news tells so of towns up to an hour's drive away."""
_DEGREE = 111.2  # kilometres of a degree of latitude


def gap(a: Traits, b: Traits) -> int:
    """Days by which the times of two claims miss each other; 0 where they overlap. A claim without a time has its publication's days."""
    first, last = (a, b) if (a.start or a.day) <= (b.start or b.day) else (b, a)
    ends = first.end if first.end is not None else first.day
    starts = last.start if last.start is not None else last.day
    return max(0, starts - ends)


def places(a: Traits, b: Traits) -> Slot:
    """How the places of two claims stand: as `compare` has it, but for what is told to be near a place, and for places of one name."""
    one, other = a.place, b.place
    found = compare_places(one, other)
    if one is None or other is None:
        return found
    if found.agreement == "incompatible" and "near" in (one.precision, other.precision) and _kilometres(one, other) <= NEARBY:
        return Slot("compatible", f"{one.name} and {other.name} are near each other")
    if found.agreement != "incompatible" and _is_namesake(one, other):
        return Slot("incompatible", f"{one.name} and {other.name} are places of two countries or divisions")
    return found


def _is_namesake(one: Place, other: Place) -> bool:
    """Whether two places are known to be two although they may go by one name: by number, country or division."""
    if None not in (one.geonameid, other.geonameid) and one.geonameid != other.geonameid and one.precision == other.precision:
        return telling(one.name) == telling(other.name)
    return _differ(one.country, other.country) or _differ(one.admin1, other.admin1)


def _differ(ours: str | None, theirs: str | None) -> bool:
    return bool(ours and theirs) and ours != theirs and (ours or "").casefold() != (theirs or "").casefold()


def _kilometres(one: Place, other: Place) -> float:
    """The distance, flat within a country's size; infinite where one is not on the map."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    north, east = one.latitude - other.latitude, (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return math.hypot(north, east) * _DEGREE


def overlap(a: Traits, b: Traits) -> float:
    """The share of the fewer content words that both have; 0 where one has none."""
    fewer = min(len(a.words), len(b.words))
    return len(a.words & b.words) / fewer if fewer else 0.0


def common(ours: frozenset[frozenset[str]], theirs: frozenset[frozenset[str]]) -> frozenset[frozenset[str]]:
    """Names that both have; one of two words and more meets a longer one that has them all."""
    same = ours & theirs
    if same or not ours or not theirs:
        return same
    return frozenset(
        min(one, other, key=len) for one in ours for other in theirs if len(one) > 1 and len(other) > 1 and (one <= other or other <= one)
    )


def people(names: frozenset[frozenset[str]]) -> str:
    """Names as a reason gives them."""
    return " and ".join(sorted(" ".join(sorted(name)) for name in names))
