"""Days that news calls by name: Christmas, Good Friday, Thanksgiving, Ramadan."""

from __future__ import annotations

import calendar
import datetime
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec
from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from reportedly import lexicon
from reportedly.read.times.days import When, between, day, on, shift
from reportedly.read.times.named_days import nearest, since, step_of

if TYPE_CHECKING:
    from reportedly.read.times.clue import Clue

_EASTERS = range(1583, 4100)  # the years that dateutil's rules hold for
_ISLAMIC_EPOCH = datetime.date(622, 7, 19).toordinal()  # 1 Muharram 1, tabular, in the proleptic Gregorian calendar
_LUNAR_YEAR = 354.367  # days, of the 30-year cycle with 11 leap days


class Holiday(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table `holidays`."""

    words: tuple[str, ...]
    calendar: Literal["fixed", "weekday", "easter", "orthodox", "islamic"]
    day: int
    month: int = 1
    weekday: int = 0
    days: int = 1


@lexicon.of_tables
@cache
def by_words() -> dict[str, Holiday]:
    """Give every name of a holiday with its row."""
    return {word: row for row in reversed(lexicon.rows("holidays", Holiday)) for word in row.words}


def holiday(clue: Clue) -> When:
    """Read "Christmas", "last Easter", "the eve of Ramadan", of the year named or the one that suits."""
    row = by_words()[clue.parts["holiday"]]
    year = clue.number("year")
    if year is None:
        if clue.published is None:
            return clue.symbol("day" if row.days == 1 else "range")
        published = clue.published
        if clue.part("yearly") or clue.part("which") == "this":
            year = published.year + step_of(clue.part("yearly"))
        else:
            step = step_of(clue.part("which"))
            days = [found for of in (-1, 0, 1) for found in _days(row, published.year + of)]
            start = nearest(clue, [d for d in days if step == 0 or (d < published) is (step < 0)])
            return since(clue, _from(start, row, clue))
    return since(clue, _from(next(iter(_days(row, year)), None), row, clue))


def _from(start: datetime.date | None, row: Holiday, clue: Clue) -> When:
    """Give the interval of a holiday that begins on a day, or the day beside it."""
    step = {"the eve of": -1, "the day before": -1, "the day after": row.days}.get(clue.part("eve"))
    if step is not None:
        return on(shift(start, step))
    end = shift(start, row.days - 1)
    rough = row.calendar == "islamic"
    return between(start, end, "approx" if rough else "range", start.isoformat() if start is not None else None)


def _days(row: Holiday, year: int) -> list[datetime.date]:
    """Give the days of a year on which a holiday begins: one, but none or two for the Islamic calendar's."""
    found: list[datetime.date | None] = []
    if row.calendar == "fixed":
        found = [day(year, row.month, row.day)]
    elif row.calendar == "weekday":
        found = [_of_weekday(year, row)]
    elif row.calendar in ("easter", "orthodox") and year in _EASTERS:
        found = [shift(easter(year, EASTER_WESTERN if row.calendar == "easter" else EASTER_ORTHODOX), row.day)]
    elif row.calendar == "islamic" and datetime.date(622, 7, 19).year < year < datetime.MAXYEAR:
        lunar = int((year - 622) * 365.2425 / _LUNAR_YEAR)
        found = [d for of in (0, 1, 2) if (d := _islamic(lunar + of, row.month, row.day)) is not None and d.year == year]
    return [d for d in found if d is not None]


def _of_weekday(year: int, row: Holiday) -> datetime.date | None:
    """Find the third Monday of a month, or with -1 the last."""
    first = day(year, row.month, 1)
    if first is None:
        return None
    if row.day > 0:
        return shift(first, (row.weekday - first.weekday()) % 7 + 7 * (row.day - 1))
    last = day(year, row.month, calendar.monthrange(year, row.month)[1])
    return shift(last, -((last.weekday() - row.weekday) % 7)) if last is not None else None


def _islamic(year: int, month: int, number: int) -> datetime.date | None:
    """Find a day of the tabular Islamic calendar (Reingold and Dershowitz): months of 30 and 29 days, 11 leap days in 30 years."""
    days = number - 1 + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return shift(datetime.date.fromordinal(_ISLAMIC_EPOCH), days)
