"""Intervals of days, and arithmetic that cannot fail: a day outside the calendar is None, never an exception."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.model import Time

if TYPE_CHECKING:
    from reportedly.model import Span
    from reportedly.model.claim import TimePrecision

Day = datetime.date
_THIRD = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}  # thirds of a month, as wire copy uses the words
_THIRD_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days with its precision; `start` None where the words name no day that can be found.

    `value` is what TIMEX3 writes for the words ("1998-W02", "P3D", "PRESENT_REF"). It tells of the whole that is named, the
    interval of what has been of it: on 7 January 1998 "this week" is 1998-W02 and runs from the 5th to the 7th.
    """

    start: Day | None
    end: Day | None
    precision: TimePrecision
    symbol: str | None = None
    value: str | None = None

    def time(self, span: Span) -> Time:
        """Give the record for the words at `span`."""
        start = self.start.isoformat() if self.start is not None else None
        end = self.end.isoformat() if self.end is not None else None
        symbol = span.text if start is None and self.symbol is not None else None
        where = {"text": span.text, "span_start": span.start, "span_end": span.end}
        kept = {"edtf": self.edtf(), "symbol": symbol, "timex": self.value, **where}
        return Time(start=start, end=end, precision=self.precision, **kept)  # type: ignore[arg-type]

    def valued(self, value: str | None) -> When:
        """The same interval under another TIMEX3 value."""
        return replace(self, value=value)

    def edtf(self) -> str | None:
        """Write the interval in EDTF (ISO 8601-2), approximate ends marked with a tilde."""
        if self.start is None or self.end is None:
            return None
        if self.precision == "year" and self.start.year == self.end.year:
            return f"{self.start.year:04d}"
        if self.precision == "month" and (self.start.year, self.start.month) == (self.end.year, self.end.month):
            return f"{self.start.year:04d}-{self.start.month:02d}"
        mark = "~" if self.precision == "approx" else ""
        if self.start == self.end:
            return f"{self.start.isoformat()}{mark}"
        return f"{self.start.isoformat()}{mark}/{self.end.isoformat()}{mark}"


UNKNOWN = When(None, None, "unknown")


def symbolic(text: str, precision: TimePrecision = "unknown", value: str | None = None) -> When:
    """Keep what an expression without an anchor names ("Saturday")."""
    return When(None, None, precision, symbol=text, value=value)


def day(year: int, month: int, number: int) -> Day | None:
    """Make a day, or None for one that no calendar has (31 February, the year 0)."""
    try:
        return datetime.date(year, month, number)
    except (ValueError, OverflowError):
        return None


def shift(start: Day | None, days: int) -> Day | None:
    """Move a day, or None beyond the calendar's ends (the years 1 and 9999)."""
    try:
        return start + datetime.timedelta(days=days) if start is not None else None
    except OverflowError:
        return None


def shift_months(start: Day, months: int) -> Day | None:
    """Move a day by months, to the month's last day where it has no such day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    return day(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def on(start: Day | None) -> When:
    """One day."""
    return When(start, start, "day", value=start.isoformat()) if start is not None else UNKNOWN


def between(start: Day | None, end: Day | None, precision: TimePrecision = "range", value: str | None = None) -> When:
    """An interval; turned round where the words put its end first."""
    if start is None or end is None:
        return UNKNOWN
    if end < start:
        start, end = end, start
    return When(start, end, "day" if start == end and precision == "range" else precision, value=value)


def whole_month(year: int, month: int, part: str | None = None) -> When:
    """A month, or its early, middle or late third (approximate)."""
    first = day(year, month, 1)
    if first is None:
        return UNKNOWN
    length, value = calendar.monthrange(year, month)[1], f"{year:04d}-{month:02d}"
    if part is None:
        return When(first, day(year, month, length), "month", value=value)
    begin, end = _THIRD[part]
    return between(day(year, month, begin), day(year, month, min(end, length)), "approx", value)


def whole_year(year: int, part: str | None = None) -> When:
    """A year, or its early, middle or late third (approximate)."""
    begin, end = _THIRD_OF_YEAR[part] if part is not None else (1, 12)
    last = whole_month(year, end).end
    return between(day(year, begin, 1), last, "approx" if part is not None else "year", f"{year:04d}")


def months_from(year: int, month: int, months: int, value: str) -> When:
    """Several whole months: a quarter, a half, a season."""
    first = day(year, month, 1)
    return between(first, shift(shift_months(first, months), -1), value=value) if first is not None else UNKNOWN


def quarter_of(year: int, number: int) -> When:
    """A quarter, 1 to 4, of a calendar year; numbers beyond run into the years beside it."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return months_from(year, 3 * number - 2, 3, f"{year:04d}-Q{number}")


def week_of(start: Day | None, weeks: int = 0) -> When:
    """The week, Monday to Sunday, that is `weeks` from the one with `start` in it."""
    monday = shift(start, 7 * weeks - start.weekday()) if start is not None else None
    return between(monday, shift(monday, 6), value=week_value(monday))


def week_value(found: Day | None) -> str | None:
    """The ISO week of a day as TIMEX3 writes it: 1998-W02."""
    if found is None:
        return None
    year, week, _ = found.isocalendar()
    return f"{year:04d}-W{week:02d}"


def until(when: When, limit: Day) -> When:
    """Cut an interval that runs past `limit` there: what happened this month had happened by publication."""
    if when.start is None or when.end is None or not when.start <= limit < when.end:
        return when
    return between(when.start, limit, value=when.value)
