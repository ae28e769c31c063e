"""Every amount of a passage: how many the words allow, and what is counted.

"at least 12 soldiers" is 12..None with "soldiers" as head; "more than 12" 13..None; "up to 12" None..12;
"about 12" 12..12; "dozens" 12..None. The tables `number_words`, `amount_qualifiers`, `units` and
`victim_words` hold the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon
from reportedly.read.amounts.numerals import Numeral, numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from reportedly.model import Span
    from reportedly.read.grammar.passage import Passage

Kind = Literal["people", "money", "time", "distance", "weapon", "age", "date", "ordinal", "percent", "other"]
Effect = Literal["least", "above", "most", "below", "about", "same"]

_CURRENCY = frozenset({"$", "us$", "€", "£", "usd", "eur", "rs", "rs.", "a$", "c$"})
_MONTH = re.compile(
    r"january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_CALENDAR = re.compile(rf"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|yesterday|today|tomorrow|last|early|late|{_MONTH.pattern}")
_BEFORE_YEAR = frozenset(
    {"in", "since", "of", "until", "till", "by", "from", "during", "early", "late", "mid", "year", "between", "before", "after"}
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[ap]\.?m\.?)?|0\d{3}|\d{1,2}[ap]m")
_BETWEEN_NUMBER_AND_NOUN = frozenset(
    {"more", "other", "additional", "further", "of", "the", "its", "their", "those", "these", "his", "our", "-", "such", "“", '"', "”", "'"}
)
_NOUNS = ("NOUN", "PROPN")
_OUT = frozenset({"outside", "inside", "near", "across", "around", "behind", "beyond", "along", "north", "south", "east", "west"})
_IS = frozenset({"is", "was", "has", "remains"})
_KIND_OF_UNIT: dict[str, Kind] = {"time": "time", "money": "money", "distance": "distance", "weapon": "weapon", "percent": "percent"}
_YOUNG = frozenset({"children", "child", "boys", "girls", "kids", "minors", "babies", "aged", "infants"})
_OLDEST = 120  # years; a larger number between commas after a name is no age
_LONGEST_NOUN_PHRASE = 8  # tokens looked at after a number for the counted noun; longer ones were all misparses in the development reports


class Qualifier(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table `amount_qualifiers`."""

    phrase: str
    effect: Effect


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the tables `units` and `victim_words`: what a counted noun is."""

    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class Amount:
    """Tokens `first`..`last` (both included) say a number; `core` is where the number itself begins.

    `low`..`high` is what the words allow (None: open), `best` what a reader would quote (None: vague).
    `head` is the index of the counted noun's token, None when there is none.
    """

    first: int
    last: int
    core: int
    low: int | None
    high: int | None
    best: int | None
    span: Span
    head: int | None
    kind: Kind


@lexicon.of_tables
@cache
def _qualifiers() -> dict[str, tuple[tuple[tuple[str, ...], Effect], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Effect]]] = {}
    for row in lexicon.rows("amount_qualifiers", Qualifier):
        phrase = tuple(row.phrase.split())
        found.setdefault(phrase[0], []).append((phrase, row.effect))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in found.items()}


@lexicon.of_tables
@cache
def _units() -> dict[str, str]:
    return {row.word: row.kind for row in lexicon.rows("units", Unit)}


@lexicon.of_tables
@cache
def _people() -> dict[str, str]:
    return {row.word: row.kind for row in reversed(lexicon.rows("victim_words", Unit))}


def person_kind(token: Token) -> str | None:
    """Give "person" or "group" when the noun names people, else None; reads the table `victim_words`."""
    return _look_up(_people(), token)


def unit_kind(token: Token) -> str | None:
    """Give the kind of thing a counted noun is by the table `units`, else None."""
    return _look_up(_units(), token)


def _look_up(table: dict[str, str], token: Token) -> str | None:
    """By lemma, by word, then by the word without a plural's s (all-capital wires confuse the lemmatizer)."""
    word = token.lower_
    singular = word[:-2] + "an" if word.endswith("men") else word.removesuffix("s")
    return table.get(token.lemma_.lower()) or table.get(word) or table.get(singular)


def amounts(passage: Passage) -> tuple[Amount, ...]:
    """Every amount of the passage in text order, none overlapping. Cost is linear in the passage."""
    doc = passage.doc
    words = [token.lower_ for token in doc]
    found: list[Amount] = []
    at = 0
    while at < len(words):
        begin, effects = _qualified(words, at)
        number = numeral(words, begin) if begin < len(words) else None
        if number is None or _is_no_count(doc, number):
            at += 1
            continue
        amount = _amount(passage, words, number, (at, effects))
        found.append(amount)
        at = amount.last + 1
    return tuple(found)


