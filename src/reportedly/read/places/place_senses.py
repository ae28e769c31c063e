"""What each place name of a report means: one entry of the gazetteer throughout the report, or none.

Evidence, strongest first: countries and divisions that the report speaks of, a place that the words put around
the name ("Anaba, Panjshir"), a word for its size ("province"), the name being its own and no alias, and
population. An alias of a town in a country never spoken of is no evidence.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reportedly.read.places.toponyms import KNOWN, Toponym

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.gazetteer import Entry
    from reportedly.read.grammar.passage import Passage

# Weights of the evidence for one entry; set by hand on LGL and GeoVirus (share within 161 km) and on development reports.
_POPULATION = 0.5  # of log10(people + 1) / 7: ten million people earn it whole
_OWN = 0.15  # the name is the place's own and no alias
_COUNTRY = 0.35  # it is a country, or a row of our own table
_SEA = 1.4  # it is a row of our own table that no country can vote for: a sea, a continent
_VOTED = 0.9  # of the country's share in the report's votes
_REGION = 0.3  # of the division's share in the report's votes
_HELD = 0.6  # a neighbour in a list, or an owner, holds it
_KIND = 0.5  # the word beside it says what it is; half of it against when it says another thing
_LEAST = 0.5  # below it a name stays open
_HEARD = 0.15  # share of the votes of countries and large places that a small place's country needs
_SPOKEN = 0.3  # share of the votes from which a report "speaks of" a country
_SIZE = {"city": 0.12, "site": 0.12, "admin1": 0.06, "region": 0.05}  # a bare name is the town rather than its province
_FITS = {
    "admin1": ("admin1",),
    "admin2": ("admin2", "admin1", "area"),
    "city": ("city",),
    "exact": ("site", "feature", "area", "city", "region", "admin2"),
    "region": ("region", "admin1", "country", "area"),
}
_TIED = frozenset({"in", "near", "at", "inside", "outside", "from", "to", "into", "across", "around", "toward", "towards", "through"})
_FOREMOST = 3  # entries looked at for whether a name is first of all a country or a division
_LARGE = 300_000  # people: a town that needs no context when no foreign one of its name has a twentieth of that
_TINY = 1_000  # people: the only town of its name below this is still doubtful

Key = tuple[str, str | None]
"""A name (lower case) with the size that the words beside it say, if any."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a name means in this report: the entry, its evidence, the runners-up with theirs, and why."""

    entry: Entry
    score: float
    others: tuple[tuple[float, Entry], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Votes:
    """How often a report speaks of countries and of (country, division), each as a share of the most frequent."""

    countries: dict[str, float]
    divisions: dict[tuple[str, str], float]

    def best(self) -> str | None:
        """The country most spoken of."""
        return max(self.countries, key=lambda c: (self.countries[c], c), default=None)

    def speaks_of(self, country: str | None) -> bool:
        """Whether the country has a fair share of the votes."""
        return country is not None and self.countries.get(country, 0.0) >= _SPOKEN


@dataclass(frozen=True, slots=True)
class Senses:
    """The meanings of a report's names, and the votes they were found by."""

    found: dict[Key, Sense]
    votes: Votes

    def of(self, toponym: Toponym) -> Sense | None:
        """The meaning of a name where it stands."""
        return self.found.get(key_of(toponym))


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a name is judged by: votes, holders by name, countries surely meant, and the meanings of the round before."""

    votes: Votes
    holders: dict[Key, Counter[str]]
    sure: frozenset[str]
    before: dict[Key, Sense]

    def holding(self, toponym: Toponym) -> list[Entry | str]:
        """The places that the text says hold the name: settled ones, or countries by code."""
        names = self.holders.get(key_of(toponym), ())
        return [self.before[name, None].entry if (name, None) in self.before else name for name in names]


def senses(passages: Sequence[Passage], found: Sequence[Toponym]) -> Senses:
    """The meanings of a report's names, in two rounds: the first is judged by sure names alone. Linear in the names."""
    holders = _holders(passages, found)
    tied = {key_of(t) for t in found if t.kind or t.preposition in _TIED} | set(holders)
    likely = [t for t in found if key_of(t) in tied or _large(t)]
    votes = _votes([t for t in likely if _large(t)], {})
    votes = votes if votes.countries else _votes(likely, {})
    sure = frozenset(country for country, share in votes.countries.items() if share >= _HEARD)
    settled = _settled(likely, _Evidence(votes, holders, sure, {}))
    votes = _votes(likely, settled)
    return Senses(_settled(likely, _Evidence(votes, holders, sure, settled)), votes)


def key_of(toponym: Toponym) -> Key:
    """Names are told apart by what the words beside them say of size: "Idlib" and "Idlib province" differ."""
    kind = toponym.kind
    return toponym.name.lower(), kind if kind in ("admin1", "admin2", "city") else None


def is_country(toponym: Toponym) -> bool:
    """Whether a country bears the name."""
    return _country(toponym) is not None


def _large(toponym: Toponym) -> bool:
    """Whether the name is known enough to be a place with nothing beside it that says so."""
    foremost = toponym.entries[:_FOREMOST]
    return toponym.nation is not None or any(
        e.kind in ("country", "admin1") or e.overlay or (e.own and e.population >= KNOWN) for e in foremost
    )


def _country(toponym: Toponym) -> Entry | None:
    return next((e for e in toponym.entries[:4] if e.kind == "country"), None)


def _certain_country(toponym: Toponym) -> Entry | None:
    """The country that a name surely is: not Georgia, which is a state too."""
    country = _country(toponym)
    if country is None or any(e.kind == "admin1" and e.own and e.country != country.country for e in toponym.entries[:_FOREMOST]):
        return None
    return country


def _certain(toponym: Toponym) -> Entry | None:
    """The entry of a name that needs no context: a country, a row of our own table, or a name of one country only."""
    country = _certain_country(toponym)
    if country is not None or not toponym.entries:
        return country
    first = toponym.entries[0]
    overlay = next((e for e in toponym.entries if e.overlay and e.country), None)
    if overlay is not None:
        return overlay
    abroad = [e.population for e in toponym.entries if e.country != first.country]
    if not abroad:
        return first if first.population >= _TINY or first.kind == "admin1" else None
    return first if first.own and first.population >= _LARGE and max(abroad) * 20 < first.population else None


def _holders(passages: Sequence[Passage], found: Sequence[Toponym]) -> dict[Key, Counter[str]]:
    """For each name, the names that the text says hold it: "Anaba, Panjshir", "Anaba in Panjshir", "Syria's Homs"."""
    docs = {p.number: p.doc for p in passages}
    holders: dict[Key, Counter[str]] = defaultdict(Counter)
    for left, right in pairwise(found):
        if left.passage != right.passage or not 0 <= right.first - left.last - 1 <= 5:
            continue
        between = [t.lower_ for t in docs[left.passage][left.last + 1 : right.first] if t.lower_ not in ("the", "a")]
        if not is_country(left) and _contains_left(between):
            holders[key_of(left)][right.name.lower()] += 1
        if _contains_right(between, left):
            holders[key_of(right)][left.nation or left.name.lower()] += 1
    return holders


def _contains_left(between: list[str]) -> bool:
    """Whether the words between two names put the first in the second: "X, Y", "X in Y", "X, in the north of Y"."""
    if between in ([], [","], ["in"], [",", "in"], ["("], ["of"], ["-"]):
        return True
    return len(between) <= 4 and between[:1] in ([","], ["in"]) and between[-1:] == ["of"]


def _contains_right(between: list[str], left: Toponym) -> bool:
    """Whether the words between two names put the second in the first: "Syria's Homs", "the Syrian city of Homs"."""
    if between in (["'s"], ["’s"]):
        return True
    return left.use == "demonym" and (not between or between[-1] in ("of", "city", "town"))


def _votes(found: Iterable[Toponym], settled: dict[Key, Sense]) -> Votes:
    """Countries and divisions by how often they are named, once a name has a meaning.

    A demonym or a government counts half a place: "Russian jets over Syria" are in Syria.
    """
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[tuple[str, str], float] = defaultdict(float)
    for toponym in found:
        if toponym.nation:
            countries[toponym.nation] += 0.5
            continue
        sense = settled.get(key_of(toponym))
        entry = sense.entry if sense else _certain(toponym)
        if entry is None or entry.country is None:
            continue
        countries[entry.country] += 1.0 if toponym.use == "place" else 0.5
        if entry.admin1 and toponym.use == "place":
            divisions[entry.country, entry.admin1] += 1.0
    return Votes(_shares(countries), _shares(divisions))


def _shares(counts: dict[Any, float]) -> dict[Any, float]:
    top = max(counts.values(), default=1.0)
    return {key: count / top for key, count in counts.items()}


def _settled(found: Sequence[Toponym], evidence: _Evidence) -> dict[Key, Sense]:
    """The meaning of every name that the evidence settles."""
    settled: dict[Key, Sense] = {}
    seen: set[Key] = set()
    for toponym in found:
        key = key_of(toponym)
        if key in seen or not toponym.entries:
            continue
        seen.add(key)
        sense = _sense(toponym, evidence)
        if sense is not None:
            settled[key] = sense
    return settled


def _sense(toponym: Toponym, evidence: _Evidence) -> Sense | None:
    """The best-supported entry of a name, or None when even that one has too little."""
    land = None if toponym.kind in ("city", "exact", "admin2") else _certain_country(toponym)
    holders = evidence.holding(toponym)
    entries = (land,) if land else toponym.entries
    scored = [(_score(entry, toponym.kind, evidence.votes, holders), entry) for entry in entries]
    scored.sort(key=lambda pair: (-pair[0], -pair[1].population, abs(pair[1].key)))
    score, entry = scored[0]
    held = any(_holds(holder, entry) for holder in holders)
    small = entry.kind not in ("country", "admin1", "region") and not entry.overlay and (entry.population < KNOWN or not entry.own)
    if score < _LEAST or (small and not held and entry.country not in evidence.sure):
        return None
    why = ["held by a name beside it"] if held else []
    if entry.kind in _FITS.get(toponym.kind or "", ()):
        why.append(f"called {toponym.kind} in the text")
    if evidence.votes.speaks_of(entry.country):
        why.append("in a country the report speaks of")
    if len(scored) > 1:
        why.append(f"best of {len(scored)} of that name")
    return Sense(entry, score, tuple(scored[1:]), "; ".join(why) or "the only place of that name")


def _score(entry: Entry, kind: str | None, votes: Votes, holders: Sequence[Entry | str]) -> float:
    """The evidence for one entry; see the weights above."""
    score = _POPULATION * math.log10(entry.population + 1) / 7 + _OWN * entry.own + _SIZE.get(entry.kind, 0.0)
    if entry.overlay:
        score += _COUNTRY if entry.country else _SEA
    elif entry.kind == "country":
        score += _COUNTRY
    if entry.country:
        score += _VOTED * votes.countries.get(entry.country, 0.0)
        if entry.admin1:
            score += _REGION * votes.divisions.get((entry.country, entry.admin1), 0.0)
    if any(_holds(holder, entry) for holder in holders):
        score += _HELD
    if kind in _FITS:
        score += _KIND if entry.kind in _FITS[kind] else 0.0 if kind == "exact" else -_KIND / 2
    return score


def _holds(holder: Entry | str, entry: Entry) -> bool:
    """Whether the entry lies in the holder: a country by code, a country, or a division."""
    if isinstance(holder, str):
        return holder == entry.country
    if holder.country is None or holder.country != entry.country or holder.key == entry.key:
        return False
    if holder.kind in ("country", "region"):
        return True
    return entry.kind != "country" and holder.admin1 is not None and holder.admin1 == entry.admin1
