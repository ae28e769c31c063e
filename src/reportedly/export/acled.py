"""Events in the columns of ACLED's export, in its manner. ACLED-style, not ACLED data: each row says so.

Codes after ACLED's codebook (2023): `time_precision` 1 the day, 2 a week, 3 a month; `geo_precision` 1 the place, 2 near it or a part of a
district, 3 a larger region. `inter1`, `inter2` are actor types in words. Fatalities are the conservative number of the event's record.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportedly import lexicon
from reportedly.export.ged import days, sides_of
from reportedly.export.lines import LIST, Cell, Column
from reportedly.model import Party
from reportedly.schemes import Acled, acled, is_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.export.dossier import Dossier

LABEL = "ACLED-style, not ACLED data"
_GEO = {"exact": 1, "near": 2, "admin2": 2, "admin1": 3, "region": 3, "country": 3}
_WEEK = 7
_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_INTER = (
    ("protesters", "Protesters"),
    ("rioters", "Rioters"),
    ("forces", "State Forces"),
    ("rebels", "Rebel Groups"),
    ("government", "State Forces"),
    ("civilians", "Civilians"),
)
"""Classes of parties (party_classes.tsv) and ACLED's actor types, the first that fits."""


def mapped(dossier: Dossier) -> Acled | None:
    """What ACLED would call the event: as the first of its claims that the mapping knows."""
    return next((found for one in dossier.cited if one.claim.event_type == dossier.event.event_type and (found := acled(one.claim))), None)


@lexicon.of_tables
@cache
def countries() -> dict[str, str]:
    """Countries' names by ISO code."""
    return {row["country"]: row["name"] for row in lexicon.cells("countries")}


def _inter(name: str | None, kind: str | None) -> str | None:
    party = Party(id=None, name=name or "", kind=kind)
    return None if name is None else next((words for label, words in _INTER if is_of(party, label)), "External/Other forces")


def _actor(index: int) -> Callable[[Dossier], str | None]:
    def name(dossier: Dossier) -> str | None:
        sides = sides_of(dossier)
        return sides[index] if index < len(sides) else None

    return name


def _type_of(index: int) -> Callable[[Dossier], str | None]:
    def words(dossier: Dossier) -> str | None:
        name = _actor(index)(dossier)
        return _inter(name, next((side.kind for side in dossier.event.sides if side.name == name), None))

    return words


def _interaction(dossier: Dossier) -> str:
    first, second = _type_of(0)(dossier), _type_of(1)(dossier)
    return f"{first}-{second}" if first and second else f"{first or second or ''} only"


def _time_precision(dossier: Dossier) -> int | None:
    count = days(dossier.event.when)
    return None if count is None else 1 if count == 1 else 2 if count <= _WEEK else 3


def _kind(field: str) -> Callable[[Dossier], Cell]:
    def value(dossier: Dossier) -> str | None:
        found = mapped(dossier)
        words: str | None = getattr(found, field) if found else None
        return words

    return value


def _disorder(dossier: Dossier) -> str | None:
    found = mapped(dossier)
    return _DISORDER.get(found.event_type) if found else None


def _civilians(dossier: Dossier) -> str | None:
    return "Civilian targeting" if _type_of(1)(dossier) == "Civilians" else None


def _country(dossier: Dossier) -> str | None:
    code = dossier.event.where.country if dossier.event.where else None
    return countries().get(code, code) if code else None


COLUMNS: tuple[Column[Dossier], ...] = (
    Column("event_id_cnty", "the event's id with us", lambda d: d.event.id),
    Column("event_date", "first ISO day", lambda d: d.event.when.start if d.event.when else None),
    Column("year", "of its first day", lambda d: int(d.event.when.start[:4]) if d.event.when and d.event.when.start else None, "integer"),
    Column("time_precision", "1 the day, 2 a week, 3 a month", _time_precision, "integer"),
    Column("disorder_type", "ACLED's, of its event type", _disorder),
    Column("event_type", "ACLED's, by our mapping; empty where it would be none of its events", _kind("event_type")),
    Column("sub_event_type", "ACLED's, by our mapping", _kind("sub_event_type")),
    Column("actor1", "who acts, or one side", _actor(0)),
    Column("assoc_actor_1", "not told; empty", lambda _: None),
    Column("inter1", "what kind of actor", _type_of(0)),
    Column("actor2", "who is acted upon, or the other side", _actor(1)),
    Column("assoc_actor_2", "not told; empty", lambda _: None),
    Column("inter2", "what kind of actor", _type_of(1)),
    Column("interaction", "both kinds", _interaction),
    Column("civilian_targeting", "where civilians are acted upon", _civilians),
    Column("iso", "ACLED's numeric code; empty", lambda _: None),
    Column("region", "ACLED's to give; empty", lambda _: None),
    Column("country", "the country's name", _country),
    Column("admin1", "first-level division", lambda d: d.event.where.admin1 if d.event.where else None),
    Column("admin2", "second-level division", lambda d: d.event.where.admin2 if d.event.where else None),
    Column("admin3", "not kept; empty", lambda _: None),
    Column("location", "the place", lambda d: d.event.where.name if d.event.where else None),
    Column("latitude", "WGS84 degrees", lambda d: d.event.where.latitude if d.event.where else None, "number"),
    Column("longitude", "WGS84 degrees", lambda d: d.event.where.longitude if d.event.where else None, "number"),
    Column(
        "geo_precision",
        "1 the place, 2 near, 3 a region",
        lambda d: _GEO[d.event.where.precision] if d.event.where and d.event.where.precision else None,
        "integer",
    ),
    Column("source", "outlets", lambda d: LIST.join(dict.fromkeys(c.report.outlet for c in d.cited if c.report.outlet))),
    Column("source_scale", "not told; empty", lambda _: None),
    Column("notes", "the event in a sentence that names its speakers", lambda d: d.event.sentence),
    Column("fatalities", "the conservative number; empty where no rule gives one", lambda d: d.event.deaths("acled"), "integer"),
    Column("tags", "what the row is", lambda _: LABEL),
    Column("timestamp", "when the last of it was learned, UTC", lambda d: d.event.updated),
    Column("claim_ids", "its claims (not a column of ACLED)", lambda d: LIST.join(d.event.claims)),
)
"""ACLED's 31 columns in order, and the claims."""
