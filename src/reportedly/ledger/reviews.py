"""What people decided, as the ledger keeps it, and what holds of it: of claims, of events. `at` is a time, None for now.

A decision about a claim holds for the claim with its id, and for one that a better reader found in its stead: the only one of its reading
that begins with the same words.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, exists, func, select

from reportedly.ledger import rows, schema
from reportedly.ledger.records import stamp
from reportedly.ledger.standing import standing, undone
from reportedly.model.review import Review, Reviewed, Ruling, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.model import Claim

_CHUNK = 400  # values of one IN
_OF_CLAIMS, _OF_EVENTS = ("accept", "correct", "reject"), ("merge", "split")
_REVIEW, _ABOUT = schema.reviews.c, schema.reviewed.c
_changes = msgspec.json.Decoder(dict[str, Any]).decode


def standings(connection: Connection, found: Iterable[tuple[Claim, Sequence[Claim]]], at: int | None = None) -> dict[str, Standing]:
    """What holds of claims, by id, of those that somebody decided something of; each claim comes with all claims of its reading."""
    claims = [(claim, _is_alone(claim, among)) for claim, among in found]
    if not claims or not _any(connection):
        return {}
    by_anchor: dict[str, list[Review]] = defaultdict(list)
    for review in _of(connection, {claim.anchor for claim, _ in claims}, _OF_CLAIMS, at):
        by_anchor[review.parts[0][0].anchor].append(review)
    held: dict[str, Standing] = {}
    for claim, alone in claims:
        about = [review for review in by_anchor.get(claim.anchor, ()) if alone or review.parts[0][0].claim == claim.id]
        if about:
            held[claim.id] = standing(about)
    return held


def rejected(connection: Connection, claims: Iterable[str], at: int | None = None) -> frozenset[str]:
    """Those of the claims, by id, of which a rejection holds."""
    if not _any(connection):
        return frozenset()
    refused = select(_ABOUT.claim).join(schema.reviews).where(_REVIEW.verdict == "reject").distinct()
    some = set(connection.execute(refused).scalars()) & set(claims)
    by_claim: dict[str, list[Review]] = defaultdict(list)
    for review in _by_claim(connection, some, at):
        by_claim[review.parts[0][0].claim].append(review)
    return frozenset(name for name, about in by_claim.items() if standing(about).verdict == "reject")


def disputed(connection: Connection, at: int | None = None) -> list[str]:
    """The ids of claims that people decided otherwise of than each other, as many each, the last decided first."""
    several = select(_ABOUT.claim).join(schema.reviews).where(_REVIEW.verdict.in_(_OF_CLAIMS)).group_by(_ABOUT.claim)
    by_claim: dict[str, list[Review]] = defaultdict(list)
    some = several.having(func.count(_REVIEW.reviewer.distinct()) > 1)
    for review in _by_claim(connection, connection.execute(some).scalars(), at):
        by_claim[review.parts[0][0].claim].append(review)
    torn = [name for name, about in by_claim.items() if standing(about).disputed]
    return sorted(torn, key=lambda name: -by_claim[name][-1].number)


def rulings(connection: Connection, claims: Iterable[tuple[str, str]], at: int | None = None) -> tuple[Ruling, ...]:
    """What was decided of events that any of the claims, by (anchor, id), tell of: of these claims by their ids now, the first first."""
    now = dict(claims)
    if not now or not _any(connection):
        return ()
    return tuple(
        Ruling(
            kind="merge" if review.verdict == "merge" else "split",
            parts=tuple(tuple(now.get(one.anchor, one.claim) for one in part) for part in review.parts),
            reason=f"{review.reviewer} decided so: {review.reason}",
        )
        for review in _of(connection, now, _OF_EVENTS, at)
        if review.holds
    )


def of_events(connection: Connection, anchors: Iterable[str], at: int | None = None) -> list[Review]:
    """Merges and splits that claims with these anchors were in, the first first."""
    return _of(connection, anchors, _OF_EVENTS, at) if _any(connection) else []


def log(connection: Connection, claim: str | None, limit: int, *, below: int | None = None, at: int | None = None) -> list[Review]:
    """Decisions, the last first; of one claim, by its id, when it is given; those `below` a number alone, where a page goes on."""
    chosen = select(_REVIEW.number).order_by(_REVIEW.number.desc()).limit(limit)
    if below is not None:
        chosen = chosen.where(_REVIEW.number < below)
    if at is not None:
        chosen = chosen.where(_REVIEW.learned <= at)
    if claim is not None:
        about = select(_ABOUT.review).where(_ABOUT.claim == claim)
        chosen = chosen.where(_REVIEW.number.in_(about) | _REVIEW.undoes.in_(about))
    return sorted(_told(connection, connection.execute(chosen).scalars().all(), at), key=lambda review: -review.number)


def review(connection: Connection, number: int) -> Review | None:
    """The decision with this number."""
    return next(iter(_told(connection, [number], None)), None)


def _is_alone(claim: Claim, among: Sequence[Claim]) -> bool:
    """Whether no other claim of the reading begins with the same words."""
    return sum(other.anchor == claim.anchor for other in among) <= 1


def _any(connection: Connection) -> bool:
    """Whether anything was decided at all: most ledgers have nothing to look for."""
    return bool(connection.execute(select(exists().where(_REVIEW.number > 0))).scalar())


def _by_claim(connection: Connection, claims: Iterable[str], at: int | None) -> list[Review]:
    """The decisions about claims by their ids as they were, the first first."""
    numbers: list[int] = []
    for chunk in _chunks(claims):
        about = select(_ABOUT.review).join(schema.reviews).where(_ABOUT.claim.in_(chunk), _REVIEW.verdict.in_(_OF_CLAIMS))
        numbers += connection.execute(about).scalars()
    return _told(connection, numbers, at)


def _of(connection: Connection, anchors: Iterable[str], verdicts: Sequence[str], at: int | None) -> list[Review]:
    """The decisions of some kinds about claims with these anchors, the first first."""
    numbers: list[int] = []
    for chunk in _chunks(anchors):
        about = select(_ABOUT.review).join(schema.reviews).where(_ABOUT.anchor.in_(chunk), _REVIEW.verdict.in_(verdicts))
        numbers += connection.execute(about).scalars()
    return _told(connection, numbers, at)


def _told(connection: Connection, numbers: Iterable[int], at: int | None) -> list[Review]:
    """Decisions by number, the first first, each marked whether it is undone."""
    wanted = sorted(set(numbers))
    gone = undone(_undoes(connection, wanted, at))
    parts: dict[int, dict[int, list[Reviewed]]] = defaultdict(lambda: defaultdict(list))
    found: list[Review] = []
    for chunk in _chunks(wanted):
        for row in connection.execute(select(schema.reviewed).where(_ABOUT.review.in_(chunk)).order_by(_ABOUT.review, _ABOUT.position)):
            parts[row.review][row.part].append(Reviewed(claim=row.claim, anchor=row.anchor))
        of = select(schema.reviews).where(_REVIEW.number.in_(chunk)).order_by(_REVIEW.number)
        for row in connection.execute(of if at is None else of.where(_REVIEW.learned <= at)):
            found.append(
                Review(
                    number=row.number,
                    verdict=row.verdict,
                    parts=tuple(tuple(parts[row.number][part]) for part in sorted(parts[row.number])),
                    undoes=row.undoes,
                    changes=None if row.correction is None else rows.whole(_changes, row.correction.encode()),
                    reviewer=row.reviewer,
                    reason=row.reason,
                    at=stamp(row.learned),
                    holds=row.number not in gone,
                )
            )
    return found


def _undoes(connection: Connection, numbers: Sequence[int], at: int | None) -> Iterator[tuple[int, int | None]]:
    """The undos of decisions, those of these undos, and so on: (number, what it undoes)."""
    waiting: Sequence[int] = numbers
    while waiting:
        met: list[int] = []
        for chunk in _chunks(waiting):
            of = select(_REVIEW.number, _REVIEW.undoes).where(_REVIEW.undoes.in_(chunk))
            for number, undoes in connection.execute(of if at is None else of.where(_REVIEW.learned <= at)):
                met.append(number)
                yield number, undoes
        waiting = met


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(set(values))
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))
