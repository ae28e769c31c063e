"""The command `serve`: what it refuses, and a server from its start to its end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

import shelf
from reportedly import cli, ledger
from webbed import story

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "a-token-of-thirty-two-characters"
SERVE = (
    "import sys; sys.path.insert(0, sys.argv[1]); from samples import open_stand_in; from reportedly import cli\n"
    "sys.exit(cli.main(['serve', *sys.argv[2:]], opener=open_stand_in))"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with ledger.open(tmp_path / "war.ledger", create=True) as opened:
        shelf.keep(opened, *story())
    return tmp_path / "war.ledger"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--host", "0.0.0.0"], "--token-file"),
        (["--host", "192.0.2.1"], "--token-file"),
        (["--host", "example.org"], "--token-file"),
        (["--port", "99999"], "outside 0 to 65535"),
        (["--rate", "0"], "outside 1 to 1000000"),
        (["--token-file", "absent"], "cannot be read"),
        (["--ledger", "absent.ledger"], "no ledger there"),
    ],
    ids=str,
)
def test_what_is_unsafe_or_senseless_is_refused(path: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--ledger", str(path), *arguments]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("token", ["short", "two words that are long enough", "", "é" * 30])
def test_a_weak_token_is_refused(path: Path, token: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = path.with_name("token")
    file.write_text(token)
    file.chmod(0o600)
    assert cli.main(["serve", "--ledger", str(path), "--token-file", str(file)]) == 2
    assert "--token-file" in capsys.readouterr().err


def test_a_token_that_others_may_read_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = path.with_name("token")
    file.write_text(TOKEN)
    file.chmod(0o644)
    assert cli.main(["serve", "--ledger", str(path), "--token-file", str(file)]) == 2
    assert "chmod 600" in capsys.readouterr().err


def test_without_the_part_it_says_how_to_install_it(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert cli.main(["serve", "--ledger", str(path)]) == 2
    assert "pip install 'reportedly[serve]'" in capsys.readouterr().err


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture
def running(path: Path) -> Iterator[tuple[str, str]]:
    """A server of its own with a token: its address, and what it said first."""
    file, port = path.with_name("token"), free_port()
    file.write_text(f"{TOKEN}\n")
    file.chmod(0o600)
    arguments = ["--ledger", str(path), "--port", str(port), "--token-file", str(file)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", SERVE, str(Path(__file__).parent), *arguments]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert server.stderr is not None
        said = server.stderr.readline()
        address = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                httpx.get(f"{address}/health")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield address, said
        server.send_signal(signal.SIGINT)
        assert server.wait(20) in {0, 130}
    finally:
        server.kill()
        server.wait()


def test_a_server_answers_links_reads_and_ends(running: tuple[str, str]) -> None:
    address, said = running
    link = re.search(r"(http://127\.0\.0\.1:\d+)/#code=(\S+)", said)
    assert link is not None
    assert link[1] == address
    assert httpx.get(f"{address}/api/claims").status_code == 401
    token = httpx.post(f"{address}/api/session", json={"code": link[2]}).json()["token"]
    with httpx.Client(base_url=address, headers={"authorization": f"Bearer {token}"}) as client:
        for _ in range(100):
            if client.get("/api/events").json()["items"]:
                break
            time.sleep(0.1)
        assert [one["event_type"] for one in client.get("/api/events").json()["items"]] == ["FIGHT", "STATUS"]
        read = client.post("/api/read", json={"text": "Ten died in Kelmet."}, timeout=60).json()
        assert len(read["readings"]) == 1
        assert client.get("/api/claims", headers={"host": "evil.example"}).status_code == 421
        assert "server" not in client.get("/health").headers
