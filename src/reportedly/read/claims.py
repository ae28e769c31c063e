"""Claims: every unit with its speaker, stance, parties, place, time and toll, as FORMAT 1 has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from reportedly import codec
from reportedly.model import Claim, Party, Span, Time, Toll
from reportedly.read import frames
from reportedly.read.event_times import EventTime, Mentions, default_time, event_time, is_past
from reportedly.read.events import word_classes
from reportedly.read.place_of import event_place
from reportedly.read.standing import standing, type_of

if TYPE_CHECKING:
    import datetime

    from spacy.tokens import Token

    from reportedly.read.actors import Parties
    from reportedly.read.attributed import Attribution
    from reportedly.read.passage import Passage
    from reportedly.read.place_of import Sites
    from reportedly.read.stance import Stanced
    from reportedly.read.units import Unit

SPEECH_ACTS = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT"})
"""Types that are themselves acts of speaking: who does them is who says them, unless somebody else reports it."""
CONFLICT_KINDS = frozenset({"belligerent"})
POLITICAL = SPEECH_ACTS | {"AGREE", "CONSULT", "SUPPORT", "SANCTION", "COOPERATE", "CONCEDE", "INVESTIGATE"}
"""Types of words and politics, which happen in a country rather than at the last battlefield named."""
_FAR = 45  # days before publication after which a happening is background to the day's news


@dataclass(frozen=True, slots=True)
class Context:
    """Everything known of the report when its claims are made."""

    report: str
    passages: Sequence[Passage]
    attributions: Sequence[Attribution]
    parties: Parties
    times: Sequence[Mentions]
    published: datetime.date | None
    sites: Sites
    sides: tuple[str, ...]
    places: frozenset[tuple[int, int]]


def claims(context: Context, found: Sequence[Unit]) -> Iterator[Claim]:
    """The claims of the units, in text order; a unit said by both sides is two claims."""
    for unit in found:
        speaking = _speaking(context, unit)
        if speaking is not None and _by_both(context, speaking):
            for side, other in (context.sides, context.sides[::-1]):
                yield _claim(context, unit, speaking, (side, other))
        else:
            yield _claim(context, unit, speaking, None)


def _by_both(context: Context, speaking: Attribution) -> bool:
    """Whether both sides of a two-sided conflict say it: "both sides claim", "each side says"."""
    said = speaking.speaker
    if said is None or len(context.sides) != 2:
        return False
    head = context.passages[said.passage].doc[said.head]
    if said.both_sides or _is_both(head) or head.lower_ == "each":
        return True
    each = any(t.lower_ in ("each", "both") for t in head.sent[: head.i - head.sent.start + 8] if t.i >= head.left_edge.i)
    named = (context.parties.of(said.passage, t.i) for t in frames.conjuncts(head))
    return each and {p.name for p in named if p is not None} == set(context.sides)


def _speaking(context: Context, unit: Unit) -> Attribution | None:
    """The attribution that says the unit: the one that holds it, else the one whose cue it is."""
    number = unit.held if unit.held is not None else unit.cue
    return None if number is None else context.attributions[number]


def _claim(context: Context, unit: Unit, speaking: Attribution | None, sides: tuple[str, str] | None) -> Claim:
    passage = context.passages[unit.happening.passage]
    speaker = _side(context, speaking, sides) or _speaker(context, unit, speaking)
    stanced = _stance(context, unit)
    when = _time(context, unit)
    actors, recipients = _roles(context, unit, speaker)
    if sides is not None:
        actors, recipients = (_named(context, sides[0], speaker),), (_named(context, sides[1], speaker),)
    own = speaker is not None and any(party.name == speaker.name for party in actors)
    kind = type_of(passage, unit, stanced, speaking, own=own)
    evidence = passage.span(unit.first, unit.last)
    tolls = {toll.measure: _of(toll.toll, toll.toll.of if toll.toll.of != toll.toll.text else None) for toll in unit.tolls}
    if sides is not None:
        tolls = {measure: _of(toll, sides[1]) for measure, toll in tolls.items()}
    if speaker is not None:
        speaker = _interest(speaker, (*actors, *recipients))
    names = (speaker.name if speaker else "", *(p.name for p in actors), "→", *(p.name for p in recipients))
    return Claim(
        id=codec.claim_id(context.report, (evidence,), kind, stanced.stance, names),
        anchor=codec.anchor_id(context.report, evidence),
        event="",
        spans=(evidence,),
        event_type=kind,
        auxiliary=stanced.auxiliary,
        background=_is_background(context, when.happened, unit),
        actors=actors,
        recipients=recipients,
        place=event_place(
            passage,
            unit.happening.token,
            context.sites,
            aside=_speaker_tokens(speaking, passage.number),
            physical=unit.happening.event_type not in POLITICAL,
        ),
        time=when.happened,
        said=when.said,
        killed=tolls.get("killed"),
        wounded=tolls.get("wounded"),
        casualties=tolls.get("casualties"),
        missing=tolls.get("missing"),
        detained=tolls.get("detained"),
        speaker=speaker,
        relays=_relays(context, speaking),
        channel=speaking.channel.text if speaking is not None and speaking.channel is not None else None,
        stance=stanced.stance,
        cues=stanced.cues or _cue(speaking),
    )


def _speaker_tokens(speaking: Attribution | None, passage: int) -> range:
    """The tokens that name the speaker: a place among them is not the event's."""
    if speaking is None or speaking.speaker is None or speaking.speaker.passage != passage:
        return range(0)
    return range(speaking.speaker.first, speaking.speaker.last + 1)


