"""The commands that ask what happened: `events`, `event`, `disputes`, `history`."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly import sheets
from reportedly.cli import answers
from reportedly.cli.answers import Answer, Head
from reportedly.cli.arguments import event_filters_of, ledger_of, settings_of
from reportedly.cli.event_page import growth, page, side_by_side
from reportedly.cli.screen import say, standard_screen
from reportedly.errors import LedgerWriteError, OptionError
from reportedly.export import Cited, Dossier, forms

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.ingest import Opener
    from reportedly.ledger.book import Ledger
    from reportedly.model.event import EventSummary
    from reportedly.settings import Settings
    from reportedly.terminal import Screen

_LIMIT = 50
"""Rows of a table unless asked otherwise: a few screenfuls. The other forms have no limit."""
_PAGE = 200
"""Events that are asked for at a time."""


def events(arguments: argparse.Namespace, _: Opener | None) -> int:
    """List events."""
    with _opened(arguments) as book:
        answer = replace(EVENTS, others=_forms(book, arguments.as_of))
        return answers.write(answer, _hinted(_listed(book, arguments), book, arguments), arguments)


def event(arguments: argparse.Namespace, _: Opener | None) -> int:
    """Show one event on a page."""
    from reportedly.ingest import events as asked

    with _opened(arguments) as book:
        found = asked.event(book, arguments.id, as_of=arguments.as_of)
        told = {row.claim.id: row for row in asked.told(book, found.claims, arguments.as_of)}
        if arguments.form == "json":
            return _json({"event": found, "claims": [answers.CLAIMS.line(row) for row in told.values()]})
        return _write(page(found, told, _screen(), asked.changes(book, found.id)))


def disputes(arguments: argparse.Namespace, _: Opener | None) -> int:
    """Show rival claims side by side."""
    from reportedly.ingest import events as asked

    with _opened(arguments) as book:
        filters = event_filters_of(arguments)
        limit = _bounded(arguments.limit) or _LIMIT
        page_of = asked.disputes(book, filters, limit=limit)
        found = page_of.disputes
        if len(found) < limit and page_of.after is not None:
            say(f"reportedly: of the {asked.MOST_DISPUTED} most contested events that fit; narrow it to see others (--since, --place, …)")
        if arguments.form == "json":
            return _json(found)
        cited = list(dict.fromkeys(claim for one in found for stand in one.stands for claim in stand.claims))
        told = {row.claim.id: row for row in asked.told(book, cited, arguments.as_of)}
    if not found:
        say("reportedly: nothing is disputed" + (" of what fits" if filters.given() else ""))
    return _write(side_by_side(found, told, _screen()))


def history(arguments: argparse.Namespace, _: Opener | None) -> int:
    """Show how an event grew."""
    from reportedly.ingest import events as asked

    with _opened(arguments) as book:
        moments, changes = asked.history(book, arguments.id), asked.changes(book, arguments.id)
    if arguments.form == "json":
        return _json({"moments": moments, "changes": changes})
    return _write(growth(moments, changes, _screen()))


def _opened(arguments: argparse.Namespace) -> Ledger:
    """The ledger that is asked, with everything in it linked, unless it cannot be written."""
    from reportedly import ledger

    settings = settings_of(arguments)
    book = ledger.open(ledger_of(arguments, settings))
    try:
        _link(book, settings)
    except BaseException:
        book.close()
        raise
    return book


def _link(book: Ledger, settings: Settings) -> None:
    """Link what an older program left unlinked, and say how far it is."""
    from reportedly.ingest.events import link

    waiting = book.unlinked()
    if not waiting:
        return
    done = 0
    try:
        for linked in link(book, settings=settings):
            done += linked.claims + linked.left
            if sys.stderr.isatty():
                sys.stderr.write(f"\rlinking {min(done, waiting):,} of {waiting:,} claims")
    except LedgerWriteError as error:
        say(f"reportedly: {waiting:,} claims are not linked yet, and so in no event ({error})")
    if done and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def _forms(book: Ledger, as_of: str | None) -> dict[str, Callable[[Iterable[EventSummary]], Iterator[bytes]]]:
    """Every form but the table: there each event is whole, with its claims."""
    from reportedly.ingest import events as asked

    def whole(row: EventSummary) -> Dossier:
        found = asked.event(book, row.id, as_of=as_of)
        return Dossier(found, tuple(Cited(one.report, one.claim) for one in asked.told(book, found.claims, as_of)))

    def listed(rows: Iterable[EventSummary]) -> Iterator[bytes]:
        yield b"["
        for number, row in enumerate(rows):
            yield (b",\n" if number else b"\n") + msgspec.json.encode(whole(row).event)
        yield b"\n]\n"

    return answers.others(forms.EVENTS, whole) | {"json": listed}


def _listed(book: Ledger, arguments: argparse.Namespace) -> Iterator[EventSummary]:
    """The events that fit, page after page."""
    from reportedly.ingest.events import summaries

    limit = _bounded(arguments.limit)
    is_table = (arguments.form or "table") == "table" and arguments.output is None
    left = _LIMIT if limit is None and is_table else limit
    filters, after = event_filters_of(arguments), None
    while left is None or left > 0:
        size = _PAGE if left is None else min(left, _PAGE)
        found = summaries(book, filters, limit=size, after=after, sort=arguments.sort)
        yield from found.events
        left = None if left is None else left - len(found.events)
        after = found.after
        if after is None:
            return


def _hinted(rows: Iterable[EventSummary], book: Ledger, arguments: argparse.Namespace) -> Iterator[EventSummary]:
    """The rows; where there are none, what is near to what was asked for is said."""
    found = False
    for row in rows:
        found = True
        yield row
    if not found:
        near = book.near(event_filters_of(arguments))
        say("reportedly: nothing fits" + (f"; near to the name are: {'; '.join(near)}" if near else ""))


def _bounded(limit: int | None) -> int | None:
    if limit is not None and limit < 1:
        raise OptionError(f"--limit {limit}: give 1 or more, or leave it out")
    return limit


def _screen() -> Screen:
    return standard_screen(120, 140)


def _write(words: str) -> int:
    encoding = "utf-8" if _screen().unicode else "ascii"
    sys.stdout.buffer.write(words.encode(encoding, "replace"))
    sys.stdout.buffer.flush()
    return 0


def _json(record: Any) -> int:
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")
    sys.stdout.buffer.flush()
    return 0


def _cells(row: EventSummary, _: Screen) -> tuple[str, ...]:
    days = row.start or row.end or ""
    days += f" to {row.end}" if row.end and row.start and row.end != row.start else ""
    dead = "" if row.deaths_low is None and row.deaths_high is None else _range(row.deaths_low, row.deaths_high)
    return (
        row.id[:8],
        days,
        row.event_type,
        row.status.replace("_", " ") + (f" {row.contest}" if row.contest else ""),
        dead,
        f"{row.origins}/{row.outlets}",
        row.place or "",
        row.sentence,
    )


def _range(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{low or 0}+" if high is None else f"{low or 0}-{high}"


EVENTS: Answer[EventSummary] = Answer(
    (
        Head("event", -8),
        Head("happened", -24),
        Head("type", -11),
        Head("status", -15),
        Head("dead", -9),
        Head("from", -6),
        Head("where", 14, 100),
        Head("what, and who says so", 60),
    ),
    _cells,
    sheets.EVENTS,
    lambda row: row,
)
