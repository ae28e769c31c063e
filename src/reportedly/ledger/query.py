"""Filters to the numbers of claims or reports, the last learned first, a page at a time.

Every claim has the place in the order that it was learned at, so pages follow each other by number. What costs is a filter that few
claims pass: walking in order then meets few. So a filter that is rare (`_RARE`) is gathered first and the others are asked of
what it gathered; where none is, the walk is in order, along the full text or a name when that is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, exists, func, or_, select, union_all

from reportedly.errors import OptionError
from reportedly.ledger import dialect, schema
from reportedly.ledger.records import day_end, day_start, moment
from reportedly.ledger.rows import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.ledger.records import Filters

_RARE = 50_000  # claims: gathered in some 20 ms; of 2 million, one in 40, so that where more pass a walk meets a page soon
_PAGE = 200  # rows
_OF_REPORTS = {"words", "outlet", "published_since", "published_until", "as_of", "report"}
_CLAIM, _REPORT = schema.claims.c, schema.reports.c


@dataclass(frozen=True, slots=True)
class _Set:
    """One filter: the claims that pass it, whether they come in the order of their numbers, and the question asked of a claim."""

    passing: Select[Any]
    ordered: bool
    test: ColumnElement[bool]


def claim_numbers(connection: Connection, filters: Filters, limit: int | None, below: int | None = None) -> Iterator[Sequence[int]]:
    """Pages of the numbers of the claims that fit, `below` a number."""
    walk = _driven(connection, _sets(connection, filters))
    yield from _pages(connection, walk, [*_held(connection, filters), *_plain(filters)], _Stretch(limit, below))


def newest(connection: Connection, filters: Filters, most: int) -> Select[tuple[int]]:
    """The numbers of the claims that fit and were learned last, `most` at most, as one select."""
    walk = _driven(connection, _sets(connection, filters))
    return walk.select.where(*_held(connection, filters), *_plain(filters)).order_by(walk.order.desc()).limit(most)


def held(table: Table, at: int | None) -> ColumnElement[bool]:
    """What of a table with `learned` and `superseded` held at a time, or holds."""
    if at is None:
        return table.c.superseded.is_(None)
    return and_(table.c.learned <= at, or_(table.c.superseded.is_(None), table.c.superseded > at))


def called(name: str) -> Select[tuple[int]]:
    """The numbers of a name, and of the other names of the one known party that it names."""
    return _names(name)


def report_numbers(connection: Connection, filters: Filters, limit: int | None, below: int | None = None) -> Iterator[Sequence[int]]:
    """Pages of the numbers of the reports that fit, `below` a number. Raises OptionError for a filter that only claims have."""
    foreign = sorted(filters.given() - _OF_REPORTS)
    if foreign:
        raise OptionError(f"reports: {', '.join(foreign)} filter claims, not reports; ask for claims")
    at = moment(filters.as_of)
    conditions = [held(schema.reports, at), *_published(filters, _REPORT.published)]
    if filters.report:
        conditions.append(_REPORT.id == filters.report)
    if filters.outlet:
        conditions.append(_REPORT.outlet.in_(_outlets(filters.outlet)))
    driver = _Driver(_REPORT.number, select(_REPORT.number))
    if filters.words:
        driver = _along(schema.reports, dialect.search(schema.reports, dialect.matching(filters.words)))
    yield from _pages(connection, driver, conditions, _Stretch(limit, below))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """How much of a walk: at most so many, `below` a number."""

    limit: int | None
    below: int | None


def standing(superseded: ColumnElement[int | None], at: int | None) -> ColumnElement[bool]:
    """What nothing had taken the place of at a time, or has until now."""
    return superseded.is_(None) if at is None else or_(superseded.is_(None), superseded > at)


@dataclass(frozen=True, slots=True)
class _Driver:
    """What the walk goes along: the column that it is ordered by, and the select with its joins and tests."""

    order: ColumnElement[int]
    select: Select[Any]


def passing(connection: Connection, filters: Filters) -> tuple[Select[Any] | None, list[ColumnElement[bool]]]:
    """The claims that pass the rarest of the filters, if few do, and what is to be asked of a claim's row beside: for whoever walks along
    something else than claims. What held at a time is left to it.
    """
    sets = _sets(connection, filters)
    rare = _rarest(connection, sets)
    return None if rare is None else rare.passing, [*(one.test for one in sets if one is not rare), *_plain(filters)]


def _rarest(connection: Connection, sets: Sequence[_Set]) -> _Set | None:
    """The set with the fewest claims, None where all have many."""
    if not sets:
        return None
    counts = [connection.execute(select(func.count()).select_from(one.passing.limit(_RARE + 1).subquery())).scalar_one() for one in sets]
    return sets[counts.index(min(counts))] if min(counts) <= _RARE else None


def _along(table: Table, ordered: Select[Any]) -> _Driver:
    """A walk along an ordered set."""
    walked = ordered.subquery()
    order = next(iter(walked.c))
    return _Driver(order, select(order).join(table, table.c.number == order))


def _driven(connection: Connection, sets: Sequence[_Set]) -> _Driver:
    """The walk that meets those who pass all sets soonest."""
    walk = _Driver(_CLAIM.number, select(_CLAIM.number))
    rare = _rarest(connection, sets) if len(sets) > 1 or (sets and not sets[0].ordered) else None
    along = rare or next((one for one in sets if one.ordered), None)
    if rare is not None:
        walk = _Driver(_CLAIM.number, walk.select.where(_CLAIM.number.in_(rare.passing)))
    elif along is not None:
        walk = _along(schema.claims, along.passing)
    return _Driver(walk.order, walk.select.where(*(one.test for one in sets if one is not along)))


def _pages(connection: Connection, walk: _Driver, conditions: Sequence[ColumnElement[bool]], of: _Stretch) -> Iterator[Sequence[int]]:
    """The numbers along a walk, the highest first."""
    left, below = of.limit, of.below
    while left is None or left > 0:
        size = _PAGE if left is None else min(left, _PAGE)
        page = walk.select.where(*conditions).order_by(walk.order.desc()).limit(size)
        numbers = connection.execute(page if below is None else page.where(walk.order < below)).scalars().all()
        if numbers:
            yield numbers
        if len(numbers) < size:
            return
        below = numbers[-1]
        left = None if left is None else left - len(numbers)


def _held(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    """What held at the time asked for. Numbers follow the order of learning, so what came later is cut off by number."""
    at = moment(filters.as_of)
    if at is None:
        return [standing(_CLAIM.superseded, at)]
    reading = schema.readings.c
    last = select(reading.first + reading.total).where(reading.learned <= at).order_by(reading.learned.desc(), reading.number.desc())
    cut = connection.execute(last.limit(1)).scalar() or 0
    return [_CLAIM.number < cut, standing(_CLAIM.superseded, at)]


def _plain(filters: Filters) -> list[ColumnElement[bool]]:
    """The filters that a claim's own row answers and many claims pass."""
    found = _published(filters, _CLAIM.published)
    if filters.stance:
        found.append(_CLAIM.stance == filters.stance)
    if filters.speaker_kind:
        kind = _CLAIM.speaker_kind == filters.speaker_kind
        found.append(or_(_CLAIM.speaker_kind.is_(None), kind) if filters.speaker_kind == "outlet" else kind)
    return found


