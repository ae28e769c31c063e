"""The index of place names: what it holds, how it answers, and what it says when it is not there."""

from __future__ import annotations

import pickle
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import MissingPartError
from reportedly.gazetteer import Gazetteer, normalise, open_index

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


def test_another_process_opens_its_own(index: Gazetteer) -> None:
    index.find("Kabul")
    again = pickle.loads(pickle.dumps(index))
    assert again.find("Kabul") == index.find("Kabul")


def test_opened_lazily_and_read_only(index: Gazetteer) -> None:
    fresh = open_index(index.path)
    assert fresh._opened is None
    fresh.find("Kabul")
    assert fresh._opened is not None
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        fresh._opened[1].execute("DELETE FROM name")


def test_size_and_speed(index: Gazetteer) -> None:
    """The limits are the budget's: 60 MB on disk, 50 µs a look-up; the clock gets fourfold room for a busy machine."""
    assert index.path.stat().st_size < 60_000_000
    names = [row[0] for row in sqlite3.connect(index.path).execute("SELECT name FROM name WHERE place % 331 = 0 LIMIT 2000")]
    fresh = open_index(index.path)
    fresh.find("Kabul")
    start = time.perf_counter()
    for name in names:
        fresh.find(name)
    assert (time.perf_counter() - start) / len(names) < 200e-6
