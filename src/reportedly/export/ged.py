"""Events in the columns of UCDP's Georeferenced Event Dataset (GED), so that they can be laid beside it. They are not UCDP's data.

Ids of conflicts, dyads and states are UCDP's to give and stay empty. Codes after the GED codebook: `where_prec` 1 exact, 2 near,
3 second-level division, 4 first-level division, 5 a region or line, 6 country; `date_prec` 1 the day, 2 two to six days, 3 a week,
4 up to a month, 5 longer; `event_clarity` 2 for an aggregate; `type_of_violence` 1 state-based, 2 non-state, 3 one-sided.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from reportedly.export.lines import LIST, Cell, Column
from reportedly.schemes import ucdp

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.export.dossier import Dossier
    from reportedly.model.event import When

_VIOLENCE = {"state-based": 1, "non-state": 2, "one-sided": 3}
_WHERE = {"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "region": 5, "country": 6}
_SPANS = ((1, 1), (6, 2), (7, 3), (31, 4))
"""Days, and the `date_prec` of an event known to lie within so many."""

_LONGER = 5


def is_counted(dossier: Dossier) -> bool:
    """Whether UCDP would count such an event: organized violence with at least one death."""
    return _violence(dossier) is not None and bool(dossier.event.deaths("ucdp_high") or dossier.event.deaths("ucdp_best"))


def _violence(dossier: Dossier) -> int | None:
    kinds = (ucdp(one.claim) for one in dossier.cited if one.claim.event_type == dossier.event.event_type)
    return next((_VIOLENCE[kind] for kind in kinds if kind is not None), None)


def days(when: When | None) -> int | None:
    """How many days an event may have happened on."""
    if when is None or when.start is None or when.end is None:
        return None
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days + 1


def _date_precision(dossier: Dossier) -> int | None:
    count = days(dossier.event.when)
    return None if count is None else next((code for most, code in _SPANS if count <= most), _LONGER)


def cell(latitude: float, longitude: float) -> int:
    """PRIO-GRID's id of the cell of half a degree that a point lies in: rows from the south, columns from the west, counted from 1."""
    row, column = math.floor((latitude + 90) * 2), math.floor((longitude + 180) * 2)
    return min(row, 359) * 720 + min(column, 719) + 1


def _grid(dossier: Dossier) -> int | None:
    where = dossier.event.where
    return None if where is None or where.latitude is None or where.longitude is None else cell(where.latitude, where.longitude)


def _wkt(dossier: Dossier) -> str | None:
    where = dossier.event.where
    return None if where is None or where.latitude is None or where.longitude is None else f"POINT ({where.longitude} {where.latitude})"


def _side(index: int) -> Callable[[Dossier], Cell]:
    def name(dossier: Dossier) -> str | None:
        sides = sides_of(dossier)
        return sides[index] if index < len(sides) else None

    return name


def sides_of(dossier: Dossier) -> tuple[str, ...]:
    """The two sides: who acts first, then who is acted upon; both who fight, in the record's order."""
    order = sorted(dossier.event.sides, key=lambda side: side.role == "recipient")
    return tuple(side.name for side in order[:2])


def _deaths(index: int | None) -> Callable[[Dossier], Cell]:
    """Deaths of a side, of civilians (None): the best figure in force, where the record has one of theirs."""

    def count(dossier: Dossier) -> int | None:
        sides = sides_of(dossier)
        whose = "civilians" if index is None else sides[index] if index < len(sides) else None
        found = [toll.best for toll in dossier.event.tolls if whose and toll.of == whose and toll.measure == "killed" and not toll.subset]
        return found[0] if found else None

    return count


def _unknown(dossier: Dossier) -> int | None:
    """The best estimate less those whose side is known."""
    best = dossier.event.deaths("ucdp_best")
    known = [count for count in (_deaths(0)(dossier), _deaths(1)(dossier), _deaths(None)(dossier)) if isinstance(count, int)]
    return None if best is None else max(best - sum(known), 0)


def _empty(name: str) -> Column[Dossier]:
    return Column(name, "UCDP's to give; empty", lambda _: None)


def _outlets(dossier: Dossier) -> str:
    return LIST.join(dict.fromkeys(one.report.outlet for one in dossier.cited if one.report.outlet))


