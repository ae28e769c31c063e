"""The read-only indexes of names: opened lazily, shared between processes, never written here.

`hatch_build.py` makes the shipped file when the package is built, from GeoNames data (CC BY 4.0) as two pinned
packages carry it, and from our own tables; `added` makes those of a user's own GeoNames files, which are asked after it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from reportedly.errors import GazetteerError, MissingPartError
from reportedly.gazetteer.form import DEGREE, VERSION
from reportedly.gazetteer.spelling import normalise

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

Kind = Literal["country", "admin1", "admin2", "city", "region", "site", "area", "feature"]
Point = Literal["given", "mean", "centroid", "namesake"]
_KINDS: tuple[Kind, ...] = get_args(Kind)  # as in `form`, which the build hook loads without this file: a test compares them
_POINTS: tuple[Point, ...] = get_args(Point)

SHIPPED = Path(__file__).with_name("names.sqlite")
_CACHED = 65_536  # names kept per process: the distinct capitalised words of some 10 MB of news, about 20 MB of memory
_COLUMNS = """p.name, p.kind, p.country, a.name, b.name, p.latitude, p.longitude, p.population, p.geonameid, p.point, p.id, p.extent,
p.feature"""
_ABOVE = "LEFT JOIN place a ON a.id = p.admin1 LEFT JOIN place b ON b.id = p.admin2"
_FIND = f"SELECT n.own, n.place, {_COLUMNS} FROM name n LEFT JOIN place p ON p.id = n.place {_ABOVE} WHERE n.name = ?"  # noqa: S608 - of constants
_PLACE = f"SELECT {_COLUMNS} FROM place p {_ABOVE} WHERE p.id = ?"  # noqa: S608 - of constants


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the index.

    `country` is ISO 3166-1 alpha-2 (None for what spans countries), degrees are WGS84. `own` says that the name looked up is
    the place's canonical name rather than an alias. `point` tells where the coordinates are from: given with the place, or the
    population-weighted mean of the places inside, the centre of its Natural Earth shape, or the town it is named after.
    `geonameid` is None for a place of our overlay. `key` is the index's own number. `extent_km` is the radius of a disc as large
    as the place, half the length of a line; None where unknown. `feature` is GeoNames' feature code ("STM"), of added places.
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
    point: Point
    key: int
    extent_km: int | None = None
    feature: str | None = None

    @property
    def overlay(self) -> bool:
        """Whether the place comes from our own table (such keys are negative)."""
        return self.key < 0

    @property
    def derived(self) -> bool:
        """Whether the coordinates are not given with the place but computed from others."""
        return self.point != "given"


class _File:
    """One index file, opened at the first question, once per process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened: tuple[int, sqlite3.Connection] | None = None

    def ask(self, question: str, value: str | int) -> list[tuple]:  # type: ignore[type-arg]
        """All rows of an answer. Raises GazetteerError for a file that is no sound index."""
        import sqlite3

        try:
            return self.connection().execute(question, (value,)).fetchall()
        except sqlite3.Error as error:
            raise GazetteerError(f"the index of place names {self.path} is damaged ({error}); {_way_out(self.path)}") from error

    def connection(self) -> sqlite3.Connection:
        """The connection of this process: SQLite forbids one carried over a fork. Raises GazetteerError for another form than ours."""
        if self._opened is None or self._opened[0] != os.getpid():
            import sqlite3

            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version != VERSION:
                age = "outdated" if version < VERSION else "made by a newer reportedly"
                message = f"the index of place names {self.path} is {age} (form {version}, here {VERSION} is read); {_way_out(self.path)}"
                raise GazetteerError(message)
            self._opened = os.getpid(), connection
        return self._opened[1]

    def entry(self, own: bool, row: Sequence) -> Entry:  # type: ignore[type-arg]
        """The record of a row of _COLUMNS. Raises GazetteerError for one that no index of ours has."""
        name, kind, country, admin1, admin2, latitude, longitude, population, geonameid, point, key, extent, feature = row
        try:
            return Entry(
                name=name,
                kind=_KINDS[kind],
                country=country,
                admin1=admin1,
                admin2=admin2,
                latitude=None if latitude is None else latitude / DEGREE,
                longitude=None if longitude is None else longitude / DEGREE,
                population=population,
                geonameid=geonameid,
                own=own,
                point=_POINTS[point],
                key=key,
                extent_km=extent,
                feature=feature,
            )
        except (IndexError, TypeError) as error:
            raise GazetteerError(f"the index of place names {self.path} is damaged ({error}); {_way_out(self.path)}") from error

    def about(self) -> dict[str, str]:
        """What the file says of itself."""
        return dict(self.ask("SELECT key, value FROM about WHERE key > ?", ""))


def _way_out(path: Path) -> str:
    if path == SHIPPED:
        return "make it again with `pip install -e .` in a clone, or install the package again"
    return "add the file that it was made of again, or take it away with `reportedly gazetteer remove`"


class Gazetteer:
    """Names to places. Opens its files at the first look-up, once per process; safe to pickle and to fork."""

    def __init__(self, path: Path, added: Sequence[Path] = ()) -> None:
        self.path, self.added = path, tuple(added)
        self._files = tuple(_File(each) for each in (path, *self.added))
        self._cached = lru_cache(maxsize=_CACHED)(self._look_up)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path, tuple[Path, ...]]]:
        """Another process gets the paths, never a connection."""
        return Gazetteer, (self.path, self.added)

    def find(self, name: str) -> tuple[Entry, ...]:
        """Every place of that name or alias, most populous first (of our table the earlier row); empty when the index has none."""
        key = normalise(name)
        return self._cached(key) if key else ()

    def _look_up(self, key: str) -> tuple[Entry, ...]:
        """Each place once: of two files that have it, the first tells of it."""
        found: dict[int, Entry] = {}
        for file in self._files:
            for own, place, *row in file.ask(_FIND, key):
                told = row if row[0] is not None else self._told_elsewhere(place)
                if told is not None and place not in found:
                    found[place] = file.entry(bool(own), told)
        return tuple(sorted(found.values(), key=lambda entry: (-entry.population, abs(entry.key))))

    def _told_elsewhere(self, place: int) -> tuple | None:  # type: ignore[type-arg]
        """The row of a place that another file than its name's tells of."""
        return next((row for file in self._files for row in file.ask(_PLACE, place)), None)

    def kind_of(self, place: int) -> Kind | None:
        """The kind of a place by its number; None when no file has it."""
        row = self._told_elsewhere(place)
        return None if row is None else _KINDS[row[1]]

    def rows(self, kinds: Sequence[int]) -> Iterator[tuple]:  # type: ignore[type-arg]
        """The bare rows of places of these kinds, by their codes, in the first file."""
        for kind in kinds:
            yield from self._files[0].ask("SELECT * FROM place WHERE kind = ? ORDER BY id", kind)

    def abouts(self) -> Iterator[tuple[Path, dict[str, str]]]:
        """What each added file says of itself."""
        return ((file.path, file.about()) for file in self._files[1:])


def open_index(path: Path | None = None, *, added: Sequence[Path] = ()) -> Gazetteer:
    """The shipped index, or the one at `path`, and the `added` files after it. Raises MissingPartError when the first is not there."""
    path = path or SHIPPED
    if not path.is_file():
        raise MissingPartError(f"no index of place names at {path}; make it with `pip install -e .` in a clone")
    return Gazetteer(path, added)
