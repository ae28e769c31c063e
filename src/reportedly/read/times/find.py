"""Where a paragraph speaks of time: the rows of the table `time_patterns`, compiled once, and what only looks like a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon
from reportedly.read.times.holidays import by_words
from reportedly.read.times.time_tables import any_of, count_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

_MONTHS_THAT_ARE_WORDS = frozenset({"may", "march"})
_MONTHS_THAT_ARE_NAMES = frozenset({"mar", "jan", "dec", "sep", "jun"})
_NOT_A_DAY = frozenset({"good", "black", "bloody", "ash", "palm"})  # Good Friday, Bloody Sunday: names, not days of the week
_BEFORE_YEAR = frozenset({"in", "since", "of", "until", "till", "from", "by", "during", "between", "before", "after", "to"})
_CLOCKS = frozenset({"gmt", "hours", "hrs", "utc", "local", "h", "am", "pm", "a.m.", "p.m."})
_LIKELY_YEARS = ("1945", "2029")  # a bare number outside these, with no preposition of time, was never a year in the development reports
_PROGRAMMES = re.compile(r"\d+ (?:minutes|hours)|this (?:week|morning)")  # with capitals they are broadcasts: "60 Minutes", "This Week"
_FRACTIONS = frozenset({"second", "quarter", "seconds"})  # "a second raid", "a quarter of the town"


RANGES = frozenset({"days_across", "days_of_month", "month_days", "months", "years", "weekdays"})
"""Rules whose words name two times."""
_RANGE = re.compile(r"(?:from |between )?(.+?) (?:and|or|to|until|till|through|-|–|&) (.+)")


class TimePattern(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table `time_patterns`; one that is `told` is read only where words are known to speak of time."""

    rule: str
    pattern: str
    told: Literal["yes"] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens `first`..`last` (both included) match a rule's row; `halves` are the two times of a range ("Monday", "Friday")."""

    rule: str
    match: re.Match[str]
    first: Token
    last: Token
    halves: tuple[tuple[Token, Token], ...] = ()


