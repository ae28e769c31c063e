"""The only room that writes: each function is one transaction, whole or not there.

append    reports with their readings, and failures        batch    how rows get in
reread    what a later reader found                        redact   words that must go
remember  where watching an address left off
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, delete, insert, or_, select, update

from reportedly.ledger import rows, schema
from reportedly.ledger.append.batch import Batch, chunks
from reportedly.ledger.append.redact import redact
from reportedly.ledger.append.reread import Change, reread
from reportedly.ledger.records import Said
from reportedly.model import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.ledger.book import Ledger
    from reportedly.ledger.records import Entry, Status
    from reportedly.model import Report

__all__ = ["QUARANTINED", "Change", "append", "redact", "remember", "reread"]

QUARANTINED = Failure(
    origin="",
    stage="ledger",
    kind="RedactedAddress",
    message="an earlier text of this address was redacted, and what went must not come back with a new one; look at it yourself",
)
"""The failure of a new text at an address whose earlier text was redacted. The ledger does not keep the address: words may stand in it."""


def append(ledger: Ledger, entries: Sequence[Entry]) -> list[Status]:
    """What became of each entry, once all of them are kept: in whole, or not at all when it raises.

    A report that is there already changes nothing. Another text at a known address is a new revision, whose reading supersedes the
    earlier one's. A failure is kept once, until its origin is read after all. Raises LedgerWriteError or ClockError.
    """
    with ledger.writing() as connection:
        taking = _Taking(connection, ledger.now(connection), entries)
        statuses: list[Status] = [taking.take(entry) for entry in entries]
        taking.batch.flush()
    return statuses


def remember(ledger: Ledger, address: str, state: bytes) -> None:
    """Keep where watching an address left off, in the place of what was kept of it before."""
    with ledger.writing() as connection:
        connection.execute(delete(schema.bookmarks).where(schema.bookmarks.c.address == address))
        connection.execute(insert(schema.bookmarks).values(address=address, state=state, learned=ledger.now(connection)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A report that the ledger has: `read` when it has a reading, `redacted` when words of it had to go."""

    number: int
    id: str
    address: str | None
    revision: int
    retrieved: int | None
    current: bool
    read: bool = False
    redacted: bool = False


