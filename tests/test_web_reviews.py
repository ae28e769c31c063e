"""The queue, decisions and their log by the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import shelf
from reportedly.model import Party
from webbed import FRONT, GUARD, POST, served, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from webbed import Client


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with served(tmp_path, *story()) as opened:
        yield opened


def id_of(client: Client, words: str) -> str:
    items = client.get("/api/claims").json()["items"]
    return next(item["claim"]["id"] for item in items if item["claim"]["spans"][0]["text"] == words)


def decide(client: Client, verdict: str, *parts: list[str], reviewer: str = "Ada", **given: object) -> dict:
    answer = client.post("/api/reviews", json={"verdict": verdict, "reviewer": reviewer, "reason": "why", "parts": parts, **given})
    assert answer.status_code == 201, answer.text
    return answer.json()


def queued(client: Client, **asked: object) -> list[str]:
    return [item["claim"]["claim"]["spans"][0]["text"] for item in client.get("/api/reviews", params=asked).json()["items"]]


def test_what_others_contradict_waits_before_what_is_doubtful(client: Client) -> None:
    assert set(queued(client)[:2]) == {FRONT, GUARD}
    assert queued(client)[2] == POST


def test_the_queue_says_why_a_claim_waits(client: Client) -> None:
    items = client.get("/api/reviews").json()["items"]
    assert "others contradict it" in items[0]["why"]
    assert items[2]["why"] == ["no party acts and none is acted upon", "no place", "no day", "of no type of its own"]
    assert items[2]["certainty"] == round(0.8 * 0.9 * 0.9 * 0.9, 3)


def test_the_doubtful_come_before_the_sure(tmp_path: Path) -> None:
    about = shelf.report("They fled. The Guard fled.")
    open_one = shelf.claim(about, "They fled.", event_type="RETREAT", actors=(Party(id="p1", name="they", resolved=False),))
    sure = shelf.claim(about, "The Guard fled.", event_type="RETREAT", actor="Guard")
    with served(tmp_path, shelf.reading(about, sure, open_one)) as client:
        assert queued(client) == ["They fled.", "The Guard fled."]


def test_what_is_decided_leaves_the_queue(client: Client) -> None:
    decide(client, "accept", [id_of(client, FRONT)])
    assert FRONT not in queued(client)
    assert queued(client, state="decided") == [FRONT]
    assert len(queued(client, state="all")) == 3


def test_what_two_decide_otherwise_of_comes_first_with_both_words(client: Client) -> None:
    name = id_of(client, POST)
    decide(client, "accept", [name])
    decide(client, "reject", [name], reviewer="Bo")
    first = client.get("/api/reviews").json()["items"][0]
    assert (first["claim"]["claim"]["id"], first["disputed"]) == (name, True)
    assert [(one["reviewer"], one["verdict"]) for one in first["claim"]["standing"]["reviews"]] == [("Ada", "accept"), ("Bo", "reject")]


def test_the_queue_is_filtered_and_paged(client: Client) -> None:
    assert queued(client, outlet="Daily/Weekly") == [POST]
    first = client.get("/api/reviews", params={"limit": 2}).json()
    rest = client.get("/api/reviews", params={"limit": 2, "cursor": first["next"]}).json()
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [2, 1, None]


def test_what_is_decided_between_two_pages_hides_nothing(client: Client) -> None:
    first = client.get("/api/reviews", params={"limit": 2}).json()
    decide(client, "accept", [first["items"][0]["claim"]["claim"]["id"]])
    rest = client.get("/api/reviews", params={"limit": 2, "cursor": first["next"]}).json()
    assert [item["claim"]["claim"]["spans"][0]["text"] for item in rest["items"]] == [POST]


def test_a_decision_is_honoured_by_the_next_answer(client: Client) -> None:
    event = client.get("/api/events").json()["items"][0]["id"]
    kept = decide(client, "reject", [id_of(client, FRONT)])
    assert (kept["number"], kept["holds"], kept["reviewer"]) == (1, True, "Ada")
    after = client.get(f"/api/events/{event}").json()
    assert [item["claim"]["spans"][0]["text"] for item in after["claims"]] in ([GUARD], [FRONT])
    assert len(client.get("/api/events").json()["items"]) == 2


def test_a_correction_is_shown_beside_what_was_read(client: Client) -> None:
    name = id_of(client, FRONT)
    decide(client, "correct", [name], changes={"killed": {"low": 4, "best": 4, "high": 4}})
    item = client.get(f"/api/claims/{name}").json()
    assert (item["claim"]["killed"]["low"], item["original"]["killed"]["low"]) == (4, 40)
    assert item["standing"]["verdict"] == "correct"


def test_a_merge_shows_on_the_events_page(client: Client) -> None:
    decide(client, "merge", [id_of(client, FRONT)], [id_of(client, POST)])
    [event] = client.get("/api/events").json()["items"]
    page = client.get(f"/api/events/{event['id']}").json()
    assert (event["claims"], [review["verdict"] for review in page["reviews"]]) == (3, ["merge"])


def test_an_undo_takes_it_all_back(client: Client) -> None:
    before = client.get("/api/events").json()["items"]
    kept = decide(client, "merge", [id_of(client, FRONT)], [id_of(client, POST)])
    decide(client, "undo", undoes=kept["number"])
    after = client.get("/api/events").json()["items"]
    assert [event["id"] for event in after] == [event["id"] for event in before]
    assert [review["holds"] for review in client.get("/api/reviews/log").json()["items"]] == [True, False]


def test_the_log_goes_by_pages_and_by_claim(client: Client) -> None:
    decide(client, "accept", [id_of(client, FRONT)])
    decide(client, "accept", [id_of(client, POST)])
    first = client.get("/api/reviews/log", params={"limit": 1}).json()
    rest = client.get("/api/reviews/log", params={"limit": 1, "cursor": first["next"]}).json()
    assert [one["number"] for one in (*first["items"], *rest["items"])] == [2, 1]
    assert [one["number"] for one in client.get("/api/reviews/log", params={"claim": id_of(client, FRONT)}).json()["items"]] == [1]


def test_a_decision_that_makes_no_sense_says_why(client: Client) -> None:
    answer = client.post("/api/reviews", json={"verdict": "reject", "reviewer": "Ada", "parts": [[id_of(client, FRONT)]]})
    assert answer.status_code == 400
    assert "say why" in answer.json()["detail"]


def test_a_decision_changes_the_tags_of_what_it_changes(client: Client) -> None:
    tag = client.get("/api/claims").headers["etag"]
    decide(client, "accept", [id_of(client, FRONT)])
    assert client.get("/api/claims", headers={"if-none-match": tag}).status_code == 200
