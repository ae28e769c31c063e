"""Quotations: where the marks say that somebody's own words stand.

One pass over the marks of each paragraph, with at most one repeat, so the cost is linear in the text.
Odd marks never lose a word: a stray closing mark is passed over, an unclosed opening one ends with its
paragraph and is flagged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.read.grammar.passage import Passage

_MARKS = re.compile(r"``|''|[“”„‟«»\"‘’']")
# closing marks for each opening one; a straight mark also closes a curly quotation, as mixed typing does
_CLOSERS = {"“": '”"', "‟": '”"', "„": '“”"', "«": "»", '"': '"”', "``": "''", "‘": "’", "'": "'"}
_SINGLE = "‘'"
_OPENING_CONTEXT = " \t\u00a0([{—–-:/…"
_LOOKAHEAD = 4  # marks looked ahead to tell a plural possessive from a closing single mark


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation in one paragraph: half-open report offsets, marks included.

    `closed` is False when its paragraph ends first. `continues` indexes the quotation of the paragraph
    before that this one carries on (the opening mark is repeated, the closing one stands only at the end).
    """

    passage: int
    start: int
    end: int
    mark: str
    closed: bool
    continues: int | None = None


def quotations(passages: Sequence[Passage]) -> tuple[Quotation, ...]:
    """All quotations in text order; `passage` is the position in `passages`."""
    found: list[Quotation] = []
    open_mark: str | None = None
    for position, passage in enumerate(passages):
        text = passage.doc.text
        number = len(found)
        lead = len(text) - len(text.lstrip())
        for start, end, mark, closed in _paragraph(text):
            follows = number - 1 if open_mark == mark and start == lead and len(found) == number else None
            found.append(Quotation(position, passage.start + start, passage.start + end, mark, closed, follows))
        last = found[-1] if len(found) > number else None
        open_mark = last.mark if last is not None and not last.closed else None
    return tuple(found)


def _paragraph(text: str) -> list[tuple[int, int, str, bool]]:
    """Quotations of one paragraph as (start, end, opening mark, closed)."""
    marks = [(match.start(), match.group()) for match in _MARKS.finditer(text)]
    if not marks:
        return []
    found = list(_pair(text, marks, singles=True))
    if found and not found[-1][3] and found[-1][2] in _SINGLE:  # an apostrophe mistaken for a mark: once more, without
        found = list(_pair(text, marks, singles=False))
    return found


def _pair(text: str, marks: list[tuple[int, str]], *, singles: bool) -> Iterator[tuple[int, int, str, bool]]:
    """Opening marks paired with closing ones, outermost only."""
    begin, opened = -1, ""
    for number, (at, mark) in enumerate(marks):
        if not opened:
            if (singles or mark not in _SINGLE) and _opens(text, at, mark):
                begin, opened = at, mark
        elif mark in _CLOSERS[opened] and _closes(text, marks, number, opened):
            yield begin, at + len(mark), opened, True
            opened = ""
        elif mark == '"' == opened:  # a second opening mark: the first quotation was never closed
            yield begin, at, opened, False
            begin = at
    if opened:
        yield begin, len(text), opened, False


def _opens(text: str, at: int, mark: str) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + len(mark)] if at + len(mark) < len(text) else " "
    if mark in ('"', "'"):
        return not after.isspace() and (before in _OPENING_CONTEXT or (mark == '"' and not before.isalnum() and before not in ".,!?;)]"))
    return mark in _CLOSERS and mark not in ("’", "”", "»")


def _closes(text: str, marks: list[tuple[int, str]], number: int, opened: str) -> bool:
    at, mark = marks[number]
    before, after = text[at - 1], text[at + len(mark)] if at + len(mark) < len(text) else " "
    if opened in _SINGLE:
        return not after.isalnum() and not before.isspace() and not _possessive(text, marks, number)
    if mark == '"' == opened:
        return not (before.isspace() and after.isalnum())
    return True


def _possessive(text: str, marks: list[tuple[int, str]], number: int) -> bool:
    """Whether a single mark after "s" is a plural possessive: a likelier closing mark stands soon after."""
    at, mark = marks[number]
    if text[at - 1] not in "sS" or text[at + 1 : at + 3].strip()[:1].islower() is False:
        return False
    for later, other in marks[number + 1 : number + 1 + _LOOKAHEAD]:
        if other in ("‘", "“", '"'):
            return False
        if other == mark and text[later - 1] in ".,!?":
            return True
    return False
