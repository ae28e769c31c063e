"""The tagger's parts that need no weights: word pieces, windows, shapes, decoding, linking."""

from __future__ import annotations

import random
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.tagger.decode import LABELS, best, runs
from reportedly.tagger.link import linked
from reportedly.tagger.pieces import Pieces
from reportedly.tagger.windows import CASES, LIMIT, shapes, windows

if TYPE_CHECKING:
    from collections.abc import Iterable

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "rebel", "##s", "shell", "##ed", "the", "town", ",", ".", '"', "cafe", "a", "##b", "##a"]
PIECES = Pieces(VOCABULARY)


def words(text: str) -> list[str]:
    encoded = PIECES.encode(text)
    return [text[first:last] for first, last in encoded.offsets]


def test_words_are_cut_into_the_longest_pieces_known() -> None:
    encoded = PIECES.encode("Rebels shelled the town.")
    assert [VOCABULARY[number] for number in encoded.ids] == ["rebel", "##s", "shell", "##ed", "the", "town", "."]
    assert encoded.inner == (False, True, False, True, False, False, False)


def test_offsets_slice_back_to_the_text_with_accents_and_controls() -> None:
    assert words("the Café, the\u200dtown") == ["the", "Café", ",", "the\u200dtown"]
    assert words("a\u0301b") == ["a\u0301", "b"] or words("a\u0301b")[0][0] == "a"


def test_a_word_without_pieces_is_one_unknown_piece() -> None:
    encoded = PIECES.encode("zzz town")
    assert encoded.ids[0] == VOCABULARY.index("[UNK]")
    assert encoded.offsets[0] == (0, 3)
    assert PIECES.encode("a" + "b" * 300).ids == (1,)


@given(st.text(max_size=80))
def test_every_text_has_pieces_in_order_inside_it(text: str) -> None:
    encoded = PIECES.encode(text)
    assert len(encoded.ids) == len(encoded.offsets) == len(encoded.inner)
    last = 0
    for first, end in encoded.offsets:
        assert 0 <= first < end <= len(text)
        assert first >= last - 1
        last = end


