"""Trains the verdicts anew over a tagger that stands: which clauses are claims, of which type and mode, how firm.

    PYTHONPATH=evaluate python train/verdicts.py FOLDER... [--snippets FOLDER] [--weights DIR] [--without FILE]

The encoder is left as it is, so the tagger hears as before. `train/tagger.py` teaches both at once, which is what gives the encoder its
sense of claims; but the more claims it is taught there, the worse it tells the speaker in reports of fighting, which its school of
attributions lacks. New claims and snippets are therefore learned here. Each clause is asked about as in a reading, by the very network
that ships. Seeded and single-threaded: the same folders and network give the same file.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from corpus import Lesson, drill, drilled_candidates, told
from drills import snippets
from export import write_verdicts
from judge import labelled, record, reports
from network import Verdicts
from tagger import FACTS_DROPPED, SEED, Names, named, padded, verdict_loss

from reportedly import english
from reportedly.gazetteer import open_index
from reportedly.read import prepared
from reportedly.read.events.propositions import candidates
from reportedly.tagger import Tagger, open_tagger
from reportedly.tagger.verdicts import STANCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.read import Prepared
    from reportedly.read.events.propositions import Candidate

PASSES = 3
BATCH = 64
PEAK = 1.5e-3  # learning rate, falling to 0 linearly; of 3, 6 and 12 passes 3 did best on the held-out fifth (record F1 .445, .431, .433)


@dataclass(frozen=True)
class Clause:
    """A candidate as the network sees it: its pooled states, and what it teaches."""

    pooled: np.ndarray
    lesson: Lesson


def clauses(item: dict[str, Any], tagger: Tagger) -> Iterator[Clause]:
    """The candidates of an annotated report."""
    work = prepared(record(item), parse=english.parse, lookup=open_index().find, tag=tagger)
    found = list(candidates(work.found))
    for candidate, example in zip(found, labelled(item, work, found), strict=True):
        pooled = seen(work, candidate)
        if pooled is not None:
            yield Clause(pooled, told(example))


def drills(folder: Path, tagger: Tagger) -> Iterator[Clause]:
    """The clauses of the snippets."""
    for _, rows in groupby(snippets(folder), key=lambda row: row.text):
        work, chosen = drilled_candidates(list(rows), tagger)
        for row, candidate in chosen:
            pooled = seen(work, candidate)
            if pooled is not None:
                yield Clause(pooled, drill(row, candidate))


def seen(work: Prepared, candidate: Candidate) -> np.ndarray | None:
    """The pooled states of a candidate, as `Verdicts` reads them; None where its head lies in no piece."""
    tags: Any = work.found.tags
    asked = tags[candidate.unit.happening.passage].ask(candidate.head, candidate.words)
    return None if asked is None else asked.pooled().astype(np.float32)


def loss_of(verdicts: Verdicts, group: Sequence[Clause], *, names: Names, facts: dict[str, int], rng: random.Random) -> torch.Tensor:
    """What the verdicts get wrong of some clauses, of whose facts a share is left out."""
    known = [[facts[fact] for fact in item.lesson.facts if fact in facts and rng.random() > FACTS_DROPPED] or [0] for item in group]
    scores = verdicts(torch.from_numpy(np.stack([item.pooled for item in group])), padded(known, 0))
    return verdict_loss(scores, [item.lesson for item in group], names)


def fitted(items: Sequence[Clause], names: Names) -> Verdicts:
    """The verdicts of some clauses."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    verdicts = Verdicts(len(names.facts) + 1, len(names.kinds), len(STANCES), len(names.modes))
    optimizer = torch.optim.AdamW(verdicts.parameters(), lr=PEAK, weight_decay=0.05)
    facts = {fact: number for number, fact in enumerate(names.facts, 1)}
    order = list(range(len(items)))
    steps, step = PASSES * -(-len(order) // BATCH), 0
    for _ in range(PASSES):
        rng.shuffle(order)
        for at in range(0, len(order), BATCH):
            loss_of(verdicts, [items[n] for n in order[at : at + BATCH]], names=names, facts=facts, rng=rng).backward()
            for group in optimizer.param_groups:
                group["lr"] = PEAK * (1.0 - step / steps)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
    return verdicts.eval()


def main() -> int:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--snippets", type=Path, default=Path(__file__).parent / "snippets")
    parser.add_argument("--weights", type=Path, default=Path("src/reportedly/weights/tagger"))
    parser.add_argument("--without", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    tagger = open_tagger(args.weights)
    items = [item for folder in args.folders for item in reports(folder, without=args.without)]
    learned = [clause for item in items for clause in clauses(item, tagger)] + list(drills(args.snippets, tagger))
    names = named([clause.lesson for clause in learned])
    write_verdicts(fitted(learned, names), {"kinds": names.kinds, "modes": names.modes, "facts": names.facts}, args.weights)
    print(f"{len(items)} reports; {len(learned)} clauses, {len(names.facts)} facts, {len(names.kinds)} kinds, {len(names.modes)} modes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
