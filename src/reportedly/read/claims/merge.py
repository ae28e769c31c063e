"""Repeated statements as one claim with several spans, and claims grouped by the event they tell of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import codec
from reportedly.compare.places import names_its_place
from reportedly.model import Claim, Omitted, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Toll

_ALIKE = 0.5  # share of the shorter statement's telling words that a repetition keeps: sweep 0.4 to 0.7 on the development set
_LOOKBACK = 40  # like claims looked at for a repetition, so that long texts take linear time
_FAMILY = {
    "ASSAULT": "force",
    "FIGHT": "force",
    "TERRITORY": "control",
    "RETREAT": "control",
    "CONSULT": "talks",
    "AGREE": "talks",
    "REJECT": "talks",
    "PROTEST": "protest",
    "REQUEST": "positions",
    "THREATEN": "positions",
    "ACCUSE": "positions",
    "SUPPORT": "positions",
}
_WORD = re.compile(r"[A-Za-z]{4,}|\d+")


def merged(claims: Sequence[Claim]) -> list[Claim]:
    """Claims with equal statements united: the same speaker, type, stance, parties and toll in like words."""
    kept: list[Claim] = []
    by_key: dict[tuple[str, ...], list[int]] = {}
    for claim in claims:
        key = (claim.event_type, claim.stance, claim.speaker.name if claim.speaker else "")
        number = next((n for n in by_key.get(key, [])[-_LOOKBACK:] if _repeats(kept[n], claim)), None)
        if number is None:
            by_key.setdefault(key, []).append(len(kept))
            kept.append(claim)
        else:
            kept[number] = _united(kept[number], claim)
    return kept


def _tolls(claim: Claim) -> tuple[tuple[int | None, int | None] | None, ...]:
    return tuple(_range(toll) for toll in (claim.killed, claim.wounded, claim.casualties))


def _range(toll: Toll | None) -> tuple[int | None, int | None] | None:
    return None if toll is None else (toll.low, toll.high)


def _repeats(a: Claim, b: Claim) -> bool:
    if a.spans[0] == b.spans[0]:
        return _tolls(a) == _tolls(b) and {p.name for p in (*a.actors, *a.recipients)} == {p.name for p in (*b.actors, *b.recipients)}
    counted = any(toll is not None for toll in _tolls(a))
    doers = [{p.name for p in claim.actors} for claim in (a, b)]
    if _tolls(a) != _tolls(b) or (doers[0] != doers[1] and not (counted and not all(doers))) or _elsewhere(a, b):
        return False  # of one toll said twice, once may leave out who did it
    ours, theirs = _telling(a), _telling(b)
    return bool(ours) and bool(theirs) and len(ours & theirs) >= _ALIKE * min(len(ours), len(theirs))


def _elsewhere(a: Claim, b: Claim) -> bool:
    """Whether both name a place of their own and the places differ."""
    if a.place is None or b.place is None or a.place.name == b.place.name:
        return False
    return names_its_place(a) and names_its_place(b)


def _telling(claim: Claim) -> frozenset[str]:
    return frozenset().union(*(_words(span.text) for span in claim.spans))


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))


def _united(a: Claim, b: Claim) -> Claim:
    spans = tuple(dict.fromkeys((*a.spans, *b.spans)))
    return msgspec.structs.replace(
        a,
        spans=spans,
        modes=a.modes or b.modes,
        place=a.place or b.place,
        recipients=a.recipients or b.recipients,
        cues=tuple(dict.fromkeys((*a.cues, *b.cues))),
    )


def with_repeats(claims: Sequence[Claim], text: str, omitted: Sequence[Omitted]) -> list[Claim]:
    """Each claim with the spans where a repeated paragraph says it again, word for word."""
    copies = [o for o in omitted if o.repeats is not None and o.reason in ("repeat", "near_repeat")]
    found = []
    for claim in claims:
        more = [again for span in claim.spans for copy in copies if (again := _again(span, copy, text)) is not None]
        found.append(msgspec.structs.replace(claim, spans=tuple(dict.fromkeys((*claim.spans, *more)))) if more else claim)
    return found


def _again(span: Span, copy: Omitted, text: str) -> Span | None:
    """Where the copy repeats the span, if the span lies in the paragraph that was copied."""
    size = copy.end - copy.start
    original = copy.repeats if copy.repeats is not None else copy.start
    if not original <= span.start < original + 2 * size:
        return None
    at = text.find(span.text, copy.start, copy.end)
    return None if at < 0 else Span.of(text, at, at + len(span.text))


def numbered(claims: Sequence[Claim], report: str) -> list[Claim]:
    """Claims with their final ids and the event each tells of; claims equal in all that makes an id are one."""
    events: dict[tuple[str, ...], str] = {}
    found: dict[str, Claim] = {}
    for claim in claims:
        place = claim.place.name if claim.place is not None else ""
        day = (claim.time.start or "") if claim.background and claim.time is not None else ""
        key = (
            _FAMILY.get(claim.event_type, claim.event_type),
            "" if _FAMILY.get(claim.event_type) in ("talks", "positions") else place,
            day,
        )
        event = events.setdefault(key, f"e{len(events) + 1}")
        names = (claim.speaker.name if claim.speaker else "", *(p.name for p in claim.actors), "→", *(p.name for p in claim.recipients))
        number = codec.claim_id(report, claim.spans, claim.event_type, claim.stance, names)
        if number not in found:
            found[number] = msgspec.structs.replace(claim, id=number, anchor=codec.anchor_id(report, claim.spans[0]), event=event)
    return list(found.values())
