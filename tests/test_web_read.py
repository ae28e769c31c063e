"""What is sent to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly import codec
from webbed import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webbed import Client


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with served(tmp_path_factory.mktemp("empty")) as opened:
        yield opened


def test_a_text_is_read_and_not_kept(client: Client) -> None:
    answer = client.post("/api/read", json={"text": "Ten died in Kelmet.", "outlet": "Brenna Post", "published": "2031-07-28"})
    [reading] = answer.json()["readings"]
    assert reading["report"]["text"] == "Ten died in Kelmet."
    assert codec.decode(__import__("json").dumps(reading)).claims
    assert client.get("/api/reports").json()["items"] == []


def test_a_file_is_read_as_its_bytes(client: Client) -> None:
    answer = client.post("/api/read?name=a.txt", content="Ten died — there.".encode(), headers={"content-type": "application/octet-stream"})
    assert answer.json()["readings"][0]["report"]["text"] == "Ten died — there."


def test_what_cannot_be_read_is_said(client: Client) -> None:
    assert client.post("/api/read", json={"text": "A FAULT."}).json()["failures"][0]["kind"] == "Fault"
    assert client.post("/api/read", json={"text": "…"}).status_code == 422
    assert client.post("/api/read", json={"text": "Ten died.", "published": "someday"}).status_code == 400
    assert client.post("/api/read", content=b"", headers={"content-type": "application/octet-stream"}).status_code == 422


def test_a_busy_reader_says_when_to_come_back(client: Client) -> None:
    answer = client.post("/api/read", json={"text": "BUSY people."})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")


def test_what_is_read_is_never_kept_by_anybody(client: Client) -> None:
    assert client.post("/api/read", json={"text": "Ten died in Kelmet."}).headers["cache-control"] == "no-store"
