"""The page in a window, as the tests drive it."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


@contextmanager
def served(kept: Path, *options: str) -> Iterator[str]:
    """The link under which a ledger is served, as the server prints it, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-u", "-m", "reportedly", "serve", "--ledger", str(kept), "--port", str(port), "--rate", "100000", *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout is not None
    try:
        link = re.search(r"http://\S+", server.stdout.readline())
        assert link is not None
        _wait(f"http://127.0.0.1:{port}/health", server)
        yield link.group().rstrip("/")
    finally:
        server.terminate()
        server.wait(10)
        server.stdout.close()


def _wait(where: str, server: subprocess.Popen[str]) -> None:
    """Wait until the address answers."""
    for _ in range(120):
        assert server.poll() is None, "the server ended before it answered"
        try:
            urllib.request.urlopen(where, timeout=30).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise AssertionError("the server does not answer")


@dataclass
class Desk:
    """The page in a window: where it is served, and what it should never do."""

    page: Page
    address: str
    width: int
    scheme: str
    said: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    may_say: str | None = None

    def hear(self, words: str, *, loud: bool = True) -> None:
        """Remember a complaint on the console."""
        if loud:
            self.said.append(words)

    def see(self, url: str) -> None:
        """Remember who was asked, if it is not the page's own server."""
        if not url.startswith((self.address, "data:", "blob:")):
            self.strangers.append(url)

    def open(self, where: str) -> None:
        """Go there, and wait until all that was asked for has come."""
        self.page.goto(f"{self.address}/{where}")
        self.settled()

    def settled(self) -> None:
        """Wait until the page shows what its address says, and nothing is under way."""
        self.wait("document.documentElement.dataset.shown === location.hash && !document.querySelector('[aria-busy=true]')")

    def asked(self) -> dict[str, str]:
        """The words of the address: what state the view is in."""
        return dict(parse_qsl(urlsplit(self.page.url).fragment.partition("?")[2]))

    def answer(self, path: str) -> Any:
        """What the API answers."""
        with urllib.request.urlopen(f"{self.address}{path}", timeout=30) as answer:
            return json.load(answer)

    def fits(self) -> bool:
        """Whether nothing stands out of the window sideways, nor below the foot."""
        below = "document.querySelector('.foot').getBoundingClientRect().bottom + scrollY + 2 >= document.documentElement.scrollHeight"
        return bool(self.page.evaluate(f"document.documentElement.scrollWidth <= innerWidth && {below}"))

    def wait(self, words: str) -> None:
        """Wait until a condition in the page holds; asked from outside, for the page's policy lets nothing be evaluated inside."""
        until = time.monotonic() + 20
        while not self.page.evaluate(words):
            assert time.monotonic() < until, f"never came true: {words}"
            self.page.wait_for_timeout(20)


def most_contested(desk: Desk) -> str:
    """The id of the event that stands first."""
    return str(desk.answer("/api/events?sort=contest&limit=1")["items"][0]["id"])


def with_toll(desk: Desk) -> str:
    """The id of an event in which somebody counts deaths."""
    return str(desk.answer("/api/events?sort=deaths&limit=1")["items"][0]["id"])


def repeating(desk: Desk) -> str:
    """The id of the report of the story in which a paragraph comes twice."""
    return next(str(one["report_id"]) for one in desk.answer("/api/reports?limit=50")["items"] if "GNB" in one["outlet"])
