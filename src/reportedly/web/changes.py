"""What is new in the ledger, told as server-sent events (WHATWG, HTML Living Standard, 9.2): claims as they are kept.

Every follower is told from one look at the ledger a second. `id` is the number of a claim: who comes back with it as Last-Event-ID is
told what it missed, at most MISSED claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
from starlette.responses import StreamingResponse

from reportedly.ledger import tallies
from reportedly.sheets import claim_line
from reportedly.web import forms
from reportedly.web.asks import Ask
from reportedly.web.lists import ledger
from reportedly.web.problems import RefusalError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from reportedly.web.desk import Desk

MOST = 64
"""Followers at once: each is one connection; a page has one."""

MISSED = 200
"""Claims that are told at once, the newest: who missed more reads the list."""

LOOK = 1.0  # seconds between two looks at the ledger
BEAT = 15  # looks without news, after which a comment keeps the connection open through proxies


def follow(request: Request, desk: Desk) -> StreamingResponse:
    """The stream of what is new."""
    if desk.meters.listening >= MOST:
        raise RefusalError(503, f"{MOST} follow the changes already; ask for /api/claims now and then", {"Retry-After": "60"})
    since = request.headers.get("last-event-id", "")
    first = int(since) if since.isascii() and since.isdigit() and len(since) < 19 else None
    return StreamingResponse(_told(desk, first), media_type="text/event-stream", headers={"cache-control": "no-store"})


async def _told(desk: Desk, last: int | None) -> AsyncIterator[bytes]:
    """What is new, until who follows has gone."""
    desk.meters.listening += 1
    try:
        mark, quiet = "", 0
        seen = last if last is not None else await anyio.to_thread.run_sync(tallies.last_claim, desk.ledger)
        yield b"retry: 2000\n\n"
        while True:
            now = await anyio.to_thread.run_sync(tallies.mark, desk.ledger)
            if now != mark:
                news, seen = await anyio.to_thread.run_sync(_news, desk, seen)
                mark, quiet = now, 0
                yield b"".join(news)
            elif quiet >= BEAT:
                quiet = 0
                yield b": nothing new\n\n"
            quiet += 1
            await anyio.sleep(LOOK)
    finally:
        desk.meters.listening -= 1


def _news(desk: Desk, last: int) -> tuple[list[bytes], int]:
    """The events of the claims behind a number, the first first, and of the ledger's state; and the last number."""
    rows = [row for row in desk.ledger.claims(limit=MISSED) if row.number > last]
    told = [_event("claim", forms.json(claim_line(row)), row.number) for row in reversed(rows)]
    told.append(_event("ledger", forms.json(ledger(desk, Ask()))))
    return told, rows[0].number if rows else last


def _event(kind: str, data: bytes, number: int | None = None) -> bytes:
    """One event: JSON has no line break in it."""
    mark = b"" if number is None else f"id: {number}\n".encode()
    return mark + f"event: {kind}\ndata: ".encode() + data + b"\n\n"
