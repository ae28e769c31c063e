"""What the ledger answers of events: lists, records with the words of their claims, how they grew, and what is disputed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reportedly.errors import OptionError
from reportedly.export import Cited, Column, Dossier, forms
from reportedly.ingest import events as asked
from reportedly.ledger import decisions
from reportedly.ledger.records import EventFilters, moment
from reportedly.ledger.rows import DRAWN
from reportedly.model.event import Change, Dispute, Event, EventSummary, Moment
from reportedly.model.review import Review
from reportedly.sheets import EVENTS, ClaimLine, claim_line
from reportedly.web import asks, cursors
from reportedly.web.items import Listed, Sheet
from reportedly.web.names import found, nowhere

if TYPE_CHECKING:
    from reportedly.web.desk import Desk


_LOOKED_AT = 10
"""Events whose disputes a page gives, unless asked otherwise: the record of each is computed."""


class EventPage(msgspec.Struct, frozen=True, kw_only=True):
    """An event's record, the claims that it stands on with their words, what it was before, and what people decided of it."""

    event: Event
    claims: tuple[ClaimLine, ...]
    changes: tuple[Change, ...]
    reviews: tuple[Review, ...]


class History(msgspec.Struct, frozen=True, kw_only=True):
    """How an event grew, a moment for each time at which claims came or left, and what merged, split or renamed it."""

    items: tuple[Moment, ...]
    changes: tuple[Change, ...]


def _point(row: EventSummary) -> tuple[float, float] | None:
    """Where an event can be drawn: a country's middle is nowhere."""
    if row.precision not in DRAWN or row.latitude is None or row.longitude is None:
        return None
    return row.longitude, row.latitude


def _dossier(desk: Desk, row: EventSummary, as_of: str | None) -> Dossier:
    """An event's whole record, with its claims: what the exports are made of."""
    whole = asked.event(desk.ledger, row.id, as_of=as_of)
    return Dossier(whole, tuple(Cited(one.report, one.claim) for one in asked.told(desk.ledger, whole.claims, as_of)))


SHEET: Sheet[EventSummary] = Sheet(
    lambda row: row, EVENTS, _point, {name: form for name, form in forms.EVENTS.items() if name in asks.OF_EVENTS}, _dossier
)


DISPUTE_SHEET: Sheet[Dispute] = Sheet(
    lambda row: row,
    (
        Column("event_id", "the event", lambda row: row.event),
        Column("sentence", "what happened, and who says so", lambda row: row.sentence),
        Column("topic", "what is disputed", lambda row: row.topic),
        Column("question", "the same as a question", lambda row: row.words),
        Column("stands", "who holds what", lambda row: "; ".join(f"{stand.name}: {stand.answer}" for stand in row.stands)),
        Column("claims", "ids of the claims", lambda row: "; ".join(claim for stand in row.stands for claim in stand.claims)),
        Column("reasons", "why they are rivals", lambda row: "; ".join(row.reasons)),
    ),
    nowhere,
)


def events(desk: Desk, ask: asks.Events) -> Listed[EventSummary]:
    """The events that fit: the most contested first, or those learned last, or with the most dead."""
    after = cursors.place(ask.cursor, ask, str)
    limit = asks.rows(ask.limit, ask.format, records=ask.format in asks.OF_EVENTS)
    page = asked.summaries(desk.ledger, _filters(ask), limit=limit, after=after, sort=ask.sort)
    return Listed(page.events, None if page.after is None else cursors.written(page.after, ask), ask.as_of)


def event(desk: Desk, ask: asks.OneAsOf) -> EventPage:
    """The record of one event, by its id, the beginning of it, or an id that it had."""
    moment(ask.as_of)  # a time that is none is refused as such, not as an event that is not there
    with found():
        record = asked.event(desk.ledger, ask.id, as_of=ask.as_of)
    told = asked.told(desk.ledger, record.claims, ask.as_of)
    return EventPage(
        event=record,
        claims=tuple(map(claim_line, told)),
        changes=asked.changes(desk.ledger, record.id),
        reviews=tuple(decisions.of_events(desk.ledger, [row.claim.anchor for row in told], ask.as_of)),
    )


def history(desk: Desk, ask: asks.One) -> History:
    """How one event grew: toll, status, origins and speakers at each time at which claims came or left."""
    with found():
        return History(items=asked.history(desk.ledger, ask.id), changes=asked.changes(desk.ledger, ask.id))


def disputes(desk: Desk, ask: asks.Disputes) -> Listed[Dispute]:
    """Rival claims side by side, the most contested event first, all of an event together; `limit` counts events."""
    after, limit = cursors.place(ask.cursor, ask, str), ask.limit or _LOOKED_AT
    if limit > asked.MOST_DISPUTED:
        raise OptionError(f"limit {limit}: the disputes of at most {asked.MOST_DISPUTED} events at once; go on with the cursor")
    page = asked.disputes(desk.ledger, _filters(ask), limit=None, most=limit, after=after)
    return Listed(page.disputes, None if page.after is None else cursors.written(page.after, ask), ask.as_of)


def _filters(ask: asks.OfEvents) -> EventFilters:
    """The ledger's filters of what is asked. Raises OptionError."""
    plain = asks.filters(ask)
    given = {name: getattr(plain, name) for name in plain.__dataclass_fields__}
    return EventFilters(**given, status=ask.status, contested=ask.contested, min_deaths=ask.min_deaths, event=ask.event)
