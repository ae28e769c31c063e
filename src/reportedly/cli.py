"""The command `reportedly`: parse the arguments, call the corridor, print.

Exit codes: 0 every report was read; 1 some failed (the rest is read, and the end says which failed and why); 2 the command, its
options, settings or tables make no sense, or the model is absent; 3 the only failures are reports in another language than English;
130 interrupted; 141 whoever read the output went away.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from reportedly.errors import OptionError, ReportedlyError
from reportedly.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.ingest import Opener, Outcome
    from reportedly.model import Failure, Reading
    from reportedly.terminal import Screen

FORMS = ("text", "json", "jsonl", "csv")
_ENDINGS = {"text": ".txt", "json": ".json", "jsonl": ".jsonl", "csv": ".csv"}
_WIDEST = 120
"""Columns of text at most: longer lines are hard to follow."""


def main(argv: Sequence[str] | None = None, *, opener: Opener | None = None) -> int:
    """Run the command with `argv` (the process's by default) and return its exit code. `opener` replaces the reader."""
    arguments = _parser().parse_args(argv)
    try:
        return _explain(arguments) if arguments.command == "explain" else _read(arguments, opener)
    except ReportedlyError as error:
        _say(f"reportedly: {error}")
        return 2
    except KeyboardInterrupt:
        _say("reportedly: interrupted; no half-written file was left")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains when it closes stdout
        return 141


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reportedly",
        description="Read conflict reports and keep who did what to whom, according to whom, how firmly, in which words.",
        epilog="exit codes: 0 all read, 1 some failed, 2 usage, 3 not English only, 130 interrupted",
    )
    parser.add_argument("--version", action="version", version=f"reportedly {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    read = commands.add_parser("read", help="read reports and print their claims", description="Read reports and print their claims.")
    read.add_argument("origins", nargs="*", metavar="PATH|URL|-", help="a file, a folder, an http(s) address, or - for standard input")
    read.add_argument("--published", metavar="DATE", help="day of publication, 2021-09-04; overrides what a page says")
    read.add_argument("--outlet", metavar="NAME", help="who published")
    read.add_argument("--title", metavar="WORDS", help="the report's title")
    read.add_argument("--translation-of", metavar="LANG", help="the text is a translation from this language (fa, ar, uk, …)")
    read.add_argument("--format", choices=FORMS, dest="form", help="text (default), json, jsonl or csv; else by the ending of -o")
    read.add_argument("-o", "--output", metavar="FILE|DIR/", help="write to a file, or one file a report into a folder")
    read.add_argument("--settings", metavar="FILE", help="a TOML file of settings")
    read.add_argument("--workers", type=int, metavar="N", help="processes that read (default 1); the result is the same")
    explain = commands.add_parser(
        "explain",
        help="say what a type, mode or context means, and what other schemes call it",
        description="Say what a type, mode, context or auxiliary mode means, which words name it, and what ACLED, CAMEO and UCDP call it.",
    )
    explain.add_argument(
        "name", nargs="*", metavar="NAME", help="ASSAULT, drone, election, historical, Armed clash…; without it all are listed"
    )
    explain.add_argument("--format", choices=FORMS[:2], dest="form", default="text", help="text (default) or json")
    explain.add_argument("--settings", metavar="FILE", help="a TOML file of settings, for its tables")
    return parser


class _Sink(NamedTuple):
    """Where the output goes: the form, the file (None: standard output), whether it is a folder."""

    form: str
    path: Path | None
    folder: bool


def _read(arguments: argparse.Namespace, opener: Opener | None) -> int:
    """The `read` command."""
    import msgspec

    from reportedly import ingest, settings
    from reportedly.reports import Options

    origins = arguments.origins or _piped()
    chosen = settings.load(arguments.settings)
    if arguments.workers is not None:
        if not 1 <= arguments.workers <= settings.MOST["workers"]:
            raise OptionError(f"--workers {arguments.workers} is outside 1 to {settings.MOST['workers']:g}")
        chosen = msgspec.structs.replace(chosen, workers=arguments.workers)
    sink = _sink(arguments)
    options = Options(
        published=arguments.published, outlet=arguments.outlet, title=arguments.title, translation_of=arguments.translation_of
    )
    failures: list[Failure] = []
    outcomes = ingest.read_origins(origins, options=options, settings=chosen, opener=opener or ingest.open_reader)
    _write(
        _watched(outcomes, failures, show=len(origins) > 1 and sys.stderr.isatty()), sink, listed=len(origins) > 1 or _is_folder(origins[0])
    )
    _note_model()
    return _verdict(failures)


def _explain(arguments: argparse.Namespace) -> int:
    """The `explain` command. Whoever has tables of their own sees them in it."""
    from reportedly import ingest, schemes, settings

    ingest.force(settings.load(arguments.settings))
    name = " ".join(arguments.name)
    found = schemes.find(name) if name else schemes.entries()
    if not found:
        near = ", ".join(schemes.near(name))
        like = f"; did you mean {near}?" if near else ""
        raise OptionError(f"no type, mode or context is called {name!r}{like} (reportedly explain lists all names)")
    if arguments.form == "json":
        import msgspec

        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    else:
        screen = _screen()
        words = _wrapped(schemes.explain(name) if name else schemes.overview(), screen)
        sys.stdout.buffer.write(words.encode("utf-8" if screen.unicode else "ascii", "replace"))
    sys.stdout.buffer.flush()
    return 0


def _wrapped(lines: str, screen: Screen) -> str:
    """Lines in the screen's width: what follows on from a line stands two columns deeper."""
    plain = lines if screen.unicode else lines.replace("→", "->")
    indents = [(line.lstrip(), line[: len(line) - len(line.lstrip())]) for line in plain.split("\n")]
    return "".join(screen.wrap(words, indent, hang=f"{indent}  ", style=None if indent else "bold") + "\n" for words, indent in indents)


def _note_model() -> None:
    """Say when the installed model is another than the published figures hold for."""
    from reportedly import english

    if not english.is_pinned():
        _say(f"reportedly: the model {english.model_info().name} has other weights than the one that the published figures hold for")


def _piped() -> list[str]:
    """Standard input, when something is piped into it."""
    if sys.stdin.isatty():
        raise OptionError("nothing to read: give a file, a folder, an address, or - for standard input (see reportedly read --help)")
    return ["-"]


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
        _say(f"reportedly: the publication day lies in the future: {future[0]}{more}")


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
        _pour(readings, sys.stdout.buffer, sink.form, listed=listed, screen=_screen())
        sys.stdout.buffer.flush()
    elif sink.folder:
        _write_folder(readings, sink.path, sink.form)
    else:
        with whole_file(sink.path) as out:
            _pour(readings, out, sink.form, listed=listed, screen=None)


def _write_folder(readings: Iterator[tuple[str, Reading]], folder: Path, form: str) -> None:
    """One file a report, each whole or absent."""
    from reportedly.files import Names, whole_file

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OptionError(f"cannot make the folder {folder}: {error.strerror or error}") from error
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
    encoding = "utf-8" if view.unicode else "ascii"
    for number, (_, reading) in enumerate(readings):
        rule = "" if number == 0 else "\n" + "=" * min(view.width, 80) + "\n\n"
        out.write((rule + show.render(reading, view)).encode(encoding, "replace"))
        out.flush()


def _screen() -> Screen:
    """The terminal that standard output is, or a plain page of 80 columns."""
    from reportedly.terminal import Screen

    unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    if not sys.stdout.isatty():
        return Screen(unicode=unicode)
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(width=min(shutil.get_terminal_size().columns, _WIDEST), colour=colour, unicode=unicode)


def _verdict(failures: list[Failure]) -> int:
    """Say on standard error which reports failed and why, and return the exit code."""
    if not failures:
        return 0
    _say(f"reportedly: {len(failures)} could not be read:")
    for failure in failures:
        _say(f"  {failure.origin}: {failure.message} [{failure.stage}, {failure.kind}]")
    return 3 if all(failure.kind == "LanguageError" for failure in failures) else 1


def _say(words: str) -> None:
    """One message on standard error, harmless to a terminal."""
    from reportedly.terminal import neutral

    sys.stderr.write("\n".join((" " * (len(line) - len(line.lstrip())) + neutral(line)) for line in words.split("\n")) + "\n")
