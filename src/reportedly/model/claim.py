"""A claim: one proposition, from one speaker, with one stance, in one report (FORMAT 1)."""

from __future__ import annotations

from typing import Literal

import msgspec

from reportedly.model.span import Span

Stance = Literal["asserted", "denied", "hedged", "planned", "demand"]
Precision = Literal["exact", "near", "admin2", "admin1", "country", "region"]
TimePrecision = Literal["day", "range", "approx", "month", "year", "unknown"]
Sex = Literal["female", "male"]
RelationKind = Literal["same", "repeats", "updates", "corroborates", "contradicts", "part_of"]


class Party(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Somebody in a claim: `name` is canonical in the report, `text` the words at `start`:`end`.

    `id` is local to the report. `kind` is None when unknown. `resolved` is False for a pronoun or
    description that was left open. `any_of` lists the names of a disjunction ("A or B").
    `interested` (speakers only) marks a party to the conflict speaking of the other side. `wikidata` is the Wikidata item of a party
    that news knows by a name that is its alone in the report.
    """

    id: str | None
    name: str
    text: str | None = None
    start: int | None = None
    end: int | None = None
    kind: str | None = None
    role: str | None = None
    interested: bool | None = None
    resolved: bool = True
    any_of: tuple[str, ...] = ()
    wikidata: str | None = None


class Candidate(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A place that a name could have meant, with its score (0 to 1)."""

    name: str
    country: str | None
    admin1: str | None
    geonameid: int | None
    score: float


class Place(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Where: ISO 3166 country, first- and second-level division, WGS84 degrees, and why.

    `extent_km` is the radius of a disc as large as the place (half the length of a line), None where unknown.
    """

    name: str
    text: str
    start: int
    end: int
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    precision: Precision | None = None
    extent_km: int | None = None
    score: float | None = None
    reason: str | None = None
    candidates: tuple[Candidate, ...] = ()


class Time(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """When: an interval of ISO days, its precision and EDTF; symbolic (`start` None) without an anchor."""

    start: str | None
    end: str | None
    precision: TimePrecision
    edtf: str | None = None
    text: str | None = None
    span_start: int | None = None
    span_end: int | None = None
    symbol: str | None = None  # "Saturday", "yesterday": what an unanchored expression names
    timex: str | None = None  # the TIMEX3 value of the words: 1998-W02, 2021-09-03TNI, P5D


class Group(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Some of those a toll counts, and what the words say of them; unsaid is None.

    `low`, `high`, `best` and `text` at `start`:`end` are as in a toll. `who` are the words for them without number and
    name, `name` a person's name. `civilian` is True, or False of combatants. `child` is True under 18, False of adults;
    `youngest`..`oldest` are their ages in full years.
    """

    low: int | None
    high: int | None
    best: int | None = None
    text: str
    start: int
    end: int
    who: str | None = None
    name: str | None = None
    civilian: bool | None = None
    sex: Sex | None = None
    child: bool | None = None
    youngest: int | None = None
    oldest: int | None = None


class Toll(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How many: `low`..`high` are the numbers the words allow, `best` what a reader would quote.

    `of` says whose; `text` are the words at `start`:`end`. `cumulative` with `period` marks a running total.
    `by` is what it came about by ("a landmine"). `groups` are those counted of whom the words tell who they were: disjoint,
    and never more together than the toll.
    """

    low: int | None
    high: int | None
    best: int | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None
    of: str | None = None
    cumulative: bool | None = None
    period: str | None = None
    by: Span | None = None
    groups: tuple[Group, ...] = ()


class Claim(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One proposition about a conflict or political happening (see the docs' page on the reading)."""

    id: str
    anchor: str
    event: str
    proposition: str | None = None
    spans: tuple[Span, ...]
    event_type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    auxiliary: tuple[str, ...] = ()
    background: bool = False
    about: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: Place | None = None
    time: Time | None = None
    said: Time | None = None
    killed: Toll | None = None
    wounded: Toll | None = None
    casualties: Toll | None = None
    missing: Toll | None = None
    detained: Toll | None = None
    tolls_note: str | None = None
    speaker: Party | None = None
    relays: tuple[str, ...] = ()
    channel: str | None = None
    stance: Stance
    cues: tuple[Span, ...] = ()


class Relation(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A link between two claims; `from_id` is the later or derived one. Never without its reasons."""

    kind: RelationKind
    from_id: str = msgspec.field(name="from")
    to_id: str = msgspec.field(name="to")
    reasons: tuple[str, ...]
