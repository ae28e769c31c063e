"""Who does what to whom in a claim: the parties of its happening's words, and of what stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model import Party
from reportedly.read.actors.names import actor_words
from reportedly.read.actors.party_words import whole
from reportedly.read.events.responsibility import is_own
from reportedly.read.grammar import frames
from reportedly.read.grammar.classes import word_classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from reportedly.read.claims.claims import Context
    from reportedly.read.events.units import Unit


def by_name(context: Context, name: str, speaker: Party | None) -> Party:
    """A party that the words here do not name, by the name it has elsewhere."""
    return Party(id=context.parties.number(name), name=name, kind=context.parties.kind(name) or (speaker.kind if speaker else None))


def roles(context: Context, unit: Unit, speaker: Party | None) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients; victims of the tolls are recipients; whoever acts is not acted upon."""
    number, kind = unit.happening.passage, unit.happening.event_type
    victims = [t.head for t in unit.tolls if t.head is not None]
    acting = _parties(context, number, [t for t in unit.happening.actors if t not in victims and _can_act(context, number, t)], speaker)
    acting = _active(acting, kind) or _active(_parties(context, number, _behind(context, unit), speaker), kind)
    heads = [*unit.happening.recipients, *victims]
    undergoing = _undergoing(context, unit, heads, speaker) or _undergoing(context, unit, _beyond(context, unit), speaker)
    undergoing = tuple(p for p in undergoing if p.name not in {a.name for a in acting})
    own = is_own(context.passages[number].doc[unit.happening.verb])
    if speaker is not None and speaker.start is not None and speaker.kind != "belligerent" and kind in FORCE and not own:
        acting = tuple(p for p in acting if p.start != speaker.start)
        undergoing = tuple(p for p in undergoing if p.start != speaker.start)
    if len(undergoing) > 1:
        undergoing = tuple(p for p in undergoing if p.name.lower() not in MORE) or undergoing
    return _opposed(context, unit, acting, undergoing)


def _active(found: Sequence[Party], kind: str) -> tuple[Party, ...]:
    """Those who can have done it: no things, and of force none who only reports it."""
    return tuple(p for p in found if p.kind != "object" and not _is_thing(p) and not (kind in FORCE and p.kind in ONLOOKERS))


def _behind(context: Context, unit: Unit) -> list[int]:
    """Heads of those behind a use of force whose own words name nobody: parties and their weapons, no places."""
    number = unit.happening.passage
    doc = context.passages[number].doc
    if unit.happening.event_type not in FORCE:
        return []
    taken = {*unit.happening.recipients, *(t.head for t in unit.tolls)}
    heads = dict.fromkeys(t.i for t in frames.wielders(doc[unit.happening.token]))
    return [t for t in heads if t not in taken and _can_act(context, number, t) and (_is_armed(doc[t]) or _is_means(doc[t]))]


def _is_armed(head: Token) -> bool:
    """A name, or a word for an armed party or a government."""
    row = actor_words().get(head.lemma_.lower()) or actor_words().get(head.lower_)
    return head.pos_ == "PROPN" or head.text[:1].isupper() or (row is not None and row.kind in ("belligerent", "government"))


def _undergoing(context: Context, unit: Unit, heads: Sequence[int], speaker: Party | None) -> tuple[Party, ...]:
    """The parties to whom it is done; of words and politics only somebody, never a thing."""
    number = unit.happening.passage
    doc = context.passages[number].doc
    if unit.happening.event_type in OF_PARTIES:
        heads = [t for t in heads if _is_somebody(doc[t]) or _is_means(doc[t])]
    found = _parties(context, number, heads, speaker)
    return tuple(p for p in found if p.kind != "object") if unit.happening.event_type in OF_PARTIES else found


def _is_somebody(head: Token) -> bool:
    """Whether a word names people or a body of people, by its class or its capital letter."""
    lemma = head.lemma_.lower()
    classes = word_classes()
    known = lemma in actor_words() or lemma in classes["PEOPLE"] or lemma in classes["FORCE"]
    return known or head.pos_ in ("PROPN", "PRON") or head.text[:1].isupper()


FORCE = frozenset({"ASSAULT", "FIGHT", "TERRITORY", "COERCE"})
ONLOOKERS = frozenset({"media", "monitor", "unnamed", "health"})
"""Kinds that report the use of force and do not use it."""


def _beyond(context: Context, unit: Unit) -> list[int]:
    """Heads that stand farther off than the happening's own arguments, looked at when those name nobody."""
    doc = context.passages[unit.happening.passage].doc
    word, kind = doc[unit.happening.token], unit.happening.event_type
    if kind in ("ASSAULT", "TERRITORY", "FIGHT"):
        found = frames.struck(word)
    elif kind == "ACCUSE":
        found = frames.blamed(word)
    elif kind in ("REQUEST", "THREATEN", "SUPPORT", "AID"):
        found = frames.addressed(word)
    else:
        found = []
    return list(dict.fromkeys(t.i for t in found))


