"""Attribution carried on: sentences that a speaker goes on with though nobody says so again.

"The army reported three incidents. Rebels blew up a bridge. In Fortul, a soldier was killed." and "…, the monitor said. In
addition, helicopters bombed the town.": what was announced, and what is added, is whose it was before. It ends with the
paragraph, or where somebody else is said to speak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.attribution.speakers import child

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as TokenSpan

    from reportedly.read.attribution.drafts import Draft
    from reportedly.read.attribution.marked import Marked

ANNOUNCING = frozenset({"report", "list", "give", "describe", "announce", "record", "detail", "recount", "outline", "cite", "register"})
"""Verbs with which a speaker says what kind of thing he will tell."""
ANNOUNCED = frozenset(
    "incident attack clash detail example case episode violation strike raid operation event development battle skirmish ambush".split()
)
"""Nouns, of several, that announce what follows one by one."""
SEVERAL = frozenset({"several", "following", "various", "other", "further", "more"})
"""Words that count them without a number; "no incidents" and "heavy attacks" announce nothing."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
ADDING = (("in", "addition"), ("also",), ("moreover",), ("furthermore",), ("additionally",), ("besides", ","))
"""Words that open a sentence which adds to the one before it."""


def carry(marked: Sequence[Marked], drafts: Sequence[Draft]) -> None:
    """Give each sentence that carries on an attribution to its draft."""
    of_page: dict[int, list[Draft]] = {}
    for item in drafts:
        if item.cue is not None and item.speaker is not None:
            of_page.setdefault(item.page.position, []).append(item)
    for page in marked:
        for item, tokens in _carried(page, of_page.get(page.position, [])):
            item.ranges.append((page.position, tokens.start, tokens.end - 1))


def _carried(page: Marked, items: Sequence[Draft]) -> Iterator[tuple[Draft, TokenSpan]]:
    """The sentences of a paragraph that carry on, each with whose it is."""
    last: Draft | None = None
    for tokens in page.passage.doc.sents if items else ():
        own = [item for item in items if item.cue is not None and tokens.start <= item.cue.i < tokens.end]
        if own or page.within(tokens.start, tokens.end - 1):
            last = next((item for item in reversed(own) if _announces(item) or _tells(item, tokens)), None)
        elif last is not None and (_announces(last) or _adds(tokens)):
            yield last, tokens
        else:
            last = None


def _announces(item: Draft) -> bool:
    """Whether it says only what kind of thing follows: "reported three incidents"."""
    cue = item.cue
    told = child(cue, "dobj") if cue is not None and cue.lemma_.lower() in ANNOUNCING and cue.tag_ in FINITE else None
    if cue is None or told is None or told.tag_ != "NNS" or told.lemma_.lower() not in ANNOUNCED:
        return False
    if not any(kid.dep_ == "nummod" or kid.lemma_.lower() in SEVERAL for kid in told.lefts):
        return False
    own = [(first, last) for _, first, last in item.ranges if cue.sent.start <= first < cue.sent.end]
    return all(told.left_edge.i <= first and last <= told.right_edge.i for first, last in own)


def _tells(item: Draft, tokens: TokenSpan) -> bool:
    """Whether it holds the main clause of its sentence: a speaker of a part of it does not go on."""
    return item.quotable and any(
        position == item.page.position
        and first <= tokens.end - 1
        and last >= tokens.start
        and last - first >= (tokens.end - tokens.start) / 2
        for position, first, last in item.ranges
    )


def _adds(tokens: TokenSpan) -> bool:
    """Whether a sentence opens with a word that adds it to the one before."""
    words = tuple(token.lower_ for token in tokens[:2])
    return any(words[: len(opening)] == opening for opening in ADDING)
