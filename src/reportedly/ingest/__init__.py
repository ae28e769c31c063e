"""The one corridor: origins to reports to readings or failures, in one process or many; `keep` takes them on into a ledger.

What goes wrong with one report becomes a `Failure` and the rest is read; this file holds the library's only
`except Exception`. Between processes travel bytes in the codec's form, and the result is the same for any number of them.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache, partial
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING

import msgspec

from reportedly import codec, lexicon
from reportedly.errors import InputError, MissingPartError, ReportedlyError
from reportedly.model import Failure, Reader, Reading, Report
from reportedly.settings import Settings
from reportedly.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.judge import Judge
    from reportedly.read import Learned
    from reportedly.reports import Item, Options
    from reportedly.reports.fetch import Fetched
    from reportedly.reports.polite import Visits

Read = Callable[[Report], Reading]
"""Reads one report."""

Opener = Callable[[Settings], Read]
"""Opens what a reader needs; called once a process. A swap is an argument: a function at a module's top level."""

Answer = tuple[bool, bytes]
"""Whether it is a reading, and the encoded reading or failure."""

Task = Callable[[bytes], Answer]

_AHEAD = 4
"""Reports in flight for each worker: enough that none waits for the next, few enough that memory stays bounded."""

_PASSING = 1_000
"""Items that pass by unread (failures, reports known already) while one report before them is being read."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report: exactly one of `reading` and `failure` is set. `name` is what to call its file."""

    origin: str
    name: str
    reading: Reading | None = None
    failure: Failure | None = None


def open_reader(settings: Settings) -> Read:
    """The reader: the parser, the gazetteer and the pure reading, put together. Raises MissingPartError and GazetteerError."""
    from reportedly import english, gazetteer
    from reportedly.judge import open_judge
    from reportedly.read import Learned
    from reportedly.read import read as read_purely

    judge = open_judge()
    learned, tagger = (Learned(judge=judge), None) if settings.reader == "rules" else learned_parts(judge)
    index, added = gazetteer.open_with(settings.gazetteer)
    chosen = settings.digest(force(settings), added)
    info = Reader(version=__version__, model=english.model_info(), judge=judge.digest, tagger=tagger, settings=chosen)
    read_one = partial(
        read_purely,
        parse=english.parse,
        lookup=index.find,
        reader=info,
        learned=learned,
        max_paragraph=settings.max_paragraph,
    )

    def read_in_scratch(report: Report) -> Reading:
        with english.scratch():
            return read_one(report)

    return read_in_scratch


def learned_parts(judge: Judge, folder: Path | None = None) -> tuple[Learned, str]:
    """The shipped tagger, or one made into `folder`, with the judge and the chooser that go with it, and the digest of the three."""
    from reportedly.chooser import open_chooser
    from reportedly.judge import Panel
    from reportedly.read import Learned
    from reportedly.tagger import open_tagger
    from reportedly.tagger.verdicts import open_verdicts

    tagger, verdicts, chooser = open_tagger(folder), open_verdicts(folder), open_chooser(folder)
    digest = codec.digest(tagger.digest, verdicts.digest, chooser.digest)
    return Learned(judge=Panel(judge, verdicts), tag=tagger, choose=chooser), digest


def read(
    text: str, *, published: str | None = None, outlet: str | None = None, title: str | None = None, url: str | None = None
) -> Reading:
    """The reading of one English text. `published` is the day of publication ("2021-09-04").

    Raises UnreadableError for a text without words, LanguageError for another language, OptionError for a date that is none.
    """
    from reportedly import reports

    return read_report(reports.report(text, published=published, outlet=outlet, title=title, url=url))


def read_report(report: Report, *, settings: Settings | None = None, opener: Opener = open_reader) -> Reading:
    """The reading of one report. Raises LanguageError unless it is English, a translation into it, or too short to tell."""
    from reportedly import reports

    chosen = settings or Settings()
    force(chosen)
    reports.require_english(report)
    return _opened(opener, chosen)(report)


def read_many(
    reports: Iterable[Report], workers: int = 1, *, settings: Settings | None = None, opener: Opener = open_reader
) -> Iterator[Reading | Failure]:
    """A reading, or a failure whose `origin` is the report's id, for each report, in order and as they come.

    With more than one worker the reports are read in as many processes; a crash of one loses only the report that caused it.
    Raises MissingPartError, before the first, when the model is absent, and TableError for tables of the user's with faults.
    """
    return (answer for answer in answers(reports, workers, settings or Settings(), opener) if answer is not None)


def answers(reports: Iterable[Report | None], workers: int, settings: Settings, opener: Opener) -> Iterator[Reading | Failure | None]:
    """As `read_many`; a None among the reports passes by in its place, unread."""
    force(settings)
    _opened(opener, settings)
    task = partial(_answer, opener, settings)
    raw = (None if report is None else msgspec.json.encode(report) for report in reports)
    told = (None if one is None else task(one) for one in raw) if workers <= 1 else _in_processes(raw, workers, task)
    return (None if one is None else _decoded(*one) for one in told)


def _decoded(done: bool, answer: bytes) -> Reading | Failure:
    return codec.decode(answer) if done else msgspec.json.decode(answer, type=Failure)


