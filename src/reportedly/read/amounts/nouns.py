"""Tolls of nouns: deaths, bodies and casualties that are counted, lives that are taken, and the number that a toll stands at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.amounts import indirect, phrases, victims
from reportedly.read.amounts.amounts import person_kind
from reportedly.read.amounts.earlier import is_earlier
from reportedly.read.amounts.patients import patients
from reportedly.read.amounts.toll_words import toll_word
from reportedly.read.amounts.victims import Count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from reportedly.read.amounts.amounts import Amount
    from reportedly.read.amounts.toll_words import TollWord
    from reportedly.read.amounts.victims import Amounts

_LIVES_TAKEN = frozenset({"claim", "claimed", "take", "took", "cost", "lose", "lost", "give", "gave"})
_LOSSES_TAKEN = frozenset({"suffer", "inflict", "sustain", "cause", "incur", "take", "report"})
_LOSS_KINDS = frozenset(
    {"heavy", "human", "severe", "serious", "massive", "big", "great", "large", "considerable", "significant", "substantial"}
)
_AVERTING = frozenset({"avoid", "prevent", "minimize", "minimise", "limit", "reduce", "avert", "risk", "fear", "condemn"})
_UNCERTAIN = frozenset({"possible", "potential", "further", "future"})
_REMAINS = frozenset({"body", "corpse"})
_FINDING = frozenset(
    "find recover discover bring take retrieve bury pull identify see lie hand return dump throw dig unearth exhume carry collect".split()
)
"""What is done with the bodies of people, not with public ones."""
_TOLL_WINDOW = (
    14  # tokens after "toll" in which its number stands; "death toll from the blast in X had risen to 12" is the longest usual form
)


def of_deaths(noun: Token, known: Amounts) -> Count | None:
    """Count "45 deaths", "the death of two soldiers", "Ahmad's death", "civilian deaths", "the bodies of 11 men", "beaten to death"."""
    if noun.i and noun.nbor(-1).lower_ == "to" and noun.nbor(-1).head.pos_ == "VERB":
        return phrases.to_death(noun, known)
    amount = known.counting.get(noun.i)
    if amount is None and noun.lower_.endswith("ing"):
        amount = known.starting.get(noun.i + 1)
    if amount is not None:
        return known.count(amount)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of" and (noun.lower_ != "whereabouts" or _is_unknown(noun)):
            heads = [t for p in child.children if p.dep_ == "pobj" for t in victims.joined(p)]
            return _sum_of(heads, known) if noun.lemma_.lower() not in _REMAINS or _is_human(noun, heads) else None
        if child.dep_ == "poss" and noun.tag_ == "NN" and noun.lemma_.lower() not in _REMAINS:
            return victims.of_noun(child, known)
    if noun.dep_ == "conj" and any(child.lower_ == "no" for child in noun.head.lefts):
        return Count(0, 0, 0, noun.i, noun.i, noun.i)  # "no injuries or deaths"
    if _is_feared(noun):
        return None
    bare = noun.lemma_.lower() == "death" and noun.tag_ == "NNS" and not any(child.dep_ in ("det", "poss") for child in noun.lefts)
    return Count(2, None, None, min(noun.left_edge.i, noun.i), noun.i, noun.i) if bare else None


def _is_human(body: Token, owners: Iterable[Token]) -> bool:
    """Whether bodies are of people: by the noun for them, or, of names, by what is done with the body."""
    names = any(owner.pos_ == "PROPN" and person_kind(owner) is None for owner in owners)
    people = all(person_kind(owner) != "group" and not _is_known(owner) for owner in owners)
    return people and (not names or any(above.lemma_.lower() in _FINDING for above in (body.head, body.head.head)))


def _is_known(owner: Token) -> bool:
    """Whether the dead are those told of before: "the bodies of the dead", "the bodies of the three"."""
    definite = any(child.lower_ in ("the", "those", "these") for child in owner.lefts)
    return owner.lower_ in ("dead", "those", "victims", "them", "deceased") or (owner.pos_ == "NUM" and definite)


def _sum_of(nouns: Iterable[Token], known: Amounts) -> Count | None:
    counts = [c for noun in nouns if (c := victims.of_noun(noun, known)) is not None]
    return victims.total(counts)


def of_losses(noun: Token, row: TollWord, known: Amounts) -> Count | None:
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
    if noun.dep_ == "pobj" and _is_unknown(noun.head.head):
        return Count(None, None, None, min(noun.left_edge.i, noun.i), noun.i, noun.i)
    if word == "loss" and noun.head.lemma_.lower() not in _LOSSES_TAKEN:
        return Count(None, None, None, min(noun.left_edge.i, noun.i), noun.i, noun.i) if indirect.is_great(noun) else None
    if definite or _is_feared(noun):
        return None
    first = min(noun.left_edge.i, noun.i)
    if _is_denied(noun):
        return Count(0, 0, 0, first, noun.i, noun.i)
    heavy = word == "loss" or any(child.lower_ in _LOSS_KINDS for child in noun.lefts)
    return Count(None if heavy else 2, None, None, first, noun.i, noun.i)


def _is_feared(noun: Token) -> bool:
    """Whether deaths are only thought of: "to avoid civilian deaths", "an allegation of possible casualties"."""
    return noun.head.lemma_.lower() in _AVERTING or any(child.lower_ in _UNCERTAIN for child in noun.lefts)


def _is_unknown(number: Token) -> bool:
    """Whether their number is said not to be known: "the number of casualties is unknown", "was not immediately clear"."""
    if number.lemma_.lower() not in (
        "number",
        "count",
        "figure",
        "extent",
        "whereabout",
        "whereabouts",
    ) or number.head.lemma_.lower() not in ("be", "remain"):
        return False
    said = [child for child in number.head.children if child.dep_ in ("acomp", "attr")]
    denied = any(child.dep_ == "neg" for child in number.head.children)
    return any(c.lower_ in ("unknown", "unclear", "uncertain") or (denied and c.lower_ in ("known", "clear", "certain")) for c in said)


def _is_denied(noun: Token) -> bool:
    """Whether it is denied: "did not suffer any casualties", "without casualties"."""
    head = noun.head
    if "without" in (head.lower_, head.head.lower_):
        return True
    return any(child.dep_ == "neg" for child in head.children if head.pos_ in ("VERB", "AUX"))


def of_toll(noun: Token, known: Amounts) -> Count | None:
    """Count "a death toll of 45", "the toll rose to 12", "putting the toll at 70": the number that follows soon.

    A number that the words call an earlier one counts only when none follows it: "raising the toll from 31 to 45".
    """
    doc, at = noun.doc, noun.i + 1
    stop = min(noun.sent.end, noun.i + 1 + _TOLL_WINDOW)
    earlier: Count | None = None
    while at < stop:
        amount = known.starting.get(at)
        if amount is not None and amount.kind in ("people", "other") and (amount.best is not None or amount.low != 2):
            if not is_earlier(doc, amount):
                if earlier is not None and doc[amount.first - 1].lower_ not in ("to", "at"):
                    return earlier
                return earlier if _is_taken(doc, amount) else known.count(amount)
            earlier = earlier or known.count(amount)
        if toll_word(doc[at]) is not None or doc[at].lower_ in (";", "while"):
            return earlier
        at = amount.last + 1 if amount is not None else at + 1
    return earlier


def _is_taken(doc: Doc, amount: Amount) -> bool:
    """Whether a number has a toll word of its own: "20 dead", "50 others injured"."""
    after = [amount.last + 1] if amount.head is None else [amount.last + 1, amount.head + 1]
    return any(i < len(doc) and doc[i].lower_ not in ("people", "persons") and toll_word(doc[i]) is not None for i in after)


def of_lives(noun: Token, known: Amounts) -> Count | None:
    """Count "claimed the lives of 30", "claimed 30 lives", "lost their lives"."""
    verb = noun.head.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun.head
    if noun.tag_ != "NNS" or not _LIVES_TAKEN & {verb.lemma_.lower(), verb.lower_}:
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
