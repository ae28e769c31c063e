"""Texts that tell one story are found together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.link.stories import cosines, joined, stories, weighed

FERRY = {
    "f1": "An explosion tore through the ferry Merrin Star on the river Merrin, the Red Crescent said. Divers searched the ferry.",
    "f2": "The Red Crescent raised the toll of the Merrin Star ferry explosion. Divers found more bodies in the river Merrin.",
    "f3": "A League drone hit the Merrin Star, an inquiry into the ferry explosion on the river found.",
}
STRIKE = {
    "s1": "Dock workers at Tarrin Head struck for a second day; the harbour board called the strike unlawful. Ships waited.",
    "s2": "The harbour board offered dock workers talks on pay if the strike at Tarrin Head ends. Fourteen ships wait.",
}


def test_texts_of_one_story_are_together_and_stories_apart() -> None:
    assert stories(FERRY | STRIKE) == (("f1", "f2", "f3"), ("s1", "s2"))


def test_a_text_of_its_own_is_a_story() -> None:
    assert ("x",) in stories(FERRY | {"x": "Snow closed schools in the northern hills."})


def test_no_texts_are_no_stories() -> None:
    assert stories({}) == ()


def test_texts_without_words_are_stories_of_their_own() -> None:
    assert stories({"a": "", "b": "…"}) == (("a",), ("b",))


def test_what_all_texts_say_weighs_nothing() -> None:
    assert weighed(["toll rises", "toll falls"])[:, 2].tolist() == [0.0, 0.0]


@given(st.permutations(sorted(FERRY | STRIKE)))
def test_the_order_of_texts_changes_nothing(names: list[str]) -> None:
    assert stories({name: (FERRY | STRIKE)[name] for name in names}) == stories(FERRY | STRIKE)


@given(st.lists(st.text(alphabet="abc de", max_size=20), min_size=1, max_size=8), st.floats(0.05, 1))
def test_every_text_is_in_one_group(texts: list[str], near: float) -> None:
    found = joined(cosines(texts), near)
    assert sorted(row for group in found for row in group) == list(range(len(texts)))
