"""The tolls of a passage: how many were killed, wounded, missing or detained, by which words.

A toll word ("killed", "deaths", "wounded") is found in the table `toll_words`; its victims stand next to
it or in the parse; their number is theirs to say. "killed and wounded" with one number between them is a
mixture and never counts as either. A part ("including three children") is a mention of its own, `subset`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon
from reportedly.model import Toll
from reportedly.read.amounts import indirect, victims
from reportedly.read.amounts.amounts import person_kind
from reportedly.read.amounts.patients import patients
from reportedly.read.amounts.victims import Amounts, Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from reportedly.read.amounts.amounts import Amount
    from reportedly.read.grammar.passage import Passage

Measure = Literal["killed", "wounded", "casualties", "missing", "detained"]

_JOINTS = frozenset({"and", "or", "&", "/", ",", "and/or", "also", "been", "were", "was", "have", "has", "either"})
_LIVES_TAKEN = frozenset({"claim", "claimed", "take", "took", "cost", "lose", "lost", "give", "gave"})
_LOSSES_TAKEN = frozenset({"suffer", "inflict", "sustain", "cause", "incur", "take", "report"})
_LOSS_KINDS = frozenset(
    {"heavy", "human", "severe", "serious", "massive", "big", "great", "large", "considerable", "significant", "substantial"}
)
_PARTS = frozenset({"including", "among", "includes", "included", "include", "incl"})
_INNER = frozenset({"compound", "nmod", "amod", "nummod", "poss"})
_SUPERSEDED = frozenset({"earlier", "previous", "initial", "previously", "initially", "updating", "revising", "revised", "up"})
_TOLL_WINDOW = (
    14  # tokens after "toll" in which its number stands; "death toll from the blast in X had risen to 12" is the longest usual form
)
_UNREAL = frozenset({"to", "will", "would", "could", "may", "might", "should", "can", "must", "'ll", "wo"})
_MIXED = frozenset({"killed", "wounded"})


class TollWord(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table `toll_words`."""

    word: str
    pos: Literal["verb", "noun", "state"]
    measure: Measure
    victims: Literal["object", "subject", "of", "self", "toll", "life", "state", "lost", "loss", "borne"]


@dataclass(frozen=True, slots=True)
class TollMention:
    """One toll in a passage: `trigger` is the token of the toll word, `victims` the tokens that name them.

    `head` is the token of the victims' noun. `subset` marks a part of a toll stated beside it, `superseded`
    an earlier figure that the report itself replaces.
    """

    measure: Measure
    toll: Toll
    trigger: int
    victims: tuple[int, int] | None
    head: int | None
    subset: bool = False
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    measure: Measure
    trigger: int
    count: Count
    subset: bool = False


@lexicon.of_tables
@cache
def _words() -> dict[str, tuple[TollWord, ...]]:
    found: dict[str, tuple[TollWord, ...]] = {}
    for row in lexicon.rows("toll_words", TollWord):
        found[row.word] = (*found.get(row.word, ()), row)
    return found


def tolls(passage: Passage, found: Sequence[Amount]) -> tuple[TollMention, ...]:
    """Every toll of the passage, in the order of their toll words. `found` are the passage's amounts."""
    known = Amounts(passage.doc, found)
    triggers = [(token, row) for token in passage.doc if (row := _toll_word(token)) is not None]
    mentions: list[_Found] = []
    for index, (token, first) in enumerate(triggers):
        row, count = _read(token, first, known)
        if count is not None:
            mentions.append(_Found(row.measure, token.i, count, subset=_is_part(token)))
        elif any(
            _joined(passage.doc, *pair) for pair in zip(triggers[max(0, index - 1) : index + 1], triggers[index : index + 2], strict=False)
        ):
            mentions.append(_Found(row.measure, token.i, Count(None, None, None, token.i, token.i, None, certain=False)))
    merged = _shared_bounds(passage.doc, _mixtures(passage.doc, mentions))
    parts = [part for mention in merged for part in _parts(passage.doc, mention, known)]
    taken = {mention.count.first for mention in merged}
    merged += [part for part in parts if part.count.first not in taken]
    return tuple(_mention(passage, mention) for mention in sorted(merged, key=lambda m: (m.trigger, m.count.first)))


