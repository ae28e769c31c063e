"""The pure part of linking, a family or an event at a time, here or in several processes: the result is the same for any number of them.

Between processes travel bytes. A process that dies leaves its work to be done here.
"""

from __future__ import annotations

import gc
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Self, TypeVar

import msgspec

from reportedly import events as record
from reportedly.ingest import die_quietly, force
from reportedly.ledger.events import Knot
from reportedly.link import Cluster, cluster
from reportedly.link.copies import Copied
from reportedly.link.lineage import descend, origins
from reportedly.link.relate import relate
from reportedly.link.ruled import ruled
from reportedly.link.traits import traits
from reportedly.model import Relation
from reportedly.model.event import Descent, Event, EventSummary, Lineage, Told
from reportedly.model.review import Ruling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from reportedly.settings import Settings

_WORTH = 60  # families or events from which processes are started: a batch of linking in bulk has more
_ALLOCATED = 50_000  # objects made until Python looks for cycles among them: some 10 MB
_PORTIONS = 8  # a process's share is cut in so many, so that none waits long for another


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """What is decided together: a family's claims by number, those of them that are new or otherwise, and claims that stand near these.

    `voices` are the descents of those beside, as they were decided. `context` holds all claims of the family's reports and of those that
    these copy, since who speaks for whom is told by all; `copied` what is copied in them, by the report's id.
    """

    claims: dict[int, Told]
    fresh: frozenset[int]
    beside: dict[int, Told]
    voices: dict[str, Descent]
    context: tuple[Told, ...]
    copied: dict[str, tuple[Copied, ...]]
    rulings: tuple[Ruling, ...]


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided of a unit."""

    lineages: tuple[Lineage, ...]
    descents: tuple[Descent, ...]
    relations: tuple[Relation, ...]
    clusters: tuple[Cluster, ...]

    def voices(self) -> Iterator[tuple[Descent, Lineage]]:
        """Each descent with its lineage, as this family tells it: another may tell another camp of it."""
        known = {lineage.id: lineage for lineage in self.lineages}
        return ((descent, known[descent.lineage]) for descent in self.descents)


def decide(unit: Unit) -> Decided:
    """From which voice each claim of a unit comes, how the claims relate, and which tell of one event. Pure."""
    told = list(unit.claims.values())
    inside = {one.claim.id for one in told}
    fresh = {unit.claims[number].claim.id for number in unit.fresh}
    lineages, descents = descend(unit.context, unit.copied)
    own = tuple(one for one in descents if one.claim in inside)
    found = relate(told, list(unit.beside.values()), {**unit.voices, **{one.claim: one for one in own}})
    kept = tuple(one for one in found if {one.from_id, one.to_id} <= inside or {one.from_id, one.to_id} & fresh)
    within = [one for one in kept if {one.from_id, one.to_id} <= inside]
    return Decided(lineages=lineages, descents=own, relations=kept, clusters=ruled(cluster(told, within), told, unit.rulings))


def event_of(knot: Knot) -> Event:
    """The record of an event. Pure."""
    return record.event(
        knot.id,
        knot.told,
        knot.relations,
        knot.lineages,
        knot.descents,
        origins=origins(knot.told, knot.lineages, knot.descents),
        aggregate=traits(knot.told[0]).standing == "aggregate",
        wholes=knot.wholes,
        parts=knot.parts,
        former=knot.former,
    )


def summary_of(knot: Knot) -> EventSummary:
    """What a list shows of an event. Pure."""
    return record.summary(event_of(knot))


Given = TypeVar("Given", Unit, Knot)
Made = TypeVar("Made", Decided, EventSummary)


class Hands:
    """Where the pure work is done: here, or, where there is much of it, in as many processes as the settings say."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """The hands themselves."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def decide(self, units: Sequence[Unit]) -> list[Decided]:
        """What is decided of each unit, in order."""
        return self._each(decide, _decide_all, units, tuple[Decided, ...])

    def summarise(self, knots: Sequence[Knot]) -> list[EventSummary]:
        """What a list shows of each event, in order."""
        return self._each(summary_of, _summarise_all, knots, tuple[EventSummary, ...])

    def _each(
        self, here: Callable[[Given], Made], there: Callable[[bytes], bytes], given: Sequence[Given], kind: type[tuple[Made, ...]]
    ) -> list[Made]:
        if self._settings.workers < 2 or len(given) < _WORTH:
            return [here(one) for one in given]
        if self._pool is None:
            spawn = get_context("spawn")
            self._pool = ProcessPoolExecutor(self._settings.workers, spawn, initializer=_begin, initargs=(self._settings,))
        size = -(-len(given) // (self._settings.workers * _PORTIONS))
        portions = [given[start : start + size] for start in range(0, len(given), size)]
        try:
            raw = self._pool.map(there, (msgspec.msgpack.encode(portion) for portion in portions))
            return [made for portion in raw for made in msgspec.msgpack.decode(portion, type=kind)]
        except BrokenProcessPool:
            self._pool = None
            return [here(one) for one in given]


def _begin(settings: Settings) -> None:
    """What a process does first."""
    die_quietly()
    force(settings)
    gc.set_threshold(_ALLOCATED)


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Python looks for cycles seldom: linking makes none, and looking took an eighth of its time."""
    usual = gc.get_threshold()
    gc.set_threshold(max(usual[0], _ALLOCATED) if usual[0] else 0, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _decide_all(raw: bytes) -> bytes:
    return msgspec.msgpack.encode(_all(decide, msgspec.msgpack.decode(raw, type=tuple[Unit, ...])))


def _summarise_all(raw: bytes) -> bytes:
    return msgspec.msgpack.encode(_all(summary_of, msgspec.msgpack.decode(raw, type=tuple[Knot, ...])))


def _all(task: Callable[[Given], Made], given: Iterable[Given]) -> tuple[Made, ...]:
    return tuple(task(one) for one in given)
