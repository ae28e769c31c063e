"""Events as text for a person: the page of one, its disputes side by side, how it grew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly import show
from reportedly.events.versions import words as number
from reportedly.ledger.records import iso, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.ledger.records import ClaimRow
    from reportedly.model.event import Cell, Change, Dispute, Event, EventToll, Moment, Origins, Row, Stand, TollLine, Version
    from reportedly.terminal import Screen

_AGREEMENT = {"agrees": ("=", "="), "conflicts": ("≠", "#"), "alone": ("·", ".")}
_COLUMNS = ("toll", "place", "time", "responsibility", "outcome")
_NAME, _SIDE = 24, 16  # columns of a speaker's name, and of the side that it speaks for
_QUOTE = 240  # characters of a claim's words


def page(event: Event, told: Mapping[str, ClaimRow], screen: Screen, changes: Sequence[Change] = ()) -> str:
    """The record of an event on one page, ending in a newline. `told` are its claims by id."""
    parts = [
        _header(event, screen),
        _section("How it stands", _standing(event), screen),
        _section("Where and when", _where_when(event), screen),
        _part("How many", [line for toll in event.tolls for line in _toll(toll, screen)], screen),
        _part("The claims, side by side", _matrix(event.matrix, screen), screen),
        _section("What else they answer", _questions(event), screen),
        _section("Who speaks", _speakers(event), screen),
        _section("Whose voices they are", _lineages(event), screen),
        _section("Part of", event.wholes, screen),
        _section("Has for parts", event.parts, screen),
        _section("What it was before", _changes(changes), screen),
        _part("In their words", [line for claim in event.claims if claim in told for line in _claim(told[claim], screen)], screen),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def side_by_side(disputes: Sequence[Dispute], told: Mapping[str, ClaimRow], screen: Screen) -> str:
    """Rival claims side by side, event by event, ending in a newline."""
    parts: list[str] = []
    for at, dispute in enumerate(disputes):
        if at == 0 or disputes[at - 1].event != dispute.event:
            parts.append(screen.wrap(f"{dispute.event[:8]}  {dispute.sentence}", hang=" " * 10, style="bold"))
        lines = [screen.wrap(dispute.words, "  ", style="yellow")]
        for stand in dispute.stands:
            lines += _stand(stand, told, screen)
        lines += [screen.wrap(f"why both cannot be true: {'; '.join(dispute.reasons)}", "    ", style="dim")] if dispute.reasons else []
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n" if parts else ""


def growth(moments: Iterable[Moment], changes: Sequence[Change], screen: Screen) -> str:
    """How an event grew, ending in a newline."""
    parts: list[str] = []
    for one in moments:
        lines = [screen.paint(iso(moment(one.at) or 0), "bold") + f"  {_status(one.status)}, {_counted(one.origins)}"]
        lines += [screen.wrap(f"new: {'; '.join(one.changed)}", "  ", hang="    ")] if one.changed else []
        lines += [screen.wrap(f"tolls: {'; '.join(one.tolls)}", "  ", hang="    ")] if one.tolls else []
        lines += [screen.wrap(f"speakers: {', '.join(one.speakers)}", "  ", hang="    ")] if one.speakers else []
        lines += (
            [screen.wrap(f"claims: {', '.join(claim[:8] for claim in one.claims)}", "  ", hang="    ", style="dim")] if one.claims else []
        )
        parts.append("\n".join(lines))
    parts.append(_section("Merged, split, renamed", _changes(changes), screen))
    return "\n\n".join(part for part in parts if part) + "\n"


def _header(event: Event, screen: Screen) -> str:
    kind = show.event_types()[event.event_type].words if event.event_type in show.event_types() else event.event_type
    notes = [*(["a total of several events"] if event.aggregate else []), *(["background"] if event.background else [])]
    facts = [kind, *notes, _status(event.status), _counted(event.origins), f"{len(event.claims)} claims in {len(event.reports)} reports"]
    dot = " · " if screen.unicode else " | "
    return "\n".join(
        [screen.wrap(event.sentence, style="bold"), screen.wrap(dot.join(facts)), screen.wrap(f"event {event.id}", style="dim")]
    )


def _status(status: str) -> str:
    return status.replace("_", " ")


def _counted(origins: Origins) -> str:
    """How many outlets, how many independent origins."""
    outlets = f"{origins.outlets} outlet{'s' if origins.outlets != 1 else ''}"
    exact = origins.low == origins.high
    bounds = "" if exact else f" ({origins.low} to {origins.high})"
    return f"{outlets}, {origins.best} independent origin{'s' if origins.best != 1 else ''}{bounds}"


def _standing(event: Event) -> Iterator[str]:
    for grade in event.grades:
        yield f"{grade.scheme.replace('_', ' ')}: {_status(grade.value or 'none')}. {grade.why}{_cited(grade.claims)}"


def _where_when(event: Event) -> Iterator[str]:
    where, when = event.where, event.when
    if where is not None:
        area = [part for part in (where.admin2, where.admin1, where.country) if part and part != where.name]
        near = f", within {where.area_km} km" if where.area_km else ""
        yield f"{where.name}{_in_brackets(area)}{near}: {where.why}{_cited(where.claims)}"
    if when is not None and (when.start or when.end):
        days = when.start if when.start == when.end else f"{when.start or 'open'} to {when.end or 'open'}"
        yield f"{days} ({when.precision}): {when.why}{_cited(when.claims)}"


def _toll(toll: EventToll, screen: Screen) -> Iterator[str]:
    """A toll's range, a line for each lineage with its versions, and what is set aside."""
    whose = f" of {toll.of}" if toll.of else ""
    spot = f" at {toll.place}" if toll.place else ""
    best = f", best {toll.best}" if toll.best is not None else ""
    inside = " (counted in another group)" if toll.subset else ""
    yield screen.wrap(f"{toll.measure}{whose}{spot}: {number(toll.low, toll.high)}{best}{inside}. {toll.basis}", "  ", hang="    ")
    for line in toll.lines:
        yield screen.wrap(_line(line, screen), "    ", hang="      ")
    for aside in toll.set_aside:
        yield screen.wrap(f"set aside: {aside.reason} [{aside.claim[:8]}]", "    ", hang="      ", style="dim")


