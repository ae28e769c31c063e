"""Resolvers of what is reckoned from publication or from another time: weekdays, "yesterday", "two weeks ago", "three days later".

Every function takes a `Clue` and gives a `When`; without an anchor it gives a symbolic one. Conventions are wire copy's: weeks
run Monday to Sunday, and "on Friday" in a report of a Friday is that day.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.read.times.days import (
    UNKNOWN,
    When,
    between,
    day,
    on,
    quarter_of,
    shift,
    shift_months,
    until,
    week_of,
    week_value,
    whole_month,
    whole_year,
)
from reportedly.read.times.named_days import part_of, since, step_of
from reportedly.read.times.time_tables import timex_of, words_of

if TYPE_CHECKING:
    import datetime

    from reportedly.read.times.clue import Clue

_HOURS = {"hour": 24, "minute": 1440, "min": 1440, "hr": 24}  # of each unit in a day; others are seconds
_ONE = frozenset({"a", "an", "one", "1"})


def with_part_of_day(when: When, words: str) -> When:
    """Add the part of the day that the words name: Friday night is 2021-09-03TNI."""
    code = next((code for word in reversed(words.split()) if (code := timex_of("daypart").get(word)) is not None), None)
    return when if code is None or when.value is None else when.valued(when.value.partition("T")[0] + code)


def weekday(clue: Clue) -> When:
    """Read "Friday", "last Friday", "Friday night", "Friday last week"."""
    named = words_of("weekday")[clue.parts["weekday"]]
    published = clue.published
    if published is None:
        return clue.symbol("day", f"XXXX-WXX-{named + 1}")
    back = (published.weekday() - named) % 7
    step = step_of(clue.part("which"))
    found = shift(published, -back)
    if clue.part("week"):
        found = shift(week_of(published, step_of(clue.part("week"))).start, named)
    elif step > 0:
        found = shift(published, 7 - back)
    elif step == 0 and clue.ahead:
        found = shift(published, (7 - back) % 7)
    elif step < 0 and back == 0:
        found = shift(published, -7)
    return since(clue, with_part_of_day(on(found), clue.text))


def weekdays(clue: Clue) -> When:
    """Read "between Friday and Sunday" by its last day."""
    if clue.published is None:
        return clue.symbol("range")
    first, last = (words_of("weekday")[clue.parts[name]] for name in ("weekday", "weekday2"))
    step = (last - clue.published.weekday()) % 7
    end = shift(clue.published, step - (7 if step and not clue.ahead else 0))
    return between(shift(end, -((last - first) % 7)), end)


def near_day(clue: Clue) -> When:
    """Read today, yesterday, tomorrow and their neighbours."""
    if clue.published is None:
        return clue.symbol("day")
    if clue.text.startswith(("the same", "that")):
        same = clue.previous if clue.previous is not None and clue.previous.precision == "day" else clue.symbol("day")
        return with_part_of_day(same, clue.text)
    step = 0
    if "yesterday" in clue.text or "last " in clue.text:
        step = -2 if "day before" in clue.text else -1
    elif "tomorrow" in clue.text:
        step = 2 if "day after" in clue.text else 1
    found = with_part_of_day(on(shift(clue.published, step)), clue.text.replace("tonight", "night"))
    return since(clue, found)


def overnight(clue: Clue) -> When:
    """Read "overnight": the night that ended on publication day."""
    if clue.published is None:
        return clue.symbol("range", "TNI")
    start = shift(clue.published, -1)
    return between(start, clue.published, value=f"{start.isoformat()}TNI" if start is not None else None)


def weekend(clue: Clue) -> When:
    """Find the weekend: the one that publication lies in or after, or the coming one under a future verb."""
    if clue.published is None:
        return clue.symbol("range", "XXXX-WXX-WE")
    step = step_of(clue.part("which"))
    back = (clue.published.weekday() - 5) % 7
    running = back <= 1
    weeks = 1 if step > 0 or (clue.ahead and step == 0 and not running) else -1 if step < 0 and running else 0
    saturday = shift(clue.published, 7 * weeks - back)
    return between(saturday, shift(saturday, 1), value=f"{week_value(saturday)}-WE" if saturday is not None else None)


def moved(anchor: datetime.date, count: float, unit: str) -> datetime.date | None:
    """Move a day by units; of units below a day by as many whole days as they make."""
    size = words_of("unit").get(unit, 1)
    if size >= 365:
        return shift_months(anchor, round(12 * count * {"d": 10, "c": 100}.get(unit[0], 1)))
    if size >= 28:
        return shift_months(anchor, round(count * (3 if unit.startswith("q") else 1)))
    if size == 0:
        return shift(anchor, round(count / _HOURS.get(unit.removesuffix("s"), 86400)))
    return shift(anchor, round(count * size))


def around(found: datetime.date | None, clue: Clue) -> When:
    """Widen a counted distance to what its unit can tell: days exact, weeks, months and years roughly."""
    if found is None:
        return UNKNOWN
    unit, vague = clue.unit(), clue.is_vague()
    size = words_of("unit").get(unit, 1)
    if size >= 3652:
        return between(day(found.year - 2, 1, 1), day(found.year + 2, 12, 31), "approx", f"{found.year:04d}")
    if size >= 365:
        whole = whole_month(found.year, found.month) if clue.part("count") in _ONE else whole_year(found.year)
        return whole.valued(f"{found.year:04d}")
    if size >= 28:
        return between(shift(found, -3), shift(found, 3), "approx", f"{found.year:04d}-{found.month:02d}")
    if size >= 7:
        return between(shift(found, -2), shift(found, 2), "approx", week_value(found))
    return between(shift(found, -2), shift(found, 2), "approx") if size and vague else on(found)


def _like_previous(clue: Clue, count: float) -> When | None:
    """Move a quarter or month named before by years, as reports of earnings compare: "a year earlier"."""
    before = clue.previous.value if clue.previous is not None else None
    match = re.fullmatch(r"(\d{4})-(?:Q([1-4])|(\d\d))", before or "")
    if match is None:
        return None
    year = int(match[1]) + round(count)
    if not 1 <= year <= 9999:
        return UNKNOWN
    return quarter_of(year, int(match[2])) if match[2] else whole_month(year, int(match[3]))


def ago(clue: Clue) -> When:
    """Read "two weeks ago", "a year ago"."""
    if clue.published is None:
        return clue.symbol(value="PAST_REF" if clue.is_vague() else None)
    like = _like_previous(clue, -1) if clue.unit() == "year" and clue.part("count") in _ONE else None
    found = like or around(moved(clue.published, -clue.count(), clue.unit()), clue)
    return since(clue, found.valued("PAST_REF") if clue.is_vague() else found)


def later(clue: Clue) -> When:
    """Read "three days later" from the time named before it, "a year earlier" where none is from publication."""
    back = clue.parts["way"] in ("earlier", "before", "previously")
    count = -clue.count() if back else clue.count()
    anchor = clue.previous.start if clue.previous is not None else None
    if anchor is None and back and clue.unit().startswith("year"):
        anchor = clue.published
    if anchor is None:
        return clue.symbol(value=clue.length() if clue.is_vague() else "PAST_REF" if back else "FUTURE_REF")
    like = _like_previous(clue, count) if clue.unit().startswith("year") else None
    found = like or around(moved(anchor, count, clue.unit()), clue)
    return found.valued(clue.length()) if clue.is_vague() else found


def apart(length: When, day: When, *, back: bool) -> When:
    """Read "three days after Monday's attack": a length of days to years from a day; the length itself where it has no number."""
    match = re.fullmatch(r"P(\d{1,4})([DWMY])", length.value or "")
    if match is None or day.start is None or day.precision != "day":
        return length
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[match[2]]
    found = moved(day.start, -int(match[1]) if back else int(match[1]), unit)
    rough = words_of("unit")[unit] >= 28
    return replace(on(found) if not rough else whole_of(found, unit), value=length.value)


def year_ago(clue: Clue) -> When:
    """Read "the year-ago quarter", "a year-earlier loss"."""
    like = _like_previous(clue, -1)
    if like is not None or clue.published is None:
        return like or clue.symbol()
    if clue.part("span"):
        return quarter_of(clue.published.year - 1, (clue.published.month + 2) // 3 - 1)
    return whole_year(clue.published.year - 1)


def other_day(clue: Clue) -> When:
    """Read "the same day", "the next morning", "the following year" from the time named before."""
    way, unit = clue.parts["way"], clue.parts["unit2"]
    before = clue.previous
    if before is None or before.start is None:
        return clue.symbol()
    step = step_of(way) if way not in ("day before", "day after") else (-1 if way == "day before" else 1)
    if step == 0:
        return with_part_of_day(whole_of(before.start, unit), clue.text)
    size = words_of("unit").get(unit, 1)
    anchor = moved(before.start, step, unit)
    if anchor is None:
        return UNKNOWN
    return with_part_of_day(on(anchor), clue.text) if size == 1 else whole_of(anchor, unit)


def whole_of(found: datetime.date | None, unit: str) -> When:
    """Give the day, week, month, quarter, year, decade or century that a day lies in."""
    if found is None:
        return UNKNOWN
    size = words_of("unit").get(unit, 1)
    if size >= 3652:
        years = 10 if size < 36524 else 100
        first = found.year // years * years
        return between(day(max(first, 1), 1, 1), day(first + years - 1, 12, 31), value=f"{found.year // years:0{3 if years == 10 else 2}d}")
    if size >= 365:
        return whole_year(found.year)
    if size >= 91:
        return quarter_of(found.year, (found.month + 2) // 3)
    if size >= 28:
        return whole_month(found.year, found.month)
    return week_of(found) if size >= 7 else on(found)


def which_unit(clue: Clue) -> When:
    """Read "earlier this month", "last week", "this year", "late next year"; "later that year" from the time named before."""
    which, unit, part = clue.part("which"), clue.parts["unit2"], part_of(clue.part("part"))
    anchor = clue.published
    if which == "that":
        anchor = clue.previous.start if clue.previous is not None else None
    if anchor is None:
        return clue.symbol()
    step = step_of(which)
    first = anchor.replace(day=1) if words_of("unit").get(unit, 1) >= 28 else anchor
    found = moved(first, step, unit)
    whole = whole_of(found, unit)
    if found is None or which == "that":
        return whole
    if step and part is not None and unit in ("month", "year"):
        return whole_month(found.year, found.month, part) if unit == "month" else whole_year(found.year, part)
    if step == 0 and part == "late" and clue.ahead:
        return between(clue.published, whole.end, "approx", whole.value)
    return since(clue, whole if clue.ahead or step > 0 or clue.published is None else until(whole, clue.published))


def the_unit(clue: Clue) -> When:
    """Read "the quarter", "the year", "the month" by the one named before, else by publication."""
    unit = clue.parts["unit2"]
    before = clue.previous
    if unit in ("quarter", "period"):
        if before is not None and re.fullmatch(r"\d{4}-Q\d", before.value or ""):
            return before
        return quarter_of(clue.published.year, (clue.published.month + 2) // 3 - 1) if clue.published is not None else clue.symbol()
    if unit == "day" and before is not None and before.precision == "day":
        return before
    return until(whole_of(clue.published, unit), clue.published) if clue.published is not None else clue.symbol()
