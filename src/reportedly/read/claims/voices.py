"""Voices: everybody who may be saying a unit, with what a chooser may know of each.

The rules' attributions that hold the unit, the tagger's that cover it, whoever speaks just before or after, whoever performs it,
and the outlet itself. Those that name one party are one voice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.model import Party
from reportedly.read.claims.speakers import pronoun_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


@dataclass(slots=True)
class _Heard:
    party: Party | None
    attribution: Attribution | None
    facts: dict[str, None] = field(default_factory=dict)

    def learn(self, *facts: Iterable[str]) -> None:
        """Add facts, each once."""
        for some in facts:
            self.facts.update(dict.fromkeys(some))


def voices(context: Context, unit: Unit, stanced: Stanced) -> list[Voice]:
    """The voices of a unit; the outlet's first, then in the order of the ways that lead to them."""
    passage = context.passages[unit.happening.passage]
    offset = passage.at(passage.doc[unit.happening.token])
    ways = list(_ways(context, unit, offset))
    found: dict[str | None, _Heard] = {None: _Heard(None, None)}
    for way, item in ways:
        party = context.speakers.of(item)
        voice = found.setdefault(None if party is None else party.name, _Heard(party, item))
        voice.learn(_facts(context, way, item, party), _beside(way, unit, stanced))
        if item.speaker is None and item.cue is not None and way in _NEAREST:
            nobody = Party(id=None, name=item.cue.text, text=item.cue.text, start=item.cue.start, end=item.cue.end, kind="unnamed")
            found.setdefault("", _Heard(nobody, item)).learn(
                ("nobody", f"nobody:{item.lemma}", f"nobody&{way}"), _beside("nobody", unit, stanced)
            )
    doer = _performer(context, unit)
    if doer is not None:
        found.setdefault(doer.name, _Heard(doer, None)).learn(("performs",), _beside("performs", unit, stanced))
    pronoun = next((word for way, item in ways if way in _NEAREST and (word := pronoun_of(context, item)) is not None), None)
    for voice in found.values() if pronoun is not None else ():
        kind = None if voice.party is None else voice.party.kind
        voice.learn((f"pro={pronoun}&{fact}" for fact in tuple(voice.facts) if fact in _WAYS), (f"pro={pronoun}&party={kind}",))
    found[None].learn(_outlet([way for way, _ in ways], _quoted(passage.text, offset - passage.start)), _beside("outlet", unit, stanced))
    return [Voice(item.party, item.attribution, tuple(item.facts)) for item in found.values()]


_NEAREST = ("held", "heard", "cue")
_SURE = frozenset({"held", "heard", "cue", "heard_cue"})
_WAYS = _SURE | {
    "around",
    "heard_around",
    *(f"{where}_{by}" for where in ("before", "after", "above1", "above2", "above3") for by in ("rule", "tag")),
}


def _beside(way: str, unit: Unit, stanced: Stanced) -> Iterator[str]:
    """A way beside the type and the stance of what is said."""
    yield f"{way}&type={unit.happening.event_type}"
    yield f"{way}&stance={stanced.stance}"


def _outlet(ways: Sequence[str], quoted: bool) -> Iterator[str]:
    """What speaks for and against the outlet's own voice: the ways that lead to others, and marks of quotation."""
    yield "outlet"
    yield f"outlet&quoted={quoted}"
    yield from (f"outlet&{way}" for way in ways)
    yield f"outlet&ways={'+'.join(sorted(_SURE.intersection(ways)))}"


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
        yield from _around(name, [i for i in items if i.passage == unit.happening.passage and i.cue is not None], offset)
        for back in (1, 2, 3):
            above = [i for i in items if i.passage == unit.happening.passage - back and i.cue is not None]
            if above:
                yield f"above{back}_{name}", above[-1]


def _around(name: str, items: Sequence[Attribution], offset: int) -> Iterator[tuple[str, Attribution]]:
    """Who speaks last before and first after an offset, in the same passage."""
    before = [i for i in items if i.cue is not None and i.cue.end <= offset]
    after = [i for i in items if i.cue is not None and i.cue.start > offset]
    if before:
        yield f"before_{name}", before[-1]
    if after:
        yield f"after_{name}", after[0]


def _size(item: Attribution) -> int:
    return sum(end - start for start, end in item.content)


def _facts(context: Context, way: str, item: Attribution, party: Party | None) -> Iterator[str]:
    """What is known of a way to a voice, and of the voice."""
    yield from (way, f"{way}:{item.lemma}", f"{way}:kind={item.kind}", f"{way}:cue_stance={item.stance}")
    if item.speaker is not None:
        head = context.passages[item.speaker.passage].doc[item.speaker.head]
        yield from (f"{way}:who={item.speaker.kind}", f"{way}:pronoun={item.speaker.pronoun}")
        yield f"{way}:word={'NAME' if head.pos_ == 'PROPN' else head.lemma_.lower()}"
    if item.own_voice:
        yield f"{way}:own"
    if party is not None:
        often = min(context.speakers.often(party.name), 4)
        yield from (f"often={often}", f"{way}&often={often}", f"party={party.kind}", f"{way}:party={party.kind}")
        yield from (f"resolved={party.resolved}", f"proper={party.name[:1].isupper()}")
        yield from (f"side={party.name in context.sides}", f"role={party.role is not None}")


def _performer(context: Context, unit: Unit) -> Party | None:
    """Who does what the unit tells of, were it an act of speaking."""
    return next((p for t in unit.happening.actors if (p := context.parties.of(unit.happening.passage, t)) is not None), None)


def performer(context: Context, unit: Unit) -> Party | None:
    """Who says a speech act that nobody else reports: who performs it."""
    return _performer(context, unit) if unit.happening.event_type in SPEECH_ACTS else None
