"""What the ledger holds, or held, as records: each leads back to the words of its report. Nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, exists, func, or_, select

from reportedly.errors import LedgerDamagedError, OptionError
from reportedly.ledger import events, query, reviews, rows, schema
from reportedly.ledger.records import ClaimRow, FailureRow, Filters, Kept, ReadingRow, Redaction, ReportRow, Said, moment
from reportedly.ledger.standing import applied
from reportedly.model import Failure, Reader, Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.ledger.rows import Found
    from reportedly.model.review import Standing

_SHORTEST = 4  # characters of an id: fewer would rarely tell one from another
_NEAR = 5  # names that a hint lists
_PAGE = 100  # reports read again at a time
_headers = msgspec.json.Decoder(tuple[tuple[str, str], ...]).decode
_described = msgspec.json.Decoder(Reader).decode
_CLAIM, _REPORT, _READING = schema.claims.c, schema.reports.c, schema.readings.c


_SETTLED = or_(exists().where(_READING.report == _REPORT.number), exists().where(schema.redactions.c.report == _REPORT.number))
_LAST = select(_REPORT.superseded, _REPORT.address_digest, _SETTLED.label("settled")).where(_REPORT.id == bindparam("report"))
_KNOWN = _LAST.order_by(_REPORT.number.desc()).limit(1)
_HEAD = select(_REPORT.retrieved).where(_REPORT.address_digest == bindparam("address"), _REPORT.superseded.is_(None))
"""What is asked of every report that comes in: built once, since building it takes longer than asking."""


@dataclass(frozen=True, slots=True)
class Identified:
    """What an id names: the number of a report, and the id of the claim in it if it names one."""

    report: int
    claim: str | None


@dataclass(frozen=True, slots=True)
class Unread:
    """A kept report that a reader has not read: its number and what is to be read."""

    number: int
    report: Report


def claims(connection: Connection, filters: Filters, limit: int | None, below: int | None = None) -> Iterator[ClaimRow]:
    """The claims that fit, the last learned first; those `below` a number alone, where a page goes on."""
    shelf = _Shelf(connection)
    columns = select(_CLAIM.number, _CLAIM.reading, _CLAIM.report, _CLAIM.position, _CLAIM.learned, _CLAIM.superseded)
    for page in query.claim_numbers(connection, filters, limit, below):
        found = {row.number: row for row in connection.execute(columns.where(_CLAIM.number.in_(page)))}
        yield from shelf.claims([found[number] for number in page], moment(filters.as_of))


def numbers_of(connection: Connection, names: Sequence[str], at: int | None) -> dict[str, int]:
    """The number of the row of each claim, by id, that was held last by a time."""
    return dict(events.numbers_of(connection, names, at))


def rows_of(connection: Connection, numbers: Sequence[int], at: int | None = None) -> dict[int, ClaimRow]:
    """Claims by number, as people had decided of them at a time."""
    found: dict[int, ClaimRow] = {}
    columns = select(_CLAIM.number, _CLAIM.reading, _CLAIM.report, _CLAIM.position, _CLAIM.learned, _CLAIM.superseded)
    for start in range(0, len(numbers), _PAGE):
        page = connection.execute(columns.where(_CLAIM.number.in_(numbers[start : start + _PAGE]))).all()
        found.update((row.number, row) for row in _Shelf(connection).claims(page, at))
    return found


def reports(connection: Connection, filters: Filters, limit: int | None, below: int | None = None) -> Iterator[ReportRow]:
    """The reports that fit, the last learned first; those `below` a number alone, where a page goes on."""
    for page in query.report_numbers(connection, filters, limit, below):
        found = _report_rows(connection, page, moment(filters.as_of))
        yield from (found[number] for number in page)


def readings(connection: Connection, filters: Filters) -> Iterator[Kept]:
    """The reports that fit, each with its reading, the first learned first."""
    at = moment(filters.as_of)
    pages = list(query.report_numbers(connection, filters, None))  # numbers alone: 200,000 reports are 6 MB
    for page in reversed(pages):
        found = _report_rows(connection, page, at)
        yield from (_kept(connection, number, found[number], at) for number in reversed(page))


def show(connection: Connection, name: str) -> tuple[Kept, ClaimRow | None, tuple[ReadingRow, ...]]:
    """The report that an id names, or the one of the claim that it names, that claim, and all readings. Raises OptionError."""
    identified = identify(connection, name)
    row = _report_rows(connection, [identified.report], None)[identified.report]
    found = claim(connection, identified.claim) if identified.claim else None
    return _kept(connection, identified.report, row, None), found, _history(connection, identified.report)


def claim(connection: Connection, name: str) -> ClaimRow:
    """The claim with this id, as it was learned last. The id must be known."""
    shelf = _Shelf(connection)
    row = connection.execute(select(schema.claims).where(_CLAIM.id == name).order_by(_CLAIM.number.desc()).limit(1)).one()
    return next(iter(shelf.claims([row], None)))


def failures(connection: Connection, *, every: bool) -> Iterator[FailureRow]:
    """What could not be read, the first first."""
    at = schema.failures.c
    columns = select(schema.failures, _REPORT.id.label("report_id")).outerjoin(schema.reports, _REPORT.number == at.report)
    for row in connection.execute((columns if every else columns.where(at.superseded.is_(None))).order_by(at.number)):
        failure = Failure(origin=row.origin, stage=row.stage, kind=row.kind, message=row.message)
        yield FailureRow(
            number=row.number,
            failure=failure,
            given=row.given,
            said=msgspec.json.decode(row.said, type=Said),
            report=row.report_id,
            learned=row.learned,
            superseded=row.superseded,
        )


def knows(connection: Connection, report: str, retrieved: int | None) -> bool:
    """Whether the report with this id is kept and read, or its words had to go.

    A page that was `retrieved` after another text had stood there has gone back to this one: that is news.
    """
    held = connection.execute(_KNOWN, {"report": report}).first()
    if held is None or not held.settled:
        return False
    if held.superseded is None or retrieved is None:
        return True
    since = connection.execute(_HEAD, {"address": held.address_digest}).scalar()
    return since is None or retrieved <= since


def identify(connection: Connection, name: str) -> Identified:
    """What an id, or its beginning, names; of several revisions or readings the last. Raises OptionError for none and for several."""
    wanted = name.strip().lower()
    if len(wanted) < _SHORTEST or not wanted.isalnum():
        raise OptionError(
            f"{name[:40]!r} is no id; give at least {_SHORTEST} characters of a report's or claim's (reportedly claims lists them)"
        )
    for table in (schema.reports, schema.claims):
        at = table.c
        same = at.id.between(wanted, wanted + "g")  # ids are hex digits: "g" is above all that begin so
        found = connection.execute(select(at.id, func.max(at.number)).where(same).group_by(at.id).order_by(at.id).limit(2)).all()
        if len(found) > 1:
            raise OptionError(f"{name!r} begins several ids ({found[0][0]}, {found[1][0]}, …); give more of it")
        if found and table is schema.reports:
            return Identified(found[0][1], None)
        if found:
            report = connection.execute(select(_CLAIM.report).where(_CLAIM.number == found[0][1])).scalar_one()
            return Identified(report, found[0][0])
    raise OptionError(f"no report or claim has the id {name[:40]!r}; reportedly claims and reportedly reports list them")


def near(connection: Connection, filters: Filters) -> Sequence[str]:
    """Names in the ledger that have a filter's name in them: what to ask for where a filter finds nothing."""
    for name, table in (
        (filters.party, schema.names),
        (filters.speaker, schema.names),
        (filters.place, schema.places),
        (filters.outlet, schema.outlets),
    ):
        at = table.c
        if name and not connection.execute(select(exists().where(at.folded == rows.folded(name)))).scalar():
            like = select(at.name).where(at.folded.contains(rows.folded(name), autoescape=True)).distinct().order_by(at.name)
            return connection.execute(like.limit(_NEAR)).scalars().all()
    return ()


