"""Clusters as people decided: events that are one, and claims that tell of another event than was thought."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportedly.link.block import position
from reportedly.link.cluster import Cluster, event_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.model.event import Told
    from reportedly.model.review import Ruling


def ruled(clusters: Sequence[Cluster], told: Sequence[Told], rulings: Sequence[Ruling]) -> tuple[Cluster, ...]:
    """The clusters with what was decided of them, in the order that it was decided in: the last word holds.

    Claims that are not here are passed over. An event that a decision made has the id of its earliest claim, as every event.
    """
    by_id = {one.claim.id: one for one in told}
    found = list(clusters)
    for ruling in rulings:
        here = [frozenset(claim for claim in part if claim in by_id) for part in ruling.parts]
        found = _merged(found, here, by_id, ruling.reason) if ruling.kind == "merge" else _split(found, here[0], by_id, ruling.reason)
    return tuple(sorted(found, key=lambda item: item.id))


def _merged(clusters: list[Cluster], parts: Sequence[frozenset[str]], by_id: Mapping[str, Told], reason: str) -> list[Cluster]:
    """One cluster of those that hold a claim of any part."""
    every = frozenset().union(*parts)
    touched = [item for item in clusters if every & set(item.claims)]
    if len(touched) < 2:
        return clusters
    inside = [claim for item in touched for claim in item.claims]
    reasons = (*(why for item in touched for why in item.reasons), reason)
    return [*(item for item in clusters if item not in touched), _made(inside, touched, by_id, reasons)]


def _split(clusters: list[Cluster], leaving: frozenset[str], by_id: Mapping[str, Told], reason: str) -> list[Cluster]:
    """Of each cluster that holds claims that leave and others, two."""
    found: list[Cluster] = []
    for item in clusters:
        going = [claim for claim in item.claims if claim in leaving]
        staying = [claim for claim in item.claims if claim not in leaving]
        if going and staying:
            found += (_made(some, [item], by_id, (*item.reasons, reason)) for some in (going, staying))
        else:
            found.append(item)
    return found


def _made(claims: Sequence[str], of: Sequence[Cluster], by_id: Mapping[str, Told], reasons: Sequence[str]) -> Cluster:
    """The cluster of these claims, which were in those clusters."""
    told = sorted((by_id[claim] for claim in claims), key=position)
    types = Counter(one.claim.event_type for one in told)
    largest = max(of, key=lambda item: (len(item.claims), item.id))
    kind = largest.event_type if types[largest.event_type] else min(types, key=lambda name: (-types[name], name))
    return Cluster(
        id=event_id(told[0]),
        event_type=kind,
        aggregate=largest.aggregate,
        background=largest.background,
        claims=tuple(one.claim.id for one in sorted(told, key=lambda one: (one.published or "", one.claim.id))),
        reasons=tuple(sorted(set(reasons))),
        wholes=tuple(sorted({whole for item in of for whole in item.wholes})),
    )
