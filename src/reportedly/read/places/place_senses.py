"""What each place name of a report means: one entry of the gazetteer throughout the report, or none.

Every name starts from what its entries are alone; then the names are asked again in the light of what the others
are believed to mean. How the evidence is weighed: `evidence`; where it comes from: `surroundings`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.read.grammar.nations import capital_of
from reportedly.read.places.evidence import LOCAL, WEIGHTS, worth
from reportedly.read.places.guards import KNOWN
from reportedly.read.places.place_words import is_generic
from reportedly.read.places.surroundings import Beliefs, Votes, evidence, key_of, names, votes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.gazetteer import Entry
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.places.evidence import Evidence
    from reportedly.read.places.surroundings import Key, Name
    from reportedly.read.places.toponyms import Toponym

_ROUNDS = 2  # after the first look: a third changes less than one name in two hundred
_SPOKEN = 0.3  # of the votes for the foremost country, from which a report "speaks of" another
_HOME, _ABROAD = 0.3, 0.5  # scores below which a place is not said: there one in three is right, abroad one in two
_SURE = 0.5  # belief below which a name says nothing of what the report speaks of, for itself: else any namesake abroad would be at home
_BACKED = 0.35  # evidence from which the rest of the report speaks for a meaning
_CANDIDATES = 3  # runners-up kept


@dataclass(frozen=True, slots=True)
class Sense:
    """What a name means in this report: the entry, how surely, the runners-up with theirs, and why.

    `score` is the odds, as a share, that the place is in the entry's division, "none of these" counted: calibrated
    (`evaluate/places.py` prints the table). `doubtful` says that a reader should not take the word for this place: little but the
    word speaks for it (of lone words that nothing ties one in six is a place, in LGL and GeoVirus), or too little is known to choose.
    """

    entry: Entry
    score: float
    others: tuple[tuple[float, Entry], ...]
    reason: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Senses:
    """The meanings of a report's names, and the votes of those that are no doubtful ones: of a place that no gazetteer has, a
    namesake abroad says nothing.
    """

    found: dict[Key, Sense]
    votes: Votes

    def speaks_of(self, country: str | None) -> bool:
        """Whether the country has a fair share of the votes."""
        return self.votes.share(country) >= _SPOKEN

    def of(self, toponym: Toponym) -> Sense | None:
        """The meaning of a name where it stands."""
        return self.found.get(key_of(toponym))


def senses(passages: Sequence[Passage], toponyms: Sequence[Toponym]) -> Senses:
    """The meanings of a report's names. Linear in the names."""
    made = names(passages, toponyms)
    weighed, beliefs = settled(made)
    heard = votes(made.values(), beliefs)
    found: dict[Key, Sense] = {}
    for key, name in made.items():
        faint = max(beliefs[key], default=0.0) < _SURE
        rest = heard.without(votes((made[same] for same in name.same), beliefs)) if faint else heard
        sense = _sense(name, weighed[key], beliefs[key], rest)
        if sense is not None:
            found[key] = sense
    meant = (name for key, name in made.items() if name.toponym.nation or (key in found and not found[key].doubtful))
    return Senses(found, votes(meant, beliefs))


def settled(made: Mapping[Key, Name], weights: Sequence[float] = WEIGHTS) -> tuple[dict[Key, Sequence[Evidence]], Beliefs]:
    """The evidence for each entry of the names in the last round, and what is believed by it; a people's country is sure."""
    sure: Beliefs = {key: tuple(1.0 for _ in name.entries) for key, name in made.items() if name.toponym.nation}
    weighed: dict[Key, Sequence[Evidence]] = {key: name.alone for key, name in made.items()}
    beliefs = {key: believed(alone, weights) for key, alone in weighed.items()} | sure
    for _ in range(_ROUNDS):
        heard = votes(made.values(), beliefs)
        weighed = {key: evidence(name, made, beliefs, heard) for key, name in made.items()}
        beliefs = {key: believed(each, weights) for key, each in weighed.items()} | sure
    return weighed, beliefs


