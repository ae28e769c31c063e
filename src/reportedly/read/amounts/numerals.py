"""Number words and digits of one token list, without what surrounds them.

Works on lower-case words, so headlines and all-capital wires read the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

Role = Literal["unit", "ten", "hundred", "multiplier", "plural", "vague", "ordinal"]

_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+")  # 300.000 in translated wires: three digits after each point group thousands
_SPAN = re.compile(r"(\d[\d,]*)[-–—](\d[\d,]*)")
_PLUS = re.compile(r"(\d[\d,]*)\+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_MOST_DIGITS = 15  # longer strings of digits are telephone numbers and keys, not counts
_BEFORE_MANY = frozenset({"how", "as", "so", "too"})
_AFTER_NO = frozenset({"longer", "doubt", "matter", "later", "more", "fewer", "less", "such", ".", "way", "sooner"})


class NumberWord(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table `number_words`: `low`..`high` is what the phrase allows."""

    phrase: str
    role: Role
    low: int
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Numeral:
    """Tokens `first`..`last` (both included) that say a number; `best` is None when the words are vague."""

    first: int
    last: int
    low: int | None
    high: int | None
    best: int | None
    ordinal: bool = False


@lexicon.of_tables
@cache
def _words() -> dict[str, NumberWord]:
    return {row.phrase: row for row in lexicon.rows("number_words", NumberWord) if row.role != "vague"}


@lexicon.of_tables
@cache
def _vague() -> dict[str, tuple[tuple[tuple[str, ...], NumberWord], ...]]:
    """Vague phrases by first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], NumberWord]]] = {}
    for row in lexicon.rows("number_words", NumberWord):
        if row.role == "vague":
            phrase = tuple(row.phrase.split())
            found.setdefault(phrase[0], []).append((phrase, row))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in found.items()}


def numeral(words: Sequence[str], at: int) -> Numeral | None:
    """The number said from token `at` on, or None. `words` are lower-case tokens; cost is the phrase's length."""
    return _written(words, at) or _plural(words, at) or _exact(words, at) or _vague_phrase(words, at)


def _written(words: Sequence[str], at: int) -> Numeral | None:
    """One token that is a range, an open count or an ordinal: "10–12", "50+", "3rd"."""
    word = words[at]
    if not word[:1].isdigit():
        row = _words().get(word)
        return Numeral(at, at, row.low, row.high, row.low, ordinal=True) if row is not None and row.role == "ordinal" else None
    if len(word) > _MOST_DIGITS * 2:
        return None
    if (pair := _SPAN.fullmatch(word)) and (low := _integer(pair[1])) < (high := _integer(pair[2])):
        return Numeral(at, at, low, high, None)
    if plus := _PLUS.fullmatch(word):
        low = _integer(plus[1])
        return Numeral(at, at, low, None, low)
    if _ORDINAL.fullmatch(word):
        value = int(re.sub(r"\D", "", word))
        return Numeral(at, at, value, value, value, ordinal=True)
    return None


def _plural(words: Sequence[str], at: int) -> Numeral | None:
    """Read "dozens", "tens of thousands", "many hundreds": the least number the word allows."""
    start = at
    if words[at] in ("many", "several", "few") and at + 1 < len(words) and _role(words[at + 1]) == "plural":
        at += 1
    if _role(words[at]) != "plural":
        return None
    low, last = _words()[words[at]].low, at
    while last + 2 < len(words) and words[last + 1] == "of" and _role(words[last + 2]) == "plural":
        last += 2
        low *= _words()[words[last]].low
    return Numeral(start, last, low, None, None)


def _exact(words: Sequence[str], at: int) -> Numeral | None:
    """Digits and number words as one value: "1,200", "twenty-two", "half a million", "a dozen", "one hundred and five"."""
    factor, begin = _opening(words, at)
    whole, part, last, seen = 0.0, factor, -1, ""
    i = begin
    while i < len(words):
        role, value = _token_value(words[i])
        if role is None or not _continues(seen, role):
            break
        if role == "multiplier":
            whole, part = whole + (part if seen or factor else 1.0) * value, 0.0
        elif role == "hundred":
            part = (part if seen or factor else 1.0) * value
        else:
            part += value
        last, seen = i, role
        i = _next_part(words, i, role)
    if last < 0 or (begin > at and seen not in ("multiplier", "hundred") and last == begin):
        return None
    total = round(whole + part)
    return Numeral(at, last, total, total, total)


def _opening(words: Sequence[str], at: int) -> tuple[float, int]:
    """Read the opening: "a dozen" opens with 1, "half a dozen" with one half, "several hundred" with 2 (the least number); else 0."""
    plain = [w for w in words[at : at + 5] if w != "-"]
    skip = [i for i in range(at, min(at + 5, len(words))) if words[i] != "-"]
    for opener, factor in ((("half", "a"), 0.5), (("half",), 0.5), (("a", "few"), 2.0), (("several",), 2.0), (("a",), 1.0), (("an",), 1.0)):
        size = len(opener)
        if tuple(plain[:size]) == opener and len(plain) > size and _role(plain[size]) in ("multiplier", "hundred"):
            return factor, skip[size]
    return 0.0, at


def _next_part(words: Sequence[str], at: int, role: str) -> int:
    """Where the number would go on after token `at`: over a hyphen after a ten, over "and" after a hundred."""
    if at + 2 >= len(words):
        return at + 1
    joint, after = words[at + 1], _role(words[at + 2])
    if joint == "-" and ((role == "ten" and after == "unit") or after in ("hundred", "multiplier")):
        return at + 2
    if joint == "and" and role in ("hundred", "multiplier") and after in ("unit", "ten") and words[at] != "dozen":
        return at + 2
    return at + 1


def _continues(seen: str, role: str) -> bool:
    """Whether a token of `role` goes on with a number whose last token was `seen`: "ten 20" are two numbers."""
    if not seen:
        return True
    if role in ("multiplier", "hundred"):
        return seen != "multiplier" or role == "multiplier"
    if role == "unit":
        return seen in ("ten", "hundred", "multiplier")
    return role == "ten" and seen in ("hundred", "multiplier")


def _token_value(word: str) -> tuple[str | None, float]:
    if word[:1].isdigit():
        if len(word) > _MOST_DIGITS:
            return None, 0.0
        if _POINTS.fullmatch(word):
            return "digits", float(word.replace(".", ""))
        return ("digits", float(word.replace(",", ""))) if _DIGITS.fullmatch(word) else (None, 0.0)
    row = _words().get(word)
    return (row.role, float(row.low)) if row is not None and row.role not in ("plural", "ordinal") else (None, 0.0)


def _vague_phrase(words: Sequence[str], at: int) -> Numeral | None:
    for phrase, row in _vague().get(words[at], ()):
        last = at + len(phrase) - 1
        if tuple(words[at : last + 1]) != phrase:
            continue
        if phrase[0] == "many" and at and words[at - 1] in _BEFORE_MANY:
            return None
        if phrase == ("no",) and last + 1 < len(words) and words[last + 1] in _AFTER_NO:
            return None
        return Numeral(at, last, row.low, row.high, row.low if row.low == row.high else None)
    return None


def _role(word: str) -> str:
    row = _words().get(word)
    return row.role if row is not None else ""


def _integer(digits: str) -> int:
    return int(digits.replace(",", "")[:_MOST_DIGITS] or 0)
