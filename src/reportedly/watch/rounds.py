"""The round: which feed or article comes next, when, and what becomes of it.

One visit at a time; while one host must be left alone another is visited. Times between runs are kept in UTC, within a run they are
steady, so that a clock that is set right or wrong changes nothing but the next start, and that by a week at most.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from reportedly.errors import FetchError, MissingPartError, ReportedlyError
from reportedly.reports import Item, Listed, Options, entries_in, entry_item, page_items
from reportedly.reports.fetch import Known
from reportedly.reports.polite import seconds_of
from reportedly.reports.refusal import failure
from reportedly.watch.states import FeedState, Waiting, load, save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.reports.fetch import Fetched
    from reportedly.reports.polite import Visits
    from reportedly.watch.states import States

_LONGEST = 7 * 24 * 3600.0  # seconds: nothing that is kept puts a feed off for longer
_BACK_OFF = 24 * 3600.0  # seconds: a feed that fails is tried once a day at least
_RETRY = 600.0  # seconds before an article is tried again, doubled each time
_ATTEMPTS = 5  # tries of an article: the last comes two and a half hours after the first
_MOST_NEW = 500  # entries of one poll that are taken up; the others are met at the next
_TEXT = 20_000  # characters of what a feed gives of an article that are kept while it waits: summaries have hundreds
_KEPT = 2_000  # keys of entries that a feed no longer shows: some show old ones again
_RECENT = 20_000  # addresses remembered within a run, so that two feeds of one outlet do not fetch an article twice
_AGAIN = 3600.0  # seconds after which an address that another feed shows is fetched again
_PASSING = (408, 425, 429)  # statuses under 500 that a later visit may not meet


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to go round: seconds between two polls of a feed, whether to stop after one round, what the user says of every report."""

    every: float = 1800.0
    once: bool = False
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Where it goes: each report or failure to `deliver`, states to `states`, one line an event to `say`; `stopped` ends the round.

    An error that `deliver` raises ends the round too; the item is then not noted as done.
    """

    deliver: Callable[[Item], None]
    states: States
    say: Callable[[str], None] = lambda words: None
    stopped: Callable[[], bool] = lambda: False


@dataclass(slots=True)
class Tally:
    """What a round did."""

    polls: int = 0
    reports: int = 0
    failures: int = 0


@dataclass(slots=True)
class _Feed:
    """A feed in this run: its state, when to poll it next and when each article is due, on the steady clock."""

    key: str
    listed: Listed
    state: FeedState
    ready: float
    due: dict[str, float] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it is polled."""
        return self.state.address or self.listed.url or ""


@dataclass(frozen=True, slots=True)
class _Job:
    """The next thing to do: an article to fetch, or (None) the feed to poll; `at` is on the steady clock."""

    at: float
    feed: _Feed
    waiting: Waiting | None

    @property
    def name(self) -> tuple[str, str | None]:
        """What tells it from other jobs."""
        return self.feed.key, None if self.waiting is None else self.waiting.entry.key


def watch(feeds: Iterable[Listed], visits: Visits, ends: Ends, plan: Plan) -> Tally:
    """Poll the feeds and fetch their articles until `ends.stopped()`, or with `plan.once` until what is due now is done.

    Feeds that are the same but for the scheme, a closing slash or a redirect for good are polled once. A feed's first poll takes up all
    that it shows. An article that cannot be had for good is a failure, and what the feed says of it is handed on in its stead.
    """
    turn = _Round(visits, ends, plan, _known(feeds, visits, ends))
    while not ends.stopped():
        job = turn.next_job()
        if job is None:
            break
        wait = job.at - visits.clock.steady()
        if wait > 0:
            visits.clock.sleep(wait)
            if ends.stopped():
                break
        turn.do(job)
    return turn.tally


def same_feed(address: str) -> str:
    """What two addresses of one feed have in common: host, path and query, without scheme, own port, fragment and closing slash."""
    try:
        parts = urlsplit(address.strip())
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return address
    return f"{(parts.hostname or '').rstrip('.')}{port}{parts.path.rstrip('/')}?{parts.query}"


def _known(feeds: Iterable[Listed], visits: Visits, ends: Ends) -> list[_Feed]:
    """The feeds with what is known of them, each once; one at its own address goes before one that moved there, https before http."""
    found: list[_Feed] = []
    met: set[str] = set()
    now, utc = visits.clock.steady(), visits.clock.utc()
    known = [(key := same_feed(listed.url or ""), listed, load(ends.states, key)) for listed in feeds]
    known.sort(key=lambda one: (one[2].address is not None, not (one[1].url or "").lower().startswith("https:")))
    for key, listed, state in known:
        places = {key, same_feed(state.address or listed.url or "")}
        if not places & met:
            due = {waiting.entry.key: now + _ahead(waiting.due - utc) for waiting in state.waiting}
            found.append(_Feed(key, listed, state, now + _ahead(state.due - utc), due))
        met |= places
    return found


def _ahead(seconds: float) -> float:
    """Seconds to wait, within what is believable: a clock that was wrong when a time was kept must not stop a feed."""
    return seconds if 0.0 < seconds <= _LONGEST else 0.0


