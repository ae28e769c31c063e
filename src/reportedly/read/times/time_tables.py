"""The words of time, read from their table once, and the numbers that stand before them."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from reportedly import lexicon

Kind = Literal[
    "month",
    "weekday",
    "weekdays",
    "unit",
    "season",
    "daypart",
    "speech",
    "ahead",
    "defer",
    "often",
    "count",
    "vague",
    "ordinal",
    "about",
    "zone",
]
_ROUND = {"hundred": 100, "thousand": 1000}


class TimeWords(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table `time_words`: words of one kind with one value, and what TIMEX3 writes for them."""

    kind: Kind
    words: tuple[str, ...]
    value: int
    timex: str | None = None


@lexicon.of_tables
@cache
def words_of(kind: Kind) -> dict[str, int]:
    """Give the words of one kind in the table `time_words` with their values."""
    return {word: row.value for row in reversed(lexicon.rows("time_words", TimeWords)) if row.kind == kind for word in row.words}


@lexicon.of_tables
@cache
def timex_of(kind: Kind) -> dict[str, str]:
    """Give the words of one kind with what TIMEX3 writes for them."""
    rows = reversed(lexicon.rows("time_words", TimeWords))
    return {word: row.timex for row in rows if row.kind == kind and row.timex is not None for word in row.words}


def any_of(kind: Kind) -> str:
    """Write the words of a kind as alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words_of(kind), key=len, reverse=True))


def count_pattern() -> str:
    """Write the pattern of a number of units: "3", "1,200", "2.5", "twenty - four", "a hundred and fifty", "several"."""
    tens = rf"(?:{'|'.join(w for w, n in words_of('count').items() if n in range(20, 100, 10))})"
    word = rf"(?:{tens}(?: -)? (?:one|two|three|four|five|six|seven|eight|nine)|{any_of('count')})"
    large = rf"(?:{word} )?(?:hundred|thousand)(?:(?: and)? {word})?"
    return rf"\d{{1,3}}(?:,\d{{3}}){{1,2}}|\d{{1,4}}(?:\.\d\d?)?(?: 1/2)?|{large}|{any_of('vague')}|{word}(?: and a half)?|half an?"


def number_of(words: str) -> float:
    """Read what `count_pattern` matches; a word without a number ("several") by its usual one."""
    known = words_of("vague").get(words) or words_of("count").get(words)
    if known is not None:
        return known
    total = 0.0
    for word in words.replace(",", "").replace("1/2", "half").replace("-", " ").split():
        if word in _ROUND:
            total = max(total, 1) * _ROUND[word]
        elif word == "half":
            total += 0.5
        elif word not in ("and", "a", "an") or (total == 0 and "half" not in words):
            total += words_of("count").get(word, 0) if not word[0].isdigit() else float(word)
    return total
