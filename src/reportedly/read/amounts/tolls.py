"""The tolls of a passage: how many were killed, wounded, missing or detained, by which words.

A toll word ("killed", "deaths", "wounded") is found in the table `toll_words`; its victims stand next to
it or in the parse; their number is theirs to say. "killed and wounded" with one number between them is a
mixture and never counts as either. A part ("including three children") is a mention of its own, `subset`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.model import Toll
from reportedly.read.amounts import earlier, indirect, nouns, parts, phrases
from reportedly.read.amounts.groups import groups
from reportedly.read.amounts.means import means
from reportedly.read.amounts.patients import patients
from reportedly.read.amounts.periods import Periods
from reportedly.read.amounts.toll_words import Measure, readings, toll_word
from reportedly.read.amounts.victims import Amounts, Count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from reportedly.read.amounts.amounts import Amount
    from reportedly.read.amounts.toll_words import TollWord
    from reportedly.read.grammar.passage import Passage

_JOINTS = frozenset({"and", "or", "&", "/", ",", "and/or", "also", "been", "were", "was", "have", "has", "either"})
_UNREAL = frozenset({"to", "will", "would", "could", "may", "might", "should", "can", "must", "'ll", "wo"})
_AIMING = frozenset("threaten plan vow want try attempt plot intend conspire promise refuse fail seek hope order".split())
"""Verbs whose killing has not happened, however many it was to be."""
_BEFORE_NAME = ("NUM", "DET", "ADP", "ADV", "PUNCT", "SYM")
_QUALIFIERS = ("least", "than", "more", "about", "some", "them", "whom")
_MIXED = frozenset({"killed", "wounded"})
_BY_PHRASE: dict[str, Callable[[Token, Amounts], Count | None]] = {
    "loss": indirect.lost,
    "borne": indirect.wounded,
    "taken": phrases.taken,
    "fallen": phrases.fallen,
    "survived": phrases.survived,
    "fatal": phrases.fatal,
    "treated": phrases.treated,
    "part": parts.some,
}


@dataclass(frozen=True, slots=True)
class TollMention:
    """One toll in a passage: `trigger` is the token of the toll word, `victims` the tokens that name them.

    `head` is the token of the victims' noun. `subset` marks a part of a toll stated beside it, `superseded`
    an earlier figure that the report itself replaces. `opening` is the token where either begins that stands beside
    another toll in its clause: "*including* three children", "*updating* an earlier 112".
    """

    measure: Measure
    toll: Toll
    trigger: int
    victims: tuple[int, int] | None
    head: int | None
    subset: bool = False
    superseded: bool = False
    opening: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A toll before it is written down; `told` are the groups it is told apart into, `beside` marks a part told beside its whole."""

    measure: Measure
    trigger: int
    count: Count
    subset: bool = False
    told: tuple[Count, ...] = ()
    beside: bool = False


def tolls(passage: Passage, found: Sequence[Amount]) -> tuple[TollMention, ...]:
    """Every toll of the passage, in the order of their toll words. `found` are the passage's amounts."""
    known = Amounts(passage.doc, found)
    triggers = [(token, row) for token in passage.doc if (row := toll_word(token)) is not None]
    if not triggers:
        return ()
    mentions: list[_Found] = []
    for index, (token, first) in enumerate(triggers):
        row, count = _read(token, first, known)
        if count is not None:
            some = row.victims == "part" or _is_part(token, count)
            unsaid = some and count.head in (None, token.i)
            count = parts.described(passage.doc, count, token.i + 1) if unsaid else count
            mentions.append(_Found(row.measure, token.i, count, subset=some))
        elif any(
            _joined(passage.doc, *pair) for pair in zip(triggers[max(0, index - 1) : index + 1], triggers[index : index + 2], strict=False)
        ):
            mentions.append(_Found(row.measure, token.i, Count(None, None, None, token.i, token.i, None, certain=False)))
    merged = _apart(_shared_bounds(passage.doc, _mixtures(passage.doc, mentions)))
    every = [*_with_parts(passage.doc, merged, known), *_earlier(passage.doc, triggers, merged, known)]
    periods = Periods(passage.doc)
    return tuple(_mention(passage, mention, known, periods) for mention in sorted(every, key=lambda m: (m.trigger, m.count.first)))


