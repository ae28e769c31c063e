"""Trains the tagger and its verdicts, from base weights to the files that ship.

    PYTHONPATH=evaluate python train/tagger.py --polnear FOLDER --claims FOLDER... [--out DIR] [--layers N] [--fold K/N]

`--polnear` holds `train/` and `dev/` in PolNeAR's form, each FOLDER of `--claims` annotated reports (the gold's schema). One encoder
learns both at once: batches of attributions, and every few steps one of claims; `train/verdicts.py` then fits the verdicts anew to it.
Seeded, on two threads; the same corpora on the same processor and versions give the same files. A twentieth of the training articles
is held out (every twentieth by name): choices were made on it. `make train-tagger` then fits the verdicts, the judge and the chooser,
and measures what ships on the dev part, which decided nothing.

With `--fold K/N` every N-th report of the first folder, from a shuffled list, is left out, and its ids are written to `held.txt`:
`train/crossed.py` reads those reports with what did not see them. The shipped weights are of `--fold 0/5`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import polnear
import torch
from corpus import IGNORED, Clause, Lesson, Window, attributed, drilled, judged, vocabulary
from drills import snippets
from export import export
from judge import reports
from network import Network, Verdicts
from torch.nn import functional

from reportedly.tagger.pieces import Pieces
from reportedly.tagger.verdicts import STANCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEED = 7
PASSES = 5  # over the attributions
CLAIM_PASSES = 5  # over the claims meanwhile
PEAK, HEAD_PEAK = 4e-4, 1.5e-3  # learning rates of the encoder and of the verdicts, falling to 0 linearly
PIECES = 1024  # in a batch
LEAST_FACTS = 3  # candidates a fact must hold of
FACTS_DROPPED = 0.15  # share of a candidate's facts left out at a step
SMOOTHED = 0.05  # of the labels of claims, which annotators disagree on
IMPOSSIBLE = -30.0  # score of "no claim" for a clause that is known to be one; its smoothed label costs the same for every network
HELD = 20  # every so-manieth article is left out of training


@dataclass(frozen=True)
class Names:
    """What the outputs of the verdicts, and the facts, stand for."""

    kinds: tuple[str, ...]
    modes: tuple[str, ...]
    facts: tuple[str, ...]


def padded(rows: Sequence[Sequence[int]], fill: int) -> torch.Tensor:
    """Rows of one width."""
    width = max(len(row) for row in rows)
    return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])


def batches(lengths: Sequence[int], rng: random.Random) -> list[list[int]]:
    """Numbers of windows in batches of about as many pieces, like lengths together."""
    order = sorted(range(len(lengths)), key=lambda n: lengths[n] + 6 * rng.random())
    made: list[list[int]] = [[]]
    for n in order:
        if made[-1] and lengths[n] * (len(made[-1]) + 1) > PIECES:
            made.append([])
        made[-1].append(n)
    rng.shuffle(made)
    return made


def seen(network: Network, group: Sequence[Window]) -> tuple[torch.Tensor, torch.Tensor]:
    """States and label scores of windows; computed in 16-bit floats where the processor has them."""
    pieces = padded([window.pieces for window in group], 0)
    shapes = padded([window.shapes for window in group], 0)
    with torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported()):
        states, scores = network(pieces, shapes, (pieces != 0).long())
    return states.float(), scores.float()


def attribution_loss(network: Network, group: Sequence[Window]) -> torch.Tensor:
    """Cross entropy of the words' labels."""
    _, scores = seen(network, group)
    labels = padded([window.labels for window in group], IGNORED)
    return functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORED)


