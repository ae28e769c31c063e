"""The tables of words that stand beside place names."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly import lexicon

SIZES = frozenset({"admin1", "admin2", "region", "city", "exact"})
"""Kinds of word that say what a place is."""


class PlaceWords(msgspec.Struct, frozen=True, kw_only=True):
    """A row of place_words.tsv."""

    kind: str
    words: tuple[str, ...]


class PlaceVerbs(msgspec.Struct, frozen=True, kw_only=True):
    """A row of place_verbs.tsv."""

    use: str
    words: tuple[str, ...]


@lexicon.of_tables
@cache
def word_kinds() -> dict[str, str]:
    """Lower-case common word to what it says of a name beside it; the first row that lists it wins."""
    found: dict[str, str] = {}
    for row in lexicon.rows("place_words", PlaceWords):
        for word in row.words if row.kind not in ("never", "force") else ():
            found.setdefault(word, row.kind)
    return found


@lexicon.of_tables
@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of one row."""
    return frozenset(word for row in lexicon.rows("place_words", PlaceWords) if row.kind == kind for word in row.words)


@lexicon.of_tables
@cache
def verb_uses() -> dict[str, str]:
    """Verb lemma to "suffers" or "speaks"."""
    return {word: row.use for row in reversed(lexicon.rows("place_verbs", PlaceVerbs)) for word in row.words}


def is_size(word: str) -> bool:
    """Whether a lower-case word says what a place is: "province", "town"."""
    return word_kinds().get(word) in SIZES
