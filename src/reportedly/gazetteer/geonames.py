"""GeoNames' files as they are downloaded: lines out of a text or an archive, within bounds, and what the lines say.

Nothing is unpacked to disk: an archive's one table is read as it streams. What GeoNames' own readme says of the columns
(19 of a place, 10 or 8 of an alternate name) is all that is known of a line; a line that is not so is a ValueError.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import closing, contextmanager
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from reportedly.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINE = 100_000  # bytes: the longest of GeoNames, a capital's with all its names, has some 15,000
_MOST = 20 * 10**9  # bytes of one table: ten times the largest, allCountries.txt
_RATIO = 50  # to which an archive may be packed: GeoNames' are packed four to one, a bomb a thousand
_DIRECTORY = 1_000_000  # bytes of an archive's list of files: GeoNames' have one or two files
_ASIDE = frozenset({"readme.txt", "iso-languagecodes.txt"})
_ENDING = 22 + 65_535  # bytes at the end of an archive in which its ending stands, by the format
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST = 200  # characters of a name, by GeoNames' readme
_MOST_PEOPLE = 10**10  # more than there are
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
"""What reading a damaged or hostile archive may end in: among NotImplementedError and ValueError are versions and offsets that no
archive has, and names of files that are no text."""
_NO_NAMES = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "abbr", "phon"})
"""What GeoNames keeps beside names as their language: addresses, codes of post and traffic, abbreviations, phonetics."""


class Found(NamedTuple):
    """A place as a line tells of it. Codes are GeoNames' own; "" is unknown."""

    id: int
    name: str
    aliases: tuple[str, ...]
    latitude: float
    longitude: float
    code: str
    country: str
    admin1: str
    admin2: str
    population: int


class Called(NamedTuple):
    """Another name of a place."""

    id: int
    name: str


class Line(NamedTuple):
    """A line: its number, its bytes (None for one that is too long), and how much of the table has been read, 0 to 1."""

    number: int
    raw: bytes | None
    share: float


@contextmanager
def opened(path: Path) -> Iterator[Iterator[Line]]:
    """The lines of a .txt, or of the one table in a .zip. Raises GazetteerError for what is neither, or is unsafe to read."""
    if not path.is_file():
        raise GazetteerError(f"{path}: no such file; give a GeoNames file such as AF.txt, AF.zip or allCountries.zip")
    try:
        if path.suffix.lower() != ".zip":
            with path.open("rb") as stream:
                yield _lines(stream, path.stat().st_size)
            return
        _check_ending(path)
        with zipfile.ZipFile(path) as archive:
            member = _table(path, archive)
            with closing(io.BufferedReader(archive.open(member), 1 << 20)) as stream:  # type: ignore[type-var]
                yield _lines(stream, member.file_size)
    except _UNREADABLE as error:
        raise GazetteerError(f"{path} cannot be read: {error}; download it again") from error


def _check_ending(path: Path) -> None:
    """Refuse an archive whose list of files is too long to be read, before it is read."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _ENDING - 20))
        tail = stream.read()
    ending = tail.rfind(b"PK\x05\x06")
    large = ending >= 0 and b"PK\x06\x07" in tail[max(0, ending - 20) : ending]
    if large or int.from_bytes(tail[ending + 12 : ending + 16], "little") > _DIRECTORY:
        raise GazetteerError(f"{path} has too many or too large files for one of GeoNames'; unpack it and add the .txt")


def _table(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The one table of an archive."""
    for info in archive.infolist():
        windows = PureWindowsPath(info.filename)
        if windows.drive or windows.is_absolute() or ".." in windows.parts or PurePosixPath(info.filename).is_absolute():
            raise GazetteerError(f"{path} holds {info.filename!r}, which leads out of it: this is no archive of GeoNames'")
    tables = [i for i in archive.infolist() if i.filename.lower().endswith(".txt") and i.filename.lower() not in _ASIDE]
    if len(tables) != 1:
        raise GazetteerError(f"{path} holds {len(tables)} tables, not one; unpack it and add the .txt that you mean")
    table = tables[0]
    if table.flag_bits & 1 or table.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise GazetteerError(f"{path} is encrypted or packed in a way that GeoNames does not use; unpack it and add the .txt")
    if table.file_size > min(_MOST, _RATIO * table.compress_size + _LINE):
        raise GazetteerError(f"{path} would unpack to {table.file_size:,} bytes, far more than any of GeoNames': it is not read")
    return table


def _lines(stream: BinaryIO, size: int) -> Iterator[Line]:
    read, number = 0, 0
    while raw := stream.readline(_LINE):
        number += 1
        read += len(raw)
        whole = raw.endswith(b"\n") or len(raw) < _LINE
        while not whole:
            rest = stream.readline(_LINE)
            read += len(rest)
            whole = rest.endswith(b"\n") or len(rest) < _LINE
            raw = b""
        if read > _MOST:
            raise GazetteerError("the table is longer than any of GeoNames': it is not read")
        yield Line(number, raw or None, min(read / max(size, 1), 1.0))


def form_of(raw: bytes | None) -> str | None:
    """Whether a first line is one of "places" or "names"; None for neither."""
    columns = 0 if raw is None else raw.count(b"\t") + 1
    return {19: "places", 10: "names", 8: "names"}.get(columns)


def _cells(raw: bytes | None, columns: tuple[int, ...]) -> list[str]:
    if raw is None:
        raise ValueError(f"longer than {_LINE:,} bytes")
    try:
        cells = raw.decode("utf-8-sig").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error
    if len(cells) not in columns:
        raise ValueError(f"{len(cells)} columns, not {' or '.join(map(str, columns))}")
    return cells


def _whole(cell: str, what: str, most: int) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) <= len(str(most)) and int(cell) <= most):
        raise ValueError(f"{what} {cell[:20]!r} is no whole number to {most:,}")
    return int(cell)


def _degrees(cell: str, what: str, most: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise ValueError(f"{what} {cell[:20]!r} is not within {most} degrees")
    return value


def _name(cell: str) -> str:
    name = cell.strip()
    if not name or len(name) > _LONGEST or _CONTROL.search(name):
        raise ValueError("no name, or one that is too long or holds control characters")
    return name


def place(raw: bytes | None) -> Found:
    """The place of a line. Raises ValueError with the reason for a line that is none."""
    cells = _cells(raw, (19,))
    aliases = (cells[2], *cells[3].split(",")) if cells[3] else (cells[2],)
    return Found(
        id=_whole(cells[0], "geonameid", 10**12),
        name=_name(cells[1]),
        aliases=tuple(alias for alias in aliases if not _CONTROL.search(alias)),
        latitude=_degrees(cells[4], "latitude", 90),
        longitude=_degrees(cells[5], "longitude", 180),
        code=cells[7],
        country=cells[8] if len(cells[8]) == 2 and cells[8].isascii() and cells[8].isupper() else "",
        admin1=cells[10],
        admin2=cells[11],
        population=_whole(cells[14] or "0", "population", _MOST_PEOPLE),
    )


def name(raw: bytes | None) -> Called | None:
    """The name of a line; None for a code or an address. Raises ValueError with the reason for a line that is neither."""
    cells = _cells(raw, (8, 10))
    place = _whole(cells[1], "geonameid", 10**12)
    return None if cells[2] in _NO_NAMES else Called(place, _name(cells[3]))
