"""One name for a party that reports call differently: "the army" here is what another report calls the Karsovan Republican Army.

Inside a report the reader has given every party one canonical name. Across reports a short name is a longer one where a report calls
the longer by the same words, or they are its own ("the League", "Halmory Defence League"), both in one country. Two names on two
sides of one claim are two parties; and no state's army is one that calls itself free, popular or a front.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon
from reportedly.compare import telling
from reportedly.link.words import has_body_word, says

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.model import Claim, Party
    from reportedly.model.event import Told

_LINKS = re.compile(r" (?:of|for|in|to|from|against|on|at) ")
"""Words behind which a name says whose or where: "mayor of Kelmet" is headed by "mayor"."""

Names = dict[tuple[str | None, str], str]
"""From a country and a name to the name that stands for it."""


def one_name(told: Sequence[Told]) -> Names:
    """The names that stand for others, by country; a function of the set of claims."""
    short: dict[tuple[str | None, frozenset[str]], set[str]] = defaultdict(set)  # a country and words: the names that they may stand for
    apart: set[frozenset[str]] = set()
    for item in told:
        claim = item.claim
        country = claim.place.country if claim.place else None
        for party in (*claim.actors, *claim.recipients, *((claim.speaker,) if claim.speaker else ())):
            for words in _short_forms(party.name, party.text):
                short[country, words].add(party.name)
        apart.update(frozenset((one.name, other.name)) for one in claim.actors for other in claim.recipients)
    found: Names = {}
    several = [(country, sorted(words), names) for (country, words), names in short.items() if len(names) > 1]
    for country, _, names in sorted(several, key=lambda group: (group[0] or "", group[1])):
        fullest = sorted(names, key=_fullness, reverse=True)
        for name in fullest:
            long = next((other for other in fullest if is_short_for(name, other)), None)
            if long is not None and frozenset((name, long)) not in apart:
                found.setdefault((country, name), long)
    return found


def renamed(claim: Claim, names: Names) -> Claim:
    """The claim with its actors and recipients under the names that stand for theirs."""
    country = claim.place.country if claim.place else None
    if not any((country, party.name) in names for party in (*claim.actors, *claim.recipients)):
        return claim
    return msgspec.structs.replace(
        claim, actors=_renamed(claim.actors, country, names), recipients=_renamed(claim.recipients, country, names)
    )


def _renamed(parties: Iterable[Party], country: str | None, names: Mapping[tuple[str | None, str], str]) -> tuple[Party, ...]:
    return tuple(msgspec.structs.replace(p, name=names[country, p.name]) if (country, p.name) in names else p for p in parties)


@lexicon.of_tables
@lru_cache(maxsize=4096)
def _short_forms(name: str, text: str | None) -> frozenset[frozenset[str]]:
    """The telling words of a name, of what the party is called here, and of the word that heads the name ("League")."""
    head = _LINKS.split(name)[0].split()
    forms = (telling(name), telling(text), telling(head[-1]) if len(head) > 1 else frozenset())
    return frozenset(form for form in forms if form)


def _fullness(name: str) -> tuple[int, int, str]:
    return len(telling(name)), sum(word[:1].isupper() for word in name.split()), name


@lexicon.of_tables
@lru_cache(maxsize=4096)
def is_short_for(name: str, other: str) -> bool:
    """Whether `name` is no full name of its own ("the army", "Army", "the League") and the other can be the party's."""
    is_plain = has_body_word(name) or not any(word[:1].isupper() for word in name.split())  # no "Taliban", which is a name
    if not is_plain or len(telling(name)) != 1 or len(telling(other)) < 2 or not any(word[:1].isupper() for word in other.split()[1:]):
        return False
    return not says(name, "state") or (says(other, "state") and not says(other, "irregular"))
