"""What ties two claims together: rules, tried from the strongest on. Each looks at the two alone and gives its reason.

Two strong facts must meet: a place and a day, two parties and a day, a figure and a party or place, a person and a question about
that person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from reportedly.compare import is_same_victims
from reportedly.link.between import common, gap, overlap, people, places
from reportedly.link.kinds import DONE, FOUGHT, LINGERING, OF_PERSONS, SPOKEN
from reportedly.link.standing import SEVERAL
from reportedly.link.traits import Traits

GRACE = 1
"""Days that two times may miss each other by where one of them is rough or a stretch of days."""
COPIED, MANY = 0.8, 6
"""Share of the fewer content words in common from which one claim is thought to repeat the other's, and of how many at least."""
ALIKE, FEWEST = 0.3, 4
"""The same for one report that tells a thing with and without its place, by the same doer."""


Basis = Literal["report", "words", "count", "place", "other"]
"""What a tie rests on: one report tells both as one event; their words are the same; they count the same many; a place and a day; else.

Of these, words and counts hold although some report tells the two as two events, and so does a place that the report may only have
told in two ways; counts hold although they name two days beside each other.
"""


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties two claims together. `strength` is the rule's rank; it is the lowest where their times miss each other by `gap` days.

    `overlap` is the share of words that both have. `goes_on` is true of fighting that may go on from one's day to the other's.
    """

    strength: int
    gap: int
    overlap: float
    reason: str
    basis: Basis = "other"
    goes_on: bool = False


Rule = Callable[[Traits, Traits], "str | None"]


def tie(a: Traits, b: Traits) -> Tie | None:
    """The strongest rule that ties two claims together between which nothing stands."""
    for rank, (rule, basis) in enumerate(RULES):
        reason = rule(a, b)
        if reason is not None:
            missed = gap(a, b)
            last = missed and a.kind not in LINGERING and basis != "count"
            return Tie(1 if last else len(RULES) - rank + 1, missed, round(overlap(a, b), 3), reason, basis, goes_on(a, b))
    return None


def _told_together(a: Traits, b: Traits) -> str | None:
    return f"report {a.told.report} tells them as one event" if a.group == b.group else None


def _same_words(a: Traits, b: Traits) -> str | None:
    if min(len(a.words), len(b.words)) >= MANY and overlap(a, b) >= COPIED:
        return "they say it in nearly the same words"
    return None


def _same_count(a: Traits, b: Traits) -> str | None:
    """The same number of many, on days that may be one."""
    return _same_figure(a, b, SEVERAL) if a.figures and b.figures and gap(a, b) <= GRACE else None


def _headline(a: Traits, b: Traits) -> str | None:
    """What one report tells of its country, and of a place in it, on one day in words of which many are the same."""
    if a.told.report != b.told.report or a.kind != b.kind or a.kind != "force" or a.wide == b.wide or not _is_at_one_time(a, b):
        return None
    alike = gap(a, b) == 0 and overlap(a, b) >= ALIKE and min(len(a.words), len(b.words)) >= FEWEST
    return "one report tells it with and without its place" if alike and a.acts & b.acts else None


def _same_spot(a: Traits, b: Traits) -> str | None:
    """One kind of thing at one place that is no division, with nobody in it that the other leaves out."""
    if a.kind != b.kind or a.kind in SPOKEN or not a.is_place_clear or not b.is_place_clear or not _is_at_one_time(a, b):
        return None
    place = places(a, b)
    if place.agreement == "compatible":
        return f"what befell {people(who)}, {place.reason}" if (who := common(a.undergoes, b.undergoes)) else None
    clash = bool(a.named and b.named and not common(a.named, b.named))
    return f"the same kind of event, {place.reason}, at one time" if place.agreement == "same" and not clash else None


def _same_target(a: Traits, b: Traits) -> str | None:
    """What befell one named party on one day, in places that may be one and are no whole country."""
    if a.kind != b.kind or a.core is None or a.core != b.core or not _is_in_division(a) or not _is_in_division(b):
        return None
    if not places(a, b).holds:
        return None
    who = common(a.undergoes & a.named, b.undergoes & b.named)
    return f"what befell {people(who)} on one day" if who else None


def same_person(a: Traits, b: Traits) -> str | None:
    """One question about one person: where, whether alive, in whose hands. A count of several is no person's."""
    asked = a.topics & b.topics & OF_PERSONS
    if not asked or any(low != 1 for _, low in (*a.figures, *b.figures)):
        return None
    who = frozenset(name for name in (a.acts | a.undergoes) & (b.acts | b.undergoes) & a.named if len(name) > 1)
    return f"both tell of {people(who)}: {min(asked)}" if who else None


