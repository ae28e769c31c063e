"""Figures: of one lineage in time (same, updates), and of two lineages against each other (contradicts, corroborates, part_of)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.compare import is_in_scope, is_same_victims, range_words
from reportedly.link.pair import is_narrower, link
from reportedly.link.statements import overlap
from reportedly.link.versions import LATEST, counts_whoever

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.link.pair import Pair
    from reportedly.link.statements import Range, Statement
    from reportedly.link.versions import Version, Versions
    from reportedly.model import Relation

_NO_END = 10**12  # more than any toll

_INCIDENT = 7
"""Days of a window that may stand for one incident in it: "last week's shelling"."""


def along(figures: Versions) -> Iterator[Relation]:
    """What each lineage says again, and what it replaces: every statement of a version against the latest of its own and the one before."""
    for line in figures.lines:
        before: Version | None = None
        for version in line.versions:
            yield from _again(version, line.measure)
            if before is not None:
                yield from _replaced(version, before, line.measure)
            before = version


def _again(version: Version, measure: str) -> Iterator[Relation]:
    """The same number said again, the later against the earlier in the order of telling."""
    told = sorted(version.told, key=lambda statement: statement.order) if version.numbers is not None else []
    for number, later in enumerate(told):
        for earlier in told[max(0, number - LATEST) : number]:
            yield link("same", later, earlier, (f"one lineage gives {_words(version)} {measure} again",))


def _replaced(newer: Version, older: Version, measure: str) -> Iterator[Relation]:
    if newer.numbers is None:
        reasons = (f"the lineage takes back {_words(older)} {measure}",)
    else:
        reasons = (f"one lineage moves from {_words(older)} to {_words(newer)} {measure}; the older figure no longer counts",)
    for statement in newer.told:
        for other in older.told[-LATEST:]:
            yield link("updates", statement, other, reasons)


def _words(version: Version) -> str:
    return "no figure" if version.numbers is None else range_words(version.numbers)


def across(pair: Pair, figures: Versions) -> Relation | None:
    """What the figures of two lineages say of each other, by the first measure that tells; both must be in force when the later is told."""
    day = pair.b.published
    for measure in pair.a.counts:
        if measure in pair.b.counts and (found := _rivals(pair, measure, figures, day)) is not None:
            return found
    return None


def _rivals(pair: Pair, measure: str, figures: Versions, day: str) -> Relation | None:
    a, b = pair.a, pair.b
    if a.denied or b.denied or a.unreal or b.unreal or "older" in a.standing | b.standing:
        return None
    if not (figures.is_in_force(a, measure, day) and figures.is_in_force(b, measure, day)):
        return None
    if a.aggregate != b.aggregate:
        return _inside(*((a, b) if b.aggregate else (b, a)), measure)
    if a.part == b.part and (battle := _battle(pair, measure)) is not None:
        return battle
    if a.part != b.part or pair.one or not _is_one_count(pair, measure):
        return None
    ours, theirs = a.figure(measure), b.figure(measure)
    if ours is None or theirs is None:
        return None
    words = f"{range_words(ours)} {measure} and {range_words(theirs)} {measure}"
    if _can_both_be(ours, theirs):
        return pair.related("corroborates", "two lineages count the same people", f"{words} can both be right")
    return pair.related("contradicts", f"{words} cannot both be right", "both figures are in force", *pair.slots.reasons("same"))


def _can_both_be(ours: Range, theirs: Range) -> bool:
    return (ours[0] or 0) <= (_NO_END if theirs[1] is None else theirs[1]) and (theirs[0] or 0) <= (_NO_END if ours[1] is None else ours[1])


def _inside(part: Statement, whole: Statement, measure: str) -> Relation | None:
    """A total of a wider area and time holds the figures in force inside it, whoever gives them: scope only."""
    small, large = part.figure(measure), whole.figure(measure)
    if part.part or part.is_death or small is None or large is None or (small[0] or 0) >= (large[0] or 0) or not _is_within(part, whole):
        return None
    if not is_in_scope(part.claim, whole.claim, measure):
        return None
    holder = whole.claim.place.name if whole.claim.place else "the wider count"
    return link("part_of", part, whole, (f"{holder} and the time of the total hold it", "counted already: never add"))


def _battle(pair: Pair, measure: str) -> Relation | None:
    """One side's losses on a day in one place, and those over days around it elsewhere or wider: a part of them, and never more."""
    part, whole = sorted((pair.a, pair.b), key=_length)
    small, large = part.figure(measure), whole.figure(measure)
    if (
        pair.slots.place.agreement in ("same", "incompatible")
        or None in (part.claim.place, whole.claim.place)
        or small is None
        or large is None
    ):
        return None
    inside = (
        _is_running(whole) and not _is_running(part) and part.start is not None and part.start != whole.start and _is_within(part, whole)
    )
    if not inside or is_narrower(whole, part) or not is_same_victims(part.claim, whole.claim, measure):
        return None
    if not pair.one:
        more = large[1] is not None and (small[0] or 0) > large[1]
        words = f"{range_words(small)} {measure} in one battle are more than {range_words(large)} in all"
        return pair.related("contradicts", words, "both figures are in force") if more else None
    if (small[0] or 0) >= (large[0] or 0):
        return None
    return link("part_of", part, whole, ("one lineage counts the losses of a day and of the days around it", "counted already: never add"))


def _length(statement: Statement) -> int:
    """Days of its window; an unknown one counts as none."""
    return 0 if statement.start is None or statement.end is None else statement.end - statement.start


def _is_within(part: Statement, whole: Statement) -> bool:
    """Whether the part's days lie in the total's, as far as both are told; a day of grace at the ends."""
    begins = part.start is None or whole.start is None or part.start >= whole.start - 1
    ends = part.end is None or whole.end is None or part.end <= whole.end + 1
    return overlap(part, whole) and ((begins and ends) or _is_incident(part))


def _is_incident(statement: Statement) -> bool:
    return statement.start is not None and statement.end is not None and statement.end - statement.start < _INCIDENT


def _is_one_count(pair: Pair, measure: str) -> bool:
    """Whether two lineages count the same people of one happening: the same victims at one place, over one window."""
    a, b = pair.a, pair.b
    if pair.slots.place.agreement == "incompatible" or not pair.slots.kind.holds or not overlap(a, b):
        return False
    here = pair.is_here or None in (a.claim.place, b.claim.place)
    if is_same_victims(a.claim, b.claim, measure):
        return _is_one_window(a, b, here=here)
    return here and counts_whoever(a, measure) and counts_whoever(b, measure) and _is_one_incident(a, b)


def _is_one_incident(a: Statement, b: Statement) -> bool:
    """Whether the shorter window lies in the longer one, and that is no longer than a week."""
    if a.start == b.start and a.end == b.end:
        return True
    return _is_incident(a) and _is_incident(b) and overlap(a, b)


def _is_one_window(a: Statement, b: Statement, *, here: bool) -> bool:
    """Whether two counts of one side's losses add up over one time: a longer one holds more.

    Windows that begin on one day are one, since each ends when it is told; such running counts may also name two
    places near each other, the valley and its town.
    """
    undated = None in (a.start, b.start)
    if here:
        return undated or a.start == b.start or (_is_incident(a) and _is_incident(b) and not _is_running(a) and not _is_running(b))
    return not undated and a.start == b.start and _is_running(a) and _is_running(b)


def _is_running(statement: Statement) -> bool:
    """Whether it counts over several days."""
    return statement.start is not None and statement.end is not None and statement.end > statement.start
