"""What the index of place names holds, weighs and costs, against its budgets.

    gazetteer.py [--build] [--wheel FILE]

Prints counts and bytes on disk and packed (deflate, as a wheel packs it; from the wheel itself with --wheel), the CPU time of a
look-up of a name not asked before and of one asked before, what opening costs in time and memory, and with --build the time to
make the index. Names looked up: every 97th of the index, and as many that it lacks.
"""

from __future__ import annotations

import argparse
import runpy
import sqlite3
import tempfile
import time
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.gazetteer import open_index
from reportedly.gazetteer.form import KINDS, POINTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parent.parent
STEP = 97


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", action="store_true", help="also make the index anew, aside (needs the data packages)")
    parser.add_argument("--wheel", type=Path, help="a built wheel")
    arguments = parser.parse_args()
    path = open_index().path
    _contents(path)
    print(f"on disk {path.stat().st_size / 1e6:.1f} MB (budget 60), packed {_packed(path, arguments.wheel) / 1e6:.1f} MB (budget 25)")
    _speed(path)
    if arguments.build:
        with tempfile.TemporaryDirectory() as folder:
            began = time.process_time()
            runpy.run_path(str(ROOT / "hatch_build.py"))["Maker"]().make(Path(folder) / "names.sqlite")
            print(f"made in {time.process_time() - began:.1f} s of CPU (budget about 15)")
            same = (Path(folder) / "names.sqlite").read_bytes() == path.read_bytes()
            print(f"the same bytes as the index in place: {'yes' if same else 'no'}")


def _contents(path: Path) -> None:
    base = sqlite3.connect(path)
    names, distinct = base.execute("SELECT count(*), count(DISTINCT name) FROM name").fetchone()
    print(f"{names:,} names of places, {distinct:,} distinct (budget about a million)")
    for kind, point, count, lost, sized in base.execute(
        "SELECT kind, point, count(*), sum(latitude IS NULL), sum(extent IS NOT NULL) FROM place GROUP BY 1, 2"
    ):
        print(f"  {count:7,} {KINDS[kind]:8} point {POINTS[point]:9} {lost:6,} without one, {sized:5,} with an extent")


def _packed(path: Path, wheel: Path | None) -> int:
    if wheel is None:
        return len(zlib.compress(path.read_bytes(), 6))
    with zipfile.ZipFile(wheel) as archive:
        print(f"the wheel has {wheel.stat().st_size / 1e6:.1f} MB")
        return next(info.compress_size for info in archive.infolist() if info.filename.endswith("names.sqlite"))


def _speed(path: Path) -> None:
    known = [name for number, (name,) in enumerate(sqlite3.connect(path).execute("SELECT DISTINCT name FROM name")) if number % STEP == 0]
    before, began = _resident(), time.process_time()
    index = open_index()
    index.find("Kabul")
    opening, opened = time.process_time() - began, _resident()
    print(f"opened, with the first look-up, in {opening * 1e3:.1f} ms and {opened - before:.1f} MB of memory")
    print(f"a name not asked before: {_each(index.find, known):.1f} µs (budget 50), again: {_each(index.find, known):.2f} µs")
    print(f"a name that it lacks: {_each(index.find, [f'{name} zz' for name in known]):.1f} µs; {len(known):,} of each")
    print(f"memory after them: {_resident() - opened:.1f} MB more in this process; the file's pages are the system's, shared by all")


def _resident() -> float:
    """Megabytes of memory that are this process's own now; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon")), 0.0)


def _each(find: Callable[[str], object], names: Iterable[str]) -> float:
    """Microseconds a look-up."""
    listed, began = list(names), time.process_time()
    for name in listed:
        find(name)
    return (time.process_time() - began) / len(listed) * 1e6


if __name__ == "__main__":
    main()
