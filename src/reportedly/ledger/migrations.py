"""How an older ledger becomes one of this program's: each step in one transaction, with its own record.

A new ledger is made of the schema page as it stands, and all steps are recorded as made. An older program refuses a newer ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, func, insert, select

from reportedly.errors import LedgerVersionError, LedgerWriteError
from reportedly.ledger import dialect, schema
from reportedly.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.ledger.records import Clock


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its name, and what it does to a ledger that has all steps before it."""

    name: str
    run: Callable[[Connection], None]


def _first(connection: Connection) -> None:
    """The first schema: made with a new ledger."""


def _reviews(connection: Connection) -> None:
    """Reviews of events too, and undone ones: the first schema's table, which nothing had written to, is made anew."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS reviews")
    tables = [schema.reviews, schema.reviewed]
    schema.METADATA.create_all(connection, tables=tables)
    dialect.guard(connection, tables)


def _events(connection: Connection) -> None:
    """Events across reports: what linking decides, and by what it finds what is near. What is there is linked when it is next added to."""
    new = (schema.bands, schema.copies, schema.blocks, schema.families, schema.lineages, schema.events, *dialect.DECIDED, schema.waiting)
    schema.METADATA.create_all(connection, tables=new)
    next(index for index in schema.claims.indexes if index.name == "claims_superseded").create(connection, checkfirst=True)
    dialect.guard(connection, dialect.DECIDED)


MIGRATIONS: tuple[Migration, ...] = (
    Migration("the first schema", _first),
    Migration("reviews of claims and events", _reviews),
    Migration("events across reports", _events),
)
"""All steps, in order; a step that users have is never edited."""


def bring_up(engine: Engine, clock: Clock, *, writable: bool, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Make the ledger that the engine is on, or bring it up to `steps`.

    Raises LedgerVersionError for a newer ledger, LedgerDamagedError for another kind of file, and LedgerWriteError when something must
    be written and the file is read-only.
    """
    with engine.connect() as connection, connection.begin():
        done = None if dialect.is_empty(connection) else _done(connection, steps)
    if done == len(steps):
        return
    if not writable:
        raise LedgerWriteError("an older ledger that must be brought up to date, but it is read-only; copy it to where it may be written")
    if done is None:
        dialect.prepare(engine)
        with engine.connect().execution_options(immediate=True) as connection, connection.begin():
            if dialect.is_empty(connection):  # nobody else has made it meanwhile
                schema.METADATA.create_all(connection)
                dialect.furnish(connection)
                for number, step in enumerate(steps, 1):
                    _record(connection, number, step, clock)
        done = len(steps)
    for number, step in enumerate(steps[done:], done + 1):
        with engine.connect().execution_options(immediate=True) as connection, connection.begin():
            if _done(connection, steps) == number - 1:
                step.run(connection)
                _record(connection, number, step, clock)


def _done(connection: Connection, steps: Sequence[Migration]) -> int:
    """How many steps the ledger has had."""
    done: int = connection.execute(select(func.coalesce(func.max(schema.migrations.c.number), 0))).scalar_one()
    if done > len(steps):
        last = select(schema.migrations.c.program).where(schema.migrations.c.number == done)
        program = connection.execute(last).scalar()
        raise LedgerVersionError(
            f"written by a newer reportedly ({program}; its schema is number {done}, this one's {len(steps)}): upgrade reportedly"
        )
    return done


def _record(connection: Connection, number: int, step: Migration, clock: Clock) -> None:
    connection.execute(insert(schema.migrations).values(number=number, name=step.name, program=__version__, learned=clock()))
