"""Relations between the claims of one report: what contradicts, repeats, updates or is part of what.

The rules, each a function: a denial or a figure or an outcome of another speaker that cannot both be true
contradicts; words of an earlier claim under another speaker repeat; a figure that the report itself calls risen
or previous updates; a figure "of the dead" is part of the total before it. Every relation carries its reasons.

Claims are compared inside blocks only (same family and place, same party, same victims …) and with at most
`_MOST` others of a block, so that a report of thousands of claims costs linear time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from reportedly.compare.comparison import compare, disagreement
from reportedly.compare.evidence import evidence
from reportedly.compare.kinds import family, is_denied
from reportedly.compare.parties import telling
from reportedly.compare.places import compare_places, is_inside, names_its_place
from reportedly.compare.standing import COUNTED, figure, is_aggregate, is_part, standings
from reportedly.compare.tolls import is_same_victims, victims
from reportedly.model import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportedly.model import Claim, Party, RelationKind, Toll

    Voices = Callable[[Claim, Claim], bool]

_MOST = 24
"""Claims of a block that one claim is compared with, the nearest before it: the busiest block of the development reports has 19."""

_NEAR = 12
"""Claims back to which a subset or a superseded figure may refer: two paragraphs of tolls."""

_RUN = 5
"""Words of a run, as for copied paragraphs: runs of five words tell copies from common phrases."""

_COPIED = 0.8
"""Share of a claim's runs that an earlier claim holds when its words are copied, as for paragraphs."""

_FEWEST = 8
"""Fewest words of copied evidence: below it, formulas ("the army denied the charge") recur by themselves."""

_CIVILIANS = frozenset({"civilian", "civilians", "resident", "residents", "children", "women"})
_ANYBODY = _CIVILIANS | {
    "people",
    "persons",
    "combatant",
    "combatants",
    "dead",
    "killed",
    "lives",
    "deaths",
    "casualties",
    "bodies",
    "victims",
}
_WORD = re.compile(r"[^\W_]+")


def relations(claims: Sequence[Claim], one_voice: Voices | None = None) -> tuple[Relation, ...]:
    """The relations among claims of one report, in text order, one a pair: the first rule that finds one decides.

    `from` is the claim later in the text, except where the words say which is newer, derived or a part. `one_voice` says
    whether two claims come from one lineage; without it the names of their speakers do.
    """
    is_one = one_voice or is_one_speaker
    order = sorted(range(len(claims)), key=lambda number: (evidence(claims[number]).start, evidence(claims[number]).end, number))
    told = [claims[number] for number in order]
    found: dict[frozenset[str], Relation] = {}
    for rule in (_parts, _superseded, _contradictions, _copies):
        for relation in rule(told, is_one):
            found.setdefault(frozenset((relation.from_id, relation.to_id)), relation)
    place = {claim.id: number for number, claim in enumerate(told)}
    return tuple(sorted(found.values(), key=lambda relation: (place[relation.from_id], place[relation.to_id])))


def _relation(kind: RelationKind, later: Claim, earlier: Claim, reasons: Iterable[str]) -> Relation:
    return Relation(kind=kind, from_id=later.id, to_id=earlier.id, reasons=tuple(dict.fromkeys(reasons)))


def is_one_speaker(a: Claim, b: Claim) -> bool:
    """Whether one speaks in both: by name, by a part of a name, or as the spokesman of the other. The outlet is one lineage."""
    one, other = _speaker(a), _speaker(b)
    if one is None or other is None:
        return one is other
    ours, theirs = _named(one.name), _named(other.name)
    return ours <= theirs or theirs <= ours or ours <= telling(other.role) or theirs <= telling(one.role)


def _speaker(claim: Claim) -> Party | None:
    return None if claim.speaker is None or claim.speaker.kind == "outlet" else claim.speaker


def _named(name: str) -> frozenset[str]:
    return telling(name) or frozenset((name.casefold(),))


def _contradictions(told: Sequence[Claim], is_one: Voices) -> Iterator[Relation]:
    """Rule: two lineages that cannot both be right. A superseded figure, a part and an aggregate are out of the contest.

    The outlet's own voice is contradicted by denials only: it recalls how things stood ("the last province outside their
    control"), and a figure that looks like its own often belongs to a speaker of the sentence before.
    """
    idle = {claim.id for claim in told if is_part(claim) or "older" in standings(claim)}
    aggregates = {claim.id for claim in told if is_aggregate(claim)}
    for earlier, later in _pairs(told):
        if is_one(earlier, later):
            continue
        comparison = compare(earlier, later)
        reasons = disagreement(earlier, later, comparison)
        denial = comparison.polarity.reason in reasons
        both = {earlier.id, later.id}
        contest = not idle & both and len(aggregates & both) != 1
        if reasons and (denial or (_speaker(earlier) and _speaker(later) and contest)):
            yield _relation("contradicts", later, earlier, reasons)


