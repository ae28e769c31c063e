"""Resolvers of what stands in a calendar: dates, months, quarters, seasons, years, decades, centuries.

Every function takes a `Clue` and gives a `When`; without an anchor it gives a symbolic one. A date without a year is the
nearest to publication, on the side that the verb looks to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.times.days import (
    UNKNOWN,
    When,
    between,
    day,
    months_from,
    on,
    quarter_of,
    shift,
    until,
    whole_month,
    whole_year,
)
from reportedly.read.times.time_tables import number_of, timex_of, words_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from reportedly.read.times.clue import Clue

PARTS = {
    "early": "early",
    "earlier": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "later": "late",
    "beginning": "early",
    "start": "early",
    "end": "late",
}
"""Words for a third of a month or year; of "the end of" the middle word counts."""
BACK = frozenset({"last", "past", "previous", "preceding", "prior"})
ON = frozenset({"next", "coming", "following", "upcoming"})
_PIVOT = 30  # two-digit years up to this are of the 2000s: the archives at hand end in the 1980s
_SLACK = 2  # days after publication that a past date may still lie: time zones, and pages stamped early
# "the 19 March elections" in a report of 15 March are days ahead, not a year ago; 2 and 3 scored best of 1, 2, 3, 6 and 12 on
# development reports
_AGAINST_TENSE = 3
_NEWS = 7  # days around publication that news tells of: of two readings of 09/03/2021 the one within is meant, the other lies months off
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def part_of(words: str) -> str | None:
    """Give the third that a word or phrase before a month or year names ("mid", "the end of")."""
    return next((PARTS[word] for word in words.split() if word in PARTS), None)


def step_of(which: str) -> int:
    """Give -1 for "last", 1 for "next", 0 for "this"."""
    words = which.split()
    return -1 if BACK.intersection(words) else 1 if ON.intersection(words) else 0


def full_year(digits: str) -> int:
    """Give the year that two or four digits write."""
    year = int(digits)
    return year if len(digits) > 2 else (2000 if year <= _PIVOT else 1900) + year


def since(clue: Clue, when: When) -> When:
    """Run an interval on to publication where "since" opens it."""
    if not clue.since or when.start is None or clue.published is None or when.start > clue.published:
        return when
    return between(when.start, clue.published, value=when.value)


def nearest(clue: Clue, days: Iterable[datetime.date | None]) -> datetime.date | None:
    """Choose the day nearest to publication, days on the side that the verb does not look to counting triple."""
    published = clue.published
    if published is None:
        return None
    limit = shift(published, _SLACK) or published

    def distance(found: datetime.date) -> int:
        return abs((found - published).days) * (_AGAINST_TENSE if (found > limit) is not clue.ahead else 1)

    return min((found for found in days if found is not None), key=distance, default=None)


def _dated(clue: Clue, month: int, number: int, year: int | None) -> datetime.date | None:
    """Find the day, of the year that suits where none is named."""
    if year is not None or clue.published is None:
        return day(year, month, number) if year is not None else None
    return nearest(clue, [day(clue.published.year + step, month, number) for step in (-1, 0, 1)])


def iso(clue: Clue) -> When:
    """Read 2021-09-04."""
    return on(day(int(clue.parts["year"]), int(clue.parts["mm"]), int(clue.parts["dd"])))


def numeric(clue: Clue) -> When:
    """Read 09/04/2021: by what can be a month, by how the report writes, by what is news; else leave it open."""
    one, two, year = int(clue.groups[0] or 0), int(clue.groups[2] or 0), full_year(clue.groups[3] or "0")
    month_first, day_first = day(year, one, two), day(year, two, one)
    if None in (month_first, day_first) or month_first == day_first:
        return on(month_first or day_first)
    if clue.day_first is not None:
        return on(day_first if clue.day_first else month_first)
    published = clue.published
    news = [d for d in (month_first, day_first) if d is not None and published is not None and abs((d - published).days) <= _NEWS]
    return on(news[0]) if len(news) == 1 else clue.symbol("day")


def days_across(clue: Clue) -> When:
    """Read "28 April to 3 May"."""
    end = _dated(clue, clue.month("month2"), int(clue.parts["day2"]), clue.number("year"))
    if end is None:
        return clue.symbol("range")
    start = day(end.year, clue.month(), int(clue.parts["day"]))
    if start is not None and start > end:
        start = day(end.year - 1, clue.month(), int(clue.parts["day"]))
    return between(start, end)


def two_days(clue: Clue) -> When:
    """Read "5 and 6 September"."""
    end = _dated(clue, clue.month(), int(clue.parts["day2"]), clue.number("year"))
    start = day(end.year, clue.month(), int(clue.parts["day"])) if end is not None else None
    return between(start, end) if start is not None else clue.symbol("range")


def one_day(clue: Clue) -> When:
    """Read "4 September", "September 4, 2021", "8 DEC 89", "September 4 last year"."""
    year = clue.number("year")
    if year is None and clue.part("yy"):
        year = full_year(clue.part("yy"))
    if year is None and clue.part("yearly") and clue.published is not None:
        year = clue.published.year + step_of(clue.part("yearly"))
    found = _dated(clue, clue.month(), int(clue.parts["day"]), year)
    return since(clue, on(found)) if found is not None else clue.symbol("day", f"XXXX-{clue.month():02d}-{int(clue.parts['day']):02d}")


def _year_of(clue: Clue, month: int) -> int | None:
    """Give the year of a month: the one named, "last year", else by the verb and by "last", "this" and "next"."""
    if clue.part("year") or clue.published is None:
        return clue.number("year")
    published, which = clue.published, clue.part("which")
    if clue.part("yearly"):
        return published.year + step_of(clue.part("yearly"))
    later = month - published.month
    if which:
        step = step_of(which)
        return published.year + (step if later == 0 or (later > 0) is (step < 0) else 0)
    return published.year + (1 if later < 0 and clue.ahead else -1 if later > 0 and not clue.ahead else 0)


def month(clue: Clue) -> When:
    """Read "August", "mid-August", "last August", "August 2021"."""
    number = clue.month()
    year = _year_of(clue, number)
    if year is None:
        return clue.symbol("month", f"XXXX-{number:02d}")
    when = whole_month(year, number, part_of(clue.part("part")))
    return since(clue, until(when, clue.published) if clue.published is not None and not clue.ahead else when)


def months(clue: Clue) -> When:
    """Read "between March and May"."""
    last = clue.month("month2")
    year = _year_of(clue, last)
    if year is None:
        return clue.symbol("range")
    end = whole_month(year, last)
    first = whole_month(clue.number("begun") or year - (clue.month() > last), clue.month())
    return between(first.start, end.end)


def quarter(clue: Clue) -> When:
    """Read "the third quarter", "first half of 2014"; without a year the nearest."""
    nth = clue.parts["nth"]
    size, letter = (6, "H") if clue.part("span") == "half" else (3, "Q")
    number = int(nth) if nth.isdigit() else words_of("ordinal").get(nth, 12 // size)
    if not 1 <= number <= 12 // size:
        return clue.symbol("range")
    year = clue.number("year") or _quarter_year(clue, size * (number - 1) + 1, size)
    if year is None:
        return clue.symbol("range", f"XXXX-{letter}{number}")
    return since(clue, months_from(year, size * (number - 1) + 1, size, f"{year:04d}-{letter}{number}"))


def _quarter_year(clue: Clue, first: int, size: int) -> int | None:
    """Give the year of a quarter that begins in month `first`: the nearest, of those begun by publication unless the verb looks ahead."""
    published = clue.published
    if published is None or clue.part("yearly"):
        return published.year + step_of(clue.part("yearly")) if published is not None else None
    years = (published.year - 1, published.year, published.year + 1)
    begun = [year for year in years if clue.ahead or (year, first) <= (published.year, published.month)]
    middle = nearest(clue, [day(year, first + size // 2, 15) for year in begun])
    year = middle.year if middle is not None else None
    return year - 1 if year is not None and clue.text.startswith("the year - ago") else year


def season(clue: Clue) -> When:
    """Find the three months of a season (northern): of the year named, else by "last", "this" and "next", else the last one begun."""
    first, letters = words_of("season")[clue.parts["season"]], timex_of("season")[clue.parts["season"]]
    year = clue.number("year") or _season_year(clue, first)
    if year is None:
        return clue.symbol("approx", f"XXXX-{letters}")
    when = months_from(year, first, 3, f"{year:04d}-{letters}")
    return between(when.start, when.end, "approx", when.value)


def _season_year(clue: Clue, first: int) -> int | None:
    """Give the year that a season begins in; a winter begins in December."""
    published = clue.published
    if published is None or clue.part("yearly"):
        return published.year + step_of(clue.part("yearly")) if published is not None else None
    months = published.month - first + (12 if published.month < first else 0)  # since the last one began
    last = published.year - (published.month < first)
    running = months < 3
    if clue.part("which"):
        step = step_of(clue.part("which"))
        if step < 0:
            return last - 1 if running else last
        return last if step == 0 and (running or last == published.year) else last + 1
    return last + 1 if clue.ahead and not running else last


def year(clue: Clue) -> When:
    """Read "2014", "early 2014", "fiscal 2014", "the 2014 fiscal year"."""
    digits = clue.part("year") or clue.part("year2") or clue.part("yy")
    return since(clue, whole_year(full_year(digits), part_of(clue.part("part"))))


def spelled_year(clue: Clue) -> When:
    """Read "nineteen ninety - six"."""
    century = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000, "two thousand": 2000}[clue.parts["century"]]
    return since(clue, whole_year(century + round(number_of(clue.part("rest") or "zero"))))


def years(clue: Clue) -> When:
    """Read "2011-2014", "1990-91", "between 2011 and 2014"."""
    first, digits = int(clue.parts["year"]), clue.part("year2") or clue.part("yy")
    last = int(digits) if len(digits) == 4 else first - first % 100 + int(digits)
    return between(day(first, 1, 1), day(last, 12, 31)) if last >= first else clue.symbol()


def decade(clue: Clue) -> When:
    """Read "the 1980s", "the late '80s", "the eighties"."""
    tens = clue.part("tens")
    if clue.part("word"):
        tens = str(192 + _TENS.index(clue.parts["word"].replace("ies", "y")))
    first = 10 * int(tens if len(tens) > 1 else f"19{tens}")
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part_of(clue.part("part")) or "", (0, 9))
    return between(day(first + low, 1, 1), day(first + high, 12, 31), "approx", f"{first // 10:03d}")


def century(clue: Clue) -> When:
    """Read "the 20th century", "the late nineteenth century"."""
    number = words_of("ordinal").get(clue.parts["ordinal"], 0)
    low, high = {"early": (0, 33), "mid": (34, 66), "late": (67, 99)}.get(part_of(clue.part("part")) or "", (0, 99))
    first = 100 * (number - 1)
    when = between(day(first + low, 1, 1), day(first + high, 12, 31), "approx", f"{number - 1:02d}")
    return when if number > 1 else UNKNOWN


def latest_quarter(clue: Clue) -> When:
    """Read "the latest quarter", "the current quarter", "the year-ago period" in reports of earnings."""
    if clue.published is None:
        return clue.symbol("range")
    own = (clue.published.month + 2) // 3
    which = clue.part("which") or "latest"
    return quarter_of(clue.published.year, own + (step_of(which) if which not in ("latest", "recent") else -1))


def year_quarter(clue: Clue) -> When:
    """Read "the 1988 quarter" as that year's quarter with the number of the latest; "the 1988 period" as the year."""
    year, latest = int(clue.parts["year"]), latest_quarter(clue).start
    return quarter_of(year, (latest.month + 2) // 3) if clue.parts["span"] == "quarter" and latest is not None else whole_year(year)
