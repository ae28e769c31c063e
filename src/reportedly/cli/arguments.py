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
    _watch(commands)
    _explain(commands)
    _gazetteer(commands)
    return top


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings in force: the file that was given, the environment, `--workers` and `--allow-host`."""
    import msgspec

    from reportedly import settings

    chosen = settings.with_hosts(settings.load(arguments.settings), getattr(arguments, "allow_host", ()))
    if getattr(arguments, "workers", None) is None:
        return chosen
    if not 1 <= arguments.workers <= settings.MOST["workers"]:
        raise OptionError(f"--workers {arguments.workers} is outside 1 to {settings.MOST['workers']:g}")
    return msgspec.structs.replace(chosen, workers=arguments.workers)


def options_of(arguments: argparse.Namespace) -> Options:
    """What the user says of every report."""
    from reportedly.reports import Options

    return Options(
        published=arguments.published,
        outlet=arguments.outlet,
        title=arguments.title,
        translation_of=arguments.translation_of,
        pages=getattr(arguments, "pages", False),
    )


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
    reaching(read)
    read.add_argument("--settings", metavar="FILE", help="a TOML file of settings")
    read.add_argument("--workers", type=int, metavar="N", help="processes that read (default 1); the result is the same")


def reaching(command: argparse.ArgumentParser) -> None:
    """The arguments of a command that opens origins: how far it goes for them."""
    command.add_argument("--pages", action="store_true", help="read the pages behind a feed's entries, not what the feed gives of them")
    _allowing(command)


def _allowing(command: argparse.ArgumentParser) -> None:
    """The argument of a command that fetches."""
    words = "fetch from this host, address or network although it is not public; may be given several times"
    command.add_argument("--allow-host", action="append", default=[], metavar="HOST", help=words)


def _watch(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The arguments of `watch`."""
    about = "Poll feeds politely, fetch and read their articles, and write each reading as a line of JSON."
    watch = commands.add_parser("watch", help="poll feeds and read what they bring", description=about)
    watch.add_argument("feeds", nargs="+", metavar="FEEDS.opml|URL", help="an OPML file, or the address of a feed")
    watch.add_argument("--state", required=True, metavar="FOLDER", help="where is kept what was seen; made if it is not there")
    watch.add_argument("--once", action="store_true", help="one round of what is due, then stop (for cron)")
    watch.add_argument("--every", type=float, default=30.0, metavar="MINUTES", help="minutes between two polls of a feed (default 30)")
    watch.add_argument("-o", "--output", metavar="FILE", help="add the readings to this file; else they go to standard output")
    _allowing(watch)
    watch.add_argument("--settings", metavar="FILE", help="a TOML file of settings")


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


def _gazetteer(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The arguments of `gazetteer` and of its own commands."""
    room = commands.add_parser(
        "gazetteer",
        help="look a place name up, or add places from GeoNames files",
        description="Look a place name up in the index of place names, or add places to it from files of GeoNames.",
    )
    actions = room.add_subparsers(dest="action", metavar="ACTION", required=True)
    find = actions.add_parser("find", help="every place of a name, and which one wins without context, and why")
    find.add_argument("name", nargs="+", metavar="NAME", help="Tripoli, Panjshir Valley, دمشق…")
    add = actions.add_parser("add", help="add GeoNames files: villages, valleys, rivers, mountains, and further names")
    add.add_argument(
        "files", nargs="+", metavar="FILE", help="AF.txt, AF.zip, allCountries.zip (places); alternateNamesV2.zip (names; places first)"
    )
    listed = actions.add_parser("list", help="what was added")
    remove = actions.add_parser("remove", help="take away what was added")
    remove.add_argument("parts", nargs="+", metavar="PART", help="as `list` names it: AF.places")
    for action in (find, listed):
        action.add_argument("--format", choices=FORMS[:2], dest="form", default="text", help="text (default) or json")
    for action in (find, add, listed, remove):
        action.add_argument("--settings", metavar="FILE", help="a TOML file of settings; its `gazetteer` names the folder")
