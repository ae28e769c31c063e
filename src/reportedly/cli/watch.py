"""The command `watch`: the signals, and where readings go."""

from __future__ import annotations

import random
import signal
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reportedly.cli.arguments import settings_of
from reportedly.errors import OptionError, ReportedlyError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from reportedly.ingest import Opener
    from reportedly.ledger.book import Ledger
    from reportedly.reports import Item, Listed, Options
    from reportedly.settings import Settings
    from reportedly.watch.states import States


def watch(arguments: argparse.Namespace, opener: Opener | None) -> int:
    """The `watch` command: 0 when it was stopped or a round is done, 1 when something failed in the one round of `--once`."""
    from reportedly import ingest
    from reportedly.reports import Options
    from reportedly.reports.polite import Clock, visits_within
    from reportedly.watch import rounds

    if not 1 <= arguments.every <= 10_080:
        raise OptionError(f"--every {arguments.every:g} is outside 1 to 10080 minutes (a week)")
    settings = settings_of(arguments)
    stop = threading.Event()
    clock = Clock(time.monotonic, time.time, lambda seconds: _void(stop.wait(seconds)), random.SystemRandom().random)
    visits = visits_within(settings.max_bytes, settings.fetch_timeout, settings.allowed, clock)
    options = Options(max_bytes=settings.max_bytes, visit=visits)
    opened = opener or ingest.open_reader
    for _ in ingest.read_many([], settings=settings, opener=opened):  # a missing model is said before anybody is asked for anything
        pass
    feeds, faults = _feeds(arguments.feeds, options)
    plan = rounds.Plan(every=60 * arguments.every, once=arguments.once, options=options)
    with _signals(stop), _kept(arguments, settings, opened) as (deliver, states):
        ends = rounds.Ends(deliver=deliver, states=states, say=_note, stopped=stop.is_set)
        tally = rounds.watch(feeds, visits, ends, plan)
    _note(f"{'stopped' if stop.is_set() else 'done'}: {tally.polls} polls, {tally.reports} reports, {tally.failures} failures")
    return 1 if arguments.once and not stop.is_set() and (tally.failures or faults) else 0


def _note(words: str) -> None:
    """One event on one line of standard error, harmless to a terminal."""
    from reportedly.terminal import neutral

    sys.stderr.write(neutral(words) + "\n")
    sys.stderr.flush()


def _void(_: object) -> None:
    """Nothing, whatever comes."""


def _feeds(origins: list[str], options: Options) -> tuple[list[Listed], int]:
    """The feeds of all origins, and how many could not be told. Raises OptionError when there is none."""
    from reportedly.reports import feeds_of

    feeds: list[Listed] = []
    faults = 0
    for origin in origins:
        for found in feeds_of(origin, options):
            if isinstance(found, ReportedlyError):
                faults += 1
                _note(f"failed {origin}: {found}")
            else:
                feeds.append(found)
    if not feeds:
        raise OptionError("no feed to watch: give an OPML file with feeds in it, or the address of a feed")
    return feeds, faults


@contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    """SIGTERM and the first interrupt end the round after the item at hand; a second interrupt ends it at once."""

    def end(number: int, _: object) -> None:
        stop.set()
        if number == signal.SIGINT:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _kept(arguments: argparse.Namespace, settings: Settings, opener: Opener) -> Iterator[tuple[Callable[[Item], None], States]]:
    """What is done with an item, and where is kept what was seen: a ledger does both; without one, a file and a folder.

    A ledger that is named by the settings gives way to `--state`. Raises OptionError, and LedgerError for a ledger that cannot be used.
    """
    from reportedly.watch.states import FolderStates

    named = arguments.ledger or (None if arguments.state else settings.ledger)
    if named is not None:
        if arguments.state or arguments.output:
            raise OptionError("--state and -o are for watching without a ledger; the ledger keeps what was seen and what was read")
        from reportedly import ledger
        from reportedly.ingest.keep import Bookmarks

        with ledger.open(named, create=True) as book:
            yield _reading_into(book, settings, opener), Bookmarks(book)
        return
    if arguments.state is None:
        raise OptionError("no place for what was seen: name a ledger with --ledger, or a folder with --state")
    states = FolderStates(Path(arguments.state))
    with _opened(arguments.output) as out:
        yield _reading_to(out, settings, opener), states


def _reading_into(book: Ledger, settings: Settings, opener: Opener) -> Callable[[Item], None]:
    """What to do with an item: read it and keep it; a failure of reading is said."""
    from reportedly.ingest.keep import keep_item

    def deliver(item: Item) -> None:
        arrival = keep_item(item, book, settings=settings, opener=opener)
        if arrival.failure is not None and item.failure is None:
            _note(f"failed {item.origin}: {arrival.failure.message} [{arrival.failure.stage}, {arrival.failure.kind}]")

    return deliver


@contextmanager
def _opened(output: str | None) -> Iterator[BinaryIO]:
    """The file to add to, or standard output. Half a line that a crash left at its end is taken off. Raises OptionError."""
    if output is None:
        yield sys.stdout.buffer
        return
    try:
        with Path(output).open("a+b") as out:
            _whole_lines(out)
            yield out
    except OSError as error:
        raise OptionError(f"cannot write to {output}: {error.strerror or error}; what was seen is kept, start again when it can") from error


def _whole_lines(out: BinaryIO) -> None:
    """Cut the file behind its last newline."""
    at = out.seek(0, 2)
    while at:
        begin = max(0, at - 65536)
        out.seek(begin)
        found = out.read(at - begin).rfind(b"\n")
        if found >= 0:
            out.truncate(begin + found + 1)
            return
        at = begin
    out.truncate(0)


def _reading_to(out: BinaryIO, settings: Settings, opener: Opener) -> Callable[[Item], None]:
    """What to do with an item: read it and write the reading as one line; a failure of reading is said."""
    from reportedly import codec, ingest
    from reportedly.model import Failure

    def deliver(item: Item) -> None:
        if item.report is None:
            return
        for answer in ingest.read_many([item.report], settings=settings, opener=opener):
            if isinstance(answer, Failure):
                _note(f"failed {item.origin}: {answer.message} [{answer.stage}, {answer.kind}]")
            else:
                out.write(codec.encode(answer) + b"\n")
                out.flush()

    return deliver
