"""What speaks for one entry of the gazetteer as the meaning of a name: named features, and what each is worth.

The weights are those of a conditional logit over a name's entries and "none of them", fitted by `train/place_weights.py` to the
even-numbered reports of LGL and GeoVirus (given their spans), beliefs about the other names being those of the round before. One is
not: fitted, `nation` is worth 1.4; at 2.2 as many names of the odd-numbered reports are right (of 0, 1.8, 2.2 and 2.8 the best), and
the right places of 187 annotated conflict reports, which tell of one country more often than those do, are likelier by a tenth of a nat.
"""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from reportedly.read.places.place_words import is_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.gazetteer import Entry
    from reportedly.read.places.toponyms import Toponym

_FITS = {
    "admin1": ("admin1",),
    "admin2": ("admin2", "admin1"),
    "city": ("city",),
    "exact": ("city", "region", "admin2"),
    "region": ("region", "admin1", "country"),
}


class Evidence(NamedTuple):
    """What is known of one entry, each from 0 to 1 (`rank` from -1 to 0).

    Of the entry alone: `people` is log10(population + 1) / 7; `own` that the name is its own and no alias; `country`, `admin1`,
    `admin2`, `row` (of our own table) and `sea` (in no country) what it is; `rank` a tenth of the logarithm of its share in the
    people of all places of that name; `fits` and `misfits` that a word of the text says it is such a thing, or another;
    `none` is one of "none of these" alone. Of the report, without the name itself: `nation` says by the logarithm of its share
    how much of the report is of the entry's country (0 for nothing), `division` is the share of its division; `beside` that a place it may name is near (e-fold: 60 km); `held` that
    the words put it into a place that holds it ("Anaba, Panjshir"), `holds` the reverse.
    """

    people: float = 0.0
    own: float = 0.0
    country: float = 0.0
    admin1: float = 0.0
    admin2: float = 0.0
    row: float = 0.0
    sea: float = 0.0
    rank: float = 0.0
    fits: float = 0.0
    misfits: float = 0.0
    none: float = 0.0
    nation: float = 0.0
    division: float = 0.0
    beside: float = 0.0
    held: float = 0.0
    holds: float = 0.0


WEIGHTS = Evidence(
    people=4.8,
    own=2.5,
    country=2.5,
    admin1=0.5,
    admin2=-2.1,
    row=0.9,
    sea=3.5,
    rank=2.1,
    fits=0.6,
    misfits=-1.3,
    none=4.7,
    nation=2.2,
    division=5.4,
    beside=4.0,
    held=2.9,
    holds=1.9,
)
NONE = Evidence(none=1.0)


def worth(evidence: Sequence[float], weights: Sequence[float] = WEIGHTS) -> float:
    """The evidence weighed: log odds up to a constant of the name."""
    return sum(map(mul, evidence, weights))


def of_entries(toponym: Toponym) -> list[Evidence]:
    """What speaks for each entry of a name, the report left aside."""
    everybody = sum(entry.population for entry in toponym.entries) + 1
    bare = _bare(toponym.name)
    return [_of_entry(entry, toponym.kind, bare, everybody) for entry in toponym.entries]


def _bare(name: str) -> str | None:
    """The name without the kind word at its end, if it has one: "Edgar County" is the own name of Edgar."""
    words = name.lower().split()
    return " ".join(words[:-1]) if len(words) > 1 and is_size(words[-1]) else None


def _of_entry(entry: Entry, kind: str | None, bare: str | None, everybody: int) -> Evidence:
    fits = _FITS.get(kind or "", ())
    placed = entry.country is not None
    return Evidence(
        people=math.log10(entry.population + 1) / 7,
        own=float(entry.own or entry.name.lower() == bare),
        country=float(entry.kind == "country"),
        admin1=float(entry.kind == "admin1"),
        admin2=float(entry.kind == "admin2"),
        row=float(placed and (entry.overlay or entry.kind == "region")),
        sea=float(not placed),
        rank=math.log((entry.population + 1) / everybody) / 10,
        fits=float(entry.kind in fits),
        misfits=float(bool(fits) and kind != "exact" and entry.kind not in fits),
    )