def believed(weighed: Sequence[Evidence], weights: Sequence[float] = WEIGHTS) -> tuple[float, ...]:
    """How far each entry is believed, from its evidence and that for none of them, which comes last."""
    worths = [worth(one, weights) for one in weighed]
    top = max(worths)
    odds = [math.exp(each - top) for each in worths]
    whole = sum(odds)
    return tuple(each / whole for each in odds[:-1])


def _sense(name: Name, weighed: Sequence[Evidence], beliefs: Sequence[float], heard: Votes) -> Sense | None:
    """The best-believed entry of a name, or None when "none of these" is believed more."""
    if not beliefs:
        return None
    ranked = sorted(range(len(beliefs)), key=lambda i: (-beliefs[i], i))
    best = _bare(name, ranked)
    if beliefs[ranked[0]] <= 1 - sum(beliefs):
        return None
    entry = name.entries[best]
    here = sum(beliefs[i] for i in ranked if i in (best, ranked[0]) or _together(name.entries[i], entry))
    others = tuple((beliefs[i], name.entries[i]) for i in ranked[: 1 + _CANDIDATES] if i != best)[:_CANDIDATES]
    doubtful = _is_doubtful(name, weighed[best], entry, heard) or here < (_HOME if heard.share(entry.country) >= _SPOKEN else _ABROAD)
    return Sense(entry, here, others, _reason(name, weighed[best], entry, heard), doubtful)


def _is_doubtful(name: Name, best: Evidence, entry: Entry, heard: Votes) -> bool:
    """Whether nothing but the word speaks for a place.

    So of a town or district by an alias abroad; of one whose single word is tied to nothing, unless it is a city at home; and of
    any place abroad that is named by common words alone ("the Northern Region").
    """
    home = heard.share(entry.country) >= _SPOKEN
    if not (home and best.nation > 0) and is_generic(name.key[0]):
        return not entry.overlay
    if entry.kind not in LOCAL or entry.overlay or max(best.held, best.holds, best.beside) > _BACKED:
        return False
    if not best.own and not (home and best.nation > 0):
        return True
    return " " not in name.toponym.name and not name.tied and not (home and entry.population >= KNOWN)


def _bare(name: Name, ranked: Sequence[int]) -> int:
    """The best entry's number; of a bare name that places inside one another share, the one that news means by it.

    A country and its division or town: the country (Mexico). A division and its capital, or a town where most of it lives, or what
    is near: the town (Kabul).
    """
    best = name.entries[ranked[0]]
    if name.toponym.kind is not None or best.kind not in ("admin1", "admin2", "city"):
        return ranked[0]
    whole = next((i for i in ranked if name.entries[i].kind == "country" and name.entries[i].country == best.country), None)
    if whole is not None or best.kind == "city":
        return ranked[0] if whole is None else whole
    towns = (i for i in ranked[1:] if name.entries[i].kind == "city" and _together(name.entries[i], best))
    seat = name.toponym.near or capital_of(name.toponym.name) == best.country
    return next((i for i in towns if seat or 2 * name.entries[i].population >= best.population), ranked[0])


def _together(one: Entry, other: Entry) -> bool:
    """Whether two entries lie in the same division: a town and the district around it are one place with two precisions."""
    return (one.country, one.admin1) == (other.country, other.admin1)


def _reason(name: Name, best: Evidence, entry: Entry, heard: Votes) -> str:
    """Why this entry, in words."""
    told = {
        "held by a name beside it": best.held > _BACKED,
        f"called {name.toponym.kind} in the text": best.fits > 0,
        "holds a name beside it": best.holds > _BACKED,
        "near another place of the report": best.beside > _BACKED,
        "in a country the report speaks of": heard.share(entry.country) >= _SPOKEN,
        f"best of {len(name.entries)} of that name": len(name.entries) > 1,
    }
    return "; ".join(why for why, holds in told.items() if holds) or "the only place of that name"
