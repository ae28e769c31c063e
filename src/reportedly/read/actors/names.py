"""Proper names in a report: where they begin and end, and which are people's; `clusters.py` says which name one party."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon
from reportedly.compare.known import names_one
from reportedly.read.grammar.nations import demonym_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc, Token

    from reportedly.read.grammar.passage import Passage
    from reportedly.read.places.places import PlaceMention

INSIDE_NAMES = frozenset(
    {"of", "for", "al", "el", "de", "del", "la", "bin", "ibn", "von", "van", "ul", "-", "and", "the", "&", "–", "'", "’"}
)


class ActorWords(msgspec.Struct, frozen=True, kw_only=True):
    """A row of actor_words.tsv."""

    kind: str
    generic: str | None = None
    group: str | None = None
    words: tuple[str, ...]


class Titles(msgspec.Struct, frozen=True, kw_only=True):
    """A row of titles.tsv."""

    words: tuple[str, ...]


@lexicon.of_tables
@cache
def actor_words() -> dict[str, ActorWords]:
    """Lower-case head word to its row; the first row that lists a word wins."""
    found: dict[str, ActorWords] = {}
    for row in lexicon.rows("actor_words", ActorWords):
        for word in row.words:
            found.setdefault(word, row)
    return found


@lexicon.of_tables
@cache
def titles() -> frozenset[str]:
    """Words that stand before a person's name."""
    return frozenset(word for row in lexicon.rows("titles", Titles) for word in row.words)


@dataclass(frozen=True, slots=True)
class Name:
    """One proper name where it stands: tokens `first`..`last`, its words without titles, and the titles, which begin at `opens`."""

    passage: int
    first: int
    last: int
    text: str
    role: str | None
    opens: int


def names(passage: Passage) -> tuple[Name, ...]:
    """The proper names of a paragraph: maximal runs of capitalised words that the tagger calls names."""
    doc, found, i = passage.doc, [], 0
    while i < len(doc):
        if not _opens(doc[i]):
            i += 1
            continue
        end = i if _is_known(doc[i]) else _run(doc, i)
        name = _name(passage, _with_article(doc, i), end)
        if name is not None:
            found.append(name)
        i = end + 1
    return tuple(found)


def _opens(token: Token) -> bool:
    """A capitalised name; a word of another kind that only opens its sentence is none, nor is a day or month.

    A party that news knows is one whatever the tagger takes it for: many an acronym for a noun.
    """
    if not token.text[:1].isupper() or token.lower_ in CALENDAR:
        return False
    if token.pos_ != "PROPN":
        return _describes_name(token) or _is_known(token)
    return not (token.is_sent_start and token.lower_ in SENTENCE_OPENERS)


def _is_known(token: Token) -> bool:
    """Whether a word is a party's that news knows, though the tagger takes it for no name; what follows is then none of it either."""
    return token.pos_ != "PROPN" and len(token) > 2 and names_one(token.text) is not None


def _describes_name(token: Token) -> bool:
    """Whether a capitalised adjective amid a sentence opens a body's name, "*Free* Kelmet Army"; a nationality does not."""
    if token.pos_ != "ADJ" or token.is_sent_start or demonym_of(token.text) is not None or token.i + 1 == len(token.doc):
        return False
    after = token.nbor()
    return after.pos_ == "PROPN" and after.text[:1].isupper() and (token.head.lower_ in NAME_HEADS or token.head.lower_ in actor_words())


def _with_article(doc: Doc, first: int) -> int:
    """Where a name begins that carries an article: "*al-*Nahar", though its first letter is small."""
    joined = first > 1 and doc[first - 1].text == "-" and doc[first - 2].lower_ in ARTICLES and not doc[first - 1].whitespace_
    return first - 2 if joined else first


ARTICLES = frozenset({"al", "el", "an", "ar", "as", "ash", "at", "az", "ul"})
"""The Arabic article in front of a name, as news spells it."""


CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun gmt utc today yesterday".split()
)
SENTENCE_OPENERS = frozenset(
    "fresh brief heavy airstrikes airstrike clashes fighting talks strikes rebels militants protesters shelling attackers gunmen "
    "militiamen insurgents guerrillas troops soldiers civilians residents witnesses activists suspected unidentified local several "
    "dozens hundreds thousands many some both other new two three four five six seven eight nine ten near read photo image file "
    "negotiations violence battles posts intense sporadic renewed violent deadly massive sustained total".split()
)


def _capital(token: Token) -> bool:
    return token.lower_ not in CALENDAR and token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "VERB", "ADP", "NUM", "X")


def _run(doc: Doc, first: int) -> int:
    """The last token of the name that opens at `first`."""
    last, i = first, first + 1
    while i < len(doc) and i - first < 12:
        token = doc[i]
        if _capital(token):
            last = i
        elif i + 1 < len(doc) and ((token.lower_ in INSIDE_NAMES and _links(doc, first, i)) or _owns(token, doc[i + 1])):
            pass
        elif token.is_digit and last == i - 1 and token.dep_ in ("nummod", "compound", "appos"):
            last = i
            break
        else:
            break
        i += 1
    return last


def _owns(token: Token, after: Token) -> bool:
    """Whether a possessive stands inside a name: "People's Army", "Patriots' Party"."""
    return token.text == "'s" and after.text in ("Army", "Republic", "Liberation", "Defense", "Protection", "Party")


