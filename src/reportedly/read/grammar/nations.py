"""Countries in words: demonyms, capitals and houses of government, from one table."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly import lexicon


class Nation(msgspec.Struct, frozen=True, kw_only=True):
    """A row of demonyms.tsv: an ISO 3166-1 alpha-2 country and what news calls it, its people and its government."""

    country: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()


@lexicon.of_tables
@cache
def _demonyms() -> dict[str, str]:
    """Lower-case demonym to country; the first row that lists one wins ("Dominican": two countries, the smaller is rare)."""
    found: dict[str, str] = {}
    for row in lexicon.rows("demonyms", Nation):
        for word in row.demonyms:
            found.setdefault(word.lower(), row.country)
    found["dominican"] = "DO"  # eleven million people against seventy thousand
    return found


@lexicon.of_tables
@cache
def _capitals() -> dict[str, str]:
    return {word.lower(): row.country for row in reversed(lexicon.rows("demonyms", Nation)) for word in row.capitals}


@lexicon.of_tables
@cache
def _metonyms() -> dict[str, str]:
    return {word.lower(): row.country for row in reversed(lexicon.rows("demonyms", Nation)) for word in row.metonyms}


def demonym_of(word: str) -> str | None:
    """The country of "Syrian", "Afghans" or "Frenchmen"; None for other words. ISO 3166-1 alpha-2."""
    lower = word.lower()
    table = _demonyms()
    return table.get(lower) or (table.get(lower[:-1]) if lower.endswith("s") else None)


def capital_of(name: str) -> str | None:
    """The country whose government "Kabul" or "Tel Aviv" can name; None for other words."""
    return _capitals().get(name.lower())


@lexicon.of_tables
@cache
def seats() -> dict[str, str]:
    """Country (ISO 3166-1 alpha-2) to the first of its capitals."""
    return {row.country: row.capitals[0] for row in reversed(lexicon.rows("demonyms", Nation)) if row.capitals}


def metonym_of(name: str) -> str | None:
    """The country whose government "the Kremlin" or "the White House" names; None for other words."""
    lower = name.lower()
    return _metonyms().get(lower) or _metonyms().get(lower.removeprefix("the "))
