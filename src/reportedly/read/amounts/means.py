"""By what a toll came about: the weapon or attack that its clause names ("by a landmine", "in an airstrike", "the blast killed")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.grammar import frames
from reportedly.read.grammar.classes import word_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from reportedly.model import Span
    from reportedly.read.grammar.passage import Passage

_THROUGH = frozenset({"by", "in", "from", "with", "of", "under", "during", "to", "after", "following", "for", "through"})
_ALSO = frozenset("landmine ied shrapnel knife machete ambush crossfire gas poison car-bomb gunshot".split())
"""Further words of means."""
_UNARMED = frozenset({"aircraft", "charge", "device", "round", "arm", "arms", "volley", "plane", "jet", "line", "gun"})
"""Words of the classes that are of weapons and attacks only with others beside them: "explosive device"."""


def means(passage: Passage, trigger: int, victims: tuple[int, int]) -> Span | None:
    """The words for the weapon or attack that a toll's clause names, None where it names none. `victims` are the tokens of its count."""
    word = passage.doc[trigger]
    for noun in _named(word):
        if not victims[0] <= noun.i <= victims[1] and noun.i != trigger and _is_means(noun):
            first = min(noun.left_edge.i, noun.i)
            return passage.span(_bare(passage, first, noun.i), noun.i)
    return None


def _is_means(noun: Token) -> bool:
    classes, lemma = word_classes(), noun.lemma_.lower()
    if noun.pos_ not in ("NOUN", "PROPN") or lemma not in classes["ARMS"] | classes["ATTACK"] | _ALSO:
        return False
    return lemma not in _UNARMED or any(child.dep_ in ("compound", "amod") for child in noun.lefts)


def _named(word: Token) -> Iterator[Token]:
    """Nouns that the toll's clause may name as its means: nearest the toll word first."""
    verb = frames.clause_verb(word)
    heads = dict.fromkeys((word, word.head if word.dep_ in ("acl", "amod", "conj", "oprd", "acomp", "dobj", "xcomp") else word, verb))
    for head in heads:
        for child in head.children:
            if child.dep_ in ("agent", "prep") and child.lower_ in _THROUGH:
                yield from (part for noun in frames.children(child, "pobj") for part in frames.conjuncts(noun))
    for head in heads:
        if head.pos_ in ("VERB", "AUX"):
            yield from frames.subjects(head)
            yield from (s for clause in frames.children(head, "advcl") if _dates(clause) for s in frames.subjects(clause))


def _dates(clause: Token) -> bool:
    """Whether a clause tells what happened as the toll came about: "when a landmine exploded"."""
    return any(mark.lower_ in ("when", "as", "after") for mark in clause.lefts)


def _bare(passage: Passage, first: int, last: int) -> int:
    """Where the phrase begins, without quotation marks and a clause before the noun."""
    while first < last and (passage.doc[first].is_punct or passage.doc[first].pos_ in ("VERB", "AUX", "ADV", "CCONJ", "ADP")):
        first += 1
    return first
