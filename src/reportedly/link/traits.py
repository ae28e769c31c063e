"""What linking looks at of a claim, worked out once: which kind of thing it tells of, when, where, who is in it, how many.

`standing` parts what may never be one event: a happening, an aggregate (the total of an offensive, a year's dead) and background (what
a report recalls from before the news). Times become day numbers and names become sets of telling words, so that
comparing two claims is comparing small sets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from reportedly import lexicon
from reportedly.compare import MEASURES, family, telling
from reportedly.compare.parties import empty_words, role_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.model import Claim, Party, Place, Time, Toll
    from reportedly.model.event import Told

Standing = Literal["event", "aggregate", "background"]

LONG_AGO = 14
"""Days between an event's end and its report from which the report recalls it rather than tells it: follow-ups of one happening in the
development stories come within eleven days."""
RUNNING = 4
"""Days that a total of no side in particular must add up over to be an aggregate: shorter ones count one happening over some days."""
LASTING = 15
"""Days that a total adds up over from which it is an aggregate, whoever is counted: battles of the development stories take up to nine."""
SPREAD = 3
"""Days that a claim without a time is looked for before its publication: news is about the days before."""
SEVERAL = 10
"""Least dead of an aggregate that only its days and place tell: fewer are a count of one happening."""
UNDATED = "9999-99-99"
"""Where a report without a publication day stands among those with one: after them, so that it names no event that they tell too."""
FEW = 4
"""Dead from which they are a number and no longer persons."""
OF_PERSONS = frozenset({"presence", "life", "custody"})
"""Topics of the lexicon's outcomes that are questions about somebody: where, whether alive, in whose hands."""
_OF_DIVISIONS = frozenset({"province", "governorate", "region", "state", "county", "oblast", "wilayat", "valley", "department"})
MASS = 10_000
"""Least dead that no happening of a conflict has at once: the deadliest single attacks and battles of days stay below it."""
_IN_DAYS = re.compile(r"\b(?:hours?|days?|nights?|weekend|overnight)\b", re.IGNORECASE)
_DATELINE = re.compile(r"\b(?:19|20)\d\d\b")
_WORDS = 4096
_WORD = re.compile(r"[^\W_]{4,}")


@dataclass(frozen=True, slots=True)
class Traits:
    """A claim as linking sees it.

    `start`..`end`: day numbers (1 is 1 January of year 1), both known or both None; it is sorted by `day`. `core` is the day that
    it is told to have happened on, None unless one day is named. `acts`, `undergoes`: names of parties as sets of telling words;
    `named` those of both that are proper names; `persons` the dead where they are named one by one. `figures`: (measure, low, high)
    where a number is given. `topics` are the questions that its words answer, `words` the longer words of its evidence.
    """

    told: Told
    kind: str
    standing: Standing
    start: int | None
    end: int | None
    core: int | None
    day: int
    place: Place | None
    wide: bool
    acts: frozenset[frozenset[str]]
    undergoes: frozenset[frozenset[str]]
    named: frozenset[frozenset[str]]
    persons: frozenset[frozenset[str]]
    figures: tuple[tuple[str, int, int | None], ...]
    counts: tuple[tuple[tuple[str, ...], int], ...]
    topics: frozenset[str]
    words: frozenset[str]

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.told.claim.id

    @property
    def group(self) -> tuple[str, str]:
        """The report, and the event of it that the claim tells of."""
        return self.told.report, self.told.claim.event

    @property
    def age(self) -> tuple[str, str, str]:
        """What makes one claim of an event its earliest: publication (unknown is last), then anchor, then id."""
        return self.told.published or UNDATED, self.told.claim.anchor, self.told.claim.id

    @property
    def order(self) -> tuple[int, str, str, str]:
        """The canonical order: by day, by what makes an event's id (publication, anchor), by id."""
        return self.day, *self.age

    @property
    def is_place_clear(self) -> bool:
        """Whether it happened somewhere in particular: no division, and no "river" without a name."""
        return self.place is not None and not self.wide and self.place.name != self.place.name.casefold()


