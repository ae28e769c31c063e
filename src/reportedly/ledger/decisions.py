"""What people decided, asked of an open ledger: the log, what touches an event, and which claims wait for somebody."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import Connection, or_, select

from reportedly.ledger import query, reviews, schema, view
from reportedly.ledger.records import Filters, moment
from reportedly.ledger.tallies import CHUNK, of_a_snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.ledger.records import ClaimRow
    from reportedly.model.review import Review

_LINK = schema.links.c


@of_a_snapshot
def log(connection: Connection, claim: str | None, limit: int, *, below: int | None = None, as_of: str | None = None) -> list[Review]:
    """Decisions, the last first; of one claim, by its id, when it is given; those `below` a number alone, where a page goes on."""
    return reviews.log(connection, claim, limit, below=below, at=moment(as_of))


@of_a_snapshot
def of_events(connection: Connection, anchors: Sequence[str], as_of: str | None = None) -> list[Review]:
    """Merges and splits that claims with these anchors were in, the first first."""
    return reviews.of_events(connection, anchors, moment(as_of))


@of_a_snapshot
def disputed(connection: Connection, as_of: str | None = None) -> list[ClaimRow]:
    """The claims that people decided otherwise of than each other, as many each, the last decided first."""
    at = moment(as_of)
    numbers = view.numbers_of(connection, reviews.disputed(connection, at), at)
    found = view.rows_of(connection, list(numbers.values()), at)
    return [found[number] for number in numbers.values()]


@of_a_snapshot
def newest(connection: Connection, filters: Filters, most: int, through: int | None) -> list[ClaimRow]:
    """The claims that fit and were learned last, `most` at most, up to the number `through`."""
    return list(view.claims(connection, filters, most, None if through is None else through + 1))


@of_a_snapshot
def gainsaid(connection: Connection, claims: Sequence[str], as_of: str | None = None) -> Mapping[str, tuple[str, ...]]:
    """The claims that contradict each of the claims, by id."""
    found: dict[str, set[str]] = defaultdict(set)
    against = select(_LINK.from_claim, _LINK.to_claim).where(_LINK.kind == "contradicts", query.held(schema.links, moment(as_of)))
    for start in range(0, len(claims), CHUNK):
        some = set(claims[start : start + CHUNK])
        for later, earlier in connection.execute(against.where(or_(_LINK.from_claim.in_(some), _LINK.to_claim.in_(some)))):
            found[later].add(earlier)
            found[earlier].add(later)
    return {claim: tuple(sorted(found[claim])) for claim in claims if claim in found}
