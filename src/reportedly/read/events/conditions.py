"""The conditions of the rows of event_words: what must stand beside a word for it to name its type."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportedly import lexicon
from reportedly.read.amounts.amounts import person_kind
from reportedly.read.grammar import frames
from reportedly.read.grammar.classes import word_classes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spacy.tokens import Token


PREDICATES = ("oprd", "attr", "acomp", "xcomp", "ccomp", "dobj", "advmod")
MODIFIERS = ("compound", "amod", "nmod", "poss")


def holds(need: str, word: Token, places: frozenset[int]) -> bool:
    """Whether a need of a row holds for the word: each of its conditions, which "+" joins ("prt:home+obj:ENVOY")."""
    return all(_holds(part, wanted, word, places) for part, wanted in _conditions(need))


@lexicon.of_tables
@cache
def _conditions(need: str) -> tuple[tuple[str, str], ...]:
    """The conditions of a need: parts, and what is wanted of each. Needs are cells of a table, and so are as few."""
    pairs = (condition.split(":") for condition in need.split("+"))
    return tuple((part, wanted) for part, wanted in pairs)


def _holds(part: str, wanted: str, word: Token, places: frozenset[int]) -> bool:
    if part in FILLERS:
        return any(_is(wanted, item, places) for item in FILLERS[part](word))
    return TESTS[part](word, wanted)


def word_of(noun: Token) -> str:
    """The lemma of a noun, whole where the parser took it apart at a hyphen: "sit-in", "cease-fire", "counter-attack"."""
    doc, at = noun.doc, noun.i
    if at > 1 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and not doc[at - 2].whitespace_:
        return f"{doc[at - 2].lower_}-{noun.lemma_.lower()}"
    return noun.lemma_.lower()


def _subject_words(verb: Token) -> list[Token]:
    return frames.agents(verb) if frames.is_passive(verb) else frames.subjects(verb)


def _predicates(verb: Token) -> list[Token]:
    return frames.children(verb, *PREDICATES)


def _modifiers(noun: Token) -> list[Token]:
    return frames.children(noun, *MODIFIERS)


def _modifiers_of_objects(verb: Token) -> list[Token]:
    return [c for item in frames.objects(verb) for c in _modifiers(item)]


FILLERS: Mapping[str, Callable[[Token], list[Token]]] = {
    "obj": frames.objects,
    "subj": _subject_words,
    "by": frames.agents,
    "pred": _predicates,
    "mod": _modifiers,
    "objmod": _modifiers_of_objects,
}
"""Conditions on what fills a part: a lemma, or in capitals a class."""


def _has_particle(verb: Token, wanted: str) -> bool:
    return any(c.lower_ == wanted for c in verb.children if c.dep_ in ("prt", "advmod", "prep"))


def _has_preposition(verb: Token, wanted: str) -> bool:
    for child in (*verb.children, *(c for back in verb.children if back.lower_ == "back" for c in back.children)):
        if child.dep_ in ("prep", "agent", "dative", "prt"):
            if child.lower_ == wanted or any(c.lemma_.lower() == wanted for c in child.children):
                return True
            if any(c.lemma_.lower() == wanted for obj in child.children for c in obj.children):
                return True
    return False


def _has_prepositional_object(verb: Token, wanted: str) -> bool:
    return any(obj.lemma_.lower() == wanted for prep in frames.children(verb, "prep") for obj in frames.children(prep, "pobj"))


def _says(verb: Token, wanted: str) -> bool:
    return any(c.lower_ == wanted for c in verb.children if c.dep_ in ("intj", "det", "dobj", "neg"))


def _has_clause(verb: Token, _: str) -> bool:
    return bool(frames.children(verb, "xcomp", "ccomp"))


def _has_others_clause(verb: Token, _: str) -> bool:
    return any(frames.children(c, "nsubj", "nsubjpass") for c in frames.children(verb, "xcomp", "ccomp"))


def _is_bare(verb: Token, _: str) -> bool:
    return not frames.children(verb, "xcomp", "ccomp", "dobj")


TESTS: Mapping[str, Callable[[Token, str], bool]] = {
    "prt": _has_particle,
    "prep": _has_preposition,
    "pobj": _has_prepositional_object,
    "says": _says,
    "xcomp": _has_clause,
    "clause": _has_others_clause,
    "bare": _is_bare,
}
"""Conditions on the words beside: a particle, a preposition or its object, a clause below, no object at all."""


def _is(word: str, token: Token, places: frozenset[int]) -> bool:
    """Whether a filler is the word, or a member of the class that the word names."""
    if word == "any":
        return True
    if not word.isupper():
        return word in (token.lemma_.lower(), word_of(token)) or (word == "self" and token.lower_.endswith("self"))
    if {token.lemma_.lower(), word_of(token)} & word_classes().get(word, frozenset()):
        return token.lower_ != "part" or bool(whole(token))  # who "took part" took no place
    if word == "PLACE":
        return token.i in places or _is_single_name(token) or any(_is(word, place, places) for place in whole(token))
    if word == "NAME":
        return token.pos_ == "PROPN"
    if word == "COMBATANT":
        return token.pos_ == "NUM"
    if word == "PEOPLE":
        return (
            person_kind(token) == "person"
            or (token.pos_ in ("PRON", "NUM") and token.lower_ not in ("it", "this", "that", "what", "which"))
            or (token.pos_ == "PROPN" and token.i not in places)
        )
    return False


def whole(part: Token) -> list[Token]:
    """Of what a number or quantity is a part: "five *of the districts*", "all *of the valley*"."""
    return frames.prepositional(part, "of") if part.pos_ in ("NUM", "DET", "PRON") or part.lower_ in PARTS else []


PARTS = frozenset({"most", "much", "part", "parts", "half", "majority", "rest", "percent", "cent", "%"})


def _is_single_name(token: Token) -> bool:
    """A name of one word without article or title: of what is taken, likelier a town that no gazetteer has than a person."""
    return token.pos_ == "PROPN" and not any(c.dep_ in ("compound", "det", "poss", "appos", "amod") for c in token.children)
