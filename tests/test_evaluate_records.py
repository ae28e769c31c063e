"""The measuring of records: what is right and wrong of an expected event, and of a real toll under its speaker."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import given
import outlets
import pytest
import records

from reportedly.model.event import Version

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Kelmet Hospital said 17 people were killed in the market in Kelmet on Friday. The army said five people were killed there."


def claim(name: str, speaker: str, kind: str, dead: int, words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {
        "id": name,
        "event": "E1",
        "proposition": None,
        "event_type": "ASSAULT",
        "actors": [],
        "targets": [],
        "place": {"text": "Kelmet", "country": "XA", "admin1": None},
        "date": {"start": "2031-03-07", "end": "2031-03-07", "precision": "day", "text": "on Friday"},
        "fatalities": {"min": dead, "max": dead},
        "injured": None,
        "casualties": None,
        "source": {"name": speaker, "type": kind, "chain": []},
        "stance": "asserted",
        "quotes": [{"text": words, "start": start, "end": start + len(words)}],
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    hospital = claim("r1-c1", "Kelmet Hospital", "health", 17, "17 people were killed in the market in Kelmet")
    army = claim("r1-c2", "army", "belligerent", 5, "five people were killed")
    report = {"title": "Shelling", "reported_by": "Meridian Wire", "published": "2031-03-08", "text": TEXT, "claims": [hospital, army]}
    line = {
        "hedged": False,
        "versions": [{"min": 17, "max": 17, "status": "current", "claims": ["r1-c1"], "copies": []}],
        "low": 17,
        "high": 17,
    }
    toll = {
        "measure": "fatalities",
        "of": "dead",
        "low": 5,
        "best": 17,
        "high": 17,
        "subset": False,
        "n_lineages": 2,
        "lineages": [line | {"lineage": "Kelmet Hospital"}],
    }
    untold = toll | {"lineages": [line | {"lineage": "nobody", "versions": []}]}
    event = {
        "id": "E1",
        "label": "shelling",
        "event_type": "ASSAULT",
        "place": "Kelmet",
        "start": "2031-03-07",
        "end": "2031-03-07",
        "claims": ["r1-c1", "r1-c2"],
        "tolls": [toll, untold],
        "disputed": ["fatalities"],
        "origins": ["Kelmet Hospital", "army"],
        "independent_origins": 2,
    }
    (tmp_path / "r1.json").write_text(json.dumps(report | {"id": "r1"}))
    (tmp_path / "relations.json").write_text(json.dumps([{"kind": "contradicts", "from": "r1-c2", "to": "r1-c1", "why": "17 and 5"}]))
    (tmp_path / "events.json").write_text(json.dumps({"events": [event]}))
    return tmp_path


def test_an_expected_event_is_judged_figure_by_figure(folder: Path) -> None:
    loaded = given.load(folder)
    made = records.records(loaded, "given")["E1"]
    verdicts = {verdict.figure: verdict.right for verdict in records.judge(loaded, loaded.events[0], made)}
    assert verdicts == {"tolls": True, "versions": True, "untold": True, "disputed": True, "origins": True, "when": True}


def test_the_library_can_relate_the_claims_itself(folder: Path) -> None:
    made = records.records(given.load(folder), "made")["E1"]
    assert [link.kind for link in made.links] == ["contradicts"]


def test_what_is_wrong_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = records.Judged("E1", "tolls", False, "5 / 6")
    records.show([wrong, records.Judged("E1", "origins", True, "")], errors=True)
    printed = capsys.readouterr().out
    assert "tolls 0/1  origins 1/1" in printed
    assert "wanted / came 5 / 6" in printed


@pytest.mark.parametrize(
    ("wanted", "name", "right"),
    [
        ("SOHR", "Syrian Observatory for Human Rights", True),
        ("WHO", "World Health Organization", True),
        ("outlet", "outlet", True),
        ("outlet", "Kelmet Hospital", False),
        ("Idlib health authority (Mounzer Khalil)", "Mounzer Khalil", True),
        ("opposition activists; Daesh", "Anadolu", False),
    ],
)
def test_a_toll_is_under_its_speaker(wanted: str, name: str, right: bool) -> None:
    assert outlets._is_speaker({"source": wanted}, name) is right


@pytest.mark.parametrize(
    ("low", "high", "right"), [(52, 52, True), (51, None, True), (51, 51, False), (40, None, False), (None, None, False)]
)
def test_more_than_fifty_are_the_52_that_were_added_up(low: int | None, high: int | None, right: bool) -> None:
    version = Version(low=low, high=high, best=None, text=None, as_of=None, status="current", stance="asserted", claims=())
    assert outlets._is_figure({"killed_min": 52}, version) is right
