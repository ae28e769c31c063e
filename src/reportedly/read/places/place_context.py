"""What the words around a place name say of it: its tie to the sentence, its size, and whether it is a place at all.

Every function takes tokens `first`..`last` of one Doc (both included).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportedly.read.grammar.nations import capital_of
from reportedly.read.places.place_words import is_size, verb_uses, word_kinds, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Use = Literal["place", "metonym", "demonym", "organisation_part"]

NEAR = frozenset({"near", "outside", "around", "beyond", "toward", "towards", "off", "close"})
LOCATIVE = NEAR | frozenset(
    {
        "in",
        "at",
        "inside",
        "across",
        "throughout",
        "within",
        "from",
        "to",
        "into",
        "on",
        "over",
        "through",
        "of",
        "between",
        "against",
        "for",
    }
)
TIES = NEAR | {"in", "at", "inside", "across", "throughout", "within", "from", "to", "into", "of", "through", "between", "over"}
"""Prepositions that tie places more often than persons."""
_NOT_TO = frozenset({"according", "due", "thanks", "owing", "prior", "compared", "related", "linked", "loyal"})  # "according to Ford"
_MODIFIER = frozenset({"compound", "appos", "conj", "nmod", "poss", "amod", "npadvmod", "nummod", "dep"})
_QUALIFIES = frozenset({"compound", "poss", "nmod", "amod"})
_DIRECTIONS = frozenset(
    {"outskirts", "vicinity", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "off"}
)
_RULERS = frozenset({"government", "authorities", "administration", "parliament"})
_AGENCIES = frozenset({"department", "departments"})  # bodies before "of" ("Texas Department of Health"), else divisions
_OPENING = frozenset({"lake", "river", "mount", "mountain", "camp", "fort", "port", "island", "village", "town"})  # not "County X"
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
SITES = frozenset({"exact", "street"})
"""Kinds of words that make a name a site's."""
_STEPS = 12  # of the tree climbed for a preposition: longer chains are enumerations gone wrong


def preposition(doc: Doc, first: int, last: int) -> str | None:
    """The preposition (lower case) that ties the words to their sentence, through lists and "the town of"; None for none."""
    token = doc[last]
    for _ in range(_STEPS):
        if token.dep_ == "pobj":
            word, above = token.head.lower_, token.head.head
            if word == "of" and above.i != token.head.i and (is_size(above.lower_) or word_kinds().get(above.lower_) == "compass"):
                token = above
                continue
            before = doc[token.head.i - 1].lower_ if token.head.i else ""
            return None if word == "to" and before in _NOT_TO else word
        if token.dep_ not in _MODIFIER or token.head.i == token.i:
            break
        token = token.head
    before = doc[first - 1].lower_ if first else ""
    return before if before in LOCATIVE else None


def is_taken(token: Token) -> bool:
    """Whether a verb has the name for its object that only places are the objects of: "rebels shelled Gori", "Gori was shelled"."""
    return token.dep_ in ("dobj", "nsubjpass") and verb_uses().get(token.head.lemma_.lower()) == "takes"


def is_off(doc: Doc, first: int) -> bool:
    """Whether the event is off the place: "on the outskirts of X", "north of X"."""
    words = [t.lower_ for t in doc[max(0, first - 3) : first]]
    return "of" in words[-2:] and any(word in _DIRECTIONS for word in words)


def size(doc: Doc, first: int, last: int) -> tuple[str | None, int, int]:
    """What common words beside a name say it is ("Idlib province": admin1), and the tokens with them and with "northern"."""
    begin, kind = first, None
    while begin and word_kinds().get(doc[begin - 1].lower_) == "compass" and not doc[begin - 1].lower_.startswith(("nearby", "neighb")):
        begin -= 1
    end = _size_after(doc, last)
    if end > last:
        kind = word_kinds()[doc[end].lower_]
    kind = kind or _size_before(doc, begin, last) or _size_of_list(doc, last)
    return kind, begin, end


def own_size(doc: Doc, first: int, last: int) -> str | None:
    """What the last word of a longer name says it is: "Rapides Parish"."""
    return word_kinds()[doc[last].lower_] if last > first and is_size(doc[last].lower_) else None


def _size_after(doc: Doc, last: int) -> int:
    """The token of the kind word behind the name ("Idlib province", "Damascus International Airport"), or `last`."""
    words = doc[last + 1 : last + 3]
    if not len(words):
        return last
    after = words[0]
    if is_size(after.lower_) and (after.text[0].isupper() or after.pos_ in ("NOUN", "PROPN")) and not _belongs_behind(after):
        return last + 1
    site = len(words) == 2 and all(t.text[0].isupper() for t in words) and word_kinds().get(words[1].lower_) in SITES
    return last + 2 if site else last


