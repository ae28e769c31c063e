"""Paragraphs that say again what an earlier paragraph of the same report said in the same words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_RUN = 5
"""Words of a run: containment of five-word runs finds copies that Jaccard misses (60 of 99 real copies lie below Jaccard 0.5)."""

_CONTAINED = 0.8
"""Share of a paragraph's runs that an earlier paragraph must hold."""

_EXACT_CHARACTERS = 40
"""Shortest exact repeat: below it stand subheads and refrains ("He said:"), whose omission would gain nothing."""

_FEWEST_WORDS = 12
"""Fewest words of a near repeat: eight runs, so that one changed word (five runs) already says it is another sentence."""

_NEW_STRETCH = 5
"""Longest stretch of new words in a near repeat, in words: anything longer may be news."""

_MOST_RUNS = 200_000
"""Runs held in memory, some 25 MB: 40 times the longest report seen; beyond it only exact repeats are found."""

_NEGATIONS = frozenset({"not", "no", "never", "denied", "denies", "deny", "rejected", "without", "neither", "nor"})
_PRIME = (1 << 61) - 1  # a Mersenne prime: run keys of 61 bits, the same on every machine and in every process
_BASE = 1_000_003


@dataclass(frozen=True, slots=True)
class Earlier:
    """The paragraph that is repeated: its offset, and whether its words are the same ("repeat") or nearly ("near_repeat")."""

    start: int
    reason: str


class Repeats:
    """The paragraphs kept so far; asked once for each paragraph, in order. Time and memory linear in the words."""

    def __init__(self, title: str | None) -> None:
        self._title = _flat(title) if title else None
        self._exact: dict[str, int] = {}
        self._runs: dict[int, int] = {}
        self._ids: dict[str, int] = {}
        self._kept: list[tuple[int, frozenset[int]]] = []

    def find(self, paragraph: str, start: int) -> Earlier | None:
        """The earlier paragraph that this one (at `start`) repeats; without one it is remembered as kept."""
        flat = _flat(paragraph)
        seen = self._exact.get(flat)
        if seen is not None and (len(flat) >= _EXACT_CHARACTERS or flat == self._title):
            return Earlier(seen, "repeat")
        words = _WORD.findall(flat)
        numbers = [self._ids.setdefault(word, len(self._ids) + 1) for word in words]
        runs = _runs(numbers)
        near = self._near(words, numbers, runs)
        if near is not None:
            return Earlier(near, "near_repeat")
        self._exact.setdefault(flat, start)
        if len(self._runs) < _MOST_RUNS:
            for run in runs:
                self._runs.setdefault(run, len(self._kept))
            self._kept.append((start, frozenset(numbers)))
        return None

    def _near(self, words: list[str], numbers: list[int], runs: list[int]) -> int | None:
        """The offset of a paragraph that holds nearly all runs of this one and all of its figures and negations."""
        if len(words) < _FEWEST_WORDS:
            return None
        holders = [self._runs.get(run) for run in runs]
        counted = Counter(holder for holder in holders if holder is not None)
        if not counted:
            return None
        best, hits = counted.most_common(1)[0]
        if hits < _CONTAINED * len(runs):
            return None
        start, known = self._kept[best]
        fresh = [word for word, number in zip(words, numbers, strict=True) if number not in known]
        if any(word[0].isdigit() or word in _NEGATIONS for word in fresh):
            return None
        return start if _longest_gap(holders, best) <= _NEW_STRETCH else None


def _flat(text: str) -> str:
    """Letter case and white space apart, the same words."""
    return " ".join(text.casefold().split())


def _runs(numbers: list[int]) -> list[int]:
    """A key for each run of five words."""
    keys = []
    for first in range(len(numbers) - _RUN + 1):
        key = 0
        for number in numbers[first : first + _RUN]:
            key = (key * _BASE + number) % _PRIME
        keys.append(key)
    return keys


def _longest_gap(holders: list[int | None], best: int) -> int:
    """Words of the longest stretch that no run shared with paragraph `best` covers."""
    longest = gap = 0
    covered = 0
    for holder in [*holders, *[None] * (_RUN - 1)]:
        covered = _RUN if holder == best else covered - 1
        gap = gap + 1 if covered <= 0 else 0
        longest = max(longest, gap)
    return longest
