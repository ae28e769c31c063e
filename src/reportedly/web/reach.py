"""How far a place of the map reaches: what the index of place names says of the place with that name at that point."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from reportedly.errors import GazetteerError, MissingPartError
from reportedly.gazetteer import open_index
from reportedly.web.items import Spot

if TYPE_CHECKING:
    from reportedly.gazetteer import Gazetteer
    from reportedly.ledger.tallies import Dot

_SAME = 1e-4  # degrees: ten metres, less than the index rounds to


def reaching(dot: Dot) -> Spot:
    """The place with its radius in km; null where the index knows none, or is not there."""
    return Spot(**asdict(dot), extent_km=_extent(dot))


def _extent(dot: Dot) -> int | None:
    index = _index()
    if index is None:
        return None
    try:
        entries = index.find(dot.place)
    except GazetteerError:
        return None
    same = (entry for entry in entries if entry.country == dot.country and _is_at(dot, entry.latitude, entry.longitude))
    return next((entry.extent_km for entry in same if entry.extent_km is not None), None)


def _is_at(dot: Dot, latitude: float | None, longitude: float | None) -> bool:
    if latitude is None or longitude is None:
        return False
    return abs(latitude - dot.latitude) < _SAME and abs(longitude - dot.longitude) < _SAME


@cache
def _index() -> Gazetteer | None:
    try:
        return open_index()
    except MissingPartError:
        return None
