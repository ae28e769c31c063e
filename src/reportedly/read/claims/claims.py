"""Claims: every unit with its speaker, stance, parties, place, time and toll, as FORMAT 1 has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from reportedly.model import Claim, Party, Span, Toll
from reportedly.read.attribution.holders import enclosing
from reportedly.read.claims import choice
from reportedly.read.claims.auxiliary import auxiliary, is_background
from reportedly.read.claims.deeds import Deed, Deeds
from reportedly.read.claims.either import either
from reportedly.read.claims.roles import by_name, is_both, roles
from reportedly.read.claims.speakers import Speakers
from reportedly.read.claims.voices import SPEECH_ACTS, performer
from reportedly.read.claims.when import Days
from reportedly.read.events.contexts import Contexts
from reportedly.read.events.standing import standing, type_of
from reportedly.read.grammar import frames
from reportedly.read.places.place_of import event_place

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from reportedly.read.actors.actors import Parties
    from reportedly.read.attribution.attributed import Attribution
    from reportedly.read.attribution.holders import Holders
    from reportedly.read.attribution.stance import Stanced
    from reportedly.read.claims.choice import Choose
    from reportedly.read.events.units import Unit
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.places.place_of import Sites
    from reportedly.read.times.event_times import Mentions

CONFLICT_KINDS = frozenset({"belligerent"})
POLITICAL = SPEECH_ACTS | {"AGREE", "CONSULT", "SUPPORT", "SANCTION", "COOPERATE", "CONCEDE", "INVESTIGATE"}
"""Types of words and politics, which happen in a country rather than at the last battlefield named."""


@dataclass(frozen=True)
class Context:
    """Everything known of the report when its claims are made."""

    passages: Sequence[Passage]
    attributions: Sequence[Attribution]
    holders: Holders
    heard: Sequence[Attribution]
    parties: Parties
    times: Sequence[Mentions]
    published: datetime.date | None
    sites: Sites
    sides: tuple[str, ...]
    places: frozenset[tuple[int, int]]
    units: Sequence[Unit] = ()
    choose: Choose | None = None

    @cached_property
    def days(self) -> Days:
        """When the report says that things happened."""
        return Days(self.passages, self.times, self.published, self.units)

    @cached_property
    def deeds(self) -> Deeds:
        """Who acts and who is acted upon in the units that the rules find."""
        return Deeds(sorted((_deed(self, unit) for unit in self.units), key=lambda deed: deed.order))

    @cached_property
    def speakers(self) -> Speakers:
        """Who speaks in each attribution."""
        return Speakers(self)

    @cached_property
    def matters(self) -> tuple[Contexts, ...]:
        """The contexts that each passage names."""
        return tuple(Contexts(passage.doc) for passage in self.passages)


def claims(context: Context, found: Sequence[Unit]) -> Iterator[Claim]:
    """The claims of the units, in text order; a unit said by both sides is two claims."""
    for unit in found:
        speaking = _speaking(context, unit)
        if speaking is not None and _by_both(context, speaking):
            for side, other in (context.sides, context.sides[::-1]):
                yield _claim(context, unit, speaking, _side(context, speaking, side), sides=(side, other))
        elif context.choose is None or _is_bound(context, unit, speaking):
            yield _claim(context, unit, speaking, _speaker(context, unit, speaking))
        else:
            voice = choice.voice(context, unit, _stance(context, unit), context.choose)
            yield _claim(context, unit, voice.attribution, voice.party)


def _is_bound(context: Context, unit: Unit, speaking: Attribution | None) -> bool:
    """Whether it can be nobody else's word.

    So is what stands in a demand (of who demands it), what is denied with a word (of who says so), what somebody "is accused of" (of
    nobody named), and an act of speaking that nobody else reports (of who performs it).
    """
    if speaking is None:
        return performer(context, unit) is not None
    if speaking.speaker is None:
        return False
    demanded = unit.held is not None and speaking.stance == "demand"
    nobodys = speaking.speaker.kind == "unnamed" and speaking.speaker.head == speaking.cue_token
    return demanded or nobodys or (speaking.stance == "denied" and speaking.cue_token == unit.happening.token)


def _deed(context: Context, unit: Unit) -> Deed:
    acting, undergoing = roles(context, unit, None)
    named = (tuple(p.name for p in found if p.resolved) for found in (acting, undergoing))
    return Deed(unit.order, unit.happening.event_type, *named)


def _by_both(context: Context, speaking: Attribution) -> bool:
    """Whether both sides of a two-sided conflict say it: "both sides claim", "each side says"."""
    said = speaking.speaker
    if said is None or len(context.sides) != 2:
        return False
    head = context.passages[said.passage].doc[said.head]
    if said.both_sides or is_both(head) or head.lower_ == "each":
        return True
    each = any(t.lower_ in ("each", "both") for t in head.sent[: head.i - head.sent.start + 8] if t.i >= head.left_edge.i)
    named = (context.parties.of(said.passage, t.i) for t in frames.conjuncts(head))
    return each and {p.name for p in named if p is not None} == set(context.sides)


def _speaking(context: Context, unit: Unit) -> Attribution | None:
    """The attribution that says the unit: the one that holds it, else the one whose cue it is."""
    number = unit.held if unit.held is not None else unit.cue
    return None if number is None else context.attributions[number]


def _claim(
    context: Context, unit: Unit, speaking: Attribution | None, speaker: Party | None, *, sides: tuple[str, str] | None = None
) -> Claim:
    passage = context.passages[unit.happening.passage]
    stanced = _stance(context, unit)
    when = context.days.of(unit, stanced.stance)
    actors, recipients = _taking(context, unit, stanced, speaker, sides=sides)
    own = speaker is not None and any(party.name == speaker.name for party in actors)
    kind = type_of(passage, unit, stanced, speaking, own=own)
    evidence = passage.span(unit.first, unit.last)
    tolls = _tolls(unit, None if sides is None else sides[1])
    if speaker is not None:
        speaker = _interest(_fighting(context, speaker), (*actors, *recipients))
    return Claim(
        id="",  # ids and event are given once repetitions are united: merge.numbered
        anchor="",
        event="",
        spans=(evidence,),
        event_type=kind,
        modes=_modes(unit, kind),
        contexts=context.matters[passage.number].of(unit.happening.token),
        auxiliary=auxiliary(unit, stanced, event_type=kind, when=when.happened, published=context.published),
        background=is_background(unit, when.happened, context.published),
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


def _modes(unit: Unit, kind: str) -> tuple[str, ...]:
    """The unit's mode, unless the claim is of another type than the unit."""
    return (unit.mode,) if unit.mode is not None and kind == unit.happening.event_type else ()


