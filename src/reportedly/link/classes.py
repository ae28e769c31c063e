"""Classes of words and parties that relating asks for."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon
from reportedly.compare.evidence import evidence
from reportedly.compare.outcomes import any_of
from reportedly.schemes import is_of

if TYPE_CHECKING:
    from reportedly.model import Claim, Party

Class = Literal["not_held", "still", "pieces", "onset", "caveat", "figure"]


class _Means(msgspec.Struct, frozen=True):
    """A row of means.tsv."""

    means: str
    words: tuple[str, ...]


class _Words(msgspec.Struct, frozen=True):
    """A row of state_words.tsv."""

    name: Class
    words: tuple[str, ...]


@lexicon.of_tables
@cache
def _patterns() -> dict[Class, re.Pattern[str]]:
    return {row.name: any_of(row.words) for row in lexicon.rows("state_words", _Words)}


@lexicon.of_tables
@cache
def _means() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.means, any_of(row.words)) for row in lexicon.rows("means", _Means))


def means(claim: Claim) -> frozenset[str]:
    """By what a claim's first evidence says that an act of violence was done."""
    return _by_means(evidence(claim).text)


@lexicon.of_tables
@lru_cache(maxsize=4096)
def _by_means(words: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _means() if pattern.search(words))


def pieces(claim: Claim) -> frozenset[str]:
    """The pieces of ground that a claim's words speak of and its place is not called by: "11 checkpoints" in a province."""
    place = claim.place.name.casefold() if claim.place else ""
    words = _pieces(evidence(claim).text)
    return frozenset(word for word in words if word not in place)


@lexicon.of_tables
@lru_cache(maxsize=4096)
def _pieces(words: str) -> frozenset[str]:
    return frozenset(found.casefold().removesuffix("s") for found in _patterns()["pieces"].findall(words))


def tells(name: Class, claim: Claim) -> bool:
    """Whether a claim's first evidence has a word of a class."""
    return _told(name, evidence(claim).text)


@lexicon.of_tables
@lru_cache(maxsize=4096)
def _told(name: Class, words: str) -> bool:
    return _patterns()[name].search(words) is not None


@lexicon.of_tables
@cache
def soft_words() -> frozenset[str]:
    """Words for whoever is hit by violence, as victims are compared."""
    words = {cells["word"] for cells in lexicon.cells("victim_traits") if cells.get("traits") == "civilian"}
    whoever = "killed wounded people dead body bodies recovered victim victims casualty casualties"
    return frozenset(word + end for word in words for end in ("", "s")) | frozenset(whoever.split())


@lexicon.of_tables
@cache
def group_words() -> frozenset[str]:
    """Words for some of those who are hit: children, women, fighters."""
    words = {cells["word"] for cells in lexicon.cells("victim_traits") if cells.get("traits") != "civilian"}
    return frozenset(word + end for word in words for end in ("", "s"))


def is_soft(party: Party) -> bool:
    """Whether a party is people without arms, or a thing."""
    return is_of(party, "civilians") or is_of(party, "things")


def is_states(party: Party) -> bool:
    """Whether a party is a state's: "the army" needs no name."""
    return is_of(party, "government")


def is_armed(party: Party) -> bool:
    """Whether a party bears arms."""
    return is_of(party, "armed")


_LONG = 4
_SHARED = 3
_ALIKE = 0.6
_WORD = re.compile(r"[^\W\d_]+")


def is_alike(a: Claim, b: Claim) -> bool:
    """Whether the evidence of two claims shares three words of four letters or more, and three fifths of the shorter one's."""
    ours, theirs = (_content(evidence(claim).text) for claim in (a, b))
    common = len(ours & theirs)
    return common >= _SHARED and common >= _ALIKE * min(len(ours), len(theirs))


@lexicon.of_tables
@lru_cache(maxsize=4096)
def _content(words: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(words.casefold()) if len(word) >= _LONG)
