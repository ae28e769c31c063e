"""Claims of many reports, made in a line each, and what linking makes of them. Names and places are invented, but for the best known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.link.lineage import descend, origins
from reportedly.model import Claim, Party, Place, Span, Time, Toll
from reportedly.model.event import Told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.link.copies import Copied
    from reportedly.model.event import Descent, Lineage, Origins


def party(name: str, kind: str | None = None, role: str | None = None) -> Party:
    return Party(id=None, name=name, kind=kind, role=role)


def told(
    name: str,
    speaker: Party | None = None,
    *,
    outlet: str | None = None,
    day: str | None = "2031-03-08",
    report: str | None = None,
    credits: tuple[str, ...] = (),
    dateline: bool = False,
    place: tuple[str, str | None] | None = ("Kelmet", "XA"),
    killed: int | None = None,
    at: int = 0,
    length: int = 10,
    **claim: object,
) -> Told:
    """A claim in the report `report` (its own where none is named), whose evidence stands at `at`."""
    fields: dict[str, object] = {
        "id": name,
        "anchor": name,
        "event": "e1",
        "spans": (Span(start=at, end=at + length, text="x" * length),),
        "event_type": "ASSAULT",
        "stance": "asserted",
        "speaker": speaker,
        "place": place and Place(name=place[0], text=place[0], start=0, end=0, country=place[1]),
        "time": Time(start="2031-03-07", end="2031-03-07", precision="day"),
        "killed": killed and Toll(low=killed, high=killed, best=killed),
    }
    return Told(
        claim=Claim(**(fields | claim)),  # type: ignore[arg-type]
        report=report or f"r-{name}",
        outlet=outlet or f"Outlet of {report or name}",
        published=day,
        credits=credits,
        dateline=dateline,
    )


class Linked:
    """Claims with their lineages."""

    def __init__(self, *items: Told, copied: Mapping[str, Sequence[Copied]] | None = None) -> None:
        self.told = items
        self.lineages, self.descents = descend(items, copied or {})

    def voice(self, name: str) -> Lineage:
        """The lineage of a claim."""
        return next(lineage for lineage in self.lineages if lineage.id == self.descent(name).lineage)

    def descent(self, name: str) -> Descent:
        return next(descent for descent in self.descents if descent.claim == name)

    def names(self) -> set[str]:
        return {lineage.name for lineage in self.lineages}

    def origins(self) -> Origins:
        return origins(self.told, self.lineages, self.descents)

    def counted(self) -> tuple[int, int, int]:
        """Origins: low, best, high."""
        found = self.origins()
        return found.low, found.best, found.high
