"""A passage with its quotations laid over its tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.model import Span
from reportedly.read.attribution.quotes import Quotation, quotations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from reportedly.read.grammar.passage import Passage

_LEADS = frozenset({":", ","})  # what stands before an unclosed mark that is speech rather than a slip of the keys
_SCARE = 3  # words in the longest quotation that is taken for a name or an ironic word rather than speech


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with its number in the report and its tokens `first`..`last`, marks included.

    `continued` says that the next paragraph carries it on.
    """

    number: int
    quotation: Quotation
    first: int
    last: int
    continued: bool

    @property
    def scare(self) -> bool:
        """Whether it is too short to be speech."""
        return self.last - self.first - 1 <= _SCARE and self.quotation.continues is None and not self.continued


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage, its position in the sequence given, and its quotations in order; a stray opening mark is none."""

    position: int
    passage: Passage
    quotes: tuple[Quoted, ...]
    _firsts: tuple[int, ...] = field(repr=False, default=())
    _text: str = field(repr=False, default="")

    def quoting(self, token: int) -> Quoted | None:
        """The quotation that token stands in."""
        at = bisect_right(self._firsts, token) - 1
        return self.quotes[at] if at >= 0 and token <= self.quotes[at].last else None

    def within(self, first: int, last: int) -> tuple[Quoted, ...]:
        """The quotations that lie in tokens `first`..`last`."""
        begin, end = bisect_left(self._firsts, first), bisect_right(self._firsts, last)
        return tuple(quote for quote in self.quotes[begin:end] if quote.last <= last)

    def before(self, token: int) -> int:
        """One past the last token of the quotation that ends before `token`, 0 if none does."""
        at = bisect_left(self._firsts, token) - 1
        return self.quotes[at].last + 1 if at >= 0 else 0

    def after(self, token: int) -> int:
        """The first token of the next quotation behind `token`, else the number of tokens."""
        at = bisect_right(self._firsts, token)
        return self.quotes[at].first if at < len(self.quotes) else len(self.passage.doc)

    def span(self, first: int, last: int) -> Span:
        """The report span of tokens `first`..`last`; the paragraph's text is made once, for it is asked for at every cue."""
        start, end = self.offsets(first, last)
        return Span(start=start, end=end, text=self._text[start - self.passage.start : end - self.passage.start])

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Report offsets of tokens `first`..`last`."""
        final: Token = self.passage.doc[last]
        return self.passage.start + self.passage.doc[first].idx, self.passage.start + final.idx + len(final)


def mark(passages: Sequence[Passage]) -> list[Marked]:
    """Each passage with its quotations; linear in tokens and marks."""
    marked: list[Marked] = []
    found = quotations(passages)
    continued = {item.continues for item in found}
    number = 0
    for position, passage in enumerate(passages):
        begins = [token.idx + passage.start for token in passage.doc]
        quotes: list[Quoted] = []
        while number < len(found) and found[number].passage == position:
            item = found[number]
            first = max(bisect_right(begins, item.start) - 1, 0)
            last = max(bisect_left(begins, item.end) - 1, first)
            if item.closed or number in continued or item.continues is not None or (first and passage.doc[first - 1].text in _LEADS):
                quotes.append(Quoted(number, item, first, last, number in continued))
            number += 1
        marked.append(Marked(position, passage, tuple(quotes), tuple(quote.first for quote in quotes), passage.text))
    return marked
