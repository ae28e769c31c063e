"""Who may ask what, how often: hosts, origins, the token, rates; and what every answer says in its head.

The server is on loopback unless it is told otherwise, and then it wants a token. Against pages of other sites that a browser has open: the
Host must be one that the server goes by (a name that is rebound to 127.0.0.1 is not), nothing may be written from another origin, and no
answer allows itself to be read by one. There are no cookies.
"""

from __future__ import annotations

import hmac
import math
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

from reportedly.web import problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reportedly.web.meters import Meters

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Only what the server itself serves, nothing inline, nothing framed (W3C, Content Security Policy Level 3)."""

_HEAD = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}

_SAFE = ("GET", "HEAD", "OPTIONS")
_OPEN = ("/", "/health", "/api/session")
"""What is answered without the token: the page (which holds nothing), whether the server lives, and the exchange of the link's code."""

_CLIENTS = 4_096
"""Clients whose rates are kept: the least lately seen is forgotten first, and begins anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What the guards know: the hosts that the server goes by, its token (None: none is wanted), requests a second, and in one burst."""

    hosts: frozenset[str]
    token: str | None = None
    rate: float = 100.0
    burst: float = 200.0


@dataclass(slots=True)
class Rates:
    """A bucket of requests for each client, filled `rate` a second up to `burst`."""

    rate: float
    burst: float
    clock: Callable[[], float]
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, client: str, cost: float = 1.0) -> float:
        """Seconds until the client may ask again; 0, and the request is taken from its bucket, when it may now."""
        now = self.clock()
        left, at = self._buckets.pop(client, (self.burst, now))
        left = min(self.burst, left + (now - at) * self.rate)
        due = max(0.0, (cost - left) / self.rate)
        self._buckets[client] = (left if due else left - cost, now)
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        return due


class Guard:
    """Lets a request through to the app, or refuses it."""

    def __init__(self, app: ASGIApp, doors: Doors, clock: Callable[[], float]) -> None:
        self._app = app
        self._doors = doors
        self._rates = Rates(doors.rate, doors.burst, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, send)
            return
        status, detail, head = refusal
        await problems.answer(status, detail, scope["path"], head)(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str, dict[str, str]] | None:
        """Status, words and head of the refusal; None for what may pass."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host_name(host) not in self._doors.hosts:
            names = ", ".join(sorted(self._doors.hosts))
            return 421, f"this server does not go by the name {host[:80]!r}, but by {names}; start it with --name to add one", {}
        wait = self._rates.wait(scope["client"][0] if scope.get("client") else "")
        if wait:
            seconds = math.ceil(wait)
            return 429, f"more than {self._doors.rate:g} requests a second; ask again in {seconds} s", {"Retry-After": str(seconds)}
        if scope["method"] not in _SAFE and not _same_origin(headers, host):
            return 403, "written from a page of another origin; write from the server's own page, or without an Origin header", {}
        if not self._may_pass(scope["path"], headers):
            words = "wants its token: send Authorization: Bearer TOKEN, or open the link that the server showed when it started"
            return 401, words, {"WWW-Authenticate": 'Bearer realm="reportedly"'}
        return None

    def _may_pass(self, path: str, headers: Headers) -> bool:
        """Whether the request has the token, or needs none."""
        if self._doors.token is None or path in _OPEN or path.startswith("/static/"):
            return True
        kind, _, given = headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and is_same(given.strip(), self._doors.token)


class Heads:
    """What every answer says in its head, and how long it took to begin, counted by the route that was found."""

    def __init__(self, app: ASGIApp, meters: Meters, clock: Callable[[], float]) -> None:
        self._app = app
        self._meters = meters
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = self._clock()

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                head = MutableHeaders(scope=message)
                for name, value in _HEAD.items():
                    head.setdefault(name, value)
                head.setdefault("cache-control", "no-store")
                route = getattr(scope.get("route"), "path", "none")
                self._meters.answered(route, scope["method"], message["status"], self._clock() - began)
            await send(message)

        await self._app(scope, receive, sent)


def host_name(host: str) -> str:
    """The name in a Host header, without the port, in small letters: "[::1]:8377" is "::1"."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rpartition(":")[0] if name.count(":") == 1 else name


def is_same(given: str, wanted: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how much of them is."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _same_origin(headers: Headers, host: str) -> bool:
    """Whether a write comes from the server's own page, or from no page."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    return origin is None or origin.partition("://")[2].lower() == host.strip().lower()
