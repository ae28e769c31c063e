"""How a report came and what became of it in the ledger: for a person, and as a line of JSON. The manifest of an export."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from reportedly.ledger.records import iso
from reportedly.model import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.ledger import Kept, ReadingRow
    from reportedly.terminal import Screen


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """The tombstone of words that had to go."""

    scope: str
    claim: str | None
    characters: int
    reason: str
    at: str


class Custody(msgspec.Struct, frozen=True, kw_only=True):
    """The chain of custody of one report: digests of its text and bytes as they came, from where, when, and what was done since."""

    report: str
    revision: int
    outlet: str | None
    published: str | None
    url: str | None
    origin: str | None
    licence: str | None
    sha256: str
    raw_sha256: str
    retrieved: str | None
    headers: tuple[tuple[str, str], ...]
    learned: str
    superseded: str | None
    claims: int | None
    reader: Reader | None
    redactions: tuple[Mark, ...]


def custody(kept: Kept) -> Custody:
    """A report's chain of custody."""
    row = kept.row
    return Custody(
        report=row.report.id,
        revision=row.revision,
        outlet=row.report.outlet,
        published=row.report.published,
        url=row.report.url,
        origin=row.origin,
        licence=row.licence,
        sha256=row.sha256,
        raw_sha256=row.report.raw_sha256,
        retrieved=iso(row.retrieved) if row.retrieved is not None else None,
        headers=row.headers,
        learned=iso(row.learned),
        superseded=iso(row.superseded) if row.superseded is not None else None,
        claims=row.claims,
        reader=kept.reading.reader if kept.reading else None,
        redactions=tuple(
            Mark(scope=mark.scope, claim=mark.claim, characters=mark.characters, reason=mark.reason, at=iso(mark.learned))
            for mark in row.redactions
        ),
    )


def told(kept: Kept, history: Sequence[ReadingRow], screen: Screen) -> str:
    """A report's chain of custody for a person."""
    row = custody(kept)
    until = f", superseded {row.superseded}" if row.superseded else ""
    lines = [
        f"report {row.report}, revision {row.revision}, kept since {row.learned}{until}",
        f"from {row.origin or row.url or 'where is not kept'}" + (f", retrieved {row.retrieved}" if row.retrieved else ""),
        *([f"licence: {row.licence}"] if row.licence else []),
        f"SHA-256 of the text as it came: {row.sha256}",
        f"SHA-256 of the bytes as they came: {row.raw_sha256}",
        *(f"header {name}: {value}" for name, value in row.headers),
        *(f"redacted {mark.at} ({mark.scope}, {mark.characters} characters): {mark.reason}" for mark in row.redactions),
        *(f"{'found the same' if reading.confirms else 'read'} {iso(reading.learned)} by {_who(reading)}" for reading in history),
    ]
    return "\n".join([screen.paint("Custody", "bold"), *(screen.wrap(line, "  ", hang="    ") for line in lines)]) + "\n"


def _who(reading: ReadingRow) -> str:
    """Who read, how much it found, and whether it still holds."""
    by = reading.reader
    found = "" if reading.confirms else f": {reading.claims} claims"
    until = f", superseded {iso(reading.superseded)}" if reading.superseded is not None else ""
    return f"reportedly {by.version} with {by.model.name}{found}{until}"


class Hashed:
    """A stream that is written through, and hashed on the way."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._sha = hashlib.sha256()

    def write(self, piece: bytes) -> None:
        """Write a piece."""
        self._out.write(piece)
        self._sha.update(piece)

    def line(self, name: str) -> bytes:
        """The manifest's line for the file, as `sha256sum --check` reads it."""
        return f"{self._sha.hexdigest()}  {name}\n".encode()
