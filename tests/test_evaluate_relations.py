"""The scorer of relations, and the floors that relating is held to on the storylines beside the tests (`original` is fictional)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
import relations
from relations import Found

import samples

if TYPE_CHECKING:
    from collections.abc import Iterable

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.mark.parametrize("name", sorted(relations.FLOORS))
def test_relations_of_given_claims_reach_their_floor(name: str) -> None:
    assert relations.on_given(EXAMPLES / name).rates().f1 >= relations.FLOORS[name]


def test_precision_is_kept_on_every_kind_that_makes_an_event_contested_or_counts_it_twice() -> None:
    found = relations.on_given(EXAMPLES / "original")
    for kind in ("contradicts", "updates", "part_of", "repeats"):
        assert found.rates(lambda one, kind=kind: one[0] == kind).precision >= 0.9, kind  # type: ignore[misc]


def made(*links: str) -> dict[relations.Edge, tuple[str, ...]]:
    """Edges of "kind from to"."""
    return {relations.edge(*link.split()): ("x",) for link in links}  # type: ignore[call-arg]


def test_mutual_kinds_are_read_both_ways_and_directed_ones_are_not() -> None:
    found = Found(made("same b-1 a-1", "updates a-1 b-2"), made("same a-1 b-1", "updates b-2 a-1"))
    assert (found.rates().hits, found.rates().said, found.rates().want) == (1, 2, 2)
    assert found.rates(lambda one: one[0] == "same").f1 == 1.0


def test_a_pair_with_another_kind_is_a_confusion() -> None:
    found = Found(made("corroborates a-1 b-1"), made("contradicts b-1 a-1", "same a-1 a-2"))
    assert found.confusions() == {("contradicts", "corroborates"): 1}


def names(lines: Iterable[frozenset[str]]) -> list[list[str]]:
    return [sorted(line) for line in lines]


def test_reports_that_relations_tie_together_are_a_storyline() -> None:
    assert names(relations.storylines(made("same c-1 d-1", "same a-1 b-1", "updates b-2 e-1"))) == [["a", "b", "e"], ["c", "d"]]
    assert relations.is_inside(("same", "a-1", "a-2"))
    assert not relations.is_inside(("same", "a-1", "b-2"))


def test_the_figures_errors_and_what_is_found_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "found.json"
    assert relations.main([str(EXAMPLES / "panjshir"), "--errors", "--write", str(kept)]) == 0
    told = capsys.readouterr().out
    assert all(word in told for word in ("all ", "across reports", "storyline p01-p10", "MISSED", "TOO MUCH"))
    assert {link["kind"] for link in json.loads(kept.read_text(encoding="utf-8"))} <= set(relations.KINDS)


def test_claims_that_are_read_stand_for_the_expected_ones_that_they_match(tmp_path: Path) -> None:
    reading = samples.reading()
    claim = reading.claims[0]
    gold = dict.fromkeys(("place", "date", "fatalities", "injured", "casualties")) | {
        "id": "x1-c01",
        "event_type": claim.event_type,
        "alt_types": [],
        "stance": claim.stance,
        "actors": ["Northern Front"],
        "targets": ["Guard"],
        "source": {"name": "Northern Front", "type": "belligerent"},
        "quotes": [msgspec.to_builtins(claim.spans[0])],
    }
    raw = {
        "id": "x1",
        "reported_by": "Daily",
        "claims": [gold, gold | {"id": "x1-c02", "event_type": "PROTEST"}],
        "text": reading.report.text,
    }
    (tmp_path / "x1.json").write_text(json.dumps(raw), encoding="utf-8")
    link = {"kind": "contradicts", "from": "x1-c02", "to": "x1-c01", "why": "y"}
    (tmp_path / "relations.json").write_text(json.dumps([link]), encoding="utf-8")
    assert relations.matched(tmp_path / "x1.json", reading) == {claim.id: "x1-c01"}
    found = relations.on_read(tmp_path, {"x1": reading})
    assert list(found.want) == [("contradicts", "x1-c01", "x1-c02")]
