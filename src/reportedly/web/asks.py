"""What can be asked: the parameters of every route as records, read from an address and shown in the OpenAPI document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

import msgspec
from msgspec import Meta

from reportedly.errors import OptionError
from reportedly.ledger.records import Box, Filters, Sort
from reportedly.model.event import Status as EventStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

Form = Literal["json", "jsonl", "csv", "geojson"]
ClaimForm = Literal["json", "jsonl", "csv", "geojson", "parquet", "polecat", "hxl", "annotations"]
EventForm = Literal["json", "jsonl", "csv", "geojson", "parquet", "ged", "acled", "polecat", "hxl", "annotations"]
AnyForm = Form | ClaimForm | EventForm
OF_CLAIMS: frozenset[str] = frozenset(get_args(ClaimForm)) - frozenset(get_args(Form))
OF_EVENTS: frozenset[str] = frozenset(get_args(EventForm)) - frozenset(get_args(Form))
"""The exports' forms beside those of every list."""

Asked = TypeVar("Asked", bound=msgspec.Struct)

PAGE, MOST = 50, 500
"""Rows of a page of JSON: a few screenfuls; at most what a page opens in some 50 ms."""

SHEET, LONGEST = 1_000, 10_000
"""Rows of the other forms, which are for files: at most what is made in a few seconds."""

RECORDS, MOST_RECORDS = 100, 500
"""Rows of the forms that are made of the whole records of events: each is computed, in some 10 ms."""

_ROWS = f"rows: {PAGE} of JSON unless given, {MOST} at most; of the other forms {SHEET:,} and {LONGEST:,}"
_LONGEST_WORDS = 400  # characters of one parameter: names and phrases are shorter
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")

Name = Annotated[str, Meta(min_length=1, max_length=_LONGEST_WORDS)]
Words = Annotated[Name, Meta(description='words, "phrases in quotes", beginnings: rebel*', examples=["killed", '"armed group"'])]
Outlet = Annotated[Name, Meta(description="who published", examples=["Example News"])]
Kind = Annotated[Name, Meta(description="what happened: one of the twenty types", examples=["FIGHT"])]
Stance = Annotated[Name, Meta(description="asserted, denied, hedged, planned or demand", examples=["denied"])]
Party = Annotated[Name, Meta(description="who acts or is acted upon, by any name that news knows", examples=["Taliban"])]
Speaker = Annotated[Name, Meta(description="who says it", examples=["Taliban"])]
SpeakerKind = Annotated[Name, Meta(description="the speaker's kind: belligerent, government, witness, outlet…", examples=["belligerent"])]
Where = Annotated[Name, Meta(description="a place, or the division or country that it lies in", examples=["Panjshir"])]
BoxWords = Annotated[Name, Meta(description="west,south,east,north in degrees", examples=["68.5,34.9,70.5,36.0"])]
Beginning = Annotated[Name, Meta(description="the beginning of a name", examples=["Tal"])]
FileName = Annotated[Name, Meta(description="the file's name: its ending tells the form", examples=["report.pdf"])]
Day = Annotated[str, Meta(min_length=8, max_length=10, description="a day", examples=["2021-09-04"])]
AsOf = Annotated[
    str,
    Meta(
        min_length=8,
        max_length=40,
        description="what the ledger held at the end of this day, or at this time (UTC unless it names its zone)",
        examples=["2021-09-04", "2021-09-04T12:00:00Z"],
    ),
]
Id = Annotated[
    str, Meta(min_length=4, max_length=64, description="an id, or its beginning of at least 4 characters", examples=["1f0c2b7a9d3e4f58"])
]
WholeId = Annotated[str, Meta(min_length=16, max_length=16, description="a whole id", examples=["1f0c2b7a9d3e4f58"])]
Cursor = Annotated[str, Meta(min_length=1, max_length=600, description="where the page before ended: its `next`")]
Limit = Annotated[
    int, Meta(ge=1, le=LONGEST, description=f"rows; {PAGE} of JSON ({MOST} at most), {SHEET:,} of the other forms ({LONGEST:,})")
]


