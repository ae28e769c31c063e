"""What one lineage counts: its figures as versions, which of them are in force, and why others are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.compare import is_denied
from reportedly.events.counts import is_vague
from reportedly.events.heard import called, key
from reportedly.model.event import SetAside, TollLine, Version, VersionStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.events.counts import Count
    from reportedly.events.heard import Known
    from reportedly.model import Stance, Time

Range = tuple[int | None, int | None]
"""The numbers that words allow: the least and the most, None where open or untold."""


@dataclass(slots=True)
class _Figure:
    """Counts of one lineage that give one figure, while versions are made of them."""

    counts: list[Count]
    status: VersionStatus = "current"
    taken_by: _Figure | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(c.id for c in self.counts)

    @property
    def low(self) -> int | None:
        return min((c.low for c in self.counts if c.low is not None), default=None)

    @property
    def high(self) -> int | None:
        """Open as soon as one telling of it is."""
        highs = [c.high for c in self.counts]
        return None if None in highs else max(h for h in highs if h is not None)

    @property
    def best(self) -> int | None:
        return next((c.best for c in self.counts if c.best is not None), None)

    @property
    def first(self) -> str:
        return self.counts[0].heard.day

    @property
    def is_number(self) -> bool:
        return self.low is not None or self.high is not None

    @property
    def is_vague(self) -> bool:
        """Words without a number, open to any above."""
        return self.high is None and self.best is None and all(is_vague(c.text) for c in self.counts)

    @property
    def stance(self) -> Stance:
        stances: list[Stance] = [c.heard.claim.stance for c in self.counts]
        return "asserted" if "asserted" in stances else stances[0]


def line(counts: Sequence[Count], known: Known) -> tuple[TollLine, tuple[SetAside, ...]]:
    """A lineage's line and what of it is set aside. `counts` are its figures of one group at one part of the event, the oldest first."""
    aside = _not_its_own(counts)
    out = {item.claim for item in aside}
    figures = _figures([c for c in counts if c.id not in out], known)
    _withdraw(figures, [c for c in counts if is_denied(c.heard.claim)])
    _supersede(figures, known)
    voice = counts[0].heard.voice
    force = [f for f in figures if f.status == "current"]
    low, high = span(force)
    made = TollLine(
        lineage=voice.id,
        name=called(voice),
        kind="belligerent" if voice.camp else voice.kind,
        camp=voice.camp,
        low=low,
        high=high,
        hedged=bool(force) and all(f.stance == "hedged" for f in force),
        versions=tuple(_version(f, known) for f in figures),
    )
    return made, (*aside, *_dropped(figures, known))


def lines(counts: Sequence[Count], known: Known) -> tuple[tuple[TollLine, ...], tuple[SetAside, ...]]:
    """A line a lineage, in the order in which they first speak."""
    voices: dict[str, list[Count]] = {}
    for count in counts:
        voices.setdefault(key(count.heard.voice), []).append(count)
    made = [line(own, known) for own in voices.values()]
    aside = {item.claim: item for _, found in made for item in found}
    return tuple(one for one, _ in made if one.versions), tuple(aside[claim] for claim in sorted(aside))


def span(figures: Sequence[_Figure]) -> tuple[int | None, int | None]:
    """The figures in force: from the least to the highest; open where the last word on it is.

    An earlier open end ("at least 13") is closed by a later figure of the same lineage that is as high.
    """
    numbers = [f for f in figures if f.is_number]
    lows = [f.low for f in numbers if f.low is not None]
    if not numbers:
        return None, None
    closed: int | None = 0
    for figure in numbers:
        if figure.high is None:
            closed = None
        elif closed is None:
            closed = figure.high if figure.high >= max(lows) else None
        else:
            closed = max(closed, figure.high)
    return min(lows, default=None), closed


def _not_its_own(counts: Sequence[Count]) -> list[SetAside]:
    """What the lineage says of a figure without giving it: it denies it, or neither confirms nor denies what others count.

    A number that it gives firmly elsewhere is its own, whatever else the words about it leave open ("a suspected mine killed 12").
    """
    firm = {(c.low, c.high) for c in counts if c.heard.claim.stance == "asserted" and c.low is not None}
    found = []
    for count in counts:
        if is_denied(count.heard.claim):
            found.append(SetAside(claim=count.id, reason="denied: the figure is not the denier's own"))
        elif count.heard.claim.stance == "hedged" and firm and (count.low, count.high) not in firm and count.heard.copies is None:
            found.append(SetAside(claim=count.id, reason="hedged beside a figure that the same voice gives firmly"))
    return found


def _figures(counts: Sequence[Count], known: Known) -> list[_Figure]:
    """Counts of one figure together: the same numbers, or said again of the same; the oldest first, then as updates say, then rising."""
    found: list[_Figure] = []
    for count in counts:
        same = next((f for f in found if _is_one_figure(f, count, known)), None)
        if same is None:
            found.append(_Figure([count]))
        else:
            same.counts.append(count)
    return sorted(found, key=lambda f: (f.first, sum(known.links("updates", f.ids, other.ids) for other in found), f.low or 0, f.ids))


