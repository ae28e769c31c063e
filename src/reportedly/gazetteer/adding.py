"""A GeoNames file to an index beside the shipped one: streamed, within bounded memory, whole or not at all.

A line that cannot be read is counted and the first few are told; what the reader has no use for is left out by its feature
code (the table `feature_codes`). Divisions are the shipped index's own wherever it has them, so that both speak of one.
"""

from __future__ import annotations

import filecmp
import hashlib
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import msgspec

from reportedly import lexicon
from reportedly.errors import GazetteerError, OptionError
from reportedly.gazetteer import geonames
from reportedly.gazetteer.added import ENDING, indexes_in
from reportedly.gazetteer.form import DEGREE, KINDS, VERSION, Draft, Row
from reportedly.gazetteer.index import Gazetteer, Kind, open_index
from reportedly.gazetteer.spelling import keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

T = TypeVar("T")
Progress = Callable[[str, int, float], None]
"""Told now and then: the file's name, the lines read, and their share of the file, 0 to 1."""

_BATCH = 10_000  # lines between two words of progress
_TOLD = 5  # faults told by their line
_STALE = 86_400  # seconds after which a draft is one of a run that was killed
_HEADS = KINDS.index("country"), KINDS.index("admin1"), KINDS.index("admin2")


class FeatureCode(msgspec.Struct, frozen=True):
    """A row of the table `feature_codes`."""

    code: str
    kind: Kind
    words: str


@dataclass(slots=True)
class Addition:
    """What became of one file: lines read, places and names kept, lines left out by feature code, lines at fault, the first of them.

    `unplaced` are names of places that no index has. `unchanged` says that the same was there before.
    """

    name: str
    form: str
    path: Path
    lines: int = 0
    places: int = 0
    names: int = 0
    unplaced: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    bad: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)
    digest: str = ""
    unchanged: bool = False

    def blame(self, line: int, reason: str) -> None:
        """Count a line that cannot be read."""
        self.bad += 1
        if len(self.faults) < _TOLD:
            self.faults.append((line, reason))


def feature_words() -> dict[str, str]:
    """Words for GeoNames' feature codes."""
    return {row.code: row.words for row in lexicon.rows("feature_codes", FeatureCode)}


def add(files: Sequence[Path], folder: Path, progress: Progress | None = None) -> tuple[Addition, ...]:
    """Make an index of each file in the folder: all of them, or none when one cannot be added or an interrupt comes.

    Raises GazetteerError for a file that is none of GeoNames' or a folder that cannot be written to, OptionError for two of one name.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        with ExitStack() as stack:
            plans = sorted(((_form(path), path) for path in files), key=lambda plan: plan[0] != "places")
            made = [Addition(_name(path, form), form, folder / f"{_name(path, form)}{ENDING}") for form, path in plans]
            twice = [name for name, count in Counter(addition.name for addition in made).items() if count > 1]
            if twice:
                raise OptionError(f"two files would be called {twice[0]}; add one of them, or give it another name")
            drafts: list[Draft] = []
            for addition, (form, path) in zip(made, plans, strict=True):
                draft = stack.enter_context(Draft(addition.path))
                fill = _fill_places if form == "places" else _fill_names
                fill(addition, draft, _told(path, progress), _others(folder, made, drafts))
                _finish(addition, draft, path)
                drafts.append(draft)
            for draft in drafts:
                draft.put()
    except sqlite3.Error as error:
        raise GazetteerError(f"the index in {folder} cannot be written: {error}; make room there, or name another folder") from error
    except OSError as error:
        raise GazetteerError(f"the index in {folder} cannot be written: {error}; name another by the setting `gazetteer`") from error
    return tuple(made)


def _sweep(folder: Path) -> None:
    """Take away what a run that was killed left behind."""
    for path in folder.glob(".*.draft*"):
        if time.time() - path.stat().st_mtime > _STALE:
            path.unlink(missing_ok=True)


def _form(path: Path) -> str:
    with geonames.opened(path) as lines:
        first = next(lines, None)
    form = geonames.form_of(first.raw) if first else None
    if form is None:
        raise GazetteerError(
            f"{path} is no file of GeoNames': its lines have 19 columns (places), 10 or 8 (alternate names), separated by tabs"
        )
    return form


def _name(path: Path, form: str) -> str:
    return f"{re.sub(r'[^A-Za-z0-9_-]', '_', path.stem)[:60]}.{form}"


def _others(folder: Path, made: Sequence[Addition], drafts: Sequence[Draft]) -> Gazetteer:
    """The indexes that places of names may stand in: the shipped one, those added before, and those of this run so far."""
    new = {addition.path for addition in made}
    old = (path for path in indexes_in(folder) if path not in new)
    return open_index(added=[*old, *(draft.beside for draft in drafts)])


def _told(path: Path, progress: Progress | None) -> Iterator[geonames.Line]:
    """The lines of a file, with a word of progress now and then."""
    with geonames.opened(path) as lines:
        for line in lines:
            if progress is not None and line.number % _BATCH == 0:
                progress(path.name, line.number, line.share)
            yield line


def _finish(addition: Addition, draft: Draft, path: Path) -> None:
    if not addition.places and not addition.names:
        first = "".join(f"; line {number}: {reason}" for number, reason in addition.faults[:1])
        unplaced = "; its names are of places that no index has: add these first" if addition.unplaced else ""
        raise GazetteerError(f"{path} has nothing that can be added{first}{unplaced}")
    about = {"form": addition.form, "of": path.name, "places": str(addition.places), "names": str(addition.names)}
    draft.finish({**about, "digest": addition.digest})
    addition.unchanged = addition.path.is_file() and filecmp.cmp(addition.path, draft.beside, shallow=False)


class _Divisions:
    """Countries and divisions of the shipped index, by id and by GeoNames' code."""

    def __init__(self, index: Gazetteer) -> None:
        rows = [Row(*row) for row in index.rows(_HEADS)]
        self.by_id = {row.id: row for row in rows}
        self.by_code = {row.code: row.id for row in rows if row.code}

    def row(self, found: geonames.Found, kind: str) -> Row:
        """The index's row of a place."""
        if found.id in self.by_id:
            return self.by_id[found.id]
        upper = self.by_code.get(f"{found.country}.{found.admin1}")
        lower = self.by_code.get(f"{found.country}.{found.admin1}.{found.admin2}")
        return Row(
            found.id,
            found.id,
            found.name,
            KINDS.index(kind),
            found.country or None,
            found.id if kind == "admin1" else upper,
            found.id if found.code == "ADM2" else lower,
            round(found.latitude * DEGREE),
            round(found.longitude * DEGREE),
            found.population,
            feature=found.code,
        )


