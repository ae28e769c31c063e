"""What the tagger learns from, as windows of word pieces: attributions of a corpus in PolNeAR's form, and claims of annotated reports."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judge import labelled, record
from network import BASE

from reportedly import english
from reportedly.gazetteer import open_index
from reportedly.read import prepared
from reportedly.read.events.propositions import candidates
from reportedly.tagger import EDGE
from reportedly.tagger.decode import LABELS
from reportedly.tagger.pieces import Pieces
from reportedly.tagger.windows import shapes, windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from polnear import Article

IGNORED = -100
"""The label of a piece that is not learned from: an end mark, or the rest of a word."""


@dataclass(frozen=True)
class Window:
    """Pieces, their shapes and the labels of their words, end marks included."""

    pieces: tuple[int, ...]
    shapes: tuple[int, ...]
    labels: tuple[int, ...] = ()


@dataclass(frozen=True)
class Clause:
    """A candidate: its head and words as numbers of pieces in its window, its facts and labels; `stance` is None where there is no claim."""

    head: int
    words: tuple[int, ...]
    facts: tuple[str, ...]
    kind: str
    weight: float
    stance: str | None


@dataclass(frozen=True)
class Judged:
    """A window of an annotated report with the candidates that stand in it."""

    window: Window
    clauses: tuple[Clause, ...]


def vocabulary() -> str:
    """The word pieces of the base weights, one a line."""
    return (Path(str(files(BASE))) / "model" / "vocab.txt").read_text(encoding="utf-8")


def attributed(article: Article, pieces: Pieces) -> Iterator[Window]:
    """The windows of an article with the labels of its attributions."""
    roles = [("speaker", item.source, item.cue, item.content) for item in article.attributions]
    spans = sorted({(*part, role) for _, *parts in roles for role, of in zip(("speaker", "cue", "content"), parts, strict=True) for part in of})
    start = 0
    for line in article.text.split("\n"):
        if line.strip():
            yield from _paragraph(line, [(first - start, last - start, role) for first, last, role in spans], pieces)
        start += len(line) + 1


def _paragraph(line: str, spans: Sequence[tuple[int, int, str]], pieces: Pieces) -> Iterator[Window]:
    encoded = pieces.encode(line)
    letters = _letters(line, spans)
    labels: list[int] = []
    before = 0
    for inner, (first, last) in zip(encoded.inner, encoded.offsets, strict=True):
        if inner:
            labels.append(IGNORED)
            continue
        here = letters[first:last]
        label = next((one for one in here if LABELS[one][0] == "B"), max(here, default=0))
        before = _begun(label, before)
        labels.append(before)
    kinds = shapes(line, encoded.offsets)
    for window in windows(line, encoded.offsets):
        part = slice(window.first, window.last + 1)
        mine = labels[part]
        first_word = next((n for n, label in enumerate(mine) if label != IGNORED), None)
        if first_word is not None:
            mine[first_word] = _begun(mine[first_word], 0)
        yield Window((pieces.cls, *encoded.ids[part], pieces.sep), (EDGE, *kinds[part], EDGE), (IGNORED, *mine, IGNORED))


def _letters(line: str, spans: Sequence[tuple[int, int, str]]) -> list[int]:
    """The label of every letter."""
    letters = [0] * len(line)
    for first, last, role in spans:
        begin, end = max(first, 0), min(last, len(line))
        while begin < end and line[begin].isspace():
            begin += 1
        for at in range(begin, end):
            letters[at] = LABELS.index(f"I-{role}")
        if begin < end:
            letters[begin] = LABELS.index(f"B-{role}")
    return letters


def _begun(label: int, before: int) -> int:
    """An inside whose span has not begun, as its beginning."""
    inside = LABELS[label][0] == "I"
    return label - 1 if inside and LABELS[before][2:] != LABELS[label][2:] else label


def judged(item: dict[str, Any], pieces: Pieces) -> list[Judged]:
    """The windows of an annotated report that hold candidates; which are claims is said by `judge.labelled`."""
    work = prepared(record(item), parse=english.parse, lookup=open_index().find)
    found = list(candidates(work.found))
    clauses = [(c, example) for c, example in zip(found, labelled(item, work, found), strict=True)]
    made: list[Judged] = []
    for passage in work.found.passages:
        mine = [pair for pair in clauses if pair[0].unit.happening.passage == passage.number]
        if mine:
            made += _judged(passage.doc.text, mine, pieces)
    return made


def _judged(text: str, found: Sequence[tuple[Any, Any]], pieces: Pieces) -> Iterator[Judged]:
    encoded = pieces.encode(text)
    starts = [first for first, _ in encoded.offsets]
    kinds = shapes(text, encoded.offsets)
    for window in windows(text, encoded.offsets):
        part = slice(window.first, window.last + 1)
        place = {n: n - window.first + 1 for n in range(window.first, window.last + 1)}
        clauses = []
        for candidate, example in found:
            head = place.get(_piece(starts, candidate.head))
            if head is not None:
                words = tuple(at for word in candidate.words if (at := place.get(_piece(starts, word))) is not None)
                stance = None if example.claim is None else example.claim["stance"]
                clauses.append(Clause(head, words or (head,), example.facts, example.label, example.weight, stance))
        if clauses:
            yield Judged(Window((pieces.cls, *encoded.ids[part], pieces.sep), (EDGE, *kinds[part], EDGE)), tuple(clauses))


def _piece(starts: Sequence[int], offset: int) -> int:
    """The number of the last piece that starts at an offset or before."""
    return max(bisect_right(starts, offset) - 1, 0)
