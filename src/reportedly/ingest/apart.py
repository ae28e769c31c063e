"""Reading apart from the process that asks: what strangers send is opened and read by a process that can be ended.

A server must not stand still while a long text is read, and a file may be made to take for ever: the process reads one thing at a time,
within seconds that are counted, and a new one takes its place when it is ended. Nothing that is sent makes it fetch an address.
"""

from __future__ import annotations

import os
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Never

import msgspec

from reportedly.errors import FetchError, ReportedlyError, TooLargeError
from reportedly.ingest import Opener, bounded, die_quietly, force, open_reader, read_many
from reportedly.model import Failure, Reading, Report
from reportedly.reports import Options, open_origin
from reportedly.reports.part import ENDINGS, PACKINGS
from reportedly.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

SECONDS = 30.0
"""For one thing that is sent: some 300 KB of text on one slow core; what takes longer is for `reportedly read`."""

_WAIT = 10.0  # seconds to wait for the process while it reads for others
_START = 120.0  # seconds until a new process has loaded its models: 5 where nothing else runs
_MOST = 20  # reports of one file: an archive of thousands is for `reportedly add`
_READY = b"ready"
_LONG = "cut it, or read it with: reportedly read"


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was sent: its bytes, its name, whose ending tells the form, and what the sender says of it."""

    raw: bytes
    name: str
    published: str | None = None
    outlet: str | None = None
    title: str | None = None


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What became of what was sent."""

    readings: tuple[Reading, ...] = ()
    failures: tuple[Failure, ...] = ()


class _Task(msgspec.Struct, frozen=True, kw_only=True):
    """What the process is to read: exactly one of the two is set."""

    report: Report | None = None
    sent: Sent | None = None


@dataclass(slots=True)
class Apart:
    """A process that reads. Close it, or use it in a `with`. Threads may share it; one is served at a time."""

    settings: Settings = field(default_factory=Settings)
    opener: Opener = open_reader
    seconds: float = SECONDS
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _process: SpawnProcess | None = None
    _pipe: Connection | None = None

    def __enter__(self) -> Apart:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def warm(self) -> None:
        """Start the process, so that the first who asks need not wait for its models."""
        with self._lock:
            self._started()

    def warm_soon(self) -> None:
        """As `warm`, without waiting for it."""
        threading.Thread(target=self.warm, daemon=True).start()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def read(self, given: Report | Sent) -> Read:
        """What is read of a report or a file. Raises TooLargeError for what takes too long or kills its reader, TimeoutError when busy."""
        task = _Task(report=given) if isinstance(given, Report) else _Task(sent=given)
        if not self._lock.acquire(timeout=_WAIT):
            raise TimeoutError("the reader is busy with what others sent; send it again in a while")
        try:
            return self._answer(msgspec.msgpack.encode(task))
        finally:
            self._lock.release()

    def _answer(self, task: bytes) -> Read:
        """The process's answer; one that does not come in time, or kills it, ends it."""
        pipe = self._started()
        with suppress(EOFError, OSError):
            pipe.send_bytes(task)
            if pipe.poll(self.seconds):
                return msgspec.msgpack.decode(pipe.recv_bytes(), type=Read)
            self._end()
            raise TooLargeError(f"takes more than {self.seconds:g} seconds to read; {_LONG}")
        self._end()
        raise TooLargeError(f"kills its reader, or needs too much memory; {_LONG}")

    def _started(self) -> Connection:
        """The pipe to a process that is ready. Raises TimeoutError when none becomes ready."""
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._end()
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self.settings, self.opener), daemon=True)
        self._process.start()
        theirs.close()
        with suppress(EOFError, OSError):
            if self._pipe.poll(_START) and self._pipe.recv_bytes() == _READY:
                return self._pipe
        self._end()
        raise TimeoutError("the reader does not start; the server's log says more")

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: Connection, settings: Settings, opener: Opener) -> None:
    """The process: answer one task after the other until nobody is there any more."""
    die_quietly()
    force(settings)
    for _ in read_many([], settings=settings, opener=opener):  # the models are loaded before anybody waits for an answer
        pass
    pipe.send_bytes(_READY)
    with suppress(EOFError, OSError), tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        while True:
            task = msgspec.msgpack.decode(pipe.recv_bytes(), type=_Task)
            pipe.send_bytes(msgspec.msgpack.encode(_read(task, settings, opener)))


def _read(task: _Task, settings: Settings, opener: Opener) -> Read:
    """What is read of one task. Nothing is raised: what fails is part of the answer."""
    failed: list[Failure] = []
    try:
        reports = [task.report] if task.report else list(_opened(task.sent, settings, failed)) if task.sent else []
        answers = list(read_many(reports, settings=settings, opener=opener))
    except ReportedlyError as error:
        answers = [Failure(origin="", stage=getattr(error, "stage", "open"), kind=type(error).__name__, message=str(error))]
    failed += (answer for answer in answers if isinstance(answer, Failure))
    return Read(readings=tuple(answer for answer in answers if isinstance(answer, Reading)), failures=tuple(failed))


def _opened(sent: Sent, settings: Settings, failed: list[Failure]) -> Iterator[Report]:
    """The reports of a file that was sent; those that cannot be opened are failures."""
    path = Path(f"sent{_ending(sent.name)}")
    path.write_bytes(sent.raw)
    said = Options(published=sent.published, outlet=sent.outlet, title=sent.title, fetch=_refuse, visit=_refuse)
    try:
        opened = list(islice(open_origin(path, options=bounded(said, settings)), _MOST + 1))
    finally:
        path.unlink()
    for item in opened[:_MOST]:
        if item.report is not None:
            yield item.report
        elif item.failure is not None:
            failed.append(item.failure)
    if len(opened) > _MOST:
        words = f"more than {_MOST} reports in one file: the first were read; add the file to a ledger with: reportedly add"
        failed.append(Failure(origin=str(path), stage="open", kind="TooLargeError", message=words))


def _ending(name: str) -> str:
    """The endings of a name as far as they are known: ".jsonl.gz"; what else stands in the name touches no file."""
    known = [ending for ending in PurePosixPath(name.lower()).suffixes if ending in ENDINGS or ending in PACKINGS]
    return "".join(known[-2:]) or ".txt"


def _refuse(address: str) -> Never:
    raise FetchError(f"{address[:200]}: is not fetched for what is sent here; read it with: reportedly read")
