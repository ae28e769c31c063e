"""Place names as they stand in a paragraph: which words, what they could be, and in what use.

A name is the longest run of capitalised words that the gazetteer knows. Persons ("General Lincoln", a
surname met with its first name), organisations ("Damascus University", "Tehran Times") and governments
("Moscow said") are told apart by the words around it. Nothing is resolved here: see `places`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon
from reportedly.read.nations import capital_of, demonym_of, metonym_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from reportedly.gazetteer import Entry
    from reportedly.read.passage import Passage

Lookup = Callable[[str], "tuple[Entry, ...]"]
"""A name to every place of that name, most populous first: the gazetteer's `find`."""

Use = Literal["place", "metonym", "demonym", "organisation_part"]

_LONGEST = 6  # tokens of a name: "Democratic Republic of the Congo" has five, hyphens count
_NEAR = frozenset({"near", "outside", "around", "beyond", "toward", "towards", "off", "close"})
_WITHIN = frozenset({"in", "at", "inside", "near", "outside", "around", "across", "throughout", "within"})
_LOCATIVE = _WITHIN | frozenset(
    {"from", "to", "into", "on", "over", "through", "toward", "towards", "of", "between", "off", "against", "for", "via"}
)
_JOINS = frozenset(
    {
        "-",
        "–",
        "al",
        "el",
        "ar",
        "as",
        "ash",
        "at",
        "an",
        "ed",
        "ad",
        "az",
        "ez",
        "ul",
        "de",
        "del",
        "da",
        "do",
        "la",
        "las",
        "los",
        "le",
        "of",
        "'",
        "’",
        "`",
    }
)
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "an", "ed", "ad", "az", "ez"})
_NOT_TO = frozenset({"according", "due", "thanks", "owing", "prior", "compared", "related", "linked", "loyal"})
_MODIFIER = frozenset({"compound", "appos", "conj", "nmod", "poss", "amod", "npadvmod", "nummod", "dep"})
_NEVER = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "ramadan eid christmas easter islam islamic muslim christian sunni shia shiite god allah english arabic i we he she it they the a an this that these those "
    "mr mrs ms dr photo video source sources read more also exclusive breaking update daily independence victory liberty freedom hope union most many several other "
    "kurdish arab western jewish alawite druze european latin african asian christian communist republican democrat navy congress internet "
    "according however meanwhile but and or if when while after before since although despite earlier later today yesterday tomorrow".split()
)  # words that some town bears and that news writes with a capital for another reason


class PlaceWords(msgspec.Struct, frozen=True, kw_only=True):
    """A row of place_words.tsv."""

    kind: str
    words: tuple[str, ...]


class PlaceVerbs(msgspec.Struct, frozen=True, kw_only=True):
    """A row of place_verbs.tsv."""

    use: str
    words: tuple[str, ...]


@cache
def word_kinds() -> dict[str, str]:
    """Lower-case common word to what it says of a name beside it; the first row that lists it wins."""
    found: dict[str, str] = {}
    for row in lexicon.rows("place_words", PlaceWords):
        for word in row.words:
            found.setdefault(word, row.kind)
    return found


@cache
def verb_uses() -> dict[str, str]:
    """Verb lemma to "suffers" or "speaks"."""
    return {word: row.use for row in lexicon.rows("place_verbs", PlaceVerbs) for word in row.words}


