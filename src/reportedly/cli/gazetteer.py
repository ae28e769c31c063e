"""The commands `gazetteer find`, `add`, `list` and `remove`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reportedly.cli.screen import print_json, say, standard_screen
from reportedly.errors import OptionError
from reportedly.terminal import neutral

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from reportedly.gazetteer import Entry
    from reportedly.gazetteer.adding import Addition
    from reportedly.ingest import Opener
    from reportedly.terminal import Screen

_SHOWN = 20
"""Candidates in a table: a screenful; the JSON form holds all."""
_COLUMNS = ("", "name", "in", "ISO", "kind", "people", "position", "km", "GeoNames", "score")
_RIGHT = frozenset({"people", "km", "score"})
_NARROW = frozenset({"name", "in"})
"""The columns that are cut where the screen is too narrow, to no less than ten signs each."""
_TOLD = 8
"""Feature codes named of those left out."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A place of a name as JSON. `words` says in words what it is, `score` is the reader's without context.

    `population` is null of our own toponyms, whose people nobody counted.
    """

    name: str
    kind: str
    words: str | None
    feature: str | None
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int | None
    latitude: float | None
    longitude: float | None
    point: str
    extent_km: int | None
    geonameid: int | None
    own: bool
    overlay: bool
    score: float | None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What `gazetteer find --format json` prints: `chosen` counts from 0 in `candidates`, null where nothing wins."""

    name: str
    chosen: int | None
    why: str
    candidates: tuple[Candidate, ...]


def gazetteer(arguments: argparse.Namespace, _: Opener | None) -> int:
    """The command `gazetteer` with one of its own commands."""
    from reportedly import ingest, settings

    chosen = settings.load(arguments.settings)
    ingest.force(chosen)
    action = {"find": _find, "add": _add, "list": _list, "remove": _remove}[arguments.action]
    action(arguments, chosen.gazetteer)
    sys.stdout.flush()
    return 0


def _find(arguments: argparse.Namespace, folder: str | None) -> None:
    from reportedly.gazetteer import open_with
    from reportedly.gazetteer.adding import feature_words
    from reportedly.read.places.alone import alone

    name = " ".join(arguments.name)
    index, _ = open_with(folder)
    found = alone(name, index.find(name))
    if not found.ranked:
        raise OptionError(f"no place is called {name!r}; `reportedly gazetteer add` adds villages, valleys and rivers (docs/gazetteer.md)")
    words = feature_words()
    candidates = tuple(_candidate(entry, score, words.get(entry.feature or "")) for entry, score in found.ranked)
    chosen = None if found.chosen is None else [entry for entry, _ in found.ranked].index(found.chosen)
    answer = Answer(name=name, chosen=chosen, why=found.why, candidates=candidates)
    if arguments.form == "json":
        print_json(answer)
    else:
        screen = standard_screen()
        _print("".join(f"{line}\n" for line in _table(answer, screen, screen.width if sys.stdout.isatty() else None)))


def _candidate(entry: Entry, score: float | None, words: str | None) -> Candidate:
    return Candidate(
        name=entry.name,
        kind=entry.kind,
        words=words,
        feature=entry.feature,
        country=entry.country,
        admin1=entry.admin1,
        admin2=entry.admin2,
        population=None if entry.overlay else entry.population,
        latitude=entry.latitude,
        longitude=entry.longitude,
        point=entry.point,
        extent_km=entry.extent_km,
        geonameid=entry.geonameid,
        own=entry.own,
        overlay=entry.overlay,
        score=None if score is None else round(score, 3),
    )


def _table(answer: Answer, screen: Screen, width: int | None) -> list[str]:
    """The lines of the table, cut to a width, and what is to be said of it."""
    shown = answer.candidates[:_SHOWN]
    rows = [_COLUMNS, *(_cells(candidate, "*" if number == answer.chosen else "") for number, candidate in enumerate(shown))]
    kept = [column for column in range(len(_COLUMNS)) if column == 0 or any(row[column] not in ("", "-") for row in rows[1:])]
    rows = [tuple(neutral(row[column]) for column in kept) for row in rows]
    widths = [max(1, *(len(row[i]) for row in rows)) for i in range(len(kept))]
    over = sum(widths) + len(widths) - 1 - (width or 10_000)
    for i in (i for i, column in reversed(list(enumerate(kept))) if _COLUMNS[column] in _NARROW and over > 0):
        spare = min(max(widths[i] - 10, 0), over)
        widths[i], over = widths[i] - spare, over - spare
    lines = [_line(row, [(w, _COLUMNS[c] in _RIGHT) for w, c in zip(widths, kept, strict=True)], screen) for row in rows]
    lines[0] = screen.paint(lines[0], "bold")
    if answer.chosen is not None:
        lines[answer.chosen + 1] = screen.paint(lines[answer.chosen + 1], "green")
    if len(answer.candidates) > _SHOWN:
        lines.append(f"  and {len(answer.candidates) - _SHOWN} more (--format json has all)")
    if any(candidate.point != "given" for candidate in shown):
        lines.append("  ~ derived: the mean of the places inside, the centre of the shape, or the town it is named after")
    return [*lines, "", screen.wrap(_taken(answer), hang="  ")]


