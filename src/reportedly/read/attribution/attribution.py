"""Attribution: who is said to have said what, by which words, relayed by whom.

The order of the method: quotations are laid over the tokens (`marked`), every cue is taken with what the
parse says it reports (`drafts`), quotations that no cue holds are given to the cue beside them or carried on
from the speaker before (`quoted`), sentences that carry on are given to their speaker (`carried`), and what
lies in another's content is put under it (`_nest`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.read.attribution.attributed import Attribution, SpeakerMention
from reportedly.read.attribution.carried import carry
from reportedly.read.attribution.cues import speaker_words
from reportedly.read.attribution.drafts import draft
from reportedly.read.attribution.holders import Holders, holder, index
from reportedly.read.attribution.performatives import nothing
from reportedly.read.attribution.quoted import settle
from reportedly.read.attribution.records import record, unique
from reportedly.read.attribution.speakers import phrase
from reportedly.read.attribution.statements import statements
from reportedly.read.attribution.turns import turns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Span
    from reportedly.read.attribution.marked import Marked
    from reportedly.read.grammar.passage import Passage

__all__ = ["Attribution", "Holders", "SpeakerMention", "attributions", "holder", "index"]

_DEPTH = 6  # enclosing attributions whose media count as relays


def attributions(marked: Sequence[Marked]) -> tuple[Attribution, ...]:
    """The attributions of a report's passages (`mark`), in text order. `passage` in them is the position in `marked`."""
    drafts = settle(marked, [draft(page) for page in marked])
    carry(marked, drafts)
    drafts += turns(marked) or statements(marked, drafts)
    made = sorted((record(marked, item) for item in drafts), key=_place)
    return _nest(tuple(item for item in made if item.content), [page.passage for page in marked])


def _place(item: Attribution) -> tuple[int, int]:
    """Where an attribution stands in the text: by its first words."""
    cue = item.cue.start if item.cue is not None else -1
    return (min((start for start, _ in item.content), default=cue), cue)


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
        speaker = item.speaker or (_nobody(item, passages) if _is_untold(parents[number], found) else None)
        nested.append(replace(item, parent=parents[number], relays=unique(relays), speaker=speaker))
    return tuple(nested)


def _is_untold(parent: int | None, found: tuple[Attribution, ...]) -> bool:
    """Whether nobody but a medium, which relays, stands around an attribution."""
    around = None if parent is None else found[parent].speaker
    return parent is None or (around is not None and around.kind == "media")


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
