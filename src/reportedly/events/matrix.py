"""The claims matrix: a row a speaker, sides together, and in each column how what it says stands to the other rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reportedly.compare import compare_places
from reportedly.events.speakers import voices
from reportedly.events.versions import figure
from reportedly.events.where_when import bare
from reportedly.events.wording import days
from reportedly.model import Place
from reportedly.model.event import Cell, Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.events.heard import Heard
    from reportedly.events.weighed import Weighed
    from reportedly.model.event import Agreement, EventToll, Question, Speaker

_COLUMNS: tuple[Column, ...] = ("toll", "place", "time", "responsibility", "outcome")
_MOST = 100
"""Different things said of one subject that a cell is set against at most, the first said."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A cell before it is set against the others: per subject, what is said of it."""

    column: Column
    row: str
    text: str
    values: tuple[tuple[str, object], ...]
    claims: tuple[str, ...]


def matrix(weighed: Weighed) -> tuple[Row, ...]:
    """The rows of all speakers, the silent without cells; those of a side stand together, the sides in the order in which they speak."""
    said: list[_Said] = []
    speakers = weighed.speakers
    for speaker, heard in zip(speakers, voices(weighed.known).values(), strict=False):  # the silent come after all voices
        own = [h for h in heard if h.claim.event_type == weighed.event_type] or heard
        found = (_tolls(speaker, weighed.tolls), _place(speaker, own), _time(speaker, own), *_answers(speaker, weighed.questions))
        said += [cell for cell in found if cell is not None]
    held = _held(said)
    cells: defaultdict[str, list[Cell]] = defaultdict(list)
    for one in sorted(said, key=lambda one: _COLUMNS.index(one.column)):
        cells[one.row].append(_cell(one, held))
    sides = {side: i for i, side in enumerate(dict.fromkeys(speaker.side or speaker.name for speaker in speakers))}
    ordered = sorted(speakers, key=lambda speaker: sides[speaker.side or speaker.name])
    return tuple(
        Row(speaker=one.name, side=one.side, kind=one.kind, position=one.position, cells=tuple(cells[one.name])) for one in ordered
    )


_Held = dict[tuple[Column, str], dict[object, set[str]]]


def _held(said: Iterable[_Said]) -> _Held:
    """By column and subject, what is said of it, and in which rows."""
    found: _Held = {}
    for one in said:
        for subject, value in one.values:
            found.setdefault((one.column, subject), {}).setdefault(value, set()).add(one.row)
    return found


def _cell(one: _Said, held: _Held) -> Cell:
    """Conflicts where it cannot stand beside what another row says of the same thing; else agrees where another row says as much."""
    others = [
        (value, theirs)
        for subject, value in one.values
        for theirs, rows in islice(held[one.column, subject].items(), _MOST)
        if rows != {one.row}
    ]
    clash = any(not _fits(one.column, value, theirs) for value, theirs in others)
    agreement: Agreement = "conflicts" if clash else "agrees" if others else "alone"
    return Cell(column=one.column, text=one.text, agreement=agreement, claims=one.claims)


def _fits(column: Column, a: object, b: object) -> bool:
    if isinstance(a, Place) and isinstance(b, Place):
        return compare_places(a, b).agreement != "incompatible"
    if isinstance(a, tuple) and isinstance(b, tuple):
        return _overlap(a, b) if column == "toll" else _meet(a, b)
    return _answers_fit(str(a), str(b))


def _meet(a: tuple[str, str, bool], b: tuple[str, str, bool]) -> bool:
    """Whether two times share a day; one that is approximate is not held against the other."""
    return (a[0] <= b[1] and b[0] <= a[1]) or a[2] or b[2]


def _overlap(a: tuple[int, int | None], b: tuple[int, int | None]) -> bool:
    """Whether two ranges share a number; an end that is None is open."""
    return (b[1] is None or a[0] <= b[1]) and (a[1] is None or b[0] <= a[1])


def _answers_fit(a: str, b: str) -> bool:
    """Whether two answers can stand together: an answer and its denial, or two plain answers, cannot; a guess can beside the same."""
    one, other = _plain(a), _plain(b)
    if "unknown" in (one, other) or (one.startswith("not ") and other.startswith("not ")):
        return True
    if one.startswith("not ") or other.startswith("not "):
        return one.removeprefix("not ") != other.removeprefix("not ")
    return one == other


def _plain(answer: str) -> str:
    """An answer without its hedge."""
    return answer.removeprefix("perhaps ").replace("it may have happened", "it happened")


def _tolls(speaker: Speaker, tolls: Iterable[EventToll]) -> _Said | None:
    parts, values, claims = [], [], []
    for toll in tolls:
        for line in toll.lines:
            if line.name != speaker.name:
                continue
            force = [version for version in line.versions if version.status == "current"]
            claims += [claim for version in force for claim in version.claims]
            if line.low is not None:
                whose = f" {toll.of}" if toll.of else ""
                at = f" at {toll.place}" if toll.place else ""
                parts.append(f"{figure(line)}{whose} {toll.measure}{at}")
                values.append((f"{toll.measure}/{toll.of}/{toll.place}", (line.low, line.high)))
    return _Said("toll", speaker.name, "; ".join(parts), tuple(values), tuple(dict.fromkeys(claims))) if parts else None


def _place(speaker: Speaker, heard: Iterable[Heard]) -> _Said | None:
    told = [(h, bare(h.claim.place)) for h in heard if h.claim.place is not None]
    return _most("place", speaker, [(h, place.name, place) for h, place in told])


def _time(speaker: Speaker, heard: Iterable[Heard]) -> _Said | None:
    dated = [(h, h.claim.time) for h in heard if h.claim.time is not None and (h.claim.time.start or h.claim.time.end)]
    return _most("time", speaker, [(h, days(t.start, t.end), (t.start or "", t.end or "9999", t.precision == "approx")) for h, t in dated])


def _most(column: Column, speaker: Speaker, told: Sequence[tuple[Heard, str, object]]) -> _Said | None:
    """What a speaker says most often, its first claim standing for it."""
    if not told:
        return None
    most = Counter(text for _, text, _ in told).most_common(1)[0][0]
    of = [(h, value) for h, text, value in told if text == most]
    return _Said(column, speaker.name, most, ((column, of[0][1]),), tuple(h.id for h, _ in of))


def _answers(speaker: Speaker, asked: Iterable[Question]) -> tuple[_Said, ...]:
    """Responsibility in its own column; who holds a place, and whether it happened, are its outcome."""
    found: dict[Column, tuple[list[str], list[tuple[str, object]], list[str]]] = {}
    for question in asked:
        column: Column = "responsibility" if question.topic == "responsibility" else "outcome"
        for stand in question.stands:
            if stand.name == speaker.name:
                texts, values, claims = found.setdefault(column, ([], [], []))
                texts.append(stand.answer)
                values.append((question.topic, stand.answer))
                claims += stand.claims
    return tuple(
        _Said(column, speaker.name, "; ".join(dict.fromkeys(t)), tuple(v), tuple(dict.fromkeys(c))) for column, (t, v, c) in found.items()
    )
