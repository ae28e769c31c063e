"""Ordinary spelling for text printed all in capitals, as some wires and archives do.

A parser trained on ordinary news reads capitals as names. `recase` writes such text in lower case with
capitals at sentence starts and on words that are in no dictionary, which are mostly names; `told` gathers
beforehand what the report itself says of its names: acronyms beside full names, and surnames that are
dictionary words. It keeps the length, character for character, so that offsets stay.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CAPITAL_SHARE = 0.7  # of the cased letters; ordinary news has under 0.2, headlines in title case about 0.2
_LEAST = 20  # letters below which a line may simply be a heading
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_INITIAL = re.compile(r"(?:\b|\.)[A-Z]\.$")
_SENTENCE_END = re.compile(r"[.!?\"“][\s\"“(\[]*$")


def is_capitals(text: str) -> bool:
    """Whether a paragraph is printed in capitals."""
    upper = sum(1 for c in text if c.isupper())
    lower = sum(1 for c in text if c.islower())
    return upper + lower >= _LEAST and upper >= CAPITAL_SHARE * (upper + lower)


class Spelled(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of demonyms.tsv and countries.tsv that hold names."""

    country: str
    name: str | None = None
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of tables that list kinds of people, bodies, places and things."""

    words: tuple[str, ...] = ()
    word: str = ""
    kind: str | None = None
    generic: str | None = None
    group: str | None = None
    of: str | None = msgspec.field(name="class", default=None)


_MONTHS = frozenset("january february march april may june july august september october november december".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_AMBIGUOUS = frozenset({"march", "may"})  # names only beside a number


@lexicon.of_tables
@cache
def _names() -> frozenset[str]:
    """Single lower-case words of countries, their people and capitals, and of places that a dictionary has; with months and days."""
    found = set(_MONTHS | _DAYS) - _AMBIGUOUS
    for table in ("countries", "demonyms"):
        for row in lexicon.rows(table, Spelled):
            for name in (row.name or "", *row.names, *row.demonyms, *row.capitals, *row.metonyms):
                found |= {word.lower() for word in name.split() if len(word) > 3 and word[0].isupper()}
    listed = {row.name.lower() for row in lexicon.rows("spelled_names", Names) if " " not in row.name and not row.name.isupper()}
    return frozenset((found - _COMMON) | listed)


_COMMON = frozenset(
    "number house united states white republic islands city new south north east west island casa democratic french".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says of its own names: acronyms, full names word by word, and dictionary words that are surnames here.

    All in lower case.
    """

    acronyms: frozenset[str] = frozenset()
    names: frozenset[tuple[str, ...]] = frozenset()
    surnames: frozenset[str] = frozenset()


def told(texts: Sequence[str], ordinary: Callable[[str], bool], noun: Callable[[str], bool]) -> Told:
    """What the paragraphs of a report, printed in capitals, say of its names.

    `ordinary` says whether a lower-case word is in the dictionary, `noun` whether it is there as a noun alone.
    """
    acronyms: set[str] = set()
    names: set[tuple[str, ...]] = set()
    for text in texts:
        for match in _BESIDE.finditer(text):
            name = _spelled_out(match["long"].lower().split(), match["short"].lower(), loose=match["open"] != ",")
            if name and _can_be_short(match["short"].lower(), ordinary, bracketed=match["open"] != ","):
                acronyms |= set(match["short"].lower().split("-"))
                names.add(name)
        for match in _BEFORE.finditer(text):
            words = match["long"].lower().split()
            if len(_matched(words, match["short"].lower())) > 1 and _can_be_short(match["short"].lower(), ordinary, bracketed=True):
                acronyms |= set(match["short"].lower().split("-"))
                names.add(tuple(words))
    return Told(frozenset(acronyms), frozenset(names), _surnames(texts, ordinary, noun))


_BESIDE = re.compile(
    r"(?P<long>(?:[^\W\d_][\w'’-]* ){1,9}[^\W\d_][\w'’-]*)(?P<open>,| ?[(\[])\s?(?P<short>[A-Z]{2,8}(?:-[A-Z]{2,8})?)(?=[,)\]])"
)
"""A full name and its acronym, in brackets or between commas: "PEOPLE'S WATER LEAGUE (PWL)"."""
_BEFORE = re.compile(r"\b(?P<short>[A-Z]{2,8}(?:-[A-Z]{2,8})?) ?[(\[](?P<long>[^\W\d_][^()\[\],.]{7,80})[)\]]")
"""The same the other way round: "PWL [PEOPLE'S WATER LEAGUE]"."""


def _can_be_short(word: str, ordinary: Callable[[str], bool], *, bracketed: bool) -> bool:
    """Whether a word can be an acronym; the dictionary has many ("farc"), and in brackets it is believed less than the report."""
    if word in FUNCTION_WORDS or word in _names() or word in _common():
        return False
    return len(word) <= 5 if bracketed and ordinary(word) else not _is_ordinary(word, ordinary)


