"""The one file that opens a socket: an address to its bytes, safely and within bounds.

Every host name is resolved here, every address found is checked, and the connection goes to the address that was checked, so a
name that resolves differently a moment later gains nothing. Redirects are checked like the first address. One deadline
covers names, handshakes, headers and body.
"""

from __future__ import annotations

import queue
import re
import socket
import threading
import time
import zlib
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import httpcore
import httpx
import msgspec

from reportedly.errors import FetchError
from reportedly.reports.hosts import Address, is_allowed, is_bad_port, is_public
from reportedly.reports.part import charset_of, media_of
from reportedly.reports.refusal import shown
from reportedly.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from ssl import SSLContext

_REDIRECTS = 5  # hops; browsers allow 20, honest news addresses need one or two
_MOVED = (301, 302, 303, 307, 308)
_MOVED_FOR_GOOD = (301, 308)
_SAME = 304
_MAX_BYTES = 8 * 1024 * 1024
_DEADLINE = 30.0  # seconds for everything
_CHUNK = 65536
_READABLE = re.compile(
    r"text/.*|application/(?:.*\+)?(?:json|xml|xhtml|x-ndjson|jsonl|json-lines|octet-stream|pdf|zip|(?:x-)?gzip|x-bzip2?|x-xz|zstd"
    r"|(?:x-)?warc|x-ia-arc|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)",
    re.IGNORECASE,
)
_HOST = re.compile(rb"[a-z0-9._:-]{1,253}", re.IGNORECASE)  # names after IDNA, and addresses
_VALUE = re.compile(r"[\x21-\x7e\xa0-\xff][\x20-\x7e\xa0-\xff]{0,1023}")
_ADVICE = "save the page and give the file"
AGENT = "reportedly"
"""What the fetcher calls itself, to servers and in robots.txt."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """An answer: the address it came from after redirects, its body, and what its header says of type and charset.

    `status` is 200, or 304 with an empty body when nothing changed since the answer that the request named. `headers` are as they
    came, `at` is when (UTC, seconds since 1970). `moved` says that every redirect was for good, so that `url` is the one to keep.
    """

    url: str
    body: bytes
    content_type: str | None
    charset: str | None
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    at: float | None = None
    moved: bool = False

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What an earlier answer said of itself: a server that has nothing newer answers 304."""

    etag: str | None = None
    modified: str | None = None


def fetch(
    url: str,
    *,
    max_bytes: int = _MAX_BYTES,
    deadline: float = _DEADLINE,
    allowed: tuple[str, ...] = (),
    known: Known | None = None,
    permit: Callable[[str], None] | None = None,
) -> Fetched:
    """The bytes at an http or https address, at most `max_bytes` before and after decompression, within `deadline` seconds.

    Refused: other schemes, credentials in the address, ports of other services, hosts that lead to anything but public addresses
    (but for those in `allowed`: names, addresses, networks), more than five redirects, statuses other than 200 (and 304 when
    something is `known`), and types that hold no report. `permit` is asked before each redirect is followed, and refuses by raising.
    No proxy, cookie or netrc of the environment is used. Raises FetchError saying what, where and the way out.
    """
    backend = _CheckedBackend(time.monotonic() + deadline, allowed)
    address, for_good = url, True
    for _ in range(_REDIRECTS + 1):
        answer = _answer(address, backend, max_bytes, known or Known())
        if isinstance(answer, Fetched):
            return msgspec.structs.replace(answer, moved=address != url and for_good)
        address, for_good = answer.where, for_good and answer.for_good
        if permit is not None:
            permit(address)
    raise FetchError(f"{shown(url)}: redirects more than {_REDIRECTS} times; give the final address")


class _Redirect(msgspec.Struct, frozen=True):
    """Where an answer sends the asker, and whether for good."""

    where: str
    for_good: bool


def _answer(address: str, backend: _CheckedBackend, max_bytes: int, known: Known) -> Fetched | _Redirect:
    """One hop: the answer, or where it redirects to."""
    url = _parsed(address)
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    try:
        with httpcore.ConnectionPool(network_backend=backend) as pool, pool.stream("GET", target, headers=_asked(url, known)) as response:
            headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
            fields = {name.lower(): value for name, value in headers}
            if response.status in _MOVED and "location" in fields:
                return _Redirect(_joined(url, fields["location"]), response.status in _MOVED_FOR_GOOD)
            same = response.status == _SAME and known != Known()
            if not same:
                _check(address, response.status, fields, max_bytes)
            chunks = _unpacked(response.iter_stream(), fields.get("content-encoding", ""), max_bytes)
            body = b"" if same else _body(address, chunks, max_bytes)
    except httpcore.TimeoutException as error:
        raise FetchError(f"{shown(address)}: no whole answer within the time allowed; try again later or {_ADVICE}") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchError(
            f"{shown(address)}: cannot be reached ({shown(str(error) or type(error).__name__)}); check the address or {_ADVICE}"
        ) from error
    except zlib.error as error:
        raise FetchError(f"{shown(address)}: its compressed answer is broken; {_ADVICE}") from error
    kind = fields.get("content-type", "")
    return Fetched(
        url=str(url),
        body=body,
        content_type=media_of(kind) or None,
        charset=charset_of(kind),
        status=response.status,
        headers=headers,
        at=time.time(),
    )