def traits(told: Told) -> Traits:
    """What linking looks at of this claim."""
    claim = told.claim
    published = _day(told.published)
    start, end = _days(claim.time)
    parties = (*claim.actors, *claim.recipients)
    wide = _is_wide(claim.place)
    asked = _topics(claim.spans[0].text, claim.event_type) if claim.spans else frozenset()
    return Traits(
        told=told,
        kind=_kind(claim, asked),
        standing=_standing(claim, published, end, (end - start + 1 if start is not None and end is not None else 0), wide),
        start=start,
        end=end,
        core=_core(claim.time, start, end, published),
        day=(end if end is not None else published) or 0,
        place=claim.place,
        wide=wide,
        acts=_names(claim.actors),
        undergoes=_names(claim.recipients),
        named=_names(party for party in parties if party.wikidata or party.name[:1].isupper()),
        persons=_persons(claim),
        figures=tuple(_figures(claim)),
        counts=tuple(_counts(told)),
        topics=asked,
        words=content(claim.spans[0].text) if claim.spans else frozenset(),
    )


def _kind(claim: Claim, asked: frozenset[str]) -> str:
    """The family of the event's type; `whereabouts` for what is told of where somebody is or how."""
    kind = family(claim.event_type)
    if kind is None and asked & OF_PERSONS and any(party.name[:1].isupper() for party in (*claim.actors, *claim.recipients)):
        return "whereabouts"
    return kind or "status"


def _day(iso: str | None) -> int | None:
    """The number of an ISO day (or of the day that an ISO time begins with); None for none and for what is no day."""
    return None if iso is None else _ordinal(iso[:10])


@lru_cache(maxsize=_WORDS)
def _ordinal(iso: str) -> int | None:
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return None


def _days(time: Time | None) -> tuple[int | None, int | None]:
    """The days of a time, both or none: one that is open at an end has its other end only where that is all that is known."""
    if time is None:
        return None, None
    start, end = _day(time.start), _day(time.end)
    if start is None or end is None or start > end:
        return None, None
    return start, end


def _core(time: Time | None, start: int | None, end: int | None, published: int | None) -> int | None:
    """The one day that it is told to have happened on. The day of publication written out with its year is the dateline's, not the event's."""
    if time is None or start is None or start != end or time.precision != "day":
        return None
    return None if start == published and _DATELINE.search(time.text or "") else start


def _standing(claim: Claim, published: int | None, end: int | None, length: int, wide: bool) -> Standing:  # noqa: PLR0917 - what standing rests on
    """Background where the reader says so or where it ended long before the report; aggregate where it adds up over time and place."""
    if claim.background or "historical" in claim.auxiliary:
        return "background"
    tolls = [toll for measure in MEASURES if (toll := _toll(claim, measure)) is not None]
    if any(_is_total(claim, toll, length, wide) for toll in tolls):
        return "aggregate"
    return "background" if published is not None and end is not None and published - end > LONG_AGO else "event"


def _is_total(claim: Claim, toll: Toll, length: int, wide: bool) -> bool:
    """Whether a toll counts several events: over a long time, or over days and a whole division for no side in particular."""
    if toll.low is None or toll.low < SEVERAL:
        return False
    if length >= LASTING or toll.low >= MASS or (toll.period and not _IN_DAYS.search(toll.period)):
        return True
    if not (wide or claim.place is None) or not _is_of_all(claim, toll):
        return False
    return length >= RUNNING or bool(toll.cumulative) or (length > 1 and _says_aggregate(claim))


def _is_of_all(claim: Claim, toll: Toll) -> bool:
    """Whether those counted are people in general ("civilians", "combatants and civilians") and of no side."""
    names = [toll.of] if toll.of else [party.name for party in claim.recipients]
    return not any(name[:1].isupper() for name in names) and all(word in _people() for word in _counted(claim, toll))


def is_of_civilians(claim: Claim) -> bool:
    """Whether a claim counts civilians alone."""
    words = _counted(claim, claim.killed or claim.wounded or claim.casualties)
    return bool(words) and words <= _civilians()


def _counted(claim: Claim, toll: Toll | None) -> frozenset[str]:
    """Words for who is counted, in the singular where the lexicon has it: of the toll, else of whom it befell."""
    names = [toll.of] if toll is not None and toll.of else [party.name for party in claim.recipients]
    words = frozenset().union(*map(telling, names)) - role_words() - empty_words()
    return frozenset(map(_singular, words))


@lexicon.of_tables
@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    """Words for people, whoever they fight for."""
    rows = (*lexicon.cells("victim_words"), *lexicon.cells("victim_traits"))
    return frozenset(word for row in rows for word in row["word"].casefold().split())


