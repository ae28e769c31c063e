"""Who speaks and who publishes: names in the order of their letters, and what each claimed. Counts are bounded, and say so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, Table, exists, func, or_, select

from reportedly.ledger import query, schema
from reportedly.ledger.records import iso, moment
from reportedly.ledger.rows import folded
from reportedly.ledger.tallies import CHUNK, Count, by_number, counts, of_a_snapshot, unrejected

if TYPE_CHECKING:
    from collections.abc import Sequence

ENOUGH = 500
"""Claims of a name that a list counts, and then says "more": 50 names of a list take some 20 ms."""

RECENT = 2_000
"""Claims of a speaker or outlet that its card is made of."""

_NEAR = 5  # names of each kind that begin so
_LAST = "\U0010ffff"
_CLAIM, _REPORT = schema.claims.c, schema.reports.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A name, and how many claims (of a speaker) or reports (of an outlet) it has; `more` when these are not all."""

    place: tuple[str, int]
    name: str
    kind: str | None
    wikidata: str | None
    count: int
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a speaker or an outlet claimed, of its last learned claims (`more`: there are more), and what became of them.

    `names` are its other names. `corroborated` and `contradicted` count claims that another lineage bears out or gainsays, `origin` those
    that others repeat, `echo` those that repeat others. `own` counts an outlet's claims in its own voice; `beside` the outlets that carry a
    speaker, or the kinds of speaker that an outlet carries.
    """

    name: str
    names: tuple[str, ...]
    kind: str | None
    wikidata: str | None
    claims: int
    more: bool
    first: str | None
    last: str | None
    stances: tuple[Count, ...]
    types: tuple[Count, ...]
    beside: tuple[Count, ...]
    own: int
    corroborated: int
    contradicted: int
    origin: int
    echo: int


@dataclass(slots=True)
class _Links:
    """The claims of a set that links touch, by how."""

    corroborated: set[str] = field(default_factory=set)
    contradicted: set[str] = field(default_factory=set)
    origin: set[str] = field(default_factory=set)
    echo: set[str] = field(default_factory=set)


@of_a_snapshot
def speakers(
    connection: Connection, beginning: str, after: tuple[str, int] | None, limit: int, *, as_of: str | None = None
) -> list[Called]:
    """Names that say something, in the order of their letters behind `after`, with the claims that they had by a time."""
    at, role, at_time = schema.names.c, schema.roles.c, moment(as_of)
    says = exists().where(role.name == at.number, role.role.bitwise_and(schema.SPEAKER) != 0)
    listed: list[Called] = []
    for row in connection.execute(_named(schema.names, beginning, after, limit).where(says)).all():
        claims = (
            select(_CLAIM.speaker_kind, query.held(schema.claims, at_time).label("held"))
            .join(schema.roles, role.claim == _CLAIM.number)
            .where(role.name == row.number, role.role.bitwise_and(schema.SPEAKER) != 0)
        )
        found = connection.execute(claims.order_by(role.claim.desc()).limit(ENOUGH + 1)).all()
        kinds = Counter(one.speaker_kind for one in found if one.speaker_kind)
        listed.append(
            Called(
                place=(row.folded, row.number),
                name=row.name,
                kind=kinds.most_common(1)[0][0] if kinds else None,
                wikidata=row.wikidata,
                count=sum(bool(one.held) for one in found[:ENOUGH]),
                more=len(found) > ENOUGH,
            )
        )
    return listed


@of_a_snapshot
def outlets(connection: Connection, beginning: str, after: tuple[str, int] | None, limit: int, *, as_of: str | None = None) -> list[Called]:
    """Outlets in the order of their letters behind `after`, with the reports that they had by a time."""
    at = moment(as_of)
    known = [] if at is None else [_REPORT.learned <= at]
    listed: list[Called] = []
    for row in connection.execute(_named(schema.outlets, beginning, after, limit)).all():
        texts = select(_REPORT.number).where(_REPORT.outlet == row.number, *known).limit(ENOUGH + 1)
        count = connection.execute(select(func.count()).select_from(texts.subquery())).scalar_one()
        called = (min(count, ENOUGH), count > ENOUGH)
        listed.append(Called(place=(row.folded, row.number), name=row.name, kind=None, wikidata=None, count=called[0], more=called[1]))
    return listed


@of_a_snapshot
def speaker(connection: Connection, name: str, as_of: str | None) -> Card | None:
    """The card of who is called so, None for nobody."""
    role = schema.roles.c
    numbers = connection.execute(query.called(name)).scalars().all()
    known = by_number(connection, schema.names, numbers)
    if not known:
        return None
    spoken = select(role.claim).where(role.name.in_(known), role.role.bitwise_and(schema.SPEAKER) != 0)
    own = next((row for row in known.values() if row.folded == folded(name)), next(iter(known.values())))
    others = sorted({row.name for row in known.values()} - {own.name})
    return _card(connection, _CLAIM.number.in_(spoken), moment(as_of), (own.name, tuple(others), own.wikidata))


@of_a_snapshot
def outlet(connection: Connection, name: str, as_of: str | None) -> Card | None:
    """The card of the outlet that is called so, None for none."""
    at = schema.outlets.c
    found = connection.execute(select(at.number, at.name).where(at.folded == folded(name)).order_by(at.number)).all()
    if not found:
        return None
    others = tuple(sorted({row.name for row in found[1:]} - {found[0].name}))
    return _card(connection, _CLAIM.outlet.in_([row.number for row in found]), moment(as_of), (found[0].name, others, None))


@of_a_snapshot
def like(connection: Connection, words: str) -> Sequence[str]:
    """Some names in the ledger that begin with the words: parties and speakers, places, outlets."""
    begins = folded(words)
    found: list[str] = []
    for table in (schema.names, schema.places, schema.outlets):
        at = table.c
        named = select(at.name).where(at.folded >= begins, at.folded <= begins + _LAST).distinct()
        found += connection.execute(named.order_by(at.folded).limit(_NEAR)).scalars()
    return list(dict.fromkeys(found))


def _card(connection: Connection, whose: Any, at: int | None, of: tuple[str, tuple[str, ...], str | None]) -> Card:
    """The card of those whose claims fit; `of` are the name, the other names and the Wikidata item."""
    columns = (_CLAIM.id.label("claim_id"), _CLAIM.event_type, _CLAIM.stance, _CLAIM.speaker_kind, _CLAIM.outlet, _CLAIM.published)
    last = select(*columns).where(whose, query.held(schema.claims, at)).order_by(_CLAIM.number.desc()).limit(RECENT + 1)
    found = connection.execute(last).all()
    rows = unrejected(connection, found[:RECENT], at)
    links = _links(connection, [row.claim_id for row in rows], at)
    named = by_number(connection, schema.outlets, [row.outlet for row in rows])
    days = sorted(row.published for row in rows if row.published is not None)
    kinds = counts(row.speaker_kind for row in rows)
    several = len({row.outlet for row in rows}) > 1
    return Card(
        name=of[0],
        names=of[1],
        kind=kinds[0].value if kinds else None,
        wikidata=of[2],
        claims=len(rows),
        more=len(found) > RECENT,
        first=iso(days[0])[:10] if days else None,
        last=iso(days[-1])[:10] if days else None,
        stances=counts(row.stance for row in rows),
        types=counts(row.event_type for row in rows),
        beside=counts(named[row.outlet].name for row in rows if row.outlet is not None) if several else kinds,
        own=sum(row.speaker_kind in {None, "outlet"} for row in rows),
        corroborated=len(links.corroborated),
        contradicted=len(links.contradicted),
        origin=len(links.origin),
        echo=len(links.echo),
    )


def _links(connection: Connection, claims: Sequence[str], at: int | None) -> _Links:
    """Which of the claims are borne out, gainsaid, repeated, or repeat."""
    link, found = schema.links.c, _Links()
    for start in range(0, len(claims), CHUNK):
        some = set(claims[start : start + CHUNK])
        touching = select(link.kind, link.from_claim, link.to_claim).where(or_(link.from_claim.in_(some), link.to_claim.in_(some)))
        for kind, later, earlier in connection.execute(touching.where(query.held(schema.links, at))):
            both = some & {later, earlier}
            if kind == "corroborates":
                found.corroborated |= both
            elif kind == "contradicts":
                found.contradicted |= both
            elif kind == "repeats":
                found.origin |= some & {earlier}
                found.echo |= some & {later}
    return found


def _named(table: Table, beginning: str, after: tuple[str, int] | None, limit: int) -> Select[Any]:
    """Rows of a table of names whose names begin so, in the order of their letters."""
    at, begins = table.c, folded(beginning)
    listed = select(table).where(at.folded >= begins, at.folded <= begins + _LAST)
    if after is not None:
        listed = listed.where(or_(at.folded > after[0], (at.folded == after[0]) & (at.number > after[1])))
    return listed.order_by(at.folded, at.number).limit(limit)
