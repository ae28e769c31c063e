"""What words say of those who are counted, and whether they give a number."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

import msgspec

from reportedly import lexicon

Trait = Literal["civilian", "combatant", "female", "male", "child", "adult"]

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_PLURALS = {"children": "child", "schoolchildren": "schoolchild", "women": "woman", "men": "man", "babies": "baby", "people": "person"}
"""Plurals that no rule makes; any other drops its s."""


class _Traits(msgspec.Struct, frozen=True):
    word: str
    traits: tuple[Trait, ...]


class _Number(msgspec.Struct, frozen=True):
    phrase: str
    role: str
    low: float | None = None
    high: float | None = None


@lexicon.of_tables
@cache
def _traits() -> dict[str, frozenset[Trait]]:
    return {row.word: frozenset(row.traits) for row in lexicon.rows("victim_traits", _Traits)}


@lexicon.of_tables
@cache
def _numbers() -> frozenset[str]:
    """Words that are numbers; plurals ("dozens") and vague words only have a least number."""
    return frozenset(row.phrase for row in lexicon.rows("number_words", _Number) if row.role not in ("plural", "vague", "ordinal"))


@lexicon.of_tables
@lru_cache(maxsize=2048)
def has_trait(words: str, trait: Trait) -> bool:
    """Whether any of the words is of people with the trait: "four children" of a child, "market shoppers" of a civilian."""
    return any(trait in _traits().get(_single(word), frozenset()) for word in _WORD.findall(words.casefold()))


@lexicon.of_tables
@lru_cache(maxsize=2048)
def numbered(words: str) -> bool:
    """Whether the words hold a number, in digits or spelled out."""
    found = _WORD.findall(words.casefold())
    return any(char.isdigit() for char in words) or any(part in _numbers() for word in found for part in (word, *word.split("-")))


def _single(word: str) -> str:
    return _PLURALS.get(word) or (word[:-1] if word.endswith("s") and not word.endswith("ss") else word)