def _cue(speaking: Attribution | None) -> tuple[Span, ...]:
    return (speaking.cue,) if speaking is not None and speaking.cue is not None else ()


def _of(toll: Toll, whose: str | None) -> Toll:
    return msgspec.structs.replace(toll, of=whose)


def _interest(speaker: Party, others: Sequence[Party]) -> Party:
    """A party to the conflict that speaks of another party's doings or losses is interested in the claim."""
    if speaker.kind not in CONFLICT_KINDS:
        return speaker
    other = any(p.kind in CONFLICT_KINDS and p.name != speaker.name for p in others)
    return Party(
        id=speaker.id, name=speaker.name, text=speaker.text, start=speaker.start, end=speaker.end, kind=speaker.kind, role=speaker.role,
        interested=other, resolved=speaker.resolved, any_of=speaker.any_of,
    )


def _outer(context: Context, number: int | None) -> list[Attribution]:
    """The attributions around one, nearest first."""
    found: list[Attribution] = []
    while number is not None and len(found) < 8:
        number = context.attributions[number].parent
        if number is not None:
            found.append(context.attributions[number])
    return found


def _stance(context: Context, unit: Unit) -> Stanced:
    passage = context.passages[unit.happening.passage]
    held = None if unit.held is None else context.attributions[unit.held]
    return standing(passage, unit, held, _outer(context, unit.held))


def _speaker(context: Context, unit: Unit, speaking: Attribution | None) -> Party | None:
    """Who says it: the attribution's speaker; of a speech act nobody else reports, who performs it."""
    if speaking is None:
        if unit.happening.event_type in SPEECH_ACTS:
            return next((p for t in unit.happening.actors if (p := context.parties.of(unit.happening.passage, t)) is not None), None)
        return None
    said = speaking.speaker
    if said is None:
        parent = speaking.parent
        return None if parent is None else _speaker(context, unit, context.attributions[parent])
    outer = None if speaking.parent is None else _speaker(context, unit, context.attributions[speaking.parent])
    doc = context.passages[said.passage].doc
    party = context.parties.of(said.passage, said.head, outer)
    if party is not None and said.party_head is not None and doc[said.head].pos_ != "PROPN" and not party.name[:1].isupper():
        body = context.parties.of(said.passage, said.party_head)
        party = party if body is None else _as(party, name=body.name, kind=body.kind, role=said.role or party.text)
    if party is None:
        span = context.passages[said.passage].span(said.first, said.last)
        party = Party(id=None, name=span.text, text=span.text, start=span.start, end=span.end, kind=said.kind, resolved=not said.pronoun)
    role = said.role or party.role
    return _as(party, name=party.name, kind=said.kind or party.kind or (context.parties.kind(role) if role else None), role=role)


def _as(party: Party, *, name: str, kind: str | None, role: str | None) -> Party:
    return Party(id=party.id, name=name, text=party.text, start=party.start, end=party.end, kind=kind, role=role, resolved=party.resolved)


def _side(context: Context, speaking: Attribution | None, sides: tuple[str, str] | None) -> Party | None:
    if sides is None or speaking is None or speaking.speaker is None:
        return None
    said = speaking.speaker
    span = context.passages[said.passage].span(said.first, said.last)
    return Party(
        id=context.parties.number(sides[0]), name=sides[0], text=span.text, start=span.start, end=span.end, kind=context.parties.kind(sides[0]) or "belligerent"
    )


def _named(context: Context, name: str, speaker: Party | None) -> Party:
    return Party(id=context.parties.number(name), name=name, kind=context.parties.kind(name) or (speaker.kind if speaker else None))


def _relays(context: Context, speaking: Attribution | None) -> tuple[str, ...]:
    return () if speaking is None else tuple(dict.fromkeys(span.text for span in speaking.relays))