def _read(token: Token, row: TollWord, known: Amounts) -> tuple[TollWord, Count | None]:
    """The reading of a toll word that counts somebody: by the row, else by a noun's other rows ("loss": of people, or losses)."""
    every = [row, *(other for other in _words().get(row.word, ()) if other.pos == row.pos == "noun" and other != row)]
    found = ((other, _counted(token, other, known)) for other in every)
    return next(((other, count) for other, count in found if count is not None), (row, None))


def _toll_word(token: Token) -> TollWord | None:
    rows = _words().get(token.lemma_.lower(), ()) or _words().get(token.lower_, ()) or _words().get(token.lower_.removesuffix("s"), ())
    for row in rows:
        if row.pos == "verb" and token.tag_.startswith("VB"):
            return row
        if row.pos == "noun" and token.tag_.startswith("NN"):
            return row
    states = _words().get(token.lower_, ())
    return next((row for row in states if row.pos == "state" and not token.tag_.startswith("VBG")), None)


def _counted(token: Token, row: TollWord, known: Amounts) -> Count | None:
    """Count the victims of a toll word, or None where it tells of no victims."""
    if row.victims != "loss" and row.measure in ("killed", "wounded", "casualties") and (put := indirect.stated(token, known)) is not None:
        return put
    if row.victims == "object" or row.victims == "subject" or row.victims == "state" or row.victims == "lost":  # noqa: PLR1714  mypy narrows equality
        count = patients(token, row.victims, known)
        return None if count is not None and _is_unreal(token) and (count.best is None or count.first == count.head) else count
    if row.victims == "of":
        return _of_deaths(token, known)
    if row.victims == "loss":
        return indirect.lost(token, known)
    if row.victims == "borne":
        return indirect.wounded(token, known)
    if row.victims == "self":
        return _of_losses(token, row, known)
    return _of_toll(token, known) if row.victims == "toll" else _of_lives(token, known)


def _is_part(word: Token) -> bool:
    """Whether the words count some of the dead: "14 of the dead", "a girl was among the wounded"."""
    return word.i > 1 and word.nbor(-1).lower_ == "the" and word.nbor(-2).lower_ in ("among", "of", "amongst")


def _is_unreal(verb: Token) -> bool:
    """Whether the killing is only aimed at, foreseen or denied: "to murder him", "would kill", "did not kill"."""
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    return any((child.dep_ == "aux" and child.lower_ in _UNREAL) or child.dep_ == "neg" for child in verb.lefts)


def _of_deaths(noun: Token, known: Amounts) -> Count | None:
    """Count "45 deaths", "the death of two soldiers", "Ahmad's death", "civilian deaths"."""
    amount = known.counting.get(noun.i)
    if amount is None and noun.lower_.endswith("ing"):
        amount = known.starting.get(noun.i + 1)
    if amount is not None:
        return known.count(amount)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return _sum_of((t for p in child.children if p.dep_ == "pobj" for t in victims.joined(p)), known)
        if child.dep_ == "poss" and noun.tag_ == "NN":
            return victims.of_noun(child, known)
    bare = noun.lemma_.lower() == "death" and noun.tag_ == "NNS" and not any(child.dep_ in ("det", "poss") for child in noun.lefts)
    return Count(2, None, None, min(noun.left_edge.i, noun.i), noun.i, noun.i) if bare else None


def _sum_of(nouns: Iterable[Token], known: Amounts) -> Count | None:
    counts = [c for noun in nouns if (c := victims.of_noun(noun, known)) is not None]
    return victims.total(counts)


