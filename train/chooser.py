"""Trains the chooser: who says a claim, who acts in it, who is acted upon.

    PYTHONPATH=evaluate python train/chooser.py FOLDER... [--weights DIR] [--without FILE]

Each FOLDER holds annotated reports (the gold's schema). Seeded and single-threaded: the same folders give the same file. The options of
a claim are those that a reading would have (`read/claims/voices.py`, `read/claims/parts.py`); right are those that the scorer takes for
the annotated speaker, actors and recipients. `--weights` is the folder of the tagger, which the chooser is written into; `--without` a
file of report ids to leave out.

The speaker is one of the options: a conditional logit. Of actors and recipients there may be several: two logistic regressions.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import score_claims as scorer
import tally
import torch
from judge import ids, labelled, matrix, record
from sklearn.linear_model import LogisticRegression

from reportedly import english
from reportedly.chooser import open_chooser
from reportedly.gazetteer import open_index
from reportedly.read import context_of, prepared
from reportedly.read.claims.parts import parts
from reportedly.read.claims.roles import roles
from reportedly.read.claims.voices import voices
from reportedly.read.events.propositions import candidates, ruled
from reportedly.tagger import open_tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.model import Party
    from reportedly.read.attribution.tagged import Tag

STRENGTH = 0.1  # inverse L2 penalty of the conditional logit; sweep 0.025 to 2 by cross-validation on silver
PART_STRENGTH = 0.3  # of the regressions; sweep 0.03 to 0.3
LEAST = 3  # options a fact must hold of
ITERATIONS = 60

Option = tuple[tuple[str, ...], bool]
"""The facts of an option, and whether it is right."""


@dataclass(frozen=True)
class Example:
    """The options of one claim."""

    speakers: tuple[Option, ...]
    actors: tuple[Option, ...]
    recipients: tuple[Option, ...]


def examples(item: dict[str, Any], tag: Tag) -> Iterator[Example]:
    """The options of every claim of a report that a candidate stands for."""
    work = prepared(record(item), parse=english.parse, lookup=open_index().find, tag=tag)
    found = list(candidates(work.found))
    context = context_of(work, [unit for _, units in ruled(work.found) for unit in units])
    names = scorer.Names(item.get("aliases") or [])
    for candidate, label in zip(found, labelled(item, work, found), strict=True):
        claim = label.claim
        if claim is None:
            continue
        unit = replace(candidate.unit, happening=replace(candidate.unit.happening, event_type=label.label))
        heard = voices(context, unit, candidate.stanced)
        right = [bool(scorer.speaker_ok(claim, {"speaker": _said(v.party)}, names, item.get("reported_by"))) for v in heard]
        speaker = next((v.party for v, ok in zip(heard, right, strict=True) if ok), None)
        taking = parts(context, unit, candidate.stanced, speaker, named=roles(context, unit, speaker))
        yield Example(
            tuple((v.facts, ok) for v, ok in zip(heard, right, strict=True)),
            tuple((p.facts, any(names.party(name, _said(p.party)) for name in claim["actors"])) for p in taking),
            tuple((p.facts, any(names.party(name, _said(p.party)) for name in claim["targets"])) for p in taking),
        )


def _said(party: Party | None) -> dict[str, Any] | None:
    return None if party is None else {"name": party.name, "text": party.text, "kind": party.kind}


def known(options: Iterable[Option]) -> list[str]:
    """The facts that hold of enough options, sorted."""
    counts = Counter(fact for facts, _ in options for fact in facts)
    return sorted(fact for fact, n in counts.items() if n >= LEAST)


def conditional(groups: Sequence[Sequence[Option]]) -> dict[str, float]:
    """Weights under which the right options of each group are likeliest; groups without a right one teach nothing."""
    groups = [group for group in groups if any(right for _, right in group)]
    facts = known(option for group in groups for option in group)
    column = {fact: number for number, fact in enumerate(facts)}
    rows = [(number, [column[f] for f in option[0] if f in column], option[1]) for number, group in enumerate(groups) for option in group]
    flat = torch.tensor([fact for _, chosen, _ in rows for fact in chosen])
    offsets = torch.tensor([0, *[len(chosen) for _, chosen, _ in rows][:-1]]).cumsum(0)
    group_of = torch.tensor([number for number, _, _ in rows])
    right = torch.tensor([float(ok) for _, _, ok in rows], dtype=torch.float64)
    weights = torch.zeros(len(facts), 1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=ITERATIONS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = torch.nn.functional.embedding_bag(flat, weights, offsets, mode="sum")[:, 0]
        powers = (scores - scores.max().detach()).exp()
        total = torch.zeros(len(groups), dtype=torch.float64).scatter_add(0, group_of, powers)
        good = torch.zeros(len(groups), dtype=torch.float64).scatter_add(0, group_of, powers * right)
        value = -(good / total).clamp_min(1e-12).log().sum() + (weights * weights).sum() / (2 * STRENGTH)
        value.backward()
        return value

    optimizer.step(loss)
    return dict(zip(facts, weights.detach()[:, 0].tolist(), strict=True))


def regression(options: Sequence[Option]) -> dict[str, float]:
    """Weights of a logistic regression; the fact "" is its bias."""
    facts = known(options)
    model = LogisticRegression(C=PART_STRENGTH, max_iter=300)
    model.fit(matrix([dict.fromkeys(chosen, 1.0) for chosen, _ in options], facts), [right for _, right in options])
    return {"": float(model.intercept_[0]), **dict(zip(facts, map(float, model.coef_[0]), strict=True))}


def table(data: Sequence[Example]) -> str:
    """The weights table of a chooser fitted to the examples."""
    models = {
        "speaker": conditional([example.speakers for example in data]),
        "actor": regression([option for example in data for option in example.actors]),
        "recipient": regression([option for example in data for option in example.recipients]),
    }
    lines = ["# model, fact, weight in thousandths; the empty fact is the bias"]
    lines += [f"{model}\t{fact}\t{round(1000 * w)}" for model, weights in models.items() for fact, w in weights.items() if abs(w) >= 0.02]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--weights", type=Path, default=Path("src/reportedly/weights/tagger"))
    parser.add_argument("--without", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    tag = open_tagger(args.weights)
    left_out = ids(args.without)
    items = [item for folder in args.folders for item in tally.corpus(folder).reports if item["id"] not in left_out]
    text = table([example for item in items for example in examples(dict(item), tag)])
    raw = gzip.compress(text.encode("utf-8"), mtime=0)
    (args.weights / "chooser.tsv.gz").write_bytes(raw)
    print(f"{len(items)} reports; {text.count(chr(10)) - 1} weights; {len(raw)} bytes; digest {open_chooser(args.weights).digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
