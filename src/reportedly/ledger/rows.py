"""Readings to rows and back. Pure."""

from __future__ import annotations

import zlib
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import msgspec

from reportedly import codec
from reportedly.errors import LedgerDamagedError
from reportedly.ledger import schema
from reportedly.ledger.records import day_end, day_start
from reportedly.model import FORMAT, Claim, Omitted, Reader, Reading, Relation, Report
from reportedly.model.event import EventSummary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.model import Party, Place, Time

Record = TypeVar("Record")

WAY_OUT = "take a copy that is whole, or export what can be read and add it to a new ledger"
_LEVEL = 6  # of zlib: 1 takes a fifth more disk for a third of the time, 9 a hundredth less for a quarter more (bodies of the examples)
_MOST = 2**29  # bytes of JSON: a text of 5 MB, the longest that must be read, makes 45 MB of it
DRAWN = ("exact", "near", "admin2", "admin1")  # precisions that put a place on a map; a country's middle is nowhere


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader found in a report: the parts of a Reading that are the reader's."""

    omitted: tuple[Omitted, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()


class _SetAside(msgspec.Struct, frozen=True):
    """Of what a reader found only what it set aside: the claims are passed over."""

    omitted: tuple[Omitted, ...] = ()


class Name(msgspec.Struct, frozen=True):
    """A name as it is found again: without letter case, with the Wikidata item if the party is known."""

    folded: str
    wikidata: str | None


class Spot(msgspec.Struct, frozen=True):
    """A place as claims share it."""

    name: str
    admin1: str | None
    admin2: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None

    @property
    def drawn(self) -> tuple[float, float] | None:
        """Longitude and latitude, if it can be drawn."""
        if self.precision not in DRAWN or self.longitude is None or self.latitude is None:
            return None
        return self.longitude, self.latitude


_encode = msgspec.json.Encoder().encode
_found = msgspec.json.Decoder(Found).decode
_set_aside = msgspec.json.Decoder(_SetAside).decode
_report = msgspec.json.Decoder(Report).decode
_summary = msgspec.json.Decoder(EventSummary).decode


def found_of(reading: Reading) -> Found:
    """The reader's part of a reading."""
    return Found(omitted=reading.omitted, claims=reading.claims, relations=reading.relations)


def reading_of(report: Report, reader: Reader, found: Found) -> Reading:
    """The reading of its parts."""
    return Reading(format=FORMAT, reader=reader, report=report, omitted=found.omitted, claims=found.claims, relations=found.relations)


def packed(record: object) -> bytes:
    """A record as a body."""
    return zlib.compress(_encode(record), _LEVEL)


def unpacked_found(body: bytes) -> Found:
    """The reader's part of a body. Raises LedgerDamagedError."""
    return whole(_found, body, packed=True)


def unpacked_omitted(body: bytes) -> tuple[Omitted, ...]:
    """What the reader's part of a body says was set aside. Raises LedgerDamagedError."""
    return whole(_set_aside, body, packed=True).omitted


def unpacked_report(body: bytes) -> Report:
    """The report of a body. Raises LedgerDamagedError."""
    return whole(_report, body, packed=True)


def unpacked(decode: Callable[[bytes], Record], body: bytes) -> Record:
    """What a body holds. Raises LedgerDamagedError."""
    return whole(decode, body, packed=True)


def unpacked_summary(body: bytes) -> EventSummary:
    """The summary of a body. Raises LedgerDamagedError."""
    return whole(_summary, body, packed=True)


def whole(decode: Callable[[bytes], Record], raw: bytes, *, packed: bool = False) -> Record:
    """What a cell holds. Raises LedgerDamagedError when it is damaged, or made to fill the memory."""
    try:
        return decode(_inflated(raw) if packed else raw)
    except (zlib.error, msgspec.MsgspecError, TypeError) as error:
        raise LedgerDamagedError(f"a row is damaged ({error}); {WAY_OUT}") from error


def _inflated(body: bytes) -> bytes:
    """The JSON of a body. Raises zlib.error."""
    unpacking = zlib.decompressobj()
    found = unpacking.decompress(body, _MOST)
    if not unpacking.eof:
        raise zlib.error("cut short, or too large to be a reading")
    return found


def reader_digest(reader: Reader) -> str:
    """What tells two readers apart."""
    return codec.digest(_encode(reader).decode())


def folded(name: str) -> str:
    """A name as it is found again."""
    return " ".join(name.split()).casefold()


def address_digest(address: str) -> str:
    """What an address is found by; it outlives the redaction of the address."""
    return codec.digest(address)


def claim_words(claim: Claim) -> str:
    """What a claim is found by: its quoted words."""
    return "\n".join(span.text for span in claim.spans)


def report_words(report: Report) -> str:
    """What a report is found by: its title and text."""
    return f"{report.title}\n{report.text}" if report.title else report.text


def parties(claim: Claim) -> dict[Name, tuple[str, int]]:
    """Every name in a claim, as it is written, with the roles it has there."""
    known: dict[Name, tuple[str, int]] = {}
    for role, group in ((schema.ACTOR, claim.actors), (schema.RECIPIENT, claim.recipients), (schema.SPEAKER, (claim.speaker,))):
        for party in group:
            for written, wikidata in _names(party):
                name = Name(folded(written), wikidata)
                if name.folded:
                    known[name] = known[name][0] if name in known else written, role | (known[name][1] if name in known else 0)
    return known


def _names(party: Party | None) -> Iterator[tuple[str, str | None]]:
    """The names of a party: of "A or B" both."""
    if party is not None:
        yield from ((name, None) for name in party.any_of)
        if not party.any_of:
            yield party.name, party.wikidata


def spot(place: Place | None) -> Spot | None:
    """The place that claims share."""
    if place is None:
        return None
    return Spot(place.name, place.admin1, place.admin2, place.country, place.latitude, place.longitude, place.precision)


@lru_cache(maxsize=4096)
def _start(words: str | None) -> int | None:
    """The first microsecond of an ISO day; None for other words."""
    return day_start(_day(words), "start")


@lru_cache(maxsize=4096)
def _end(words: str | None) -> int | None:
    """The first microsecond after an ISO day; None for other words."""
    return day_end(_day(words), "end")


def interval(time: Time | None, published: str | None) -> tuple[int | None, int | None]:
    """When it happened, half open, in microseconds; None, None where no day is told, or none that the calendar has.

    What is still going on reaches through the day of publication; what was over by a day is put on that day.
    """
    if time is None:
        return None, None
    start, end = _start(time.start or time.end), _end(time.end or published or time.start)
    return (None, None) if start is None or end is None else (start, max(end, start + 1))


def published(report: Report) -> int | None:
    """Midnight of the day of publication."""
    return _start(report.published)


def _day(words: str | None) -> str | None:
    """An ISO day, or None for other words."""
    try:
        return None if words is None else date.fromisoformat(words).isoformat()
    except ValueError:
        return None