def _qualified(words: Sequence[str], at: int) -> tuple[int, list[Effect]]:
    """Where the number begins after the qualifiers at `at`, and what they do to it."""
    effects: list[Effect] = []
    while at < len(words):
        for phrase, effect in _qualifiers().get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                at += len(phrase)
                effects.append(effect)
                break
        else:
            break
    return at, effects


def _is_no_count(doc: Doc, number: Numeral) -> bool:
    """Whether it is "one" as a pronoun ("the one who"), "no one"'s second half, a model's number ("T-72", "M-16")."""
    token = doc[number.first]
    before = doc[number.first - 1].lower_ if number.first else ""
    if number.first == number.last and token.lower_ == "one":
        following = doc[number.first + 1 : number.first + 2].text
        counted = token.tag_ == "CD" or following == "of" or (before in ("and", ",", "while", ";") and following in _IS)
        pointing = before in ("the", "this", "each", "every", "any", "no", "another", "which") or (before == "that" and following != "of")
        return not counted or pointing
    if _is_score(doc, number):
        return True
    if before in ("-", "‐") and number.first > 1 and number.best is not None:
        return doc[number.first - 2].is_alpha and not doc[number.first - 1].whitespace_ and not doc[number.first - 2].whitespace_
    return False


def _is_score(doc: Doc, number: Numeral) -> bool:
    """Whether it opens a result: "lost 3-1"."""
    joint = doc[number.last + 1 : number.last + 3]
    if len(joint) < 2 or joint[0].text not in ("-", "–") or joint[0].whitespace_ or not joint[1].text.isdigit():
        return False
    return number.best is not None and not doc[number.last].whitespace_ and int(joint[1].text[:9]) < number.best


def _amount(passage: Passage, words: Sequence[str], number: Numeral, opening: tuple[int, list[Effect]]) -> Amount:
    first, effects = opening
    begin = number.first
    number, low, high = _ranged(words, number)
    if low == number.low and high == number.high:
        low, high = _bounds(low, high, effects)
    last = number.last
    if words[last + 1 : last + 3] == ["or", "more"] or words[last + 1 : last + 3] == ["and", "more"]:
        last, high = last + 2, None
    elif words[last + 1 : last + 3] == ["or", "so"]:
        last += 2
    elif words[last + 1 : last + 2] == ["+"]:
        last, high = last + 1, None
    kind, head = _counted(passage.doc, words, number, last)
    return Amount(first, last, begin, low, high, number.best, passage.span(first, last), head, kind)


def _bounds(low: int | None, high: int | None, effects: Sequence[Effect]) -> tuple[int | None, int | None]:
    """What qualifiers do to a number, the innermost first: "at least some 12" is 12..None."""
    for effect in reversed(effects):
        if effect == "least":
            high = None
        elif effect == "above":
            low, high = (low + 1 if low is not None and high is not None else low), None
        elif effect in ("most", "below"):
            top = high if high is not None else None
            low, high = None, (top - 1 if top is not None and effect == "below" else top)
    return low, high


def _ranged(words: Sequence[str], number: Numeral) -> tuple[Numeral, int | None, int | None]:
    """The number, or the range it opens: "10 to 12", "10-12", "two or three", "between 10 and 12"."""
    after = number.last + 2
    if after >= len(words) or number.best is None or number.ordinal:
        return number, number.low, number.high
    joint, before = words[number.last + 1], words[number.first - 1] if number.first else ""
    ranged = joint in ("-", "–", "—", "or") or (joint == "to" and before != "from") or (joint == "and" and before == "between")
    second = numeral(words, after) if ranged else None
    if second is None or second.best is None or second.low is None or second.ordinal or number.low is None or second.low <= number.low:
        return number, number.low, number.high
    return Numeral(number.first, second.last, number.low, second.low, None), number.low, second.low


def _counted(doc: Doc, words: Sequence[str], number: Numeral, last: int) -> tuple[Kind, int | None]:
    """What kind of amount it is, and the counted noun."""
    before = words[number.first - 1] if number.first else ""
    after = words[last + 1] if last + 1 < len(words) else ""
    if number.ordinal:
        return "ordinal", None
    if before in _CURRENCY or after in ("€", "$"):
        return "money", None
    if after in ("%", "percent", "pct"):
        return "percent", last + 1
    if _is_age(words, number, last, doc):
        return "age", None
    if _is_date(words, number, last):
        return "date", None
    head = _counted_noun(doc, last)
    if head is None:
        label = (
            number.first == last and doc[number.first].dep_ in ("nummod", "appos", "npadvmod") and doc[number.first].head.i < number.first
        )
        return ("other" if label and doc[number.first - 1].pos_ == "PROPN" else "people"), None
    if _is_year(words[number.first]) and number.first == last and doc[head].tag_ not in ("NNS", "NNPS"):
        return "date", None
    return _kind(doc[head]), head