def _links(doc: Doc, first: int, i: int) -> bool:
    """Whether a small word inside a name goes on with it: "Ministry of Defence", "Umm al-Qura"."""
    word = doc[i].lower_
    after = doc[i + 1]
    if word in ("of", "for", "and", "the", "&"):
        if word == "and":
            return _goes_on(doc, first, i)
        if word == "the":
            return doc[i - 1].lower_ in ("of", "for", "and") and _capital(after)
        head_word = doc[i - 1].lower_
        organisational = head_word in actor_words() or doc[first].lower_ in actor_words() or head_word in NAME_HEADS
        following = after if after.lower_ != "the" or i + 2 >= len(doc) else doc[i + 2]
        return organisational and _capital(following)
    if word in ARTICLES and after.text == "-" and i + 2 < len(doc):
        return _capital(doc[i + 2])
    return _capital(after) or (doc[i].text in ("-", "–", "'", "’") and not doc[i].whitespace_)


def _goes_on(doc: Doc, first: int, i: int) -> bool:
    """Whether "and" joins two things that a body is of: "State of Brenna *and* the Coast", "Union of Judges *and* Lawyers".

    Only behind "of" or "for", and not before a title, a person's name or another body.
    """
    last = i + 2 if doc[i + 1].lower_ == "the" else i + 1
    if last >= len(doc) or not _capital(doc[last]) or not any(t.lower_ in ("of", "for") for t in doc[first:i]):
        return False
    after = doc[last + 1] if last + 1 < len(doc) else None
    alone = after is None or not after.text[:1].isupper()
    return alone and doc[last].lower_ not in titles() and doc[last].lower_ not in actor_words() and not doc[last].text.isupper()


NAME_HEADS = frozenset(
    "front army ministry council committee party movement union university bank house association federation forces organization "
    "organisation institute centre center network office republic state league court brigades defenders kingdom sons".split()
)


def _name(passage: Passage, first: int, last: int) -> Name | None:
    """The run without its leading titles; None when nothing but titles is left."""
    doc = passage.doc
    while first < last and (doc[first].lower_ in LEANINGS or _BACKED.search(doc[first].text)):
        first += 1
    start = _after_title(doc, first, last)
    while start < last and doc[start].lower_.rstrip(".") in titles():
        start += 1
        while start < last and doc[start].text in (".", "-"):
            start += 1
    if start == last and doc[start].lower_ in titles():
        start = first
    words = doc[start : last + 1].text
    role = doc[first:start].text if start > first and start != first else None
    if any(t.lower_ in NAME_HEADS or t.lower_ in ("ministry", "department") for t in doc[start : last + 1]):
        start, words, role = first, doc[first : last + 1].text, None
    return Name(passage.number, start, last, words, role, start if role is None else first)


LEANINGS = frozenset("maoist marxist leninist trotskyist castroite leftist rightist islamist jihadist separatist".split())
"""Words before a body's name that say what it believes; they are no part of it."""


_BACKED = re.compile(r"-(?:backed|led|based|held|run|aligned|allied|controlled|sponsored|trained|funded|supported|linked)$")
"""Ends of a word before a body's name that says whose friend it is: "U.S.-backed Democratic Forces"; it is no part of the name."""


def _after_title(doc: Doc, first: int, last: int) -> int:
    """Where the person begins in a run that opens with whose title it is: "U.S. President *Ada Lowe*"."""
    for i in range(last - 1, first, -1):
        if doc[i].lower_ in PERSONAL_TITLES and doc[i].dep_ == "compound":
            rest = doc[i + 1 : last + 1]
            organisational = any(
                t.lower_ in actor_words() or t.lower_ in NAME_HEADS or t.lower_ in INSIDE_NAMES - {"al", "el", "-", "bin", "ibn"}
                for t in rest
            )
            return first if organisational or not rest[0].text[:1].isupper() else i + 1
    return first


PERSONAL_TITLES = frozenset(
    "president leader minister secretary general spokesman spokeswoman ambassador envoy chief colonel commander captain governor "
    "senator premier chancellor king prince sheikh ayatollah pope bishop director chairman activist representative".split()
)
"""Titles after which only a person's name follows."""


def people(found: Sequence[Name]) -> Callable[[str], bool]:
    """Whether a single capitalised word is a person's name in this report: the last name of one named in full or by title."""
    last = {content_words(name.text)[-1] for name in found if is_person(name) and content_words(name.text) and name.role is not None}
    return lambda word: word.lower() in last


def outside(found: Sequence[Name], mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The place mentions that are no part of an organisation's name: "Northern" in "Northern Front" is no place."""
    inside: dict[tuple[int, int], Name] = {}
    for name in found:
        words = content_words(name.text)
        if len(words) > 1 and words[-1] in NAME_HEADS | {"front", "army", "forces", "guard", "movement"}:
            inside |= {(name.passage, i): name for i in range(name.first, name.last + 1)}
    return [m for m in mentions if (around := inside.get((m.passage, m.last))) is None or m.last - m.first >= around.last - around.first]


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@lexicon.of_tables
@cache
def content_words(text: str) -> tuple[str, ...]:
    """The words of a name that tell it apart, lower case, without small words and the possessive."""
    found = [w.lower() for w in _WORD.findall(re.sub(r"['’]s\b", "", text))]
    return tuple(w for w in found if w not in INSIDE_NAMES and w not in ("a", "an", "in", "on", "at", "to", "s"))


def is_person(name: Name) -> bool:
    """A title before it, or two to four words none of which names an organisation; no party that news knows."""
    words = content_words(name.text)
    if any(w in actor_words() or w in NAME_HEADS for w in words) or names_one(name.text) is not None:
        return False
    return name.role is not None or 2 <= len(words) <= 4
