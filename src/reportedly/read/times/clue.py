"""What is known of a time expression when it is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.read.times.time_tables import words_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from reportedly.read.times.days import When

_FEW = 3  # what "the past days" reaches back, as "several" does


@dataclass(frozen=True, slots=True)
class Clue:
    """What a resolver sees: the named parts and groups of the match, the anchors and the way the verb looks.

    `published` is the report's day, `previous` the time named before in the paragraph, `since` whether
    "since" stands before the words, `closed` whether nothing follows them.
    """

    parts: Mapping[str, str]
    groups: tuple[str | None, ...]
    text: str
    published: datetime.date | None
    previous: When | None
    ahead: bool
    since: bool
    closed: bool

    def month(self, name: str = "month") -> int:
        """Give the number of the month named."""
        return words_of("month")[self.parts[name]]

    def number(self, name: str) -> int | None:
        """Give a numeric part, with two-digit years filled up."""
        word = self.parts.get(name)
        return int(word) if word is not None else None

    def count(self) -> int:
        """Give the count of units ("three days"); one, or a few of a plural, where none stands."""
        word = self.parts.get("count") or self.parts.get("count2")
        if word is None:
            return _FEW if self.unit().endswith("s") else 1
        known = words_of("count")
        return known[word] if word in known else round(float(word))

    def unit(self) -> str:
        """Give the unit named."""
        return self.parts.get("unit") or self.parts["unit2"]
