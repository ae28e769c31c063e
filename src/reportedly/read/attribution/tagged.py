"""What a learned tagger hears: attributions of its own, beside those of the rules.

The tagger sees which words are a cue, whose it is and how far its content reaches, also where no table knows the cue. What a
cue does to its content (denies it, wants it), who relays whom, and what the tagger was never taught, the rules know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from reportedly.read.attribution.drafts import Draft
from reportedly.read.attribution.records import record
from reportedly.read.attribution.speakers import channel_of, relays_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as TokenSpan

    from reportedly.read.attribution.attributed import Attribution
    from reportedly.read.attribution.marked import Marked

Part = tuple[int, int]


class Said(Protocol):
    """An attribution that a tagger found: half-open offsets into the paragraph, in text order; `speaker` may be empty."""

    @property
    def speaker(self) -> Sequence[Part]:
        """Who says it."""
        ...

    @property
    def cue(self) -> Sequence[Part]:
        """The words that say that somebody says."""
        ...

    @property
    def content(self) -> Sequence[Part]:
        """What is said."""
        ...


class Tags(Protocol):
    """What a tagger makes of a paragraph: its attributions and, when asked, of its clauses."""

    @property
    def said(self) -> Sequence[Said]:
        """Its attributions, in text order."""
        ...

    def ask(self, head: int, words: Sequence[int]) -> object | None:
        """What it makes of the clause whose words begin at the offsets `words`, its head at `head`: for a judge only.

        None where the paragraph has no such word.
        """
        ...


Tag = Callable[[str], Tags]
"""A tagger: a paragraph to its tags."""


def heard(marked: Sequence[Marked], tags: Sequence[Tags]) -> tuple[Attribution, ...]:
    """The tagger's attributions of a report, in text order; one without a cue or without content is none."""
    found = [record(marked, item) for page, one in zip(marked, tags, strict=True) for said in one.said for item in _draft(page, said)]
    return tuple(item for item in found if item.content)


def _draft(page: Marked, said: Said) -> Iterator[Draft]:
    """The draft of an attribution, with its words as tokens."""
    cue, content, speaker = (_tokens(page, parts) for parts in (said.cue, said.content, said.speaker))
    if cue and content:
        head = cue[0].root
        item = Draft(page, "indirect" if speaker else "null", head, cue[0].start, cue[0].end - 1, speaker[0].root if speaker else None)
        item.ranges = [(page.position, span.start, span.end - 1) for span in content]
        item.relay_spans = relays_of(page.passage, head)
        item.channel = channel_of(page.passage, head)
        yield item


def _tokens(page: Marked, parts: Sequence[Part]) -> list[TokenSpan]:
    """The tokens of parts of a paragraph."""
    doc = page.passage.doc
    found = (doc.char_span(start, end, alignment_mode="expand") for start, end in parts)
    return [span for span in found if span is not None and len(span)]
