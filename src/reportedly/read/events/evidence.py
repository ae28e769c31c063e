"""Evidence: the words of a report that each unit of a sentence is quoted with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.read.grammar import frames

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan

    from reportedly.read.events.units import Unit


def evidenced(found: list[Unit], doc: Doc, tokens: TokenSpan) -> list[Unit]:
    """Each unit with its clause as evidence; the sentence's main clause is quoted with the whole sentence."""
    if not found:
        return []
    whole = _trimmed(doc, tokens.start, tokens.end - 1)
    if len(found) == 1:
        return [replace(found[0], first=whole[0], last=whole[1])]
    parts = [replace(unit, first=phrase[0], last=phrase[1]) for unit in found if (phrase := _part_phrase(unit)) is not None]
    found = [unit for unit in found if _part_phrase(unit) is None]
    heads = frozenset(frames.clause_verb(doc[u.happening.token]).i for u in found)
    placed = []
    for unit in found:
        clause = frames.clause_verb(doc[unit.happening.token])
        if clause.dep_ in {"ROOT", "ccomp"}:
            first, last = whole
        else:
            stop = heads - {clause.i} if clause.dep_ == "conj" else frozenset[int]()
            first, last = _trimmed(doc, *frames.edges(clause, stop))
            if clause.dep_ in ("relcl", "acl"):
                first = min(first, clause.head.left_edge.i)
        own = [i for toll in unit.tolls if toll.trigger == unit.happening.token and toll.victims for i in toll.victims]
        placed.append(replace(unit, first=min(first, unit.happening.token, *own), last=max(last, unit.happening.token, *own)))
    return sorted(placed + parts, key=lambda unit: (unit.first, unit.happening.token))


def _part_phrase(unit: Unit) -> tuple[int, int] | None:
    """The words of a part or an earlier figure beside another toll: "*including five children*"; None for one with a clause of its own."""
    toll = unit.tolls[0] if unit.part and unit.tolls else None
    if toll is None or toll.opening is None or toll.victims is None:
        return None
    last = toll.victims[1] if toll.head is None else max(toll.victims[1], toll.head)
    return toll.opening, last


def _trimmed(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The stretch without white space and commas at its edges."""
    while first < last and (doc[first].is_space or doc[first].text in (",", ";", "-", "–")):
        first += 1
    while last > first and (doc[last].is_space or doc[last].text in (",", ";", "-", "–")):
        last -= 1
    return first, last
