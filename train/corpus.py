"""What the tagger learns from, as windows of word pieces: attributions of a corpus in PolNeAR's form, and claims of annotated reports."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judge import labelled, record
from network import BASE

from reportedly import english
from reportedly.gazetteer import open_index
from reportedly.read import prepared
from reportedly.read.events.propositions import Candidate, candidates
from reportedly.tagger import EDGE, piece_at
from reportedly.tagger.decode import LABELS
from reportedly.tagger.windows import marked, shapes, windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drills import Snippet
    from judge import Example
    from polnear import Article

    from reportedly.read import Prepared
    from reportedly.read.attribution.tagged import Tag
    from reportedly.tagger.pieces import Pieces

IGNORED = -100
"""The label of a piece that is not learned from: an end mark, or the rest of a word."""


@dataclass(frozen=True)
class Window:
    """Pieces, their shapes and the labels of their words, end marks included."""

    pieces: tuple[int, ...]
    shapes: tuple[int, ...]
    labels: tuple[int, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """What a clause teaches: its named facts, its event type or "NONE", and what it counts for.

    `stance` is None where there is no claim or it is not annotated, and so is `mode`, "TYPE/mode". `drilled` says that it is of a snippet,
    which teaches what a claim is of, not what is a claim.
    """

    facts: tuple[str, ...]
    kind: str
    weight: float
    stance: str | None
    mode: str | None = None
    drilled: bool = False


@dataclass(frozen=True)
class Clause:
    """A candidate for a claim: its window with its words marked, its head and words as numbers of pieces there, and what it teaches."""

    window: Window
    head: int
    words: tuple[int, ...]
    lesson: Lesson


def told(example: Example) -> Lesson:
    """What a candidate of an annotated report teaches."""
    return Lesson(example.facts, example.label, example.weight, (example.claim or {}).get("stance"))


def drill(row: Snippet, candidate: Candidate) -> Lesson:
    """What the candidate of a snippet's row teaches."""
    return Lesson(candidate.facts, row.event_type, 1.0, None, f"{row.event_type}/{row.mode}", drilled=True)


def vocabulary() -> str:
    """The word pieces of the base weights, one a line."""
    return (Path(str(files(BASE))) / "model" / "vocab.txt").read_text(encoding="utf-8")


def attributed(article: Article, pieces: Pieces) -> Iterator[Window]:
    """The windows of an article with the labels of its attributions."""
    spans = sorted(
        {
            (*part, role)
            for item in article.attributions
            for role, of in (("speaker", item.source), ("cue", item.cue), ("content", item.content))
            for part in of
        }
    )
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


def judged(item: dict[str, Any], pieces: Pieces) -> list[Clause]:
    """The candidates of an annotated report; which are claims is said by `judge.labelled`."""
    work = prepared(record(item), parse=english.parse, lookup=open_index().find)
    found = list(candidates(work.found))
    made: list[Clause] = []
    for candidate, example in zip(found, labelled(item, work, found), strict=True):
        made += _clause(work, candidate, told(example), pieces)
    return made


def drilled(rows: Sequence[Snippet], pieces: Pieces) -> Iterator[Clause]:
    """The rows of one text as clauses."""
    work, chosen = drilled_candidates(rows)
    for row, candidate in chosen:
        yield from _clause(work, candidate, drill(row, candidate), pieces)


def drilled_candidates(rows: Sequence[Snippet], tag: Tag | None = None) -> tuple[Prepared, list[tuple[Snippet, Candidate]]]:
    """The text of some rows, and the candidate of each: the one at the head of its words, else the first within them."""
    work = prepared(record({"id": "snippet", "text": rows[0].text}), parse=english.parse, lookup=open_index().find, tag=tag)
    found = list(candidates(work.found))
    chosen: list[tuple[Snippet, Candidate]] = []
    for row in rows:
        first = rows[0].text.index(row.words)
        inside = [c for c in found if first <= _offset(c, work) < first + len(row.words)]
        if inside:
            chosen.append((row, min(inside, key=lambda c: _depth(c, work))))
    return work, chosen


def _offset(candidate: Candidate, work: Prepared) -> int:
    passage = work.found.passages[candidate.unit.happening.passage]
    return passage.at(passage.doc[candidate.unit.happening.token])


def _depth(candidate: Candidate, work: Prepared) -> int:
    """How deep a candidate's word stands in its sentence."""
    return sum(1 for _ in work.found.passages[candidate.unit.happening.passage].doc[candidate.unit.happening.token].ancestors)


def _clause(work: Prepared, candidate: Candidate, lesson: Lesson, pieces: Pieces) -> Iterator[Clause]:
    """A candidate in its window; none where its head lies in no piece."""
    text = work.found.passages[candidate.unit.happening.passage].doc.text
    encoded = pieces.encode(text)
    kinds = shapes(text, encoded.offsets)
    at = piece_at(encoded.offsets, candidate.head)
    for window in windows(text, encoded.offsets):
        if window.first <= at <= window.last:
            part = slice(window.first, window.last + 1)
            head = at - window.first + 1
            found = (piece_at(encoded.offsets, word) for word in candidate.words)
            words = tuple(n - window.first + 1 for n in found if window.first <= n <= window.last) or (head,)
            seen = Window((pieces.cls, *encoded.ids[part], pieces.sep), tuple(marked((EDGE, *kinds[part], EDGE), head, words)))
            yield Clause(seen, head, words, lesson)
