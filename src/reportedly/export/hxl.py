"""CSV with HXL hashtags (HXL 1.1) under the header, for the tools of humanitarian data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.export.dossier import Cited, Dossier, names, words
from reportedly.export.lines import LIST, Cell, Column, sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.model import Toll
    from reportedly.model.event import EventToll


def claims(rows: Iterable[Cited]) -> Iterator[bytes]:
    """Claims, one a row."""
    return sheet(CLAIMS, rows, under=[TAGS[column.name] for column in CLAIMS])


def events(rows: Iterable[Dossier]) -> Iterator[bytes]:
    """Events, one a row."""
    return sheet(EVENTS, rows, under=[TAGS[column.name] for column in EVENTS])


TAGS = {
    "event_id": "#event+id",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "actor": "#group+name+first",
    "recipient": "#group+name+second",
    "speakers": "#meta+source",
    "stance": "#meta+stance",
    "status": "#status",
    "description": "#description",
    "place": "#loc+name",
    "admin1": "#adm1+name",
    "admin2": "#adm2+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "place_precision": "#geo+precision",
    "country": "#country+code",
    "killed_low": "#affected+killed+min",
    "killed": "#affected+killed",
    "killed_high": "#affected+killed+max",
    "wounded_low": "#affected+injured+min",
    "wounded": "#affected+injured",
    "wounded_high": "#affected+injured+max",
    "event_type": "#event+type",
    "claim_ids": "#meta+id+claims",
}
"""The hashtag of each column. Names and attributes as in HXL's core schema; `precision`, `stance`, `claims` are ours, as HXL allows."""


def _of(toll: Toll | None, bound: str) -> int | None:
    number: int | None = getattr(toll, bound) if toll else None
    return number


def _total(dossier: Dossier, measure: str, bound: str) -> Cell:
    """A bound of the event's total: of everybody, where such a count is; else nothing, since rival sides' losses are not added here."""
    toll: EventToll | None = next((t for t in dossier.event.tolls if t.measure == measure and t.of is None and not t.subset), None)
    number: int | None = getattr(toll, bound) if toll else None
    return number


CLAIMS: tuple[Column[Cited], ...] = (
    Column("event_id", "group of claims in the report", lambda c: f"{c.report.id}:{c.claim.event}"),
    Column("date_start", "first ISO day", lambda c: c.time.start if c.time else None),
    Column("date_end", "last ISO day", lambda c: c.time.end if c.time else None),
    Column("actor", "who did it", lambda c: LIST.join(names(c.claim.actors))),
    Column("recipient", "to whom", lambda c: LIST.join(names(c.claim.recipients))),
    Column(
        "speakers", "who says it; the outlet where it speaks itself", lambda c: c.claim.speaker.name if c.claim.speaker else c.report.outlet
    ),
    Column("stance", "asserted, denied, hedged, planned or demand", lambda c: c.claim.stance),
    Column("description", "the words that say so", lambda c: words(c.claim)),
    Column("place", "where", lambda c: c.place.name if c.place else None),
    Column("admin1", "first-level division", lambda c: c.place.admin1 if c.place else None),
    Column("admin2", "second-level division", lambda c: c.place.admin2 if c.place else None),
    Column("latitude", "WGS84 degrees", lambda c: c.place.latitude if c.place else None, "number"),
    Column("longitude", "WGS84 degrees", lambda c: c.place.longitude if c.place else None, "number"),
    Column("place_precision", "exact, near, admin2, admin1, country or region", lambda c: c.place.precision if c.place else None),
    Column("country", "ISO 3166 code", lambda c: c.place.country if c.place else None),
    Column("killed_low", "fewest killed", lambda c: _of(c.claim.killed, "low"), "integer"),
    Column("killed", "killed, as a reader would quote it", lambda c: _of(c.claim.killed, "best"), "integer"),
    Column("killed_high", "most killed", lambda c: _of(c.claim.killed, "high"), "integer"),
    Column("wounded_low", "fewest wounded", lambda c: _of(c.claim.wounded, "low"), "integer"),
    Column("wounded", "wounded, as a reader would quote it", lambda c: _of(c.claim.wounded, "best"), "integer"),
    Column("wounded_high", "most wounded", lambda c: _of(c.claim.wounded, "high"), "integer"),
    Column("event_type", "what happened: one of the twenty types", lambda c: c.claim.event_type),
    Column("claim_ids", "the claim", lambda c: c.claim.id),
)

EVENTS: tuple[Column[Dossier], ...] = (
    Column("event_id", "the event", lambda d: d.event.id),
    Column("date_start", "first ISO day", lambda d: d.event.when.start if d.event.when else None),
    Column("date_end", "last ISO day", lambda d: d.event.when.end if d.event.when else None),
    Column("actor", "who did it", lambda d: LIST.join(side.name for side in d.event.sides if side.role != "recipient")),
    Column("recipient", "to whom", lambda d: LIST.join(side.name for side in d.event.sides if side.role != "actor")),
    Column(
        "speakers", "who says, denies, admits or hedges it", lambda d: LIST.join(s.name for s in d.event.speakers if s.position != "silent")
    ),
    Column("status", "single_origin, corroborated, contested, denied, admitted or confirmed", lambda d: d.event.status),
    Column("description", "the event in a sentence that names its speakers", lambda d: d.event.sentence),
    Column("place", "where", lambda d: d.event.where.name if d.event.where else None),
    Column("admin1", "first-level division", lambda d: d.event.where.admin1 if d.event.where else None),
    Column("admin2", "second-level division", lambda d: d.event.where.admin2 if d.event.where else None),
    Column("latitude", "WGS84 degrees", lambda d: d.event.where.latitude if d.event.where else None, "number"),
    Column("longitude", "WGS84 degrees", lambda d: d.event.where.longitude if d.event.where else None, "number"),
    Column(
        "place_precision", "exact, near, admin2, admin1, country or region", lambda d: d.event.where.precision if d.event.where else None
    ),
    Column("country", "ISO 3166 code", lambda d: d.event.where.country if d.event.where else None),
    Column("killed_low", "fewest killed of everybody", lambda d: _total(d, "killed", "low"), "integer"),
    Column("killed", "killed of everybody, where a rule gives a best figure", lambda d: _total(d, "killed", "best"), "integer"),
    Column("killed_high", "most killed of everybody", lambda d: _total(d, "killed", "high"), "integer"),
    Column("wounded_low", "fewest wounded of everybody", lambda d: _total(d, "wounded", "low"), "integer"),
    Column("wounded", "wounded of everybody, where a rule gives a best figure", lambda d: _total(d, "wounded", "best"), "integer"),
    Column("wounded_high", "most wounded of everybody", lambda d: _total(d, "wounded", "high"), "integer"),
    Column("event_type", "what happened: one of the twenty types", lambda d: d.event.event_type),
    Column("claim_ids", "its claims", lambda d: LIST.join(d.event.claims)),
)
