"""GeoJSON (RFC 7946): one feature a claim or event, flat properties, longitude before latitude.

A point is drawn where one is known, with `precision` and `extent_km` beside it: the point of a province is its middle, not where it
happened. Without coordinates the geometry is null, so that nothing is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportedly.export.lines import Cell, Column

Row = TypeVar("Row")
Point = tuple[float | None, float | None]
"""Latitude and longitude, WGS84 degrees."""


def geojson(
    columns: Sequence[Column[Row]], rows: Iterable[Row], *, at: Callable[[Row], Point], key: Callable[[Row], str]
) -> Iterator[bytes]:
    """A feature collection, a feature a line. The columns are the properties; `key` gives each feature its id."""
    opening = b'{"type":"FeatureCollection","features":[\n'
    for row in rows:
        yield opening + msgspec.json.encode(_feature(key(row), at(row), {column.name: column.value(row) for column in columns}))
        opening = b",\n"
    yield (opening if opening.startswith(b"{") else b"\n") + b"]}\n"


def _feature(name: str, point: Point, properties: dict[str, Cell]) -> dict[str, Any]:
    latitude, longitude = point
    placed = latitude is not None and longitude is not None
    geometry = {"type": "Point", "coordinates": [longitude, latitude]} if placed else None
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": properties}
