"""Datelines ("KABUL, Sept 4 (Reuters) -"), date lines and the dates that open a saved report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTH_NAMES = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_CENTURY = 50
"""Two-digit years below it are 20xx, others 19xx: wire copy with two digits is of the 1980s and 1990s."""

_LEAP = 2000  # a year with a 29 February, to tell whether a calendar has a day
_HEADS = frozenset(
    {"ALERT", "ANALYSIS", "BREAKING", "EXCLUSIVE", "EXPLAINER", "FACTBOX", "LIVE", "OPINION", "UPDATE", "URGENT", "VIDEO", "WATCH"}
)
"""Words in capitals that stand where a dateline's place does, and are none."""

_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?"
_TIME = (
    r",?\s*(?:at\s+|[|•-]\s*)?\d{1,2}[:.h]?\d{2}(?:[:.]\d\d)?\b"
    r"\s*(?:[ap]\.?m\b\.?|(?:gmt|utc|est|edt|bst|cet|ist|ksa)\b|\([a-z]{2,4}\))?"
)
_FULL = (
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH}),?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<m5>{_MONTH})\s+(?P<d5>\d\d)(?P<y5>20\d\d)"
    rf"|(?P<y3>(?:19|20)\d\d)[-/.](?P<m3>\d{{1,2}})[-/.](?P<d3>\d{{1,2}})"
    rf"|(?P<a4>\d{{1,2}})[./-](?P<b4>\d{{1,2}})[./-](?P<y4>(?:19|20)\d\d))"
)
_LABEL = (
    r"(?:(?:(?:first|last)\s+)?(?:published|posted|updated?|modified|issued|released|filed|date\s+of\s+publication|publication\s+date|date|"
    r"briefing\s+note|press\s+(?:release|statement)|statement|bulletin|communiqu[eé])(?:\s+(?:on|at))?\s*[:|,]?\s*)"
)
_DAY = rf"(?:{_WEEKDAY}\s*)?{_FULL}(?:{_TIME})?"
_AGAIN = re.sub(r"\?P<\w+>", "?:", _DAY)
_NAME = r"[A-Z][^\W\d_]+(?:[ '’.-]+[A-Z][^\W\d_]*){0,3}"
_WHOLE = re.compile(
    rf"[('\"*_=\s]*(?:(?P<place>{_NAME}),\s+)?(?i:{_LABEL}?{_DAY}(?:[\s|,/–—-]*{_LABEL}?{_AGAIN}|[\s|,/–—-]*{_TIME})?)[)'\"*_=.\s|–—-]*"
)
_BY = r"(?:\s+by\s+[A-Z][\w.'’-]*+\s+[A-Z][\w.'’-]*+)"  # two names: a third word may be the headline's first
_LEADING = re.compile(rf"(?i:{_LABEL}?{_DAY})(?![\w,/-]){_BY}?(?=\s+[A-Z\"“‘0-9])")
_SHORT_DATE = (
    rf"(?i:{_FULL}|(?P<d6>\d{{1,2}})\s+(?P<m6>{_MONTH})(?:,?\s+'?(?P<y6>\d\d)\b)?"
    rf"|(?P<m7>{_MONTH})\s+(?P<d7>\d{{1,2}})(?:,\s+'?(?P<y7>\d\d)\b)?|{_WEEKDAY}(?:\s+{_MONTH}\s+\d{{1,2}})?)"
)
_DATELINE = re.compile(
    rf"(?P<place>{_NAME}(?:[,/]\s?(?!(?i:{_MONTH}|{_WEEKDAY}))[A-Z][\w.]+(?:\s[A-Z][\w.]+){{0,2}})?)(?P<date>,?\s+\(?{_SHORT_DATE}\)?)?[.,]?"
    r"(?P<credit>\s*\([^()\n]{2,60}\))?(?P<dash>\s*(?:—|--)\s*|\s+[-–]\s+|\s+[-–](?=[A-Z])|:(?=\s))?(?P<marks>(?:\s*\[(?!(?:SPEECH|COMMUNIQUE|STATEMENT|ADDRESS|MESSAGE|LETTER|REMARKS|INTERVIEW|DECLARATION)\b)[^\]\n]{1,40}\])*)\s*"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What opens or fills a line: its `length` in characters, its ISO `day`, its `place` and who is credited.

    A day without its year is written as EDTF does: XXXX-09-04.
    """

    length: int
    day: str | None
    place: str | None = None
    credit: str | None = None


def whole_line_date(line: str) -> Dateline | None:
    """The date line that `line` as a whole is ("Tuesday, June 19, 2018", "STELLMARK, 5 August 2031"), or None."""
    found = _WHOLE.fullmatch(line)
    if found is None:
        return None
    return Dateline(len(line), _day(found), found.group("place"))


def leading_date(text: str) -> Dateline | None:
    """The date that opens a saved report ("Published July 5 2016 A man…", "21.02.2015 At least…"), or None.

    A comma behind the date makes it part of the sentence ("July 5, 2016, saw…").
    """
    found = _LEADING.match(text)
    return Dateline(found.end(), _day(found)) if found else None


def dateline(text: str) -> Dateline | None:
    """The dateline at the start of a paragraph, or None.

    A place in capitals needs a dash, a place in small letters an agency in brackets or a second name and a dash;
    in a text all in capitals only a date or a credit tells a dateline from a sentence.
    """
    found = _DATELINE.match(text)
    if found is None or not (text[found.end() :][:1].isupper() or text[found.end() :][:1] in tuple("\"“‘'«[0123456789")):
        return None
    place, credit = found.group("place"), found.group("credit")
    dash = found.group("dash") is not None and (found.group("dash") != ":" or credit is not None)
    if not _is_dateline(place, dash=dash, dated=found.group("date") is not None, credited=credit is not None, rest=text[found.end() :]):
        return None
    named = place.split(",")[0].strip()
    return Dateline(found.end(), _day(found), None if named in _HEADS else place, credit.strip(" ()") if credit else None)


def _is_dateline(place: str, *, dash: bool, dated: bool, credited: bool, rest: str) -> bool:
    """Whether the marks around a name make it a dateline."""
    if not dash:
        return credited and ("," in place or place.isupper() or dated)
    if dated or credited:
        return place.split(",")[0].isupper() or "," in place or credited
    shouted = rest[:40].isupper()
    return not shouted and (place.split(",")[0].isupper() or "," in place)


def _day(found: re.Match[str]) -> str | None:
    """The ISO day of a match of the date expressions, or without a year XXXX-09-04; None where it holds no unambiguous date."""
    parts = found.groupdict()
    for key in "123567":
        year, month, day = parts.get(f"y{key}"), parts.get(f"m{key}"), parts.get(f"d{key}")
        if month and day and (year or key in "67"):
            number = _MONTHS.get(month.lower().rstrip("."), 0) if not month.isdigit() else int(month)
            whole = _iso(_century(int(year)) if year else _LEAP, number, int(day))
            return whole if year or whole is None else f"XXXX{whole[4:]}"
    first, second, year = parts.get("a4"), parts.get("b4"), parts.get("y4")
    if not (first and second and year):
        return None
    if (int(first) > 12) == (int(second) > 12) and first != second:
        return _iso(int(year), int(second), int(first)) if "." in found.group() else None
    day, month = (first, second) if int(first) > 12 else (second, first)
    return _iso(int(year), int(month), int(day))


def _century(year: int) -> int:
    if year > 99:
        return year
    return year + (2000 if year < _CENTURY else 1900)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