def _belongs_behind(word: Token) -> bool:
    """Whether the kind word goes with what follows: "Syria state television", "Homs city council", "Dublin City Council"."""
    if _is_agency(word) or (word.dep_ == "compound" and word.head.i > word.i and word_kinds().get(word.head.lower_) in ("organ", "person")):
        return True
    after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    return after is not None and word.text[0].isupper() and after.pos_ == "PROPN" and after.text[0].isupper() and after.lower_ not in _DAYS


def _is_agency(word: Token) -> bool:
    """Whether a capitalised "Department" is a body: "of" or "for" comes after it."""
    after = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    return word.lower_ in _AGENCIES and word.text[0].isupper() and after in ("of", "for")


def _size_before(doc: Doc, begin: int, last: int) -> str | None:
    """The kind word before the name: "the town of X", "Province of X", "the village X", "Lake X", "districts of X and Y".

    Not "districts of X", which is about what is inside, and not "the state Senate", "Madison County Jail".
    """
    of = begin >= 2 and doc[begin - 1].lower_ == "of"
    i = begin - 2 if of else begin - 1
    if i < 0 or not is_size(doc[i].lower_) or doc[i].pos_ not in ("NOUN", "PROPN") or (of and _is_agency(doc[i])):
        return None
    kind = word_kinds()[doc[i].lower_]
    if not of:
        opens = doc[i].lower_ in _OPENING or (kind == "city" and doc[i].is_lower)
        return kind if opens else None
    listed = last + 2 < len(doc) and doc[last + 1].lower_ in ("and", ",") and doc[last + 2].text[0].isupper()
    return kind if listed or doc[i].tag_ not in ("NNS", "NNPS") else None


def _size_of_list(doc: Doc, last: int) -> str | None:
    """A plural kind word behind a list holds for each: "Shutul and Anaba districts"."""
    capitals = 0
    for word in doc[last + 1 : last + 9]:
        if word.text[0].isupper():
            capitals += 1
        elif capitals and word.tag_ == "NNS" and is_size(word.lower_):
            return word_kinds()[word.lower_]
        elif word.lower_ not in ("and", ",", "-", "or"):
            return None
    return None


def use(doc: Doc, first: int, last: int, country: bool) -> Use:
    """Whether the name is a place, a government, a mere qualifier of nationality, or part of an organisation's name.

    `country` says that the gazetteer knows it first of all as a country.
    """
    token = doc[last]
    after = doc[last + 1] if last + 1 < len(doc) else None
    sized = _size_after(doc, last) > last
    if (after is not None and not sized and _names_organisation(doc, last)) or of_body(doc, first):
        return "organisation_part"
    if (
        after is not None
        and after.text == "-"
        and last + 2 < len(doc)
        and doc[last + 2].pos_ in ("VERB", "ADJ", "NOUN")
        and doc[last + 2].is_lower
    ):
        return "demonym"  # "US-led", "Turkey-backed"
    governs = country or capital_of(doc[first : last + 1].text) is not None
    if token.dep_ in _QUALIFIES and governs and token.head.lower_ in words_of("force"):
        return "demonym"
    if token.dep_ in _QUALIFIES and token.head.lower_ in _RULERS:
        return "organisation_part"
    return "metonym" if governs and not sized and _acts(token) else "place"


def _names_organisation(doc: Doc, last: int) -> bool:
    """Whether a capitalised organisation word follows at once or after "'s": "Kabul's Emergency Hospital", "Kabul's Emergency hospital"."""
    begin = last + 2 if doc[last + 1].tag_ == "POS" else last + 1
    for word in doc[begin : last + 6]:
        if not word.text[0].isupper():
            return last + 2 == begin < word.i and word_kinds().get(word.lower_) == "organ"
        if word_kinds().get(word.lower_) == "organ" or _is_agency(word):
            return True
    return False


def of_body(doc: Doc, first: int) -> bool:
    """Whether a body's word and "of" stand before the name: "University of Calgary", "Department of Agriculture"."""
    if first < 2 or doc[first - 1].lower_ != "of" or not doc[first - 2].text[0].isupper():
        return False
    return word_kinds().get(doc[first - 2].lower_) == "organ" or _is_agency(doc[first - 2])


def _acts(token: Token) -> bool:
    """Whether the name does or is told what governments do and are told; "Homs saw clashes" is a place."""
    for _ in range(_STEPS):
        if token.dep_ not in ("conj", "compound") or token.head.i == token.i or token.head.pos_ != "PROPN":
            break
        token = token.head
    verb = token.head
    if token.dep_ == "nsubj" and verb.pos_ in ("VERB", "AUX"):
        return verb_uses().get(verb.lemma_.lower()) != "suffers"
    if token.dep_ in ("dobj", "dative") and verb.pos_ == "VERB":
        return verb_uses().get(verb.lemma_.lower()) == "speaks"
    return token.dep_ == "pobj" and token.head.lower_ in ("by", "with", "against")
