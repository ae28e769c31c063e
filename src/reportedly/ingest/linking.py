"""The corridor's last stretch: what a ledger took in is linked, a batch at a time, and what was decided of it is kept.

A batch is one transaction: which texts copy which and from which voice each claim comes (`copying`), how claims relate, which tell of
one event, what lists show of the events. Whatever ends the program, the same call goes on from there. What is decided anew when a claim
comes is its family: the claims that ties connect, however far. So what is decided depends on which claims there are, and not on when
they came; of a family larger than `_MOST` the events nearest in time are decided anew, and the others stay as they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from reportedly.ingest import force
from reportedly.ingest.copying import copied_in, recopy
from reportedly.ingest.deciding import Decided, Hands, Unit, rarely_collected
from reportedly.ledger import events, near, reviews
from reportedly.ledger.append.link import linking
from reportedly.ledger.events import Teller
from reportedly.ledger.records import stamp
from reportedly.link import Cluster, changes
from reportedly.link.block import NEAREST, keys_of
from reportedly.link.same import may_be_one
from reportedly.link.traits import Traits, traits
from reportedly.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.ledger.append.link import Linking
    from reportedly.ledger.book import Ledger
    from reportedly.link.copies import Copied
    from reportedly.model import Relation
    from reportedly.model.event import Change, EventSummary, Told

_BATCH = 2_000
"""Claims that one transaction links, in some five seconds, in which another writer waits. Half as many at once cost a tenth more time."""
_MOST = 400  # claims of a family that are decided anew: the families of the bundled stories have fewer
_COUNTED_WITH = {"event": "aggregate", "aggregate": "event"}
"""Of which standing claims are that may count a family's, or that these may count: only those are related to it beside its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What became of a batch: how many claims were linked, how many left, how many events are otherwise, and what they became."""

    claims: int
    left: int
    events: int
    changes: tuple[Change, ...]


def link(ledger: Ledger, *, settings: Settings | None = None, batch: int = _BATCH) -> Iterator[Linked]:
    """What became of each batch of what was not linked yet, once it is kept. Raises LedgerWriteError or ClockError."""
    chosen = settings or Settings()
    force(chosen)
    teller = Teller()
    with Hands(chosen) as hands:
        while ledger.unlinked():
            with linking(ledger) as work, rarely_collected():
                done = _Batch(work, teller, hands).run(batch)
            yield done


