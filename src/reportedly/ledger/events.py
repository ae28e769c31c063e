"""What linking decided, as it is held or was: which claims tell of an event, in whose voice, how they are linked, what lists show.

An event is no row: its record is computed from these. `at` is a time in microseconds, None for now. Nothing here writes.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select, union_all

from reportedly.errors import LedgerDamagedError, OptionError
from reportedly.ledger import reviews, rows, schema
from reportedly.ledger.records import stamp
from reportedly.ledger.standing import applied
from reportedly.model import Omitted, Relation, Report
from reportedly.model.event import Change, Descent, Lineage, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_CHUNK = 500  # values of one IN
_SHORTEST = 4  # characters of an id
_READINGS = 4_000  # kept open by a teller: some 10 claims each, 100 MB
_REASONS = msgspec.json.Decoder(tuple[str, ...]).decode
_LINEAGE = msgspec.json.Decoder(Lineage).decode
_CLAIM, _MEMBER, _EVENT, _LINK = schema.claims.c, schema.memberships.c, schema.events.c, schema.links.c
_DESCENT, _CHANGE = schema.descents.c, schema.changes.c

BY_LINKING = func.coalesce(_LINK.reading, 0) == 0
"""Links that linking decided, those inside a report too. Said so that no index is walked of the millions that have no reading."""


def held(table: Table, at: int | None) -> ColumnElement[bool]:
    """What of a table with `learned` and `superseded` held at a time."""
    still = table.c.superseded.is_(None)
    return still if at is None else and_(table.c.learned <= at, or_(still, table.c.superseded > at))


@dataclass(frozen=True, slots=True)
class Text:
    """A report, and what reading set aside of it."""

    report: Report
    omitted: tuple[Omitted, ...]


class Teller:
    """Claims by number as linking takes them, each reading and each report's row opened once. Readings that are asked for again stay."""

    def __init__(self) -> None:
        self._readings: OrderedDict[int, rows.Found] = OrderedDict()
        self._reports: dict[int, tuple[str, str | None, str | None, tuple[str, ...]]] = {}
        self._redactions = -1

    def told(self, connection: Connection, numbers: Iterable[int], at: int | None = None, *, now: bool = False) -> dict[int, Told]:
        """The claims with these numbers, in their order, as people had corrected them at a time.

        With `now` only those that are held still, and are not rejected.
        """
        self._refresh(connection)
        found_at: dict[int, tuple[int, int, int, int]] = {}
        for chunk in chunks(numbers):
            columns = select(_CLAIM.number, _CLAIM.reading, _CLAIM.report, _CLAIM.position, _CLAIM.learned)
            columns = columns.where(_CLAIM.superseded.is_(None)) if now else columns
            for number, *where in connection.execute(columns.where(_CLAIM.number.in_(chunk))):
                found_at[number] = (where[0], where[1], where[2], where[3])
        self._open(connection, {reading for reading, *_ in found_at.values()}, {report for _, report, *_ in found_at.values()})
        found = {number: self._one(number, *where) for number, where in sorted(found_at.items())}
        found = self._decided(connection, found, {number: where[0] for number, where in found_at.items()}, None if now else at, now)
        while len(self._readings) > _READINGS:
            self._readings.popitem(last=False)
        return found

    def texts(self, connection: Connection, reports: Iterable[int]) -> dict[int, Text]:
        """The texts with these numbers that are held, and have a reading that is."""
        found: dict[int, Text] = {}
        at, by = schema.readings.c, schema.reports.c
        joined = select(by.number, by.body, at.body.label("found")).join(schema.readings, at.report == by.number)
        for chunk in chunks(reports):
            read = joined.where(by.number.in_(chunk), by.superseded.is_(None), at.superseded.is_(None), at.body.is_not(None))
            for number, body, reading in connection.execute(read):
                found[number] = Text(rows.unpacked_report(body), rows.unpacked_omitted(reading))
        return found

    def _decided(  # noqa: PLR0917 - claims, where they are, and as of when
        self, connection: Connection, found: dict[int, Told], readings: Mapping[int, int], at: int | None, now: bool
    ) -> dict[int, Told]:
        """The claims as people decided of them; with `now` without those that are rejected."""
        among = ((told.claim, self._readings[readings[number]].claims) for number, told in found.items())
        held = reviews.standings(connection, among, at)
        if not held:
            return found
        return {
            number: msgspec.structs.replace(told, claim=applied(told.claim, held.get(told.claim.id)))
            for number, told in found.items()
            if not (now and told.claim.id in held and held[told.claim.id].verdict == "reject")
        }

    def _one(self, number: int, reading: int, report: int, position: int, learned: int) -> Told:  # noqa: PLR0917 - a row's columns
        try:
            found = self._readings[reading]
            claim = found.claims[position]
            name, outlet, published, credits = self._reports[report]
        except (IndexError, KeyError) as error:
            raise LedgerDamagedError(f"claim {number} has lost its reading; {rows.WAY_OUT}") from error
        dateline = any(one.reason == "dateline" for one in found.omitted)
        return Told(
            claim=claim, report=name, outlet=outlet, published=published, credits=credits, dateline=dateline, learned=stamp(learned)
        )

    def _open(self, connection: Connection, readings: set[int], reports: set[int]) -> None:
        """Open what is needed and not open yet."""
        for number in readings & self._readings.keys():
            self._readings.move_to_end(number)
        at = schema.readings.c
        for chunk in chunks(readings - self._readings.keys()):
            for number, body in connection.execute(select(at.number, at.body).where(at.number.in_(chunk))):
                self._readings[number] = rows.unpacked_found(body)
        if len(self._reports) > 4 * _READINGS:
            self._reports.clear()
        by = schema.reports.c
        for chunk in chunks(reports - self._reports.keys()):
            for number, body in connection.execute(select(by.number, by.body).where(by.number.in_(chunk))):
                report = rows.unpacked_report(body)
                self._reports[number] = (report.id, report.outlet, report.published, report.credits)

    def _refresh(self, connection: Connection) -> None:
        """Forget everything when words were redacted since: they must not come back."""
        at = schema.redactions.c
        last = connection.execute(select(at.number).order_by(at.number.desc()).limit(1)).scalar() or 0
        if last != self._redactions:
            self._readings.clear()
            self._reports.clear()
            self._redactions = last


