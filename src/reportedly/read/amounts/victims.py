"""Counting the victims that a noun phrase names.

"22 children and 6 teachers" is 28, "civilians" two or more, "a soldier" and "Ahmad" one, "both men" two.
What a phrase leaves open ("the family", "they") is an open count, None..None.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.read.amounts import lists
from reportedly.read.amounts.amounts import person_kind, unit_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from reportedly.read.amounts.amounts import Amount

_ONE = frozenset({"he", "she", "him", "her", "himself", "herself", "i", "me", "myself", "another", "someone", "somebody"})
_MANY = frozenset({"others", "those", "themselves"})
_OPEN = frozenset({"they", "them", "we", "us", "who", "whom", "which", "that", "it", "all", "people", "you"})
_BODIES = frozenset("family household unit patrol brigade battalion company platoon squad convoy community group tribe clan".split())
"""Bodies of people, of which a number says nothing of how many people they are."""
_COUNTED_KINDS = ("people", "other")
_MASSES = frozenset("people personnel police dead wounded injured staff folk clergy infantry crew cavalry faithful".split())
"""Nouns that name many without a plural's s."""
_SEXES = frozenset({"man", "woman", "child", "boy", "girl", "baby", "infant", "teenager", "minor"})
_TOLD_APART: dict[str, frozenset[str]] = {
    **dict.fromkeys(("people", "person", "victim", "member", "other", "dead", "individual"), frozenset[str]()),
    **dict.fromkeys(("civilian", "villager", "resident", "local", "relative", "refugee"), _SEXES),
    **dict.fromkeys(("child", "sibling", "teenager", "minor"), frozenset({"boy", "girl", "brother", "sister", "baby"})),
}
"""Nouns that may be told apart after a comma, and by which nouns, any where none stand: "five people, three men and two women"."""
_MOST_VICTIM_GROUPS = 12  # joined phrases followed in one enumeration; the longest real one seen has nine


@dataclass(frozen=True, slots=True)
class Count:
    """`low`..`high` victims, `best` as a reader would quote; tokens `first`..`last` say so, `head` is the noun.

    `certain` tells a number, article or name from a guess at an open phrase. `noun` is the head's lemma, and `parts` are
    the groups that a sum adds up.
    """

    low: int | None
    high: int | None
    best: int | None
    first: int
    last: int
    head: int | None
    certain: bool = True
    noun: str = ""
    parts: tuple[Count, ...] = ()


class Amounts:
    """The amounts of a passage, found by the token that they end at, begin at, lie on or count."""

    def __init__(self, doc: Doc, found: Sequence[Amount]) -> None:
        self._doc = doc
        self.shouting = doc.text.isupper()  # all capitals mark no name
        self.starting = {a.first: a for a in found}
        self.ending = {a.last: a for a in found}
        self.counting = {a.head: a for a in found if a.head is not None}
        self.covering = {i: a for a in found for i in range(a.first, a.last + 1)}

    def count(self, amount: Amount) -> Count | None:
        """Count what an amount counts, unless that is money, time, weapons or another thing."""
        if amount.kind not in _COUNTED_KINDS or (amount.head is not None and _is_thing(self._doc[amount.head])):
            return None
        last = amount.head if amount.head is not None else amount.last
        if amount.head is not None and self._doc[amount.head].lemma_.lower() in _BODIES and amount.low:
            return Count(amount.low, None, None, amount.first, max(last, amount.last), amount.head)  # "five families": five people or more
        noun = "" if amount.head is None else self._doc[amount.head].lemma_.lower()
        return Count(amount.low, amount.high, amount.best, amount.first, max(last, amount.last), amount.head, noun=noun)


def of_noun(noun: Token, known: Amounts) -> Count | None:
    """Count the victims of one noun without its joined phrases; None when it names no people."""
    amount = known.counting.get(noun.i) or known.covering.get(noun.i) or (known.ending.get(noun.i - 1) if noun.pos_ != "VERB" else None)
    if amount is not None:
        return known.count(amount)
    if noun.pos_ == "PRON" or noun.lower_ in _ONE or noun.lower_ in _MANY:
        return _of_pronoun(noun)
    if noun.lower_ == "old" and noun.i > 2 and noun.nbor(-1).lower_ == "-":
        return Count(1, 1, 1, min(noun.left_edge.i, noun.i), noun.i, noun.i, noun="old")  # "a 22-year-old"
    kind = person_kind(noun)
    if noun.pos_ == "PROPN" and kind is None:
        return _of_name(noun, known)
    if kind is None:
        return None
    first = noun.left_edge.i if noun.left_edge.i <= noun.i else noun.i
    if kind == "group":
        return Count(None, None, None, first, noun.i, noun.i, certain=False)
    alone = any(child.lower_ in ("a", "an", "one") for child in noun.lefts)
    if noun.tag_ in ("NNS", "NNPS") or (noun.lower_ in _MASSES and not alone):
        return Count(2, None, None, first, noun.i, noun.i, noun=noun.lemma_.lower())
    return Count(1, 1, 1, first, noun.i, noun.i, noun=noun.lemma_.lower())


