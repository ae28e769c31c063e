"""Every expression of time in a report, resolved against its publication day.

The rows of the table `time_patterns` find the expressions; the functions here resolve them. A weekday or a
date without a year lies in the past unless the verb that governs it is future; without a publication day
it stays symbolic ("Saturday"), never today's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon
from reportedly.read.times.clue import Clue
from reportedly.read.times.resolve import RESOLVERS
from reportedly.read.times.time_tables import words_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from reportedly.model import Time
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.times.days import When

Kind = Literal["date", "duration", "set", "ref"]

_KINDS: dict[str, Kind] = {
    "length": "duration",
    "running": "duration",
    "lately": "duration",
    "ahead": "duration",
    "set": "set",
    "now": "ref",
    "recent": "ref",
}
_MONTHS_THAT_ARE_WORDS = frozenset({"may", "march"})
_MONTHS_THAT_ARE_NAMES = frozenset({"mar", "jan", "dec", "sep", "jun"})
_NOT_A_DAY = frozenset({"good", "black", "bloody", "ash", "palm"})  # Good Friday, Bloody Sunday: names, not days of the week
_BEFORE_YEAR = frozenset({"in", "since", "of", "until", "till", "from", "by", "during", "between", "before", "after", "to"})
_CLOCKS = frozenset({"gmt", "hours", "hrs", "utc", "local", "h", "am", "pm", "a.m.", "p.m."})
_LIKELY_YEARS = ("1945", "2029")  # a bare number outside these, with no preposition of time, was never a year in the development reports
_HIGHEST_CLIMB = 12  # heads followed from an expression to the verb that governs it; deeper ones are misparses


class TimePattern(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table `time_patterns`."""

    rule: str
    pattern: str


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Tokens `first`..`last` (both included) of passage number `passage` name a time.

    `governor` is the token of the verb or noun that the expression modifies, None for a loose one. `dateline`
    marks publication day written out with its year, as page furniture does and running text does not.
    """

    passage: int
    first: int
    last: int
    time: Time
    kind: Kind
    governor: int | None = None
    dateline: bool = False


@lexicon.of_tables
@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile the table's rows with their named parts filled in."""
    parts = {
        kind: "|".join(re.escape(w) for w in sorted(words_of(kind), key=len, reverse=True))
        for kind in ("month", "weekday", "unit", "season", "count")
    }
    filled = {
        "month": rf"(?P<month>{parts['month']})",
        "weekday": rf"(?P<weekday>{parts['weekday']})",
        "unit": rf"(?P<unit>{parts['unit']})",
        "season": parts["season"],
        "year": r"(?P<year>(?:1[5-9]|20)\d\d)",
        "day": r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?",
        "hours": "morning|afternoon|evening|night|nights|dawn|noon|midday|midnight|dusk|daybreak|sunrise|sunset",
        "about": "(?:about|around|nearly|almost|some|at least|more than|over|less than|approximately|roughly|just|only|up to)",
        "count": rf"(?P<count>\d{{1,4}}(?:\.\d)?|{parts['count']})",
    }
    return tuple((row.rule, re.compile(_numbered(row.pattern, filled))) for row in lexicon.rows("time_patterns", TimePattern))


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
def _finder() -> re.Pattern[str]:
    """One pattern for where any rule may begin; which rule it is, is tried there in the table's order."""
    starts = "|".join(re.sub(r"\?P<\w+>", "?:", pattern.pattern).replace(r"\2", "[-/.]") for _, pattern in _patterns())
    return re.compile(rf"(?<![^ ])(?:{starts})(?![^ ])")


def times(passages: Sequence[Passage], published: datetime.date | None) -> tuple[TimeMention, ...]:
    """Every time expression of the passages, in text order; `published` None leaves relative ones symbolic."""
    found: list[TimeMention] = []
    for passage in passages:
        found.extend(_of_passage(passage, published))
    return tuple(found)


def _of_passage(passage: Passage, published: datetime.date | None) -> list[TimeMention]:
    doc = passage.doc
    kept = [token for token in doc if not token.is_space]
    words = [token.lower_ for token in kept]
    text = " ".join(words)
    token_at, position = {}, 0
    for number, word in enumerate(words):
        token_at[position] = number
        position += len(word) + 1
    ends = {begin + len(words[number]): number for begin, number in token_at.items()}
    found: list[TimeMention] = []
    previous: When | None = None
    at = 0
    while (hit := _finder().search(text, at)) is not None:
        rule, match = _rule_at(text, hit.start())
        if match is None or match.start() not in token_at or match.end() not in ends:
            at = hit.end() if hit.end() > at else at + 1
            continue
        at = match.end()
        first, last = kept[token_at[match.start()]], kept[ends[match.end()]]
        if _is_other_word(first, last, rule):
            continue
        when = _resolved(rule, match, (doc, first, last), (published, previous))
        previous = when if when.start is not None and rule not in ("now", "recent", "length") else previous
        dateline = when.start == when.end == published and published is not None and str(published.year) in match[0]
        time = when.time(passage.span(first.i, last.i))
        found.append(TimeMention(passage.number, first.i, last.i, time, _KINDS.get(rule, "date"), governor(doc, first.i, last.i), dateline))
    return found