def _matched(words: Sequence[str], short: str) -> list[int]:
    """The words whose initials the acronym has, last word first; any order, since acronyms are often of another language."""
    left = Counter(short)
    found = []
    for i in reversed(range(len(words))):
        if words[i] not in FUNCTION_WORDS and left[words[i][0]]:
            left[words[i][0]] -= 1
            found.append(i)
    return found


def _spelled_out(words: Sequence[str], short: str, *, loose: bool) -> tuple[str, ...]:
    """The last words before an acronym that it stands for; between commas all but one of its letters must be theirs."""
    start = len(words)
    while start and (words[start - 1] not in FUNCTION_WORDS or words[start - 1] in _INSIDE):
        start -= 1
    words = words[start:]
    found = _matched(words, short)
    letters = len(short.replace("-", ""))
    if len(found) < 2 or (not loose and len(found) < letters - 1):
        return ()
    first = found[-1]
    if first > 1 and words[first - 1] == "of" and words[first - 2] in _BODIES:
        first -= 2
    return tuple(words[first:])


_INSIDE = frozenset({"of", "for", "and"})
_BODIES = frozenset(
    "army front party movement union council committee ministry department federation association organization organisation command "
    "league center centre institute forces force congress bureau office".split()
)
"""Words that open the name of a body: "Army *of* National Liberation" is one name."""


@lexicon.of_tables
@cache
def _common() -> frozenset[str]:
    """Words that tables know as kinds of people, bodies, places and things: after a name they are no surname."""
    tables = ("actor_words", "titles", "word_classes", "victim_words")
    return frozenset(word.lower() for table in tables for row in lexicon.rows(table, Listed) for word in row.words or (row.word,))


def _surnames(texts: Sequence[str], ordinary: Callable[[str], bool], noun: Callable[[str], bool]) -> frozenset[str]:
    """Dictionary words that stand after a word that is in none, and nowhere after an article: "MARCO *WALKER*, WHO"."""
    after: set[str] = set()
    never: set[str] = set()
    for text in texts:
        words = list(_WORD.finditer(text))
        for one, two in pairwise(words):
            before, lower = one.group().lower(), two.group().lower().split("'")[0]
            if _is_ordinary(before, ordinary) and before not in _common():
                never.add(lower)
            elif text[one.end() : two.start()] == " " and len(before) > 2 and before not in _common() | _names():
                following = _WORD.match(text, two.end() + 1)
                ends = text[two.end() : two.end() + 1] in _ENDS or (following is not None and following.group().lower() in _PROGRAMMES)
                after |= {lower} if ends else set()
    return frozenset(word for word in after - never if len(word) > 3 and noun(word) and word not in _common())


_ENDS = frozenset({",", ".", ";", ")", "]", "", "'"})


def recase(text: str, ordinary: Callable[[str], bool], known: Told | None = None) -> str:
    """`text` in ordinary spelling; `ordinary` says whether a lower-case word is in the dictionary and no name."""
    pieces: list[str] = []
    last, opens = 0, True
    known = known or Told()
    inside = _inside_names(text, known, ordinary)
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        abbreviated = between == ". " and _INITIAL.search(text, max(last - 2, 0), last + 1) is not None
        opens = opens or (bool(_SENTENCE_END.search(between)) and not abbreviated)
        word = match.group().lower()
        numbered = between[-2:-1].isdigit() or text[match.end() + 1 : match.end() + 2].isdigit()
        named = word.split("'")[0] in _names() or (numbered and word in _AMBIGUOUS) or match.start() in inside
        named = named or (word in _OPENING and _is_named(_WORD.match(text, match.end() + 1), ordinary))
        pieces += [between, match.group() if _is_acronym(text, match, known, ordinary) else _word(match.group(), opens or named, ordinary)]
        last, opens = match.end(), False
    return "".join([*pieces, text[last:]])


_OPENING = frozenset({"el", "la", "los", "las", "san", "santa", "al"})
"""Small words that open a name: "El Salvador", "San Vicente"."""


def _is_named(word: re.Match[str] | None, ordinary: Callable[[str], bool]) -> bool:
    lower = "" if word is None else word.group().lower().split("'")[0]
    return len(lower) > 2 and (lower in _names() or not _is_ordinary(lower, ordinary))


def _inside_names(text: str, known: Told, ordinary: Callable[[str], bool]) -> frozenset[int]:
    """Where the words of names told by the report begin."""
    words = [(m.start(), m.group().lower().split("'")[0]) for m in re.finditer(r"[^\W_][\w'’]*", text)]
    found = {start for start, word in words if word in known.surnames} | _bodies(text, ordinary)
    for name in known.names | _phrases():
        flat = [part.split("'")[0] for word in name for part in word.split("-")]
        for i in range(len(words) - len(flat) + 1):
            if [word for _, word in words[i : i + len(flat)]] == flat:
                found |= {start for start, word in words[i : i + len(flat)] if word not in FUNCTION_WORDS}
    return frozenset(found)


