"""Word pieces: BERT's uncased vocabulary laid over a text, each piece with the letters it stands for.

The method is BERT's (Devlin and others 2019): control characters dropped, accents and case removed, words split at white space and
punctuation, and each word cut into the longest pieces known, from its beginning. The `tokenizers` library gives the same pieces
(a test compares them where it is installed); it is not used, for it brings a client of a model hub and nine packages more.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

UNKNOWN, CLS, SEP = "[UNK]", "[CLS]", "[SEP]"
_LONGEST = 100  # letters of the longest word that is cut; a longer one is unknown, as in BERT
_IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))

_CONTROL = frozenset({"Cc", "Cf", "Co", "Cs"})

Letter = tuple[str, int]
"""A letter as the vocabulary has it, and the offset of the character it comes from."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text's pieces: numbers in the vocabulary, half-open offsets, and whether each goes on with the word before."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    inner: tuple[bool, ...]


class Pieces:
    """A vocabulary; `ids` by piece, those inside a word with "##" before them."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids: Mapping[str, int] = {piece: number for number, piece in enumerate(vocabulary)}
        self.cls, self.sep = self._ids[CLS], self._ids[SEP]
        self._cut = lru_cache(maxsize=20_000)(self._cut_word)

    def encode(self, text: str) -> Encoded:
        """The pieces of a text, without end marks."""
        ids: list[int] = []
        offsets: list[tuple[int, int]] = []
        inner: list[bool] = []
        for word in _words(text):
            for number, first, last in self._cut("".join(letter for letter, _ in word)):
                ids.append(number)
                offsets.append((word[first][1], word[last - 1][1] + 1))
                inner.append(first > 0)
        return Encoded(tuple(ids), tuple(offsets), tuple(inner))

    def _cut_word(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """The pieces of a word as (number, first, end) among its letters."""
        made: list[tuple[int, int, int]] = []
        first = 0
        while first < len(word) <= _LONGEST:
            last = len(word)
            while last > first and ("##" if first else "") + word[first:last] not in self._ids:
                last -= 1
            if last == first:
                break
            made.append((self._ids[("##" if first else "") + word[first:last]], first, last))
            first = last
        return tuple(made) if first == len(word) else ((self._ids[UNKNOWN], 0, len(word)),)


def _words(text: str) -> Iterator[list[Letter]]:
    """The words of a text, and each mark and ideograph as a word of its own."""
    word: list[Letter] = []
    for offset, character in enumerate(text):
        for letter in _letters(character):
            if letter == " " or _stands_alone(letter):
                if word:
                    yield word
                word = []
            if letter != " ":
                word.append((letter, offset))
            if _stands_alone(letter) and word:
                yield word
                word = []
    if word:
        yield word


@lru_cache(maxsize=4_000)
def _letters(character: str) -> str:
    """A character without accent and in lower case; white space as a blank, control characters as nothing."""
    if character.isspace():
        return " "
    if character == "\ufffd" or unicodedata.category(character) in _CONTROL:
        return ""
    plain = "".join(part for part in unicodedata.normalize("NFD", character) if unicodedata.category(part) != "Mn")
    return plain.lower()


@lru_cache(maxsize=4_000)
def _stands_alone(letter: str) -> bool:
    """Whether a letter is a mark or an ideograph, which are words of their own."""
    number = ord(letter)
    marks = 33 <= number <= 47 or 58 <= number <= 64 or 91 <= number <= 96 or 123 <= number <= 126
    return marks or unicodedata.category(letter)[0] == "P" or any(low <= number <= high for low, high in _IDEOGRAPHS)
