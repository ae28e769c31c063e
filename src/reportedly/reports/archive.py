"""Web archives, WARC and ARC: each answer in them that may hold a report becomes a part of its own.

fastwarc frames WARC records and parses the HTTP in both. ARC's own framing is one line before each record, and is read here: the one
library that reads it has no bound on a line or on what a block unpacks to. Every length that a file claims is checked against
what is there.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportedly.errors import ReportedlyError, TooLargeError
from reportedly.extras import extra
from reportedly.reports.part import MEDIA, Custody, Part, charset_of, media_of, readable
from reportedly.reports.refusal import shown, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 65536
_HOLDERS = ("response", "resource", "conversion")
"""Types of WARC records that hold what was published; the others tell of the crawl."""

_REPORTS = re.compile(r"text/(?:html|plain|markdown|xml)|application/(?:xhtml\+xml|(?:rss|atom|rdf)\+xml|xml|pdf)", re.IGNORECASE)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNREAD_ADDRESS = re.compile(r"metadata:|https?://[^/]+/(?:robots\.txt|favicon\.ico|sitemap[^/]{0,100})", re.IGNORECASE)
_HEADER_LINE = 16_384  # bytes of an ARC header line: an address, an IP address, a date, a type, a length
_ARC_HEADER = re.compile(r"(?P<url>[a-z][a-z0-9+.-]*:\S.*) \S+ (?P<date>\d{8,18}) (?P<kind>\S+) (?P<length>\d{1,15})\r?\n")
_ARC_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\Z")
_WARC_START = re.compile(rb"\r?\n\r?\n(?P<version>WARC/1\.\d\r?\n)")
_CHUNK_SIZE = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")

Record = tuple[str, Part | ReportedlyError]


def warc(part: Part, limit: int) -> Iterator[Record]:
    """Each page, text or document of a WARC file as ("@offset", part); broken records and those over `limit` bytes are errors there.

    Offsets count in the unpacked file. Answers other than 200, and those of types that are no report (images, scripts), are skipped.
    Behind a broken record the next one is looked for. Raises UnreadableError at the end of a file that breaks off or holds no report,
    MissingPartError without fastwarc.
    """
    library = extra("fastwarc", "warc", "WARC files")
    stream = _Watched(part.stream)
    base: int | None = 0
    empty = True
    while base is not None:
        at = base
        records = library.ArchiveIterator(stream, parse_http=True, stream_detect=False)
        try:
            while (record := next(records, None)) is not None:
                at = base + record.stream_pos
                found = _of_warc(record, limit)
                if found is not None and (stream.fault is None or isinstance(found, Part)):  # a fault of the stream is told at its end
                    empty = False
                    yield f"@{at}", found
            base = None
        except (OSError, ValueError, RuntimeError) as error:
            if stream.fault is None:
                empty = False
                yield f"@{at}", unreadable("open", f"broken here or just behind ({shown(str(error), 100)}); read on at the next record")
            base = stream.resume(at + 1)
    if stream.fault is not None:
        raise stream.fault
    if empty:
        raise _empty()


def arc(part: Part, limit: int) -> Iterator[Record]:
    """Each page, text or document of an ARC file, as `warc` gives them."""
    extra("fastwarc", "warc", "ARC files")
    at, empty, lost = 0, True, False
    while line := part.stream.readline(_HEADER_LINE):
        begun, at = at, at + len(line)
        header = _arc_header(line)
        if header is None:
            if line.strip() and not lost:
                empty, lost = False, True
                words = shown(line.decode("utf-8", "replace"), 60)
                yield f"@{begun}", unreadable("open", f"no header of an ARC record: {words!r}; read on at the next record")
            continue
        lost = False
        body, whole = _block(part.stream, header.length, limit)
        at += header.length
        found = _guarded(_of_arc, header, body, limit) if whole else _cut_short()
        if found is not None:
            empty = False
            yield f"@{begun}", found
    if empty:
        raise _empty()


@dataclass(frozen=True, slots=True)
class _ArcHeader:
    """What the line before an ARC record says: the address, when it was had, the type that the server named, the length."""

    url: str
    retrieved: str | None
    kind: str
    length: int


def _arc_header(line: bytes) -> _ArcHeader | None:
    """The header in a line, None when it is none; the address may have blanks in it."""
    found = _ARC_HEADER.fullmatch(line.decode("utf-8", "replace"))
    if found is None:
        return None
    date = _ARC_DATE.match(found["date"])
    retrieved = "{}-{}-{}T{}:{}:{}Z".format(*date.groups()) if date else None
    return _ArcHeader(found["url"], retrieved, found["kind"], int(found["length"]))


def _block(stream: io.BufferedReader, length: int, limit: int) -> tuple[bytes, bool]:
    """At most `limit` and one bytes of the next `length`, the rest read past; and whether they were all there."""
    kept = stream.read(min(length, limit + 1))
    done = len(kept)
    while done < length:
        piece = stream.read(min(_CHUNK, length - done))
        if not piece:
            return kept, False
        done += len(piece)
    return kept, True


class _Watched:
    """The stream as another language's library reads it, a refusal in it kept (there it would be lost), the last bytes too."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._first = b""  # bytes that come before the stream's
        self._last = b""
        self._at = 0  # where `_last` ends
        self.fault: ReportedlyError | None = None

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; none after a fault."""
        try:
            piece, self._first = (self._first[:size], self._first[size:]) if self._first else (self._more(size), b"")
        except ReportedlyError as error:
            self.fault = error
            return b""
        self._at += len(piece)
        self._last = (self._last + piece)[-2 * _CHUNK :]
        return piece

    def resume(self, after: int) -> int | None:
        """Stand where the next record begins, behind the byte `after` if it is still known; None when there is none."""
        base = max(after, self._at - len(self._last))
        data = self._last[len(self._last) - (self._at - base) :] + self._first
        while (found := _WARC_START.search(data)) is None:
            piece = b"" if self.fault else self._more(_CHUNK)
            if not piece:
                return None
            base, data = base + max(0, len(data) - 32), data[-32:] + piece
        begin = base + found.start("version")
        self._first, self._last, self._at = data[found.start("version") :], b"", begin
        return begin

    def _more(self, size: int) -> bytes:
        return b"" if self.fault else self._stream.read1(size)  # what is there before a fault is not lost with it

    def tell(self) -> int:
        """Records are told by what was read, so 0 will do."""
        return 0

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refused: what is read stays read."""
        raise OSError("not seekable")

    def close(self) -> None:
        """The stream belongs to who opened it."""