def unread(connection: Connection, reader: Reader, after: int) -> Sequence[Unread]:
    """Some kept reports, behind the number `after`, that a reader has not read yet; none when all are read."""
    digest = rows.reader_digest(reader)
    by_reader = exists().where(
        _READING.report == _REPORT.number,
        _READING.superseded.is_(None),
        _READING.reader.in_(select(schema.readers.c.number).where(schema.readers.c.digest == digest)),
    )
    whole = exists().where(schema.redactions.c.report == _REPORT.number, schema.redactions.c.scope == "report")
    waiting = select(_REPORT.number, _REPORT.body).where(_REPORT.number > after, _REPORT.superseded.is_(None), ~by_reader, ~whole)
    page = connection.execute(waiting.order_by(_REPORT.number).limit(_PAGE)).all()
    return [Unread(row.number, rows.unpacked_report(row.body)) for row in page]


class _Shelf:
    """The readings and reports of a page of claims, opened once each; what the next page needs too stays."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._readings: dict[int, tuple[Found, Reader]] = {}
        self._reports: dict[int, Report] = {}

    def fetch(self, readings: set[int], reports: set[int]) -> None:
        """Open what is needed and not open yet; put away the rest."""
        self._readings = {number: held for number, held in self._readings.items() if number in readings}
        self._reports = {number: held for number, held in self._reports.items() if number in reports}
        columns = select(_READING.number, _READING.body, schema.readers.c.reader).join(schema.readers)
        for row in self._connection.execute(columns.where(_READING.number.in_(readings - self._readings.keys()))):
            self._readings[row.number] = rows.unpacked_found(row.body), _reader(row.reader)
        for row in self._connection.execute(select(_REPORT.number, _REPORT.body).where(_REPORT.number.in_(reports - self._reports.keys()))):
            self._reports[row.number] = rows.unpacked_report(row.body)

    def claims(self, found: Sequence[Row[Any]], at: int | None) -> list[ClaimRow]:
        """The records of claims' rows, as people had decided of them at a time."""
        self.fetch({row.reading for row in found}, {row.report for row in found})
        read = [self._claim(row) for row in found]
        among = ((one.claim, self._readings[row.reading][0].claims) for row, one in zip(found, read, strict=True))
        held = reviews.standings(self._connection, among, at)
        return [_as_decided(one, held.get(one.claim.id)) for one in read] if held else read

    def _claim(self, row: Row[Any]) -> ClaimRow:
        """The record of a claim's row, as it was read."""
        try:
            found, reader = self._readings[row.reading]
            claim, report = found.claims[row.position], self._reports[row.report]
        except (IndexError, KeyError) as error:
            raise LedgerDamagedError(f"claim {row.number} has lost its reading; {rows.WAY_OUT}") from error
        return ClaimRow(
            number=row.number,
            claim=claim,
            report=report,
            reader=reader,
            relations=tuple(relation for relation in found.relations if claim.id in (relation.from_id, relation.to_id)),
            learned=row.learned,
            superseded=row.superseded,
        )


