"""Kinds of event of two claims: one type, types that can name one happening, or different kinds; and polarity."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon
from reportedly.compare.slot import Slot

if TYPE_CHECKING:
    from reportedly.model import Claim

UNFULFILLED = frozenset({"planned", "demand"})
"""Stances of what has not happened yet."""


class _Family(msgspec.Struct, frozen=True):
    type: str
    family: str


@lexicon.of_tables
@cache
def _families() -> dict[str, str]:
    return {row.type: row.family for row in lexicon.rows("event_families", _Family)}


def family(event_type: str) -> str | None:
    """The family of an event type; None for STATUS and types unknown."""
    return _families().get(event_type)


def compare_kinds(a: Claim, b: Claim) -> Slot:
    """By event type, then by family; STATUS stands beside any type."""
    if a.event_type == b.event_type:
        return Slot("same", f"both are {a.event_type}")
    ours, theirs = family(a.event_type), family(b.event_type)
    if ours is None or theirs is None:
        return Slot("unknown", f"{a.event_type} can stand beside {b.event_type}")
    if ours == theirs:
        return Slot("compatible", f"{a.event_type} and {b.event_type} can name one happening")
    return Slot("incompatible", f"{a.event_type} and {b.event_type} are different kinds of event")


def compare_polarity(a: Claim, b: Claim) -> Slot:
    """Incompatible where one denies and the other says; unknown for what is only planned or demanded."""
    one, other = is_denied(a), is_denied(b)
    if a.stance in UNFULFILLED or b.stance in UNFULFILLED:
        return Slot("unknown", "one of them has not happened yet")
    if one != other:
        return Slot("incompatible", "one denies what the other says")
    if a.stance == b.stance:
        return Slot("same", f"both {a.stance}")
    return Slot("compatible", f"one is {a.stance}, the other {b.stance}")


def is_denied(claim: Claim) -> bool:
    """Whether the claim says that it did not happen."""
    return claim.stance == "denied" or "negation" in claim.auxiliary
