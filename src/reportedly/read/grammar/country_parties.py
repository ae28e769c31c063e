"""Countries as parties: the word that stands for one, to the name that the claim gives it."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly import lexicon
from reportedly.read.grammar.nations import Nation, capital_of, demonym_of, metonym_of


class CountryName(msgspec.Struct, frozen=True, kw_only=True):
    """A row of countries.tsv."""

    country: str
    name: str


@lexicon.of_tables
@cache
def _names() -> dict[str, str]:
    return {row.country: row.name for row in lexicon.rows("countries", CountryName)}


@lexicon.of_tables
@cache
def _codes() -> dict[str, str]:
    codes = {name.lower(): country for country, name in _names().items()}
    for row in reversed(lexicon.rows("demonyms", Nation)):
        codes |= {name.lower(): row.country for name in row.names}
    return codes


def country_name(code: str) -> str | None:
    """The name of a country by its ISO 3166-1 alpha-2 code."""
    return _names().get(code)


@lexicon.of_tables
@cache
def nation(word: str) -> str | None:
    """The country that "Russian", "Russians", "Moscow", "the Kremlin" or "Russia" stands for, by name; None for other words."""
    code = _codes().get(word.lower().removeprefix("the ")) or demonym_of(word) or capital_of(word) or metonym_of(word)
    return _names().get(code) if code is not None else None
