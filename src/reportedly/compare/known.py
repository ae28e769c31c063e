"""Parties that news knows by name: a name, whole, to the rows of `known_parties.tsv` that bear it; never by substring."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import msgspec

from reportedly import lexicon


class KnownParty(msgspec.Struct, frozen=True, kw_only=True):
    """A row of known_parties.tsv; `shared` are names that others bear too."""

    name: str
    aliases: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    kind: str
    state: str | None = None
    country: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    wikidata: str | None = None


def bearing(name: str, year: int | None = None) -> tuple[KnownParty, ...]:
    """The parties that bear a name, those that had it in `year` where that is known."""
    rows = _index().get(key(name), ())
    return tuple(row for row in rows if year is None or _lived(row, year))


def names_one(name: str, year: int | None = None) -> KnownParty | None:
    """The one party that a name means wherever it stands; None for a name that is unknown, or that several or words share."""
    rows = bearing(name, year)
    return rows[0] if len(rows) == 1 and key(name) not in _shared() else None


def _lived(row: KnownParty, year: int) -> bool:
    return (row.since is None or year >= row.since - _SLACK) and (row.until is None or year <= row.until + _SLACK)


_SLACK = 1  # years: what ended in December is in the news in January


@lexicon.of_tables
@lru_cache(maxsize=4096)  # a report has some hundred names, each asked for again and again
def key(name: str) -> str:
    """A name as it is looked up: small letters without marks, hyphens, articles and possessives, in one of two Englishes.

    One word in capitals keeps them: JEM is not JeM, nor IS the verb.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = _POSSESSIVE.sub("", _ABBREVIATED.sub(r"\1", plain))
    words: list[str] = _WORD.findall(plain.replace("'", "").replace("’", ""))
    telling = [word for word in words if word.lower() not in SMALL] or words
    if len(telling) == 1 and telling[0].isupper():
        return telling[0]
    return " ".join(_spelling(word.lower()) for word in telling)


def _spelling(word: str) -> str:
    for other, ours in SPELLINGS:
        word = word.replace(other, ours)
    return word


SMALL = frozenset({"the", "al", "el", "ul", "ash", "e", "i"})
"""English and Arabic articles, and the Persian joint of "Lashkar-e-Taiba", which is spelled in every way and left out."""
SPELLINGS = (("defense", "defence"), ("zation", "sation"), ("center", "centre"), ("programme", "program"), ("peoples", "people"))
"""One word in two Englishes, and "People's" whose apostrophe was lost on the way."""
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?!\w)")
_ABBREVIATED = re.compile(r"\b([A-Z])\.")


@lexicon.of_tables
@cache
def _index() -> dict[str, tuple[KnownParty, ...]]:
    found: dict[str, dict[str, KnownParty]] = {}
    for row in lexicon.rows("known_parties", KnownParty):
        for name in (row.name, *row.aliases, *row.shared):
            found.setdefault(key(name), {})[row.name] = row
    return {name: tuple(rows.values()) for name, rows in found.items()}


@lexicon.of_tables
@cache
def _shared() -> frozenset[str]:
    return frozenset(key(name) for row in lexicon.rows("known_parties", KnownParty) for name in row.shared)
