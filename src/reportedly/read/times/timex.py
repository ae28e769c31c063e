"""TIMEX3: the marks that a time mention would have in TimeML (TimeML Annotation Guidelines 1.2.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.times.days import Day, When
    from reportedly.read.times.find import Hit
    from reportedly.read.times.resolve import Kind

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Timex:
    """One mark: code points `start`:`end` of the report, its type, its value, and of a SET how often ("EVERY", "2X")."""

    start: int
    end: int
    type: TimexType
    value: str
    quant: str | None = None
    freq: str | None = None


def type_of(value: str, kind: Kind) -> TimexType:
    """Give the type that a value and the kind of its mention make: 1998-01-08TNI is a TIME, PT24H a DURATION."""
    if kind == "set":
        return "SET"
    if re.match(r"P(?:T?[\dX]|T)", value):
        return "DURATION"
    return "TIME" if "T" in value and not value.endswith("_REF") else "DATE"


def marks(passage: Passage, hit: Hit, when: When, kind: Kind) -> tuple[Timex, ...]:
    """Give the marks of a mention: two of a range whose ends are known, else one; none where the words have no value."""
    if hit.halves and when.start is not None and when.end is not None:
        spans = [passage.span(first.i, last.i) for first, last in hit.halves]
        ends = (when.start, when.end)
        return tuple(Timex(span.start, span.end, "DATE", _written(end, hit.rule)) for span, end in zip(spans, ends, strict=True))
    if when.value is None:
        return ()
    span = passage.span(hit.first.i, hit.last.i)
    quant, freq = _how_often(hit.match[0]) if kind == "set" else (None, None)
    return (Timex(span.start, span.end, type_of(when.value, kind), when.value, quant, freq),)


def _written(found: Day, rule: str) -> str:
    """Write one end of a range as exactly as its words do."""
    return found.isoformat()[: {"years": 4, "months": 7}.get(rule, 10)]


def _how_often(words: str) -> tuple[str | None, str | None]:
    """Give the quant and freq of a SET: EVERY of "every day", 2X of "twice a day"."""
    first = words.split()[0]
    times = {"once": "1X", "twice": "2X"}.get(first)
    return (first.upper() if first in ("every", "each") else None), times
