"""Places and times of two claims: the same, one inside the other, apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.compare.parties import feature_words, telling
from reportedly.compare.slot import Slot

if TYPE_CHECKING:
    from reportedly.model import Claim, Place

_WIDE = frozenset({"admin2", "admin1", "country", "region"})


def compare_places(a: Place | None, b: Place | None) -> Slot:
    """Same, one inside the other, or apart: by gazetteer number, then divisions, then name. Two towns may have one name."""
    if a is None or b is None:
        return Slot("unknown", "one of them names no place")
    if a.geonameid is not None and a.geonameid == b.geonameid:
        return Slot("same", f"both in {a.name}")
    apart = _apart(a, b)
    if apart is not None:
        return Slot("incompatible", apart)
    inside = is_inside(a, b), is_inside(b, a)
    if _is_same_name(a.name, b.name):
        return Slot("same", f"both in {a.name}")
    if all(inside) and a.precision == b.precision:
        return Slot("same", f"{a.name} and {b.name} are names of one division")
    if any(inside):
        return Slot("compatible", f"{a.name} and {b.name} lie one inside the other")
    return Slot("unknown", f"{a.name} and {b.name} may be near each other")


def _apart(a: Place, b: Place) -> str | None:
    """Why two places cannot be one, nor one inside the other."""
    if a.country and b.country and a.country != b.country:
        return f"{a.name} and {b.name} lie in different countries"
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return f"{a.name} and {b.name} lie in different divisions"
    is_known = a.geonameid is not None and b.geonameid is not None
    if is_known and not {a.precision, b.precision} & _WIDE and not (is_inside(a, b) or is_inside(b, a)):
        return f"{a.name} and {b.name} are different places"
    return None


def _is_same_name(a: str, b: str) -> bool:
    """Whether two names differ by nothing but words for what the place is ("the river X" and "the X")."""
    ours, theirs = telling(a), telling(b)
    return ours == theirs or (bool(ours & theirs) and ours - feature_words() == theirs - feature_words() != frozenset())


def is_description(place: Place) -> bool:
    """Whether a place has no name, only words for what it is: "the river", "the town"."""
    return not any(letter.isupper() for letter in place.name)


def is_inside(inner: Place, outer: Place) -> bool:
    """Whether `outer` is the country or division that `inner` lies in, or part of its name ("southern half of X" and X)."""
    if outer.precision == "country" and inner.country == outer.country:
        return True
    if outer.admin1 and telling(outer.name) <= telling(outer.admin1) | {"province", "valley"} and inner.admin1 == outer.admin1:
        return True
    names = telling(outer.name)
    return bool(names) and names < telling(inner.name)


def compare_times(a: Claim, b: Claim) -> Slot:
    """By the days of the two intervals; an approximate one that misses the other is not held against it."""
    one, other = a.time, b.time
    if one is None or other is None or not (one.start or one.end) or not (other.start or other.end):
        return Slot("unknown", "one of them is undated")
    if (one.start, one.end) == (other.start, other.end):
        return Slot("same", f"both on {one.start or one.end}")
    if (one.start or "") <= (other.end or "9999") and (other.start or "") <= (one.end or "9999"):
        return Slot("compatible", "their times overlap")
    if "approx" in (one.precision, other.precision):
        return Slot("unknown", "their times are approximate")
    return Slot("incompatible", f"{one.start or one.end} is not {other.start or other.end}")


def names_its_place(claim: Claim) -> bool:
    """Whether the place stands in the claim's own words, not carried on from before: only such a place tells two claims apart."""
    return (
        claim.place is not None
        and claim.place.end > claim.place.start
        and any(span.start <= claim.place.start < span.end for span in claim.spans)
    )
