"""Quotations settled: each is given to the cue that brings it, or carried on from the speaker before.

A quotation belongs, in this order, to the content that already reaches into it, to the paragraph before that
it continues, to the cue right behind it, to the cue right before it, or to whoever was quoted last. Windows
are bounded by the next quotation, so the whole is linear.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.read.attribution.cues import speaker_words
from reportedly.read.attribution.drafts import Draft
from reportedly.read.attribution.speakers import subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from reportedly.read.attribution.marked import Marked, Quoted

_WINDOW = 30  # tokens between a quotation and its cue: names with their titles are long
_ISSUES = frozenset({"issue", "release", "make", "provide", "give", "publish", "post", "send", "read", "deliver"})
_STOPS = frozenset(".!?")
_BRIDGES = frozenset(",:;—–-")


def settle(marked: Sequence[Marked], drafts: Sequence[list[Draft]]) -> list[Draft]:
    """All drafts with their quotations."""
    state = _State()
    for page, items in zip(marked, drafts, strict=True):
        _reach(page, items, state.owners)
        for quote in page.quotes:
            state.last = _settle(page, quote, items, state) or state.last
        leading = _led(page, items, state.leading)
        state.settled += items
        leads = _leads(page, items)
        if leads is not None and not any(leads is item for item in items):
            state.settled.append(leads)
        state.last = leads or _speaking(items) or leading or (state.last if page.quotes else None)
        state.leading = leads or leading
    return state.settled


@dataclass(slots=True)
class _State:
    """Where settling stands.

    `owners` are drafts by number of quotation, `last` the speaker who may go on, `leading` one whose statement
    fills the paragraphs behind a colon, `waiting` quotations that end in a later paragraph and have no cue so far.
    """

    owners: dict[int, Draft] = field(default_factory=dict)
    settled: list[Draft] = field(default_factory=list)
    last: Draft | None = None
    leading: Draft | None = None
    waiting: list[tuple[int, Quoted]] = field(default_factory=list)


def _leads(page: Marked, kept: Sequence[Draft]) -> Draft | None:
    """The draft that a paragraph ends with when it ends in a colon: "Speaking today Mr Ellwood said:"."""
    doc = page.passage.doc
    end = len(doc) - 1
    while end > 0 and doc[end].is_space:
        end -= 1
    if doc[end].text != ":":
        return None
    found = next((item for item in reversed(kept) if item.quotable and item.speaker is not None and end - item.cue_last <= _WINDOW), None)
    return found or _issued(page, end)


def _issued(page: Marked, end: int) -> Draft | None:
    """Read "The minister provided the following statement:": who issues a document speaks in what follows."""
    for word in page.passage.doc[max(end - _WINDOW, 0) : end]:
        if word.dep_ == "dobj" and word.lemma_.lower() in speaker_words("document") and word.head.lemma_ in _ISSUES:
            maker = subject_of(word.head)
            return Draft(page, "direct", word.head, word.head.i, word.head.i, maker, quotable=True) if maker is not None else None
    return None


def _led(page: Marked, kept: Sequence[Draft], leading: Draft | None) -> Draft | None:
    """Give a paragraph behind a colon to its speaker; None once somebody else is said to speak or the words are quoted."""
    if leading is None or page.quotes or any(item.quotable and item.speaker is not None and _third(item) for item in kept):
        return None
    leading.ranges.append((page.position, 0, len(page.passage.doc) - 1))
    return leading


def _third(item: Draft) -> bool:
    """Whether a draft names a speaker other than "I" and "we" in a main clause; "has concluded" is what a statement itself may say."""
    speaker = item.speaker
    named = speaker is not None and speaker.lower_ not in ("i", "we") and item.cue is not None and item.cue.dep_ == "ROOT"
    named = named and item.cue is not None and item.cue.tag_ != "VBN"
    return named and bool(item.ranges) and item.stance is None


def _speaking(items: Sequence[Draft]) -> Draft | None:
    """The last draft of a passage whose speaker can go on speaking."""
    return next((item for item in reversed(items) if item.speaker is not None and item.quotable and item.ranges), None)


def _reach(page: Marked, items: Sequence[Draft], owners: dict[int, Draft]) -> None:
    """Content that reaches into a quotation from outside takes all of it."""
    if not page.quotes:
        return
    for item in items:
        inside = page.quoting(item.cue_first)
        for number, (position, begin, end) in enumerate(item.ranges):
            if inside is not None:
                item.ranges[number] = (position, max(begin, inside.first), min(end, inside.last))
                continue
            head, tail = page.quoting(begin), page.quoting(end)
            first = min(begin, head.first) if head is not None else begin
            last = max(end, tail.last) if tail is not None else end
            item.ranges[number] = (position, first, last)
            for quote in page.within(first, last):
                owners.setdefault(quote.number, item)
                whole = quote.first - first <= 1 and quote.last >= last - 1
                if whole or (not quote.scare and (quote.first - first <= 1 or quote.last >= last - 1)):
                    item.kind = "direct"


def _settle(page: Marked, quote: Quoted, items: Sequence[Draft], state: _State) -> Draft | None:
    """The draft that receives a quotation; None for one that is no speech or must wait for its last paragraph."""
    before = quote.quotation.continues
    if before is None:
        state.waiting.clear()
    item = state.owners.get(quote.number)
    if item is None and before is not None and (item := state.owners.get(before)) is not None:
        item.ranges.append((page.position, quote.first, quote.last))
    if item is None and (item := _behind(page, quote, items) or _ahead(page, quote, items)) is not None:
        item.ranges.append((page.position, quote.first, quote.last))
        item.kind = "direct"
        if item.speaker is None and item.cue is not None:
            item.speaker = _nearest(page, item.cue, quote)
    if item is None and (item := _introduced(page, quote)) is not None:
        state.settled.append(item)
    if item is None and quote.continued:
        state.waiting.append((page.position, quote))
        return None
    item = item or _carried(page, quote, state)
    if item is not None:
        _own(item, quote, state)
    return item


def _own(item: Draft, quote: Quoted, state: _State) -> None:
    """Give a quotation its draft, and with it the paragraphs before that waited for it."""
    state.owners[quote.number] = item
    if quote.quotation.continues is None:
        return
    item.ranges += [(position, earlier.first, earlier.last) for position, earlier in state.waiting]
    if state.waiting:
        item.kind = "direct"
    state.waiting.clear()


def _introduced(page: Marked, quote: Quoted) -> Draft | None:
    """Read 'A communiqué of the front went further: "…"', 'the mayor was blunt: "…"': a colon alone brings what the subject says."""
    doc = page.passage.doc
    if quote.scare or not quote.first or doc[quote.first - 1].text != ":":
        return None
    begin = max(page.before(quote.first), quote.first - _WINDOW)
    for word in doc[begin : quote.first - 1]:
        if word.dep_ != "nsubj" or word.head.i < word.i or word.head.i >= quote.first:
            continue
        low = word.lemma_.lower()
        if word.lower_ in ("he", "she") or any(low in speaker_words(part) for part in ("document", "role", "unnamed", "witness", "expert")):
            return Draft(page, "direct", None, word.head.i, word.head.i, word, [(page.position, quote.first, quote.last)])
    return None


def _carried(page: Marked, quote: Quoted, state: _State) -> Draft | None:
    """A quotation without any cue is carried on from whoever spoke last."""
    last = state.last
    if quote.scare or not _speech(page, quote) or last is None or last.speaker is None:
        return None
    item = Draft(last.page, "carried", last.cue, last.cue_first, last.cue_last, last.speaker, [(page.position, quote.first, quote.last)])
    item.relays, item.relay_spans, item.channel = list(last.relays), last.relay_spans, last.channel
    state.settled.append(item)
    return item


def _speech(page: Marked, quote: Quoted) -> bool:
    """Whether a quotation stands for itself: it opens its sentence, and is not a name inside somebody else's."""
    doc = page.passage.doc
    before = doc[quote.first - 1].text if quote.first else "."
    return before[-1:] in '.!?:”"' or before.isspace()


