"""Days, names and lists as a sentence writes them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTHS = ("January", "February", "March", "April", "May", "June")
_MONTHS += ("July", "August", "September", "October", "November", "December")


class _Word(msgspec.Struct, frozen=True):
    use: Literal["article", "plural"]
    words: tuple[str, ...]


@lexicon.of_tables
@cache
def _words(use: str) -> frozenset[str]:
    return frozenset(word for row in lexicon.rows("name_words", _Word) if row.use == use for word in row.words)


def days(start: str | None, end: str | None) -> str:
    """ISO days in words: "7 March 2031", "1–3 September 2021", "30 August–4 September 2021", "until 3 May 2020"; empty for none."""
    first, last = _day(start), _day(end)
    if first is None or last is None:
        known = first or last
        if known is None:
            return ""
        return f"{'from' if last is None else 'until'} {known.day} {_MONTHS[known.month - 1]} {known.year}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    end_words = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end_words
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end_words}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {_MONTHS[first.month - 1]}{year}–{end_words}"


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def named(name: str) -> str:
    """A name with the article that a sentence gives it: "the National Resistance Front", "Kelmet District Hospital"."""
    parts = name.split()
    if not parts or parts[0].casefold() in ("the", "a", "an"):
        return name
    acronym = len(parts) == 1 and name.isupper() and len(name) <= 4
    return f"the {name}" if acronym or parts[-1].casefold() in _words("article") else name


def is_plural(name: str) -> bool:
    """Whether a verb after the name is plural: "the Taliban deny", "residents say"."""
    last = name.split()[-1].casefold() if name.split() else ""
    return last in _words("plural") or (last.endswith("s") and name.split()[-1].islower() and not last.endswith("ss")) or " and " in name


def says(name: str, plural: str, singular: str) -> str:
    """The verb in the form that the name asks for."""
    return plural if is_plural(name) else singular


def listed(names: Sequence[str]) -> str:
    """Names in a list: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def opened(sentence: str) -> str:
    """The sentence with a capital letter first."""
    return sentence[:1].upper() + sentence[1:]
