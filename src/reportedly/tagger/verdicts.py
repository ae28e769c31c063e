"""Verdicts: whether a clause is a claim, of which event type and how firm, by the tagger's states and the clause's named facts.

A network of one hidden layer over what `Tags.pooled` gives and the sum of the facts' vectors, in 32-bit floats. It was trained
together with the tagger (`train/tagger.py`), whose states it reads.
"""

from __future__ import annotations

import hashlib
import io
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from reportedly.errors import MissingPartError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np

    from reportedly.model import Stance
    from reportedly.tagger import Asked

STANCES: tuple[Stance, ...] = ("asserted", "denied", "hedged", "planned", "demand")
WIDTH = 384

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Probabilities of event types, "NONE" among them, of stances, and of modes ("TYPE/mode", "TYPE/" for none); each sum to one."""

    kinds: Mapping[str, float]
    stances: Mapping[Stance, float]
    modes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The network; `digest` is of its weights. Callable: facts and pooled states to a verdict."""

    kinds: tuple[str, ...]
    stances: tuple[Stance, ...]
    modes: tuple[str, ...]
    facts: Mapping[str, int]
    weights: Mapping[str, np.ndarray]
    digest: str

    def __call__(self, facts: Sequence[str], asked: Asked | None) -> Verdict:
        """The verdict on one clause."""
        import numpy as np

        w = self.weights
        known = [self.facts[fact] for fact in facts if fact in self.facts]
        whole = np.zeros(3 * WIDTH, dtype=np.float32) if asked is None else asked.pooled()
        inner = self._inner(np.concatenate([whole, w["bag"][known].sum(axis=0)]))
        return Verdict(
            _shares(self.kinds, w["kinds.weight"] @ inner + w["kinds.bias"]),
            _shares(self.stances, w["stances.weight"] @ inner + w["stances.bias"]),
            _shares(self.modes, w["modes.weight"] @ inner + w["modes.bias"]),
        )

    def _inner(self, seen: np.ndarray) -> np.ndarray:
        """The hidden layer, with BERT's activation."""
        import numpy as np

        inner = self.weights["inner.weight"] @ seen + self.weights["inner.bias"]
        return np.array([0.5 * x * (1.0 + math.erf(x / math.sqrt(2.0))) for x in inner.tolist()], dtype=np.float32)


def _shares(names: Sequence[Name], scores: np.ndarray) -> dict[Name, float]:
    """Scores as shares of one, to six digits: finer than that they may differ between processors."""
    import numpy as np

    powers = np.exp((scores - scores.max()).astype(np.float64))
    return dict(zip(names, (powers / powers.sum()).round(6).tolist(), strict=True))


@cache
def open_verdicts(folder: Path | None = None) -> Verdicts:
    """The shipped network, or one made into `folder`: `verdicts.npz`. Raises MissingPartError."""
    import numpy as np

    place = files("reportedly") / "weights" / "tagger" if folder is None else folder
    try:
        raw = (place / "verdicts.npz").read_bytes()
    except OSError as error:
        raise MissingPartError(f"no verdicts' weights at {place}: reinstall with `pip install --force-reinstall reportedly`") from error
    with np.load(io.BytesIO(raw), allow_pickle=False) as stored:
        lists = {name: bytes(stored[name]).decode("utf-8").split("\n") for name in ("kinds", "modes", "facts")}
        weights = {name: stored[name].astype(np.float32) for name in stored.files if name not in lists}
    facts = {fact: number for number, fact in enumerate(lists["facts"], 1)}
    return Verdicts(tuple(lists["kinds"]), STANCES, tuple(lists["modes"]), facts, weights, hashlib.sha256(raw).hexdigest()[:16])
