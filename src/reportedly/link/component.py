"""The claims that new claims can change the events of: what must be clustered anew when they come, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from reportedly.link.apart import apart
from reportedly.link.block import WINDOW
from reportedly.link.ties import tie
from reportedly.link.traits import Traits, traits
from reportedly.link.wholes import counts

if TYPE_CHECKING:
    from reportedly.model import Relation
    from reportedly.model.event import Told

Near = Callable[[Sequence["Told"]], Iterable["Told"]]
"""Claims to the claims that share a key (`link.keys`) or a relation with one of them, the nearest in time first. Asked once a round."""

MOST = 5_000
"""Claims of a component at most: one of the development stories has under a hundred. Beyond it the farthest in time stay as they are."""


def component(new: Sequence[Told], near: Near, *, relations: Sequence[Relation] = (), most: int = MOST) -> tuple[Told, ...]:
    """The new claims, those that could be of one event with them, and on from these whatever ties hold, by id.

    What is not in it shares no tie with what is, so that clustering it alone gives what clustering everything would give. Two bounds:
    claims more than `block.WINDOW` days apart are never compared, and at most `most` claims are taken, the nearest to the new ones in time
    first; events of claims beyond stay as they were until a claim comes nearer to them.
    """
    found = {told.claim.id: told for told in new}
    related = {frozenset((relation.from_id, relation.to_id)) for relation in relations}
    edge = list(found.values())
    while edge and len(found) < most:
        asked = [traits(told) for told in edge]
        fresh = {told.claim.id: told for told in near(edge) if told.claim.id not in found}
        reached = [(distance, told) for told in fresh.values() if (distance := _distance(traits(told), asked, related)) is not None]
        reached.sort(key=lambda item: (item[0], item[1].claim.id))
        edge = [told for _, told in reached[: most - len(found)]]
        found.update((told.claim.id, told) for told in edge)
    return tuple(found[name] for name in sorted(found))


def _distance(claim: Traits, asked: Iterable[Traits], related: set[frozenset[str]]) -> int | None:
    """Days to the nearest of the claims that it is tied to; None where it is tied to none."""
    tied = [abs(claim.day - other.day) for other in asked if _is_tied(claim, other) or frozenset((claim.id, other.id)) in related]
    return min(tied, default=None)


def _is_tied(a: Traits, b: Traits) -> bool:
    if counts(a, b) or counts(b, a):
        return True
    one, other = sorted((a, b), key=lambda claim: claim.order)
    return other.day - one.day <= WINDOW and apart(one, other) is None and tie(one, other) is not None