def _read(token: Token, row: TollWord, known: Amounts) -> tuple[TollWord, Count | None]:
    """The reading of a toll word that counts somebody: by the row, else by a noun's other rows ("loss": of people, or losses)."""
    counted = ((other, _counted(token, other, known)) for other in readings(row))
    return next(((other, count) for other, count in counted if count is not None), (row, None))


def _counted(token: Token, row: TollWord, known: Amounts) -> Count | None:
    """Count the victims of a toll word, or None where it tells of no victims."""
    off = any(child.dep_ == "prt" and child.lower_ == "off" for child in token.children)  # "killed off two of its websites"
    if off or (row.victims == "state" and _is_share(token, known)):
        return None
    if row.measure in ("killed", "wounded") and (some := parts.among(token, known)) is not None:
        return some
    if row.victims != "loss" and row.measure in ("killed", "wounded", "casualties") and (put := indirect.stated(token, known)) is not None:
        return put
    if row.victims == "object" or row.victims == "subject" or row.victims == "state" or row.victims == "lost":  # noqa: PLR1714  mypy narrows equality
        count = patients(token, row.victims, known)
        return None if count is not None and _is_unreal(token, count) else count
    if row.victims == "of":
        return nouns.of_deaths(token, known)
    if row.victims in _BY_PHRASE:
        return _BY_PHRASE[row.victims](token, known)
    if row.victims == "self":
        return nouns.of_losses(token, row, known)
    return nouns.of_toll(token, known) if row.victims == "toll" else nouns.of_lives(token, known)


def _is_share(word: Token, known: Amounts) -> bool:
    """Whether it tells of a share without a number: "200 casualties, *half of them dead*"."""
    shared = word.i > 2 and word.nbor(-1).lower_ in ("them", "whom", "these") and word.nbor(-2).lower_ == "of"
    return shared and known.ending.get(word.i - 3) is None


def _is_part(word: Token, count: Count) -> bool:
    """Whether the words count some of the dead: "14 of the dead", "a girl was among the wounded", "the dead include a girl"."""
    if not word.i or word.nbor(-1).lower_ not in ("the", "those", "its", "their"):
        return False
    if word.dep_ == "nsubj" and word.head.lemma_.lower() == "include":
        return True
    before = word.nbor(-2).lower_ if word.i > 1 else ""
    return before in ("among", "amongst") or (before == "of" and not count.first <= word.i <= count.last)


def _is_unreal(verb: Token, count: Count) -> bool:
    """Whether the killing is only aimed at, foreseen or denied: "to murder him", "would kill", "did not kill", "threatened to kill 20"."""
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    marks = [child for child in verb.lefts if (child.dep_ == "aux" and child.lower_ in _UNREAL) or child.dep_ == "neg"]
    if any(child.dep_ == "aux" and child.lower_ == "have" for child in verb.lefts) and [mark.lower_ for mark in marks] == ["to"]:
        return False  # "are believed to have been wounded"
    aimed = verb.head.lemma_.lower() in _AIMING and any(child.lower_ == "to" for child in marks)
    return bool(marks) and (aimed or count.best is None or count.first == count.head)


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
    if not 2 <= after.trigger - before.trigger <= 4 or not all(w.lower_ in _JOINTS for w in doc[before.trigger + 1 : after.trigger]):
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