def _taken(answer: Answer) -> str:
    if answer.chosen is None:
        return answer.why[:1].upper() + answer.why[1:]
    best = answer.candidates[answer.chosen]
    within = ", ".join(part for part in (best.admin1 if best.admin1 != best.name else None, best.country) if part)
    return f"Without context: {best.name}{f' ({within})' if within else ''}: {answer.why}"


def _cells(candidate: Candidate, mark: str) -> tuple[str, ...]:
    """One row, in the order of _COLUMNS."""
    above = [part for part in (candidate.admin2, candidate.admin1) if part and part != candidate.name]
    placed = candidate.latitude is not None and candidate.longitude is not None
    return (
        mark,
        candidate.name,
        ", ".join(dict.fromkeys(above)) or "-",
        candidate.country or "-",
        candidate.words or candidate.kind,
        "-" if candidate.population is None else f"{candidate.population:,}",
        f"{candidate.latitude:.2f} {candidate.longitude:.2f}{'' if candidate.point == 'given' else '~'}" if placed else "-",
        str(candidate.extent_km or "-"),
        str(candidate.geonameid or "-"),
        "-" if candidate.score is None else f"{candidate.score:.2f}",
    )


def _line(cells: Sequence[str], widths: Sequence[tuple[int, bool]], screen: Screen) -> str:
    """One line, each cell cut to its width and set to the left or (True) to the right."""
    made = []
    for cell, (width, right) in zip(cells, widths, strict=True):
        words = cell if len(cell) <= width else cell[: width - 1] + ("…" if screen.unicode else ".")
        made.append(words.rjust(width) if right else words.ljust(width))
    return " ".join(made).rstrip()


def _add(arguments: argparse.Namespace, folder: str | None) -> None:
    from reportedly.gazetteer.added import default_folder
    from reportedly.gazetteer.adding import add

    place = Path(folder) if folder is not None else default_folder()
    watching = sys.stderr.isatty()
    try:
        made = add([Path(path) for path in arguments.files], place, _progress if watching else None)
    finally:
        if watching:
            sys.stderr.write("\r\x1b[K")
    for addition in made:
        _print(_summary(addition))
        if addition.bad:
            told = "".join(f"\n  line {number}: {reason}" for number, reason in addition.faults)
            say(f"reportedly: {addition.bad:,} lines of {addition.name} could not be read, the first of them:{told}")


def _progress(name: str, lines: int, share: float) -> None:
    sys.stderr.write(f"\r\x1b[K{neutral(name)}: {lines:,} lines, {share:.0%}")
    sys.stderr.flush()


def _summary(addition: Addition) -> str:
    again = " (unchanged)" if addition.unchanged else ""
    counts = f"{addition.places:,} places, " if addition.form == "places" else ""
    lines = [f"{addition.name}: {counts}{addition.names:,} names from {addition.lines:,} lines{again}, in {addition.path.parent}"]
    if addition.left_out:
        most = ", ".join(f"{count:,} {code}" for code, count in addition.left_out.most_common(_TOLD))
        more = "…" if len(addition.left_out) > _TOLD else ""
        lines.append(f"  left out, by feature code: {sum(addition.left_out.values()):,} ({most}{more})")
    if addition.unplaced:
        lines.append(f"  left out, names of places that no index has: {addition.unplaced:,}")
    return "".join(f"{line}\n" for line in lines)


def _list(arguments: argparse.Namespace, folder: str | None) -> None:
    from reportedly.gazetteer.added import parts

    found = parts(folder)
    if arguments.form == "json":
        print_json([asdict(part) | {"path": str(part.path)} for part in found])
    elif not found:
        _print("nothing was added; see `reportedly gazetteer add --help`\n")
    else:
        _print("".join(f"{p.name}: {p.places:,} places, {p.names:,} names, of {p.of}, digest {p.digest[:16]}\n" for p in found))


def _remove(arguments: argparse.Namespace, folder: str | None) -> None:
    from reportedly.gazetteer.added import remove

    remove(folder, arguments.parts)
    _print("".join(f"{name}: removed\n" for name in arguments.parts))


def _print(words: str) -> None:
    """Words on standard output, harmless to a terminal line by line."""
    sys.stdout.buffer.write(standard_screen().encoded(words))
