"""What the mappings ask of a party: whether it is armed, a state's, of the people, in protest, or a thing (party_classes.tsv)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon

if TYPE_CHECKING:
    from reportedly.model import Party

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"the", "a", "an"})
_NATION = "NATION"


class PartyClass(msgspec.Struct, frozen=True, kw_only=True):
    """A row of party_classes.tsv."""

    name: str = msgspec.field(name="class")
    said: str
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    meaning: str


def is_of(party: Party, name: str) -> bool:
    """Whether a party is of a class; of a class that no row names nobody is."""
    return _is_of(party.name, party.kind, name, ())


@lexicon.of_tables
@lru_cache(maxsize=4096)
def _is_of(words: str, kind: str | None, name: str, above: tuple[str, ...]) -> bool:
    row = classes().get(name)
    if row is None or name in above:  # a class that rests on itself holds nobody
        return False
    spelled = _spelled(words)
    plain = bool(not row.kinds and not row.words)
    by_words = any(_says(word, spelled) for word in row.words) and not any(_says(word, spelled) for word in row.unless)
    if not (plain or kind in row.kinds or by_words):
        return False
    beside = (*above, name)
    return all(_is_of(words, kind, need.removeprefix("-"), beside) != need.startswith("-") for need in row.holds)


@lexicon.of_tables
@cache
def classes() -> dict[str, PartyClass]:
    """The rows of party_classes.tsv by class."""
    return {row.name: row for row in lexicon.rows("party_classes", PartyClass)}


def _spelled(words: str) -> str:
    """The words in lower case and singular, articles dropped, a space about each: "the Rebels" is " rebel "."""
    found = (word.casefold() for word in _WORD.findall(words.replace("’s", "").replace("'s", "")))
    return f" {' '.join(_single(word) for word in found if word not in _ARTICLES)} "


def _single(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _says(word: str, spelled: str) -> bool:
    """Whether the name has the word or phrase, is it (=word), or names a country (NATION)."""
    if word == _NATION:
        return any(f" {run} " in _nations() for run in _runs(spelled))
    if word.startswith("="):
        return spelled == f" {_singles(word[1:])} "
    return f" {_singles(word)} " in spelled


def _singles(phrase: str) -> str:
    return " ".join(_single(word) for word in phrase.split())


def _runs(spelled: str) -> list[str]:
    words = spelled.split()
    return [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + 5, len(words) + 1))]


@lexicon.of_tables
@cache
def _nations() -> frozenset[str]:
    """What names a country, spelled as `_spelled` does: names, demonyms, capitals, houses of government."""
    columns = ("name", "names", "demonyms", "capitals", "metonyms")
    rows = (*lexicon.cells("countries"), *lexicon.cells("demonyms"))
    return frozenset(_spelled(word) for row in rows for column in columns for word in row.get(column, "").split("|") if word)