def _taking(
    context: Context, unit: Unit, stanced: Stanced, speaker: Party | None, *, sides: tuple[str, str] | None
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients; where both sides say it, each of the other."""
    acting: tuple[Party, ...]
    undergoing: tuple[Party, ...]
    if sides is not None:
        acting, undergoing = (by_name(context, sides[0], speaker),), (by_name(context, sides[1], speaker),)
    elif context.choose is None:
        acting, undergoing = roles(context, unit, speaker)
    else:
        acting, undergoing = choice.roles(context, unit, stanced, speaker, choose=context.choose)
    fighting = (tuple(_fighting(context, party) for party in parties) for parties in (acting, undergoing))
    acting, undergoing = (either(context, unit, parties, speaker) for parties in fighting)
    return acting, undergoing


def _tolls(unit: Unit, whose: str | None) -> dict[str, Toll]:
    """The unit's tolls by measure; `whose` says of whom all are."""
    named = {toll.measure: toll.toll.of if toll.toll.of != toll.toll.text else None for toll in unit.tolls}
    return {toll.measure: _of(toll.toll, named[toll.measure] if whose is None else whose) for toll in unit.tolls}


def _speaker_tokens(speaking: Attribution | None, passage: int) -> range:
    """The tokens that name the speaker: a place among them is not the event's."""
    if speaking is None or speaking.speaker is None or speaking.speaker.passage != passage:
        return range(0)
    return range(speaking.speaker.first, speaking.speaker.last + 1)


def _cue(speaking: Attribution | None) -> tuple[Span, ...]:
    return (speaking.cue,) if speaking is not None and speaking.cue is not None else ()


def _of(toll: Toll, whose: str | None) -> Toll:
    return msgspec.structs.replace(toll, of=whose)


def _fighting(context: Context, party: Party) -> Party:
    """A side of the conflict reported is a belligerent, a government too, and so is who speaks for it."""
    speaks = any(side in (party.role or "") for side in context.sides)
    if party.kind in (None, "government") and (party.name in context.sides or speaks):
        return msgspec.structs.replace(party, kind="belligerent")
    return party


def _interest(speaker: Party, others: Sequence[Party]) -> Party:
    """A party to the conflict that speaks of another party's doings or losses is interested in the claim."""
    if speaker.kind not in CONFLICT_KINDS:
        return speaker
    other = any(p.kind in CONFLICT_KINDS and p.name != speaker.name for p in others)
    return msgspec.structs.replace(speaker, interested=other)


def _stance(context: Context, unit: Unit) -> Stanced:
    if unit.stanced is not None:
        return unit.stanced
    held = None if unit.held is None else context.attributions[unit.held]
    return standing(context.passages[unit.happening.passage], unit, held, enclosing(context.attributions, unit.held))


def _speaker(context: Context, unit: Unit, speaking: Attribution | None) -> Party | None:
    """Who says it: the attribution's speaker; of a speech act nobody else reports, who performs it."""
    return performer(context, unit) if speaking is None else context.speakers.of(speaking)


def _side(context: Context, speaking: Attribution, side: str) -> Party | None:
    """The side of a conflict that speaks where both do, by the words for both."""
    said = speaking.speaker
    if said is None:
        return None
    span = context.passages[said.passage].span(said.first, said.last)
    kind = context.parties.kind(side) or "belligerent"
    return Party(id=context.parties.number(side), name=side, text=span.text, start=span.start, end=span.end, kind=kind)


def _relays(context: Context, speaking: Attribution | None) -> tuple[str, ...]:
    return () if speaking is None else tuple(dict.fromkeys(span.text for span in speaking.relays))


__all__ = ["Context", "claims"]