def _apart(mentions: list[_Found]) -> list[_Found]:
    """Of two toll words that count the same victims for one measure, the first: "eight *lost* their *lives*".

    Of the wounded who died, the dead count: "five of the wounded died", "*mortally* wounded".
    """
    kept: list[_Found] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        if before is None or not mention.count.certain or before.count.first != mention.count.first:
            kept.append(mention)
        elif before.subset and not mention.subset and mention.measure != before.measure:
            kept[-1] = mention
        elif before.measure != mention.measure and before.trigger + 1 != mention.trigger:
            kept.append(mention)
    return kept


def _with_parts(doc: Doc, mentions: list[_Found], known: Amounts) -> Iterator[_Found]:
    """Every toll with the groups it is told apart into, and its parts as tolls of their own."""
    taken = {mention.count.first for mention in mentions}
    for mention in mentions:
        beside = [] if mention.subset else list(_beside(doc, mention, known))
        told = parts.told_apart(doc, mention.count, known)
        yield replace(mention, told=(*told, *(single for part in beside for single in part.parts or (part,))))
        for part in beside:
            if part.first not in taken:
                taken.add(part.first)
                yield _Found(mention.measure, mention.trigger, part, subset=True, beside=True)


def _beside(doc: Doc, mention: _Found, known: Amounts) -> Iterator[Count]:
    part = parts.named(doc, mention.count, known)
    yield from () if part is None else (part,)
    yield from parts.of_them(doc, mention.trigger, mention.count, known)
    yield from parts.of_whole(doc, mention.count, known)


def _earlier(doc: Doc, triggers: Sequence[tuple[Token, TollWord]], mentions: list[_Found], known: Amounts) -> Iterator[_Found]:
    """Figures that the text gives only to replace them, which no toll word counts: "up from 31", "updating an earlier 112"."""
    covered = {i for mention in mentions for i in range(mention.count.first, mention.count.last + 1)}
    rows = {token.i: row for token, row in triggers}
    for amount in earlier.unclaimed(doc, known):
        near = [token.i for token in earlier.near(doc[amount.first]) if token.i in rows]
        count = known.count(amount)
        if near and count is not None and amount.core not in covered:
            at = min(near, key=lambda i: abs(i - amount.first))
            yield _Found(rows[at].measure, at, count)


def _mention(passage: Passage, found: _Found, known: Amounts, periods: Periods) -> TollMention:
    doc, count = passage.doc, found.count
    span = passage.span(count.first, count.last)
    named = passage.span(*_named(doc, count, known)).text if count.head is not None else None
    opening = earlier.opening(doc, count.first) if found.measure != "detained" and count.best is not None else None
    stretch = None if opening is not None or found.subset else periods.of(found.trigger)
    toll = Toll(
        low=count.low,
        high=count.high,
        best=count.best,
        text=span.text,
        start=span.start,
        end=span.end,
        of=named,
        cumulative=None if stretch is None else True,
        period=None if stretch is None else passage.span(*stretch).text,
        by=means(passage, found.trigger, (count.first, count.last)),
        groups=groups(passage, (*(count.parts or (count,)), *found.told), known),
    )
    beside = parts.opening(doc, count) if found.beside else (opening if opening is not None and found.trigger < count.first else None)
    return TollMention(
        found.measure,
        toll,
        found.trigger,
        (count.first, count.last),
        count.head,
        subset=found.subset,
        superseded=opening is not None,
        opening=beside,
    )


def _named(doc: Doc, count: Count, known: Amounts) -> tuple[int, int]:
    """The words that name the victims: the noun phrase from after the number to its end."""
    first, last = count.first, count.last
    head = count.head if count.head is not None else last
    if not first <= head <= last:
        first, last = min(doc[head].left_edge.i, head), head
    first = max([first, *(t.i + 1 for t in doc[first:head] if t.lower_ == "old")])
    while first < head and (first in known.covering or doc[first].pos_ in _BEFORE_NAME or doc[first].lower_ in _QUALIFIERS):
        first += 1
    return first, max(first, last)
