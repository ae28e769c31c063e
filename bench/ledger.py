"""What a ledger costs: asking, writing, disk, memory, processes, kills.

    ledger.py make PATH [--reports N]      a seeded ledger of invented readings, ten claims each
    ledger.py ask PATH [--rounds N]        p50 and p99 of questions to it, each answered with a page of 50 claims and their words
    ledger.py write [--reports N]          readings that are there already into a new ledger, alone and beside a process that asks
    ledger.py disk [--reports N]           bytes per 1,000 reports: invented ones, and the bundled ones again and again
    ledger.py memory [--reports N]         resident memory while one-sentence reports are added, by a stand-in for the reader
    ledger.py workers PATH... [--reports N]  adding real texts with two processes against one
    ledger.py kill [--times N]             kill -9 at random moments while reports are added; then nothing lost, nothing double

Readings are invented by `invented.py`, always the same for a seed. Figures depend on the machine: its cores and load are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from invented import Maker, spelled, stand_in

from reportedly import codec, ledger
from reportedly.ingest import keep, read_many
from reportedly.ledger import Box, Entry, Filters
from reportedly.ledger.append import append
from reportedly.reports import report
from reportedly.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.model import Reading

BATCH = 500
PAGE = 50
SECOND = 1_000_000
EXAMPLES = Path(__file__).parent.parent / "examples"
ADD = (
    "import sys; sys.path.insert(0, sys.argv[1]); from invented import stand_in; from reportedly import cli\n"
    "from reportedly.ingest import keep; keep._AGE = 50_000\n"
    "sys.exit(cli.main(['add', sys.argv[2], '--ledger', sys.argv[3]], opener=stand_in))"
)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("make", "ask", "write", "disk", "memory", "workers", "kill"))
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--reports", type=int, default=None)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--times", type=int, default=200)
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    match given.what:
        case "make":
            make(given.paths[0], given.reports or 200_000)
        case "ask":
            ask(given.paths[0], given.rounds)
        case "write":
            write(given.reports or 10_000)
        case "disk":
            disk(given.reports or 2_000)
        case "memory":
            memory(given.reports or 100_000)
        case "workers":
            workers(given.paths, given.reports or 2_000)
        case _:
            kill(given.times)


def make(path: Path, count: int) -> None:
    """A ledger of invented readings; each batch is learned a few hours after the one before, over five years."""
    at = [1_924_992_000 * SECOND]  # 2031-01-01

    def clock() -> int:
        return at[0]

    began = time.perf_counter()
    with ledger.open(path, create=True, clock=clock) as book:
        for batch in batches(Maker().readings(count)):
            at[0] += 5 * 365 * 86_400 * SECOND * len(batch) // count
            append(book, batch)
    print(f"{count:,} reports, {path.stat().st_size / count:,.0f} bytes a report, made in {time.perf_counter() - began:.0f} s")


def batches(readings: Iterable[Reading]) -> Iterator[list[Entry]]:
    """Readings on their way in, some at a time."""
    rest = iter(readings)
    while batch := [Entry(origin=one.report.url or "", given="bench", reading=one) for one in islice(rest, BATCH)]:
        yield batch


def ask(path: Path, rounds: int) -> None:
    """Questions drawn by chance: words, names and places as often as they stand in the texts, boxes of 0.2 to 6 degrees, any day."""
    maker, chance = Maker(), random.Random(1)

    def word() -> str:
        return maker.words[maker.word.draw(chance, 1)[0]]

    def party() -> str:
        return maker.parties[maker.party.draw(chance, 1)[0]]

    def box() -> Box:
        west, south, size = chance.uniform(15, 38), chance.uniform(-12, 10), chance.uniform(0.2, 6)
        return Box(west, south, min(west + size, 40), min(south + size, 12))

    def day() -> str:
        return f"20{chance.randrange(31, 36)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"

    def place() -> str:
        return spelled(60_000 + maker.place.draw(chance, 1)[0]).title()

    questions: dict[str, Callable[[], Filters]] = {
        "search, one word": lambda: Filters(words=(word(),)),
        "search, two words": lambda: Filters(words=(word(), word())),
        "box": lambda: Filters(box=box()),
        "party": lambda: Filters(party=party()),
        "as of a day": lambda: Filters(as_of=day()),
        "party as of a day": lambda: Filters(party=party(), as_of=day()),
        "place": lambda: Filters(place=place()),
        "speaker and type": lambda: Filters(speaker=party(), event_type=chance.choice(["FIGHT", "AID"])),
        "word and party": lambda: Filters(words=(word(),), party=party()),
        "box as of a day": lambda: Filters(box=box(), as_of=day()),
        "a month": lambda: Filters(since=(month := day())[:8] + "01", until=month[:8] + "28"),
    }
    with ledger.open(path) as book:
        for name, question in questions.items():
            spent, found = [], []
            for filters in [question() for _ in range(rounds)]:
                began = time.perf_counter()
                found.append(sum(1 for _ in book.claims(filters, limit=PAGE)))
                spent.append((time.perf_counter() - began) * 1000)
            cuts = statistics.quantiles(spent, n=100)
            print(f"  {name:20s} p50 {cuts[49]:7.1f} ms   p99 {cuts[98]:7.1f} ms   {statistics.mean(found):.0f} claims of at most {PAGE}")


def write(count: int) -> None:
    """Readings into a new ledger."""
    every = list(batches(Maker().readings(count)))
    for beside in (False, True):
        with tempfile.TemporaryDirectory() as folder, ledger.open(Path(folder) / "a.ledger", create=True) as book:
            append(book, every[0])
            asking = asked(book.path) if beside else None
            began, spent = time.perf_counter(), time.process_time()
            for batch in every[1:]:
                append(book, batch)
            took, cpu = time.perf_counter() - began, time.process_time() - spent
            if asking:
                asking.kill()
                asking.wait()
        left = count - BATCH
        where = "beside a process that asks" if beside else "alone"
        print(
            f"  {left:,} reports of 10 claims in batches of {BATCH}, {where}: {left / took:,.0f} a second ({left / cpu:,.0f} a CPU second)"
        )


def asked(path: Path) -> subprocess.Popen[bytes]:
    """A process that asks one question after another."""
    code = (
        "import sys, time; from reportedly import ledger\nwith ledger.open(sys.argv[1]) as book:\n"
        "    while True:\n        list(book.claims(limit=50)); time.sleep(0.02)"
    )
    return subprocess.Popen([sys.executable, "-c", code, str(path)])


def disk(count: int) -> None:
    """Bytes on disk per 1,000 reports, closed and folded together."""
    examples = bundled()
    again = (renamed(examples[number % len(examples)], number) for number in range(count))
    for name, readings in (("invented", Maker().readings(count)), ("the bundled ones", again)):
        letters = claims = 0
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.ledger"
            with ledger.open(path, create=True) as book:
                for batch in batches(readings):
                    append(book, batch)
                    letters += sum(len(one.reading.report.text) for one in batch if one.reading)
                    claims += sum(len(one.reading.claims) for one in batch if one.reading)
            size = path.stat().st_size
        means = f"{letters / count:,.0f} characters and {claims / count:.1f} claims each"
        print(f"  {name}: {size / count * 1000 / 1e6:.1f} MB per 1,000 reports ({means})")


def bundled() -> list[Reading]:
    """The readings of the bundled reports, by the rules alone."""
    texts = [json.loads(path.read_text()) for path in sorted(EXAMPLES.glob("*/[op][0-9]*.json"))]
    given = [report(text["text"], published=text.get("published"), outlet=text.get("reported_by")) for text in texts]
    return [answer for answer in read_many(given) if not hasattr(answer, "stage")]  # type: ignore[misc]


def renamed(reading: Reading, number: int) -> Reading:
    """The reading as one of another report."""
    name = codec.digest(reading.report.id, str(number))
    url = f"https://post.example/{number}"
    claims = tuple(msgspec.structs.replace(claim, id=codec.digest(claim.id, str(number))) for claim in reading.claims)
    return msgspec.structs.replace(reading, report=msgspec.structs.replace(reading.report, id=name, url=url), claims=claims, relations=())


def memory(count: int) -> None:
    """Resident memory at ten points of adding one-sentence reports."""
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "reports.jsonl"
        with lines.open("w") as out:
            for number in range(count):
                out.write(
                    json.dumps({"text": f"{spelled(number)} troops killed four people in {spelled(number * 7)}, officials said."}) + "\n"
                )
        print(f"  {count:,} reports of one sentence, a file of {lines.stat().st_size / 1e6:.1f} MB, which is read whole")
        began = time.perf_counter()
        with ledger.open(Path(folder) / "a.ledger", create=True) as book:
            settings = Settings(max_bytes=10**9)
            for done, _ in enumerate(keep.add([str(lines)], book, settings=settings, opener=stand_in), 1):
                if done % (count // 10) == 0:
                    print(f"    {done:>9,} added: {resident():.1f} MB, {done / (time.perf_counter() - began):,.0f} a second", flush=True)


def resident() -> float:
    """Megabytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def workers(paths: list[Path], count: int) -> None:
    """Adding the first texts found at the paths (JSON lines with a `text`), by one process and by two."""
    lines = list(islice((line for path in paths for line in path.open()), count))
    took = {}
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.jsonl"
        texts.write_text("".join(lines))
        for number in (1, 2):
            began = time.perf_counter()
            with ledger.open(Path(folder) / f"{number}.ledger", create=True) as book:
                settings = Settings(workers=number, max_bytes=10**9)  # a long file
                done = sum(1 for _ in keep.add([str(texts)], book, settings=settings))
            took[number] = time.perf_counter() - began
            print(f"  {done:,} reports by {number} process(es): {took[number]:.0f} s, load {os.getloadavg()[0]:.1f}", flush=True)
    print(f"  two against one: {took[1] / took[2]:.2f} times")


