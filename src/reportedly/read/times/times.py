"""Every expression of time in a report, resolved against its publication day.

The rows of the table `time_patterns` find the expressions (`find.py`); the functions that `resolve.py` lists resolve them. A
weekday or a date without a year lies in the past unless the verb that governs it is future (`tense.py`); without a publication
day it stays symbolic ("Saturday"), never today's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportedly.read.times.clue import Clue
from reportedly.read.times.find import Line
from reportedly.read.times.habits import is_day_first
from reportedly.read.times.reckoned import apart
from reportedly.read.times.resolve import KINDS, RESOLVERS
from reportedly.read.times.tense import governor, looks_ahead
from reportedly.read.times.timex import Timex, marks

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable, Sequence

    from spacy.tokens import Doc

    from reportedly.model import Time
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.times.days import When
    from reportedly.read.times.find import Hit
    from reportedly.read.times.resolve import Kind

_JOINTS = frozenset({"on", "at", "of", "the", ","})  # what stands between a time of day and its day: "10 p.m. on Friday"
_DAYS = frozenset({"weekday", "day_month", "month_day"})
_APART = frozenset({"after", "before"})
_WIDEST_JOINT = 2  # tokens: ", on"; "after the"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Tokens `first`..`last` (both included) of passage number `passage` name a time.

    `governor` is the token of the verb or noun that the expression modifies, None for a loose one. `dateline`
    marks publication day written out with its year, as page furniture does and running text does not. `marks` are the TIMEX3
    marks of the words: none ("so far"), one, or two of a range ("between Monday and Friday").
    """

    passage: int
    first: int
    last: int
    time: Time
    kind: Kind
    governor: int | None = None
    dateline: bool = False
    marks: tuple[Timex, ...] = ()


@dataclass(frozen=True, slots=True)
class _Anchors:
    """What expressions are reckoned from, and how the report writes 04/09."""

    published: datetime.date | None
    day_first: bool | None = None


def times(passages: Sequence[Passage], published: datetime.date | None, home: Collection[str] = ()) -> tuple[TimeMention, ...]:
    """Every time expression of the passages, in text order; `published` None leaves relative ones symbolic.

    `home` are the countries (ISO 3166) of the outlet, whose habit says what 04/09 means where the report does not show it.
    """
    anchors = _Anchors(published, is_day_first(passages, home))
    found: list[TimeMention] = []
    previous: When | None = None
    for passage in passages:
        read = _resolved(passage.doc, Line(passage.doc).hits(), anchors, previous)
        previous = _last(read, previous)
        found.extend(_mention(passage, hit, when, published) for hit, when in _counted(_joined(read)))
    return tuple(found)


def given(read: Sequence[tuple[Passage, Sequence[tuple[int, int]]]], published: datetime.date | None) -> tuple[TimeMention | None, ...]:
    """What words say that are known to speak of time: of each passage extents of tokens, first and last; None where no rule fits."""
    anchors = _Anchors(published, is_day_first([passage for passage, _ in read]))
    found: list[TimeMention | None] = []
    previous: When | None = None
    for passage, extents in read:
        line = Line(passage.doc)
        for first, last in extents:
            told = _resolved(passage.doc, line.within(first, last), anchors, previous)
            previous = _last(told, previous)
            said = max(_joined(told), key=lambda one: one[0].last.i - one[0].first.i, default=None)
            found.append(_mention(passage, *said, published) if said is not None else None)
    return tuple(found)


def _mention(passage: Passage, hit: Hit, when: When, published: datetime.date | None) -> TimeMention:
    first, last = hit.first.i, hit.last.i
    dateline = when.start == when.end == published and published is not None and str(published.year) in passage.doc[first : last + 1].text
    return TimeMention(
        passage=passage.number,
        first=first,
        last=last,
        time=when.time(passage.span(first, last)),
        kind=(kind := KINDS.get(hit.rule, "date")),
        governor=governor(passage.doc, first, last),
        dateline=dateline,
        marks=marks(passage, hit, when, kind),
    )


def _resolved(doc: Doc, hits: Iterable[Hit], anchors: _Anchors, previous: When | None = None) -> list[tuple[Hit, When]]:
    read: list[tuple[Hit, When]] = []
    for hit in hits:
        when = RESOLVERS[hit.rule](_clue(doc, hit, anchors, previous))
        previous = when if _anchors(hit, when) else previous
        read.append((hit, when))
    return read


def _last(read: Sequence[tuple[Hit, When]], previous: When | None) -> When | None:
    return next((when for hit, when in reversed(read) if _anchors(hit, when)), previous)


def _anchors(hit: Hit, when: When) -> bool:
    """Whether "three days later" may count from this time: it has a place in the calendar and is not only compared with ("a year ago")."""
    compared = hit.rule == "year_ago" or (hit.rule in ("ago", "later") and "year" in hit.match[0])
    return when.start is not None and KINDS.get(hit.rule, "date") == "date" and not compared


def _joined(read: Sequence[tuple[Hit, When]]) -> list[tuple[Hit, When]]:
    """The same with every time of day united with the day beside it: "10 p.m. on Friday", "Friday at 10 p.m."."""
    joined: list[tuple[Hit, When]] = []
    for hit, when in read:
        both = _united(joined[-1], (hit, when)) if joined else None
        if both is None:
            joined.append((hit, when))
        else:
            joined[-1] = both
    return joined


def _counted(read: Sequence[tuple[Hit, When]]) -> list[tuple[Hit, When]]:
    """The same with lengths that a day follows counted from it: "three days after Monday's attack"."""
    counted = list(read)
    for number, ((hit, when), (other, day)) in enumerate(pairwise(read)):
        gap = [token.lower_ for token in hit.last.doc[hit.last.i + 1 : other.first.i]]
        if hit.rule == "length" and gap and gap[0] in _APART and len(gap) <= _WIDEST_JOINT:
            counted[number] = hit, apart(when, day, back=gap[0] == "before")
    return counted


def _united(one: tuple[Hit, When], other: tuple[Hit, When]) -> tuple[Hit, When] | None:
    gap = one[0].last.doc[one[0].last.i + 1 : other[0].first.i]
    if len(gap) > _WIDEST_JOINT or any(token.lower_ not in _JOINTS for token in gap):
        return None
    clock, day = (one, other) if one[0].rule == "clock" else (other, one)
    if clock[0].rule != "clock" or day[0].rule == "clock" or day[1].precision != "day" or None in (day[1].value, clock[1].value):
        return None
    if re.search(r"T\d", str(day[1].value)):
        return None
    value = f"{str(day[1].value).partition('T')[0]}T{str(clock[1].value).partition('T')[2]}"
    return replace(day[0], first=one[0].first, last=other[0].last), day[1].valued(value)


def _clue(doc: Doc, hit: Hit, anchors: _Anchors, previous: When | None) -> Clue:
    first, last = hit.first, hit.last
    return Clue(
        parts={name: words for name, words in hit.match.groupdict().items() if words is not None},
        groups=hit.match.groups(),
        text=hit.match[0],
        published=anchors.published,
        previous=previous,
        closed=last.i + 1 >= len(doc) or doc[last.i + 1].is_punct,
        ahead=looks_ahead(doc, first, last, day=hit.rule in _DAYS),
        since=first.i > 0 and first.nbor(-1).lower_ == "since",
        day_first=anchors.day_first,
    )
