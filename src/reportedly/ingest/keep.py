"""The corridor's way into a ledger: origins, kept texts and failures to readings that are kept.

Reports that the ledger has are not read again. What was read is kept a batch at a time, so an interrupt loses at most the last
batch's reading, and the same call goes on from there. Each batch is linked once it is kept. The ledger's clock is the only one.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reportedly.ingest import Opener, answers, bounded, open_reader, read_report
from reportedly.ledger.records import Entry, Said, microseconds
from reportedly.model import Failure, Reading
from reportedly.reports import Item, Options, open_origin, report
from reportedly.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from reportedly.ledger.append import Change
    from reportedly.ledger.book import Ledger
    from reportedly.ledger.records import FailureRow, Status
    from reportedly.ledger.view import Unread
    from reportedly.model import Reader, Report

_BATCH = 200  # reports: what one transaction takes in some 0.2 s, in which another writer waits
_AGE = 1_000_000  # microseconds: work that an interrupt may lose
_PROBE = "The army said on Monday that four people were killed in the town."
_PART = re.compile(r"!.*|(?:[:#@]-?\d+)+$")  # "reports.jsonl:17": the 17th line of a file; "crawl.warc@1042#3"; "all.zip!in/a.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What became of one report on its way into the ledger; `report` is its id, None where it was not opened."""

    origin: str
    status: Status
    report: str | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A report that was opened, or not (`failure`), or is known; and what goes with it into the ledger."""

    entry: Entry
    known: str | None = None


def add(
    origins: Iterable[str], ledger: Ledger, *, said: Said | None = None, settings: Settings | None = None, opener: Opener = open_reader
) -> Generator[Arrival, None, None]:
    """What became of every report of every origin, in order, each once it is safely kept (or was known, or failed).

    Raises OptionError for what makes no sense, MissingPartError without a model, and LedgerError when the ledger cannot be written.
    """
    told, chosen = said or Said(), settings or Settings()
    options = Options(published=told.published, outlet=told.outlet, title=told.title, translation_of=told.translation_of)
    bounds = bounded(options, chosen)

    def opened() -> Iterator[_Opened]:
        for given in origins:
            for item in open_origin(given, options=bounds):
                yield _opened(ledger, item, given, told)

    return _keep(opened(), ledger, chosen, opener)


def keep_item(
    item: Item, ledger: Ledger, *, said: Said | None = None, settings: Settings | None = None, opener: Opener = open_reader
) -> Arrival:
    """What became of one item that somebody else opened, once it is safely kept: for who hands them on one by one. Raises as `add`."""
    opened = _opened(ledger, item, item.origin, said or Said())
    [arrival] = _keep(iter([opened]), ledger, settings or Settings(), opener)
    return arrival


class Bookmarks:
    """States by a key, kept in the ledger: where watching an address left off."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def get(self, key: str) -> bytes | None:
        """What was put last under the key, None for nothing."""
        return self._ledger.recall(key)

    def put(self, key: str, value: bytes) -> None:
        """Keep the value under the key; it is safe when this returns."""
        from reportedly.ledger.append import remember

        remember(self._ledger, key, value)


def retry(ledger: Ledger, *, settings: Settings | None = None, opener: Opener = open_reader) -> Generator[Arrival, None, None]:
    """What became of the reports that failed: kept texts are read again, the others opened again first.

    What came through a pipe cannot be opened again and is passed over.
    """
    chosen = settings or Settings()
    failed = list(ledger.failures())
    yield from _keep(_kept_texts(ledger, failed), ledger, chosen, opener)
    again: dict[Said, list[str]] = {}
    for row in failed:
        if row.report is None and row.given != "-":
            again.setdefault(row.said, []).append(row.given)
    for said, origins in again.items():
        yield from add(dict.fromkeys(origins), ledger, said=said, settings=chosen, opener=opener)


def reread(ledger: Ledger, *, settings: Settings | None = None, opener: Opener = open_reader) -> Iterator[Change | Failure]:
    """What changed in each kept report that this reader had not read, once that is kept; a failure leaves the earlier claims standing.

    Raises MissingPartError without a model, and LedgerError when the ledger cannot be written.
    """
    from reportedly.ledger.append import reread as append_reread

    chosen = settings or Settings()
    waiting: deque[Unread] = deque()

    def unread() -> Iterator[Report]:
        for one in _unread(ledger, reader_of(chosen, opener)):
            waiting.append(one)
            yield one.report

    ledger.check()
    pending: list[tuple[int, Reading]] = []
    pace = _Pace(ledger)
    for answer in answers(unread(), chosen.workers, chosen, opener):
        number = waiting.popleft().number
        if isinstance(answer, Failure):
            yield answer
        elif answer is not None:
            pending.append((number, answer))
        if pace.is_due(len(pending)):
            yield from (change for change in append_reread(ledger, pending) if change)
            pending.clear()
            _link(ledger, chosen)
    yield from (change for change in append_reread(ledger, pending) if change)
    _link(ledger, chosen)


