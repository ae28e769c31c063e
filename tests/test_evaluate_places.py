"""The measure of place names: which are countries, when one is right, and what the command prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import places as measure
import pytest
from toponyms import Globe, Gold, corpus, distance

from reportedly import Place
from reportedly.gazetteer import open_index

if TYPE_CHECKING:
    from pathlib import Path

GLOBE = Globe(open_index())


def gold(text: str, latitude: float, longitude: float, kind: str | None = "A") -> Gold:
    return Gold(0, len(text), text, (latitude, longitude), kind)


def place(**fields: object) -> Place:
    given = {"name": "X", "text": "X", "start": 0, "end": 1, "country": "US", "precision": "country", "latitude": 39.8, "longitude": -98.6}
    return Place(**{**given, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        (gold("U.S.", 39.76, -98.5), "US"),
        (gold("United States", 40, -100, None), "US"),
        (gold("Syrians", 35, 38), "SY"),
        (gold("Georgia", 42, 43.5), "GE"),
        (gold("Georgia", 32.75, -83.5), None),
        (gold("Britain", 54, -4), "GB"),
        (gold("Paris", 48.85, 2.35, "P"), None),
        (gold("Jordan", 44.67, -93.63, "P"), None),
        (Gold(0, 4, "Syria", None, "A"), None),
    ],
)
def test_countries_are_told_by_name_and_point(name: Gold, country: str | None) -> None:
    assert GLOBE.country(name) == country


def test_a_country_is_right_by_identity_wherever_its_point() -> None:
    assert GLOBE.right(gold("U.S.", 39.76, -98.5), place(latitude=60.0, longitude=-150.0))


def test_a_country_is_wrong_as_a_town_however_near() -> None:
    assert not GLOBE.right(gold("U.S.", 39.76, -98.5), place(precision="exact"))


def test_a_town_is_right_within_a_hundred_miles() -> None:
    town = gold("Homs", 34.73, 36.71, "P")
    assert GLOBE.right(town, place(country="SY", precision="exact", latitude=35.13, longitude=36.75))
    assert not GLOBE.right(town, place(country="SY", precision="exact", latitude=36.2, longitude=37.16))


def test_a_place_without_a_point_is_wrong() -> None:
    assert not GLOBE.right(gold("Homs", 34.73, 36.71, "P"), place(precision="exact", latitude=None))


def test_the_division_of_a_point() -> None:
    assert GLOBE.division((34.73, 36.71)) == ("SY", "Homs")


def test_distance_is_in_kilometres() -> None:
    assert distance((48.85, 2.35), (51.51, -0.13)) == pytest.approx(344, abs=3)


def written(folder: Path, *reports: tuple[str, list[tuple[str, float | None, float | None]]]) -> Path:
    lines = []
    for text, names in reports:
        toponyms = [
            {"start": text.index(name), "end": text.index(name) + len(name), "text": name, "lat": lat, "lon": lon}
            for name, lat, lon in names
        ]
        lines.append(json.dumps({"text": text, "toponyms": toponyms}))
    (folder / "docs.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_reports_are_numbered_and_their_names_sorted(tmp_path: Path) -> None:
    folder = written(tmp_path, ("From Homs to Hama.", [("Hama", 35.1, 36.7), ("Homs", None, None)]), ("Nothing.", []))
    first, second = corpus(folder)
    assert [name.text for name in first.names] == ["Homs", "Hama"]
    assert (first.even, second.even) == (True, False)
    assert first.names[0].point is None


def test_the_figures_of_a_small_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Jets bombed Homs in Syria. Men from Hama fled."
    written(tmp_path, (text, [("Homs", 34.73, 36.71), ("Syria", 35.0, 38.0), ("Hama", 0.0, 0.0)]))
    measure.main([str(tmp_path)])
    shown = capsys.readouterr().out
    even = shown.split("odd-numbered")[0]
    assert "P 1.000  R 1.000  F1 1.000  (3 in the corpus, 3 with a point)" in even
    assert "given       0.667 right" in even
    assert "end to end  0.667 found and right" in even
    assert "score       names  right" in shown


def test_peoples_are_counted_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, ("Syrian jets bombed Homs.", [("Syrian", 35.0, 38.0), ("Homs", 34.73, 36.71)]))
    measure.main([str(tmp_path)])
    even = capsys.readouterr().out.split("odd-numbered")[0]
    assert "names       P 1.000  R 0.500" in even
    assert "P 1.000  R 1.000  F1 1.000  with peoples" in even


def test_a_missing_folder_is_skipped_loudly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measure.main([str(tmp_path / "nowhere")])
    assert capsys.readouterr().out.startswith("SKIPPED: no folder")


def test_annotated_claims_are_measured_by_their_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Shells killed two people in Homs, Syria."
    claim = {"quotes": [{"start": 0, "end": len(text), "text": text}], "place": {"text": "Homs", "country": "SY"}, "event_type": "ASSAULT"}
    (tmp_path / "a.json").write_text(json.dumps({"text": text, "claims": [claim]}), encoding="utf-8")
    measure.main([str(tmp_path)])
    assert capsys.readouterr().out == "event places: 1.000 over 1 claims\n"
