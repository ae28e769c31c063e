"""What was found of an event before it is judged and told: each part of the record that status, grades and sentence rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.events.contest import Clash
    from reportedly.events.heard import Known
    from reportedly.events.sides import Names
    from reportedly.model.event import EventToll, Origins, Question, Speaker, When, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The claims with their voices, the names of the camps, and what is told, contradicted and counted."""

    known: Known
    names: Names
    event_type: str
    origins: Origins
    where: Where | None
    when: When | None
    tolls: tuple[EventToll, ...]
    clashes: tuple[Clash, ...]
    questions: tuple[Question, ...]
    speakers: tuple[Speaker, ...]
