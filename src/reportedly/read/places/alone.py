"""What a name is taken for without any context: a report that says "in NAME" and nothing else, read as any other is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.read.places.place_senses import senses
from reportedly.read.places.toponyms import Toponym

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.gazetteer import Entry


@dataclass(frozen=True, slots=True)
class Alone:
    """Every place of a name with the reader's score (None where it was not weighed), best first; the one it takes, if any; why."""

    ranked: tuple[tuple[Entry, float | None], ...]
    chosen: Entry | None
    why: str


def alone(name: str, entries: Sequence[Entry]) -> Alone:
    """What the reader makes of the name and its entries (the gazetteer's, most populous first)."""
    toponym = Toponym(passage=0, first=0, last=0, begin=0, end=0, name=name, entries=tuple(entries), use="place", preposition="in")
    sense = senses((), (toponym,)).of(toponym)
    if sense is None:
        why = "nothing wins: without context the reader leaves the name open" if entries else "no place is called so"
        return Alone(tuple((entry, None) for entry in entries), None, why)
    weighed = [(sense.entry, sense.score), *((entry, score) for score, entry in sense.others)]
    known = {entry.key for entry, _ in weighed}
    ranked = (*weighed, *((entry, None) for entry in entries if entry.key not in known))
    return Alone(ranked, sense.entry, _why(sense.entry, ranked[1][0] if len(ranked) > 1 else None))


def _why(best: Entry, next_best: Entry | None) -> str:
    """What tells the first from the second: the facts that the reader weighs before any context."""
    if next_best is None:
        return "the only place of that name"
    found = list(_facts(best, next_best))
    return "; ".join(found) or "the same in all that the reader weighs without context; the first by its number"


def _facts(best: Entry, other: Entry) -> Iterator[str]:
    if best.kind == "country" and other.kind != "country":
        yield "a country"
    if best.overlay and not other.overlay:
        yield "in our own table of toponyms that news uses"
    if best.own and not other.own:
        yield f"its own name, where {other.name} has it as another"
    if best.kind == "city" and other.kind in ("admin1", "admin2"):
        yield "the town rather than the division of that name"
    if best.population > other.population and not best.overlay and not other.overlay:  # of our own table it is but a weight
        yield f"more people: {best.population:,} against {other.population:,}"
