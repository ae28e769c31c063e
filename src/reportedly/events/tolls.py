"""The tolls of an event: by measure and by whose they are, a line a lineage, and one range over all by one rule.

Figures in force span the range: neither superseded nor denied by their own lineage, no copies, nobody who is counted in a larger figure.
It is open where a lineage's last word is ("at least 12"). `best` is the latest figure of a neutral count (hospital, monitor, United
Nations, aid group); else a side's own figure of its losses that no rival counts; else None: of rival battle losses nobody knows the best.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reportedly.events.counts import BOTH, counts, scenes
from reportedly.events.heard import NEUTRAL
from reportedly.events.versions import lines
from reportedly.model.event import EventToll, SetAside, TollLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.events.counts import Count
    from reportedly.events.heard import Known
    from reportedly.events.sides import Names
    from reportedly.model.event import Version

_TOTAL = "an aggregate: it reaches back before the event"
_ORDER = ("killed", "wounded", "casualties", "missing", "detained")


def tolls(known: Known, names: Names, *, aggregate: bool = False) -> tuple[EventToll, ...]:
    """Every toll of the event. In an event that is no aggregate, a total that reaches back before the event is set aside."""
    found = counts(known, names)
    totals = frozenset() if aggregate else _totals(found)
    groups: defaultdict[tuple[str, str | None, str | None], list[Count]] = defaultdict(list)
    for count in found:
        groups[count.measure, count.of, count.part].append(count)
    made = []
    for group in groups.values():
        for scene in scenes(group, known):
            made.append(_toll(scene, found, known, totals))
    return tuple(sorted((toll for toll in made if toll.lines or toll.set_aside), key=_rank))


def _rank(toll: EventToll) -> tuple[int, bool, bool, int, str, str]:
    size = -max((number for one in toll.lines for number in (one.low, one.high) if number is not None), default=-1)
    return _ORDER.index(toll.measure), toll.subset, toll.place is not None, size, toll.of or "", toll.place or ""


def _toll(scene: Sequence[Count], every: Sequence[Count], known: Known, totals: frozenset[str]) -> EventToll:
    first = scene[0]
    kept = [c for c in scene if c.id not in totals]
    made, aside = lines(kept, known) if kept else ((), ())
    low, high = _span(made)
    best, basis = _best(first, made, every)
    return EventToll(
        measure=first.measure,
        of=first.part or first.of,
        subset=first.part is not None or first.place is not None,
        place=first.place,
        low=low,
        best=best,
        high=high,
        basis=basis,
        lines=made,
        set_aside=(*aside, *(SetAside(claim=c.id, reason=_TOTAL) for c in scene if c.id in totals)),
    )


def _span(made: Iterable[TollLine]) -> tuple[int | None, int | None]:
    """From the lowest to the highest of the lines that give numbers; open where any of them is."""
    force = [one for one in made if one.low is not None or one.high is not None]
    highs = [one.high for one in force]
    return min((one.low for one in force if one.low is not None), default=None), (
        None if None in highs else max((h for h in highs if h is not None), default=None)
    )


def _best(first: Count, made: Sequence[TollLine], every: Sequence[Count]) -> tuple[int | None, str]:
    """The best figure and the rule that gave it, in words."""
    giving = [one for one in made if one.low is not None or one.high is not None]
    if not giving:
        return None, "no figure"
    neutral = [(version, one) for one in giving if one.kind in NEUTRAL and one.camp is None for version in _force(one)]
    if neutral:
        version, one = max(neutral, key=lambda pair: (pair[0].as_of or "", pair[0].low or 0))
        if version.best is not None:
            return version.best, f"latest figure of the neutral count ({one.name})"
        return None, f"the neutral count ({one.name}) gives no number"
    own = [one for one in giving if one.camp is not None and one.camp == first.of]
    if own and not _is_counted_by_rival(first, every):
        last = _force(own[0])[-1]
        return last.best, f"{own[0].name}'s own figure of its losses, which no rival counts"
    if first.of == BOTH or own or any(one.camp for one in giving):
        return None, "no neutral count: the range only"
    return None, "no neutral count and no side's own figure: the range only"


def _is_counted_by_rival(first: Count, every: Sequence[Count]) -> bool:
    """Whether anybody but the side itself gives a number of its losses, anywhere in the event."""
    return any(
        c.measure == first.measure and c.of == first.of and c.low is not None and c.heard.is_told and c.heard.voice.camp != first.of
        for c in every
    )


def _force(one: TollLine) -> list[Version]:
    return [version for version in one.versions if version.status == "current" and version.low is not None]


def _totals(found: Sequence[Count]) -> frozenset[str]:
    """Claims whose figure adds up over a longer time than the event's others: "600 since January" beside the dead of one raid."""
    starts = {c.id: c.heard.claim.time.start for c in found if c.heard.claim.time and c.heard.claim.time.start}
    running = {c.id for c in found if getattr(c.heard.claim, c.measure).cumulative}
    others = [start for claim, start in starts.items() if claim not in running]
    return frozenset(claim for claim in running if others and starts.get(claim, "9999") < min(others))
