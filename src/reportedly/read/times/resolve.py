"""From the words of a time expression to an interval of days: one function a row of `time_patterns`.

Every function takes a `Clue` and gives a `When`; without an anchor it gives a symbolic one. Conventions are
wire copy's: weeks run Monday to Sunday, "on Friday" in a report of a Friday is that day, a date without a
year is the nearest before publication, or after it under a future verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.times.days import (
    UNKNOWN,
    When,
    between,
    day,
    on,
    shift,
    shift_months,
    symbolic,
    until,
    week_of,
    whole_month,
    whole_year,
)
from reportedly.read.times.time_tables import words_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping

    from reportedly.read.times.clue import Clue

_PIVOT = 30  # two-digit years up to this are of the 2000s: the archives at hand end in the 1980s
_SLACK = 2  # days after publication that a past date may still lie: time zones, and pages stamped early
# "the 19 March elections" in a report of 15 March are days ahead, not a year ago; 2 and 3 scored best of 1, 2, 3, 6 and 12 on
# development reports
_AGAINST_TENSE = 3
_PARTS = {
    "early": "early",
    "earlier": "early",
    "mid": "mid",
    "late": "late",
    "later": "late",
    "the beginning of": "early",
    "the start of": "early",
    "the middle of": "mid",
    "the end of": "late",
}
_BACK = frozenset({"last", "the past", "past", "previous", "the previous", "this past"})
_ON = frozenset({"next", "the coming", "the following", "the next", "this coming"})
_HOURS = {"hour": 24, "minute": 1440, "second": 86400}  # of each unit in a day
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else (2000 if year <= _PIVOT else 1900) + year


def _dated(clue: Clue, month: int, number: int) -> datetime.date | None:
    """Find the day without a year: the nearest to publication, days on the side that the verb does not look to counting triple."""
    if clue.published is None:
        return None
    published = clue.published
    days = [found for step in (-1, 0, 1) if (found := day(published.year + step, month, number)) is not None]
    limit = shift(published, _SLACK) or published
    return min(
        days, key=lambda found: abs((found - published).days) * (_AGAINST_TENSE if (found > limit) is not clue.ahead else 1), default=None
    )


def _since(clue: Clue, when: When) -> When:
    """Run an interval on to publication where "since" opens it."""
    if not clue.since or when.start is None or clue.published is None or when.start > clue.published:
        return when
    return between(when.start, clue.published)


def _iso(clue: Clue) -> When:
    year, month, number = (int(group or 0) for group in clue.groups[:3])
    return on(day(year, month, number))


def _numeric(clue: Clue) -> When:
    """Read 09/04/2021 by what can be a month, then by what lies before publication and nearest to it."""
    one, two, year = int(clue.groups[0] or 0), int(clue.groups[2] or 0), _full_year(clue.groups[3] or "0")
    readings = [found for month, number in ((one, two), (two, one)) if (found := day(year, month, number)) is not None]
    if len(set(readings)) < 2 or clue.published is None:
        return on(readings[-1]) if len(set(readings)) == 1 else symbolic(clue.text)
    published = clue.published
    return on(min(readings, key=lambda found: ((found > published) is not clue.ahead, abs((found - published).days))))


def _exact(clue: Clue, month: int, number: int, year: int | None) -> datetime.date | None:
    return day(year, month, number) if year is not None else _dated(clue, month, number)


def _days_across(clue: Clue) -> When:
    year = clue.number("year")
    end = _exact(clue, clue.month("month2"), int(clue.parts["day2"]), year)
    if end is None:
        return symbolic(clue.text, "range")
    start = day(end.year, clue.month(), int(clue.parts["day"]))
    if start is not None and start > end:
        start = day(end.year - 1, clue.month(), int(clue.parts["day"]))
    return between(start, end)


def _two_days(clue: Clue) -> When:
    year = clue.number("year")
    end = _exact(clue, clue.month(), int(clue.parts["day2"]), year)
    start = day(end.year, clue.month(), int(clue.parts["day"])) if end is not None else None
    return between(start, end) if start is not None else symbolic(clue.text, "range")


def _one_day(clue: Clue) -> When:
    written = next((g for g in reversed(clue.groups) if g is not None and g.isdigit() and len(g) in (2, 4)), None)
    year = clue.number("year")
    if year is None and written is not None and written != clue.parts["day"] and clue.text.endswith(written):
        year = _full_year(written)
    found = _exact(clue, clue.month(), int(clue.parts["day"]), year)
    return _since(clue, on(found)) if found is not None else symbolic(clue.text, "day")


def _month(clue: Clue) -> When:
    part, month, year = _PARTS.get(clue.parts.get("part", "")), clue.month(), clue.number("year")
    if year is None:
        if clue.published is None:
            return symbolic(clue.text, "month")
        first = clue.published.replace(day=1)
        year = clue.published.year
        late = day(year, month, 1)
        which = clue.parts.get("which") or clue.parts.get("yearly")
        if clue.parts.get("yearly"):
            year += {"last": -1, "next": 1}.get(which or "", 0)
        elif late is not None and late > first and not clue.ahead and which not in ("this", "next"):
            year -= 1
        elif late is not None and ((late < first and (clue.ahead or which == "next")) or (late == first and which == "next")):
            year += 1
        elif late is not None and late == first and which == "last":
            year -= 1
    when = whole_month(year, month, part)
    return _since(clue, until(when, clue.published) if clue.published is not None and not clue.ahead else when)


def _quarter(clue: Clue) -> When:
    year = clue.number("year")
    if year is None:
        if clue.published is None:
            return symbolic(clue.text, "range")
        year = clue.published.year + {"last": -1, "next": 1}.get(clue.parts.get("which", ""), 0)
    number = _QUARTERS[clue.parts["nth"]]
    if "half" in clue.text.split():
        number = 2 if number > 1 else 1
        return between(day(year, 6 * number - 5, 1), whole_month(year, 6 * number).end)
    return between(day(year, 3 * number - 2, 1), whole_month(year, 3 * number).end)


def _decade(clue: Clue) -> When:
    first = 10 * int(next(g for g in reversed(clue.groups) if g is not None and g.isdigit()))
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(clue.parts.get("part", ""), (0, 9))
    return between(day(first + low, 1, 1), day(first + high, 12, 31), "approx")


def _years(clue: Clue) -> When:
    first = int(clue.parts["year"])
    digits = next(g for g in reversed(clue.groups) if g is not None and g.isdigit())
    last = int(digits) if len(digits) == 4 else first - first % 100 + int(digits)
    return between(day(first, 1, 1), day(last, 12, 31)) if last >= first else symbolic(clue.text)


def _year(clue: Clue) -> When:
    return _since(clue, whole_year(int(clue.parts["year"]), _PARTS.get(clue.parts.get("part", ""))))


def _weekday(clue: Clue) -> When:
    if clue.published is None:
        return symbolic(clue.text, "day")
    published = clue.published
    which = clue.parts.get("which") or clue.parts.get("which2")
    back = (published.weekday() - words_of("weekday")[clue.parts["weekday"]]) % 7
    if which in _ON or (clue.ahead and which is None):
        step = (7 - back) % 7
        found = shift(published, step if step or which is None else 7)
    elif which in _BACK and back == 0:
        found = shift(published, -7)
    else:
        found = shift(published, -back)
    if clue.parts.get("which2"):
        found = week_of(published, -1 if which == "last" else 1).start
        found = shift(found, words_of("weekday")[clue.parts["weekday"]]) if found is not None else None
    return _since(clue, on(found))


def _weekdays(clue: Clue) -> When:
    """Read "between Friday and Sunday" by its last day."""
    if clue.published is None:
        return symbolic(clue.text, "range")
    first, last = (words_of("weekday")[clue.parts[name]] for name in ("weekday", "weekday2"))
    end = shift(clue.published, (last - clue.published.weekday()) % 7 - (0 if clue.ahead else 7))
    if not clue.ahead and clue.published.weekday() == last:
        end = clue.published
    return between(shift(end, -((last - first) % 7)), end) if end is not None else UNKNOWN


def _relative_day(clue: Clue) -> When:
    """Read today, yesterday, tomorrow and their neighbours."""
    if clue.published is None:
        return symbolic(clue.text, "day")
    if clue.text.startswith("the same"):
        return clue.previous if clue.previous is not None else symbolic(clue.text, "day")
    step = 0
    if "yesterday" in clue.text or clue.text.startswith("last "):
        step = -2 if "day before" in clue.text else -1
    elif "tomorrow" in clue.text:
        step = 2 if "day after" in clue.text else 1
    return _since(clue, on(shift(clue.published, step)))


def _overnight(clue: Clue) -> When:
    return between(shift(clue.published, -1), clue.published) if clue.published is not None else symbolic(clue.text, "range")


def _weekend(clue: Clue) -> When:
    """Find the weekend: the one that publication lies in or after, or the coming one under a future verb."""
    if clue.published is None:
        return symbolic(clue.text, "range")
    which = clue.parts.get("which", "")
    back = (clue.published.weekday() - 5) % 7
    step = 7 - back if (clue.ahead or which in _ON) and back > 1 else -back
    saturday = shift(clue.published, step)
    return between(saturday, shift(saturday, 1) if saturday is not None else None)


def _moved(anchor: datetime.date, count: int, unit: str) -> datetime.date | None:
    if unit.startswith(("year", "decade", "centur")):
        return shift_months(anchor, 12 * count * {"d": 10, "c": 100}.get(unit[0], 1))
    if unit.startswith("month"):
        return shift_months(anchor, count)
    if words_of("unit").get(unit) == 0:
        return shift(anchor, round(count / _HOURS.get(unit.removesuffix("s"), 86400)))
    return shift(anchor, count * words_of("unit").get(unit, 1))


def _around(found: datetime.date | None, unit: str, count: str) -> When:
    """Widen a counted distance to what its unit can tell: days exact, weeks, months and years roughly."""
    if found is None:
        return UNKNOWN
    size = words_of("unit").get(unit, 1)
    if size >= 365:
        return whole_month(found.year, found.month) if count in ("a", "one", "1") else whole_year(found.year)
    if size >= 28:
        return between(shift(found, -3), shift(found, 3), "approx")
    if size >= 7 or (size and count in ("several", "a few", "few", "many", "a couple of", "dozens of")):
        return between(shift(found, -2), shift(found, 2), "approx")
    return on(found)


def _ago(clue: Clue) -> When:
    if clue.published is None:
        return symbolic(clue.text)
    return _since(clue, _around(_moved(clue.published, -clue.count(), clue.unit()), clue.unit(), clue.parts["count"]))


def _later(clue: Clue) -> When:
    """Read "three days later" from the time named before it in the paragraph."""
    back = clue.parts["way"] in ("earlier", "before")
    anchor = clue.previous.start if clue.previous is not None else None
    if anchor is None or (clue.parts["way"] in ("before", "after") and not clue.closed):
        return symbolic(clue.text)
    return _around(_moved(anchor, -clue.count() if back else clue.count(), clue.unit()), clue.unit(), clue.parts["count"])


def _other_day(clue: Clue) -> When:
    way, unit = clue.parts["way"], clue.parts["unit2"]
    if clue.previous is None or clue.previous.start is None:
        return symbolic(clue.text)
    if way in ("same", "very same"):
        return clue.previous
    moved = _moved(clue.previous.start, 1 if way in ("next", "following") else -1, unit)
    return _around(moved, unit, "one")


def _lately(clue: Clue) -> When:
    if clue.published is None:
        return symbolic(clue.text, "approx")
    return between(_moved(clue.published, -clue.count(), clue.unit()), clue.published, "approx")


def _running(clue: Clue) -> When:
    """Read "for around five days" as the days that end at publication."""
    if words_of("unit").get(clue.unit(), 1) == 0:
        return symbolic(clue.text)
    return _lately(clue)


def _ahead(clue: Clue) -> When:
    if clue.published is None:
        return symbolic(clue.text, "approx")
    return between(clue.published, _moved(clue.published, clue.count(), clue.unit()), "approx")


def _which_unit(clue: Clue) -> When:
    """Read "earlier this month", "last week", "this year", "last summer"."""
    if clue.published is None:
        return symbolic(clue.text)
    published, unit, which = clue.published, clue.parts["unit2"], clue.parts["which"]
    step = -1 if which in _BACK else 1 if which in _ON else 0
    part = clue.parts.get("part")
    if unit in words_of("season"):
        return _season(clue, words_of("season")[unit], step)
    if unit == "week":
        whole = week_of(published, step)
    elif unit == "month":
        first = shift_months(published.replace(day=1), step)
        whole = whole_month(first.year, first.month, _PARTS.get(part or "") if step else None) if first is not None else UNKNOWN
    elif unit == "quarter":
        first = shift_months(published.replace(day=1, month=3 * ((published.month - 1) // 3) + 1), 3 * step)
        whole = between(first, _before(shift_months(first, 3))) if first is not None else UNKNOWN
    else:
        years = {"year": 1, "decade": 10, "century": 100}[unit]
        begin = (published.year // years + step) * years
        whole = (
            whole_year(begin, _PARTS.get(part or "") if step else None)
            if years == 1
            else between(day(begin, 1, 1), day(begin + years - 1, 12, 31))
        )
    if step == 0 and part in ("later", "late", "the end of") and clue.ahead:
        return between(published, whole.end, "approx")
    return _since(clue, whole if clue.ahead or step > 0 else until(whole, published))


def _before(found: datetime.date | None) -> datetime.date | None:
    return shift(found, -1) if found is not None else None


def _season(clue: Clue, month: int, step: int) -> When:
    """Find the three months of a season (northern), the last one begun before publication unless said otherwise."""
    if clue.published is None:
        return symbolic(clue.text)
    year = clue.published.year
    first = day(year, month, 1)
    if first is not None and first > clue.published and step <= 0 and not clue.ahead:
        first = day(year - 1, month, 1)
    return between(first, _before(shift_months(first, 3)), "approx") if first is not None else UNKNOWN


def _recent(clue: Clue) -> When:
    """Keep "recently" unresolved: how far back it reaches, the words do not say."""
    return symbolic(clue.text)


def _now(clue: Clue) -> When:
    return When(clue.published, clue.published, "approx") if clue.published is not None else symbolic(clue.text, "approx")


def _unplaced(clue: Clue) -> When:
    """Keep a bare length or a habit without a place in time."""
    return symbolic(clue.text)


RESOLVERS: Mapping[str, Callable[[Clue], When]] = {
    "iso": _iso,
    "numeric": _numeric,
    "days_across": _days_across,
    "days_of_month": _two_days,
    "month_days": _two_days,
    "day_month": _one_day,
    "month_day": _one_day,
    "month_year": _month,
    "quarter": _quarter,
    "decade": _decade,
    "years": _years,
    "part_year": _year,
    "year": _year,
    "weekday": _weekday,
    "weekdays": _weekdays,
    "today": _relative_day,
    "yesterday": _relative_day,
    "tomorrow": _relative_day,
    "overnight": _overnight,
    "weekend": _weekend,
    "ago": _ago,
    "later": _later,
    "other_day": _other_day,
    "lately": _lately,
    "running": _running,
    "ahead": _ahead,
    "which_unit": _which_unit,
    "set": _unplaced,
    "length": _unplaced,
    "recent": _recent,
    "now": _now,
}