def _bodies(text: str, ordinary: Callable[[str], bool]) -> set[int]:
    """Where the words of a body's name begin that nothing explains: names and words of programmes before "front" or "party"."""
    found: set[int] = set()
    run: list[int] = []
    last = -1
    for match in _WORD.finditer(text):
        word = match.group().lower().split("'")[0]
        if text[max(last, 0) : match.start()] != " ":
            run = []
        if word in _HEADS and run:
            found |= {*run, match.start()}
        named = len(word) > 2 and (word in _names() or word in _PROGRAMMES or not _is_ordinary(word, ordinary))
        run = [*run, match.start()] if named else []
        last = match.end()
    return found


_HEADS = frozenset("front army party movement union league federation alliance cartel battalion brigade".split())
_PROGRAMMES = frozenset(
    "national liberation popular people revolutionary democratic patriotic communist socialist christian republican social liberal "
    "conservative islamic united workers salvation resistance labor labour radical nationalist unity justice freedom".split()
)
"""Words that parties and fronts are named by; with a body's head after them they are a name: "Popular Salvation Front"."""


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """A row of spelled_names.tsv."""

    name: str


@lexicon.of_tables
@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(row.name.lower().split()) for row in lexicon.rows("spelled_names", Names) if " " in row.name)


@lexicon.of_tables
@cache
def _acronyms() -> frozenset[str]:
    return frozenset(row.name.lower() for row in lexicon.rows("spelled_names", Names) if row.name.isupper())


def _is_acronym(text: str, match: re.Match[str], known: Told, ordinary: Callable[[str], bool]) -> bool:
    """Whether a word stays in capitals: an acronym that the report explains, one that nobody could pronounce, or a type's letter."""
    lower = match.group().lower()
    bare = lower.removesuffix("'s").removesuffix("’s")
    if bare in known.acronyms or bare in _acronyms():
        return "'" not in lower and "’" not in lower
    if len(lower) == 1:
        return _LETTER.match(text, max(match.start() - 2, 0)) is not None
    if len(lower) > 5 or "'" in lower or lower in PARTICLES or _is_ordinary(lower, ordinary):
        return False
    return len(lower) == 2 or not _VOWEL.search(lower) or (len(lower) <= 4 and _UNSPEAKABLE.search(lower) is not None)


_LETTER = re.compile(r".{0,2}(?:(?<=\b[A-Z]\.)[A-Z](?=\.)|\b[A-Z](?=\.[A-Z]\.|-\d))", re.DOTALL)
"""A letter of an abbreviation ("U.S.") or of a type or day ("T-55", "M-19"), with two characters before it."""
_VOWEL = re.compile(r"[aeiouy]")
_UNSPEAKABLE = re.compile(r"^[lmr][bcdfgjkpqrstvwz]|^[bcdfgkpt][bcdfgkptv]|[bcdfgklmpstvz][ln]$|[bcdfgkmpstvz]r$|[bcdfgkpstvz]m$")
"""Openings and endings that no English or Spanish name has: "MRTA", "FBI", "EPL", "UDN"."""
PARTICLES = frozenset(
    "al as da de di do du el en es la le lo ma mr dr ms st jr sr lt mt si su va wa ya yo xi hu li lu wu vu ng ed ah eh oh uh msgr".split()
)
"""Short words of names and titles that are no acronyms."""


@lexicon.of_tables
@lru_cache(maxsize=4096)
def _is_slip(word: str) -> bool:
    """Whether a long word is a known one with a letter too many or two in the wrong order, as scanners and typists leave it."""
    if len(word) < _LONG:
        return False
    short = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    return not _common().isdisjoint({form for form in short | swapped if len(form) >= _LONG - 1})


_LONG = 8  # letters: shorter words turn into others too easily


def _is_ordinary(word: str, ordinary: Callable[[str], bool]) -> bool:
    return word in FUNCTION_WORDS or _is_slip(word) or any(ordinary(form) for form in _stems(word.split("'")[0].split("’")[0]))


def _word(word: str, opens: bool, ordinary: Callable[[str], bool]) -> str:
    lower, title = word.lower(), word[:1].upper() + word[1:].lower()
    if len(lower) != len(word) or len(title) != len(word):
        return word
    return title if opens or not _is_ordinary(lower, ordinary) else lower


def _stems(word: str) -> list[str]:
    """The word and what is left of it without an English ending."""
    found = [word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            found.append(word[: -len(ending)] + instead)
    return found


_ENDINGS = (
    ("s", ""), ("men", "man"), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", ""),
    ("er", ""), ("ers", ""), ("est", ""),
)  # fmt: skip


FUNCTION_WORDS = frozenset(
    "a an the and or but nor of in on at to for from by with without as is are was were be been being has have had do does did not no "
    "this that these those it its he she they we you i me my us him them his her "
    "their our your who whom which what when where why how than then "
    "there here will would can could may might shall should must if because while after before since until during against "
    "between among about into over under through out up down off again also only very more most some any all both each other another such "
    "own same so too just itself himself herself themselves ourselves yourself myself my mine ours theirs yours".split()
)
