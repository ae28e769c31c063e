"""Whether two claims tell of one event: what keeps them apart, and what ties them together. Each decision looks at the two alone.

What keeps apart is asked first: another standing, country, division or town, another day, another kind of thing. Then the rules of
`RULES` are tried, the strongest first; the first that holds decides and gives its reason. Two strong facts must meet: a place and a
day, two parties and a day, a figure and a party, a person and a question about that person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.compare import compare_places, is_same_victims, telling
from reportedly.link.traits import OF_PERSONS, RUNNING, SEVERAL, Traits, traits

if TYPE_CHECKING:
    from reportedly.model.event import Told

LINGER = 7
"""Days over which who holds a place, whether two sides talk, or where somebody is, remains one question."""
GRACE = 1
"""Days that two times may miss each other by where one of them is rough or a stretch of days."""
COPIED = 0.8
"""Share of the fewer content words that two claims have in common from which one is thought to repeat the other's words."""
FAR = 2
"""How many times more one count is than another that cannot be of the same happening at the same time."""
ALIKE, FEWEST = 0.3, 4
"""Such a share, and least words, from which a report is thought to tell one thing with and without its place, where who did it is the same."""
MANY = 6
"""Content words from which such a share says something."""
HEADS = frozenset({"force", "control", "talks", "protest", "whereabouts"})
"""Kinds that make an event of their own; other kinds go with what their report tells them of."""
FOUGHT = frozenset({"force", "custody"})
"""Kinds of which two sides at one place and time are one: fighting, and whom it takes prisoner."""
SPOKEN = frozenset({"words", "talks", "status", "whereabouts"})
"""Kinds of which many happen at one place and time."""
LINGERING = frozenset({"control", "talks", "words", "status", "inquiry", "aid", "cooperation", "sanction", "mobilization", "whereabouts"})
"""Kinds that last: for these a day's difference keeps nothing apart."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties two claims together. `strength` is the rule's rank, lowest where they miss each other by `gap` days though it was over in one.

    `overlap` is the share of words that both have; `is_sure` where it holds although a report tells the two as two events, `is_placed` where it
    holds if that report may only have told one place in two ways.
    """

    strength: int
    gap: int
    overlap: float
    reason: str
    is_sure: bool = False
    is_placed: bool = False


Rule = Callable[[Traits, Traits], "str | None"]


def is_one_event(a: Told, b: Told) -> tuple[bool, tuple[str, ...]]:
    """Whether two claims tell of one event, and why (not). Depends on these two alone; the order of the two does not matter."""
    one, other = sorted((traits(a), traits(b)), key=lambda claim: claim.order)
    against = apart(one, other)
    if against is not None:
        return False, (against,)
    found = tie(one, other)
    return (True, (found.reason,)) if found else (False, ("nothing that both tell ties them together",))


def apart(a: Traits, b: Traits) -> str | None:
    """What keeps two claims apart, None where nothing does."""
    if a.standing != b.standing:
        return f"one tells of a {a.standing}, the other of a {b.standing}"
    if a.group == b.group:
        return _other_head(a, b) or _other_day(a, b) or _other_count(a, b)
    if a.told.report == b.told.report and not is_sure(a, b):
        return "one report tells them as two events"
    person = _same_person(a, b) is not None
    if a.kind != b.kind and not person:
        return f"{a.told.claim.event_type} and {b.told.claim.event_type} are different kinds of event"
    if _names_other_dead(a, b) or _names_other_dead(b, a):
        return "one tells of somebody's death whom the other does not name"
    place = compare_places(a.place, b.place)
    if place.agreement == "incompatible":
        return place.reason
    if _is_other_namesake(a, b):
        return "they tell of two places of one name"
    if place.agreement != "same" and a.kind not in LINGERING and (_is_part(a, b) or _is_part(b, a)):
        return "one is over in a day, the other goes on for days elsewhere"
    return _other_time(a, b, lasts=person or a.kind in LINGERING)


def _is_other_namesake(a: Traits, b: Traits) -> bool:
    """Whether two places that may go by one name are known to be two: by number, country or division."""
    one, other = a.place, b.place
    if one is None or other is None:
        return False
    if None not in (one.geonameid, other.geonameid) and one.geonameid != other.geonameid and one.precision == other.precision:
        return telling(one.name) == telling(other.name)
    pairs = ((one.country, other.country), (one.admin1, other.admin1))
    return any(ours and theirs and ours.casefold() != theirs.casefold() for ours, theirs in pairs)


def _names_other_dead(a: Traits, b: Traits) -> bool:
    return bool(a.persons) and not a.persons & b.undergoes


