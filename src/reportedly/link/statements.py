"""A claim with all that relating asks of it, worked out once: its voice, its order in time, its window, its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon
from reportedly.compare import MEASURES, UNFULFILLED, evidence, family, figure, is_aggregate, is_denied, is_part, standings, telling
from reportedly.compare.standing import Standing
from reportedly.link.classes import is_armed, tells
from reportedly.link.names import one_name, renamed
from reportedly.link.words import says
from reportedly.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.link.names import Names
    from reportedly.model import Party
    from reportedly.model.event import Descent, Told

Range = tuple[int | None, int | None]
Sides = frozenset[frozenset[str]]


class Statement(
    msgspec.Struct, frozen=True, gc=False
):  # a dataclass is made three times as slowly, and every claim that is near becomes one
    """A claim as one voice's word, its parties under one name each (`names.py`).

    `since` is the day on which its words were first published: for a copy, that of what it copies; days are ISO, "" unknown. `lineage`
    is the id of its lineage; without a descent the claim stands alone. `copies` is the claim whose words it repeats. `order` sorts by
    publication, then by place in the report. `start`, `end` are ordinals of the days it tells of, None where open or unknown;
    `vague` marks a window that may be a day off. `unreal`
    is what is planned or demanded, and what somebody only says that he cannot tell. `kind` is the family of its type of event,
    `counts` the measures of which it gives a number. `hits_armed` tells whether one of its recipients bears arms, `is_death`
    whether it counts one dead, who has a name.
    """

    claim: Claim
    report: str
    published: str
    since: str
    lineage: str
    copies: str | None
    order: tuple[str, str, int, int, str]
    start: int | None
    end: int | None
    vague: bool
    denied: bool
    unreal: bool
    kind: str | None
    figures: Mapping[str, Range]
    counts: tuple[str, ...]
    standing: frozenset[Standing]
    part: bool
    aggregate: bool
    hits_armed: bool
    is_death: bool

    def figure(self, measure: str) -> Range | None:
        """The numbers that its words allow."""
        return self.figures.get(measure)


def statements(told: Iterable[Told], descents: Mapping[str, Descent]) -> tuple[Statement, ...]:
    """The claims as statements, each id once, in the order of publication; undated reports come first."""
    kept = {item.claim.id: item for item in told}
    names = one_name(tuple(kept.values()))
    sides = _sides(kept.values(), names)
    found = []
    for item in kept.values():
        descent = descents.get(item.claim.id)
        copied = kept.get(descent.copies) if descent and descent.copies else None
        found.append(_statement(item, renamed(item.claim, names), _Known(descent, copied.published if copied else None, sides)))
    return tuple(sorted(found, key=lambda statement: statement.order))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the set knows of a claim: its descent, when the report was published that it copies, who bears arms."""

    descent: Descent | None
    copied: str | None
    sides: Sides


def _statement(told: Told, claim: Claim, known: _Known) -> Statement:
    published = told.published or ""
    first = evidence(claim)
    has_toll = not (claim.killed is claim.wounded is claim.casualties is claim.missing is claim.detained is None)
    figures = _figures(claim) if has_toll else {}
    return Statement(
        claim=claim,
        report=told.report,
        published=published,
        since=min(published, known.copied or published),
        lineage=known.descent.lineage if known.descent else f"claim:{claim.id}",
        copies=known.descent.copies if known.descent else None,
        order=(published, told.report, first.start, first.end, claim.id),
        start=_ordinal(claim.time.start if claim.time else None),
        end=_ordinal(claim.time.end if claim.time else None),
        vague=claim.time is not None and claim.time.precision == "approx",
        denied=is_denied(claim),
        unreal=claim.stance in UNFULFILLED or (claim.stance == "hedged" and tells("caveat", claim)),
        kind=family(claim.event_type),
        figures=figures,
        counts=tuple(figures),
        standing=standings(claim) if has_toll else frozenset(),
        part=has_toll and is_part(claim),
        aggregate=has_toll and is_aggregate(claim),
        hits_armed=bool(claim.recipients) and any(telling(party.name) in known.sides or is_armed(party) for party in claim.recipients),
        is_death=figures.get("killed") == (1, 1) and any(is_person(party) for party in claim.recipients),
    )


def _sides(told: Iterable[Told], names: Names) -> Sides:
    """The telling words of all who speak as a party that bears arms, or fight: what is done to them is no deed against the unarmed."""
    told = tuple(told)
    speakers = (item.claim.speaker for item in told)
    country = {item.claim.place.country for item in told if item.claim.place} | {None}
    sides = {speaker.name for speaker in speakers if speaker is not None and speaker.kind == "belligerent"}
    sides |= {party.name for item in told if item.claim.event_type == "FIGHT" for party in item.claim.actors}
    sides |= {names[land, name] for land in country for name in sides if (land, name) in names}
    return frozenset(words for words in map(telling, sides) if words)


def _figures(claim: Claim) -> dict[str, Range]:
    """Its tolls that give a number, by measure."""
    tolls = ((measure, figure(claim, measure)) for measure in MEASURES)
    return {measure: (toll.low, toll.high) for measure, toll in tolls if toll is not None and not (toll.low is None and toll.high is None)}


@lexicon.of_tables
@lru_cache(maxsize=4096)
def _ordinal(day: str | None) -> int | None:
    """The number of an ISO day; None where there is none, or none that a calendar has."""
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None


def is_person(party: Party) -> bool:
    """Whether a name is somebody's of two or more capitalised words, which no role word heads."""
    words = party.name.split()
    return len(words) > 1 and all(word[:1].isupper() for word in words) and len(telling(party.name)) == len(words)


def is_own_voice(statement: Statement) -> bool:
    """Whether an outlet says it in its own voice."""
    return statement.claim.speaker is None or statement.claim.speaker.kind == "outlet"


def is_hearsay(statement: Statement) -> bool:
    """Whether nobody who could be asked stands behind it: "reports", and what unnamed people are said with a hedge to say."""
    speaker = statement.claim.speaker
    if speaker is None or speaker.kind != "unnamed":
        return False
    return statement.claim.stance == "hedged" or says(speaker.name, "hearsay")


def overlap(a: Statement, b: Statement) -> bool:
    """Whether a day can be in both windows; an open or unknown end excludes nothing."""
    return gap(a, b) == 0


def gap(a: Statement, b: Statement) -> int:
    """Days between two windows; none where they meet, or where an end is open or unknown."""
    after = b.start - a.end if b.start is not None and a.end is not None else 0
    before = a.start - b.end if a.start is not None and b.end is not None else 0
    return max(after, before, 0)
