"""What each lineage counts, in time: lines of figures for the same people, and which of them was in force on a day.

A hospital that says nine, then 14, then 17 gives one line of three versions. A version ends the one before it; the same number
said again, or repeated by another outlet, belongs to its version. A figure that was replaced before and comes back without
a word of correction is the old one told late. A figure that its own lineage denies is withdrawn: none is in force then.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.compare import compare_places, figure, is_same_victims, names_its_place, victims
from reportedly.link.classes import group_words, is_soft, soft_words
from reportedly.link.statements import gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.link.statements import Range, Statement

LATEST = 24
"""Earlier statements of a lineage that one is compared with, the latest first: as many as the ledger offers as near."""

RISEN = 7
"""Days back to which a figure that calls itself risen refers: a week of counting the dead of one day."""

Key = tuple[str, str]
"""A claim's id and a measure."""


@dataclass(slots=True)
class Version:
    """One figure of a line: its numbers (None once withdrawn), the day from which it holds, and who told it."""

    numbers: Range | None
    since: str
    told: list[Statement]


@dataclass(slots=True)
class Line:
    """The figures of one lineage for the same people, the oldest first. `folded` are statements in the order of time."""

    measure: str
    folded: list[Statement] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Versions:
    """All lines, and where each figure stands in them: its line and the number of its version."""

    lines: tuple[Line, ...]
    places: dict[Key, tuple[Line, int]]

    def is_in_force(self, statement: Statement, measure: str, day: str) -> bool:
        """Whether the figure had been neither replaced nor withdrawn by the end of the day (ISO; "" is before every day)."""
        if (spot := self.places.get((statement.claim.id, measure))) is None:
            return False
        line, number = spot
        return not any(version.since <= day for version in line.versions[number + 1 :])


def versions(told: Sequence[Statement]) -> Versions:
    """The lines of all figures; a function of the set of statements."""
    buckets: dict[Key, list[Line]] = defaultdict(list)
    for statement in sorted(told, key=_in_time):
        for measure in statement.counts:
            if not statement.unreal and not ("increment" in statement.standing and statement.part):
                _place(statement, measure, buckets[statement.lineage, measure])
    lines = tuple(line for bucket in buckets.values() for line in bucket if line.versions)
    return Versions(lines, dict(_places(lines)))


def _places(lines: Iterable[Line]) -> Iterator[tuple[Key, tuple[Line, int]]]:
    for line in lines:
        for number, version in enumerate(line.versions):
            for statement in version.told:
                yield (statement.claim.id, line.measure), (line, number)


def _in_time(statement: Statement) -> tuple[str, bool, tuple[str, str, int, int, str]]:
    """By the day of its words; what the report itself calls an older figure, or withdraws, goes before the newer one."""
    return statement.since, "older" not in statement.standing and not statement.denied, statement.order


def _place(statement: Statement, measure: str, bucket: list[Line]) -> None:
    """Puts a figure into the line of the nearest earlier one that counts the same people; else begins a line."""
    for line in reversed(bucket[-LATEST:]):
        if any(is_one_count(statement, earlier, measure) for earlier in line.folded[-LATEST:]):
            _fold(statement, line)
            return
    if not statement.denied:
        bucket.append(Line(measure))
        _fold(statement, bucket[-1])


def _fold(statement: Statement, line: Line) -> None:
    numbers = statement.figure(line.measure)
    line.folded.append(statement)
    if statement.denied:
        if any(version.numbers == numbers for version in line.versions):
            line.versions.append(Version(None, statement.since, [statement]))
        return
    told_before = next((version for version in reversed(line.versions) if _is_same(version.numbers, numbers)), None)
    if told_before is not None and (told_before is line.versions[-1] or "newer" not in statement.standing):
        told_before.told.append(statement)
    else:
        line.versions.append(Version(numbers, statement.since, [statement]))


def _is_same(one: Range | None, other: Range | None) -> bool:
    """Whether two figures are one: "at least 12" said again as "12" is no news."""
    return one is not None and other is not None and (one == other or (one[0] == other[0] and one[0] is not None))


def is_one_count(later: Statement, earlier: Statement, measure: str) -> bool:
    """Whether one lineage counts the same people twice: the same victims or whoever was hit, no two places, one window.

    A part of a total is another count than the total, and so is a total of a wider area. A lower figure of another window,
    which nothing calls a correction, may count less.
    """
    is_told = bool({"newer", "older"} & (later.standing | earlier.standing))  # the words themselves set it against another
    if later.part != earlier.part or (later.aggregate != earlier.aggregate and not is_told):
        return False
    if gap(later, earlier) > (RISEN if is_told else 1 if later.vague or earlier.vague else 0):
        return False
    if _is_lower(later, earlier, measure) and later.start != earlier.start and not is_told:
        return False
    return _are_same_people(later, earlier, measure) and _is_one_place(later, earlier)


def _are_same_people(a: Statement, b: Statement, measure: str) -> bool:
    """Whether the victims are the same, or both count whoever was hit; where one lineage leaves them unsaid, they are the same."""
    if is_same_victims(a.claim, b.claim, measure):
        return True
    if a.part or b.part:
        return False
    unsaid = not (a.claim.recipients and b.claim.recipients) and _is_somebodys(a, measure) == _is_somebodys(b, measure)
    return unsaid or (counts_whoever(a, measure) and counts_whoever(b, measure))


def _is_one_place(a: Statement, b: Statement) -> bool:
    """Whether no two places are named. Of two that may be near each other, windows that begin on one day are one: an offensive's."""
    one, other = a.claim.place, b.claim.place
    where = compare_places(one, other).agreement
    if where == "incompatible" or (where == "compatible" and names_its_place(a.claim) and names_its_place(b.claim)):
        return False
    return where != "unknown" or one is None or other is None or a.start == b.start


def counts_whoever(statement: Statement, measure: str) -> bool:
    """Whether it counts whoever was hit, in whatever words: nobody's own losses, no part, no group of them."""
    toll = figure(statement.claim, measure)
    said = victims(statement.claim, measure)
    if statement.part or statement.hits_armed or said & group_words() or (toll is not None and toll.of and not said <= soft_words()):
        return False
    return all(is_soft(party) or party.name == party.name.lower() for party in statement.claim.recipients)


def _is_somebodys(statement: Statement, measure: str) -> bool:
    """Whether the words say whose dead they are."""
    toll = figure(statement.claim, measure)
    return toll is not None and bool(toll.of)


def _is_lower(later: Statement, earlier: Statement, measure: str) -> bool:
    ours, theirs = later.figure(measure), earlier.figure(measure)
    return ours is not None and theirs is not None and (ours[0] or 0) < (theirs[0] or 0)
