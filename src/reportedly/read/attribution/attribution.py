"""Attribution: who is said to have said what, by which words, relayed by whom.

The order of the method: quotations are laid over the tokens (`marked`), every cue is taken with what the
parse says it reports (`drafts`), quotations that no cue holds are given to the cue beside them or carried on
from the speaker before (`quoted`), and what lies in another's content is put under it (`_nest`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.read.attribution.attributed import Attribution, SpeakerMention
from reportedly.read.attribution.cues import speaker_words
from reportedly.read.attribution.drafts import Draft, draft
from reportedly.read.attribution.holders import Holders, holder, index
from reportedly.read.attribution.marked import Marked, mark
from reportedly.read.attribution.performatives import nothing
from reportedly.read.attribution.quoted import settle
from reportedly.read.attribution.speakers import mention, phrase
from reportedly.read.attribution.statements import statements
from reportedly.read.attribution.turns import turns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Span
    from reportedly.read.grammar.passage import Passage

__all__ = ["Attribution", "Holders", "SpeakerMention", "attributions", "holder", "index"]

_DEPTH = 6  # enclosing attributions whose media count as relays
_TRIM = ",;:–—-. "  # what content does not begin or end with


def attributions(passages: Sequence[Passage]) -> tuple[Attribution, ...]:
    """The attributions of a report, in text order. `passage` in them is the position in `passages`."""
    marked = list(mark(passages))
    drafts = settle(marked, [draft(page) for page in marked])
    drafts += turns(marked) or statements(marked, drafts)
    made = sorted((_record(marked, item) for item in drafts), key=_place)
    return _nest(tuple(item for item in made if item.content), passages)


def _place(item: Attribution) -> tuple[int, int]:
    """Where an attribution stands in the text: by its first words."""
    cue = item.cue.start if item.cue is not None else -1
    return (min((start for start, _ in item.content), default=cue), cue)


def _record(marked: Sequence[Marked], item: Draft) -> Attribution:
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
        relays=_unique((*(phrase(passage, token) for token in item.relays), *item.relay_spans)),
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


def _unique(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))


def _nest(found: tuple[Attribution, ...], passages: Sequence[Passage]) -> tuple[Attribution, ...]:
    """Each attribution with its parent: the innermost content its cue stands in. A medium around another's words relays them."""
    holders = index(found)
    parents = _uncycled([None if item.cue is None else holders.at(item.cue.start) for item in found])
    nested: list[Attribution] = []
    for number, item in enumerate(found):
        relays = list(item.relays)
        above = parents[number]
        for _ in range(_DEPTH):
            if above is None:
                break
            relays += _relayed(found[above], passages)
            above = parents[above]
        speaker = item.speaker or (_nobody(item, passages) if parents[number] is None else None)
        nested.append(replace(item, parent=parents[number], relays=_unique(relays), speaker=speaker))
    return tuple(nested)


def _nobody(item: Attribution, passages: Sequence[Passage]) -> SpeakerMention | None:
    """The speaker that "is accused of" and "it was learned that" leave unnamed, where no named one is around: the cue's own words.

    "Reportedly" and "is said to" leave the outlet speaking, as the project's annotation of its first report has them.
    """
    if item.kind != "null" or item.cue_token is None or item.lemma not in speaker_words("implied"):
        return None
    cue = passages[item.passage].doc[item.cue_token]
    if cue.tag_ != "VBN" or nothing(cue):
        return None
    return SpeakerMention(passage=item.passage, first=cue.i, last=cue.i, head=cue.i, kind="unnamed")


def _uncycled(parents: list[int | None]) -> list[int | None]:
    """The same parents without circles (two cues that the parser put in each other's content): the first of a circle is outermost."""
    done: set[int] = set()
    for start in range(len(parents)):
        path: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in done:
            if at in path:
                circle = list(path)[list(path).index(at) :]
                parents[min(circle)] = None
                break
            path[at] = None
            at = parents[at]
        done.update(path)
    return parents


def _relayed(item: Attribution, passages: Sequence[Passage]) -> list[Span]:
    """What an enclosing attribution lends to those inside it: its speaker if that is a medium, then its own relays."""
    speaker = item.speaker
    if speaker is None or speaker.kind != "media":
        return list(item.relays)
    passage = passages[speaker.passage]
    return [phrase(passage, passage.doc[speaker.head]), *item.relays]
