"""Every refusal of the library, as one tree.

    ReportedlyError
    ├── InputError            a report that cannot be read
    │   ├── UnreadableError       missing, binary, undecodable, empty of text
    │   ├── LanguageError         not English, and no translation given
    │   ├── TooLargeError         over the size that settings allow
    │   └── FetchError            an address that is refused, unreachable, endless or unsafe
    ├── OptionError           an argument that makes no sense (a date that is none, say)
    ├── TableError            lexicon or settings tables with faults, all of them reported together
    │   └── SettingsError         a settings file or variable with unknown or wrong keys
    ├── GazetteerError        a file of places that cannot be added, or an index of names that is damaged, outdated or newer
    ├── FormatError           JSON that is not a reading of a known format
    ├── LedgerError           a ledger that is not there, or cannot be opened or read
    │   ├── LedgerVersionError    written by a newer reportedly
    │   ├── LedgerDamagedError    not a ledger, or a damaged one
    │   ├── LedgerWriteError      no room, read-only, or held too long by another writer
    │   └── ClockError            the clock stands before what the ledger has learned
    └── MissingPartError      an optional part is absent; says the exact install line

Each message says what, where and the way out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class ReportedlyError(Exception):
    """Root of all refusals; catch this to catch them all."""


class InputError(ReportedlyError):
    """A report that cannot be read.

    `stage` names the room that refused it ("open", "decode", "extract", "fetch", "language").
    """

    stage = "open"


class UnreadableError(InputError):
    """Missing, binary, undecodable or empty of text."""


class LanguageError(InputError):
    """A report in a language other than English; `language` is its ISO 639-1 code or None."""

    stage = "language"

    def __init__(self, message: str, language: str | None = None) -> None:
        super().__init__(message)
        self.language = language


class TooLargeError(InputError):
    """Over the size that settings allow."""


class FetchError(InputError):
    """An address that is refused, unreachable, endless or unsafe.

    `status` is the server's answer, None when there was none; `retry_after` what it said of when to come back, in its own words.
    """

    stage = "fetch"

    def __init__(self, message: str, *, status: int | None = None, retry_after: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class OptionError(ReportedlyError):
    """An argument that makes no sense."""


class TableError(ReportedlyError):
    """Faults in a table, reported together; `faults` lists them, one line each."""

    def __init__(self, where: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        lines = "".join(f"\n  - {fault}" for fault in self.faults)
        super().__init__(f"{where}: {len(self.faults)} fault(s){lines}")


class SettingsError(TableError):
    """A settings file or environment variable with unknown or wrong keys."""


class GazetteerError(ReportedlyError):
    """A file of places that cannot be added, or an index of names that is damaged, outdated or newer."""


class FormatError(ReportedlyError):
    """JSON that is not a reading of a known format."""


class LedgerError(ReportedlyError):
    """A ledger that is not there, or cannot be opened or read."""


class LedgerVersionError(LedgerError):
    """Written by a newer reportedly."""


class LedgerDamagedError(LedgerError):
    """Not a ledger, or a damaged one."""


class LedgerWriteError(LedgerError):
    """No room, read-only, or held too long by another writer."""


class ClockError(LedgerError):
    """The clock stands before what the ledger has learned."""


class MissingPartError(ReportedlyError):
    """An optional part is absent; the message says the exact install line."""
