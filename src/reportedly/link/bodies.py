"""Which names of many reports are one body's or one person's: an acronym and its words, a short name and a full one, names that news knows.

Short names are tied to full ones only where a single full one fits ("the League" to the one league named), so that a set of
claims with two leagues keeps them apart. What comes out depends on the set of names, not on their order; time is linear in the names.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly import lexicon
from reportedly.compare import telling
from reportedly.compare.known import bearing, names_one
from reportedly.link.words import SMALL, country_in, country_of, head, initials, is_proper, runs, says, spelled, voice_words, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.compare.known import KnownParty
    from reportedly.model import Party

_NAMES = 4096  # remembered with the party that news knows by them, as in `words`
_MOST_HOLDERS = 50
"""Full names that share a word and are looked through; a word of more names ties no short name to one of them."""


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody under the fullest name: an organisation, a side, a person. `state` marks a state's own, as far as news knows it."""

    name: str
    kind: str | None
    known: KnownParty | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a claim is, as far as names need it: the code of its report's country, the telling words of its place.

    `monitor` is the one body that monitors and is named by the report: "the monitoring group" is that.
    """

    country: str | None = None
    words: frozenset[str] = frozenset()
    monitor: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A party of a claim and where the claim is."""

    party: Party
    spot: Spot


class Bodies:
    """The bodies that a set of claims names."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        counted = Counter((_bare(m.party.name), m.party.kind, m.spot.country) for m in mentions if not m.party.any_of)
        kinds: dict[str, Counter[str]] = {}
        countries: dict[str, Counter[str]] = {}
        for (name, kind, country), n in counted.items():
            kinds.setdefault(name, Counter()).update({kind: n} if kind else {})
            countries.setdefault(name, Counter()).update({country: n} if country else {})
        self._kinds = {name: _commonest(found) for name, found in kinds.items()}
        self._full: dict[frozenset[str], Body] = {}
        self._holders: dict[str, set[frozenset[str]]] = {}
        self._short: dict[str, dict[str, Body]] = {}
        self._found: dict[tuple[str, Spot], Body | None] = {}
        for name in sorted((name for name in kinds if is_proper(name)), key=lambda name: (-len(telling(name)), name)):
            self._add(name, Spot(_commonest(countries[name])))

    def of(self, name: str, spot: Spot) -> Body | None:
        """The body of a whole name; None for one that is a description, or that several could mean."""
        asked = name, spot
        if asked not in self._found:
            self._found[asked] = self._whole(_bare(name), spot) or self._contained(_bare(name), spot, among=name)
        return self._found[asked]

    def within(self, words: str, spot: Spot, own: str = "") -> Body | None:
        """The body that a description or role names ("spokesman for the NRF"), the longest name first; never that of `own` or a foe."""
        held, marked, foes, mine = words_in(words), spelled(words), voice_words("against"), telling(own)
        for first, last in runs(len(held)):
            phrase, before = " ".join(held[first:last]), held[first - 1].casefold() if first else ""
            if not telling(phrase) or telling(phrase) == mine or before in foes:
                continue
            body = self._whole(phrase, spot)
            if body is None and (before in ("", *SMALL) or marked[first - 1] != held[first - 1] or phrase[0].isupper()):
                body = self._contained(phrase, spot, among=words)  # "the town's hospital", not "a field hospital"
            if body is not None and telling(body.name) != mine:
                return body
        return None

    def _whole(self, name: str, spot: Spot) -> Body | None:
        row = _known(name, spot.country)
        return Body(row.name, row.kind, row) if row is not None else self._full.get(telling(name)) or self._shortened(name)

    def _add(self, name: str, spot: Spot) -> None:
        words, row = telling(name), _known(name, spot.country)
        if not words or (len(words) == 1 and row is None and _is_general(name)):
            return
        body = (
            Body(row.name, row.kind, row)
            if row
            else self._shortened(name) or self._contained(name, spot, among=name) or Body(name, self._kinds[name])
        )
        if words in self._full:
            return
        self._full[words] = body
        for word in words:
            self._holders.setdefault(word, set()).add(words)
        if len(words) > 1:
            self._short.setdefault(initials(name), {})[body.name] = body

    def _shortened(self, name: str) -> Body | None:
        """By an acronym that one full name has."""
        held = words_in(name)
        full = self._short.get(held[0], {}) if len(held) == 1 and held[0].isupper() and len(held[0]) > 1 else {}
        return next(iter(full.values())) if len(full) == 1 else None

    def _contained(self, name: str, spot: Spot, *, among: str) -> Body | None:
        """By the words of a short name, which one full name has: their heads are the same, or both are fighting bodies.

        `among` are the words around it: "the Halmory army" is never the Free Halmory Army. Of several the one that bears the name
        of the claim's place is meant: "the hospital", of Kelmet, by "Kelmet District Hospital".
        """
        words = telling(name) if country_of(name) is None else frozenset()
        holders = [self._holders.get(word, set()) for word in words]
        if not words or not all(holders) or min(len(held) for held in holders) > _MOST_HOLDERS:
            return None
        full = set.intersection(*holders) - {words}
        fitting = {body.name: body for held in full for body in (self._full[held],) if self._fits(name, body) and not _is_odd(among, body)}
        if len(fitting) > 1:
            fitting = {one: body for one, body in fitting.items() if telling(one) & spot.words}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _fits(self, name: str, body: Body) -> bool:
        """Whether a short name may be a body's: by its head, or its surname, or as one fighting body's of another."""
        return head(name) == head(body.name) or (body.kind == "belligerent" and self._kinds.get(name) in ("belligerent", None))


def _is_odd(words: str, body: Body) -> bool:
    """Whether words are of a state and the body is none's."""
    is_irregular = says(body.name, "irregular") or (body.known is not None and body.known.state is None)
    return is_irregular and says(words, "state") and not says(words, "irregular")


def _bare(name: str) -> str:
    """A name without its article."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() in ("the", "a", "an") else name


@lexicon.of_tables
@lru_cache(maxsize=_NAMES)
def _known(name: str, country: str | None) -> KnownParty | None:
    """The party that news knows by a name: one that is its alone, or that of its country."""
    row = names_one(name)
    if row is not None or country is None:
        return row
    there = [row for row in bearing(name) if country in row.country]
    return there[0] if len(there) == 1 else None


def _is_general(name: str) -> bool:
    """Whether a single word says what somebody is: "Residents", "Army", "Reports"; a people or country is no body's name either."""
    word = name.casefold()
    return any(word in voice_words(kind) for kind in ("hearsay", "unnamed", "state", "office")) or country_in(name) is not None


def _commonest(found: Counter[str]) -> str | None:
    return min(found, key=lambda item: (-found[item], item)) if found else None
