"""Classes of words that several rooms speak of: places, people, forces, weapons, light verbs."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly import lexicon


class WordClass(msgspec.Struct, frozen=True, kw_only=True):
    """A row of word_classes.tsv."""

    name: str = msgspec.field(name="class")
    words: tuple[str, ...]


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Class name to its words (word_classes.tsv)."""
    return {row.name: frozenset(row.words) for row in lexicon.rows("word_classes", WordClass)}
