"""Deeds: who acts and who is acted upon throughout a report, as the rules find it; what that makes likely for a unit that names few.

Newspapers name a party once and go on telling of its deeds: "the strikes killed 56", "the town was taken". Who acted in other units of
the report is who may have acted in this one, and whom he acts against elsewhere is whom he may act against here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORCE = frozenset({"ASSAULT", "FIGHT", "TERRITORY", "COERCE", "MOBILIZE", "RETREAT"})
"""Types that one and the same party does in turn in a report of fighting."""
_OPTIONS = 3  # parties of each role that are looked at where the words here do not name them
_BACK = 3  # units back that "the last who acted" reaches
_RANKED = 12  # names of a role that are ranked: a unit's own few are taken out of them


@dataclass(frozen=True, slots=True)
class Deed:
    """A unit by its (passage, token), its type, and the names of those who act in it and are acted upon."""

    order: tuple[int, int]
    kind: str
    acting: tuple[str, ...]
    undergoing: tuple[str, ...]


@dataclass(frozen=True)
class Deeds:
    """The deeds of a report in text order."""

    found: Sequence[Deed]

    @cached_property
    def _numbers(self) -> dict[tuple[int, int], int]:
        return {deed.order: number for number, deed in enumerate(self.found)}

    @cached_property
    def _counts(self) -> dict[str, Counter[tuple[str, str]]]:
        """By role, how many deeds of a type, and of force, a name has."""
        counts: dict[str, Counter[tuple[str, str]]] = {"acts": Counter(), "undergoes": Counter()}
        for deed in self.found:
            for role, name, kind in _entries(deed):
                counts[role][name, kind] += 1
        return counts

    @cached_property
    def _orders(self) -> list[tuple[int, int]]:
        return [deed.order for deed in self.found]

    @cached_property
    def _ranked(self) -> dict[tuple[str, str], list[tuple[str, int]]]:
        """By role and family, the names with most deeds."""
        families = ("force", "words")
        return {
            (role, family): Counter({name: n for (name, kind), n in counts.items() if kind == family}).most_common(_RANKED)
            for role, counts in self._counts.items()
            for family in families
        }

    @cached_property
    def _against(self) -> Counter[tuple[str, str]]:
        """How many deeds one name does to another."""
        return Counter((a, b) for deed in self.found for a in deed.acting for b in deed.undergoing)

    def facts(self, name: str, order: tuple[int, int], kind: str, *, acting: Sequence[str], undergoing: Sequence[str]) -> Iterator[str]:
        """What the report's other units make likely of a party in the unit at `order`, whose named parties are given."""
        own = self._own(order)
        family = _family(kind)
        for role, counts in self._counts.items():
            mine = Counter((n, k) for r, n, k in _of(own) if r == role)
            same, akin = (counts[name, k] - mine[name, k] for k in (kind, family))
            yield f"{role}_elsewhere={min(akin, 3)}&type={kind}"
            yield f"{role}_likewise={min(same, 3)}"
            if akin and akin >= max((n - mine[other, family] for other, n in self._ranked[role, family]), default=0):
                yield from (f"{role}_most", f"{role}_most&type={kind}")
                yield f"{role}_most&none_acts={not acting}&none_undergoes={not undergoing}"
        for role, pairs in (("done_to_by", [(a, name) for a in acting]), ("does_to", [(name, b) for b in undergoing])):
            often = sum(self._against[pair] - _within(pair, own) for pair in pairs)
            if often > 0:
                yield from (f"{role}_elsewhere={min(often, 3)}", f"{role}_elsewhere&type={kind}")
        yield from self._last(name, order, kind)

    def _last(self, name: str, order: tuple[int, int], kind: str) -> Iterator[str]:
        """How many units back the party last had a part."""
        at = bisect_left(self._orders, order)
        before = self.found[max(0, at - _BACK) : at]
        for back, deed in enumerate(reversed(before), 1):
            for role, names in (("acts", deed.acting), ("undergoes", deed.undergoing)):
                if name in names:
                    alike = "same" if deed.kind == kind else "akin" if _family(deed.kind) == _family(kind) else "other"
                    yield from (f"{role}_before={back}", f"{role}_before={back}&{alike}&type={kind}")

    def leading(self, order: tuple[int, int], kind: str) -> list[str]:
        """The names that act, and those that are acted upon, in most other units of the type's family."""
        own, family = self._own(order), _family(kind)
        names = (name for role in self._counts for name, n in self._others(role, family, own)[:_OPTIONS] if n > 0)
        return list(dict.fromkeys(names))

    def _others(self, role: str, family: str, own: Deed | None) -> list[tuple[str, int]]:
        """The names with most deeds of a role and family outside a deed, and how many."""
        mine = Counter(n for r, n, k in _of(own) if r == role and k == family)
        return sorted(((name, n - mine[name]) for name, n in self._ranked[role, family]), key=lambda item: -item[1])

    def _own(self, order: tuple[int, int]) -> Deed | None:
        number = self._numbers.get(order)
        return None if number is None else self.found[number]


def _family(kind: str) -> str:
    return "force" if kind in FORCE else "words"


def _entries(deed: Deed) -> Iterator[tuple[str, str, str]]:
    """Role, name and type, and role, name and family."""
    for role, names in (("acts", deed.acting), ("undergoes", deed.undergoing)):
        for name in names:
            yield role, name, deed.kind
            yield role, name, _family(deed.kind)


def _of(own: Deed | None) -> Iterator[tuple[str, str, str]]:
    return iter(()) if own is None else _entries(own)


def _within(pair: tuple[str, str], own: Deed | None) -> int:
    return int(own is not None and pair[0] in own.acting and pair[1] in own.undergoing)
