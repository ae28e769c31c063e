"""What speaks for one entry of the gazetteer as the meaning of a name: named features, and what each is worth.

The weights are those of a conditional logit over a name's entries and "none of these", fitted by `train/place_weights.py` to the
even-numbered reports of LGL and GeoVirus (given their spans), beliefs about the other names being those of the round before.
"None of these" is a place that the gazetteer lacks, and as such lies in the country that the report speaks of most.
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
    "admin2": ("admin2", "admin1", "area"),
    "city": ("city",),
    "exact": ("site", "feature", "area", "city", "region", "admin2"),
    "region": ("region", "admin1", "country", "area"),
}

LOCAL = frozenset({"city", "admin2", "site", "area", "feature"})
"""Kinds of places that are small enough to be near another."""


class Evidence(NamedTuple):
    """What is known of one entry, each from 0 to 1 (`rank` from -1 to 0).

    Of the entry alone: `people` is log10(population + 1) / 7; `own` that the name is its own and no alias; `country`, `admin1`,
    `admin2`, `row` (of our own table) and `sea` (in no country) what it is; `rank` a tenth of the logarithm of its share in the
    people of all places of that name; `fits` and `misfits` that a word of the text says it is such a thing, or another;
    `none` is one of "none of these" alone.

    Of the report, without the name itself: `nation` says by the logarithm of its share how much of the report is of the entry's
    country (0 for nothing); `spelled` is the same once more for an alias in a country without Latin letters, where one spelling is
    as good as another; `division` is the share of its division; `beside` that a place it may name is near (e-fold: 60 km); `held`
    that the words put it into a place that holds it ("Anaba, Panjshir"), `holds` the reverse.
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
    spelled: float = 0.0
    division: float = 0.0
    beside: float = 0.0
    held: float = 0.0
    holds: float = 0.0


WEIGHTS = Evidence(
    people=5.2,
    own=2.8,
    country=2.8,
    admin1=0.5,
    admin2=-2.1,
    row=0.8,
    sea=3.7,
    rank=2.2,
    fits=0.3,
    misfits=-1.6,
    none=4.0,
    nation=2.5,
    spelled=1.6,
    division=5.4,
    beside=4.1,
    held=2.7,
    holds=1.7,
)
NONE = Evidence(none=1.0)


def worth(evidence: Sequence[float], weights: Sequence[float] = WEIGHTS) -> float:
    """The evidence weighed: log odds up to a constant of the name."""
    return float(sum(map(mul, evidence, weights)))


def of_entries(toponym: Toponym) -> list[Evidence]:
    """What speaks for each entry of a name, and last for none of them, the report left aside."""
    everybody = sum(entry.population for entry in toponym.entries) + 1
    bare = _bare(toponym.name)
    return [*(_of_entry(entry, toponym.kind, bare, everybody) for entry in toponym.entries), NONE]


def _bare(name: str) -> str:
    """The name without the kind word at its end: "Edgar County" is the own name of Edgar, and Gaza that of the Gaza Strip."""
    words = name.lower().split()
    return " ".join(words[:-1]) if len(words) > 1 and is_size(words[-1]) else name.lower()


def _of_entry(entry: Entry, kind: str | None, bare: str, everybody: int) -> Evidence:
    fits = _FITS.get(kind or "", ())
    placed = entry.country is not None
    return Evidence(
        people=math.log10(entry.population + 1) / 7,
        own=float(entry.own or (_bare(entry.name) if entry.kind != "city" else entry.name.lower()) == bare),
        country=float(entry.kind == "country"),
        admin1=float(entry.kind == "admin1"),
        admin2=float(entry.kind == "admin2"),
        row=float(placed and (entry.overlay or entry.kind == "region")),
        sea=float(not placed),
        rank=math.log((entry.population + 1) / everybody) / 10,
        fits=float(entry.kind in fits),
        misfits=float(bool(fits) and kind != "exact" and entry.kind not in fits),
    )
