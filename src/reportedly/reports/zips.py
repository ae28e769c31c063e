"""ZIP archives: each member that may hold a report becomes a part; and Word documents, which are ZIPs too.

Nothing is written to disk, so a member's name is only a name; one that leads out of the archive is refused all the same, for
such archives are made by attackers. The bytes that come out are counted over the whole archive, so members that overlap cannot multiply.
"""

from __future__ import annotations

import re
import stat
import zipfile
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from reportedly.errors import ReportedlyError, TooLargeError
from reportedly.reports import docx
from reportedly.reports.packed import Gauge
from reportedly.reports.part import ENDINGS, PACKINGS, Part, readable
from reportedly.reports.refusal import shown, unreadable

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from reportedly.reports.record import Draft

_DIRECTORY = 8 * 1024 * 1024  # bytes of an archive's list of members: some 100,000 of them, which take 60 MB of memory
_READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # bzip2 and LZMA members may ask for gigabytes to unpack
_OUT = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")
_OFFICE = ("[Content_Types].xml", "mimetype")


def document(part: Part, raw: bytes) -> Draft:
    """The draft of a Word document. Raises UnreadableError or TooLargeError."""
    with _opened(part) as archive:
        return docx.draft(archive, raw)


def is_document(part: Part) -> bool:
    """Whether the archive is a Word document; its stream stands at its beginning afterwards. Raises UnreadableError."""
    with _opened(part) as archive:
        names = set(archive.namelist())
    part.stream.seek(0)
    if docx.BODY in names:
        return True
    if any(name in names for name in _OFFICE):
        raise unreadable("open", "an office document or an e-book of another kind than Word's .docx; save it as .docx, PDF or text")
    return False


def members(part: Part) -> Iterator[tuple[str, Part | ReportedlyError]]:
    """Each member with a known ending as ("!folder/name.txt", part), in the archive's order; what is wrong with one is an error there.

    Folders, hidden files and other endings are skipped, as in a folder. Raises UnreadableError for what is no ZIP archive.
    """
    gauge = Gauge()
    found = False
    with _opened(part) as archive:
        gauge.came = part.stream.seek(0, 2)
        for info in archive.infolist():
            if not _is_wanted(info):
                continue
            found = True
            name = shown(info.filename)
            refusal = _refusal(info)
            if refusal is not None:
                yield f"!{name}", refusal
                continue
            try:
                with archive.open(info) as opened:
                    yield f"!{name}", Part(name=info.filename, stream=readable(_Counted(opened, gauge)), packed=True, archived=True)
            except docx.FAULTS as error:
                yield f"!{name}", unreadable("open", f"a broken member ({shown(str(error), 100)}); fetch the archive again")
    if not found:
        yield "", unreadable("open", f"no reports in this archive; it needs members ending in {', '.join(ENDINGS)}")


@contextmanager
def _opened(part: Part) -> Iterator[zipfile.ZipFile]:
    """The archive, its list of members bounded. Raises UnreadableError."""
    try:
        archive = zipfile.ZipFile(_Capped(part.stream))
    except docx.FAULTS as error:
        raise unreadable("open", f"a broken ZIP archive ({shown(str(error), 100)}); fetch it again") from error
    with archive:
        yield archive


class _Capped:
    """The archive's stream; a list of members too long to keep is refused as it is read, which zipfile does in one piece."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.seekable = stream.seekable
        self.seek = stream.seek
        self.tell = stream.tell

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes. Raises TooLargeError."""
        if size > _DIRECTORY:
            raise TooLargeError("a ZIP archive with more than some 100,000 members; unpack it and give the folder")
        return self._stream.read(size)


class _Counted:
    """A member's stream, its bytes counted over the whole archive; what zipfile raises becomes a refusal."""

    def __init__(self, opened: Any, gauge: Gauge) -> None:
        self._opened = opened
        self._gauge = gauge

    def seekable(self) -> bool:
        """A member is read once, from its beginning."""
        return False

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes. Raises TooLargeError for a bomb, UnreadableError for a broken member."""
        try:
            piece: bytes = self._opened.read(size)
        except docx.FAULTS as error:
            raise unreadable("open", f"a broken member ({shown(str(error), 100)}); fetch the archive again") from error
        self._gauge.out(len(piece))
        return piece


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a file that may hold a report: not hidden, with a known ending."""
    path = PurePosixPath(info.filename.replace("\\", "/"))
    hidden = any(piece.startswith((".", "__MACOSX")) and piece not in ("..", ".") for piece in path.parts)
    return not info.filename.endswith(("/", "\\")) and not hidden and (path.suffix.lower() in ENDINGS or path.suffix.lower() in PACKINGS)


def _refusal(info: zipfile.ZipInfo) -> ReportedlyError | None:
    """Why a member is not read, None when it is."""
    if _OUT.search(info.filename):
        return unreadable("open", "a name that leads out of the archive; such members are refused")
    if stat.S_ISLNK(info.external_attr >> 16):
        return unreadable("open", "a link; links in archives are refused: give its target itself")
    if info.flag_bits & 1:
        return unreadable("open", "locked with a password; unpack it and give the folder")
    if info.compress_type not in _READ:
        return unreadable("open", f"compressed with method {info.compress_type}, which is not read; unpack it and give the folder")
    return None
