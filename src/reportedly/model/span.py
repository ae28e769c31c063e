"""Verbatim evidence: where in the report's text, and which words."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, gc=False, kw_only=True, order=True):
    """Half-open code-point offsets into the report's text, with the words there.

    Invariant: `report.text[start:end] == text`.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`."""
        return cls(start=start, end=end, text=text[start:end])

    def within(self, other: Span) -> bool:
        """Whether this span lies inside `other`."""
        return other.start <= self.start and self.end <= other.end