def _is_one_figure(figure: _Figure, count: Count, known: Known) -> bool:
    if figure.low == count.low:
        return figure.high == count.high or figure.high is None or count.high is None
    pair = (figure.ids, (count.id,))
    again = any(known.links(kind, *ends) for kind in ("same", "repeats") for ends in (pair, pair[::-1]))
    return again and _overlap((figure.low, figure.high), (count.low, count.high))  # "more than a hundred" of 110, never 17 of 9


def _overlap(ours: Range, theirs: Range) -> bool:
    """Whether two ranges, both told, share a number."""
    if ours[0] is None or theirs[0] is None:
        return False
    return (theirs[1] is None or ours[0] <= theirs[1]) and (ours[1] is None or theirs[0] <= ours[1])


def _withdraw(figures: list[_Figure], denials: Sequence[Count]) -> None:
    """A figure that its own lineage later denies is withdrawn."""
    for figure in figures:
        if any(d.low == figure.low and d.heard.day >= figure.first for d in denials):
            figure.status = "denied"


def _supersede(figures: list[_Figure], known: Known) -> None:
    """Marks what a later figure replaces, and words without a number beside a number of the same voice that fits them."""
    for i, figure in enumerate(figures):
        later = [other for other in figures[i + 1 :] if other.status != "denied" and _replaces(other, figure, known)]
        firm = [other for other in figures if figure.is_vague and other.status != "denied" and _tells_more(other, figure)]
        if figure.status == "current" and (later or firm):
            figure.status, figure.taken_by = "superseded", (later or firm)[0]


def _tells_more(firm: _Figure, vague: _Figure) -> bool:
    """Whether a number fits the words ("dozens"), of the same days."""
    one, other = firm.counts[0].heard.claim.time, vague.counts[0].heard.claim.time
    fits = firm.low is not None and vague.low is not None and firm.low >= vague.low
    return fits and not firm.is_vague and not _leaves_out(one, other) and not _leaves_out(other, one)


def _replaces(later: _Figure, earlier: _Figure, known: Known) -> bool:
    """Whether a later figure takes the place of an earlier one of the same lineage.

    It does when it is said to bring it up to date, or rises; never when the days that it counts leave out some of the earlier one's,
    and a count that falls without being called an update stays beside the other: counts do not fall. Words without a number
    replace no number.
    """
    if later.is_vague and not earlier.is_vague:
        return False
    if not later.is_number or not earlier.is_number or _leaves_out(later.counts[0].heard.claim.time, earlier.counts[0].heard.claim.time):
        return False
    return known.links("updates", later.ids, earlier.ids) or (later.low or 0) >= (earlier.low or 0)


def _leaves_out(later: Time | None, earlier: Time | None) -> bool:
    """Whether both count a stretch of days and the later one begins after the earlier: "two nights" of August, "two days" of September."""
    if not _is_stretch(later) or not _is_stretch(earlier):
        return False
    return (later.start or "") > (earlier.start or "") if later and earlier else False


def _is_stretch(time: Time | None) -> bool:
    return time is not None and time.start is not None and time.end is not None and time.start < time.end


def _version(figure: _Figure, known: Known) -> Version:
    return Version(
        low=figure.low,
        high=figure.high,
        best=figure.best,
        text=next((c.text for c in figure.counts if c.text), None),
        as_of=figure.first or None,
        status=figure.status,
        stance=figure.stance,
        claims=figure.ids,
        copies=tuple(c.id for c in figure.counts if known.is_copy(c.heard)),
    )


def _dropped(figures: Sequence[_Figure], known: Known) -> list[SetAside]:
    found = []
    for i, figure in enumerate(figures):
        for count in figure.counts:
            if figure.taken_by is not None:
                number = words(figure.taken_by.low, figure.taken_by.high)
                later = "later " if figure.taken_by in figures[i + 1 :] else ""
                found.append(SetAside(claim=count.id, reason=f"superseded by the same lineage's {later}{number}"))
            elif figure.status == "denied":
                found.append(SetAside(claim=count.id, reason="denied: its own lineage withdrew it"))
            elif known.is_copy(count.heard):
                found.append(SetAside(claim=count.id, reason="a copy: it adds no count of its own"))
    return found


def words(low: int | None, high: int | None) -> str:
    """A range in words: "12", "at least 12", "up to 12", "13 to 350"."""
    if low is None and high is None:
        return "no number"
    if high is None:
        return f"at least {low}"
    if low is None or low == 0 < high:
        return f"up to {high}"
    return str(low) if low == high else f"{low} to {high}"


def figure(line: TollLine) -> str:
    """What a lineage counts in words; several figures in force from the least to the most, "13 to 350 or more"."""
    force = [version for version in line.versions if version.status == "current" and version.low is not None]
    tops = [version.high if version.high is not None else version.low or 0 for version in force]
    if len(force) < 2 or line.high is not None or line.low is None or max(tops) == line.low:
        return words(line.low, line.high)
    return f"{line.low} to {max(tops)} or more"
