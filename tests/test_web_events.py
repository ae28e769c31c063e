"""Events, their records, history and disputes by the API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest

import shelf
from reportedly.ingest import events
from reportedly.model.event import Dispute, Event, EventSummary
from webbed import FRONT, GUARD, POST, served, story, toll

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from webbed import Client


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with served(tmp_path_factory.mktemp("story"), *story()) as opened:
        yield opened


def listed(client: Client, **asked: object) -> list[dict]:
    return client.get("/api/events", params=asked).json()["items"]


def test_events_are_the_librarys_own_records(client: Client) -> None:
    items = [msgspec.convert(item, EventSummary) for item in listed(client)]
    assert tuple(items) == events.summaries(client.desk.ledger).events


def test_the_most_contested_comes_first(client: Client) -> None:
    assert [(one["event_type"], one["contest"] > 0) for one in listed(client)] == [("FIGHT", True), ("STATUS", False)]


@pytest.mark.parametrize(
    ("asked", "types"),
    [
        ({"contested": "true"}, ["FIGHT"]),
        ({"contested": "false"}, ["FIGHT", "STATUS"]),
        ({"min_deaths": 5}, ["FIGHT"]),
        ({"min_deaths": 1000}, []),
        ({"outlet": "Daily/Weekly"}, ["STATUS"]),
        ({"sort": "recent"}, ["STATUS", "FIGHT"]),
        ({"place": "Kelmet"}, ["FIGHT"]),
        ({"as_of": "2031-07-27"}, []),
    ],
    ids=str,
)
def test_events_are_filtered_and_sorted(client: Client, asked: dict[str, object], types: list[str]) -> None:
    assert [one["event_type"] for one in listed(client, **asked)] == types


def test_pages_of_events_follow_each_other(client: Client) -> None:
    first = client.get("/api/events", params={"limit": 1}).json()
    second = client.get("/api/events", params={"limit": 1, "cursor": first["next"]}).json()
    assert [one["event_type"] for one in (*first["items"], *second["items"])] == ["FIGHT", "STATUS"]
    assert second["next"] is None


def test_an_events_record_comes_with_the_words_of_its_claims(client: Client) -> None:
    name = listed(client)[0]["id"]
    page = client.get(f"/api/events/{name}").json()
    assert msgspec.convert(page["event"], Event) == events.event(client.desk.ledger, name)
    assert {item["claim"]["spans"][0]["text"] for item in page["claims"]} == {FRONT, GUARD}
    assert page["reviews"] == []


def test_an_event_is_shown_as_it_was_held(client: Client) -> None:
    name = listed(client)[0]["id"]
    then = client.get(f"/api/events/{name}", params={"as_of": "2031-07-31T12:00"}).json()
    assert len(then["event"]["claims"]) == 2
    before = client.get(f"/api/events/{name}", params={"as_of": "2031-07-01"})
    assert before.status_code == 404
    assert client.get(f"/api/events/{name}", params={"as_of": "yesterday"}).status_code == 400


def test_history_has_a_moment_for_each_time_that_claims_came(client: Client) -> None:
    name = listed(client)[0]["id"]
    moments = client.get(f"/api/events/{name}/history").json()["items"]
    assert [len(moment["claims"]) for moment in moments] == [2]


def test_disputes_show_rivals_side_by_side(client: Client) -> None:
    page = client.get("/api/disputes").json()
    rivals = [msgspec.convert(item, Dispute) for item in page["items"]]
    assert tuple(rivals) == events.disputes(client.desk.ledger).disputes
    assert {stand.name for stand in rivals[0].stands} == {"Northern Front", "Guard"}


def test_disputes_are_of_so_many_events_at_most(client: Client) -> None:
    page = client.get("/api/disputes", params={"limit": 1}).json()
    assert (len(page["items"]) > 0, page["next"]) == (True, None)
    assert client.get("/api/disputes", params={"limit": 101}).status_code == 400


def test_disputes_go_on_with_the_next_event(tmp_path: Path) -> None:
    far = {"place": msgspec.structs.replace(shelf.KELMET, name="Osmere", admin1="Tarn", latitude=9.0), "time": shelf.day("2031-08-20")}
    other = [
        shelf.report(f"{side} said {number} of its men were killed in Osmere.", outlet=outlet, published="2031-08-20")
        for side, number, outlet in (("Army", 30, "Post A"), ("Militia", 7, "Post B"))
    ]
    rivals = [
        shelf.reading(
            one,
            shelf.claim(
                one, one.text, speaker=one.text.split()[0], actor="Army", recipient="Militia", killed=toll(number, "Militia"), **far
            ),
        )
        for one, number in zip(other, (30, 7), strict=True)
    ]
    with served(tmp_path, *story(), *rivals) as client:
        first = client.get("/api/disputes", params={"limit": 1}).json()
        second = client.get("/api/disputes", params={"limit": 1, "cursor": first["next"]}).json()
    met = [{item["event"] for item in page["items"]} for page in (first, second)]
    assert [len(events) for events in met] == [1, 1]
    assert met[0].isdisjoint(met[1])


def test_events_are_drawn_where_they_can_be(client: Client) -> None:
    drawn = json.loads(client.get("/api/events", params={"format": "geojson"}).text)
    assert [one["geometry"] and one["geometry"]["coordinates"] for one in drawn["features"]] == [[20.0, -1.5], None]
    assert POST.split()[0] in drawn["features"][1]["properties"]["sentence"] or drawn["features"][1]["properties"]["event_type"] == "STATUS"
