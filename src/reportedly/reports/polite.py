"""Visits to other people's servers: one at a time a host, with a pause between, as robots.txt and Retry-After ask.

The clock, the sleep and the fetcher are arguments, so that a test of an hour takes none.
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reportedly.errors import FetchError
from reportedly.extras import extra
from reportedly.reports.fetch import AGENT, Fetched, Known, fetch
from reportedly.reports.refusal import shown

if TYPE_CHECKING:
    from collections.abc import Callable

GAP = 2.0
"""Seconds between two visits to a host: crawlers' common courtesy is 1 to 10."""

_LONGEST_GAP = 60.0  # seconds: a Crawl-delay that asks for more gets this
_LONGEST_WAIT = 7 * 24 * 3600.0  # seconds that a Retry-After can put a host off: no word of a server's lasts longer
_ROBOTS_HOLD = 24 * 3600.0  # seconds that a robots.txt is believed (RFC 9309, 2.4)
_ROBOTS_RETRY = 600.0  # seconds after which one that could not be had is asked for again
_ROBOTS_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are read
_HOSTS = 1_000  # hosts whose robots.txt is kept
_BUSY = (429, 503)
_FORBIDDEN = 403
_AGENT_LINE = re.compile(r"^(\s*user[- ]?agent\s*[:\s]\s*)(?!\s*\*\s*(?:#|$))(.*)$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as a visitor sees it: seconds that only go forward, seconds since 1970 in UTC, a pause, and a chance of 0 to 1."""

    steady: Callable[[], float] = time.monotonic
    utc: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = lambda: 0.5


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a host's robots.txt says, and until when it is believed: nothing is forbidden without a `parser`, all when it is `closed`."""

    until: float
    parser: Any = None
    closed: FetchError | None = None

    def allows(self, url: str) -> bool:
        """Whether the address may be visited."""
        return self.parser is None or bool(self.parser.can_fetch(url, AGENT))

    @property
    def gap(self) -> float:
        """Seconds that the host wants between visits."""
        return 0.0 if self.parser is None else float(self.parser.crawl_delay(AGENT) or 0.0)


@dataclass(slots=True)
class Visits:
    """Fetches addresses one by one, and knows when each host may be visited next.

    `fetch` is called as fetch(url, known=Known, permit=Callable) and raises FetchError: `fetch.fetch` with its bounds put in.
    """

    fetch: Callable[..., Fetched]
    clock: Clock = field(default_factory=Clock)
    gap: float = GAP
    _free: dict[str, float] = field(default_factory=dict)
    _robots: OrderedDict[str, _Rules] = field(default_factory=OrderedDict)

    def free_at(self, url: str) -> float:
        """When the address's host may be visited next, on the steady clock; 0 for one that was never visited."""
        return self._free.get(host_of(url), 0.0)

    def get(self, url: str, known: Known | None = None) -> Fetched:
        """The answer at an address, once its host is free and if its robots.txt lets us; redirects are asked about too.

        Raises FetchError, and then for 429 and 503 the host is left alone for as long as it says; MissingPartError without Protego.
        """
        self._permit(url)
        self._wait(url)
        try:
            return self.fetch(url, known=known, permit=self._permit)
        except FetchError as error:
            if error.status in _BUSY:
                wait = seconds_of(error.retry_after, self.clock.utc()) or self.gap
                self._free[host_of(url)] = self.clock.steady() + wait
            raise
        finally:
            self._leave(url)

    def __call__(self, url: str) -> Fetched:
        """`get`, for whoever knows nothing of an earlier answer."""
        return self.get(url)

    def _wait(self, url: str) -> None:
        """Sleep until the host is free."""
        left = self.free_at(url) - self.clock.steady()
        if left > 0:
            self.clock.sleep(left)

    def _leave(self, url: str) -> None:
        """Note that a host was just visited."""
        host = host_of(url)
        rules = self._robots.get(_root_of(url))
        gap = max(self.gap, min(rules.gap, _LONGEST_GAP) if rules else 0.0)
        self._free[host] = max(self._free.get(host, 0.0), self.clock.steady() + gap)
        if len(self._free) > 10 * _HOSTS:
            now = self.clock.steady()
            self._free = {name: free for name, free in self._free.items() if free > now}

    def _permit(self, url: str) -> None:
        """Raise FetchError unless the host's robots.txt lets us visit the address."""
        root = _root_of(url)
        rules = self._robots.get(root)
        if rules is None or rules.until < self.clock.steady():
            rules = self._robots[root] = self._rules(root)
            while len(self._robots) > _HOSTS:
                self._robots.popitem(last=False)
        self._robots.move_to_end(root)
        if rules.closed is not None:
            message = f"{shown(url)}: nothing there may be visited while its robots.txt cannot be had: {rules.closed}"
            raise FetchError(message, status=rules.closed.status, retry_after=rules.closed.retry_after)
        if not rules.allows(url):
            raise FetchError(f"{shown(url)}: the host's robots.txt forbids it; save the page and give the file", status=_FORBIDDEN)

    def _rules(self, root: str) -> _Rules:
        """The rules of a host: none where it has no robots.txt, all closed for a while where it cannot be had (RFC 9309, 2.3.1)."""
        protego = extra("protego", "feeds", "visits to what a list points at")
        self._wait(root)
        try:
            answer = self.fetch(f"{root}/robots.txt", known=None, permit=None)
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status not in _BUSY:
                return _Rules(self.clock.steady() + _ROBOTS_HOLD)
            return _Rules(self.clock.steady() + _ROBOTS_RETRY, closed=error)
        text = answer.body[:_ROBOTS_BYTES].decode("utf-8", "replace")
        return _Rules(self.clock.steady() + _ROBOTS_HOLD, protego.Protego.parse(_ours(text)))


def visits_within(max_bytes: int, deadline: float, allowed: tuple[str, ...] = (), clock: Clock | None = None) -> Visits:
    """Visits with the bounds of `fetch.fetch` put in."""
    return Visits(partial(fetch, max_bytes=max_bytes, deadline=deadline, allowed=allowed), clock or Clock(), GAP)


def seconds_of(retry_after: str | None, now: float) -> float | None:
    """The seconds that a Retry-After header names, as a number or as a date; None for none, never more than a week."""
    words = (retry_after or "").strip()
    if words.isascii() and words.isdigit():
        return min(float(words[:12]), _LONGEST_WAIT)
    try:
        return min(max(parsedate_to_datetime(words[:80]).timestamp() - now, 0.0), _LONGEST_WAIT)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def host_of(url: str) -> str:
    """The host that an address is at, for counting visits: its name, whatever the scheme, port and case."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _root_of(url: str) -> str:
    """Scheme, host and port, for which one robots.txt holds."""
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()
    except ValueError:
        return ""


def _ours(text: str) -> str:
    """A robots.txt with every other agent called the same: a file of many agents and rules would multiply into millions."""

    def other(line: Any) -> str:
        return str(line[0]) if AGENT in line[2].lower() else f"{line[1]}somebody-else"

    return _AGENT_LINE.sub(other, text)