class _Round:
    """The feeds and what was done with them in this run."""

    def __init__(self, visits: Visits, ends: Ends, plan: Plan, feeds: list[_Feed]) -> None:
        self._visits = visits
        self._ends = ends
        self._plan = plan
        self._feeds = feeds
        self._tried: set[tuple[str, str | None]] = set()
        self._recent: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self.tally = Tally()

    def next_job(self) -> _Job | None:
        """The job that can be done soonest, None when there is none: no feed is left, or once round is done."""
        now = self._visits.clock.steady()
        return min((job for job in self._jobs() if not self._plan.once or self._is_due(job, now)), key=lambda job: job.at, default=None)

    def do(self, job: _Job) -> None:
        """Poll the feed or fetch the article."""
        if self._plan.once:
            self._tried.add(job.name)
        if job.waiting is None:
            self._poll(job.feed)
        else:
            self._fetch(job.feed, job.waiting)

    def _jobs(self) -> Iterator[_Job]:
        """Everything that there is to do, with when it can be done."""
        for feed in self._feeds:
            if not feed.state.gone:
                yield _Job(max(feed.ready, self._visits.free_at(feed.address)), feed, None)
            for waiting in feed.state.waiting:
                at = max(feed.due.get(waiting.entry.key, 0.0), self._visits.free_at(waiting.entry.url or ""))
                yield _Job(at, feed, waiting)

    def _is_due(self, job: _Job, now: float) -> bool:
        """Whether a job belongs to this one round: not tried yet, and put off by nothing but the pause between two visits."""
        put_off = job.feed.ready if job.waiting is None else job.feed.due.get(job.waiting.entry.key, 0.0)
        return put_off <= now and job.name not in self._tried

    def _poll(self, feed: _Feed) -> None:
        """Ask a feed for what is new."""
        self.tally.polls += 1
        state = feed.state
        try:
            fetched = self._visits.get(feed.address, Known(etag=state.etag, modified=state.modified))
            found = list(entries_in(fetched, self._plan.options)) if fetched.status == 200 else []
        except MissingPartError:
            raise
        except ReportedlyError as error:
            self._poll_failed(feed, error)
            return
        if self._moved(feed, fetched):
            return
        if fetched.status == 200:
            feed.state = msgspec.structs.replace(feed.state, etag=fetched.header("etag"), modified=fetched.header("last-modified"))
            self._take_up(feed, found)
        feed.state = msgspec.structs.replace(feed.state, failures=0)
        chance = self._visits.clock.chance()
        self._put_off(feed, 0.0 if self._plan.once else self._plan.every * (0.9 + 0.2 * chance))

    def _poll_failed(self, feed: _Feed, error: ReportedlyError) -> None:
        """Back off from a feed that cannot be had or read; leave one alone for good that is gone."""
        status = error.status if isinstance(error, FetchError) else None
        failures = feed.state.failures + 1
        self.tally.failures += 1
        if failures == 1 or status == 410:
            self._ends.deliver(Item(origin=feed.address, name="feed", failure=failure(feed.address, error)))
        retry_after = error.retry_after if isinstance(error, FetchError) else None
        wait = min(self._plan.every * 2 ** min(failures, 10), max(_BACK_OFF, self._plan.every)) * (0.75 + 0.5 * self._visits.clock.chance())
        wait = max(wait, seconds_of(retry_after, self._visits.clock.utc()) or 0.0)
        feed.state = msgspec.structs.replace(feed.state, failures=failures, gone=status == 410)
        self._put_off(feed, wait)
        if feed.state.gone:
            self._ends.say(f"gone {feed.address}: the server says that this feed is no more; it is not asked again")
        else:
            self._ends.say(f"failed {feed.address}: {error}; again in {_span(wait)}")

    def _moved(self, feed: _Feed, fetched: Fetched) -> bool:
        """Follow a feed that moved for good; whether it ends here, for another feed is there already."""
        if not fetched.moved or fetched.url == feed.address:
            return False
        self._ends.say(f"moved {feed.address}: now at {fetched.url}")
        feed.state = msgspec.structs.replace(feed.state, address=fetched.url)
        if all(same_feed(other.address) != same_feed(fetched.url) for other in self._feeds if other is not feed):
            return False
        self._ends.say(f"same {feed.listed.url}: {fetched.url} is watched already")
        self._feeds = [other for other in self._feeds if other is not feed]
        self._save(feed)
        return True

    def _take_up(self, feed: _Feed, found: list[Listed | ReportedlyError]) -> None:
        """Put the new entries among those that wait."""
        entries = [entry for entry in found if isinstance(entry, Listed)]
        for error in found:
            if isinstance(error, ReportedlyError):
                self._ends.say(f"broken {feed.address}: {error}")
        seen, queued = set(feed.state.seen), {waiting.entry.key for waiting in feed.state.waiting}
        new = {entry.key: entry for entry in reversed(entries) if entry.key not in seen and entry.key not in queued}  # oldest first
        taken = [_without_length(entry) for entry in list(new.values())[-_MOST_NEW:]]
        shown = dict.fromkeys(entry.key for entry in entries if entry.key in seen)
        kept = dict.fromkeys((*shown, *feed.state.seen[:_KEPT]))
        now, utc = self._visits.clock.steady(), self._visits.clock.utc()
        feed.due |= dict.fromkeys((entry.key for entry in taken), now)
        queue = (*feed.state.waiting, *(Waiting(entry=entry, due=utc) for entry in taken))
        feed.state = msgspec.structs.replace(feed.state, seen=tuple(kept), waiting=queue)
        if taken:
            self._ends.say(f"polled {feed.address}: {len(taken)} new of {len(entries)}")

    def _fetch(self, feed: _Feed, waiting: Waiting) -> None:
        """Fetch an article and hand it on; one that another feed brought a moment ago is done already."""
        entry, now = waiting.entry, self._visits.clock.steady()
        if entry.url is None:
            self._deliver(entry_item(entry, self._plan.options))
        elif not self._is_recent(feed, entry.url, now):
            try:
                fetched = self._visits.get(entry.url)
            except FetchError as error:
                if self._again(feed, waiting, error):
                    return
                self._given_up(entry, error)
            else:
                self._hand_on(entry, fetched)
            self._recent[entry.url] = (now, feed.key)
            self._recent.move_to_end(entry.url)
            if len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
        self._done(feed, entry)

    def _is_recent(self, feed: _Feed, address: str, now: float) -> bool:
        """Whether another feed brought this address a moment ago; the same feed shows an entry again when it changed."""
        when, who = self._recent.get(address, (-_AGAIN, feed.key))
        return who != feed.key and now - when < _AGAIN

    def _hand_on(self, entry: Listed, fetched: Fetched) -> None:
        """Deliver what an article's page says; where no article is in it, what the feed says too."""
        for item in page_items(entry, fetched, self._plan.options):
            self._deliver(item)
            if item.failure is not None and item.failure.kind != "LanguageError" and entry.text:
                self._deliver(entry_item(entry, self._plan.options))

    def _given_up(self, entry: Listed, error: FetchError) -> None:
        """Deliver the failure of an article that cannot be had, and what the feed says of it."""
        address = entry.url or ""
        self._deliver(Item(origin=address, name="page", failure=failure(address, error)))
        if entry.text:
            self._deliver(entry_item(entry, self._plan.options))

    def _again(self, feed: _Feed, waiting: Waiting, error: FetchError) -> bool:
        """Whether an article will be tried again; if so it is put off."""
        passing = error.status is None or error.status >= 500 or error.status in _PASSING
        attempts = waiting.attempts + 1
        if not passing or attempts >= _ATTEMPTS:
            return False
        wait = _RETRY * 2 ** (attempts - 1) * (0.75 + 0.5 * self._visits.clock.chance())
        wait = max(wait, seconds_of(error.retry_after, self._visits.clock.utc()) or 0.0)
        later = msgspec.structs.replace(waiting, attempts=attempts, due=self._visits.clock.utc() + wait)
        queue = tuple(later if other is waiting else other for other in feed.state.waiting)
        feed.due[waiting.entry.key] = self._visits.clock.steady() + wait
        feed.state = msgspec.structs.replace(feed.state, waiting=queue)
        self._save(feed)
        self._ends.say(f"failed {waiting.entry.url}: {error}; again in {_span(wait)}")
        return True

    def _done(self, feed: _Feed, entry: Listed) -> None:
        """Note an entry as seen, for good."""
        queue = tuple(other for other in feed.state.waiting if other.entry.key != entry.key)
        feed.due.pop(entry.key, None)
        feed.state = msgspec.structs.replace(feed.state, seen=(entry.key, *feed.state.seen), waiting=queue)
        self._save(feed)

    def _put_off(self, feed: _Feed, wait: float) -> None:
        """Poll the feed again after `wait` seconds; its state is kept."""
        feed.ready = self._visits.clock.steady() + wait
        feed.state = msgspec.structs.replace(feed.state, due=self._visits.clock.utc() + wait)
        self._save(feed)

    def _save(self, feed: _Feed) -> None:
        save(self._ends.states, feed.key, feed.state)

    def _deliver(self, item: Item) -> None:
        """Hand an item on, and say so."""
        self._ends.deliver(item)
        if item.failure is None:
            self.tally.reports += 1
            self._ends.say(f"read {item.origin}")
        else:
            self.tally.failures += 1
            self._ends.say(f"failed {item.origin}: {item.failure.message} [{item.failure.stage}, {item.failure.kind}]")


def _without_length(entry: Listed) -> Listed:
    """An entry as it is kept while it waits: a long text is left to its page."""
    return msgspec.structs.replace(entry, text=None) if entry.url and len(entry.text or "") > _TEXT else entry


def _span(seconds: float) -> str:
    """A stretch of time for a person."""
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min" if minutes else f"{round(seconds)} s"
    return f"{minutes // 60} h {minutes % 60} min"
