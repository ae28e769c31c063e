"""Tolls told by a phrase rather than a word: taken hostage, beaten to death, fallen in battle, fatally shot, not survived, treated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.read.amounts import victims
from reportedly.read.amounts.amounts import person_kind
from reportedly.read.amounts.patients import arguments, patients

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reportedly.read.amounts.victims import Amounts, Count

_HOLDING = frozenset({"take", "hold", "make", "keep", "bring"})
_FURTHEST = 12  # tokens between a verb and what it makes of somebody: "took twelve of the soldiers at the post prisoner"
_FIELDS = frozenset({"battle", "action", "combat", "duty", "fighting", "fight", "clash", "defence", "defense"})
_SENTENCING = frozenset({"sentence", "condemn", "doom", "scare", "bore", "devote", "march", "send"})
"""Verbs whose "to death" leaves the victim alive, as yet."""
_TREATED_OTHERWISE = frozenset({"as", "like", "with"})


def taken(word: Token, known: Amounts) -> Count | None:
    """Count whom a verb takes captive: "took 12 soldiers prisoner", "are holding eleven workers hostage", "were taken into custody"."""
    verb = next((t for t in reversed(word.doc[max(word.sent.start, word.i - _FURTHEST) : word.i]) if t.lemma_.lower() in _HOLDING), None)
    if verb is None or any(t.pos_ in ("VERB", "AUX") and t.i > verb.i for t in word.doc[verb.i : word.i]):
        return None
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return arguments(verb, ("nsubjpass",), known)
    amounts = [known.starting[t.i] for t in word.doc[verb.i + 1 : word.i] if t.i in known.starting]
    if amounts:
        count = known.count(amounts[0])
        return count if count is None or count.head != word.i else replace(victims.of(count, word.nbor(-1)), last=word.i - 1)
    named = [t for t in word.doc[verb.i + 1 : word.i] if person_kind(t) == "person" and t.dep_ not in ("compound", "amod", "poss")]
    return victims.of_noun(named[-1], known) if named else arguments(verb, ("dobj",), known)


def to_death(noun: Token, known: Amounts) -> Count | None:
    """Count whom a verb did to death: "hacked 12 villagers to death", "were beaten to death", "bled to death"."""
    verb = noun.nbor(-1).head
    if verb.lemma_.lower() in _SENTENCING:
        return None
    return arguments(verb, ("nsubjpass",), known) or arguments(verb, ("dobj",), known) or patients(verb, "object", known)


def fallen(verb: Token, known: Amounts) -> Count | None:
    """Count who fell in battle or in the line of duty; any other fall is none."""
    fields = [t.lemma_.lower() for prep in verb.children if prep.lower_ in ("in", "during") for t in prep.subtree]
    return arguments(verb, ("nsubj",), known) if _FIELDS & set(fields) else None


def survived(verb: Token, known: Amounts) -> Count | None:
    """Count who did not survive: "three of the crew did not survive", "neither pilot survived"."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return None
    if any(child.dep_ == "neg" for child in verb.children):
        return arguments(verb, ("nsubj",), known)
    if any(child.lower_ == "neither" for child in (subject, *subject.children)):
        return victims.both(subject)
    return None


def fatal(adverb: Token, known: Amounts) -> Count | None:
    """Count who was "fatally shot" or "mortally wounded"."""
    return patients(adverb.head, "object", known) if adverb.head.pos_ in ("VERB", "ADJ") else None


def treated(verb: Token, known: Amounts) -> Count | None:
    """Count who was treated: "34 people were treated", "the hospital treated seven"; not how somebody is treated."""
    named = {child.lower_ for child in verb.children}
    if named & _TREATED_OTHERWISE or any(child.dep_ == "advmod" and child.lower_ in ("badly", "well") for child in verb.children):
        return None
    count = arguments(verb, ("nsubjpass",), known) or arguments(verb, ("dobj",), known)
    return count if count is not None and count.best is not None and count.first in known.starting else None