def _line(line: TollLine, screen: Screen) -> str:
    arrow = " → " if screen.unicode else " -> "
    camp = f" ({line.camp})" if line.camp and line.camp != line.name else ""
    return f"{line.name}{camp}{', not certain' if line.hedged else ''}: {arrow.join(map(_version, line.versions))}"


def _version(version: Version) -> str:
    figure = number(version.low, version.high) if (version.low, version.high) != (None, None) else f"“{version.text or ''}”"
    status = "" if version.status == "current" else f", {version.status}"
    copied = f", copied {len(version.copies)} times" if version.copies else ""
    return f"{figure} ({version.as_of or 'undated'}{status}{copied}){_cited(version.claims)}"


def _matrix(rows: Sequence[Row], screen: Screen) -> list[str]:
    """A row a speaker, a column a question; each cell with whether it agrees with the others of its column."""
    used = [column for column in _COLUMNS if any(cell.column == column for row in rows for cell in row.cells)]
    if not used:
        return []
    shares = [-_NAME, -_SIDE, -7, *([1] * len(used))]
    lines = [screen.paint(screen.columns(["speaker", "for", "", *used], shares), "bold")]
    for row in rows:
        cells: dict[str, str] = {cell.column: _cell(cell, screen) for cell in row.cells}
        side = "" if row.side in (None, row.speaker) else row.side or ""
        lines.append(screen.columns([row.speaker, side, row.position, *(cells.get(column, "") for column in used)], shares))
    signs = ", ".join(f"{sign[0] if screen.unicode else sign[1]} {name}" for name, sign in _AGREEMENT.items())
    return [*lines, screen.wrap(f"({signs})", style="dim")]


def _cell(cell: Cell, screen: Screen) -> str:
    sign = _AGREEMENT[cell.agreement][0 if screen.unicode else 1]
    return f"{sign} {cell.text}"


def _questions(event: Event) -> Iterator[str]:
    for question in event.questions:
        stands = "; ".join(f"{stand.name}: {stand.answer}{_cited(stand.claims)}" for stand in question.stands)
        yield f"{question.words}{' (disputed)' if question.disputed else ''} {stands}"


