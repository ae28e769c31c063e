"""What can be given to the command, and what of it makes settings and options."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import fields
from typing import TYPE_CHECKING

from reportedly.errors import OptionError
from reportedly.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.ledger import Box, EventFilters, Filters
    from reportedly.reports import Options
    from reportedly.settings import Settings

FORMS = ("text", "json", "jsonl", "csv")
ANSWERS = ("table", "jsonl", "csv")
OF_EVENTS = ("table", "json", "jsonl", "csv", "parquet", "geojson", "ged", "acled", "polecat", "hxl", "annotations")
OF_CLAIMS = (*ANSWERS, "parquet", "geojson", "polecat", "hxl", "annotations")
_FILTERS = (
    ("--type", "event_type", "TYPE", "what happened: FIGHT, ASSAULT… (reportedly explain lists them)"),
    ("--stance", "stance", "STANCE", "asserted, denied, hedged, planned or demand"),
    ("--party", "party", "NAME", "who acts or is acted upon; also by the other names of a party that news knows"),
    ("--speaker", "speaker", "NAME", "who says it"),
    ("--kind", "speaker_kind", "KIND", "the speaker's kind: belligerent, government, witness, outlet…"),
    ("--place", "place", "NAME", "a place, or the province, district or country (AF) that it lies in"),
    ("--box", "box", "W,S,E,N", "inside this box, in degrees; --box=-12,4,-7,9 where the first is negative"),
    ("--since", "since", "DATE", "what happened on this day or later"),
    ("--until", "until", "DATE", "what happened on this day or earlier"),
    ("--report", "report", "ID", "of one report"),
)
"""The filters that claims have: option, field of `Filters`, what to give, meaning."""

_COMMON = (
    ("--published-since", "published_since", "DATE", "published on this day or later"),
    ("--published-until", "published_until", "DATE", "published on this day or earlier"),
    ("--outlet", "outlet", "NAME", "published by"),
    ("--as-of", "as_of", "DATE", "what the ledger held at the end of this day, or at this time (UTC); without it what holds now"),
)
"""The filters that reports have too."""

Commands = argparse._SubParsersAction


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
    _keeping(commands)
    _asking(commands)
    _serve(commands)
    _eventing(commands)
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


def ledger_of(arguments: argparse.Namespace, settings: Settings) -> str:
    """The ledger that is meant. Raises OptionError when none is named."""
    named: str | None = arguments.ledger or settings.ledger
    if not named:
        raise OptionError("no ledger: name one with --ledger, the variable REPORTEDLY_LEDGER or the setting `ledger`")
    return named


def filters_of(arguments: argparse.Namespace) -> Filters:
    """The filters that are given. Raises OptionError."""
    from reportedly.ledger import Filters

    named = {field.name: getattr(arguments, field.name, None) for field in fields(Filters)}
    box = _box(named["box"]) if named["box"] else None
    words = tuple(word for given in named["words"] or () for word in _words(given))
    return Filters(**{name: value for name, value in named.items() if value} | {"words": words, "box": box})


def event_filters_of(arguments: argparse.Namespace) -> EventFilters:
    """The filters of events that are given. Raises OptionError."""
    from reportedly.ledger import EventFilters

    claims = filters_of(arguments)
    named = {name: value for name in ("status", "contested", "min_deaths", "event") if (value := getattr(arguments, name, None))}
    return EventFilters(**{field.name: getattr(claims, field.name) for field in fields(claims)} | named)


def _box(given: str) -> Box:
    """West, south, east and north."""
    from reportedly.ledger import Box

    try:
        west, south, east, north = map(float, given.split(","))
    except ValueError as error:
        raise OptionError(f"--box {given[:80]!r}: give west,south,east,north in degrees, like --box=68.5,34.9,70.5,36.0") from error
    return Box(west, south, east, north)


def _words(given: str) -> list[str]:
    """Words and "phrases in quotes"."""
    return [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', given)]


def piped() -> list[str]:
    """Standard input, when something is piped into it."""
    if sys.stdin.isatty():
        raise OptionError("nothing to read: give a file, a folder, an address, or - for standard input (see reportedly read --help)")
    return ["-"]


def _read(commands: Commands[argparse.ArgumentParser]) -> None:
    """The arguments of `read`."""
    read = commands.add_parser("read", help="read reports and print their claims", description="Read reports and print their claims.")
    _said(read)
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


def _watch(commands: Commands[argparse.ArgumentParser]) -> None:
    """The arguments of `watch`."""
    about = "Poll feeds politely, fetch and read their articles, and keep the readings in a ledger, or write each as a line of JSON."
    watch = commands.add_parser("watch", help="poll feeds and read what they bring", description=about)
    watch.add_argument("feeds", nargs="+", metavar="FEEDS.opml|URL", help="an OPML file, or the address of a feed")
    watch.add_argument("--ledger", metavar="PATH", help="the ledger to keep readings and what was seen in; else the setting ledger")
    watch.add_argument("--state", metavar="FOLDER", help="without a ledger: where is kept what was seen; made if it is not there")
    watch.add_argument("--once", action="store_true", help="one round of what is due, then stop (for cron)")
    watch.add_argument("--every", type=float, default=30.0, metavar="MINUTES", help="minutes between two polls of a feed (default 30)")
    watch.add_argument("-o", "--output", metavar="FILE", help="without a ledger: add the readings to this file, not to standard output")
    _allowing(watch)
    watch.add_argument("--settings", metavar="FILE", help="a TOML file of settings")


def _explain(commands: Commands[argparse.ArgumentParser]) -> None:
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


def _gazetteer(commands: Commands[argparse.ArgumentParser]) -> None:
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


def _said(command: argparse.ArgumentParser) -> None:
    """Origins, and what the user says of them."""
    command.add_argument("origins", nargs="*", metavar="PATH|URL|-", help="a file, a folder, an http(s) address, or - for standard input")
    command.add_argument("--published", metavar="DATE", help="day of publication, 2021-09-04; overrides what a page says")
    command.add_argument("--outlet", metavar="NAME", help="who published")
    command.add_argument("--title", metavar="WORDS", help="the report's title")
    command.add_argument("--translation-of", metavar="LANG", help="the text is a translation from this language (fa, ar, uk, …)")


def _keeping(commands: Commands[argparse.ArgumentParser]) -> None:
    """The arguments of the commands that change a ledger."""
    add = _ledgered(commands, "add", "read reports into a ledger; what it has already is not read again")
    _said(add)
    reaching(add)
    add.add_argument("--licence", metavar="NOTE", help="under which terms the texts may be used; kept with them")
    again = _ledgered(commands, "reread", "read the kept texts again, by the reader as it is now, and say what changed")
    failures = _ledgered(commands, "failures", "list what could not be read, or try it again")
    failures.add_argument("--retry", action="store_true", help="open and read them again")
    failures.add_argument("--all", action="store_true", help="also those that were read after all")
    _answered(failures)
    for command in (add, again, failures):
        command.add_argument("--workers", type=int, metavar="N", help="processes that read (default 1); the result is the same")
    redact = _ledgered(commands, "redact", "take words out for good, and leave a tombstone")
    redact.add_argument("id", nargs="+", metavar="ID", help="a report, all of whose words go, or a claim, whose quoted words go")
    redact.add_argument("--reason", required=True, metavar="WORDS", help="why; the tombstone keeps it")
    redact.add_argument(
        "--words", action="append", default=[], metavar="NAME", help="only these words go, wherever the report has them; may be repeated"
    )


def _asking(commands: Commands[argparse.ArgumentParser]) -> None:
    """The arguments of the commands that ask a ledger."""
    claims = _ledgered(commands, "claims", "list the claims that fit, the last learned first")
    search = _ledgered(commands, "search", "list the claims that have all these words")
    search.add_argument("words", nargs="+", metavar="WORDS", help='a word, a "phrase", or a beginning (rebel*)')
    reports = _ledgered(commands, "reports", "list the reports that fit, the last learned first")
    for command in (claims, reports):
        command.add_argument("--text", dest="words", action="append", metavar="WORDS", help="that have all these words")
    for command in (claims, search, reports):
        for option, field, metavar, meaning in (*(() if command is reports else _FILTERS), *_COMMON):
            command.add_argument(option, dest=field, metavar=metavar, help=meaning)
        command.add_argument("--limit", type=int, metavar="N", help="at most so many (a table: 50)")
        _answered(command, ANSWERS if command is reports else OF_CLAIMS)
    show = _ledgered(commands, "show", "show a report or a claim with its words, and how it came")
    show.add_argument("id", metavar="ID", help="of a report or a claim; its beginning will do")
    show.add_argument("--format", choices=FORMS[:2], dest="form", default="text", help="text (default) or json")
    export = _ledgered(commands, "export", "write readings, claims and custody into a folder, with a manifest of hashes")
    export.add_argument("-o", "--output", required=True, metavar="DIR/", help="a folder, made if it is not there")
    for option, field, metavar, meaning in _COMMON:
        export.add_argument(option, dest=field, metavar=metavar, help=meaning)


def _serve(commands: Commands[argparse.ArgumentParser]) -> None:
    """The arguments of `serve`."""
    serve = _ledgered(commands, "serve", "serve the API over a ledger, and the page where analysts work")
    serve.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default 127.0.0.1: this machine alone)")
    serve.add_argument("--port", type=int, default=8377, metavar="N", help="default 8377; 0 takes a free one")
    serve.add_argument("--token-file", metavar="FILE", help="a file with the token that is then wanted; needed for other hosts")
    serve.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="another name that the server goes by; may be given several times"
    )
    serve.add_argument("--rate", type=float, default=100.0, metavar="N", help="requests a second from one address (default 100)")


def _eventing(commands: Commands[argparse.ArgumentParser]) -> None:
    """The arguments of the commands that ask what happened."""
    events = _ledgered(commands, "events", "list the events that fit, each with what is said of it and by whom")
    disputes = _ledgered(commands, "disputes", "show rival claims side by side, the most contested events first")
    for command in (events, disputes):
        for option, field, metavar, meaning in (*_FILTERS, *_COMMON):
            command.add_argument(option, dest=field, metavar=metavar, help=meaning)
        command.add_argument("--text", dest="words", action="append", metavar="WORDS", help="of which a claim has all these words")
        command.add_argument("--event", metavar="ID", help="this event alone; the beginning of its id will do")
        command.add_argument("--min-deaths", type=int, metavar="N", help="with at least so many dead, by the best or the lowest number")
        command.add_argument("--limit", type=int, metavar="N", help="at most so many (a table, and disputes: 50)")
    events.add_argument("--status", metavar="STATUS", help="single_origin, corroborated, contested, denied, admitted or confirmed")
    events.add_argument("--contested", action="store_true", help="among whose claims a contradiction stands")
    events.add_argument(
        "--sort",
        choices=("contest", "recent", "deaths"),
        default="contest",
        help="the most contested first (default), the last learned, the most dead",
    )
    _answered(events, OF_EVENTS)
    event = _ledgered(commands, "event", "show an event on a page: how it stands, tolls, the claims side by side, their words")
    event.add_argument("--as-of", dest="as_of", metavar="DATE", help="as it was held at the end of this day, or at this time (UTC)")
    history = _ledgered(commands, "history", "show how an event grew: toll, status, speakers; merges and splits")
    for command in (event, history):
        command.add_argument("id", metavar="ID", help="of an event; its beginning will do, and a former one leads on")
    for command in (event, disputes, history):
        command.add_argument("--format", choices=FORMS[:2], dest="form", default="text", help="text (default) or json")


def _ledgered(commands: Commands[argparse.ArgumentParser], name: str, meaning: str) -> argparse.ArgumentParser:
    """A command on a ledger."""
    command = commands.add_parser(name, help=meaning, description=f"{meaning[0].upper()}{meaning[1:]}.")
    command.add_argument("--ledger", metavar="PATH", help="the ledger's file; else the setting ledger")
    command.add_argument("--settings", metavar="FILE", help="a TOML file of settings")
    return command


def _answered(command: argparse.ArgumentParser, forms: Sequence[str] = ANSWERS) -> None:
    """How rows are written."""
    words = f"{forms[0]} (default), {', '.join(forms[1:-1])} or {forms[-1]}; else by the ending of -o"
    command.add_argument("--format", choices=forms, dest="form", help=words)
    command.add_argument("-o", "--output", metavar="FILE", help="write to a file")
