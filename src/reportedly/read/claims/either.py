"""Alternatives: parties joined by "or" ("either A or B") are one party, of whom it is open which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model import Party
from reportedly.read.grammar import frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from reportedly.read.claims.claims import Context
    from reportedly.read.events.units import Unit

_DENYING = frozenset({"no", "neither", "nor", "not"})
"""Words that make of "A or B" neither."""
_AND = frozenset({"and", "&", "plus"})


def either(context: Context, unit: Unit, parties: tuple[Party, ...], speaker: Party | None) -> tuple[Party, ...]:
    """The parties of a role; those that the unit's sentence, or the one before it, joins there by "or" are one."""
    number = unit.happening.passage
    for heads in _alternatives(context.passages[number].doc[unit.happening.token]) if parties else ():
        named = [every[0] for head in heads if (every := context.parties.every(number, head.i, speaker))]
        names = tuple(dict.fromkeys(party.name for party in named if party.kind != "object"))
        opening = heads[0].head if heads[0].dep_ == "appos" else heads[0]  # "either the rebel leader Ali Karim or his brother"
        words = context.passages[number].span(opening.left_edge.i, max(head.i for head in heads))
        meant = [p for p in parties if p.name in names and p.start is not None and words.start <= p.start < words.end]
        if len(names) > 1 and len(named) == len(heads) and meant:
            kinds = {party.kind for party in named}
            one = Party(
                id=context.parties.number(" or ".join(names)),
                name=" or ".join(names),
                text=words.text,
                start=words.start,
                end=words.end,
                kind=kinds.pop() if len(kinds) == 1 else None,
                any_of=names,
            )
            parties = tuple({p.name: p for p in (one if p in meant else p for p in parties)}.values())
    return parties


def _alternatives(word: Token) -> Iterator[list[Token]]:
    """The heads of each "A or B" of a word's sentence and the one before it; "by A or by B" joins what stands behind the prepositions."""
    start = word.sent.start
    begin = word.doc[start - 1].sent.start if start else 0
    for token in word.doc[begin : word.sent.end]:
        if token.lower_ != "or" or token.dep_ != "cc":
            continue
        first = token.head
        while first.dep_ == "conj" and first.pos_ == first.head.pos_:
            first = first.head
        heads = [part for head in _joined(first) for part in ([head] if head.pos_ != "ADP" else frames.children(head, "pobj"))]
        if len(heads) > 1 and not any(c.lower_ in _DENYING for head in (first, *heads) for c in head.children):
            yield heads


def _joined(first: Token) -> list[Token]:
    """What stands joined to a noun or preposition, itself first; nothing where an "and" joins too."""
    found, todo = [first], [first]
    while todo:
        for child in todo.pop().children:
            if child.dep_ == "cc" and child.lower_ in _AND:
                return []
            if child.dep_ == "conj" and (child.pos_ == first.pos_ or {child.pos_, first.pos_} <= frames.NOMINAL):
                found.append(child)
                todo.append(child)
    return sorted(found, key=lambda token: token.i) if first.pos_ in frames.NOMINAL or first.pos_ == "ADP" else []