def _behind(page: Marked, quote: Quoted, kept: Sequence[Draft]) -> Draft | None:
    """The cue in the same sentence behind a quotation: "…," he said; "…," said Ahmed."""
    doc = page.passage.doc
    end = min(page.after(quote.last), quote.last + 1 + _WINDOW)
    inner = doc[quote.last - 1].text if quote.last > quote.first else ""
    for at in range(quote.last + 1, end):
        if doc[at].text in _STOPS or doc[at].is_space:
            break
        item = _at(kept, at)
        if item is not None:
            return item if inner not in _STOPS or inner in "!?" or at - quote.last <= 4 else None
    return None


def _ahead(page: Marked, quote: Quoted, kept: Sequence[Draft]) -> Draft | None:
    """The cue before a quotation: Hassan said: "…"; he added, "…"."""
    doc = page.passage.doc
    if not quote.first:
        return None
    bridge = doc[quote.first - 1]
    begin = max(page.before(quote.first), quote.first - _WINDOW)
    for at in range(quote.first - 1, begin - 1, -1):
        if doc[at].text in _STOPS or doc[at].is_space:
            break
        item = _at(kept, at)
        if item is not None:
            near = bridge.text in _BRIDGES or bridge.lower_ in ("that", "as") or at == quote.first - 1
            return item if near or not quote.scare else None
    return None


def _at(kept: Sequence[Draft], at: int) -> Draft | None:
    """The draft at a token that can take a quotation: one without content so far, or with only quotations."""
    low, high = 0, len(kept)
    while low < high:
        middle = (low + high) // 2
        if kept[middle].cue_first < at:
            low = middle + 1
        else:
            high = middle
    for item in kept[low : low + 2]:
        if item.cue is not None and item.cue.i == at and item.quotable and (not item.ranges or item.kind == "direct"):
            return item
    return None


def _nearest(page: Marked, cue: Token, quote: Quoted) -> Token | None:
    """The noun beside a cue that the parse gave no subject: between it and the quotation, else right behind it."""
    doc = page.passage.doc
    between = range(quote.last + 1, cue.i) if cue.i > quote.last else range(page.before(quote.first), cue.i)
    noun = next((doc[at] for at in reversed(between) if doc[at].tag_ in ("NN", "NNS", "NNP", "NNPS", "PRP")), None)
    if noun is None:
        ahead = range(cue.i + 1, min(cue.i + 8, page.after(cue.i)))
        noun = next((doc[at] for at in ahead if doc[at].tag_ in ("NN", "NNS", "NNP", "NNPS", "PRP")), None)
    if noun is None:
        return None
    while noun.dep_ in ("compound", "poss", "amod") and noun.head.i != cue.i and abs(noun.head.i - cue.i) < 8:
        noun = noun.head
    return noun
