"""One plain sentence of an event: who says what of it, and who says otherwise. Nothing is asserted in the record's own voice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon
from reportedly.compare import is_denied
from reportedly.events.heard import NEUTRAL, called, key
from reportedly.events.sides import names_of
from reportedly.events.versions import words
from reportedly.events.wording import days, is_plural, listed, named, opened, says

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.events.contest import Clash
    from reportedly.events.heard import Heard, Known
    from reportedly.events.sides import Names
    from reportedly.model.event import EventToll, Question, Speaker, TollLine, When, Where

LIMIT = 220
"""Characters of a sentence, so that two lines of a list hold it."""

_DONE = {"killed": "killed", "wounded": "wounded", "casualties": "killed or wounded", "missing": "missing", "detained": "detained"}


class _Told(msgspec.Struct, frozen=True):
    type: str
    acted: str
    alone: str
    suffered: str
    noun: str


@lexicon.of_tables
@cache
def _told() -> dict[str, _Told]:
    return {row.type: row for row in lexicon.rows("event_sentences", _Told)}


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence is made of."""

    known: Known
    names: Names
    event_type: str
    where: Where | None
    when: When | None
    tolls: Sequence[EventToll]
    questions: Sequence[Question]
    speakers: Sequence[Speaker]
    clashes: Sequence[Clash]


def sentence(told: Told) -> str:
    """The longest of its forms that has at most LIMIT characters: place, time, rivals and blame are left out one after the other."""
    clauses = _of_toll(told) or _of_deed(told)
    place = f" in {told.where.name}" if told.where else ""
    time = f" {_on(told.when)}" if told.when and _on(told.when) else ""
    forms = [
        f"{clauses[0]}{spot}{date}{''.join(f'; {extra}' for extra in clauses[1:][:kept])}."
        for spot, date in ((place, time), (place, ""), ("", time), ("", ""))
        for kept in range(len(clauses) - 1, -1, -1)
    ]
    wanted = sorted(forms, key=lambda form: -form.count(";"))
    fitting = next((form for form in wanted if len(form) <= LIMIT), min(forms, key=len))
    return _cut(opened(fitting))


def _cut(text: str) -> str:
    return text if len(text) <= LIMIT else text[: LIMIT - 1].rsplit(" ", 1)[0] + "…"


def _on(when: When) -> str:
    said = days(when.start, when.end)
    bare = not said or said.startswith(("from", "until"))
    return said if bare else f"in {said}" if said.isdigit() else f"on {said}"


def _of_toll(told: Told) -> tuple[str, ...]:
    """A sentence that opens with a toll, where a voice gives a number: the neutral first, then those with most claims."""
    toll = next((t for t in told.tolls if not t.subset and t.place is None and any(line.low for line in t.lines)), None)
    if toll is None:
        return ()
    lines = sorted(
        (line for line in toll.lines if line.low is not None),
        key=lambda line: (line.kind not in NEUTRAL, -sum(len(v.claims) for v in line.versions), line.name),
    )
    first = lines[0]
    rest = [f"{named(line.name)} {says(line.name, 'say', 'says')} {words(line.low, line.high)}" for line in lines[1:4]]
    return (f"{_says(first.name, first.kind)} {_counted(toll, first)}", *rest, *_blame(told), *_against(told, {line.name for line in lines}))


def _counted(toll: EventToll, line: TollLine) -> str:
    number = words(line.low, line.high)
    one = line.low == line.high == 1
    be = ("may have been" if line.hedged else "was") if one else ("may have been" if line.hedged else "were")
    done = f"{be} {_DONE[toll.measure]}"
    if toll.of is None:
        return f"{number} {'person' if one else 'people'} {done}"
    many = f"{number} {toll.of}" if is_plural(toll.of) and len(toll.of.split()) == 1 else f"{number} of {named(toll.of)}"
    return f"{many} {done}"


def _blame(told: Told) -> tuple[str, ...]:
    """Who lays it at whose door, where that is disputed."""
    found = []
    for question in told.questions:
        if question.topic == "responsibility" and question.disputed:
            plain = [s for s in question.stands if not s.answer.startswith(("not ", "perhaps "))]
            found += [f"{named(s.name)} {says(s.name, 'blame', 'blames')} {named(s.answer)}" for s in plain if s.answer != s.name]
    return tuple(dict.fromkeys(found))[:2]


