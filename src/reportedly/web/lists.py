"""What the ledger answers: lists and pages of claims and reports, counts, search."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from reportedly.export import Cited, forms
from reportedly.ledger import cards, tallies
from reportedly.ledger.records import ClaimRow, Filters, ReportRow, iso, moment
from reportedly.ledger.rows import spot
from reportedly.sheets import CLAIMS, REPORTS, ClaimLine, claim_line, report_line
from reportedly.version import __version__
from reportedly.web import asks, cursors, events, items
from reportedly.web.items import Listed, Sheet
from reportedly.web.names import found, nowhere
from reportedly.web.problems import RefusalError
from reportedly.web.reach import reaching

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.ledger.tallies import Facets
    from reportedly.web.desk import Desk

Row = TypeVar("Row", ClaimRow, ReportRow)

_FOUND = 20  # claims and reports that a search shows before it is asked for more


def point(row: ClaimRow) -> tuple[float, float] | None:
    """Where the claim can be drawn."""
    where = spot(row.claim.place)
    return where.drawn if where else None


CLAIM_SHEET: Sheet[ClaimRow] = Sheet(
    claim_line,
    CLAIMS,
    point,
    {name: form for name, form in forms.CLAIMS.items() if name in asks.OF_CLAIMS},
    lambda _, row, __: Cited(row.report, row.claim),
)
REPORT_SHEET: Sheet[ReportRow] = Sheet(report_line, REPORTS, nowhere)


def ledger(desk: Desk, _: asks.Ask) -> items.Ledger:
    """What is served: the ledger's name, how much it holds, when it changed last."""
    held = tallies.held(desk.ledger)
    return items.Ledger(
        name=desk.ledger.path.name,
        version=__version__,
        changed=held.changed,
        reports=held.reports,
        claims=held.claims,
        reviews=held.reviews,
        writable=desk.pen.is_writable,
        needs_token=desk.doors.token is not None,
    )


def health(desk: Desk, _: asks.Ask) -> items.Health:
    """Whether the server lives and can read its ledger."""
    return items.Health(status="ok", version=__version__, changed=tallies.held(desk.ledger).changed)


def claims(desk: Desk, ask: asks.Claims) -> Listed[ClaimRow]:
    """The claims that fit, the last learned first."""
    below, limit = cursors.place(ask.cursor, ask, cursors.Number), asks.rows(ask.limit, ask.format)
    return _page(desk.ledger.claims(asks.filters(ask), limit=limit + 1, below=below), limit, ask)


def reports(desk: Desk, ask: asks.Reports) -> Listed[ReportRow]:
    """The reports that fit, the last learned first."""
    below, limit = cursors.place(ask.cursor, ask, cursors.Number), asks.rows(ask.limit, ask.format)
    return _page(desk.ledger.reports(asks.filters(ask), limit=limit + 1, below=below), limit, ask)


def claim(desk: Desk, ask: asks.OneAsOf) -> ClaimLine:
    """One claim, by its id or the beginning of it, as it was held."""
    at = moment(ask.as_of)
    with found():
        _, row, _ = desk.ledger.show(ask.id)
    if row is None:
        raise RefusalError(404, f"{ask.id} is a report; ask for /api/reports/{ask.id}")
    if at is not None:
        row = next(iter(desk.ledger.told([row.claim.id], as_of=ask.as_of)), None)
    if row is None:
        raise RefusalError(404, f"{ask.id}: not known by {ask.as_of}; leave as_of out to see it as it is held now")
    return claim_line(row)


def report(desk: Desk, ask: asks.OneAsOf) -> items.ReportPage:
    """One report, by its id or that of a claim in it, as it was held: its text, what was read in it, and by whom."""
    at = moment(ask.as_of)
    with found():
        kept, _, history = desk.ledger.show(ask.id)
    if at is not None:
        then = next(iter(desk.ledger.readings(Filters(report=kept.row.report.id, as_of=ask.as_of))), None)
        if then is None:
            raise RefusalError(404, f"{ask.id}: not held at {ask.as_of}; leave as_of out to see it as it is held now")
        kept, history = then, tuple(one for one in history if one.learned <= at)
    return items.ReportPage(
        report=report_line(kept.row),
        text=kept.row.report.text,
        reading=kept.reading,
        readings=tuple(
            items.ReadingLine(
                version=one.reader.version,
                claims=one.claims,
                confirms=one.confirms,
                learned=iso(one.learned),
                superseded=None if one.superseded is None else iso(one.superseded),
            )
            for one in history
        ),
    )


def search(desk: Desk, ask: asks.Search) -> items.Found:
    """Claims and reports that have all the words, and names that begin so."""
    asked = {name: getattr(ask, name) for name in ask.__struct_fields__ if name not in {"q", "text"}}
    text = f"{ask.q} {ask.text}" if ask.text else ask.q
    of_claims = asks.Claims(text=text, limit=_FOUND, **asked)
    common = {name: asked[name] for name in asks.Reported.__struct_fields__ if name != "text"}
    of_reports = asks.Reports(text=text, limit=_FOUND, **common)
    return items.Found(
        claims=claims(desk, of_claims).page(claim_line),
        reports=reports(desk, of_reports).page(report_line),
        events=events.events(desk, asks.Events(text=text, limit=_FOUND, **asked)).page(lambda row: row),
        names=tuple(cards.like(desk.ledger, ask.q)),
    )


def facets(desk: Desk, ask: asks.Filtered) -> Facets:
    """The newest claims that fit, counted by what they are."""
    return tallies.facets(desk.ledger, asks.filters(ask))


def places(desk: Desk, ask: asks.Filtered) -> items.Dots:
    """Where the newest claims that fit are: places that can be drawn, and how far each reaches."""
    found_there, more = tallies.dots(desk.ledger, asks.filters(ask))
    return items.Dots(items=tuple(map(reaching, found_there)), more=more)


def timeline(desk: Desk, ask: asks.Timeline) -> items.Spans:
    """When the newest claims that fit began."""
    counted, more = tallies.spans(desk.ledger, asks.filters(ask), ask.by)
    return items.Spans(by=ask.by, items=counted, more=more)


def _page(rows: Iterable[Row], limit: int, ask: asks.Claims | asks.Reports) -> Listed[Row]:
    """A page of rows that were asked for with one more than it holds."""
    taken = list(islice(rows, limit + 1))
    more = cursors.written(taken[limit - 1].number, ask) if len(taken) > limit else None
    return Listed(taken[:limit], more, ask.as_of)
