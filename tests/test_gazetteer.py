"""The index of place names: what it holds, how it answers, and what it says when it is not there."""

from __future__ import annotations

import math
import pickle
import re
import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import lexicon
from reportedly.errors import GazetteerError, MissingPartError
from reportedly.gazetteer import Gazetteer, Kind, Point, form, normalise, open_index
from reportedly.gazetteer.adding import FeatureCode

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def index() -> Gazetteer:
    return open_index()


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("Ḩamāh", "hamah"),
        ("Sana'a", "sanaa"),
        ("Sana’a", "sanaa"),
        ("U.S.", "us"),
        ("Łódź", "lodz"),
        ("  A\u00a0 b ", "a b"),
        ("—", ""),
    ],
)
def test_one_spelling(written: str, key: str) -> None:
    assert normalise(written) == key


@given(st.text())
def test_spelling_is_settled_at_once(name: str) -> None:
    once = normalise(name)
    assert normalise(once) == once
    assert once == once.strip()


def test_towns_divisions_countries(index: Gazetteer) -> None:
    kabul = {entry.kind: entry for entry in index.find("Kabul") if entry.country == "AF"}
    assert kabul["city"].geonameid == 1138958
    assert kabul["admin1"].geonameid == 1138957
    assert kabul["city"].admin1 == "Kabul"
    assert not kabul["city"].derived
    assert kabul["admin1"].derived
    assert index.find("Afghanistan")[0].kind == "country"
    assert index.find("Afghanistan")[0].latitude == pytest.approx(34.5, abs=1.5)


def test_most_populous_first(index: Gazetteer) -> None:
    people = [entry.population for entry in index.find("San Antonio")]
    assert len(people) > 20
    assert people == sorted(people, reverse=True)


def test_aliases_accents_and_case(index: Gazetteer) -> None:
    assert index.find("deir EZZOR") == index.find("Deir Ezzor")
    assert {entry.geonameid for entry in index.find("Nineveh")} & {92877}
    assert index.find("Nineveh")[0].name == "Nineveh"
    assert any(entry.name == "Anaba" and entry.admin1 == "Panjshir" for entry in index.find("Anaba"))


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Panjshir Valley", "AF", "Panjshir"),
        ("Donbas", "UA", None),
        ("Darfur", "SD", None),
        ("Eastern Ghouta", "SY", "Rif Dimashq"),
        ("Sahel", None, None),
        ("Gaza Strip", "PS", "Gaza Strip"),
        ("Line of Control", None, None),
        ("Swat Valley", "PK", "Khyber Pakhtunkhwa"),
        ("Crimea", "UA", "Crimea"),
        ("North Kivu", "CD", "North Kivu"),
    ],
)
def test_toponyms_of_conflicts(index: Gazetteer, name: str, country: str | None, admin1: str | None) -> None:
    found = [entry for entry in index.find(name) if entry.country == country and entry.admin1 == admin1]
    assert found
    assert found[0].latitude is not None


def test_panjshir_valley_is_where_the_overlay_says(index: Gazetteer) -> None:
    valley = index.find("Panjshir Valley")[0]
    assert (valley.latitude, valley.longitude, valley.geonameid) == (35.3, 69.7, 6957555)


def test_short_names_are_countries_or_canonical(index: Gazetteer) -> None:
    assert index.find("US")[0].country == "US"
    assert all(entry.own for entry in index.find("Bo"))
    assert index.find("") == ()
    assert index.find("Qwxzzy") == ()


def test_absent_index_says_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match=r"pip install -e \."):
        open_index(tmp_path / "none.sqlite")


def test_an_outdated_shipped_index_is_refused_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "names.sqlite"
    with sqlite3.connect(path) as base:
        base.executescript(f"{form.SCHEMA} PRAGMA user_version = {form.VERSION - 1}")
    monkeypatch.setattr("reportedly.gazetteer.index.SHIPPED", path)
    with pytest.raises(GazetteerError, match=r"is outdated .*pip install -e \."):
        open_index().find("Kabul")


def test_another_process_opens_its_own(index: Gazetteer) -> None:
    index.find("Kabul")
    again = pickle.loads(pickle.dumps(index))
    assert again.find("Kabul") == index.find("Kabul")


def test_opened_lazily_and_read_only(index: Gazetteer) -> None:
    fresh = open_index(index.path)._files[0]
    assert fresh._opened is None
    assert fresh.ask("SELECT 1 FROM name WHERE name = ?", "kabul")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        fresh.connection().execute("DELETE FROM name")


def test_size_and_count(index: Gazetteer) -> None:
    """The budget: about a million names, 60 MB on disk. What it weighs in the wheel and how fast it is, `make bench` prints."""
    assert index.path.stat().st_size < 60_000_000
    names = sqlite3.connect(index.path).execute("SELECT count(*) FROM name").fetchone()[0]
    assert 950_000 < names < 1_100_000


