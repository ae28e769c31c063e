"""Claims in the columns of POLECAT's tab-separated files, coded by PLOVER; not POLECAT's data.

PLOVER codes what reports tell, so a row is a claim. A claim that is denied, planned or demanded has the auxiliary mode that PLOVER has for
it among its contexts. Intensity is POLECAT's to give and stays empty.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon
from reportedly.export.acled import countries
from reportedly.export.dossier import Cited, names, words
from reportedly.export.lines import LIST, Cell, Column, csv_line
from reportedly.schemes import is_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.model import Party

VERSION = "reportedly, not POLECAT data"


class Sector(msgspec.Struct, frozen=True, kw_only=True):
    """A row of sectors.tsv."""

    name: str | None = msgspec.field(name="class", default=None)
    kind: str | None = None
    sector: str


class Quad(msgspec.Struct, frozen=True, kw_only=True):
    """A row of quads.tsv."""

    event_type: str
    quad: int


def polecat(rows: Iterable[Cited]) -> Iterator[bytes]:
    """A header, and a line a claim, tab-separated."""
    yield csv_line([column.name for column in COLUMNS], delimiter="\t")
    for row in rows:
        yield csv_line([column.value(row) for column in COLUMNS], delimiter="\t")


def sector(party: Party) -> str:
    """PLOVER's sector code of a party."""
    return next(row.sector for row in _sectors() if (row.name is None or is_of(party, row.name)) and row.kind in (None, party.kind))


@lexicon.of_tables
@cache
def _sectors() -> tuple[Sector, ...]:
    return lexicon.rows("sectors", Sector)


@lexicon.of_tables
@cache
def _quads() -> dict[str, int]:
    return {row.event_type: row.quad for row in lexicon.rows("quads", Quad)}


def _parties(role: str, c: Cited) -> tuple[Party, ...]:
    return c.claim.actors if role == "Actor" else c.claim.recipients


def _side(role: str) -> Iterator[Column[Cited]]:
    """The columns of one side."""

    def each(value: Callable[[Party], str | None]) -> Callable[[Cited], Cell]:
        return lambda c: LIST.join(value(party) or "" for party in _parties(role, c)) or None

    def first(c: Cited) -> str | None:
        return next((sector(party) for party in _parties(role, c)), None)

    yield Column(f"{role} Name", "the parties' names", lambda c: LIST.join(names(_parties(role, c))) or None)
    yield Column(f"{role} Country", "not told; empty", lambda _: None)
    yield Column(f"{role} COW", "code of the Correlates of War; empty", lambda _: None)
    yield Column(f"Primary {role} Sector", "PLOVER's sector code of the first", first)
    yield Column(f"{role} Sectors", "PLOVER's sector codes of all", each(sector))
    yield Column(f"{role} Title", "spokesman of…", each(lambda party: party.role))
    yield Column(f"{role} Name Raw", "the words", each(lambda party: party.text))
    yield Column(f"Wikipedia {role} ID", "Wikidata items of those that news knows", each(lambda party: party.wikidata))


COLUMNS: tuple[Column[Cited], ...] = (
    Column("Event ID", "the claim", lambda c: c.claim.id),
    Column("Event Date", "first ISO day, else the day of publication", lambda c: (c.time.start if c.time else None) or c.report.published),
    Column("Event Type", "PLOVER's type, or one of our four", lambda c: c.claim.event_type),
    Column("Event Mode", "the modes", lambda c: LIST.join(c.claim.modes) or None),
    Column("Intensity", "POLECAT's to give; empty", lambda _: None),
    Column("Quad Code", "1 to 4, PLOVER's; empty for INVESTIGATE and STATUS", lambda c: _quads().get(c.claim.event_type), "integer"),
    Column("Contexts", "the contexts, and the auxiliary modes", lambda c: LIST.join((*c.claim.contexts, *c.claim.auxiliary)) or None),
    *_side("Actor"),
    *_side("Recipient"),
    Column("Placename", "where", lambda c: c.place.name if c.place else None),
    Column(
        "City",
        "the place, where it is one and no division",
        lambda c: c.place.name if c.place and c.place.precision in ("exact", "near") else None,
    ),
    Column("District", "second-level division", lambda c: c.place.admin2 if c.place else None),
    Column("Province", "first-level division", lambda c: c.place.admin1 if c.place else None),
    Column("Country", "the country's name", lambda c: countries().get(c.place.country or "", c.place.country) if c.place else None),
    Column("Latitude", "WGS84 degrees", lambda c: c.place.latitude if c.place else None, "number"),
    Column("Longitude", "WGS84 degrees", lambda c: c.place.longitude if c.place else None, "number"),
    Column("GeoNames ID", "GeoNames' number", lambda c: c.place.geonameid if c.place else None, "integer"),
    Column("Raw Placename", "the words", lambda c: c.place.text if c.place else None),
    Column("Feature Type", "how precisely it places the event", lambda c: c.place.precision if c.place else None),
    Column("Source", "who published", lambda c: c.report.outlet),
    Column("Publication Date", "ISO day", lambda c: c.report.published),
    Column("Story People", "who says it", lambda c: c.claim.speaker.name if c.claim.speaker else None),
    Column("Story Organizations", "who passed it on", lambda c: LIST.join(c.claim.relays) or None),
    Column("Story Locations", "the place", lambda c: c.place.name if c.place else None),
    Column("Language", "ISO 639-1 code", lambda c: c.report.language),
    Column("Version", "what the row is", lambda _: VERSION),
    Column("Claim IDs", "the claim (not a column of POLECAT)", lambda c: c.claim.id),
    Column("Stance", "asserted, denied, hedged, planned or demand (not a column of POLECAT)", lambda c: c.claim.stance),
    Column("Words", "the words that say so (not a column of POLECAT)", lambda c: words(c.claim)),
)
"""POLECAT's 40 columns in order, and what it has none for."""
