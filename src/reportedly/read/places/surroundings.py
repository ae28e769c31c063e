"""What a report says around a name: the countries and divisions it speaks of, the places near by, and what holds what.

Everything here is a sum over the other names of the report, each weighed by how far its meanings are believed; a name never
speaks for itself. Linear in the names: near places are looked for among the names close in the text.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportedly.read.places.evidence import LOCAL, of_entries
from reportedly.read.places.place_words import romanised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.gazetteer import Entry
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.places.evidence import Evidence
    from reportedly.read.places.toponyms import Toponym

# Found by a sweep over the even-numbered reports of LGL and GeoVirus, where each was the best or within 0.002 of it:
_OFTEN = 3  # mentions of a name that count (1 to 5)
_PEOPLE = 0.5  # of a place that a demonym or a government counts: "Russian jets over Syria" are in Syria (0.25 to 1)
_UNSAID = 0.5  # a place's vote that is withheld, so that one other name alone is no certainty (0.2 to 2)
_SCALE = 60.0  # km, the e-fold of nearness (30 to 100)
_FAITH = 0.25  # power of a belief: what is hardly believed may still be near (0.1 to 0.5)
_FAINT = 0.05  # share of a country that is hardly more than none (0.02 to 0.1)
_DEGREES = 2  # side of the cells that near places are looked for in: no farther than a cell away, so 222 km north or south
_CLOSE = 24  # names before and after, in order of first mention, among which near places are looked for
_DOUBT = 0.9  # of nearness at most, so that several near places say more than one
_LIKELY = 0.05  # belief below which a place holds nothing and is held by nothing
_LISTED = 8  # names of a list that its last one's holder holds
_AND = (["and"], [","], [",", "and"], ["or"])
_RADIUS = 6371.0  # km, the earth's

Key = tuple[str, str | None]
"""A name (lower case) with the size that the words beside it say, if any."""
Beliefs = dict[Key, tuple[float, ...]]
"""For each name how far each of its entries is believed; what lacks to one is "none of them"."""


def key_of(toponym: Toponym) -> Key:
    """Names are told apart by what the words beside them say of size: "Idlib" and "Idlib province" differ."""
    kind = toponym.kind
    return toponym.name.lower(), kind if kind in ("admin1", "admin2", "city") else None


Near = tuple[tuple[Key, tuple[tuple[int, float], ...]], ...]
"""For one entry the entries of other names near it: by name, each by its number there with its nearness."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the report: where it first stands, how often, what it may mean with the evidence for each, who holds it, whom it holds.

    `tied` says that somewhere it is tied as places are; `near` lists for each entry what is near it; `same` are the keys of its
    words, its own among them.
    """

    key: Key
    toponym: Toponym
    count: int
    tied: bool
    alone: tuple[Evidence, ...]
    near: tuple[Near, ...]
    holders: frozenset[Key]
    held: frozenset[Key]
    same: tuple[Key, ...]

    @property
    def entries(self) -> Sequence[Entry]:
        """What it may mean."""
        return self.toponym.entries

    @property
    def weight(self) -> float:
        """Its votes."""
        return min(self.count, _OFTEN) * (1.0 if self.toponym.use == "place" else _PEOPLE)


def names(passages: Sequence[Passage], found: Sequence[Toponym]) -> dict[Key, Name]:
    """The names of a report in order of first mention, with all that does not change as beliefs do."""
    first: dict[Key, Toponym] = {}
    counts: Counter[Key] = Counter()
    tied: set[Key] = set()
    for toponym in found:
        key = key_of(toponym)
        first.setdefault(key, toponym)
        counts[key] += 1
        if toponym.tied:
            tied.add(key)
    holders, near = _holders(passages, found), _near(first)
    same: dict[str, list[Key]] = defaultdict(list)
    for key in first:
        same[key[0]].append(key)
    held: dict[Key, set[Key]] = defaultdict(set)
    for inner, outers in holders.items():
        for outer in outers:
            held[outer].add(inner)
    return {
        key: Name(
            key=key,
            toponym=toponym,
            count=counts[key],
            tied=key in tied,
            alone=tuple(of_entries(toponym)),
            near=near[key],
            holders=frozenset(holders.get(key, ())),
            held=frozenset(held.get(key, ())),
            same=tuple(same[key[0]]),
        )
        for key, toponym in first.items()
    }


def _holders(passages: Sequence[Passage], found: Sequence[Toponym]) -> dict[Key, set[Key]]:
    """Which names the text puts into which: "Anaba, Panjshir", "Anaba in Panjshir", "Syria's Homs"; of a list the last holds for all."""
    docs = {p.number: p.doc for p in passages}
    holders: dict[Key, set[Key]] = defaultdict(set)
    listed: list[Key] = []
    for left, right in pairwise(found):
        inner, outer = key_of(left), key_of(right)
        near = left.passage == right.passage and 0 <= right.first - left.last - 1 <= 5
        between = [t.lower_ for t in docs[left.passage][left.last + 1 : right.first] if t.lower_ not in ("the", "a")] if near else []
        if near and right.use in ("place", "metonym") and _contains_left(between):
            for key in (*listed, inner):
                holders[key].add(outer)
        if near and _contains_right(between, left):
            holders[outer].add(inner)
        listed = [*listed, inner][-_LISTED:] if near and between in _AND else []
    return holders


def _contains_left(between: list[str]) -> bool:
    """Whether the words between two names put the first in the second: "X, Y", "X in Y", "X, in the north of Y"."""
    if between in ([], [","], ["in"], [",", "in"], ["("], ["of"], ["-"]):
        return True
    return len(between) <= 4 and between[:1] in ([","], ["in"]) and between[-1:] == ["of"]


def _contains_right(between: list[str], left: Toponym) -> bool:
    """Whether the words between two names put the second in the first: "Syria's Homs", "the Syrian city of Homs"."""
    if between in (["'s"], ["’s"]):
        return True
    return left.use == "demonym" and (not between or between[-1] in ("of", "city", "town"))


@dataclass(frozen=True, slots=True)
class _Point:
    """An entry on the globe: its name, its number there, its unit vector."""

    key: Key
    number: int
    vector: tuple[float, float, float]


_Cell = tuple[int, int, int]
"""Latitude and longitude by `_DEGREES`, and the stretch of `_CLOSE` names of the report."""


def _near(first: Mapping[Key, Toponym]) -> dict[Key, tuple[Near, ...]]:
    """Who is near whom, among the names of the same stretch of the report and of those beside it."""
    cells: dict[_Cell, list[_Point]] = defaultdict(list)
    placed: dict[Key, list[tuple[_Cell, _Point] | None]] = {}
    for order, (key, toponym) in enumerate(first.items()):
        placed[key] = []
        for number, entry in enumerate(toponym.entries):
            found = None
            if entry.kind in LOCAL and entry.latitude is not None and entry.longitude is not None:
                cell = int(entry.latitude // _DEGREES), int(entry.longitude // _DEGREES), order // _CLOSE
                found = cell, _Point(key, number, _vector(entry.latitude, entry.longitude))
                cells[cell].append(found[1])
            placed[key].append(found)
    return {key: tuple(() if at is None else _around(*at, cells) for at in points) for key, points in placed.items()}


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    a, b = math.radians(latitude), math.radians(longitude)
    return math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a)


def _around(cell: _Cell, here: _Point, cells: Mapping[_Cell, Sequence[_Point]]) -> Near:
    """The entries of other names near a point."""
    near: dict[Key, list[tuple[int, float]]] = {}
    (x, y, z), (row, column, stretch) = here.vector, cell
    for a in (row - 1, row, row + 1):
        for b in (column - 1, column, column + 1):
            for c in (stretch - 1, stretch, stretch + 1):
                for other in cells.get((a, b, c), ()):
                    if other.key[0] != here.key[0]:
                        u, v, w = other.vector
                        distance = _RADIUS * math.acos(min(1.0, x * u + y * v + z * w))
                        near.setdefault(other.key, []).append((other.number, math.exp(-distance / _SCALE)))
    return tuple((key, tuple(others)) for key, others in near.items())


@dataclass(frozen=True, slots=True)
class Votes:
    """The countries and (country, division)s that a report's names are believed to lie in, counted; and all together."""

    countries: dict[str, float]
    divisions: dict[tuple[str, str], float]
    places: float
    parts: float

    def best(self) -> str | None:
        """The country most spoken of."""
        return max(self.countries, key=lambda c: (self.countries[c], c), default=None)

    def share(self, country: str | None) -> float:
        """How much the report speaks of a country, against the one that it speaks of most."""
        most = max(self.countries.values(), default=0.0)
        return self.countries.get(country, 0.0) / most if country and most else 0.0

    def without(self, other: Votes) -> Votes:
        """The votes that are left when those of some of the names are taken away."""
        countries = {country: count - other.countries.get(country, 0.0) for country, count in self.countries.items()}
        divisions = {division: count - other.divisions.get(division, 0.0) for division, count in self.divisions.items()}
        return Votes(countries, divisions, self.places - other.places, self.parts - other.parts)


