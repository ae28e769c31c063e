"""Resolvers of lengths, habits, references and times of day: what has a TIMEX3 value and rarely a place in the calendar.

A length that touches publication is an interval: "for around five days" ends there, "the next two weeks" begin there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.times.days import When, between
from reportedly.read.times.reckoned import moved
from reportedly.read.times.time_tables import timex_of, words_of

if TYPE_CHECKING:
    from reportedly.read.times.clue import Clue


def lately(clue: Clue) -> When:
    """Read "the past three days" as days that end at publication."""
    if clue.published is None:
        return clue.symbol("approx", clue.length())
    start = moved(clue.published, -clue.count(), clue.unit())
    return between(start, clue.published, "approx", clue.length())


def running(clue: Clue) -> When:
    """Read "for around five days" as the days that end at publication; hours, and what is yet to come, stay a length."""
    return clue.symbol(value=clue.length()) if clue.ahead or words_of("unit").get(clue.unit(), 1) == 0 else lately(clue)


def ahead(clue: Clue) -> When:
    """Read "within two weeks", "the coming days" as days that begin at publication."""
    if clue.published is None:
        return clue.symbol("approx", clue.length())
    return between(clue.published, moved(clue.published, clue.count(), clue.unit()), "approx", clue.length())


def length(clue: Clue) -> When:
    """Keep a bare length without a place in time."""
    return clue.symbol(value=clue.length())


def habit(clue: Clue) -> When:
    """Keep a habit: "every day" is P1D, "Mondays" XXXX-WXX-1, "each July" XXXX-07."""
    if clue.part("weekday") or clue.part("weekdays"):
        number = words_of("weekday").get(clue.part("weekday"), words_of("weekdays").get(clue.part("weekdays"), 0))
        return clue.symbol(value=f"XXXX-WXX-{number + 1}")
    if clue.part("month"):
        return clue.symbol(value=f"XXXX-{clue.month():02d}")
    if clue.part("season"):
        return clue.symbol(value=f"XXXX-{timex_of('season')[clue.parts['season']]}")
    if clue.part("often"):
        return clue.symbol(value=timex_of("often").get(clue.parts["often"]))
    return clue.symbol(value=clue.length(each=1))


def now(clue: Clue) -> When:
    """Read "now" as publication, roughly."""
    if clue.published is None:
        return clue.symbol("approx", "PRESENT_REF")
    return When(clue.published, clue.published, "approx", value="PRESENT_REF")


def still(clue: Clue) -> When:
    """Read "ongoing", "so far": publication, roughly, with no TIMEX3 mark."""
    return now(clue).valued(None)


def past(clue: Clue) -> When:
    """Keep "recently" unresolved: how far back it reaches, the words do not say."""
    return clue.symbol(value="PAST_REF")


def future(clue: Clue) -> When:
    """Keep "soon" unresolved."""
    return clue.symbol(value="FUTURE_REF")


def clock(clue: Clue) -> When:
    """Read a time of day ("10:30 p.m.", "1900 GMT", "noon") on the day named before, else publication day; alone it dates no event."""
    if clue.part("point"):
        time = timex_of("daypart").get(clue.parts["point"], "")
    else:
        hour, minute, half = int(clue.parts["hour"]), clue.part("minute"), clue.part("half")
        late = half.startswith("p") or half in ("afternoon", "evening")
        hour = hour % 12 + 12 if late else hour % 12 if half else hour
        time = f"T{hour:02d}:{minute or '00'}"
    anchor = clue.previous.start if clue.previous is not None and clue.previous.precision == "day" else clue.published
    return clue.symbol(value=f"{anchor.isoformat() if anchor is not None else 'XXXX-XX-XX'}{time}")
