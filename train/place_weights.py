"""Fits the weights of the evidence for what place names mean (`read/places/evidence.py`), and prints them.

    PYTHONPATH=evaluate python train/place_weights.py FOLDER...

Each FOLDER holds `docs.jsonl` in the form of `evaluate/toponyms.py`; the shipped weights are of LGL and GeoVirus. Only even-numbered
reports are learned from, each name of each of them as often as it is annotated, at most three times. The model is a conditional
logit over the name's entries and "none of these": the right ones are those that the evaluation takes for right, also a division
whose town is nearest to the corpus' point and a sea or a continent (its point may be anywhere in it). The beliefs about the other
names are those under the weights of the round before; three rounds change the likelihood by less than a hundredth. The weights
are held near zero by a ridge of 0.0002, which matters only for what is rare.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from places import passages
from scipy.optimize import minimize
from toponyms import Annotated, Globe, Gold, corpus

from reportedly import gazetteer
from reportedly.model import Place
from reportedly.read.places.evidence import WEIGHTS, Evidence
from reportedly.read.places.place_senses import settled
from reportedly.read.places.surroundings import Name, key_of, names
from reportedly.read.places.toponyms import given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.gazetteer import Entry
    from reportedly.read.places.surroundings import Key

ROUNDS = 3
OFTEN = 3  # times that one name of one report counts
RIDGE = 2e-4


@dataclass(frozen=True, slots=True)
class Case:
    """The names of a report, and for each the numbers of its right entries, once a mention that counts."""

    made: dict[Key, Name]
    right: tuple[tuple[Key, frozenset[int]], ...]


def case(report: Annotated, index: gazetteer.Gazetteer, globe: Globe) -> Case:
    """The report as a case to learn from."""
    parsed = passages(report.text)
    found = given(parsed, [(n.start, n.end) for n in report.names], index.find)
    made = names(parsed, [t for t in found if t is not None])
    counted: Counter[Key] = Counter()
    right = []
    for toponym, name in zip(found, report.names, strict=True):
        if toponym is None or toponym.nation or not toponym.entries or name.point is None:
            continue
        key = key_of(toponym)
        counted[key] += 1
        if counted[key] <= OFTEN:
            right.append((key, frozenset(i for i, e in enumerate(made[key].entries) if is_right(name, e, globe))))
    return Case(made, tuple(right))


def is_right(name: Gold, entry: Entry, globe: Globe) -> bool:
    """Whether an entry is what the corpus means."""
    place = Place(
        name=entry.name,
        text="",
        start=0,
        end=0,
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision="exact" if entry.kind == "city" else entry.kind,
    )
    if name.point is None or globe.right(name, place):
        return name.point is not None
    if globe.country(name) is not None:
        return False
    if entry.kind == "region" and entry.country is None:
        return name.kind != "P"
    return entry.kind == "admin1" and name.kind in (None, "A") and globe.division(name.point) == (entry.country, entry.admin1)


def fitted(cases: Sequence[Case], weights: np.ndarray) -> tuple[np.ndarray, float]:
    """The weights under which the right entries are likeliest, the beliefs being those under `weights`; and the mean loss."""
    rows, right = [], []
    for each in cases:
        weighed, _ = settled(each.made, tuple(weights))
        for key, numbers in each.right:
            rows.append(np.array(weighed[key]))
            right.append(np.array([i in numbers for i in range(len(weighed[key]) - 1)] + [not numbers]))

    def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros_like(at)
        for row, good in zip(rows, right, strict=True):
            odds = row @ at
            odds = np.exp(odds - odds.max())
            odds /= odds.sum()
            share = max(float(odds[good].sum()), 1e-12)
            total -= np.log(share)
            slope -= (odds * good / share - odds) @ row
        return total / len(rows) + RIDGE / 2 * float(at @ at), slope / len(rows) + RIDGE * at

    found = minimize(loss, weights, jac=True, method="L-BFGS-B")
    return found.x, float(found.fun)


def main() -> None:
    """Fit, and print the record to be put into the code."""
    index = gazetteer.open_index()
    globe = Globe(index)
    cases = [case(report, index, globe) for folder in sys.argv[1:] for report in corpus(Path(folder)) if report.even]
    weights = np.array(WEIGHTS)
    for turn in range(ROUNDS):
        weights, loss = fitted(cases, weights)
        print(f"# round {turn + 1}: loss {loss:.4f} over {sum(len(each.right) for each in cases)} names")
    rows = (f"    {name}={value:.2f}," for name, value in zip(Evidence._fields, weights, strict=True))
    print("WEIGHTS = Evidence(", *rows, ")", sep="\n")


if __name__ == "__main__":
    main()
