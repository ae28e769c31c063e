"""The words by which voices are told apart (voice_words.tsv), and countries by what their people and governments are called."""

from __future__ import annotations

import itertools
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["hearsay", "unnamed", "state", "title", "force", "irregular", "office", "against"]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
SMALL = frozenset({"the", "a", "an", "of", "for", "and", "in", "on", "at", "to", "de", "du", "el", "al", "bin", "ibn", "la"})

_JOINTS = frozenset({"of", "for"})
_POSSESSIVE = re.compile(r"['’]s?$")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_MOST_WORDS = 40
"""Words of a name or role that are looked at: no name has more."""
_NAMES = 4096
"""Names remembered with their words and what those say: a thousand reports have some, and each is asked for again and again."""
_LONGEST = 6
"""Words of the longest name that is looked for inside a description."""
_PAST = frozenset({"former", "ex", "late", "onetime", "deposed", "ousted"})
_PAST_REACH = 3
"""Words after "former" that it reaches: "former first vice-president"."""


class _VoiceWords(msgspec.Struct, frozen=True):
    kind: Kind
    words: tuple[str, ...]


@lexicon.of_tables
@cache
def voice_words(kind: Kind) -> frozenset[str]:
    """The words and phrases of a kind, in small letters."""
    return frozenset(word for row in lexicon.rows("voice_words", _VoiceWords) if row.kind == kind for word in row.words)


@lexicon.of_tables
@lru_cache(maxsize=_NAMES)
def words_in(text: str) -> tuple[str, ...]:
    """The words of a name or role as they are spelled, without possessive endings; of a long one the first."""
    return tuple(_POSSESSIVE.sub("", found) for found in spelled(text))


def spelled(text: str) -> tuple[str, ...]:
    """The same words with their possessive endings; "U.N." is UN."""
    plain = _DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    return tuple(found.group() for found in itertools.islice(WORD.finditer(plain), _MOST_WORDS))


@lexicon.of_tables
@lru_cache(maxsize=_NAMES)
def says(text: str | None, kind: Kind) -> bool:
    """Whether a name or role has a word or a phrase of a kind."""
    folded = _in_office([word.casefold() for word in words_in(text or "")])
    known = voice_words(kind)
    pairs = (" ".join(pair) for pair in itertools.pairwise(folded))
    return any(word in known for word in folded) or any(pair in known for pair in pairs)


def _in_office(folded: list[str]) -> list[str]:
    """The words without those that somebody was once: "former first vice-president"."""
    past = [at for at, word in enumerate(folded) if word in _PAST]
    return [word for at, word in enumerate(folded) if not any(0 <= at - one <= _PAST_REACH for one in past)]


@lexicon.of_tables
@lru_cache(maxsize=_NAMES)
def is_proper(name: str) -> bool:
    """Whether every word of a name but small ones begins with a capital or a figure."""
    words = [word for word in words_in(name) if word not in SMALL]
    return bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words)


@lexicon.of_tables
@lru_cache(maxsize=_NAMES)
def head(name: str) -> str:
    """The word that says what a name is of, folded: the last before "of" or "for", else the last; a person's surname."""
    words = [word.casefold() for word in words_in(name)]
    first = next((at for at, word in enumerate(words) if at and word in _JOINTS), len(words))
    told = [word for word in words[:first] if word not in SMALL]
    return told[-1] if told else ""


@lexicon.of_tables
@lru_cache(maxsize=_NAMES)
def initials(name: str) -> str:
    """The capitals that a name is shortened to: FFL of "Front for a Free Litskar"."""
    return "".join(word[0] for word in words_in(name) if word.casefold() not in SMALL).upper()


@lexicon.of_tables
@cache
def _heads() -> frozenset[str]:
    return frozenset(word for row in lexicon.cells("actor_words") for word in row["words"].split("|"))


@lexicon.of_tables
@lru_cache(maxsize=_NAMES)
def has_body_word(name: str) -> bool:
    """Whether a name has a word that says what kind of body it is: "League", "Ministry"."""
    folded = [word.casefold() for word in words_in(name)]
    return any(word in _heads() or word.removesuffix("s") in _heads() for word in folded)


@lexicon.of_tables
@cache
def _countries() -> dict[str, str]:
    """A country's name, people, capital or house of government, folded, to its code; what two countries share is nobody's."""
    found: dict[str, set[str]] = {}
    for row in (*lexicon.cells("countries"), *lexicon.cells("demonyms")):
        for column in ("name", "names", "demonyms", "capitals", "metonyms"):
            for word in row.get(column, "").split("|"):
                if word:
                    found.setdefault(" ".join(w.casefold() for w in words_in(word)), set()).add(row["country"])
    return {word: next(iter(codes)) for word, codes in found.items() if len(codes) == 1}


@lexicon.of_tables
@cache
def country_names() -> dict[str, str]:
    """Code to name, of the countries that the lexicon has."""
    return {row["country"]: row["name"] for row in lexicon.cells("countries") if "name" in row}


@lexicon.of_tables
@lru_cache(maxsize=_NAMES)
def country_in(text: str | None) -> str | None:
    """The country that a name or role names first: "Russian" is RU, and so is "Russias", which has lost its apostrophe."""
    folded = [word.casefold() for word in words_in(text or "")]
    named = (_countries().get(phrase) or _countries().get(phrase.removesuffix("s")) for phrase in phrases(folded))
    return next((code for code in named if code), None)


@lexicon.of_tables
@lru_cache(maxsize=_NAMES)
def country_of(name: str) -> str | None:
    """The country whose name, people or capital a whole name is."""
    return _countries().get(" ".join(word.casefold() for word in words_in(name) if word.casefold() not in SMALL))


def phrases(words: Iterable[str]) -> Iterable[str]:
    """Runs of words as phrases, the longest first, then from the left."""
    held = list(words)
    return (" ".join(held[first:last]) for first, last in runs(len(held)))


def runs(count: int) -> Iterable[tuple[int, int]]:
    """Half-open runs of up to six of so many words, the longest first, then from the left."""
    return ((at, at + size) for size in range(min(_LONGEST, count), 0, -1) for at in range(count - size + 1))
