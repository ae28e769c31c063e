"""A corpus of place names on disk: its records, which of its names are countries, and when a place read is right.

`docs.jsonl` holds one report a line: `text`, and `toponyms` with `start`, `end` (code points into `text`), `lat`, `lon` (WGS84
degrees, null where the annotators found no entry) and, where the corpus has it, `kind` (GeoNames' feature class: A country or
division, P town, H water, L area, T mountain). LGL and GeoVirus are published so by Gritta et al. (github.com/milangritta).

**Countries are scored by identity.** Corpora give a country one point (40, -100 for the United States), gazetteers another, and
neither says more than the country does. A name counts as a country when its kind is A or unknown, its words name one (by the
gazetteer or as a people: "U.S.", "Syrians"), and the corpus' point lies in it: the known town nearest to the point is in that
country, or one of its towns is within 161 km (the point of Britain is nearest to the Isle of Man). So Georgia at 33 north is no
country, and at 42 north it is one. Such a name is right when it is read as that country; any other when it is put within 161 km
of the corpus' point (100 miles: the limit that the toponym literature reports).
"""

from __future__ import annotations

import json
import math
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportedly.read.grammar.nations import demonym_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly import Place
    from reportedly.gazetteer import Gazetteer

WITHIN = 161.0  # km
_RADIUS = 6371.0  # km
_TOWN = 3  # its code in the index
_TOWNS = """
SELECT t.country, a.name, t.latitude, t.longitude FROM place t LEFT JOIN place a ON a.id = t.admin1 WHERE t.kind = ? ORDER BY t.id
"""


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated name: half-open offsets, its words, its point and kind, None where the corpus has none."""

    start: int
    end: int
    text: str
    point: tuple[float, float] | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A report of the corpus: its number in the file, its text, its names in text order."""

    number: int
    text: str
    names: tuple[Gold, ...]

    @property
    def even(self) -> bool:
        """Whether rules and weights were made with it in view."""
        return self.number % 2 == 0


def corpus(folder: Path, limit: int | None = None) -> list[Annotated]:
    """The reports of a folder's `docs.jsonl`, at most `limit`."""
    lines = [line for line in (folder / "docs.jsonl").read_text(encoding="utf-8").split("\n") if line][:limit]
    return [_annotated(number, line) for number, line in enumerate(lines)]


def _annotated(number: int, line: str) -> Annotated:
    report = json.loads(line)
    names = [
        Gold(t["start"], t["end"], t["text"], None if t["lat"] is None else (t["lat"], t["lon"]), t.get("kind")) for t in report["toponyms"]
    ]
    return Annotated(number, report["text"], tuple(sorted(names, key=lambda n: (n.start, n.end))))


def distance(place: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle kilometres between two points in degrees."""
    (a, b), (c, d) = ((math.radians(x), math.radians(y)) for x, y in (place, other))
    return 2 * _RADIUS * math.asin(math.sqrt(math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2))


class Globe:
    """The towns of the index, to say which country a point lies in."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        base = sqlite3.connect(f"{gazetteer.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        rows = base.execute(_TOWNS, (_TOWN,)).fetchall()
        base.close()
        rows = [row for row in rows if None not in row[2:]]
        self._countries = np.array([row[0] or "" for row in rows])
        self._divisions = [row[1] for row in rows]
        self._vectors = _vectors(np.radians(np.array([row[2:] for row in rows], dtype=float).reshape(-1, 2) / 100_000))
        self._known: dict[tuple[float, float], frozenset[str]] = {}

    def around(self, point: tuple[float, float]) -> frozenset[str]:
        """The country of the nearest town, and those with a town within 161 km."""
        if point not in self._known:
            cosines = self._vectors @ _vectors(np.radians(np.array([point])))[0]
            near = self._countries[cosines >= math.cos(WITHIN / _RADIUS)]
            self._known[point] = frozenset({str(self._countries[int(np.argmax(cosines))]), *map(str, np.unique(near))})
        return self._known[point]

    def division(self, point: tuple[float, float]) -> tuple[str, str | None]:
        """The country and the first-level division of the nearest town."""
        nearest = int(np.argmax(self._vectors @ _vectors(np.radians(np.array([point])))[0]))
        return str(self._countries[nearest]), self._divisions[nearest]

    def country(self, name: Gold) -> str | None:
        """The country that an annotated name is, by its ISO code; None for any other place."""
        if name.point is None or name.kind not in (None, "A"):
            return None
        people = demonym_of(name.text)
        named = {people} if people else {e.country for e in self.gazetteer.find(name.text) if e.kind == "country" and e.country}
        return next(iter(sorted(named & self.around(name.point))), None) if named else None

    def right(self, name: Gold, place: Place) -> bool:
        """Whether a name with a point is put where the corpus has it."""
        country = self.country(name)
        if country is not None:
            return place.precision == "country" and place.country == country
        if name.point is None or place.latitude is None or place.longitude is None:
            return False
        return distance((place.latitude, place.longitude), name.point) <= WITHIN


def _vectors(radians: np.ndarray) -> np.ndarray:
    """Rows of latitude and longitude as unit vectors."""
    latitude, longitude = radians[:, 0], radians[:, 1]
    return np.stack([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1)
