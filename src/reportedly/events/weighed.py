"""What was found of an event before it is judged and told: each part of the record that status, grades and sentence rest on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.compare import family
from reportedly.events.contest import clashes
from reportedly.events.heard import key
from reportedly.events.questions import questions
from reportedly.events.sides import Names, sides
from reportedly.events.speakers import speakers
from reportedly.events.tolls import tolls
from reportedly.events.where_when import place_of, when, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.events.contest import Clash
    from reportedly.events.heard import Known
    from reportedly.model.event import EventToll, Origins, Question, Side, Speaker, When, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The claims with their voices, the names of the camps, and what is told, contradicted and counted.

    `kinds` are the event types, that of most voices first.
    """

    known: Known
    names: Names
    kinds: tuple[str, ...]
    event_type: str
    origins: Origins
    sides: tuple[Side, ...]
    where: Where | None
    when: When | None
    tolls: tuple[EventToll, ...]
    clashes: tuple[Clash, ...]
    questions: tuple[Question, ...]
    speakers: tuple[Speaker, ...]


def weigh(known: Known, origins: Origins, event_type: str | None, *, aggregate: bool) -> Weighed:
    """Everything that is judged, in the order in which one part rests on another."""
    names = Names(known)
    parties = sides(known, names)
    kinds = _types(known, parties)
    counted = tolls(known, names, aggregate=aggregate)
    found = clashes(known, names, counted)
    kind = event_type or kinds[0]
    return Weighed(
        known=known,
        names=names,
        kinds=kinds,
        event_type=kind,
        origins=origins,
        sides=parties,
        where=where(known),
        when=when(known, kind),
        tolls=counted,
        clashes=found,
        questions=questions(known, names, found, place_of(known)),
        speakers=speakers(known, names, parties),
    )


def _types(known: Known, parties: Sequence[Side]) -> tuple[str, ...]:
    """The event types of the claims, those of most voices first, a mere state of things last."""
    voiced = Counter(kind for kind, _ in {(h.claim.event_type, key(h.voice)) for h in known.heard})
    claimed = Counter(h.claim.event_type for h in known.heard)
    ordered = sorted(voiced, key=lambda kind: (kind == "STATUS", -voiced[kind], -claimed[kind], kind))
    if family(ordered[0]) == "force" and "FIGHT" in ordered and len([side for side in parties if side.role == "both"]) > 1:
        ordered.sort(key=lambda kind: kind != "FIGHT")  # an attack told by both sides is a fight
    return tuple(ordered)