class Knot(msgspec.Struct, frozen=True, kw_only=True):
    """All that an event's record is computed from, as it was held: the claims that tell of it, and what was decided of them.

    `wholes` and `parts` are ids of events that claims of this one are part of, and the other way round; `former` are ids it had.
    """

    id: str
    told: tuple[Told, ...]
    relations: tuple[Relation, ...]
    lineages: tuple[Lineage, ...]
    descents: tuple[Descent, ...]
    wholes: tuple[str, ...]
    parts: tuple[str, ...]
    former: tuple[str, ...]


def knots(connection: Connection, teller: Teller, events: Iterable[int], at: int | None) -> Iterator[tuple[int, Knot]]:
    """The events with these numbers that were held, in their order, some at a time."""
    for chunk in chunks(events):
        yield from _knots(connection, teller, chunk, at)


def _knots(connection: Connection, teller: Teller, events: Sequence[int], at: int | None) -> Iterator[tuple[int, Knot]]:
    inside = members(connection, events, at)
    told = teller.told(connection, (claim for claims in inside.values() for claim in claims), at)
    voices = descents(connection, told, at)
    home = {told[claim].claim.id: event for event, claims in inside.items() for claim in claims if claim in told}
    linked: dict[int, list[Relation]] = defaultdict(list)
    across: dict[int, list[Relation]] = defaultdict(list)
    for relation in links(connection, home, at):
        ends = home.get(relation.from_id), home.get(relation.to_id)
        for event in {end for end in ends if end is not None}:
            (linked if ends[0] == ends[1] else across)[event].append(relation)
    others = events_of(connection, (one for found in across.values() for link in found for one in (link.from_id, link.to_id)), at)
    names = ids(connection, {*inside, *others.values()})
    known = former(connection, inside)
    for event in events:
        if event not in inside:
            continue
        claims = [claim for claim in inside[event] if claim in told]
        upon = [(others.get(one.from_id), others.get(one.to_id)) for one in across[event] if one.kind == "part_of"]
        lineage = {voices[claim][0].id: voices[claim][0] for claim in claims if claim in voices}
        yield (
            event,
            Knot(
                id=names[event],
                told=tuple(told[claim] for claim in claims),
                relations=tuple(linked[event]),
                lineages=tuple(lineage[name] for name in sorted(lineage)),
                descents=tuple(descent_of(told[claim], *voices[claim]) for claim in claims if claim in voices),
                wholes=tuple(sorted({names[whole] for part, whole in upon if part == event and whole not in (None, event)})),
                parts=tuple(sorted({names[part] for part, whole in upon if whole == event and part not in (None, event)})),
                former=known.get(event, ()),
            ),
        )


