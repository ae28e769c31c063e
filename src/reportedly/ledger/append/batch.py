"""Rows on their way into the ledger: numbered, their names and places found or made, written a table at a time.

A batch lives inside one writing transaction, so nobody else numbers anything meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Column, Connection, Table, func, select, update

from reportedly.ledger import dialect, rows, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.ledger.rows import Name, Spot
    from reportedly.model import Claim, Reader, Reading, Relation, Report

_CHUNK = 500  # values of one IN: under every database's limit of parameters

Row = dict[str, Any]


class Batch:
    """The rows of one transaction. `now` is when they were learned."""

    def __init__(self, connection: Connection, now: int) -> None:
        self.connection = connection
        self.now = now
        self._last: dict[str, int] = {}
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        self._spots: dict[int, Spot] = {}
        self._roles: list[tuple[Name, str, int, int]] = []
        self._words: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        self._outlets: dict[str, int] | None = None
        self._readers: dict[str, int] | None = None

    def number(self, table: Table, count: int = 1) -> int:
        """The first of `count` numbers that no row of the table has."""
        if table.name not in self._last:
            self._last[table.name] = self.connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()
        first = self._last[table.name] + 1
        self._last[table.name] += count
        return first

    def insert(self, table: Table, **row: Any) -> int:
        """Take a row and return its number."""
        number = self.number(table)
        self._rows[table.name].append({"number": number, **row})
        return number

    def insert_words(self, table: Table, number: int, words: str) -> None:
        """Take the words that a row is found by."""
        self._words[table.name].append((number, words))

    def insert_reading(self, report: int, reading: Reading, about: Report) -> None:
        """Take a reading with its claims. `about` is the report, `report` its number."""
        found = rows.found_of(reading)
        first = self.number(schema.claims, len(found.claims))
        number = self.insert(
            schema.readings,
            report=report,
            reader=self.reader(reading.reader),
            confirms=None,
            first=first,
            total=len(found.claims),
            learned=self.now,
            superseded=None,
            body=rows.packed(found),
        )
        for position, claim in enumerate(found.claims):
            self.insert_claim(first + position, claim, about, reading=number, report=report, position=position, learned=self.now)
        self.insert_links(number, found.relations, self.now)

    def insert_claim(self, number: int, claim: Claim, about: Report, superseded: int | None = None, **row: int) -> None:
        """Take one claim: its row, the roles in it and its words. `row` are its other columns."""
        start, end = rows.interval(claim.time, about.published)
        spot = rows.spot(claim.place)
        if spot is not None:
            self._spots[number] = spot
        self._rows[schema.claims.name].append(
            {
                "number": number,
                "id": claim.id,
                "event_type": claim.event_type,
                "stance": claim.stance,
                "speaker_kind": claim.speaker.kind if claim.speaker else None,
                "outlet": self.outlet(about.outlet),
                "happened_start": start,
                "happened_end": end,
                "published": rows.published(about),
                "superseded": superseded,
                **row,
            }
        )
        self._roles += ((name, written, number, role) for name, (written, role) in rows.parties(claim).items())
        self.insert_words(schema.claims, number, rows.claim_words(claim))

    def insert_links(self, reading: int | None, relations: Iterable[Relation], learned: int, superseded: int | None = None) -> None:
        """Take links with their reasons."""
        for relation in relations:
            self.insert(
                schema.links,
                kind=relation.kind,
                from_claim=relation.from_id,
                to_claim=relation.to_id,
                reasons=msgspec.json.encode(relation.reasons).decode(),
                reading=reading,
                learned=learned,
                superseded=superseded,
            )

    def outlet(self, name: str | None) -> int | None:
        """The number of an outlet, made at its first report."""
        if name is None:
            return None
        if self._outlets is None:
            self._outlets = self._numbers(schema.outlets.c.name)
        if name not in self._outlets:
            self._outlets[name] = self.insert(schema.outlets, name=name, folded=rows.folded(name))
        return self._outlets[name]

    def reader(self, reader: Reader) -> int:
        """The number of a reader, made at its first reading."""
        digest = rows.reader_digest(reader)
        if self._readers is None:
            self._readers = self._numbers(schema.readers.c.digest)
        if digest not in self._readers:
            self._readers[digest] = self.insert(schema.readers, digest=digest, reader=msgspec.json.encode(reader).decode())
        return self._readers[digest]

    def supersede(self, report: int) -> None:
        """Close what is held of a report's readings, their claims and links."""
        self.flush()
        held = schema.readings.c
        current = select(held.number, held.first, held.total).where(held.report == report, held.superseded.is_(None))
        for number, first, total in self.connection.execute(current).all():
            claim, link = schema.claims.c, schema.links.c
            inside = claim.number.between(first, first + total - 1)
            for table, which in (
                (schema.claims, inside & claim.superseded.is_(None)),
                (schema.links, (link.reading == number) & link.superseded.is_(None)),
                (schema.readings, held.number == number),
            ):
                self.connection.execute(update(table).where(which).values(superseded=self.now))

    def flush(self) -> None:
        """Write what was taken."""
        self._settle_places()
        roles = self._settle_names()
        for table in schema.METADATA.sorted_tables:
            taken = roles if table is schema.roles else self._rows.pop(table.name, [])
            if taken:
                dialect.insert_many(self.connection, table, taken)
        for table in (schema.reports, schema.claims):
            dialect.index_words(self.connection, table, self._words.pop(table.name, []))

    def _numbers(self, column: Column[str]) -> dict[str, int]:
        """The numbers of a small table's rows by what they are found by."""
        return {row[0]: row[1] for row in self.connection.execute(select(column, column.table.c.number))}

    def _settle_places(self) -> None:
        """Give every claim that was taken the number of its place, made where it is new."""
        wanted = dict.fromkeys(self._spots.values())
        known: dict[Spot, int] = {}
        at = schema.places.c
        columns = (at.name, at.admin1, at.admin2, at.country, at.latitude, at.longitude, at.precision)
        for chunk in chunks(rows.folded(spot.name) for spot in wanted):
            for number, *values in self.connection.execute(select(at.number, *columns).where(at.folded.in_(chunk))):
                known[rows.Spot(*values)] = number
        boxes: list[tuple[int, float, float]] = []
        for spot in wanted:
            if spot not in known:
                known[spot] = self.insert(schema.places, folded=rows.folded(spot.name), **msgspec.structs.asdict(spot))
                boxes += [(known[spot], *spot.drawn)] if spot.drawn else []
        for row in self._rows[schema.claims.name]:
            spot_of = self._spots.get(row["number"])
            row["place"] = None if spot_of is None else known[spot_of]
        self._spots.clear()
        dialect.index_places(self.connection, boxes)

    def _settle_names(self) -> list[Row]:
        """The rows of the roles that were taken, each name found, or made where it is new."""
        known: dict[Name, int] = {}
        at = schema.names.c
        for chunk in chunks(name.folded for name, *_ in self._roles):
            for number, folded, wikidata in self.connection.execute(select(at.number, at.folded, at.wikidata).where(at.folded.in_(chunk))):
                known[rows.Name(folded, wikidata)] = number
        for name, written, *_ in self._roles:
            if name not in known:
                known[name] = self.insert(schema.names, name=written, folded=name.folded, wikidata=name.wikidata)
        found = [{"name": known[name], "claim": claim, "role": role} for name, _, claim, role in self._roles]
        self._roles.clear()
        return found


def chunks(values: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """The values without repetition, some at a time: as many as one IN takes."""
    ordered = list(dict.fromkeys(values))
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))
