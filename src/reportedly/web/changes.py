"""What is new in the ledger, told as server-sent events (WHATWG, HTML Living Standard, 9.2).

Events are `claim`, `review` (a decision) and `ledger` (as `/api/ledger`). Who comes back with an event's id as Last-Event-ID is told what
it missed, at most MISSED of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
from starlette.responses import StreamingResponse

from reportedly.ledger import decisions, tallies
from reportedly.sheets import claim_line
from reportedly.web import forms
from reportedly.web.asks import Ask
from reportedly.web.lists import ledger
from reportedly.web.problems import RefusalError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from anyio import CapacityLimiter
    from starlette.requests import Request

    from reportedly.web.desk import Desk

MOST = 64
"""Followers at once: each is one connection; a page has one."""

MISSED = 200
"""Claims, and decisions, that are told at once, the newest: who missed more reads the lists."""

LOOK = 1.0  # seconds between two looks at the ledger
BEAT = 15  # looks without news, after which a comment keeps the connection open through proxies


def follow(request: Request, desk: Desk, threads: CapacityLimiter) -> StreamingResponse:
    """The stream of what is new."""
    if desk.meters.listening >= MOST:
        raise RefusalError(503, f"{MOST} follow the changes already; ask for /api/claims now and then", {"Retry-After": "60"})
    since = request.headers.get("last-event-id", "")
    return StreamingResponse(_told(desk, _Seen.of(since), threads), media_type="text/event-stream", headers={"cache-control": "no-store"})


@dataclass(frozen=True, slots=True)
class _Seen:
    """How far somebody follows: the numbers of the last claim and the last decision."""

    claim: int
    review: int

    @classmethod
    def of(cls, written: str) -> _Seen | None:
        """As an event's id has it, "1200-7"; None for none of ours."""
        numbers = written.split("-")
        if len(numbers) != 2 or not all(one.isascii() and one.isdigit() and len(one) < 19 for one in numbers):
            return None
        return cls(int(numbers[0]), int(numbers[1]))

    def __str__(self) -> str:
        return f"{self.claim}-{self.review}"


async def _told(desk: Desk, since: _Seen | None, threads: CapacityLimiter) -> AsyncIterator[bytes]:
    """What is new, until who follows has gone."""
    desk.meters.listening += 1
    try:
        mark, quiet = "", 0
        seen = await anyio.to_thread.run_sync(_now, desk, limiter=threads) if since is None else since
        yield b"retry: 2000\n\n"
        while True:
            now = await anyio.to_thread.run_sync(tallies.mark, desk.ledger, limiter=threads)
            if now != mark:
                news, seen = await anyio.to_thread.run_sync(_news, desk, seen, limiter=threads)
                mark, quiet = now, 0
                yield b"".join(news)
            elif quiet >= BEAT:
                quiet = 0
                yield b": nothing new\n\n"
            quiet += 1
            await anyio.sleep(LOOK)
    finally:
        desk.meters.listening -= 1


def _now(desk: Desk) -> _Seen:
    """The numbers that the ledger stands at."""
    held = tallies.held(desk.ledger)
    return _Seen(held.claims, held.reviews)


def _news(desk: Desk, seen: _Seen) -> tuple[list[bytes], _Seen]:
    """The events of what is behind what was seen, the first first, and of the ledger's state; and what is seen then."""
    told: list[bytes] = []
    for row in reversed([row for row in desk.ledger.claims(limit=MISSED) if row.number > seen.claim]):
        seen = _Seen(row.number, seen.review)
        told.append(_event("claim", forms.json(claim_line(row)), seen))
    for review in reversed([one for one in decisions.log(desk.ledger, None, MISSED) if one.number > seen.review]):
        seen = _Seen(seen.claim, review.number)
        told.append(_event("review", forms.json(review), seen))
    return [*told, _event("ledger", forms.json(ledger(desk, Ask())), seen)], seen


def _event(kind: str, data: bytes, seen: _Seen) -> bytes:
    """One event: JSON has no line break in it."""
    return f"id: {seen}\nevent: {kind}\ndata: ".encode() + data + b"\n\n"