def _is_thing(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and unit_kind(noun) is not None and person_kind(noun) is None


def _of_pronoun(word: Token) -> Count | None:
    if word.lower_ in _ONE:
        return Count(1, 1, 1, word.i, word.i, word.i)
    if word.lower_ in _MANY:
        return Count(2, None, None, word.i, word.i, word.i)
    return Count(None, None, None, word.i, word.i, word.i, certain=False) if word.lower_ in _OPEN else None


def _of_name(name: Token, known: Amounts) -> Count | None:
    """Count a person's name as one victim; a group's name, or one with an article, is an open count."""
    if not name.is_alpha and not name.lower_.replace("-", "").isalpha():
        return None
    first = min(name.left_edge.i, name.i)
    several = first < name.i
    group = name.tag_ == "NNPS" or any(child.dep_ == "det" or person_kind(child) == "group" for child in name.lefts)
    if not several:
        group = group or name.lower_.endswith("s") or (name.is_upper and not known.shouting)
    return Count(None, None, None, first, name.i, name.i, certain=False) if group else Count(1, 1, 1, first, name.i, name.i)


def joined(noun: Token) -> Iterator[Token]:
    """Walk the noun and the phrases joined to it ("children and 6 teachers"), in text order."""
    seen = 0
    todo = [noun]
    while todo and seen < _MOST_VICTIM_GROUPS:
        token = todo.pop(0)
        yield token
        seen += 1
        todo.extend(
            child
            for child in token.rights
            if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "NUM", "PRON") and not _loses_in_turn(child)
        )
    if seen == 1:
        yield from lists.after(noun)


def _loses_in_turn(name: Token) -> bool:
    """Whether a joined name has a toll of its own, its verb left out: "Azerbaijan lost 192 soldiers and *Armenia* 105"."""
    after = name.nbor(1) if name.i + 1 < len(name.doc) else None
    return name.pos_ == "PROPN" and after is not None and (after.like_num or after.tag_ == "CD") and person_kind(name) is None


def total(counts: Sequence[Count]) -> Count | None:
    """Add disjoint victim groups up. A plural without a number beside a counted group adds none; an open count opens the sum."""
    if len(counts) < 2:
        return counts[0] if counts else None
    if _tells_apart(counts):
        return replace(counts[0], parts=tuple(counts[1:]))
    known = [c for c in counts if c.certain and not (c.low == 2 and c.high is None)] or [c for c in counts if c.certain]
    if not known:
        return counts[0]
    highs = [c.high for c in known if c.high is not None]
    lows = [c.low for c in known if c.low is not None]
    bests = [c.best if c.best is not None else c.low or 0 for c in known]
    high = sum(highs) if len(highs) == len(known) and all(c.certain for c in counts) else None
    low = sum(lows) if len(lows) == len(known) else None
    plural = all(c.low == 2 and c.high is None for c in known)
    first, last = min(c.first for c in counts), max(c.last for c in counts)
    parts = tuple(single for c in counts for single in (c.parts or (c,)))
    return Count(2 if plural else low, high, None if plural else sum(bests), first, last, known[0].head, noun=known[0].noun, parts=parts)


def _tells_apart(counts: Sequence[Count]) -> bool:
    """Whether the phrases after the first tell who it counts: "five people, three men and two women"."""
    whole, rest = counts[0], counts[1:]
    if whole.noun not in _TOLD_APART or len(rest) < 2 or whole.best != sum(c.best or 0 for c in rest):
        return False
    kinds = _TOLD_APART[whole.noun]
    return all(c.best is not None and (not kinds or c.noun in kinds) for c in rest)


def both(noun: Token) -> Count:
    """Two of a noun: "neither pilot"."""
    return Count(2, 2, 2, min(noun.left_edge.i, noun.i), noun.i, noun.i, noun=noun.lemma_.lower())


def of(count: Count, noun: Token) -> Count:
    """The count with the noun that says who they were, where it stands away from the number."""
    return replace(count, head=noun.i, noun=noun.lemma_.lower())