def _roles(context: Context, unit: Unit, speaker: Party | None) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients; victims of the tolls are recipients; whoever acts is not acted upon."""
    number = unit.happening.passage
    victims = [t.head for t in unit.tolls if t.head is not None]
    acting = _parties(context, number, [t for t in unit.happening.actors if t not in victims and _can_act(context, number, t)], speaker)
    undergoing = _parties(context, number, [*unit.happening.recipients, *victims], speaker)
    acting = tuple(p for p in acting if p.kind != "object" and not _is_thing(p))
    if unit.happening.event_type in OF_PARTIES:
        undergoing = tuple(p for p in undergoing if p.kind is not None and p.kind != "object")
    undergoing = tuple(p for p in undergoing if p.name not in {a.name for a in acting})
    if len(undergoing) > 1:
        undergoing = tuple(p for p in undergoing if p.name.lower() not in MORE) or undergoing
    return _opposed(context, unit, acting, undergoing)


def _can_act(context: Context, number: int, token: int) -> bool:
    """Whether a word may name who acts: a country may ("a U.S. strike"), any other place may not."""
    return (number, token) not in context.places or context.parties.nation(context.passages[number].doc[token].text) is not None


MORE = frozenset({"other", "others", "dead", "wounded", "lives", "life", "casualties", "one", "all", "some", "victims"})
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
        return tuple(_named(context, side, None) for side in context.sides), ()
    if unit.happening.event_type == "CONSULT":
        return acting, undergoing
    names = {p.name for p in acting} | {side for side in context.sides for p in acting if p.role is not None and side in p.role}
    only_places = all(_is_place(context, unit, party) for party in undergoing)
    if only_places and acting and len(names & set(context.sides)) == 1:
        other = next(side for side in context.sides if side not in names)
        return acting, (*undergoing, _named(context, other, None))
    return acting, undergoing


def _is_place(context: Context, unit: Unit, party: Party) -> bool:
    """Whether a party's words are a place mention."""
    number = unit.happening.passage
    passage = context.passages[number]
    return any((number, t) in context.places and passage.at(passage.doc[t]) == party.start for t in unit.happening.recipients)


def _parties(context: Context, number: int, tokens: Sequence[int], speaker: Party | None) -> tuple[Party, ...]:
    """The parties that tokens head; a weapon or an attack stands for those whose it is."""
    found: dict[str, Party] = {}
    for token in tokens:
        head = context.passages[number].doc[token]
        if speaker is not None and head.lemma_.lower() == "side" and any(c.dep_ == "poss" for c in head.children):
            found.setdefault(speaker.name, speaker)
        elif speaker is not None and _is_enemy(head) and speaker.name in context.sides and len(context.sides) == 2:
            other = next(side for side in context.sides if side != speaker.name)
            found.setdefault(other, _named(context, other, None))
        elif _is_both(head) and len(context.sides) == 2:
            for side in context.sides:
                found.setdefault(side, _named(context, side, None))
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
    return party.kind is None and not party.name[:1].isupper() and (last in classes["PLACE"] or last in classes["THING"])


def _is_both(head: Token) -> bool:
    """Words for the two parties together: "both sides", "the two forces", "between the two", "both camps"."""
    if head.lower_ in ("both", "two", "them") and head.dep_ == "pobj" and head.head.lower_ == "between":
        return True
    counted = any(c.lower_ in ("both", "two", "either", "each") for c in head.children)
    if head.lemma_.lower() == "side":
        return counted or head.lower_ == "sides"
    return head.lower_ == "both" or (counted and head.lemma_.lower() in ("side", "camp", "party", "force", "army", "country", "group", "rival"))


def _is_enemy(head: Token) -> bool:
    """The other side, as one side calls it: "the enemy", "enemy fighters", "the attackers"."""
    return head.lemma_.lower() in ("enemy", "invader", "aggressor", "foe") or any(c.lemma_.lower() in ("enemy", "opposing") for c in head.lefts)


def _is_means(head: Token) -> bool:
    """A weapon, an attack or an aircraft: what it is done with, not who does it."""
    lemma = head.lemma_.lower()
    classes = word_classes()
    return head.pos_ == "NOUN" and (lemma in classes["ARMS"] or lemma in classes["ATTACK"])


def _time(context: Context, unit: Unit) -> EventTime:
    """The event's own time, else that of its speaking, else the day's news."""
    number = unit.happening.passage
    found = event_time(context.passages[number], unit.happening.token, context.times[number])
    if found.happened is not None:
        return found
    token = context.passages[number].doc[unit.happening.token]
    days = [m.time for m in context.times[number].within(0, token.i) if m.kind == "date" and m.time.precision == "day" and not m.dateline]
    return EventTime(found.said or default_time(context.published, days[-1] if days else None, past=is_past(token)), found.said)


def _is_background(context: Context, when: Time | None, unit: Unit) -> bool:
    """An event that ended long before publication, or a running total."""
    if any(t.toll.cumulative for t in unit.tolls):
        return True
    if context.published is None or when is None or when.end is None:
        return False
    return (context.published - _day(when.end)).days > _FAR


def _day(iso: str) -> datetime.date:
    import datetime as dt

    return dt.date.fromisoformat(iso[:10])


__all__ = ["Context", "claims"]
