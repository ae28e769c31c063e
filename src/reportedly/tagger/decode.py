"""Decoding: from scores of labels to spans, by the best sequence in which no inside stands without its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

ROLES = ("speaker", "cue", "content")
LABELS = ("O", *(f"{prefix}-{role}" for role in ROLES for prefix in ("B", "I")))
"""Labels of a word: outside, or beginning or inside of a span of a role. In the order of the network's outputs."""

Run = tuple[str, int, int]  # role, first and last word (both inclusive)


def _allowed() -> np.ndarray:
    """Which label may follow which: an inside only its own beginning or inside."""
    allowed = np.ones((len(LABELS), len(LABELS)), dtype=bool)
    for before, first in enumerate(LABELS):
        for after, second in enumerate(LABELS):
            if second[0] == "I":
                allowed[before, after] = first[2:] == second[2:]
    return allowed


_FORBIDDEN = np.where(_allowed(), 0.0, -1e9)
_START = np.array([-1e9 if label[0] == "I" else 0.0 for label in LABELS])


def best(scores: np.ndarray) -> list[int]:
    """The allowed sequence of labels with the highest sum of scores (words x labels), by Viterbi's method."""
    total = _START + scores[0]
    back = np.zeros(scores.shape, dtype=np.int64)
    for word in range(1, len(scores)):
        ways = total[:, None] + _FORBIDDEN
        back[word] = ways.argmax(axis=0)
        total = ways.max(axis=0) + scores[word]
    label = int(total.argmax())
    path = [label]
    for word in range(len(scores) - 1, 0, -1):
        label = int(back[word, label])
        path.append(label)
    return path[::-1]


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
