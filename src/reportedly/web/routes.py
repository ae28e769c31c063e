"""Every route: its path, what can be asked, what is answered, and an example. The app, the OpenAPI document and a test are made of this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportedly.ledger.tallies import Facets
from reportedly.model.event import Dispute, EventSummary
from reportedly.model.review import Review
from reportedly.sheets import ClaimLine, ReportLine
from reportedly.web import asks, events, items, lists, names, reading, reviews
from reportedly.web.items import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.web.items import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A path and what is behind it. `run` gives a record of type `answers`, or rows that `sheet` writes.

    `takes` is the record that a body holds (`raw`: or any bytes), `status` that of an answer; `example` are the parameters of one question,
    `sent` a body.
    """

    path: str
    asks: type[asks.Ask]
    answers: Any
    run: Callable[..., Any]
    sheet: Sheet[Any] | None = None
    method: str = "GET"
    takes: type | None = None
    raw: bool = False
    status: int = 200
    example: str = ""
    sent: Any = None

    @property
    def words(self) -> str:
        """What it is for: the first line of what runs it."""
        return (self.run.__doc__ or "").strip().partition("\n")[0]


ROUTES: tuple[Route, ...] = (
    Route(path="/api/ledger", asks=asks.Ask, answers=items.Ledger, run=lists.ledger),
    Route(
        path="/api/claims",
        asks=asks.Claims,
        answers=Page[ClaimLine],
        run=lists.claims,
        sheet=lists.CLAIM_SHEET,
        example="party=Taliban&stance=denied&as_of=2021-09-04",
    ),
    Route(path="/api/claims/{id}", asks=asks.OneAsOf, answers=ClaimLine, run=lists.claim),
    Route(
        path="/api/reports", asks=asks.Reports, answers=Page[ReportLine], run=lists.reports, sheet=lists.REPORT_SHEET, example="limit=10"
    ),
    Route(path="/api/reports/{id}", asks=asks.OneAsOf, answers=items.ReportPage, run=lists.report),
    Route(
        path="/api/events",
        asks=asks.Events,
        answers=Page[EventSummary],
        run=events.events,
        sheet=events.SHEET,
        example="contested=true&sort=recent",
    ),
    Route(path="/api/events/{id}", asks=asks.OneAsOf, answers=events.EventPage, run=events.event),
    Route(path="/api/events/{id}/history", asks=asks.One, answers=events.History, run=events.history),
    Route(
        path="/api/disputes", asks=asks.Disputes, answers=Page[Dispute], run=events.disputes, sheet=events.DISPUTE_SHEET, example="limit=20"
    ),
    Route(
        path="/api/reviews",
        asks=asks.Queue,
        answers=Page[reviews.Waiting],
        run=reviews.queue,
        sheet=reviews.QUEUE_SHEET,
        example="state=open",
    ),
    Route(
        path="/api/reviews",
        asks=asks.Ask,
        answers=Review,
        run=reviews.decide,
        method="POST",
        takes=reviews.Decided,
        status=201,
        sent=reviews.Decided(verdict="reject", reviewer="Ada", reason="a caption, no report", parts=(("1f0c2b7a9d3e4f58",),)),
    ),
    Route(path="/api/reviews/log", asks=asks.Log, answers=Page[Review], run=reviews.log, sheet=reviews.LOG_SHEET),
    Route(path="/api/speakers", asks=asks.Names, answers=Page[items.NameLine], run=names.speakers, sheet=names.SHEET, example="q=Tal"),
    Route(path="/api/speakers/{name}", asks=asks.Named, answers=items.NamePage, run=names.speaker),
    Route(path="/api/outlets", asks=asks.Names, answers=Page[items.NameLine], run=names.outlets, sheet=names.SHEET),
    Route(path="/api/outlets/{name}", asks=asks.Named, answers=items.NamePage, run=names.outlet),
    Route(path="/api/search", asks=asks.Search, answers=items.Found, run=lists.search, example="q=killed"),
    Route(path="/api/facets", asks=asks.Filtered, answers=Facets, run=lists.facets, example="place=Panjshir"),
    Route(path="/api/map", asks=asks.Filtered, answers=items.Dots, run=lists.places, example="box=68.5,34.9,70.5,36.0"),
    Route(path="/api/timeline", asks=asks.Timeline, answers=items.Spans, run=lists.timeline, example="by=day"),
    Route(
        path="/api/read",
        asks=asks.Upload,
        answers=items.Readings,
        run=reading.read,
        method="POST",
        takes=items.Text,
        raw=True,
        sent=items.Text(text="The army said on Monday that four people were killed in Kelmet.", published="2031-08-05"),
    ),
    Route(
        path="/api/session",
        asks=asks.Ask,
        answers=items.Token,
        run=reading.session,
        method="POST",
        takes=items.Code,
        sent=items.Code(code="…"),
    ),
    Route(path="/health", asks=asks.Ask, answers=items.Health, run=lists.health),
)
