"""What linking would decide of invented news, as its inventor knows it, written in bulk: a linked ledger of millions in minutes.

Keys of claims are linking's own; bands of texts are drawn by chance, as many as a text of that length has. Every claim of a happening is in
one event, and has one relation to the claim before it.
"""

from __future__ import annotations

import random
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from reportedly import codec
from reportedly.ingest.linking import places
from reportedly.ledger.records import stamp
from reportedly.ledger.rows import packed
from reportedly.link import event_id
from reportedly.link.traits import traits
from reportedly.model.event import EventSummary, Lineage, Told

if TYPE_CHECKING:
    from stories import Stories

    from reportedly.ledger.book import Ledger
    from reportedly.model import Claim

STATEMENTS = {
    "events": "INSERT INTO events VALUES (?, ?)",
    "lineages": "INSERT INTO lineages VALUES (?, ?, ?)",
    "descents": "INSERT INTO descents VALUES (?, ?, ?, NULL, '[\"quoted by name\"]', ?, NULL)",
    "families": "INSERT INTO families VALUES (?, ?)",
    "memberships": "INSERT INTO memberships VALUES (?, ?, ?, ?, NULL)",
    "links": "INSERT INTO links VALUES (?, 'corroborates', ?, ?, '[\"both tell of one raid\"]', NULL, ?, NULL)",
    "bands": "INSERT INTO bands VALUES (?, ?)",
}
BANDS = 48  # a text of sixteen sentences has some
COLUMNS = "number, event, status, contest, deaths, updated, learned, superseded, body"
PAGE = 200_000  # rows written at a time


@dataclass(slots=True)
class _Event:
    number: int
    id: str
    first: int
    claims: list[Claim] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)


class Bulk:
    """A ledger being filled: call `take` after each batch of readings was kept, and `close` at the end."""

    def __init__(self, book: Ledger, stories: Stories) -> None:
        self._book, self._stories = book, stories
        self._claims = self._links = 0
        self._reports: dict[str, int] = {}
        self._blocks = [array("q"), array("q"), array("q")]
        self._events: dict[int, _Event] = {}
        self._lineages: dict[str, int] = {}
        self._chance = random.Random(1)

    def take(self) -> None:
        """Write what was made since the last time, all but keys and summaries."""
        rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in STATEMENTS}
        with self._book.writing() as connection:
            now = self._book.now(connection)
            for claim, report, one in self._stories.made:
                self._claims += 1
                told = Told(claim=claim, report=report.id, outlet=report.outlet, published=report.published)
                for key, place in places(traits(told)):
                    for column, value in zip(self._blocks, (key, place, self._claims), strict=True):
                        column.append(value)
                event = self._events.get(one.number)
                if event is None:
                    event = self._events[one.number] = _Event(len(self._events) + 1, event_id(told), self._claims)
                    rows["events"].append((event.number, event.id))
                self._decided(rows, told, event, now)
                if report.id not in self._reports:
                    self._reports[report.id] = len(self._reports) + 1
                    rows["bands"] += [(self._chance.getrandbits(62), self._reports[report.id]) for _ in range(BANDS)]
            self._stories.made.clear()
            raw = connection.connection.cursor()
            for name, statement in STATEMENTS.items():
                raw.executemany(statement, rows[name])

    def _decided(self, rows: dict[str, list[tuple[object, ...]]], told: Told, event: _Event, now: int) -> None:
        """The rows of one claim."""
        claim = told.claim
        name = claim.speaker.name if claim.speaker else told.outlet or ""
        if name not in self._lineages:
            self._lineages[name] = len(self._lineages) + 1
            lineage = Lineage(id=codec.digest("speaker", name), name=name, voice="speaker" if claim.speaker else "outlet")
            rows["lineages"].append((self._lineages[name], lineage.id, msgspec.json.encode(lineage).decode()))
        rows["descents"].append((self._claims, self._claims, self._lineages[name], now))
        rows["families"].append((self._claims, event.first))
        rows["memberships"].append((self._claims, self._claims, event.number, now))
        if event.claims:
            self._links += 1
            rows["links"].append((self._links, claim.id, event.claims[-1].id, now))
        event.claims.append(claim)
        event.reports.add(told.report)
        event.days.add(told.published or "")

    def close(self) -> None:
        """Write the keys, in their order, and the summaries, and that all is linked."""
        import numpy as np

        keys, at, claims = (np.frombuffer(column, dtype=np.int64) for column in self._blocks)
        order = np.lexsort((claims, at, keys))
        with self._book.writing() as connection:
            now = self._book.now(connection)
            raw = connection.connection.cursor()
            for start in range(0, len(order), PAGE):
                some = order[start : start + PAGE]
                found = zip(keys[some].tolist(), at[some].tolist(), claims[some].tolist(), strict=True)
                raw.executemany("INSERT OR IGNORE INTO blocks VALUES (?, ?, ?)", found)
            raw.executemany(
                f"INSERT INTO summaries ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?)",  # noqa: S608 - our own names
                (_summary(event, now - 60_000_000 * (len(self._events) - event.number)) for event in self._events.values()),
            )
            raw.execute("INSERT INTO linkings VALUES (1, ?, ?, ?, 'bench', ?)", (self._claims, now, self._claims, now))


def _summary(event: _Event, at: int) -> tuple[object, ...]:
    """The row of a summary: its numbers are those of its claims, its status is contested where one of them denies."""
    first = event.claims[0]
    low = min((claim.killed.low for claim in event.claims if claim.killed and claim.killed.low is not None), default=None)
    high = max((claim.killed.high for claim in event.claims if claim.killed and claim.killed.high is not None), default=None)
    contest = sum(claim.stance == "denied" for claim in event.claims)
    place, speakers = first.place, tuple(dict.fromkeys(claim.speaker.name for claim in event.claims if claim.speaker))
    found = EventSummary(
        id=event.id,
        sentence=f"{speakers[0] if speakers else 'A report'} says {first.actors[0].name} fought {first.recipients[0].name}.",
        event_type=first.event_type,
        aggregate=False,
        status="contested" if contest else "corroborated" if len(speakers) > 1 else "single_origin",
        contest=contest,
        disputed=("killed",) if contest else (),
        place=place.name if place else None,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        precision=place.precision if place else None,
        area_km=None,
        start=first.time.start if first.time else None,
        end=first.time.end if first.time else None,
        deaths_low=low,
        deaths_best=low,
        deaths_high=high,
        outlets=len(event.reports),
        origins=len(speakers),
        origins_low=1,
        origins_high=len(speakers),
        speakers=speakers,
        claims=len(event.claims),
        reports=len(event.reports),
        first_published=min(event.days),
        last_published=max(event.days),
        updated=stamp(at),
    )
    return (event.number, event.number, found.status, contest, -1 if low is None else low, at, at, packed(found))
