"""Who may ask the API, how often, and what every answer says in its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly.web.guards import Doors, Rates, host_name, is_same
from shelf import Ticking
from webbed import HOSTS, served, story

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "a-token-of-thirty-two-characters"
LOCKED = Doors(hosts=HOSTS, token=TOKEN, rate=1e6, burst=1e6)
BEARER = {"authorization": f"Bearer {TOKEN}"}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8377", "127.0.0.1.evil.example", "", "[::2]:8377", "127.0.0.1:80:80"])
def test_a_name_that_is_not_the_servers_is_misdirected(tmp_path: Path, host: str) -> None:
    with served(tmp_path) as client:
        answer = client.get("/api/claims", headers={"host": host})
    assert answer.status_code == 421
    assert "--name" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("host", "name"), [("127.0.0.1:8377", "127.0.0.1"), ("[::1]:8377", "::1"), ("LocalHost", "localhost"), ("[::1]", "::1"), ("::1", "::1")]
)
def test_a_host_is_known_by_its_name(host: str, name: str) -> None:
    assert host_name(host) == name


@pytest.mark.parametrize(
    "head",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:8377"},
    ],
    ids=str,
)
def test_nothing_is_written_from_another_origin(tmp_path: Path, head: dict[str, str]) -> None:
    with served(tmp_path) as client:
        answer = client.post("/api/read", json={"text": "Ten died."}, headers=head)
    assert answer.status_code == 403


@pytest.mark.parametrize("head", [{}, {"origin": "http://127.0.0.1:8377", "sec-fetch-site": "same-origin"}], ids=str)
def test_the_servers_own_page_and_no_page_may_write(tmp_path: Path, head: dict[str, str]) -> None:
    with served(tmp_path) as client:
        assert client.post("/api/read", json={"text": "Ten died."}, headers=head).status_code == 200


def test_a_token_that_is_wanted_must_be_sent(tmp_path: Path) -> None:
    with served(tmp_path, *story(), doors=LOCKED) as client:
        assert client.get("/api/claims", headers=BEARER).status_code == 200
        for head in ({}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}, {"authorization": f"Basic {TOKEN}"}):
            answer = client.get("/api/claims", headers=head)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert "Kelmet" not in answer.text


@pytest.mark.parametrize("path", ["/metrics", "/openapi.json", "/api/changes", "/api/reviews", "/static/../api/claims", "/nothing"])
def test_without_the_token_everything_else_is_locked(tmp_path: Path, path: str) -> None:
    with served(tmp_path, doors=LOCKED) as client:
        assert client.get(path).status_code in {401, 404}
        assert client.get("/health").status_code == 200


def test_the_links_code_is_good_for_one_token(tmp_path: Path) -> None:
    with served(tmp_path, doors=LOCKED) as client:
        code = client.desk.offer()
        assert client.post("/api/session", json={"code": "guess"}).status_code == 403
        assert client.post("/api/session", json={"code": code}).json() == {"token": TOKEN}
        assert client.post("/api/session", json={"code": code}).status_code == 403


def test_a_server_without_a_token_gives_none(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        assert client.post("/api/session", json={"code": client.desk.offer()}).status_code == 403


def test_secrets_are_compared_whole() -> None:
    assert is_same(TOKEN, TOKEN)
    assert not is_same(TOKEN[:-1], TOKEN)
    assert not is_same("é\ud800", TOKEN)


def test_who_asks_too_often_is_told_when_to_come_back(tmp_path: Path) -> None:
    with served(tmp_path, doors=Doors(hosts=HOSTS, rate=2, burst=3)) as client:
        assert [client.get("/health").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
        refused = client.get("/health")
        assert refused.headers["retry-after"] == "1"
        client.seconds.at += 1
        assert [client.get("/health").status_code for _ in range(3)] == [200, 200, 429]


def test_rates_are_each_clients_own_and_few_are_kept() -> None:
    rates = Rates(rate=1, burst=1, clock=Ticking(0))
    assert rates.wait("a") == 0
    assert rates.wait("a") == 1
    assert rates.wait("b") == 0
    for number in range(5_000):
        rates.wait(str(number))
    assert len(rates._buckets) <= 4_096


@pytest.mark.parametrize("path", ["/", "/api/claims", "/api/nothing", "/health", "/openapi.json", "/api/claims?format=csv"])
def test_every_answer_tells_browsers_to_run_and_frame_nothing(tmp_path: Path, path: str) -> None:
    with served(tmp_path, *story()) as client:
        head = client.get(path).headers
    policy = head["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'")
    assert "unsafe" not in policy
    assert head["x-content-type-options"] == "nosniff"
    assert head["cross-origin-resource-policy"] == "same-origin"
    assert "set-cookie" not in head
    assert "access-control-allow-origin" not in head


def test_no_answer_is_html_but_the_page(tmp_path: Path) -> None:
    with served(tmp_path, *story()) as client:
        for path in ("/api/claims", "/api/nothing<script>", "/api/claims?format=csv", "/metrics"):
            assert "html" not in client.get(path).headers["content-type"]


def test_what_is_counted_is_counted_by_route(tmp_path: Path) -> None:
    with served(tmp_path, *story()) as client:
        client.get("/api/claims/abcdabcd")
        client.get("/api/claims/bcdebcde")
        client.get("/whatever/somebody/thinks/of")
        text = client.get("/metrics").text
    assert 'reportedly_answers_total{route="/api/claims/{id}",method="GET",status="404"} 2' in text
    assert "somebody" not in text
    assert 'reportedly_answer_seconds_bucket{route="/api/claims/{id}",le="+Inf"} 2' in text