def _of_warc(record: Any, limit: int) -> Part | ReportedlyError | None:
    """The part of a WARC record, why there is none, or None for a record that holds no report."""
    if str(record.record_type) not in _HOLDERS:
        return None
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    headers = record.http_headers
    if headers is None:
        kind, named, answered = record.headers.get("Content-Type") or "", {}, 200
    else:
        named = {name.lower(): value for name, value in headers.to_tuples()}
        kind, answered = named.get("content-type", ""), headers.status_code
    if answered != 200 or _unread(kind, url):
        return None
    raw = record.reader.read(limit + 1)
    if len(raw) > limit:
        return _too_large(limit)
    if len(raw) < record.content_length:
        return _cut_short()
    retrieved = record.headers.get("WARC-Date")
    return _guarded(_part, raw, url, kind, named, retrieved, limit)


def _of_arc(header: _ArcHeader, block: bytes, limit: int) -> Part | ReportedlyError | None:
    """The part of an ARC record's block."""
    library = extra("fastwarc", "warc", "ARC files")
    if not header.url.lower().startswith(("http:", "https:")):
        return None
    record = library.WarcRecord()
    record.set_bytes_content(block[:limit])
    record.is_http = True
    record.parse_http(strict_mode=False)
    named = {name.lower(): value for name, value in record.http_headers.to_tuples()}
    kind = named.get("content-type", header.kind)
    if record.http_headers.status_code != 200 or _unread(kind, header.url):
        return None
    if len(block) > limit:
        return _too_large(limit)
    return _part(record.reader.read(), header.url, kind, named, header.retrieved, limit)


def _guarded(make: Any, *arguments: Any) -> Part | ReportedlyError | None:
    """What `make` gives, or the refusal of a record whose HTTP is broken."""
    try:
        found: Part | ReportedlyError | None = make(*arguments)
    except ReportedlyError as error:
        return error
    except (OSError, ValueError, RuntimeError) as error:
        return unreadable("open", f"an answer that cannot be taken apart ({shown(str(error), 100)}); the crawl is broken here")
    return found


def _part(raw: bytes, url: str, kind: str, named: dict[str, str], retrieved: str | None, limit: int) -> Part:  # noqa: PLR0917 - the six things that both archives tell
    """The part of an answer's body, its transfer and content encodings undone within `limit`."""
    body = _decoded(raw, named, limit)
    return Part(
        name=url,
        stream=readable(body),
        form=MEDIA.get(media_of(kind)),
        charset=charset_of(kind),
        url=url or None,
        packed=True,
        archived=True,
        custody=Custody(url=url, retrieved=retrieved, headers=tuple(named.items())),
    )


def _unread(kind: str, url: str) -> bool:
    """Whether a type or an address says that no report is in it. A record without a type is looked into."""
    media = media_of(kind)
    return bool(media and media != _DOCX and not _REPORTS.fullmatch(media)) or bool(_UNREAD_ADDRESS.match(url))


def _decoded(raw: bytes, named: dict[str, str], limit: int) -> bytes:
    """The body without its chunks and its compression. Raises TooLargeError, OSError from the library on a broken one."""
    readers = extra("fastwarc.stream_io", "warc", "web archives")
    if "chunked" in named.get("transfer-encoding", "").lower() and _CHUNK_SIZE.match(raw):  # else the crawler undid them already
        raw = _bounded(readers.ChunkedReader(io.BytesIO(raw)), limit)
    match named.get("content-encoding", "").strip().lower():
        case "gzip" | "x-gzip" if raw[:2] == b"\x1f\x8b":
            return _bounded(readers.GzipReader(io.BytesIO(raw)), limit)
        case "deflate":
            return _bounded(readers.GzipReader(io.BytesIO(raw), zlib=True), limit)
        case "br":
            return _bounded(readers.BrotliReader(io.BytesIO(raw)), limit)
        case "zstd":
            return _bounded(readers.ZstdReader(io.BytesIO(raw)), limit)
    return raw


def _bounded(reader: Any, limit: int) -> bytes:
    body: bytes = reader.read(limit + 1)
    if len(body) > limit:
        raise _too_large(limit)
    return body


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError(f"a record larger than the {limit:,} bytes allowed; allow more")


def _cut_short() -> ReportedlyError:
    return unreadable("open", "a record that is shorter than it says: the file was cut short here; fetch it again")


def _empty() -> ReportedlyError:
    return unreadable("open", "no reports in this web archive: no page, text or document was answered in it")
