"""Days, names and lists as a sentence writes them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

_READ = 200
"""Characters of a name that are looked at for its head."""

_MONTHS = "January February March April May June July August September October November December".split()
_AFTER_HEAD = re.compile(r"\s+(?:of|for|in|on|at|from|to|with|close|against|under|via|and)\s.*|\s*[(,].*", re.IGNORECASE)
"""What stands after the word that heads a name: "Ministry of Defence", "GNB (summary)"."""


class _Word(msgspec.Struct, frozen=True):
    use: Literal["article", "plural"]
    words: tuple[str, ...]


@lexicon.of_tables
@cache
def _words(use: str) -> frozenset[str]:
    return frozenset(word for row in lexicon.rows("name_words", _Word) if row.use == use for word in row.words)


def days(start: str | None, end: str | None) -> str:
    """ISO days in words: "7 March 2031", "1–3 September 2021", "30 August–4 September 2021", "until 3 May 2020"; empty for none."""
    first, last = day_of(start), day_of(end)
    if first is None or last is None:
        known = first or last
        if known is None:
            return ""
        return f"{'from' if last is None else 'until'} {_said(known)}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    if first == last:
        return _said(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_said(last)}"
    return f"{_said(first) if first.year != last.year else f'{first.day} {_MONTHS[first.month - 1]}'}–{_said(last)}"


def _said(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_of(iso: str | None) -> date | None:
    """The day of an ISO date, None for none and for what is no date."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _head(name: str) -> str:
    return (_AFTER_HEAD.sub("", name[:_READ]).split() or [""])[-1]


def named(name: str) -> str:
    """A name with the article that a sentence gives it: "the Front for a Free Litskar", "Kelmet District Hospital"."""
    parts = name.split()
    first = parts[0].casefold() if parts else ""
    if first in ("the", "a", "an"):
        return first + name[len(first) :] if parts[1:2] and parts[1].islower() else name
    acronym = name.isupper() and name.isalpha() and len(name) <= 4
    if acronym or _head(name).casefold() in _words("article"):
        return f"the {name}"
    if parts and parts[0].islower() and _head(name).islower() and not is_plural(name):
        return f"{'an' if first[:1] in 'aeiou' else 'a'} {name}"
    return name


def spoken(name: str) -> str:
    """A speaker's name with its article: "a resident of Kelmet", "the Taliban"; an outlet's that is written small ("sana") has none."""
    general = _head(name).casefold() in _speakers() | _words("article")
    return named(name) if general or not name[:1].islower() or name.split()[0] in ("the", "a", "an") else name


@lexicon.of_tables
@cache
def _speakers() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.cells("speaker_words") if row["part"] not in ("media_name", "label"))


def is_plural(name: str) -> bool:
    """Whether a verb after the name is plural: "the Taliban deny", "residents say"."""
    head = _head(name)
    bare = head.casefold()
    return bare in _words("plural") or (head.islower() and bare.endswith("s") and not bare.endswith(("ss", "us", "is"))) or " and " in name


def says(name: str, plural: str, singular: str) -> str:
    """The verb in the form that the name asks for."""
    return plural if is_plural(name) else singular


def listed(names: Sequence[str]) -> str:
    """Names in a list: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def opened(sentence: str) -> str:
    """The sentence with a capital letter first."""
    return sentence[:1].upper() + sentence[1:]


def located(name: str) -> str:
    """A place after its preposition: "in Kelmet", "at the market in Kelmet", "in the valley"."""
    first = name.split()[0] if name.split() else ""
    if first.casefold() == "the":
        return f"in {name}"
    return f"at the {name}" if first.islower() else f"in {name}"
