"""What reading costs, against the bare parse of the same text, and how it grows with the text.

    parse_ratio.py [--rounds N] [--growth]

The bare parse is `nlp.pipe` over the same paragraphs with every default component of the pinned small model (entity
labels included), one thread, warm. Reading is everything from a report's text to its claims. Both are timed in CPU seconds
of this process, in turn, over the same texts; the figure is the median of the rounds. Texts: examples/original, CC0.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # one thread, set before NumPy is loaded

TEXTS = Path(__file__).parent.parent / "examples" / "original"
ROUNDS = 7
WORDS = 1_000
TIMES = (1, 2, 4, 8, 16, 32)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds of which the median counts (default {ROUNDS})")
    parser.add_argument("--growth", action="store_true", help="also time one report of 1 to 32 times the text")
    arguments = parser.parse_args()
    texts = [json.loads(path.read_text())["text"] for path in sorted(TEXTS.glob("o*.json"))]
    words = sum(len(text.split()) for text in texts)
    bare, reading = _in_turn([_bare(), _reading()], texts, arguments.rounds)
    print(f"{len(texts)} reports, {words} words, median of {arguments.rounds} rounds, CPU seconds per {WORDS:,} words:")
    print(f"  bare parse  {bare * WORDS / words:.3f}")
    print(f"  reading     {reading * WORDS / words:.3f}")
    print(f"  ratio       {reading / bare:.2f}")
    if arguments.growth:
        _grow("\n".join(texts))


def _bare() -> Callable[[Sequence[str]], None]:
    """The bare parse of all texts, paragraph by paragraph."""
    import spacy

    from reportedly import english
    from reportedly.read.text.text import clean

    name = english.model_info().name.rpartition("-")[0]
    nlp = spacy.load(name)

    def parse(texts: Sequence[str]) -> None:
        for text in texts:
            for _ in nlp.pipe([paragraph.text for paragraph in clean(text).paragraphs]):
                pass

    return parse


def _reading() -> Callable[[Sequence[str]], None]:
    """The reading of all texts."""
    import reportedly

    def read(texts: Sequence[str]) -> None:
        for text in texts:
            reportedly.read(text, published="2031-09-30")

    return read


def _in_turn(tasks: Sequence[Callable[[Sequence[str]], None]], texts: Sequence[str], rounds: int) -> list[float]:
    """The median CPU seconds of each task, run in turn after one warm-up each."""
    for task in tasks:
        task(texts)
    seconds: list[list[float]] = [[] for _ in tasks]
    for _ in range(rounds):
        for task, spent in zip(tasks, seconds, strict=True):
            began = time.process_time()
            task(texts)
            spent.append(time.process_time() - began)
    return [statistics.median(spent) for spent in seconds]


def _grow(text: str) -> None:
    """Time and peak memory of one report, the text said 1 to 32 times with a number of its own in each paragraph, so that none repeats."""
    read = _reading()
    print("one report of n times the text:      n    words  seconds  seconds per 1,000 words  peak MB")
    for times in TIMES:
        lines = [f"{line} ({number}-{n})" for n in range(times) for number, line in enumerate(text.splitlines()) if line.strip()]
        long = "\n".join(lines)
        began = time.process_time()
        read([long])
        spent = time.process_time() - began
        words = len(long.split())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{times:38d} {words:8d} {spent:8.2f} {spent * WORDS / words:24.3f} {peak:8d}")


if __name__ == "__main__":
    main()
