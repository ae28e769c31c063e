"""Kinds of thing that claims tell: families of event types, `status`, `whereabouts`; which of them last, and which make an event."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly import lexicon
from reportedly.compare import family

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.model import Claim

HEADS = frozenset({"force", "control", "talks", "protest", "whereabouts"})
"""Kinds that make an event of their own; other kinds go with what their report tells them of."""
FOUGHT = frozenset({"force", "custody"})
"""Kinds of which two sides at one place and time are one: fighting, and whom it takes prisoner."""
SPOKEN = frozenset({"words", "talks", "status", "whereabouts"})
"""Kinds of which many happen at one place and time."""
DONE = frozenset({"words", "inquiry", "aid", "sanction", "cooperation"})
"""Kinds of which what one party does in a stretch of days is one."""
LINGERING = frozenset({"control", "talks", "words", "status", "inquiry", "aid", "cooperation", "sanction", "mobilization", "whereabouts"})
"""Kinds that last: for these a day's difference keeps nothing apart."""
OF_PERSONS = frozenset({"presence", "life", "custody"})
"""Topics of the lexicon's outcomes that are questions about somebody: where, whether alive, in whose hands."""
_REMEMBERED = 4096


def kind_of(claim: Claim, asked: frozenset[str]) -> str:
    """The family of the event's type; `whereabouts` for what is told of where somebody is or how; `status` for the rest."""
    kind = family(claim.event_type)
    if kind is None and asked & OF_PERSONS and any(party.name[:1].isupper() for party in (*claim.actors, *claim.recipients)):
        return "whereabouts"
    return kind or "status"


@lexicon.of_tables
@lru_cache(maxsize=_REMEMBERED)
def topics(words: str, event_type: str) -> frozenset[str]:
    """The questions that evidence answers: control, presence, life, custody, …"""
    return frozenset(topic for topic, types, pattern in _outcomes() if event_type in types and pattern.search(words))


@lexicon.of_tables
@lru_cache(maxsize=1)
def _outcomes() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    """Topic, event types, words of each outcome."""
    rows = lexicon.cells("outcomes")
    return tuple((row["topic"], frozenset(row["types"].split("|")), any_of(row["words"].split("|"))) for row in rows)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, whole, in any case; an asterisk stands for any ending."""
    return re.compile(r"\b(?:" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words) + r")\b", re.IGNORECASE)