SIZES = frozenset({"admin1", "admin2", "region", "city", "exact"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name in its place: tokens `first`..`last` with compass and kind words, `name` what was looked up.

    `kind` is what a common word beside it says ("Idlib province" is admin1), `near` that it is off the place,
    `preposition` what ties it to the sentence, `head` the token that the tie hangs on. `entries` is empty for a
    name that the gazetteer lacks. `inside` is the country that a possessive names ("Syria's Homs").
    """

    passage: int
    first: int
    last: int
    name: str
    entries: tuple[Entry, ...]
    use: Use
    kind: str | None
    near: bool
    preposition: str | None
    nation: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a report says of its own words: `persons` are surnames met with a first name or title (it grows while
    reading), `ordinary` words that it also writes in lower case; both lower case.
    """

    persons: set[str]
    ordinary: frozenset[str]


def toponyms(passage: Passage, lookup: Lookup, known: Known) -> list[Toponym]:
    """The place names of a paragraph in text order."""
    doc, found, i = passage.doc, [], 0
    while i < len(doc):
        token = doc[i]
        if not (token.text[0].isupper() or (token.lower_ in _ARTICLES and _hyphenated(doc, i))):
            i += 1
            continue
        here = _demonym(passage, token) or _known(passage, i, lookup, known)
        if here is None:
            end = _run_end(doc, i)
            here = _unknown(passage, i, end, known)
            if here is None:
                i += 1
                continue
        found.append(here)
        i = here.last + 1
    return found


def _hyphenated(doc: Doc, i: int) -> bool:
    """Whether an Arabic article stands before a hyphen and a capital ("al-Bab") or alone before a capital ("al Bab")."""
    if i + 2 < len(doc) and doc[i + 1].text == "-":
        return doc[i + 2].text[0].isupper()
    return i + 1 < len(doc) and doc[i].lower_ in ("al", "el") and doc[i + 1].text[0].isupper()


def _demonym(passage: Passage, token: Token) -> Toponym | None:
    """ "Syrian", "Afghans", and "the Kremlin": no place, but a country's vote."""
    country = demonym_of(token.text)
    if country is None and token.pos_ == "PROPN":
        country = metonym_of(token.text)
    if country is None and token.i + 1 < len(token.doc):
        pair = token.doc[token.i : token.i + 2].text
        found = demonym_of(pair) or metonym_of(pair)
        if found:
            return Toponym(passage.number, token.i, token.i + 1, pair, (), "demonym", None, False, None, found)
    if country is None:
        return None
    return Toponym(passage.number, token.i, token.i, token.text, (), "demonym", None, False, None, country)


def _run_end(doc: Doc, first: int) -> int:
    """The last token of the run of capitalised words, joined by hyphens and particles, that opens at `first`."""
    last, i = first, first + 1
    while i < len(doc) and i - first < _LONGEST:
        token = doc[i]
        if token.text[0].isupper():
            last = i
        elif not (token.lower_ in _JOINS or (token.lower_ == "the" and doc[i - 1].lower_ == "of")):
            break
        i += 1
    return last


def _known(passage: Passage, first: int, lookup: Lookup, known: Known) -> Toponym | None:
    """The longest name from `first` on that the gazetteer knows and that the words around it allow to be a place."""
    doc = passage.doc
    end = _run_end(doc, first)
    longest = end + 1 if end + 1 < len(doc) and word_kinds().get(doc[end + 1].lower_) in SIZES else end
    for last in range(longest, first - 1, -1):
        if doc[last].lower_ in _JOINS:
            continue
        name = doc[first : last + 1].text
        entries = lookup(name)
        if not entries and last == first and name.endswith("s") and len(name) > 4:
            entries = tuple(e for e in lookup(name[:-1]) if e.kind == "country")  # "Syrias": a possessive that lost its apostrophe
        if entries and _allowed(doc, first, last, entries, known):
            return _toponym(passage, first, last, name, entries)
    return None


def _allowed(doc: Doc, first: int, last: int, entries: tuple[Entry, ...], known: Known) -> bool:
    """Whether the words before and after let the name be one of a place."""
    token = doc[first]
    big = entries[0].kind == "country" or entries[0].overlay or entries[0].population >= 100_000
    if first == last:
        if token.lower_ in _NEVER or word_kinds().get(token.lower_) in ("organ", "person", "compass") or (token.is_lower):
            return False
        if token.pos_ != "PROPN" and not (big and token.pos_ in ("NOUN", "ADJ", "X")) and preposition(doc, first, last) not in _WITHIN:
            return False
        if token.lower_ in known.ordinary and not big:
            return False
        if token.lower_ in known.persons and entries[0].kind != "country" and preposition(doc, first, last) not in _WITHIN:
            return False
    before = doc[first - 1] if first else None
    if before is not None and _is_title(before):
        return False
    after = doc[last + 1] if last + 2 < len(doc) else None
    if (
        after is not None
        and (after.lower_ in _ARTICLES or (after.text == "-" and not doc[last].whitespace_))
        and doc[last + 2].text[0].isupper()
        and demonym_of(doc[last + 2].text) is None
    ):
        return entries[0].kind == "country"  # "Khan" of "Khan al-Assal" is not a name of its own
    if first == last and len(token.text) <= 4 and token.text.isupper() and entries[0].kind != "country":
        return False
    return entries[0].kind == "country" or not _in_longer_name(doc, first, last, known)


def _is_title(token: Token) -> bool:
    return word_kinds().get(token.lower_.rstrip(".")) == "person"


def _in_longer_name(doc: Doc, first: int, last: int, known: Known) -> bool:
    """Whether capitalised neighbours make it part of a person's name: "Peter Aleppo", "Jackson Smith"."""
    before = doc[first - 1] if first else None
    if (
        before is not None
        and before.pos_ == "PROPN"
        and before.text[0].isupper()
        and before.whitespace_
        and before.head.i in range(first, last + 1)
    ):
        lower = before.lower_
        if lower not in _NEVER and lower not in word_kinds() and demonym_of(lower) is None and capital_of(lower) is None:
            known.persons.add(doc[last].lower_)
            return True
    after = doc[last + 1] if last + 1 < len(doc) else None
    if after is None or not after.text[0].isupper() or after.pos_ != "PROPN" or doc[last].head.i != after.i or doc[last].dep_ != "compound":
        return False
    lower = after.lower_
    if lower in word_kinds() or lower in _NEVER or demonym_of(lower) is not None or capital_of(lower) is not None:
        return False
    if any(word_kinds().get(t.lower_) for t in doc[last + 1 : last + 4]):
        return False
    known.persons.add(lower)
    return True


def _toponym(passage: Passage, first: int, last: int, name: str, entries: tuple[Entry, ...]) -> Toponym:
    """The name with compass and kind words around it, and its use."""
    doc = passage.doc
    kind, begin, end = _kind(doc, first, last)
    tie = preposition(doc, begin, end)
    near = tie in _NEAR or _off(doc, begin)
    use = _use(doc, first, last, end, entries)
    return Toponym(passage.number, begin, end, name, entries, use, kind, near, tie)


def _kind(doc: Doc, first: int, last: int) -> tuple[str | None, int, int]:
    """What common words beside a name say it is, and the span with them."""
    kind: str | None = None
    kinds, begin, end = word_kinds(), first, last
    while (
        begin and kinds.get(doc[begin - 1].lower_) == "compass" and doc[begin - 1].lower_ not in ("nearby", "neighboring", "neighbouring")
    ):
        begin -= 1
    after = doc[last + 1] if last + 1 < len(doc) else None
    if (
        after is not None
        and kinds.get(after.lower_) in SIZES
        and (after.text[0].isupper() or after.pos_ in ("NOUN", "PROPN"))
        and not _other(after)
    ):
        kind, end = kinds[after.lower_], last + 1
    elif (
        last + 2 < len(doc)
        and doc[last + 1].text[0].isupper()
        and kinds.get(doc[last + 2].lower_) == "exact"
        and doc[last + 2].text[0].isupper()
    ):
        kind, end = "exact", last + 2  # "Damascus International Airport"
    if kind is None and last == _run_end(doc, first):
        kind = _kind_before(doc, begin)
    if kind is None:
        kind = _kind_of_list(doc, last)
    return kind, begin, end


def _other(word: Token) -> bool:
    """ "Syria state television", "Homs city council": the kind word belongs to what follows."""
    return word.dep_ == "compound" and word.head.i > word.i and word_kinds().get(word.head.lower_) in ("organ", "person")


def _kind_before(doc: Doc, begin: int) -> str | None:
    """ "the town of X", "province of X", "the village X"."""
    i = begin - 1
    if i >= 1 and doc[i].lower_ == "of":
        i -= 1
    if i >= 0:
        found = word_kinds().get(doc[i].lower_)
        if found in SIZES and doc[i].pos_ in ("NOUN", "PROPN"):
            return found
    return None


def _kind_of_list(doc: Doc, last: int) -> str | None:
    """ "Shutul and Anaba districts": a plural kind word behind a list holds for each."""
    i, capitals = last + 1, 0
    while i < len(doc) and i - last <= 8:
        word = doc[i]
        if word.text[0].isupper():
            capitals += 1
        elif capitals and word.tag_ == "NNS" and word_kinds().get(word.lower_) in SIZES:
            return word_kinds()[word.lower_]
        elif word.lower_ not in ("and", ",", "-", "or"):
            return None
        i += 1
    return None


def preposition(doc: Doc, first: int, last: int) -> str | None:
    """The preposition (lower case) that ties the words to their sentence, through lists and "the town of"; None for none."""
    token = doc[last]
    for _ in range(12):
        if token.dep_ == "pobj":
            word = token.head.lower_
            above = token.head.head
            if word == "of" and word_kinds().get(above.lower_) in SIZES | {"compass"} and above.i != token.head.i:
                token = above
                continue
            before = doc[token.head.i - 1].lower_ if token.head.i else ""
            return None if word == "to" and before in _NOT_TO else word
        if token.dep_ not in _MODIFIER or token.head.i == token.i:
            break
        token = token.head
    before = doc[first - 1].lower_ if first else ""
    return before if before in _LOCATIVE else None


def _off(doc: Doc, begin: int) -> bool:
    """ "on the outskirts of X", "north of X": off the place."""
    words = [t.lower_ for t in doc[max(0, begin - 3) : begin]]
    return "of" in words[-2:] and any(
        w in ("outskirts", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "vicinity", "off")
        for w in words
    )


def _use(doc: Doc, first: int, last: int, end: int, entries: tuple[Entry, ...]) -> Use:
    """Whether the name is a place, a government, an adjective of nationality, or part of an organisation's name."""
    token, top = doc[last], entries[0]
    after = doc[end + 1] if end + 1 < len(doc) else None
    if end == last and after is not None and _names_organisation(doc, last):
        return "organisation_part"
    if (
        after is not None
        and after.text == "-"
        and end + 2 < len(doc)
        and doc[end + 2].pos_ in ("VERB", "ADJ", "NOUN")
        and doc[end + 2].is_lower
    ):
        return "demonym"  # "US-led", "Turkey-backed"
    govern = top.kind == "country" or capital_of(doc[first : last + 1].text) is not None
    head = token
    while head.dep_ in ("compound", "conj") and head.head.i != head.i and head.head.i > last and head.pos_ == "PROPN":
        head = head.head
    if token.dep_ in ("compound", "poss", "nmod", "amod") and govern and _is_force(token.head):
        return "demonym"
    if token.dep_ in ("compound", "poss", "nmod", "amod") and token.head.lower_ in (
        "government",
        "authorities",
        "administration",
        "parliament",
    ):
        return "organisation_part"
    return "metonym" if govern and end == last and _governs(token) else "place"


def _names_organisation(doc: Doc, last: int) -> bool:
    """Whether a capitalised organisation word follows at once or after "'s" and adjectives: "Kabul's Emergency Hospital"."""
    i = last + 1
    if doc[i].tag_ == "POS":
        i += 1
    while i < len(doc) and i - last <= 5 and doc[i].text[0].isupper():
        if word_kinds().get(doc[i].lower_) == "organ":
            return True
        i += 1
    return False


_FORCES = frozenset(
    "army government regime force forces troop troops president minister ministry official officials authorities police military navy jet jets warplane "
    "warplanes ambassador embassy envoy spokesman spokeswoman leader leaders parliament administration diplomat diplomats coalition delegation foreign "
    "soldier soldiers prime secretary chief intelligence congress senate media television state aid policy citizen citizens national nationals".split()
)


def _is_force(head: Token) -> bool:
    return head.lower_ in _FORCES


def _governs(token: Token) -> bool:
    """Whether the name is the subject of a verb that governments do, or is told something: then it is a government."""
    while token.dep_ in ("conj", "compound") and token.head.i != token.i and token.head.pos_ == "PROPN":
        token = token.head
    verb = token.head
    if token.dep_ == "nsubj" and verb.pos_ in ("VERB", "AUX"):
        return verb_uses().get(verb.lemma_.lower()) != "suffers"
    if token.dep_ in ("dobj", "dative") and verb.pos_ == "VERB":
        return verb_uses().get(verb.lemma_.lower()) == "speaks"
    return token.dep_ == "pobj" and token.head.lower_ in ("by", "with", "against") and verb.i != token.i


def _unknown(passage: Passage, first: int, end: int, known: Known) -> Toponym | None:
    """A name that the gazetteer lacks and the words make a place: "in the village of Hassajik", "in Zardana"."""
    doc = passage.doc
    token = doc[first]
    while doc[end].lower_ in _JOINS:
        end -= 1
    words = doc[first : end + 1]
    lower = {t.lower_ for t in words}
    if (
        lower & _NEVER
        or lower <= known.ordinary
        or any(word_kinds().get(w) in ("organ", "person", "compass") for w in lower)
        or token.is_sent_start
    ):
        return None
    if (
        first
        and doc[first - 1].text[0].isupper()
        and doc[first - 1].pos_ == "PROPN"
        and doc[first - 1].whitespace_
        and not word_kinds().get(doc[first - 1].lower_)
    ):
        return None
    if token.pos_ != "PROPN" and token.lower_ not in _ARTICLES:
        return None
    if words.text.isupper() and len(words.text) <= 6:
        return None
    kind, begin, last = _kind(doc, first, end)
    tie = preposition(doc, begin, last)
    kind_only = all(word_kinds().get(w) in SIZES for w in lower)
    if end + 1 < len(doc) and doc[end + 1].text == "-":
        return None
    if kind_only or not (kind or tie in ("in", "near", "inside", "outside")) or _is_title(doc[first - 1] if first else token):
        return None
    if kind is None and (token.lower_ in known.persons or doc[end].lower_ in known.persons or _names_something(doc, first, end)):
        return None
    return Toponym(passage.number, begin, last, words.text, (), "place", kind, tie in _NEAR or _off(doc, begin), tie)


def _names_something(doc: Doc, first: int, end: int) -> bool:
    """Whether the words after "in" are of no place: "in Mr X's house", "in Operation Y", a possessive or a compound."""
    after = doc[end + 1] if end + 1 < len(doc) else None
    if after is not None and (after.tag_ == "POS" or doc[end].dep_ in ("compound", "poss", "amod", "nmod")):
        return True
    direct = doc[first - 1].lower_ if first else ""
    return direct not in ("in", "near", "inside", "outside", ",", "and")
