"""Which function resolves which rule of the table `time_patterns`, and what its result is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportedly.read.times import holidays, lengths, named_days, reckoned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportedly.read.times.clue import Clue
    from reportedly.read.times.days import When

Kind = Literal["date", "time", "duration", "set", "ref"]
"""What a mention is: a day or stretch of the calendar, a time of day, a length, a habit, a reference like "now"."""

RESOLVERS: Mapping[str, Callable[[Clue], When]] = {
    "iso": named_days.iso,
    "numeric": named_days.numeric,
    "days_across": named_days.days_across,
    "days_of_month": named_days.two_days,
    "month_days": named_days.two_days,
    "day_month": named_days.one_day,
    "month_day": named_days.one_day,
    "months": named_days.months,
    "month_year": named_days.month,
    "quarter": named_days.quarter,
    "latest_quarter": named_days.latest_quarter,
    "year_quarter": named_days.year_quarter,
    "year_ago": reckoned.year_ago,
    "decade": named_days.decade,
    "century": named_days.century,
    "years": named_days.years,
    "part_year": named_days.year,
    "fiscal_year": named_days.year,
    "spelled_year": named_days.spelled_year,
    "year": named_days.year,
    "weekday": reckoned.weekday,
    "weekdays": reckoned.weekdays,
    "near_day": reckoned.near_day,
    "overnight": reckoned.overnight,
    "weekend": reckoned.weekend,
    "holiday": holidays.holiday,
    "season": named_days.season,
    "ago": reckoned.ago,
    "later": reckoned.later,
    "other_day": reckoned.other_day,
    "which_unit": reckoned.which_unit,
    "the_unit": reckoned.the_unit,
    "lately": lengths.lately,
    "running": lengths.running,
    "ahead": lengths.ahead,
    "length": lengths.length,
    "habit": lengths.habit,
    "past": lengths.past,
    "future": lengths.future,
    "now": lengths.now,
    "still": lengths.still,
    "clock": lengths.clock,
}

KINDS: Mapping[str, Kind] = {
    "length": "duration",
    "running": "duration",
    "lately": "duration",
    "ahead": "duration",
    "habit": "set",
    "now": "ref",
    "still": "ref",
    "past": "ref",
    "future": "ref",
    "clock": "time",
}
"""The kind of a rule's mentions; of rules that are not here, date."""
