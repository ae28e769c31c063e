"""What the evaluations of events share: readings of many texts, noise, precision and recall, confusions.

Readings may be kept: with a folder they are taken from its `<id>.json`, and those that are not there yet are read and written. Nobody
compares who read them, so a folder is for one reader: after a change of the reader use another.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reportedly import Claim, Party, Reading, Report

RESAMPLES = 1000  # as in tally.py
SEED = 7
NONE = "none"  # what stands in a confusion where nothing was read

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1 of counts: `hits` right, `said` by the reading, `want`ed by the corpus."""

    hits: int
    said: int
    want: int

    @property
    def precision(self) -> float:
        """The share of what was said that is right."""
        return self.hits / max(self.said, 1)

    @property
    def recall(self) -> float:
        """The share of what was wanted that was said."""
        return self.hits / max(self.want, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hits / max(self.said + self.want, 1)

    def __str__(self) -> str:
        """The three in a line."""
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


def half_width(items: Sequence[Item], figure: Callable[[Sequence[Item]], float]) -> float:
    """Half the width of the interval that holds 95 % of a figure when the items are drawn again with replacement (seeded)."""
    if not items:
        return 0.0
    draw = random.Random(SEED)  # noqa: S311 - a bootstrap, no secret
    found = sorted(figure(draw.choices(items, k=len(items))) for _ in range(RESAMPLES))
    return (found[int(0.975 * (len(found) - 1))] - found[int(0.025 * (len(found) - 1))]) / 2


def by_class(pairs: Iterable[tuple[str, str]]) -> dict[str, Rates]:
    """The rates of each class of the corpus from pairs of the class wanted and the class said, commonest first."""
    given = list(pairs)
    want, said = Counter(one for one, _ in given), Counter(other for _, other in given)
    hits = Counter(one for one, other in given if one == other)
    return {name: Rates(hits[name], said[name], n) for name, n in want.most_common()}


def confusions(pairs: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    """What each class was taken for, itself left out."""
    found: dict[str, Counter[str]] = {}
    for want, said in pairs:
        if want != said:
            found.setdefault(want, Counter())[said] += 1
    return found


def named(counts: Counter[str]) -> str:
    """Counts in words, largest first."""
    return ", ".join(f"{name} {n}" for name, n in counts.most_common())


def read_all(reports: Mapping[str, Report], workers: int = 1, kept: Path | None = None) -> dict[str, Reading]:
    """The readings by id; a text that cannot be read is named and left out."""
    import reportedly

    found: dict[str, Reading] = {}
    for name in reports if kept is not None else ():
        path = _path(kept, name)
        if path.exists():
            found[name] = reportedly.decode(path.read_bytes())
    missing = [name for name in reports if name not in found]
    answers = reportedly.read_many([reports[name] for name in missing], workers) if missing else ()
    for name, answer in zip(missing, answers, strict=True):
        if isinstance(answer, reportedly.Failure):
            print(f"NOT READ {name}: {answer.message}")
            continue
        found[name] = answer
        if kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
            _path(kept, name).write_bytes(reportedly.encode(answer))
    return found


def _path(folder: Path | None, name: str) -> Path:
    return (folder or Path()) / f"{name}.json"


def parser(doc: str | None) -> argparse.ArgumentParser:
    """The options that the evaluations of events have in common."""
    made = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("folder", type=Path)
    made.add_argument("--limit", type=int, default=None, metavar="N", help="read only the first N")
    made.add_argument("--workers", type=int, default=1, metavar="N", help="processes that read")
    made.add_argument("--readings", type=Path, metavar="DIR", help="take readings from DIR/<id>.json, and keep there those that lack")
    return made


def is_any(parties: Iterable[Party], classes: Iterable[str]) -> bool:
    """Whether one of the parties is of one of the classes that the lexicon's `party_classes` tells apart."""
    from reportedly.schemes import is_of

    wanted = tuple(classes)
    return any(is_of(party, name) for party in parties for name in wanted)


def is_harmful(claim: Claim) -> bool:
    """Whether a claim says that somebody was killed or hurt."""
    tolls = (claim.killed, claim.wounded, claim.casualties)
    return any(toll is not None and (toll.best or toll.low or toll.high or 0) > 0 for toll in tolls)


def is_unreal(claim: Claim) -> bool:
    """Whether a claim's event did not happen, or not yet, as far as its words go."""
    return claim.stance in ("denied", "planned", "demand") or bool({"negation", "hypothetical", "future"} & set(claim.auxiliary))