class Ask(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nothing that can be asked."""


class Reported(Ask, frozen=True, kw_only=True):
    """The filters that reports have."""

    text: Words | None = None
    outlet: Outlet | None = None
    published_since: Day | None = None
    published_until: Day | None = None
    as_of: AsOf | None = None


class Filtered(Reported, frozen=True, kw_only=True):
    """The filters that claims have."""

    type: Kind | None = None
    stance: Stance | None = None
    party: Party | None = None
    speaker: Speaker | None = None
    kind: SpeakerKind | None = None
    place: Where | None = None
    box: BoxWords | None = None
    since: Day | None = None
    until: Day | None = None
    report: WholeId | None = None


class Claims(Filtered, frozen=True, kw_only=True):
    """A list of claims: a page, in one of the forms."""

    limit: Limit | None = None
    cursor: Cursor | None = None
    format: ClaimForm | None = None


class Reports(Reported, frozen=True, kw_only=True):
    """A list of reports: a page, in one of the forms."""

    limit: Limit | None = None
    cursor: Cursor | None = None
    format: Form | None = None


class OfEvents(Filtered, frozen=True, kw_only=True):
    """The filters that events have: those of claims hold for one of its claims."""

    status: EventStatus | None = None
    contested: bool = False
    min_deaths: Annotated[int, Meta(ge=0, le=10_000_000_000)] | None = None
    event: Id | None = None


class Events(OfEvents, frozen=True, kw_only=True):
    """A list of events: a page, in one of the forms."""

    sort: Sort = "contest"
    limit: Limit | None = None
    cursor: Cursor | None = None
    format: EventForm | None = None


class Disputes(OfEvents, frozen=True, kw_only=True):
    """A list of disputes."""

    limit: Limit | None = None
    cursor: Cursor | None = None
    format: Form | None = None


class OneAsOf(Ask, frozen=True, kw_only=True):
    """One thing by its id, as it was held."""

    id: Id
    as_of: AsOf | None = None


class Queue(Filtered, frozen=True, kw_only=True):
    """Claims that wait for somebody to decide."""

    state: Literal["open", "decided", "all"] = "open"
    limit: Limit | None = None
    cursor: Cursor | None = None
    format: Form | None = None


class Log(Ask, frozen=True, kw_only=True):
    """Decisions; of one claim when its id is given."""

    claim: WholeId | None = None
    as_of: AsOf | None = None
    limit: Limit | None = None
    cursor: Cursor | None = None
    format: Form | None = None


class One(Ask, frozen=True, kw_only=True):
    """One thing by its id."""

    id: Id


class Named(Ask, frozen=True, kw_only=True):
    """One speaker or outlet by its name."""

    name: Name
    as_of: AsOf | None = None


class Names(Ask, frozen=True, kw_only=True):
    """A list of names, by their beginning."""

    q: Beginning | None = None
    as_of: AsOf | None = None
    limit: Limit | None = None
    cursor: Cursor | None = None
    format: Form | None = None


class Search(Filtered, frozen=True, kw_only=True):
    """Words to search for."""

    q: Words


class Timeline(Filtered, frozen=True, kw_only=True):
    """Claims by when it happened."""

    by: Literal["day", "month", "year"] = "month"


class Upload(Ask, frozen=True, kw_only=True):
    """What is known of a file that is read."""

    name: FileName | None = None
    published: Day | None = None
    outlet: Name | None = None
    title: Name | None = None


def asked(kind: type[Asked], pairs: Iterable[tuple[str, str]]) -> Asked:
    """The record of an address's parameters. Raises OptionError for unknown ones, twice the same, and values that make no sense."""
    known = kind.__struct_fields__
    given: dict[str, str] = {}
    for name, value in pairs:
        if name not in known:
            raise OptionError(f"unknown parameter {name[:40]!r}; known here: {', '.join(sorted(known)) or 'none'}")
        if name in given:
            raise OptionError(f"{name}: given twice; give it once")
        if _CONTROL.search(value):
            raise OptionError(f"{name}: has a control character in it; leave it out")
        if value.strip():
            given[name] = value
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise OptionError(f"{error}; see /openapi.json for what this route takes") from error


def rows(limit: int | None, form: AnyForm | None, *, records: bool = False) -> int:
    """How many rows a list has in a form; `records` where the form is made of whole records of events. Raises OptionError."""
    usual, most = (RECORDS, MOST_RECORDS) if records else (PAGE, MOST) if form in {None, "json"} else (SHEET, LONGEST)
    if limit is not None and limit > most:
        raise OptionError(f"limit {limit}: at most {most:,} rows at once; go on with the cursor, or ask for jsonl or csv")
    return limit or usual


def filters(ask: Reported) -> Filters:
    """The ledger's filters of what is asked. Raises OptionError."""
    named = {"event_type": "type", "speaker_kind": "kind"}
    plain = ("stance", "party", "speaker", "place", "since", "until", "published_since", "published_until", "outlet", "as_of", "report")
    values: dict[str, Any] = {name: getattr(ask, named.get(name, name), None) for name in (*plain, *named)}
    box = getattr(ask, "box", None)
    return Filters(words=words(ask.text) if ask.text else (), box=_box(box) if box else None, **values)


def is_filtered(ask: Filtered) -> bool:
    """Whether any filter but the time is given."""
    return any(getattr(ask, name) is not None for name in Filtered.__struct_fields__ if name != "as_of")


def words(given: str) -> tuple[str, ...]:
    """Words and "phrases in quotes". Raises OptionError when there are none."""
    found = tuple(phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', given))
    if not found:
        raise OptionError("text: no word in it; give a word, a phrase or a beginning like rebel*")
    return found


def _box(given: str) -> Box:
    try:
        west, south, east, north = map(float, given.split(","))
    except ValueError as error:
        raise OptionError(f"box {given[:80]!r}: give west,south,east,north in degrees, like 68.5,34.9,70.5,36.0") from error
    return Box(west, south, east, north)
