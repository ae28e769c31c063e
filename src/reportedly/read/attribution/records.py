"""Drafts made records: content trimmed and joined, the speaker's words bounded by the cue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.read.attribution.attributed import Attribution, SpeakerMention
from reportedly.read.attribution.speakers import mention, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Span
    from reportedly.read.attribution.drafts import Draft
    from reportedly.read.attribution.marked import Marked

_TRIM = ",;:–—-. "  # what content does not begin or end with


def record(marked: Sequence[Marked], item: Draft) -> Attribution:
    """The frozen record of a draft."""
    page = item.page
    passage = page.passage
    pieces = [piece for owner, first, last in item.ranges if (piece := _trimmed(marked[owner], first, last)) is not None]
    speaker = mention(page.position, item.speaker) if item.speaker is not None else None
    if speaker is not None and item.cue is not None:
        speaker = _beside(speaker, item.cue.i)
    return Attribution(
        passage=page.position,
        kind=item.kind,
        cue=page.span(item.cue_first, item.cue_last) if item.cue is not None else None,
        cue_token=item.cue.i if item.cue is not None else None,
        lemma=item.cue.lemma_.lower() if item.cue is not None else None,
        speaker=speaker,
        content=_joined(pieces),
        relays=unique((*(phrase(passage, token) for token in item.relays), *item.relay_spans)),
        channel=item.channel,
        stance=item.stance,
        own_voice=item.speaker is not None and item.speaker.lower_ in ("i", "we"),
    )


def _beside(speaker: SpeakerMention, cue: int) -> SpeakerMention:
    """A speaker's words never reach across its cue, whatever the parser hung together."""
    if speaker.first <= cue < speaker.head:
        return replace(speaker, first=cue + 1)
    return replace(speaker, last=cue - 1) if speaker.head < cue <= speaker.last else speaker


def _trimmed(page: Marked, first: int, last: int) -> tuple[int, int] | None:
    """Report offsets of a range without punctuation and white space at its edges."""
    doc = page.passage.doc
    while first <= last and (doc[first].text in _TRIM or doc[first].is_space):
        first += 1
    while last >= first and (doc[last].text in _TRIM or doc[last].is_space):
        last -= 1
    return page.offsets(first, last) if first <= last else None


def _joined(pieces: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Pieces in order, overlapping ones as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def unique(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Each span once, in order."""
    return tuple(dict.fromkeys(spans))
