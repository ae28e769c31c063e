"""A ledger's rows as JSON lines and CSV columns: the same for the commands and the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reportedly import export
from reportedly.export import Cited, Column
from reportedly.ledger.records import ClaimRow, FailureRow, ReportRow, iso
from reportedly.model import Claim, Reader, Relation
from reportedly.model.review import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.export.lines import Cell
    from reportedly.model.event import EventSummary


class ClaimLine(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as a line of JSON: the claim and its relations whole, and of its report what is needed to find its words.

    `standing` is what people decided of it; where a correction holds, `claim` is corrected and `original` as it was read.
    """

    claim: Claim
    relations: tuple[Relation, ...]
    report: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    reader: Reader
    learned: str
    superseded: str | None
    standing: Standing | None = None
    original: Claim | None = None


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """A report as a line of JSON: what the CSV has, by the same names."""

    report_id: str
    revision: int
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    origin: str | None
    language: str | None
    licence: str | None
    claims: int | None
    sha256: str
    raw_sha256: str
    retrieved: str | None
    learned: str
    superseded: str | None
    redacted: str | None


def claim_line(row: ClaimRow) -> ClaimLine:
    """The line of a claim."""
    about = row.report
    return ClaimLine(
        claim=row.claim,
        relations=row.relations,
        report=about.id,
        outlet=about.outlet,
        title=about.title,
        url=about.url,
        published=about.published,
        reader=row.reader,
        learned=iso(row.learned),
        superseded=_iso(row.superseded),
        standing=row.standing,
        original=row.original,
    )


def report_line(row: ReportRow) -> ReportLine:
    """The line of a report."""
    return msgspec.convert({column.name: column.value(row) for column in REPORTS}, ReportLine)


def failure_line(row: FailureRow) -> dict[str, Cell]:
    """A failure as a line of JSON: what the CSV has, by the same names."""
    return {column.name: column.value(row) for column in FAILURES}


def _shared(column: Column[Cited]) -> Column[ClaimRow]:
    """A column of a reading's CSV."""
    return Column(column.name, column.meaning, lambda row: column.value(Cited(row.report, row.claim)), column.of)


def _iso(at: int | None) -> str | None:
    return None if at is None else iso(at)


def _joined(names: Sequence[str]) -> str | None:
    return "; ".join(names) or None


CLAIMS: tuple[Column[ClaimRow], ...] = (
    *map(_shared, export.COLUMNS),
    Column("learned", "when the ledger took it in, UTC", lambda row: iso(row.learned)),
    Column("superseded", "when a later reading or revision took its place, UTC; empty while it holds", lambda row: _iso(row.superseded)),
)
"""The columns of claims."""

REPORTS: tuple[Column[ReportRow], ...] = (
    Column("report_id", "digest of the report's text, outlet, address and date", lambda row: row.report.id),
    Column("revision", "1, 2, …: the texts that stood at its address", lambda row: row.revision),
    Column("outlet", "who published", lambda row: row.report.outlet),
    Column("published", "ISO day of publication", lambda row: row.report.published),
    Column("title", "the report's title", lambda row: row.report.title),
    Column("url", "the report's address", lambda row: row.report.url),
    Column("origin", "what was opened to get it", lambda row: row.origin),
    Column("language", "ISO 639-1 code of the text's language", lambda row: row.report.language),
    Column("licence", "the note of the terms it may be used under", lambda row: row.licence),
    Column("claims", "how many claims its reading holds; empty when it was not read", lambda row: row.claims),
    Column("sha256", "digest of the text as it came", lambda row: row.sha256),
    Column("raw_sha256", "digest of the bytes as they came", lambda row: row.report.raw_sha256),
    Column("retrieved", "when its bytes came, UTC", lambda row: _iso(row.retrieved)),
    Column("learned", "when the ledger took it in, UTC", lambda row: iso(row.learned)),
    Column("superseded", "when another text took its place, UTC; empty while it holds", lambda row: _iso(row.superseded)),
    Column("redacted", "why words of it had to go", lambda row: "; ".join(mark.reason for mark in row.redactions) or None),
)
"""The columns of reports."""

FAILURES: tuple[Column[FailureRow], ...] = (
    Column("number", "what the ledger counts it as", lambda row: row.number),
    Column("origin", "where the report stood", lambda row: row.failure.origin),
    Column("stage", "where it failed: open, decode, extract, fetch, language, read, ledger", lambda row: row.failure.stage),
    Column("kind", "the kind of the error", lambda row: row.failure.kind),
    Column("message", "what, where and the way out", lambda row: row.failure.message),
    Column("report_id", "the report's id, where its text is kept", lambda row: row.report),
    Column("learned", "when it failed, UTC", lambda row: iso(row.learned)),
    Column("superseded", "when it was read after all, or failed otherwise, UTC", lambda row: _iso(row.superseded)),
)
"""The columns of failures."""

EVENTS: tuple[Column[EventSummary], ...] = (
    Column("event_id", "digest of its earliest claim", lambda row: row.id),
    Column("sentence", "what happened, and who says so", lambda row: row.sentence),
    Column("event_type", "the type that most voices tell", lambda row: row.event_type),
    Column("aggregate", "yes for a total of several events", lambda row: "yes" if row.aggregate else None),
    Column("status", "single_origin, corroborated, contested, denied, admitted or confirmed", lambda row: row.status),
    Column("contest", "pairs of voices whose contradictions stand", lambda row: row.contest),
    Column("disputed", "what they contradict each other about", lambda row: _joined(row.disputed)),
    Column("place", "the narrowest place on which the claims agree", lambda row: row.place),
    Column("country", "ISO 3166 code of the country", lambda row: row.country),
    Column("admin1", "first-level division", lambda row: row.admin1),
    Column("latitude", "WGS84 degrees", lambda row: row.latitude),
    Column("longitude", "WGS84 degrees", lambda row: row.longitude),
    Column("place_precision", "exact, near, admin2, admin1, country or region", lambda row: row.precision),
    Column("area_km", "radius that it may lie in", lambda row: row.area_km),
    Column("start", "first ISO day", lambda row: row.start),
    Column("end", "last ISO day", lambda row: row.end),
    Column("deaths_low", "fewest dead, as UCDP counts", lambda row: row.deaths_low),
    Column("deaths_best", "the best number of dead, as UCDP counts", lambda row: row.deaths_best),
    Column("deaths_high", "most dead, as UCDP counts", lambda row: row.deaths_high),
    Column("outlets", "how many outlets tell of it", lambda row: row.outlets),
    Column("origins", "independent origins that nothing ties together", lambda row: row.origins),
    Column("origins_low", "independent origins that are shown to be", lambda row: row.origins_low),
    Column("origins_high", "independent origins that may be", lambda row: row.origins_high),
    Column("speakers", "who says something of it", lambda row: _joined(row.speakers)),
    Column("claims", "how many claims tell of it", lambda row: row.claims),
    Column("reports", "how many reports do", lambda row: row.reports),
    Column("first_published", "ISO day of the first of them", lambda row: row.first_published),
    Column("last_published", "ISO day of the last of them", lambda row: row.last_published),
    Column("updated", "when the last of it was learned, UTC", lambda row: row.updated),
)
"""The columns of events."""
