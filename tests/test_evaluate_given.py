"""The loader of claims made by hand: records under the gold's ids, both forms of expected events."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import given
import pytest

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "KELMET, March 8 (Meridian Wire) - Talia Renn, spokeswoman for the FFL, said on Sunday that 9 people were reportedly killed in Kelmet. "
    "Nobody else was heard.\n"
    "(With inputs from agencies)"
)
QUOTE = "9 people were reportedly killed in Kelmet"
CLAIM = {
    "id": "x1-c01",
    "event": "E1",
    "event_type": "ASSAULT",
    "proposition": "Nine people were killed",
    "actors": [],
    "targets": ["the town"],
    "place": {"text": "Kelmet", "country": "XA", "admin1": None},
    "date": {"start": "2031-03-07", "end": "2031-03-07", "precision": "day", "text": "on Friday"},
    "fatalities": {"min": 9, "max": 9, "of": "people"},
    "injured": None,
    "casualties": {"min": 9, "max": None, "vague": "many"},
    "source": {"name": "Ms Renn", "type": "belligerent", "chain": ["Reuters", "Facebook"]},
    "stance": "hedged",
    "hedge_cues": ["reportedly"],
    "quotes": [{"text": QUOTE, "start": TEXT.index(QUOTE), "end": TEXT.index(QUOTE) + len(QUOTE)}],
}
TOLL = {"low": 9, "best": None, "high": 9}
LISTED = {
    "id": "S1", "label": "Shelling", "event_type": "ASSAULT", "claim_ids": ["x1-c01"], "copied_claim_ids": None, "date": None,
    "place": {"text": "Kelmet"}, "disputed": None, "origins": ["FFL"], "independent_origins": 1, "aggregate_of": ["S0"],
    "tolls": [{**TOLL, "measure": "fatalities", "of": "people", "n_lineages": 1, "subset": True, "best_basis": "none", "lineages": [
        {"lineage": "FFL", "low": 9, "high": 9, "hedged": True,
         "versions": [{"claims": ["x1-c01"], "copies": [], "min": 9, "max": 9, "status": "current"}]}]}],
    "positions": [{"question": "who", "positions": [{"position": "army", "lineage": "FFL", "claims": ["x1-c01"], "copies": []}]}],
}  # fmt: skip
PLAIN = {
    "id": "G1", "label": "Shelling", "event_type": "ASSAULT", "claims": ["x1-c01"], "start": "2031-03-07", "end": "2031-03-07",
    "place": "Kelmet", "disputed": ["who"], "origins": ["FFL"], "independent_origins": 1,
    "tolls": [{**TOLL, "measure": "captured", "side": "FFL", "lineages": 1, "basis": "one",
               "by_lineage": [{"lineage": "FFL", "claims": ["x1-c01"], "min": 9, "max": 9}]}],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    report = {
        "id": "x1", "title": "Shelling", "reported_by": "Meridian Wire", "published": "2031-03-08", "text": TEXT,
        "claims": [CLAIM], "aliases": [["Talia Renn", "Ms Renn"]],
    }  # fmt: skip
    links = [{"kind": "same", "from": "x1-c01", "to": "x1-c01", "why": "itself"}, {"kind": "repeats", "from": "x1", "to": "x0", "why": ""}]
    for name, content in (("x1", report), ("relations", links), ("events", [LISTED])):
        (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return tmp_path


def test_a_claim_is_the_librarys_under_the_golds_id(folder: Path) -> None:
    (told,) = given.load(folder).told
    assert (told.claim.id, told.report, told.outlet, told.published) == ("x1-c01", "x1", "Meridian Wire", "2031-03-08")
    assert told.claim.killed is not None
    assert (told.claim.killed.low, told.claim.killed.best, told.claim.killed.of) == (9, 9, "people")
    assert told.claim.casualties is not None
    assert (told.claim.casualties.best, told.claim.casualties.text) == (None, "many")


def test_offsets_slice_the_text(folder: Path) -> None:
    (told,) = given.load(folder).told
    text = given.load(folder).reports["x1"].text
    place = told.claim.place
    assert place is not None
    for span in (*told.claim.spans, *told.claim.cues):
        assert text[span.start : span.end] == span.text
    assert text[place.start : place.end] == "Kelmet"


def test_a_speaker_has_his_first_alias_and_what_the_text_says_he_is(folder: Path) -> None:
    speaker = given.load(folder).told[0].claim.speaker
    assert speaker is not None
    assert (speaker.name, speaker.text, speaker.kind) == ("Talia Renn", "Ms Renn", "belligerent")
    assert speaker.role is not None
    assert "spokeswoman for the FFL" in speaker.role


def test_a_chain_is_relays_and_a_channel(folder: Path) -> None:
    claim = given.load(folder).told[0].claim
    assert (claim.relays, claim.channel) == (("Reuters",), "Facebook")


def test_what_cleaning_found_of_the_report_goes_with_its_claims(folder: Path) -> None:
    (told,) = given.load(folder).told
    assert told.credits == ("Meridian Wire", "agencies")
    assert told.dateline


def test_links_between_claims_are_relations_and_others_are_left_out(folder: Path) -> None:
    (relation,) = given.load(folder).relations
    assert (relation.kind, relation.reasons) == ("same", ("itself",))


def test_expected_events_of_a_list(folder: Path) -> None:
    (event,) = given.load(folder).events
    (toll,) = event.tolls
    assert (event.claims, event.parts, event.start, event.place) == (("x1-c01",), ("S0",), None, "Kelmet")
    assert (toll.measure, toll.of, toll.subset, toll.lineages) == ("killed", "people", True, 1)
    assert toll.lines[0].versions == ((("x1-c01",), 9, 9, "current"),)
    assert event.positions == (("who", "army", "FFL", ("x1-c01",), ()),)


def test_expected_events_of_an_object(folder: Path) -> None:
    (folder / "events.json").write_text(json.dumps({"events": [PLAIN]}), encoding="utf-8")
    (event,) = given.load(folder).events
    assert (event.start, event.disputed, event.tolls[0].measure, event.tolls[0].of) == ("2031-03-07", ("who",), "detained", "FFL")
    assert event.tolls[0].lines[0].claims == ("x1-c01",)


def test_claims_are_asked_for_by_id(folder: Path) -> None:
    held = given.load(folder)
    assert [told.claim.id for told in held.of({"x1-c01", "y"})] == ["x1-c01"]
