"""What is disputed of an event: rival claims side by side, with the reasons why both cannot be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.events.versions import figure
from reportedly.model.event import Dispute, Stand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.model.event import Event, EventToll, TollLine


def disputes(event: Event) -> tuple[Dispute, ...]:
    """The disputes of an event, tolls first, a dispute a topic and group of people; empty where nothing is contradicted."""
    found = [_of_toll(toll, event) for toll in event.tolls if toll.measure in event.disputed]
    asked = [
        Dispute(
            event=event.id,
            sentence=event.sentence,
            topic=question.topic,
            words=question.words,
            stands=question.stands,
            reasons=_reasons(question.stands, event),
        )
        for question in event.questions
        if question.disputed
    ]
    return (*(dispute for dispute in found if dispute.reasons), *asked)


def _of_toll(toll: EventToll, event: Event) -> Dispute:
    stands = (*(_figures(line) for line in toll.lines), *_denials(toll, event))
    done = "killed or wounded" if toll.measure == "casualties" else toll.measure
    whose, at = f" of {toll.of}" if toll.of else "", f" at {toll.place}" if toll.place else ""
    return Dispute(
        event=event.id,
        sentence=event.sentence,
        topic=toll.measure,
        words=f"How many were {done}{whose}{at}?",
        stands=stands,
        reasons=_reasons(stands, event),
    )


def _figures(line: TollLine) -> Stand:
    """What a lineage counts: its figures in force, with every claim that it made on the way."""
    days = [version.as_of for version in line.versions if version.as_of]
    return Stand(
        answer=figure(line),
        lineage=line.lineage,
        name=line.name,
        first=min(days, default=None),
        last=max(days, default=None),
        claims=tuple(claim for version in line.versions for claim in version.claims),
        copies=tuple(claim for version in line.versions for claim in version.copies),
    )


def _denials(toll: EventToll, event: Event) -> Iterable[Stand]:
    """Who denies a figure without giving one."""
    voices = {lineage.id: lineage for lineage in event.lineages}
    spoken = {descent.claim: voices.get(descent.lineage) for descent in event.descents}
    for item in toll.set_aside:
        voice = spoken.get(item.claim)
        if voice is not None and item.reason.startswith("denied: the figure"):
            name = voice.camp or voice.name
            yield Stand(answer="not that many", lineage=voice.id, name=name, first=None, last=None, claims=(item.claim,))


def _reasons(stands: Sequence[Stand], event: Event) -> tuple[str, ...]:
    """Why: the reasons of the contradictions among the claims of the stands."""
    claims = {claim for stand in stands for claim in stand.claims}
    among = (link for link in event.links if link.kind == "contradicts" and link.from_id in claims and link.to_id in claims)
    return tuple(dict.fromkeys(reason for link in among for reason in link.reasons))
