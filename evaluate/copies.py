"""Measure the finding of copies (`reportedly.link.copies`).

    python evaluate/copies.py [FOLDER] [--planted N] [--told-twice N] [--seed N] [--errors]

FOLDER holds corpora (see copied_texts.py); without one the bundled story gives the texts. Three sets: pairs of real texts that were
read one by one (copies.tsv), planted copies with up to half of their words edited, and pairs of texts that tell of one event. A pair is
said to be a copy where at least one stretch is found. Prints for each set how many of its copies are found, for all together
precision and recall, how many copies share a key (so that a ledger finds them), and what five-word Jaccard of 0.5 would find.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from copied_texts import Pair, labelled, load, planted, told_twice
from events import Rates

from reportedly.link.copies import Copied, copied, sketch
from reportedly.link.wording import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.link.copies import Page


def found(pair: Pair) -> tuple[Copied, ...]:
    """The copied stretches of the later text of a pair."""
    return copied(pair.other, [pair.one])


def shares_key(pair: Pair) -> bool:
    """Whether a ledger would compare the two at all."""
    return bool(set(sketch(pair.one).keys) & set(sketch(pair.other).keys))


def jaccard(pair: Pair) -> float:
    """What the two texts share of all their runs of five words."""
    one, other = _runs(pair.one), _runs(pair.other)
    return len(one & other) / max(len(one | other), 1)


def _runs(page: Page) -> set[str]:
    return {words for sentence in sentences(page.text) for _, words in sentence.all_runs}


def rates(pairs: Sequence[Pair], said: Sequence[bool]) -> Rates:
    """Precision and recall of what was said of pairs."""
    hits = sum(pair.copy and yes for pair, yes in zip(pairs, said, strict=True))
    return Rates(hits, sum(said), sum(pair.copy for pair in pairs))


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--planted", type=int, default=500, metavar="N")
    parser.add_argument("--told-twice", type=int, default=500, metavar="N")
    parser.add_argument("--seed", type=int, default=11, metavar="N", help="what is drawn; numbers were tuned on others")
    parser.add_argument("--errors", action="store_true", help="print the ids of pairs that are missed or too much")
    args = parser.parse_args()
    texts, stories = load(args.folder)
    pairs = [*labelled(texts), *planted(texts, args.planted, args.seed), *told_twice(texts, stories, args.told_twice, args.seed)]
    said = [bool(found(pair)) for pair in pairs]
    sets = {"read one by one": lambda pair: pair.kind not in ("planted", "told twice")}
    sets |= {kind: lambda pair, kind=kind: pair.kind == kind for kind in ("planted", "told twice")}
    for name, holds in sets.items():
        chosen = [number for number, pair in enumerate(pairs) if holds(pair)]
        copies = [number for number in chosen if pairs[number].copy]
        wrong = sum(said[number] for number in chosen if not pairs[number].copy)
        right = sum(said[number] for number in copies)
        print(f"{name:16} {len(chosen):4} pairs: {right} of {len(copies)} copies found, {wrong} of {len(chosen) - len(copies)} others")
    for low in range(5):
        tenth = [yes for pair, yes in zip(pairs, said, strict=True) if pair.kind == "planted" and low <= pair.edited * 10 < low + 1]
        print(f"  planted, {low * 10} to {low * 10 + 10} % edited: {sum(tenth)} of {len(tenth)}")
    print(f"all              {rates(pairs, said)}")
    print(f"by a shared key  {rates(pairs, [yes and shares_key(pair) for pair, yes in zip(pairs, said, strict=True)])}")
    print(f"Jaccard >= 0.5   {rates(pairs, [jaccard(pair) >= 0.5 for pair in pairs])}")
    if args.errors:
        for pair, yes in zip(pairs, said, strict=True):
            if yes != pair.copy:
                print("MISSED" if pair.copy else "TOO MUCH", pair.kind, pair.one.report, pair.other.report, f"{pair.edited:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
