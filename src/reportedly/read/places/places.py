"""Places of a report: every name in its place, tied to one entry of the gazetteer or left open.

A name that nothing decides keeps its words, with the country of its surroundings; it never changes another name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportedly.model import Candidate, Place, Precision, Span
from reportedly.read.places.evidence import LOCAL
from reportedly.read.places.guards import MAKING, Known
from reportedly.read.places.naming import Words
from reportedly.read.places.place_senses import senses
from reportedly.read.places.place_words import is_generic
from reportedly.read.places.toponyms import given, toponyms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportedly.gazetteer import Entry, Kind, Point
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.places.naming import Lookup
    from reportedly.read.places.place_context import Use
    from reportedly.read.places.place_senses import Sense, Senses
    from reportedly.read.places.toponyms import Toponym

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
    where `use` is "place": the others carry the country. `named` is the name without common words beside it, `listed` that
    it means a place of the gazetteer; `preposition` (lower case) ties it to its sentence.
    """

    passage: int
    first: int
    last: int
    place: Place
    use: Use
    named: Span
    listed: bool
    preposition: str | None = None

    @property
    def specific(self) -> bool:
        """Whether the place lies in a country and below it."""
        return self.place.country is not None and (self.place.precision != "country" or not self.listed)


def places(passages: Sequence[Passage], lookup: Lookup, *, people: Callable[[str], bool] | None = None) -> tuple[PlaceMention, ...]:
    """The place mentions of a report's paragraphs in text order.

    `lookup` is the gazetteer's `find`; `people` says of a single capitalised word whether it is a person's
    name in this report. Linear in the text; the same for the same text.
    """
    parsed = [Words.of(passage) for passage in passages]
    lookup = cache(lookup)  # a report names the same places, and the same persons and words, again and again
    known = Known(set(), frozenset(word for words in parsed for word in words.each if word.islower()))
    found = [t for words in parsed for t in toponyms(words, lookup, known)]
    found = [t for t in found if not known.is_person(t)]
    if people is not None:
        found = [t for t in found if t.kind or " " in t.name or _is_country(t) or not people(t.name)]
    return _mentions(passages, found, senses(passages, found), sure=False)


def placed(passages: Sequence[Passage], spans: Sequence[tuple[int, int]], lookup: Lookup) -> tuple[PlaceMention | None, ...]:
    """The mention at each of the report's spans, known to be place names: it gets the best place there is. None where no word is."""
    found = given(passages, spans, lookup)
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    names = [toponym for i in order if (toponym := found[i]) is not None]
    made = iter(_mentions(passages, names, senses(passages, names), sure=True))
    mentions = {i: next(made) for i in order if found[i] is not None}
    return tuple(mentions.get(i) for i in range(len(spans)))


def _mentions(passages: Sequence[Passage], found: Sequence[Toponym], settled: Senses, *, sure: bool) -> tuple[PlaceMention, ...]:
    """The names that mean a place; of the others those that are `sure` to be places, or that the words make places."""
    parsed = {p.number: p for p in passages}
    made = []
    for number, toponym in enumerate(found):
        passage, sense = parsed[toponym.passage], settled.of(toponym)
        listed = sense is not None and (sure or not sense.doubtful)
        if toponym.use == "demonym" and toponym.nation:
            place, listed = _national(passage, toponym), True
        elif sense is not None and listed:
            place = _place(passage, toponym, sense)
        elif sure or (_is_made(passage, toponym) and not is_generic(toponym.name)):
            place = _open(passage, toponym, _beside(parsed, found, number, settled), settled.votes.best())
        else:
            continue
        named = _words(passage, toponym.begin, toponym.end)
        made.append(PlaceMention(toponym.passage, toponym.first, toponym.last, place, toponym.use, named, listed, toponym.preposition))
    return tuple(made)


def _is_made(passage: Passage, toponym: Toponym) -> bool:
    """Whether the words make a place of a name whatever it may mean; without them one that no gazetteer has was not found.

    "Outside Taliban control" makes none: the name only says whose the control is.
    """
    if not toponym.entries or toponym.kind is not None:
        return True
    word = passage.doc[toponym.last]
    return toponym.preposition in MAKING and not (word.dep_ == "compound" and word.head.pos_ == "NOUN")


def _is_country(toponym: Toponym) -> bool:
    return any(entry.kind == "country" for entry in toponym.entries[:4])


