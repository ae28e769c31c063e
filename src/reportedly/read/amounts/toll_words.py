"""Toll words: which words of a text kill, wound, detain or lose, by the table `toll_words`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

Measure = Literal["killed", "wounded", "casualties", "missing", "detained"]
Way = Literal[
    "object",
    "subject",
    "of",
    "self",
    "toll",
    "life",
    "state",
    "lost",
    "loss",
    "borne",
    "taken",
    "fallen",
    "survived",
    "fatal",
    "treated",
    "part",
]


class TollWord(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table `toll_words`."""

    word: str
    pos: Literal["verb", "noun", "state"]
    measure: Measure
    victims: Way


@lexicon.of_tables
@cache
def _rows() -> dict[str, tuple[TollWord, ...]]:
    found: dict[str, tuple[TollWord, ...]] = {}
    for row in lexicon.rows("toll_words", TollWord):
        found[row.word] = (*found.get(row.word, ()), row)
    return found


def toll_word(token: Token) -> TollWord | None:
    """The row of a toll word: of a verb or noun by its lemma, else of a state by its form."""
    rows = _rows().get(token.lemma_.lower(), ()) or _rows().get(token.lower_, ()) or _rows().get(token.lower_.removesuffix("s"), ())
    for row in rows:
        if row.pos == "verb" and token.tag_.startswith("VB"):
            return row
        if row.pos == "noun" and token.tag_.startswith("NN"):
            return row
    states = _rows().get(token.lower_, ())
    return next((row for row in states if row.pos == "state" and not _does_miss(token)), None)


def _does_miss(token: Token) -> bool:
    """Whether a participle lacks something rather than being lost itself: "missing a leg", "wounding"."""
    return token.tag_.startswith("VBG") and (token.lower_ != "missing" or any(child.dep_ == "dobj" for child in token.children))


def readings(row: TollWord) -> tuple[TollWord, ...]:
    """The row and, of a noun, its other rows ("loss": of people, or losses)."""
    return (row, *(other for other in _rows().get(row.word, ()) if other.pos == row.pos == "noun" and other != row))
