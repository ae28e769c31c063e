"""Place names as they stand in a paragraph: which words they are, and what they could be.

A name is the longest run of capitalised words that the gazetteer knows. Persons, bodies and common words are told apart by
the words around them: see `guards`. Nothing is resolved here: see `places`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.read.grammar.nations import demonym_of, metonym_of, seats
from reportedly.read.places.guards import JOINS, Known, Try, allowed, makes_a_place, may_open
from reportedly.read.places.naming import Lookup, Words, division, entries_of, within
from reportedly.read.places.place_context import NEAR, SITES, TIES, Use, is_off, is_taken, own_size, preposition, size, use
from reportedly.read.places.place_words import is_size, people_of, postal_divisions, short_divisions, word_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.gazetteer import Entry
    from reportedly.read.grammar.passage import Passage

_LONGEST = 6  # tokens of a name: "Democratic Republic of the Congo" has five, hyphens count


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name in its place: tokens `first`..`last` with compass and kind words, `begin`..`end` without, `name` what was looked up.

    `entries` is empty for a name that the gazetteer lacks. `kind` is what a common word beside it says ("Idlib province" is
    admin1), `near` that the event is off it or that the entries are those of a name inside this one ("Port of Basra"),
    `preposition` what ties it to the sentence, `tied` that this, a kind word or a verb is one of places. `nation` is the country
    (ISO code) of a demonym or a house of government.
    """

    passage: int
    first: int
    last: int
    begin: int
    end: int
    name: str
    entries: tuple[Entry, ...]
    use: Use
    kind: str | None = None
    near: bool = False
    preposition: str | None = None
    nation: str | None = None
    tied: bool = False


def toponyms(words: Words, lookup: Lookup, known: Known) -> list[Toponym]:
    """The place names of a paragraph in text order."""
    found: list[Toponym] = []
    i = 0
    while i < len(words.each):
        here = None
        if may_open(words.each, i):
            here = (
                _capital(words, i, lookup)
                or _people(words, i, lookup)
                or _short(words, i, lookup, found[-1] if found else None)
                or _listed(words, i, lookup, known)
                or _unlisted(words, i, known)
            )
            if here is not None and here.use == "demonym":
                here = _state(words, here, lookup, known) or here
        if here is not None:
            found.append(here)
        i = i + 1 if here is None else here.last + 1
    return found


def given(passages: Sequence[Passage], spans: Sequence[tuple[int, int]], lookup: Lookup) -> list[Toponym | None]:
    """The names at the report's spans, known to be places; None for a span without words."""
    parsed = [Words.of(passage) for passage in passages]
    return [_given(parsed, start, end, lookup) for start, end in spans]


def _given(parsed: Sequence[Words], start: int, end: int, lookup: Lookup) -> Toponym | None:
    words = next((w for w in parsed if w.passage.start <= start < w.passage.end), None)
    if words is None:
        return None
    a, z = start - words.passage.start, end - words.passage.start
    tokens = [i for i, (at, word) in enumerate(zip(words.starts, words.each, strict=True)) if at < z and at + len(word) > a]
    return (_people(words, tokens[0], lookup, tokens[-1]) or _spanned(words, tokens, words.text[a:z], lookup)) if tokens else None


def _spanned(words: Words, tokens: Sequence[int], name: str, lookup: Lookup) -> Toponym:
    """A name known to be one: that of a postal code, or of a name inside it where the gazetteer lacks the whole."""
    postal = postal_divisions().get(name)
    entries = division(postal, lookup) if postal else entries_of(name, lookup)
    inside = () if entries else within(name, lookup)
    return _described(words, Try(words.doc, tokens[0], tokens[-1], entries or inside), name, inside=bool(inside))


def _people(words: Words, first: int, lookup: Lookup, last: int | None = None) -> Toponym | None:
    """No place, but the vote of a country or a division: "Syrian", "Costa Ricans", "the Kremlin", "Chechen"."""
    for end in (min(first + 1, len(words.each) - 1), first) if last is None else (last,):
        name = words.span(first, end)
        country = demonym_of(name)
        if country is None and metonym_of(name) is not None and (end > first or words.doc[first].pos_ == "PROPN"):
            country = metonym_of(name)
        row = None if country else people_of(name)
        if country is not None or row is not None:
            entries = division(row, lookup) if row else lookup(f"iso {country}")[:1]
            nation = row.country if row else country
            return Toponym(words.passage.number, first, end, first, end, name, entries, "demonym", nation=nation)
    return None


def _capital(words: Words, first: int, lookup: Lookup) -> Toponym | None:
    """A capital that goes by its people: "the Syrian capital"; not where its name follows, or "the southern Sudanese capital"."""
    each = words.each[first : first + 3]
    if len(each) < 2 or each[1].lower() != "capital" or (len(each) > 2 and each[2][0].isupper()):
        return None
    of_a_part = first and word_kinds().get(words.each[first - 1].lower()) == "compass"
    country = None if of_a_part else demonym_of(each[0])
    name = None if country is None else seats().get(country)
    found = () if name is None else tuple(entry for entry in lookup(name) if entry.country == country and entry.kind == "city")[:1]
    return _described(words, Try(words.doc, first, first + 1, found), words.span(first, first + 1)) if found else None


