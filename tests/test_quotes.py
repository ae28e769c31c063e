"""Quotations: every style of mark, odd marks, paragraphs, and the time they take."""

from __future__ import annotations

import itertools
import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read.attribution.quotes import Quotation, quotations
from reportedly.read.grammar.passage import Passage

BLANK = spacy.blank("en")


def find(text: str) -> tuple[Quotation, ...]:
    offset, passages = 0, []
    for number, line in enumerate(text.split("\n")):
        passages.append(Passage(number, offset, BLANK(line)))
        offset += len(line) + 1
    return quotations(passages)


def texts(text: str) -> list[str]:
    return [text[item.start : item.end] for item in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” he said.", ["“We won,”"]),
        ('"We won," he said. "They lost."', ['"We won,"', '"They lost."']),
        ("‘We won,’ she said.", ["‘We won,’"]),
        ("'We won,' she said.", ["'We won,'"]),
        ("«We won», he said.", ["«We won»"]),
        ("„We won“, he said.", ["„We won“"]),
        ("``We won,'' he said.", ["``We won,''"]),
        ('“We won," he said.', ['“We won,"']),
        ("He said “it was ‘hell’ there” again.", ["“it was ‘hell’ there”"]),
    ],
)
def test_styles(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    "text", ["The rebels' bases and the army's dogs.", "It’s the ‘90s", 'a 5" gun', "we won” he said", "don't", "the ’80s"]
)
def test_apostrophes_and_stray_marks_are_no_quotations(text: str) -> None:
    assert texts(text) == []


def test_a_plural_possessive_does_not_close_a_single_mark() -> None:
    assert texts("‘The rebels’ base was hit,’ she said.") == ["‘The rebels’ base was hit,’"]


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    (item,) = find("He said: “We won. They lost.\nNobody spoke.")
    assert not item.closed
    assert item.end == len("He said: “We won. They lost.")


def test_an_apostrophe_taken_for_a_mark_hides_no_double_quotation() -> None:
    assert texts('They met in the ‘old town. "We won," he said.') == ['"We won,"']


@pytest.mark.parametrize("mark", ["“", '"'])
def test_a_quotation_runs_over_paragraphs(mark: str) -> None:
    close = {"“": "”", '"': '"'}[mark]
    first, second, third = find(f"{mark}We won.\n{mark}We will win.\n{mark}They lost.{close}")
    assert (first.closed, first.continues) == (False, None)
    assert (second.closed, second.continues) == (False, 0)
    assert (third.closed, third.continues) == (True, 1)


def test_a_second_opening_mark_ends_the_first_quotation() -> None:
    assert texts('"We won. She said "they lost" then.') == ['"We won. She said ', '"they lost"']


@given(st.text(alphabet="ab '\"‘’“”«».\n", max_size=60))
def test_quotations_are_in_order_and_lie_in_the_text(text: str) -> None:
    found = find(text)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all("\n" not in text[item.start : item.end] for item in found)


def test_a_hundred_thousand_marks_take_linear_time() -> None:
    passage = Passage(0, 0, BLANK('"a b ' * 100_000))
    began = time.perf_counter()
    assert len(quotations([passage])) > 10_000
    assert time.perf_counter() - began < 5
