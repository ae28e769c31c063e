"""A reading for a person at a terminal: what happened, who says so, how firmly; what is disputed; what was set aside."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon
from reportedly.terminal import Screen, neutral

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.model import Claim, Party, Place, Reading, Report, Span, Stance, Time, Toll

_MARKS: dict[Stance, tuple[str, str, str]] = {
    "asserted": ("●", "*", "green"),
    "denied": ("✗", "x", "red"),
    "hedged": ("?", "?", "yellow"),
    "planned": ("→", ">", "blue"),
    "demand": ("!", "!", "magenta"),
}
_QUOTE = 300
"""Characters of quoted words shown of one span: two long sentences; the JSON form holds all."""

_NEAR = 2
"""Days that the dates of a report may lie apart by time zones and nights; of records with a date column a quarter lie further."""

_FIRST_WORDS = 60
"""Characters shown of a span that was set aside."""

_ASIDE = 40
"""Spans listed one by one before the rest is counted: a screenful."""

_TOLLS = (
    ("killed", "killed"),
    ("wounded", "wounded"),
    ("casualties", "killed, wounded or otherwise lost"),
    ("missing", "missing"),
    ("detained", "detained"),
)


class EventType(msgspec.Struct, frozen=True):
    """One row of lexicon/event_types.tsv: the type, its plain words, its definition."""

    type: str
    words: str
    meaning: str


def render(reading: Reading, screen: Screen | None = None) -> str:
    """The reading as text, ending in a newline. Words of the report are neutralised: see `terminal`."""
    view = screen or Screen()
    parts = [_header(reading.report, view), _legend(view), *_events(reading, view)]
    if not reading.claims:
        parts.append(view.wrap("No claim about a conflict or political happening was found."))
    parts += [_section("What this report disputes", _disputes(reading), view), _set_aside(reading, view)]
    return "\n\n".join(part for part in parts if part) + "\n"


def mark(stance: Stance, screen: Screen) -> str:
    """The one-character mark of a stance."""
    sign, ascii_sign, colour = _MARKS[stance]
    return screen.paint(sign if screen.unicode else ascii_sign, colour)


@lexicon.of_tables
@cache
def event_types() -> dict[str, EventType]:
    """The rows of event_types.tsv by type."""
    return {row.type: row for row in lexicon.rows("event_types", EventType)}


def one(claim: Claim, report: Report, screen: Screen) -> str:
    """One claim as text, ending in a newline."""
    return f"{_happening(1, [claim], screen)}\n{_claim(claim, report, screen)}\n"


def brief(claim: Claim, report: Report, screen: Screen) -> tuple[str, ...]:
    """A claim in the cells of a table: the day, the stance's mark, the type, who says it, who did what to whom, where, the words."""
    sign, ascii_sign, _ = _MARKS[claim.stance]
    day = (claim.time.start or claim.time.end or "") if claim.time else ""
    speaker = claim.speaker.name if claim.speaker and claim.speaker.name else _speaker(None, report)
    words = claim.spans[0].text if claim.spans else ""
    sign = sign if screen.unicode else ascii_sign
    place = claim.place.name if claim.place else ""
    return day, sign, claim.event_type, speaker, _parties(claim, screen), place, _shortened(words, _QUOTE)


def _header(report: Report, screen: Screen) -> str:
    lines = [screen.wrap(report.title or "Untitled report", style="bold")]
    outlet = report.outlet or "outlet unknown"
    when = report.published or "no publication date known: times stay as the report names them"
    lines.append(screen.wrap(f"{outlet} | {when}"))
    if report.url:
        lines.append(neutral(report.url))  # an address is copied whole or not at all
    witnesses = [("given", report.dates.given), ("page", report.dates.page), ("text", report.dates.text)]
    known = [(name, day) for name, day in witnesses if day]
    if len({day for _, day in known}) > 1:
        apart = report.dates.apart or 0
        far = f" ({apart} days apart)" if apart > _NEAR else ""
        dates = ", ".join(f"{name} {day}" for name, day in known)
        lines.append(screen.wrap(f"the dates disagree: {dates}{far}", style="yellow" if far else None))
    if report.credits:
        lines.append(screen.wrap("credits: " + ", ".join(report.credits)))
    if report.original is not None:
        lines.append(screen.wrap(f"read from a translation ({report.original_language or 'language unknown'}); the original begins:"))
        lines.append(screen.wrap(_shortened(report.original, _QUOTE), "  "))
    return "\n".join(lines)


