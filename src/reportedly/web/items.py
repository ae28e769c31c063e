"""The JSON of the API: what stands in its answers beside the library's own records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from reportedly.ledger.cards import Card
from reportedly.ledger.tallies import Span
from reportedly.model import Failure, Reading
from reportedly.model.event import EventSummary
from reportedly.sheets import ClaimLine, ReportLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportedly.export import Column
    from reportedly.export.forms import Written
    from reportedly.web.desk import Desk

Item = TypeVar("Item")
Row = TypeVar("Row")


class Page(msgspec.Struct, Generic[Item], frozen=True, kw_only=True):
    """A page of a list. `next` is the cursor of the next page, null at the end; `as_of` what was asked."""

    items: tuple[Item, ...]
    next: str | None
    as_of: str | None = None


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger that is served. `reports`, `claims`, `reviews`: how many it ever took in; `changed`: when the last, UTC."""

    name: str
    version: str
    changed: str | None
    reports: int
    claims: int
    reviews: int
    writable: bool
    needs_token: bool


class ReadingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of a report: by which version, how many claims, whether it only confirmed an earlier one, from when to when it held."""

    version: str
    claims: int
    confirms: bool
    learned: str
    superseded: str | None


class ReportPage(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its text, its reading (null where it could not be read) and all its readings."""

    report: ReportLine
    text: str
    reading: Reading | None
    readings: tuple[ReadingLine, ...]


class NameLine(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker or outlet in a list. `count`: claims of a speaker, reports of an outlet; `more`: there are more than were counted."""

    name: str
    kind: str | None
    wikidata: str | None
    count: int
    more: bool


class NamePage(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker or outlet: its card, and its last claims."""

    card: Card
    recent: tuple[ClaimLine, ...]


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place that can be drawn, and how many of the claims are there.

    `extent_km` is the radius of a disc as large as the place, null where unknown.
    """

    place: str
    admin1: str | None
    admin2: str | None
    country: str | None
    latitude: float
    longitude: float
    precision: str
    extent_km: int | None
    claims: int


class Dots(msgspec.Struct, frozen=True, kw_only=True):
    """Places with claims. `more`: only the claims that were learned last were counted, or only the places with the most are given."""

    items: tuple[Spot, ...]
    more: bool


class Spans(msgspec.Struct, frozen=True, kw_only=True):
    """Claims by when what they tell of began."""

    by: str
    items: tuple[Span, ...]
    more: bool


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What words are found in: claims, reports and events; and names in the ledger that begin so."""

    claims: Page[ClaimLine]
    reports: Page[ReportLine]
    events: Page[EventSummary]
    names: tuple[str, ...]


class Text(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report to be read. `published` is its day."""

    text: str
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


class Readings(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of what was sent, and what could not be. Nothing of it is kept."""

    readings: tuple[Reading, ...]
    failures: tuple[Failure, ...]


class Code(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The code of the link that the server showed when it started."""

    code: str


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """The token to send as `Authorization: Bearer`."""

    token: str


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """That the server lives and can read its ledger."""

    status: str
    version: str
    changed: str | None


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """Rows of a list on their way into one of its forms, and the cursor of what comes after."""

    rows: Sequence[Row]
    next: str | None
    as_of: str | None = None

    def page(self, line: Callable[[Row], Item]) -> Page[Item]:
        """The page of JSON, each row by its line."""
        return Page(items=tuple(map(line, self.rows)), next=self.next, as_of=self.as_of)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Row]):
    """How rows of one kind are written: as JSON, as columns of CSV, and the point (longitude, latitude) that they are at, if any.

    `others` are the exports' forms beside these, by name, and `whole` makes a row, held at a day or now, into what they are made of.
    """

    line: Callable[[Row], Any]
    columns: Sequence[Column[Row]]
    point: Callable[[Row], tuple[float, float] | None]
    others: Mapping[str, Written[Any]] = field(default_factory=dict)
    whole: Callable[[Desk, Row, str | None], Any] = lambda _, row, __: row
