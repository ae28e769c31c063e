"""What the claims of an event contradict each other about, and which contradictions still stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportedly.compare import MEASURES, family, is_denied
from reportedly.events.heard import called, key
from reportedly.events.sides import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.events.heard import Heard, Known
    from reportedly.events.sides import Names
    from reportedly.model import Claim, Toll
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


def clashes(known: Known, names: Names, tolls: Iterable[EventToll]) -> tuple[Clash, ...]:
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
        topic = topic_of(later.claim, earlier.claim, names)
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


def topic_of(one: Claim, other: Claim, names: Names) -> Topic:
    """What two contradictory claims are about: what both count, who holds a place, who did it, or whether it happened at all.

    A denial of the losses of a side is about their number; a denial of a deed, by naming the same doer, about who did it.
    """
    counted = _counted(one, other)
    if counted is not None:
        return counted
    if "control" in (family(one.event_type), family(other.event_type)):
        return "control"
    ours, theirs = names_of(one.actors, names), names_of(other.actors, names)
    denial = is_denied(one) != is_denied(other)
    force = family(one.event_type) == family(other.event_type) == "force"
    if force and (ours or theirs) and (set(ours) & set(theirs) if denial else set(ours) != set(theirs)):
        return "responsibility"  # "an army mortar" against "a mine" too, where one names nobody
    return "outcome"


def _counted(one: Claim, other: Claim) -> Topic | None:
    """The measure that the two are about: one that both count, first one whose numbers are apart; or a side's losses that one denies."""
    both = [measure for measure in MEASURES if getattr(one, measure) is not None and getattr(other, measure) is not None]
    apart = [measure for measure in both if _apart(getattr(one, measure), getattr(other, measure))]
    either = [[measure for measure in MEASURES if getattr(claim, measure) is not None] for claim in (one, other)]
    if both or all(either):
        return (apart or both or either[0])[0]  # type: ignore[return-value]
    fight = "FIGHT" in (one.event_type, other.event_type)
    if fight and is_denied(one) != is_denied(other) and any(either):
        return (either[0] or either[1])[0]  # type: ignore[return-value]
    return None


def _apart(a: Toll, b: Toll) -> bool:
    """Whether no number fits both."""
    if a.low is None or b.low is None:
        return False
    return (a.high is not None and b.low > a.high) or (b.high is not None and a.low > b.high)
