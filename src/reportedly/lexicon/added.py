"""Rows that a user adds to the tables: a folder of .tsv files, each named like a shipped table.

A row whose key columns (the table's `# key:` line) equal a shipped row's stands in its stead; any other stands before the
shipped rows, so that it wins wherever the first fitting row does. A file needs a header row; its columns may stand in any
order, and those that may be empty may be missing. What can be wrong with it is checked when the folder is loaded, all at once.

Tables are the process's own: `use` puts a folder in force, and everything compiled from tables before is forgotten. Two
threads that read with different tables would disturb each other; processes do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from reportedly.codec import digest
from reportedly.errors import TableError
from reportedly.lexicon.sheet import Line, Sheet, parts, sheet, shipped, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MOST = 5_000_000
"""Bytes of one table: a hundred times the largest shipped one."""


@dataclass(frozen=True, slots=True)
class Added:
    """The tables of a folder, by name, and the digest of their words ("" when there are none)."""

    sheets: tuple[tuple[str, Sheet], ...] = ()
    digest: str = ""

    def sheet(self, name: str) -> Sheet | None:
        """What is added to one table."""
        return next((found for known, found in self.sheets if known == name), None)


NONE = Added()
"""Nothing added."""


class _Kept(Protocol):
    def cache_clear(self) -> None: ...


_KeptT = TypeVar("_KeptT", bound=_Kept)


class _Shelf:
    """What is in force in this process, and the caches of what was made of it."""

    added: Added = NONE
    kept: list[_Kept]

    def __init__(self) -> None:
        self.kept = []


_shelf = _Shelf()


def of_tables(kept: _KeptT) -> _KeptT:
    """A cache of what is made of tables: it is emptied when other tables come into force."""
    _shelf.kept.append(kept)
    return kept


def forced() -> Added:
    """What is in force."""
    return _shelf.added


def use(added: Added) -> None:
    """Put a folder's tables (or NONE) in force for this process; nothing happens where they are already."""
    if added.digest != _shelf.added.digest:
        for kept in _shelf.kept:
            kept.cache_clear()
    _shelf.added = added


def load(folder: str | Path) -> Added:
    """The tables of a folder. Raises TableError with every fault of every file."""
    try:
        paths = sorted(path for path in Path(folder).iterdir() if path.suffix == ".tsv")
    except OSError as error:
        raise TableError(str(folder), [f"cannot be read as a folder of tables: {error.strerror or error}"]) from error
    faults: list[str] = []
    texts: dict[str, str] = {}
    for path in paths:
        try:
            texts[path.stem] = _text(path)
        except (OSError, UnicodeDecodeError, ValueError) as error:
            faults.append(f"{path.name}: cannot be read: {error}")
    found = {name: sheet(text, str(Path(folder) / f"{name}.tsv")) for name, text in texts.items()}
    for name, table in found.items():
        faults += [f"{name}.tsv: {fault}" for fault in _faults(name, table, found)]
    if faults:
        raise TableError(str(folder), faults)
    if not found:
        raise TableError(str(folder), [f"holds no table; a table is a file named like one of these, with .tsv: {', '.join(_open())}"])
    return Added(tuple(found.items()), digest(*(part for item in texts.items() for part in item)))


def _text(path: Path) -> str:
    raw = path.read_bytes()
    if len(raw) > _MOST:
        raise ValueError(f"more than {_MOST} bytes")
    return raw.decode("utf-8-sig")


def merged(own: Sheet, users: Sheet | None) -> tuple[Line, ...]:
    """The user's new lines, then the shipped ones, each replaced by the user's line of the same key."""
    if users is None:
        return own.lines
    instead = {own.key(line): Line(f"{users.where}, {line.at}", line.cells) for line in users.lines}
    known = {own.key(line) for line in own.lines}
    new = tuple(line for key, line in instead.items() if key not in known)
    return (*new, *(instead.get(own.key(line), line) for line in own.lines))


