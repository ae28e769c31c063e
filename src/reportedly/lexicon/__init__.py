"""Knowledge as tables: one .tsv a table, each opening with its citation and licence.

A table starts with comment lines, `# citation: …` and `# licence: …` among them, then a header row,
then one row a line, tab-separated. A cell of a tuple column lists its values with `|`; an empty cell
is None (or an empty tuple). All faults of a table are reported together.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

from reportedly.errors import TableError

Row = TypeVar("Row", bound=msgspec.Struct)


@cache
def rows(name: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of the shipped table `name` ("cues", say) as records of type `row`."""
    text = (files(__package__) / f"{name}.tsv").read_text(encoding="utf-8")
    return parse(text, row, where=f"lexicon/{name}.tsv")


def parse(text: str, row: type[Row], where: str) -> tuple[Row, ...]:
    """The rows of a table's text. Raises TableError with every fault found."""
    faults: list[str] = []
    lines = text.splitlines()
    comments = [line for line in lines if line.startswith("#")]
    faults += [f"no `# {need}` line" for need in ("citation:", "licence:") if not any(need in c for c in comments)]
    body = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not body:
        raise TableError(where, [*faults, "no header row"])
    header = body[0][1].split("\t")
    fields = {f.encode_name: f for f in msgspec.structs.fields(row)}
    faults += [f"unknown column {column!r}; known: {', '.join(fields)}" for column in header if column not in fields]
    found: list[Row] = []
    for number, line in body[1:]:
        cells = line.split("\t")
        if len(cells) > len(header):
            faults.append(f"line {number}: {len(cells)} cells under {len(header)} columns")
            continue
        raw = {column: _cell(cell, fields[column].type) for column, cell in zip(header, cells, strict=False) if column in fields and cell}
        try:
            found.append(msgspec.convert(raw, row, strict=False))
        except msgspec.ValidationError as error:
            faults.append(f"line {number}: {error}")
    if faults:
        raise TableError(where, faults)
    return tuple(found)


def _cell(cell: str, kind: Any) -> Any:
    """A tuple column's cell is a list of values; any other is itself."""
    return [part.strip() for part in cell.split("|")] if "tuple" in str(kind) else cell.strip()