def _is_part(a: Traits, b: Traits) -> bool:
    """Whether one is of a day and the other of so many days that it holds many of them."""
    return a.start is not None and a.start == a.end and b.end is not None and b.start is not None and b.end - b.start + 1 >= RUNNING


def is_sure(a: Traits, b: Traits) -> bool:
    """Whether figures or words tie two claims however their reports part them: a reader parts one attack where its place is told in two ways."""
    return any(rule(a, b) is not None for rule in (_same_words, _same_count, _headline))


def _other_head(a: Traits, b: Traits) -> str | None:
    """A battle and who holds the place afterwards are two things, even where one report lumps them together."""
    if a.kind != b.kind and a.kind in HEADS and b.kind in HEADS:
        return f"{a.told.claim.event_type} and {b.told.claim.event_type} are different kinds of event"
    return None


def _other_day(a: Traits, b: Traits) -> str | None:
    """Two days named for what is over in a day."""
    if a.core is not None and b.core is not None and a.core != b.core and a.kind == b.kind and a.kind not in LINGERING:
        return "they happened on two days"
    return None


def _other_count(a: Traits, b: Traits) -> str | None:
    """Two numbers of many people alike by one speaker, far apart, in one report: of two happenings, unless one is told to be older."""
    for (who, low), (other, another) in ((one, two) for one in a.counts for two in b.counts):
        if who == other and FAR * min(low, another) <= max(low, another):
            return f"one report counts {min(low, another)} and {max(low, another)} {who[1]}"
    return None


def _other_time(a: Traits, b: Traits, *, lasts: bool) -> str | None:
    missed = gap(a, b)
    if lasts:
        return f"more than {LINGER} days lie between them" if missed > LINGER else None
    firm = a.core is not None and b.core is not None
    return "they happened at different times" if missed > (0 if firm else GRACE) else None


def gap(a: Traits, b: Traits) -> int:
    """Days by which the times of two claims miss each other; 0 where they overlap. A claim without a time has its publication's days."""
    first, last = (a, b) if (a.start or a.day) <= (b.start or b.day) else (b, a)
    ends = first.end if first.end is not None else first.day
    starts = last.start if last.start is not None else last.day
    return max(0, starts - ends)


def overlap(a: Traits, b: Traits) -> float:
    """The share of the fewer content words that both have; 0 where one has none."""
    fewer = min(len(a.words), len(b.words))
    return len(a.words & b.words) / fewer if fewer else 0.0


def tie(a: Traits, b: Traits) -> Tie | None:
    """The strongest rule that ties two claims together between which nothing stands."""
    for rank, rule in enumerate(RULES):
        reason = rule(a, b)
        if reason is not None:
            missed = gap(a, b)
            strength = 1 if missed and a.kind not in LINGERING else len(RULES) - rank + 1
            return Tie(strength, missed, round(overlap(a, b), 3), reason, is_sure=rule in SURE, is_placed=rule in PLACED)
    return None


def _told_together(a: Traits, b: Traits) -> str | None:
    return f"report {a.told.report} tells them as one event" if a.group == b.group else None


def _same_words(a: Traits, b: Traits) -> str | None:
    if min(len(a.words), len(b.words)) >= MANY and overlap(a, b) >= COPIED:
        return "they say it in nearly the same words"
    return None


def _same_spot(a: Traits, b: Traits) -> str | None:
    """One kind of thing at one place that is no division, with nobody in it that the other leaves out."""
    if a.kind != b.kind or a.kind in SPOKEN or not a.is_place_clear or not b.is_place_clear or not _is_at_one_time(a, b):
        return None
    place = compare_places(a.place, b.place)
    if place.agreement == "compatible":
        return f"what befell {_people(who)}, {place.reason}" if (who := common(a.undergoes, b.undergoes)) else None
    clash = bool(a.named and b.named and not common(a.named, b.named))
    return f"the same kind of event, {place.reason}, at one time" if place.agreement == "same" and not clash else None


def _same_target(a: Traits, b: Traits) -> str | None:
    """What befell one named party on one day, in places that may be one."""
    if a.kind != b.kind or a.core is None or a.core != b.core or not compare_places(a.place, b.place).holds:
        return None
    who = common(a.undergoes & a.named, b.undergoes & b.named)
    return f"what befell {_people(who)} on one day" if who else None


def common(ours: frozenset[frozenset[str]], theirs: frozenset[frozenset[str]]) -> frozenset[frozenset[str]]:
    """Names that both have; one of two words and more meets a longer one that has them all."""
    same = ours & theirs
    if same or not ours or not theirs:
        return same
    return frozenset(
        min(one, other, key=len) for one in ours for other in theirs if len(one) > 1 and len(other) > 1 and (one <= other or other <= one)
    )


