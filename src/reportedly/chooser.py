"""The chooser: who says a unit, who acts in it and who is acted upon, among those who may.

Three linear models over named facts (`read/claims/voices.py`, `read/claims/parts.py`), trained by `train/chooser.py` and shipped as a
table of weights. Scores are sums of 64-bit floats in the order of the facts, so the same facts give the same choice on every
processor that follows IEEE 754. What they learned from and how well they do: `docs/tagger.md`.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from reportedly.errors import MissingPartError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MODELS = ("speaker", "actor", "recipient")
_SHIPPED = "chooser.tsv.gz"


@dataclass(frozen=True, slots=True)
class Chooser:
    """Weights by model and fact; `bias` of each model, `digest` of the table."""

    weights: Mapping[str, Mapping[str, float]]
    bias: Mapping[str, float]
    digest: str

    def score(self, model: str, facts: Sequence[str]) -> float:
        """How likely an option is, as a logit."""
        known = self.weights[model]
        return self.bias[model] + sum(map(known.__getitem__, filter(known.__contains__, facts)))


@cache
def open_chooser(folder: Path | None = None) -> Chooser:
    """The shipped chooser, or one trained into `folder`: `chooser.tsv.gz`. Raises MissingPartError when there is none."""
    place = files("reportedly") / "weights" / "tagger" if folder is None else folder
    try:
        raw = (place / _SHIPPED).read_bytes()
    except OSError as error:
        raise MissingPartError(f"no chooser's weights at {place}: reinstall with `pip install --force-reinstall reportedly`") from error
    return parse(gzip.decompress(raw).decode("utf-8"))


def parse(text: str) -> Chooser:
    """The chooser of a weights table: lines `model<TAB>fact<TAB>weight` in thousandths; the fact "" is the bias."""
    weights: dict[str, dict[str, float]] = {model: {} for model in MODELS}
    bias = dict.fromkeys(MODELS, 0.0)
    for line in text.splitlines():
        if line and not line.startswith("#"):
            model, fact, weight = line.split("\t")
            if fact:
                weights[model][fact] = int(weight) / 1000
            else:
                bias[model] = int(weight) / 1000
    return Chooser(weights, bias, hashlib.sha256(text.encode()).hexdigest()[:16])
