"""Classes of words that several rooms speak of: places, people, forces, weapons, light verbs."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly import lexicon


class WordClass(msgspec.Struct, frozen=True, kw_only=True):
    """A row of word_classes.tsv."""

    name: str = msgspec.field(name="class")
    words: tuple[str, ...]


@lexicon.of_tables
@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Class name to its words (word_classes.tsv)."""
    found: dict[str, frozenset[str]] = {}
    for row in lexicon.rows("word_classes", WordClass):
        found[row.name] = found.get(row.name, frozenset()).union(row.words)
    return found
