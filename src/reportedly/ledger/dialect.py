"""What only SQLite says its own way: how a ledger is opened, its full text and boxes, what keeps it append-only, what its errors mean.

Another database needs a twin of this file and of nothing else. `search` and `within` are the shim that queries go through.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, Select, Table, column, create_engine, event, literal_column, or_, select, table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from reportedly.errors import LedgerDamagedError, LedgerError, LedgerWriteError
from reportedly.ledger import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from reportedly.ledger.records import Box

APPLICATION = 0x52505444  # "RPTD" in a ledger's header: tells it from other SQLite files
BUSY = 30.0  # seconds to wait for another writer: its longest transaction, a redaction aside, is one batch
_PAGE = 4096  # bytes: 8192 takes a seventh less disk, but twice the writing: every batch touches pages all over the indexes
_SETTINGS = (
    "PRAGMA synchronous=FULL",  # a batch that is committed outlives a power cut
    "PRAGMA cache_size=-65536",  # 64 MiB
    "PRAGMA wal_autocheckpoint=8000",  # 32 MiB: a page that many batches touch is written back once
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA trusted_schema=OFF",  # nothing in a ledger that somebody sends us runs as code
    "PRAGMA cell_size_check=ON",
)
_STEPS = 200_000
READ_ONLY = "read-only; give it permission to be written, or copy it to where it may be"
_FULL_TEXT = "content='', columnsize=0, tokenize='porter unicode61 remove_diacritics 2'"
DECIDED = (schema.descents, schema.memberships, schema.changes, schema.summaries, schema.linkings)
"""What linking decided: kept as it was, like all else."""

KEPT = (
    schema.reports,
    schema.readings,
    schema.claims,
    schema.links,
    schema.failures,
    schema.reviews,
    schema.reviewed,
    schema.redactions,
    schema.migrations,
    *DECIDED,
)
"""The tables whose rows stay as they were written, but for the time of their being superseded."""

WORDS = {schema.claims.name: "claim_words", schema.reports.name: "report_words"}
"""The full text that goes with a table: its row numbers are the table's."""


def connect(path: Path, mode: str, patience: float | None = None) -> Engine:
    """An engine on the file at `path`. `mode` is SQLite's: "rwc" creates it, "rw" does not, "ro" writes nothing.

    With `patience` nothing is written either, and a statement that takes longer, in seconds, is given up.

    A read-only file without a write-ahead log is taken as it is: SQLite could not make the log's index beside it.
    """
    alone = mode == "ro" and not path.with_name(f"{path.name}-wal").exists()
    address = f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if alone else "")

    def opened() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=BUSY, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite+pysqlite://", creator=opened, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        for setting in _SETTINGS:
            connection.execute(setting)
        if patience is not None:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if patience is not None:
            _give_up(connection, time.monotonic() + patience)
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def _give_up(connection: Connection, at: float) -> None:
    """Have what the connection does given up at a time. SQLite asks every `_STEPS` steps of its machine: some milliseconds apart."""
    raw = connection.connection.driver_connection
    if isinstance(raw, sqlite3.Connection):
        raw.set_progress_handler(lambda: time.monotonic() > at, _STEPS)


def is_empty(connection: Connection) -> bool:
    """Whether nothing has been written to the file yet. Raises LedgerDamagedError for a database that is no ledger."""
    if connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION:
        return False
    if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
        raise LedgerDamagedError("it is a SQLite file, but not a ledger; give the path of a ledger, or of a new file")
    return True


def prepare(engine: Engine) -> None:
    """Set what must be set before a new file's first transaction: the size of its pages, and the write-ahead log."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        raw = connection.connection
        raw.execute(f"PRAGMA page_size={_PAGE}")
        if raw.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            raw.execute("PRAGMA journal_mode=WAL")


def furnish(connection: Connection) -> None:
    """Make what the schema page leaves to the dialect: full text, boxes, and the guards of what is kept."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
    for name in WORDS.values():
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {name} USING fts5(words, {_FULL_TEXT})")
    connection.exec_driver_sql("CREATE VIRTUAL TABLE place_boxes USING rtree(number, west, east, south, north)")
    guard(connection)


def guard(connection: Connection, tables: Sequence[Table] = KEPT) -> None:
    """Triggers by which no kept row is deleted or edited, whoever asks; only `superseded` is set, and only once."""
    for kept in tables:
        fixed = ", ".join(f'"{found.name}"' for found in kept.columns if found.name != "superseded")
        refuse = f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {kept.name}'); END"
        connection.exec_driver_sql(f"CREATE TRIGGER IF NOT EXISTS {kept.name}_delete BEFORE DELETE ON {kept.name} {refuse}")
        connection.exec_driver_sql(f"CREATE TRIGGER IF NOT EXISTS {kept.name}_update BEFORE UPDATE OF {fixed} ON {kept.name} {refuse}")
        if "superseded" in kept.columns:
            once = f"BEFORE UPDATE OF superseded ON {kept.name} WHEN OLD.superseded IS NOT NULL"
            connection.exec_driver_sql(f"CREATE TRIGGER IF NOT EXISTS {kept.name}_superseded {once} {refuse}")


