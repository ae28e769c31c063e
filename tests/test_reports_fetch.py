"""Fetching on the loopback: bounds, redirects, refusals. Nothing here leaves the machine."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import pytest

from reportedly.errors import FetchError
from reportedly.reports import fetch as room
from reportedly.reports import hosts
from reportedly.reports.fetch import Known, fetch

if TYPE_CHECKING:
    from collections.abc import Iterator


LOOPBACK = ("127.0.0.1", "localhost")


class Server(BaseHTTPRequestHandler):
    """Answers by path."""

    seen: dict[str, str]

    def do_GET(self) -> None:
        answers = {
            "/page": lambda: self.answer(b"<p>caf\xe9</p>", "text/html; charset=ISO-8859-1"),
            "/bare": lambda: self.answer(b"text", None),
            "/gzip": lambda: self.answer(gzip.compress(b"packed"), "text/plain", gzip_=True),
            "/bomb": lambda: self.answer(gzip.compress(b"\0" * 50_000_000), "text/html", gzip_=True),
            "/torn": lambda: self.answer(gzip.compress(b"packed words " * 100)[:-20], "text/html", gzip_=True),
            "/notgzip": lambda: self.answer(b"plain", "text/html", gzip_=True),
            "/image": lambda: self.answer(b"\x89PNG", "image/png"),
            "/large": lambda: self.answer(b"x" * 5000, "text/html"),
            "/missing": lambda: self.answer(b"gone", "text/html", status=404),
            "/to-file": lambda: self.move("file:///etc/passwd"),
            "/to-private": lambda: self.move("http://inner.example.org/secret"),
            "/to-page": lambda: self.move("page"),
            "/to-page-for-good": lambda: self.move("page", 301),
            "/for-good-then-not": lambda: self.move("/to-page", 308),
            "/gone": lambda: self.answer(b"gone", "text/html", status=410),
            "/busy": self.busy,
            "/same": self.same,
            "/short": lambda: self.lie(b"four", 4000),
            "/long": lambda: self.lie(b"four and more", 4),
            "/loop": lambda: self.move("/loop"),
            "/nowhere": lambda: self.move("http://a:b/"),
            "/endless": self.endless,
            "/trickle": self.trickle,
            "/slow-header": self.slow_header,
            "/garbage": lambda: self.wfile.write(b"\0\1\2 not http\r\n\r\n"),
        }
        Server.seen = {name.lower(): value for name, value in self.headers.items()}
        try:
            answers[self.path]()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, body: bytes, kind: str | None, *, status: int = 200, gzip_: bool = False) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        if gzip_:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def busy(self) -> None:
        self.send_response(429)
        self.send_header("Retry-After", "120")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def same(self) -> None:
        self.send_response(304)
        self.send_header("ETag", '"abc"')
        self.end_headers()

    def lie(self, body: bytes, length: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def move(self, where: str, status: int = 302) -> None:
        self.send_response(status)
        self.send_header("Location", where)
        self.end_headers()

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 65536)

    def trickle(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def slow_header(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    served = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    served.daemon_threads = True
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()


@pytest.fixture(autouse=True)
def _no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only numeric hosts and "localhost" are looked up, so that nothing asks a name server."""
    real = socket.getaddrinfo

    def look_up(host: str, *rest: Any, **named: Any) -> Any:
        if host != "localhost" and not (host[0].isdigit() or ":" in host):
            raise socket.gaierror(-2, "Name or service not known")
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_a_page_comes_with_its_type_and_charset(server: str) -> None:
    found = fetch(f"{server}/page#part", allowed=LOOPBACK)
    assert (found.url, found.body) == (f"{server}/page", b"<p>caf\xe9</p>")
    assert (found.content_type, found.charset, found.status, found.moved) == ("text/html", "ISO-8859-1", 200, False)


def test_a_type_may_be_missing_and_a_redirect_is_followed(server: str) -> None:
    assert fetch(f"{server}/bare", allowed=LOOPBACK).content_type is None
    assert fetch(f"{server}/to-page", allowed=LOOPBACK).url == f"{server}/page"


def test_gzip_is_unpacked(server: str) -> None:
    assert fetch(f"{server}/gzip", allowed=LOOPBACK).body == b"packed"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/bomb", "larger than"),
        ("/torn", "broken"),
        ("/notgzip", "broken"),
        ("/image", "image/png"),
        ("/large", "larger than"),
        ("/endless", "larger than"),
        ("/missing", "404"),
        ("/loop", "more than 5 times"),
        ("/nowhere", "no address"),
        ("/to-file", "only http and https"),
        ("/garbage", "cannot be reached"),
    ],
)
def test_what_is_not_worth_reading_is_refused_with_a_way_out(server: str, path: str, words: str) -> None:
    with pytest.raises(FetchError, match=words) as caught:
        fetch(server + path, max_bytes=4096, deadline=10, allowed=LOOPBACK)
    assert ";" in str(caught.value)


