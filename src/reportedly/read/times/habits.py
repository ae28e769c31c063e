"""Whether a report writes 04/09 for 4 September or for 9 April."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reportedly.read.grammar.passage import Passage

_MONTH_FIRST = frozenset({"US", "PH", "FM", "GU", "MH", "PR"})  # short dates of English in Unicode CLDR 45; elsewhere the day comes first
_ANYBODYS = frozenset({"AI", "CC", "CO", "FM", "IO", "LY", "ME", "TO", "TV", "WS"})  # domains of countries that are sold to all the world
_NUMERIC = re.compile(r"\b(\d\d?)[-/.](\d\d?)[-/.](?:\d{4}|\d\d)\b")
_DOMAIN = re.compile(r"https?://[^/?#]{1,253}\.([a-z]{2})(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)


def is_day_first(passages: Sequence[Passage], home: Collection[str] = ()) -> bool | None:
    """By the report's dates that can be read one way only, else by the countries at `home` with the outlet; None where neither tells.

    Dates that disagree tell nothing.
    """
    seen = {int(one) > 12 for p in passages for one, two in _NUMERIC.findall(p.doc.text) if (int(one) > 12) is not (int(two) > 12)}
    if seen:
        return seen.pop() if len(seen) == 1 else None
    return not _MONTH_FIRST.intersection(home) if home else None


def country_of(url: str | None) -> tuple[str, ...]:
    """The country that an address names by its domain ("GB" is UK there), empty for those open to all."""
    found = _DOMAIN.match(url or "")
    code = found[1].upper() if found else ""
    return (code,) if code and code not in _ANYBODYS else ()
