"""Deeds: who acts and is acted upon throughout a report, and what it makes likely; modes of propositions; the snippets."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reportedly.read.claims.deeds import Deed, Deeds
from reportedly.read.events.modes import modes
from reportedly.read.events.propositions import SURE_MODE, _likeliest

STORY = Deeds(
    [
        Deed((0, 3), "ASSAULT", ("League",), ("Guard",)),
        Deed((0, 9), "ASSAULT", ("League",), ("villagers",)),
        Deed((1, 2), "REQUEST", ("Envoy",), ("League",)),
        Deed((2, 4), "TERRITORY", (), ()),
    ]
)


def facts(name: str, order: tuple[int, int] = (2, 4), kind: str = "TERRITORY", acting: tuple[str, ...] = ()) -> set[str]:
    return set(STORY.facts(name, order, kind, acting=acting, undergoing=()))


def test_who_acts_in_other_units_of_force_leads() -> None:
    assert STORY.leading((2, 4), "TERRITORY") == ["League", "Guard", "villagers"]
    assert "acts_most" in facts("League")
    assert "acts_most" not in facts("Guard")
    assert "undergoes_most" in facts("Guard")


def test_a_units_own_parts_do_not_speak_for_themselves() -> None:
    assert "acts_likewise=1" in facts("League", (0, 3), "ASSAULT")
    assert "acts_likewise=2" in facts("League", (9, 9), "ASSAULT")
    assert not any(fact.startswith("done_to_by") for fact in facts("Guard", (0, 3), "ASSAULT", ("League",)))


def test_whom_the_actor_fights_elsewhere_is_likely_here() -> None:
    assert "done_to_by_elsewhere=1" in facts("Guard", acting=("League",))
    assert not any(fact.startswith("done_to_by") for fact in facts("Envoy", acting=("League",)))


def test_the_last_part_is_told_by_how_far_back_it_lies() -> None:
    assert {"acts_before=2", "acts_before=2&akin&type=TERRITORY"} <= facts("League")
    assert {"undergoes_before=1", "undergoes_before=1&other&type=TERRITORY"} <= facts("League")


def test_a_report_without_units_has_no_deeds() -> None:
    nobody = Deeds([])
    assert nobody.leading((0, 0), "ASSAULT") == []
    assert "acts_likewise=0" in set(nobody.facts("League", (0, 0), "ASSAULT", acting=(), undergoing=()))


@pytest.mark.parametrize(
    ("shares", "mode"),
    [
        ({"ASSAULT/drone": 0.3, "ASSAULT/aerial": 0.1, "ASSAULT/": 0.1, "COERCE/arrest": 0.5}, "drone"),
        ({"ASSAULT/drone": 0.2, "ASSAULT/aerial": 0.2, "ASSAULT/": 0.1}, None),
        ({"ASSAULT/drone": 0.1, "ASSAULT/": 0.4}, None),
        ({"COERCE/arrest": 1.0}, None),
        ({}, None),
        (None, None),
    ],
)
def test_a_learned_mode_is_named_where_it_outweighs_the_others_of_its_type(shares: dict[str, float] | None, mode: str | None) -> None:
    assert SURE_MODE == 0.5
    assert _likeliest("ASSAULT", shares) == mode


def test_the_snippets_are_well_formed() -> None:
    folder = Path(__file__).parent.parent / "train" / "snippets"
    known = {(row.event_type, row.mode) for row in modes()}
    types = {kind for kind, _ in known} | {"SUPPORT", "CONCEDE"}
    number = 0
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                number += 1
                assert row["words"] in row["text"], row
                assert row["event_type"] in types, row
                assert not row["mode"] or (row["event_type"], row["mode"]) in known, row
    assert f"{number:,} rows" in (folder / "README.md").read_text(encoding="utf-8")
