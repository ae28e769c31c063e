"""What the ledger answers: lists and pages of claims, reports, speakers and outlets, counts, search."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeVar

from reportedly.errors import OptionError
from reportedly.ledger import cards, tallies
from reportedly.ledger.records import ClaimRow, Filters, ReportRow, iso
from reportedly.ledger.rows import spot
from reportedly.sheets import CLAIMS, REPORTS, ClaimLine, claim_line, report_line
from reportedly.version import __version__
from reportedly.web import asks, cursors, items
from reportedly.web.items import Listed, Page, Sheet
from reportedly.web.problems import RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.ledger.tallies import Facets
    from reportedly.web.desk import Desk

Row = TypeVar("Row", ClaimRow, ReportRow)
Names = Literal["speakers", "outlets"]

_FOUND = 20  # claims and reports that a search shows before it is asked for more
_RECENT = 20  # claims on the page of a speaker


def point(row: ClaimRow) -> tuple[float, float] | None:
    """Where the claim can be drawn."""
    where = spot(row.claim.place)
    return where.drawn if where else None


CLAIM_SHEET: Sheet[ClaimRow] = Sheet(claim_line, CLAIMS, point)
REPORT_SHEET: Sheet[ReportRow] = Sheet(report_line, REPORTS, lambda _: None)


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
        writable=desk.ledger.is_writable,
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


def claim(desk: Desk, ask: asks.One) -> ClaimLine:
    """One claim, by its id or the beginning of it."""
    with found():
        _, row, _ = desk.ledger.show(ask.id)
    if row is None:
        raise RefusalError(404, f"{ask.id} is a report; ask for /api/reports/{ask.id}")
    return claim_line(row)


def report(desk: Desk, ask: asks.One) -> items.ReportPage:
    """One report, by its id or that of a claim in it: its text, what was read in it, and by whom."""
    with found():
        kept, _, history = desk.ledger.show(ask.id)
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


def speakers(desk: Desk, ask: asks.Names) -> Page[items.NameLine]:
    """Who says something, in the order of the letters."""
    return _names(desk, "speakers", ask)


def outlets(desk: Desk, ask: asks.Names) -> Page[items.NameLine]:
    """Who published something, in the order of the letters."""
    return _names(desk, "outlets", ask)


def speaker(desk: Desk, ask: asks.Named) -> items.NamePage:
    """What a speaker claimed, how often it was borne out or gainsaid, repeated or repeats, and its last claims."""
    return _card(desk, "speakers", ask)


def outlet(desk: Desk, ask: asks.Named) -> items.NamePage:
    """What an outlet carries, how often it was borne out or gainsaid, repeated or repeats, and its last claims."""
    return _card(desk, "outlets", ask)


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
        names=tuple(cards.like(desk.ledger, ask.q)),
    )


def facets(desk: Desk, ask: asks.Filtered) -> Facets:
    """The newest claims that fit, counted by what they are."""
    return tallies.facets(desk.ledger, asks.filters(ask))


def places(desk: Desk, ask: asks.Filtered) -> items.Dots:
    """Where the newest claims that fit are: places that can be drawn."""
    found_there, more = tallies.dots(desk.ledger, asks.filters(ask))
    return items.Dots(items=found_there, more=more)


def timeline(desk: Desk, ask: asks.Timeline) -> items.Spans:
    """When the newest claims that fit began."""
    counted, more = tallies.spans(desk.ledger, asks.filters(ask), ask.by)
    return items.Spans(by=ask.by, items=counted, more=more)


@contextmanager
def found() -> Iterator[None]:
    """Turn an id that names nothing into a refusal that says so by its status too."""
    try:
        yield
    except OptionError as error:
        raise RefusalError(404, str(error)) from error


def _page(rows: Iterable[Row], limit: int, ask: asks.Claims | asks.Reports) -> Listed[Row]:
    """A page of rows that were asked for with one more than it holds."""
    taken = list(islice(rows, limit + 1))
    more = cursors.written(taken[limit - 1].number, ask) if len(taken) > limit else None
    return Listed(taken[:limit], more, ask.as_of)


def _names(desk: Desk, of: Names, ask: asks.Names) -> Page[items.NameLine]:
    """A page of names."""
    after, limit = cursors.place(ask.cursor, ask, tuple[str, cursors.Number]), min(asks.rows(ask.limit, None), asks.MOST)
    listed = (cards.speakers if of == "speakers" else cards.outlets)(desk.ledger, ask.q or "", after, limit + 1)
    lines = tuple(
        items.NameLine(name=one.name, kind=one.kind, wikidata=one.wikidata, count=one.count, more=one.more) for one in listed[:limit]
    )
    return Page(items=lines, next=cursors.written(listed[limit - 1].place, ask) if len(listed) > limit else None)


def _card(desk: Desk, of: Names, ask: asks.Named) -> items.NamePage:
    """The page of a name."""
    card = (cards.speaker if of == "speakers" else cards.outlet)(desk.ledger, ask.name, ask.as_of)
    if card is None:
        raise RefusalError(404, f"nobody in {of} is called {ask.name[:80]!r}; /api/{of}?q= lists names by their beginning")
    by = Filters(speaker=card.name, as_of=ask.as_of) if of == "speakers" else Filters(outlet=card.name, as_of=ask.as_of)
    rows = desk.ledger.claims(by, limit=_RECENT)
    return items.NamePage(card=card, recent=tuple(map(claim_line, rows)))
