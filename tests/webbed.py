"""A server over an invented ledger, asked in the same process. All names are fictional."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

import shelf
from reportedly import ledger
from reportedly.ingest.apart import Read, Sent
from reportedly.ingest.events import link
from reportedly.model import Failure, Report, Toll
from reportedly.web.app import app
from reportedly.web.desk import Desk
from reportedly.web.guards import Doors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.types import ASGIApp

    from reportedly.model import Reading

HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
FRONT = "The Northern Front said it killed 40 Guard soldiers in Kelmet on Monday."
GUARD = "The Guard said 12 of its soldiers were killed in Kelmet on Monday."
POST = "Two shops burned in Osmere."


def toll(number: int, of: str) -> Toll:
    """So many of them, exactly."""
    return Toll(low=number, high=number, best=number, text=str(number), of=of)


def story() -> list[Reading]:
    """Two sides on one day's dead at one place, in two outlets; and something else in a third."""
    one = shelf.report(FRONT, outlet="Brenna Post", title="Front claims Kelmet", url="https://brenna.example/1")
    two = shelf.report(GUARD, outlet="Osmere Times", url="https://osmere.example/1")
    three = shelf.report(POST, outlet="Daily/Weekly", published="2031-07-30")
    at = {"place": shelf.KELMET, "time": shelf.day("2031-07-28"), "event_type": "FIGHT"}
    sides = {"actor": "Northern Front", "recipient": "Guard"}
    return [
        shelf.reading(one, shelf.claim(one, FRONT, speaker="Northern Front", killed=toll(40, "Guard"), **sides, **at)),
        shelf.reading(two, shelf.claim(two, GUARD, speaker="Guard", killed=toll(12, "Guard"), **sides, **at)),
        shelf.reading(three, shelf.claim(three, POST, event_type="STATUS")),
    ]


def read(given: Report | Sent) -> Read:
    """A stand-in for the reader apart: the text's first line is its claim; FAULT in it is a failure, and BUSY somebody else's turn."""
    text = given.text if isinstance(given, Report) else given.raw.decode("utf-8", "replace")
    if "BUSY" in text:
        raise TimeoutError("busy")
    if "FAULT" in text:
        return Read(failures=(Failure(origin="", stage="read", kind="Fault", message="a fault"),))
    return Read(readings=(shelf.simple(text),))


@dataclass(frozen=True)
class Client:
    """Asks an app in this process. `desk` is the server's."""

    desk: Desk
    app: ASGIApp
    seconds: shelf.Ticking

    def get(self, path: str, **given: Any) -> httpx.Response:
        """The answer to a question."""
        return self.ask("GET", path, **given)

    def post(self, path: str, **given: Any) -> httpx.Response:
        """The answer to what is sent."""
        return self.ask("POST", path, **given)

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        """The answer to any request."""

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8377") as client:
                return await client.request(method, path, **given)

        return asyncio.run(asked())


@contextmanager
def served(folder: Path, *readings: Reading, doors: Doors | None = None, clock: shelf.Ticking | None = None) -> Iterator[Client]:
    """A client of a server over a ledger that holds the readings, linked. Its seconds stand until they are set."""
    ticking, seconds = clock or shelf.Ticking(), shelf.Ticking(0)
    with shelf.book(folder, ticking) as pen, ledger.open(pen.path, clock=ticking, patience=10.0) as book:
        for found in readings:
            shelf.keep(pen, found)
            ticking.at += shelf.DAY
        for _ in link(pen):
            pass
        desk = Desk(ledger=book, pen=pen, reads=read, doors=doors or Doors(hosts=HOSTS, rate=1e6, burst=1e6))
        yield Client(desk, app(desk, clock=seconds), seconds)
