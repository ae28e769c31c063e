"""Voices: everybody who may be saying a unit, with what a chooser may know of each.

The rules' attributions that hold the unit, the tagger's that cover it, whoever speaks just before or after, whoever performs it,
and the outlet itself. Those that name one party are one voice.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from reportedly.model import Party

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.read.attribution.attributed import Attribution
    from reportedly.read.attribution.stance import Stanced
    from reportedly.read.claims.claims import Context
    from reportedly.read.events.units import Unit

SPEECH_ACTS = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT"})
"""Types that are themselves acts of speaking: who does them is who says them, unless somebody else reports it."""
_DEPTH = 4  # attributions around the innermost that are looked at
_NEAR = 2  # attributions before and after that are looked at


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who may say a unit (`party` None: the outlet), by which attribution, with the facts of it."""

    party: Party | None
    attribution: Attribution | None
    facts: tuple[str, ...]


class Speakers:
    """Who speaks in each attribution of a report, found once, and how often each speaks.

    A pronoun that speaks ("it added") means who spoke last, where number and kind agree: who is told of speaks less often.
    """

    def __init__(self, context: Context) -> None:
        self._of: dict[int, Party | None] = {}
        for items in (context.attributions, context.heard):
            spoken: list[tuple[int, Party]] = []
            for item in items:
                party = party_of(context, item)
                word = pronoun_of(context, item)
                if word is not None and party is not None:
                    party = _continued(word, party, item.passage, spoken, context)
                self._of[id(item)] = party
                if party is not None and party.resolved and item.speaker is not None:
                    spoken.append((item.passage, party))
        self._often = Counter(party.name for item in context.attributions if (party := self._of[id(item)]) is not None)

    def of(self, item: Attribution) -> Party | None:
        """The party that speaks in an attribution of the report."""
        return self._of[id(item)]

    def often(self, name: str) -> int:
        """How many of the rules' attributions a party speaks in."""
        return self._often[name]


_BACK = 2  # passages back in which the last speaker stands that a pronoun continues
PEOPLE = frozenset({"he", "she"})


def _continued(word: str, party: Party, passage: int, spoken: Sequence[tuple[int, Party]], context: Context) -> Party:
    """The party of a speaking pronoun: the last speaker that agrees with it, else whom the sentence itself gives."""
    for where, last in reversed(spoken[-4:]):
        person = context.parties.persons.get(last.name, last.role is not None)
        fits = person if word in PEOPLE else not person
        if fits and passage - where <= _BACK and word in CONTINUING:
            return msgspec.structs.replace(party, id=last.id, name=last.name, kind=last.kind, role=last.role, resolved=True)
    return party


CONTINUING = frozenset({"it"})


@dataclass(slots=True)
class _Heard:
    party: Party | None
    attribution: Attribution | None
    facts: dict[str, None] = field(default_factory=dict)


def voices(context: Context, unit: Unit, stanced: Stanced) -> list[Voice]:
    """The voices of a unit; the outlet's first, then in the order of the ways that lead to them."""
    kind, passage = unit.happening.event_type, context.passages[unit.happening.passage]
    offset = passage.at(passage.doc[unit.happening.token])
    found: dict[str | None, _Heard] = {None: _Heard(None, None)}
    ways = list(_ways(context, unit, offset))
    pronoun = next((word for way, item in ways if way in ("held", "heard") and (word := pronoun_of(context, item)) is not None), None)
    for way, item in ways:
        party = context.speakers.of(item)
        voice = found.setdefault(None if party is None else party.name, _Heard(party, item))
        voice.facts.update(dict.fromkeys(_facts(context, way, item, party, kind, stanced)))
        if pronoun is not None:
            voice.facts.update(dict.fromkeys((f"pro={pronoun}&{way}", f"pro={pronoun}&party={None if party is None else party.kind}")))
    for way, item in ways:
        if item.speaker is None and item.cue is not None and way in ("held", "heard", "cue"):
            unnamed = Party(id=None, name=item.cue.text, text=item.cue.text, start=item.cue.start, end=item.cue.end, kind="unnamed")
            voice = found.setdefault("", _Heard(unnamed, item))
            voice.facts.update(dict.fromkeys(("nobody", f"nobody:{item.lemma}", f"nobody&{way}", f"nobody&stance={stanced.stance}", f"nobody&type={kind}")))
    performer = _performer(context, unit)
    if performer is not None:
        voice = found.setdefault(performer.name, _Heard(performer, None))
        voice.facts.update(dict.fromkeys(("performs", f"performs&type={kind}", f"performs&stance={stanced.stance}")))
    own, names = found[None].facts, [way for way, _ in ways]
    own.update(dict.fromkeys(("outlet", f"outlet&type={kind}", f"outlet&stance={stanced.stance}", f"outlet&quoted={_quoted(passage.text, offset - passage.start)}")))
    own.update(dict.fromkeys(f"outlet&{way}" for way in names))
    own.update(dict.fromkeys((f"outlet&ways={'+'.join(sorted({w for w in names if w in ('held', 'heard', 'cue', 'heard_cue')}))}",)))
    return [Voice(item.party, item.attribution, tuple(item.facts)) for item in found.values()]


