"""The ASGI app: every route behind the guards, each question answered by a thread from one snapshot of the ledger."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.routing import Route as Path

from reportedly import codec
from reportedly.errors import FormatError, ReportedlyError, TooLargeError
from reportedly.ledger import tallies
from reportedly.version import __version__
from reportedly.web import changes, forms, openapi, page, problems
from reportedly.web.asks import asked
from reportedly.web.guards import Guard, Heads
from reportedly.web.items import Listed
from reportedly.web.meters import MEDIA
from reportedly.web.problems import RefusalError
from reportedly.web.routes import ROUTES, Route
from reportedly.web.warm import Made

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.datastructures import URL
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from reportedly.web.asks import AnyForm
    from reportedly.web.desk import Desk

THREADS = 4
"""Questions to the ledger at once: most of an answer is made by Python, one thread at a time, and each holds a connection."""

SENDERS = 8
"""What is sent and worked on at once: a text waits for the reader and a decision for other writers, and no question waits for them."""

LOOKERS = 2
"""Who looks for all that follow the changes: a look takes a millisecond, each follower has one a second."""

_SMALL = 100_000  # bytes of a body that is no report
_SLOW = 30.0  # seconds in which a body must have come
_UNTAGGED = ("/health",)


def app(desk: Desk, clock: Callable[[], float] = time.monotonic) -> ASGIApp:
    """The app over a desk. `clock` counts the rates and the times of answers."""
    asking, sending = anyio.CapacityLimiter(THREADS), anyio.CapacityLimiter(SENDERS)
    served = Starlette(
        routes=[*(_path(desk, route, asking if route.method == "GET" else sending) for route in ROUTES), *_others(desk)],
        middleware=[
            Middleware(Guard, doors=desk.doors, clock=clock),
            Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5),
        ],
        exception_handlers={
            ReportedlyError: problems.refused,
            HTTPException: problems.http_refused,
            500: problems.fault,
        },
    )
    return Heads(served, desk.meters, clock)  # outermost: what every answer says, a fault's too


def _path(desk: Desk, route: Route, threads: anyio.CapacityLimiter) -> Path:
    """The route as the framework has it: names may have slashes in them."""

    async def answered(request: Request) -> Response:
        asked_for, wanted = await _asked(desk, route, request)
        return await anyio.to_thread.run_sync(_told, desk, route, asked_for, wanted, limiter=threads)

    return Path(route.path.replace("{name}", "{name:path}"), answered, methods=[route.method], name=route.path)


def _others(desk: Desk) -> list[Path]:
    """What has no record for an answer."""
    looking = anyio.CapacityLimiter(LOOKERS)

    async def follow(request: Request) -> Response:
        return changes.follow(request, desk, looking)

    async def metrics(_: Request) -> Response:
        return Response(desk.meters.text(), media_type=MEDIA)

    document = openapi.document()

    async def described(_: Request) -> Response:
        return Response(document, media_type="application/json", headers={"cache-control": "no-cache"})

    return [
        Path("/api/changes", follow),
        Path("/metrics", metrics),
        Path("/openapi.json", described),
        Path("/", page.serve),
        Path("/static/{name:path}", page.serve),
    ]


async def _asked(desk: Desk, route: Route, request: Request) -> tuple[tuple[Any, ...], _Wanted]:
    """What is asked of a route, checked, with the body if it takes one; and what is wanted of the answer."""
    ask = asked(route.asks, [*request.path_params.items(), *request.query_params.multi_items()])
    form = forms.form_of(getattr(ask, "format", None), request.headers.get("accept", "") if route.sheet else "")
    if route.sheet and getattr(ask, "format", None) is None:
        ask = msgspec.structs.replace(ask, format=form)
    body = () if route.takes is None else (await _taken(desk, route, request),)
    return (ask, *body), _Wanted(form, request.url, request.headers.get("if-none-match", ""))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a request wants of the answer, beside what it asks: the form, at which address, and none that it `has` already."""

    form: AnyForm
    url: URL
    has: str


def _told(desk: Desk, route: Route, asked_for: tuple[Any, ...], wanted: _Wanted) -> Response:
    """The answer, made in a thread: not sent where the client has it, and not made again where it is made for the ledger as it stands."""
    if route.method != "GET" or route.path in _UNTAGGED:
        made = _made(desk, route, asked_for, wanted)
        return Response(made.body, route.status, made.head, made.media)
    tag = f'W/"{codec.digest(tallies.mark(desk.ledger), wanted.url.path, wanted.url.query, wanted.form, __version__)}"'
    head = {"etag": tag, "cache-control": "private, no-cache", "vary": "Accept, Authorization"}
    if tag in wanted.has:
        return Response(status_code=304, headers=head)
    kept = desk.warm.get(tag)
    if kept is None:
        kept = _made(desk, route, asked_for, wanted)
        desk.warm.put(tag, kept)
    return Response(kept.body, route.status, head | kept.head, kept.media)


def _made(desk: Desk, route: Route, asked_for: tuple[Any, ...], wanted: _Wanted) -> Made:
    """What a route answers, in the form that is wanted."""
    found = route.run(desk, *asked_for)
    if not isinstance(found, Listed) or route.sheet is None:
        return Made(forms.json(found), forms.MEDIA["json"], {})
    head: dict[str, str] = {}
    if found.next is not None:
        after = wanted.url.include_query_params(cursor=found.next)
        head["link"] = f'<{after.path}?{after.query}>; rel="next"'
    return Made(forms.listed(found, route.sheet, wanted.form, desk), forms.media_of(route.sheet, wanted.form), head)


async def _taken(desk: Desk, route: Route, request: Request) -> Any:
    """The body: the record that the route takes, or bytes where it takes those. Raises RefusalError, TooLargeError and FormatError."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_json = media == "application/json"
    if not is_json and not route.raw:
        raise RefusalError(415, "send the body as application/json")
    if not is_json and not media:
        raise RefusalError(415, "say with Content-Type what is sent: application/json, or application/octet-stream for a file")
    raw = await _read(request, desk.settings.max_bytes if route.raw else _SMALL)
    if not is_json or route.takes is None:
        return raw
    try:
        return msgspec.json.decode(raw, type=route.takes)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise FormatError(f"the body: {error}; see /openapi.json for what this route takes") from error


async def _read(request: Request, most: int) -> bytes:
    """The body's bytes. Raises TooLargeError for more than `most`, RefusalError for one that does not end in time."""
    size = request.headers.get("content-length", "0")
    too_large = TooLargeError(f"the body has more than {most:,} bytes; send less of it")
    if size.isascii() and size.isdigit() and int(size[:18]) > most:
        raise too_large
    raw = bytearray()
    with anyio.move_on_after(_SLOW):
        async for piece in request.stream():
            raw += piece
            if len(raw) > most:
                raise too_large
        return bytes(raw)
    raise RefusalError(408, f"the body did not come in {_SLOW:g} seconds; send it again")
