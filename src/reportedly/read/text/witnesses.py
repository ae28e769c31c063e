"""The days of publication that the user, the page and the text give, side by side, and how far they lie apart."""

from __future__ import annotations

import datetime

from reportedly.model import Dates


def compared(dates: Dates, told: str | None) -> Dates:
    """The witnesses with what the text tells: an ISO day, or one without its year (XXXX-09-04), which takes the nearest.

    A day without its year says nothing where no other witness gives one.
    """
    known = dates.given or dates.page
    text = _nearest(told, datetime.date.fromisoformat(known)) if told is not None and told.startswith("X") and known else told
    text = None if text is not None and text.startswith("X") else text
    days = [datetime.date.fromisoformat(day) for day in (dates.given, dates.page, text) if day is not None]
    apart = (max(days) - min(days)).days if len(days) > 1 else None
    return Dates(given=dates.given, page=dates.page, text=text, apart=apart)


def _nearest(told: str, known: datetime.date) -> str:
    """The day without a year in the year that brings it nearest to a known day."""
    found = []
    for year in (known.year - 1, known.year, known.year + 1):
        try:
            found.append(datetime.date(year, int(told[5:7]), int(told[8:10])))
        except ValueError:  # 29 February, or beyond the calendar's ends
            continue
    return min(found, key=lambda day: abs((day - known).days)).isoformat() if found else told
