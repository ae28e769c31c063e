"""What is in a ledger, counted: by type and place and day, by speaker, by outlet. Each count is bounded, and says so where it ends.

A ledger has millions of claims, and who looks at a page of counts does not wait for all of them: what is counted are the claims that fit
and were learned last, NEWEST at most; a name's claims are counted to ENOUGH. `more` tells that there are more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, Table, exists, func, or_, select

from reportedly.ledger import query, schema
from reportedly.ledger.records import Filters, iso, moment
from reportedly.ledger.rows import DRAWN, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NEWEST = 10_000
"""Claims that are counted for facets, map and timeline: fetched and counted in some 40 ms."""

ENOUGH = 500
"""Claims of a name that a list counts, and then says "more": 50 names of a list take some 20 ms."""

RECENT = 2_000
"""Claims of a speaker or outlet that its card is made of."""

_CHUNK = 400  # values of one IN
_DRAWABLE = 2_000  # places that a map shows: more dots than anybody tells apart
_LAST = "\U0010ffff"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A name, and how many claims (of a speaker) or reports (of an outlet) it has; `more` when these are not all. `number` is its place."""

    number: int
    name: str
    kind: str | None
    wikidata: str | None
    count: int
    more: bool


Listed = tuple[tuple[str, int], Called]
"""A name and its place in the order of the letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a speaker or an outlet claimed, of its last learned claims (`more`: there are more), and what became of them.

    `names` are its other names. `corroborated` and `contradicted` count claims that another lineage bears out or gainsays, `origin` those
    that others repeat, `echo` those that repeat others. `own` counts an outlet's claims in its own voice; `beside` the outlets that carry a
    speaker, or the kinds of speaker that an outlet carries.
    """

    name: str
    names: tuple[str, ...]
    kind: str | None
    wikidata: str | None
    claims: int
    more: bool
    first: str | None
    last: str | None
    stances: tuple[Count, ...]
    types: tuple[Count, ...]
    beside: tuple[Count, ...]
    own: int
    corroborated: int
    contradicted: int
    origin: int
    echo: int


@dataclass(slots=True)
class _Links:
    """The claims of a set that links touch, by how."""

    corroborated: set[str] = field(default_factory=set)
    contradicted: set[str] = field(default_factory=set)
    origin: set[str] = field(default_factory=set)
    echo: set[str] = field(default_factory=set)


def mark(connection: Connection) -> str:
    """What tells this state of the ledger from every other: how far each of its tables counts."""
    return "-".join(str(last or 0) for last in connection.execute(_MARK).one())


def last_claim(connection: Connection) -> int:
    """The number of the claim that was learned last, 0 before the first."""
    last: int = connection.execute(select(func.coalesce(func.max(_CLAIM.number), 0))).scalar_one()
    return last


def held(connection: Connection) -> Held:
    """What the ledger holds."""
    last = [_learned(connection, table) for table in (schema.reports, schema.readings, schema.failures, schema.reviews)]
    changed = max((at for at in last if at is not None), default=None)
    reports, claims, reviews = (
        connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()
        for table in (schema.reports, schema.claims, schema.reviews)
    )
    return Held(reports=reports, claims=claims, reviews=reviews, changed=None if changed is None else iso(changed))


def facets(connection: Connection, filters: Filters) -> Facets:
    """The newest claims that fit, by what they are. Raises OptionError."""
    columns = (_CLAIM.event_type, _CLAIM.stance, _CLAIM.speaker_kind, _CLAIM.outlet, _CLAIM.place)
    found, more = _newest(connection, filters, columns)
    types, stances, kinds, outlets, places = ([row[at] for row in found] for at in range(5))
    where = _by_number(connection, schema.places, places)
    named = _by_number(connection, schema.outlets, outlets)
    return Facets(
        claims=len(found),
        more=more,
        type=_counts(types),
        stance=_counts(stances),
        kind=_counts(kind or "outlet" for kind in kinds),
        outlet=_counts(named[one].name for one in outlets if one is not None),
        country=_counts(where[one].country for one in places if one is not None),
        admin1=_counts(where[one].admin1 for one in places if one is not None),
    )


