"""Who is a party to an event: names of several reports brought under those of the camps that speak."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reportedly.compare import family, shared, telling
from reportedly.compare.known import bearing
from reportedly.events.traits import has_trait
from reportedly.model import Party
from reportedly.model.event import Side
from reportedly.schemes.parties import is_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.events.heard import Heard, Known
    from reportedly.model import Claim

_BARE = frozenset({"they", "them", "it", "he", "she", "we"})


class Names:
    """Names of parties, each under the camp that it means in this event.

    A name is a camp's when it has the same telling words, or some of one camp's alone ("League fighters"); is one that the camp is known
    by; is that of somebody who speaks for it; is a general name of whom the other of two camps fights ("the militants"); stands beside
    it in claims and beside no other camp ("soldiers, the army"); or is a general name of a state's forces, where one camp alone is that.
    Who is armed and named is a side too, though nobody speaks for it.
    """

    def __init__(self, known: Known) -> None:
        """Reads the names off the claims of the event."""
        self.camps: tuple[str, ...] = tuple(dict.fromkeys(h.voice.camp for h in known.heard if h.voice.camp))
        self._meant: dict[frozenset[str], str] = {}
        for h in known.heard:
            if h.voice.camp and h.claim.speaker is not None:
                self._meant.setdefault(_words(h.claim.speaker.name), h.voice.camp)
        for camp in self.camps:
            self._meant[_words(camp)] = camp
        self._fighting = frozenset(
            _words(party.name) for h in known.heard if family(h.claim.event_type) in ("force", "control") for party in h.claim.actors
        )
        self._learn(known, _against)
        self._learn(known, _beside)

    def of(self, party: Party) -> str:
        """The camp that is meant, else the name itself."""
        return self.camp(party) or party.name

    def camp(self, party: Party) -> str | None:
        """The camp that is meant, None when it is nobody's."""
        words = _words(party.name)
        found = self._meant.get(words)
        if found is not None or is_unarmed(party):
            return found
        part = [camp for camp in self.camps if words < _words(camp)] if telling(party.name) else []
        known = part or [camp for camp in self.camps if any(camp == row.name for row in bearing(party.name))]
        if len(known) == 1:
            return known[0]
        forces = [camp for camp in self.camps if is_of(_named(camp), "forces")]
        return forces[0] if len(forces) == 1 and is_of(party, "forces") and is_general(party.name) else None

    def side(self, party: Party) -> str | None:
        """The camp that is meant, else the proper name of who bears arms or uses force in the event; None for anybody else."""
        armed = party.kind == "belligerent" or is_of(party, "armed") or _words(party.name) in self._fighting
        own = armed and party.name[:1].isupper() and not is_general(party.name) and not is_unarmed(party) and not is_of(party, "things")
        return self.camp(party) or (party.name if own else None)

    def named(self, words: str) -> str | None:
        """The camp that words for people mean ("FFL fighters"), None when nobody's."""
        return self.camp(_named(words))

    def _learn(self, known: Known, meant: Callable[[Claim, Names], Iterator[tuple[Party, str]]]) -> None:
        """Takes over the general names that claims put with one camp and with no other."""
        found: defaultdict[frozenset[str], set[str]] = defaultdict(set)
        for h in known.heard:
            for party, camp in meant(h.claim, self):
                if is_general(party.name) and not is_unarmed(party):
                    found[_words(party.name)].add(camp)
        self._meant.update({words: next(iter(camps)) for words, camps in sorted(found.items(), key=_spelled) if len(camps) == 1})


def _spelled(item: tuple[frozenset[str], set[str]]) -> list[str]:
    return sorted(item[0])


def _beside(claim: Claim, names: Names) -> Iterator[tuple[Party, str]]:
    """Who stands in one role with one camp, unless the two fight each other."""
    if not claim.recipients or shared(claim.actors, claim.recipients):
        return
    for parties in (claim.actors, claim.recipients):
        camps = {camp for party in parties if (camp := names.camp(party))}
        if len(camps) == 1:
            yield from ((party, next(iter(camps))) for party in parties if names.camp(party) is None)


def _against(claim: Claim, names: Names) -> Iterator[tuple[Party, str]]:
    """Whom one of two camps fights."""
    if len(names.camps) != 2 or family(claim.event_type) not in ("force", "control"):
        return
    for parties, others in ((claim.actors, claim.recipients), (claim.recipients, claim.actors)):
        camps = {camp for party in others if (camp := names.camp(party))}
        if len(camps) == 1:
            rival = next(camp for camp in names.camps if camp not in camps)
            yield from ((party, rival) for party in parties if names.camp(party) is None)


def sides(known: Known, names: Names) -> tuple[Side, ...]:
    """The parties of what is told, those of most claims first; things and pronouns are none."""
    roles: defaultdict[str, set[str]] = defaultdict(set)
    claims: defaultdict[str, list[Heard]] = defaultdict(list)
    kinds: dict[str, str] = {}
    for h in known.heard:
        for role, parties in (("actor", h.claim.actors), ("recipient", h.claim.recipients)):
            for party in parties:
                if not _is_party(party, h):
                    continue
                name = names.of(party)
                roles[name].add(role)
                claims[name].append(h)
                kind = party.kind or ("belligerent" if names.side(party) == name else None)
                if kind:
                    kinds.setdefault(name, kind)
    for camp in names.camps:
        if camp in roles:
            kinds.setdefault(camp, "belligerent")
    ordered = sorted(roles, key=lambda name: (name not in names.camps, -len(claims[name]), name))
    return tuple(
        Side(
            name=name,
            role="both" if len(roles[name]) == 2 else "actor" if "actor" in roles[name] else "recipient",
            kind=kinds.get(name),
            claims=known.ids(claims[name]),
        )
        for name in ordered
    )


def _is_party(party: Party, h: Heard) -> bool:
    """Whether it is people: no thing, no pronoun left open, not the name of the place."""
    if not party.resolved or party.name.casefold() in _BARE or is_of(party, "things"):
        return False
    place = h.claim.place
    words = telling(party.name)
    return place is None or not words or not words <= telling(place.name)


def is_unarmed(party: Party) -> bool:
    """Whether the name is of people without arms."""
    return is_of(party, "civilians") or has_trait(party.name, "civilian")


def names_of(parties: Iterable[Party], names: Names) -> tuple[str, ...]:
    """The names of the parties, each once, in order."""
    return tuple(dict.fromkeys(names.of(party) for party in parties))


def _words(name: str) -> frozenset[str]:
    return telling(name) or frozenset((name.casefold(),))


def _named(name: str) -> Party:
    return Party(id=None, name=name)


def is_general(name: str) -> bool:
    """Whether a name is a general word ("soldiers", "the army", "Army") and not a proper one."""
    words = [word for word in name.split() if word.casefold() not in ("the", "a", "an")]
    return all(word.islower() for word in words[1:]) and (
        not words or words[0].islower() or is_of(_named(name), "armed") or name != words[0]
    )
