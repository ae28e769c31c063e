"""What linking costs, and what lists of events do: claims a second, whether that stays so as the ledger grows, p50 and p99 of questions.

    linking.py rate [--claims N]         links N invented claims from nothing on; claims a second at every tenth
    linking.py make PATH [--claims N]    a ledger of N invented claims (a million), linked as the inventor knows them: rows in bulk
    linking.py onto PATH [--claims N]    links N new claims (100,000) onto such a ledger, and says how many a second
    linking.py ask PATH [--rounds N]     p50 and p99 of lists and events of it

News is invented by `stories.py`, always the same for a seed. Figures depend on the machine: its cores and load are printed.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bulk import Bulk
from stories import Stories

from reportedly import ledger
from reportedly.ingest.events import EventFilters, event, link, summaries
from reportedly.ledger import Box, Entry
from reportedly.ledger.append import append
from reportedly.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.ledger.book import Ledger
    from reportedly.model import Reading

REPORTS = 500
WORKERS = 2
SECOND = 1_000_000
START = 1_924_992_000 * SECOND  # 2031-01-01


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("rate", "make", "onto", "ask"))
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--claims", type=int, default=None)
    parser.add_argument("--rounds", type=int, default=300)
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    match given.what:
        case "rate":
            rate(given.claims or 20_000)
        case "make":
            make(given.path, given.claims or 1_000_000)
        case "onto":
            onto(given.path, given.claims or 100_000)
        case _:
            ask(given.path, given.rounds)


def rate(claims: int) -> None:
    """Link from nothing on."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder, ledger.open(Path(folder) / "a.ledger", create=True) as book:
        for batch in batches(Stories().readings(claims)):
            append(book, batch)
        linked(book, claims)


def make(path: Path, claims: int) -> None:
    """A ledger whose claims are in the events that they were invented for."""
    began = time.perf_counter()
    at = [START]
    stories = Stories()
    with ledger.open(path, create=True, clock=lambda: at[0]) as book:
        bulk = Bulk(book, stories)
        for number, batch in enumerate(batches(stories.readings(claims))):
            at[0] = START + number * (5 * 365 * 86_400 * SECOND // max(claims // 10 // REPORTS, 1))
            append(book, batch)
            bulk.take()
        bulk.close()
    print(f"{claims:,} claims, {path.stat().st_size / claims:,.0f} bytes a claim, made in {time.perf_counter() - began:.0f} s")


def onto(path: Path, claims: int) -> None:
    """Link new claims onto what is there."""
    with ledger.open(path, clock=lambda: START + 6 * 365 * 86_400 * SECOND) as book:
        held = book.unlinked()
        print(f"  {held:,} wait already" if held else "  all is linked")
        with book.reading() as connection:
            there = int(connection.exec_driver_sql("SELECT count(*) FROM claims").scalar_one())
        stories = Stories()
        stories.skip(there)
        for batch in batches(stories.readings(claims)):
            append(book, batch)
        print(f"  {there:,} claims are there")
        linked(book, claims)


def linked(book: Ledger, claims: int) -> None:
    """Link what waits, and tell how fast at every tenth."""
    began = last = time.perf_counter()
    spent = cpu_time()
    done = told = events = 0
    for one in link(book, settings=Settings(workers=WORKERS)):
        done += one.claims
        events += one.events
        if done - told >= claims // 10:
            now = time.perf_counter()
            print(f"    {done:>9,} linked: {(done - told) / (now - last):,.0f} claims a second", flush=True)
            told, last = done, now
    took, cpu = time.perf_counter() - began, cpu_time() - spent
    print(
        f"  {done:,} claims in {took:.0f} s: {done / took:,.0f} a second, {done / cpu:,.0f} a CPU second; {events:,} records of events made"
    )


def cpu_time() -> float:
    """Seconds of processors that this process has taken, and those that it started and that have ended."""
    return sum(os.times()[:4])


def batches(readings: Iterable[Reading]) -> Iterator[list[Entry]]:
    """Readings on their way in, some at a time."""
    rest = iter(readings)
    while batch := [Entry(origin=one.report.url or "", given="bench", reading=one) for one in islice(rest, REPORTS)]:
        yield batch


def ask(path: Path, rounds: int) -> None:
    """Lists of 50 events and single ones, drawn by chance."""
    chance, stories = random.Random(1), Stories()

    def box() -> Box:
        west, south, size = chance.uniform(15, 38), chance.uniform(-12, 10), chance.uniform(0.2, 6)
        return Box(west, south, min(west + size, 40), min(south + size, 12))

    def day() -> str:
        return f"20{chance.randrange(31, 33)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"

    with ledger.open(path) as book:
        names = [one.id for one in summaries(book, limit=500, sort="recent").events]
        questions: dict[str, Callable[[], object]] = {
            "the most contested": lambda: summaries(book),
            "the last learned": lambda: summaries(book, sort="recent"),
            "the most dead": lambda: summaries(book, sort="deaths"),
            "as of a day": lambda: summaries(book, EventFilters(as_of=day())),
            "in a box": lambda: summaries(book, EventFilters(box=box())),
            "of a party": lambda: summaries(book, EventFilters(party=stories.party_name())),
            "at a place": lambda: summaries(book, EventFilters(place=stories.place_name())),
            "of a month, recent": lambda: summaries(
                book, EventFilters(since=(month := day())[:8] + "01", until=month[:8] + "28"), sort="recent"
            ),
            "contested, of a type": lambda: summaries(book, EventFilters(contested=True, event_type="FIGHT")),
            "one event": lambda: event(book, chance.choice(names)),
        }
        for name, question in questions.items():
            spent = []
            for _ in range(rounds):
                began = time.perf_counter()
                question()
                spent.append((time.perf_counter() - began) * 1000)
            cuts = statistics.quantiles(spent, n=100)
            print(f"  {name:22s} p50 {cuts[49]:7.1f} ms   p99 {cuts[98]:7.1f} ms", flush=True)


if __name__ == "__main__":
    main()