def _fill_places(addition: Addition, draft: Draft, lines: Iterable[geonames.Line], others: Gazetteer) -> None:
    kinds = {row.code: row.kind for row in lexicon.rows("feature_codes", FeatureCode)}
    divisions = _Divisions(others)
    content = hashlib.sha256(f"places {VERSION}".encode())
    above: set[int] = set()

    def kept() -> Iterator[tuple[Row, list[tuple[str, bool]]]]:
        for found in _read(addition, lines, geonames.place):
            kind = kinds.get(found.code)
            if kind is None:
                addition.left_out[found.code or "none"] += 1
                continue
            row = divisions.row(found, kind)
            above.update(filter(None, (row.admin1, row.admin2)))
            yield row, list(keys(found.name, found.aliases, kind))

    for batch in _batches(kept()):
        content.update(repr(batch).encode())
        draft.places(row for row, _ in batch)
        draft.names((key, row.id, own) for row, found in batch for key, own in found)
        addition.places += len(batch)
        addition.names += sum(len(found) for _, found in batch)
    draft.places(divisions.by_id[own] for own in sorted(above) if own in divisions.by_id)
    addition.digest = content.hexdigest()


def _fill_names(addition: Addition, draft: Draft, lines: Iterable[geonames.Line], others: Gazetteer) -> None:
    content = hashlib.sha256(f"names {VERSION}".encode())
    kind_of = lru_cache(maxsize=100_000)(others.kind_of)

    def kept() -> Iterator[tuple[str, int, bool]]:
        for called in _read(addition, lines, geonames.name):
            kind = kind_of(called.id) if called else None
            if called and kind:
                yield from ((key, called.id, False) for key, _ in keys("", (called.name,), kind))
            elif called:
                addition.unplaced += 1

    for batch in _batches(kept()):
        content.update(repr(batch).encode())
        draft.names(batch)
        addition.names += len(batch)
    addition.digest = content.hexdigest()


def _read(addition: Addition, lines: Iterable[geonames.Line], parse: Callable[[bytes | None], T]) -> Iterator[T]:
    """What the lines say, each counted; one that cannot be read is blamed."""
    for line in lines:
        addition.lines += 1
        try:
            found = parse(line.raw)
        except ValueError as error:
            addition.blame(line.number, str(error))
        else:
            yield found


def _batches(found: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(found, _BATCH)):
        yield batch
