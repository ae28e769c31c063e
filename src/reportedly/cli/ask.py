"""The commands that ask a ledger: `claims`, `search`, `reports`, `show`, `export`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from reportedly import codec
from reportedly import show as text
from reportedly.cli import answers
from reportedly.cli.arguments import filters_of, ledger_of, settings_of
from reportedly.cli.custody import Hashed, custody, told
from reportedly.cli.screen import print_json, say, standard_screen
from reportedly.errors import OptionError
from reportedly.export import COLUMNS, csv_line, csv_rows
from reportedly.files import made_folder, whole_file
from reportedly.ledger.records import iso

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from reportedly.ingest import Opener
    from reportedly.ledger import Filters
    from reportedly.ledger.book import Ledger

Row = TypeVar("Row")

_EXPORTED = ("readings.jsonl", "claims.csv", "custody.jsonl")
_MANIFEST = "SHA256SUMS"
_LIMIT = 50
"""Rows of a table unless asked otherwise: a few screenfuls. The other forms have no limit."""


def claims(arguments: argparse.Namespace, _: Opener | None) -> int:
    """List claims."""
    with _opened(arguments) as book:
        filters = filters_of(arguments)
        return answers.write(answers.CLAIMS, _hinted(book.claims(filters, limit=_limit(arguments)), book, filters), arguments)


search = claims


def reports(arguments: argparse.Namespace, _: Opener | None) -> int:
    """List reports."""
    with _opened(arguments) as book:
        filters = filters_of(arguments)
        return answers.write(answers.REPORTS, _hinted(book.reports(filters, limit=_limit(arguments)), book, filters), arguments)


def show(arguments: argparse.Namespace, _: Opener | None) -> int:
    """Show one report or claim, and how it came."""
    with _opened(arguments) as book:
        kept, claim, history = book.show(arguments.id)
    if arguments.form == "json":
        print_json({"custody": custody(kept), "reading": kept.reading, "claim": answers.CLAIMS.line(claim) if claim else None})
    else:
        screen = standard_screen()
        if claim is not None:
            words = text.one(claim.claim, claim.report, screen) + f"\nclaim {claim.claim.id}, learned {iso(claim.learned)}"
            words += f", superseded {iso(claim.superseded)}\n" if claim.superseded is not None else "\n"
        else:
            words = text.render(kept.reading, screen) if kept.reading else screen.wrap("This report is kept, but could not be read.") + "\n"
        sys.stdout.buffer.write(screen.encoded(f"{words}\n{told(kept, history, screen)}"))
    sys.stdout.buffer.flush()
    return 0


def export(arguments: argparse.Namespace, _: Opener | None) -> int:
    """Write what the ledger holds into a folder: each file whole, the manifest of their hashes last."""
    folder = made_folder(Path(arguments.output))
    with _opened(arguments) as book, ExitStack() as files:
        outs = {name: Hashed(files.enter_context(whole_file(folder / name))) for name in _EXPORTED}
        readings, claims, chains = outs.values()
        claims.write(csv_line([column.name for column in COLUMNS]))
        count = 0
        for kept in book.readings(filters_of(arguments)):
            count += 1
            chains.write(msgspec.json.encode(custody(kept)) + b"\n")
            if kept.reading is not None:
                readings.write(codec.encode(kept.reading) + b"\n")
                claims.write(csv_rows(kept.reading))
    with whole_file(folder / _MANIFEST) as manifest:
        manifest.write(b"".join(out.line(name) for name, out in outs.items()))
    say(f"reportedly: {count:,} reports in {folder}; check them with: cd {folder} && sha256sum --check {_MANIFEST}")
    return 0


def _opened(arguments: argparse.Namespace) -> Ledger:
    """The ledger that is asked."""
    from reportedly import ledger

    return ledger.open(ledger_of(arguments, settings_of(arguments)))


def _limit(arguments: argparse.Namespace) -> int | None:
    """How many rows at most."""
    limit: int | None = arguments.limit
    if limit is not None and limit < 1:
        raise OptionError(f"--limit {limit}: give 1 or more, or leave it out")
    is_table = (arguments.form or "table") == "table" and arguments.output is None
    return _LIMIT if limit is None and is_table else limit


def _hinted(rows: Iterator[Row], book: Ledger, filters: Filters) -> Iterator[Row]:
    """The rows; where there are none, what is near to what was asked for is said."""
    found = False
    for row in rows:
        found = True
        yield row
    if not found:
        near = book.near(filters)
        say("reportedly: nothing fits" + (f"; near to the name are: {'; '.join(near)}" if near else ""))
