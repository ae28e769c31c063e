"""Modals: verbs, adjectives and nouns that make what hangs on them a plan, a demand or a guess."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly.lexicon import of_tables, rows
from reportedly.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


class ModalRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table: `part` is aux, to, passive_to or finite."""

    lemma: str
    part: str
    stance: Stance | None = None


class PresupposingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table of words whose complement has happened."""

    lemma: str


@of_tables
@cache
def _modals(part: str) -> dict[str, Stance | None]:
    return {row.lemma: row.stance for row in rows("modal_cues", ModalRow) if row.part == part}


@of_tables
@cache
def presupposing() -> frozenset[str]:
    """Lemmas whose complement is taken as having happened."""
    return frozenset(row.lemma for row in rows("presupposing", PresupposingRow))


def modal_stance(head: Token, part: str) -> Stance | None:
    """What a governor does to its complement; a passive one ("is believed to") by its own rows."""
    low = head.lemma_.lower()
    if part == "to" and any(kid.dep_ == "auxpass" for kid in head.lefts) and low in _modals("passive_to"):
        return _modals("passive_to")[low]
    return _modals(part).get(low)


def passive_stance(lemma: str) -> Stance | None:
    """What a passive without an agent imposes: "it was reported" hedges, "it was announced" does not."""
    return _modals("passive_to").get(lemma)


def governs(word: str) -> Stance | None:
    """What an adjective does to its infinitive: ready, due, likely."""
    return _modals("to").get(word)


@of_tables
@cache
def demanding() -> frozenset[str]:
    """Predicates that demand: vital, essential."""
    return frozenset(_modals("predicate"))


def verb_modal(verb: Token) -> tuple[Token | None, Stance | None]:
    """The modal of a verb and its stance. With "have" a modal guesses about the past ("may have fled")."""
    auxiliaries = [kid for kid in verb.lefts if kid.dep_ in ("aux", "auxpass")]
    for kid in auxiliaries:
        low = kid.lower_
        if low not in _modals("aux"):
            continue
        if any(other.lower_ in ("have", "'ve", "’ve") for other in auxiliaries):
            return kid, "hedged" if low in ("may", "might", "could", "must") else None
        return kid, _modals("stative" if verb.lemma_ in ("be", "have") and low in _modals("stative") else "aux")[low]
    return None, None
