"""The judge: whether a report is about conflict or politics, whether a clause of it is a claim, and of which event type.

Two logistic regressions, over the words of a report and over the named facts of a clause (see
`read/clauses.py`), trained by `train/judge.py` and shipped as a table of weights. Scores are sums of 64-bit floats in
the order of the facts, so the same facts give the same verdict on every processor that follows IEEE 754. What they
learned from and how well they do: `docs/judge.md`.
"""

from __future__ import annotations

import gzip
import hashlib
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reportedly.errors import MissingPartError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from reportedly.model import Stance

_SHIPPED = "judge.tsv.gz"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Probabilities of event types, "NONE" among them, and of stances and modes where the judge has a word on them."""

    kinds: Mapping[str, float]
    stances: Mapping[Stance, float] | None = None
    modes: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights by fact; `kinds` names the columns, "NONE" among them. Callable: facts to probabilities.

    `topic` are the weights of words for the report's relevance, `topic_bias` their constant; `digest` of the table.
    """

    kinds: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]
    topic_bias: float
    topic: Mapping[str, float]
    digest: str

    def __call__(self, facts: Sequence[str], ask: object = None) -> Verdict:
        """The probability of each kind by the facts alone."""
        scores = list(self.bias)
        for fact in facts:
            for column, weight in self.weights.get(fact, ()):
                scores[column] += weight
        return Verdict(_shares(self.kinds, scores))

    def modes(self, facts: Sequence[str], ask: object = None) -> None:
        """None: the facts alone tell no modes."""

    def relevance(self, words: Mapping[str, int]) -> float:
        """The probability that a report with these verbs and nouns (lemma to count) is about conflict or politics."""
        vector = document_vector(words)
        score = self.topic_bias + sum(self.topic.get(word, 0.0) * value for word, value in sorted(vector.items()))
        return 1.0 / (1.0 + math.exp(-score))


@dataclass(frozen=True, slots=True)
class Panel:
    """A judge and the verdicts of a tagger together: the geometric mean of their probabilities, the stance by the tagger's alone.

    Two that err differently err less together: cross-checked on the reports that neither saw (docs/tagger.md).
    """

    judge: Judge
    verdicts: Callable[[Sequence[str], Any], Any]

    def relevance(self, words: Mapping[str, int]) -> float:
        """The judge's."""
        return self.judge.relevance(words)

    def __call__(self, facts: Sequence[str], ask: Callable[[], Any]) -> Verdict:
        """The verdict of both on a clause by its facts and what the tagger makes of it; about a hopeless one it is not asked."""
        plain = self.judge(facts).kinds
        if not HOPELESS <= 1.0 - plain.get("NONE", 0.0) <= CERTAIN:
            return Verdict(plain)
        learned = self.verdicts(facts, ask())
        kinds = sorted({*plain, *learned.kinds})
        scores = [
            LEARNED * math.log(max(learned.kinds.get(kind, 0.0), _LEAST)) + (1 - LEARNED) * math.log(max(plain.get(kind, 0.0), _LEAST))
            for kind in kinds
        ]
        return Verdict(_shares(kinds, scores), learned.stances, learned.modes)

    def modes(self, facts: Sequence[str], ask: Callable[[], Any]) -> Mapping[str, float] | None:
        """The tagger's shares of modes, where it was not asked for the verdict."""
        modes: Mapping[str, float] = self.verdicts(facts, ask()).modes
        return modes


HOPELESS = 0.3
"""Probability of a claim by the judge below which the tagger is not asked: its pass would cost more than it finds (docs/tagger.md)."""
CERTAIN = 0.92
"""Probability of a claim above which the tagger is not asked either."""
LEARNED = 0.6
"""Weight of the tagger's verdict in a panel; sweep in docs/tagger.md."""
_LEAST = 1e-6  # probability below which a kind counts as impossible to nobody


def _shares(names: Sequence[str], scores: Sequence[float]) -> dict[str, float]:
    """Scores as probabilities."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return {name: power / total for name, power in zip(names, powers, strict=True)}


def document_vector(words: Mapping[str, int]) -> dict[str, float]:
    """Logarithmic counts scaled to length one, so that long and short reports compare."""
    values = {word: math.log1p(count) for word, count in words.items()}
    length = math.sqrt(sum(values[word] ** 2 for word in sorted(values))) or 1.0
    return {word: value / length for word, value in values.items()}


@cache
def open_judge(path: Path | None = None) -> Judge:
    """The shipped judge, or one trained into `path`. Raises MissingPartError when there is none."""
    place = files("reportedly") / "weights" / _SHIPPED if path is None else path
    try:
        raw = place.read_bytes()
    except OSError as error:
        raise MissingPartError(f"no judge's weights at {place}: reinstall with `pip install --force-reinstall reportedly`") from error
    return parse(gzip.decompress(raw).decode("utf-8"))


def parse(text: str) -> Judge:
    """The judge of a weights table.

    A `kinds` line, a `bias` line, a line `fact<TAB>column:weight…` for each fact, and for relevance a line
    `topic-bias` and lines `topic:word<TAB>weight`. Weights are in thousandths.
    """
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    head = {cells[0]: cells[1:] for cells in lines if cells[0] in ("kinds", "bias", "topic-bias")}
    weights: dict[str, tuple[tuple[int, float], ...]] = {}
    topic: dict[str, float] = {}
    for name, *cells in lines:
        if name.startswith("topic:"):
            topic[name.removeprefix("topic:")] = int(cells[0]) / 1000
        elif name not in head:
            weights[name] = tuple((int(column), int(weight) / 1000) for column, weight in (cell.split(":") for cell in cells))
    bias = tuple(int(cell) / 1000 for cell in head["bias"])
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Judge(tuple(head["kinds"]), bias, weights, int(head["topic-bias"][0]) / 1000, topic, digest)