def _words(passage: Passage, first: int, last: int) -> Span:
    """Tokens of a name; not by way of the paragraph's whole text, which a Doc makes anew each time it is asked."""
    words = passage.doc[first : last + 1]
    text, start = words.text, passage.start + words.start_char
    if passage.words is not None:  # printed in capitals, parsed in ordinary spelling
        text = passage.words[words.start_char : words.end_char]
    return Span(start=start, end=start + len(text), text=text)


def _national(passage: Passage, toponym: Toponym) -> Place:
    """The country or the division of a people, or the country of a house of government."""
    span, entry = _words(passage, toponym.first, toponym.last), next(iter(toponym.entries), None)
    return Place(
        name=entry.name if entry else toponym.name,
        text=span.text,
        start=span.start,
        end=span.end,
        country=toponym.nation,
        admin1=entry.admin1 if entry else None,
        latitude=entry.latitude if entry else None,
        longitude=entry.longitude if entry else None,
        geonameid=entry.geonameid if entry else None,
        precision="country" if entry is None or entry.kind == "country" else "region" if entry.kind == "region" else "admin1",
        extent_km=entry.extent_km if entry else None,
        reason="by its people or its government",
    )


def _place(passage: Passage, toponym: Toponym, sense: Sense) -> Place:
    """The place of a settled name."""
    entry, span = sense.entry, _words(passage, toponym.first, toponym.last)
    candidates = [
        Candidate(name=e.name, country=e.country, admin1=e.admin1, geonameid=e.geonameid, score=round(score, 3))
        for score, e in sense.others
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
        score=round(sense.score, 3),
        reason=sense.reason + _DERIVED[entry.point],
        candidates=tuple(candidates),
    )


def _precision(toponym: Toponym, entry: Entry) -> Precision:
    if toponym.near and entry.kind in LOCAL:
        return "near"
    return _PRECISIONS[entry.kind]


def _beside(passages: Mapping[int, Passage], found: Sequence[Toponym], number: int, settled: Senses) -> Entry | None:
    """Where a name without a meaning may be: by the nearest place of its sentence, the following one first, else of its paragraph.

    Only a country that the report speaks of counts; a town goes before a division, that before a country; a government tells the country.
    Where the paragraph names nothing, the place named last before it counts.
    """
    own, doc = found[number], passages[found[number].passage].doc
    near = [i for step in range(1, _AROUND + 1) for i in (number + step, number - step) if 0 <= i < len(found)]
    ranked: list[tuple[bool, int, int, Entry]] = []
    for order, i in enumerate(near):
        entry = _settled(found[i], settled) if found[i].passage == own.passage else None
        if entry is not None and (found[i].use == "place" or entry.kind == "country"):
            ranked.append(
                (
                    doc[found[i].first].sent != doc[own.first].sent,
                    0 if entry.kind in LOCAL else 2 if entry.kind == "country" else 1,
                    order,
                    entry,
                )
            )
    if ranked:
        return min(ranked, key=lambda row: row[:3])[3]
    before = (_settled(found[i], settled) for i in range(number - 1, max(-1, number - 1 - _AROUND), -1))
    return next(filter(None, before), None)


def _settled(toponym: Toponym, settled: Senses) -> Entry | None:
    """What a name means, if it is in a country that the report speaks of."""
    sense = settled.of(toponym)
    return sense.entry if sense is not None and not sense.doubtful and settled.speaks_of(sense.entry.country) else None


def _open(passage: Passage, toponym: Toponym, beside: Entry | None, nation: str | None) -> Place:
    """A place known by its words alone: in the country and division of its surroundings, and put where these are."""
    span = _words(passage, toponym.first, toponym.last)
    country = beside.country if beside else nation
    whose = f"; put beside {beside.name}" if beside else "; in the country the report speaks of most" if nation else ""
    return Place(
        name=toponym.name,
        text=span.text,
        start=span.start,
        end=span.end,
        country=country,
        admin1=beside.admin1 if beside else None,
        latitude=beside.latitude if beside else None,
        longitude=beside.longitude if beside else None,
        precision=None if country is None else "admin1" if beside and beside.admin1 else "country",
        score=_OPEN if country else _LOST,
        reason=f"{'open among places of that name' if toponym.entries else 'not in the gazetteer'}{whose}",
    )