class Line:
    """A paragraph's lower-case tokens joined by one space, and the way back to the tokens."""

    def __init__(self, doc: Doc) -> None:
        self._kept = [token for token in doc if not token.is_space]
        words = [token.lower_ for token in self._kept]
        self.text = " ".join(words)
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        position = 0
        for number, word in enumerate(words):
            self._starts[position] = number
            self._ends[position + len(word)] = number
            position += len(word) + 1

    def hits(self) -> Iterator[Hit]:
        """Every match from left to right, none in another, without what only looks like a time."""
        return (hit for hit in self._scan(0, len(self.text), told=False) if not is_other_word(hit))

    def within(self, first: int, last: int) -> list[Hit]:
        """The matches in tokens `first`..`last` of the document, which are known to speak of time."""
        inside = [number for number, token in enumerate(self._kept) if first <= token.i <= last]
        if not inside:
            return []
        places = list(self._starts)
        end = places[inside[-1]] + len(self._kept[inside[-1]].lower_)
        return list(self._scan(places[inside[0]], end, told=True))

    def _scan(self, at: int, end: int, *, told: bool) -> Iterator[Hit]:
        while (found := _finder(told).search(self.text, at, end)) is not None:
            hit = self._hit(found.start(), end, _patterns(told))
            at = found.end() if hit is None else hit.match.end()
            if hit is not None:
                yield hit

    def _hit(self, at: int, end: int, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> Hit | None:
        """The longest match from one place on that ends by `end`, the first of the table among equals."""
        best: tuple[str, re.Match[str]] | None = None
        for rule, pattern in patterns:
            match = pattern.match(self.text, at)
            if match is not None and match.end() > end:
                match = pattern.match(self.text, at, end)
            if match is not None and match.end() in self._ends and (best is None or match.end() > best[1].end()):
                best = rule, match
        if best is None or at not in self._starts:
            return None
        rule, match = best
        return Hit(rule, match, *self._tokens(*match.span()), self._halves(match) if rule in RANGES else ())

    def _halves(self, match: re.Match[str]) -> tuple[tuple[Token, Token], ...]:
        halves = _RANGE.match(match[0])
        spans = [] if halves is None else [halves.span(1), halves.span(2)]
        return tuple(self._tokens(match.start() + start, match.start() + end) for start, end in spans)

    def _tokens(self, start: int, end: int) -> tuple[Token, Token]:
        return self._kept[self._starts[start]], self._kept[self._ends[end]]


@lexicon.of_tables
@cache
def _patterns(told: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile the table's rows with their named parts filled in; `told` with those that are read where words are known to speak of time."""
    filled = {name: rf"(?P<{name}>{any_of(name)})" for name in ("month", "weekday", "weekdays", "unit", "ordinal", "often")}
    filled |= {
        "season": any_of("season"),
        "hours": any_of("daypart"),
        "zone": rf"(?:{any_of('zone')})",
        "about": rf"(?:{any_of('about')})",
        "holiday": rf"(?P<holiday>{'|'.join(re.escape(word) for word in sorted(by_words(), key=len, reverse=True))})",
        "year": r"(?P<year>(?:1[5-9]|20)\d\d)",
        "day": r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?",
        "count": rf"(?P<count>{count_pattern()})",
    }
    rows = [row for row in lexicon.rows("time_patterns", TimePattern) if told or row.told is None]
    return tuple((row.rule, re.compile(rf"(?:{_numbered(row.pattern, filled)})(?![^ ])")) for row in rows)


def _numbered(pattern: str, filled: dict[str, str]) -> str:
    """Fill a pattern; a part used twice gets a second name ("day", "day2")."""
    seen: dict[str, int] = {}

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] = seen.get(name, 0) + 1
        return filled[name] if seen[name] == 1 else filled[name].replace(f"?P<{name}>", f"?P<{name}{seen[name]}>")

    return re.sub(r"\{([a-z]+)\}", fill, pattern).replace("{{", "{").replace("}}", "}")


@lexicon.of_tables
@cache
def _finder(told: bool) -> re.Pattern[str]:
    """One pattern for where any rule may begin; which rule it is, is tried there in the table's order."""
    starts = "|".join(re.sub(r"\?P<\w+>", "?:", pattern.pattern).replace(r"\2", "[-/.]") for _, pattern in _patterns(told))
    return re.compile(rf"(?<![^ ])(?:{starts})(?![^ ])")


def is_other_word(hit: Hit) -> bool:
    """Whether the words only look like a time: "may" as a verb, "march" as a walk, "second" as an order, a count of 1900."""
    first, last = hit.first, hit.last
    if hit.rule == "holiday":
        return last.i + 1 < len(last.doc) and last.nbor(1).pos_ == "PROPN" and last.nbor(1).is_title
    if last.is_title and _PROGRAMMES.fullmatch(hit.match[0]):
        return True
    if hit.rule == "length":
        return last.lower_ in _FRACTIONS and (hit.match["count"] if "count" in hit.match.re.groupindex else "a") in ("a", "an", "one", None)
    if first.i != last.i:
        return False
    if hit.rule == "weekday":
        return first.i > 0 and first.nbor(-1).lower_ in _NOT_A_DAY
    if hit.rule == "month_year":
        return _is_other_month(first)
    if hit.rule == "future":
        return first.lower_ == "soon" and first.i + 1 < len(first.doc) and first.nbor(1).lower_ in ("as", "after")
    return hit.rule == "year" and _is_clock_or_count(first)


def _is_other_month(token: Token) -> bool:
    if token.lower_ in _MONTHS_THAT_ARE_NAMES:
        return True
    if token.lower_ in _MONTHS_THAT_ARE_WORDS:
        before = token.nbor(-1).lower_ if token.i else ""
        after = token.nbor(1).pos_ if token.i + 1 < len(token.doc) else ""
        walk = before in ("a", "to", "will", "this") or (before == "the" and after not in ("NOUN", "PROPN"))
        return token.tag_ not in ("NNP", "NN") or not (token.is_title or token.is_upper) or walk
    return token.pos_ not in ("PROPN", "NOUN", "NUM") and not token.is_title


def _is_clock_or_count(token: Token) -> bool:
    """Whether four digits are a time of day ("1900 GMT", "at 1850") or a number out of reach of any report."""
    before = token.nbor(-1).lower_ if token.i else ""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if before in _BEFORE_YEAR:
        return after in _CLOCKS
    return before in ("at", "$", "no", "no.", "resolution") or after in _CLOCKS or not _LIKELY_YEARS[0] <= token.lower_ <= _LIKELY_YEARS[1]
