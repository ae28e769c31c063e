"""Every form that claims and events leave in, by name: what the commands and the API ask."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from reportedly.errors import OptionError
from reportedly.export import acled, events, ged, hxl
from reportedly.export.annotations import annotation_page
from reportedly.export.geojson import geojson
from reportedly.export.lines import sheet
from reportedly.export.parquet import parquet
from reportedly.export.polecat import polecat
from reportedly.export.readings import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reportedly.export.dossier import Cited, Dossier
    from reportedly.export.geojson import Point

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Written(Generic[Row]):
    """A form: what it is, the ending of its files, its media type, and how rows become bytes."""

    words: str
    ending: str
    media: str
    pieces: Callable[[Iterable[Row]], Iterator[bytes]]


def written(forms: Mapping[str, Written[Row]], name: str) -> Written[Row]:
    """The form of a name. Raises OptionError, which lists those that there are."""
    if name not in forms:
        raise OptionError(f"form: {name[:40]!r} is none of {', '.join(forms)}")
    return forms[name]


def _claim_lines(rows: Iterable[Cited]) -> Iterator[bytes]:
    """One claim a line, with its report's id, outlet, title, address and day."""
    for row in rows:
        report = row.report
        about = {"report": report.id, "outlet": report.outlet, "title": report.title, "url": report.url, "published": report.published}
        yield msgspec.json.encode({"claim": row.claim, **about}) + b"\n"


def _claim_point(row: Cited) -> Point:
    return (row.place.latitude, row.place.longitude) if row.place else (None, None)


def _event_point(row: Dossier) -> Point:
    where = row.event.where
    return (where.latitude, where.longitude) if where else (None, None)


CLAIMS: dict[str, Written[Cited]] = {
    "jsonl": Written("one claim a line, whole", ".jsonl", "application/jsonl", _claim_lines),
    "csv": Written("one claim a row", ".csv", "text/csv", lambda rows: sheet(COLUMNS, rows)),
    "parquet": Written(
        "the columns of the CSV, typed", ".parquet", "application/vnd.apache.parquet", lambda rows: parquet(COLUMNS, rows, title="claims")
    ),
    "geojson": Written(
        "one feature a claim",
        ".geojson",
        "application/geo+json",
        lambda rows: geojson(COLUMNS, rows, at=_claim_point, key=lambda row: row.claim.id),
    ),
    "polecat": Written("POLECAT's columns, coded by PLOVER", ".tsv", "text/tab-separated-values", polecat),
    "hxl": Written("CSV with HXL hashtags", ".hxl.csv", "text/csv", hxl.claims),
    "annotations": Written(
        "W3C Web Annotations", ".jsonld", "application/ld+json", lambda rows: annotation_page((row, None) for row in rows)
    ),
}

EVENTS: dict[str, Written[Dossier]] = {
    "jsonl": Written("one event a line, whole", ".jsonl", "application/jsonl", events.jsonl),
    "csv": Written("one event a row", ".csv", "text/csv", lambda rows: sheet(events.COLUMNS, rows)),
    "parquet": Written(
        "the columns of the CSV, typed",
        ".parquet",
        "application/vnd.apache.parquet",
        lambda rows: parquet(events.COLUMNS, rows, title="events"),
    ),
    "geojson": Written(
        "one feature an event",
        ".geojson",
        "application/geo+json",
        lambda rows: geojson(events.COLUMNS, rows, at=_event_point, key=lambda row: row.event.id),
    ),
    "ged": Written(
        "UCDP GED's columns, of what killed in organized violence",
        ".ged.csv",
        "text/csv",
        lambda rows: sheet(ged.COLUMNS, filter(ged.is_counted, rows)),
    ),
    "acled": Written(
        f"ACLED's columns, of what it would record; {acled.LABEL}",
        ".acled.csv",
        "text/csv",
        lambda rows: sheet(acled.COLUMNS, filter(acled.mapped, rows)),
    ),
    "polecat": Written(
        "POLECAT's columns, a row for each claim of each event",
        ".tsv",
        "text/tab-separated-values",
        lambda rows: polecat(chain.from_iterable(row.cited for row in rows)),
    ),
    "hxl": Written("CSV with HXL hashtags", ".hxl.csv", "text/csv", hxl.events),
    "annotations": Written(
        "W3C Web Annotations of the words of each claim",
        ".jsonld",
        "application/ld+json",
        lambda rows: annotation_page((cited, row.event.id) for row in rows for cited in row.cited),
    ),
}
