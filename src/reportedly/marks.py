"""Marks of quotation in a text: where they say that somebody's own words stand.

One pass over the marks of a paragraph, with at most one repeat, so the cost is linear in the text. Odd marks never lose a word: a
stray closing mark is passed over, an unclosed opening one ends with its paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = re.compile(r"``|''|[“”„‟«»\"‘’']")
# closing marks for each opening one; a straight mark also closes a curly quotation, as mixed typing does
_CLOSERS = {"“": '”"', "‟": '”"', "„": '“”"', "«": "»", '"': '"”', "``": "''", "‘": "’", "'": "'"}
_SINGLE = "‘'"
_OPENING_CONTEXT = " \t\u00a0([{—–-:/…"
_LOOKAHEAD = 4  # marks looked ahead to tell a plural possessive from a closing single mark


def marked(text: str) -> list[tuple[int, int, str, bool]]:
    """Quotations of one paragraph as (start, end, opening mark, closed), marks included; one that the paragraph ends is not closed."""
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
