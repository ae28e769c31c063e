"""Place names as they stand in a paragraph: which words they are, and what they could be.

A name is the longest run of capitalised words that the gazetteer knows. Persons ("General Lincoln", a
surname met with its first name) and words that the report also writes in lower case are told apart by the words
around them. Nothing is resolved here: see `places`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.read.grammar.nations import capital_of, demonym_of, metonym_of
from reportedly.read.places.place_context import NEAR, Use, is_off, preposition, size, use
from reportedly.read.places.place_words import is_size, word_kinds, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from reportedly.gazetteer import Entry
    from reportedly.read.grammar.passage import Passage

Lookup = Callable[[str], "tuple[Entry, ...]"]
"""A name to every place of that name, most populous first: the gazetteer's `find`."""

KNOWN = 100_000  # people: names of smaller towns are as often persons or words
_LONGEST = 6  # tokens of a name: "Democratic Republic of the Congo" has five, hyphens count
_ACRONYM = 4  # letters in capitals that name a town less often than a body: "ISIL"
_WITHIN = frozenset({"in", "at", "inside", "near", "outside", "around", "across", "throughout", "within"})
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "an", "ed", "ad", "az", "ez"})
_JOINS = _ARTICLES | frozenset({"-", "–", "ul", "de", "del", "da", "do", "la", "las", "los", "le", "of", "'", "’", "`"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name in its place: tokens `first`..`last` with compass and kind words, `name` what was looked up.

    `entries` is empty for a name that the gazetteer lacks. `kind` is what a common word beside it says ("Idlib
    province" is admin1), `near` that the event is off it, `preposition` what ties it to the sentence. `nation`
    is the country (ISO code) of a demonym or a house of government, which have no entries.
    """

    passage: int
    first: int
    last: int
    name: str
    entries: tuple[Entry, ...]
    use: Use
    kind: str | None = None
    near: bool = False
    preposition: str | None = None
    nation: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a report says of its own words: `persons` are surnames met with a first name (it grows while reading),
    `ordinary` words that it also writes in lower case; both lower case.
    """

    persons: set[str]
    ordinary: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Try:
    """A run of words that the gazetteer knows, before the words around it are asked."""

    doc: Doc
    first: int
    last: int
    entries: tuple[Entry, ...]

    @property
    def country(self) -> bool:
        """Whether it is first of all a country."""
        return self.entries[0].kind == "country"

    @property
    def large(self) -> bool:
        """Whether it is known enough to be read without support."""
        return self.country or self.entries[0].overlay or self.entries[0].population >= KNOWN

    def within(self) -> bool:
        """Whether a preposition of place ties it."""
        return preposition(self.doc, self.first, self.last) in _WITHIN


def toponyms(passage: Passage, lookup: Lookup, known: Known) -> list[Toponym]:
    """The place names of a paragraph in text order."""
    doc, found, i = passage.doc, [], 0
    while i < len(doc):
        token = doc[i]
        here = None
        if token.text[0].isupper() or (token.lower_ in _ARTICLES and _before_name(doc, i)):
            here = _national(passage, token) or _listed(passage, i, lookup, known) or _unlisted(passage, i, known)
        if here is not None:
            found.append(here)
        i = i + 1 if here is None else here.last + 1
    return found


def _before_name(doc: Doc, i: int) -> bool:
    """Whether an Arabic article stands before a hyphen and a capital ("al-Bab") or alone before a capital ("al Bab")."""
    if i + 2 < len(doc) and doc[i + 1].text == "-":
        return doc[i + 2].text[0].isupper()
    return i + 1 < len(doc) and doc[i].lower_ in ("al", "el") and doc[i + 1].text[0].isupper()


def _national(passage: Passage, token: Token) -> Toponym | None:
    """No place, but a country's vote: "Syrian", "Costa Ricans", "the Kremlin"."""
    for last in (token.i + 1, token.i):
        words = token.doc[token.i : last + 1].text
        country = demonym_of(words) or (metonym_of(words) if token.pos_ == "PROPN" or last > token.i else None)
        if country is not None:
            return Toponym(passage.number, token.i, min(last, len(token.doc) - 1), words, (), "demonym", nation=country)
    return None


def _run_end(doc: Doc, first: int) -> int:
    """The last token of the run of capitalised words, joined by hyphens and particles, that opens at `first`."""
    last = first
    for token in doc[first + 1 : first + _LONGEST]:
        if token.text[0].isupper():
            last = token.i
        elif not (token.lower_ in _JOINS or (token.lower_ == "the" and doc[token.i - 1].lower_ == "of")):
            break
    return last


def _listed(passage: Passage, first: int, lookup: Lookup, known: Known) -> Toponym | None:
    """The longest name from `first` on that the gazetteer knows and that the words around it allow to be a place."""
    doc = passage.doc
    end = _run_end(doc, first)
    bare = end == first and doc[first].lower_ == "the"  # "The village of X" is no village called The Village
    longest = end + 1 if not bare and end + 1 < len(doc) and is_size(doc[end + 1].lower_) else end
    for last in range(longest, first - 1, -1):
        if doc[last].lower_ in _JOINS:
            continue
        name = doc[first : last + 1].text
        entries = lookup(name)
        if not entries and last == first and name.endswith("s") and len(name) > 4:
            entries = tuple(e for e in lookup(name[:-1]) if e.kind == "country")  # "Syrias": a possessive that lost its apostrophe
        tried = _Try(doc, first, last, entries)
        if entries and _allowed(tried, known):
            return _described(passage, tried, name)
    return None


def _described(passage: Passage, tried: _Try, name: str) -> Toponym:
    """The name with the compass and kind words around it, its tie and its use."""
    doc = passage.doc
    kind, begin, end = size(doc, tried.first, tried.last)
    tie = preposition(doc, begin, end)
    how = use(doc, tried.first, tried.last, tried.country) if tried.entries else "place"
    return Toponym(passage.number, begin, end, name, tried.entries, how, kind, tie in NEAR or is_off(doc, begin), tie)


def _allowed(tried: _Try, known: Known) -> bool:
    """Whether the words before and after let the name be one of a place."""
    doc, first, last = tried.doc, tried.first, tried.last
    if first and _is_title(doc[first - 1]):
        return False
    if first == last and not _word_allowed(doc[first], tried, known):
        return False
    if _goes_on(doc, last):
        return tried.country
    return tried.country or not _in_longer_name(doc, first, last, known)


def _word_allowed(token: Token, tried: _Try, known: Known) -> bool:
    """Whether a single word is a name, by its tag, the report's other words, and common sense tables."""
    lower = token.lower_
    if token.is_lower or lower in words_of("never") or word_kinds().get(lower) in ("organ", "person", "compass"):
        return False
    if token.is_upper and len(token) <= _ACRONYM and not tried.country:
        return False
    if lower in known.ordinary and not tried.large:
        return False
    if token.pos_ != "PROPN" and not (tried.large and token.pos_ in ("NOUN", "ADJ", "X")):
        return tried.within()
    return lower not in known.persons or tried.country or tried.within()


def _goes_on(doc: Doc, last: int) -> bool:
    """Whether the name is only the beginning of a longer one: "Khan" of "Khan al-Assal"."""
    if last + 2 >= len(doc):
        return False
    after, next_word = doc[last + 1], doc[last + 2]
    joined = after.lower_ in _ARTICLES or (after.text == "-" and not doc[last].whitespace_)
    return joined and next_word.text[0].isupper() and demonym_of(next_word.text) is None


def _is_title(token: Token) -> bool:
    return word_kinds().get(token.lower_.rstrip(".")) == "person"


def _in_longer_name(doc: Doc, first: int, last: int, known: Known) -> bool:
    """Whether capitalised neighbours make it part of a person's name: "Peter Aleppo", "Jackson Smith"."""
    before = doc[first - 1] if first else None
    if before is not None and before.whitespace_ and _is_bare_name(before) and first <= before.head.i <= last:
        known.persons.add(doc[last].lower_)
        return True
    after = doc[last + 1] if last + 1 < len(doc) else None
    if after is None or not _is_bare_name(after) or doc[last].dep_ != "compound" or doc[last].head.i != after.i:
        return False
    if any(t.lower_ in word_kinds() for t in doc[last + 1 : last + 4]):
        return False
    known.persons.add(after.lower_)
    return True


def _is_bare_name(token: Token) -> bool:
    """A capitalised name that no table knows."""
    lower = token.lower_
    if token.pos_ != "PROPN" or not token.text[0].isupper():
        return False
    return lower not in word_kinds() and lower not in words_of("never") and demonym_of(lower) is None and capital_of(lower) is None


def _unlisted(passage: Passage, first: int, known: Known) -> Toponym | None:
    """A name that the gazetteer lacks and the words make a place: "in the village of Hassajik", "in Zardana"."""
    doc = passage.doc
    token, end = doc[first], _run_end(doc, first)
    if token.pos_ != "PROPN" and token.lower_ not in _ARTICLES:
        return None
    if token.is_sent_start or (first and (_is_title(doc[first - 1]) or _is_second(doc[first - 1]))):
        return None
    if not _could_be(doc, first, end, known):
        return None
    kind, begin, last = size(doc, first, end)
    tie = preposition(doc, begin, last)
    if kind is None and (tie not in ("in", "near", "inside", "outside") or _is_something_else(doc, first, end, known)):
        return None
    return _described(passage, _Try(doc, first, end, ()), doc[first : end + 1].text)


def _is_second(before: Token) -> bool:
    """Whether the word before makes this one the second of a name."""
    return before.pos_ == "PROPN" and before.text[0].isupper() and bool(before.whitespace_) and before.lower_ not in word_kinds()


def _could_be(doc: Doc, first: int, end: int, known: Known) -> bool:
    """Whether the words themselves can be a place's name: no acronym, weekday, organisation or word of the report."""
    words = doc[first : end + 1]
    lower = {t.lower_ for t in words}
    if lower & words_of("never") or lower <= known.ordinary or all(is_size(w) for w in lower):
        return False
    if any(word_kinds().get(w) in ("organ", "person", "compass") for w in lower):
        return False
    hyphened = end + 1 < len(doc) and doc[end + 1].text == "-"  # "Kurdish-controlled"
    return not hyphened and not (words.text.isupper() and len(words.text) <= 6)


def _is_something_else(doc: Doc, first: int, end: int, known: Known) -> bool:
    """Whether the words after "in" are of a person or qualify another word: "in Mr X's house", "in Operation Y"."""
    if doc[first].lower_ in known.persons or doc[end].lower_ in known.persons:
        return True
    after = doc[end + 1] if end + 1 < len(doc) else None
    if after is not None and (after.tag_ == "POS" or doc[end].dep_ in ("compound", "poss", "amod", "nmod")):
        return True
    return (doc[first - 1].lower_ if first else "") not in ("in", "near", "inside", "outside", ",", "and")