def _legend(screen: Screen) -> str:
    return "  ".join(f"{mark(stance, screen)} {stance}" for stance in _MARKS)


def _events(reading: Reading, screen: Screen) -> Iterator[str]:
    groups: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        groups.setdefault(claim.event, []).append(claim)
    for number, claims in enumerate(groups.values(), 1):
        yield "\n".join([_happening(number, claims, screen), *(_claim(claim, reading.report, screen) for claim in claims)])


def _happening(number: int, claims: list[Claim], screen: Screen) -> str:
    """The line over a group: the first claim's type in plain words with its mode, all parties, the first place."""
    first = claims[0]
    parties = dict.fromkeys(party.name for claim in claims for party in (*claim.actors, *claim.recipients))
    place = next((claim.place for claim in claims if claim.place), None)
    kind = event_types()[first.event_type].words if first.event_type in event_types() else first.event_type
    mode = next((mode for claim in claims if claim.event_type == first.event_type for mode in claim.modes), None)
    parts = [f"{kind} ({mode})" if mode else kind, ", ".join(parties), place.name if place else ""]
    dash = " — " if screen.unicode else " - "
    return screen.wrap(f"{number}. " + dash.join(part for part in parts if part), hang="   ", style="bold")


def _claim(claim: Claim, report: Report, screen: Screen) -> str:
    arrow = " ← " if screen.unicode else " <- "
    voice = arrow.join([_speaker(claim.speaker, report), *claim.relays]) + (f" ({claim.channel})" if claim.channel else "")
    notes = " [background]" if claim.background else ""
    lines = [f"  {mark(claim.stance, screen)} " + screen.wrap(voice + notes, "    ").lstrip(" ")]
    facts = [fact for fact in (_parties(claim, screen), _where(claim.place), _when(claim.time), _told(claim)) if fact]
    if facts:
        lines.append(screen.wrap((" · " if screen.unicode else " | ").join(facts), "      "))
    lines += [screen.wrap(line, "      ") for line in _tolls(claim, screen)]
    lines += [screen.wrap(_quoted(span, screen), "      ", style="dim") for span in claim.spans]
    return "\n".join(lines)


def _speaker(speaker: Party | None, report: Report) -> str:
    if speaker is None or (speaker.kind == "outlet" and not speaker.name):
        return f"{report.outlet or 'the report'} (own voice)"
    own = " (own voice)" if speaker.kind == "outlet" else ""
    return (
        speaker.name
        + (f", {speaker.role}" if speaker.role and speaker.role != speaker.name else "")
        + own
        + (", a party to it" if speaker.interested else "")
    )


def _parties(claim: Claim, screen: Screen) -> str:
    actors, recipients = _list(claim.actors), _list(claim.recipients)
    if not recipients:
        return actors
    return f"{actors or 'somebody'}{' → ' if screen.unicode else ' -> '}{recipients}"


def _list(parties: Iterable[Party]) -> str:
    return ", ".join((" or ".join(party.any_of) or party.name) + ("" if party.resolved else " (who is left open)") for party in parties)


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    area = [part for part in (place.admin1, place.country) if part and part != place.name]
    return place.name + (f" ({', '.join(area)})" if area else "")


def _told(claim: Claim) -> str:
    """When it was said, where that is known and another time than when it happened."""
    same = claim.said is None or (claim.time is not None and claim.said.start == claim.time.start)
    return "" if same else f"said {_when(claim.said)}"


