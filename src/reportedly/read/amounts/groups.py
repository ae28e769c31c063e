"""Who those counted were: civilians or combatants, women or men, children, of which age, by which name, where the words say so."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon
from reportedly.model import Group
from reportedly.read.amounts.amounts import person_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from reportedly.model import Sex
    from reportedly.read.amounts.amounts import Amount
    from reportedly.read.amounts.victims import Amounts, Count
    from reportedly.read.grammar.passage import Passage

Trait = Literal["civilian", "combatant", "female", "male", "child", "adult"]

_OF_AGE = 18
_PLAIN = frozenset(
    "people person other dead killed wounded injured missing casualty fatality body corpse life death victim martyr injury someone "
    "somebody those he she they old toll".split()
)
"""Nouns that say nothing of who was counted."""


_TO_AGE = frozenset({"who", "was", "were", "between", "of", "under", "over", "below", "above", "the", "at", "least"})
_MORE = frozenset({"least", "other", "more", "another", "further", "some", "additional"})
_AGED = frozenset({"aged", "age", "ages"})
_AGE_REACH = 9  # tokens after a noun in which its age stands: ", aged 9 and 11,", "from Homs, 34,"


class Traits(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table `victim_traits`."""

    word: str
    traits: tuple[Trait, ...]


@lexicon.of_tables
@cache
def _traits() -> dict[str, frozenset[Trait]]:
    return {row.word: frozenset(row.traits) for row in lexicon.rows("victim_traits", Traits)}


def groups(passage: Passage, counts: Iterable[Count], known: Amounts) -> tuple[Group, ...]:
    """The groups that counts tell of, in text order, each once; counts of people of whom nothing is said make none."""
    made: dict[tuple[int, int], Group] = {}
    for count in counts:
        group = _group(passage, count, known)
        if group is not None:
            made.setdefault((group.start, group.end), group)
    return tuple(made[key] for key in sorted(made))


def _group(passage: Passage, count: Count, known: Amounts) -> Group | None:
    if count.head is None or (count.low is None and count.high is None):
        return None
    doc = passage.doc
    head = doc[count.head]
    described = list(_described(head, alone=count.best == 1))
    traits = _all_traits(described)
    youngest, oldest = _ages(doc, head, known)
    name = _name(head)
    who = _who(doc, count, head, known) if name is None or head.pos_ != "PROPN" or person_kind(head) else _role(doc, head)
    if not traits and name is None and youngest is oldest is None and (who is None or head.lemma_.lower() in _PLAIN):
        return None
    span = passage.span(count.first, max(count.last, count.first))
    return Group(
        low=count.low,
        high=count.high,
        best=count.best,
        text=span.text,
        start=span.start,
        end=span.end,
        who=who,
        name=name,
        civilian=_choice(traits, "civilian", "combatant"),
        sex=_sex(traits),
        child=_is_child(traits, youngest, oldest),
        youngest=youngest,
        oldest=oldest,
    )


def _described(head: Token, *, alone: bool) -> Iterator[Token]:
    """The words that say who somebody was: the noun, what stands before it, and, of one person, a noun set beside it."""
    yield head
    for child in head.children:
        if child.dep_ in ("amod", "compound", "nmod") and child.i < head.i:
            yield child
            yield from (inner for inner in child.children if inner.dep_ in ("amod", "compound") and inner.i < child.i)
        elif alone and child.dep_ == "appos" and person_kind(child) == "person":
            yield child
    if alone and head.dep_ == "appos" and person_kind(head.head) == "person":
        yield head.head


def _all_traits(words: Iterable[Token]) -> frozenset[Trait]:
    """The traits of the words; what contradicts the word before it is left out ("civilian guards", "child soldiers")."""
    held: set[Trait] = set()
    for word in words:
        new = _traits_of(word)
        for pair in (("civilian", "combatant"), ("female", "male"), ("child", "adult")):
            if held & set(pair):
                new = new - set(pair) if pair != ("child", "adult") or "child" not in new else new
        held |= new
    return frozenset(held)


def _traits_of(word: Token) -> frozenset[Trait]:
    table = _traits()
    return table.get(word.lemma_.lower()) or table.get(word.lower_) or table.get(word.lower_.removesuffix("s")) or frozenset()


def _choice(traits: frozenset[Trait], yes: Trait, no: Trait) -> bool | None:
    return None if (yes in traits) is (no in traits) else yes in traits


def _sex(traits: frozenset[Trait]) -> Sex | None:
    return None if ("female" in traits) is ("male" in traits) else ("female" if "female" in traits else "male")


