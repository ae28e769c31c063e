"""What is in a ledger, counted: by type, by place, by day. Each count is bounded, and says so where it ends.

A ledger has millions of claims, and who looks at a page of counts does not wait for all of them: what is counted are the claims that fit
and were learned last, NEWEST at most. `more` tells that there are more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Row, Table, func, select

from reportedly.ledger import query, reviews, schema
from reportedly.ledger.records import Filters, iso, moment
from reportedly.ledger.rows import DRAWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportedly.ledger.book import Ledger

Given = ParamSpec("Given")
Counted = TypeVar("Counted")

NEWEST = 10_000
"""Claims that are counted for facets, map and timeline: fetched and counted in some 40 ms."""

CHUNK = 400  # values of one IN
_DRAWABLE = 2_000  # places that a map shows: more dots than anybody tells apart
_CLAIM, _REPORT = schema.claims.c, schema.reports.c
_NUMBERED = [table for table in schema.METADATA.sorted_tables if "number" in table.c]
_MARK = select(*(select(func.max(table.c.number)).scalar_subquery() for table in _NUMBERED))


@dataclass(frozen=True, slots=True)
class Count:
    """How many claims have a value."""

    value: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a ledger holds: how many texts and claims it ever took in, how many decisions of people, and when something changed last."""

    reports: int
    claims: int
    reviews: int
    changed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """The claims that fit, counted by value, the most frequent first. `more`: only the last learned ones were counted."""

    claims: int
    more: bool
    type: tuple[Count, ...]
    stance: tuple[Count, ...]
    kind: tuple[Count, ...]
    outlet: tuple[Count, ...]
    country: tuple[Count, ...]
    admin1: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A place that can be drawn, and how many of the claims are there."""

    place: str
    admin1: str | None
    admin2: str | None
    country: str | None
    latitude: float
    longitude: float
    precision: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time by its first ISO day, and how many claims tell of something that began in it."""

    start: str
    claims: int


def of_a_snapshot(count: Callable[Concatenate[Connection, Given], Counted]) -> Callable[Concatenate[Ledger, Given], Counted]:
    """The function of an open ledger: it counts one snapshot of it."""

    @wraps(count)
    def counted(ledger: Ledger, /, *given: Given.args, **named: Given.kwargs) -> Counted:
        with ledger.reading() as connection:
            return count(connection, *given, **named)

    return counted


@of_a_snapshot
def mark(connection: Connection) -> str:
    """What tells this state of the ledger from every other: how far each of its tables counts."""
    return "-".join(str(last or 0) for last in connection.execute(_MARK).one())


@of_a_snapshot
def held(connection: Connection) -> Held:
    """What the ledger holds."""
    last = [_learned(connection, table) for table in (schema.reports, schema.readings, schema.failures, schema.reviews)]
    changed = max((at for at in last if at is not None), default=None)
    reports, claims, reviews = (
        connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()
        for table in (schema.reports, schema.claims, schema.reviews)
    )
    return Held(reports=reports, claims=claims, reviews=reviews, changed=None if changed is None else iso(changed))


@of_a_snapshot
def facets(connection: Connection, filters: Filters) -> Facets:
    """The newest claims that fit, by what they are. Raises OptionError."""
    columns = (_CLAIM.event_type, _CLAIM.stance, _CLAIM.speaker_kind, _CLAIM.outlet, _CLAIM.place)
    found, more = _newest(connection, filters, columns)
    types, stances, kinds, outlets, places = ([row[at] for row in found] for at in range(5))
    where = by_number(connection, schema.places, places)
    named = by_number(connection, schema.outlets, outlets)
    return Facets(
        claims=len(found),
        more=more,
        type=counts(types),
        stance=counts(stances),
        kind=counts(kind or "outlet" for kind in kinds),
        outlet=counts(named[one].name for one in outlets if one is not None),
        country=counts(where[one].country for one in places if one is not None),
        admin1=counts(where[one].admin1 for one in places if one is not None),
    )


@of_a_snapshot
def dots(connection: Connection, filters: Filters) -> tuple[tuple[Dot, ...], bool]:
    """The places of the newest claims that fit, as far as they can be drawn, those with the most claims first; whether there are more."""
    found, more = _newest(connection, filters, (_CLAIM.place,))
    counted = Counter(row[0] for row in found if row[0] is not None)
    where = by_number(connection, schema.places, counted)
    made = [
        Dot(
            place=at.name,
            admin1=at.admin1,
            admin2=at.admin2,
            country=at.country,
            latitude=at.latitude,
            longitude=at.longitude,
            precision=at.precision,
            claims=counted[number],
        )
        for number, at in where.items()
        if at.precision in DRAWN and at.latitude is not None and at.longitude is not None
    ]
    made.sort(key=lambda dot: (-dot.claims, dot.place, dot.latitude, dot.longitude))
    return tuple(made[:_DRAWABLE]), more or len(made) > _DRAWABLE


@of_a_snapshot
def spans(connection: Connection, filters: Filters, by: str) -> tuple[tuple[Span, ...], bool]:
    """The newest claims that fit, by the "day", "month" or "year" in which what they tell began; whether there are more."""
    found, more = _newest(connection, filters, (_CLAIM.happened_start,))
    length = {"day": 10, "month": 7, "year": 4}[by]
    counted = Counter(iso(row[0])[:length] for row in found if row[0] is not None)
    return tuple(Span(start=(start + "-01-01")[:10], claims=count) for start, count in sorted(counted.items())), more


def _newest(connection: Connection, filters: Filters, columns: Iterable[Any]) -> tuple[Sequence[Row[Any]], bool]:
    """Columns of the newest claims that fit, but those that are rejected; and whether there are more."""
    numbers = query.newest(connection, filters, NEWEST + 1)
    found = connection.execute(select(*columns, _CLAIM.id.label("claim_id")).where(_CLAIM.number.in_(numbers))).all()
    return unrejected(connection, found[:NEWEST], moment(filters.as_of)), len(found) > NEWEST


def unrejected(connection: Connection, found: Sequence[Row[Any]], at: int | None) -> Sequence[Row[Any]]:
    """The rows whose `claim_id` is not that of a claim that people rejected."""
    gone = reviews.rejected(connection, (row.claim_id for row in found), at)
    return [row for row in found if row.claim_id not in gone] if gone else found


def counts(values: Iterable[str | None]) -> tuple[Count, ...]:
    """Values by how often, the most frequent first."""
    counted = Counter(value for value in values if value is not None)
    return tuple(Count(value, count) for value, count in sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def by_number(connection: Connection, table: Table, numbers: Iterable[int | None]) -> dict[int, Row[Any]]:
    """The rows of a small table by their numbers."""
    wanted = sorted({number for number in numbers if number is not None})
    found: dict[int, Row[Any]] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = connection.execute(select(table).where(table.c.number.in_(wanted[start : start + CHUNK])))
        found |= {row.number: row for row in rows}
    return found


def _learned(connection: Connection, table: Table) -> int | None:
    """When the last row of a table was learned."""
    last = select(func.max(table.c.number)).scalar_subquery()
    found: int | None = connection.execute(select(table.c.learned).where(table.c.number == last)).scalar()
    return found
