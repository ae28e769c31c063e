"""What lies between two claims: days, words in common, parties in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.link.traits import Traits


def gap(a: Traits, b: Traits) -> int:
    """Days by which the times of two claims miss each other; 0 where they overlap. A claim without a time has its publication's days."""
    first, last = (a, b) if (a.start or a.day) <= (b.start or b.day) else (b, a)
    ends = first.end if first.end is not None else first.day
    starts = last.start if last.start is not None else last.day
    return max(0, starts - ends)


def overlap(a: Traits, b: Traits) -> float:
    """The share of the fewer content words that both have; 0 where one has none."""
    fewer = min(len(a.words), len(b.words))
    return len(a.words & b.words) / fewer if fewer else 0.0


def common(ours: frozenset[frozenset[str]], theirs: frozenset[frozenset[str]]) -> frozenset[frozenset[str]]:
    """Names that both have; one of two words and more meets a longer one that has them all."""
    same = ours & theirs
    if same or not ours or not theirs:
        return same
    return frozenset(
        min(one, other, key=len) for one in ours for other in theirs if len(one) > 1 and len(other) > 1 and (one <= other or other <= one)
    )


def people(names: frozenset[frozenset[str]]) -> str:
    """Names as a reason gives them."""
    return " and ".join(sorted(" ".join(sorted(name)) for name in names))
