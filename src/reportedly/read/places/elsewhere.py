"""Places that are named and are not where the event was: landmarks, what holds the place named before, places of another time's event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.places.place_words import is_size, word_kinds

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reportedly.model import Place
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.places.places import PlaceMention

_LENGTHS = frozenset({"km", "kms", "kilometer", "kilometers", "kilometre", "kilometres", "mile", "miles", "metres", "meters"})
_BESIDE = frozenset({"near", "outside", "from", "of", "off"})
_ABOUT = frozenset({"about", "some", "just", "to", "the"})
_SPANS = frozenset({"minute", "hour", "day", "week", "month", "year"})
_PARTING = frozenset({"after", "before"})
_FAR = 14  # words between a place and its landmark: ", some 50 kilometres (31 miles) to the northeast of the capital," has twelve
_STEPS = 24  # of the tree climbed to the clause: deeper ones are parses gone wrong


def is_landmark(passage: Passage, before: PlaceMention | None, mention: PlaceMention) -> bool:
    """Whether a place only tells where the one named before it lies: "X, 50 km northeast of Y", "X near Y"."""
    words = _between(passage, before, mention)
    return bool(words) and words[-1].lower_ in _BESIDE and any(word.lower_ != "of" for word in words) and all(map(_is_of_distance, words))


def is_holder(passage: Passage, before: PlaceMention | None, mention: PlaceMention) -> bool:
    """Whether a place is the country or division that the one named before it lies in: "X in Y province"."""
    words = _between(passage, before, mention)
    if before is None or not words or words[0].lower_ != "in" or not _holds(mention.place, before.place):
        return False
    return all(word.lower_ in ("in", "of") or word.pos_ in ("DET", "ADJ") or is_size(word.lower_) for word in words)


def _between(passage: Passage, before: PlaceMention | None, mention: PlaceMention) -> list[Token]:
    """The words between two places of one sentence, without numbers; none where the first is a country or far off."""
    if before is None or not before.specific or not before.last < mention.first <= before.last + _FAR:
        return []
    if passage.doc[before.first].sent != passage.doc[mention.first].sent:
        return []
    return [word for word in passage.doc[before.last + 1 : mention.first] if word.is_alpha and not word.like_num]


def _is_of_distance(word: Token) -> bool:
    """Whether a word may stand between a place and how far off which other it lies."""
    low = word.lower_
    return low in _LENGTHS or low in _BESIDE or low in _ABOUT or word_kinds().get(low) == "compass"


def _holds(outer: Place, inner: Place) -> bool:
    """Whether one is the country or division of the other."""
    if outer.country is None or outer.country != inner.country or outer.precision == inner.precision:
        return False
    return outer.precision == "country" or (outer.precision == "admin1" and outer.admin1 == inner.admin1)


def parting_clause(passage: Passage, mention: PlaceMention) -> range | None:
    """The words that tell of another event so much earlier or later, if the place stands there: "hours after an attack in X".

    Only with the time between: "died after a blast in X" tells of one event.
    """
    token = passage.doc[mention.last]
    for _ in range(_STEPS):
        word = next((kid for kid in token.children if kid.dep_ == "mark"), None) if token.dep_ == "advcl" else token
        if word is not None and word.lower_ in _PARTING and word.i and passage.doc[word.i - 1].lemma_.lower() in _SPANS:
            return range(word.i, max(token.right_edge.i, mention.last) + 1)
        if token.head.i == token.i:
            return None
        token = token.head
    return None