def _same_figure(a: Traits, b: Traits, least: int = 3) -> str | None:
    """The same number of the same measure; of a few only where the same people are counted, of many where place or people are the same."""
    if a.kind != b.kind or not a.figures or not b.figures:
        return None
    for measure, low in sorted(set(a.figures) & set(b.figures)):
        is_one = low >= SEVERAL or is_same_victims(a.told.claim, b.told.claim, measure)
        if low >= least and is_one and ((a.acts | a.undergoes) & (b.acts | b.undergoes) or places(a, b).holds):
            return f"both count {low} {measure}"
    return None


def _same_control(a: Traits, b: Traits) -> str | None:
    """Who holds a place; of a place in it too where one party is in both. A country is no place to hold."""
    if a.kind != "control" or b.kind != "control" or not _is_in_division(a) or not _is_in_division(b):
        return None
    place = places(a, b)
    one = place.agreement == "same" or (place.holds and (a.acts | a.undergoes) & (b.acts | b.undergoes))
    return f"who holds it, {place.reason}" if one else None


def _same_sides(a: Traits, b: Traits) -> str | None:
    """The same two sides (or the same one, where a claim names one) in one kind of thing in one division at one time."""
    if a.kind != b.kind or a.kind not in FOUGHT or not _is_at_one_time(a, b) or not places(a, b).holds:
        return None
    if not _is_in_division(a) or not _is_in_division(b):
        return None  # two sides fight all over a country on one day
    ours, theirs = a.acts | a.undergoes, b.acts | b.undergoes
    both = ours & theirs
    enough = both & a.named and len(both) >= min(len(ours), len(theirs), 2)
    return f"{people(both)} in both, in one place at one time" if enough else None


def _same_talks(a: Traits, b: Traits) -> str | None:
    if a.kind == b.kind == "talks":
        both = (a.acts | a.undergoes) & (b.acts | b.undergoes)
        return f"talks of {people(both)}" if len(both) > 1 and both & a.named else None
    return None


def _same_voice(a: Traits, b: Traits) -> str | None:
    """What one party demands, threatens, supports in one stretch of days."""
    if a.told.claim.event_type == b.told.claim.event_type and a.kind in DONE:
        both = a.acts & b.acts & a.named
        return f"{a.told.claim.event_type} of {people(both)}" if both else None
    return None


def _is_at_one_time(a: Traits, b: Traits) -> bool:
    return a.start is not None and b.start is not None


def _is_in_division(claim: Traits) -> bool:
    return claim.place is not None and claim.place.admin1 is not None


RULES: tuple[tuple[Rule, Basis], ...] = (
    (_told_together, "report"),
    (_same_words, "words"),
    (_same_count, "count"),
    (_headline, "words"),
    (_same_spot, "place"),
    (_same_target, "place"),
    (same_person, "other"),
    (_same_figure, "other"),
    (_same_control, "other"),
    (_same_sides, "other"),
    (_same_talks, "other"),
    (_same_voice, "other"),
)
"""What ties two claims together, and on what it rests, the strongest first."""


def goes_on(a: Traits, b: Traits) -> bool:
    """Whether both tell of force all over one division, which goes on from day to day as no battle for a town does, nor anybody's death."""
    is_force = a.kind == b.kind == "force" and a.wide and b.wide and not a.persons and not b.persons
    return is_force and _is_in_division(a) and _is_in_division(b) and places(a, b).holds


def is_same_count(a: Traits, b: Traits) -> bool:
    """Whether both count the same many: reports may miss by a day when it was, and two days hardly ever have one number."""
    return _same_count(a, b) is not None


def is_sure(a: Traits, b: Traits) -> bool:
    """Whether words or a count tie two claims, so that it holds although a report tells the two as two events."""
    return any(rule(a, b) is not None for rule in (_same_words, _same_count, _headline))
