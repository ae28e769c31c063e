"""Readings as bytes: a JSON object or array, JSON lines, and CSV with one claim a row."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import codec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.model import Claim, Party, Reading, Toll

Form = Literal["json", "jsonl", "csv"]
_LIST = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters that spreadsheets take for a formula or strip on the way to one (OWASP, "CSV Injection")."""


@dataclass(frozen=True, slots=True)
class Column:
    """One CSV column: its name, what stands in it, and where it comes from."""

    name: str
    meaning: str
    value: Callable[[Reading, Claim], str | int | float | None]


def pieces(readings: Iterable[Reading], form: Form, *, several: bool) -> Iterator[bytes]:
    """The readings in `form`, as they come: `json` is one object, or an array when `several`; `jsonl` one reading a line."""
    if form == "csv":
        yield csv_line([column.name for column in COLUMNS])
        for reading in readings:
            yield csv_rows(reading)
    elif form == "jsonl":
        for reading in readings:
            yield codec.encode(reading) + b"\n"
    elif several:
        yield from _array(readings)
    else:
        for reading in readings:
            yield json_object(reading)


def json_object(reading: Reading) -> bytes:
    """One reading as indented JSON with a closing newline."""
    return msgspec.json.format(codec.encode(reading), indent=1) + b"\n"


def csv_rows(reading: Reading) -> bytes:
    """One line a claim, in the order of COLUMNS, without a header. No cell can start a formula."""
    return b"".join(csv_line([column.value(reading, claim) for column in COLUMNS]) for claim in reading.claims)


def _array(readings: Iterable[Reading]) -> Iterator[bytes]:
    opening = b"[\n"
    for reading in readings:
        yield opening + msgspec.json.format(codec.encode(reading), indent=1)
        opening = b",\n"
    yield b"[]\n" if opening == b"[\n" else b"\n]\n"


def csv_line(cells: Iterable[str | int | float | None]) -> bytes:
    """One line of CSV. No cell can start a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_safe(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue().encode("utf-8")


def _safe(cell: str) -> str:
    """The cell, with an apostrophe before whatever a spreadsheet would run; NUL, which ends a cell in some readers, is dropped."""
    clean = cell.replace("\x00", "")
    return f"'{clean}" if clean.lstrip(" ").startswith(_FORMULA) else clean


def _names(parties: Iterable[Party]) -> str:
    return _LIST.join(" or ".join(party.any_of) or party.name for party in parties)


def _toll(field: str, bound: str) -> Callable[[Reading, Claim], int | None]:
    def value(_: Reading, claim: Claim) -> int | None:
        toll: Toll | None = getattr(claim, field)
        number: int | None = getattr(toll, bound) if toll else None
        return number

    return value


def _toll_words(field: str) -> Callable[[Reading, Claim], str | None]:
    def value(_: Reading, claim: Claim) -> str | None:
        toll: Toll | None = getattr(claim, field)
        return toll.text if toll else None

    return value


def _tolls() -> Iterator[Column]:
    for field, words in (
        ("killed", "killed"),
        ("wounded", "wounded"),
        ("casualties", "killed, wounded and others together"),
        ("missing", "missing"),
        ("detained", "detained"),
    ):
        yield Column(f"{field}_low", f"fewest {words} that the words allow", _toll(field, "low"))
        yield Column(f"{field}_high", f"most {words} that the words allow", _toll(field, "high"))
        yield Column(f"{field}_best", f"the number of {words} that a reader would quote", _toll(field, "best"))
        yield Column(f"{field}_words", f"the words of the toll of {words}", _toll_words(field))


COLUMNS: tuple[Column, ...] = (
    Column("report_id", "digest of the report's text, outlet, address and date", lambda r, _: r.report.id),
    Column("claim_id", "digest of the claim", lambda _, c: c.id),
    Column("event", "group of claims in this report", lambda _, c: c.event),
    Column("outlet", "who published", lambda r, _: r.report.outlet),
    Column("published", "ISO day of publication", lambda r, _: r.report.published),
    Column("dates_apart", "days between the dates of publication that user, page and text give", lambda r, _: r.report.dates.apart),
    Column("title", "the report's title", lambda r, _: r.report.title),
    Column("url", "the report's address", lambda r, _: r.report.url),
    Column("event_type", "what happened: one of the twenty types", lambda _, c: c.event_type),
    Column("stance", "asserted, denied, hedged, planned or demand", lambda _, c: c.stance),
    Column("cues", "the words that show the stance", lambda _, c: _LIST.join(cue.text for cue in c.cues)),
    Column("speaker", "who says it; empty for the outlet's own voice", lambda _, c: c.speaker.name if c.speaker else None),
    Column("speaker_kind", "outlet, belligerent, government, health…", lambda _, c: c.speaker.kind if c.speaker else None),
    Column("speaker_role", "spokesman for…", lambda _, c: c.speaker.role if c.speaker else None),
    Column("relays", "who passed it on, nearest the speaker first", lambda _, c: _LIST.join(c.relays)),
    Column("channel", "Facebook page, video message…", lambda _, c: c.channel),
    Column("actors", "who did it", lambda _, c: _names(c.actors)),
    Column("recipients", "to whom", lambda _, c: _names(c.recipients)),
    Column("place", "where", lambda _, c: c.place.name if c.place else None),
    Column("country", "ISO 3166 code of the country", lambda _, c: c.place.country if c.place else None),
    Column("admin1", "first-level division", lambda _, c: c.place.admin1 if c.place else None),
    Column("latitude", "WGS84 degrees", lambda _, c: c.place.latitude if c.place else None),
    Column("longitude", "WGS84 degrees", lambda _, c: c.place.longitude if c.place else None),
    Column("place_precision", "exact, near, admin2, admin1, country or region", lambda _, c: c.place.precision if c.place else None),
    Column("place_extent_km", "km around the point that the place reaches", lambda _, c: c.place.extent_km if c.place else None),
    Column("time_start", "first ISO day", lambda _, c: c.time.start if c.time else None),
    Column("time_end", "last ISO day", lambda _, c: c.time.end if c.time else None),
    Column("time_precision", "day, range, approx, month, year or unknown", lambda _, c: c.time.precision if c.time else None),
    Column("time_words", "the words that say when", lambda _, c: (c.time.text or c.time.symbol) if c.time else None),
    Column("time_edtf", "the time in EDTF", lambda _, c: c.time.edtf if c.time else None),
    Column("said", "first ISO day of when it was said", lambda _, c: c.said.start if c.said else None),
    *_tolls(),
    Column("contexts", "what matter it is of, PLOVER's contexts", lambda _, c: _LIST.join(c.contexts)),
    Column("auxiliary", "historical, future, hypothetical, negation", lambda _, c: _LIST.join(c.auxiliary)),
    Column("background", "yes for what lies before the report's own events", lambda _, c: "yes" if c.background else "no"),
    Column("start", "offset of the first span, in code points", lambda _, c: c.spans[0].start if c.spans else None),
    Column("end", "offset behind the first span", lambda _, c: c.spans[0].end if c.spans else None),
    Column("words", "the quoted words, all spans", lambda _, c: " […] ".join(span.text for span in c.spans)),
)
"""The columns of the CSV form, in order."""