def _asked(url: httpx.URL, known: Known) -> list[tuple[bytes, bytes]]:
    """The request's headers. What is known is sent back as it came, if it is a header's value."""
    headers = [
        (b"Host", url.netloc),
        (b"User-Agent", f"{AGENT}/{__version__}".encode()),
        (b"Accept-Encoding", b"gzip"),
        (b"Accept", b"text/*, application/xml, */*;q=0.5"),
    ]
    for name, value in ((b"If-None-Match", known.etag), (b"If-Modified-Since", known.modified)):
        if value and _VALUE.fullmatch(value):
            headers.append((name, value.encode("latin-1")))
    return headers


def _parsed(address: str) -> httpx.URL:
    """The address taken apart. Raises FetchError for what is not a plain http or https one."""
    try:
        url = httpx.URL(address.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(f"{shown(address)}: not an address; give one like https://example.org/report") from error
    if url.scheme not in ("http", "https") or not _HOST.fullmatch(url.raw_host):
        raise FetchError(f"{shown(address)}: only http and https addresses are fetched; {_ADVICE}")
    if is_bad_port(url.port):
        raise FetchError(f"{shown(address)}: port {url.port} is no web server's; check the address")
    if url.userinfo:
        raise FetchError("an address with a user name or password in it is refused; give it without")
    return url


def _joined(url: httpx.URL, location: str) -> str:
    """Where a redirect leads, as an address. Raises FetchError when it is none."""
    try:
        return str(url.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"{shown(str(url))}: redirects to {shown(location)!r}, which is no address; {_ADVICE}") from error


def _check(address: str, status: int, fields: dict[str, str], max_bytes: int) -> None:
    """Raise FetchError on a header that says the body is not worth reading."""
    if status != 200:
        message = f"{shown(address)}: the server answered {status}; check the address or {_ADVICE}"
        raise FetchError(message, status=status, retry_after=fields.get("retry-after"))
    kind = media_of(fields.get("content-type", ""))
    if kind and not _READABLE.fullmatch(kind):
        raise FetchError(f"{shown(address)}: holds {shown(kind, 60)}, not text or HTML; {_ADVICE}")
    length = fields.get("content-length", "")
    if length.isdigit() and (len(length) > 18 or int(length) > max_bytes):
        raise _too_large(address, max_bytes)


def _too_large(address: str, max_bytes: int) -> FetchError:
    return FetchError(f"{shown(address)}: larger than the {max_bytes:,} bytes allowed; {_ADVICE}")


def _unpacked(chunks: Iterable[bytes], encoding: str, max_bytes: int) -> Iterator[bytes]:
    """The chunks without their gzip, none of them larger than the limit and one byte, however small the bomb."""
    if encoding.strip().lower() not in ("gzip", "x-gzip"):
        if encoding.strip().lower() not in ("", "identity"):
            raise FetchError(f"an answer compressed with {shown(encoding, 40)!r}, which was not asked for; {_ADVICE}")
        yield from chunks
        return
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for chunk in chunks:
        yield unpacker.decompress(chunk, max_bytes + 1)
    if not unpacker.eof:
        raise zlib.error("cut short")


def _body(address: str, chunks: Iterable[bytes], max_bytes: int) -> bytes:
    """The chunks as one, as long as they fit."""
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > max_bytes:
            raise _too_large(address, max_bytes)
    return bytes(body)


class _CheckedBackend(httpcore.NetworkBackend):
    """Connections to checked addresses only, every operation bounded by one deadline (a `time.monotonic` second)."""

    def __init__(self, deadline: float, allowed: tuple[str, ...]) -> None:
        self._deadline = deadline
        self._allowed = allowed
        self._plain = httpcore.SyncBackend()

    def connect_tcp(  # noqa: PLR0917 - httpcore calls it so
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first of the host's addresses that answers. Raises FetchError when one of them is not public."""
        found = _resolve(host, port, _left(self._deadline))
        for address in found:
            if not is_public(address) and not is_allowed(host, address, self._allowed):
                raise FetchError(
                    f"{shown(host)}: leads to {address}, which is not a public address; such hosts are refused unless "
                    f"`allow_hosts` names them: {_ADVICE}"
                )
        failed: httpcore.ConnectError | None = None
        for address in found:
            try:
                stream = self._plain.connect_tcp(str(address), port, _left(self._deadline), local_address, socket_options)
            except httpcore.ConnectError as error:
                failed = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failed or httpcore.ConnectError("the name has no address")


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every read, write and handshake ends at the deadline: a trickle cannot outlive it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(min(max_bytes, _CHUNK), _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    """Seconds left. Raises httpcore.ReadTimeout when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("deadline passed")
    return left


def _resolve(host: str, port: int, timeout: float) -> list[Address]:
    """The host's addresses in the resolver's order, which also reads 2130706433 and 0177.1 as 127.0.0.1 before they are checked.

    The resolver has no time limit of its own, so it runs in a thread that is left behind at the deadline.
    """
    answers: queue.SimpleQueue[list[Any] | OSError | UnicodeError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except queue.Empty:
        raise httpcore.ConnectTimeout("the name was not resolved in time") from None
    if isinstance(answer, (OSError, UnicodeError)):
        raise FetchError(f"{shown(host)}: no such host ({shown(str(answer), 80)}); check the address or {_ADVICE}")
    return list(dict.fromkeys(ip_address(entry[4][0].partition("%")[0]) for entry in answer))