def reader_of(settings: Settings, opener: Opener = open_reader) -> Reader:
    """Who reads under these settings: as a reading of a sentence tells."""
    return read_report(report(_PROBE), settings=settings, opener=opener).reader


class _Pace:
    """When a batch is due: when it is large, or old."""

    def __init__(self, ledger: Ledger) -> None:
        self._clock = ledger.clock
        self._began = ledger.clock()

    def is_due(self, size: int) -> bool:
        """Whether a batch of this size is to be kept now; a clock that is set back makes it due."""
        if size < _BATCH and 0 <= self._clock() - self._began < _AGE:
            return False
        self._began = self._clock()
        return True


def _keep(opened: Iterator[_Opened], ledger: Ledger, settings: Settings, opener: Opener) -> Generator[Arrival, None, None]:
    """Read what was opened, keep it a batch at a time, and tell what became of it."""
    waiting: deque[_Opened] = deque()
    pending: list[_Opened] = []
    ledger.check()
    pace = _Pace(ledger)

    def readable() -> Iterator[Report | None]:
        for one in opened:
            waiting.append(one)
            yield one.entry.report

    try:
        for answer in answers(readable(), settings.workers, settings, opener):
            pending.append(_answered(waiting.popleft(), answer))
            if pace.is_due(len(pending)):
                yield from _kept(ledger, pending)
                pending.clear()
                _link(ledger, settings)
    except (KeyboardInterrupt, GeneratorExit):
        _kept(ledger, pending)
        raise
    yield from _kept(ledger, pending)
    _link(ledger, settings)


def _link(ledger: Ledger, settings: Settings) -> None:
    """Link what was kept: so much at a time that an interrupt loses no more than a batch of it, and the next call goes on."""
    from reportedly.ingest.linking import link

    for _ in link(ledger, settings=settings):
        pass


def _kept(ledger: Ledger, pending: Sequence[_Opened]) -> list[Arrival]:
    """What became of each, once all are kept."""
    from reportedly.ledger.append import append

    entries = [one.entry for one in pending if one.known is None]
    statuses = iter(append(ledger, entries) if entries else ())
    return [_arrival(one, "known" if one.known else next(statuses)) for one in pending]


def _arrival(one: _Opened, status: Status) -> Arrival:
    """What is told of a report."""
    from reportedly.ledger.append import QUARANTINED

    entry, failure = one.entry, one.entry.failure
    if status == "failed" and failure is None:
        failure = msgspec.structs.replace(QUARANTINED, origin=entry.origin)
    return Arrival(origin=entry.origin, status=status, report=one.known or (entry.report.id if entry.report else None), failure=failure)


def _answered(one: _Opened, answer: Reading | Failure | None) -> _Opened:
    """What was opened, with what reading it gave."""
    entry = one.entry
    if isinstance(answer, Failure):
        failure = msgspec.structs.replace(answer, origin=entry.origin)
        return _Opened(entry=replace(entry, failure=failure))
    return one if answer is None else _Opened(entry=replace(entry, reading=answer))


def _opened(ledger: Ledger, item: Item, given: str, said: Said) -> _Opened:
    """What goes into the ledger of an item. A report that is known goes no further."""
    retrieved, headers = _custody(item)
    if item.report is not None and ledger.knows(item.report.id, retrieved):
        return _Opened(entry=Entry(origin=item.origin, given=given), known=item.report.id)
    alone = _file(item.origin)
    again = alone or _file(_PART.sub("", item.origin)) or given
    return _Opened(
        entry=Entry(
            origin=item.origin,
            given=again,
            address=str(Path(alone).resolve()) if alone else None,
            report=item.report,
            failure=item.failure,
            retrieved=retrieved,
            headers=headers,
            said=said,
        )
    )


def _file(origin: str) -> str | None:
    """The origin, if it is a file."""
    try:
        return origin if Path(origin).is_file() else None
    except (OSError, ValueError):
        return None


def _custody(item: Item) -> tuple[int | None, tuple[tuple[str, str], ...]]:
    """When an item's bytes came, and the headers of the response, where its opener tells of either."""
    if item.custody is None:
        return None, ()
    try:
        at = datetime.fromisoformat(item.custody.retrieved or "")
    except ValueError:  # a web archive says what it likes
        return None, item.custody.headers
    return microseconds(at), item.custody.headers


def _kept_texts(ledger: Ledger, failed: Sequence[FailureRow]) -> Iterator[_Opened]:
    """The texts that are kept but were not read."""
    for row in failed:
        if row.report is not None:
            kept = ledger.show(row.report)[0]
            yield _Opened(entry=Entry(origin=row.failure.origin, given=row.given, report=kept.row.report, said=row.said))


def _unread(ledger: Ledger, reader: Reader) -> Iterator[Unread]:
    """Kept reports that a reader has not read, a page at a time: no snapshot is held while they are read."""
    after = 0
    while page := ledger.unread(reader, after):
        yield from page
        after = page[-1].number