def _rule_at(text: str, at: int) -> tuple[str, re.Match[str] | None]:
    for rule, pattern in _patterns():
        match = pattern.match(text, at)
        if match is not None and (match.end() == len(text) or text[match.end()] == " "):
            return rule, match
    return "", None


def _is_other_word(first: Token, last: Token, rule: str) -> bool:
    """Whether the words only look like a time: "may" as a verb, "march" as a walk, "second" as an order, a count of 1900."""
    if rule == "weekday" and first.i == last.i:
        return first.i > 0 and first.nbor(-1).lower_ in _NOT_A_DAY
    if rule == "month_year" and first.i == last.i:
        if first.lower_ in _MONTHS_THAT_ARE_NAMES:
            return True
        if first.lower_ in _MONTHS_THAT_ARE_WORDS:
            before = first.nbor(-1).lower_ if first.i else ""
            return first.tag_ not in ("NNP", "NN") or not (first.is_title or first.is_upper) or before in ("the", "a", "to", "will")
        return first.pos_ not in ("PROPN", "NOUN", "NUM") and not first.is_title
    return rule == "year" and first.i == last.i and _is_clock_or_count(first)


def _is_clock_or_count(token: Token) -> bool:
    """Whether four digits are a time of day ("1900 GMT", "at 1850") or a number out of reach of any report."""
    before = token.nbor(-1).lower_ if token.i else ""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if before in _BEFORE_YEAR:
        return after in _CLOCKS
    return before in ("at", "$", "no", "no.", "resolution") or after in _CLOCKS or not _LIKELY_YEARS[0] <= token.lower_ <= _LIKELY_YEARS[1]


def _resolved(rule: str, match: re.Match[str], where: tuple[Doc, Token, Token], anchors: tuple[datetime.date | None, When | None]) -> When:
    doc, first, last = where
    before = doc[first.i - 1].lower_ if first.i else ""
    published, previous = anchors
    clue = Clue(
        parts={k: v for k, v in match.groupdict().items() if v is not None},
        groups=match.groups(),
        text=match[0],
        published=published,
        previous=previous,
        closed=_is_closed(doc, last),
        ahead=looks_ahead(doc, first, last),
        since=before == "since",
    )
    return RESOLVERS[rule](clue)


def _is_closed(doc: Doc, last: Token) -> bool:
    """Whether nothing follows that an "after" or "before" could point at."""
    return last.i + 1 >= len(doc) or doc[last.i + 1].is_punct


def looks_ahead(doc: Doc, first: Token, last: Token) -> bool:
    """Whether the verb that governs tokens `first`..`last` speaks of the future ("will meet on Monday", "due on Friday")."""
    token = governor(doc, first.i, last.i)
    verb = doc[token] if token is not None else None
    for _ in range(_HIGHEST_CLIMB):
        if verb is None:
            return False
        if verb.pos_ in ("VERB", "AUX", "ADJ"):
            break
        verb = verb.head if verb.head.i != verb.i else None
    return verb is not None and _is_future(verb)


def _is_future(verb: Token) -> bool:
    ahead = words_of("ahead")
    if ahead.get(verb.lower_) == 1 and verb.pos_ == "ADJ":
        return True
    auxiliaries = [child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    if any(ahead.get(word) == 0 for word in auxiliaries):
        return True
    if "to" in auxiliaries and verb.dep_ in ("xcomp", "advcl", "acl", "ccomp"):
        return ahead.get(verb.head.lemma_.lower()) == 1 or ahead.get(verb.head.lower_) == 1 or verb.head.lemma_ in ("go", "be")
    return ahead.get(verb.lower_ if verb.tag_ == "VBN" else verb.lemma_.lower()) == 1 and verb.tag_ != "VBD"


def governor(doc: Doc, first: int, last: int) -> int | None:
    """The token that an expression modifies: the first verb or noun above it that is not part of it."""
    token = next((t for t in doc[first : last + 1] if not first <= t.head.i <= last), None)
    token = token if token is not None else doc[last]
    for _ in range(_HIGHEST_CLIMB):
        if token.head.i == token.i:
            return None if first <= token.i <= last else token.i
        token = token.head
        if not first <= token.i <= last and token.pos_ not in ("ADP", "ADV", "SCONJ", "PART", "NUM", "PUNCT", "DET"):
            return token.i
    return None
