"""An event across reports: a view over claims and links, computed and never kept as truth. Every value leads to its claims.

A claim is what one speaker says in one report; a lineage is the voice it ultimately comes from, however many outlets carry it; an event is
what claims of many reports tell of one happening. `claims` are always ids of claims, sorted by publication, then by id.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from reportedly.model.claim import Claim, Precision, Relation, Stance, TimePrecision

Voice = Literal["speaker", "outlet", "agency", "unknown"]
"""What a lineage is: somebody quoted, an outlet in its own voice, a credited agency, or unknown ("agencies"), which adds no origin."""

Measure = Literal["killed", "wounded", "casualties", "missing", "detained"]
VersionStatus = Literal["current", "superseded", "subset", "aggregate", "denied"]
Status = Literal["single_origin", "corroborated", "contested", "denied", "admitted", "confirmed"]
"""`admitted` by the party that it hurts; `confirmed` by a neutral record; `contested` only by a contradiction."""

Position = Literal["says", "denies", "admits", "hedges", "silent"]
Agreement = Literal["agrees", "conflicts", "alone"]
Column = Literal["toll", "place", "time", "responsibility", "outcome"]


class Told(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A claim, and what linking needs to know of its report. `published`: ISO day; `learned`: ISO time in UTC, None outside a ledger.

    `dateline` says whether the report opens with the place that it was sent from: its outlet was there.
    """

    claim: Claim
    report: str
    outlet: str | None
    published: str | None
    credits: tuple[str, ...] = ()
    dateline: bool = False
    learned: str | None = None