def test_a_forked_process_asks_by_a_connection_of_its_own(index: Gazetteer) -> None:
    opened = index._files[0].connection()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.getpid", lambda: -1)
        assert index._files[0].connection() is not opened
    assert index.find("Kabul")


def test_kinds_and_points_are_those_of_the_files_form() -> None:
    assert get_args(Kind) == form.KINDS
    assert get_args(Point) == form.POINTS


def test_names_in_other_scripts(index: Gazetteer) -> None:
    assert "Damascus" in {entry.name for entry in index.find("دمشق")}
    assert "Kharkiv" in {entry.name for entry in index.find("Харків")}


@pytest.mark.parametrize(
    ("name", "kind", "country", "point"),
    [
        ("Kabul", "city", "AF", "given"),
        ("Panjshir", "admin1", "AF", "centroid"),
        ("Syria", "country", "SY", "mean"),
        ("Muramvya", "admin1", "BI", "centroid"),
        ("Masyaf", "admin2", "SY", "namesake"),
    ],
)
def test_points_say_where_they_are_from(index: Gazetteer, name: str, kind: str, country: str, point: str) -> None:
    entry = next(entry for entry in index.find(name) if (entry.kind, entry.country) == (kind, country))
    assert (entry.point, entry.derived) == (point, point != "given")
    assert entry.latitude is not None


@pytest.mark.parametrize(
    ("name", "country", "low", "high"),
    [("Panjshir", "AF", 25, 45), ("Syria", "SY", 200, 280), ("Darfur", "SD", 350, 450), ("Eastern Ghouta", "SY", 5, 15)],
)
def test_areas_have_an_extent(index: Gazetteer, name: str, country: str, low: int, high: int) -> None:
    extents = [entry.extent_km for entry in index.find(name) if entry.country == country and entry.extent_km]
    assert extents
    assert low <= extents[0] <= high


class Toponym(msgspec.Struct, frozen=True):
    """A row of places_overlay."""

    name: str
    kind: str
    latitude: float
    longitude: float
    reference: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    admin1: str | None = None
    extent_km: int | None = None


@pytest.fixture(scope="module")
def toponyms() -> tuple[Toponym, ...]:
    return lexicon.rows("places_overlay", Toponym)


def test_every_toponym_of_ours_is_in_the_index(index: Gazetteer, toponyms: tuple[Toponym, ...]) -> None:
    lost = [name for row in toponyms for name in (row.name, *row.aliases) if len(normalise(name)) > 2 and not index.find(name)]
    assert lost == []


def test_every_toponym_of_ours_has_a_public_reference(toponyms: tuple[Toponym, ...]) -> None:
    assert [row.name for row in toponyms if not re.fullmatch(r"GeoNames \d+|Wikipedia: \S.*", row.reference)] == []


def test_every_toponym_of_ours_that_is_no_town_has_an_extent(index: Gazetteer, toponyms: tuple[Toponym, ...]) -> None:
    known = {"city", "country", "admin1"}  # towns are points; countries and divisions have the extent of their shape where one is known
    assert [row.name for row in toponyms if row.kind not in known and row.extent_km is None and not row.reference.startswith("Geo")] == []


def test_every_toponym_of_ours_lies_in_its_country(index: Gazetteer) -> None:
    """Its country's nearest town, and its division's, are no farther than the place reaches, and 150 km for empty land."""
    base = sqlite3.connect(index.path)
    towns: dict[tuple[str, int | None], list[tuple[float, float]]] = defaultdict(list)
    for country, division, latitude, longitude in base.execute("SELECT country, admin1, latitude, longitude FROM place WHERE kind = 3"):
        for key in ((country, None), (country, division)):
            towns[key].append((latitude / 1e5, longitude / 1e5))
    rows = base.execute("SELECT name, country, admin1, latitude, longitude, extent FROM place WHERE id < 0 AND country IS NOT NULL")
    astray = []
    for name, country, division, latitude, longitude, extent in rows:
        point = latitude / 1e5, longitude / 1e5
        nearest = min(_degrees_apart(point, town) for town in towns[country, division])
        if nearest * 111 > (extent or 0) + 150:
            astray.append(name)
    assert astray == []


def _degrees_apart(point: tuple[float, float], other: tuple[float, float]) -> float:
    """Degrees of latitude, near enough for a hundred kilometres."""
    east = (point[1] - other[1]) * math.cos(math.radians(point[0]))
    return math.hypot(point[0] - other[0], east)


def test_every_feature_code_is_of_a_kind() -> None:
    rows = lexicon.rows("feature_codes", FeatureCode)
    assert {row.kind for row in rows} == set(form.KINDS)
    assert {row.code: row.kind for row in rows}["VAL"] == "area"


def test_of_two_toponyms_of_ours_the_earlier_row_comes_first(index: Gazetteer) -> None:
    assert [entry.country for entry in index.find("Green Zone") if entry.overlay] == ["IQ", "AF"]
