"""An open ledger: its file, its clock, snapshots to read from and transactions to write in."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, Self

from sqlalchemy import Connection, Engine, Select, Table, func, select

from reportedly.errors import ClockError, LedgerError, LedgerWriteError
from reportedly.ledger import dialect, migrations, schema, tallies, view
from reportedly.ledger.records import Filters, iso

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from reportedly.ledger.records import ClaimRow, Clock, FailureRow, Kept, ReadingRow, ReportRow
    from reportedly.model import Reader

_SLIP = 300_000_000  # microseconds that a clock may step back unremarked: five minutes, more than a time server corrects in one step


class Ledger:
    """An open ledger. Use it in a `with`, or close it.

    Whatever is read comes from one snapshot: writers do not disturb it. Each method's records are described in `records`.
    """

    def __init__(self, path: Path, clock: Clock, *, create: bool) -> None:
        """Open the file, and bring it up to this program's schema. Raises LedgerError."""
        self.path = path
        self.clock = clock
        with dialect.explained(path):
            self._writable = _is_writable(path, create=create)
            self._engine = _opened(path, clock, create=create, writable=self._writable)

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
        last = max((connection.execute(_last(table)).scalar() or 0) for table in (schema.reports, schema.readings, schema.failures))
        now = self.clock()
        if now < last - _SLIP:
            raise ClockError(
                f"{self.path}: the clock says {iso(now)}, but the ledger learned something at {iso(last)}; set the clock right, "
                "or, if it was wrong then, export the ledger and add the reports to a new one"
            )
        return max(now, last)

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

    def like(self, words: str) -> Sequence[str]:
        """Some names in the ledger that begin with the words: parties and speakers, places, outlets."""
        with self.reading() as connection:
            return view.like(connection, words)

    def near(self, filters: Filters) -> Sequence[str]:
        """Names in the ledger that have a filter's name in them, for a filter that names nobody there."""
        with self.reading() as connection:
            return view.near(connection, filters)

    def mark(self) -> str:
        """What tells this state of the ledger from every other."""
        with self.reading() as connection:
            return tallies.mark(connection)

    def last_claim(self) -> int:
        """The number of the claim that was learned last, 0 before the first."""
        with self.reading() as connection:
            return tallies.last_claim(connection)

    def held(self) -> tallies.Held:
        """What the ledger holds, counted."""
        with self.reading() as connection:
            return tallies.held(connection)

    def facets(self, filters: Filters) -> tallies.Facets:
        """The newest claims that fit, by what they are."""
        with self.reading() as connection:
            return tallies.facets(connection, filters)

    def dots(self, filters: Filters) -> tuple[tuple[tallies.Dot, ...], bool]:
        """The places of the newest claims that fit, and whether there are more."""
        with self.reading() as connection:
            return tallies.dots(connection, filters)

    def spans(self, filters: Filters, by: str) -> tuple[tuple[tallies.Span, ...], bool]:
        """The newest claims that fit, by "day", "month" or "year", and whether there are more."""
        with self.reading() as connection:
            return tallies.spans(connection, filters, by)

    def names(self, of: Literal["speakers", "outlets"], beginning: str, after: tuple[str, int] | None, limit: int) -> list[tallies.Listed]:
        """Speakers or outlets in the order of their letters, each with its place in that order, behind which the next page goes on."""
        listing = tallies.speakers if of == "speakers" else tallies.outlets
        with self.reading() as connection:
            return list(listing(connection, beginning, after, limit))

    def card(self, of: Literal["speakers", "outlets"], name: str, as_of: str | None) -> tallies.Card | None:
        """What the speaker or the outlet that is called so claimed, and what became of it; None for nobody."""
        with self.reading() as connection:
            return (tallies.speaker if of == "speakers" else tallies.outlet)(connection, name, as_of)

    def recall(self, address: str) -> bytes | None:
        """Where watching an address left off, as `append.remember` kept it."""
        with self.reading() as connection:
            return connection.execute(select(schema.bookmarks.c.state).where(schema.bookmarks.c.address == address)).scalar()


def _last(table: Table) -> Select[tuple[int]]:
    """When the last row of a table was learned."""
    newest = select(func.max(table.c.number)).scalar_subquery()
    return select(table.c.learned).where(table.c.number == newest)


def _is_writable(path: Path, *, create: bool) -> bool:
    """Whether the file, and what SQLite keeps beside it, may be written. Raises LedgerError where there is no ledger to open."""
    if not create and (not path.exists() or (path.is_file() and not path.stat().st_size)):
        raise LedgerError(f"{path}: no ledger there; make one with: reportedly add … --ledger {path}")
    folder = path.absolute().parent
    if path.is_dir() or not folder.is_dir():
        raise LedgerError(f"{path}: a ledger is a file in a folder that is there; give the path of one")
    return os.access(folder, os.W_OK) and (os.access(path, os.W_OK) or not path.exists())


def _opened(path: Path, clock: Clock, *, create: bool, writable: bool) -> Engine:
    """The engine on a ledger that is there, or is made, and stands at this program's schema."""
    engine = dialect.connect(path, "ro" if not writable else "rwc" if create else "rw")
    try:
        migrations.bring_up(engine, clock, writable=writable)
    except BaseException:
        engine.dispose()
        raise
    return engine
