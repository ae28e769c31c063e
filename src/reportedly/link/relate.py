"""How claims relate, across reports and inside them: same, repeats, updates, corroborates, contradicts, part_of.

Each relation is decided slot by slot and carries its reasons. Of two claims, in this order: words copied from the other
repeat it; what a report itself says of its figures holds (`compare.relations`); figures of one lineage stand in versions
(`versions.py`), where the same number is the same and a newer one updates it; figures of two lineages, both in force, contradict
or corroborate each other; and so do answers to what happened, who did it, who holds a place (`answers.py`). In words: docs/relations.md.

`from` is the claim told later, or derived. The result is a function of the set of claims, whatever their order. A claim
is compared with at most `MOST` earlier ones of each of its blocks, so that time grows with the claims and not with their square.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from reportedly import lexicon
from reportedly.compare import compare, outcomes_of, relations, telling
from reportedly.link.answers import DENIED, LATE, answer
from reportedly.link.counts import across, along
from reportedly.link.holding import STILL
from reportedly.link.pair import Pair, link
from reportedly.link.statements import gap, is_hearsay, statements
from reportedly.link.versions import versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.link.statements import Statement
    from reportedly.link.versions import Versions
    from reportedly.model import Relation
    from reportedly.model.event import Descent, Told

MOST = 24
"""Earlier claims of a block that one is compared with, the latest first: as many as the ledger offers as near."""


NEAR = max(DENIED, STILL)
"""Days between two windows within which a late denial, or what still holds, can meet the earlier claim."""


def relate(new: Sequence[Told], near: Sequence[Told], descents: Mapping[str, Descent]) -> tuple[Relation, ...]:
    """The relations among `new`, and between these and `near`; at most one a pair, sorted by the order of their claims.

    `descents` gives each claim's lineage by the claim's id; one without a descent is a lineage of its own. `near` should
    hold what the same lineages said before of the same things, since only figures in force are compared.
    """
    told = statements((*near, *new), descents)
    figures = versions(told)
    fresh = frozenset(item.claim.id for item in new)
    order = {statement.claim.id: statement.order for statement in told}
    found: dict[frozenset[str], Relation] = {}
    for relation in chain(_copies(told), _inside(told, fresh), along(figures), _answers(told, fresh, figures)):
        ends = frozenset((relation.from_id, relation.to_id))
        if ends & fresh and len(ends) == 2:
            found.setdefault(ends, relation)
    return tuple(sorted(_nearest_denials(found.values()), key=lambda relation: (order[relation.from_id], order[relation.to_id])))


def _nearest_denials(found: Iterable[Relation]) -> Iterator[Relation]:
    """Without the late denials of what was said days before, where the same claim also denies something of its own date."""
    known = tuple(found)
    timely = (relation for relation in known if relation.kind == "contradicts" and LATE not in relation.reasons)
    prompt = {end for relation in timely for end in (relation.from_id, relation.to_id)}
    for relation in known:
        if LATE not in relation.reasons or relation.from_id not in prompt:
            yield relation


def _copies(told: Iterable[Statement]) -> Iterator[Relation]:
    """What repeats the words of an earlier report, as its descent says; never a new origin."""
    known = {statement.claim.id: statement for statement in told}
    for statement in told:
        if statement.copies is not None and statement.copies in known:
            yield link("repeats", statement, known[statement.copies], ("its words are copied from the earlier report",))


def _inside(told: Iterable[Statement], fresh: frozenset[str]) -> Iterator[Relation]:
    """What the claims of one report say of each other."""
    reports: dict[str, list[Statement]] = defaultdict(list)
    for statement in told:
        reports[statement.report].append(statement)
    for all_of_it in reports.values():
        group = [statement for statement in all_of_it if not statement.unreal]
        if any(statement.claim.id in fresh for statement in group):
            voices = {statement.claim.id: statement.lineage for statement in group}
            yield from relations([statement.claim for statement in group], lambda a, b, of=voices: of[a.id] == of[b.id])  # type: ignore[misc]


def _answers(told: Sequence[Statement], fresh: frozenset[str], figures: Versions) -> Iterator[Relation]:
    """What claims that share a block say of each other, earlier ones first."""
    voices: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in told:
        voices[statement.report, statement.lineage].append(statement)
    for earlier, later in _pairs(told, fresh):
        found = _related(earlier, later, figures)
        if found is not None and not (found.kind == "contradicts" and _is_answered(earlier, later, voices, figures)):
            yield found


def _related(earlier: Statement, later: Statement, figures: Versions) -> Relation | None:
    pair = Pair(earlier, later, compare(earlier.claim, later.claim), earlier.lineage == later.lineage)
    return across(pair, figures) or answer(pair)


def _is_answered(hearsay: Statement, later: Statement, voices: Mapping[tuple[str, str], Sequence[Statement]], figures: Versions) -> bool:
    """Whether hearsay was contradicted by the same lineage in the very report that told it: nobody stands behind it who could insist."""
    if hearsay.report == later.report or not is_hearsay(hearsay):
        return False
    told = voices.get((hearsay.report, later.lineage), ())[:MOST]
    pairs = (sorted((hearsay, other), key=lambda statement: statement.order) for other in told)
    answers = (_related(one, other, figures) for one, other in pairs if may_relate(one, other))
    return any(relation is not None and relation.kind == "contradicts" for relation in answers)


def _pairs(told: Sequence[Statement], fresh: frozenset[str]) -> Iterator[tuple[Statement, Statement]]:
    """Pairs with something new in it that share a block, each once, earlier first: what is not new meets only what is."""
    blocks: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, statement in enumerate(told):
        is_new = statement.claim.id in fresh
        near: set[int] = set()
        for key in keys(statement):
            everything, new = blocks[key]
            near.update((everything if is_new else new)[-MOST:])
            everything.append(number)
            if is_new:
                new.append(number)
        for other in sorted(near):
            if may_relate(told[other], statement):
                yield told[other], statement


def may_relate(a: Statement, b: Statement) -> bool:
    """Whether no glance tells two statements apart: what most of a block are, before slots are compared.

    They are told apart by country and division, by windows more than `NEAR` days from each other (but for who is dead, and for what
    one voice says of who holds a place), and by kinds of event; and one voice's claims in one report are different propositions,
    unless they count.
    """
    if a.lineage == b.lineage and a.report == b.report and not (a.counts and b.counts):
        return False
    one, other = a.claim.place, b.claim.place
    if one is not None and other is not None and (_differ(one.country, other.country) or _differ(one.admin1, other.admin1)):
        return a.is_death or b.is_death
    if a.unreal or b.unreal:
        return a.claim.stance == b.claim.stance and a.claim.event_type == b.claim.event_type
    is_lasting = a.is_death or b.is_death or (a.lineage == b.lineage and a.kind == b.kind == "control")
    if gap(a, b) > NEAR and not is_lasting:
        return False
    return a.kind == b.kind or a.kind is None or b.kind is None or {a.claim.event_type, b.claim.event_type} == {"FIGHT", "TERRITORY"}


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def keys(statement: Statement) -> list[tuple[str, str]]:
    """The blocks of a claim: its kind of event, and each measure that it counts, with its place, its division and each party.

    STATUS can tell the outcome of any kind ("is alive", "has fled"): it meets all kinds that tell one. What is planned or
    demanded meets its like.
    """
    claim = statement.claim
    if statement.unreal:
        return [(f"{claim.stance} {claim.event_type}", _party_key(party.name)) for party in claim.actors]
    kinds = {statement.kind or "", *statement.counts}
    if outcomes_of(claim):
        kinds.add("")
    names = {_party_key(party.name) for party in claim.actors}
    names.update(_party_key(party.name) for party in claim.recipients)
    if claim.place is not None:
        names |= telling(claim.place.name)
        if claim.place.admin1 and (statement.counts or statement.kind in ("control", "force")):
            names.add(claim.place.admin1)
    names.discard("")
    return [(kind, name) for kind in kinds for name in names]


@lexicon.of_tables
@lru_cache(maxsize=4096)
def _party_key(name: str) -> str:
    """The telling words of a name in order."""
    return " ".join(sorted(telling(name)))