def _open() -> list[str]:
    """The tables that take rows."""
    return [name for name in tables() if "fixed" not in shipped(name).notes]


def _faults(name: str, users: Sheet, every: Mapping[str, Sheet]) -> Iterator[str]:
    """Everything wrong with one of the user's tables."""
    if name not in tables():
        near = get_close_matches(name, _open(), n=1)
        yield f"no table is called so{f' (did you mean {near[0]}.tsv?)' if near else ''}; known: {', '.join(_open())}"
        return
    own = shipped(name)
    if "fixed" in own.notes:
        yield f"takes no rows: {own.notes['fixed']}; take the file out of the folder"
        return
    yield from users.faults
    for column in users.columns:
        if column not in own.columns:
            yield f"unknown column {column!r}; the columns are {', '.join(own.columns)}"
    always = [column for column in own.columns if all(column in line.cells for line in own.lines)]
    seen: dict[tuple[str, ...], str] = {}
    for line in users.lines:
        for column in always:
            if column not in line.cells:
                yield f"{line.at}: {column!r} is empty; every row of {name} has one"
        first = seen.setdefault(own.key(line), line.at)
        if first != line.at:
            yield f"{line.at}: the same {', '.join(own.listed('key') or own.columns)} as {first}; keep one of the two"
        for column, cell in line.cells.items():
            yield from (f"{line.at}: {fault}" for fault in _cell(own, column, cell, every))


def _cell(own: Sheet, column: str, cell: str, every: Mapping[str, Sheet]) -> Iterator[str]:
    """What is wrong with one cell."""
    if column in own.listed("closed"):
        yield from _unknown(column, parts(cell), _values(own, column))
    elif column in own.listed("numbers") and not re.fullmatch(r"-?\d+", cell):
        yield f"{column} {cell!r} is no whole number"
    elif column in own.listed("conditions"):
        yield from _conditions(own, column, cell, every)
    elif column in own.listed("patterns"):
        try:
            re.compile(re.sub(r"\{[a-z]+\}", "x", cell).replace("{{", "{").replace("}}", "}"))
        except re.error as error:
            yield f"{column} {cell!r} is no regular expression: {error}"
    yield from _referred(own, column, parts(cell), every)


def _conditions(own: Sheet, column: str, cell: str, every: Mapping[str, Sheet]) -> Iterator[str]:
    """What is wrong with a cell of conditions: each names a part that shipped rows know, and a word or class that there is."""
    known = [condition.partition(":") for value in _values(own, column) for condition in value.split("+")]
    heads = {head for head, _, _ in known}
    for head, _, wanted in (condition.partition(":") for value in parts(cell) for condition in value.split("+")):
        if not wanted:
            yield f"{column} {head!r} is no condition such as {sorted(heads)[0]}:word"
        else:
            yield from _unknown(column, [head], heads)
            yield from _referred(own, f"{column}.{head}", wanted.split("/"), every)
        if wanted.isupper():
            classes = {word for _, _, word in known if word.isupper()}
            yield from _unknown(column, [wanted], classes | _values(shipped("word_classes"), "class"))


def _referred(own: Sheet, column: str, found: list[str], every: Mapping[str, Sheet]) -> Iterator[str]:
    """The values that must stand in another table, shipped or the user's, and do not."""
    for refers in own.listed("refers"):
        named, _, target = refers.partition(" ")
        if named == column:
            table, _, whose = target.partition(".")
            known = _values(shipped(table), whose) | (_values(every[table], whose) if table in every else set())
            yield from _unknown(column, found, known, f"; a row in {table}.tsv makes a new one")


def _values(table: Sheet, column: str) -> set[str]:
    return {value for line in table.lines if column in line.cells for value in parts(line.cells[column])}


def _unknown(column: str, found: list[str], known: set[str], way_out: str = "") -> Iterator[str]:
    for value in found:
        if value not in known:
            yield f"{column} {value!r} is none of {', '.join(sorted(known))}{way_out}"
