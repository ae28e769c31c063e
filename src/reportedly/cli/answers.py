"""What a ledger answers, as a table for a person, JSON lines or CSV."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, TypeVar

import msgspec

from reportedly import sheets, show
from reportedly.cli.screen import standard_screen
from reportedly.export import Cited, forms
from reportedly.export.lines import sheet
from reportedly.ledger.records import ClaimRow, FailureRow, ReportRow, iso

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reportedly.export import Column
    from reportedly.export.forms import Written
    from reportedly.terminal import Screen

Row = TypeVar("Row")
Whole = TypeVar("Whole")
ENDINGS = {"parquet": ".parquet", "geojson": ".geojson", "polecat": ".tsv", "annotations": ".jsonld"}
"""Endings of files that say a form by themselves."""

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
    """How rows of one kind are written: a table's columns and cells, the CSV's columns, a row's JSON if it is not those, other forms."""

    heads: tuple[Head, ...]
    cells: Callable[[Row, Screen], tuple[str, ...]]
    columns: tuple[Column[Row], ...]
    record: Callable[[Row], Any] | None = None
    others: Mapping[str, Callable[[Iterable[Row]], Iterator[bytes]]] = field(default_factory=dict)

    def line(self, row: Row) -> Any:
        """A row as a line of JSON: its own record, else what the CSV has, by the same names."""
        return self.record(row) if self.record else {column.name: column.value(row) for column in self.columns}


def write(answer: Answer[Row], rows: Iterable[Row], arguments: argparse.Namespace) -> int:
    """Write the rows as they come, and return the exit code."""
    from reportedly.files import whole_file

    path = Path(arguments.output) if arguments.output else None
    form = arguments.form or (_by_ending(answer, path) if path else "table")
    if path is None:
        _pour(answer, rows, form, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        with whole_file(path) as out:
            _pour(answer, rows, form, out)
    return 0


def _by_ending(answer: Answer[Row], path: Path) -> str:
    """The form of a file's ending; a table for one that says none."""
    ending = path.suffix.lower()
    return {".csv": "csv", ".jsonl": "jsonl"}.get(ending) or next((form for form in answer.others if ending == ENDINGS.get(form)), "table")


def pieces(answer: Answer[Row], rows: Iterable[Row], form: str) -> Iterator[bytes]:
    """The rows in any form but a table."""
    if form in answer.others:
        return answer.others[form](rows)
    if form == "csv":
        return sheet(answer.columns, rows)
    return (msgspec.json.encode(answer.line(row)) + b"\n" for row in rows)


def _pour(answer: Answer[Row], rows: Iterable[Row], form: str, out: BinaryIO) -> None:
    """Write the rows in a form."""
    if form != "table":
        for piece in pieces(answer, rows, form):
            out.write(piece)
        return
    screen = standard_screen(_PAGE, _PAGE)
    heads = [head for head in answer.heads if screen.width >= head.least]
    shares = [head.share for head in heads]
    for number, row in enumerate(rows):
        if number == 0:
            out.write(screen.encoded(screen.paint(screen.columns([head.name for head in heads], shares), "bold") + "\n"))
        cells = [cell for head, cell in zip(answer.heads, answer.cells(row, screen), strict=True) if head in heads]
        out.write(screen.encoded(screen.columns(cells, shares) + "\n"))


def others(known: Mapping[str, Written[Whole]], whole: Callable[[Row], Whole]) -> dict[str, Callable[[Iterable[Row]], Iterator[bytes]]]:
    """The forms of exports, for rows that are first made into what exports are made of."""

    def other(form: Written[Whole]) -> Callable[[Iterable[Row]], Iterator[bytes]]:
        return lambda rows: form.pieces(map(whole, rows))

    return {name: other(form) for name, form in known.items()}


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
    sheets.CLAIMS,
    sheets.claim_line,
    others(
        {name: form for name, form in forms.CLAIMS.items() if name not in ("jsonl", "csv")},  # these have what the ledger knows beside
        lambda row: Cited(row.report, row.claim),
    ),
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
    sheets.REPORTS,
)

FAILURES: Answer[FailureRow] = Answer(
    (Head("number", -7), Head("learned", -20, _WIDE), Head("kind", -16), Head("origin", 40), Head("message", 60)),
    lambda row, _: (str(row.number), iso(row.learned), row.failure.kind, _end(row.failure.origin), row.failure.message),
    sheets.FAILURES,
)
