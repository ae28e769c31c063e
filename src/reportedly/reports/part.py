"""One piece of an origin on its way to a form: a stream that can be looked into before it is read."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Protocol

import msgspec

from reportedly.errors import ReportedlyError, TooLargeError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Form = Literal["text", "markdown", "html", "json", "jsonl", "xml", "pdf", "docx", "warc", "arc", "zip", "packed"]

ENDINGS: dict[str, Form] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xml": "xml",
    ".rss": "xml",
    ".rdf": "xml",
    ".atom": "xml",
    ".opml": "xml",
    ".pdf": "pdf",
    ".docx": "docx",
    ".warc": "warc",
    ".arc": "arc",
    ".zip": "zip",
}
"""Endings of names to the form they promise."""

MEDIA: dict[str, Form] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/ld+json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/markdown": "markdown",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
    "application/rdf+xml": "xml",
    "text/x-opml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""Media types to forms; documents and archives are told by their first bytes, which know better than servers."""

PACKINGS = (".gz", ".bz2", ".xz", ".zst", ".lz4")
"""Endings of compressed files."""

HEAD = 65536
"""Bytes that are looked into to tell a form."""

_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE)


class Custody(msgspec.Struct, frozen=True, kw_only=True):
    """How the bytes of a report came: the address they were had from, when (ISO 8601, UTC), and the answer's headers as they came."""

    url: str
    retrieved: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stream and what is known of it: a `name` whose ending tells the form, a `form` that is sure, a header's charset, the address.

    `packed` says that it was compressed or in an archive, so that nothing in it is unpacked again; `archived` that it was in an
    archive, so that the addresses it lists are not followed.
    """

    name: str
    stream: io.BufferedReader
    form: Form | None = None
    charset: str | None = None
    url: str | None = None
    packed: bool = False
    archived: bool = False
    custody: Custody | None = None

    def head(self, size: int = HEAD) -> bytes:
        """The first bytes, at most HEAD, still to be read."""
        return self.stream.peek(size)[:size]

    def whole(self, limit: int) -> bytes:
        """All bytes. Raises TooLargeError when there are more than `limit`."""
        raw = self.stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLargeError(f"larger than the {limit:,} bytes allowed; split it, or allow more")
        return raw


def form_by_name(name: str) -> Form | None:
    """The form that a name's ending promises, read past an ending of compression ("a.jsonl.gz")."""
    plain = name.lower()
    for packing in PACKINGS:
        plain = plain.removesuffix(packing)
    return ENDINGS.get(PurePosixPath(plain).suffix)


def media_of(kind: str) -> str:
    """The media type of a Content-Type header alone: "text/html" of "Text/HTML; charset=utf-8"; "" for none."""
    return kind.partition(";")[0].strip().lower()


def charset_of(kind: str) -> str | None:
    """The charset that a Content-Type header names."""
    found = _CHARSET.search(kind)
    return found[1] if found else None


class Reads(Protocol):
    """The least of a stream."""

    def read(self, size: int = ..., /) -> bytes:
        """At most `size` bytes, none at the end."""

    def seekable(self) -> bool:
        """Whether it can be read from anywhere."""


def readable(stream: BinaryIO | io.RawIOBase | Reads | bytes) -> io.BufferedReader:
    """The stream (or the bytes as one) with a head of HEAD bytes that can be looked into."""
    return io.BufferedReader(_Filled(io.BytesIO(stream) if isinstance(stream, bytes) else stream), HEAD)


class _Filled(io.RawIOBase):
    """A stream whose reads are as long as asked for but at its end: what a pipe gives in drops can be looked into all the same."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._fault: ReportedlyError | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._stream.seekable())

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        return int(self._stream.tell())

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """What comes before a fault is given first, and the fault raised when more is asked for."""
        room = memoryview(buffer).cast("B")
        done = 0
        if self._fault is not None:
            raise self._fault
        while done < len(room):
            try:
                piece = self._stream.read(len(room) - done)
            except ReportedlyError as error:
                self._fault = error
                if not done:
                    raise
                break
            if not piece:
                break
            room[done : done + len(piece)] = piece
            done += len(piece)
        return done
