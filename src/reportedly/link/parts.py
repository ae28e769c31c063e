"""Which aggregates count which happenings: those that one report tells beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.link.standing import is_of_civilians

if TYPE_CHECKING:
    from reportedly.link.traits import Traits
    from reportedly.model import Place


def counts(total: Traits, part: Traits) -> bool:
    """Whether one claim of a report is an aggregate that counts the dead or wounded of another claim of it."""
    if total.told.report != part.told.report or total.standing != "aggregate" or part.standing != "event" or part.kind != "force":
        return False
    if total.start is None or total.end is None or part.start is None or part.end is None or not part.figures:
        return False
    if total.start > part.start or total.end < part.end or (is_of_civilians(total.told.claim) and part.undergoes & part.named):
        return False
    return total.place is None or (part.place is not None and _lies_in(part.place, total.place))


def _lies_in(place: Place, area: Place) -> bool:
    if area.admin1 is not None:
        return (place.country, (place.admin1 or "").casefold()) == (area.country, area.admin1.casefold())
    return place.country is not None and place.country in (area.country or "").split("/")