@lexicon.of_tables
@lru_cache(maxsize=1)
def _civilians() -> frozenset[str]:
    return frozenset(row["word"].casefold() for row in lexicon.cells("victim_traits") if "civilian" in row["traits"].split("|"))


def _singular(word: str) -> str:
    known = _people()
    forms = (word, word.removesuffix("s"), word.removesuffix("en") + "an", word.removesuffix("ren"))
    return next((form for form in forms if form in known), word)


@lexicon.of_tables
@lru_cache(maxsize=1)
def _aggregate_words() -> re.Pattern[str]:
    return _any_of(word for row in lexicon.cells("toll_standing") if row["standing"] == "aggregate" for word in row["words"].split("|"))


def _counts(told: Told) -> Iterator[tuple[tuple[str, ...], int]]:
    """Numbers of many that stand for the whole of a happening: (report, measure, speaker, people) and how many; none that are told to be older or newer."""
    claim = told.claim
    if any(_told_dated().search(span.text) for span in claim.spans):
        return
    people = " ".join(sorted(party.name.casefold() for party in claim.recipients))
    for measure, low, _ in _figures(claim):
        if low >= SEVERAL:
            yield (told.report, measure, claim.speaker.name if claim.speaker else "", people), low


@lexicon.of_tables
@lru_cache(maxsize=1)
def _told_dated() -> re.Pattern[str]:
    rows = [row for row in lexicon.cells("toll_standing") if row["standing"] in ("newer", "older", "increment")]
    return _any_of(word for row in rows for word in row["words"].split("|"))


def _says_aggregate(claim: Claim) -> bool:
    return any(_aggregate_words().search(span.text) for span in claim.spans)


def _is_wide(place: Place | None) -> bool:
    """Whether the place is a country, a first-level division or larger: by its precision, else by its name."""
    if place is None:
        return False
    names = telling(place.name)
    if place.admin1 is None or place.precision in ("country", "region"):
        return True
    return place.precision in (None, "admin1") and bool(names) and names <= telling(place.admin1) | _OF_DIVISIONS


def _names(parties: Iterable[Party]) -> frozenset[frozenset[str]]:
    """Names of parties as telling words; of "A or B" both; a party with a Wikidata item goes by it too."""
    found: set[frozenset[str]] = set()
    for party in parties:
        found.update(words for name in (party.any_of or (party.name,)) if (words := telling(name)))
        if party.wikidata:
            found.add(frozenset((party.wikidata,)))
    return frozenset(found)


def _persons(claim: Claim) -> frozenset[frozenset[str]]:
    """Who died, where a few dead are counted and as many are named, with nobody beside them but by name."""
    dead = claim.killed.low if claim.killed is not None else None
    if dead is None or not 0 < dead < FEW or any(party.name == party.name.casefold() for party in claim.recipients):
        return frozenset()
    names = frozenset(name for name in _names(claim.recipients) if len(name) > 1)
    return names if len(names) >= dead else frozenset()


def _toll(claim: Claim, measure: str) -> Toll | None:
    found: Toll | None = getattr(claim, measure)
    return found


def _figures(claim: Claim) -> Iterable[tuple[str, int, int | None]]:
    for measure in MEASURES:
        toll = _toll(claim, measure)
        if toll is not None and toll.low is not None:
            yield measure, toll.low, toll.high


@lexicon.of_tables
@lru_cache(maxsize=1)
def _outcomes() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    """Topic, event types, words of each outcome; an asterisk stands for any ending."""
    return tuple((row["topic"], frozenset(row["types"].split("|")), _any_of(row["words"].split("|"))) for row in lexicon.cells("outcomes"))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words) + r")\b", re.IGNORECASE)


@lexicon.of_tables
@lru_cache(maxsize=_WORDS)
def _topics(words: str, event_type: str) -> frozenset[str]:
    """The questions that evidence answers: of whom it is told where they are, whether they live, who holds them."""
    return frozenset(topic for topic, types, pattern in _outcomes() if event_type in types and pattern.search(words))


@lru_cache(maxsize=_WORDS)
def content(words: str) -> frozenset[str]:
    """The longer words of evidence, cut to six letters so that forms of a word meet."""
    return frozenset(word[:6] for word in _WORD.findall(words.casefold()))
