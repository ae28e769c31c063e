"""What goes into a ledger, what is asked of it, and what comes out: frozen records, no database."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from reportedly.errors import OptionError
from reportedly.model import event

if TYPE_CHECKING:
    from reportedly.model import Claim, Failure, Reader, Reading, Relation, Report
    from reportedly.model.event import Dispute, EventSummary
    from reportedly.model.review import Standing

Clock = Callable[[], int]
"""The time now, in microseconds since 1970 in UTC."""

Status = Literal["added", "known", "updated", "irrelevant", "failed"]
"""What became of a report: new; there already; a new text at a known address; new, without a claim in it; not read."""

STATUSES = get_args(event.Status)
"""What an event's status can be."""

Sort = Literal["contest", "recent", "deaths"]
"""How events are sorted: by contradictions that stand, by when the last of them was learned, by the dead; the most first."""

SORTS: tuple[Sort, ...] = get_args(Sort)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_MICROSECOND = timedelta(microseconds=1)


def system_clock() -> int:
    """The system's time, in microseconds."""
    return time.time_ns() // 1000


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the user says of the reports of an origin. `licence` is a note of the terms under which the texts may be used."""

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    translation_of: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report for the ledger: read (`reading`), opened but not read (`report` and `failure`), or not even opened (`failure`).

    `origin` is where it stood, `given` what was given to `add` and can be opened again. `address` is where another text would be a
    revision of this one: its web address, or the path of the file that holds it alone. `retrieved` is when its bytes came, `headers` the
    response's; `said` is what the user said of it, so that it can be opened the same way again.
    """

    origin: str
    given: str
    address: str | None = None
    report: Report | None = None
    reading: Reading | None = None
    failure: Failure | None = None
    retrieved: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees, WGS84, edges included; `west` > `east` crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Raise OptionError for a box that is none."""
        if not (-180 <= self.west <= 180 and -180 <= self.east <= 180 and -90 <= self.south <= self.north <= 90):
            raise OptionError(
                f"box: {self.west:g},{self.south:g},{self.east:g},{self.north:g} is none; give west,south,east,north in degrees"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which claims or reports: all that are given must hold. Names count whole, without letter case.

    `words`: every one stands in the claim's words (or the report's title and text): a word, a phrase, or a beginning ("rebel*").
    `party`: who acts or is acted upon; `speaker`: who says it; both also find the other names of a party that news knows.
    `speaker_kind`: "belligerent", "outlet"…; `place`: a place, or the division or country (its ISO code) that it lies in.
    `box`: places known at least to the province inside it. `since`, `until`: days between which it happened; `published_since`,
    `published_until`: between which it was published. `as_of`: a day (its end) or a time, ISO: what the ledger held then; without it what
    holds now. `report`: the id of one.
    """

    words: tuple[str, ...] = ()
    event_type: str | None = None
    stance: str | None = None
    party: str | None = None
    speaker: str | None = None
    speaker_kind: str | None = None
    place: str | None = None
    box: Box | None = None
    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    outlet: str | None = None
    as_of: str | None = None
    report: str | None = None

    def __post_init__(self) -> None:
        """Raise OptionError for days that are none and words without a letter."""
        for name in ("since", "until", "published_since", "published_until"):
            day_start(getattr(self, name), name)
        moment(self.as_of)
        for word in self.words:
            if not any(map(str.isalnum, word)):
                raise OptionError(
                    f"search: {word!r} has no letter or digit to search for; give a word, a phrase or a beginning like rebel*"
                )

    def given(self) -> frozenset[str]:
        """The names of the filters that are given."""
        return frozenset(field.name for field in fields(self) if getattr(self, field.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilters(Filters):
    """Which events: those of which a claim passes the filters of claims, and that are themselves as is asked.

    `status`: "contested", "corroborated"…; `contested`: those among whose claims a contradiction stands; `min_deaths`: at least so many
    dead, by the best number or the lowest; `event`: an id, or how it begins.
    """

    status: str | None = None
    contested: bool = False
    min_deaths: int | None = None
    event: str | None = None

    def __post_init__(self) -> None:
        """Raise OptionError for what makes no sense."""
        Filters.__post_init__(self)
        if self.status is not None and self.status not in STATUSES:
            raise OptionError(f"status: {self.status[:40]!r} is none; give one of {', '.join(STATUSES)}")

    def of_claims(self) -> bool:
        """Whether any of the filters is one of claims."""
        return bool(self.given() - {"status", "contested", "min_deaths", "event", "as_of"})


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list is asked for: its order, how many at most, the cursor of the page before."""

    sort: Sort
    limit: int
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """A page of a list of events; `after` is the cursor of the next, None on the last. All pages show what was held at one time."""

    events: tuple[EventSummary, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputePage:
    """Rival claims of the next contested events; `after` is the cursor of the events that follow, None where none do."""

    disputes: tuple[Dispute, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """The tombstone of words that had to go: how much ("report", "claim" or "words"), how many characters, why and when."""

    scope: str
    claim: str | None
    characters: int
    reason: str
    learned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in the ledger. `claims` counts those of its last reading. `sha256` is of the text as it came, also after a redaction.

    `number` is its place in the order of learning: what a page ended with, and the next one is below.
    """

    number: int
    report: Report
    revision: int
    sha256: str
    origin: str | None
    licence: str | None
    retrieved: int | None
    headers: tuple[tuple[str, str], ...]
    learned: int
    superseded: int | None
    claims: int
    redactions: tuple[Redaction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim in the ledger, with the report whose words it stands on and the reader that found it.

    `number` is its place in the order of learning: what a page ended with, and the next one is below. `standing` is what people decided
    of it; where a correction holds, `claim` is corrected and `original` as it was read.
    """

    number: int
    claim: Claim
    report: Report
    standing: Standing | None = None
    original: Claim | None = None
    reader: Reader
    relations: tuple[Relation, ...]
    learned: int
    superseded: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """One reading of a report: who read it, when, how many claims it holds, and whether it only confirmed an earlier one."""

    reader: Reader
    claims: int
    confirms: bool
    learned: int
    superseded: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureRow:
    """What could not be read. `number` names it; `given` is what to open again, as `said`; `report` the id of the text, if kept."""

    number: int
    failure: Failure
    given: str
    said: Said
    report: str | None
    learned: int
    superseded: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A report as an export holds it: the row and its reading, as they held at the time asked for; no reading where it failed."""

    row: ReportRow
    reading: Reading | None


def day_start(day: str | None, name: str) -> int | None:
    """The first microsecond of an ISO day. Raises OptionError."""
    if day is None:
        return None
    try:
        return microseconds(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC))
    except ValueError as error:
        raise OptionError(f"{name}: {day[:40]!r} is not a day; write it as 2021-09-04") from error


def day_end(day: str | None, name: str) -> int | None:
    """The first microsecond after an ISO day. Raises OptionError."""
    start = day_start(day, name)
    return None if start is None else start + _DAY // _MICROSECOND


def moment(words: str | None) -> int | None:
    """The last microsecond of an ISO day, or the one of an ISO time (in UTC unless it names its zone). Raises OptionError."""
    if words is None:
        return None
    try:
        date.fromisoformat(words)
    except ValueError:
        pass
    else:
        end = day_end(words, "as_of")
        return None if end is None else end - 1
    try:
        at = datetime.fromisoformat(words)
    except ValueError as error:
        raise OptionError(f"as_of: {words[:40]!r} is neither a day nor a time; write it as 2021-09-04 or 2021-09-04T12:00") from error
    return microseconds(at)


def microseconds(at: datetime) -> int:
    """Microseconds since 1970, of a time that is in UTC unless it names its zone."""
    return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - _EPOCH) // _MICROSECOND


def iso(at: int) -> str:
    """Microseconds as an ISO time in UTC, to the second."""
    return (_EPOCH + timedelta(microseconds=at)).strftime("%Y-%m-%dT%H:%M:%SZ")


def stamp(at: int) -> str:
    """Microseconds as an ISO time in UTC, as exactly as they are kept: `moment` gives them back."""
    return (_EPOCH + timedelta(microseconds=at)).isoformat(timespec="microseconds").replace("+00:00", "Z")
