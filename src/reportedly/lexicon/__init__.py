"""Knowledge as tables: one .tsv a table, each opening with its citation and licence.

A table starts with comment lines, `# citation: …` and `# licence: …` among them, then a header row,
then one row a line, tab-separated. A cell of a tuple column lists its values with `|`; an empty cell
is None (or an empty tuple). All faults of a table are reported together.

A user may add rows of his own (`added`): `use(load(folder))` puts them in force for the whole process. What is
compiled from tables is kept in caches that `of_tables` knows, and is made anew when other tables come into force.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

import msgspec

from reportedly.lexicon.added import NONE, Added, forced, load, merged, of_tables, use
from reportedly.lexicon.sheet import sheet as _sheet
from reportedly.lexicon.sheet import shipped, tables, typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportedly.lexicon.sheet import Line

Row = TypeVar("Row", bound=msgspec.Struct)


@of_tables
@cache
def rows(name: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of the table `name` ("cues", say) as records of type `row`: the shipped ones and those added."""
    return typed(_lines(name), row, where=f"lexicon/{name}.tsv")


@of_tables
@cache
def cells(name: str) -> tuple[Mapping[str, str], ...]:
    """The same rows as plain cells, column to words; an empty cell is left out."""
    return tuple(line.cells for line in _lines(name))


def parse(text: str, row: type[Row], where: str) -> tuple[Row, ...]:
    """The rows of a table's text. Raises TableError with every fault found."""
    return typed(_sheet(text, where).sound().lines, row, where)


def _lines(name: str) -> tuple[Line, ...]:
    """The table's lines, where the user's stand first and in the stead of those with the same key."""
    return merged(shipped(name), forced().sheet(name))


__all__ = ["NONE", "Added", "cells", "forced", "load", "of_tables", "parse", "rows", "tables", "use"]
