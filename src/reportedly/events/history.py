"""How an event's record grew: a moment each time that something of it was learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.events.versions import words
from reportedly.model.event import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportedly.model.event import Event


def history(build: Callable[[str], Event | None], times: Iterable[str]) -> tuple[Moment, ...]:
    """The moments of an event: `build` gives its record as it stood at an ISO time in UTC, None before anything was known of it.

    `times` are when claims of it were learned; a time at which nothing is new gives no moment.
    """
    moments: list[Moment] = []
    before: Event | None = None
    for at in sorted(set(times)):
        now = build(at)
        if now is None or (before is not None and now == before):
            continue
        moments.append(_moment(at, now, before))
        before = now
    return tuple(moments)


def _moment(at: str, now: Event, before: Event | None) -> Moment:
    old = set(before.claims) if before else set()
    return Moment(
        at=at,
        claims=tuple(claim for claim in now.claims if claim not in old),
        status=now.status,
        tolls=tolls_of(now),
        origins=now.origins,
        speakers=_speakers(now),
        changed=_changed(now, before),
    )


def tolls_of(event: Event) -> tuple[str, ...]:
    """The tolls in words: "killed of Taliban: 13 to 350"; groups inside others and figures without a number are left out."""
    return tuple(
        f"{toll.measure}{f' of {toll.of}' if toll.of else ''}{f' at {toll.place}' if toll.place else ''}: {words(toll.low, toll.high)}"
        for toll in event.tolls
        if not toll.subset and (toll.low is not None or toll.high is not None)
    )


def _speakers(event: Event) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.name for one in event.speakers if one.position != "silent"))


def _changed(now: Event, before: Event | None) -> tuple[str, ...]:
    """What is new, in words."""
    if before is None:
        return ("first told",)
    found = [f"status: {before.status} to {now.status}"] if before.status != now.status else []
    found += [f"toll: {toll}" for toll in tolls_of(now) if toll not in tolls_of(before)]
    found += [f"{name} speaks" for name in _speakers(now) if name not in _speakers(before)]
    found += [f"disputed: {topic}" for topic in now.disputed if topic not in before.disputed]
    found += [f"no longer disputed: {topic}" for topic in before.disputed if topic not in now.disputed]
    if now.origins.best != before.origins.best:
        found.append(f"independent origins: {before.origins.best} to {now.origins.best}")
    return tuple(found) or ("told again",)
