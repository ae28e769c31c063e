"""Answers as bytes: JSON, and lists as JSON lines, CSV and GeoJSON too; claims and events in every form of the exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from reportedly.export import lines

if TYPE_CHECKING:
    from reportedly.web.asks import AnyForm, Form
    from reportedly.web.desk import Desk
    from reportedly.web.items import Listed, Sheet

MEDIA: dict[Form, str] = {
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
}
"""What each form is called in Accept and Content-Type (RFC 8259, RFC 4180, RFC 7946; JSON lines has no registered name)."""

_ACCEPTED: dict[str, Form] = {media.partition(";")[0]: form for form, media in MEDIA.items()}


def form_of(given: AnyForm | None, accept: str) -> AnyForm:
    """The form that is asked for: by the parameter, else the first of the four in Accept, else JSON.

    The exports' other forms are asked for by name: several are CSV.
    """
    if given is not None:
        return given
    named = (part.partition(";")[0].strip().lower() for part in accept.split(","))
    return next((_ACCEPTED[media] for media in named if media in _ACCEPTED), "json")


def json(value: Any) -> bytes:
    """Any answer as JSON: the codec's form."""
    return msgspec.json.encode(value)


def media_of(sheet: Sheet[Any] | None, form: AnyForm) -> str:
    """What a form of a list is called in Content-Type."""
    other = sheet.others.get(form) if sheet else None
    if other is None:
        return MEDIA[form]  # type: ignore[index]
    return f"{other.media}; charset=utf-8" if other.media.startswith("text/") else other.media


def listed(found: Listed[Any], sheet: Sheet[Any], form: AnyForm, desk: Desk) -> bytes:
    """A list in a form. Raises MissingPartError for Parquet without its library."""
    if form in sheet.others:
        return b"".join(sheet.others[form].pieces(sheet.whole(desk, row, found.as_of) for row in found.rows))
    if form == "json":
        return json(found.page(sheet.line))
    if form == "jsonl":
        return b"".join(json(sheet.line(row)) + b"\n" for row in found.rows)
    if form == "csv":
        return b"".join(lines.sheet(sheet.columns, found.rows))
    return json({"type": "FeatureCollection", "features": [_feature(row, sheet) for row in found.rows]})


def _feature(row: Any, sheet: Sheet[Any]) -> dict[str, Any]:
    """A row as a GeoJSON feature: what its CSV has, at its point; without one where it cannot be drawn."""
    at = sheet.point(row)
    geometry = None if at is None else {"type": "Point", "coordinates": at}
    return {"type": "Feature", "geometry": geometry, "properties": {column.name: column.value(row) for column in sheet.columns}}
