"""The read-only index of names: opened lazily, shared between processes, never written here.

`hatch_build.py` makes the file when the package is built, from GeoNames data (CC BY 4.0) as two pinned
packages carry it, and from our own overlay table.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reportedly.errors import MissingPartError
from reportedly.gazetteer.spelling import normalise

if TYPE_CHECKING:
    import sqlite3

Kind = Literal["country", "admin1", "admin2", "city", "region"]
KINDS: tuple[Kind, ...] = ("country", "admin1", "admin2", "city", "region")  # the order is the code in the index

_SHIPPED = Path(__file__).with_name("names.sqlite")
_CACHED = 65_536  # names kept per process: the distinct capitalised words of some 10 MB of news, about 20 MB of memory
_FIND = """
SELECT p.name, p.kind, p.country, a.name, b.name, p.latitude, p.longitude, p.population, p.geonameid, n.own, p.derived, p.id
FROM name n JOIN place p ON p.id = n.place LEFT JOIN place a ON a.id = p.admin1 LEFT JOIN place b ON b.id = p.admin2
WHERE n.name = ? ORDER BY p.population DESC, p.id
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the index.

    `country` is ISO 3166-1 alpha-2 (None for what spans countries), degrees are WGS84. `own` says that the
    name looked up is the place's canonical name rather than an alias. `derived` marks coordinates that are
    the population-weighted mean of the places inside. `geonameid` is None for a place of our overlay.
    `key` is the index's own number, `overlay` is true of a place of our table.
    """

    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    population: int
    geonameid: int | None
    own: bool
    derived: bool
    key: int

    @property
    def overlay(self) -> bool:
        """Whether the place comes from our own table (such keys are negative)."""
        return self.key < 0


class Gazetteer:
    """Names to places. Opens its file at the first look-up, once per process; safe to pickle and to fork."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened: tuple[int, sqlite3.Connection] | None = None
        self._cached = lru_cache(maxsize=_CACHED)(self._look_up)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        """Another process gets the path, never the connection."""
        return Gazetteer, (self.path,)

    def find(self, name: str) -> tuple[Entry, ...]:
        """Every place of that name or alias, most populous first; empty when the index has none."""
        key = normalise(name)
        return self._cached(key) if key else ()

    def _look_up(self, key: str) -> tuple[Entry, ...]:
        return tuple(_entry(row) for row in self._connection().execute(_FIND, (key,)))

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None or self._opened[0] != os.getpid():  # SQLite forbids a connection carried over a fork
            import sqlite3

            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            self._opened = os.getpid(), sqlite3.connect(address, uri=True, check_same_thread=False)
        return self._opened[1]


def _entry(row: tuple[str, int, str | None, str | None, str | None, int | None, int | None, int, int | None, int, int, int]) -> Entry:
    name, kind, country, admin1, admin2, latitude, longitude, population, geonameid, own, derived, key = row
    return Entry(
        name=name,
        kind=KINDS[kind],
        country=country,
        admin1=admin1,
        admin2=admin2,
        latitude=None if latitude is None else latitude / 100_000,
        longitude=None if longitude is None else longitude / 100_000,
        population=population,
        geonameid=geonameid,
        own=bool(own),
        derived=bool(derived),
        key=key,
    )


def open_index(path: Path | None = None) -> Gazetteer:
    """The shipped index, or the one at `path`. Raises MissingPartError when the file is not there."""
    path = path or _SHIPPED
    if not path.is_file():
        raise MissingPartError(f"no index of place names at {path}; make it with `pip install -e .` in the source checkout")
    return Gazetteer(path)
