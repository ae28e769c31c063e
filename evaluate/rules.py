"""What each rule of attribution is worth to a reading: speaker slot, stance and record F1 with it and without it.

    python evaluate/rules.py GOLD...

GOLD is a folder of annotated reports, as for `score.py`. The whole reader reads them once as it is, then once without each rule in turn; a
figure below the first line's is what the rule gains. A folder that is missing is SKIPPED, loudly.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import score
import tally
from attribution import RULES, rule_of

from reportedly.read.attribution.attribution import attributions
from reportedly.read.attribution.marked import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.read.attribution.attributed import Attribution
    from reportedly.read.grammar.passage import Passage


def without(rule: str) -> AbstractContextManager[object]:
    """The reader without the attributions that one kind of rule makes."""

    def fewer(passages: Sequence[Passage]) -> tuple[Attribution, ...]:
        """Those left, renumbered: a parent that is gone gives way to its own."""
        made = attributions(mark(passages))
        kept = [number for number, item in enumerate(made) if rule_of(item) != rule]
        number_of = {old: new for new, old in enumerate(kept)}
        return tuple(_under(made, number, number_of) for number in kept)

    return patch("reportedly.read.attributions", fewer)


def _under(made: Sequence[Attribution], number: int, number_of: dict[int, int]) -> Attribution:
    parent = made[number].parent
    while parent is not None and parent not in number_of:
        parent = made[parent].parent
    return replace(made[number], parent=None if parent is None else number_of[parent])


SWITCHES: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "(all)": nullcontext,
    **{rule: partial(without, rule) for rule in RULES},
    "both sides": partial(patch, "reportedly.read.claims.claims._by_both", lambda context, speaking: False),
    "carried sentences": partial(patch, "reportedly.read.attribution.attribution.carry", lambda marked, drafts: None),
    "it continues who spoke": partial(patch, "reportedly.read.claims.speakers.CONTINUING", frozenset()),
    "apposed bodies": partial(patch, "reportedly.read.actors.actors._is_organised", lambda head: False),
    "nested: media relay": partial(patch, "reportedly.read.attribution.attribution._relayed", lambda item, passages: []),
}
"""The rules that can be left out, by name."""


def main() -> int:
    """Prints a table a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    for folder in parser.parse_args().gold:
        corpus = tally.corpus(folder) if folder.is_dir() else None
        if corpus is None or not corpus.reports:
            print(f"SKIPPED {folder}: no annotated reports there, so nothing was measured")
            continue
        print(f"{corpus.name}: {len(corpus.reports)} reports\n{'without':30} speaker  stance  record")
        for name, switch in SWITCHES.items():
            with switch():
                reached = score.score(corpus, score.read(corpus)).reached
            print(f"{name:30} {reached['speaker']:.3f}    {reached['stance']:.3f}   {reached['record']:.3f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
