"""Which claims could tell of one event: short keys that a ledger indexes, and the pairs that share one.

A claim has at most `MOST_KEYS` keys. On a key, claims stand in a canonical order (`position`: day, publication, anchor, id), and a claim
meets only the `NEAREST` before it and after it: so a key that a whole war shares costs a bounded number of comparisons a claim, those
nearest in time, and which pairs meet depends on which claims there are and not on when they came.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reportedly.compare import telling
from reportedly.link.kinds import LINGERING, OF_PERSONS
from reportedly.link.same import WINDOW
from reportedly.link.traits import Traits, traits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.model import Place
    from reportedly.model.event import Told

MOST_KEYS = 24
"""Keys a claim has at most: the development stories' claims have 9 on average and 20 at most."""
NEAREST = 40
"""Claims that a claim meets on either side of it on one key."""
BUCKET = 4
"""Days that a key's time lumps together."""
MOST_BUCKETS = 4
"""Buckets of a claim at most: the last ones of a longer time, since news of it is about its end."""
PAD, LONG_PAD = 1, 4
"""Days that a time, and that of what lasts, is widened by at both ends: so that times `ties.GRACE` and `apart.LINGER` days apart meet."""


def keys(told: Told) -> tuple[str, ...]:
    """Who could be the same event: the report's event first, then place, division with kind, figures and parties, each with its days."""
    return keys_of(traits(told))


def position(told: Told) -> tuple[int, str, str, str]:
    """Where the claim stands among those that share a key of it."""
    return traits(told).order


def keys_of(claim: Traits) -> tuple[str, ...]:
    """The keys of a claim whose traits are known."""
    found = [f"e:{claim.told.report}/{claim.told.claim.event}"]
    if claim.standing == "aggregate" or (claim.kind == "force" and claim.figures):
        found.append(f"r:{claim.told.report}")  # a total and what it may count
    for time in _times(claim):
        found.extend(f"{key}@{time}" for key in _timed(claim))
    return tuple(dict.fromkeys(found))[:MOST_KEYS]


def _times(claim: Traits) -> tuple[int, ...]:
    """The buckets of days that the claim may be of; its last ones first. A claim without a time has its publication's."""
    pad = LONG_PAD if claim.kind in LINGERING or claim.topics & OF_PERSONS else PAD
    first = (claim.start if claim.start is not None else claim.day) - pad
    last = claim.day + pad
    return tuple(range(last // BUCKET, first // BUCKET - 1, -1))[:MOST_BUCKETS]


def _timed(claim: Traits) -> Iterator[str]:
    """What the claim has in common with another of its event, telling things first."""
    kind = claim.kind
    if claim.place is not None:
        yield from _place_keys(claim.place, kind, wide=claim.wide)
    for measure, low in claim.figures:
        if low > 2:
            yield f"t:{measure}={low}"
    named = sorted(" ".join(sorted(name)) for name in claim.named)[:3]
    yield from (f"n:{name}/{kind}" for name in named)


def _place_keys(place: Place, kind: str, *, wide: bool) -> Iterator[str]:
    country = place.country or ""
    if not wide:
        name = " ".join(sorted(telling(place.name))) or place.name.casefold()
        yield f"p:{place.geonameid}" if place.geonameid is not None else f"p:{country}/{name}"
    yield f"d:{country}/{(place.admin1 or '').casefold()}/{kind}"


def pairs(claims: Sequence[Traits]) -> Iterator[tuple[Traits, Traits]]:
    """The pairs that share a key and stand near each other on it, each once, the earlier of the two first."""
    shelves: dict[str, list[int]] = defaultdict(list)
    ordered = sorted(claims, key=lambda claim: claim.order)
    for number, claim in enumerate(ordered):
        for key in keys_of(claim):
            shelves[key].append(number)
    met: set[tuple[int, int]] = set()
    for shelf in shelves.values():
        for at, number in enumerate(shelf):
            met.update((number, other) for other in shelf[at + 1 : at + 1 + NEAREST])
    for one, other in sorted(met):
        if ordered[other].day - ordered[one].day <= WINDOW:
            yield ordered[one], ordered[other]


def by_order(claims: Iterable[Told]) -> list[Traits]:
    """What linking looks at of each claim, in the canonical order; a claim given twice is one."""
    found = {told.claim.id: told for told in claims}
    return sorted((traits(told) for told in found.values()), key=lambda claim: claim.order)
