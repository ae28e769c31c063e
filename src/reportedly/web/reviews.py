"""The queue of claims that wait for somebody, what somebody decides, and the log of decisions."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta

from reportedly.errors import LedgerError
from reportedly.export import Column
from reportedly.ingest.events import link
from reportedly.ledger import decisions
from reportedly.ledger.append.reviews import Decision
from reportedly.ledger.append.reviews import review as append
from reportedly.model.review import Review, Verdict
from reportedly.sheets import ClaimLine, claim_line
from reportedly.web import asks, cursors, forms
from reportedly.web.items import Listed, Sheet
from reportedly.web.names import nowhere

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.ledger.records import ClaimRow
    from reportedly.model import Party
    from reportedly.web.desk import Desk

WINDOW = 1_000
"""Claims among which the queue looks for doubtful ones, the last learned of those that fit: opened in some 100 ms."""

_Place = tuple[bool, bool, float, str]
_Id = Annotated[str, Meta(min_length=16, max_length=16)]


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in the queue, and why it is there. `certainty` puts claims in order; it is no probability."""

    claim: ClaimLine
    why: tuple[str, ...]
    certainty: float
    disputed: bool
    contradicted: tuple[str, ...]


class Decided(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody decides, as `Review` has it. `changes` is a JSON merge patch of the claim (RFC 7396)."""

    verdict: Verdict
    reviewer: str
    reason: str = ""
    parts: tuple[tuple[_Id, ...], ...] = ()
    undoes: int | None = None
    changes: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a claim that readers often get wrong: its weight, how it is said, and how it is told."""

    weight: float
    words: str
    is_in: Callable[[ClaimRow], bool]


def _parties(row: ClaimRow) -> Iterator[Party]:
    yield from (*row.claim.actors, *row.claim.recipients)


DOUBTS: tuple[Doubt, ...] = (
    Doubt(0.4, "who says it is left open", lambda row: row.claim.speaker is not None and not row.claim.speaker.resolved),
    Doubt(0.3, "who acts or is acted upon is left open", lambda row: any(not party.resolved for party in _parties(row))),
    Doubt(0.3, "either of several parties", lambda row: any(party.any_of for party in _parties(row))),
    Doubt(0.3, "the place's name means several places", lambda row: row.claim.place is not None and (row.claim.place.score or 1.0) < 0.5),
    Doubt(0.2, "no party acts and none is acted upon", lambda row: not row.claim.actors and not row.claim.recipients),
    Doubt(0.2, "dead and wounded in one number", lambda row: row.claim.casualties is not None),
    Doubt(0.2, "the days of publication disagree", lambda row: (row.report.dates.apart or 0) > 2),
    Doubt(0.1, "no place", lambda row: row.claim.place is None),
    Doubt(0.1, "no day", lambda row: row.claim.time is None or row.claim.time.start is None),
    Doubt(0.1, "of no type of its own", lambda row: row.claim.event_type == "STATUS"),
)
"""Weights by judgement: who speaks and acts is what readers get wrong most, then places, then times. No fit, and no probability."""


QUEUE_SHEET: Sheet[Waiting] = Sheet(
    lambda row: row,
    (
        Column("claim_id", "the claim", lambda row: row.claim.claim.id),
        Column("why", "why it waits", lambda row: "; ".join(row.why)),
        Column("certainty", "0 to 1: an order, no probability", lambda row: row.certainty, "number"),
        Column("disputed", "yes where people decided otherwise than each other", lambda row: "yes" if row.disputed else "no"),
        Column("contradicted", "ids of the claims that contradict it", lambda row: "; ".join(row.contradicted)),
        Column("words", "the quoted words, all spans", lambda row: " […] ".join(span.text for span in row.claim.claim.spans)),
    ),
    nowhere,
)
LOG_SHEET: Sheet[Review] = Sheet(
    lambda row: row,
    (
        Column("number", "what the ledger counts it as", lambda row: row.number, "integer"),
        Column("verdict", "accept, correct, reject, merge, split or undo", lambda row: row.verdict),
        Column(
            "claims", "ids of the claims; parts by bars", lambda row: " | ".join("; ".join(o.claim for o in part) for part in row.parts)
        ),
        Column("undoes", "the decision that it undoes", lambda row: row.undoes, "integer"),
        Column(
            "changes", "what a correction makes otherwise, as JSON", lambda row: forms.json(row.changes).decode() if row.changes else None
        ),
        Column("reviewer", "who decided", lambda row: row.reviewer),
        Column("reason", "why", lambda row: row.reason),
        Column("at", "when, UTC", lambda row: row.at),
        Column("holds", "no once it is undone, or decided otherwise since", lambda row: "yes" if row.holds else "no"),
    ),
    nowhere,
)


def queue(desk: Desk, ask: asks.Queue) -> Listed[Waiting]:
    """Claims that wait for somebody: those on which people disagree, then those that others contradict, then the doubtful ones."""
    through, after = cursors.place(ask.cursor, ask, tuple[cursors.Number, _Place]) or (None, None)
    limit = asks.rows(ask.limit, ask.format)
    newest = decisions.newest(desk.ledger, asks.filters(ask), WINDOW, through)
    rows = {row.claim.id: row for row in newest}
    if not asks.is_filtered(ask):
        rows |= {row.claim.id: row for row in decisions.disputed(desk.ledger, ask.as_of)}
    against = decisions.gainsaid(desk.ledger, list(rows), ask.as_of)
    waiting = [_waiting(row, against.get(name, ())) for name, row in rows.items() if _is_asked(row, ask.state)]
    left = sorted((one for one in waiting if after is None or _place(one) > after), key=_place)
    first = through if through is not None else newest[0].number if newest else 0
    more = cursors.written((first, _place(left[limit - 1])), ask) if len(left) > limit else None
    return Listed(left[:limit], more, ask.as_of)


def log(desk: Desk, ask: asks.Log) -> Listed[Review]:
    """What was decided, the last first."""
    below, limit = cursors.place(ask.cursor, ask, cursors.Number), asks.rows(ask.limit, ask.format)
    found = decisions.log(desk.ledger, ask.claim, limit + 1, below=below, as_of=ask.as_of)
    more = cursors.written(found[limit - 1].number, ask) if len(found) > limit else None
    return Listed(found[:limit], more, ask.as_of)


def decide(desk: Desk, _: asks.Ask, body: Decided) -> Review:
    """Keep what somebody decides; the events that it touches are made anew before this answers."""
    kept = append(
        desk.pen,
        Decision(
            verdict=body.verdict,
            reviewer=body.reviewer,
            reason=body.reason,
            parts=body.parts,
            undoes=body.undoes,
            changes=body.changes,
        ),
    )
    with suppress(LedgerError):  # it is kept: whoever links next takes it up
        next(iter(link(desk.pen, settings=desk.settings)), None)  # one batch: what somebody decided goes first, a backlog is for `add`
    return kept


def _place(one: Waiting) -> _Place:
    """Where it stands in the queue: what is decided meanwhile moves nothing."""
    return not one.disputed, not one.contradicted, one.certainty, one.claim.claim.id


def _waiting(row: ClaimRow, against: tuple[str, ...]) -> Waiting:
    """A claim with why it waits."""
    doubts = [doubt for doubt in DOUBTS if doubt.is_in(row)]
    certainty = 1.0
    for doubt in doubts:
        certainty *= 1 - doubt.weight
    disputed = row.standing is not None and row.standing.disputed
    why = [*(["people decided otherwise than each other"] if disputed else []), *(["others contradict it"] if against else [])]
    return Waiting(
        claim=claim_line(row),
        why=(*why, *(doubt.words for doubt in doubts)),
        certainty=round(certainty, 3),
        disputed=disputed,
        contradicted=against,
    )


def _is_asked(row: ClaimRow, state: str) -> bool:
    """Whether a claim is in the part of the queue that is asked for."""
    decided = row.standing is not None and row.standing.verdict is not None
    return state == "all" or decided == (state == "decided")