def _of_losses(noun: Token, row: TollWord, known: Amounts) -> Count | None:
    """Count "12 casualties", "no casualties", "heavy losses", "five bodies", "casualties"."""
    if noun.dep_ == "compound":
        return None
    amount = known.counting.get(noun.i) or known.ending.get(noun.i - 1)
    if amount is not None and amount.kind in ("people", "other"):
        return Count(amount.low, amount.high, amount.best, amount.first, noun.i, noun.i)
    if noun.tag_ != "NNS" or row.word in ("body", "corpse", "injury"):
        return None
    if row.measure == "casualties":
        return _of_uncounted_losses(noun, row.word)
    return Count(2, None, None, min(noun.left_edge.i, noun.i), noun.i, noun.i)


def _of_uncounted_losses(noun: Token, word: str) -> Count | None:
    """Read casualties and losses without a number: heavy ones stay open, none are none, others are two or more."""
    definite = any(child.lower_ in ("the", "these", "those") for child in noun.lefts)
    if word == "loss" and noun.head.lemma_.lower() not in _LOSSES_TAKEN:
        return Count(None, None, None, min(noun.left_edge.i, noun.i), noun.i, noun.i) if indirect.is_great(noun) else None
    if definite:
        return None
    first = min(noun.left_edge.i, noun.i)
    if _is_denied(noun):
        return Count(0, 0, 0, first, noun.i, noun.i)
    heavy = word == "loss" or any(child.lower_ in _LOSS_KINDS for child in noun.lefts)
    return Count(None if heavy else 2, None, None, first, noun.i, noun.i)


def _is_denied(noun: Token) -> bool:
    """Whether it is denied: "did not suffer any casualties", "without casualties"."""
    head = noun.head
    return head.lower_ == "without" or any(child.dep_ == "neg" for child in head.children if head.pos_ in ("VERB", "AUX"))


def _of_toll(noun: Token, known: Amounts) -> Count | None:
    """Count "a death toll of 45", "the toll rose to 12", "putting the toll at 70": the number that follows soon."""
    doc, at = noun.doc, noun.i + 1
    stop = min(noun.sent.end, noun.i + 1 + _TOLL_WINDOW)
    while at < stop:
        amount = known.starting.get(at)
        if amount is not None and amount.kind in ("people", "other") and (amount.best is not None or amount.low != 2):
            nearest = doc[amount.last + 1] if amount.last + 1 < len(doc) else None
            taken = nearest is not None and nearest.lower_ != "people" and _toll_word(nearest) is not None
            return None if taken else known.count(amount)
        if _toll_word(doc[at]) is not None or doc[at].lower_ in (";", "while"):
            return None
        at = amount.last + 1 if amount is not None else at + 1
    return None


def _of_lives(noun: Token, known: Amounts) -> Count | None:
    """Count "claimed the lives of 30", "claimed 30 lives", "lost their lives"."""
    if noun.tag_ != "NNS" or not _LIVES_TAKEN & {noun.head.lemma_.lower(), noun.head.lower_}:
        return None
    amount = known.counting.get(noun.i)
    if amount is not None:
        return known.count(amount)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return _sum_of((t for p in child.children if p.dep_ == "pobj" for t in victims.joined(p)), known)
    if noun.head.lemma_.lower() in ("lose", "give"):
        return patients(noun.head, "subject", known)
    return None


def _joined(doc: Doc, before: tuple[Token, TollWord], after: tuple[Token, TollWord]) -> bool:
    """Whether two toll words stand joined by "and" or "or" alone."""
    gap = doc[before[0].i + 1 : after[0].i]
    return 0 < len(gap) <= 3 and all(word.lower_ in _JOINTS for word in gap)


def _mixtures(doc: Doc, mentions: list[_Found]) -> list[_Found]:
    """Merge "killed and wounded" that share their victims into one mention of casualties."""
    kept: list[_Found] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        if before is None or not _shares(doc, before, mention):
            kept.append(mention)
            continue
        counted = before.count if before.count.certain else mention.count
        measure: Measure = "casualties" if {before.measure, mention.measure} == _MIXED else before.measure
        kept[-1] = _Found(measure, before.trigger, counted)
    return [zero for m in kept if m.count.certain for zero in _zeros(m)]


