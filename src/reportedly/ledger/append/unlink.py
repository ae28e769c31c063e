"""What linking decided of claims whose words had to go: no word of it stays, and what is left of them is linked again.

Which claim told of which event, and when, stays; reasons lose the words, or all words where it is not known which ones went. What
lists showed of the events is emptied: it is computed from what is left when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, exists, select, update

from reportedly.ledger import dialect, schema
from reportedly.ledger.append.batch import chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

_CLAIM, _MEMBER, _SUMMARY, _CHANGE = schema.claims.c, schema.memberships.c, schema.summaries.c, schema.changes.c


def claims_of(connection: Connection, reports: Sequence[int]) -> list[int]:
    """The numbers of all claims of reports, of every reading."""
    reading = schema.readings.c
    inside = _CLAIM.number.between(reading.first, reading.first + reading.total - 1)
    joined = select(_CLAIM.number).join(schema.readings, inside).where(reading.report.in_(reports))
    return list(connection.execute(joined).scalars())


def unlink(connection: Connection, reports: Sequence[int], claims: Sequence[int], masked: Callable[[str], str]) -> None:
    """Take what linking decided of claims out of a ledger from whose `reports` words went; `claims` were theirs before.

    The guards must be lifted.
    """
    left: set[int] = set()
    touched: set[int] = set()
    for chunk in chunks(claims):
        left.update(connection.execute(select(_CLAIM.number).where(_CLAIM.number.in_(chunk))).scalars())
        touched.update(connection.execute(select(_MEMBER.event).where(_MEMBER.claim.in_(chunk))).scalars())
    for table in (schema.bands, schema.copies):
        connection.execute(delete(table).where(table.c.report.in_(reports)))
    connection.execute(delete(schema.copies).where(schema.copies.c.other.in_(reports)))
    for chunk in chunks(claims):
        for table in (schema.blocks, schema.descents):
            connection.execute(delete(table).where(table.c.claim.in_(chunk)))
    for chunk in chunks(sorted(set(claims) - left)):
        for table in (schema.memberships, schema.families, schema.waiting):
            connection.execute(delete(table).where(table.c.claim.in_(chunk)))
    unused = ~exists().where(schema.descents.c.lineage == schema.lineages.c.number)
    connection.execute(delete(schema.lineages).where(unused))
    _empty(connection, touched, masked)
    _wait(connection, left, touched)


def _empty(connection: Connection, events: set[int], masked: Callable[[str], str]) -> None:
    """Empty what lists showed of events, and mask why they were merged or split."""
    for chunk in chunks(sorted(events)):
        connection.execute(update(schema.summaries).where(_SUMMARY.event.in_(chunk)).values(body=None))
        for end in (_CHANGE.before, _CHANGE.after):
            for number, reasons in connection.execute(select(_CHANGE.number, _CHANGE.reasons).where(end.in_(chunk))).all():
                found = [masked(reason) for reason in msgspec.json.decode(reasons, type=list[str])]
                values = {"reasons": msgspec.json.encode(found).decode()}
                connection.execute(update(schema.changes).where(_CHANGE.number == number).values(values))


def _wait(connection: Connection, left: set[int], events: set[int]) -> None:
    """Have linked again what is left of the claims, and of the events that they told of."""
    again = set(left)
    for chunk in chunks(sorted(events)):
        inside = select(_MEMBER.claim).where(_MEMBER.event.in_(chunk), _MEMBER.superseded.is_(None))
        again.update(connection.execute(inside).scalars())
    if again:
        dialect.insert_new(connection, schema.waiting, [{"claim": claim} for claim in sorted(again)])