class _Batch:
    """One batch of linking."""

    def __init__(self, work: Linking, teller: Teller, hands: Hands) -> None:
        self._work = work
        self._on = work.connection
        self._teller = teller
        self._hands = hands

    def run(self, most: int) -> Linked:
        """Link what is to be linked."""
        work = self._work
        again, gone, fresh = work.again(most), work.departed(most), work.fresh(most)
        known = self._teller.told(self._on, {*fresh, *again}, now=True)
        gone = sorted({*gone, *events.homes(self._on, [claim for claim in again if claim not in known], None)})
        touched = set(events.homes(self._on, gone, None).values())
        families = self._leave(gone)
        dirty = {*known, *recopy(work, self._teller, known, gone)}
        told = self._teller.told(self._on, dirty, now=True)
        keys = {claim: places(traits(one)) for claim, one in told.items()}
        work.take_keys({claim: keys[claim] for claim in known})
        met = {claim: near.on_keys(self._on, at, NEAREST) - {claim} for claim, at in keys.items()}
        beside = self._teller.told(self._on, {claim for found in met.values() for claim in found}, now=True)
        families |= self._unite(told, met, beside)
        units = self._units(_Scope(families, frozenset(touched), told, met, beside))
        made, moved = self._keep(units, self._hands.decide(units), gone)
        touched |= moved
        self._summarise(touched)
        work.finish(fresh)
        return Linked(claims=len(fresh), left=len(gone), events=len(touched), changes=made)

    def _leave(self, gone: Sequence[int]) -> set[int]:
        """Take claims out of all that finds them, and return the families that they leave."""
        left = self._teller.told(self._on, gone)
        families = set(near.families(self._on, gone).values())
        self._work.drop_keys({claim: places(traits(told)) for claim, told in left.items()})
        self._work.leave(gone)
        self._work.drop_links(told.claim.id for told in left.values())
        return families

    def _unite(self, told: Mapping[int, Told], met: Mapping[int, set[int]], beside: Mapping[int, Told]) -> set[int]:
        """Make families of what ties connect, and return those that are new or larger than they were.

        What one claim counts of another is told by their relation alone: a year's total would make one family of all that it counts.
        What is of one family already is not compared, nor what this batch has tied: another tie between them changes nothing.
        """
        seen = {number: traits(one) for number, one in {**beside, **told}.items()}
        groups, first = _Groups(), dict[int, int]()
        for claim, family in near.families(self._on, sorted(seen)).items():
            groups.tie(first.setdefault(family, claim), claim)
        for claim, found in sorted(met.items()):
            groups.add(claim)
            for other in found & seen.keys():
                if groups.add(claim) != groups.add(other) and may_be_one(seen[claim], seen[other]):
                    groups.tie(claim, other)
        for ruling in reviews.rulings(self._on, ((one.claim.anchor, one.claim.id) for one in told.values())):
            if ruling.kind == "merge":
                one, *others = events.numbers_of(self._on, [claim for part in ruling.parts for claim in part], None).values()
                for other in others:
                    groups.tie(one, other)
        return {self._work.join(group) for group in groups.all() if not told.keys().isdisjoint(group)}

    def _units(self, scope: _Scope) -> list[Unit]:
        """The families with all that is needed to decide them."""
        told, beside = scope.told, scope.beside
        voices = {
            beside[claim].claim.id: events.descent_of(beside[claim], *voice)
            for claim, voice in events.descents(self._on, beside, None).items()
        }
        members = {
            family: claims if len(claims) <= _MOST else self._nearest(family, scope)
            for family, claims in near.relatives(self._on, sorted(scope.families), _MOST).items()
        }
        inside = self._teller.told(self._on, (claim for claims in members.values() for claim in claims), now=True)
        told_in = _Context(self._work, self._teller, inside)
        units: list[Unit] = []
        standing: dict[str, set[int]] = defaultdict(set)
        for claim, one in beside.items():
            standing[traits(one).standing].add(claim)
        for claims in members.values():
            own = {claim: inside[claim] for claim in claims if claim in inside}
            fresh = frozenset(own.keys() & told.keys())
            if own:
                wanted = standing[_COUNTED_WITH.get(traits(next(iter(own.values()))).standing, "")] - own.keys()
                near_by = {
                    other: beside[other] for other in sorted(wanted.intersection(chain.from_iterable(scope.met[claim] for claim in fresh)))
                }
                context, copied = told_in.of(own)
                units.append(
                    Unit(
                        claims=own,
                        fresh=fresh,
                        beside=near_by,
                        voices={name: voices[name] for one in near_by.values() if (name := one.claim.id) in voices},
                        context=context,
                        copied=copied,
                        rulings=reviews.rulings(self._on, ((one.claim.anchor, one.claim.id) for one in own.values())),
                    )
                )
        return units

    def _nearest(self, family: int, scope: _Scope) -> list[int]:
        """Of a large family the claims that are new, and the events nearest to them or left by some: whole ones, while they are few."""
        reached = near.families(self._on, {*scope.told, *(one for found in scope.met.values() for one in found)})
        own = {claim for claim, found in reached.items() if found == family}
        fresh = own & scope.told.keys()
        homes = events.homes(self._on, own, None)
        counted = Counter(homes[one] for claim in fresh for one in (claim, *scope.met[claim]) if one in homes)
        left = events.members(self._on, scope.touched, None)
        holds = near.families(self._on, (claims[0] for claims in left.values()))
        counted.update({event: _MOST for event, claims in left.items() if holds.get(claims[0]) == family})
        found, taken = set(fresh), events.members(self._on, counted, None)
        for event in sorted(counted, key=lambda event: (-counted[event], event)):
            if len(found) < _MOST:
                found.update(taken.get(event, ()))
        return sorted(found)

    def _keep(self, units: Sequence[Unit], decided: Sequence[Decided], gone: Sequence[int]) -> tuple[tuple[Change, ...], set[int]]:
        """Keep what was decided; return what became of events, and the numbers of those that are otherwise."""
        work = self._work
        numbers = {told.claim.id: claim for unit in units for claim, told in unit.claims.items()}
        work.take_descents({numbers[descent.claim]: (descent, lineage) for one in decided for descent, lineage in one.voices()})
        homes = events.homes(self._on, [*gone, *(claim for unit in units for claim in unit.claims)], None)
        names = events.ids(self._on, homes.values())
        before = _as_clusters({claim: names[event] for claim, event in homes.items()}, units)
        links = _Links([(unit, one.relations) for unit, one in zip(units, decided, strict=True)])
        stirred = work.take_links(links.relations, links.anew, links.is_decided)
        after = [found for one in decided for found in one.clusters]
        now: dict[int, str | None] = dict.fromkeys(gone)
        now |= {numbers[name]: found.id for found in after for name in found.claims}
        made = changes(before, after, stamp(work.now))
        work.take_changes(made)
        moved = work.take_members(now)
        fresh = {claim for unit in units for claim in unit.fresh}
        here = events.homes(self._on, {*moved, *fresh}, None)
        otherwise = {home[claim] for home in (homes, here) for claim in {*moved, *fresh} if claim in home}
        return made, otherwise | set(events.events_of(self._on, stirred, None).values())

    def _summarise(self, touched: Iterable[int]) -> None:
        """Keep what lists show of the events that are otherwise than they were."""
        found: dict[int, EventSummary | None] = dict.fromkeys(touched)
        knots = dict(events.knots(self._on, self._teller, sorted(found), None))
        found |= zip(knots, self._hands.summarise(list(knots.values())), strict=True)
        self._work.take_summaries(found)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a batch decides: the families that are otherwise, events that claims left, new claims, what they met, and what that is."""

    families: set[int]
    touched: frozenset[int]
    told: Mapping[int, Told]
    met: Mapping[int, set[int]]
    beside: Mapping[int, Told]


class _Context:
    """The claims that tell who speaks for whom: all of the reports of some claims, and of those that these copy."""

    def __init__(self, work: Linking, teller: Teller, claims: Iterable[int]) -> None:
        self._report = events.reports_of(work.connection, claims)
        copied = copied_in(work, self._report.values())
        others = near.numbers_of(work.connection, {one.report for found in copied.values() for one in found})
        self._copies = {report: {others[one.report] for one in found if one.report in others} for report, found in copied.items()}
        self._claims = events.claims_of(work.connection, {*self._report.values(), *others.values()})
        self._told = teller.told(work.connection, (claim for found in self._claims.values() for claim in found), now=True)
        self._copied = copied | copied_in(work, others.values())

    def of(self, claims: Iterable[int]) -> tuple[tuple[Told, ...], dict[str, tuple[Copied, ...]]]:
        """The context of these claims, and what is copied in its reports, by their ids."""
        reports = {self._report[claim] for claim in claims}
        reports |= {other for report in reports for other in self._copies.get(report, ())}
        told = [(report, self._told[claim]) for report in sorted(reports) for claim in self._claims.get(report, ()) if claim in self._told]
        copied = {one.report: self._copied[report] for report, one in told if report in self._copied}
        return tuple(one for _, one in told), copied


class _Links:
    """The relations of all units, and which pairs of claims they are all that there is to say of."""

    def __init__(self, units: Sequence[tuple[Unit, Sequence[Relation]]]) -> None:
        self.relations = [one for _, relations in units for one in relations]
        self._unit = {told.claim.id: number for number, (unit, _) in enumerate(units) for told in unit.claims.values()}
        self._fresh = [frozenset(unit.claims[claim].claim.id for claim in unit.fresh) for unit, _ in units]
        self._beside = [frozenset(told.claim.id for told in unit.beside.values()) for unit, _ in units]

    @property
    def anew(self) -> Iterable[str]:
        """The claims whose relations were decided."""
        return self._unit.keys()

    def is_decided(self, one: str, other: str) -> bool:
        """Whether the pair was looked at."""
        ours, theirs = self._unit.get(one), self._unit.get(other)
        if ours is not None and ours == theirs:
            return True
        return any(
            at is not None and claim in self._fresh[at] and to in self._beside[at]
            for at, claim, to in ((ours, one, other), (theirs, other, one))
        )


class _Groups:
    """Claims that ties connect, as sets: union and find."""

    def __init__(self) -> None:
        self._over: dict[int, int] = {}

    def add(self, one: int) -> int:
        """The claim that stands for the group of this one."""
        over = self._over.setdefault(one, one)
        while over != self._over[over]:
            self._over[over] = self._over[self._over[over]]
            over = self._over[over]
        return over

    def tie(self, one: int, other: int) -> None:
        """Make one group of two claims' groups."""
        ours, theirs = self.add(one), self.add(other)
        self._over[max(ours, theirs)] = min(ours, theirs)

    def all(self) -> list[list[int]]:
        """The groups."""
        found: dict[int, list[int]] = defaultdict(list)
        for one in self._over:
            found[self.add(one)].append(one)
        return list(found.values())


def _as_clusters(homes: Mapping[int, str], units: Sequence[Unit]) -> list[Cluster]:
    """The events as they were, of the claims that are decided anew."""
    found: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        for claim, told in unit.claims.items():
            if claim in homes:
                found[homes[claim]].append(told.claim.id)
    return [
        Cluster(id=name, event_type="", aggregate=False, background=False, claims=tuple(claims), reasons=())
        for name, claims in sorted(found.items())
    ]


def places(claim: Traits) -> list[tuple[int, int]]:
    """The keys that a claim is found by, each with its place on it: by day, publication and anchor, in 63 bits."""
    day, published, anchor, _ = claim.order
    at = (day << 40) | (_day(published) << 16) | (near.key_of(anchor) & 0xFFFF)
    return [(near.key_of(key), at) for key in keys_of(claim)]


def _day(iso: str) -> int:
    """The number of an ISO day, 0 for none."""
    try:
        return date.fromisoformat(iso[:10]).toordinal()
    except ValueError:
        return 0
