"""Answers as bytes: JSON, and lists as JSON lines, CSV and GeoJSON too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from reportedly.export import csv_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.web.asks import Form
    from reportedly.web.items import Listed, Sheet

MEDIA: dict[Form, str] = {
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
}
"""What each form is called in Accept and Content-Type (RFC 8259, RFC 4180, RFC 7946; JSON lines has no registered name)."""

_ACCEPTED: dict[str, Form] = {media.partition(";")[0]: form for form, media in MEDIA.items()}


def form_of(given: Form | None, accept: str) -> Form:
    """The form that is asked for: by the parameter, else the first known one in Accept, else JSON."""
    if given is not None:
        return given
    named = (part.partition(";")[0].strip().lower() for part in accept.split(","))
    return next((_ACCEPTED[media] for media in named if media in _ACCEPTED), "json")


def json(value: Any) -> bytes:
    """Any answer as JSON: the codec's form."""
    return msgspec.json.encode(value)


def listed(found: Listed[Any], sheet: Sheet[Any], form: Form) -> bytes:
    """A list in a form."""
    if form == "json":
        return json(found.page(sheet.line))
    if form == "jsonl":
        return b"".join(json(sheet.line(row)) + b"\n" for row in found.rows)
    if form == "csv":
        return b"".join(_csv(found, sheet))
    return json({"type": "FeatureCollection", "features": [_feature(row, sheet) for row in found.rows]})


def _csv(found: Listed[Any], sheet: Sheet[Any]) -> Iterator[bytes]:
    yield csv_line([column.name for column in sheet.columns])
    for row in found.rows:
        yield csv_line([column.value(row) for column in sheet.columns])


def _feature(row: Any, sheet: Sheet[Any]) -> dict[str, Any]:
    """A row as a GeoJSON feature: what its CSV has, at its point; without one where it cannot be drawn."""
    at = sheet.point(row)
    geometry = None if at is None else {"type": "Point", "coordinates": at}
    return {"type": "Feature", "geometry": geometry, "properties": {column.name: column.value(row) for column in sheet.columns}}
