"""How many independent origins claims have: not how many outlets carry them, nor how many voices are heard.

What counts, and where. A side, body or named person that is quoted counts from `low` on, as does an outlet that was there (its report
opens with a dateline) or an agency. From `best` on: people without a name whom an outlet heard itself, what another outlet is
cited for, and hearsay that nobody with a name says too. Only in `high`: people without a name whom another outlet passes on, hearsay
that is said by others too, and outlets that may only sum up what others say. Never: copies, an outlet's own doubts
("could not be verified"), agencies that are not named. Where nothing else counts the outlets do, and some origin there is always.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportedly.compare import telling
from reportedly.compare.kinds import compare_kinds
from reportedly.link.voices import HEARSAY, is_hearsay, is_own, is_unnamed, local_name
from reportedly.model.event import Origins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.model.event import Descent, Lineage, Told

_Rank = Literal["low", "best", "high", "never"]
_RANKS: tuple[_Rank, ...] = ("low", "best", "high", "never")


def origins(told: Sequence[Told], lineages: Sequence[Lineage], descents: Sequence[Descent]) -> Origins:
    """How many outlets and how many independent origins these claims have; claims without a descent are left out."""
    by_claim = {descent.claim: descent for descent in descents}
    known = {lineage.id: lineage for lineage in lineages}
    items = [item for item in told if item.claim.id in by_claim]
    first = [item for item in items if by_claim[item.claim.id].copies is None] or items
    ranks: dict[str, tuple[_Rank, str]] = {}
    for item in first:
        lineage = known[by_claim[item.claim.id].lineage]
        found = _rank(item, lineage, first)
        if lineage.id not in ranks or _RANKS.index(found[0]) < _RANKS.index(ranks[lineage.id][0]):
            ranks[lineage.id] = found
    return _counted(items, {known[one].name: found for one, found in ranks.items()}, len(items) - len(first))


def _counted(items: Sequence[Told], ranks: Mapping[str, tuple[_Rank, str]], copies: int) -> Origins:
    of = {rank: sorted(name for name, (found, _) in ranks.items() if found == rank) for rank in _RANKS}
    low, best, high = of["low"], [*of["low"], *of["best"]], [*of["low"], *of["best"], *of["high"]]
    if not best:
        best = of["high"]
    reasons = [f"{name}: {reason}" for name, (_, reason) in sorted(ranks.items())]
    if copies:
        reasons.append(f"{copies} of {len(items)} claims repeat others and count for nothing")
    return Origins(
        outlets=len({telling(item.outlet) or item.report for item in items}),
        low=min(max(len(low), 1 if items else 0), max(len(best), 1)),
        best=max(len(best), 1 if items else 0),
        high=max(len(high), 1 if items else 0),
        lineages=tuple(sorted(best)),
        reasons=tuple(reasons),
    )


def _rank(item: Told, lineage: Lineage, among: Sequence[Told]) -> tuple[_Rank, str]:
    """From which count on a claim makes its lineage an origin, and why."""
    if lineage.voice == "unknown":
        return "never", "which agency is unknown, and it may be any of the others"
    if lineage.voice != "speaker" or is_own(item):
        return _rank_outlet(item, lineage)
    if lineage.name == HEARSAY:
        return _rank_hearsay(item, among)
    if lineage.name == local_name(item):
        if item.claim.relays:
            return "high", "people without a name, passed on by another outlet: they may be anyone's"
        return "best", "people without a name whom the outlet heard itself"
    return "low", "quoted by name"


def _rank_outlet(item: Told, lineage: Lineage) -> tuple[_Rank, str]:
    if not is_own(item):
        return "best", "another outlet is cited for it"
    if item.claim.stance == "hedged":
        return "never", "an outlet's own doubt tells nothing of its own"
    if item.dateline or lineage.voice == "agency":
        return "low", "an outlet that was there, or an agency, in its own voice"
    return "high", "an outlet in its own voice, which may only sum up what others say"


def _rank_hearsay(item: Told, among: Sequence[Told]) -> tuple[_Rank, str]:
    others = [other for other in among if not is_own(other) and not is_hearsay(other) and not is_unnamed(other)]
    said = any(other.claim.stance == "asserted" and compare_kinds(item.claim, other.claim).holds for other in others)
    if said or item.claim.event_type == "STATUS":
        return "high", "hearsay of what others say too"
    return "best", "hearsay that nobody with a name says too"
