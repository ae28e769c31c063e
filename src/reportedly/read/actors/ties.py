"""Which names of one report are those of a party that news knows: sure ones, then shared ones that stand beside a sure one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.compare.known import bearing, key, names_one
from reportedly.read.actors.names import actor_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.compare.known import KnownParty
    from reportedly.read.actors.clusters import Cluster
    from reportedly.read.actors.names import Name
    from reportedly.read.grammar.passage import Passage


def ties(passages: Sequence[Passage], found: Sequence[Name], explained: Mapping[str, str], *, year: int | None) -> dict[str, KnownParty]:
    """Name as it is spelled to the party it is of. `explained` are the acronyms that the report spells out, `year` that of publication.

    A shared name ("SDF") is the one party's that bears it and that the report names by a name of its own too; alone it is nobody's.
    """
    tied: dict[str, KnownParty] = {}
    for name in found:
        row = _sure(passages, name, year) if name.text not in tied else None
        if row is not None and not _otherwise(row, explained.get(name.text)):
            tied[name.text] = row
    named = {row.name for row in tied.values()}
    for text in dict.fromkeys(name.text for name in found if name.text not in tied):
        beside = [row for row in bearing(text, year) if row.name in named and not _otherwise(row, explained.get(text))]
        if len(beside) == 1:
            tied[text] = beside[0]
    return tied


def _sure(passages: Sequence[Passage], name: Name, year: int | None) -> KnownParty | None:
    """The party of a name that is one's alone: as it stands, made so by the noun after it ("Wagner *group*"), or without a general noun."""
    row = names_one(name.text, year)
    doc = passages[name.passage].doc
    shared = bearing(name.text, year) if row is None and name.last + 1 < len(doc) and doc[name.last + 1].pos_ == "NOUN" else ()
    if shared:
        row = next((row for row in shared if row is names_one(f"{name.text} {doc[name.last + 1].text}", year)), None)
    words = name.text.split()
    while row is None and len(words) > 1 and _is_general(words[-1]):
        words.pop()
        row = names_one(" ".join(words), year)
    return row


def _is_general(word: str) -> bool:
    row = actor_words().get(word.lower()) or actor_words().get(word.lower().removesuffix("s"))
    return row is not None and row.generic is not None


def _otherwise(row: KnownParty, long: str | None) -> bool:
    """Whether the report spells an acronym out as another name than any of the party's; words may stand before the name."""
    words = [] if long is None else long.split()
    ours = {key(name) for name in (row.name, *row.aliases, *row.shared)}
    return bool(words) and not any(key(" ".join(words[i:])) in ours for i in range(len(words)))


def known(grouped: Sequence[Cluster], tied: Mapping[str, KnownParty]) -> dict[str, KnownParty]:
    """Canonical name to the party that news knows: that of the fullest name, for a shorter one may be short for something else too."""
    return {c.canonical: tied[c.canonical] for c in grouped if c.canonical in tied and not c.person}
