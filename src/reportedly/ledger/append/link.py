"""What linking decided, on its way into the ledger: one batch of it is one transaction, whole or not there.

What is as it was decided before is left as it stands; of what is otherwise the old is superseded and the new learned.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, Table, delete, func, select, update

from reportedly.ledger import dialect, events, near, rows, schema
from reportedly.ledger.append.batch import Batch, chunks
from reportedly.ledger.records import moment
from reportedly.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reportedly.ledger.book import Ledger
    from reportedly.model import Relation
    from reportedly.model.event import Change, Descent, EventSummary, Lineage

_CLAIM, _LINKING = schema.claims.c, schema.linkings.c
_LINK, _SUMMARY = schema.links.c, schema.summaries.c


@contextmanager
def linking(ledger: Ledger) -> Iterator[Linking]:
    """A batch of linking. Nobody else writes meanwhile. Raises LedgerWriteError or ClockError."""
    with ledger.writing() as connection:
        work = Linking(connection, ledger.now(connection))
        yield work
        work.batch.flush()


class Linking:
    """One batch: what is to be linked, and what was decided of it. `now` is when it is learned."""

    def __init__(self, connection: Connection, now: int) -> None:
        self.connection = connection
        self.now = now
        self.batch = Batch(connection, now)
        last = connection.execute(select(_LINKING.through, _LINKING.departed).order_by(_LINKING.number.desc()).limit(1)).first()
        self._through: int = last.through if last else 0
        self._departed: int = last.departed if last else 0
        self._lineages: dict[str, int] = {}

    def fresh(self, most: int) -> list[int]:
        """The next claims that are held and were never linked, by whole readings, some `most` of them."""
        beyond = select(_CLAIM.number, _CLAIM.reading).where(_CLAIM.number > self._through, _CLAIM.superseded.is_(None))
        found = self.connection.execute(beyond.order_by(_CLAIM.number).limit(most + 1)).all()
        if len(found) > most:
            last = found[-1].reading
            whole = [row for row in found if row.reading != last]
            if not whole:
                at = self.connection.execute(beyond.where(_CLAIM.reading == last).order_by(_CLAIM.number)).all()
                return [row.number for row in at]
            found = whole
        return [row.number for row in found]

    def departed(self, most: int) -> list[int]:
        """Claims that are in an event and were superseded since linking last looked, of some `most` that were."""
        gone = select(_CLAIM.number, _CLAIM.superseded).where(_CLAIM.superseded.is_not(None))
        found = self.connection.execute(gone.where(_CLAIM.superseded >= self._departed).order_by(_CLAIM.superseded).limit(most + 1)).all()
        if len(found) <= most:
            self._departed = self.now
        else:
            cut = found[-1].superseded
            before = [row for row in found if row.superseded < cut]
            found = before or self.connection.execute(gone.where(_CLAIM.superseded == cut)).all()
            self._departed = cut if before else cut + 1
        return sorted(events.homes(self.connection, (row.number for row in found), None))

    def again(self, most: int) -> list[int]:
        """Claims that wait to be linked again, some `most` of them; those that are held no more wait no longer."""
        at = schema.waiting.c.claim
        found = list(self.connection.execute(select(at).order_by(at).limit(most)).scalars())
        held: list[int] = []
        for chunk in chunks(found):
            still = select(_CLAIM.number).where(_CLAIM.number.in_(chunk), _CLAIM.superseded.is_(None))
            held += self.connection.execute(still).scalars()
            self.connection.execute(delete(schema.waiting).where(at.in_(chunk)))
        return held

    def take_keys(self, claims: Mapping[int, Iterable[tuple[int, int]]]) -> None:
        """Index claims by their keys, each with the claim's place on it."""
        self._insert(schema.blocks, [{"key": key, "place": place, "claim": claim} for claim, at in claims.items() for key, place in at])

    def drop_keys(self, claims: Mapping[int, Iterable[tuple[int, int]]]) -> None:
        """Take claims out of the index, by the keys that they went in by."""
        drop = "DELETE FROM blocks WHERE key = ? AND place = ? AND claim = ?"
        rows_of = [(key, place, claim) for claim, at in claims.items() for key, place in at]
        if rows_of:
            self.connection.exec_driver_sql(drop, rows_of)

    def take_bands(self, bands: Mapping[int, Iterable[int]]) -> None:
        """Index reports by the bands of their sketches."""
        self._insert(schema.bands, [{"key": key, "report": report} for report, keys in bands.items() for key in sorted(set(keys))])

    def take_copies(self, report: int, others: Mapping[int, bytes]) -> bool:
        """Put what is copied in a report in the place of what was known of it, and return whether it is otherwise."""
        at = schema.copies.c
        known = dict(self.connection.execute(select(at.other, at.stretches).where(at.report == report)).tuples().all())
        if known == others:
            return False
        if known:
            self.connection.execute(delete(schema.copies).where(at.report == report))
        self._insert(schema.copies, [{"report": report, "other": other, "stretches": body} for other, body in sorted(others.items())])
        return True

    def join(self, claims: Iterable[int]) -> int:
        """Make one family of claims and of the families that they have; the largest gives its name."""
        known = near.families(self.connection, ordered := sorted(set(claims)))
        at = schema.families.c
        sizes = dict.fromkeys(known.values(), 0)
        if len(sizes) > 1:
            counted = select(at.family, func.count()).where(at.family.in_(sizes)).group_by(at.family)
            sizes = dict(self.connection.execute(counted).tuples().all())
        chosen = max(sizes, key=lambda family: (sizes[family], -family)) if sizes else ordered[0]
        for family in sorted(sizes.keys() - {chosen}):
            self.connection.execute(update(schema.families).where(at.family == family).values(family=chosen))
        self._insert(schema.families, [{"claim": claim, "family": chosen} for claim in ordered if claim not in known])
        return chosen

    def leave(self, claims: Iterable[int]) -> None:
        """Take claims out of their families."""
        for chunk in chunks(claims):
            self.connection.execute(delete(schema.families).where(schema.families.c.claim.in_(chunk)))

    def take_descents(self, found: Mapping[int, tuple[Descent, Lineage]]) -> None:
        """Keep the descents of claims, each with its lineage, by the claims' numbers."""
        known = events.descents(self.connection, found, None)
        for claim, (descent, lineage) in sorted(found.items()):
            if known.get(claim) == (lineage, descent.copies, descent.reasons):
                known.pop(claim)
                continue
            self.batch.insert(
                schema.descents,
                claim=claim,
                lineage=self._lineage(lineage),
                copies=descent.copies,
                reasons=_reasons(descent.reasons),
                learned=self.now,
                superseded=None,
            )
        self._supersede(schema.descents, "claim", known)
        self.batch.flush()

    def take_links(self, decided: Sequence[Relation], anew: Iterable[str], is_decided: Callable[[str, str], bool]) -> set[str]:
        """Keep relations that were decided `anew` for claims: all that there are between any two of which `is_decided` says so.

        Returned are the ids of the claims whose relations are otherwise than they were.
        """
        wanted = {(one.kind, one.from_id, one.to_id, _reasons(one.reasons)): one for one in decided}
        columns = select(_LINK.number, _LINK.kind, _LINK.from_claim, _LINK.to_claim, _LINK.reasons)
        held: dict[int, tuple[Any, str, str, str]] = {}
        for chunk in chunks(anew):
            for end in (_LINK.from_claim, _LINK.to_claim):
                across = columns.where(end.in_(chunk), _LINK.superseded.is_(None), events.BY_LINKING)
                held.update((number, (kind, start, to, why)) for number, kind, start, to, why in self.connection.execute(across))
        gone = [number for number, link in held.items() if link not in wanted and is_decided(link[1], link[2])]
        for link in held.values():
            wanted.pop(link, None)
        self._supersede(schema.links, "number", gone)
        self.batch.insert_links(None, [wanted[key] for key in sorted(wanted)], self.now)
        return {end for link in (*wanted, *(held[number] for number in gone)) for end in link[1:3]}

    def drop_links(self, claims: Iterable[str]) -> None:
        """Supersede the relations across reports of claims that are held no more."""
        for chunk in chunks(claims):
            still = select(_CLAIM.id).where(_CLAIM.id.in_(chunk), _CLAIM.superseded.is_(None))
            gone = set(chunk) - set(self.connection.execute(still).scalars())
            for end in (_LINK.from_claim, _LINK.to_claim):
                which = (end.in_(gone), _LINK.superseded.is_(None), events.BY_LINKING)
                self.connection.execute(update(schema.links).where(*which).values(superseded=self.now))

    def take_members(self, homes: Mapping[int, str | None]) -> list[int]:
        """Keep which event each claim tells of, by the claim's number (None takes it out of any); return the claims that moved."""
        numbers = self.events(name for name in homes.values() if name is not None)
        known = events.homes(self.connection, homes, None)
        moved = {claim: name for claim, name in homes.items() if known.get(claim) != (None if name is None else numbers[name])}
        self._supersede(schema.memberships, "claim", [claim for claim in moved if claim in known])
        for claim, name in sorted(moved.items()):
            if name is not None:
                self.batch.insert(schema.memberships, claim=claim, event=numbers[name], learned=self.now, superseded=None)
        self.batch.flush()
        return sorted(moved)

    def take_changes(self, changes: Iterable[Change]) -> None:
        """Keep that events became others."""
        made = list(changes)
        numbers = self.events(name for change in made for name in (*change.before, *change.after))
        for change in made:
            first = self.batch.number(schema.changes, 0)
            for before in change.before:
                for after in change.after:
                    self.batch.insert(
                        schema.changes,
                        change=first,
                        kind=change.kind,
                        before=numbers[before],
                        after=numbers[after],
                        reasons=_reasons(change.reasons),
                        learned=self.now,
                    )
        self.batch.flush()

    def take_summaries(self, found: Mapping[int, EventSummary | None]) -> None:
        """Keep what lists show of events, by the events' numbers; None of one that has no claims any more."""
        known: dict[int, bytes | None] = {}
        for chunk in chunks(found):
            held = select(_SUMMARY.event, _SUMMARY.body).where(_SUMMARY.event.in_(chunk), _SUMMARY.superseded.is_(None))
            known.update((event, body) for event, body in self.connection.execute(held))
        bodies = {event: None if summary is None else rows.packed(summary) for event, summary in found.items()}
        told = {event: summary for event, summary in found.items() if bodies[event] != known.get(event)}
        self._supersede(schema.summaries, "event", [event for event in told if event in known])
        for event, summary in sorted(told.items()):
            if summary is not None:
                deaths = summary.deaths_low if summary.deaths_best is None else summary.deaths_best
                self.batch.insert(
                    schema.summaries,
                    event=event,
                    status=summary.status,
                    contest=summary.contest,
                    deaths=-1 if deaths is None else deaths,
                    updated=moment(summary.updated) or 0,
                    learned=self.now,
                    superseded=None,
                    body=bodies[event],
                )

    def finish(self, fresh: Sequence[int]) -> None:
        """Note how far linking has come: through these claims."""
        self._through = max(fresh, default=self._through)
        self.batch.insert(
            schema.linkings,
            through=self._through,
            departed=self._departed,
            claims=len(fresh),
            program=__version__,
            learned=self.now,
        )

    def events(self, names: Iterable[str]) -> dict[str, int]:
        """The numbers of events by their ids, made where they are new."""
        wanted = sorted(set(names))
        at = schema.events.c
        found: dict[str, int] = {}
        for chunk in chunks(wanted):
            found.update((name, number) for name, number in self.connection.execute(select(at.id, at.number).where(at.id.in_(chunk))))
        new = [name for name in wanted if name not in found]
        found.update((name, self.batch.insert(schema.events, id=name)) for name in new)
        if new:
            self.batch.flush()
        return found

    def _lineage(self, lineage: Lineage) -> int:
        """The number of a lineage as it is told, made where it is new."""
        told = msgspec.json.encode(lineage).decode()
        if told not in self._lineages:
            at = schema.lineages.c
            known = self.connection.execute(select(at.number).where(at.id == lineage.id, at.lineage == told)).scalar()
            self._lineages[told] = known or self.batch.insert(schema.lineages, id=lineage.id, lineage=told)
        return self._lineages[told]

    def _supersede(self, table: Table, column: str, values: Iterable[Any]) -> None:
        """Supersede what is held of a table with these values."""
        ordered = sorted(set(values))
        if ordered:
            close = f"UPDATE {table.name} SET superseded = ? WHERE {column} = ? AND superseded IS NULL"  # noqa: S608 - our own names
            self.connection.exec_driver_sql(close, [(self.now, value) for value in ordered])

    def _insert(self, table: Table, found: Sequence[Mapping[str, object]]) -> None:
        if found:
            dialect.insert_new(self.connection, table, found)


def _reasons(reasons: Iterable[str]) -> str:
    return msgspec.json.encode(tuple(reasons)).decode()
