"""Quotations: where the marks say that somebody's own words stand.

One pass over the marks of each paragraph, with at most one repeat, so the cost is linear in the text.
Odd marks never lose a word: a stray closing mark is passed over, an unclosed opening one ends with its
paragraph and is flagged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.marks import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.read.grammar.passage import Passage


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
        for start, end, mark, closed in marked(text):
            follows = number - 1 if open_mark == mark and start == lead and len(found) == number else None
            found.append(Quotation(position, passage.start + start, passage.start + end, mark, closed, follows))
        last = found[-1] if len(found) > number else None
        open_mark = last.mark if last is not None and not last.closed else None
    return tuple(found)
