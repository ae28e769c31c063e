"""The form of an index file: its two tables, their codes, and how one is written, whole or not at all.

Standard library only and no import of the package: the build hook loads this file by path.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

VERSION = 3  # of the form, SQLite's user_version: a file of another is refused. Counts up with whatever a reader of older files would miss
KINDS = ("country", "admin1", "admin2", "city", "region", "site", "area", "feature")  # the order is the code in the index
POINTS = ("given", "mean", "centroid", "namesake")  # where coordinates are from, likewise
DEGREE = 100_000  # coordinates are whole hundred-thousandths of a degree, about a metre
SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT, admin1 INTEGER,
  admin2 INTEGER, latitude INTEGER, longitude INTEGER, population INTEGER NOT NULL, point INTEGER NOT NULL, extent INTEGER,
  code TEXT, feature TEXT);
CREATE TABLE name (name TEXT NOT NULL, place INTEGER NOT NULL, own INTEGER NOT NULL, PRIMARY KEY (name, place)) WITHOUT ROWID;
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_STAGE = """
CREATE TABLE stage.place AS SELECT * FROM main.place WHERE 0;
CREATE TABLE stage.name (name TEXT, place INTEGER, own INTEGER);
"""
_SETTLE = (
    "INSERT OR IGNORE INTO main.place SELECT * FROM stage.place ORDER BY id, rowid",  # the first comer stays
    "INSERT INTO main.name SELECT name, place, max(own) FROM stage.name GROUP BY name, place ORDER BY name, place",
)
_FAST = "PRAGMA {0}.journal_mode = OFF; PRAGMA {0}.synchronous = OFF;"  # a draft that is not finished is thrown away
_STEPS = 50_000  # of SQLite's machine between two chances for an interrupt: a fraction of a second


class Row(NamedTuple):
    """A row of `place`.

    `kind` and `point` are places in KINDS and POINTS, `admin1` and `admin2` ids of rows, degrees as in DEGREE, `extent` km around
    the point, `code` GeoNames' code of a division ("AF.42"), `feature` GeoNames' feature code ("STM") where it is known.
    """

    id: int
    geonameid: int | None
    name: str
    kind: int
    country: str | None = None
    admin1: int | None = None
    admin2: int | None = None
    latitude: int | None = None
    longitude: int | None = None
    population: int = 0
    point: int = 0
    extent: int | None = None
    code: str | None = None
    feature: str | None = None


class Draft:
    """An index file in the making, beside the one it will replace: fed with rows in any order, then finished.

    The same rows in the same order give the same bytes. Memory stays bounded: SQLite sorts on disk. Used as a context, it
    leaves nothing behind but what was `put`, also when it is interrupted while SQLite sorts.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.beside = path.with_name(f".{path.name}.{os.getpid()}.draft")
        self._stage = self.beside.with_name(f"{self.beside.name}.stage")

    def __enter__(self) -> Draft:
        """Begin, without what an earlier try may have left."""
        import sqlite3

        self._clear()
        self._base = sqlite3.connect(self.beside, isolation_level=None)
        self._base.executescript(f"PRAGMA page_size = 4096; PRAGMA user_version = {VERSION}; {_FAST.format('main')} {SCHEMA}")
        self._base.execute("ATTACH ? AS stage", (str(self._stage),))
        self._base.executescript(_FAST.format("stage") + _STAGE + "BEGIN")
        self._base.set_progress_handler(_breathe, _STEPS)
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Take away what was not put in its place. SQLite's word for an interrupt becomes Python's."""
        self._base.close()
        self._clear()
        if type(error).__name__ == "OperationalError" and str(error) == "interrupted":
            raise KeyboardInterrupt from None

    def places(self, rows: Iterable[Row]) -> None:
        """Take rows of places; of two with one id the first stays."""
        self._base.executemany("INSERT INTO stage.place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)

    def names(self, rows: Iterable[tuple[str, int, bool]]) -> None:
        """Take (key, place, whether the key is of its own name)."""
        self._base.executemany("INSERT INTO stage.name VALUES (?,?,?)", rows)

    def finish(self, about: dict[str, str]) -> None:
        """Settle the rows: the file beside is whole and can be read."""
        for step in _SETTLE:
            self._base.execute(step)
        self._base.executemany("INSERT INTO about VALUES (?,?)", sorted(about.items()))
        self._base.execute("COMMIT")
        self._base.execute("DETACH stage")
        self._base.close()
        with self.beside.open("rb+") as written:
            os.fsync(written.fileno())

    def put(self) -> None:
        """Put the finished file in its place, in one step."""
        self.beside.replace(self.path)

    def _clear(self) -> None:
        for path in (self.beside, self._stage):
            path.unlink(missing_ok=True)


def _breathe() -> int:
    """Called by SQLite between its steps: an interrupt is raised in here, and ends the statement."""
    return 0
