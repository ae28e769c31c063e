"""What a later reader found in a kept text: the earlier reading is superseded, or, where it is the same, confirmed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from reportedly.ledger import rows, schema
from reportedly.ledger.append.batch import Batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.ledger.book import Ledger
    from reportedly.ledger.rows import Found
    from reportedly.model import Claim, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a later reader made of a report: how many claims are as they were, told otherwise, new, and gone."""

    report: str
    same: int
    changed: int
    new: int
    gone: int

    @property
    def is_none(self) -> bool:
        """Whether every claim is as it was."""
        return not (self.changed or self.new or self.gone)


def reread(ledger: Ledger, readings: Sequence[tuple[int, Reading]]) -> list[Change | None]:
    """What changed in each report, given by its number; None where the report was superseded, redacted or read so meanwhile.

    The claims of an earlier reader are kept as superseded; a reading that is the same is kept as the confirmation of the earlier one.
    """
    with ledger.writing() as connection:
        batch = Batch(connection, ledger.now(connection))
        changes = [_reread(batch, number, reading) for number, reading in readings]
        batch.flush()
    return changes


def _reread(batch: Batch, number: int, reading: Reading) -> Change | None:
    """Take one reading of a kept report."""
    report, held = schema.reports.c, schema.readings.c
    kept = batch.connection.execute(select(report.body).where(report.number == number, report.superseded.is_(None))).scalar()
    if kept is None or rows.unpacked_report(kept).sha256 != reading.report.sha256:
        return None
    reader = batch.reader(reading.reader)
    current = select(held.number, held.reader, held.body).where(held.report == number, held.superseded.is_(None)).order_by(held.number)
    earlier = batch.connection.execute(current).all()
    if any(row.reader == reader for row in earlier):
        return None
    before = next(((row.number, rows.unpacked_found(row.body)) for row in earlier if row.body), None)
    found = rows.found_of(reading)
    if before is not None and before[1] == found:
        first = batch.number(schema.claims, 0)
        batch.insert(
            schema.readings,
            report=number,
            reader=reader,
            confirms=before[0],
            first=first,
            total=0,
            learned=batch.now,
            superseded=None,
            body=None,
        )
    else:
        batch.supersede(number)
        batch.insert_reading(number, reading, reading.report)
    return _change(reading.report.id, before[1].claims if before else (), found)


def _change(report: str, before: Sequence[Claim], found: Found) -> Change:
    """How two readings' claims differ: equal ones are the same; of the others, those with an anchor in common are told otherwise."""
    old, new = Counter(before), Counter(found.claims)
    same = (old & new).total()
    gone, come = (Counter(claim.anchor for claim in left.elements()) for left in (old - new, new - old))
    changed = (gone & come).total()
    return Change(report=report, same=same, changed=changed, new=come.total() - changed, gone=gone.total() - changed)