def dots(connection: Connection, filters: Filters) -> tuple[tuple[Dot, ...], bool]:
    """The places of the newest claims that fit, as far as they can be drawn, those with the most claims first; whether there are more."""
    found, more = _newest(connection, filters, (_CLAIM.place,))
    counted = Counter(row[0] for row in found if row[0] is not None)
    where = _by_number(connection, schema.places, counted)
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


def spans(connection: Connection, filters: Filters, by: str) -> tuple[tuple[Span, ...], bool]:
    """The newest claims that fit, by the "day", "month" or "year" in which what they tell began; whether there are more."""
    found, more = _newest(connection, filters, (_CLAIM.happened_start,))
    length = {"day": 10, "month": 7, "year": 4}[by]
    counted = Counter(iso(row[0])[:length] for row in found if row[0] is not None)
    return tuple(Span(start=(start + "-01-01")[:10], claims=count) for start, count in sorted(counted.items())), more


def speakers(connection: Connection, beginning: str, after: tuple[str, int] | None, limit: int) -> Iterator[Listed]:
    """Names that say something, in the order of their letters behind `after`, each with its place in that order."""
    at, role = schema.names.c, schema.roles.c
    says = exists().where(role.name == at.number, role.role.bitwise_and(schema.SPEAKER) != 0)
    for row in connection.execute(_named(schema.names, beginning, after, limit).where(says)):
        claims = (
            select(_CLAIM.speaker_kind, _CLAIM.superseded)
            .join(schema.roles, role.claim == _CLAIM.number)
            .where(role.name == row.number, role.role.bitwise_and(schema.SPEAKER) != 0)
        )
        found = connection.execute(claims.order_by(role.claim.desc()).limit(ENOUGH + 1)).all()
        kinds = Counter(one.speaker_kind for one in found if one.speaker_kind)
        yield (
            (row.folded, row.number),
            Called(
                number=row.number,
                name=row.name,
                kind=kinds.most_common(1)[0][0] if kinds else None,
                wikidata=row.wikidata,
                count=sum(one.superseded is None for one in found[:ENOUGH]),
                more=len(found) > ENOUGH,
            ),
        )


def outlets(connection: Connection, beginning: str, after: tuple[str, int] | None, limit: int) -> Iterator[Listed]:
    """Outlets in the order of their letters behind `after`, each with its place in that order."""
    for row in connection.execute(_named(schema.outlets, beginning, after, limit)):
        texts = select(_REPORT.number).where(_REPORT.outlet == row.number).limit(ENOUGH + 1)
        count = connection.execute(select(func.count()).select_from(texts.subquery())).scalar_one()
        called = Called(number=row.number, name=row.name, kind=None, wikidata=None, count=min(count, ENOUGH), more=count > ENOUGH)
        yield (row.folded, row.number), called


def speaker(connection: Connection, name: str, as_of: str | None) -> Card | None:
    """The card of who is called so, None for nobody."""
    role = schema.roles.c
    numbers = connection.execute(query.called(name)).scalars().all()
    known = _by_number(connection, schema.names, numbers)
    if not known:
        return None
    spoken = select(role.claim).where(role.name.in_(known), role.role.bitwise_and(schema.SPEAKER) != 0)
    own = next((row for row in known.values() if row.folded == folded(name)), next(iter(known.values())))
    others = sorted({row.name for row in known.values()} - {own.name})
    return _card(connection, _CLAIM.number.in_(spoken), moment(as_of), (own.name, tuple(others), own.wikidata))


def outlet(connection: Connection, name: str, as_of: str | None) -> Card | None:
    """The card of the outlet that is called so, None for none."""
    at = schema.outlets.c
    found = connection.execute(select(at.number, at.name).where(at.folded == folded(name)).order_by(at.number)).all()
    if not found:
        return None
    others = tuple(sorted({row.name for row in found[1:]} - {found[0].name}))
    return _card(connection, _CLAIM.outlet.in_([row.number for row in found]), moment(as_of), (found[0].name, others, None))