def _as_decided(row: ClaimRow, held: Standing | None) -> ClaimRow:
    """A claim with what holds of it."""
    if held is None:
        return row
    claim = applied(row.claim, held)
    return replace(row, claim=claim, original=None if claim == row.claim else row.claim, standing=held)


def _at(select_readings: Select[Any], at: int | None) -> Select[Any]:
    """Of readings, those that held at a time; the last one that is no mere confirmation comes first."""
    chosen = select_readings.where(query.standing(_READING.superseded, at), _READING.confirms.is_(None)).order_by(_READING.number.desc())
    return chosen if at is None else chosen.where(_READING.learned <= at)


def _report_rows(connection: Connection, numbers: Sequence[int], at: int | None) -> dict[int, ReportRow]:
    """Reports by number, as they held at a time."""
    counted = select(func.count(_CLAIM.number)).where(
        _CLAIM.number >= _READING.first, _CLAIM.number < _READING.first + _READING.total, _READING.report == _REPORT.number
    )
    held = _at(counted, at).order_by(None).correlate(schema.reports).scalar_subquery()
    marks = schema.redactions.c
    redacted: dict[int, list[Redaction]] = {}
    for row in connection.execute(select(schema.redactions).where(marks.report.in_(numbers)).order_by(marks.number)):
        mark = Redaction(scope=row.scope, claim=row.claim, characters=row.characters, reason=row.reason, learned=row.learned)
        redacted.setdefault(row.report, []).append(mark)
    found: dict[int, ReportRow] = {}
    for row in connection.execute(select(schema.reports, held.label("claims")).where(_REPORT.number.in_(numbers))):
        found[row.number] = ReportRow(
            number=row.number,
            report=rows.unpacked_report(row.body),
            revision=row.revision,
            sha256=row.sha256,
            origin=row.origin,
            licence=row.licence,
            retrieved=row.retrieved,
            headers=rows.whole(_headers, row.headers.encode()) if row.headers else (),
            learned=row.learned,
            superseded=row.superseded if at is None or (row.superseded or at) <= at else None,
            claims=row.claims,
            redactions=tuple(redacted.get(row.number, ())),
        )
    return found


def _kept(connection: Connection, number: int, row: ReportRow, at: int | None) -> Kept:
    """A report with the reading that held at a time; the last one there was, for a report that is superseded itself."""
    columns = select(_READING.body, schema.readers.c.reader).join(schema.readers).where(_READING.report == number)
    reading = connection.execute(_at(columns, at).limit(1)).first()
    if reading is None and at is None:
        reading = connection.execute(columns.where(_READING.confirms.is_(None)).order_by(_READING.number.desc()).limit(1)).first()
    if reading is None:
        return Kept(row=row, reading=None)
    found = rows.unpacked_found(reading.body)
    return Kept(row=row, reading=rows.reading_of(row.report, _reader(reading.reader), found))


def _history(connection: Connection, report: int) -> tuple[ReadingRow, ...]:
    """All readings of a report, the first first."""
    columns = select(schema.readings, schema.readers.c.reader.label("by")).join(schema.readers).where(_READING.report == report)
    return tuple(
        ReadingRow(
            reader=_reader(row.by), claims=row.total, confirms=row.confirms is not None, learned=row.learned, superseded=row.superseded
        )
        for row in connection.execute(columns.order_by(_READING.number))
    )


def _reader(described: str) -> Reader:
    return rows.whole(_described, described.encode())
