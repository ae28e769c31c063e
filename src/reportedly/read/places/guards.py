"""What lets capitalised words be a place's name, and what forbids it: persons, bodies, common words, longer names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.read.grammar.country_parties import nation
from reportedly.read.grammar.nations import capital_of, demonym_of
from reportedly.read.places.place_context import LOCATIVE, SITES, TIES, of_body, own_size, preposition, size
from reportedly.read.places.place_words import is_size, word_kinds, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from reportedly.gazetteer import Entry
    from reportedly.read.places.toponyms import Toponym

KNOWN = 100_000  # people: names of smaller towns are as often persons or words
_ACRONYM = 4  # letters in capitals that name a town less often than a body: "ISIL"
_OTHERS = frozenset({"organ", "person", "compass"})  # kinds of words that alone are no place's name
WITHIN = frozenset({"in", "at", "inside", "near", "outside", "around", "across", "throughout", "within"})
"""Prepositions after which a name is a place's, whoever else bears it."""
MAKING = frozenset({"in", "near", "inside", "outside", "across", "through", "throughout"})
"""Prepositions that make a place of a name that nothing else speaks for."""
_SAYING = frozenset({"say", "tell", "add", "explain", "recall", "ask", "reply", "speak", "admit", "think", "believe"})
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "an", "ed", "ad", "adh", "az", "er", "es", "esh", "et", "ez"})
JOINS = _ARTICLES | frozenset(
    {"-", "–", "ul", "au", "du", "des", "sur", "de", "del", "da", "do", "la", "las", "los", "le", "of", "'", "’", "`"}
)
"""Words inside a name that are written small."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a report says of its own words: `persons` are surnames, met with a first name or a title or speaking, `places` names that no
    gazetteer has and that words made places (both grow while reading), `ordinary` words that it also writes in lower case; all lower case.
    """

    persons: set[str]
    ordinary: frozenset[str]
    places: set[str] = field(default_factory=set)

    def is_person(self, toponym: Toponym) -> bool:
        """Whether a single word is a person's name, now that the whole report is known, where no preposition says otherwise."""
        named = toponym.name.lower() in self.persons and toponym.kind is None and toponym.preposition not in WITHIN
        return named and not any(entry.kind == "country" for entry in toponym.entries[:1])


@dataclass(frozen=True, slots=True)
class Try:
    """A run of words that may be a name, with what the gazetteer has for it, before the words around it are asked."""

    doc: Doc
    first: int
    last: int
    entries: tuple[Entry, ...]

    @property
    def country(self) -> bool:
        """Whether it is first of all a country."""
        return bool(self.entries) and self.entries[0].kind == "country"

    @property
    def large(self) -> bool:
        """Whether it is known enough to be read without support."""
        return self.country or self.entries[0].overlay or self.entries[0].population >= KNOWN

    def within(self) -> bool:
        """Whether a preposition of place ties it."""
        return preposition(self.doc, self.first, self.last) in WITHIN


def may_open(words: Sequence[str], i: int) -> bool:
    """Whether a name may begin at the word: a capital, or an Arabic article before one ("al-Bab", "al Bab")."""
    if words[i][0].isupper():
        return True
    if words[i].lower() not in _ARTICLES:
        return False
    if i + 2 < len(words) and words[i + 1] == "-":
        return words[i + 2][0].isupper()
    return i + 1 < len(words) and words[i].lower() in ("al", "el") and words[i + 1][0].isupper()


def allowed(tried: Try, known: Known) -> bool:
    """Whether the words before and after let a name of the gazetteer be one of a place."""
    doc, first, last = tried.doc, tried.first, tried.last
    if last > first and word_kinds().get(doc[last].lower_) == "organ" and not tried.large:  # "Red Cross"
        return False
    if first and _is_title(doc[first - 1]):
        known.persons.add(doc[last].lower_)
        return False
    if first == last and _speaks(doc[first], tried):
        known.persons.add(doc[first].lower_)
        return False
    if first == last and not _word_allowed(doc[first], tried, known):
        return False
    if _goes_on(doc, last):
        return tried.country
    return tried.country or not _in_longer_name(doc, first, last, known)


def _word_allowed(token: Token, tried: Try, known: Known) -> bool:
    """Whether a single word is a name, by its tag, the report's other words, and common sense tables."""
    lower = token.lower_
    if token.is_lower or lower.rstrip(".") in words_of("never") or is_size(lower) or word_kinds().get(lower) in _OTHERS:
        return False
    if token.is_upper and len(token) <= _ACRONYM and not tried.country:
        return False
    if lower in known.ordinary and not tried.large:
        return False
    if token.pos_ != "PROPN" and not (tried.large and token.pos_ in ("NOUN", "ADJ", "X")):
        return tried.within()
    return lower not in known.persons or tried.country or tried.within()


def _speaks(token: Token, tried: Try) -> bool:
    """Whether a name says something and is no government's: "Duarte said"."""
    if token.dep_ != "nsubj" or token.head.lemma_ not in _SAYING:
        return False
    return not tried.country and capital_of(token.text) is None


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
    """A capitalised name that no table knows, and no preposition that opens its sentence: "Near Palmyra"."""
    lower = token.lower_
    if token.pos_ != "PROPN" or not token.text[0].isupper() or lower in LOCATIVE:
        return False
    if lower in word_kinds() or lower in words_of("never") or demonym_of(lower) is not None or capital_of(lower) is not None:
        return False
    return not (lower.endswith("s") and nation(lower[:-1]))  # "Syrias": a possessive that lost its apostrophe


def makes_a_place(doc: Doc, first: int, end: int, known: Known) -> bool:
    """Whether the words around make a place of a name that no gazetteer has."""
    token = doc[first]
    if token.pos_ != "PROPN" and token.lower_ not in _ARTICLES:
        return False
    if first and (_is_title(doc[first - 1]) or _is_second(doc[first - 1])):
        return False
    if of_body(doc, first) or not _could_be(doc, first, end, known):
        return False
    if own_size(doc, first, end) in SITES:  # "Haifa Street"
        return True
    if token.is_sent_start:
        return False
    kind, begin, last = size(doc, first, end)
    return kind is not None or _is_tied(doc, first, end, preposition(doc, begin, last), known=known)


def _is_tied(doc: Doc, first: int, end: int, tie: str | None, *, known: Known) -> bool:
    """Whether the preposition makes a place of the name: more of them do with a kind word, or once it is known for one."""
    if tie in TIES and doc[first : end + 1].text.lower() in known.places:  # "from Zoravik", once the report was "in Zoravik"
        return True
    if tie in WITHIN and own_size(doc, first, end) is not None:  # "in the Skarne Strait"
        return True
    if tie == "at" and first >= 2 and is_size(doc[first - 2].lower_):  # "the bridge at Lodva"
        return True
    return tie in MAKING and not _is_something_else(doc, first, end, known)


def _is_second(before: Token) -> bool:
    """Whether the word before makes this one the second of a name."""
    return before.pos_ == "PROPN" and before.text[0].isupper() and bool(before.whitespace_) and before.lower_ not in word_kinds()


def _could_be(doc: Doc, first: int, end: int, known: Known) -> bool:
    """Whether the words themselves can be a place's name: no acronym, weekday, organisation or word of the report."""
    words = doc[first : end + 1]
    lower = {t.lower_ for t in words}
    if lower <= known.ordinary or all(is_size(w) for w in lower):
        return False
    if any(word_kinds().get(w) in _OTHERS or w.rstrip(".") in words_of("never") for w in lower):
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
    return (doc[first - 1].lower_ if first else "") not in MAKING | {",", "and"}
