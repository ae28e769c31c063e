"""Events as JSON lines, and the columns of their sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reportedly.export.lines import LIST, Cell, Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.export.dossier import Dossier
    from reportedly.model.event import EventToll


def jsonl(rows: Iterable[Dossier]) -> Iterator[bytes]:
    """One event a line, whole."""
    for dossier in rows:
        yield msgspec.json.encode(dossier.event) + b"\n"


def _tolls(dossier: Dossier) -> str:
    """Every range, in words: "killed of Taliban: 13 to 350 (best none)"."""
    return LIST.join(_range(toll) for toll in dossier.event.tolls)


def _range(toll: EventToll) -> str:
    high = "open" if toll.high is None else str(toll.high)
    best = "" if toll.best is None else f", best {toll.best}"
    inside = " (a part of others)" if toll.subset else ""
    return f"{toll.measure}{f' of {toll.of}' if toll.of else ''}: {'?' if toll.low is None else toll.low} to {high}{best}{inside}"


def _names(position: str) -> Callable[[Dossier], Cell]:
    return lambda d: LIST.join(speaker.name for speaker in d.event.speakers if speaker.position == position)


COLUMNS: tuple[Column[Dossier], ...] = (
    Column("event_id", "the event", lambda d: d.event.id),
    Column("sentence", "the event in a sentence that names its speakers", lambda d: d.event.sentence),
    Column("event_type", "what happened: one of the twenty types", lambda d: d.event.event_type),
    Column("aggregate", "yes for a total of several events", lambda d: "yes" if d.event.aggregate else "no"),
    Column("status", "single_origin, corroborated, contested, denied, admitted or confirmed", lambda d: d.event.status),
    Column("disputed", "what its claims contradict each other on", lambda d: LIST.join(d.event.disputed)),
    Column("sides", "who is in it", lambda d: LIST.join(side.name for side in d.event.sides)),
    Column("place", "where", lambda d: d.event.where.name if d.event.where else None),
    Column("country", "ISO 3166 code of the country", lambda d: d.event.where.country if d.event.where else None),
    Column("admin1", "first-level division", lambda d: d.event.where.admin1 if d.event.where else None),
    Column("latitude", "WGS84 degrees", lambda d: d.event.where.latitude if d.event.where else None, "number"),
    Column("longitude", "WGS84 degrees", lambda d: d.event.where.longitude if d.event.where else None, "number"),
    Column("precision", "exact, near, admin2, admin1, country or region", lambda d: d.event.where.precision if d.event.where else None),
    Column(
        "extent_km", "km around the point that the place reaches", lambda d: d.event.where.area_km if d.event.where else None, "integer"
    ),
    Column("time_start", "first ISO day", lambda d: d.event.when.start if d.event.when else None),
    Column("time_end", "last ISO day", lambda d: d.event.when.end if d.event.when else None),
    Column("time_edtf", "the time in EDTF", lambda d: d.event.when.edtf if d.event.when else None),
    Column("tolls", "every range by measure and side", _tolls),
    Column("deaths_low", "UCDP's low estimate", lambda d: d.event.deaths("ucdp_low"), "integer"),
    Column("deaths_best", "UCDP's best estimate", lambda d: d.event.deaths("ucdp_best"), "integer"),
    Column("deaths_high", "UCDP's high estimate", lambda d: d.event.deaths("ucdp_high"), "integer"),
    Column("outlets", "how many outlets tell of it", lambda d: d.event.origins.outlets, "integer"),
    Column("origins", "independent origins", lambda d: d.event.origins.best, "integer"),
    Column("origins_low", "fewest independent origins", lambda d: d.event.origins.low, "integer"),
    Column("origins_high", "most independent origins", lambda d: d.event.origins.high, "integer"),
    Column("says", "who says it", _names("says")),
    Column("admits", "whom it hurts and who says it", _names("admits")),
    Column("hedges", "who says it with reserve", _names("hedges")),
    Column("denies", "who denies it", _names("denies")),
    Column("silent", "who is in it and quoted by nobody", _names("silent")),
    Column("airwars", "grade after Airwars", lambda d: d.event.grade("airwars")),
    Column("admiralty", "credibility digit of the Admiralty code", lambda d: d.event.grade("admiralty")),
    Column("report_ids", "the reports that tell of it", lambda d: LIST.join(d.event.reports)),
    Column("claim_ids", "its claims", lambda d: LIST.join(d.event.claims)),
)
"""The columns of an event as CSV, Parquet and GeoJSON, in order."""