def descent_of(told: Told, lineage: Lineage, copies: str | None, reasons: tuple[str, ...]) -> Descent:
    """The descent of a claim, of what is kept of it."""
    return Descent(claim=told.claim.id, report=told.report, outlet=told.outlet, lineage=lineage.id, copies=copies, reasons=reasons)


def members(connection: Connection, events: Iterable[int], at: int | None) -> dict[int, list[int]]:
    """The numbers of the claims of each event that had any."""
    found: dict[int, list[int]] = defaultdict(list)
    for chunk in chunks(events):
        inside = select(_MEMBER.event, _MEMBER.claim).where(_MEMBER.event.in_(chunk), held(schema.memberships, at))
        for event, claim in connection.execute(inside.order_by(_MEMBER.claim)):
            found[event].append(claim)
    return dict(found)


def homes(connection: Connection, claims: Iterable[int], at: int | None) -> dict[int, int]:
    """The event of each claim that is in one, by number."""
    found: dict[int, int] = {}
    for chunk in chunks(claims):
        inside = select(_MEMBER.claim, _MEMBER.event).where(_MEMBER.claim.in_(chunk), held(schema.memberships, at))
        found.update((claim, event) for claim, event in connection.execute(inside))
    return found


def events_of(connection: Connection, claims: Iterable[str], at: int | None) -> dict[str, int]:
    """The event of each claim that is in one, by the claim's id."""
    found: dict[str, int] = {}
    joined = select(_CLAIM.id, _MEMBER.event).join(schema.memberships, _MEMBER.claim == _CLAIM.number)
    for chunk in chunks(claims):
        found.update((name, event) for name, event in connection.execute(joined.where(_CLAIM.id.in_(chunk), held(schema.memberships, at))))
    return found


def ids(connection: Connection, events: Iterable[int]) -> dict[int, str]:
    """The ids of events."""
    found: dict[int, str] = {}
    for chunk in chunks(events):
        found.update(
            (number, name) for number, name in connection.execute(select(_EVENT.number, _EVENT.id).where(_EVENT.number.in_(chunk)))
        )
    return found


def descents(connection: Connection, claims: Iterable[int], at: int | None) -> dict[int, tuple[Lineage, str | None, tuple[str, ...]]]:
    """The lineage of each claim, the claim that it copies, and why."""
    found: dict[int, tuple[Lineage, str | None, tuple[str, ...]]] = {}
    joined = select(_DESCENT.claim, schema.lineages.c.lineage, _DESCENT.copies, _DESCENT.reasons).join(schema.lineages)
    for chunk in chunks(claims):
        for claim, lineage, copies, reasons in connection.execute(joined.where(_DESCENT.claim.in_(chunk), held(schema.descents, at))):
            found[claim] = rows.whole(_LINEAGE, lineage.encode()), copies, rows.whole(_REASONS, reasons.encode())
    return found


