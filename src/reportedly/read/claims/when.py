"""When a unit's event happened: by its own words, else on the day of the story that the report tells, else on the day of its telling.

A report dates what happened once ("a raid on Tuesday killed …") and goes on without a date ("the gunmen also burned …"). So an
undated deed takes the day of the dated one that stands nearest before it, else nearest behind it.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from typing import TYPE_CHECKING

from reportedly.read.times.event_times import EventTime, default_time, event_time, is_past, is_present, roughly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Stance, Time
    from reportedly.read.events.units import Unit
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.times.event_times import Mentions

DEEDS = frozenset({"ASSAULT", "FIGHT", "TERRITORY", "RETREAT", "COERCE", "PROTEST"})
"""Types whose events are deeds of a day, which a report tells in parts; talks and words each have their own day."""
_TO_COME = frozenset({"planned", "demand"})  # stances on what has not been done
_HELD = frozenset({"TERRITORY", "RETREAT"})  # who holds a place is told as of the day of telling, a raid as of the day before it
_STORY = 10  # days before publication that the day's news may tell of; what lies further back is told as background
_LONGEST = 3  # days that a deed of the news may last and still date another ("over the weekend")


class Days:
    """The days on which a report says that deeds were done, by where it says so."""

    def __init__(
        self, passages: Sequence[Passage], times: Sequence[Mentions], published: datetime.date | None, units: Sequence[Unit]
    ) -> None:
        self._passages = passages
        self._times = times
        self._published = published
        self._found: dict[tuple[int, int], EventTime] = {}
        told = ((unit.order, time) for unit in units if (time := self._dated(unit)) is not None)
        self._told: list[tuple[tuple[int, int], Time]] = sorted(told, key=lambda one: one[0])

    def of(self, unit: Unit, stance: Stance) -> EventTime:
        """When the unit's event happened and when it was said.

        What has no time of its own has that of its saying, else the story's, roughly, else that of the day before it in its
        paragraph, else publication day.
        """
        number = unit.happening.passage
        token = self._passages[number].doc[unit.happening.token]
        found = self._own(unit)
        if found.happened is not None or found.said is not None:
            return EventTime(found.happened or found.said, found.said)
        past = is_past(token)
        done = unit.happening.event_type in DEEDS and not is_present(token) and stance not in _TO_COME
        story = self._story(unit) if done or (past and unit.happening.event_type == "STATUS") else None
        if story is not None:
            return EventTime(roughly(story), None)
        before = self._times[number].within(0, token.i)
        days = [m.time for m in before if m.kind == "date" and m.time.precision == "day" and not m.dateline]
        return EventTime(default_time(self._published, days[-1] if days else None, past=past), None)

    def _own(self, unit: Unit) -> EventTime:
        """The time that the words around the unit give it; asked of the rules' units and of the claims, which share most words."""
        number, token = key = unit.happening.passage, unit.happening.token
        if key not in self._found:
            self._found[key] = event_time(self._passages[number], token, self._times[number])
        return self._found[key]

    def _dated(self, unit: Unit) -> Time | None:
        """The day that the text gives a deed of the news."""
        if unit.happening.event_type not in DEEDS:
            return None
        found = self._own(unit)
        time = found.happened or (found.said if unit.happening.event_type in _HELD else None)
        if time is None or time.start is None or time.end is None or time.precision not in ("day", "range"):
            return None
        start, end = datetime.date.fromisoformat(time.start), datetime.date.fromisoformat(time.end)
        published = self._published or end
        recent = (published - start).days <= _STORY and (end - published).days <= 1
        return time if recent and (end - start).days <= _LONGEST else None

    def _story(self, unit: Unit) -> Time | None:
        """The day of the dated deed that stands nearest before a unit, else behind it."""
        at = bisect_left(self._told, unit.order, key=lambda one: one[0])
        if at:
            return self._told[at - 1][1]
        behind = next((one for one in self._told if one[0] > unit.order), None)
        return behind[1] if behind is not None else None