def votes(made: Iterable[Name], beliefs: Beliefs) -> Votes:
    """What the names speak of, each by its weight and as far as its meanings are believed."""
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[tuple[str, str], float] = defaultdict(float)
    for name in made:
        for country, share in _lands(name, beliefs).items():
            countries[country] += share
        for division, share in _parts(name, beliefs).items():
            divisions[division] += share
    return Votes(dict(countries), dict(divisions), sum(countries.values()), sum(divisions.values()))


def _lands(name: Name, beliefs: Beliefs) -> dict[str, float]:
    """A name's votes by country."""
    found: dict[str, float] = defaultdict(float)
    for entry, belief in zip(name.entries, beliefs[name.key], strict=True):
        if entry.country:
            found[entry.country] += belief * name.weight
    return found


def _parts(name: Name, beliefs: Beliefs) -> dict[tuple[str, str], float]:
    """A name's votes by country and division."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for entry, belief in zip(name.entries, beliefs[name.key], strict=True):
        if entry.country and entry.admin1:
            found[entry.country, entry.admin1] += belief * name.weight
    return found


def evidence(name: Name, made: Mapping[Key, Name], beliefs: Beliefs, heard: Votes) -> list[Evidence]:
    """What speaks for each entry of a name, and last for none: what it is alone, and what the rest of the report says of it."""
    own = votes((made[key] for key in name.same), beliefs)
    places = heard.places - own.places + _UNSAID
    divisions = heard.parts - own.parts + _UNSAID
    holders, held = _believed(name.holders, made, beliefs), _believed(name.held, made, beliefs)
    found = []
    for entry, alone, near in zip(name.entries, name.alone[:-1], name.near, strict=True):
        country, part = entry.country or "", (entry.country or "", entry.admin1 or "")
        nation = _heard((heard.countries.get(country, 0.0) - own.countries.get(country, 0.0)) / places)
        found.append(
            alone._replace(
                nation=nation,
                spelled=nation if not alone.own and country in romanised() else 0.0,
                division=(heard.divisions.get(part, 0.0) - own.divisions.get(part, 0.0)) / divisions,
                beside=_beside(near, beliefs),
                held=min(1.0, sum(belief for other, belief in holders if holds(other, entry))),
                holds=min(1.0, sum(belief for other, belief in held if holds(entry, other))),
            )
        )
    most = max((count - own.countries.get(country, 0.0) for country, count in heard.countries.items()), default=0.0)
    return [*found, name.alone[-1]._replace(nation=_heard(most / places))]


def _heard(share: float) -> float:
    """The share of a country in the report as evidence: 0 for none, 1 for all, by its logarithm."""
    return math.log(max(share, 0.0) / _FAINT + 1.0) / math.log(1.0 / _FAINT + 1.0)


def _believed(keys: Iterable[Key], made: Mapping[Key, Name], beliefs: Beliefs) -> list[tuple[Entry, float]]:
    """The entries that the names may mean."""
    pairs = ((entry, belief) for key in sorted(keys, key=str) for entry, belief in zip(made[key].entries, beliefs[key], strict=True))
    return [(entry, belief) for entry, belief in pairs if belief > _LIKELY]


def _beside(near: Near, beliefs: Beliefs) -> float:
    """How surely other names of the report lie close by."""
    apart = 1.0
    for key, others in near:
        believed = beliefs[key]
        apart *= 1.0 - _DOUBT * max(nearness * believed[number] ** _FAITH for number, nearness in others)
    return 1.0 - apart


def holds(holder: Entry, entry: Entry) -> bool:
    """Whether the entry lies in the holder, a country, a division or a region, and is none of the same height."""
    if holder.country is None or holder.country != entry.country or holder.key == entry.key:
        return False
    if holder.kind in ("country", "region"):
        return entry.kind != "country"
    if holder.kind == "admin1":
        return entry.kind not in ("country", "admin1") and holder.admin1 == entry.admin1
    return holder.kind == "admin2" and entry.kind == "city" and (holder.admin1, holder.name) == (entry.admin1, entry.admin2)