def kill(times: int) -> None:
    """Start adding, kill at a random moment, and so on; then add to the end, and compare."""
    chance = random.Random(2)
    with tempfile.TemporaryDirectory() as folder:
        texts, path = Path(folder) / "texts.jsonl", Path(folder) / "a.ledger"
        count = 250 * times
        texts.write_text(
            "".join(json.dumps({"text": f"{number}. {spelled(number)} troops killed four people."}) + "\n" for number in range(count))
        )
        command = [sys.executable, "-c", ADD, str(Path(__file__).parent), str(texts), str(path)]
        kept, killed = [0], 0
        while killed < times:
            adding = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            while killed % 4 and adding.poll() is None and counted(path) == kept[-1]:
                time.sleep(0.01)  # three of four are killed while they write, the others at any moment since their start
            time.sleep(chance.uniform(0, 0.05 if killed % 4 else 1.0))
            if adding.poll() is not None:
                raise SystemExit(f"it ended by itself after {killed} kills")
            adding.kill()
            adding.wait()
            killed += 1
            kept.append(counted(path))
        if kept != sorted(kept):
            raise SystemExit(f"something was lost: {kept}")
        done = subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode
        texts_kept = held(path)
        grown = sum(one < other for one, other in pairwise(kept))
        print(f"  {killed} kills, {grown} of which had kept something more, {kept[-1]:,} reports in all")
        print(f"  then the rest: exit code {done}, {len(texts_kept):,} of {count:,} kept")
        if [text.partition(".")[0] for text in texts_kept] != [str(number) for number in range(count)]:
            raise SystemExit("something is lost or double")
        print("  nothing lost, nothing double, in order; no repair was made")


def counted(path: Path) -> int:
    """How many reports have been committed."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw:
            return int(raw.execute("SELECT count(*) FROM reports").fetchone()[0])
    except sqlite3.Error:
        return 0


def held(path: Path) -> list[str]:
    """The texts that a ledger holds, as another process sees them."""
    with ledger.open(path) as book:
        return [one.row.report.text for one in book.readings()]


if __name__ == "__main__":
    main()
