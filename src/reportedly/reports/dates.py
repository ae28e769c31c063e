"""Publication days: from the forms that people and pages write to ISO days."""

from __future__ import annotations

import re
from datetime import date, datetime

from reportedly.errors import OptionError
from reportedly.reports.refusal import shown

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = r"(?P<word>[a-z]{3,9})"
_TAIL = r"(?:[ ,]+\d{1,2}:\d{2}.{0,40})?"  # a time of day after the date is read past
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? +)?"
_FORMS = tuple(
    re.compile(form + _TAIL, re.ASCII | re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}\.?,?[ -](?P<year>\d{{4}})",  # 4 September 2021; RFC 2822
        rf"{_WEEKDAY}{_MONTH}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",  # September 4, 2021
        r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})",  # 2021/09/04
    )
)
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})" + _TAIL, re.ASCII)  # 25/12/2021: which comes first is open
_LONGEST = 80  # characters; the longest form above with a time and a zone has under 60


def iso_day(words: str, where: str = "published") -> str:
    """The ISO day ("2021-09-04") that `words` name: an ISO date or datetime, or a common form that can mean one day only.

    A datetime gives the day as written, in its own zone. `where` names the option or field in the message.
    Raises OptionError for anything else: no date, a month without a day, or "04/09/2021", which two habits read differently.
    """
    found = day_of(words)
    if found is None:
        raise OptionError(f"{where}: {shown(words, _LONGEST)!r} is not a day that can be told for certain; write it as 2021-09-04")
    return found


def day_of(words: str) -> str | None:
    """What `iso_day` gives, or None where it raises: for dates that a page gives and nobody vouches for."""
    stripped = words.strip()
    found = None if len(stripped) > _LONGEST else _iso(stripped) or _written(stripped)
    return found.isoformat() if found else None


def is_future(published: str, today: date) -> bool:
    """Whether the ISO day `published` lies after `today`. Accepted all the same: the caller, who has a clock, warns."""
    return date.fromisoformat(published) > today


def _iso(words: str) -> date | None:
    """Python's reading of ISO 8601: dates, basic and week dates, datetimes with any offset."""
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        return None


def _written(words: str) -> date | None:
    """A form with a month's name, a year in front, or two numbers of which one can only be the day."""
    for form in _FORMS:
        if match := form.fullmatch(words):
            parts = match.groupdict()
            month = _month(parts["word"].lower()) if "word" in parts else int(parts["month"])
            return _date(int(parts["year"]), month, int(parts["day"]))
    match = _NUMBERS.fullmatch(words)
    if match is None:
        return None
    first, second, year = (int(number) for number in match.groups())
    readings = {found for found in (_date(year, second, first), _date(year, first, second)) if found}
    return readings.pop() if len(readings) == 1 else None


def _month(word: str) -> int:
    """The number of a month's name or of its first three letters or more; 0, which no date has, for other words."""
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)


def _date(year: int, month: int, day: int) -> date | None:
    """The date, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
