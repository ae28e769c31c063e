"""Parties of two claims: by the telling words of their names, never by substrings and never by ids local to a report."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon
from reportedly.compare.slot import Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.model import Claim, Party

_NAMES = 4096
"""Names remembered with their words: a report has some hundred, and comparing meets each again and again."""

_WORD = re.compile(r"[^\W_]+")


class _Plain(msgspec.Struct, frozen=True):
    kind: Literal["empty", "role", "feature"]
    words: tuple[str, ...]


@lexicon.of_tables
@cache
def empty_words() -> frozenset[str]:
    """Words that say nothing of whom a name is of: "some of the other people"."""
    return frozenset(word for row in lexicon.rows("plain_words", _Plain) if row.kind == "empty" for word in row.words)


@lexicon.of_tables
@cache
def role_words() -> frozenset[str]:
    """Words that tell what somebody is and not whose: "Taliban fighters" are the Taliban."""
    return frozenset(word for row in lexicon.rows("plain_words", _Plain) if row.kind == "role" for word in row.words)


@lexicon.of_tables
@cache
def feature_words() -> frozenset[str]:
    """Words that tell what a place is and not which: "the river Merrin" is the Merrin."""
    return frozenset(word for row in lexicon.rows("plain_words", _Plain) if row.kind == "feature" for word in row.words)


@lexicon.of_tables
@lru_cache(maxsize=_NAMES)
def words_of(name: str | None) -> frozenset[str]:
    """The words of a name, folded, without possessives."""
    return frozenset(_WORD.findall((name or "").casefold().replace("’s", "").replace("'s", "")))


@lexicon.of_tables
@lru_cache(maxsize=_NAMES)
def telling(name: str | None) -> frozenset[str]:
    """The words of a name that tell it apart, folded; empty for None and for names of general words only."""
    return words_of(name) - empty_words() - role_words()


@lexicon.of_tables
@lru_cache(maxsize=_NAMES)
def _identity(name: str) -> frozenset[str]:
    """What a name is compared by: its telling words, or the whole of it where it has none."""
    return telling(name) or frozenset((name.casefold(),))


def is_same_party(a: Party, b: Party) -> bool:
    """Whether two names are one party's: the same telling words, or any pair of them where a party is "A or B"."""
    if not a.any_of and not b.any_of:
        return _identity(a.name) == _identity(b.name)
    ours = {_identity(name) for name in (a.any_of or (a.name,))}
    return any(_identity(name) in ours for name in (b.any_of or (b.name,)))


def shared(a: Iterable[Party], b: Iterable[Party]) -> Party | None:
    """The first party of `a` that is also in `b`."""
    others = tuple(b)
    if not others:
        return None
    for party in a:
        for other in others:
            if is_same_party(party, other):
                return party
    return None


def compare_parties(a: Claim, b: Claim) -> tuple[Slot, bool]:
    """The slot of the parties, and whether they have swapped roles."""
    acts, undergoes = shared(a.actors, b.actors), shared(a.recipients, b.recipients)
    crossed = [shared(a.actors, b.recipients), shared(a.recipients, b.actors)]
    if acts and undergoes:
        return Slot("same", f"both tell of {acts.name} and {undergoes.name} in the same roles"), False
    if all(crossed) and not acts and not undergoes:
        return Slot("compatible", "the same two parties with roles exchanged"), True
    if acts and not (a.recipients and b.recipients):
        return Slot("same" if not a.recipients and not b.recipients else "compatible", f"both tell of what {acts.name} did"), False
    if undergoes and not (a.actors and b.actors):
        return Slot("same" if not a.actors and not b.actors else "compatible", f"both tell of what befell {undergoes.name}"), False
    common = acts or undergoes or next((party for party in crossed if party), None)
    if common:
        return Slot("unknown", f"both tell of {common.name}, with other parties or in other roles"), False
    if not (a.actors or a.recipients) or not (b.actors or b.recipients):
        return Slot("unknown", "one of them names no party"), False
    if (a.actors and b.actors) or (a.recipients and b.recipients):
        return Slot("incompatible", "they tell of different parties"), False
    return Slot("unknown", "one names who acted, the other who was acted upon"), False
