"""Tries the judge's thresholds: the figures that `docs/judge.md` gives for each.

    PYTHONPATH=evaluate python train/sweep.py FOLDER... [--folds K]        (`make sweep DATA="FOLDER..."`)

The first folder's reports are each read with a judge fitted without them (see `judge.py`), once for every value
of one threshold while the others stay. Printed are, as rows of a table, record and typed F1 over all reports
and the claims read in reports that hold none, a report. The first row is of the rules alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tally
from judge import TOPICS, reading, splits

from reportedly import codec, english

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from reportedly.judge import Judge

VALUES = {
    "RELEVANT": (0.0, 0.35, 0.45, 0.5, 0.55, 0.6, 0.65, 0.75),
    "THRESHOLD": (0.4, 0.5, 0.6, 0.7, 0.8, 1.0),
    "KEEP": (0.0, 0.3, 0.4, 0.5, 0.6, 0.7),
}
"""What is tried for each threshold of `read/propositions.py`: 0 lets all pass, 1 none."""


class Remembered:
    """The parser with a memory, so that a report is parsed once for all settings."""

    def __init__(self) -> None:
        self._docs: dict[str, Doc] = {}

    def __call__(self, texts: Iterable[str]) -> Iterator[Doc]:
        """One Doc a text, in order."""
        wanted = list(texts)
        new = [text for text in dict.fromkeys(wanted) if text not in self._docs]
        self._docs.update(zip(new, english.parse(new), strict=True))
        return iter([self._docs[text] for text in wanted])


def sweep(folders: list[Path], folds: int) -> Iterator[tuple[str, float, list[tally.Tally]]]:
    """Threshold, value, and the tallies of all reports, for every value tried; the rules alone first."""
    parse = Remembered()
    propositions = import_module("reportedly.read.events.propositions")  # by name: the room also holds a function called so
    corpus = {item["id"]: item for item in tally.corpus(folders[0]).reports}
    parts = list(splits(folders, folds, parse, [TOPICS]))
    yield "rules alone", 0.0, [counted(corpus, item, None, parse) for _, held in parts for item in held]
    for name, values in VALUES.items():
        standing = getattr(propositions, name)
        for value in values:
            setattr(propositions, name, value)
            yield name, value, [counted(corpus, item, judge, parse) for judge, held in parts for item in held]
        setattr(propositions, name, standing)


def counted(corpus: dict[str, Any], item: dict[str, Any], judge: Judge | None, parse: Remembered) -> tally.Tally:
    """The tally of one report's reading."""
    claims = json.loads(codec.encode(reading(item, judge, parse)))["claims"]
    return tally.tally(corpus[item["id"]], claims)


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=4)
    args = parser.parse_args()
    print("| threshold | value | record F1 | typed F1 | claims in a report without any |\n|---|---|---|---|---|")
    for name, value, tallies in sweep(args.folders, args.folds):
        empty = [one.said for one in tallies if not one.annotated]
        figures = f"{tally.measure(tallies, 'record'):.3f} | {tally.measure(tallies, 'typed'):.3f}"
        print(f"| {name} | {value} | {figures} | {sum(empty) / max(len(empty), 1):.2f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