class _Taking:
    """Entries on their way in, one after the other, each seeing those before it."""

    def __init__(self, connection: Connection, now: int, entries: Sequence[Entry]) -> None:
        self.connection = connection
        self.batch = Batch(connection, now)
        self._by_id: dict[str, _Held] = {}
        self._heads: dict[str, _Held] = {}
        for held in _held(connection, entries):
            self._see(held)
        self._open = _open_failures(connection, entries)

    def take(self, entry: Entry) -> Status:
        """Take one entry."""
        report = entry.reading.report if entry.reading else entry.report
        if report is None:
            self._fail(entry, None)
            return "failed"
        held = self._held(report, entry)
        if held is not None and (held.read or held.redacted):
            return "known"
        if held is None:
            head = self._heads.get(_digest(entry, report) or "")
            if head is not None and head.redacted:
                self._fail(replace(entry, origin=f"redacted report {head.id}", given="-", failure=QUARANTINED), None)
                return "failed"
            held = self._insert(entry, report, head)
        if entry.reading is None:
            self._fail(entry, held.number)
            return "failed"
        self.batch.insert_reading(held.number, entry.reading, report)
        self._see(replace(held, read=True))
        self._resolve(entry.origin)
        return "updated" if held.revision > 1 else "added" if entry.reading.claims else "irrelevant"

    def _see(self, held: _Held) -> None:
        """Know a report; the later of two with one id, and the current one of an address, count."""
        self._by_id[held.id] = held
        if held.current and held.address is not None:
            self._heads[held.address] = held

    def _held(self, report: Report, entry: Entry) -> _Held | None:
        """The report, if it is there: not when its page has gone back to it since, which is a revision again."""
        held = self._by_id.get(report.id)
        if held is None or held.current or held.address is None or entry.retrieved is None:
            return held
        head = self._heads.get(held.address)
        went_back = head is not None and head.retrieved is not None and entry.retrieved > head.retrieved
        return None if went_back else held

    def _insert(self, entry: Entry, report: Report, head: _Held | None) -> _Held:
        """Take a new report; what stood at its address is superseded by it."""
        digest = _digest(entry, report)
        if head is not None:
            self.batch.supersede(head.number)
            is_head = schema.reports.c.number == head.number
            self.connection.execute(update(schema.reports).where(is_head).values(superseded=self.batch.now))
        number = self.batch.insert(
            schema.reports,
            id=report.id,
            revision=head.revision + 1 if head else 1,
            revises=head.number if head else None,
            outlet=self.batch.outlet(report.outlet),
            title=report.title,
            address=report.url or entry.address,
            address_digest=digest,
            origin=entry.origin,
            published=rows.published(report),
            language=report.language,
            licence=entry.said.licence if entry.said else None,
            sha256=report.sha256,
            raw_sha256=report.raw_sha256,
            retrieved=entry.retrieved,
            headers=msgspec.json.encode(entry.headers).decode() if entry.headers else None,
            learned=self.batch.now,
            superseded=None,
            body=rows.packed(report),
        )
        self.batch.insert_words(schema.reports, number, rows.report_words(report))
        held = _Held(
            number=number,
            id=report.id,
            address=digest,
            revision=head.revision + 1 if head else 1,
            retrieved=entry.retrieved,
            current=True,
        )
        if head is not None and head.id in self._by_id:
            self._by_id[head.id] = replace(head, current=False)
        self._see(held)
        return held

    def _fail(self, entry: Entry, report: int | None) -> None:
        """Take a failure, once; another one of the same origin takes its place."""
        failed = entry.failure
        if failed is None:
            raise ValueError(f"{entry.origin}: an entry without reading and failure")
        told = (failed.stage, failed.kind, failed.message)
        if self._open.get(entry.origin) == told:
            return
        self._resolve(entry.origin)
        self._open[entry.origin] = told
        self.batch.insert(
            schema.failures,
            origin=entry.origin,
            given=entry.given,
            said=msgspec.json.encode(entry.said or Said()).decode(),
            report=report,
            stage=failed.stage,
            kind=failed.kind,
            message=failed.message,
            learned=self.batch.now,
            superseded=None,
        )

    def _resolve(self, origin: str) -> None:
        """Close the open failure of an origin."""
        if self._open.pop(origin, None) is not None:
            self.batch.flush()
            at = schema.failures.c
            closing = update(schema.failures).where(at.origin == origin, at.superseded.is_(None))
            self.connection.execute(closing.values(superseded=self.batch.now))


def _digest(entry: Entry, report: Report) -> str | None:
    """What another text at the same address would share."""
    address = report.url or entry.address
    return rows.address_digest(address) if address else None


def _held(connection: Connection, entries: Sequence[Entry]) -> list[_Held]:
    """The reports that the ledger has of the entries' ids and addresses, earlier ones first."""
    reports = [(entry, entry.reading.report if entry.reading else entry.report) for entry in entries]
    ids = {report.id for _, report in reports if report}
    digests = {digest for entry, report in reports if report and (digest := _digest(entry, report))}
    at = schema.reports.c
    found: dict[int, _Held] = {}
    columns = select(at.number, at.id, at.address_digest, at.revision, at.retrieved, at.superseded)
    for chunk in chunks([*ids, *digests]):
        which = or_(at.id.in_(chunk), at.address_digest.in_(chunk))
        for number, name, address, revision, retrieved, superseded in connection.execute(columns.where(which)):
            found[number] = _Held(
                number=number, id=name, address=address, revision=revision, retrieved=retrieved, current=superseded is None
            )
    for chunk in chunks(found):
        for read in connection.execute(select(schema.readings.c.report).where(schema.readings.c.report.in_(chunk))).scalars():
            found[read] = replace(found[read], read=True)
        for gone in connection.execute(select(schema.redactions.c.report).where(schema.redactions.c.report.in_(chunk))).scalars():
            found[gone] = replace(found[gone], redacted=True)
    return [found[number] for number in sorted(found)]


def _open_failures(connection: Connection, entries: Sequence[Entry]) -> dict[str, tuple[str, str, str]]:
    """Stage, kind and message of the open failures at the entries' origins."""
    at = schema.failures.c
    found: dict[str, tuple[str, str, str]] = {}
    for chunk in chunks(entry.origin for entry in entries):
        open_ones = select(at.origin, at.stage, at.kind, at.message).where(at.origin.in_(chunk), at.superseded.is_(None))
        found.update({origin: (stage, kind, message) for origin, stage, kind, message in connection.execute(open_ones)})
    return found