def _card(connection: Connection, whose: Any, at: int | None, of: tuple[str, tuple[str, ...], str | None]) -> Card:
    """The card of those whose claims fit; `of` are the name, the other names and the Wikidata item."""
    columns = (_CLAIM.id, _CLAIM.event_type, _CLAIM.stance, _CLAIM.speaker_kind, _CLAIM.outlet, _CLAIM.published)
    last = select(*columns).where(whose, query.held(schema.claims, at)).order_by(_CLAIM.number.desc()).limit(RECENT + 1)
    found = connection.execute(last).all()
    rows = found[:RECENT]
    links = _links(connection, [row.id for row in rows], at)
    named = _by_number(connection, schema.outlets, [row.outlet for row in rows])
    days = sorted(row.published for row in rows if row.published is not None)
    kinds = _counts(row.speaker_kind for row in rows)
    several = len({row.outlet for row in rows}) > 1
    return Card(
        name=of[0],
        names=of[1],
        kind=kinds[0].value if kinds else None,
        wikidata=of[2],
        claims=len(rows),
        more=len(found) > RECENT,
        first=iso(days[0])[:10] if days else None,
        last=iso(days[-1])[:10] if days else None,
        stances=_counts(row.stance for row in rows),
        types=_counts(row.event_type for row in rows),
        beside=_counts(named[row.outlet].name for row in rows if row.outlet is not None) if several else kinds,
        own=sum(row.speaker_kind in {None, "outlet"} for row in rows),
        corroborated=len(links.corroborated),
        contradicted=len(links.contradicted),
        origin=len(links.origin),
        echo=len(links.echo),
    )


def _links(connection: Connection, claims: Sequence[str], at: int | None) -> _Links:
    """Which of the claims are borne out, gainsaid, repeated, or repeat."""
    link, found = schema.links.c, _Links()
    for start in range(0, len(claims), _CHUNK):
        some = set(claims[start : start + _CHUNK])
        touching = select(link.kind, link.from_claim, link.to_claim).where(or_(link.from_claim.in_(some), link.to_claim.in_(some)))
        for kind, later, earlier in connection.execute(touching.where(query.held(schema.links, at))):
            both = some & {later, earlier}
            if kind == "corroborates":
                found.corroborated |= both
            elif kind == "contradicts":
                found.contradicted |= both
            elif kind == "repeats":
                found.origin |= some & {earlier}
                found.echo |= some & {later}
    return found


def _newest(connection: Connection, filters: Filters, columns: Iterable[Any]) -> tuple[Sequence[Row[Any]], bool]:
    """Columns of the newest claims that fit, and whether there are more."""
    numbers = query.newest(connection, filters, NEWEST + 1)
    found = connection.execute(select(*columns).where(_CLAIM.number.in_(numbers))).all()
    return found[:NEWEST], len(found) > NEWEST


def _counts(values: Iterable[str | None]) -> tuple[Count, ...]:
    """Values by how often, the most frequent first."""
    counted = Counter(value for value in values if value is not None)
    return tuple(Count(value, count) for value, count in sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _by_number(connection: Connection, table: Table, numbers: Iterable[int | None]) -> dict[int, Row[Any]]:
    """The rows of a small table by their numbers."""
    wanted = sorted({number for number in numbers if number is not None})
    found: dict[int, Row[Any]] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(select(table).where(table.c.number.in_(wanted[start : start + _CHUNK])))
        found |= {row.number: row for row in rows}
    return found


def _named(table: Table, beginning: str, after: tuple[str, int] | None, limit: int) -> Select[Any]:
    """Rows of a table of names whose names begin so, in the order of their letters."""
    at, begins = table.c, folded(beginning)
    listed = select(table).where(at.folded >= begins, at.folded <= begins + _LAST)
    if after is not None:
        listed = listed.where(or_(at.folded > after[0], (at.folded == after[0]) & (at.number > after[1])))
    return listed.order_by(at.folded, at.number).limit(limit)


def _learned(connection: Connection, table: Table) -> int | None:
    """When the last row of a table was learned."""
    last = select(func.max(table.c.number)).scalar_subquery()
    found: int | None = connection.execute(select(table.c.learned).where(table.c.number == last)).scalar()
    return found
