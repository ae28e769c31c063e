"""Parts of a toll: those among the counted that the words count again, and those a toll is told apart into.

"26 people, including three children", "eight of them soldiers", "of whom 12 were women", "the dead include two boys":
parts, each a toll of its own and never added. "Ten people: six soldiers and four civilians": the same ten again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.amounts import victims
from reportedly.read.amounts.amounts import person_kind
from reportedly.read.amounts.toll_words import toll_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from reportedly.read.amounts.amounts import Amount
    from reportedly.read.amounts.victims import Amounts, Count

_PARTS = frozenset({"including", "among", "includes", "included", "include", "incl"})
_INNER = frozenset({"compound", "nmod", "amod", "nummod", "poss"})
_WIDEST = 14  # tokens after a toll's phrase in which its parts are named
_THEM = frozenset({"them", "whom", "these", "those"})
_MARKS = frozenset({":", "-", "–", "—", "(", ","})
_WITHIN = frozenset({"of", "from", "with", "aged", "under"})
"""Prepositions inside the naming of a part; others lead out of it: "three children in raids on …"."""
_CLOSING = frozenset({".", ";"})


def named(doc: Doc, whole: Count, known: Amounts) -> Count | None:
    """The part stated beside a toll, disjoint groups summed: "12 people, including three children and a nurse"."""
    at = whole.last + 1
    stop = min(len(doc), at + _WIDEST)
    while at < stop and doc[at].lower_ not in _PARTS:
        if doc[at].lower_ in _CLOSING or (at in known.starting and known.starting[at].kind == "people"):
            return None
        at += 1
    found: list[Count] = []
    for noun in doc[at + 1 : stop]:
        if noun.pos_ in ("VERB", "AUX") or noun.lower_ in _CLOSING or (found and noun.pos_ == "ADP" and noun.lower_ not in _WITHIN):
            break
        if not _may_count(noun, known):
            continue
        count = victims.of_noun(noun, known)
        if count is not None and count.best is not None and _fits(count, whole):
            found.append(count)
    return victims.total(found)


def opening(doc: Doc, part: Count) -> int:
    """Where the words of a part begin that is told beside its whole: "*including* three children", "*eight* of them soldiers"."""
    return next((i for i in range(part.first - 1, max(-1, part.first - 4), -1) if doc[i].lower_ in _PARTS), part.first)


def _may_count(noun: Token, known: Amounts) -> bool:
    counts = noun.i in known.counting or person_kind(noun) == "person"
    return noun.pos_ in ("NOUN", "PROPN", "NUM") and counts and noun.dep_ not in _INNER and not _is_known(noun)


def _is_known(noun: Token) -> bool:
    """Whether it is somebody the reader is taken to know, who speaks behind a list: "20 women and 11 children, *the governor* said"."""
    return noun.tag_ == "NN" and any(child.dep_ == "det" and child.lower_ == "the" for child in noun.lefts)


def _fits(part: Count, whole: Count) -> bool:
    return whole.low is None or (part.best or 0) <= whole.low


def of_them(doc: Doc, trigger: int, whole: Count, known: Amounts) -> Iterator[Count]:
    """The parts that point back to a toll: "eight of them children", "two of whom were soldiers", "of whom 12 were women"."""
    start = max(whole.last, trigger) + 1
    for at in range(start, min(len(doc), start + _WIDEST)):
        if doc[at].lower_ in _CLOSING or (at > start and toll_word(doc[at]) is not None):
            return
        if doc[at].lower_ not in _THEM or doc[at - 1].lower_ != "of":
            continue
        amount = known.ending.get(at - 2) or _next(doc, at, known)
        count = None if amount is None or (amount.head is not None and amount.kind != "people") else known.count(amount)
        if count is not None and count.best is not None and _fits(count, whole):
            yield described(doc, count, max(at, count.last) + 1)


def _next(doc: Doc, at: int, known: Amounts) -> Amount | None:
    """The number after "of whom": "of whom 12 were women", "of whom at least 12"."""
    return known.starting.get(at + 1) if doc[at].lower_ == "whom" else None


def described(doc: Doc, count: Count, at: int) -> Count:
    """The count with the noun that says who they were: "eight of them *children*", "of whom 12 were *women*"."""
    for noun in doc[at : at + 5]:
        if noun.lower_ in (",", ".", ";", "and") or (noun.pos_ == "VERB" and noun.tag_ != "VBN"):
            break
        if noun.pos_ in ("NOUN", "PROPN") and person_kind(noun) == "person" and noun.dep_ not in _INNER:
            return victims.of(count, noun)
    return count


def told_apart(doc: Doc, whole: Count, known: Amounts) -> tuple[Count, ...]:
    """Who a toll of unnamed people counts, where the groups named after it add up to it: "ten people: six soldiers, four civilians"."""
    if whole.parts or whole.best is None or whole.best < 2:
        return whole.parts
    for at in range(whole.last + 1, min(len(doc), whole.last + _WIDEST)):
        if doc[at].lower_ in _CLOSING:
            break
        if doc[at].text not in _MARKS or (doc[at].text == "," and at != whole.last + 1):
            continue
        found = tuple(_listed(doc, at + 1, known))
        if len(found) > 1 and sum(count.best or 0 for count in found) == whole.best:
            return found
    return ()


def _listed(doc: Doc, at: int, known: Amounts) -> Iterator[Count]:
    for noun in doc[at : at + _WIDEST]:
        if noun.pos_ in ("VERB", "AUX") or noun.lower_ in (*_CLOSING, ")", "-", "–", "—"):
            return
        if _may_count(noun, known):
            count = victims.of_noun(noun, known)
            if count is None or count.best is None:
                return
            yield count


def among(word: Token, known: Amounts) -> Count | None:
    """Those whom a sentence names as some of the dead: "the dead include two boys", "among the dead were three nurses".

    `word` is the toll word ("dead", "victims") with its article.
    """
    if not word.i or (word.nbor(-1).lower_ not in ("the", "those") and word.lower_ != "those"):
        return None
    verb = word.head
    if verb.lower_ == "those" and verb.dep_ == "pobj" and verb.head.lower_ in ("among", "amongst"):
        return among(verb, known)  # "she was among those killed"
    if word.i > 1 and word.nbor(-2).lower_ == "of" and word.i + 2 < len(word.doc) and word.nbor(1).text == ",":
        amount = known.starting.get(word.i + 2)  # "of the dead, 109 were evacuees"
        count = None if amount is None else known.count(amount)
        return None if count is None else described(word.doc, count, count.last + 1)
    if word.dep_ == "pobj" and word.head.lower_ in ("among", "amongst"):
        verb = word.head.head
        if verb.pos_ in ("NOUN", "PROPN"):  # "there were 20 women among the dead"
            return _sum(verb, known)
        return _arguments(verb, ("nsubj", "attr", "nsubjpass"), known)
    if word.dep_ == "nsubj" and verb.lemma_.lower() == "include":
        return _arguments(verb, ("dobj",), known)
    return None


def of_whole(doc: Doc, whole: Count, known: Amounts) -> Iterator[Count]:
    """The parts told before a toll or right after it: "*eight* of the 15 dead", "*three* among the 19 killed"."""
    opener = doc[whole.first - 1].lower_ if whole.first else ""
    if opener in ("among", "amongst"):
        part = _arguments(doc[whole.first - 1].head, ("nsubj",), known)
        if part is not None and part.best is not None and _fits(part, whole):
            yield part
    amount = known.ending.get(whole.first - 2) if opener == "of" else None
    if opener == "of" and amount is None:
        marks = [i for i in range(whole.last + 1, min(len(doc), whole.last + 4)) if doc[i].text == ","]
        amount = known.starting.get(marks[0] + 1) if marks else None
    count = None if amount is None else known.count(amount)
    if count is not None and count.best is not None and _fits(count, whole):
        yield described(doc, count, max(whole.last + 1, count.last + 1))


def some(word: Token, known: Amounts) -> Count | None:
    """Count "two of the victims", "at least five of its victims"."""
    at = word.i - 1
    while at > 0 and word.doc[at].lower_ in ("the", "its", "their", "his", "those", "these"):
        at -= 1
    amount = known.ending.get(at - 1) if at > 0 and word.doc[at].lower_ == "of" else None
    return None if amount is None else known.count(amount)


def _arguments(verb: Token, relations: tuple[str, ...], known: Amounts) -> Count | None:
    for child in verb.children:
        if child.dep_ in relations:
            whole = _sum(child, known)
            if whole is not None and whole.certain:
                return whole
    return None


def _sum(noun: Token, known: Amounts) -> Count | None:
    return victims.total([c for item in victims.joined(noun) if (c := victims.of_noun(item, known)) is not None])
