"""A sheet's columns, and its lines as CSV. No cell can start a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Row = TypeVar("Row")
Cell = str | int | float | None
LIST = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters that spreadsheets take for a formula or strip on the way to one (OWASP, "CSV Injection")."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its name, what stands in it, where it comes from, and what its cells are (where a form has types)."""

    name: str
    meaning: str
    value: Callable[[Row], Cell]
    of: Literal["text", "integer", "number"] = "text"


def sheet(columns: Sequence[Column[Row]], rows: Iterable[Row], *, under: Sequence[str] = ()) -> Iterator[bytes]:
    """A header, the line `under` it if there is one, and a line a row."""
    yield csv_line([column.name for column in columns])
    if under:
        yield csv_line(under)
    for row in rows:
        yield csv_line([column.value(row) for column in columns])


def csv_line(cells: Iterable[Cell], *, delimiter: str = ",") -> bytes:
    """One line of CSV. No cell can start a formula."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow([_safe(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue().encode("utf-8")


def _safe(cell: str) -> str:
    """The cell, with an apostrophe before whatever a spreadsheet would run; NUL, which ends a cell in some readers, is dropped."""
    clean = cell.replace("\x00", "")
    return f"'{clean}" if clean.lstrip(" ").startswith(_FORMULA) else clean
