"""Tolls whose victims stand away from their word, behind a noun or another verb.

"put its losses at nine", "the loss of one corporal", "27 people were treated for bullet wounds", "their losses are
enormous", "four fighters gave their lives".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.amounts import victims
from reportedly.read.amounts.amounts import person_kind
from reportedly.read.amounts.earlier import is_earlier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from reportedly.read.amounts.amounts import Amount
    from reportedly.read.amounts.victims import Amounts, Count

_PUTTING = frozenset({"put", "estimate", "set", "bring", "raise", "place", "revise", "lower"})
_RISING = frozenset(
    {
        "rise",
        "climb",
        "increase",
        "grow",
        "jump",
        "soar",
        "go",
        "reach",
        "exceed",
        "pass",
        "surpass",
        "stand",
        "be",
        "hit",
        "number",
        "total",
    }
)
_WITHIN = frozenset({"pobj", "acl", "relcl", "xcomp", "amod", "compound", "pcomp", "prep"})
_NUMBERS = frozenset({"number", "figure", "count", "tally"})
_TREATING = frozenset({"treat", "hospitalize", "hospitalise", "admit", "hurt"})
_SUFFERING = frozenset({"suffer", "sustain", "receive", "have"})
_GREAT = frozenset(
    "heavy human severe serious massive great large considerable significant substantial enormous grave huge terrible big".split()
)
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’", "``", "''"})
_MONEY = frozenset({"bank", "firm", "company", "market", "investor", "economy", "insurer", "trader", "shareholder"})
_STATES = frozenset({"dead", "killed", "deaths", "fatalities", "wounded", "injured", "hurt"})
_FURTHEST = 12  # tokens after a toll word in which the number it is put at stands: "puts its dead on the river since May at 14"


def stated(word: Token, known: Amounts) -> Count | None:
    """Count what a verb puts a toll at: "put the dead at 22", "put the number of rebels killed at 92"; `word` is the toll word."""
    noun, verb = word, word.head
    while verb.lemma_.lower() not in _PUTTING:
        counted = noun.lemma_.lower() in _NUMBERS or (noun.i == word.i and noun.tag_ == "NNS")
        if verb.lemma_.lower() in _RISING and noun.dep_ == "nsubj" and counted:
            return _of_whom(_risen(verb, known), word)
        within = noun.dep_ in _WITHIN or verb.lemma_.lower() in _NUMBERS
        if not within or verb.i == verb.head.i:
            return None
        noun, verb = verb, verb.head
    for token in word.doc[min(word.i, verb.i) + 1 : min(word.sent.end, word.i + 1 + _FURTHEST)]:
        above = token.head.head if token.head.lower_ == "from" else token.head
        if token.lower_ in ("at", "to") and above in (verb, noun, word):
            at = token.i + 2 if token.i + 1 < len(word.doc) and word.doc[token.i + 1].text in _QUOTES else token.i + 1
            amount = known.starting.get(at)
            if amount is not None:
                taken = _has_own_word(word.doc, amount) or (noun.dep_ == "nsubjpass" and token.i > verb.i + 1)
                return None if taken else _of_whom(known.count(amount), word)
    return None


def _risen(verb: Token, known: Amounts) -> Count | None:
    """Count what a number of victims is or has become: "the number of rebels killed has risen to 39", "the number of dead was 12"."""
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 5)]:
        amount = known.starting.get(token.i)
        if amount is not None:
            return None if is_earlier(verb.doc, amount) or _has_own_word(verb.doc, amount) else known.count(amount)
    return None


def _of_whom(count: Count | None, word: Token) -> Count | None:
    """The count with the noun for those who were killed: "the number of *villagers* killed"."""
    noun = word.head
    known = word.dep_ in ("acl", "amod", "relcl") and person_kind(noun) == "person" and noun.lemma_.lower() not in ("people", "person")
    return victims.of(count, noun) if count is not None and count.head is None and known else count


def _has_own_word(doc: Doc, amount: Amount) -> bool:
    """Whether the number's own toll word follows: "puts the toll at 20 dead and 30 wounded"."""
    return amount.last + 1 < len(doc) and doc[amount.last + 1].lower_ in _STATES


def lost(noun: Token, known: Amounts) -> Count | None:
    """Count those whose loss is told: "the loss of one corporal"; a loss of things or of life as such tells of no number."""
    if noun.tag_ != "NN":
        return None
    heads = [
        t
        for of in noun.children
        if of.dep_ == "prep" and of.lower_ == "of"
        for p in of.children
        if p.dep_ == "pobj"
        for t in victims.joined(p)
    ]
    people = [t for t in heads if person_kind(t) == "person" and t.lemma_.lower() != "life"]
    return _sum(people, known)


def is_great(noun: Token) -> bool:
    """Whether losses are told as great, whoever counts them: "their losses are enormous", "described its losses as grave", "heavy losses".

    Losses of money are none.
    """
    if any(t.lemma_.lower() in _MONEY for t in (*noun.children, *noun.head.children)):
        return False
    told = [*noun.lefts, *(c for c in noun.head.children if c.dep_ in ("acomp", "oprd", "attr"))]
    told += [c for prep in noun.head.children if prep.lower_ == "as" for c in (prep, *prep.children)]
    return any(c.lemma_.lower() in _GREAT or c.lower_ in _GREAT for c in told)


def wounded(noun: Token, known: Amounts) -> Count | None:
    """Count whom wounds befell: "16 people with gunshot wounds", "were treated for wounds", "suffered injuries"."""
    prep = noun.head
    if noun.tag_ == "NNS" and noun.i and noun.nbor(-1).lower_ in (",", "and") and (amount := known.starting.get(noun.i + 1)) is not None:
        return known.count(amount)  # a verb in truth: "bomb kills two soldiers, wounds three"
    if noun.dep_ == "dobj" and noun.lemma_.lower() == "harm":
        return next(
            (_sum(victims.joined(p), known) for on in (*noun.children, *prep.children) if on.lower_ in ("on", "to") for p in on.children),
            None,
        )
    if noun.dep_ == "dobj" and prep.lemma_.lower() in _SUFFERING and prep.dep_ == "acl":
        return _sum([prep.head], known)
    if noun.dep_ == "dobj" and prep.lemma_.lower() in _SUFFERING:
        return _arguments(prep, ("nsubj",), known)
    if noun.dep_ != "pobj" or prep.lower_ not in ("with", "for"):
        return None
    bearer = prep.head
    if bearer.pos_ in ("NOUN", "PROPN", "NUM"):
        return _sum(victims.joined(bearer), known) if person_kind(bearer) == "person" or bearer.pos_ == "NUM" else None
    return _arguments(bearer, ("nsubjpass", "dobj"), known) if bearer.lemma_.lower() in _TREATING else None


def _arguments(verb: Token, relations: tuple[str, ...], known: Amounts) -> Count | None:
    return next((_sum(victims.joined(c), known) for c in verb.children if c.dep_ in relations), None)


def _sum(nouns: Iterable[Token], known: Amounts) -> Count | None:
    return victims.total([count for noun in nouns if (count := victims.of_noun(noun, known)) is not None])