def pronoun_of(context: Context, item: Attribution) -> str | None:
    """The pronoun that names the speaker of an attribution, in lower case."""
    said = item.speaker
    return context.passages[said.passage].doc[said.head].lower_ if said is not None and said.pronoun else None


def _quoted(text: str, offset: int) -> bool:
    """Whether an odd number of double marks stands before: it may be somebody's own words."""
    before = text[:offset]
    return (before.count('"') % 2 == 1) or before.count("“") > before.count("”")


def _ways(context: Context, unit: Unit, offset: int) -> Iterator[tuple[str, Attribution]]:
    """The attributions that may bring a unit, each with the way that leads to it, surest first."""
    number, depth = unit.held, 0
    while number is not None and depth < _DEPTH:
        yield ("held" if depth == 0 else "around"), context.attributions[number]
        number, depth = context.attributions[number].parent, depth + 1
    if unit.cue is not None:
        yield "cue", context.attributions[unit.cue]
    covering = [item for item in context.heard if any(start <= offset < end for start, end in item.content)]
    for rank, item in enumerate(sorted(covering, key=_size)[:_NEAR]):
        yield ("heard" if rank == 0 else "heard_around"), item
    for item in context.heard:
        if item.cue is not None and item.cue.start <= offset < item.cue.end:
            yield "heard_cue", item
    for name, items in (("rule", context.attributions), ("tag", context.heard)):
        yield from _beside(name, [i for i in items if i.passage == unit.happening.passage and i.cue is not None], offset)
        for back in (1, 2, 3):
            above = [i for i in items if i.passage == unit.happening.passage - back and i.cue is not None]
            if above:
                yield f"above{back}_{name}", above[-1]


def _beside(name: str, items: Sequence[Attribution], offset: int) -> Iterator[tuple[str, Attribution]]:
    """Who speaks last before and first after an offset, in the same passage."""
    before = [i for i in items if i.cue is not None and i.cue.end <= offset]
    after = [i for i in items if i.cue is not None and i.cue.start > offset]
    if before:
        yield f"before_{name}", before[-1]
    if after:
        yield f"after_{name}", after[0]


def _size(item: Attribution) -> int:
    return sum(end - start for start, end in item.content)


def _facts(context: Context, way: str, item: Attribution, party: Party | None, kind: str, stanced: Stanced) -> Iterator[str]:
    """What is known of a way to a voice, and of the voice."""
    yield way
    yield f"{way}:{item.lemma}"
    yield f"{way}:kind={item.kind}"
    yield f"{way}:cue_stance={item.stance}"
    yield f"{way}&type={kind}"
    yield f"{way}&stance={stanced.stance}"
    if item.speaker is not None:
        yield f"{way}:who={item.speaker.kind}"
        yield f"{way}:pronoun={item.speaker.pronoun}"
    if item.own_voice:
        yield f"{way}:own"
        head = context.passages[item.speaker.passage].doc[item.speaker.head]
        yield f"{way}:word={'NAME' if head.pos_ == 'PROPN' else head.lemma_.lower()}"
    if party is not None:
        yield f"often={min(context.speakers.often(party.name), 4)}"
        yield f"{way}&often={min(context.speakers.often(party.name), 4)}"
        yield f"party={party.kind}"
        yield f"{way}:party={party.kind}"
        yield f"resolved={party.resolved}"
        yield f"proper={party.name[:1].isupper()}"
        yield f"side={party.name in context.sides}"
        yield f"role={party.role is not None}"


def _performer(context: Context, unit: Unit) -> Party | None:
    """Who does what the unit tells of, were it an act of speaking."""
    return next((p for t in unit.happening.actors if (p := context.parties.of(unit.happening.passage, t)) is not None), None)


def performer(context: Context, unit: Unit) -> Party | None:
    """Who says a speech act that nobody else reports: who performs it."""
    return _performer(context, unit) if unit.happening.event_type in SPEECH_ACTS else None


def party_of(context: Context, item: Attribution) -> Party | None:
    """The party that speaks in an attribution; of one that names nobody, who speaks in the one around it."""
    said = item.speaker
    outer = None if item.parent is None else party_of(context, context.attributions[item.parent])
    if said is None:
        return outer
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
    return msgspec.structs.replace(party, name=name, kind=kind, role=role)