def _published(filters: Filters, at: ColumnElement[int | None]) -> list[ColumnElement[bool]]:
    """The conditions on the day of publication."""
    since, until = day_start(filters.published_since, "published_since"), day_end(filters.published_until, "published_until")
    return [*([at >= since] if since is not None else []), *([at < until] if until is not None else [])]


def _sets(connection: Connection, filters: Filters) -> list[_Set]:
    """The filters that few claims may pass."""
    asked = ((filters.party, schema.ACTOR | schema.RECIPIENT), (filters.speaker, schema.SPEAKER))
    sets = [_roles(connection.execute(_names(name)).scalars().all(), roles) for name, roles in asked if name]
    if filters.words:
        matching = dialect.search(schema.claims, dialect.matching(filters.words))
        sets.append(_Set(matching, ordered=True, test=_CLAIM.number.in_(matching)))
    sets += [_column(_CLAIM.place, which) for which in _places(filters)]
    if filters.event_type:
        sets.append(_column(_CLAIM.event_type, [filters.event_type]))
    if filters.outlet:
        sets.append(_column(_CLAIM.outlet, connection.execute(_outlets(filters.outlet)).scalars().all()))
    if filters.report:
        sets.append(_of_report(filters.report))
    if filters.since or filters.until:
        sets.append(_happened(filters))
    return sets