@pytest.mark.parametrize("path", ["/trickle", "/slow-header"])
def test_a_trickle_ends_at_the_deadline(server: str, path: str) -> None:
    started = time.monotonic()
    with pytest.raises(FetchError, match="within the time allowed"):
        fetch(server + path, deadline=0.5, allowed=LOOPBACK)
    assert time.monotonic() - started < 2


def test_a_loopback_server_is_refused_by_default(server: str) -> None:
    with pytest.raises(FetchError, match="not a public address"):
        fetch(f"{server}/page")


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0177.0.0.1",
        "0x7f000001",
        "0.0.0.0",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a00:1]",
        "[fe80::1]",
        "[fc00::1]",
        "[ff02::1]",
        "[2002:7f00:1::]",
        "[64:ff9b::a00:1]",
    ],
)
def test_private_hosts_are_refused_however_they_are_written(host: str) -> None:
    with pytest.raises(FetchError):
        fetch(f"http://{host}/", deadline=5)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_public(address: str) -> None:
    assert hosts.is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nonsense",
        "ftp://e.org/",
        "file:///etc/passwd",
        "http://",
        "http://user:pw@e.org/",
        "http://e.org:99999/",
        "http://a b/",
        "http://[/",
        "http://a%00b/",
        "javascript:x",
    ],
)
def test_what_is_no_plain_address_is_refused(address: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(address)
    assert "pw" not in str(caught.value)


def resolving_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Make the resolver give the answers one after the other; returns the hosts it was asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *rest: Any, **named: Any) -> list[tuple[Any, ...]]:
        if host[0].isdigit():
            return real(host, port, *rest, **named)
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving_to(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(FetchError, match=r"leads to 10\.0\.0\.1"):
        fetch("http://news.example.org/")


def test_a_redirect_to_a_private_host_is_checked_anew(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = server.rpartition(":")[2]
    asked = resolving_to(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    monkeypatch.setattr(room, "is_public", lambda address: str(address) == "127.0.0.1")
    with pytest.raises(FetchError, match=r"leads to 10\.0\.0\.1"):
        fetch(f"http://news.example.org:{port}/to-private")
    assert len(asked) == 2


def test_the_connection_goes_to_the_checked_address_under_the_hosts_name(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(server.rpartition(":")[2])
    connected: list[Any] = []
    connect = socket.create_connection
    monkeypatch.setattr(
        socket, "create_connection", lambda address, *rest, **named: connected.append(address) or connect(("127.0.0.1", port))
    )
    asked = resolving_to(monkeypatch, ["93.184.215.14"], ["127.0.0.1"])  # the second answer is the rebinding that must not be asked for
    assert fetch(f"http://news.example.org:{port}/bare").body == b"text"
    assert asked == ["news.example.org"]
    assert connected == [("93.184.215.14", port)]
    assert Server.seen["host"] == f"news.example.org:{port}"
    assert "cookie" not in Server.seen


def test_proxies_of_the_environment_are_ignored(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert fetch(f"{server}/bare", allowed=LOOPBACK).body == b"text"


def test_an_unknown_host_and_a_closed_port_are_refused() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(f"http://127.0.0.1:{port}/", allowed=LOOPBACK)
    with pytest.raises(FetchError, match="no such host"):
        fetch("http://no-such-host.example.org/")


def test_a_resolver_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(3))
    started = time.monotonic()
    with pytest.raises(FetchError, match="within the time allowed"):
        fetch("http://slow.example.org/", deadline=0.3)
    assert time.monotonic() - started < 2


def test_a_server_without_tls_is_refused_over_https(server: str) -> None:
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(server.replace("http:", "https:") + "/page", deadline=5, allowed=LOOPBACK)


def test_what_is_known_is_sent_and_304_is_an_answer(server: str) -> None:
    known = Known(etag='"abc"', modified="Sat, 08 Mar 2031 10:00:00 GMT")
    found = fetch(f"{server}/same", allowed=LOOPBACK, known=known)
    assert (found.status, found.body, found.header("etag")) == (304, b"", '"abc"')
    assert (Server.seen["if-none-match"], Server.seen["if-modified-since"]) == ('"abc"', "Sat, 08 Mar 2031 10:00:00 GMT")
    with pytest.raises(FetchError, match="answered 304"):
        fetch(f"{server}/same", allowed=LOOPBACK)


@pytest.mark.parametrize("etag", ['"a"\r\nX-Evil: 1', "a\nb", "", " ", "ł", "x" * 5000])
def test_what_is_known_cannot_add_headers(server: str, etag: str) -> None:
    fetch(f"{server}/bare", allowed=LOOPBACK, known=Known(etag=etag))
    assert "if-none-match" not in Server.seen
    assert "x-evil" not in Server.seen


@pytest.mark.parametrize(("path", "status", "retry_after"), [("/missing", 404, None), ("/gone", 410, None), ("/busy", 429, "120")])
def test_a_refusal_carries_the_servers_answer(server: str, path: str, status: int, retry_after: str | None) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(server + path, allowed=LOOPBACK)
    assert (caught.value.status, caught.value.retry_after) == (status, retry_after)


def test_a_body_shorter_than_it_says_is_refused_and_a_longer_one_is_cut(server: str) -> None:
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(f"{server}/short", allowed=LOOPBACK)
    assert fetch(f"{server}/long", allowed=LOOPBACK).body == b"four"


def test_headers_and_the_time_come_along(server: str) -> None:
    before = time.time()
    found = fetch(f"{server}/page", allowed=LOOPBACK)
    assert ("Content-Type", "text/html; charset=ISO-8859-1") in found.headers
    assert found.at is not None
    assert before - 1 <= found.at <= time.time() + 1


@pytest.mark.parametrize(
    ("path", "moved"), [("/to-page", False), ("/to-page-for-good", True), ("/for-good-then-not", False), ("/page", False)]
)
def test_only_redirects_for_good_move(server: str, path: str, moved: bool) -> None:
    assert fetch(server + path, allowed=LOOPBACK).moved is moved


def test_each_redirect_is_asked_about(server: str) -> None:
    asked: list[str] = []
    fetch(f"{server}/for-good-then-not", allowed=LOOPBACK, permit=asked.append)
    assert asked == [f"{server}/to-page", f"{server}/page"]

    def refuse(url: str) -> None:
        raise FetchError(f"{url}: forbidden; leave it")

    with pytest.raises(FetchError, match="forbidden"):
        fetch(f"{server}/to-page", allowed=LOOPBACK, permit=refuse)


@pytest.mark.parametrize("allowed", [("127.0.0.1",), ("127.0.0.0/8",), ("10.0.0.1", "127.0.0.0/30")])
def test_a_host_that_is_allowed_is_fetched(server: str, allowed: tuple[str, ...]) -> None:
    assert fetch(f"{server}/bare", allowed=allowed).body == b"text"


@pytest.mark.parametrize("allowed", [("localhost",), ("10.0.0.0/8",), ("nonsense/99",), ("128.0.0.1",)])
def test_an_allowance_for_another_host_is_none(server: str, allowed: tuple[str, ...]) -> None:
    with pytest.raises(FetchError, match="not a public address"):
        fetch(f"{server}/bare", allowed=allowed)


def test_an_allowed_name_may_lead_to_a_private_address(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = server.rpartition(":")[2]
    resolving_to(monkeypatch, ["127.0.0.1"])
    assert fetch(f"http://intra.example.org:{port}/bare", allowed=("Intra.example.org",)).body == b"text"
    with pytest.raises(FetchError, match="not a public address"):
        fetch(f"http://other.example.org:{port}/bare", allowed=("intra.example.org",))


@pytest.mark.parametrize("port", [0, 22, 25, 6667, 10080, 65536])
def test_ports_of_other_services_are_refused(port: int) -> None:
    with pytest.raises(FetchError, match=r"no web server's|not an address"):
        fetch(f"http://e.org:{port}/")


@pytest.mark.parametrize(
    "address",
    [
        "168.63.129.16",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::1",
        "::127.0.0.1",
        "::ffff:169.254.169.254",
        "2002:a9fe:a9fe::",
        "fd00:ec2::254",
        "fec0::1",
        "100.100.100.200",
        "192.0.0.192",
        "198.18.0.1",
        "3fff::1",
        "5f00::1",
        "2001:db8::1",
    ],
)
def test_addresses_of_metadata_and_of_networks_within_are_not_public(address: str) -> None:
    assert not hosts.is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "http://8.8.8.8@127.0.0.1/",
        "http://127.0.0.1#@8.8.8.8/",
        "http://8.8.8.8:80@127.0.0.1:80/",
        "http://127.0.0.1\\@8.8.8.8/",
        "http://8.8.8.8%40127.0.0.1/",
        "http://127。0。0。1/",
        "http://①②⑦.0.0.1/",
        "http://localhost./",
    ],
)
def test_tricks_with_addresses_reach_nothing(address: str) -> None:
    with pytest.raises(FetchError):
        fetch(address, deadline=5)
