"""Claims as linking sees them, made in a line. Names and places are invented."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from reportedly import link
from reportedly.link.traits import traits
from reportedly.model import Claim, Party, Place, Span, Time, Toll
from reportedly.model.event import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def party(name: str, **more: Any) -> Party:
    return Party(id=None, name=name, **more)


def parties(names: str) -> tuple[Party, ...]:
    """Parties of names with commas between."""
    return tuple(party(name.strip()) for name in names.split(",") if name.strip())


def place(name: str, admin1: str | None = "Litskar", country: str = "XA", **more: Any) -> Place:
    return Place(name=name, text=name, start=0, end=len(name), country=country, admin1=admin1, **more)


def days(start: str, end: str | None = None, precision: Any = "day") -> Time:
    return Time(start=start, end=end or start, precision=precision)


def killed(low: int, high: int | None = None, **more: Any) -> Toll:
    return Toll(low=low, high=low if high is None else high, **more)


def told(name: str, event_type: str = "ASSAULT", *, who: str = "", whom: str = "", words: str | None = None, **more: Any) -> Told:
    """A claim "r1.c2" of report r1, published on `published`, of its event `event` (its own unless given)."""
    report, evidence = name.partition(".")[0], words if words is not None else f"{name} told."
    fields: dict[str, Any] = {
        "id": name,
        "anchor": more.pop("anchor", name),
        "event": more.pop("event", name),
        "spans": (Span(start=0, end=len(evidence), text=evidence),),
        "event_type": event_type,
        "stance": "asserted",
        "actors": parties(who),
        "recipients": parties(whom),
    }
    published = more.pop("published", "2031-03-08")
    return Told(claim=Claim(**(fields | more)), report=report, outlet=None, published=published)


def connected(new: Iterable[Told], held: Iterable[Told]) -> list[Told]:
    """The new claims and those that ties connect with them, found by the keys that a ledger indexes."""
    by_key: dict[str, list[Told]] = defaultdict(list)
    for claim in held:
        for key in link.keys(claim):
            by_key[key].append(claim)
    found = {claim.claim.id: claim for claim in new}
    edge = list(found.values())
    while edge:
        one = edge.pop()
        for other in (claim for key in link.keys(one) for claim in by_key[key]):
            if other.claim.id not in found and link.is_tied(traits(one), traits(other)):
                found[other.claim.id] = other
                edge.append(other)
    return list(found.values())


def added(batches: Iterable[Sequence[Told]]) -> frozenset[link.Cluster]:
    """The clusters after the batches have come one by one, each with only what it is connected with clustered anew."""
    held: dict[str, Told] = {}
    clusters: dict[str, link.Cluster] = {}
    for batch in batches:
        held.update((claim.claim.id, claim) for claim in batch)
        for found in link.cluster(connected(batch, held.values()), ()):
            clusters.update((claim, found) for claim in found.claims)
    return frozenset(clusters.values())