def _roles(names: Sequence[int], roles: int) -> _Set:
    """Claims in which one of the names has one of the roles."""
    role = schema.roles.c
    has = and_(role.name == names[0] if len(names) == 1 else role.name.in_(names), role.role.bitwise_and(roles) != 0)
    return _Set(select(role.claim).where(has), ordered=len(names) == 1, test=exists().where(role.claim == _CLAIM.number, has))


def _of_report(name: str) -> _Set:
    """Claims of any reading of a report."""
    reading = schema.readings.c
    inside = _CLAIM.number.between(reading.first, reading.first + reading.total - 1)
    reports = select(_REPORT.number).where(_REPORT.id == name)
    passing = select(_CLAIM.number).join(schema.readings, inside).where(reading.report.in_(reports))
    return _Set(passing, ordered=False, test=_CLAIM.report.in_(reports))


def _column(column: ColumnElement[Any], values: Any) -> _Set:
    """Claims with one of the values. The test hides its column from the indexes, which would lead the walk astray."""
    return _Set(select(_CLAIM.number).where(column.in_(values)), ordered=False, test=func.coalesce(column, None).in_(values))


def _names(name: str) -> Select[tuple[int]]:
    """The numbers of a name, and of the other names of the one known party that it names; or of a Wikidata item."""
    at = schema.names.c
    items = select(at.wikidata).where(at.folded == folded(name), at.wikidata.is_not(None)).distinct()
    alone = select(func.count()).select_from(items.subquery()).scalar_subquery() == 1
    return select(at.number).where(or_(at.folded == folded(name), at.wikidata == name.strip().upper(), and_(at.wikidata.in_(items), alone)))


def _outlets(name: str) -> Select[tuple[int]]:
    return select(schema.outlets.c.number).where(schema.outlets.c.folded == folded(name))


def _places(filters: Filters) -> Iterator[Select[tuple[int]]]:
    """The numbers of the places that are called so, lie in the division or country called so, or lie in the box."""
    at = schema.places.c
    if filters.place:
        name = folded(filters.place)
        divisions = (func.lower(at.admin1) == name, func.lower(at.admin2) == name, at.country == filters.place.strip().upper())
        yield select(at.number).where(or_(at.folded == name, *divisions))
    if filters.box:
        yield dialect.within(filters.box)


def _happened(filters: Filters) -> _Set:
    """Claims of what happened, at least in part, between two days: those that began shortly before them or in them, and lasting ones."""
    since, until = day_start(filters.since, "since"), day_end(filters.until, "until")
    start, end = _CLAIM.happened_start, _CLAIM.happened_end
    conditions: list[ColumnElement[bool]] = [start.is_not(None)]
    if until is not None:
        conditions.append(start < until)
    if since is None:
        inside = and_(*conditions)
        return _Set(select(_CLAIM.number).where(inside), ordered=False, test=inside)
    inside = and_(*conditions, end > since)
    lately = select(_CLAIM.number).where(inside, start > since - schema.LASTING_OVER)
    lasting = select(_CLAIM.number).where(inside, schema.LASTING, start <= since - schema.LASTING_OVER)
    either = union_all(lately, lasting).subquery()
    return _Set(select(either.c.number), ordered=False, test=inside)
