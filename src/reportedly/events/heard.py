"""What an event's claims are to its record: whose voice each one is in the end, how they are linked, and what still stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reportedly.codec import digest
from reportedly.compare import is_denied
from reportedly.compare.kinds import UNFULFILLED
from reportedly.model.event import Lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.model import Claim, Relation, RelationKind
    from reportedly.model.event import Descent, Told

NEUTRAL = frozenset({"health", "monitor", "un", "ngo"})
"""Kinds of speakers that count without a stake in the fighting: hospitals, monitors, the United Nations, aid groups."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A claim and the voice it ultimately comes from. `copies` is the claim whose words it repeats, None for its own words."""

    told: Told
    voice: Lineage
    copies: str | None

    @property
    def claim(self) -> Claim:
        """What is said."""
        return self.told.claim

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.told.claim.id

    @property
    def day(self) -> str:
        """The day it was published, ISO; empty where unknown, which sorts first."""
        return self.told.published or ""

    @property
    def is_told(self) -> bool:
        """Whether it says that something happened: neither denied, planned nor demanded."""
        return not is_denied(self.claim) and self.claim.stance not in UNFULFILLED

    @property
    def is_neutral(self) -> bool:
        """Whether its voice is a neutral one, and nobody's camp."""
        return self.voice.kind in NEUTRAL and self.voice.camp is None


def key(voice: Lineage) -> str:
    """What makes two voices one in a record: the camp that they speak for, else the lineage itself."""
    return voice.id if voice.camp is None else f"camp {voice.camp}"


def called(voice: Lineage) -> str:
    """Under which name the record shows a voice: its camp's where it speaks for one."""
    return voice.camp or voice.name


class Known:
    """The claims of one event, the oldest first, and the relations among them."""

    def __init__(self, heard: Iterable[Heard], relations: Iterable[Relation]) -> None:
        """Relations to claims outside the event are left out."""
        self.heard: tuple[Heard, ...] = tuple(sorted(heard, key=lambda h: (h.day, h.id)))
        self.by_id = {h.id: h for h in self.heard}
        inside = {(r.from_id, r.to_id, r.kind): r for r in relations if r.from_id in self.by_id and r.to_id in self.by_id}
        self.relations: tuple[Relation, ...] = tuple(inside[edge] for edge in sorted(inside))

    @property
    def voices(self) -> tuple[Lineage, ...]:
        """The lineages that speak in the event, by name."""
        return tuple(sorted({h.voice.id: h.voice for h in self.heard}.values(), key=lambda voice: (voice.name, voice.id)))

    @cached_property
    def _order(self) -> dict[str, int]:
        return {h.id: i for i, h in enumerate(self.heard)}

    @cached_property
    def _ends(self) -> dict[tuple[str, str], frozenset[str]]:
        """By kind and later claim, the earlier ones."""
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for relation in self.relations:
            found[relation.kind, relation.from_id].add(relation.to_id)
        return {edge: frozenset(ends) for edge, ends in found.items()}

    def ends(self, kind: RelationKind, later: str) -> frozenset[str]:
        """The claims to which this one stands in the relation."""
        return self._ends.get((kind, later), frozenset())

    def links(self, kind: RelationKind, later: Iterable[str], earlier: Iterable[str]) -> bool:
        """Whether any of the later claims stands in the relation to any of the earlier ones."""
        to = frozenset(earlier)
        return any(not to.isdisjoint(self.ends(kind, one)) for one in later)

    def wholes(self, claim: str) -> tuple[Heard, ...]:
        """The claims of the event that this one is part of."""
        return tuple(self.by_id[whole] for whole in sorted(self.ends("part_of", claim)))

    def is_copy(self, h: Heard) -> bool:
        """Whether the claim only repeats the words of another report."""
        return h.copies is not None or bool(self.ends("repeats", h.id))

    def ids(self, heard: Iterable[Heard]) -> tuple[str, ...]:
        """Their ids, by publication, then by id, each once."""
        return tuple(sorted({h.id for h in heard}, key=self._order.__getitem__))


def hear(told: Sequence[Told], relations: Sequence[Relation], lineages: Sequence[Lineage], descents: Sequence[Descent]) -> Known:
    """The claims with their voices. A claim without a descent is its speaker's, or its outlet's, own."""
    voices = {lineage.id: lineage for lineage in lineages}
    descent = {d.claim: d for d in descents}
    heard = []
    for item in told:
        found = descent.get(item.claim.id)
        voice = voices.get(found.lineage) if found else None
        heard.append(Heard(told=item, voice=voice or _own(item), copies=found.copies if found else None))
    return Known(heard, relations)


def _own(told: Told) -> Lineage:
    speaker = told.claim.speaker
    if speaker is None or speaker.kind == "outlet":
        name = told.outlet or "unknown outlet"
        return Lineage(id=digest("outlet", name), name=name, voice="outlet", kind="outlet")
    return Lineage(id=digest("speaker", speaker.name), name=speaker.name, voice="speaker", kind=speaker.kind)