def _kind(noun: Token) -> Kind:
    if person_kind(noun) is not None:
        return "people"
    return _KIND_OF_UNIT.get(unit_kind(noun) or "", "other")


def _is_age(words: Sequence[str], number: Numeral, last: int, doc: Doc) -> bool:
    """Whether it reads "a 22-year-old", "aged 22", "12 years old", "Ahmad, 22, said"."""
    tail = [w for w in words[last + 1 : last + 5] if w != "-"]
    if len(tail) > 1 and tail[0] in ("year", "years", "month", "months") and tail[1] in ("old", "olds", "of"):
        return tail[1] != "of" or tail[2:3] == ["age"]
    before = words[max(0, number.first - 4) : number.first]
    if before[-1:] in (["age"], ["ages"]) or "aged" in before[-3:] or before[-2:] in (["age", "of"], ["ages", "of"]):
        return True
    if before[-1:] in (["under"], ["below"]) and before[-2:-1] and before[-2] in _YOUNG:
        return True
    if number.first < 2 or number.first != last or not 0 < (number.best or 0) < _OLDEST:
        return False
    enclosed = words[number.first - 1] == "," and (last + 1 >= len(words) or words[last + 1] in (",", "."))
    name = doc[number.first - 2]
    person = name.pos_ == "PROPN" or (name.tag_ == "NN" and person_kind(name) == "person")
    return enclosed and person and _MONTH.fullmatch(name.lower_) is None


def _is_date(words: Sequence[str], number: Numeral, last: int) -> bool:
    """A day beside its month, a year after its preposition, a time of day."""
    if number.first != last and number.best is not None:
        return False
    word = words[number.first]
    before = words[number.first - 1] if number.first else ""
    after = words[last + 1] if last + 1 < len(words) else ""
    if not word[:1].isdigit():
        return False
    if _MONTH.fullmatch(before) or _MONTH.fullmatch(after) or _follows_day(words, number.first):
        return True
    if before == "at" and len(word) == 4 and word.isdigit() and number.best is not None and number.best < 2400 and not after[:1].isalpha():
        return True
    if _CLOCK.fullmatch(word) or after in ("am", "pm", "a.m.", "p.m.", "gmt", "o'clock", "hours", "o’clock"):
        return after != "hours" or (len(word) == 4 and "," not in word)
    return _is_year(word) and before in _BEFORE_YEAR


def _follows_day(words: Sequence[str], at: int) -> bool:
    """Whether a year stands here: "August, 2021", "August 30 2021", "August 30, 2021"."""
    if not _is_year(words[at]):
        return False
    return any(_MONTH.fullmatch(word) is not None for word in words[max(0, at - 3) : at]) and (
        words[at - 1] == "," or words[at - 1].isdigit()
    )


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and "1800" <= word <= "2100"


def _counted_noun(doc: Doc, last: int) -> int | None:
    """The noun that the number ending at `last` counts: the head of the noun phrase that follows at once."""
    at, stop = last + 1, min(len(doc), last + 1 + _LONGEST_NOUN_PHRASE)
    while at < stop:
        token = doc[at]
        if token.pos_ in _NOUNS and not (doc[at - 1].text == "-" and at + 1 < stop and doc[at + 1].pos_ in _NOUNS):
            return None if _CALENDAR.fullmatch(token.lower_) else _phrase_head(token, stop)
        if at + 1 < stop and doc[at + 1].text == "-" and not token.whitespace_:
            at += 2  # "four off-duty soldiers"
            continue
        if (token.lower_ == "the" and at == last + 1) or token.lower_ in _OUT:
            return None  # "brought to 19 the number of", "kills 16 outside bakery"
        opens = token.pos_ in (*_NOUNS, "ADJ", "ADV") or token.lower_ in _BETWEEN_NUMBER_AND_NOUN or token.dep_ == "amod" or token.is_space
        if not opens or (token.tag_ == "RB" and not token.lower_.endswith("ly")):
            return None
        at += 1
    return None


def _phrase_head(token: Token, stop: int) -> int:
    """From a noun to the head of its phrase: "police officers" is counted in officers."""
    while token.dep_ in ("compound", "amod", "nmod", "poss") and token.i < token.head.i < stop and token.head.pos_ in _NOUNS:
        if _CALENDAR.fullmatch(token.head.lower_):
            break
        token = token.head
    return token.i
