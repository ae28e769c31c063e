"""Who says it, who denies it, who admits or hedges it, and who of its parties is quoted by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.compare import MEASURES, family, is_denied
from reportedly.events.heard import called, key
from reportedly.events.sides import is_general, is_unarmed
from reportedly.model.event import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.events.heard import Heard, Known
    from reportedly.events.sides import Names
    from reportedly.model.event import Position, Side

_SILENT = frozenset({"belligerent", "government"})
"""Kinds of parties of whom one expects to hear: a crowd, a hospital or a market is not silent when nobody quotes it."""


def voices(known: Known) -> dict[str, tuple[Heard, ...]]:
    """The claims of each voice, camps as one, in the order in which they first speak."""
    found: dict[str, tuple[Heard, ...]] = {}
    for h in known.heard:
        found[key(h.voice)] = (*found.get(key(h.voice), ()), h)
    return found


def speakers(known: Known, names: Names, parties: Sequence[Side]) -> tuple[Speaker, ...]:
    """Every voice with its position, then the parties that are silent."""
    made = [
        Speaker(
            name=called(heard[0].voice),
            kind="belligerent" if heard[0].voice.camp else heard[0].voice.kind,
            side=heard[0].voice.camp,
            position=position(heard, names),
            outlets=tuple(dict.fromkeys(h.told.outlet for h in heard if h.told.outlet)),
            claims=known.ids(heard),
        )
        for heard in voices(known).values()
    ]
    quoted = {one.name for one in made}
    silent = [
        Speaker(name=side.name, kind=side.kind, side=side.name, position="silent", outlets=(), claims=())
        for side in parties
        if side.name not in quoted and side.kind in _SILENT and not is_general(side.name)
    ]
    return (*made, *silent)


def position(heard: Iterable[Heard], names: Names) -> Position:
    """The strongest that a voice says of it: an admission, a denial, an assertion, a hedge."""
    told = tuple(heard)
    if any(admits(h, names) for h in told):
        return "admits"
    if any(is_denied(h.claim) for h in told):
        return "denies"
    return "hedges" if all(h.claim.stance == "hedged" for h in told) else "says"


def admits(h: Heard, names: Names) -> bool:
    """Whether it tells what hurts those it speaks for: their own losses, or harm that they did to people without arms."""
    return admits_loss(h, names) or admits_harm(h, names)


def admits_loss(h: Heard, names: Names) -> bool:
    """Whether a camp tells of its own dead, wounded, missing or captured; "none" is no loss."""
    camp = h.voice.camp
    if camp is None or not _is_plain(h):
        return False
    counted = [toll for measure in MEASURES if (toll := getattr(h.claim, measure)) is not None and (toll.high is None or toll.high > 0)]
    own = any(names.camp(party) == camp for party in h.claim.recipients)
    rivals = any((found := names.camp(party)) and found != camp for party in h.claim.recipients)
    said = any(toll.of and names.named(toll.of) == camp for toll in counted)
    return bool(counted) and (said or (own and (not rivals or _is_of_both(counted))))


def _is_of_both(counted: Iterable[object]) -> bool:
    return any((getattr(toll, "of", None) or "").casefold() == "both sides" for toll in counted)


def admits_harm(h: Heard, names: Names) -> bool:
    """Whether a camp says that it did violence to people without arms: what accepting responsibility is."""
    camp = h.voice.camp
    if camp is None or not _is_plain(h) or family(h.claim.event_type) != "force":
        return False
    did = any(names.camp(party) == camp for party in h.claim.actors)
    return did and bool(h.claim.recipients) and all(is_unarmed(party) and names.camp(party) is None for party in h.claim.recipients)


def _is_plain(h: Heard) -> bool:
    return h.claim.stance == "asserted" and h.is_told
