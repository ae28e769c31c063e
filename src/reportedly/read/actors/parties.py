"""The parties of a report, put together from its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.actors.actors import Nation, Parties
from reportedly.read.actors.clusters import Cluster, acronyms, clusters
from reportedly.read.actors.kinds import Kinds, kind_by_words, kinds
from reportedly.read.actors.mentions import (
    Mention,
    bearers,
    described,
    epithets,
    groups,
    leads,
    national,
    plural,
    surnames,
    telling_words,
)
from reportedly.read.actors.ties import known, ties
from reportedly.read.grammar.nations import capital_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.compare.known import KnownParty
    from reportedly.read.actors.names import Name
    from reportedly.read.grammar.passage import Passage


def parties(
    passages: Sequence[Passage], nation: Nation, found: Sequence[Name], places: frozenset[tuple[int, int]], *, year: int | None = None
) -> Parties:
    """Groups the names of a report of `year`; `places` are the (passage, token) that name places, which pronouns never point back to."""
    grouped, rows, explained = _grouped(passages, found, year)
    by_form = {form: c.number for c in grouped for form in c.forms}
    by_token: dict[tuple[int, int], int] = {}
    at: dict[tuple[int, int], Name] = {}
    mentions: list[Mention] = []
    for name in found:
        number = by_form.get(explained.get(name.text, name.text), by_form.get(name.text))
        if number is None:
            continue
        for i in range(name.first, name.last + 1):
            by_token[name.passage, i] = number
            at[name.passage, i] = name
        doc = passages[name.passage].doc
        head = doc[name.first : name.last + 1].root
        if (name.passage, head.i) in places and nation(name.text) is None:
            continue
        mentions.append(Mention((name.passage, head.i), number, grouped[number].person, plural(head), leads(head)))
    words = telling_words(grouped)
    mentions += described(passages, words, grouped, nation)
    bodies, unnamed = groups(passages, grouped, by_token.keys())
    taken = {m.order for m in mentions}
    mentions += [m for m in unnamed if m.order not in taken]
    mentions.sort(key=lambda m: m.order)
    known_kinds = kinds(passages, found, grouped, by_token, nation=nation, known=rows)
    return Parties(
        passages,
        (*grouped, *bodies),
        by_token,
        at,
        mentions,
        nation,
        words,
        known_kinds,
        [m.order for m in mentions],
        places=places,
        persons={c.canonical: c.person for c in reversed(grouped)},
        surnames=surnames(grouped),
        national=national((*grouped, *bodies), mentions, nation),
        monitors=tuple(c.number for c in grouped if not c.person and _is_monitor(c, rows)),
        countries=frozenset(c for g in grouped if capital_of(g.canonical) is None and (c := nation(g.canonical)) is not None),
        bearers=bearers(passages, by_token, grouped, found),
        epithets=epithets(passages, by_token, _armed(grouped, known_kinds, rows, nation)),
        known=rows,
    )


def _grouped(
    passages: Sequence[Passage], found: Sequence[Name], year: int | None
) -> tuple[tuple[Cluster, ...], dict[str, KnownParty], dict[str, str]]:
    """The names by party; which of those news knows, by canonical name; the acronyms that the report spells out."""
    explained = acronyms(passages, found)
    tied = ties(passages, found, explained, year=year)
    grouped = clusters(found, tied)
    return grouped, known(grouped, tied), explained


def _is_monitor(cluster: Cluster, rows: Mapping[str, KnownParty]) -> bool:
    row = rows.get(cluster.canonical)
    return (kind_by_words(cluster.canonical) if row is None else row.kind) == "monitor"


def _armed(grouped: Sequence[Cluster], known: Kinds, rows: Mapping[str, KnownParty], nation: Nation) -> frozenset[int]:
    """Armed bodies that are no country's own."""
    return frozenset(
        cluster.number
        for cluster in grouped
        if not cluster.person
        and not _is_of_state(cluster.canonical, rows)
        and nation(cluster.canonical) is None
        and known.of(cluster.canonical) == "belligerent"
    )


def _is_of_state(name: str, rows: Mapping[str, KnownParty]) -> bool:
    """Whether a body is a state's own: one that news knows as such, else by the last word of its name."""
    return rows[name].state is not None if name in rows else name.lower().split()[-1] in STATE_BODIES


STATE_BODIES = frozenset("army military navy police regime guard corps government air marines".split())
"""Last words of the names of a state's armed bodies."""
