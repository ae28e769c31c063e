"""The scorer of groupings, on the worked examples of the papers."""

from __future__ import annotations

import pytest

pytest.importorskip("scipy", reason="the train extra is not installed")

import conll


def groups(*words: str) -> list[frozenset[str]]:
    return [frozenset(word) for word in words]


KEY = groups("12345", "67", "89abc")
"""Five, two and five mentions: the example of Bagga and Baldwin (1998)."""


def test_a_grouping_agrees_with_itself() -> None:
    assert conll.measure(KEY, KEY).conll == 1


def test_muc_counts_links_as_bagga_and_baldwin_do() -> None:
    one = conll.measure(groups("12345", "6789abc"), KEY)
    assert (round(one.muc.precision, 2), one.muc.recall) == (0.9, 1.0)


def test_muc_cannot_tell_which_groups_were_joined() -> None:
    small, large = conll.measure(groups("12345", "6789abc"), KEY), conll.measure(groups("1234589abc", "67"), KEY)
    assert small.muc == large.muc


@pytest.mark.parametrize(("found", "precision"), [(groups("12345", "6789abc"), 0.76), (groups("1234589abc", "67"), 0.58)])
def test_b3_tells_by_mentions_as_bagga_and_baldwin_do(found: list[frozenset[str]], precision: float) -> None:
    one = conll.measure(found, KEY)
    assert (round(one.b3.precision, 2), one.b3.recall) == (precision, 1.0)


@pytest.mark.parametrize(("found", "precision", "recall"), [(groups("12345", "6789abc"), 0.92, 0.61), (groups("123456789abc"), 0.59, 0.2)])
def test_ceafe_matches_groups_one_to_one(found: list[frozenset[str]], precision: float, recall: float) -> None:
    one = conll.measure(found, KEY)
    assert (round(one.ceafe.precision, 2), round(one.ceafe.recall, 2)) == (precision, recall)


def test_singletons_have_no_links() -> None:
    alone = groups("1", "2", "3")
    assert conll.measure(alone, alone).muc.f1 == 0
    assert conll.measure(alone, alone).b3.f1 == 1


def test_the_figure_is_the_mean_of_three() -> None:
    one = conll.measure(groups("12345", "6789abc"), KEY)
    assert one.conll == pytest.approx((one.muc.f1 + one.b3.f1 + one.ceafe.f1) / 3)


@pytest.mark.parametrize("found", [groups("12345", "67"), groups("12345", "67", "89abc", "a")])
def test_groupings_of_other_mentions_are_refused(found: list[frozenset[str]]) -> None:
    with pytest.raises(ValueError, match="same mentions"):
        conll.measure(found, KEY)


def test_a_line_shows_all_figures() -> None:
    assert str(conll.measure(groups("12345", "6789abc"), KEY)).startswith("CoNLL ")