def _zeros(mention: _Found) -> tuple[_Found, ...]:
    """Read "no casualties" as none killed and none wounded."""
    if mention.measure == "casualties" and mention.count.high == 0:
        return replace(mention, measure="killed"), replace(mention, measure="wounded")
    return (mention,)


def _shares(doc: Doc, before: _Found, after: _Found) -> bool:
    if not {before.measure, after.measure} <= {"killed", "wounded", "casualties"}:
        return False
    if not 1 <= after.trigger - before.trigger <= 4 or not all(w.lower_ in _JOINTS for w in doc[before.trigger + 1 : after.trigger]):
        return False
    a, b = before.count, after.count
    return a.first == b.first or not a.certain or not b.certain or (a.head is not None and a.head == b.head)


def _shared_bounds(doc: Doc, mentions: list[_Found]) -> list[_Found]:
    """Let "at least" cover both figures of "at least 12 dead and 55 wounded", as the annotators of the development set read it."""
    out: list[_Found] = []
    for mention in mentions:
        before = out[-1] if out else None
        if before is not None and _is_covered(doc, before, mention):
            mention = replace(mention, count=replace(mention.count, high=None))  # noqa: PLW2901  the covered reading replaces the bare one
        out.append(mention)
    return out


def _is_covered(doc: Doc, before: _Found, after: _Found) -> bool:
    opened = before.count.high is None and before.count.best is not None and doc[before.count.first + 1].lower_ == "least"
    near = (before.measure, after.measure) == ("killed", "wounded") and 0 <= after.count.first - before.trigger <= 2
    return opened and near and after.count.high is not None and after.count.high > 1


def _parts(doc: Doc, mention: _Found, known: Amounts) -> list[_Found]:
    """Find the part stated beside a toll, disjoint groups summed: "12 people, including three children and a nurse"."""
    at = mention.count.last + 1
    stop = min(len(doc), at + 14)
    while at < stop and doc[at].lower_ not in _PARTS:
        if doc[at].lower_ in (".", ";"):
            return []
        at += 1
    found: list[Count] = []
    for noun in doc[at + 1 : stop]:
        if noun.pos_ in ("VERB", "AUX") or noun.lower_ in (".", ";"):
            break
        if (
            noun.pos_ not in ("NOUN", "PROPN", "NUM")
            or (noun.i not in known.counting and person_kind(noun) != "person")
            or noun.dep_ in _INNER
        ):
            continue
        count = victims.of_noun(noun, known)
        if count is not None and count.best is not None and (mention.count.low is None or count.best <= mention.count.low):
            found.append(count)
    whole = victims.total(found)
    return [] if whole is None else [_Found(mention.measure, mention.trigger, whole, subset=True)]


def _mention(passage: Passage, found: _Found) -> TollMention:
    doc, count = passage.doc, found.count
    span = passage.span(count.first, count.last)
    named = passage.span(*_named(doc, count)).text if count.head is not None else None
    toll = Toll(low=count.low, high=count.high, best=count.best, text=span.text, start=span.start, end=span.end, of=named)
    sentence_start = max(0, found.trigger - 8)
    superseded = (
        any(word.lower_ in _SUPERSEDED for word in doc[sentence_start : found.trigger]) and doc[found.trigger].lemma_.lower() == "toll"
    )
    return TollMention(found.measure, toll, found.trigger, (count.first, count.last), count.head, found.subset, superseded)


def _named(doc: Doc, count: Count) -> tuple[int, int]:
    """The words that name the victims: the noun phrase from after the number to its end."""
    first, last = count.first, count.last
    head = count.head if count.head is not None else last
    while first < head and (
        doc[first].pos_ in ("NUM", "DET", "ADP", "ADV", "PUNCT", "SYM") or doc[first].lower_ in ("least", "than", "more", "about", "some")
    ):
        first += 1
    return first, max(first, last)
