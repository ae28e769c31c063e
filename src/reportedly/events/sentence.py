"""One plain sentence of an event: who says what of it, and who says otherwise. Nothing is asserted in the record's own voice.

It opens with a toll where a voice gives a number, else with the deed that the dispute is about, or that most voices tell; a state of
things, which is no deed, is quoted in a claim's own words. Rival numbers, blame, denials and silence follow as clauses; the words of
deeds stand in the table `event_sentences`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reportedly.compare import family, is_denied
from reportedly.events.counts import BOTH
from reportedly.events.deeds import deed, is_quoted, shortest
from reportedly.events.heard import NEUTRAL, called, key
from reportedly.events.sides import names_of
from reportedly.events.versions import figure
from reportedly.events.wording import days, is_plural, listed, located, named, opened, says, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.events.heard import Heard
    from reportedly.events.weighed import Weighed
    from reportedly.model.event import EventToll, TollLine, When

LIMIT = 220
"""Characters of a sentence, so that two lines of a list hold it."""

_DONE = {"killed": "killed", "wounded": "wounded", "casualties": "killed or wounded", "missing": "missing", "detained": "detained"}
_RIVALS = 3


def sentence(weighed: Weighed) -> str:
    """The fullest of its forms that has at most LIMIT characters: what stands last is left out first, then the time, then the place."""
    clauses = _of_toll(weighed) or _of_deed(weighed)
    forms = [
        opened(f"{clauses[0]}{at}{''.join(f'; {extra}' for extra in clauses[1 : 1 + kept])}.")
        for least in ((1 if len(clauses) > 1 else 0), 0)  # one rival is worth more than the time and the place
        for at in _ats(weighed, clauses[0])
        for kept in range(len(clauses) - 1, least - 1, -1)
    ]
    return next((form for form in forms if len(form) <= LIMIT), _cut(min(forms, key=len)))


def _ats(weighed: Weighed, opening: str) -> tuple[str, ...]:
    """Place and time as they follow the opening, the fullest first: "in Kelmet on 7 March 2031", in brackets behind quoted words."""
    spot = weighed.where.name if weighed.where else ""
    when = weighed.when
    if opening.endswith("”"):
        day = days(when.start, when.end) if when else ""
        parts = [", ".join(filter(None, pair)) for pair in ((spot, day), ("", day), (spot, ""))]
        return *(f" ({part})" if part else "" for part in parts), ""
    told = opening.endswith(f" {spot}") or (" " in spot and spot in opening)
    place = f" {located(spot)}" if spot and not told else ""
    time = f" {on(when)}" if when and on(when) else ""
    return place + time, time, place, ""


def _cut(text: str) -> str:
    return text if len(text) <= LIMIT else text[: LIMIT - 1].rsplit(" ", 1)[0] + "…"


def on(when: When) -> str:
    """A time after its preposition: "on 7 March 2031", "in 2029", "until 3 May 2020"."""
    said = days(when.start, when.end)
    if not said or said.startswith(("from", "until")):
        return said
    return f"in {said}" if said.isdigit() else f"on {said}"


def _of_toll(weighed: Weighed) -> tuple[str, ...]:
    """A sentence that opens with the dead, or whom else a voice counts: the neutral first, then those with most claims."""
    counted = [t for t in weighed.tolls if not t.subset and any(line.low for line in t.lines) and _opens(t, weighed)]
    same = [toll for toll in counted if toll.measure == counted[0].measure]
    if not counted:
        return ()
    main, others = _lines(same[0]), [toll for toll in same[1:2] if None not in (toll.of, same[0].of)]
    heard = {line.name for line in main[: _RIVALS + 1]}
    rivals = [f"{spoken(one.name)} {says(one.name, 'say', 'says')} {figure(one)}" for one in main[1 : _RIVALS + 1]]
    beside = [f"{_says(one.name, one.kind)} {_counted(toll, one, weighed)}" for toll in others for one in _lines(toll)[:1]]
    claims = [claim for line in same[0].lines for version in line.versions for claim in version.claims]
    ends = (*_blame(weighed), *_against(weighed, claims, heard)) if not others else _against(weighed, claims, heard)
    return (f"{_says(main[0].name, main[0].kind)} {_counted(same[0], main[0], weighed)}", *rivals, *beside, *ends)


def _opens(toll: EventToll, weighed: Weighed) -> bool:
    """Whether a toll is what it is about: whom force harmed or coercion holds; of other events the dead, where nothing else is disputed."""
    if family(weighed.event_type) == "force":
        return toll.measure in ("killed", "wounded", "casualties")
    if weighed.event_type == "COERCE":
        return toll.measure == "detained"
    return toll.measure == "killed" and {clash.topic for clash in weighed.clashes} <= {"killed"}


def _lines(toll: EventToll) -> list[TollLine]:
    return sorted(
        (line for line in toll.lines if line.low is not None),
        key=lambda line: (line.kind not in NEUTRAL, -sum(len(v.claims) for v in line.versions), line.name),
    )


def _counted(toll: EventToll, line: TollLine, weighed: Weighed) -> str:
    one = line.low == line.high == 1
    be = "may have been" if line.hedged else "was" if one else "were"
    who = _person(line, weighed) if one else None
    return f"{who or _people(toll.of, line)} {be} {_DONE[toll.measure]}"


def _people(of: str | None, line: TollLine) -> str:
    number = figure(line)
    if of == line.name:
        return f"{number} of {'their' if is_plural(of) else 'its'} own"
    if of is None or of == BOTH:
        return f"{number} {'person' if number == '1' else 'people'}{' of both sides' if of else ''}"
    return f"{number} {of}" if is_plural(of) and len(of.split()) == 1 else f"{number} of {named(of)}"


def _person(line: TollLine, weighed: Weighed) -> str | None:
    """The name of a single victim, where the claims give it."""
    claims = [weighed.known.by_id[claim].claim for version in line.versions for claim in version.claims]
    people = [
        p.name for c in claims for p in c.recipients if p.name[:1].isupper() and len(p.name.split()) > 1 and not weighed.names.camp(p)
    ]
    return people[0] if people else None


def _blame(weighed: Weighed) -> tuple[str, ...]:
    """Who lays it at whose door, where that is disputed; nobody lays it at his own."""
    found = [
        f"{spoken(s.name)} {says(s.name, 'blame', 'blames')} {named(s.answer)}"
        for question in weighed.questions
        if question.topic == "responsibility" and question.disputed
        for s in question.stands
        if not s.answer.startswith(("not ", "perhaps ")) and s.name not in s.answer and s.answer[:1].isupper()
    ]
    return tuple(dict.fromkeys(found))[:2]


def _against(weighed: Weighed, claims: Iterable[str], said: set[str]) -> tuple[str, ...]:
    """Who denies these claims, or says otherwise, of those not yet named; else which of its parties is quoted by nobody."""
    main = set(claims)
    denying: list[str] = []
    differing: list[str] = []
    for clash in weighed.clashes:
        for h, other in ((clash.later, clash.earlier), (clash.earlier, clash.later)):
            if other.id in main and h.id not in main and called(h.voice) not in said:
                (denying if is_denied(h.claim) else differing).append(called(h.voice))
    ends = []
    for verb, who in (("deny it", denying), ("say otherwise", [name for name in differing if name not in denying])):
        names = list(dict.fromkeys(who))[:2]
        if names:
            single = {"deny it": "denies it", "say otherwise": "says otherwise"}[verb]
            ends.append(f"{listed([spoken(name) for name in names])} {verb if len(names) > 1 or is_plural(names[0]) else single}")
    silent = [speaker.name for speaker in weighed.speakers if speaker.position == "silent"]
    if ends or not silent:
        return tuple(ends)
    return (f"{spoken(silent[0])} {says(silent[0], 'are', 'is')} not quoted",)


def _of_deed(weighed: Weighed) -> tuple[str, ...]:
    """A sentence that tells a deed: one that is disputed, else one of the event's own type; of these, one that more voices tell."""
    held: defaultdict[tuple[tuple[str, ...], tuple[str, ...], str], list[Heard]] = defaultdict(list)
    for h in weighed.known.heard:
        actors, recipients = names_of(h.claim.actors, weighed.names), names_of(h.claim.recipients, weighed.names)
        held[actors[:2], recipients[:2], h.claim.event_type].append(h)
    contested = {h.id for clash in weighed.clashes for h in (clash.later, clash.earlier)}

    def rank(parts: tuple[tuple[str, ...], tuple[str, ...], str]) -> tuple[bool, bool, bool, int, int, str]:
        told = [h for h in held[parts] if h.is_told]
        firm = len({key(h.voice) for h in told if h.claim.stance == "asserted"})
        disputed = len([h for h in told if h.id in contested])
        return bool(disputed), parts[2] == weighed.event_type, bool(told), firm + disputed, bool(parts[0]), max(h.day for h in held[parts])

    actors, recipients, kind = max(sorted(held), key=rank)
    told = held[actors, recipients, kind]
    main = [h for h in told if h.is_told] or told
    speakers = list(dict.fromkeys(called(h.voice) for h in ([shortest(main)] if is_quoted(kind) else main)))[:2]
    said = deed(kind, (actors, recipients), main, speakers)
    return (said, *_blame(weighed), *_against(weighed, [h.id for h in main], set(speakers)))


def _says(name: str, kind: str | None) -> str:
    return f"{spoken(name)} {'report' if kind == 'outlet' else 'say'}{'' if is_plural(name) else 's'}"
