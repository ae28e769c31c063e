"""What is known of a time expression when it is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.read.times.days import symbolic
from reportedly.read.times.time_tables import number_of, timex_of, words_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from reportedly.model.claim import TimePrecision
    from reportedly.read.times.days import When

_FEW = 3.0  # what "the past days" reaches back, as "several" does


@dataclass(frozen=True, slots=True)
class Clue:
    """What a resolver sees: the named parts and groups of the match, the anchors and the way the verb looks.

    `published` is the report's day, `previous` the time named before in the paragraph, `since` whether
    "since" stands before the words, `closed` whether nothing follows them; `day_first` whether the report writes
    04/09 for 4 September, None where it does not show.
    """

    parts: Mapping[str, str]
    groups: tuple[str | None, ...]
    text: str
    published: datetime.date | None
    previous: When | None
    ahead: bool
    since: bool
    closed: bool
    day_first: bool | None

    def month(self, name: str = "month") -> int:
        """Give the number of the month named."""
        return words_of("month")[self.parts[name]]

    def number(self, name: str) -> int | None:
        """Give a numeric part."""
        word = self.parts.get(name)
        return int(word) if word is not None else None

    def part(self, name: str) -> str:
        """Give a named part, empty where the words lack it."""
        return self.parts.get(name, "")

    def count(self) -> float:
        """Give the count of units ("three days"); one, or a few of a plural, where none stands."""
        word = self.parts.get("count")
        if word is None:
            return _FEW if self.unit().endswith("s") else 1.0
        return number_of(word) + (0.5 if self.text.endswith(" and a half") else 0.0)

    def is_vague(self) -> bool:
        """Whether no number is told: "several days", "days", "12 to 18 months"."""
        word = self.parts.get("count")
        return "count2" in self.parts or word in words_of("vague") or (word is None and self.unit().endswith("s"))

    def unit(self) -> str:
        """Give the unit named."""
        return self.parts.get("unit") or self.parts["unit2"]

    def length(self, each: float | None = None) -> str:
        """Write the count of units as TIMEX3 does: P3D, PT24H, PXY; with `each` of so many."""
        letter = timex_of("unit")[self.unit()]
        count = (each or self.count()) * (2 if self.unit().startswith("fortnight") else 1)
        number = "X" if each is None and self.is_vague() else f"{count:g}"
        return f"P{letter[:-1]}{number}{letter[-1]}" if letter[0] == "T" else f"P{number}{letter}"

    def symbol(self, precision: TimePrecision = "unknown", value: str | None = None) -> When:
        """Keep the words alone."""
        return symbolic(self.text, precision, value)
