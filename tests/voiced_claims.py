"""Claims with their voices, made in a line each, and the record that they make. Names and places are invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportedly import events
from reportedly.model import Claim, Party, Place, Relation, Span, Time, Toll
from reportedly.model.event import Descent, Event, EventToll, Lineage, Origins, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

ARMY = Lineage(id="army", name="Karsovan Army", voice="speaker", kind="belligerent", camp="Karsovan Army")
FRONT = Lineage(id="front", name="Litskar Front", voice="speaker", kind="belligerent", camp="Litskar Front")
HOSPITAL = Lineage(id="hospital", name="Kelmet Hospital", voice="speaker", kind="health")
MONITOR = Lineage(id="monitor", name="Conflict Monitor", voice="speaker", kind="monitor")
WIRE = Lineage(id="wire", name="Meridian Wire", voice="outlet", kind="outlet")
RESIDENT = Lineage(id="resident", name="a resident", voice="speaker", kind="witness")


@dataclass(frozen=True)
class Voiced:
    """A claim and the voice that it comes from."""

    told: Told
    voice: Lineage
    copies: str | None = None

    @property
    def id(self) -> str:
        return self.told.claim.id


def parties(names: str) -> tuple[Party, ...]:
    """Parties of names with commas between; a camp's name is a belligerent's."""
    camps = {ARMY.name, FRONT.name}
    split = [name.strip() for name in names.split(",") if name.strip()]
    return tuple(Party(id=None, name=name, kind="belligerent" if name in camps else None) for name in split)


def place(name: str, **more: Any) -> Place:
    return Place(name=name, text=name, start=0, end=len(name), country="XA", admin1="Litskar", **more)


def days(start: str, end: str | None = None, precision: Any = "day") -> Time:
    return Time(start=start, end=end or start, precision=precision)


def count(low: int | None, high: int | None = None, *, open_end: bool = False, **more: Any) -> Toll:
    """A toll: one number, a range, or "at least" with `open_end`."""
    return Toll(low=low, high=None if open_end else low if high is None else high, **more)


def said(
    name: str, voice: Lineage, *, day: str = "2031-03-08", who: str = "", whom: str = "", copies: str | None = None, **more: Any
) -> Voiced:
    """A claim `name` of a voice, published on `day` in a report and an outlet of its own unless `outlet` is given."""
    fields: dict[str, Any] = {
        "id": name,
        "anchor": name,
        "event": "e1",
        "spans": (Span(start=0, end=4, text="told"),),
        "event_type": "FIGHT",
        "stance": "asserted",
        "place": place("Kelmet"),
        "time": days("2031-03-07"),
        "actors": parties(who),
        "recipients": parties(whom),
        "speaker": None if voice.voice == "outlet" else Party(id=None, name=voice.name, kind=voice.kind),
    }
    outlet = more.pop("outlet", f"outlet of {name}")
    claim = Claim(**(fields | more))
    return Voiced(Told(claim=claim, report=f"report of {name}", outlet=outlet, published=day, learned=f"{day}T12:00:00Z"), voice, copies)


def link(kind: Any, later: Voiced, earlier: Voiced) -> Relation:
    return Relation(kind=kind, from_id=later.id, to_id=earlier.id, reasons=(f"{later.id} {kind} {earlier.id}",))


def record(claims: Sequence[Voiced], *relations: Relation, origins: int | None = None, **more: Any) -> Event:
    """The record of these claims; as many origins as voices (camps as one) unless said."""
    voices = {v.voice.camp or v.voice.id for v in claims}
    best = len(voices) if origins is None else origins
    counted = Origins(
        outlets=len({v.told.outlet for v in claims}), low=best, best=best, high=best, lineages=tuple(sorted(voices)), reasons=()
    )
    descents = tuple(
        Descent(claim=v.id, report=v.told.report, outlet=v.told.outlet, lineage=v.voice.id, copies=v.copies, reasons=("given",))
        for v in claims
    )
    lineages = tuple({v.voice.id: v.voice for v in claims}.values())
    return events.event("event-1", [v.told for v in claims], relations, lineages, descents, origins=counted, **more)


def toll(event: Event, measure: str = "killed", of: str | None = None, place: str | None = None) -> EventToll:
    """The toll of a measure, of these people, at this part of the event."""
    return next(t for t in event.tolls if (t.measure, t.of, t.place) == (measure, of, place))


def ranges(event: Event) -> dict[tuple[str, str | None], tuple[int | None, int | None, int | None]]:
    """Low, best and high by measure and people, of the whole of the event."""
    return {(t.measure, t.of): (t.low, t.best, t.high) for t in event.tolls if t.place is None}


def grade(event: Event, scheme: str) -> str | None:
    return next(g.value for g in event.grades if g.scheme == scheme)
