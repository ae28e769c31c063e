"""Whose words a claim ultimately is, over many reports: copies descend from what they copy, people from the side they speak for.

An independence graph in two steps. First every claim has a voice of its own report (`voices`); then a claim in a copied stretch, or passed
on by name, takes the descent of the claim that it repeats, so that a chain of copies ends at the first. Both depend on the set of
claims, never on their order, and take time linear in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.link.origins import origins
from reportedly.link.repeats import repeated
from reportedly.link.sides import Sides
from reportedly.link.voices import Spoken, is_own, spoken
from reportedly.model.event import Descent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.link.copies import Copied
    from reportedly.link.repeats import Repeat
    from reportedly.model.event import Lineage, Told


def descend(told: Sequence[Told], copied: Mapping[str, Sequence[Copied]]) -> tuple[tuple[Lineage, ...], tuple[Descent, ...]]:
    """The lineages of claims, by name, and how each claim comes from its own, by publication and id. `copied`: by report id.

    The wider the set, the more it knows: who speaks for whom is told by all reports together.
    """
    ordered = sorted({item.claim.id: item for item in told}.values(), key=lambda item: (item.published or "9999", item.claim.id))
    sides = Sides(ordered)
    voices = {item.claim.id: spoken(item, sides) for item in ordered}
    repeats = repeated(ordered, copied, voices)
    work = _Work({item.claim.id: item for item in ordered}, voices, repeats)
    descents = tuple(_descent(item, work) for item in ordered)
    known = {spoken.lineage.id: spoken.lineage for spoken in voices.values()}
    known |= {repeat.voice.id: repeat.voice for repeat in repeats.values() if repeat.voice is not None}
    used = {descent.lineage for descent in descents}
    return tuple(sorted((known[one] for one in used), key=lambda one: (one.name, one.id))), descents


@dataclass(frozen=True, slots=True)
class _Work:
    told: Mapping[str, Told]
    voices: Mapping[str, Spoken]
    repeats: Mapping[str, Repeat]


def _descent(item: Told, work: _Work) -> Descent:
    """A claim's descent: its own voice's, or that of the first of those it repeats one after the other."""
    claim = item.claim.id
    reasons: list[str] = []
    seen = [claim]
    at, voice = claim, work.voices[claim].lineage
    while (repeat := work.repeats.get(at)) is not None:
        if at == claim:
            reasons.append(repeat.reason)
        if repeat.claim is None:
            voice = repeat.voice if repeat.voice is not None and is_own(work.told[at]) else voice
            break
        if repeat.claim in seen:  # reports of one day that credit each other round: the least id stands for all of them
            at = min(seen[seen.index(repeat.claim) :])
            voice = work.voices[at].lineage
            break
        seen.append(repeat.claim)
        at, voice = repeat.claim, work.voices[repeat.claim].lineage
    first = work.repeats.get(claim)
    return Descent(
        claim=claim,
        report=item.report,
        outlet=item.outlet,
        lineage=voice.id,
        copies=first.claim if first else None,
        reasons=(*reasons, work.voices[at].reason),
    )


__all__ = ["descend", "origins"]
