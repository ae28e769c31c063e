"""Parts: everybody who may be acting in a unit or acted upon, with what a chooser may know of each.

Whom the rules name, whoever the sentence and the one before it mention, who speaks, and the two sides of the report. Those
that name one party are one part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.read.claims.roles import by_name
from reportedly.read.grammar import frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from reportedly.model import Party
    from reportedly.read.attribution.stance import Stanced
    from reportedly.read.claims.claims import Context
    from reportedly.read.events.units import Unit

_STEPS = 4  # steps of the path between a mention and its event that are told apart
_MENTIONS = 24  # mentions of a sentence that are looked at
_HEADS = frozenset("nsubj nsubjpass dobj pobj poss compound amod nmod appos conj attr dative ROOT npadvmod oprd".split())


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who may take part in a unit, with the facts of it."""

    party: Party
    facts: tuple[str, ...]


@dataclass(slots=True)
class _Seen:
    party: Party
    facts: dict[str, None] = field(default_factory=dict)


Roles = tuple[tuple["Party", ...], tuple["Party", ...]]
"""Actors and recipients."""


def parts(context: Context, unit: Unit, stanced: Stanced, speaker: Party | None, *, named: Roles) -> list[Part]:
    """The parts of a unit, in the order of the ways that lead to them; `named` are the actors and recipients that the rules name."""
    acting, undergoing = named
    kind = unit.happening.event_type
    toll = any(unit.tolls)
    found: dict[str, _Seen] = {}

    def add(party: Party, facts: Iterable[str]) -> None:
        seen = found.setdefault(party.name, _Seen(party))
        if seen.party.start is None and party.start is not None:
            seen.party = party
        seen.facts.update(dict.fromkeys(facts))

    for name, chosen in (("acts", acting), ("undergoes", undergoing)):
        for party in chosen:
            add(
                party,
                (
                    name,
                    f"{name}&type={kind}",
                    f"{name}&toll={toll}",
                    f"{name}&stance={stanced.stance}",
                    f"{name}&many={min(len(chosen), 3)}",
                ),
            )
    for party, facts in _mentioned(context, unit, speaker):
        add(party, facts)
    if speaker is not None:
        add(speaker, ("speaks", f"speaks&type={kind}", f"speaks&stance={stanced.stance}", f"speaks&toll={toll}"))
    for side in context.sides:
        add(by_name(context, side, None), ("side",))
    for name in context.deeds.leading(unit.order, kind):
        add(by_name(context, name, None), ("leading", f"leading&type={kind}"))
    for seen in found.values():
        seen.facts.update(dict.fromkeys(_general(context, unit, seen.party, speaker=speaker, acting=acting, undergoing=undergoing)))
    return [Part(seen.party, tuple(seen.facts)) for seen in found.values()]


def _general(
    context: Context, unit: Unit, party: Party, *, speaker: Party | None, acting: Sequence[Party], undergoing: Sequence[Party]
) -> Iterator[str]:
    """What is known of a party whatever led to it."""
    kind, name = unit.happening.event_type, party.name
    yield from (f"party={party.kind}", f"party={party.kind}&type={kind}", f"proper={name[:1].isupper()}", f"resolved={party.resolved}")
    yield f"here={party.start is not None}&type={kind}"
    if name.split() and not name[:1].isupper():
        last = name.lower().split()[-1]
        yield from (f"word={last}", f"word={last}&type={kind}")
    if name in context.sides:
        other = next((side for side in context.sides if side != name), None)
        yield f"side&type={kind}"
        for role, chosen in (("acts", acting), ("undergoes", undergoing)):
            yield f"side&{role}_none={not chosen}&type={kind}"
            yield f"side&other_{role}={any(p.name == other for p in chosen)}&type={kind}"
        yield f"side&other_speaks={speaker is not None and speaker.name == other}"
        yield f"side&speaks={speaker is not None and speaker.name == name}&type={kind}"
        yield f"side&toll={sorted({t.measure for t in unit.tolls})}"
    yield from (f"none_acts={not acting}", f"none_undergoes={not undergoing}")
    yield from context.deeds.facts(name, unit.order, kind, acting=[p.name for p in acting], undergoing=[p.name for p in undergoing])


def _mentioned(context: Context, unit: Unit, speaker: Party | None) -> Iterator[tuple[Party, list[str]]]:
    """The parties that the unit's sentence and the one before it mention, each with how it stands there."""
    number = unit.happening.passage
    doc = context.passages[number].doc
    event = doc[unit.happening.token]
    tolls = {t.head for t in unit.tolls if t.head is not None}
    for token in [t for t in event.sent if _names(t)][:_MENTIONS]:
        for party in context.parties.every(number, token.i, speaker):
            yield party, list(_place(context, unit, token, tolls))
    before = doc[event.sent.start - 1].sent if event.sent.start else None
    if before is None and number:
        earlier = context.passages[number - 1].doc
        before = earlier[len(earlier) - 1].sent if len(earlier) else None
    if before is not None:
        page = number if event.sent.start else number - 1
        for token in [t for t in before if _names(t)][:_MENTIONS]:
            for party in context.parties.every(page, token.i, None):
                yield party, ["before", f"before:{token.dep_}", f"before&type={unit.happening.event_type}"]


def _names(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ in _HEADS


def _place(context: Context, unit: Unit, token: Token, tolls: set[int]) -> Iterator[str]:
    """Where a mention stands to its event."""
    event = token.doc[unit.happening.token]
    kind, lemma, path = unit.happening.event_type, event.lemma_.lower(), _path(token, event)
    yield from (f"path={path}", f"path={path}&type={kind}", f"path={path}&pos={event.pos_}")
    yield from (f"dep={token.dep_}", f"dep={token.dep_}&lemma={lemma}")
    yield f"side_of={'before' if token.i < event.i else 'after'}&type={kind}"
    yield f"far={min(4, abs(token.i - event.i) // 5)}"
    yield f"same={frames.clause_verb(token).i == frames.clause_verb(event).i}"
    if token.dep_ == "pobj":
        prep = token.head.lower_
        yield from (f"prep={prep}", f"prep={prep}&type={kind}", f"prep={prep}&lemma={lemma}")
    if token.i in tolls:
        yield from ("toll", f"toll&type={kind}")
    for role, heads in (("actor", unit.happening.actors), ("recipient", unit.happening.recipients)):
        if token.i in heads:
            yield from (role, f"{role}&lemma={lemma}", f"{role}&type={kind}")
    if (unit.happening.passage, token.i) in context.places:
        yield from ("place", f"place&dep={token.dep_}")


def _path(token: Token, event: Token) -> str:
    """The labels on the way from a mention up to what it shares with the event, and down again."""
    up: list[str] = []
    above = {event.i: 0}
    item, steps = event, 0
    while item.head.i != item.i and steps < _STEPS + 2:
        item, steps = item.head, steps + 1
        above[item.i] = steps
    item = token
    for _ in range(_STEPS):
        if item.i in above:
            return ">".join(up) + f"<{above[item.i]}"
        up.append(item.dep_)
        if item.head.i == item.i:
            break
        item = item.head
    return ">".join(up) + ("<?" if item.i not in above else f"<{above[item.i]}")