def _is_at_one_time(a: Traits, b: Traits) -> bool:
    return a.start is not None and b.start is not None


def _same_person(a: Traits, b: Traits) -> str | None:
    """One question about one person: where, whether alive, in whose hands. A count of several is no person's."""
    asked = a.topics & b.topics & OF_PERSONS
    if not asked or any(low != 1 for _, low, _ in (*a.figures, *b.figures)):
        return None
    who = frozenset(name for name in (a.acts | a.undergoes) & (b.acts | b.undergoes) & a.named if len(name) > 1)
    return f"both tell of {_people(who)}: {min(asked)}" if who else None


def _same_figure(a: Traits, b: Traits) -> str | None:
    """The same number of the same measure; of a few only where the same people are counted, of many where place or people are the same."""
    if a.kind != b.kind:
        return None
    for figure in sorted({figure for figure in a.figures if figure[1] > 2} & set(b.figures)):
        few = is_same_victims(a.told.claim, b.told.claim, figure[0]) if figure[1] < SEVERAL else True
        if few and ((a.acts | a.undergoes) & (b.acts | b.undergoes) or compare_places(a.place, b.place).holds):
            return f"both count {figure[1]} {figure[0]}"
    return None


def _same_count(a: Traits, b: Traits) -> str | None:
    """The same number of many, on days that may be one."""
    many = tuple(figure for figure in a.figures if figure[1] >= SEVERAL)
    return _same_figure(replace(a, figures=many), b) if many and gap(a, b) <= GRACE else None


def _headline(a: Traits, b: Traits) -> str | None:
    """What one report tells of its country, and of a place in it, on one day in words of which many are the same."""
    if a.told.report != b.told.report or a.kind != b.kind or a.kind != "force" or a.wide == b.wide or not _is_at_one_time(a, b):
        return None
    alike = gap(a, b) == 0 and overlap(a, b) >= ALIKE and min(len(a.words), len(b.words)) >= FEWEST
    return "one report tells it with and without its place" if alike and a.acts & b.acts else None


def _same_control(a: Traits, b: Traits) -> str | None:
    """Who holds a place; of a place in it too where one party is in both. A country is no place to hold."""
    if a.kind != "control" or b.kind != "control" or not _is_in_division(a) or not _is_in_division(b):
        return None
    place = compare_places(a.place, b.place)
    one = place.agreement == "same" or (place.holds and (a.acts | a.undergoes) & (b.acts | b.undergoes))
    return f"who holds it, {place.reason}" if one else None


def _is_in_division(claim: Traits) -> bool:
    return claim.place is not None and claim.place.admin1 is not None


def _same_sides(a: Traits, b: Traits) -> str | None:
    """The same two sides (or the same one, where a claim names one) in one kind of thing in one division at one time."""
    if a.kind != b.kind or a.kind not in FOUGHT or not _is_at_one_time(a, b) or not compare_places(a.place, b.place).holds:
        return None
    if not _is_in_division(a) or not _is_in_division(b):
        return None  # two sides fight all over a country on one day
    ours, theirs = a.acts | a.undergoes, b.acts | b.undergoes
    both = ours & theirs
    enough = both & a.named and len(both) >= min(len(ours), len(theirs), 2)
    return f"{_people(both)} in both, in one place at one time" if enough else None


def _same_talks(a: Traits, b: Traits) -> str | None:
    if a.kind == b.kind == "talks":
        both = (a.acts | a.undergoes) & (b.acts | b.undergoes)
        return f"talks of {_people(both)}" if len(both) > 1 else None
    return None


def _same_voice(a: Traits, b: Traits) -> str | None:
    """What one party demands, threatens, supports in one stretch of days."""
    if a.told.claim.event_type == b.told.claim.event_type and a.kind in ("words", "inquiry", "aid", "sanction", "cooperation"):
        both = a.acts & b.acts
        return f"{a.told.claim.event_type} of {_people(both)}" if both else None
    return None


def _people(names: frozenset[frozenset[str]]) -> str:
    return " and ".join(sorted(" ".join(sorted(name)) for name in names))


RULES: tuple[Rule, ...] = (
    _told_together, _same_words, _same_count, _headline, _same_spot, _same_target, _same_person, _same_figure, _same_control, _same_sides, _same_talks, _same_voice,
)  # fmt: skip
"""What ties two claims together, the strongest first."""
PLACED = frozenset({_same_spot, _same_target})
"""Rules that rest on a place and a day."""
SURE = frozenset({_same_words, _same_count, _headline})
"""Rules that hold although a report tells the two as two events."""
