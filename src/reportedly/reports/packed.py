"""Compressed streams, unpacked as they are read and within bounds: gzip, bzip2, xz; Zstandard and LZ4 with an extra.

What comes out is counted against what went in, so that a bomb ends as a refusal before it fills memory or time.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from typing import TYPE_CHECKING, BinaryIO, Protocol

from reportedly.errors import ReportedlyError, TooLargeError
from reportedly.extras import extra
from reportedly.reports.refusal import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

KINDS = {b"\x1f\x8b\x08": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz", b"\x28\xb5\x2f\xfd": "Zstandard", b"\x04\x22\x4d\x18": "LZ4"}
"""First bytes to the compression."""

_RATIO = 200  # bytes out for one in: text packs 3 to 20 times, mark-up and logs up to 100; deflate can reach 1,032, bzip2 millions
_FREE = 8 * 1024 * 1024  # bytes out that are never too many: a short file of one letter is no bomb
_CHUNK = 65536
_GZIP = b"\x1f\x8b\x08"
_BREAKS = 1_000  # broken members after which a file is given up: what looks like a member's beginning stands in packed bytes once in 16 MB
_XZ_MEMORY = 128 * 1024 * 1024  # bytes: xz -9 needs 65 MiB to unpack


class Gauge:
    """Counts bytes in and out of an unpacking; what goes out may be at most `_RATIO` times what came in, and `_FREE` more."""

    def __init__(self, came: int = 0) -> None:
        self.came = came
        self.went = 0

    def out(self, count: int) -> None:
        """Count bytes that came out. Raises TooLargeError for a bomb."""
        self.went += count
        if self.went > _FREE + _RATIO * self.came:
            raise TooLargeError(
                f"a decompression bomb: {self.came:,} bytes unpack to more than {_RATIO} times as many; unpack it yourself if you trust it"
            )


def kind_of(head: bytes) -> str | None:
    """The compression that first bytes tell, or None."""
    return next((kind for magic, kind in KINDS.items() if head.startswith(magic)), None)


def unpacked(stream: BinaryIO, kind: str) -> io.RawIOBase:
    """What the stream holds, unpacked as it is read. Reading raises TooLargeError for a bomb and UnreadableError for a broken stream."""
    if kind in _STANDARD:
        return _Unpacked(stream, kind)
    readers = extra("fastwarc.stream_io", "warc", f"{kind} files")
    counted = _Counted(stream)
    reader = (readers.ZstdReader if kind == "Zstandard" else readers.Lz4Reader)(counted)
    return _Foreign(reader, counted, kind)


class _Decompressor(Protocol):
    """What bz2 and lzma have and zlib is given."""

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Gzip:
    """zlib's gzip in the shape of its younger siblings."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail and not self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


_STANDARD: dict[str, Callable[[], _Decompressor]] = {
    "gzip": _Gzip,
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY),
}


class _Reader(io.RawIOBase):
    """A raw stream by its `_some(count)`: at most so many bytes, none at the end."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        room = memoryview(buffer).cast("B")
        piece = self._some(len(room))
        room[: len(piece)] = piece
        return len(piece)

    def _some(self, count: int) -> bytes:
        raise NotImplementedError


class _Unpacked(_Reader):
    """Members of one compression, one behind the other, as `cat a.gz b.gz` makes them; zeros behind the last are padding.

    Behind a broken gzip member the next one is looked for (web archives have a member for each record); the error comes at the end.
    """

    def __init__(self, stream: BinaryIO, kind: str) -> None:
        self._stream = stream
        self._kind = kind
        self._member: _Decompressor | None = None
        self._rest = b""
        self._gauge = Gauge()
        self._fault: ReportedlyError | None = None
        self._breaks = 0

    def _some(self, count: int) -> bytes:
        while self._member is not None or self._next_member():
            try:
                piece = self._from_member(count)
            except (zlib.error, lzma.LZMAError, OSError, EOFError) as error:
                self._broken(error)
                continue
            if piece:
                self._gauge.out(len(piece))
                return piece
        if self._fault is not None:
            raise self._fault
        return b""

    def _next_member(self) -> bool:
        """Whether another member begins; `self._rest` is its first bytes."""
        rest = self._rest.lstrip(b"\0")
        while not rest:
            chunk = self._more()
            if not chunk:
                return False
            rest = chunk.lstrip(b"\0")
        self._rest, self._member = rest, _STANDARD[self._kind]()
        return True

    def _from_member(self, count: int) -> bytes:
        """Bytes of the member, none when it is at its end."""
        member = self._member
        if member is None:
            return b""
        if not self._rest and member.needs_input:
            self._rest = self._more()
            if not self._rest:
                raise EOFError("cut short")
        data, self._rest = self._rest, b""
        self._given = data
        piece = member.decompress(data, count)
        if member.eof:
            self._rest, self._member = member.unused_data, None
        return piece

    _given = b""

    def _broken(self, error: Exception) -> None:
        """Keep the error, and stand where the next member may begin. Raises the error where none can."""
        words = f"a broken {self._kind} stream ({error}) after {self._gauge.went:,} unpacked bytes; fetch it again"
        self._fault = self._fault or unreadable("open", words)
        self._breaks += 1
        if self._kind != "gzip" or isinstance(error, EOFError) or self._breaks > _BREAKS:
            self._member, self._rest = None, b""
            raise self._fault from error
        data, self._member = self._given[1:], None
        while (at := data.find(_GZIP)) < 0:
            piece = self._more()
            if not piece:
                self._rest = b""
                return
            data = data[-2:] + piece
        self._rest = data[at:]

    def _more(self) -> bytes:
        chunk = self._stream.read(_CHUNK)
        self._gauge.came += len(chunk)
        return chunk


class _Counted:
    """A stream for a reader of another library, which counts what it takes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        piece = self._stream.read(size)
        self.taken += len(piece)
        return piece

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refused: what is read stays read."""
        raise OSError("not seekable")

    def tell(self) -> int:
        """Bytes taken so far."""
        return self.taken

    def close(self) -> None:
        """The stream belongs to who opened it."""


class _Foreign(_Reader):
    """What another library unpacks, counted."""

    def __init__(self, reader: BinaryIO, counted: _Counted, kind: str) -> None:
        self._reader = reader
        self._counted = counted
        self._kind = kind
        self._gauge = Gauge()

    def _some(self, count: int) -> bytes:
        try:
            piece = self._reader.read(count)
        except ReportedlyError:
            raise
        except (OSError, ValueError) as error:
            at = self._gauge.went
            raise unreadable("open", f"a broken {self._kind} stream ({error}) after {at:,} unpacked bytes; fetch it again") from error
        self._gauge.came = self._counted.taken
        self._gauge.out(len(piece))
        return piece