def claim_scores(
    network: Network, verdicts: Verdicts, group: Sequence[Clause], *, facts: dict[str, int], rng: random.Random | None = None
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Scores of the types, stances and modes of clauses."""
    states, _ = seen(network, [item.window for item in group])
    own = torch.zeros(states.shape[:2])
    for n, item in enumerate(group):
        own[n, list(item.words)] = 1.0 / len(item.words)
    heads = states[torch.arange(len(group)), torch.tensor([item.head for item in group])]
    pooled = torch.cat([states[:, 0], heads, torch.einsum("np,npw->nw", own, states)], dim=1)
    known = [
        [facts[fact] for fact in item.lesson.facts if fact in facts and (rng is None or rng.random() > FACTS_DROPPED)] or [0]
        for item in group
    ]
    types, stances, modes = verdicts(pooled, padded(known, 0))
    return types, stances, modes


def claim_loss(network: Network, verdicts: Verdicts, group: Sequence[Clause], *, names: Names, rng: random.Random) -> torch.Tensor:
    """What a network gets wrong of some clauses."""
    facts = {fact: number for number, fact in enumerate(names.facts, 1)}
    return verdict_loss(claim_scores(network, verdicts, group, facts=facts, rng=rng), [item.lesson for item in group], names)


def verdict_loss(scores: tuple[torch.Tensor, torch.Tensor, torch.Tensor], group: Sequence[Lesson], names: Names) -> torch.Tensor:
    """Cross entropy of types, and of stances and modes where they are known; of a snippet's clause, were it a claim."""
    types, stances, modes = scores
    types[[n for n, clause in enumerate(group) if clause.drilled], names.kinds.index("NONE")] = IMPOSSIBLE
    weights = torch.tensor([clause.weight for clause in group])
    wanted = torch.tensor([names.kinds.index(clause.kind) for clause in group])
    loss = (functional.cross_entropy(types, wanted, reduction="none", label_smoothing=SMOOTHED) * weights).sum() / weights.sum()
    firm = torch.tensor([IGNORED if clause.stance is None else STANCES.index(clause.stance) for clause in group])
    how = torch.tensor([IGNORED if clause.mode is None else names.modes.index(clause.mode) for clause in group])
    for found, labels in ((stances, firm), (modes, how)):
        if bool((labels != IGNORED).any()):
            loss = loss + functional.cross_entropy(found, labels, ignore_index=IGNORED, label_smoothing=SMOOTHED)
    return loss


def endless(lengths: Sequence[int], rng: random.Random) -> Iterator[list[int]]:
    """Batches over and over."""
    while True:
        yield from batches(lengths, rng)


def train(network: Network, verdicts: Verdicts, words: Sequence[Window], *, claims: Sequence[Clause], names: Names) -> None:
    """Fits both in place; they end as the running mean of their last steps, which is steadier than the last step."""
    rng = random.Random(SEED)
    encoder, heads = [p for p in network.parameters() if p.requires_grad], list(verdicts.parameters())
    every = encoder + heads
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "weight_decay": 0.01, "peak": PEAK}, {"params": heads, "weight_decay": 0.05, "peak": HEAD_PEAK}], fused=True
    )
    lengths, claim_lengths = [len(w.pieces) for w in words], [len(c.window.pieces) for c in claims]
    steps = PASSES * len(batches(lengths, random.Random(SEED)))
    often = max(1, steps // (CLAIM_PASSES * len(batches(claim_lengths, random.Random(SEED)))))
    word_batches, claim_batches = endless(lengths, rng), endless(claim_lengths, rng)
    mean = [p.detach().clone() for p in every]
    began = time.time()
    for step in range(steps):
        loss = attribution_loss(network, [words[n] for n in next(word_batches)])
        if step % often == 0:
            loss = loss + claim_loss(network, verdicts, [claims[n] for n in next(claim_batches)], names=names, rng=rng)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(every, 1.0)
        scale = min((step + 1) / (0.05 * steps), (steps - step) / (0.95 * steps))
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * scale
        optimizer.step()
        optimizer.zero_grad()
        with torch.no_grad():
            kept = min(0.998, (1 + step) / (10 + step))
            torch._foreach_mul_(mean, kept)
            torch._foreach_add_(mean, every, alpha=1 - kept)
        if (step + 1) % 200 == 0:
            left = (time.time() - began) / (step + 1) * (steps - step - 1)
            print(f"step {step + 1} of {steps}, loss {loss.item():.2f}, {left / 60:.0f} minutes left", file=sys.stderr, flush=True)
    with torch.no_grad():
        for parameter, value in zip(every, mean, strict=True):
            parameter.copy_(value)
    network.eval()
    verdicts.eval()


def named(claims: Sequence[Lesson]) -> Names:
    """The event types, modes and facts that occur."""
    counts = Counter(fact for clause in claims for fact in clause.facts)
    return Names(
        tuple(sorted({c.kind for c in claims})),
        tuple(sorted({c.mode for c in claims if c.mode is not None})),
        tuple(sorted(fact for fact, n in counts.items() if n >= LEAST_FACTS)),
    )


def main() -> int:
    """Reads the corpora, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--claims", type=Path, nargs="+", required=True)
    parser.add_argument("--snippets", type=Path, help="teach these too; the shipped encoder was not (docs/tagger.md)")
    parser.add_argument("--out", type=Path, default=Path("src/reportedly/weights/tagger"))
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--fold", help="K/N: leave the K-th of N parts of the first folder out")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    pieces = Pieces(vocabulary().rstrip("\n").split("\n"))
    words = [w for n, a in enumerate(polnear.articles(args.polnear / "train")) if n % HELD for w in attributed(a, pieces)]
    items = [(folder, item) for folder in args.claims for item in reports(folder)]
    held = held_out([item["id"] for folder, item in items if folder == args.claims[0]], args.fold)
    claims = [clause for folder, item in items if item["id"] not in held or folder != args.claims[0] for clause in judged(item, pieces)]
    drills = snippets(args.snippets) if args.snippets else []
    claims += [clause for _, rows in groupby(drills, key=lambda row: row.text) for clause in drilled(list(rows), pieces)]
    names = named([clause.lesson for clause in claims])
    network, verdicts = Network(args.layers), Verdicts(len(names.facts) + 1, len(names.kinds), len(STANCES), len(names.modes))
    print(
        f"{len(words)} windows of attributions, {len(claims)} candidates for claims, {len(names.facts)} facts", file=sys.stderr, flush=True
    )
    train(network, verdicts, words, claims=claims, names=names)
    args.out.mkdir(parents=True, exist_ok=True)
    export(network, verdicts, {"kinds": names.kinds, "modes": names.modes, "facts": names.facts}, folder=args.out, vocabulary=vocabulary())
    if held:
        (args.out / "held.txt").write_text("\n".join(sorted(held)), encoding="utf-8")
    return 0


def held_out(ids: Sequence[str], fold: str | None) -> set[str]:
    """The ids of a fold "K/N"; none without one."""
    if fold is None:
        return set()
    number, parts = (int(part) for part in fold.split("/"))
    order = list(range(len(ids)))
    random.Random(SEED).shuffle(order)
    return {ids[n] for k, n in enumerate(order) if k % parts == number}


if __name__ == "__main__":
    sys.exit(main())
