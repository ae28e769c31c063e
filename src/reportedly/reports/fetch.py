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
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Any

import httpcore
import httpx
import msgspec

from reportedly.errors import FetchError
from reportedly.reports.refusal import shown
from reportedly.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from ssl import SSLContext

_REDIRECTS = 5  # hops; browsers allow 20, honest news addresses need one or two
_MOVED = (301, 302, 303, 307, 308)
_MAX_BYTES = 8 * 1024 * 1024
_DEADLINE = 30.0  # seconds for everything
_CHUNK = 65536
_READABLE = re.compile(r"text/.*|application/(?:.*\+)?(?:json|xml|xhtml|x-ndjson|jsonl|json-lines|octet-stream)", re.IGNORECASE)
_HOST = re.compile(rb"[a-z0-9._:-]{1,253}", re.IGNORECASE)  # names after IDNA, and addresses
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE)
_ADVICE = "save the page and give the file"


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """An answer: the address it came from after redirects, its body, and what its header says of type and charset."""

    url: str
    body: bytes
    content_type: str | None
    charset: str | None


def fetch(url: str, *, max_bytes: int = _MAX_BYTES, deadline: float = _DEADLINE, allow_private: bool = False) -> Fetched:
    """The bytes at an http or https address, at most `max_bytes` before and after decompression, within `deadline` seconds.

    Refused: other schemes, credentials in the address, hosts that resolve to anything but public addresses
    (`allow_private` lifts this for tests on the loopback), more than five redirects, answers over 399, and types that are no text.
    No proxy, cookie or netrc of the environment is used. Raises FetchError saying what, where and the way out.
    """
    backend = _CheckedBackend(time.monotonic() + deadline, allow_private)
    address = url
    for _ in range(_REDIRECTS + 1):
        answer = _answer(address, backend, max_bytes)
        if isinstance(answer, Fetched):
            return answer
        address = answer
    raise FetchError(f"{shown(url)}: redirects more than {_REDIRECTS} times; give the final address")


def _answer(address: str, backend: _CheckedBackend, max_bytes: int) -> Fetched | str:
    """One hop: the answer, or the address that it redirects to."""
    url = _parsed(address)
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    headers = [
        (b"Host", url.netloc),
        (b"User-Agent", f"reportedly/{__version__}".encode()),
        (b"Accept-Encoding", b"gzip"),
        (b"Accept", b"text/*, */*;q=0.5"),
    ]
    try:
        with httpcore.ConnectionPool(network_backend=backend) as pool, pool.stream("GET", target, headers=headers) as response:
            fields = {name.lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status in _MOVED and b"location" in fields:
                return _joined(url, fields[b"location"])
            _check(address, response.status, fields, max_bytes)
            chunks = _unpacked(response.iter_stream(), fields.get(b"content-encoding", ""), max_bytes)
            body = _body(address, chunks, max_bytes)
    except httpcore.TimeoutException as error:
        raise FetchError(f"{shown(address)}: no whole answer within the time allowed; try again later or {_ADVICE}") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchError(
            f"{shown(address)}: cannot be reached ({shown(str(error) or type(error).__name__)}); check the address or {_ADVICE}"
        ) from error
    except zlib.error as error:
        raise FetchError(f"{shown(address)}: its compressed answer is broken; {_ADVICE}") from error
    kind = fields.get(b"content-type", "")
    charset = _CHARSET.search(kind)
    return Fetched(url=str(url), body=body, content_type=_media(kind), charset=charset[1] if charset else None)


def _parsed(address: str) -> httpx.URL:
    """The address taken apart. Raises FetchError for what is not a plain http or https one."""
    try:
        url = httpx.URL(address.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(f"{shown(address)}: not an address; give one like https://example.org/report") from error
    if url.scheme not in ("http", "https") or not _HOST.fullmatch(url.raw_host):
        raise FetchError(f"{shown(address)}: only http and https addresses are fetched; {_ADVICE}")
    if not 0 < (url.port or 80) < 65536:
        raise FetchError(f"{shown(address)}: port {url.port} does not exist; check the address")
    if url.userinfo:
        raise FetchError("an address with a user name or password in it is refused; give it without")
    return url


def _joined(url: httpx.URL, location: str) -> str:
    """Where a redirect leads, as an address. Raises FetchError when it is none."""
    try:
        return str(url.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"{shown(str(url))}: redirects to {shown(location)!r}, which is no address; {_ADVICE}") from error


def _media(kind: str) -> str | None:
    """The media type alone: text/html of "Text/HTML; charset=utf-8"."""
    return kind.partition(";")[0].strip().lower() or None


def _check(address: str, status: int, fields: dict[bytes, str], max_bytes: int) -> None:
    """Raise FetchError on a header that says the body is not worth reading."""
    if status != 200:
        raise FetchError(f"{shown(address)}: the server answered {status}; check the address or {_ADVICE}")
    kind = _media(fields.get(b"content-type", ""))
    if kind and not _READABLE.fullmatch(kind):
        raise FetchError(f"{shown(address)}: holds {shown(kind, 60)}, not text or HTML; {_ADVICE}")
    length = fields.get(b"content-length", "")
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

    def __init__(self, deadline: float, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
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
            if not self._allow_private and not _is_public(address):
                raise FetchError(f"{shown(host)}: leads to {address}, which is not a public address; such hosts are refused: {_ADVICE}")
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


def _resolve(host: str, port: int, timeout: float) -> list[IPv4Address | IPv6Address]:
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


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether the address is an ordinary one of the public Internet, and so is any IPv4 address wrapped in it."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if wrapped:
            return _is_public(wrapped)
    unusual = address.is_multicast or address.is_reserved or address.is_loopback or address.is_link_local or address.is_unspecified
    return address.is_global and not unusual
