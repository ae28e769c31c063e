"""The claims matrix: a row a speaker, sides together, and in each column how what it says stands to the other rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.compare import compare_places
from reportedly.compare.places import compare_times
from reportedly.events.speakers import voices
from reportedly.events.versions import figure
from reportedly.events.wording import days
from reportedly.model.event import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportedly.events.heard import Heard
    from reportedly.events.weighed import Weighed
    from reportedly.model.event import Agreement, Column, EventToll, Question, Speaker

_COLUMNS: tuple[Column, ...] = ("toll", "place", "time", "responsibility", "outcome")


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
    sides = list(dict.fromkeys(speaker.side or speaker.name for speaker in speakers))
    ordered = sorted(speakers, key=lambda speaker: sides.index(speaker.side or speaker.name))
    return tuple(
        Row(
            speaker=speaker.name,
            side=speaker.side,
            kind=speaker.kind,
            position=speaker.position,
            cells=tuple(_cell(one, said) for column in _COLUMNS for one in said if (one.row, one.column) == (speaker.name, column)),
        )
        for speaker in ordered
    )


def _cell(one: _Said, every: Iterable[_Said]) -> Cell:
    """Conflicts where it cannot stand beside what another row says of the same thing; else agrees where another row says as much."""
    others = [
        (value, theirs)
        for other in every
        if other.column == one.column and other.row != one.row
        for subject, value in one.values
        for name, theirs in other.values
        if subject == name
    ]
    clash = any(not _fits(one.column, value, theirs) for value, theirs in others)
    agreement: Agreement = "conflicts" if clash else "agrees" if others else "alone"
    return Cell(column=one.column, text=one.text, agreement=agreement, claims=one.claims)


def _fits(column: Column, a: object, b: object) -> bool:
    if column == "toll":
        return _overlap(a, b)
    if column == "place":
        return compare_places(a.claim.place, b.claim.place).agreement != "incompatible"  # type: ignore[attr-defined]
    if column == "time":
        return compare_times(a.claim, b.claim).agreement != "incompatible"  # type: ignore[attr-defined]
    return _answers_fit(str(a), str(b))


def _overlap(a: object, b: object) -> bool:
    """Whether two ranges share a number; an end that is None is open."""
    low, high = a  # type: ignore[misc]
    least, most = b  # type: ignore[misc]
    return bool((most is None or low <= most) and (high is None or least <= high))  # type: ignore[has-type]


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
    return _first("place", speaker, [h for h in heard if h.claim.place is not None], lambda h: h.claim.place.name if h.claim.place else "")


def _time(speaker: Speaker, heard: Iterable[Heard]) -> _Said | None:
    dated = [h for h in heard if h.claim.time is not None and (h.claim.time.start or h.claim.time.end)]
    return _first("time", speaker, dated, lambda h: days(h.claim.time.start, h.claim.time.end) if h.claim.time else "")


def _first(column: Column, speaker: Speaker, told: Sequence[Heard], text: Callable[[Heard], str]) -> _Said | None:
    """What a speaker says most often, its first claim standing for it."""
    if not told:
        return None
    each = [text(h) for h in told]
    most = max(each, key=lambda one: (each.count(one), -each.index(one)))
    of = [h for h, one in zip(told, each, strict=True) if one == most]
    return _Said(column, speaker.name, most, ((column, of[0]),), tuple(h.id for h in of))


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