def _against(told: Told, said: set[str]) -> tuple[str, ...]:
    """Who denies it or says otherwise, of those not yet named; else which of its parties is quoted by nobody."""
    against: dict[str, str] = {}
    for clash in told.clashes:
        for h in (clash.later, clash.earlier):
            name = called(h.voice)
            if name not in said:
                deny = is_denied(h.claim)
                against[name] = f"{named(name)} {says(name, 'deny', 'denies')} it" if deny else against.get(
                    name, f"{named(name)} {says(name, 'say', 'says')} otherwise"
                )
    silent = [speaker.name for speaker in told.speakers if speaker.position == "silent"]
    if against or not silent:
        return tuple(against.values())[:2]
    return (f"{named(silent[0])} {says(silent[0], 'are', 'is')} not quoted",)


def _of_deed(told: Told) -> tuple[str, ...]:
    """A sentence that tells a deed: the one that most voices tell, in the event's own type where there is one."""
    held: defaultdict[tuple[tuple[str, ...], tuple[str, ...], str], list[Heard]] = defaultdict(list)
    for h in told.known.heard:
        held[names_of(h.claim.actors, told.names)[:2], names_of(h.claim.recipients, told.names)[:2], h.claim.event_type].append(h)

    def rank(item: tuple[tuple[tuple[str, ...], tuple[str, ...], str], list[Heard]]) -> tuple[bool, bool, int, int]:
        (actors, _, kind), heard = item
        return kind == told.event_type, any(h.is_told for h in heard), len({key(h.voice) for h in heard if h.is_told}), bool(actors)

    (actors, recipients, kind), heard = max(held.items(), key=rank)
    main = [h for h in heard if h.is_told] or heard
    speakers = list(dict.fromkeys(called(h.voice) for h in main))[:2]
    clause = _deed(_told().get(kind), actors, recipients, speakers)
    return (f"{_speech(main, speakers)} {clause}", *_blame(told), *_against(told, set(speakers)))


def _deed(row: _Told | None, actors: Sequence[str], recipients: Sequence[str], speakers: Sequence[str]) -> str:
    if row is None:
        return "it happened"
    who = _they(actors, speakers)
    other = [name for name in recipients if name not in actors]
    if actors and other:
        return f"{who} {row.acted} {_they(other, speakers)}"
    if actors:
        return f"{who} {row.alone}"
    return f"{_they(other, speakers)} {row.suffered}" if other else f"there was {row.noun}"


def _they(names: Sequence[str], speakers: Sequence[str]) -> str:
    """The names; a speaker that tells of itself alone is "it" or "they"."""
    if tuple(names) == tuple(speakers):
        return "they" if len(names) > 1 or is_plural(names[0]) else "it"
    return listed([named(name) for name in names])


def _speech(main: Sequence[Heard], speakers: Sequence[str]) -> str:
    """Who says it and how: says, reports, denies, announces, demands, or says that it may be so."""
    many = len(speakers) > 1 or is_plural(speakers[0])
    who = listed([named(name) for name in speakers])
    stances = {h.claim.stance for h in main}
    if all(is_denied(h.claim) for h in main):
        return f"{who} {'deny' if many else 'denies'} that"
    if stances == {"planned"}:
        return f"{who} {'announce' if many else 'announces'}, as still to come, that"
    if stances == {"demand"}:
        return f"{who} {'demand' if many else 'demands'} that"
    if stances == {"hedged"}:
        return f"{who} {'say' if many else 'says'}, without confirmation, that"
    return _says(who, main[0].voice.kind if len(speakers) == 1 else None, many=many, article=False)


def _says(name: str, kind: str | None, *, many: bool | None = None, article: bool = True) -> str:
    plural = is_plural(name) if many is None else many
    verb = ("report" if kind == "outlet" else "say") + ("" if plural else "s")
    return f"{named(name) if article else name} {verb}"