def _when(time: Time | None) -> str:
    if time is None:
        return ""
    words = time.symbol or time.text or ""
    if time.start is None and time.end is None:
        return words
    days = time.start if time.start == time.end else " to ".join((time.start or "open", time.end or "open"))
    rough = "about " if time.precision == "approx" else ""
    return f"{rough}{days}" + (f" ({words})" if words else "")


def _tolls(claim: Claim, screen: Screen) -> Iterator[str]:
    for field, words in _TOLLS:
        toll: Toll | None = getattr(claim, field)
        if toll is not None:
            yield f"toll: {_number(toll, screen)} {words}" + (f", of {toll.of}" if toll.of else "") + _running(toll)
    if claim.tolls_note:
        yield f"toll: {claim.tolls_note}"


def _running(toll: Toll) -> str:
    return f" (running total{', ' + toll.period if toll.period else ''})" if toll.cumulative else ""


def _number(toll: Toll, screen: Screen) -> str:
    """The interval in words: "12", "none", "at least 12", "up to 30", "12 to 15", or the words themselves."""
    if toll.low is None and toll.high is None:
        return f"“{toll.text}”" if screen.unicode else f'"{toll.text}"'
    if toll.low == toll.high:
        return "none" if toll.low == 0 else str(toll.low)
    if toll.high is None:
        return f"at least {toll.low}"
    return f"up to {toll.high}" if not toll.low else f"{toll.low} to {toll.high}"


def _quoted(span: Span, screen: Screen) -> str:
    words = _shortened(span.text, _QUOTE)
    return f"“{words}”" if screen.unicode else f'"{words}"'


def _shortened(words: str, limit: int) -> str:
    flat = neutral(words[: limit * 2])
    return flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + " ..."


def _section(title: str, lines: Iterable[str], screen: Screen) -> str:
    body = [screen.wrap(line, "  - ", hang="    ") for line in lines]
    return "\n".join([screen.paint(title, "bold"), *body]) if body else ""


def _disputes(reading: Reading) -> Iterator[str]:
    """The contradictions found, the denials of what another asserts, and rival claims of the other side's losses."""
    by_id = {claim.id: claim for claim in reading.claims}
    told: set[frozenset[str]] = set()
    for relation in reading.relations:
        later, earlier = by_id.get(relation.from_id), by_id.get(relation.to_id)
        if relation.kind == "contradicts" and later and earlier:
            told.add(frozenset((later.id, earlier.id)))
            reasons = f" ({'; '.join(relation.reasons)})" if relation.reasons else ""
            yield f"{_said(earlier, reading.report)}; but {_said(later, reading.report)}{reasons}"
    for one, other in _rivals(reading.claims):
        if frozenset((one.id, other.id)) not in told:
            yield f"each claims the other's losses: {_said(one, reading.report)}; {_said(other, reading.report)}"


def _rivals(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims in which two speakers each count the other among the victims; the first of a kind only."""
    first: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        if claim.speaker is None or not (claim.killed or claim.casualties or claim.wounded):
            continue
        for victim in claim.recipients:
            if victim.name == claim.speaker.name or (claim.speaker.name, victim.name) in first:
                continue
            first[claim.speaker.name, victim.name] = claim
            rival = first.get((victim.name, claim.speaker.name))
            if rival is not None:
                yield rival, claim


def _said(claim: Claim, report: Report) -> str:
    verb = {"asserted": "says", "denied": "denies", "hedged": "holds possible", "planned": "announces", "demand": "demands"}[claim.stance]
    words = _shortened(claim.spans[0].text, 140) if claim.spans else claim.event_type
    return f"{claim.speaker.name if claim.speaker else _speaker(None, report)} {verb}: {words}"


def _set_aside(reading: Reading, screen: Screen) -> str:
    text = reading.report.text
    lines = [
        f"{span.reason.replace('_', ' ')}: {_shortened(text[span.start : span.end], _FIRST_WORDS)}" for span in reading.omitted[:_ASIDE]
    ]
    if len(reading.omitted) > _ASIDE:
        lines.append(f"and {len(reading.omitted) - _ASIDE} more")
    return _section("Set aside", lines, screen)
