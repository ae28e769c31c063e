"""The command `read`: reports to readings, on the screen or in files."""

from __future__ import annotations

import os
import sys
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from reportedly.cli.arguments import options_of, piped, settings_of
from reportedly.cli.screen import note_model, say, standard_screen
from reportedly.errors import OptionError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from reportedly.ingest import Opener, Outcome
    from reportedly.model import Failure, Reading
    from reportedly.terminal import Screen

_ENDINGS = {"text": ".txt", "json": ".json", "jsonl": ".jsonl", "csv": ".csv"}


class _Sink(NamedTuple):
    """Where the output goes: the form, the file (None: standard output), whether it is a folder."""

    form: str
    path: Path | None
    folder: bool


def read(arguments: argparse.Namespace, opener: Opener | None) -> int:
    """The `read` command."""
    from reportedly import ingest

    origins = arguments.origins or piped()
    chosen, options = settings_of(arguments), options_of(arguments)
    sink = _sink(arguments)
    failures: list[Failure] = []
    outcomes = ingest.read_origins(origins, options=options, settings=chosen, opener=opener or ingest.open_reader)
    _write(
        _watched(outcomes, failures, show=len(origins) > 1 and sys.stderr.isatty()), sink, listed=len(origins) > 1 or _is_folder(origins[0])
    )
    note_model()
    return verdict(failures)


def _is_folder(origin: str) -> bool:
    return origin != "-" and "://" not in origin and Path(origin).is_dir()


def _sink(arguments: argparse.Namespace) -> _Sink:
    """Form and place of the output: the form is the one given, else by the ending of -o (json for a folder), else text."""
    if arguments.output is None:
        return _Sink(arguments.form or "text", None, folder=False)
    path = Path(arguments.output)
    if arguments.output.endswith(("/", os.sep)) or path.is_dir():
        return _Sink(arguments.form or "json", path, folder=True)
    by_ending = next((form for form, ending in _ENDINGS.items() if path.suffix.lower() == ending), "text")
    return _Sink(arguments.form or by_ending, path, folder=False)


def _watched(outcomes: Iterable[Outcome], failures: list[Failure], *, show: bool) -> Iterator[tuple[str, Reading]]:
    """Name and reading of each report that was read; failures are put aside; warnings and progress go to standard error."""
    done, future = 0, []
    for outcome in outcomes:
        done += 1
        if show:
            sys.stderr.write(f"\r\x1b[K{done} done, {len(failures)} failed")
            sys.stderr.flush()
        if outcome.failure is not None:
            failures.append(outcome.failure)
        if outcome.reading is not None:
            if _is_ahead(outcome.reading):
                future.append(f"{outcome.origin} ({outcome.reading.report.published})")
            yield outcome.name, outcome.reading
    if show:
        sys.stderr.write("\r\x1b[K")
    if not done:
        raise OptionError("nothing to read: no report was found there")
    if future:
        more = f" and {len(future) - 1} more" if len(future) > 1 else ""
        say(f"reportedly: the publication day lies in the future: {future[0]}{more}")


def _is_ahead(reading: Reading) -> bool:
    """Whether the report is dated after today. It is read all the same, and the user told."""
    from reportedly.reports import is_future

    return reading.report.published is not None and is_future(reading.report.published, date.today())


def _write(readings: Iterator[tuple[str, Reading]], sink: _Sink, *, listed: bool) -> None:
    """Write the readings as they come. One origin without a reading leaves nothing, and an old file as it was."""
    from reportedly.files import whole_file

    first = next(readings, None)
    if first is None and not listed:
        return
    readings = readings if first is None else chain([first], readings)
    if sink.path is None:
        _pour(readings, sys.stdout.buffer, sink.form, listed=listed, screen=standard_screen())
        sys.stdout.buffer.flush()
    elif sink.folder:
        _write_folder(readings, sink.path, sink.form)
    else:
        with whole_file(sink.path) as out:
            _pour(readings, out, sink.form, listed=listed, screen=None)


def _write_folder(readings: Iterator[tuple[str, Reading]], folder: Path, form: str) -> None:
    """One file a report, each whole or absent."""
    from reportedly.files import Names, made_folder, whole_file

    made_folder(folder)
    names = Names()
    for name, reading in readings:
        with whole_file(folder / f"{names.unique(name)}{_ENDINGS[form]}") as out:
            _pour(iter([(name, reading)]), out, form, listed=False, screen=None)


def _pour(readings: Iterator[tuple[str, Reading]], out: BinaryIO, form: str, *, listed: bool, screen: Screen | None) -> None:
    """Write the readings in a form. JSON is an array when `listed`, or when one origin holds more than one report."""
    from reportedly import export

    if form == "text":
        _pour_text(readings, out, screen)
        return
    ahead = [reading for _, reading in (first for _, first in zip(range(2), readings, strict=False))]
    several = listed or len(ahead) > 1
    every = (reading for group in (ahead, (reading for _, reading in readings)) for reading in group)
    for piece in export.pieces(every, form, several=several):  # type: ignore[arg-type]  # argparse has checked the form
        out.write(piece)


def _pour_text(readings: Iterator[tuple[str, Reading]], out: BinaryIO, screen: Screen | None) -> None:
    """Write the readings for a person, a line between them."""
    from reportedly import show
    from reportedly.terminal import Screen

    view = screen or Screen()
    for number, (_, reading) in enumerate(readings):
        rule = "" if number == 0 else "\n" + "=" * min(view.width, 80) + "\n\n"
        out.write(view.encoded(rule + show.render(reading, view)))
        out.flush()


def verdict(failures: list[Failure]) -> int:
    """Say on standard error which reports failed and why, and return the exit code."""
    if not failures:
        return 0
    say(f"reportedly: {len(failures)} could not be read:")
    for failure in failures:
        say(f"  {failure.origin}: {failure.message} [{failure.stage}, {failure.kind}]")
    return 3 if all(failure.kind == "LanguageError" for failure in failures) else 1
