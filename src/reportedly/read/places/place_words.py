"""The tables of words that stand beside place names."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly import lexicon

SIZES = frozenset({"admin1", "admin2", "region", "city", "exact", "street"})
"""Kinds of word that say what a place is."""


class PlaceWords(msgspec.Struct, frozen=True, kw_only=True):
    """A row of place_words.tsv."""

    kind: str
    words: tuple[str, ...]


class PlaceVerbs(msgspec.Struct, frozen=True, kw_only=True):
    """A row of place_verbs.tsv."""

    use: str
    words: tuple[str, ...]


class Division(msgspec.Struct, frozen=True, kw_only=True):
    """A row of divisions.tsv: a division by its country (ISO code) and name, and what news writes for it and its people."""

    country: str
    name: str
    short: tuple[str, ...] = ()
    postal: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """A row of romanised.tsv: a script and the countries (ISO codes) that write in it."""

    script: str
    countries: tuple[str, ...]


@lexicon.of_tables
@cache
def romanised() -> frozenset[str]:
    """Countries whose places have no one spelling in Latin letters."""
    return frozenset(country for row in lexicon.rows("romanised", Script) for country in row.countries)


@lexicon.of_tables
@cache
def short_divisions() -> dict[str, Division]:
    """Abbreviation, as it is written, to the division."""
    return {word: row for row in reversed(lexicon.rows("divisions", Division)) for word in row.short}


@lexicon.of_tables
@cache
def postal_divisions() -> dict[str, Division]:
    """Postal code, as it is written behind a comma, to the division."""
    return {word: row for row in reversed(lexicon.rows("divisions", Division)) for word in row.postal}


@lexicon.of_tables
@cache
def _peoples() -> dict[str, Division]:
    return {word.lower(): row for row in reversed(lexicon.rows("divisions", Division)) for word in row.peoples}


def people_of(words: str) -> Division | None:
    """The division of "Chechen" or "Texans"; None for other words."""
    lower = words.lower()
    return _peoples().get(lower) or (_peoples().get(lower[:-1]) if lower.endswith("s") else None)


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


def is_generic(name: str) -> bool:
    """Whether a name is made of common words alone: "Northern Region"."""
    return all(is_size(word) or word_kinds().get(word) == "compass" for word in name.lower().split())


def is_size(word: str) -> bool:
    """Whether a lower-case word says what a place is: "province", "town"."""
    return word_kinds().get(word) in SIZES
