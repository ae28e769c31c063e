"""The command `gazetteer`: what it prints, in which form, with which exit code; and readings with a gazetteer of one's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import reportedly
from geonames_lines import VALLEY, place
from reportedly import cli, english
from reportedly.gazetteer import Entry, open_index
from reportedly.read.grammar.passage import Passage
from reportedly.read.places.alone import alone
from reportedly.read.places.places import places
from reportedly.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.gazetteer import Kind


@pytest.fixture
def settings(tmp_path: Path) -> list[str]:
    """The option that names a settings file, whose gazetteer is a folder beside it."""
    file = tmp_path / "settings.toml"
    file.write_text('gazetteer = "own"\n')
    return ["--settings", str(file)]


@pytest.fixture
def valley(tmp_path: Path, settings: list[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    (tmp_path / "AF.txt").write_text("".join(f"{line}\n" for line in VALLEY), encoding="utf-8")
    assert cli.main(["gazetteer", "add", str(tmp_path / "AF.txt"), *settings]) == 0
    assert "AF.places: 5 places, 7 names from 6 lines" in capsys.readouterr().out
    return settings


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert cli.main(["gazetteer", "find", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_candidates_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    answer = found(capsys, "Tripoli")
    first = answer["candidates"][answer["chosen"]]  # type: ignore[index,call-overload]
    assert (first["name"], first["country"], first["geonameid"], first["kind"]) == ("Tripoli", "LY", 2210247, "city")
    assert {candidate["country"] for candidate in answer["candidates"]} >= {"LY", "LB", "GR"}  # type: ignore[attr-defined]
    assert answer["why"]


def test_candidates_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["gazetteer", "find", "Tripoli"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["name", "in", "ISO", "kind", "people", "position", "km", "GeoNames", "score"]
    assert lines[1].startswith("* Tripoli")
    assert any("North Lebanon" in line and "266826" in line for line in lines)
    assert any(line.startswith("Without context: Tripoli (LY): ") for line in lines)


def test_a_table_fits_a_narrow_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    assert cli.main(["gazetteer", "find", "Springfield"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 82
    assert "more (--format json has all)" in out


def test_a_name_of_several_words_and_another_script(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "Panjshir", "Valley")["chosen"] == 0
    assert found(capsys, "دمشق")["candidates"][0]["name"] == "Damascus"  # type: ignore[index]


def test_nobody_counted_the_people_of_our_own_toponyms(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "Darfur")["candidates"][0]["population"] is None  # type: ignore[index]


def test_an_unknown_name_is_said_with_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["gazetteer", "find", "Qwxzzy"]) == 2
    assert "gazetteer add" in capsys.readouterr().err


def test_why_one_wins() -> None:
    georgia, goma = (alone(name, open_index().find(name)) for name in ("Georgia", "Goma"))
    assert (georgia.chosen and georgia.chosen.country, georgia.why.split(";")[0]) == ("GE", "a country")
    assert goma.chosen is not None
    assert (goma.chosen.country, goma.chosen.kind) == ("CD", "city")
    assert goma.why


def test_a_name_that_nothing_decides_is_said_to_be_open() -> None:
    village = Entry("Xa", "city", "AF", None, None, 1.0, 1.0, 10, 1, own=False, point="given", key=1)
    other = Entry("Xb", "city", "PK", None, None, 1.0, 1.0, 10, 2, own=False, point="given", key=2)
    made = alone("Xc", (village, other))
    assert made.chosen is None
    assert made.why == "nothing wins: without context the reader leaves the name open"
    assert alone("Xc", ()).why == "no place is called so"


def test_added_places_are_found_with_words_for_what_they_are(valley: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    candidate = found(capsys, "Dara-ye Hazara", *valley)["candidates"][0]  # type: ignore[index]
    assert (candidate["kind"], candidate["words"], candidate["admin1"]) == ("area", "valley", "Panjshir")


def test_a_hostile_name_cannot_command_the_terminal(tmp_path: Path, settings: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "AF.txt").write_text(place(90000009, "Bad\u202eplace\u009b31m") + "\n", encoding="utf-8")
    assert cli.main(["gazetteer", "add", str(tmp_path / "AF.txt"), *settings]) == 0
    assert cli.main(["gazetteer", "find", "Bad\u202eplace\u009b31m", *settings]) == 0
    out = capsys.readouterr().out
    assert "\u202e" not in out
    assert "\u009b" not in out


def test_bad_lines_are_told_on_standard_error(tmp_path: Path, settings: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "AF.txt").write_text(f"{VALLEY[0]}\nnot a line\n", encoding="utf-8")
    assert cli.main(["gazetteer", "add", str(tmp_path / "AF.txt"), *settings]) == 0
    assert "1 lines of AF.places could not be read, the first of them:\n  line 2: 1 columns, not 19" in capsys.readouterr().err


def test_listed_and_removed(valley: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["gazetteer", "list", "--format", "json", *valley]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(part["name"], part["of"], part["places"]) for part in listed] == [("AF.places", "AF.txt", 5)]
    assert cli.main(["gazetteer", "remove", "AF.places", *valley]) == 0
    assert cli.main(["gazetteer", "list", *valley]) == 0
    assert "nothing was added" in capsys.readouterr().out


def test_a_reading_finds_added_places_and_says_by_which_gazetteer(tmp_path: Path, valley: list[str]) -> None:
    text = "Clashes killed three fighters in Deh Parian, Panjshir, the Afghan army said on Monday."
    own, none = Settings(gazetteer=str(tmp_path / "own"), reader="rules"), Settings(reader="rules")
    with_own, without = (reportedly.read_report(reportedly.report(text), settings=settings) for settings in (own, none))
    places = {claim.place.geonameid for claim in with_own.claims if claim.place}
    assert 90000001 in places
    assert with_own.reader.settings != without.reader.settings
    assert without.reader.settings == none.digest()
    assert reportedly.encode(reportedly.read_report(reportedly.report(text), settings=own)) == reportedly.encode(with_own)


def test_a_damaged_gazetteer_stops_the_command_with_the_way_out(
    tmp_path: Path, valley: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own" / "AF.places.sqlite").write_bytes(b"damage")
    (tmp_path / "report.txt").write_text("Four people died in Kabul on Monday, police said.")
    assert cli.main(["read", str(tmp_path / "report.txt"), *valley]) == 2
    assert "is damaged" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "words", "precision"),
    [
        ("city", "in Zelmar", "exact"),
        ("site", "at Zelmar", "exact"),
        ("feature", "on Zelmar", "near"),
        ("area", "in Zelmar", "admin2"),
        ("region", "along the Zelmar", "region"),
        ("area", "near Zelmar", "near"),
    ],
)
def test_a_place_of_a_reading_is_as_precise_as_its_kind(kind: Kind, words: str, precision: str) -> None:
    entry = Entry("Zelmar", kind, "AF", "Panjshir", None, 35.3, 69.6, 0, 90000001, own=True, point="given", key=90000001, extent_km=20)
    shipped = open_index().find
    text = f"Clashes erupted {words}, Afghanistan, on Monday."
    parsed = [Passage(0, 0, doc, text) for doc in english.parse([text])]
    found = places(parsed, lambda name: (entry,) if name == "Zelmar" else shipped(name))
    place = next(mention.place for mention in found if mention.place.name == "Zelmar")
    assert (place.precision, place.extent_km, place.geonameid) == (precision, 20, 90000001)
    assert "mean" not in (place.reason or "")


def test_a_derived_point_says_so_in_its_reason() -> None:
    text = "Clashes erupted in Panjshir, Afghanistan, on Monday."
    found = places([Passage(0, 0, doc, text) for doc in english.parse([text])], open_index().find)
    panjshir = next(mention.place for mention in found if mention.place.name == "Panjshir")
    assert (panjshir.extent_km, panjshir.precision) == (34, "admin1")
    assert "coordinates are the centre of its shape" in (panjshir.reason or "")