def unguard(connection: Connection) -> None:
    """Lift the guards: inside the one transaction of a redaction, which puts them back."""
    for kept in KEPT:
        for what in ("delete", "update", "superseded"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {kept.name}_{what}")


def search(of: Table, words: str) -> Select[tuple[int]]:
    """The numbers of the rows of `of` (claims or reports) whose words match, for `words` as `matching` gives them."""
    found = table(WORDS[of.name], column("rowid"))
    return select(found.c.rowid).where(literal_column(WORDS[of.name]).op("MATCH")(words))


def matching(words: Sequence[str]) -> str:
    """The query for rows that have all `words`: each a word, a phrase of several, or the beginning of one ("rebel*").

    Every one is quoted, so that nothing in it is taken for an operator.
    """
    return " AND ".join('"' + word.removesuffix("*").replace('"', '""') + '"' + ("*" if word.endswith("*") else "") for word in words)


def within(box: Box) -> Select[tuple[int]]:
    """The numbers of the places in a box; one that crosses the 180th meridian has its west to the east of its east."""
    boxes = table("place_boxes", *(column(name) for name in ("number", "west", "east", "south", "north")))
    east, west = boxes.c.west <= box.east, boxes.c.east >= box.west
    across = or_(east, west) if box.west > box.east else east & west
    coarse = select(boxes.c.number).where(across, boxes.c.south <= box.north, boxes.c.north >= box.south)
    at = schema.places.c
    east, west = at.longitude <= box.east, at.longitude >= box.west
    exact = or_(east, west) if box.west > box.east else east & west  # the index rounds to 32 bits, outwards
    return select(at.number).where(at.number.in_(coarse), exact, at.latitude.between(box.south, box.north))


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows that all have the same columns. SQLAlchemy's own way spends a quarter of the time of writing on each row's parameters."""
    names = list(rows[0])
    columns, values = ", ".join(f'"{name}"' for name in names), ", ".join(f":{name}" for name in names)
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({values})", list(rows))  # noqa: S608 - our own names


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert those of the rows, which all have the same columns, whose key the table does not have."""
    names = list(rows[0])
    columns, values = ", ".join(f'"{name}"' for name in names), ", ".join(f":{name}" for name in names)
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({values}) ON CONFLICT DO NOTHING"  # noqa: S608 - our own names
    connection.exec_driver_sql(statement, list(rows))


def index_words(connection: Connection, of: Table, rows: Sequence[tuple[int, str]]) -> None:
    """Take the words of rows of `of` into its full text."""
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {WORDS[of.name]}(rowid, words) VALUES (?, ?)", list(rows))  # noqa: S608 - our own name


def forget_words(connection: Connection, of: Table, rows: Sequence[tuple[int, str]]) -> None:
    """Take words out of the full text: they must be the ones that went in."""
    name = WORDS[of.name]
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {name}({name}, rowid, words) VALUES ('delete', ?, ?)", list(rows))  # noqa: S608 - our own name


def index_places(connection: Connection, rows: Sequence[tuple[int, float, float]]) -> None:
    """Take places, by number, longitude and latitude, into the index of boxes."""
    if rows:
        boxes = [(number, east, east, north, north) for number, east, north in rows]
        connection.exec_driver_sql("INSERT INTO place_boxes VALUES (?, ?, ?, ?, ?)", boxes)


def forget_places(connection: Connection, numbers: Sequence[int]) -> None:
    """Take places out of the index of boxes."""
    if numbers:
        connection.exec_driver_sql("DELETE FROM place_boxes WHERE number = ?", [(number,) for number in numbers])


def purge(engine: Engine) -> None:
    """Make what was deleted gone from the file: merge the full text, write the file anew, empty the write-ahead log.

    Raises LedgerWriteError when another process, reading still, keeps the log's old pages.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        raw = connection.connection
        for name in WORDS.values():
            raw.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")  # noqa: S608 - our own name
        raw.execute("VACUUM")
        if raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise LedgerWriteError(
                "the words are gone from every view, but another process reads the ledger and keeps old pages in its -wal file; "
                "end it and give the same command again"
            )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the database's errors into the ledger's, with what to do."""
    try:
        yield
    except (LedgerError, DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise _explained(path, cause) from error


def _explained(path: Path, error: BaseException | None) -> BaseException:
    """The error to raise for `error`: itself when it is of another making."""
    if isinstance(error, LedgerError):
        return error if str(path) in str(error) else type(error)(f"{path}: {error}")
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF  # the rest of an extended code says where it happened
    garbled = isinstance(error, UnicodeDecodeError) or (primary is None and isinstance(error, sqlite3.OperationalError))
    if garbled or primary in _DAMAGED:
        return LedgerDamagedError(
            f"{path}: not a ledger, or a damaged one ({error}); take a copy that is whole, or save what can be saved with: "
            f"sqlite3 {path} .recover"
        )
    if primary in _WRITE:
        return LedgerWriteError(f"{path}: {_WRITE[primary]}; what was added before is kept, and the same command goes on from there")
    if primary == sqlite3.SQLITE_INTERRUPT:
        return LedgerError(f"{path.name}: the question takes too long; ask for less: fewer rows, a rarer word, a narrower time or place")
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM):
        return LedgerError(f"{path}: cannot be opened or read ({error}); check the path, its permissions and its disk")
    return error or LedgerError(f"{path}: an error without a cause")


_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""What tells of a damaged file; SQLITE_ERROR of one whose schema's own text is: our statements are the tests' to check."""

_WRITE = {
    sqlite3.SQLITE_FULL: "no room on the disk; make some",
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_BUSY: f"another process has been writing for more than {BUSY:g} seconds; wait for it to end",
    sqlite3.SQLITE_LOCKED: f"another process has been writing for more than {BUSY:g} seconds; wait for it to end",
}
"""What keeps the ledger from being written, and the way out."""
