"""An append-only memory of reports, their claims, and what was known when.

    from reportedly import ledger
    with ledger.open("war.ledger") as book:
        for row in book.claims(ledger.Filters(party="Northern Front", as_of="2031-08-05"), limit=20):
            print(row.claim.stance, row.claim.spans[0].text, "|", row.report.outlet)

The rooms: `book` (an open ledger) on `append` (the only one that writes) and `view` (the only one that asks, by `query`), these on
`schema` (every table, on one page), `dialect` (what one database says its own way), `migrations`, `rows` and `redaction` (pure), and
`records` (what goes in and comes out).
Reading and linking never learn that any of it exists.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import MissingPartError, OptionError
from reportedly.ledger.records import (
    Box,
    ClaimRow,
    Clock,
    Entry,
    EventFilters,
    EventPage,
    FailureRow,
    Filters,
    Kept,
    ReadingRow,
    Redaction,
    ReportRow,
    Said,
    Status,
    system_clock,
)

if TYPE_CHECKING:
    from reportedly.ledger.book import Ledger

__all__ = [
    "Box",
    "ClaimRow",
    "Clock",
    "Entry",
    "EventFilters",
    "EventPage",
    "FailureRow",
    "Filters",
    "Kept",
    "ReadingRow",
    "Redaction",
    "ReportRow",
    "Said",
    "Status",
    "open",
]


def open(path: str | Path, *, create: bool = False, clock: Clock = system_clock, patience: float | None = None) -> Ledger:
    """The ledger at `path`, made there if it is new and `create` says so. `clock` gives the time of what is learned.
    With `patience` it is only asked: nothing can be written, and a question that takes longer, in seconds, is a LedgerError.

    Raises MissingPartError without SQLAlchemy, OptionError for an address of a database, and LedgerError for a file that is missing,
    damaged, no ledger, or a newer program's.
    """
    if "://" in str(path):
        raise OptionError(f"{str(path)[:80]}: a ledger is a file; give its path")
    try:
        from reportedly.ledger.book import Ledger
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "sqlalchemy":
            raise
        raise MissingPartError("SQLAlchemy is not installed; install it with: pip install 'reportedly[ledger]'") from error
    return Ledger(Path(path), clock, create=create, patience=patience)
