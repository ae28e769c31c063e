"""What the claims of an event contradict each other about, and which contradictions still stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportedly.compare import MEASURES, family, is_denied, shared
from reportedly.events.heard import called, key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.events.heard import Heard, Known
    from reportedly.model import Toll
    from reportedly.model.event import EventToll

Topic = Literal["killed", "wounded", "casualties", "missing", "detained", "responsibility", "control", "outcome"]
TOPICS: tuple[Topic, ...] = ("killed", "wounded", "casualties", "missing", "detained", "responsibility", "control", "outcome")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two claims that cannot both be true: `later` and `earlier` of their relation, what it is about, and why."""

    topic: Topic
    later: Heard
    earlier: Heard
    reasons: tuple[str, ...]

    @property
    def voices(self) -> tuple[str, str]:
        """The two names, sorted."""
        one, other = sorted((called(self.later.voice), called(self.earlier.voice)))
        return one, other


def clashes(known: Known, tolls: Iterable[EventToll]) -> tuple[Clash, ...]:
    """The contradictions that stand. Those over a figure that no longer counts do not, nor does a voice's with itself."""
    gone = {
        claim
        for toll in tolls
        for line in toll.lines
        for version in line.versions
        if version.status in ("superseded", "denied")
        for claim in version.claims
    }
    found = []
    for relation in known.relations:
        if relation.kind != "contradicts":
            continue
        later, earlier = known.by_id[relation.from_id], known.by_id[relation.to_id]
        topic = topic_of(later, earlier)
        over = topic in MEASURES and {later.id, earlier.id} & gone
        if not over and key(later.voice) != key(earlier.voice):
            found.append(Clash(topic, later, earlier, relation.reasons))
    return tuple(found)


def contest(found: Iterable[Clash]) -> int:
    """How contested an event is: pairs of voices that contradict each other, each topic once, however often it is repeated."""
    return len({(clash.topic, clash.voices) for clash in found})


def disputed(found: Iterable[Clash]) -> tuple[Topic, ...]:
    """The topics that are disputed, in a fixed order."""
    topics = {clash.topic for clash in found}
    return tuple(topic for topic in TOPICS if topic in topics)


def topic_of(later: Heard, earlier: Heard) -> Topic:
    """What two contradictory claims are about: a measure that both count, who did it, who holds a place, or whether it happened."""
    one, other = later.claim, earlier.claim
    both = [measure for measure in MEASURES if getattr(one, measure) is not None and getattr(other, measure) is not None]
    apart = [measure for measure in both if _apart(getattr(one, measure), getattr(other, measure))]
    denial = is_denied(one) != is_denied(other)
    if both and (apart or denial):
        return (apart or both)[0]  # type: ignore[return-value]
    if "control" in (family(one.event_type), family(other.event_type)):
        return "control"
    accused = bool(one.actors or other.actors) and not (denial and _is_loss(one.killed, other.killed))
    force = "force" in (family(one.event_type), family(other.event_type))
    if force and accused and (denial or not shared(one.actors, other.actors)):
        return "responsibility"
    counted = [measure for measure in MEASURES if getattr(one, measure) is not None]
    if counted and any(getattr(other, measure) is not None for measure in MEASURES):
        return counted[0]  # type: ignore[return-value]
    return "outcome"


def _apart(a: Toll, b: Toll) -> bool:
    """Whether no number fits both."""
    if a.low is None or b.low is None:
        return False
    return (a.high is not None and b.low > a.high) or (b.high is not None and a.low > b.high)


def _is_loss(a: Toll | None, b: Toll | None) -> bool:
    return a is not None and b is not None
