"""Places of a report: every name in its place, tied to one entry of the gazetteer or left open.

A name that nothing decides keeps its words, with the country of its surroundings; it never changes another name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.model import Candidate, Place, Precision, Span
from reportedly.read.places.place_senses import Sense, Senses, is_country, senses
from reportedly.read.places.toponyms import Known, Lookup, Toponym, toponyms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.gazetteer import Entry, Kind, Point
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.places.place_context import Use

_ALONE = 0.3  # the evidence that a name without a rival abroad is measured against
_OPEN = 0.3  # the score of a place known by its words and its surroundings alone
_LOST = 0.1  # the same, without surroundings
_PRECISIONS: dict[Kind, Precision] = {  # how precisely a thing of a kind places what happens there (the table `feature_codes` says why)
    "country": "country",
    "admin1": "admin1",
    "admin2": "admin2",
    "city": "exact",
    "region": "region",
    "site": "exact",
    "area": "admin2",
    "feature": "near",
}
_DERIVED: dict[Point, str] = {  # coordinates that are not the place's own are marked as such
    "given": "",
    "mean": "; coordinates are the mean of its places",
    "centroid": "; coordinates are the centre of its shape",
    "namesake": "; coordinates are those of the town it is named after",
}
_AROUND = 3  # names to either side whose country a name that is in no gazetteer may take


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in paragraph `passage`, tokens `first`..`last` (both included).

    `use`: "place"; "metonym", a government by its country or capital; "demonym", a nationality, or a country
    that only qualifies ("US-led"); "organisation_part", inside an organisation's name. Use `place` as a place only
    where `use` is "place": the others carry the country. `preposition` (lower case) ties it to its sentence.
    """

    passage: int
    first: int
    last: int
    place: Place
    use: Use
    preposition: str | None = None

    @property
    def specific(self) -> bool:
        """Whether the place lies in a country and below it."""
        return self.place.precision not in ("country", None) and self.place.country is not None


def places(passages: Sequence[Passage], lookup: Lookup, *, people: Callable[[str], bool] | None = None) -> tuple[PlaceMention, ...]:
    """The place mentions of a report's paragraphs in text order.

    `lookup` is the gazetteer's `find`; `people` says of a single capitalised word whether it is a person's
    name in this report. Linear in the text; the same for the same text.
    """
    known = Known(set(), frozenset(t.text for p in passages for t in p.doc if t.is_lower))
    found = [t for passage in passages for t in toponyms(passage, lookup, known)]
    if people is not None:
        found = [t for t in found if t.kind or " " in t.name or is_country(t) or not people(t.name)]
    settled = senses(passages, found)
    parsed = {p.number: p for p in passages}
    nations = {t.nation: next(iter(lookup(f"iso {t.nation}")), None) for t in found if t.nation}
    made = []
    for number, toponym in enumerate(found):
        passage = parsed[toponym.passage]
        if toponym.nation:
            made.append(_mention(toponym, _national(passage, toponym, nations[toponym.nation])))
            continue
        sense = settled.of(toponym)
        if sense is not None:
            made.append(_mention(toponym, _place(passage, toponym, sense)))
        elif toponym.kind or toponym.preposition in ("in", "near", "inside", "outside"):
            made.append(_mention(toponym, _open(passage, toponym, _beside(found, number, settled), settled.votes.best())))
    return tuple(made)


def _mention(toponym: Toponym, place: Place) -> PlaceMention:
    return PlaceMention(toponym.passage, toponym.first, toponym.last, place, toponym.use, toponym.preposition)


def _words(passage: Passage, toponym: Toponym) -> Span:
    """The words of the name; not by way of the paragraph's whole text, which a Doc makes anew each time it is asked."""
    words = passage.doc[toponym.first : toponym.last + 1]
    text, start = words.text, passage.start + words.start_char
    if passage.words is not None:  # printed in capitals, parsed in ordinary spelling
        text = passage.words[words.start_char : words.end_char]
    return Span(start=start, end=start + len(text), text=text)


def _national(passage: Passage, toponym: Toponym, country: Entry | None) -> Place:
    """The country of a demonym or of a house of government."""
    span = _words(passage, toponym)
    return Place(
        name=country.name if country else toponym.name,
        text=span.text,
        start=span.start,
        end=span.end,
        country=toponym.nation,
        latitude=country.latitude if country else None,
        longitude=country.longitude if country else None,
        geonameid=country.geonameid if country else None,
        precision="country",
        extent_km=country.extent_km if country else None,
        reason="by its people or its government",
    )


def _place(passage: Passage, toponym: Toponym, sense: Sense) -> Place:
    """The place of a settled name; its score weighs the entry against the best one elsewhere."""
    entry, span = sense.entry, _words(passage, toponym)
    rival = next((score for score, other in sense.others if (other.country, other.admin1) != (entry.country, entry.admin1)), _ALONE)
    candidates = [
        Candidate(name=e.name, country=e.country, admin1=e.admin1, geonameid=e.geonameid, score=_squash(score, sense.score))
        for score, e in sense.others[:3]
    ]
    return Place(
        name=entry.name,
        text=span.text,
        start=span.start,
        end=span.end,
        country=entry.country,
        admin1=entry.admin1,
        admin2=entry.admin2,
        latitude=entry.latitude,
        longitude=entry.longitude,
        geonameid=entry.geonameid,
        precision=_precision(toponym, entry),
        extent_km=entry.extent_km,
        score=_squash(sense.score, rival),
        reason=sense.reason + _DERIVED[entry.point],
        candidates=tuple(candidates),
    )


def _squash(score: float, rival: float) -> float:
    """A difference of evidence as 0 to 1: even at none, 0.88 at half a point (slope 4, chosen by inspection)."""
    return round(1 / (1 + math.exp(-4 * (score - rival))), 3)


def _precision(toponym: Toponym, entry: Entry) -> Precision:
    if toponym.near and entry.kind in ("city", "site", "feature", "area", "admin2"):
        return "near"
    return _PRECISIONS[entry.kind]


def _beside(found: Sequence[Toponym], number: int, settled: Senses) -> Entry | None:
    """The nearest settled place of the paragraph, the following one first, in a country that the report speaks of."""
    own = found[number]
    for step in range(1, _AROUND + 1):
        for i in (number + step, number - step):
            if 0 <= i < len(found) and found[i].passage == own.passage and found[i].use == "place":
                sense = settled.of(found[i])
                if sense is not None and settled.votes.speaks_of(sense.entry.country):
                    return sense.entry
    return None


def _open(passage: Passage, toponym: Toponym, beside: Entry | None, nation: str | None) -> Place:
    """A place known by its words alone: country and division of its surroundings, no coordinates."""
    span = _words(passage, toponym)
    country = beside.country if beside else nation
    whose = f"; in the country of {beside.name}" if beside else "; in the country the report speaks of most" if nation else ""
    return Place(
        name=toponym.name,
        text=span.text,
        start=span.start,
        end=span.end,
        country=country,
        admin1=beside.admin1 if beside else None,
        precision="near" if country else None,
        score=_OPEN if country else _LOST,
        reason=f"{'open among places of that name' if toponym.entries else 'not in the gazetteer'}{whose}",
    )
