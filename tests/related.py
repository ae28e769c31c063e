"""Claims of many reports for tests of relations, a line each, and what `relate` makes of them. All names are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportedly.link.relate import relate
from reportedly.model import Claim, Party, Place, Span, Time, Toll
from reportedly.model.event import Descent, Told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.model import Relation

FRONT = Party(id=None, name="Northern Front", kind="belligerent")
GUARD = Party(id=None, name="Karsovan Guard", kind="belligerent")
HOSPITAL = Party(id=None, name="Kelmet Hospital", kind="health")
MONITOR = Party(id=None, name="Brenna Observatory", kind="monitor")
PEOPLE = Party(id=None, name="residents")
KELMET = Place(name="Kelmet", text="Kelmet", start=0, end=0, country="XA", admin1="Litskar")
MARKET = Place(name="market in Kelmet", text="market", start=0, end=0, country="XA", admin1="Litskar")
PROVINCE = Place(name="Litskar province", text="Litskar", start=0, end=0, country="XA", admin1="Litskar", precision="admin1")


def days(start: str, end: str | None = None) -> Time:
    """Days of March 2031, by two figures."""
    return Time(start=f"2031-03-{start}", end=f"2031-03-{end or start}", precision="day" if end is None else "range")


def dead(low: int | None, high: int | None = None, *, of: str | None = None, more: bool = False) -> Toll:
    """So many; `more` leaves the end open."""
    return Toll(low=low, high=None if more else high if high is not None else low, of=of)


def tell(name: str, speaker: Party | None, words: str = "it happened", *, day: str = "08", **claim: Any) -> Told:
    """A claim `name` in a report of its own, published on a day of March 2031, unless `report` names another."""
    report = claim.pop("report", f"r-{name}")
    fields: dict[str, Any] = {
        "id": name,
        "anchor": name,
        "event": "e1",
        "spans": (Span(start=0, end=len(words), text=words),),
        "event_type": "ASSAULT",
        "stance": "asserted",
        "speaker": speaker,
        "place": KELMET,
        "time": days("07"),
    }
    return Told(claim=Claim(**(fields | claim)), report=report, outlet=f"Outlet of {report}", published=f"2031-03-{day}")


def descents(told: Iterable[Told], **copies: str) -> dict[str, Descent]:
    """Lineages by the speakers' names, else by the outlets'; `copies` says of claims which one they repeat."""
    found: dict[str, Descent] = {}
    for item in told:
        voice = item.claim.speaker.name if item.claim.speaker else item.outlet or "?"
        found[item.claim.id] = Descent(
            claim=item.claim.id, report=item.report, outlet=item.outlet, lineage=voice, copies=copies.get(item.claim.id), reasons=("given",)
        )
    return found


def related(*told: Told, **copies: str) -> set[tuple[str, str, str]]:
    """The relations among claims as (kind, from, to); every one must give its reasons."""
    found: tuple[Relation, ...] = relate(told, (), descents(told, **copies))
    assert all(relation.reasons and all(relation.reasons) for relation in found), "no relation without reasons"
    return {(relation.kind, relation.from_id, relation.to_id) for relation in found}
