"""Claims to clusters, each the claims of one event: the ties between pairs, taken from the strongest on, as long as the wholes agree.

A tie joins two clusters only if everything that is in them can be one event: of one standing, in one division, within days, on one day
where days are named, with sides in common. So one wrong tie cannot chain two events. The result depends on which claims and relations there
are, never on their order: ties are taken in a canonical order, and ids digest claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reportedly import codec
from reportedly.link.apart import apart
from reportedly.link.block import by_order, pairs
from reportedly.link.ties import Tie, tie
from reportedly.link.traits import UNDATED
from reportedly.link.wholes import Whole, holds_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportedly.link.traits import Traits
    from reportedly.model import Relation
    from reportedly.model.event import Told

RELATED = frozenset({"repeats", "same", "updates", "corroborates", "contradicts"})
"""Relations of claims that speak of one happening."""


class Cluster(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The claims of one event, by publication, then id. `id` digests the earliest; `wholes` are ids of aggregates that count it too."""

    id: str
    event_type: str
    aggregate: bool
    background: bool
    claims: tuple[str, ...]
    reasons: tuple[str, ...]
    wholes: tuple[str, ...] = ()


def cluster(told: Sequence[Told], relations: Sequence[Relation]) -> tuple[Cluster, ...]:
    """The clusters of these claims, by their earliest claim. A function of the set of claims and relations."""
    claims = by_order(told)
    owner = {claim.id: Whole.of(claim) for claim in claims}
    for one, other, found in _ties(claims, relations):
        ours, theirs = owner[one.id], owner[other.id]
        if ours is theirs or not ours.agrees(theirs, found):
            continue
        larger, smaller = (ours, theirs) if len(ours.claims) >= len(theirs.claims) else (theirs, ours)
        larger.take(smaller, found)
        owner.update((claim.id, larger) for claim in smaller.claims)
    wholes = {id(whole): whole for whole in owner.values()}
    return _named(list(wholes.values()))


def _ties(claims: Sequence[Traits], relations: Sequence[Relation]) -> Iterator[tuple[Traits, Traits, Tie]]:
    """Pairs that something ties together and nothing keeps apart, the strongest first, in an order that is a function of the set."""
    by_id = {claim.id: claim for claim in claims}
    found = [(one, other, held) for one, other in pairs(claims) if apart(one, other) is None and (held := tie(one, other))]
    found += _related(by_id, relations)
    found.sort(key=lambda item: (-item[2].strength, item[2].gap, -item[2].overlap, item[0].order, item[1].order))
    yield from found


def _related(by_id: Mapping[str, Traits], relations: Sequence[Relation]) -> Iterator[tuple[Traits, Traits, Tie]]:
    """What relations tie together, where nothing keeps the two apart."""
    for relation in relations:
        ends = [by_id.get(relation.from_id), by_id.get(relation.to_id)]
        if relation.kind not in RELATED or ends[0] is None or ends[1] is None:
            continue
        one, other = sorted((end for end in ends if end is not None), key=lambda claim: claim.order)
        if apart(one, other) is None:
            yield one, other, Tie(1, 0, 0.0, f"one {relation.kind} the other")


def _named(wholes: list[Whole]) -> tuple[Cluster, ...]:
    """Clusters of the wholes, with ids, each with the aggregates that count it."""
    ids = {id(whole): event_id(whole.first.told) for whole in wholes}
    totals = [whole for whole in wholes if whole.standing == "aggregate"]
    found = [
        Cluster(
            id=ids[id(whole)],
            event_type=whole.event_type,
            aggregate=whole.standing == "aggregate",
            background=whole.standing == "background",
            claims=tuple(claim.id for claim in sorted(whole.claims, key=lambda claim: (claim.told.published or UNDATED, claim.id))),
            reasons=tuple(sorted(whole.reasons)),
            wholes=tuple(sorted(ids[id(total)] for total in totals if holds_part(total, whole))),
        )
        for whole in wholes
    ]
    return tuple(sorted(found, key=lambda item: item.id))


def event_id(earliest: Told) -> str:
    """The id of the event whose earliest claim this is, by publication day, then anchor, then id.

    Both digest: one span may tell of two events, and so two claims may have one anchor.
    """
    return codec.digest("event", earliest.published or "", earliest.claim.anchor, earliest.claim.id)
