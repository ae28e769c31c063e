"""How a claim's happening stands to the report's day and to what was the case: background, and PLOVER's four auxiliary modes.

What an event is told as (denied, planned, under an "if") is the stance's to say; here it meets the claim's time.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.model import Time
    from reportedly.read.attribution.stance import Stanced
    from reportedly.read.events.units import Unit

FAR = 45
"""Days before publication after which a happening is background to the day's news: news of a month is still the story told."""
LONG = re.compile(r"wars?|conflict|insurgency|rebellion|uprising|occupation|months|years?|decades?|century|(?:19|20)\d\d")
"""Words of a stretch of time that reaches far behind the day's news."""
TO_COME = frozenset({"REQUEST", "THREATEN"})
"""Types that are done by saying them: planned or demanded is what they speak of, and they themselves have happened.

PLOVER's manual likewise has a threat coded as THREATEN, never as a hypothetical ASSAULT.
"""


def is_background(unit: Unit, when: Time | None, published: datetime.date | None) -> bool:
    """An event that ended long before publication, or a running total of a long time."""
    return _is_long_total(unit, when, published) or _is_past(when, published)


def _is_long_total(unit: Unit, when: Time | None, published: datetime.date | None) -> bool:
    """Whether a toll adds up over months, years or a war rather than the days of the news: by its words, or since a day FAR behind."""
    totals = [t.toll.period or "" for t in unit.tolls if t.toll.cumulative]
    opened = 0 if when is None or when.start is None or published is None else (published - _day(when.start)).days
    words = (word for period in totals for word in period.lower().replace("-", " ").split())
    return any(LONG.fullmatch(word) for word in words) or (bool(totals) and opened > FAR)


def _is_total(unit: Unit) -> bool:
    return any(t.toll.cumulative for t in unit.tolls)


def _is_past(when: Time | None, published: datetime.date | None) -> bool:
    """Whether it ended more than FAR days before publication."""
    return published is not None and when is not None and when.end is not None and (published - _day(when.end)).days > FAR


def auxiliary(unit: Unit, stanced: Stanced, *, event_type: str, when: Time | None, published: datetime.date | None) -> tuple[str, ...]:
    """The auxiliary modes of a claim, in PLOVER's order. A running total is background but not historical: it reaches the day."""
    said = event_type in TO_COME
    ahead = published is not None and when is not None and when.start is not None and _day(when.start) > published
    past = _is_past(when, published)
    found = {
        "historical": past and not _is_total(unit),
        "future": not said and not past and (stanced.stance == "planned" or ahead),
        "hypothetical": not said and (stanced.stance == "demand" or "hypothetical" in stanced.auxiliary),
        "negation": stanced.stance == "denied" or "negation" in stanced.auxiliary,
    }
    return tuple(name for name, holds in found.items() if holds)


def _day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso[:10])