def test_pieces_are_those_of_the_library_where_it_is_installed() -> None:
    tokenizers = pytest.importorskip("tokenizers", reason="SKIPPED: tokenizers is a training extra: pip install 'reportedly[train]'")
    from importlib.resources import files

    vocabulary = (files("reportedly") / "weights" / "tagger" / "pieces.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    library = tokenizers.BertWordPieceTokenizer(vocab={piece: n for n, piece in enumerate(vocabulary)}, lowercase=True)
    ours = Pieces(vocabulary)
    rng = random.Random(3)
    alphabet = "abcdeABC ,.;:'\"“”’-–()1234é ñ\u00a0ü ç\t$%/&@#"
    for _ in range(300):
        text = "".join(rng.choice(alphabet) for _ in range(60))
        theirs = library.encode(text, add_special_tokens=False)
        assert tuple(theirs.ids) == ours.encode(text).ids
        assert tuple(theirs.offsets) == ours.encode(text).offsets


def offsets(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for word in text.split(" "):
        for part in [word[:-1], word[-1]] if word[-1] in ".,!?" and len(word) > 1 else [word]:
            found.append((at, at + len(part)))
            at += len(part)
        at += 1
    return found


def test_a_short_paragraph_is_one_window() -> None:
    text = "The army shelled the town."
    assert [(w.first, w.last) for w in windows(text, offsets(text))] == [(0, 5)]
    assert list(windows("", [])) == []


def test_a_long_paragraph_is_cut_behind_sentences_and_loses_nothing() -> None:
    text = " ".join(["The army shelled the town again on Friday."] * 60)
    places = offsets(text)
    found = list(windows(text, places))
    assert [n for w in found for n in range(w.first, w.last + 1)] == list(range(len(places)))
    assert all(w.last - w.first + 1 <= LIMIT - 2 for w in found)
    assert all(text[places[w.last][0]] == "." for w in found)


def test_a_paragraph_without_stops_is_cut_between_words() -> None:
    text = "x" * 3 + " yy" * 500
    places = offsets(text)
    found = list(windows(text, places))
    assert [n for w in found for n in range(w.first, w.last + 1)] == list(range(len(places)))


def test_shapes_tell_case_and_quotation() -> None:
    text = 'UN said “We hold 3" towns'
    places = [(0, 2), (3, 7), (8, 9), (9, 11), (12, 16), (17, 18), (18, 19), (20, 25)]
    found = shapes(text, places)
    assert [shape % CASES for shape in found] == [2, 0, 3, 1, 0, 3, 3, 0]
    assert [shape >= CASES for shape in found[:6]] == [False, False, True, True, True, True]


def test_the_best_sequence_begins_before_it_goes_on() -> None:
    scores = np.full((3, len(LABELS)), -5.0)
    scores[0, LABELS.index("I-cue")] = 3.0
    scores[0, LABELS.index("B-cue")] = 2.0
    scores[1, LABELS.index("I-cue")] = 3.0
    scores[2, LABELS.index("I-content")] = 3.0
    scores[2, LABELS.index("B-content")] = 1.0
    labels = [LABELS[n] for n in best(scores)]
    assert labels == ["B-cue", "I-cue", "B-content"]


@given(st.lists(st.lists(st.floats(-5, 5), min_size=len(LABELS), max_size=len(LABELS)), min_size=1, max_size=12))
def test_no_inside_stands_alone(rows: list[list[float]]) -> None:
    path = [LABELS[n] for n in best(np.array(rows))]
    for before, after in zip(["O", *path], path, strict=False):
        assert after[0] != "I" or before[2:] == after[2:]
    assert sum(label[0] == "B" for label in path) == len(runs([LABELS.index(label) for label in path]))


@given(st.lists(st.lists(st.floats(-5, 5, width=32), min_size=len(LABELS), max_size=len(LABELS)), min_size=1, max_size=3))
def test_no_allowed_sequence_of_labels_has_a_higher_sum(rows: list[list[float]]) -> None:
    def allowed(path: tuple[int, ...]) -> bool:
        names = ["O", *(LABELS[n] for n in path)]
        return all(after[0] != "I" or before[2:] == after[2:] for before, after in pairwise(names))

    def total(path: Iterable[int]) -> float:
        return sum(row[label] for row, label in zip(rows, path, strict=True))

    every = [path for path in product(range(len(LABELS)), repeat=len(rows)) if allowed(path)]
    assert total(best(np.array(rows))) == pytest.approx(max(map(total, every)))


def test_each_content_and_speaker_goes_to_its_nearest_cue() -> None:
    found = [("speaker", 0, 0), ("cue", 1, 1), ("content", 2, 4), ("speaker", 6, 6), ("cue", 7, 7), ("content", 8, 9)]
    made = linked(found, [0] * 10)
    assert made == [(found[1], [found[0]], [found[2]]), (found[4], [found[3]], [found[5]])]


def test_a_cue_without_a_speaker_shares_the_one_before_in_its_sentence() -> None:
    found = [("speaker", 0, 0), ("cue", 1, 1), ("content", 2, 4), ("cue", 6, 6), ("content", 7, 8)]
    assert linked(found, [0] * 9)[1] == (("cue", 6, 6), [("speaker", 0, 0)], [("content", 7, 8)])
    assert linked(found, [0] * 5 + [1] * 4)[1] == (("cue", 6, 6), [], [("content", 7, 8)])


def test_the_end_of_a_sentence_is_farther_than_words() -> None:
    found = [("content", 0, 1), ("cue", 3, 3), ("content", 5, 6), ("cue", 16, 16)]
    made = linked(found, [0, 0, 0, 0, 1, 1, 1, *[1] * 10])
    assert made[0][2] == [("content", 0, 1)]
    assert made[1][2] == [("content", 5, 6)]


def test_content_without_any_cue_is_kept_without_one() -> None:
    assert linked([("content", 0, 3)], [0] * 4) == [(None, [], [("content", 0, 3)])]
    assert linked([("speaker", 0, 3)], [0] * 4) == []
