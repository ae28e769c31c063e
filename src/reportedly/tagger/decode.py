"""Decoding: from scores of labels to spans, by the best sequence in which no inside stands without its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

ROLES = ("speaker", "cue", "content")
LABELS = ("O", *(f"{prefix}-{role}" for role in ROLES for prefix in ("B", "I")))
"""Labels of a word: outside, or beginning or inside of a span of a role. In the order of the network's outputs."""

Run = tuple[str, int, int]  # role, first and last word (both inclusive)


_BEFORE = tuple(tuple(n for n, before in enumerate(LABELS) if before[2:] == label[2:]) if label[0] == "I" else () for label in LABELS)
"""What may stand before a label: before an inside its own beginning or inside, before others (empty) anything."""
_START = [-1e9 if label[0] == "I" else 0.0 for label in LABELS]


def best(scores: np.ndarray) -> list[int]:
    """The allowed sequence of labels with the highest sum of scores (words x labels), by Viterbi's method."""
    first, *others = scores.tolist()
    total = [start + score for start, score in zip(_START, first, strict=True)]
    back = []
    for row in others:
        top = _top(total, range(len(LABELS)))
        steps = [_top(total, before) if before else top for before in _BEFORE]
        back.append(steps)
        total = [total[step] + score for step, score in zip(steps, row, strict=True)]
    label = _top(total, range(len(LABELS)))
    path = [label]
    for steps in reversed(back):
        label = steps[label]
        path.append(label)
    return path[::-1]


def _top(total: Sequence[float], labels: Sequence[int]) -> int:
    return max(labels, key=total.__getitem__)


def runs(labels: Sequence[int]) -> list[Run]:
    """The spans of a sequence of labels."""
    found: list[Run] = []
    for word, label in enumerate(labels):
        name = LABELS[label]
        if name[0] == "B":
            found.append((name[2:], word, word))
        elif name[0] == "I":
            role, first, _ = found[-1]
            found[-1] = (role, first, word)
    return found
