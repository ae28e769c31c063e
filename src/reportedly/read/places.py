"""Places of a report: every name in its place, tied to one entry of the gazetteer or left open.

A name means one place throughout a report. Which one is decided by what the report says of countries and
divisions, by the words beside the name ("province", "Anaba, Panjshir") and last by population. A name that
nothing decides keeps its words with the country of its surroundings; it never changes another name.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportedly.model import Candidate, Place, Precision
from reportedly.read.toponyms import Known, Lookup, Toponym, Use, toponyms

if TYPE_CHECKING:
    from reportedly.gazetteer import Entry
    from reportedly.read.passage import Passage

# Weights of the evidence for one entry; swept by hand on LGL and GeoVirus (accuracy within 161 km) and on development reports.
_POPULATION = 0.5  # of log10(people + 1) / 7: ten million people earn it whole
_OWN = 0.15  # the name is the place's own and no alias
_COUNTRY = 0.35  # it is a country
_VOTED = 0.9  # of the country's share in the report's votes
_REGION = 0.3  # of the division's share in the report's votes
_CONTAINED = 0.6  # a neighbour in a list, or an owner, holds it
_KIND = 0.5  # the word beside it says what it is; against it when it says another thing
_LEAST = 0.5  # below it a name stays open: an alias of a foreign town is no evidence
_BESIDE = 0.3  # share of the votes of a neighbour's country, for a name that is not in the gazetteer to be put there
_KNOWN = 100_000  # people: names of smaller towns are as often persons or words
_HEARD = 0.15  # share of the votes of countries and large places that a small place's country needs
_TIED = frozenset({"in", "near", "at", "inside", "outside", "from", "to", "into", "across", "around", "toward", "towards", "through"})
_SIZE = {"city": 0.12, "admin1": 0.06, "country": 0.0, "region": 0.05, "admin2": 0.0}  # a bare name is the town rather than its province
_FITS = {
    "admin1": ("admin1",),
    "admin2": ("admin2", "admin1"),
    "city": ("city",),
    "exact": ("city", "region", "admin2"),
    "region": ("region", "admin1", "country"),
}


Key = tuple[str, str | None]
"""A name (lower case) with the size that the words beside it say, if any."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in paragraph `passage`, tokens `first`..`last` (both included).

    `use`: "place"; "metonym", a government by its country or capital; "demonym", a nationality, or a country
    that only qualifies ("US-led"); "organisation_part", inside an organisation's name.
    `preposition` (lower case) ties it to its sentence. Use `place` only where `use` is "place": the others carry
    the country alone. `specific` is true of anything below a country.
    """

    passage: int
    first: int
    last: int
    place: Place
    use: Use
    preposition: str | None = None

    @property
    def specific(self) -> bool:
        """Whether the place lies below a country."""
        return self.place.precision not in ("country", None) and self.place.country is not None


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a name means in this report: the entry, its score before squashing, the runners-up and why."""

    entry: Entry
    score: float
    others: tuple[tuple[float, Entry], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Votes:
    """How often a report speaks of countries and of (country, division), each as a share of the most frequent."""

    countries: dict[str, float]
    divisions: dict[tuple[str, str], float]

    def best(self) -> str | None:
        """The country most spoken of."""
        return max(self.countries, key=lambda c: (self.countries[c], c), default=None)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a name is judged by: votes, holders by name, countries that are surely meant, and the meanings of the round before."""

    votes: _Votes
    holders: dict[Key, Counter[str]]
    sure: frozenset[str]
    before: dict[Key, _Sense]

    def holding(self, toponym: Toponym) -> list[Entry | str]:
        """The places that the text says hold the name: settled ones, or countries by code."""
        names = self.holders.get(_key(toponym), ())
        return [self.before[name, None].entry if (name, None) in self.before else name for name in names]


def places(passages: Sequence[Passage], lookup: Lookup, *, people: Callable[[str], bool] | None = None) -> tuple[PlaceMention, ...]:
    """The place mentions of a report's paragraphs in text order.

    `lookup` is the gazetteer's `find`; `people` says of a single capitalised word whether it is a person's
    name in this report. Linear in the text; the same for the same text.
    """
    known = Known(set(), frozenset(t.text for p in passages for t in p.doc if t.is_lower))
    found = [t for passage in passages for t in toponyms(passage, lookup, known)]
    if people is not None:
        found = [t for t in found if t.kind or " " in t.name or not people(t.name) or _country(t)]
    holders = _holders(passages, found)
    tied = {_key(t) for t in found if t.kind or t.preposition in _TIED} | set(holders)
    likely = [t for t in found if _key(t) in tied or _big(t)]
    votes = _votes([t for t in likely if _big(t)], {})
    votes = votes if votes.countries else _votes(likely, {})
    sure = frozenset(c for c, share in votes.countries.items() if share >= _HEARD)
    senses = _senses(likely, _Evidence(votes, holders, sure, {}))
    votes = _votes(likely, senses)
    senses = _senses(likely, _Evidence(votes, holders, sure, senses))
    text = {p.number: p for p in passages}
    nations = {t.nation: next(iter(lookup(f"iso {t.nation}")), None) for t in found if t.nation}
    made = (
        _national(text[t.passage], t, nations[t.nation])
        if t.nation
        else _mention(text[t.passage], t, senses, _Around(found, i, senses, votes))
        for i, t in enumerate(found)
    )
    return tuple(mention for mention in made if mention is not None)


def _country(toponym: Toponym) -> Entry | None:
    """The country that the name is first of all, if it is one."""
    return next((e for e in toponym.entries[:4] if e.kind == "country"), None)


def _big(toponym: Toponym) -> bool:
    """Whether the name is known enough to be a place with nothing beside it that says so."""
    return toponym.nation is not None or any(
        e.kind in ("country", "admin1") or e.overlay or (e.own and e.population >= _KNOWN) for e in toponym.entries[:3]
    )


def _key(toponym: Toponym) -> Key:
    """Names are told apart by what the words beside them say of size: "Idlib" and "Idlib province" differ."""
    kind = toponym.kind
    return toponym.name.lower(), kind if kind in ("admin1", "admin2", "city") else None


def _holders(passages: Sequence[Passage], found: Sequence[Toponym]) -> dict[Key, Counter[str]]:
    """For each name, the names that the text says hold it: "Anaba, Panjshir", "Anaba in Panjshir", "Syria's Homs"."""
    docs = {p.number: p.doc for p in passages}
    holders: dict[Key, Counter[str]] = defaultdict(Counter)
    for left, right in zip(found, found[1:], strict=False):
        if left.passage != right.passage or not 0 <= right.first - left.last - 1 <= 5:
            continue
        between = [t.lower_ for t in docs[left.passage][left.last + 1 : right.first] if t.lower_ not in ("the", "a")]
        land = _country(left) is not None
        if (
            not land
            and between in ([","], ["in"], [",", "in"], [], ["("], ["of"], ["-"])
            or (not land and len(between) <= 4 and between[:1] in ([","], ["in"]) and between[-1:] == ["of"])
        ):
            holders[_key(left)][right.name.lower()] += 1
        if (
            between == ["'s"]
            or between == ["’s"]
            or (left.use == "demonym" and not between)
            or (left.use == "demonym" and between[-1:] in (["of"], ["city"], ["town"]))
        ):
            holders[_key(right)][left.nation or left.name.lower()] += 1
    return holders


def _votes(found: Iterable[Toponym], senses: dict[Key, _Sense]) -> _Votes:
    """Countries and divisions by how often they are named; a name counts once it has one meaning only.

    A demonym counts half a place: "Russian jets over Syria" are in Syria.
    """
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[tuple[str, str], float] = defaultdict(float)
    for toponym in found:
        if toponym.nation:
            countries[toponym.nation] += 0.5
            continue
        entry = senses[_key(toponym)].entry if _key(toponym) in senses else _certain(toponym)
        if entry is None or entry.country is None:
            continue
        weight = 1.0 if toponym.use == "place" else 0.5
        countries[entry.country] += weight
        if entry.admin1 and toponym.use == "place":
            divisions[entry.country, entry.admin1] += weight
    return _Votes(_shares(countries), _shares(divisions))


def _shares(counts: dict[Any, float]) -> dict[Any, float]:
    top = max(counts.values(), default=1)
    return {key: count / top for key, count in counts.items()}


def _certain_country(toponym: Toponym) -> Entry | None:
    """The country that a name surely is: not Georgia, which is a state too."""
    country = _country(toponym)
    return (
        None
        if country is None or any(e.kind == "admin1" and e.own and e.country != country.country for e in toponym.entries[:3])
        else country
    )


def _certain(toponym: Toponym) -> Entry | None:
    """The entry of a name that needs no context: a country, a row of our own table, or a name of one country only."""
    entries = toponym.entries
    if not entries:
        return None
    country = _certain_country(toponym)
    if country is not None:
        return country
    overlay = next((e for e in entries if e.overlay and e.country), None)
    if overlay is not None:
        return overlay
    if len({e.country for e in entries}) == 1 and (entries[0].population >= 1_000 or entries[0].kind == "admin1"):
        return entries[0]
    big = entries[0]
    rest = max((e.population for e in entries if e.country != big.country), default=0)
    return big if big.population >= 300_000 and rest * 20 < big.population else None


def _senses(found: Sequence[Toponym], evidence: _Evidence) -> dict[Key, _Sense]:
    """The meaning of every name that the evidence settles."""
    senses: dict[Key, _Sense] = {}
    seen: set[Key] = set()
    for toponym in found:
        key = _key(toponym)
        if key in seen or not toponym.entries:
            continue
        seen.add(key)
        sense = _sense(toponym, evidence)
        if sense is not None:
            senses[key] = sense
    return senses


def _sense(toponym: Toponym, evidence: _Evidence) -> _Sense | None:
    """The best-supported entry of a name, or None when even that one has too little."""
    land = None if toponym.kind in ("city", "exact", "admin2") else _certain_country(toponym)
    holders = evidence.holding(toponym)
    entries = (land,) if land else toponym.entries
    scored = sorted(
        ((_score(e, toponym.kind, evidence.votes, holders), e) for e in entries),
        key=lambda pair: (-pair[0], -pair[1].population, pair[1].key),
    )
    score, entry = scored[0]
    held = any(_holds(h, entry) for h in holders)
    small = entry.kind in ("city", "admin2") and not entry.overlay and (entry.population < _KNOWN or not entry.own)
    if score < _LEAST or (small and not held and entry.country not in evidence.sure):
        return None
    why = ["held by a name beside it"] if held else []
    if toponym.kind in _FITS and entry.kind in _FITS[toponym.kind]:
        why.append(f"called {toponym.kind} in the text")
    if entry.country and evidence.votes.countries.get(entry.country, 0) > 0.3:
        why.append("in a country the report speaks of")
    if len(scored) > 1:
        why.append(f"best of {len(scored)} of that name")
    return _Sense(entry, score, tuple(scored[1:]), "; ".join(why) or "the only place of that name")


def _score(entry: Entry, kind: str | None, votes: _Votes, holders: Sequence[Entry | str]) -> float:
    """The evidence for one entry; see the weights above."""
    score = _POPULATION * math.log10(entry.population + 1) / 7 + _OWN * entry.own + _SIZE[entry.kind]
    if entry.kind == "country":
        score += _COUNTRY
    if entry.overlay:
        score += _COUNTRY if entry.country else 4 * _COUNTRY  # a sea or a continent has no country to be voted for
    if entry.country:
        score += _VOTED * votes.countries.get(entry.country, 0.0)
        if entry.admin1:
            score += _REGION * votes.divisions.get((entry.country, entry.admin1), 0.0)
    if any(_holds(holder, entry) for holder in holders):
        score += _CONTAINED
    if kind in _FITS:
        score += _KIND if entry.kind in _FITS[kind] else (-_KIND / 2 if kind != "exact" else 0.0)
    return score


def _holds(holder: Entry | str, entry: Entry) -> bool:
    """Whether the entry lies in the holder: a country by code, a country, or a division."""
    if isinstance(holder, str):
        return holder == entry.country
    if holder.country != entry.country or holder.key == entry.key or holder.country is None:
        return False
    return holder.kind in ("country", "region") or (entry.kind != "country" and holder.admin1 is not None and holder.admin1 == entry.admin1)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a name that is left open: the other names, their meanings and the report's votes."""

    found: Sequence[Toponym]
    index: int
    senses: dict[Key, _Sense]
    votes: _Votes

    def entry(self) -> Entry | None:
        """The nearest settled place in the paragraph within three names, the following one first when it is as near."""
        own = self.found[self.index]
        for step in range(1, 4):
            for i in (self.index + step, self.index - step):
                if 0 <= i < len(self.found) and self.found[i].passage == own.passage and self.found[i].use == "place":
                    sense = self.senses.get(_key(self.found[i]))
                    if sense is not None and self.votes.countries.get(sense.entry.country or "", 0.0) >= _BESIDE:
                        return sense.entry
        return None


def _national(passage: Passage, toponym: Toponym, country: Entry | None) -> PlaceMention:
    """The mention of a country by a demonym or a house of government."""
    span = passage.span(toponym.first, toponym.last)
    place = Place(
        name=country.name if country else toponym.name,
        text=span.text,
        start=span.start,
        end=span.end,
        country=toponym.nation,
        latitude=country.latitude if country else None,
        longitude=country.longitude if country else None,
        geonameid=country.geonameid if country else None,
        precision="country",
        reason="by its people or its government",
    )
    return PlaceMention(toponym.passage, toponym.first, toponym.last, place, "demonym")


def _mention(passage: Passage, toponym: Toponym, senses: dict[Key, _Sense], around: _Around) -> PlaceMention | None:
    """The mention of a name; None for a name that is known to the gazetteer, left open, and tied to nothing."""
    span = passage.span(toponym.first, toponym.last)
    sense = senses.get(_key(toponym))
    if sense is not None:
        place = _place(toponym, sense, span.text, span.start)
    elif toponym.kind or toponym.preposition in ("in", "near", "inside", "outside"):
        place = _open(toponym, around, span.text, span.start)
    else:
        return None
    return PlaceMention(toponym.passage, toponym.first, toponym.last, place, toponym.use, toponym.preposition)


def _place(toponym: Toponym, sense: _Sense, text: str, start: int) -> Place:
    entry = sense.entry
    rival = next((s for s, e in sense.others if (e.country, e.admin1) != (entry.country, entry.admin1)), 0.3)
    candidates = [
        Candidate(name=e.name, country=e.country, admin1=e.admin1, geonameid=e.geonameid, score=_squash(s, sense.score))
        for s, e in sense.others[:3]
    ]
    return Place(
        name=entry.name,
        text=text,
        start=start,
        end=start + len(text),
        country=entry.country,
        admin1=entry.admin1,
        admin2=entry.admin2,
        latitude=entry.latitude,
        longitude=entry.longitude,
        geonameid=entry.geonameid,
        precision=_precision(toponym, entry),
        score=_squash(sense.score, rival),
        reason=sense.reason + ("; coordinates are the mean of its places" if entry.derived else ""),
        candidates=tuple(candidates),
    )


def _squash(score: float, rival: float) -> float:
    """A difference of evidence as 0 to 1: even at no difference, 0.88 at half a point (slope 4 by inspection)."""
    return round(1 / (1 + math.exp(-4 * (score - rival))), 3)


def _precision(toponym: Toponym, entry: Entry) -> Precision:
    if toponym.near and entry.kind in ("city", "admin2"):
        return "near"
    return "exact" if entry.kind == "city" else entry.kind


def _open(toponym: Toponym, around: _Around, text: str, start: int) -> Place:
    """A place known by its words alone: country and division of its surroundings, no coordinates."""
    beside = around.entry()
    country = beside.country if beside else around.votes.best()
    admin1 = beside.admin1 if beside else None
    why = f"not in the gazetteer; country of {beside.name if beside else 'the report'}" if country else "not in the gazetteer"
    return Place(
        name=toponym.name,
        text=text,
        start=start,
        end=start + len(text),
        country=country,
        admin1=admin1,
        precision="near" if country else None,
        score=0.3 if country else 0.1,
        reason=why,
    )


def countries(mentions: Iterable[PlaceMention]) -> tuple[str, ...]:
    """The countries a report speaks of, most often first (a demonym counts half)."""
    counts: Counter[str] = Counter()
    for mention in mentions:
        if mention.place.country:
            counts[mention.place.country] += 2 if mention.use == "place" else 1
    return tuple(sorted(counts, key=lambda c: (-counts[c], c)))