def _is_child(traits: frozenset[Trait], youngest: int | None, oldest: int | None) -> bool | None:
    if oldest is not None and oldest < _OF_AGE:
        return True
    if youngest is not None and youngest >= _OF_AGE:
        return False
    return _choice(traits, "child", "adult")


def _name(head: Token) -> str | None:
    """The person's name that a noun is, or that stands beside it: "journalist *Samir Haddad*", "a nurse, *Lia Moreno*"."""
    noun: Token | None = head
    if head.pos_ != "PROPN" or person_kind(head) is not None:
        noun = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and person_kind(c) is None), None)
    if noun is None or noun.tag_ == "NNPS" or any(c.dep_ == "det" for c in noun.children) or not noun.text[:1].isupper():
        return None
    first = noun.i
    while first > 0 and noun.nbor(first - 1 - noun.i).pos_ == "PROPN" and person_kind(noun.nbor(first - 1 - noun.i)) is None:
        first -= 1
    return " ".join(token.text for token in noun.doc[first : noun.i + 1])


def _role(doc: Doc, name: Token) -> str | None:
    """The words for a person who is named: "*journalist* Samir Haddad", "Lia Moreno, a *nurse*"."""
    beside = [c for c in name.children if person_kind(c) == "person" and (c.i < name.i or c.dep_ == "appos")]
    return _phrase(doc, beside[0].i, beside[0].i) if beside else None


def _who(doc: Doc, count: Count, head: Token, known: Amounts) -> str | None:
    """The words for a group, without its number: "police officers", "pregnant woman"."""
    first = count.first if count.first <= head.i <= count.last else head.left_edge.i
    old = next((t.i + 1 for t in doc[first : head.i] if t.lower_ == "old"), first)
    first = max(first, old)
    while first < head.i and (first in known.covering or not _is_describing(doc[first])):
        first += 1
    return None if head.lower_ == "old" else _phrase(doc, first, head.i)


def _is_describing(token: Token) -> bool:
    if token.i + 1 < len(token.doc) and token.nbor(1).text == "-" and not token.whitespace_:
        return True  # "off-duty"
    plain = token.pos_ in ("NUM", "DET", "ADP", "ADV", "PUNCT", "SYM", "PRON", "SCONJ", "PART")
    return not plain and token.dep_ not in ("quantmod", "nummod") and token.lower_ not in _MORE


def _phrase(doc: Doc, first: int, last: int) -> str:
    return str(doc[first : last + 1].text)


def _ages(doc: Doc, head: Token, known: Amounts) -> tuple[int | None, int | None]:
    """The least and greatest age told of a noun: "a 9-year-old boy", "two brothers, aged 9 and 11", "children under 5"."""
    stop = min(len(doc), head.i + _AGE_REACH)
    first = max(0, head.left_edge.i, head.i - _AGE_REACH)
    told = [a for i in range(first, stop) if (a := known.starting.get(i)) is not None and a.kind == "age"]
    ages = [a for a in told if a.first <= head.i or _follows(doc, head, a)]
    if ages and ages[-1].last + 2 < len(doc) and doc[ages[-1].last + 1].lower_ in ("and", "to"):
        another = known.starting.get(ages[-1].last + 2)
        ages += [another] if another is not None and another.head is None and another.best is not None else []
    bounds = [_age(doc, a) for a in ages]
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    return (min(lows) if len(lows) == len(bounds) and lows else None), (max(highs) if len(highs) == len(bounds) and highs else None)


def _follows(doc: Doc, head: Token, age: Amount) -> bool:
    """Whether only commas, names and words of age stand between a noun and an age after it."""
    between = doc[head.i + 1 : age.first]
    return all(t.is_punct or t.lower_ in _AGED or t.pos_ == "PROPN" or t.lower_ in _TO_AGE for t in between)


def _age(doc: Doc, age: Amount) -> tuple[int | None, int | None]:
    """An age in full years; months make none."""
    after = [t.lower_ for t in doc[age.last + 1 : age.last + 4] if t.text != "-"]
    before = [t.lower_ for t in doc[max(0, age.first - 4) : age.first]]
    if before[-2:] == ["age", "of"] and before[0] in ("under", "below"):
        return None, (age.high or 0) - 1
    if after[:1] and after[0] in ("month", "months", "week", "weeks", "day", "days"):
        return (0, 0) if (age.high or 0) < 12 else ((age.low or 0) // 12, (age.high or 0) // 12)
    return age.low, age.high
