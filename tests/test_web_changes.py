"""What is new, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

import shelf
from reportedly.ledger.append.reviews import Decision, review
from reportedly.web import changes
from webbed import FRONT, GUARD, POST, served, story

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from webbed import Client


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "LOOK", 0.01)
    monkeypatch.setattr(changes, "BEAT", 3)


def followed(client: Client, until: str, then: Callable[[], object] | None = None, last: str | None = None) -> list[tuple[str, str, Any]]:
    """The events (id, kind, data) of a stream until one of that kind came; `then` happens once the stream is open."""
    met: list[bytes] = []

    async def follow() -> None:
        gone, opened = asyncio.Event(), asyncio.Event()

        async def receive() -> dict[str, str]:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            met.append(message.get("body", b""))
            if b"event: ledger" in met[-1]:
                opened.set()
            if until.encode() in b"".join(met):
                gone.set()

        head = [(b"host", b"127.0.0.1"), *([(b"last-event-id", last.encode())] if last else [])]
        scope = {"type": "http", "method": "GET", "path": "/api/changes", "raw_path": b"/api/changes", "query_string": b"", "headers": head}
        scope |= {"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8377), "scheme": "http", "http_version": "1.1", "root_path": ""}
        following = asyncio.create_task(client.app(scope, receive, send))  # type: ignore[arg-type]
        if then is not None:
            await asyncio.wait_for(opened.wait(), 10)
            await asyncio.to_thread(then)
        await asyncio.wait_for(following, 10)

    asyncio.run(follow())
    found = []
    for block in b"".join(met).decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":"))
        if "event" in fields:
            found.append((fields["id"], fields["event"], json.loads(fields["data"])))
    return found


def test_who_follows_is_told_of_claims_as_they_are_kept(tmp_path: Path) -> None:
    with served(tmp_path, *story()) as client:
        new = shelf.simple("Nine fled.", url="https://a.example/9")
        told = followed(client, "Nine fled.", then=lambda: shelf.keep(client.desk.pen, new))
    claims = [data["claim"]["spans"][0]["text"] for _, kind, data in told if kind == "claim"]
    assert claims == ["Nine fled."]


def test_who_comes_back_is_told_what_it_missed_the_first_first(tmp_path: Path) -> None:
    with served(tmp_path, *story()) as client:
        told = followed(client, "event: ledger", last="1-0")
    assert [data["claim"]["spans"][0]["text"] for _, kind, data in told if kind == "claim"] == [GUARD, POST]
    assert told[-1][0] == "3-0"
    assert told[-1][2]["claims"] == 3


def test_decisions_are_told_too(tmp_path: Path) -> None:
    with served(tmp_path, *story()) as client:
        name = next(row.claim.id for row in client.desk.ledger.claims() if row.claim.spans[0].text == FRONT)
        decision = Decision(verdict="accept", reviewer="Ada", parts=((name,),))
        told = followed(client, "event: review", then=lambda: review(client.desk.pen, decision))
    assert [(mark, data["reviewer"]) for mark, kind, data in told if kind == "review"] == [("3-1", "Ada")]


def test_silence_is_kept_alive(tmp_path: Path) -> None:
    with served(tmp_path, *story()) as client:
        assert [kind for _, kind, _ in followed(client, ": nothing new")] == ["ledger"]


@pytest.mark.parametrize("last", ["x", "1", "-1-2", "1-2-3", "9" * 40 + "-1", "１-２"])
def test_an_id_that_is_none_of_ours_begins_anew(tmp_path: Path, last: str) -> None:
    assert changes._Seen.of(last) is None


def test_only_so_many_may_follow(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        client.desk.meters.listening = changes.MOST
        assert client.get("/api/changes").status_code == 503


def test_who_has_gone_is_counted_no_more(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        followed(client, "event: ledger")
        assert client.desk.meters.listening == 0
