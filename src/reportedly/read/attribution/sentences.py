"""Where a token's sentence begins and ends, looked for a bounded way: a sentence without end must not cost its length at every word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST = 250  # tokens looked through on each side; longer "sentences" are tables and lists


def bounds(token: Token) -> tuple[int, int]:
    """The first token of the sentence and one past its last, at most 250 tokens away."""
    doc = token.doc
    first = token.i
    lowest = max(first - _LONGEST, 0)
    while first > lowest and not doc[first].is_sent_start:
        first -= 1
    end = token.i + 1
    highest = min(end + _LONGEST, len(doc))
    while end < highest and not doc[end].is_sent_start:
        end += 1
    return first, end