def _speakers(event: Event) -> Iterator[str]:
    for position, title in (("says", "say so"), ("denies", "deny it"), ("admits", "admit it"), ("hedges", "hold it possible")):
        found = [speaker for speaker in event.speakers if speaker.position == position]
        if found:
            yield f"{title}: " + "; ".join(f"{one.name}{_through(one.outlets)}" for one in found)
    silent = [speaker.name for speaker in event.speakers if speaker.position == "silent"]
    if silent:
        yield f"not quoted by any report: {', '.join(silent)}"


def _in_brackets(words: Sequence[str]) -> str:
    return f" ({', '.join(words)})" if words else ""


def _through(outlets: Sequence[str]) -> str:
    return f" (in {', '.join(outlets)})" if outlets else ""


def _lineages(event: Event) -> Iterator[str]:
    yield f"{_counted(event.origins)}: {'; '.join(event.origins.reasons)}"
    for lineage in event.lineages:
        claims = [one for one in event.descents if one.lineage == lineage.id]
        copies = sum(one.copies is not None for one in claims)
        outlets = dict.fromkeys(one.outlet for one in claims if one.outlet)
        kind = lineage.voice if lineage.voice != "speaker" else lineage.kind or "speaker"
        of_camp = [f"for {lineage.camp}"] if lineage.camp and lineage.camp != lineage.name else []
        copied = f", {copies} of them copied" if copies else ""
        carried = f", in {', '.join(outlets)}" if outlets else ""
        yield f"{lineage.name}{_in_brackets([kind, *of_camp])}: {len(claims)} claim{'s' if len(claims) != 1 else ''}{copied}{carried}"


def _changes(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        before, after = ", ".join(one[:8] for one in change.before), ", ".join(one[:8] for one in change.after)
        yield f"{iso(moment(change.at) or 0)} {change.kind}: {before} became {after} ({'; '.join(change.reasons)})"


def _claim(row: ClaimRow, screen: Screen) -> Iterator[str]:
    """A claim: who says it where, and its words."""
    about = [row.claim.id[:8], row.report.published or "undated", row.report.outlet or "outlet unknown"]
    sign = show.mark(row.claim.stance, screen)
    speaker = row.claim.speaker.name if row.claim.speaker and row.claim.speaker.name else "own voice"
    yield f"  {sign} " + screen.wrap(f"{' '.join(about)} | {speaker}, {row.claim.stance}", "    ").lstrip()
    for span in row.claim.spans[:1]:
        yield screen.wrap(_quoted(span.text, screen), "      ", style="dim")


def _stand(stand: Stand, told: Mapping[str, ClaimRow], screen: Screen) -> Iterator[str]:
    """What one voice holds, and the words of the last of its claims."""
    days = stand.first or ""
    days += f" to {stand.last}" if stand.last and stand.last != stand.first else ""
    copied = f", copied by {len(stand.copies)} more" if stand.copies else ""
    yield screen.wrap(f"{stand.name}: {stand.answer}{f' ({days}{copied})' if days or copied else ''}", "  - ", hang="    ")
    rows = [told[claim] for claim in stand.claims if claim in told]
    if rows:
        last = rows[-1]
        words = last.claim.spans[0].text if last.claim.spans else ""
        outlet = last.report.outlet or "outlet unknown"
        yield screen.wrap(f"{_quoted(words, screen)} {outlet} [{last.claim.id[:8]}]", "      ", style="dim")


def _quoted(words: str, screen: Screen) -> str:
    cut = words if len(words) <= _QUOTE else words[:_QUOTE].rsplit(" ", 1)[0] + (" …" if screen.unicode else " ...")
    return f"“{cut}”" if screen.unicode else f'"{cut}"'


def _cited(claims: Sequence[str]) -> str:
    return f" [{', '.join(claim[:8] for claim in claims[:6])}{', …' if len(claims) > 6 else ''}]" if claims else ""


def _section(title: str, lines: Iterable[str], screen: Screen) -> str:
    return _part(title, [screen.wrap(line, "  - ", hang="    ") for line in lines], screen)


def _part(title: str, lines: Sequence[str], screen: Screen) -> str:
    return "\n".join([screen.paint(title, "bold"), *lines]) if lines else ""