COLUMNS: tuple[Column[Dossier], ...] = (
    Column("id", "the event's id with us", lambda d: d.event.id),
    _empty("relid"),
    Column("year", "of its first day", lambda d: int(d.event.when.start[:4]) if d.event.when and d.event.when.start else None, "integer"),
    _empty("active_year"),
    Column("code_status", "what it is: reportedly's, by machine", lambda _: "reportedly, not UCDP data"),
    Column("type_of_violence", "1 state-based, 2 non-state, 3 one-sided", _violence, "integer"),
    *map(_empty, ("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id")),
    Column("dyad_name", "both sides", lambda d: " - ".join(sides_of(d)) or None),
    *map(_empty, ("side_a_dset_id", "side_a_new_id")),
    Column("side_a", "who acts, or one side", _side(0)),
    *map(_empty, ("side_b_dset_id", "side_b_new_id")),
    Column("side_b", "who is acted upon, or the other side", _side(1)),
    Column("number_of_sources", "independent origins, not outlets", lambda d: d.event.origins.best, "integer"),
    Column("source_article", "addresses of the reports, else their titles", lambda d: LIST.join(_reports(d))),
    Column("source_office", "outlets", _outlets),
    Column(
        "source_date",
        "first ISO day of publication",
        lambda d: min((c.report.published for c in d.cited if c.report.published), default=None),
    ),
    Column("source_headline", "title of the first report", lambda d: d.cited[0].report.title if d.cited else None),
    Column(
        "source_original", "who says it", lambda d: LIST.join(s.name for s in d.event.speakers if s.position not in ("silent", "denies"))
    ),
    Column(
        "where_prec",
        "1 exact to 6 country",
        lambda d: _WHERE[d.event.where.precision] if d.event.where and d.event.where.precision else None,
        "integer",
    ),
    Column("where_coordinates", "the place", lambda d: d.event.where.name if d.event.where else None),
    Column("where_description", "why it is there", lambda d: d.event.where.why if d.event.where else None),
    Column("adm_1", "first-level division", lambda d: d.event.where.admin1 if d.event.where else None),
    Column("adm_2", "second-level division", lambda d: d.event.where.admin2 if d.event.where else None),
    Column("latitude", "WGS84 degrees", lambda d: d.event.where.latitude if d.event.where else None, "number"),
    Column("longitude", "WGS84 degrees", lambda d: d.event.where.longitude if d.event.where else None, "number"),
    Column("geom_wkt", "the point as WKT", _wkt),
    Column("priogrid_gid", "PRIO-GRID's cell", _grid, "integer"),
    Column("country", "ISO 3166 code", lambda d: d.event.where.country if d.event.where else None),
    *map(_empty, ("country_id", "region")),
    Column("event_clarity", "1 one event, 2 a total of several", lambda d: 2 if d.event.aggregate else 1, "integer"),
    Column("date_prec", "1 the day to 5 over a month", _date_precision, "integer"),
    Column("date_start", "first ISO day", lambda d: d.event.when.start if d.event.when else None),
    Column("date_end", "last ISO day", lambda d: d.event.when.end if d.event.when else None),
    Column("deaths_a", "best figure of side a's dead", _deaths(0), "integer"),
    Column("deaths_b", "best figure of side b's dead", _deaths(1), "integer"),
    Column("deaths_civilians", "best figure of civilian dead", _deaths(None), "integer"),
    Column("deaths_unknown", "dead whose side is not known", _unknown, "integer"),
    Column("best", "UCDP's best estimate", lambda d: d.event.deaths("ucdp_best"), "integer"),
    Column("high", "UCDP's high estimate", lambda d: d.event.deaths("ucdp_high"), "integer"),
    Column("low", "UCDP's low estimate", lambda d: d.event.deaths("ucdp_low"), "integer"),
    *map(_empty, ("gwnoa", "gwnob")),
    Column("claim_ids", "its claims (not a column of GED)", lambda d: LIST.join(d.event.claims)),
)
"""GED's 49 columns in order, and the claims."""


def _reports(dossier: Dossier) -> dict[str, None]:
    return dict.fromkeys(name for one in dossier.cited if (name := one.report.url or one.report.title))
