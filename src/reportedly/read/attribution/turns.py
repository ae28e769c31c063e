"""Turns: who speaks in a transcript, by the labels before the words.

Monitoring services label recorded words with names in brackets ("[BEGIN RECORDING] [AHMED] We…"), and open a
speech or communiqué with its kind and its maker ("[SPEECH] [PRESIDENT AHMED] [TEXT]"); interviews begin
paragraphs with "AHMED: We…". A label counts only in a text that shows otherwise that it is a transcript, for
brackets hold much else. What a label opens lasts until the next label or until the recording ends.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportedly.read.attribution.cues import speaker_words
from reportedly.read.attribution.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from reportedly.read.attribution.marked import Marked

Part = Literal["name", "asker", "genre", "report", "begin", "end", "stage"]

_BRACKET = re.compile(r"\[([^\[\]\n]{2,110})\]")
_LINE = re.compile(r"\s*((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,4}):\s+(?=\S)")
_BEFORE = frozenset(".!?:]”\"'")  # what a label may stand behind, other than the start of its paragraph
_NEAR = 8  # characters looked back over for what a label stands behind
_WORDS = 14  # words in the longest label that names somebody: a body with its command, a name with two offices


@dataclass(frozen=True, slots=True)
class _Label:
    """A label: the paragraph it stands in, its tokens `first`..`last`, its name's `head`, and what it is."""

    page: Marked
    first: int
    last: int
    head: Token | None
    part: Part


def turns(marked: Sequence[Marked]) -> list[Draft]:
    """The turns of a transcript as drafts without cues; none in any other text. Linear in the text."""
    labels = [label for page in marked for label in _brackets(page)]
    if any(label.part in ("asker", "begin") or (label.part == "genre" and label.page.position == 0) for label in labels):
        return list(_spoken(marked, list(_introduced(labels))))
    labels = [label for page in marked for label in _lines(page)]
    names = Counter(label.head.lower_ for label in labels if label.part == "name" and label.head is not None)
    if any(label.part == "asker" for label in labels) or (len(names) > 1 and max(names.values()) > 1):
        return list(_spoken(marked, labels))
    return []


def _brackets(page: Marked) -> Iterator[_Label]:
    """The labels in brackets of a paragraph: at its start, behind a sentence or behind another label."""
    doc, text = page.passage.doc, page.passage.text
    for found in _BRACKET.finditer(text):
        before = text[max(found.start() - _NEAR, 0) : found.start()].rstrip()
        if before and before[-1] not in _BEFORE and not before.endswith("--"):
            continue
        span = doc.char_span(found.start(), found.end(), alignment_mode="expand")
        if span is None:
            continue
        part = _part(found.group(1))
        head = _named(doc, span.start + 1, span.end - 1) if part in ("name", "asker") else None
        if part != "name" or (head is not None and len(span) <= _WORDS):
            yield _Label(page, span.start, span.end - 1, head, part)


def _lines(page: Marked) -> Iterator[_Label]:
    """The label before the colon that opens a paragraph."""
    doc = page.passage.doc
    found = _LINE.match(page.passage.text)
    if found is None:
        return
    span = doc.char_span(found.start(1), found.end(1), alignment_mode="expand")
    low = found.group(1).lower()
    if span is None or low in speaker_words("label") or len(doc) - span.end < 4:
        return
    part: Part = "asker" if low in ("q", "question") or _part(low) == "asker" else "name"
    head = _named(doc, span.start, span.end) if low not in ("q", "question") else None
    if part == "asker" or (head is not None and low != "a"):
        yield _Label(page, span.start, span.end, head, part)


def _part(words: str) -> Part:
    """What a label is, by its first and last words."""
    found = re.findall(r"[^\W\d_]+", words.lower())
    if not found:
        return "stage"
    if found[0] == "begin":
        return "begin"
    if found[0] == "end" or found[-1] == "ends":
        return "end"
    parts: tuple[Part, ...] = ("asker", "genre", "report", "stage")
    for part in parts:
        words_of = speaker_words(f"label_{part}")
        if found[0] in words_of or (part in ("asker", "stage") and not words_of.isdisjoint(found)):
            return part
    return "name"


def _named(doc: Doc, first: int, last: int) -> Token | None:
    """The head of the name in tokens `first` up to `last`: its last word before a comma or a preposition."""
    head: Token | None = None
    for at in range(first, last):
        token = doc[at]
        if head is not None and (token.text == "," or token.lower_ in ("of", "in", "on", "by", "for", "from")):
            break
        if token.is_alpha or "-" in token.text or "'" in token.text:
            head = token
    return head


def _introduced(labels: Sequence[_Label]) -> Iterator[_Label]:
    """The labels without the names of reporters, which stand right behind "[REPORT]"."""
    for number, label in enumerate(labels):
        before = labels[number - 1] if number else None
        if label.part == "name" and before is not None and before.part == "report" and before.page is label.page:
            continue
        yield label


def _spoken(marked: Sequence[Marked], labels: Sequence[_Label]) -> Iterator[Draft]:
    """A draft for each named turn, from its label to the next one that changes the speaker."""
    marks = [label for label in labels if label.part in ("name", "asker", "begin", "end")]
    for number, label in enumerate(marks):
        if label.head is None:
            continue
        following = marks[number + 1] if number + 1 < len(marks) else None
        end = following.page.position if following is not None else len(marked) - 1
        ranges: list[tuple[int, int, int]] = []
        for page in marked[label.page.position : end + 1]:
            first = label.last + 1 if page is label.page else 0
            last = following.first - 1 if following is not None and page is following.page else len(page.passage.doc) - 1
            if first <= last:
                ranges.append((page.position, first, last))
        yield Draft(label.page, "direct", None, label.first, label.last, label.head, ranges)