def _can_act(context: Context, number: int, token: int) -> bool:
    """Whether a word may name who acts: a country may ("a U.S. strike"), any other place may not."""
    return (number, token) not in context.places or context.parties.nation(context.passages[number].doc[token].text) is not None


MORE = frozenset(
    {
        "dozens",
        "hundreds",
        "thousands",
        "scores",
        "himself",
        "herself",
        "themselves",
        "other",
        "others",
        "dead",
        "wounded",
        "lives",
        "life",
        "casualties",
        "one",
        "all",
        "some",
        "victims",
    }
)
"""Words for more of the same, which name nobody beside the victims named."""
OF_PARTIES = frozenset({"TERRITORY", "AGREE", "CONSULT", "REQUEST", "THREATEN", "ACCUSE", "REJECT", "SUPPORT"})
"""Types done to somebody, never to a thing."""
BETWEEN = frozenset({"FIGHT", "TERRITORY", "THREATEN", "ASSAULT", "REQUEST", "REJECT", "RETREAT", "CONSULT"})
"""Types that one side of a two-sided conflict does to the other when nobody else is named."""


def _opposed(
    context: Context, unit: Unit, acting: tuple[Party, ...], undergoing: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """In a report of two sides, fighting without names is between them, and what one does alone is done to the other."""
    if len(context.sides) != 2 or unit.happening.event_type not in BETWEEN:
        return acting, undergoing
    if unit.happening.event_type in ("FIGHT", "CONSULT") and not acting and not undergoing and not unit.tolls:
        return tuple(by_name(context, side, None) for side in context.sides), ()
    if unit.happening.event_type == "CONSULT":
        return acting, undergoing
    names = {p.name for p in acting} | {side for side in context.sides for p in acting if p.role is not None and side in p.role}
    only_places = all(_is_place(context, unit, party) for party in undergoing)
    if only_places and acting and len(names & set(context.sides)) == 1:
        other = next(side for side in context.sides if side not in names)
        named = any(party.name == other for party in undergoing)
        return acting, undergoing if named else (*undergoing, by_name(context, other, None))
    return acting, undergoing


def _is_place(context: Context, unit: Unit, party: Party) -> bool:
    """Whether a party's words are a place mention."""
    number = unit.happening.passage
    passage = context.passages[number]
    heads = [whole(passage.doc[t]) for t in unit.happening.recipients]
    return any((number, t.i) in context.places and passage.at(t) == party.start for t in heads)


def _parties(context: Context, number: int, tokens: Sequence[int], speaker: Party | None) -> tuple[Party, ...]:
    """The parties that tokens head; a weapon or an attack stands for those whose it is."""
    found: dict[str, Party] = {}
    for token in tokens:
        head = context.passages[number].doc[token]
        if speaker is not None and head.lemma_.lower() == "side" and any(c.dep_ == "poss" for c in head.children):
            found.setdefault(speaker.name, speaker)
        elif speaker is not None and _is_enemy(head) and speaker.name in context.sides and len(context.sides) == 2:
            other = next(side for side in context.sides if side != speaker.name)
            found.setdefault(other, by_name(context, other, None))
        elif is_both(head) and len(context.sides) == 2:
            for side in context.sides:
                found.setdefault(side, by_name(context, side, None))
        elif _is_means(head):
            for party in context.parties.behind(number, token):
                found.setdefault(party.name, party)
        else:
            for party in context.parties.every(number, token, speaker):
                found.setdefault(party.name, party)
    return tuple(found.values())


def _is_thing(party: Party) -> bool:
    """A place or a thing by its last word ("his post", "the province"), which does nothing itself."""
    classes, last = word_classes(), party.name.lower().split()[-1] if party.name else ""
    forms = {last, last.removesuffix("s"), last.removesuffix("ies") + "y"}
    return party.kind is None and not party.name[:1].isupper() and not forms.isdisjoint(classes["PLACE"] | classes["THING"])


def is_both(head: Token) -> bool:
    """Words for the two parties together: "both sides", "the two forces", "between the two", "both camps"."""
    if head.lower_ in ("both", "two", "them") and head.dep_ == "pobj" and head.head.lower_ == "between":
        return True
    counted = any(c.lower_ in ("both", "two", "either", "each") for c in head.children)
    if head.lemma_.lower() == "side":
        return counted or head.lower_ == "sides"
    return head.lower_ == "both" or (
        counted and head.lemma_.lower() in ("side", "camp", "party", "force", "army", "country", "group", "rival")
    )


def _is_enemy(head: Token) -> bool:
    """The other side, as one side calls it: "the enemy", "enemy fighters", "the attackers"."""
    return head.lemma_.lower() in ("enemy", "invader", "aggressor", "foe") or any(
        c.lemma_.lower() in ("enemy", "opposing") for c in head.lefts
    )


def _is_means(head: Token) -> bool:
    """A weapon, an attack or an aircraft: what it is done with, not who does it."""
    lemma = head.lemma_.lower()
    classes = word_classes()
    return head.pos_ == "NOUN" and (lemma in classes["ARMS"] or lemma in classes["ATTACK"])
