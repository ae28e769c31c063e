"""What linking looks at of a claim, worked out once: which kind of thing it tells of, when, where, who is in it, how many.

Times become day numbers and names become sets of telling words, so that comparing two claims is comparing small sets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reportedly import lexicon
from reportedly.compare import telling
from reportedly.link.kinds import kind_of, topics
from reportedly.link.standing import SEVERAL, Standing, is_dated, is_vague, is_wide, standing, tolls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.model import Claim, Party, Place, Time
    from reportedly.model.event import Told

UNDATED = "9999-99-99"
"""Where a report without a publication day stands among those with one: after them, so that it names no event that they tell too."""
FEW = 4
"""Dead from which they are a number and no longer persons."""
MOST_NAMES = 24
"""Parties of a side that are looked at: claims made by hand name up to five, and a hostile one costs no more than this."""
_CLAIMS = 8_192  # remembered as linking sees them: a claim that is near is met again and again; 2 KB each beside the claim
_DATELINE = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W_]{4,}")
Names = frozenset[frozenset[str]]
"""Names of parties, each as its telling words."""
Counted = tuple[str, str, str, str]
"""Report, measure, speaker and people of a count."""


@dataclass(frozen=True, slots=True)
class Traits:
    """A claim as linking sees it.

    `group`: its report and the event of it that the claim tells. `age` makes the earliest claim of an event (publication, unknown last;
    then anchor, then id), `order` is the canonical order (day, then age). `start`..`end`: day numbers (1 is 1 January of year 1), both
    known or both None. `core` is the day that it is told to have happened on, None unless one day is named, and not only for the saying.
    `named` are the names of both sides that are proper names, `persons` the dead where they are named one by one. `figures`: (measure,
    least number) where a number is given and no "dozens"; `counts`: those of many that may stand for a whole happening. `topics` are the
    questions that its words answer, `words` the longer words of its evidence.
    """

    told: Told
    group: tuple[str, str]
    age: tuple[str, str, str]
    order: tuple[int, str, str, str]
    kind: str
    standing: Standing
    start: int | None
    end: int | None
    core: int | None
    day: int
    place: Place | None
    wide: bool
    acts: Names
    undergoes: Names
    named: Names
    persons: Names
    figures: tuple[tuple[str, int], ...]
    counts: tuple[tuple[Counted, int], ...]
    topics: frozenset[str]
    words: frozenset[str]

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.told.claim.id

    @property
    def is_place_clear(self) -> bool:
        """Whether it happened somewhere in particular: no division, and no "river" without a name."""
        return self.place is not None and not self.wide and self.place.name != self.place.name.casefold()


@lexicon.of_tables
@lru_cache(maxsize=_CLAIMS)
def traits(told: Told) -> Traits:
    """What linking looks at of this claim."""
    claim = told.claim
    published = day_number(told.published)
    start, end = _days(claim.time)
    evidence = claim.spans[0].text if claim.spans else ""
    asked = topics(evidence, claim.event_type)
    day = (end if end is not None else published) or 0
    age = told.published or UNDATED, claim.anchor, claim.id
    parties = (*claim.actors, *claim.recipients)
    return Traits(
        told=told,
        group=(told.report, claim.event),
        age=age,
        order=(day, *age),
        kind=kind_of(claim, asked),
        standing=standing(claim, published=published, end=end, length=0 if start is None or end is None else end - start + 1),
        start=start,
        end=end,
        core=None if _is_of_saying(claim) else _core(claim.time, start, end, published),
        day=day,
        place=claim.place,
        wide=is_wide(claim.place),
        acts=_names(claim.actors),
        undergoes=_names(claim.recipients),
        named=_names(party for party in parties if party.wikidata or party.name[:1].isupper()),
        persons=_persons(claim),
        figures=tuple(_figures(claim)),
        counts=tuple(_counts(told)),
        topics=asked,
        words=content(evidence),
    )


def day_number(iso: str | None) -> int | None:
    """The number of an ISO day (or of the day that an ISO time begins with); None for none and for what is no day."""
    return None if iso is None else _ordinal(iso[:10])


def _ordinal(iso: str) -> int | None:
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return None


def _days(time: Time | None) -> tuple[int | None, int | None]:
    """The days of a time, both or none."""
    if time is None:
        return None, None
    start, end = day_number(time.start), day_number(time.end)
    if start is None or end is None or start > end:
        return None, None
    return start, end


def _core(time: Time | None, start: int | None, end: int | None, published: int | None) -> int | None:
    """The one day that it is told to have happened on. That of publication, written out with its year, is the dateline's."""
    if time is None or start is None or start != end or time.precision != "day":
        return None
    return None if start == published and _DATELINE.search(time.text or "") else start


def _is_of_saying(claim: Claim) -> bool:
    """Whether the words that date it only tell when it was said: "the raid killed nine, the ministry said on Sunday"."""
    time, said = claim.time, claim.said
    return time is not None and said is not None and bool(time.text) and (time.text, time.span_start) == (said.text, said.span_start)


def _names(parties: Iterable[Party]) -> Names:
    """Names of parties; of "A or B" both; a party with a Wikidata item goes by it too."""
    found: set[frozenset[str]] = set()
    for party in islice(parties, MOST_NAMES):
        found.update(words for name in (party.any_of[:MOST_NAMES] or (party.name,)) if (words := telling(name)))
        if party.wikidata:
            found.add(frozenset((party.wikidata,)))
    return frozenset(found)


def _persons(claim: Claim) -> Names:
    """Who died, where a few dead are counted and as many are named, with nobody beside them but by name."""
    dead = claim.killed.low if claim.killed is not None else None
    if dead is None or not 0 < dead < FEW or any(party.name == party.name.casefold() for party in claim.recipients):
        return frozenset()
    names = frozenset(name for name in _names(claim.recipients) if len(name) > 1)
    return names if len(names) >= dead else frozenset()


def _figures(claim: Claim) -> Iterator[tuple[str, int]]:
    for measure, toll in tolls(claim):
        if toll.low is not None and not is_vague(toll):
            yield measure, toll.low


def _counts(told: Told) -> Iterator[tuple[Counted, int]]:
    """Numbers of many that may stand for the whole of a happening; none that are told to be older or newer."""
    claim = told.claim
    many = [(measure, low) for measure, low in _figures(claim) if low >= SEVERAL]
    if not many or is_dated(claim):
        return
    people = " ".join(sorted(party.name.casefold() for party in claim.recipients))
    for measure, low in many:
        yield (told.report, measure, claim.speaker.name if claim.speaker else "", people), low


def content(words: str) -> frozenset[str]:
    """The longer words of evidence, cut to six letters so that forms of a word meet."""
    return frozenset(word[:6] for word in _WORD.findall(words.casefold()))
