"""An open ledger: its file, its clock, snapshots to read from and transactions to write in."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine, ScalarSelect, Table, func, select

from reportedly.errors import ClockError, LedgerError, LedgerWriteError
from reportedly.ledger import dialect, events, listing, migrations, schema, view
from reportedly.ledger.records import Filters, iso, moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from reportedly.ledger.events import Knot
    from reportedly.ledger.records import Asked, ClaimRow, Clock, EventFilters, EventPage, FailureRow, Kept, ReadingRow, ReportRow
    from reportedly.model import Reader
    from reportedly.model.event import Change, EventSummary

_SLIP = 300_000_000  # microseconds that a clock may step back unremarked: five minutes, more than a time server corrects in one step


class Ledger:
    """An open ledger. Use it in a `with`, or close it.

    Whatever is read comes from one snapshot: writers do not disturb it. Each method's records are described in `records`.
    """

    def __init__(self, path: Path, clock: Clock, *, create: bool, patience: float | None = None) -> None:
        """Open the file, and bring it up to this program's schema. Raises LedgerError."""
        self.path = path
        self.clock = clock
        with dialect.explained(path):
            self._writable = _is_writable(path, create=create) and patience is None
            self._engine = _opened(path, clock, create=create, writable=self._writable, patience=patience)

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file. The last to close it folds the write-ahead log into it."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot."""
        with dialect.explained(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that nobody else writes beside. For `append` alone."""
        if not self._writable:
            raise LedgerWriteError(f"{self.path}: {dialect.READ_ONLY}")
        with dialect.explained(self.path), self._engine.connect() as plain:
            connection = plain.execution_options(immediate=True)
            with connection.begin():
                yield connection

    def purge(self) -> None:
        """Make what a redaction deleted gone from the file. For `append` alone."""
        with dialect.explained(self.path):
            dialect.purge(self._engine)

    def check(self) -> None:
        """Raise LedgerWriteError or ClockError if nothing could be written now: before hours of reading rather than after."""
        with self.writing() as connection:
            self.now(connection)

    def now(self, connection: Connection) -> int:
        """The time of what is learned now: never before what was learned last. Raises ClockError when the clock stands far before it."""
        last, now = self._learned(connection), self.clock()
        if now < last - _SLIP:
            raise ClockError(
                f"{self.path}: the clock says {iso(now)}, but the ledger learned something at {iso(last)}; set the clock right, "
                "or, if it was wrong then, export the ledger and add the reports to a new one"
            )
        return max(now, last)

    def _learned(self, connection: Connection) -> int:
        """When something was learned last, 0 before the first."""
        return max(at or 0 for at in connection.execute(_LEARNED).one())

    def claims(self, filters: Filters | None = None, *, limit: int | None = None, below: int | None = None) -> Iterator[ClaimRow]:
        """The claims that fit, the last learned first; `below` the number that a page ended with, the next ones."""
        with self.reading() as connection:
            yield from view.claims(connection, filters or Filters(), limit, below)

    def reports(self, filters: Filters | None = None, *, limit: int | None = None, below: int | None = None) -> Iterator[ReportRow]:
        """The reports that fit, the last learned first; `below` the number that a page ended with, the next ones."""
        with self.reading() as connection:
            yield from view.reports(connection, filters or Filters(), limit, below)

    def readings(self, filters: Filters | None = None) -> Iterator[Kept]:
        """The reports that fit, each with its whole reading, the first learned first: what an export holds."""
        with self.reading() as connection:
            yield from view.readings(connection, filters or Filters())

    def show(self, name: str) -> tuple[Kept, ClaimRow | None, tuple[ReadingRow, ...]]:
        """The report with this id, or the one of the claim with this id, that claim, and all readings. Raises OptionError."""
        with self.reading() as connection:
            return view.show(connection, name)

    def failures(self, *, every: bool = False) -> Iterator[FailureRow]:
        """What could not be read, the first first; `every` also those that were read after all."""
        with self.reading() as connection:
            yield from view.failures(connection, every=every)

    def knows(self, report: str, retrieved: int | None = None) -> bool:
        """Whether the report with this id is kept and read, and not news again because its page, `retrieved` then, went back to it."""
        with self.reading() as connection:
            return view.knows(connection, report, retrieved)

    def unread(self, reader: Reader, after: int = 0) -> Sequence[view.Unread]:
        """Some kept reports, behind the number `after`, that this reader has not read; none when it has read all."""
        with self.reading() as connection:
            return view.unread(connection, reader, after)

    @property
    def is_writable(self) -> bool:
        """Whether its file may be written."""
        return self._writable

    def near(self, filters: Filters) -> Sequence[str]:
        """Names in the ledger that have a filter's name in them, for a filter that names nobody there."""
        with self.reading() as connection:
            return view.near(connection, filters)

    def summaries(self, filters: EventFilters, asked: Asked, told: Callable[[Knot], EventSummary]) -> EventPage:
        """A page of the events that fit, as lists show them. Raises OptionError.

        `told` makes a summary of an event of which the kept one was emptied, since words of a claim of it were redacted.
        """
        with self.reading() as connection:

            def fill(event: int, at: int) -> EventSummary | None:
                return next((told(knot) for _, knot in events.knots(connection, events.Teller(), [event], at)), None)

            return listing.page(connection, filters, asked, fill=fill, now=max(self.clock(), self._learned(connection)))

    def knot(self, name: str, *, as_of: str | None = None) -> Knot:
        """What the record of the event with this id is computed from. Raises OptionError."""
        at = moment(as_of)
        with self.reading() as connection:
            found = dict(events.knots(connection, events.Teller(), [number := events.identify(connection, name, at)], at))
            return found[number]

    def knots(self, name: str, most: int) -> tuple[bool, list[tuple[int, Knot]]]:
        """The event with this id, or that whose place it took, at the last `most` times at which claims came or left, and once before.

        Before it whether there were earlier times than those. Raises OptionError.
        """
        with self.reading() as connection:
            number, teller = events.identify(connection, name, None), events.Teller()
            times = events.moments(connection, number)
            found: list[tuple[int, Knot]] = []
            for at in times[-most - 1 :]:
                then = events.leads_to(connection, number, at)
                found += ((at, knot) for _, knot in events.knots(connection, teller, then, at))
            return len(times) > most, found

    def changes(self, name: str) -> tuple[Change, ...]:
        """The merges, splits and new names that the event with this id was in, the first first. Raises OptionError."""
        with self.reading() as connection:
            return events.changes(connection, events.identify(connection, name, None))

    def told(self, claims: Sequence[str], *, as_of: str | None = None) -> Sequence[ClaimRow]:
        """The claims with these ids and their words, in this order, as they were held last; those that the ledger lacks are left out."""
        with self.reading() as connection:
            numbers = events.numbers_of(connection, claims, moment(as_of))
            found = view.rows_of(connection, list(numbers.values()), moment(as_of))
            return [found[numbers[name]] for name in dict.fromkeys(claims) if name in numbers]

    def unlinked(self) -> int:
        """How many claims wait to be linked, or to leave the events that they are in."""
        with self.reading() as connection:
            return events.unlinked(connection)

    def recall(self, address: str) -> bytes | None:
        """Where watching an address left off, as `append.remember` kept it."""
        with self.reading() as connection:
            return connection.execute(select(schema.bookmarks.c.state).where(schema.bookmarks.c.address == address)).scalar()


def _last(table: Table) -> ScalarSelect[int]:
    """When the last row of a table was learned."""
    newest = select(func.max(table.c.number)).scalar_subquery()
    return select(table.c.learned).where(table.c.number == newest).scalar_subquery()


_LEARNED = select(*map(_last, (schema.reports, schema.readings, schema.failures, schema.linkings, schema.reviews)))


def _is_writable(path: Path, *, create: bool) -> bool:
    """Whether the file, and what SQLite keeps beside it, may be written. Raises LedgerError where there is no ledger to open."""
    if not create and (not path.exists() or (path.is_file() and not path.stat().st_size)):
        raise LedgerError(f"{path}: no ledger there; make one with: reportedly add … --ledger {path}")
    folder = path.absolute().parent
    if path.is_dir() or not folder.is_dir():
        raise LedgerError(f"{path}: a ledger is a file in a folder that is there; give the path of one")
    return os.access(folder, os.W_OK) and (os.access(path, os.W_OK) or not path.exists())


def _opened(path: Path, clock: Clock, *, create: bool, writable: bool, patience: float | None) -> Engine:
    """The engine on a ledger that is there, or is made, and stands at this program's schema."""
    engine = dialect.connect(path, "rw" if patience is not None else "ro" if not writable else "rwc" if create else "rw", patience)
    try:
        migrations.bring_up(engine, clock, writable=writable)
    except BaseException:
        engine.dispose()
        raise
    return engine
