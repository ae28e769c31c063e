"""The measuring of copies: what is drawn is seeded, planted copies are edited as much as they say, pairs that were read have ids alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import copied_texts
import copies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest

TEXTS, STORIES = copied_texts.load(None)


def texts_of(pairs: Iterable[copied_texts.Pair]) -> list[tuple[str, str]]:
    return [(pair.one.text, pair.other.text) for pair in pairs]


def test_what_is_drawn_depends_on_the_seed_alone() -> None:
    assert texts_of(copied_texts.planted(TEXTS, 5, 1)) == texts_of(copied_texts.planted(TEXTS, 5, 1))
    assert texts_of(copied_texts.planted(TEXTS, 5, 1)) != texts_of(copied_texts.planted(TEXTS, 5, 2))
    assert texts_of(copied_texts.told_twice(TEXTS, STORIES, 5, 1)) == texts_of(copied_texts.told_twice(TEXTS, STORIES, 5, 1))


def test_planted_copies_are_edited_by_up_to_half() -> None:
    shares = [pair.edited for pair in copied_texts.planted(TEXTS, 40, 3)]
    assert 0 <= min(shares) < 0.1
    assert 0.4 < max(shares) <= 0.5


def test_most_planted_copies_are_found() -> None:
    pairs = copied_texts.planted(TEXTS, 60, 3)
    assert sum(bool(copies.found(pair)) for pair in pairs) >= 0.9 * len(pairs)
    assert sum(copies.shares_key(pair) for pair in pairs) >= 0.95 * len(pairs)


def test_the_near_copy_of_the_bundled_story_is_told_apart_from_the_rest() -> None:
    pairs = copied_texts.told_twice(TEXTS, STORIES, 100, 1)
    assert {frozenset((pair.one.report, pair.other.report)) for pair in pairs if copies.found(pair)} == {frozenset(("p06", "p07"))}


def test_rates_count_what_was_said_of_pairs() -> None:
    pairs = [copied_texts.Pair(pair.one, pair.other, copy, "planted") for pair, copy in zip(
        copied_texts.planted(TEXTS, 3, 1), (True, True, False), strict=True)]  # fmt: skip
    rates = copies.rates(pairs, [True, False, True])
    assert (rates.hits, rates.said, rates.want) == (1, 2, 2)


def test_pairs_that_were_read_are_ids_and_a_word() -> None:
    rows = [line.split("\t") for line in copied_texts.LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert rows[0] == ["first", "second", "copy", "shared"]
    assert all(row[2] in ("yes", "no") and " " not in row[0] + row[1] for row in rows[1:])
    assert copied_texts.labelled(TEXTS) == []


def test_tokens_become_a_text_with_marks_and_lines(tmp_path: Path) -> None:
    folder = tmp_path / "gvc"
    folder.mkdir()
    tokens = ["He", "said", "``", "no", "''", ".", "//n", "It", "'s", "(", "over", ")"]
    (folder / "dev.conll").write_text("\n".join(f"0/77/d1\t0\t{n}\t{token}\t-" for n, token in enumerate(tokens)), encoding="utf-8")
    texts, stories = copied_texts.load(tmp_path)
    assert stories == {"dev-77": ["d1"]}
    assert texts["d1"] == 'He said "no". \n It\'s (over)'


def test_the_program_prints_its_figures(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["copies.py", "--planted", "8", "--told-twice", "4"])
    assert copies.main() == 0
    shown = capsys.readouterr().out
    assert "planted             8 pairs" in shown
    assert "all              P" in shown
