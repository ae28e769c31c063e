"""Whether two claims tell of one event: what keeps them apart is asked first, then what ties them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.link.apart import apart
from reportedly.link.parts import counts
from reportedly.link.ties import tie
from reportedly.link.traits import Traits, traits

if TYPE_CHECKING:
    from reportedly.model.event import Told

WINDOW = 30
"""Days apart from which two claims are not compared: what links events over longer is memory and not news."""


def is_one_event(a: Told, b: Told) -> tuple[bool, tuple[str, ...]]:
    """Whether two claims tell of one event, and why (not). Depends on these two alone; the order of the two does not matter."""
    one, other = sorted((traits(a), traits(b)), key=lambda claim: claim.order)
    if other.day - one.day > WINDOW:
        return False, (f"more than {WINDOW} days lie between them",)
    against = apart(one, other)
    if against is not None:
        return False, (against,)
    found = tie(one, other)
    return (True, (found.reason,)) if found else (False, ("nothing that both tell ties them together",))


def may_be_one(a: Traits, b: Traits) -> bool:
    """Whether two claims may be of one event, and something says so."""
    one, other = (a, b) if a.order <= b.order else (b, a)
    return other.day - one.day <= WINDOW and apart(one, other) is None and tie(one, other) is not None


def is_tied(a: Traits, b: Traits) -> bool:
    """Whether two claims must be clustered in one go: they may be of one event, or one counts the other.

    Claims that no chain of such pairs connects never bear on each other's events: clustering what is connected gives what clustering
    everything would give.
    """
    return counts(a, b) or counts(b, a) or may_be_one(a, b)


__all__ = ["WINDOW", "apart", "is_one_event", "is_tied", "may_be_one", "tie"]
