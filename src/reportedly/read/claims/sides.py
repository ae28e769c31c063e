"""The two sides of a report of fighting, when it has two."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Party
    from reportedly.read.actors.actors import Parties
    from reportedly.read.events.units import Unit

WEIGHT = {"FIGHT": 3.0, "ASSAULT": 1.0, "TERRITORY": 1.0}
"""A part in the fighting counts three, in any other use of force one; without a name a third of that."""
MENTION = 0.25
"""Being named counts a little: it decides among parties that fight as often."""
OFTEN = 6.0
"""Two fights against each other show who the sides are; more add nothing."""
_FEW = 6  # parties of one happening that are paired: more are a list of victims, and pairs grow with the square
NEUTRAL = frozenset({"media", "health", "un", "ngo", "monitor", "expert", "witness", "object", "religious", "civil_society"})
"""Kinds that take no side in fighting."""


def sides(parties: Parties, units: Sequence[Unit], places: frozenset[tuple[int, int]]) -> tuple[str, ...]:
    """The two parties that the report shows fighting each other most; empty when no two do. `places` are (passage, token)."""
    counts: dict[str, float] = defaultdict(float)
    against: dict[tuple[str, ...], float] = defaultdict(float)
    for unit in units:
        weight = WEIGHT.get(unit.happening.event_type, 0.0)
        if not weight:
            continue
        acting, undergoing = (
            _fighting(parties, unit.happening.passage, heads, places) for heads in (unit.happening.actors, unit.happening.recipients)
        )
        for party in (*acting, *undergoing):
            counts[party.name] += weight if party.name[:1].isupper() else weight / 3
        mutual = acting[:_FEW] if unit.happening.event_type == "FIGHT" else []
        for a, b in (*product(acting[:_FEW], undergoing[:_FEW]), *combinations(mutual, 2)):
            if a.name != b.name:
                against[tuple(sorted((a.name, b.name)))] += weight
    for mention in parties.mentions:
        name = parties.clusters[mention.cluster].canonical
        if name in counts or (not mention.person and parties.kind(name) == "belligerent"):
            counts[name] += MENTION
    for person in (cluster.canonical for cluster in parties.clusters if cluster.person):
        counts.pop(person, None)
    opposed = {names: often for names, often in against.items() if all(name in counts for name in names)}
    if not opposed and _speaks_of_sides(parties):
        top = sorted(counts, key=lambda name: -counts[name])[:2]
        return tuple(top) if len(top) == 2 else ()
    pair = max(sorted(opposed), key=lambda names: min(opposed[names], OFTEN) * sum(counts[n] for n in names), default=())
    return tuple(sorted(pair, key=lambda name: -counts[name]))


def _speaks_of_sides(parties: Parties) -> bool:
    """Whether the report has words for one side as the other sees it, or for both together."""
    return any(token.lemma_.lower() in MUTUAL for passage in parties.passages for token in passage.doc)


MUTUAL = frozenset({"side", "enemy", "rival", "foe", "opposing", "attacker", "invader", "adversary"})


def _fighting(parties: Parties, passage: int, heads: Sequence[int], places: frozenset[tuple[int, int]]) -> list[Party]:
    return [p for t in heads if (passage, t) not in places for p in parties.every(passage, t) if _may_fight(p)]


def _may_fight(party: Party) -> bool:
    if not party.resolved or party.kind in NEUTRAL or party.name.lower() in ("side", "sides"):
        return False
    return party.name[:1].isupper() or party.kind == "belligerent"