class Lineage(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An ultimate voice. `id` digests voice and name; `camp` is the party to the conflict that it speaks for, None for nobody's."""

    id: str
    name: str
    voice: Voice
    kind: str | None = None  # as of a party: health, monitor, belligerent…
    camp: str | None = None


class Descent(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How a claim comes from its lineage, and why that is thought. `copies` is the claim whose words it repeats, in an earlier report."""

    claim: str
    report: str
    outlet: str | None
    lineage: str
    copies: str | None = None
    reasons: tuple[str, ...]


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """How many outlets, how many independent origins. Copies, caveats and unknown agencies add none; one camp's people are one.

    `low` counts origins whose independence is shown, `best` those that nothing ties together, `high` also those that may be.
    """

    outlets: int
    low: int
    best: int
    high: int
    lineages: tuple[str, ...]  # names of those that count
    reasons: tuple[str, ...]


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A party to the event and what it is in it: `actor`, `recipient`, or `both` where it fights."""

    name: str
    role: Literal["actor", "recipient", "both"]
    kind: str | None
    claims: tuple[str, ...]


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """The narrowest place on which the claims agree. `area_km` is the radius that it may lie in, None where unknown."""

    name: str
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    geonameid: int | None
    precision: Precision | None
    area_km: int | None
    claims: tuple[str, ...]
    why: str


class When(msgspec.Struct, frozen=True, kw_only=True):
    """ISO days, both ends in it; None where no claim tells."""

    start: str | None
    end: str | None
    precision: TimePrecision
    edtf: str | None
    claims: tuple[str, ...]
    why: str


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that a lineage gave. `as_of` is the day it was published; `copies` are those of `claims` that only repeat."""

    low: int | None
    high: int | None
    best: int | None
    text: str | None
    as_of: str | None
    status: VersionStatus
    stance: Stance
    claims: tuple[str, ...]
    copies: tuple[str, ...] = ()


class TollLine(msgspec.Struct, frozen=True, kw_only=True):
    """What one lineage counts: the figures in force (`low`..`high`; `high` None is open), and every version, the oldest first."""

    lineage: str  # its id
    name: str
    kind: str | None
    camp: str | None
    low: int | None
    high: int | None
    hedged: bool
    versions: tuple[Version, ...]


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that does not count towards a total, and why: superseded, a subset, an increment, an aggregate, a copy, denied."""

    claim: str
    reason: str


class EventToll(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of one group of people. `of` says whose ("Taliban", "civilians", "children"), None for everybody.

    `low`..`high` span the figures in force of all lineages; `best` is None unless a rule gives one. `basis` states the rule.
    `subset` marks what is inside another count and no total adds: some of the people (the children among the dead), or, with `place`, a
    part of the event that figures count apart (one morning's battle of an offensive).
    """

    measure: Measure
    of: str | None
    subset: bool
    place: str | None = None
    low: int | None
    best: int | None
    high: int | None
    basis: str
    lines: tuple[TollLine, ...]
    set_aside: tuple[SetAside, ...] = ()


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """What one lineage holds on a question: "the army did it", "not the army", "unknown". `first`, `last`: ISO days of publication."""

    answer: str
    lineage: str
    name: str
    first: str | None
    last: str | None
    claims: tuple[str, ...]
    copies: tuple[str, ...] = ()


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What the claims answer beside the toll: `topic` is responsibility, control or outcome."""

    topic: Literal["responsibility", "control", "outcome"]
    words: str
    stands: tuple[Stand, ...]
    disputed: bool


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who says, denies, admits or hedges it; a `silent` party is in it and quoted by no report. `side`: whom it speaks for."""

    name: str
    kind: str | None
    side: str | None
    position: Position
    outlets: tuple[str, ...]
    claims: tuple[str, ...]


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """What one speaker says of one thing, in few words; against the other rows of the column."""

    column: Column
    text: str
    agreement: Agreement
    claims: tuple[str, ...]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker's row of the claims matrix; what it says nothing of has no cell. Rows stand by side."""

    speaker: str
    side: str | None
    kind: str | None
    position: Position
    cells: tuple[Cell, ...]


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """A value on a published scale, the rule that gave it, and the claims it rests on.

    Schemes: `status`; `airwars` (confirmed, fair, weak, contested, discounted); `admiralty` (1 to 6); `acled` (deaths, conservative);
    `ucdp_low`, `ucdp_best`, `ucdp_high` (deaths). `value` is None where the rule gives none.
    """

    scheme: str
    value: str | None
    why: str
    claims: tuple[str, ...]


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """The event as it stood once `at` (an ISO time in UTC) was learned, and the claims that came then."""

    at: str
    claims: tuple[str, ...]
    status: Status
    tolls: tuple[str, ...]  # "killed of Taliban: 13 to 350"
    origins: Origins
    speakers: tuple[str, ...]
    changed: tuple[str, ...]  # in words: what is new


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """That events were merged, split or renamed, when and why: an id that is gone leads to those that took its place."""

    kind: Literal["merge", "split", "rename"]
    before: tuple[str, ...]
    after: tuple[str, ...]
    at: str
    reasons: tuple[str, ...]


class EventSummary(msgspec.Struct, frozen=True, kw_only=True):
    """An event as a list shows it. `contest` sorts: pairs of voices whose contradictions still stand. `deaths_*` are UCDP's."""

    id: str
    sentence: str
    event_type: str
    aggregate: bool
    status: Status
    contest: int
    disputed: tuple[str, ...]
    place: str | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: Precision | None
    area_km: int | None
    start: str | None
    end: str | None
    deaths_low: int | None
    deaths_best: int | None
    deaths_high: int | None
    outlets: int
    origins: int
    origins_low: int
    origins_high: int
    speakers: tuple[str, ...]
    claims: int
    reports: int
    first_published: str | None
    last_published: str | None
    updated: str  # ISO time in UTC: when the last of it was learned


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """The record of an event. `sentence` always names its speakers. `wholes`, `parts`: events that it is part of, and that are part of it.

    `aggregate` marks a total of several events (an offensive's toll), which stands apart from each of them. `former` are ids it had.
    `contest` counts the pairs of voices that contradict each other, once a topic.
    """

    id: str
    sentence: str
    event_type: str
    event_types: tuple[str, ...]
    modes: tuple[str, ...]
    aggregate: bool
    background: bool
    sides: tuple[Side, ...]
    where: Where | None
    when: When | None
    tolls: tuple[EventToll, ...]
    questions: tuple[Question, ...]
    disputed: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    matrix: tuple[Row, ...]
    origins: Origins
    status: Status
    grades: tuple[Grade, ...]
    lineages: tuple[Lineage, ...]
    descents: tuple[Descent, ...]
    links: tuple[Relation, ...]
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    wholes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    contest: int = 0
    first_published: str | None = None
    last_published: str | None = None
    updated: str | None = None

    def grade(self, scheme: str) -> str | None:
        """The value of a grade; None where no rule gives one."""
        return next((grade.value for grade in self.grades if grade.scheme == scheme), None)

    def deaths(self, scheme: str) -> int | None:
        """The value of a grade that counts deaths ("ucdp_best")."""
        value = self.grade(scheme)
        return None if value is None else int(value)


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Rival claims side by side. `topic` is a measure of a toll, or that of a question; each stand has its lineage and claims."""

    event: str
    sentence: str
    topic: Literal["killed", "wounded", "casualties", "missing", "detained", "responsibility", "control", "outcome"]
    words: str
    stands: tuple[Stand, ...]
    reasons: tuple[str, ...]
