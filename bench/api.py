"""What the API costs: lists, events, search and cards at a steady rate, while another process adds and links reports.

    api.py PATH [--claims N] [--rate N] [--seconds N] [--adding N]

A ledger of N invented claims, ten a report, is made at PATH unless one is there. The server is started as users start it; requests
go out at their times, whether the ones before are answered or not, on loopback only, and an answer's time counts from then. Figures
depend on the machine: its cores and load are printed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import linking
from stories import Stories

if TYPE_CHECKING:
    from collections.abc import Callable

ADD = (
    "import sys, time; sys.path.insert(0, sys.argv[1]); from stories import Stories; from reportedly import ledger\n"
    "from reportedly.ingest.events import link; from reportedly.ledger import Entry; from reportedly.ledger.append import append\n"
    "stories = Stories()\n"
    "with ledger.open(sys.argv[2]) as book: last = next(book.reports(limit=1))\n"
    "stories.skip(10 * last.number)\n"
    "with ledger.open(sys.argv[2], clock=lambda: max(time.time_ns() // 1000, last.learned)) as book:\n"
    "    for one in stories.readings(10**7):\n"
    "        append(book, [Entry(origin=one.report.url or '', given='bench', reading=one)]); list(link(book))\n"
    "        time.sleep(1 / float(sys.argv[3]))"
)
"""Adds and links the next report of the same stories, so many a second."""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--rate", type=float, default=50.0)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--adding", type=float, default=1.0, help="reports a second that another process adds and links")
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    if not given.path.exists():
        make(given.path, given.claims)
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "reportedly", "serve", "--ledger", str(given.path), "--port", str(port), "--rate", "100000"],
        stderr=subprocess.DEVNULL,
    )
    command = [sys.executable, "-c", ADD, str(Path(__file__).parent), str(given.path), str(given.adding)]
    adding = subprocess.Popen(command) if given.adding else None
    try:
        asyncio.run(ask(f"http://127.0.0.1:{port}", given.rate, given.seconds, server.pid))
    finally:
        for process in filter(None, (adding, server)):
            process.terminate()
            process.wait()


def make(path: Path, claims: int) -> None:
    """A ledger of invented stories, linked as their inventor knows them, learned over the last six years."""
    linking.START = time.time_ns() // 1000 - 6 * 365 * 86_400 * linking.SECOND
    linking.make(path, claims)


def questions(events: list[str]) -> dict[str, tuple[int, Callable[[], str]]]:
    """Kinds of questions with their shares, drawn as often and as seldom as names and words stand in the texts."""
    stories, chance = Stories(), random.Random(3)

    def word() -> str:
        return stories.words[stories.word.draw(chance, 1)[0]]

    return {
        "events": (20, lambda: f"/api/events?sort={chance.choice(('contest', 'recent', 'deaths'))}"),
        "events of a party": (10, lambda: f"/api/events?party={stories.party_name()}"),
        "event": (20, lambda: f"/api/events/{chance.choice(events)}"),
        "claims": (10, lambda: "/api/claims"),
        "claims of a party": (10, lambda: f"/api/claims?party={stories.party_name()}"),
        "claims of a place": (5, lambda: f"/api/claims?place={stories.place_name()}"),
        "reports": (5, lambda: "/api/reports"),
        "search": (15, lambda: f"/api/search?q={word()}"),
        "speaker": (3, lambda: f"/api/speakers/{stories.party_name()}"),
        "facets": (2, lambda: f"/api/facets?party={stories.party_name()}"),
    }


async def ask(address: str, rate: float, seconds: float, server: int) -> None:
    """Ask at a steady rate, and print what each kind of question took, and what the server's process spent."""
    spent: dict[str, list[float]] = defaultdict(list)
    errors: list[str] = []
    limits = httpx.Limits(max_connections=100)
    async with httpx.AsyncClient(base_url=address, timeout=30, limits=limits) as client:
        events = await _awake(client)
        kinds = questions(events)
        names, shares = list(kinds), [share for share, _ in kinds.values()]
        chance = random.Random(4)

        async def one(name: str, due: float) -> None:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            try:
                answer = await client.get(kinds[name][1]())
            except httpx.HTTPError as error:
                errors.append(f"{name}: {error!r}")
                return
            spent[name].append((time.perf_counter() - due) * 1000)
            if answer.status_code not in {200, 404}:
                errors.append(f"{name}: {answer.status_code} {answer.text[:200]}")

        spent_before = cpu(server)
        began = time.perf_counter() + 0.5
        count = int(rate * seconds)
        drawn = chance.choices(names, weights=shares, k=count)
        await asyncio.gather(*(one(name, began + number / rate) for number, name in enumerate(drawn)))
    each = (cpu(server) - spent_before) / count * 1000
    print(f"{count} requests at {rate:g} a second, load {os.getloadavg()[0]:.1f}: {len(errors)} errors, {each:.1f} ms of CPU each")
    for error in errors[:5]:
        print(f"  {error}")
    for name in (*names, "all"):
        times = spent[name] if name != "all" else [one for found in spent.values() for one in found]
        if len(times) > 1:
            cuts = statistics.quantiles(times, n=100, method="inclusive")
            print(f"  {name:20s} {len(times):5d}   p50 {cuts[49]:7.1f} ms   p99 {cuts[98]:7.1f} ms")


def cpu(process: int) -> float:
    """Seconds that a process has run."""
    ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


async def _awake(client: httpx.AsyncClient) -> list[str]:
    """Ids of events, once the server answers and has loaded its reader."""
    for _ in range(600):
        try:
            found = (await client.get("/api/events?limit=500&sort=recent")).json()["items"]
            await client.post("/api/read", json={"text": "Four people were killed, officials said."})
            return [one["id"] for one in found]
        except httpx.TransportError:
            await asyncio.sleep(0.1)
    raise SystemExit("the server does not answer")


if __name__ == "__main__":
    main()
