"""Whatever is sent to the API, it answers with a refusal, soon, and touches nothing else."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import TYPE_CHECKING

import pytest

from webbed import served, story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webbed import Client


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with served(tmp_path_factory.mktemp("story"), *story()) as opened:
        yield opened


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "====",
        "é",
        "AAAA",
        encoded([1]),
        encoded(["00000000", 5]),
        encoded(["a", -1]),
        encoded({"a": 1}),
        encoded([[]] * 50)[:600],
        "[" * 600,
    ],
)
@pytest.mark.parametrize("path", ["claims", "reports", "events", "disputes", "speakers", "outlets", "reviews", "reviews/log"])
def test_a_cursor_that_is_none_is_refused(client: Client, path: str, cursor: str) -> None:
    assert client.get(f"/api/{path}", params={"cursor": cursor}).status_code == 400


def test_a_cursor_with_numbers_beyond_the_database_is_refused(client: Client) -> None:
    with_one = client.get("/api/claims", params={"limit": 1}).json()["next"]
    question = json.loads(base64.urlsafe_b64decode(with_one + "=="))[0]
    for number in (2**63, 10**30, 1.5, "1", None, True):
        assert client.get("/api/claims", params={"limit": 1, "cursor": encoded([question, number])}).status_code == 400


def test_a_cursor_within_a_cursor_is_looked_into_too(client: Client) -> None:
    page = client.get("/api/events", params={"limit": 1, "sort": "recent"}).json()
    question = json.loads(base64.urlsafe_b64decode(page["next"] + "=="))[0]
    for inner in ("", "x", encoded([1, "recent", [2**70, 1]]), encoded([2**70, "recent", [1, 1]]), encoded([1, "deaths", [1, 1, 1]])):
        answer = client.get("/api/events", params={"limit": 1, "sort": "recent", "cursor": encoded([question, inner])})
        assert answer.status_code == 400, inner


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static/..%2f..%2f__init__.py",
        "/static//etc/passwd",
        "/static/%00",
        "/static/index.html%00.js",
        "/static/",
        "/static/C:\\windows\\win.ini",
    ],
)
def test_no_path_leads_out_of_the_pages_files(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {401, 404}
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "name", ["a\r\nset-cookie: x=1", "a\x00b", "\ud800", "<script>alert(1)</script>", "a" * 5_000, "'; drop table claims; --"]
)
@pytest.mark.parametrize("field", ["text", "party", "place", "outlet", "type", "stance", "as_of", "box", "report", "kind", "since"])
def test_no_parameter_breaks_out(client: Client, field: str, name: str) -> None:
    answer = client.get(f"/api/claims?{field}={''.join(f'%{byte:02x}' for byte in name.encode('utf-8', 'surrogatepass'))}")
    assert answer.status_code in {200, 400}
    assert "set-cookie" not in answer.headers
    assert answer.headers["content-type"] in {"application/json", "application/problem+json"}


@pytest.mark.parametrize(
    "words", ['"', "a AND OR NOT", "NEAR(a b)", "a*b*", "-", "(((", "{a b}:c", "^a", "col:umn", "a\u0000b", "*", '"a', "😀", "é" * 300]
)
def test_search_takes_no_word_for_an_operator(client: Client, words: str) -> None:
    for path, name in (("claims", "text"), ("reports", "text"), ("events", "text"), ("search", "q")):
        assert client.get(f"/api/{path}", params={name: words}).status_code in {200, 400}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"NaN",
        b'{"text": NaN}',
        b'{"text": Infinity}',
        b'{"text": 1}',
        b'{"text": "\\ud800"}',
        b'{"text": "a", "extra": 1}',
        b'{"text": "a", "text": "b"',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"text":' * 10_000,
        b'{"text": "' + b"\\u0000" * 3 + b'"}',
    ],
    ids=lambda body: repr(body[:20]),
)
@pytest.mark.parametrize("path", ["/api/read", "/api/reviews", "/api/session"])
def test_a_body_that_makes_no_sense_is_refused(client: Client, path: str, body: bytes) -> None:
    answer = client.post(path, content=body, headers={"content-type": "application/json"})
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"


def test_changes_that_nest_deeply_are_refused(client: Client) -> None:
    name = client.get("/api/claims").json()["items"][0]["claim"]["id"]
    nested = '{"a":' * 400 + "1" + "}" * 400
    body = f'{{"verdict": "correct", "reviewer": "a", "reason": "b", "parts": [["{name}"]], "changes": {{"place": {nested}}}}}'
    assert client.post("/api/reviews", content=body, headers={"content-type": "application/json"}).status_code == 400


def test_a_body_over_the_bounds_is_refused_before_it_is_read(client: Client) -> None:
    huge = str(client.desk.settings.max_bytes + 1)
    assert client.post("/api/read", content=b"a", headers={"content-type": "text/plain", "content-length": huge}).status_code == 413
    assert client.post("/api/reviews", content=b"a" * 200_000, headers={"content-type": "application/json"}).status_code == 413


def test_a_body_that_does_not_say_how_long_it_is_is_bounded_too(client: Client) -> None:
    async def pieces() -> object:
        for _ in range(300):
            yield b"a" * 1_000

    assert client.post("/api/reviews", content=pieces(), headers={"content-type": "application/json"}).status_code == 413


def test_a_body_that_does_not_end_is_given_up(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.web.app._SLOW", 0.05)

    async def pieces() -> object:
        yield b"{"
        await asyncio.sleep(1)
        yield b"}"

    assert client.post("/api/reviews", content=pieces(), headers={"content-type": "application/json"}).status_code == 408


def test_there_are_connections_for_all_who_ask_at_once() -> None:
    from reportedly.web import app

    assert app.THREADS + app.LOOKERS <= 15  # as many connections as a ledger that is open has
    assert app.SENDERS <= 15


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])
def test_what_a_form_of_another_site_could_send_is_no_decision(client: Client, media: str) -> None:
    answer = client.post("/api/reviews", content=b'{"verdict": "accept"}', headers={"content-type": media})
    assert answer.status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "GARBAGE"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    answer = client.ask(method, "/api/claims")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_parameter_given_twice_is_refused(client: Client) -> None:
    assert client.get("/api/claims?limit=1&limit=2").status_code == 400


def test_a_fault_of_ours_tells_nothing_of_the_inside(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("secret path /root")

    monkeypatch.setattr(type(client.desk.ledger), "claims", fault)
    answer = client.get("/api/claims?limit=7")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in answer.text
