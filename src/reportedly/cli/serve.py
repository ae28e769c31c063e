"""The command `serve`: the API and the page over a ledger."""

from __future__ import annotations

import ipaddress
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.cli.arguments import ledger_of, settings_of
from reportedly.cli.screen import say
from reportedly.errors import LedgerError, MissingPartError, OptionError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from reportedly.ingest import Opener
    from reportedly.ledger.book import Ledger
    from reportedly.settings import Settings
    from reportedly.web.guards import Doors

_SHORTEST = 20
"""Characters of a token: of random letters and digits, more than anybody guesses (OWASP, at least 64 bits)."""

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what a user may give, and is then refused without a token
_PATIENCE = 10.0
"""Seconds that a question to the ledger may take: the slowest of those measured takes a fiftieth of it."""

_CONNECTIONS = 256
"""Open at once: some thirty readers of a page, each with a few; more get 503."""


def serve(arguments: argparse.Namespace, opener: Opener | None) -> int:
    """Serve until interrupted."""
    try:
        import uvicorn

        from reportedly.web.app import app
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"uvicorn", "starlette", "anyio"}:
            raise
        raise MissingPartError("serve needs a part that is not installed; install it with: pip install 'reportedly[serve]'") from error
    from reportedly import ingest, ledger
    from reportedly.ingest.apart import Apart
    from reportedly.web.desk import Desk

    settings, doors = settings_of(arguments), doors_of(arguments)
    named = ledger_of(arguments, settings)
    with (
        ledger.open(named) as pen,
        ledger.open(named, patience=_PATIENCE) as book,
        Apart(settings, opener or ingest.open_reader) as reader,
        linked_beside(pen, settings),
    ):
        desk = Desk(ledger=book, pen=pen, reads=reader.read, doors=doors, settings=settings)
        host = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
        link = f"http://{host}:{arguments.port}/" + (f"#code={desk.offer()}" if doors.token else "")
        say(f"reportedly: {named} is served at {link} (Ctrl-C ends it)")
        config = uvicorn.Config(
            app(desk),
            host=arguments.host,
            port=arguments.port,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=2,
            lifespan="off",
        )
        reader.warm_soon()
        uvicorn.Server(config).run()
    return 0


@contextmanager
def linked_beside(pen: Ledger, settings: Settings) -> Iterator[None]:
    """Meanwhile, link what an older program left unlinked, a batch at a time, if the ledger may be written."""
    from reportedly.ingest.events import link

    ended = threading.Event()

    def run() -> None:
        try:
            for _ in link(pen, settings=settings):
                if ended.is_set():
                    return
        except LedgerError as error:
            say(f"reportedly: not all claims are in events: {error}")

    linking = threading.Thread(target=run)
    if pen.is_writable:
        linking.start()
    try:
        yield
    finally:
        ended.set()
        if linking.is_alive():
            linking.join()


def doors_of(arguments: argparse.Namespace) -> Doors:
    """Who may ask. Raises OptionError where others than this machine could without a token."""
    from reportedly.web.guards import Doors

    token = _token(arguments.token_file) if arguments.token_file else None
    if token is None and not _is_loopback(arguments.host):
        raise OptionError(
            f"--host {arguments.host}: others could reach it, so it wants a token: give --token-file, a file with at least {_SHORTEST} "
            "characters (umask 077; openssl rand -hex 32 > FILE)"
        )
    if not 0 <= arguments.port <= 65535:
        raise OptionError(f"--port {arguments.port} is outside 0 to 65535")
    if not 1 <= arguments.rate <= 1_000_000:
        raise OptionError(f"--rate {arguments.rate:g} is outside 1 to 1000000 requests a second")
    hosts = {arguments.host.lower(), *_LOOPBACK, *(name.lower() for name in arguments.name)} - set(_ANYWHERE)
    return Doors(hosts=frozenset(hosts), token=token, rate=arguments.rate, burst=2 * arguments.rate)


def _is_loopback(host: str) -> bool:
    """Whether only this machine reaches the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _token(path: str) -> str:
    """The token in a file. Raises OptionError."""
    try:
        token = Path(path).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"--token-file {path}: cannot be read ({error}); give a file with a token of letters and digits") from error
    if Path(path).stat().st_mode & 0o077:
        raise OptionError(f"--token-file {path}: others on this machine may read it; keep it to yourself: chmod 600 {path}")
    if len(token) < _SHORTEST or not token.isprintable() or " " in token:
        raise OptionError(
            f"--token-file {path}: give one line of at least {_SHORTEST} letters and digits, without a space: openssl rand -hex 32 > {path}"
        )
    return token
