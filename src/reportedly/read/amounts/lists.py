"""Lists of victims read word by word, where the parse breaks them: "two officers, a civilian and three attackers".

News enumerates the dead in every form that a parser stumbles over; an item is a number, an article or an owner with
the next noun for people, and items follow each other by commas and "and".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.amounts.amounts import person_kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPENERS = frozenset({"a", "an", "another", "his", "her", "their", "its", "one"})
_LONGEST_ITEM = 7  # tokens of an item: "two off-duty Syrian army officers"
_MOST_ITEMS = 12
_AND = frozenset({"and", "&"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def after(noun: Token) -> list[Token]:
    """The nouns of a list that goes on after a counted noun, nothing where no list does.

    A list ends with "and"; in a headline, which ends without a full stop, with its last item.
    """
    doc, at = noun.doc, noun.i + 1
    found: list[Token] = []
    ended = False
    while at < len(doc) - 1 and not ended and len(found) < _MOST_ITEMS:
        width, ended = _separator(doc, at)
        head = _item(doc, at + width) if width else None
        if head is None:
            break
        found.append(head)
        at = head.i + 1
    following = doc[at] if at < len(doc) else None
    if not found or (following is not None and (following.tag_ in _FINITE or following.tag_ == "VBN")):
        return []
    headline = not ended and (following is None or following.pos_ == "ADP") and noun.sent[-1].text not in (".", "!", "?")
    return found if (ended and len(found) > 1) or headline else []


def _separator(doc: Doc, at: int) -> tuple[int, bool]:
    """How many tokens part two items at token `at`, none when they do not, and whether they announce the last."""
    if doc[at].lower_ in _AND:
        return 1, True
    if doc[at].text != ",":
        return 0, False
    last = doc[at + 1].lower_ in _AND
    return (2, True) if last else (1, False)


def _item(doc: Doc, at: int) -> Token | None:
    """The noun of an item that opens at token `at`."""
    if at >= len(doc) or not _opens(doc[at]):
        return None
    for token in doc[at + 1 : at + _LONGEST_ITEM]:
        if person_kind(token) == "person" and token.pos_ in ("NOUN", "PROPN"):
            following = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if following is None or following.pos_ not in ("NOUN", "PROPN") or person_kind(following) is None:
                return token
        elif (token.is_punct and token.text != "-") or token.pos_ in ("VERB", "AUX"):
            return None
    return None


def _opens(token: Token) -> bool:
    return token.lower_ in _OPENERS or token.like_num or token.tag_ == "CD"


def before(doc: Doc, last: int) -> list[Token]:
    """The nouns of the list that ends with token `last`, at least two, in text order; nothing where it is no list of its own."""
    found: list[Token] = []
    at, joined = last, False
    while len(found) < _MOST_ITEMS:
        first = _first_of_item(doc, at)
        if first is None:
            break
        found.append(doc[at])
        at = first - 1
        width = _separator_before(doc, at)
        if not width:
            break
        joined = joined or any(token.lower_ in _AND for token in doc[at - width + 1 : at + 1])
        at -= width
    if len(found) < 2 or not (joined or at < 0 or doc[at].text == ":") or not _is_bounded(doc, at):
        return []
    return found[::-1]


def _first_of_item(doc: Doc, last: int) -> int | None:
    """The token that opens the item whose noun is token `last`."""
    if last < 0 or person_kind(doc[last]) != "person" or doc[last].pos_ not in ("NOUN", "PROPN"):
        return None
    for at in range(last - 1, max(-1, last - _LONGEST_ITEM), -1):
        if doc[at].like_num or doc[at].tag_ == "CD" or doc[at].lower_ in _OPENERS:
            opened = at - 1 if at and doc[at].like_num and doc[at - 1].lower_ in _OPENERS else at
            return opened - 2 if doc[opened - 1].lower_ == "least" and opened > 1 else opened
        if (doc[at].is_punct and doc[at].text != "-") or doc[at].pos_ not in ("NOUN", "PROPN", "ADJ", "PUNCT", "ADV"):
            return None
    return None


def _separator_before(doc: Doc, at: int) -> int:
    if at < 1:
        return 0
    if doc[at].lower_ in _AND:
        return 2 if doc[at - 1].text == "," else 1
    return 1 if doc[at].text == "," else 0


def _is_bounded(doc: Doc, at: int) -> bool:
    """Whether a list begins where a clause does: at the sentence's head, after a conjunction, a mark or a verb that holds a clause."""
    if at < 0 or doc[at + 1].is_sent_start:
        return True
    token = doc[at]
    return token.is_punct or token.dep_ in ("mark", "advmod", "cc") or token.lower_ in ("said", "says", "that")
