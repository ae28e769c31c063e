"""What can be given to the command, and what of it makes settings and options."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from reportedly.errors import OptionError
from reportedly.version import __version__

if TYPE_CHECKING:
    from reportedly.reports import Options
    from reportedly.settings import Settings

FORMS = ("text", "json", "jsonl", "csv")


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = argparse.ArgumentParser(
        prog="reportedly",
        description="Read conflict reports and keep who did what to whom, according to whom, how firmly, in which words.",
        epilog="exit codes: 0 all read, 1 some failed, 2 usage, 3 not English only, 130 interrupted",
    )
    top.add_argument("--version", action="version", version=f"reportedly {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _read(commands)
    _explain(commands)
    return top


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings in force: the file that was given, the environment, and `--workers`."""
    import msgspec

    from reportedly import settings

    chosen = settings.load(arguments.settings)
    if arguments.workers is None:
        return chosen
    if not 1 <= arguments.workers <= settings.MOST["workers"]:
        raise OptionError(f"--workers {arguments.workers} is outside 1 to {settings.MOST['workers']:g}")
    return msgspec.structs.replace(chosen, workers=arguments.workers)


def options_of(arguments: argparse.Namespace) -> Options:
    """What the user says of every report."""
    from reportedly.reports import Options

    return Options(published=arguments.published, outlet=arguments.outlet, title=arguments.title, translation_of=arguments.translation_of)


def piped() -> list[str]:
    """Standard input, when something is piped into it."""
    if sys.stdin.isatty():
        raise OptionError("nothing to read: give a file, a folder, an address, or - for standard input (see reportedly read --help)")
    return ["-"]


def _read(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The arguments of `read`."""
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


def _explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The arguments of `explain`."""
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
