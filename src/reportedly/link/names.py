"""One name for a party that reports call differently: "the army" here is what another report calls the Karsovan Republican Army.

Inside a report the reader has given every party one canonical name. Across reports two names are one party's when reports
use the same short form for both, or one is the short form of the other ("the League", "Halmory Defence League"), both in
one country, and no report tells the two apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from reportedly.compare import telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.model import Claim, Party
    from reportedly.model.event import Told

Names = dict[tuple[str | None, str], str]
"""From a country and a name to the name that stands for it."""


def one_name(told: Sequence[Told]) -> Names:
    """The names that stand for others, by country; a function of the set of claims."""
    uses: dict[tuple[str | None, str], set[str]] = defaultdict(set)  # a country and a name: the reports that use it
    short: dict[tuple[str | None, frozenset[str]], set[str]] = defaultdict(set)  # a country and words: the names they stand for
    for item in told:
        country = item.claim.place.country if item.claim.place else None
        for party in _parties(item.claim):
            uses[country, party.name].add(item.report)
            for words in _short_forms(party):
                short[country, words].add(party.name)
    found: Names = {}
    for (country, _), names in sorted(short.items(), key=lambda entry: (entry[0][0] or "", sorted(entry[0][1]))):
        for name in sorted(names, key=_fullness):
            long = next((other for other in sorted(names, key=_fullness, reverse=True) if _is_shorter(name, other)), None)
            if long is not None and not uses[country, name] & uses[country, long]:
                found.setdefault((country, name), long)
    return found


def renamed(claim: Claim, names: Names) -> Claim:
    """The claim with its actors and recipients under the names that stand for theirs."""
    country = claim.place.country if claim.place else None
    if not any((country, party.name) in names for party in (*claim.actors, *claim.recipients)):
        return claim
    return msgspec.structs.replace(claim, actors=_renamed(claim.actors, country, names), recipients=_renamed(claim.recipients, country, names))


def _renamed(parties: Iterable[Party], country: str | None, names: Mapping[tuple[str | None, str], str]) -> tuple[Party, ...]:
    return tuple(msgspec.structs.replace(p, name=names[country, p.name]) if (country, p.name) in names else p for p in parties)


def _parties(claim: Claim) -> tuple[Party, ...]:
    return (*claim.actors, *claim.recipients, *((claim.speaker,) if claim.speaker else ()))


def _short_forms(party: Party) -> set[frozenset[str]]:
    """The telling words of the name and of what the party is called here."""
    return {words for words in (telling(party.name), telling(party.text)) if words}


def _fullness(name: str) -> tuple[int, int, str]:
    return len(telling(name)), sum(word[:1].isupper() for word in name.split()), name


def _is_shorter(name: str, other: str) -> bool:
    """Whether `name` is no proper name of its own and the other is one: "the army", "Army", "the League"."""
    return len(telling(name)) == 1 and len(telling(other)) > 1 and any(word[:1].isupper() for word in other.split()[1:])