def read_origins(
    origins: Iterable[str], *, options: Options | None = None, settings: Settings | None = None, opener: Opener = open_reader
) -> Iterator[Outcome]:
    """The outcome of every report of every origin (a path, a folder, an address or "-"), in order and as they come.

    Raises OptionError for options that make no sense, MissingPartError when the model is absent and TableError for tables of the
    user's with faults; nothing else.
    """
    from reportedly import reports

    chosen = settings or Settings()
    bounds = bounded(options or reports.Options(), chosen)
    waiting: deque[Item] = deque()

    def readable() -> Iterator[Report | None]:
        for origin in origins:
            for item in reports.open_origin(origin, options=bounds):
                waiting.append(item)
                yield item.report

    for answer in answers(readable(), chosen.workers, chosen, opener):
        item = waiting.popleft()
        if answer is None:
            yield Outcome(origin=item.origin, name=item.name, failure=item.failure)
        elif isinstance(answer, Failure):
            yield Outcome(origin=item.origin, name=item.name, failure=msgspec.structs.replace(answer, origin=item.origin))
        else:
            yield Outcome(origin=item.origin, name=item.name, reading=answer)


def bounded(options: Options, settings: Settings) -> Options:
    """The options with the bounds that settings give where the options give none."""

    def fetch(url: str) -> Fetched:
        from reportedly.reports.fetch import fetch as fetch_within

        return fetch_within(url, max_bytes=settings.max_bytes, deadline=settings.fetch_timeout, allowed=settings.allowed)

    @cache
    def visits() -> Visits:
        from reportedly.reports.polite import visits_within

        return visits_within(settings.max_bytes, settings.fetch_timeout, settings.allowed)

    def visit(url: str) -> Fetched:
        return visits().get(url)

    return replace(
        options,
        max_bytes=options.max_bytes or settings.max_bytes,
        fetch=options.fetch or fetch,
        visit=options.visit or visit,
    )


def force(settings: Settings) -> str:
    """Put the settings' tables in force in this process and return their digest, "" without any. Raises TableError."""
    added = _added(settings.tables) if settings.tables else lexicon.NONE
    lexicon.use(added)
    return added.digest


@cache
def _added(folder: str) -> lexicon.Added:
    """A folder of tables, read once a process: what is changed in it later counts from the next start."""
    return lexicon.load(folder)


@cache
def _opened(opener: Opener, settings: Settings) -> Read:
    """The reader, opened once a process."""
    return opener(settings)


def _answer(opener: Opener, settings: Settings, raw: bytes) -> Answer:
    """The reading of one encoded report, or its failure, encoded."""
    from reportedly import reports

    report = msgspec.json.decode(raw, type=Report)
    force(settings)
    try:
        reports.require_english(report)
        return True, codec.encode(_opened(opener, settings)(report))
    except InputError as error:
        return False, _failure(report, error.stage, error)
    except MissingPartError:
        raise
    except Exception as error:  # noqa: BLE001 - the failure of one report is data; the rest is read
        return False, _failure(report, "read", error)


def _failure(report: Report, stage: str, error: Exception) -> bytes:
    advice = "" if isinstance(error, ReportedlyError) else "; this is a fault of the reader: please report it with the text"
    return msgspec.json.encode(Failure(origin=report.id, stage=stage, kind=type(error).__name__, message=f"{error}{advice}"))


def _in_processes(raw: Iterable[bytes | None], workers: int, task: Task) -> Iterator[Answer | None]:
    """The answers in order. When a worker dies, whatever was in flight is read again one by one."""
    flying: deque[tuple[bytes, Future[Answer]] | None] = deque()
    reports = iter(raw)
    pool = _pool(workers)
    try:
        while True:
            _launch(flying, reports, workers, partial(_submit, pool, task))
            if not flying:
                return
            first = flying.popleft()
            if first is None:
                yield None
                continue
            try:
                yield first[1].result()
            except BrokenProcessPool:
                again = [first[0], *(None if one is None else one[0] for one in flying)]
                flying.clear()
                pool.shutdown(wait=False, cancel_futures=True)
                yield from _one_by_one(again, task)
                pool = _pool(workers)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _launch(
    flying: deque[tuple[bytes, Future[Answer]] | None],
    reports: Iterator[bytes | None],
    workers: int,
    submit: Callable[[bytes], Future[Answer]],
) -> None:
    """Fill what is in flight up with the next reports, as many as the workers want ahead."""
    free = workers * _AHEAD - sum(one is not None for one in flying)
    while free > 0 and len(flying) < _PASSING:
        for report in reports:
            flying.append(None if report is None else (report, submit(report)))
            free -= report is not None
            break
        else:
            return


def _one_by_one(raw: Iterable[bytes | None], task: Task) -> Iterator[Answer | None]:
    """The answers in order, each report alone in a process, so that a crash names its report."""
    pool = _pool(1)
    try:
        for report in raw:
            if report is None:
                yield None
                continue
            try:
                yield _submit(pool, task, report).result()
            except BrokenProcessPool:
                crash = "the process that read it died (out of memory, or killed); read it alone, or cut it"
                origin = msgspec.json.decode(report, type=Report).id
                yield False, msgspec.json.encode(Failure(origin=origin, stage="read", kind="WorkerCrash", message=crash))
                pool.shutdown(wait=False)
                pool = _pool(1)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    """Fresh interpreters: a fork would copy the parser's threads and locks in whatever state they are."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=die_quietly)


def die_quietly() -> None:
    """Let an interrupt end a worker without a traceback: the parent says what is to be said. A parent that is killed takes it along."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """End this worker when its parent has gone: it would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _submit(pool: ProcessPoolExecutor, task: Task, report: bytes) -> Future[Answer]:
    """The future of one task; a pool already broken gives a future that says so."""
    try:
        return pool.submit(task, report)
    except BrokenProcessPool as error:
        broken: Future[Answer] = Future()
        broken.set_exception(error)
        return broken
