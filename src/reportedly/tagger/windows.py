"""Windows: a paragraph as word pieces, in stretches that the network reads in one pass.

A window starts at a paragraph or, in a long one, behind a sentence; it never reaches into another paragraph,
so what stands elsewhere in a report, or in another report, changes nothing in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LIMIT = 128
"""Word pieces in a window, its two end marks included: as trained (`train/tagger.py`)."""
_LEAST = 48  # pieces of the shortest window that a long paragraph is cut into, unless nothing else fits
_ENDS = frozenset(".!?")
_CLOSING = frozenset("\"”’'»)")
_OPENERS = frozenset("“«„")
_CLOSERS = frozenset("”»")
CASES = 4
SHAPES = 2 * CASES
"""Shapes of a piece: lower case, Capitalised, CAPITALS, without letters; each outside and inside quotation marks."""
MARKS = 3
"""Marks of a piece when one clause of its window is asked about: not of the clause, one of its words, its head."""


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces `first`..`last` (inclusive) of a paragraph's encoding."""

    first: int
    last: int


def windows(text: str, offsets: Sequence[tuple[int, int]]) -> Iterator[Window]:
    """The windows of a paragraph whose pieces stand at `offsets`, in order; every piece in exactly one."""
    first, room = 0, LIMIT - 2
    while first < len(offsets):
        if len(offsets) - first <= room:
            yield Window(first, len(offsets) - 1)
            return
        last = _cut(text, offsets, first, first + room - 1)
        yield Window(first, last)
        first = last + 1


def _cut(text: str, offsets: Sequence[tuple[int, int]], first: int, last: int) -> int:
    """The piece to end a window with: the last that ends a sentence, else the last that ends a word, else `last`."""
    for at in range(last, first + _LEAST - 1, -1):
        word = text[offsets[at][0] : offsets[at][1]]
        before = text[offsets[at - 1][0] : offsets[at - 1][1]]
        spaced = offsets[at + 1][0] > offsets[at][1]
        if spaced and (word in _ENDS or (word in _CLOSING and before in _ENDS)):
            return at
    return next((at for at in range(last, first, -1) if offsets[at + 1][0] > offsets[at][1]), last)


def shapes(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The shape of every piece: its case, and whether it stands inside double quotation marks (an unclosed one ends with the text)."""
    inside, at = False, 0
    found: list[int] = []
    for start, end in offsets:
        for mark in text[at:start]:
            inside = _after(mark, inside=inside)
        piece = text[start:end]
        opens = _after(piece[:1], inside=inside)
        found.append(_case(piece) + (CASES if inside or opens else 0))
        for mark in piece:
            inside = _after(mark, inside=inside)
        at = end
    return found


def marked(kinds: Sequence[int], head: int, words: Sequence[int]) -> list[int]:
    """Shapes with one clause's words marked: what the network sees when it is asked about that clause."""
    found = list(kinds)
    for word in words:
        found[word] = kinds[word] + SHAPES
    found[head] = kinds[head] + 2 * SHAPES
    return found


def _after(mark: str, *, inside: bool) -> bool:
    if mark in _OPENERS:
        return True
    if mark in _CLOSERS:
        return False
    return not inside if mark == '"' else inside


def _case(piece: str) -> int:
    if not any(letter.isalpha() for letter in piece):
        return 3
    if piece[0].isupper():
        return 2 if len(piece) > 1 and piece.isupper() else 1
    return 0