def links(connection: Connection, claims: Iterable[str], at: int | None) -> list[Relation]:
    """The relations that touch the claims with these ids, in order."""
    found: dict[int, Relation] = {}
    columns = select(_LINK.number, _LINK.kind, _LINK.from_claim, _LINK.to_claim, _LINK.reasons)
    decided = columns.where(BY_LINKING, held(schema.links, at))
    for chunk in chunks(claims):
        for end in (_LINK.from_claim, _LINK.to_claim):
            for number, kind, start, to, reasons in connection.execute(decided.where(end.in_(chunk))):
                if number not in found:
                    found[number] = Relation(kind=kind, from_id=start, to_id=to, reasons=rows.whole(_REASONS, reasons.encode()))
    return [found[number] for number in sorted(found)]


def former(connection: Connection, events: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The ids that were merged into each event, or renamed to it."""
    found: dict[int, list[str]] = defaultdict(list)
    joined = select(_CHANGE.after, _EVENT.id).join(schema.events, _EVENT.number == _CHANGE.before)
    which = (_CHANGE.kind.in_(("merge", "rename")), _CHANGE.before != _CHANGE.after)
    for chunk in chunks(events):
        for after, name in connection.execute(joined.where(_CHANGE.after.in_(chunk), *which).order_by(_CHANGE.number)):
            found[after].append(name)
    return {event: tuple(dict.fromkeys(names)) for event, names in found.items()}


def changes(connection: Connection, event: int) -> tuple[Change, ...]:
    """How an event came about and what became of it: every change that it was in, the first first."""
    touching = select(_CHANGE.change).where(or_(_CHANGE.before == event, _CHANGE.after == event))
    found: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(select(schema.changes).where(_CHANGE.change.in_(touching)).order_by(_CHANGE.number)):
        found[row.change].append(row)
    names = ids(connection, {number for row in found.values() for one in row for number in (one.before, one.after)})
    return tuple(
        Change(
            kind=pairs[0].kind,
            before=tuple(dict.fromkeys(names[one.before] for one in pairs)),
            after=tuple(dict.fromkeys(names[one.after] for one in pairs)),
            at=stamp(pairs[0].learned),
            reasons=rows.whole(_REASONS, pairs[0].reasons.encode()),
        )
        for pairs in found.values()
    )


def moments(connection: Connection, event: int) -> list[int]:
    """The times at which claims came to an event or left it, or those whose place it took."""
    events, waiting = {event}, [event]
    while waiting:
        found = connection.execute(select(_CHANGE.before).where(_CHANGE.after.in_(waiting))).scalars().all()
        waiting = [one for one in dict.fromkeys(found) if one not in events]
        events |= set(waiting)
    inside = select(_MEMBER.learned, _MEMBER.superseded).where(_MEMBER.event.in_(events))
    return sorted({at for row in connection.execute(inside) for at in row if at is not None})


def reports_of(connection: Connection, claims: Iterable[int]) -> dict[int, int]:
    """The report of each claim, by number."""
    found: dict[int, int] = {}
    for chunk in chunks(claims):
        found.update(
            (claim, report) for claim, report in connection.execute(select(_CLAIM.number, _CLAIM.report).where(_CLAIM.number.in_(chunk)))
        )
    return found


def claims_of(connection: Connection, reports: Iterable[int]) -> dict[int, list[int]]:
    """The claims that are held of each report, by number."""
    found: dict[int, list[int]] = defaultdict(list)
    at = schema.readings.c
    inside = _CLAIM.number.between(at.first, at.first + at.total - 1)
    joined = select(at.report, _CLAIM.number).join(schema.claims, inside).where(at.superseded.is_(None), _CLAIM.superseded.is_(None))
    for chunk in chunks(reports):
        for report, claim in connection.execute(joined.where(at.report.in_(chunk)).order_by(_CLAIM.number)):
            found[report].append(claim)
    return dict(found)


def unlinked(connection: Connection) -> int:
    """How many claims wait to be linked, or to leave the events that they are in."""
    at = schema.linkings.c
    last = connection.execute(select(at.through, at.departed).order_by(at.number.desc()).limit(1)).first()
    through, departed = (last.through, last.departed) if last else (0, 0)
    fresh = select(_CLAIM.number).where(_CLAIM.number > through, _CLAIM.superseded.is_(None))
    gone = select(_CLAIM.number).join(schema.memberships, _MEMBER.claim == _CLAIM.number)
    gone = gone.where(_CLAIM.superseded.is_not(None), _CLAIM.superseded >= departed, _MEMBER.superseded.is_(None))
    waiting: int = connection.execute(
        select(func.count()).select_from(union_all(fresh, gone, select(schema.waiting.c.claim)).subquery())
    ).scalar_one()
    return waiting


def identify(connection: Connection, name: str, at: int | None) -> int:
    """The number of the event that an id, or its beginning, names at a time; an id that is gone leads to what took its place.

    Raises OptionError for none, for several, and for one that was not known then.
    """
    wanted = name.strip().lower()
    if len(wanted) < _SHORTEST or not wanted.isalnum():
        raise OptionError(f"{name[:40]!r} is no event's id; give at least {_SHORTEST} characters of one (reportedly events lists them)")
    same = select(_EVENT.number, _EVENT.id).where(_EVENT.id.between(wanted, wanted + "g")).order_by(_EVENT.id).limit(20)
    found = connection.execute(same).all()
    here: dict[int, None] = dict.fromkeys(one for number, _ in found for one in leads_to(connection, number, at))
    if len(here) == 1:
        return next(iter(here))
    if here:
        near = ", ".join(list(ids(connection, here).values())[:3])
        raise OptionError(f"{name!r} begins several ids ({near}, …); give more of it")
    if found:
        raise OptionError(
            f"no claim told of the event {found[0][1]} at that time; reportedly history {found[0][1]} shows when it was learned"
        )
    close = connection.execute(select(_EVENT.id).where(_EVENT.id >= wanted[:_SHORTEST]).order_by(_EVENT.id).limit(3)).scalars().all()
    hint = f"near to it are: {', '.join(close)}" if close else "reportedly events lists them"
    raise OptionError(f"no event has the id {name[:40]!r}; {hint}")


def leads_to(connection: Connection, number: int, at: int | None) -> list[int]:
    """The event itself while it is held, else the largest of those that took its place last, else of those whose place it took; none
    where none is held.
    """
    for step, back in ((_CHANGE.after, _CHANGE.before), (_CHANGE.before, _CHANGE.after)):
        met: set[int] = set()
        waiting = [number]
        while waiting:
            inside = members(connection, waiting, at)
            if inside:
                return [max(inside, key=lambda event: (len(inside[event]), -event))]
            met |= set(waiting)
            followed = select(step).where(back.in_(waiting)).order_by(_CHANGE.number.desc())
            waiting = [one for one in dict.fromkeys(connection.execute(followed).scalars()) if one not in met]
    return []


def numbers_of(connection: Connection, names: Sequence[str], at: int | None) -> Mapping[str, int]:
    """The number of the row of each claim, by id, that was held last by a time; of one that is held no more the last."""
    found: dict[str, int] = {}
    for chunk in chunks(names):
        known = select(_CLAIM.id, _CLAIM.number).where(_CLAIM.id.in_(chunk))
        known = known if at is None else known.where(_CLAIM.learned <= at)
        found.update((name, number) for name, number in connection.execute(known.order_by(_CLAIM.number)))
    return found


def chunks(values: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """The values without repetition, as many at a time as one IN takes."""
    ordered = list(dict.fromkeys(values))
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))
