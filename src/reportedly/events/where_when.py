"""Where and when the claims put an event: the narrowest place and time that most of them hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from reportedly.compare import compare_places, is_inside
from reportedly.events.heard import key
from reportedly.events.wording import day_of
from reportedly.model.event import When, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.events.heard import Heard, Known
    from reportedly.model import Place, Time

Span = tuple[str | None, str | None]
_FINEST = ("exact", "near", "admin2", "admin1", "country", "region")
_LASTING = frozenset({"FIGHT", "TERRITORY", "CONSULT", "STATUS", "MOBILIZE", "THREATEN"})
"""Event types of what goes on for days more often than not."""

_MOST = 100
"""Places or times of an event that are weighed against each other at most, those of most voices or told first."""

_LONG = 62
"""Days that an event's own time has at most where any claim's is shorter."""


def place_of(known: Known) -> Place | None:
    """The narrowest place that at least half of the voices hold, theirs being it or inside it; of two as narrow, what more hold."""
    held: dict[Place, set[str]] = {}
    for h in _weighed(known):
        if h.claim.place is not None:
            held.setdefault(bare(h.claim.place), set()).add(key(h.voice))
    if not held:
        return None
    told = sorted(held, key=lambda place: -len(held[place]))[:_MOST]
    support = {place: len(set().union(*(held[other] for other in told if _is_there(other, place)))) for place in told}
    half = len(set().union(*held.values())) / 2
    agreed = [place for place in told if support[place] >= half] or told
    return max(agreed, key=lambda place: (_fineness(place), _depth(place, agreed), support[place], -told.index(place)))


def _depth(place: Place, others: Iterable[Place]) -> int:
    """In how many of the others it lies."""
    return len({other.name for other in others if is_inside(place, other) and compare_places(place, other).agreement != "same"})


def bare(place: Place) -> Place:
    """The place apart from the words that name it in a report."""
    return msgspec.structs.replace(place, text=place.name, start=0, end=0, score=None, reason=None, candidates=())


def where(known: Known) -> Where | None:
    """The place of the event with the claims that put it there; None where none names one."""
    place = place_of(known)
    if place is None:
        return None
    inside = {bare: _is_there(bare, place) for bare in {bare(h.claim.place) for h in known.heard if h.claim.place is not None}}
    there = [h for h in known.heard if h.claim.place is not None and inside[bare(h.claim.place)]]
    others = sorted({bare.name for bare, within in inside.items() if not within})
    told = len([h for h in known.heard if h.claim.place])
    why = f"{len(there)} of {told} claims that name a place put it in {place.name} or inside it"
    return Where(
        name=place.name,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        latitude=place.latitude,
        longitude=place.longitude,
        geonameid=place.geonameid,
        precision=place.precision,
        area_km=place.extent_km,
        claims=known.ids(there),
        why=f"{why}; others name {', '.join(others[:3])}" if others else why,
    )


def when(known: Known, event_type: str) -> When | None:
    """The day that half of the voices hold and half of the claims allow (two thirds, of what lasts); else from the first day to the last.

    None where none tells. Times of more than two months are the background of an event and count only where there are no others.
    """
    dated = [h for h in _weighed(known) if h.claim.time is not None and h.claim.time.start and h.claim.time.end]
    dated = dated or [h for h in _weighed(known) if h.claim.time is not None and (h.claim.time.start or h.claim.time.end)]
    if not dated:
        return None
    day = _one_day(dated, 2 / 3 if event_type in _LASTING else 1 / 2)
    if day is not None:
        held = [h for h in dated if _days(h) == _days(day)]
        return _when(held, known, f"{len(held)} of {len(dated)} dated claims hold it")
    near = [h for h in dated if _length(h) <= _LONG] or dated
    clear = [h for h in near if _time(h).precision in ("day", "range")]
    chosen = clear if len(clear) * 2 >= len(near) else near
    return _when(chosen, known, f"from the first day to the last that {len(chosen)} of {len(dated)} dated claims give")


def _one_day(dated: Sequence[Heard], share: float) -> Heard | None:
    """A claim of one day that most hold or allow, its day standing inside theirs."""
    spans = Counter(_days(h) for h in dated)
    voices = len({key(h.voice) for h in dated})
    found = []
    for span in list(spans)[:_MOST]:
        holding = [h for h in dated if _days(h) == span]
        allowed = sum(n for other, n in spans.items() if _is_within(span, other))
        if _length(holding[0]) == 0 and len({key(h.voice) for h in holding}) >= share * voices and allowed >= share * len(dated):
            found.append((allowed, holding[0]))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _is_within(inner: Span, outer: Span) -> bool:
    (start, end), (first, last) = inner, outer
    return bool(start and end and first and last) and (first or "") <= (start or "") and (end or "") <= (last or "")


def _length(h: Heard) -> int:
    """Days from the first to the last, many where one is not told."""
    start, end = (day_of(day) for day in _days(h))
    return 10**6 if start is None or end is None else (end - start).days


def _when(held: Sequence[Heard], known: Known, why: str) -> When:
    starts = [day for h in held if (day := _time(h).start)]
    ends = [day for h in held if (day := _time(h).end)]
    alike = len({_days(h) for h in held}) == 1
    first = _time(held[0])
    start, end = min(starts, default=None), max(ends, default=None)
    return When(
        start=start,
        end=end,
        precision=first.precision if alike else "day" if start == end else "range",
        edtf=first.edtf if alike else start if start == end else f"{start or '..'}/{end or '..'}",
        claims=known.ids(held),
        why=why,
    )


def _weighed(known: Known) -> list[Heard]:
    """Claims that say where and when it was: told ones in their own words, else whatever there is."""
    own = [h for h in known.heard if h.is_told and h.copies is None]
    return own or list(known.heard)


def _is_there(inner: Place, outer: Place) -> bool:
    return compare_places(inner, outer).agreement == "same" or is_inside(inner, outer)


def _fineness(place: Place | None) -> int:
    return -_FINEST.index(place.precision) if place and place.precision else -len(_FINEST)


def _days(h: Heard) -> Span:
    return _time(h).start, _time(h).end


def _time(h: Heard) -> Time:
    assert h.claim.time is not None  # noqa: S101 - asked only of dated claims
    return h.claim.time
