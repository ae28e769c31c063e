"""A parsed paragraph that knows where it stands in the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan


@dataclass(frozen=True, slots=True)
class Passage:
    """One kept paragraph: its number among the kept ones, its offset in the report's text, its parse.

    `words` is the paragraph as the report has it, when the parser was given another spelling of the same
    length (a text all in capitals is parsed in ordinary case); quoted text always comes from it.
    """

    number: int
    start: int
    doc: Doc
    words: str = ""

    def __post_init__(self) -> None:
        """Without words of its own, the parser's text, built once: spaCy builds it anew at every call."""
        if not self.words:
            object.__setattr__(self, "words", self.doc.text)

    @property
    def text(self) -> str:
        """The paragraph's characters as the report has them."""
        return self.words

    @property
    def end(self) -> int:
        """Offset one past the last character."""
        return self.start + len(self.text)

    def at(self, token: Token) -> int:
        """The report offset of a token's first character."""
        return self.start + token.idx

    def span(self, first: int, last: int) -> Span:
        """The report span of tokens `first`..`last` (indices into the doc, both included)."""
        a, z = self.doc[first], self.doc[last]
        begin, end = a.idx, z.idx + len(z)
        return Span(start=self.start + begin, end=self.start + end, text=self.text[begin:end])

    def of(self, tokens: TokenSpan) -> Span:
        """The report span of a spaCy span."""
        return self.span(tokens.start, tokens.end - 1)