def _state(words: Words, people: Toponym, lookup: Lookup, known: Known) -> Toponym | None:
    """The place that only begins with a people's name, or ends with one: "Dominican Republic", "Indian Ocean", "the Philippines"."""
    name = _listed(words, people.first, lookup, known)
    if name is None or not name.entries or name.entries[0].kind == "city" or not (name.end > people.end or name.name.endswith("s")):
        return None
    return name if name.end > people.end or name.entries[0].kind == "country" else None


def _short(words: Words, first: int, lookup: Lookup, before: Toponym | None) -> Toponym | None:
    """A division written short: "S.C.", "W. Va."; its postal code only behind a comma and a place, "Reno, NV"."""
    for last in (min(first + 1, len(words.each) - 1), first):
        name = words.span(first, last)
        if name in short_divisions() and not (name == "B.C." and first and words.doc[first - 1].like_num):
            return _described(words, Try(words.doc, first, last, entries_of(name, lookup)), name)
    row = postal_divisions().get(words.each[first])
    if row is not None and before is not None and before.last == first - 2 and words.each[first - 1] == ",":
        return _described(words, Try(words.doc, first, first, division(row, lookup)), words.each[first])
    return None


def _run_end(words: Sequence[str], first: int) -> int:
    """The last token of the run of capitalised words, joined by hyphens and particles, that opens at `first`."""
    last = first
    for i in range(first + 1, min(first + _LONGEST, len(words))):
        word = words[i]
        if word[0].isupper():
            last = i
        elif not (word.lower() in JOINS or (word == "the" and words[i - 1] == "of")):
            break
    return last


def _listed(words: Words, first: int, lookup: Lookup, known: Known) -> Toponym | None:
    """The longest name from `first` on that the gazetteer knows and that the words around it allow to be a place."""
    each, end = words.each, _run_end(words.each, first)
    bare = end == first and each[first].lower() == "the"  # "The village of X" is no village called The Village
    longest = end + 1 if not bare and end + 1 < len(each) and is_size(each[end + 1].lower()) else end
    for last in range(longest, first - 1, -1):
        if each[last].lower() in JOINS:
            continue
        name = words.span(first, last)
        entries = lookup(name)
        if not entries and last == first and name.endswith("s") and len(name) > 4:
            entries = tuple(e for e in lookup(name[:-1]) if e.kind == "country")  # "Syrias": a possessive that lost its apostrophe
        tried = Try(words.doc, first, last, entries)
        if entries and not _is_body(words, tried, lookup) and allowed(tried, known):
            return _described(words, tried, name)
    return None


def _unlisted(words: Words, first: int, known: Known) -> Toponym | None:
    """A name that the gazetteer lacks and the words make a place: "in the village of Hassajik", "in Zardana"."""
    end = _run_end(words.each, first)
    if not makes_a_place(words.doc, first, end, known):
        return None
    name = words.span(first, end)
    known.places.add(name.lower())
    return _described(words, Try(words.doc, first, end, ()), name)


def _is_body(words: Words, tried: Try, lookup: Lookup) -> bool:
    """Whether "City" goes with a body's name, and the place is the one without it: "Dublin City Council", not "Kansas City Council"."""
    first, last = tried.first, tried.last
    if last == first or last + 1 == len(words.each) or not words.each[last + 1][0].isupper():
        return False
    if word_kinds().get(words.each[last].lower()) != "city":
        return False
    shorter = lookup(words.span(first, last - 1))
    return words.doc[last + 1].pos_ == "PROPN" and bool(shorter) and shorter[0].key == tried.entries[0].key


def _described(words: Words, tried: Try, name: str, *, inside: bool = False) -> Toponym:
    """The name with the compass and kind words around it, its tie and its use."""
    doc = words.doc
    kind, first, last = size(doc, tried.first, tried.last)
    tie = preposition(doc, first, last)
    site = last > tried.last and kind in SITES
    entries = tuple(e for e in tried.entries if not site or (kind == "exact" and e.kind not in ("country", "admin1")))
    return Toponym(
        passage=words.passage.number,
        first=first,
        last=last,
        begin=tried.first,
        end=max((i for i in range(tried.first, last + 1) if words.each[i][0].isupper()), default=tried.last),
        name=words.span(tried.first, last) if tried.entries and not entries else name,
        entries=entries,
        use=use(doc, tried.first, tried.last, tried.country) if tried.entries else "place",
        kind=kind or own_size(doc, tried.first, tried.last),
        near=inside or site or tie in NEAR or tie == "between" or is_off(doc, first),
        preposition=tie,
        tied=kind is not None or tie in TIES or is_taken(doc[tried.last]),
    )
