"""The commands that change a ledger: `add`, `failures`, `reread`, `redact`."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from reportedly.cli.arguments import ledger_of, piped, settings_of
from reportedly.cli.progress import Progress, expected
from reportedly.cli.screen import note_model, say
from reportedly.errors import OptionError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Generator, Iterable, Iterator

    from reportedly.ingest import Opener
    from reportedly.ingest.keep import Arrival
    from reportedly.model import Failure

_TOLD = 20  # failures told one by one: a screenful; the ledger has them all
_GOES_ON = "reportedly: interrupted; what was read is kept, and the same command goes on from there"


def add(arguments: argparse.Namespace, opener: Opener | None) -> int:
    """Read reports into the ledger."""
    from reportedly import ingest, ledger
    from reportedly.ingest import keep

    origins = arguments.origins or piped()
    settings = settings_of(arguments)
    said = ledger.Said(
        published=arguments.published,
        outlet=arguments.outlet,
        title=arguments.title,
        translation_of=arguments.translation_of,
        licence=arguments.licence,
    )
    with ledger.open(ledger_of(arguments, settings), create=True) as book, _interruptible():
        arrivals = keep.add(origins, book, said=said, settings=settings, opener=opener or ingest.open_reader)
        code = _tell(arrivals, Progress(expected(origins) if sys.stderr.isatty() else None))
    note_model()
    return code


def failures(arguments: argparse.Namespace, opener: Opener | None) -> int:
    """List what could not be read, or try it again."""
    from reportedly import ingest, ledger
    from reportedly.cli import answers
    from reportedly.ingest import keep

    settings = settings_of(arguments)
    with ledger.open(ledger_of(arguments, settings)) as book:
        if not arguments.retry:
            return answers.write(answers.FAILURES, book.failures(every=arguments.all), arguments)
        with _interruptible():
            arrivals = keep.retry(book, settings=settings, opener=opener or ingest.open_reader)
            return _tell(arrivals, Progress(None)) if next(book.failures(), None) else _nothing()


def reread(arguments: argparse.Namespace, opener: Opener | None) -> int:
    """Read the kept texts again, and say what changed."""
    from reportedly import ingest, ledger
    from reportedly.ingest import keep
    from reportedly.model import Failure

    settings = settings_of(arguments)
    counts: Counter[str] = Counter()
    failed: list[Failure] = []
    progress = Progress(None)
    with ledger.open(ledger_of(arguments, settings)) as book, _interruptible():
        for change in keep.reread(book, settings=settings, opener=opener or ingest.open_reader):
            counts["done"] += 1
            if isinstance(change, Failure):
                counts["failed"] += 1
                failed += [change] if len(failed) < _TOLD else []
            else:
                counts.update(same=change.same, changed=change.changed, new=change.new, gone=change.gone)
                if not change.is_none:
                    counts["otherwise"] += 1
                    line = (
                        f"{change.report}  {change.same} as before, {change.changed} told otherwise, {change.new} new, {change.gone} gone\n"
                    )
                    progress.close()
                    sys.stdout.write(line)
            progress.show(counts["done"], counts["failed"])
    progress.close()
    sys.stdout.flush()
    say(
        f"reportedly: {counts['done']:,} reports read again, {counts['otherwise']:,} of them otherwise: "
        f"{counts['same']:,} claims as before, {counts['changed']:,} told otherwise, {counts['new']:,} new, "
        f"{counts['gone']:,} gone (kept as superseded)"
    )
    return _failed(counts["failed"], failed)


def redact(arguments: argparse.Namespace, __: Opener | None) -> int:
    """Take words out for good."""
    from reportedly import ledger
    from reportedly.ingest.events import link
    from reportedly.ledger.append import redact as append_redact

    settings = settings_of(arguments)
    with ledger.open(ledger_of(arguments, settings)) as book:
        for name in arguments.id:
            gone = append_redact(book, name, arguments.reason, arguments.words)
            say(
                f"reportedly: {name}: {gone.characters:,} characters gone, from {gone.reports} text(s); a tombstone with the digest is left"
            )
        for _ in link(book, settings=settings):  # what is left of the events that told of it
            pass
    return 0


def _nothing() -> int:
    say("reportedly: nothing failed, so there is nothing to try again")
    return 0


def _tell(arrivals: Generator[Arrival, None, None], progress: Progress) -> int:
    """Follow what arrives, sum it up, and return the exit code. An interrupt, wherever it comes, lets what was read be kept."""
    counts: Counter[str] = Counter()
    failed: list[Failure] = []
    with closing(arrivals), closing(progress):
        for done, arrival in enumerate(arrivals, 1):
            counts[arrival.status] += 1
            if arrival.failure is not None:
                counts["language"] += arrival.failure.kind == "LanguageError"
                failed += [arrival.failure] if len(failed) < _TOLD else []
            progress.show(done, counts["failed"])
    total = sum(counts[status] for status in ("added", "known", "updated", "irrelevant", "failed"))
    if not total:
        raise OptionError("nothing to read: no report was found there")
    say(
        f"reportedly: {counts['added']:,} added, {counts['known']:,} already known, {counts['updated']:,} updated, "
        f"{counts['irrelevant']:,} irrelevant (kept, without a claim), {counts['failed']:,} failed"
    )
    code = _failed(counts["failed"], failed)
    return 3 if code and counts["language"] == counts["failed"] else code


def _failed(count: int, failed: Iterable[Failure]) -> int:
    """Tell of the failures, the first ones one by one, and return the exit code."""
    if not count:
        return 0
    say(f"reportedly: {count:,} could not be read{f' (the first {_TOLD}; reportedly failures lists all)' if count > _TOLD else ''}:")
    for failure in failed:
        say(f"  {failure.origin}: {failure.message} [{failure.stage}, {failure.kind}]")
    return 1


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let SIGTERM end the work as Ctrl-C does, and have it said of both what is kept."""

    def interrupt(_: int, __: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_GOES_ON) from None
    finally:
        signal.signal(signal.SIGTERM, before)