def _pairs(told: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs that could contradict each other, earlier first, each once: they share a block."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, claim in enumerate(told):
        near: set[int] = set()
        for key in _keys(claim):
            near.update(blocks[key][-_MOST:])
            blocks[key].append(number)
        for other in sorted(near):
            yield told[other], claim


def _keys(claim: Claim) -> Iterator[tuple[str, ...]]:
    """The blocks of a claim: its family and place, its family (or STATUS) and each party, and its place alone for outcomes of control."""
    kind = family(claim.event_type) or ""
    if claim.stance in ("planned", "demand"):
        return
    if claim.place is not None:
        yield "place", kind, claim.place.name
    for party in (*claim.actors, *claim.recipients):
        yield "party", kind, " ".join(sorted(telling(party.name)))
    if (kind in ("control", "mobilization", "") or claim.event_type == "FIGHT") and claim.place is not None:
        yield "ground", claim.place.admin1 or claim.place.name
    if is_denied(claim) or kind == "control":
        yield "kind", kind


def _copies(told: Sequence[Claim], _: Voices) -> Iterator[Relation]:
    """Rule: a claim whose words stand in an earlier claim of another lineage repeats it."""
    runs: dict[tuple[str, ...], int] = {}
    for number, claim in enumerate(told):
        words = _WORD.findall(evidence(claim).text.casefold())
        own = [tuple(words[first : first + _RUN]) for first in range(len(words) - _RUN + 1)]
        if len(words) >= _FEWEST:
            holders = [runs[run] for run in own if run in runs]
            other = max(set(holders), key=holders.count, default=None)
            if other is not None and _is_copy(told[other], claim, holders.count(other) / len(own)):
                yield _relation("repeats", claim, told[other], (f"{holders.count(other) / len(own):.0%} of its words in the same order",))
        for run in own:
            runs.setdefault(run, number)


def _is_copy(earlier: Claim, later: Claim, share: float) -> bool:
    apart = evidence(earlier).end <= evidence(later).start
    return share >= _COPIED and apart and earlier.event_type == later.event_type and is_denied(earlier) == is_denied(later)


def _superseded(told: Sequence[Claim], is_one: Voices) -> Iterator[Relation]:
    """Rule: of two figures of one lineage for the same victims, the words tell which replaced the other."""
    for later, earlier, measure in _counted_pairs(told):
        if not _is_one_count(later, earlier, measure, is_one) and not _is_beside(later, earlier):
            continue
        one, other = figure(later, measure), figure(earlier, measure)
        if one is None or other is None or (one.low, one.high) == (other.low, other.high):
            continue
        ours, theirs = standings(later), standings(earlier)
        if "older" in ours or ("newer" in theirs and "newer" not in ours):
            yield _relation("updates", earlier, later, (_replaced(other, one, measure),))
        elif "newer" in ours or "older" in theirs:
            yield _relation("updates", later, earlier, (_replaced(one, other, measure),))


def _is_beside(later: Claim, earlier: Claim) -> bool:
    """Whether an earlier figure stands inside the words of the one that replaces it: "45, updating an earlier 112"."""
    return "older" in standings(later) and any(evidence(later).within(span) for span in earlier.spans)


def _replaced(newer: Toll, older: Toll, measure: str) -> str:
    return f"the report gives {newer.text or newer.low} {measure} in place of {older.text or older.low}"


def _is_one_count(a: Claim, b: Claim, measure: str, is_one: Voices) -> bool:
    """Whether one lineage counts the same victims, said or unsaid, at one place; part and increment are other counts."""
    if not is_one(a, b) or {a.stance, b.stance} != {"asserted"} or is_part(a) or is_part(b):
        return False
    unsaid = not a.recipients or not b.recipients
    apart = names_its_place(a) and names_its_place(b) and compare_places(a.place, b.place).agreement not in ("same", "unknown")
    return (is_same_victims(a, b, measure) or unsaid) and not apart


def _parts(told: Sequence[Claim], is_one: Voices) -> Iterator[Relation]:
    """Rule: a figure "of the dead" is part of the nearest larger one in force; a figure of a wider area or period holds those inside it.

    What somebody tells of the dead ("nine of the dead were children") is part of what the outlet counts, and the other way round.
    """
    done: set[str] = set()
    for later, earlier, measure in _counted_pairs(told):
        for part, whole in ((later, earlier), (earlier, later)):
            small, large = figure(part, measure), figure(whole, measure)
            if part.id in done or small is None or large is None or small.low is None or large.low is None or small.low >= large.low:
                continue
            if "older" in standings(part) | standings(whole) or is_part(whole):
                continue
            if is_part(part) and small.low == small.high and (not _speaker(part) or not _speaker(whole) or is_one(part, whole)):
                done.add(part.id)
                yield _relation("part_of", part, whole, (f"its {measure} are said to be among the {large.text or large.low}",))
            elif is_aggregate(whole) and not is_aggregate(part) and not is_part(part) and is_in_scope(part, whole, measure):
                yield _relation("part_of", part, whole, (f"{whole.place.name if whole.place else 'the wider count'} holds it",))


def is_in_scope(part: Claim, whole: Claim, measure: str) -> bool:
    """Whether the part happened inside the area of the whole, among the people that it counts.

    Not a country, whose total holds all; and a total of civilians, or of one side, holds nobody else's dead.
    """
    if part.place is None or whole.place is None or whole.place.precision == "country":
        return False
    counted = victims(whole, measure)
    if counted and counted <= _CIVILIANS and not victims(part, measure) <= _CIVILIANS:
        return False
    if not counted <= _ANYBODY and not is_same_victims(part, whole, measure):
        return False
    return compare_places(part.place, whole.place).agreement == "same" or is_inside(part.place, whole.place)


def _counted_pairs(told: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, str]]:
    """Claims with a toll of one measure and those with it shortly before, nearest first; neither denied nor still to come."""
    for measure in COUNTED:
        counted = [claim for claim in told if getattr(claim, measure) is not None and claim.stance in ("asserted", "hedged")]
        for number, later in enumerate(counted):
            for earlier in reversed(counted[max(0, number - _NEAR) : number]):
                yield later, earlier, measure
