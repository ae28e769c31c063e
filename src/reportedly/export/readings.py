"""Readings as bytes: a JSON object or array, JSON lines, and CSV with one claim a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import codec
from reportedly.export.dossier import Cited, names, words
from reportedly.export.lines import LIST, Column, csv_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.model import Reading, Toll

Form = Literal["json", "jsonl", "csv"]


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
    cited = (Cited(reading.report, claim) for claim in reading.claims)
    return b"".join(csv_line([column.value(one) for column in COLUMNS]) for one in cited)


def _array(readings: Iterable[Reading]) -> Iterator[bytes]:
    opening = b"[\n"
    for reading in readings:
        yield opening + msgspec.json.format(codec.encode(reading), indent=1)
        opening = b",\n"
    yield b"[]\n" if opening == b"[\n" else b"\n]\n"


def _toll(field: str, bound: str) -> Callable[[Cited], int | None]:
    def value(one: Cited) -> int | None:
        toll: Toll | None = getattr(one.claim, field)
        number: int | None = getattr(toll, bound) if toll else None
        return number

    return value


def _toll_words(field: str) -> Callable[[Cited], str | None]:
    def value(one: Cited) -> str | None:
        toll: Toll | None = getattr(one.claim, field)
        return toll.text if toll else None

    return value


def _tolls() -> Iterator[Column[Cited]]:
    for field, what in (
        ("killed", "killed"),
        ("wounded", "wounded"),
        ("casualties", "killed, wounded and others together"),
        ("missing", "missing"),
        ("detained", "detained"),
    ):
        yield Column(f"{field}_low", f"fewest {what} that the words allow", _toll(field, "low"), "integer")
        yield Column(f"{field}_high", f"most {what} that the words allow", _toll(field, "high"), "integer")
        yield Column(f"{field}_best", f"the number of {what} that a reader would quote", _toll(field, "best"), "integer")
        yield Column(f"{field}_words", f"the words of the toll of {what}", _toll_words(field))


COLUMNS: tuple[Column[Cited], ...] = (
    Column("report_id", "digest of the report's text, outlet, address and date", lambda c: c.report.id),
    Column("claim_id", "digest of the claim", lambda c: c.claim.id),
    Column("event", "group of claims in this report", lambda c: c.claim.event),
    Column("outlet", "who published", lambda c: c.report.outlet),
    Column("published", "ISO day of publication", lambda c: c.report.published),
    Column(
        "dates_apart",
        "days between the dates of publication that user, page and text give",
        lambda c: c.report.dates.apart,
        "integer",
    ),
    Column("title", "the report's title", lambda c: c.report.title),
    Column("url", "the report's address", lambda c: c.report.url),
    Column("event_type", "what happened: one of the twenty types", lambda c: c.claim.event_type),
    Column("stance", "asserted, denied, hedged, planned or demand", lambda c: c.claim.stance),
    Column("cues", "the words that show the stance", lambda c: LIST.join(cue.text for cue in c.claim.cues)),
    Column("speaker", "who says it; empty for the outlet's own voice", lambda c: c.claim.speaker.name if c.claim.speaker else None),
    Column("speaker_kind", "outlet, belligerent, government, health…", lambda c: c.claim.speaker.kind if c.claim.speaker else None),
    Column("speaker_role", "spokesman for…", lambda c: c.claim.speaker.role if c.claim.speaker else None),
    Column("relays", "who passed it on, nearest the speaker first", lambda c: LIST.join(c.claim.relays)),
    Column("channel", "Facebook page, video message…", lambda c: c.claim.channel),
    Column("actors", "who did it", lambda c: LIST.join(names(c.claim.actors))),
    Column("recipients", "to whom", lambda c: LIST.join(names(c.claim.recipients))),
    Column("place", "where", lambda c: c.place.name if c.place else None),
    Column("country", "ISO 3166 code of the country", lambda c: c.place.country if c.place else None),
    Column("admin1", "first-level division", lambda c: c.place.admin1 if c.place else None),
    Column("latitude", "WGS84 degrees", lambda c: c.place.latitude if c.place else None, "number"),
    Column("longitude", "WGS84 degrees", lambda c: c.place.longitude if c.place else None, "number"),
    Column(
        "place_precision",
        "exact, near, admin2, admin1, country or region",
        lambda c: c.place.precision if c.place else None,
    ),
    Column(
        "place_extent_km",
        "km around the point that the place reaches",
        lambda c: c.place.extent_km if c.place else None,
        "integer",
    ),
    Column("time_start", "first ISO day", lambda c: c.time.start if c.time else None),
    Column("time_end", "last ISO day", lambda c: c.time.end if c.time else None),
    Column("time_precision", "day, range, approx, month, year or unknown", lambda c: c.time.precision if c.time else None),
    Column("time_words", "the words that say when", lambda c: (c.time.text or c.time.symbol) if c.time else None),
    Column("time_edtf", "the time in EDTF", lambda c: c.time.edtf if c.time else None),
    Column("said", "first ISO day of when it was said", lambda c: c.claim.said.start if c.claim.said else None),
    *_tolls(),
    Column("contexts", "what matter it is of, PLOVER's contexts", lambda c: LIST.join(c.claim.contexts)),
    Column("auxiliary", "historical, future, hypothetical, negation", lambda c: LIST.join(c.claim.auxiliary)),
    Column("background", "yes for what lies before the report's own events", lambda c: "yes" if c.claim.background else "no"),
    Column("start", "offset of the first span, in code points", lambda c: c.claim.spans[0].start if c.claim.spans else None, "integer"),
    Column("end", "offset behind the first span", lambda c: c.claim.spans[0].end if c.claim.spans else None, "integer"),
    Column("words", "the quoted words, all spans", lambda c: words(c.claim)),
)
"""The columns of the CSV form, in order."""
