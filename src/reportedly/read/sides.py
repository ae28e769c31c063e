"""The two sides of a report of fighting, when it has two."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Party
    from reportedly.read.actors import Parties
    from reportedly.read.units import Unit

WEIGHT = {"FIGHT": 3.0, "ASSAULT": 1.0, "TERRITORY": 1.0}
"""A part in the fighting counts three, in any other use of force one; without a name a third of that."""
MENTION = 0.25
"""Being named counts a little: it decides among parties that fight as often."""
NEUTRAL = frozenset({"media", "health", "un", "ngo", "monitor", "expert", "witness", "object", "religious", "civil_society"})
"""Kinds that take no side in fighting."""


def sides(parties: Parties, units: Sequence[Unit], places: frozenset[tuple[int, int]]) -> tuple[str, ...]:
    """The two parties that the report shows fighting most; empty when there are not two. `places` are (passage, token)."""
    counts: dict[str, float] = defaultdict(float)
    for unit in units:
        weight = WEIGHT.get(unit.happening.event_type, 0.0)
        heads = (*unit.happening.actors, *unit.happening.recipients) if weight else ()
        for token in heads:
            if (unit.happening.passage, token) not in places:
                for party in parties.every(unit.happening.passage, token):
                    if _may_fight(party):
                        counts[party.name] += weight if party.name[:1].isupper() else weight / 3
    for mention in parties.mentions:
        name = parties.clusters[mention.cluster].canonical
        if name in counts or (not mention.person and parties.kind(name) == "belligerent"):
            counts[name] += MENTION
    top = sorted(counts, key=lambda name: -counts[name])[:2]
    return tuple(top) if len(top) == 2 else ()


def _may_fight(party: Party) -> bool:
    if not party.resolved or party.kind in NEUTRAL or party.name.lower() in ("side", "sides"):
        return False
    return party.name[:1].isupper() or party.kind == "belligerent"
