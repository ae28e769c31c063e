"""What a ledger answers, as a table for a person, JSON lines or CSV."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, TypeVar

import msgspec

from reportedly import export, sheets, show
from reportedly.cli.screen import standard_screen
from reportedly.ledger.records import ClaimRow, FailureRow, ReportRow, iso

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.export import Column
    from reportedly.terminal import Screen

Row = TypeVar("Row")
_PAGE = 160
"""Columns of a table on no terminal, and at most on one."""

_WIDE, _WIDER = 100, 130
"""Columns of a screen from which the less telling columns are shown too."""

_TAIL = 36
"""Characters of a failure's origin in a table."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a table: its share of the width (negative: so many columns), and the narrowest screen that it is shown on."""

    name: str
    share: int
    least: int = 0


@dataclass(frozen=True, slots=True)
class Answer(Generic[Row]):
    """How rows of one kind are written: a table's columns and cells, the JSON of a row, the CSV's columns."""

    heads: tuple[Head, ...]
    cells: Callable[[Row, Screen], tuple[str, ...]]
    line: Callable[[Row], Any]
    columns: tuple[Column[Row], ...]


def write(answer: Answer[Row], rows: Iterable[Row], arguments: argparse.Namespace) -> int:
    """Write the rows as they come, and return the exit code."""
    from reportedly.files import whole_file

    path = Path(arguments.output) if arguments.output else None
    form = arguments.form or ({".csv": "csv", ".jsonl": "jsonl"}.get(path.suffix.lower(), "table") if path else "table")
    if path is None:
        _pour(answer, rows, form, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        with whole_file(path) as out:
            _pour(answer, rows, form, out)
    return 0


def pieces(answer: Answer[Row], rows: Iterable[Row], form: str) -> Iterator[bytes]:
    """The rows as JSON lines or CSV."""
    if form == "csv":
        yield export.csv_line([column.name for column in answer.columns])
    for row in rows:
        if form == "csv":
            yield export.csv_line([column.value(row) for column in answer.columns])
        else:
            yield msgspec.json.encode(answer.line(row)) + b"\n"


def _pour(answer: Answer[Row], rows: Iterable[Row], form: str, out: BinaryIO) -> None:
    """Write the rows in a form."""
    if form != "table":
        for piece in pieces(answer, rows, form):
            out.write(piece)
        return
    screen = standard_screen(_PAGE, _PAGE)
    encoding = "utf-8" if screen.unicode else "ascii"
    heads = [head for head in answer.heads if screen.width >= head.least]
    shares = [head.share for head in heads]
    for number, row in enumerate(rows):
        if number == 0:
            out.write((screen.paint(screen.columns([head.name for head in heads], shares), "bold") + "\n").encode(encoding, "replace"))
        cells = [cell for head, cell in zip(answer.heads, answer.cells(row, screen), strict=True) if head in heads]
        out.write((screen.columns(cells, shares) + "\n").encode(encoding, "replace"))


def _claim_cells(row: ClaimRow, screen: Screen) -> tuple[str, ...]:
    return (row.claim.id[:8], *show.brief(row.claim, row.report, screen), row.report.outlet or "")


def _end(origin: str) -> str:
    """The end of an origin: paths differ there."""
    return origin if len(origin) <= _TAIL else f"…{origin[1 - _TAIL :]}"


CLAIMS: Answer[ClaimRow] = Answer(
    (
        Head("claim", -8),
        Head("happened", -10),
        Head("", -1),
        Head("type", -11),
        Head("speaker", 16),
        Head("who", 22),
        Head("where", 12, _WIDE),
        Head("words", 36),
        Head("outlet", 14, _WIDER),
    ),
    _claim_cells,
    sheets.claim_line,
    sheets.CLAIMS,
)

REPORTS: Answer[ReportRow] = Answer(
    (Head("report", -8), Head("published", -10), Head("claims", -6), Head("outlet", 20), Head("title", 40), Head("address", 40, _WIDE)),
    lambda row, _: (
        row.report.id[:8],
        row.report.published or "",
        str(row.claims or 0),
        row.report.outlet or "",
        row.report.title or ("redacted" if row.redactions else ""),
        row.report.url or row.origin or "",
    ),
    sheets.report_line,
    sheets.REPORTS,
)

FAILURES: Answer[FailureRow] = Answer(
    (Head("number", -7), Head("learned", -20, _WIDE), Head("kind", -16), Head("origin", 40), Head("message", 60)),
    lambda row, _: (str(row.number), iso(row.learned), row.failure.kind, _end(row.failure.origin), row.failure.message),
    sheets.failure_line,
    sheets.FAILURES,
)
