"""How well a grouping of mentions agrees with another: MUC, B³ and CEAF-e, and their mean, the CoNLL figure.

    scores = measure(found, wanted)   # two groupings of the same mentions, each a list of sets

MUC counts links (Vilain and others 1995), B³ the groups of each mention (Bagga and Baldwin 1998), CEAF-e the best match of groups by
the share of mentions that two have in common (Luo 2005). Mentions are given, so that both groupings hold the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

Groups = "Sequence[frozenset[Hashable]]"


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision and recall, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The three measures."""

    muc: Figures
    b3: Figures
    ceafe: Figures

    @property
    def conll(self) -> float:
        """The mean of the three F1."""
        return (self.muc.f1 + self.b3.f1 + self.ceafe.f1) / 3

    def __str__(self) -> str:
        """One line for a person, in percent."""
        parts = [f"{name} {100 * f.precision:.1f}/{100 * f.recall:.1f}/{100 * f.f1:.1f}" for name, f in self._named()]
        return f"CoNLL {100 * self.conll:.1f}  ({', '.join(parts)})"

    def _named(self) -> Iterable[tuple[str, Figures]]:
        return (("MUC", self.muc), ("B3", self.b3), ("CEAF-e", self.ceafe))


def measure(found: Sequence[frozenset[Hashable]], wanted: Sequence[frozenset[Hashable]]) -> Scores:
    """The agreement of two groupings of the same mentions. Raises ValueError where one holds a mention that the other does not."""
    if not set().union(*found) == set().union(*wanted) or sum(map(len, found)) != sum(map(len, wanted)):
        raise ValueError("the two groupings are not of the same mentions, each once")
    return Scores(_muc(found, wanted), _b3(found, wanted), _ceafe(found, wanted))


def _of(groups: Sequence[frozenset[Hashable]]) -> dict[Hashable, int]:
    return {mention: number for number, group in enumerate(groups) for mention in group}


def _muc(found: Sequence[frozenset[Hashable]], wanted: Sequence[frozenset[Hashable]]) -> Figures:
    return Figures(_links(found, _of(wanted)), _links(wanted, _of(found)))


def _links(groups: Sequence[frozenset[Hashable]], owner: dict[Hashable, int]) -> float:
    """The share of the links that hold the groups together which the other grouping has too."""
    links = sum(len(group) - 1 for group in groups)
    kept = sum(len(group) - len({owner[mention] for mention in group}) for group in groups)
    return kept / links if links else 0.0


def _b3(found: Sequence[frozenset[Hashable]], wanted: Sequence[frozenset[Hashable]]) -> Figures:
    ours, theirs = _of(found), _of(wanted)
    common = {mention: len(found[ours[mention]] & wanted[theirs[mention]]) for mention in ours}
    precision = sum(common[mention] / len(found[ours[mention]]) for mention in ours) / len(ours)
    recall = sum(common[mention] / len(wanted[theirs[mention]]) for mention in ours) / len(ours)
    return Figures(precision, recall)


def _ceafe(found: Sequence[frozenset[Hashable]], wanted: Sequence[frozenset[Hashable]]) -> Figures:
    theirs = _of(wanted)
    likeness = np.zeros((len(found), len(wanted)))
    for row, group in enumerate(found):
        for column in {theirs[mention] for mention in group}:
            likeness[row, column] = 2 * len(group & wanted[column]) / (len(group) + len(wanted[column]))
    rows, columns = linear_sum_assignment(likeness, maximize=True)
    best = float(likeness[rows, columns].sum())
    return Figures(best / len(found), best / len(wanted))
