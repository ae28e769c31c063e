"""Visits to hosts: pauses, robots.txt, Retry-After; with a clock of our own, so that hours take no time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from reportedly.errors import FetchError, MissingPartError
from reportedly.reports import polite
from reportedly.reports.fetch import Fetched, Known
from reportedly.reports.polite import Clock, Visits, host_of, seconds_of

if TYPE_CHECKING:
    from collections.abc import Callable

pytest.importorskip("protego")


@dataclass
class Time:
    """A clock that only sleep moves."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> Clock:
        return Clock(lambda: self.now, lambda: self.now + 2_000_000_000, self.sleep, lambda: 0.5)


@dataclass
class Web:
    """Answers by address; an address without an answer is 404."""

    answers: dict[str, str | FetchError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    hops: dict[str, str] = field(default_factory=dict)

    def __call__(self, url: str, *, known: Known | None = None, permit: Callable[[str], None] | None = None) -> Fetched:
        self.asked.append(url)
        if permit is not None and url in self.hops:
            permit(self.hops[url])
        answer = self.answers.get(url, FetchError(f"{url}: the server answered 404; check the address", status=404))
        if isinstance(answer, FetchError):
            raise answer
        return Fetched(url=url, body=answer.encode(), content_type=None, charset=None)


def visits(web: Web, time: Time | None = None) -> Visits:
    return Visits(web, (time or Time()).clock())


def refused(web: Web, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        visits(web).get(url)
    return caught.value


def test_two_visits_to_a_host_have_a_pause_between_and_two_hosts_have_none() -> None:
    web, time = Web({f"https://{host}.org/{n}": "x" for host in "ab" for n in range(3)}), Time()
    going = visits(web, time)
    going.get("https://a.org/0")
    going.get("https://b.org/0")
    assert time.slept == []
    going.get("https://a.org/1")
    assert time.slept == [polite.GAP]
    assert going.free_at("http://A.org:8080/x") == time.now + polite.GAP


def test_a_host_is_the_same_by_any_scheme_port_and_case() -> None:
    assert {host_of(url) for url in ("http://E.org/a", "https://e.org./b", "https://e.org:8443/c")} == {"e.org"}
    assert host_of("http://[") == ""


def test_robots_is_asked_once_a_day_and_obeyed() -> None:
    robots = "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: reportedly\nDisallow: /ours\nCrawl-delay: 9\n"
    web, time = Web({"https://e.org/robots.txt": robots, "https://e.org/a": "x", "https://e.org/private": "x"}), Time()
    going = visits(web, time)
    going.get("https://e.org/a")
    going.get("https://e.org/private")  # the group that names us is the one that counts
    assert time.slept == [9.0]
    with pytest.raises(FetchError, match=r"robots\.txt forbids") as caught:
        going.get("https://e.org/ours/a")
    assert caught.value.status == 403
    time.now += 25 * 3600
    going.get("https://e.org/a")
    assert web.asked.count("https://e.org/robots.txt") == 2


def test_a_crawl_delay_of_hours_is_cut() -> None:
    web, time = Web({"https://e.org/robots.txt": "User-agent: *\nCrawl-delay: 100000", "https://e.org/a": "x"}), Time()
    going = visits(web, time)
    going.get("https://e.org/a")
    going.get("https://e.org/a")
    assert time.slept == [60.0]


def test_no_robots_allows_all_and_one_that_cannot_be_had_nothing_for_a_while() -> None:
    assert visits(Web({"https://e.org/a": "x"})).get("https://e.org/a").body == b"x"
    broken = FetchError("https://e.org/robots.txt: the server answered 500; check the address", status=500)
    web, time = Web({"https://e.org/robots.txt": broken, "https://e.org/a": "x"}), Time()
    going = visits(web, time)
    for _ in range(2):
        with pytest.raises(FetchError, match=r"robots\.txt cannot be had") as caught:
            going.get("https://e.org/a")
        assert caught.value.status == 500
    assert web.asked == ["https://e.org/robots.txt"]
    time.now += 700
    web.answers["https://e.org/robots.txt"] = ""
    assert going.get("https://e.org/a").body == b"x"


def test_a_redirect_is_asked_about_too() -> None:
    web = Web({"https://b.org/robots.txt": "User-agent: *\nDisallow: /"}, hops={"https://a.org/x": "https://b.org/y"})
    assert "b.org" in str(refused(web, "https://a.org/x"))


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_left_alone_as_long_as_it_says(status: int) -> None:
    busy = FetchError("https://e.org/a: busy; later", status=status, retry_after="120")
    web, time = Web({"https://e.org/a": busy, "https://e.org/b": "x"}), Time()
    going = visits(web, time)
    with pytest.raises(FetchError):
        going.get("https://e.org/a")
    going.get("https://e.org/b")
    assert time.slept == [120.0]


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Wed, 08 Sep 2032 01:46:40 GMT", 7 * 24 * 3600.0),
        ("Tue, 18 May 2033 03:33:40 GMT", 20.0),
        ("Tue, 18 May 2013 03:33:40 GMT", 0.0),
        ("9" * 400, 7 * 24 * 3600.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_a_number_or_a_date_and_a_week_at_most(words: str | None, seconds: float | None) -> None:
    now = 1_900_000_000.0 if words and "2032" in words else 2_000_000_000.0
    assert seconds_of(words, now) == seconds


def test_a_robots_of_many_agents_does_not_multiply() -> None:
    agents = "".join(f"User-agent: bot{n}\n" for n in range(15_000))
    robots = agents + "Disallow: /a\n" * 10_000 + "User-agent: *\nDisallow: /b\n"
    web = Web({"https://e.org/robots.txt": robots, "https://e.org/a": "x"})
    started = time.process_time()
    assert visits(web).get("https://e.org/a").body == b"x"
    assert "forbids" in str(refused(web, "https://e.org/b"))
    assert time.process_time() - started < 5


@pytest.mark.parametrize("robots", ["\0\1\2", "Disallow: /" + "*a" * 5000, f"User-agent: *\nDisallow: /{'*a' * 5000}b$", "<html>no</html>"])
def test_odd_robots_end_soon(robots: str) -> None:
    url = "https://e.org/" + "a" * 3000
    started = time.process_time()
    assert visits(Web({"https://e.org/robots.txt": robots, url: "x"})).get(url).body == b"x"
    assert time.process_time() - started < 2


def test_without_protego_the_install_line_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "protego", None)
    with pytest.raises(MissingPartError, match=r"reportedly\[feeds\]"):
        visits(Web()).get("https://e.org/a")


def test_what_is_known_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def fetch(url: str, *, known: Known | None = None, permit: object = None) -> Fetched:
        seen.append(known)
        return Fetched(url=url, body=b"", content_type=None, charset=None, status=304)

    Visits(fetch, Time().clock()).get("https://e.org/a", Known(etag='"1"'))
    assert seen == [None, Known(etag='"1"')]
