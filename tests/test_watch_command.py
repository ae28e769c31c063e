"""`reportedly watch` against a server of our own on the loopback that plays good and bad hosts."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import feed_samples as samples
from reportedly import cli
from reportedly.errors import MissingPartError
from reportedly.reports import polite
from samples import open_stand_in

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("feedparser")
pytest.importorskip("protego")


class Host(BaseHTTPRequestHandler):
    """Plays every host; the first part of a path says which."""

    asked: list[str]
    base: str

    def do_GET(self) -> None:
        Host.asked.append(self.path)
        try:
            getattr(self, f"play_{self.path.split('/')[1].replace('.', '_')}", self.play_missing)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def give(self, body: str, status: int = 200, **headers: str) -> None:
        raw = body.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def play_missing(self) -> None:
        self.give("", 404)

    def play_good(self) -> None:
        if self.headers.get("If-None-Match") == '"1"':
            self.give("", 304)
        else:
            entries = (samples.item(f"page/{name}", host=Host.base) for name in "ba")
            self.give(samples.rss(*entries), Content_Type="application/rss+xml", ETag='"1"')

    def play_page(self) -> None:
        self.give(samples.page(title=self.path[-1]), Content_Type="text/html; charset=utf-8")

    def play_slow(self) -> None:
        entries = (samples.item(f"later/{name}", host=Host.base) for name in "ba")
        self.give(samples.rss(*entries), Content_Type="application/rss+xml")

    def play_later(self) -> None:
        time.sleep(1)
        self.play_page()

    def play_hang(self) -> None:
        time.sleep(3)

    def play_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(60):
            self.wfile.write(b"<")
            time.sleep(0.05)

    def play_lie(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(samples.rss(samples.item("x")).encode())
        self.close_connection = True

    def play_loop(self) -> None:
        self.give("", 302, Location="/loop")

    def play_gone(self) -> None:
        self.give("", 410)

    def play_busy(self) -> None:
        self.give("", 429, Retry_After="0")

    def play_bomb(self) -> None:
        self.give(samples.BOMB + samples.rss(samples.item("x", "&j;")))

    def play_broken(self) -> None:
        self.give(samples.rss(samples.item("page/c", host=Host.base))[:-40])

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(polite, "GAP", 0.0)
    served = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    served.daemon_threads = True
    Host.asked, Host.base = [], f"http://127.0.0.1:{served.server_port}"
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield Host.base
    served.shutdown()
    served.server_close()


def watch(folder: Path, *feeds: str, **options: str) -> int:
    (folder / "feeds.opml").write_text(samples.opml(*map(samples.outline, feeds)))
    (folder / "settings.toml").write_text("fetch_timeout = 1.0\n")
    arguments = ["watch", str(folder / "feeds.opml"), "--once", "--state", str(folder / "state"), "--allow-host", "127.0.0.1"]
    more = [word for name, value in options.items() for word in (f"--{name}", value)]
    return cli.main([*arguments, "--settings", str(folder / "settings.toml"), "-o", str(folder / "out.jsonl"), *more], opener=open_stand_in)


def titles(folder: Path) -> list[str]:
    return [json.loads(line)["report"]["title"] for line in (folder / "out.jsonl").read_text().splitlines()]


def test_a_round_reads_what_is_new_and_the_next_only_asks(base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert watch(tmp_path, f"{base}/good") == 0
    assert titles(tmp_path) == ["a", "b"]
    assert Host.asked == ["/robots.txt", "/good", "/page/a", "/page/b"]
    assert capsys.readouterr().err.splitlines() == [
        f"polled {base}/good: 2 new of 2",
        f"read {base}/page/a",
        f"read {base}/page/b",
        "done: 1 polls, 2 reports, 0 failures",
    ]
    assert watch(tmp_path, f"{base}/good", f"{base}/good/") == 0
    assert titles(tmp_path) == ["a", "b"]
    assert Host.asked[4:] == ["/robots.txt", "/good"]


def test_a_ledger_keeps_what_was_read_and_what_was_seen(base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    war = str(tmp_path / "war.ledger")
    arguments = ["watch", f"{base}/good", f"{base}/absent", "--once", "--ledger", war, "--allow-host", "127.0.0.1"]
    assert cli.main(arguments, opener=open_stand_in) == 1
    assert cli.main(["reports", "--ledger", war, "--format", "csv"], opener=open_stand_in) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert sorted(row["title"] for row in rows) == ["a", "b"]
    assert cli.main(["failures", "--ledger", war, "--format", "csv"], opener=open_stand_in) == 0
    assert f"{base}/absent" in capsys.readouterr().out
    asked = len(Host.asked)
    assert cli.main([*arguments[:2], *arguments[3:]], opener=open_stand_in) == 0
    assert Host.asked[asked:] == ["/robots.txt", "/good"]
    assert cli.main([*arguments, "-o", "x"], opener=open_stand_in) == 2


def test_the_ledger_of_the_settings_gives_way_to_a_folder(base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTEDLY_LEDGER", str(tmp_path / "war.ledger"))
    assert watch(tmp_path, f"{base}/good") == 0
    assert titles(tmp_path) == ["a", "b"]
    assert not (tmp_path / "war.ledger").exists()
    assert cli.main(["watch", f"{base}/good", "--once", "--allow-host", "127.0.0.1"], opener=open_stand_in) == 0
    assert (tmp_path / "war.ledger").exists()


def test_bad_hosts_cost_only_themselves(base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = ("hang", "drip", "lie", "loop", "gone", "busy", "bomb", "absent")
    assert watch(tmp_path, *(f"{base}/{name}" for name in bad), f"{base}/broken", f"{base}/good") == 1
    assert sorted(titles(tmp_path)) == ["a", "b", "c"]
    said = capsys.readouterr().err
    for name, words in zip(
        bad, ("time allowed", "time allowed", "cannot be reached", "more than 5", "no more", "429", "entities", "404"), strict=True
    ):
        line = next(line for line in said.splitlines() if f"{base}/{name}" in line)
        assert words in line, line
    assert any(line.startswith(f"broken {base}/broken") for line in said.splitlines())
    assert "\x1b" not in said


def test_a_private_host_is_refused_unless_it_is_allowed(base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["watch", f"{base}/good", "--once", "--state", str(tmp_path)], opener=open_stand_in) == 1
    assert "not a public address" in capsys.readouterr().err
    assert Host.asked == []


def test_the_setting_allows_hosts_too_and_read_knows_both(base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTEDLY_ALLOW_HOSTS", "10.0.0.1, 127.0.0.0/8")
    assert cli.main(["read", f"{base}/page/a", "-o", str(tmp_path / "a.json")], opener=open_stand_in) == 0
    monkeypatch.delenv("REPORTEDLY_ALLOW_HOSTS")
    assert cli.main(["read", f"{base}/page/a"], opener=open_stand_in) == 1
    (tmp_path / "feeds.opml").write_text(samples.opml(samples.outline(f"{base}/good")))
    arguments = ["read", str(tmp_path / "feeds.opml"), "--pages", "--allow-host", "127.0.0.1", "-o", str(tmp_path / "all.jsonl")]
    assert cli.main(arguments, opener=open_stand_in) == 0
    assert [json.loads(line)["report"]["title"] for line in (tmp_path / "all.jsonl").read_text().splitlines()] == ["b", "a"]


def test_half_a_line_that_a_crash_left_is_cut(base: str, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_bytes(b'{"report": {"title": "old"}}\n{"report": {"tit')
    watch(tmp_path, f"{base}/good")
    assert titles(tmp_path) == ["old", "a", "b"]
    (tmp_path / "out.jsonl").write_bytes(b"x" * 200_000)
    watch(tmp_path, f"{base}/good")
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_a_missing_model_is_said_before_anybody_is_asked(base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def absent(_: object) -> object:
        raise MissingPartError("the English model is not installed; install it with: pip install …")

    arguments = ["watch", f"{base}/good", "--once", "--state", str(tmp_path), "--allow-host", "127.0.0.1"]
    assert cli.main(arguments, opener=absent) == 2  # type: ignore[arg-type]
    assert "not installed" in capsys.readouterr().err
    assert Host.asked == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["{}/none.opml", "--state", "{}/s"], "no feed to watch"),
        (["{}/empty.opml", "--state", "{}/s"], "no feed to watch"),
        (["https://e.org/feed", "--state", "{}/s", "--every", "0"], "--every"),
        (["https://e.org/feed"], "no place for what was seen"),
        (["https://e.org/feed", "--state", "{}/empty.opml"], "cannot make the folder"),
        (["https://e.org/feed", "--state", "{}/s", "-o", "{}/no/such/place"], "cannot write"),
    ],
)
def test_what_makes_no_sense_is_said_at_once(arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.opml").write_text(samples.opml())
    assert cli.main(["watch", *(argument.format(tmp_path) for argument in arguments)], opener=open_stand_in) == 2
    assert words in capsys.readouterr().err


RUNNER = """
import sys
from reportedly import cli
from reportedly.reports import polite
from samples import open_stand_in
polite.GAP = 0.0
sys.exit(cli.main(sys.argv[1:], opener=open_stand_in))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_after_the_item_at_hand(number: int, base: str, tmp_path: Path) -> None:
    arguments = [
        "watch",
        f"{base}/slow",
        "--state",
        str(tmp_path / "state"),
        "--allow-host",
        "127.0.0.1",
        "-o",
        str(tmp_path / "out.jsonl"),
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])}
    running = subprocess.Popen([sys.executable, "-c", RUNNER, *arguments], env=environment, stderr=subprocess.PIPE, text=True)
    ends = time.monotonic() + 60
    while "/later/a" not in Host.asked and time.monotonic() < ends:
        time.sleep(0.02)
    running.send_signal(number)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 0
    assert titles(tmp_path) == ["a"]
    assert said.splitlines()[-1] == "stopped: 1 polls, 1 reports, 0 failures"
    assert "Traceback" not in said
