"""The round of feeds and articles: what is asked when, what is handed on, what is known after a crash. No second is slept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
import pytest

import feed_samples as samples
from reportedly.errors import FetchError, MissingPartError, OptionError
from reportedly.reports import Item, Listed
from reportedly.reports.fetch import Fetched, Known
from reportedly.reports.polite import Clock, Visits
from reportedly.watch import rounds
from reportedly.watch.rounds import Ends, Plan, Tally, same_feed, watch
from reportedly.watch.states import FeedState, FolderStates, MemoryStates, States, Waiting, load, save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytest.importorskip("feedparser")
pytest.importorskip("protego")
FEED = "https://news.example.org/feed"
OTHER = "https://other.example.org/feed"
HOUR = 3600.0


@dataclass
class World:
    """Servers, a clock, what was handed on and said; `until` stops the round when so many seconds went by."""

    answers: dict[str, object] = field(default_factory=dict)
    asked: list[tuple[float, str, Known | None]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    states: States = field(default_factory=MemoryStates)
    steady: float = 0.0
    utc: float = 2_000_000_000.0
    until: float = 0.0

    def fetch(self, url: str, *, known: Known | None = None, permit: Callable[[str], None] | None = None) -> Fetched:
        if url.endswith("/robots.txt"):
            raise FetchError("none; go on", status=404)
        self.asked.append((self.steady, url, known))
        answer = self.answers.get(url, FetchError(f"{url}: the server answered 404; check the address", status=404))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if isinstance(answer, FetchError):
            raise answer
        if isinstance(answer, Fetched):
            return answer
        return Fetched(url=url, body=str(answer).encode(), content_type=None, charset=None)

    def sleep(self, seconds: float) -> None:
        self.steady += seconds
        self.utc += seconds

    def watch(self, *feeds: str, once: bool = True, hours: float = 0.0, deliver: Callable[[Item], None] | None = None) -> Tally:
        self.until = self.steady + hours * HOUR if hours else 0.0
        clock = Clock(lambda: self.steady, lambda: self.utc, self.sleep, lambda: 0.5)
        ends = Ends(deliver=deliver or self.items.append, states=self.states, say=self.lines.append, stopped=self.is_over)
        listed = [Listed(key=url, url=url, follow=True) for url in feeds or (FEED,)]
        return watch(listed, Visits(self.fetch, clock), ends, Plan(every=HOUR, once=once))

    def is_over(self) -> bool:
        return self.until > 0 and self.steady >= self.until

    def urls(self) -> list[str]:
        return [url.removeprefix("https://news.example.org/") for _, url, _ in self.asked]

    def polls(self, url: str = FEED) -> list[float]:
        return [at for at, asked, _ in self.asked if asked == url]

    def state(self, url: str = FEED) -> FeedState:
        return load(self.states, same_feed(url))


def page(name: str) -> str:
    return f"https://news.example.org/{name}"


def news(*names: str, **more: object) -> World:
    """A feed with these entries, and their pages."""
    feed = samples.rss(*map(samples.item, names))
    return World({FEED: feed} | {page(name): samples.page(title=name) for name in names} | more)


def elsewhere() -> dict[str, object]:
    """Another host with a feed of one entry."""
    return {OTHER: samples.rss(samples.item("z", host="https://other.example.org")), "https://other.example.org/z": samples.page()}


def error(status: int | None = None, retry_after: str | None = None) -> FetchError:
    return FetchError("refused; later", status=status, retry_after=retry_after)


def test_new_articles_are_fetched_oldest_first_and_handed_on_once() -> None:
    world = news("c", "b", "a")
    tally = world.watch()
    assert world.urls() == ["feed", "a", "b", "c"]
    assert [item.report.title for item in world.items if item.report] == ["a", "b", "c"]
    assert (tally.polls, tally.reports, tally.failures) == (1, 3, 0)
    assert world.watch().reports == 0
    assert world.urls()[4:] == ["feed"]
    assert world.state().waiting == ()


def test_between_two_visits_to_a_host_is_a_pause_and_another_host_is_visited_meanwhile() -> None:
    world = news("a", **elsewhere())
    world.watch(FEED, OTHER)
    assert [(at, url.split("/")[2][:5]) for at, url, _ in world.asked] == [(0.0, "news."), (0.0, "other"), (2.0, "news."), (2.0, "other")]


def test_the_page_says_what_the_article_is_and_the_feed_when() -> None:
    world = World({FEED: samples.VERSIONS["rss 2.0"], page("kelmet"): samples.page(title="Page title")})
    world.watch()
    (item,) = world.items
    assert item.report is not None
    assert (item.report.title, item.report.dates.given, item.report.url) == ("Page title", samples.DAY, page("kelmet"))
    assert item.custody is not None


def test_an_entry_without_a_page_is_what_the_feed_gives() -> None:
    world = World({FEED: samples.rss(f"<title>A</title><guid isPermaLink='false'>1</guid><description>{samples.WORDS}</description>")})
    world.watch()
    (item,) = world.items
    assert item.report is not None
    assert item.report.text == samples.WORDS


def test_an_entry_that_changed_is_fetched_again() -> None:
    world = news("a")
    world.watch()
    world.answers[FEED] = samples.rss(samples.item("a") + "<pubDate>Sat, 08 Mar 2031 10:00:00 GMT</pubDate>")
    world.watch()
    assert world.urls() == ["feed", "a", "feed", "a"]


def test_conditional_requests_name_the_last_answer() -> None:
    first = Fetched(
        url=FEED, body=samples.rss(samples.item("a")).encode(), content_type=None, charset=None,
        headers=(("ETag", '"1"'), ("Last-Modified", "Sat, 08 Mar 2031 10:00:00 GMT")),
    )  # fmt: skip
    same = Fetched(url=FEED, body=b"", content_type=None, charset=None, status=304)
    world = World({FEED: [first, same], page("a"): samples.page()})
    world.watch()
    assert world.watch() == Tally(polls=1)
    assert [known for _, url, known in world.asked if url == FEED] == [Known(), Known(etag='"1"', modified="Sat, 08 Mar 2031 10:00:00 GMT")]
    assert world.state().etag == '"1"'


def test_a_feed_is_polled_at_its_interval() -> None:
    world = news("a")
    world.watch(once=False, hours=3.5)
    assert world.polls() == [0.0, HOUR, 2 * HOUR, 3 * HOUR]
    assert world.urls().count("a") == 1


def test_a_feed_that_fails_is_asked_less_and_less_and_its_failure_is_handed_on_once() -> None:
    world = World({FEED: error(500)})
    world.watch(once=False, hours=60)
    gaps = [round((b - a) / HOUR, 1) for a, b in zip(world.polls(), world.polls()[1:], strict=False)]
    assert gaps[:5] == [2.0, 4.0, 8.0, 16.0, 24.0]
    assert [item.failure and item.failure.kind for item in world.items] == ["FetchError"]
    assert world.lines[0] == f"failed {FEED}: refused; later; again in 2 h 0 min"


def test_a_feed_that_is_well_again_is_asked_as_before() -> None:
    world = World({FEED: [error(), error(), samples.rss(samples.item("a"))], page("a"): samples.page()})
    world.watch(once=False, hours=8.5)
    assert [round(at / HOUR) for at in world.polls()] == [0, 2, 6, 7, 8]


@pytest.mark.parametrize("body", ["no feed at all", samples.rss(), samples.BOMB + samples.rss(samples.item("a", "&j;"))])
def test_a_feed_that_cannot_be_read_fails_or_is_broken_and_the_round_goes_on(body: str) -> None:
    world = World({FEED: body} | elsewhere())
    assert world.watch(FEED, OTHER).reports == 1
    assert any(line.startswith(("failed", "broken")) for line in world.lines)


def test_retry_after_puts_a_feed_off_by_seconds_or_to_a_date() -> None:
    world = World({FEED: [error(429, "36000"), error(503, "Wed, 18 May 2033 23:33:20 GMT"), samples.rss(samples.item("a"))]})
    world.watch(once=False, hours=40)
    assert [round(at / HOUR) for at in world.polls()][:3] == [0, 10, 20]


def test_once_leaves_alone_what_is_put_off() -> None:
    world = World({FEED: error(429, "7200")})
    assert world.watch().polls == 1
    world.sleep(HOUR)
    assert world.watch().polls == 0
    world.sleep(2 * HOUR)
    assert world.watch().polls == 1


def test_a_feed_that_is_gone_is_never_asked_again() -> None:
    world = World({FEED: error(410)})
    world.watch(once=False, hours=100)
    world.watch(once=False, hours=100)
    assert len(world.polls()) == 1
    assert world.state().gone
    assert world.lines == [f"gone {FEED}: the server says that this feed is no more; it is not asked again"]


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address() -> None:
    there = "https://there.example.org/feed"
    moved = Fetched(url=there, body=samples.rss(samples.item("a")).encode(), content_type=None, charset=None, moved=True)
    world = World({FEED: moved, there: samples.rss(samples.item("a")), page("a"): samples.page()})
    world.watch()
    world.watch()
    assert [url for _, url, _ in world.asked] == [FEED, page("a"), there]
    assert world.state().address == there


def test_feeds_that_are_the_same_are_asked_once() -> None:
    world = news("a")
    world.watch(FEED, FEED, "http://news.example.org/feed/", "HTTPS://news.example.org:443/feed#top", "https://news.example.org/feed")
    assert world.urls() == ["feed", "a"]


def test_a_feed_that_moves_onto_another_ends(tmp_path: Path) -> None:
    old = "https://old.example.org/feed"
    world = news("a")
    world.answers[old] = Fetched(url=FEED, body=samples.rss(samples.item("a")).encode(), content_type=None, charset=None, moved=True)
    world.watch(old, FEED)
    world.sleep(HOUR)
    world.watch(old, FEED)
    assert [url for _, url, _ in world.asked].count(old) == 1
    assert len(world.items) == 1


def test_an_article_that_two_feeds_show_is_fetched_once() -> None:
    second = "https://news.example.org/world"
    world = news("a")
    world.answers[second] = samples.rss(samples.item("a").replace("<guid>a", "<guid>world-a"))
    world.watch(FEED, second)
    assert world.urls().count("a") == 1
    assert world.state(second).waiting == ()


@pytest.mark.parametrize("status", [None, 408, 429, 500, 503])
def test_an_article_that_cannot_be_had_now_is_tried_again_later(status: int | None) -> None:
    world = news("a")
    world.answers[page("a")] = [error(status), error(status), samples.page()]
    world.watch(once=False, hours=1.5)
    assert [round(at / 60) for at, url, _ in world.asked if url == page("a")] == [0, 10, 30]
    assert [item.failure for item in world.items] == [None]


def test_an_article_is_given_up_after_five_tries_and_what_the_feed_says_is_kept() -> None:
    world = news("a")
    world.answers[page("a")] = error(500)
    world.watch(once=False, hours=5)
    assert world.urls().count("a") == 5
    assert [item.failure and item.failure.kind for item in world.items] == ["FetchError", None]
    assert world.items[1].report is not None
    assert world.items[1].report.text == samples.WORDS
    assert world.state().waiting == ()


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
def test_an_article_that_is_refused_is_not_asked_for_again(status: int) -> None:
    world = news("a")
    world.answers[page("a")] = error(status)
    world.watch(once=False, hours=3)
    assert world.urls().count("a") == 1
    assert len(world.items) == 2


def test_a_page_without_an_article_is_a_failure_beside_the_feeds_words() -> None:
    world = news("a")
    world.answers[page("a")] = "<html><body><nav>Home</nav></body></html>"
    world.watch()
    assert [item.failure and item.failure.stage for item in world.items] == ["extract", None]


def test_a_page_in_another_language_is_one_failure() -> None:
    french = "Au moins douze personnes ont été tuées samedi dans un bombardement qui a touché le marché de la ville, selon l’hôpital."
    world = news("a")
    world.answers[page("a")] = samples.page(french).replace(samples.MORE, french)
    world.watch()
    assert [item.failure and item.failure.kind for item in world.items] == ["LanguageError"]


def test_after_a_crash_the_item_at_hand_is_handed_on_again_and_nothing_is_lost() -> None:
    world = news("c", "b", "a")
    handed: list[str] = []

    def deliver(item: Item) -> None:
        handed.append(item.name)
        if len(handed) == 2:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        world.watch(deliver=deliver)
    world.watch(deliver=deliver)
    assert handed == ["a", "b", "b", "c"]


def test_a_stop_ends_after_the_item_at_hand_and_the_rest_is_taken_up_at_the_next_start() -> None:
    world = news("c", "b", "a")

    def deliver(item: Item) -> None:
        world.items.append(item)
        world.until = world.steady

    world.until = 1.0
    world.watch(once=False, hours=1, deliver=deliver)
    assert len(world.items) == 1
    world.watch()
    assert [item.name for item in world.items] == ["a", "b", "c"]


@pytest.mark.parametrize("jump", [-10 * 365 * 24 * HOUR, -HOUR, 365 * 24 * HOUR])
def test_a_clock_that_jumps_stops_nothing(jump: float) -> None:
    world = news("a")
    world.watch(once=False, hours=0.5)
    world.utc += jump
    world.watch(once=False, hours=200)
    assert len(world.polls()) > 20


def test_a_clock_set_back_within_a_run_changes_nothing() -> None:
    world = news("a")
    real = world.sleep

    def sleep(seconds: float) -> None:
        real(seconds)
        world.utc -= 5 * HOUR

    world.sleep = sleep  # type: ignore[method-assign]
    world.watch(once=False, hours=3.5)
    assert [round(at / HOUR) for at in world.polls()] == [0, 1, 2, 3]


def test_a_flood_of_entries_is_taken_up_bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "_MOST_NEW", 3)
    names = [f"n{number}" for number in range(8)]
    world = news(*names)
    assert [world.watch().reports for _ in range(4)] == [3, 3, 2, 0]


def test_long_texts_do_not_wait_with_their_entries() -> None:
    world = World({FEED: samples.rss(samples.item("a", "word " * 10_000)), page("a"): error(500)})
    world.watch()
    (waiting,) = world.state().waiting
    assert (waiting.entry.text, waiting.attempts) == (None, 1)


def test_a_missing_part_ends_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "feedparser", None)
    with pytest.raises(MissingPartError):
        news("a").watch()


def test_a_sitemap_can_be_watched_too() -> None:
    site = f"<urlset><url><loc>{page('a')}</loc></url></urlset>"
    world = World({FEED: site, page("a"): samples.page()})
    assert world.watch().reports == 1
    world.answers[FEED] = site.replace("</loc>", "</loc><lastmod>2031-03-09</lastmod>")
    assert world.watch().reports == 1


@pytest.mark.parametrize("address", ["http://[", "nonsense", ""])
def test_odd_addresses_have_a_name_too(address: str) -> None:
    assert isinstance(same_feed(address), str)


def test_states_in_a_folder_are_whole_files(tmp_path: Path) -> None:
    states = FolderStates(tmp_path / "state")
    entry = Listed(key="k", url="https://e.org/a", text="Four died.")
    state = FeedState(etag='"1"', seen=("x",), waiting=(Waiting(entry=entry, attempts=2, due=5.0),))
    save(states, "e.org/feed?", state)
    assert load(FolderStates(tmp_path / "state"), "e.org/feed?") == state
    (path,) = (tmp_path / "state").iterdir()
    assert msgspec.json.decode(path.read_bytes())["etag"] == '"1"'
    assert states.get("another") is None


def test_bytes_that_are_no_state_begin_anew(tmp_path: Path) -> None:
    states = MemoryStates()
    for raw in (b"", b"{", b"[]", b'{"due": "x"}'):
        states.put("a", raw)
        assert load(states, "a") == FeedState()


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OptionError):
        FolderStates(tmp_path / "file" / "state")
    states = FolderStates(tmp_path / "state")
    states._path("a").mkdir()
    with pytest.raises(OptionError):
        states.get("a")
