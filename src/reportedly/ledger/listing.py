"""Lists of events: which fit, in which order, a page at a time.

A list is walked along the index of its order. Where the filters are of claims that few pass, the events of these claims are gathered
first; where many pass, each event on the way is asked whether one of its claims does. A cursor holds the time of the first page, so
that all pages show what was held then, whatever is written meanwhile.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, exists, func, select, tuple_

from reportedly.errors import OptionError
from reportedly.ledger import query, rows, schema
from reportedly.ledger.events import held
from reportedly.ledger.records import SORTS, EventPage, Filters, moment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.ledger.records import Asked, EventFilters
    from reportedly.model.event import EventSummary

    Fill = Callable[[int, int], EventSummary | None]

_SUMMARY, _MEMBER, _EVENT, _CLAIM = schema.summaries.c, schema.memberships.c, schema.events.c, schema.claims.c
_ORDERS: dict[str, tuple[ColumnElement[int], ...]] = {
    "contest": (_SUMMARY.contest, _SUMMARY.updated, _SUMMARY.event),
    "recent": (_SUMMARY.updated, _SUMMARY.event),
    "deaths": (_SUMMARY.deaths, _SUMMARY.updated, _SUMMARY.event),
}


class _Cursor(msgspec.Struct, frozen=True, array_like=True):
    """Where a page ended: the time that the list is of, its order, and the last row's place in it."""

    at: int
    sort: str
    place: tuple[int, ...]


def page(connection: Connection, filters: EventFilters, asked: Asked, *, fill: Fill, now: int) -> EventPage:
    """A page of the events that fit. Raises OptionError for a cursor that is none, or of another order.

    `fill` computes what a list shows of an event, by its number, at a time: where that was emptied.
    """
    sort, limit, after = asked.sort, asked.limit, asked.after
    if sort not in SORTS:
        raise OptionError(f"sort: {str(sort)[:40]!r} is no order; give one of {', '.join(SORTS)}")
    cursor = None if after is None else _cursor(after, sort)
    at = cursor.at if cursor else moment(filters.as_of)
    order = _ORDERS[sort]
    found = select(_SUMMARY.body, _SUMMARY.learned, *order).where(held(schema.summaries, at), *_conditions(connection, filters, at))
    if cursor is not None:
        found = found.where(tuple_(*order) < cursor.place)
    listed = connection.execute(found.order_by(*(column.desc() for column in order)).limit(limit + 1)).all()
    more = len(listed) > limit
    follows = _Cursor(now if at is None else at, sort, tuple(listed[limit - 1][2:])) if more else None
    told = (fill(row.event, row.learned) if row.body is None else rows.unpacked_summary(row.body) for row in listed[:limit])
    return EventPage(events=tuple(one for one in told if one is not None), after=None if follows is None else _written(follows))


def _conditions(connection: Connection, filters: EventFilters, at: int | None) -> Sequence[ColumnElement[bool]]:
    """What a summary's row must pass."""
    found: list[ColumnElement[bool]] = []
    if filters.status:
        found.append(_SUMMARY.status == filters.status)
    if filters.contested:
        found.append(_SUMMARY.contest > 0)
    if filters.min_deaths is not None:
        found.append(_SUMMARY.deaths >= filters.min_deaths)
    if filters.event:
        named = filters.event.strip().lower()
        found.append(_SUMMARY.event.in_(select(_EVENT.number).where(_EVENT.id.between(named, named + "g"))))
    if filters.of_claims():
        found.append(_has_claim(connection, filters, at))
    return found


def _has_claim(connection: Connection, filters: Filters, at: int | None) -> ColumnElement[bool]:
    """Whether an event has a claim that passes the filters of claims."""
    rare, tests = query.passing(connection, filters)
    member = held(schema.memberships, at)
    if rare is not None:
        inside = select(_MEMBER.event).join(schema.claims, _CLAIM.number == _MEMBER.claim).where(_MEMBER.claim.in_(rare), member, *tests)
        return _SUMMARY.event.in_(inside)
    return exists().where(and_(_MEMBER.event == _SUMMARY.event, member, _CLAIM.number == _MEMBER.claim, *tests))


def counts(connection: Connection, at: int | None) -> dict[str, int]:
    """How many events there are of each status."""
    grouped = select(_SUMMARY.status, func.count()).where(held(schema.summaries, at)).group_by(_SUMMARY.status)
    return dict(connection.execute(grouped).tuples().all())


def _written(cursor: _Cursor) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def _cursor(words: str, sort: str) -> _Cursor:
    try:
        raw: Any = base64.urlsafe_b64decode(words + "=" * (-len(words) % 4))
        cursor = msgspec.json.decode(raw, type=_Cursor)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise OptionError(f"after: {words[:40]!r} is no cursor; give the one that the page before ended with") from error
    if cursor.sort != sort or len(cursor.place) != len(_ORDERS[sort]) or any(abs(one) >= 2**63 for one in (cursor.at, *cursor.place)):
        raise OptionError(f"after: this cursor is of another list; begin anew, or sort by {cursor.sort[:20]!r}")
    return cursor
