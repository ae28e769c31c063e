"""One table as it is written: its comment lines, its header, its lines of cells; and the lines as records."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from reportedly.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Row = TypeVar("Row", bound=msgspec.Struct)

NOTES = ("citation", "licence", "key", "closed", "numbers", "conditions", "patterns", "refers", "fixed")
"""Comment lines that are read, `# key: word, part`: whose words, on what terms; then, for who adds rows, the columns that make two
rows the same, those whose values are a closed set, numbers, conditions ("obj:PEOPLE"), patterns, or words of another table
(`refers: type event_types.type`, `needs.actor party_classes.class` for conditions of that name); and why a table takes no rows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what to call it in a message, and its filled cells by column."""

    at: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; `faults` are those of its form."""

    where: str
    notes: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    faults: tuple[str, ...] = ()

    def listed(self, note: str) -> tuple[str, ...]:
        """The columns that a comment line lists."""
        return tuple(part.strip() for part in self.notes.get(note, "").split(",") if part.strip())

    def key(self, line: Line) -> tuple[str, ...]:
        """What makes a row the one it is."""
        return tuple(line.cells.get(column, "") for column in self.listed("key") or self.columns)

    def sound(self) -> Sheet:
        """The sheet, when its form is right. Raises TableError."""
        faults = [f"no `# {need}:` line" for need in ("citation", "licence") if need not in self.notes]
        if faults or self.faults:
            raise TableError(self.where, [*faults, *self.faults])
        return self


def sheet(text: str, where: str) -> Sheet:
    """The sheet of a table's text, with what is wrong in it."""
    numbered = list(enumerate(text.splitlines(), 1))
    comments = (line.removeprefix("#").strip().partition(":") for _, line in numbered if line.startswith("#"))
    notes = {name: words.strip() for name, colon, words in comments if colon and name in NOTES}
    body = [(number, line) for number, line in numbered if line.strip() and not line.startswith("#")]
    if not body:
        return Sheet(where, notes, faults=("no header row",))
    columns = tuple(column.strip() for column in body[0][1].split("\t"))
    faults = [f"line {body[0][0]}: column {column!r} twice" for column in sorted({c for c in columns if columns.count(c) > 1})]
    lines = []
    for number, line in body[1:]:
        found = line.split("\t")
        if len(found) > len(columns):
            faults.append(f"line {number}: {len(found)} cells under {len(columns)} columns")
        else:
            filled = zip(columns, found, strict=False)
            lines.append(Line(f"line {number}", {column: cell.strip() for column, cell in filled if cell.strip()}))
    return Sheet(where, notes, columns, tuple(lines), tuple(faults))


@cache
def shipped(name: str) -> Sheet:
    """A table of the package."""
    return sheet((files(__package__) / f"{name}.tsv").read_text(encoding="utf-8"), f"lexicon/{name}.tsv").sound()


@cache
def tables() -> tuple[str, ...]:
    """The names of the package's tables."""
    return tuple(sorted(path.name.removesuffix(".tsv") for path in files(__package__).iterdir() if path.name.endswith(".tsv")))


def typed(lines: Sequence[Line], row: type[Row], where: str) -> tuple[Row, ...]:
    """The lines as records. Raises TableError with every fault found."""
    fields = {f.encode_name: f for f in msgspec.structs.fields(row)}
    unknown = dict.fromkeys(column for line in lines for column in line.cells if column not in fields)
    faults = [f"unknown column {column!r}; known: {', '.join(fields)}" for column in unknown]
    found: list[Row] = []
    for line in lines:
        raw = {column: values(cell, fields[column].type) for column, cell in line.cells.items() if column in fields}
        try:
            found.append(msgspec.convert(raw, row, strict=False))
        except msgspec.ValidationError as error:
            faults.append(f"{line.at}: {error}")
    if faults:
        raise TableError(where, faults)
    return tuple(found)


def values(cell: str, kind: Any) -> Any:
    """A tuple column's cell is a list of values; any other is itself."""
    return parts(cell) if "tuple" in str(kind) else cell


def parts(cell: str) -> list[str]:
    """The values that a cell lists."""
    return [part.strip() for part in cell.split("|")]
