"""Who holds a stretch of text: the innermost attribution over an offset, found by binary search."""

from __future__ import annotations

from bisect import bisect_right
from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.read.attribution.attributed import Attribution

Piece = tuple[int, int, int]  # start, end, attribution


class Holders:
    """An index over attributions: built once in n log n, asked in log n."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._starts, self._owners = _flatten(pieces)

    def at(self, offset: int) -> int | None:
        """The attribution whose piece covers `offset` most closely, None outside all content."""
        found = bisect_right(self._starts, offset) - 1
        return self._owners[found] if found >= 0 else None


def index(attributions: Sequence[Attribution]) -> Holders:
    """The index of the content of attributions."""
    return Holders([(start, end, number) for number, item in enumerate(attributions) for start, end in item.content])


def holder(holders: Holders, offset: int) -> int | None:
    """Index of the innermost attribution whose content covers a report offset, None if nobody's does."""
    return holders.at(offset)


def enclosing(attributions: Sequence[Attribution], number: int | None) -> list[Attribution]:
    """The attributions around one, nearest first; eight at most."""
    found: list[Attribution] = []
    while number is not None and len(found) < 8:
        number = attributions[number].parent
        if number is not None:
            found.append(attributions[number])
    return found


def _flatten(pieces: Sequence[Piece]) -> tuple[list[int], list[int | None]]:
    """Disjoint stretches with their innermost piece: the one that began last and ends first."""
    starts: list[int] = []
    owners: list[int | None] = []
    opening = sorted(pieces)
    heap: list[tuple[int, int, int]] = []  # -start, end, attribution
    edges = sorted({edge for start, end, _ in pieces for edge in (start, end)})
    upcoming = 0
    for edge in edges:
        while upcoming < len(opening) and opening[upcoming][0] <= edge:
            start, end, number = opening[upcoming]
            heappush(heap, (-start, end, number))
            upcoming += 1
        while heap and heap[0][1] <= edge:
            heappop(heap)
        starts.append(edge)
        owners.append(heap[0][2] if heap else None)
    return starts, owners
