"""Plain text whose lines were wrapped at a column: which line breaks only stand for a space.

A break is one where the next line's first word would not have fitted before the column. A text is taken for wrapped
only where most of its lines are full in this sense and most full lines stop in the middle of a sentence, so that a
headline, a list and paragraphs of one sentence a line keep their breaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line."""

NARROWEST, WIDEST = 45, 100
"""Columns at which mail, wires and archives wrap: 60 to 80 mostly, books and e-mail quotes from 50 to 100."""
_SLACK = 4  # characters that an editor who wraps by hand may leave before the column
_LEAST = 4  # breaks inside blocks that a text must have before its lines can be judged
_FULL = 0.7  # of those breaks, the share that must be at full lines: a wrapped paragraph without blank lines has short last lines
_AMID = 0.6  # of the full lines, the share that must stop amid a sentence; one in four or five ends with one by chance
_ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*\Z")
_ITEM = re.compile(r"(?:[-–—•*·▪●◦‣∙►>#]|\(?\d{1,3}[.)])\s")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text without its white space; `stop` is where its break begins, `indent` the white space before it."""

    words: str
    indent: int
    stop: int


def joined(text: str, start: int = 0) -> frozenset[int]:
    """Offsets of the line breaks from `start` on that only wrap; empty for a text that is not wrapped."""
    pairs = [(one, two) for one, two in pairwise(_lines(text, start)) if one.words and two.words]
    if len(pairs) < _LEAST:
        return frozenset()
    column = max(line.indent + len(line.words) for pair in pairs for line in pair)
    if not NARROWEST <= column <= WIDEST:
        return frozenset()
    full = [pair for pair in pairs if _is_full(*pair, column)]
    amid = [pair for pair in full if not _ENDS.search(pair[0].words)]
    if len(full) < _FULL * len(pairs) or len(amid) < _AMID * len(full):
        return frozenset()
    return frozenset(one.stop for one, two in full if not _begins(one, two))


def unbroken(words: str) -> str:
    """The same number of characters with a space for each that breaks a line, for the parser."""
    return BREAK.sub(lambda found: " " * len(found.group()), words)


def _lines(text: str, start: int) -> Sequence[_Line]:
    found = []
    for match in BREAK.finditer(text, start):
        found.append(_line(text[start : match.start()], match.start()))
        start = match.end()
    return [*found, _line(text[start:], len(text))]


def _line(raw: str, stop: int) -> _Line:
    return _Line(raw.strip(), len(raw) - len(raw.lstrip()), stop)


def _is_full(one: _Line, two: _Line, column: int) -> bool:
    """Whether the next line's first word would not have fitted."""
    return one.indent + len(one.words) + 1 + len(two.words.split(maxsplit=1)[0]) > column - _SLACK


def _begins(one: _Line, two: _Line) -> bool:
    """Whether the next line begins a paragraph all the same: an item of a list, or indented after the end of a sentence."""
    return _ITEM.match(two.words) is not None or (two.indent > one.indent and _ENDS.search(one.words) is not None)
