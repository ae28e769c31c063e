"""Record to one line of JSON and back; content-derived ids.

The form is FORMAT 1. Fields are written in the records' order, so the same record is the same bytes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from reportedly.errors import FormatError
from reportedly.model import FORMAT, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Reading)
_ID_LENGTH = 16  # hex digits: 64 bits, a collision among 10 million claims has odds under 1 in 300,000


def encode(reading: Reading) -> bytes:
    """One line of JSON without a newline."""
    return _encoder.encode(reading)


def decode(line: bytes | str) -> Reading:
    """The reading that `encode` wrote. Raises FormatError on anything else."""
    try:
        reading = _decoder.decode(line)
    except msgspec.MsgspecError as error:
        raise FormatError(f"not a reading of format {FORMAT}: {error}; write it with `reportedly read --format json`") from error
    if reading.format != FORMAT:
        raise FormatError(f"a reading of format {reading.format}; this version knows format {FORMAT}: upgrade reportedly")
    return reading


def digest(*parts: str) -> str:
    """A content-derived id: the first 16 hex digits of SHA-256 over length-prefixed parts."""
    sha = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        sha.update(f"{len(raw)}:".encode())
        sha.update(raw)
    return sha.hexdigest()[:_ID_LENGTH]


def sha256(text: str) -> str:
    """SHA-256 of the text in UTF-8, lone surrogates as they are, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def report_id(text: str, outlet: str | None, url: str | None, published: str | None) -> str:
    """Digest of what makes a report the one it is."""
    return digest(text, outlet or "", url or "", published or "")


def claim_id(  # noqa: PLR0917 - the five things that the format says the id digests
    report: str, spans: Iterable[Span], event_type: str, stance: str, names: Iterable[str]
) -> str:
    """Digest of report id, sorted spans, event type, stance and the names of speaker, actors and recipients."""
    places = [f"{span.start}-{span.end}" for span in sorted(spans)]
    return digest(report, *places, event_type, stance, *names)


def anchor_id(report: str, first: Span) -> str:
    """Digest of report id and first span: survives a better reader."""
    return digest(report, f"{first.start}-{first.end}")
