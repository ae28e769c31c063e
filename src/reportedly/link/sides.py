"""For whom somebody speaks: a party's people are its voice, whatever they are called and whichever of them is quoted.

What ties a person to a body, the strongest first: a name or role that names it ("NRF spokesman", in any report of the set); a role of a
state, which speaks with one voice ("Defence Ministry"); what the body will do or demands, said by him as his own; a role without
a body ("its spokeswoman") just after the body spoke. Where these disagree the heaviest decides, and between two as heavy none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reportedly.compare import telling
from reportedly.compare.kinds import UNFULFILLED
from reportedly.link.bodies import Bodies, Body, Mention, Spot
from reportedly.link.words import country_in, country_names, country_of, has_body_word, is_proper, says, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.model import Party
    from reportedly.model.event import Told

_NAMED, _MEANT, _FOLLOWS = 3, 2, 1
"""Weights of the evidence: a body named outweighs what a speaker says of it, and that the order of speakers."""

_OWN = frozenset({"its", "their", "his", "her", "one", "another", "a", "an", "the"})
_OF_WILL = frozenset({"THREATEN", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "REQUEST"})
"""Types of events that are acts of will: of a fight to come also a foe can tell."""


@dataclass(frozen=True, slots=True)
class Side:
    """The body that a speaker speaks for, and why."""

    body: Body
    reason: str


@dataclass(frozen=True, slots=True)
class _Vote:
    """One report's evidence of one weight for a side: said often in a report, it counts once."""

    body: str
    weight: int
    report: str


class Sides:
    """The sides of a set of claims; what comes out does not depend on their order."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._home = _homes(told)
        self._monitors: dict[str, str] = {}
        mentions = [(Mention(party, self.spot(item)), item.report) for item in told for party in _parties(item)]
        self._bodies = Bodies(mention for mention, _ in mentions)
        self._monitors = self._one_monitor(mentions)
        self._known: dict[tuple[str, str | None, Spot], Side | None] = {}
        self._opposed = _opposed(told)
        self._named = Counter((mention.party.name, mention.party.kind, mention.spot) for mention, _ in mentions)
        self._armies = self._state_armies()
        self._votes: dict[frozenset[str], dict[_Vote, Side]] = {}
        for mention, report in mentions:
            self._by_role(mention, report)
        for item in told:
            self._by_deed(item)
        turns = [found for first, second in _turns(told) for found in self._by_turn(first, second)]
        for mention, report, side in turns:  # only now: one turn must not decide another
            self._vote(mention, report, side, _FOLLOWS)

    def of(self, party: Party, spot: Spot) -> Side | None:
        """The side of a speaker, actor or recipient: a body's own, a person's by the evidence; None where nothing tells."""
        named = self._organisation(party, spot)
        if named is not None:
            return named
        votes = self._votes.get(self.key(party, spot), {})
        weights: Counter[str] = Counter()
        for vote in votes:
            weights[vote.body] += vote.weight
        if not weights:
            return None
        first, *rest = sorted(weights, key=lambda name: (-weights[name], name))
        if rest and weights[rest[0]] == weights[first]:
            return None
        best = min((vote for vote in votes if vote.body == first), key=lambda vote: (-vote.weight, vote.report))
        return votes[best]

    def spot(self, item: Told) -> Spot:
        """Where a claim is: its place, and the country that its report tells of most, which "the government" is that of."""
        place = item.claim.place
        words = telling(place.name) if place else frozenset()
        return Spot(self._home.get(item.report), words, self._monitors.get(item.report))

    def name(self, party: Party, spot: Spot) -> str:
        """The fullest name that the set has for somebody."""
        body = self._bodies.of(party.name, spot)
        return body.name if body is not None else party.name

    def key(self, party: Party, spot: Spot) -> frozenset[str]:
        """What tells a person or body apart from others of the set."""
        name = self.name(party, spot)
        return telling(name) or frozenset((name.casefold(),))

    def _organisation(self, party: Party, spot: Spot) -> Side | None:
        """What a name alone tells: a body, a description that names one, a state. Asked again for the same name, it remembers."""
        asked = party.name, party.kind, spot
        if asked not in self._known:
            self._known[asked] = self._by_name(party, spot)
        return self._known[asked]

    def _by_name(self, party: Party, spot: Spot) -> Side | None:
        body = self._bodies.of(party.name, spot)
        if body is None and not is_proper(party.name):
            is_monitor = party.kind == "monitor" and spot.monitor is not None
            inner = self._bodies.of(spot.monitor, spot) if is_monitor and spot.monitor else self._bodies.within(party.name, spot)
            if inner is not None and not _is_person(inner.name):
                return self._as_state(inner, spot) or Side(inner, f"“{party.name}” names {inner.name}")
        state = self._state(body.name if body else party.name, party.kind, spot) if party.kind != "unnamed" else None
        if state is not None:
            return state
        if body is not None and not _is_person(body.name):
            return Side(body, f"“{party.name}” is {body.name}" if party.name != body.name else f"{body.name} itself")
        return None

    def _one_monitor(self, mentions: Iterable[tuple[Mention, str]]) -> dict[str, str]:
        """Report to the one body of its kind that it names."""
        found: dict[str, set[str]] = {}
        for mention, report in mentions:
            if mention.party.kind == "monitor" and is_proper(mention.party.name):
                found.setdefault(report, set()).add(self.name(mention.party, mention.spot))
        return {report: next(iter(names)) for report, names in found.items() if len(names) == 1}

    def _as_state(self, body: Body, spot: Spot) -> Side | None:
        return self._state(body.name, body.kind, spot)

    def _state(self, name: str, kind: str | None, spot: Spot) -> Side | None:
        """A state's office, force or capital: all of them speak for one side, that of their country."""
        if not _is_state(name, kind, self._bodies.of(name, spot)):
            return None
        code = country_in(name) or spot.country
        army = self._armies.get(code)
        if code is None:
            return None
        if code in country_names() or army is None:
            body = Body(f"government of {country_names().get(code, code)}", "belligerent" if army else kind)
        else:
            body = army
        if frozenset((telling(name), telling(body.name))) in self._opposed:
            return None
        return Side(body, f"“{name}” is the state's")

    def _state_armies(self) -> dict[str | None, Body]:
        """Country to the one full-named force that may be its state's, where one is named; it is of where most is told of it."""
        places: dict[Body, Counter[str | None]] = {}
        for (name, _, spot), times in self._named.items():
            body = self._bodies.of(name, spot)
            if body is not None and body.kind == "belligerent" and is_proper(body.name) and len(telling(body.name)) > 1:
                places.setdefault(body, Counter())[country_in(body.name) or spot.country] += times
        found: dict[str | None, list[Body]] = {}
        for body, counted in places.items():
            if says(body.name, "force") and _is_state(body.name, body.kind, body):
                found.setdefault(min(counted, key=lambda code: (-counted[code], code or "")), []).append(body)
        return {code: bodies[0] for code, bodies in found.items() if len(bodies) == 1}

    @cached_property
    def _states(self) -> frozenset[str | None]:
        """Countries whose state is a party here by a name of its own: elsewhere a president may be nobody's."""
        return frozenset(
            country_in(name) or spot.country
            for name, kind, spot in self._named
            if kind is not None and _is_state(name, kind, self._bodies.of(name, spot))
        )

    def _by_role(self, mention: Mention, report: str) -> None:
        party, spot = mention.party, mention.spot
        if not party.role or self._organisation(party, spot) is not None:
            return
        body = self._bodies.within(party.role, spot, own=party.name)
        if body is not None:
            side = self._as_state(body, spot) or Side(body, f"{party.name} is “{party.role}”")
        elif self._is_of_state(party.role, spot) and (state := self._state(party.role, party.kind, spot)) is not None:
            side = state
        else:
            return
        self._vote(mention, report, side, _NAMED)

    def _is_of_state(self, role: str, spot: Spot) -> bool:
        """Whether a role is of a state that the claims know: a president without a country may be any country's."""
        return country_in(role) is not None or (says(role, "state") and spot.country in self._states)

    def _by_deed(self, item: Told) -> None:
        """Who says what a side, and no other, will or wants, speaks for it; what others will do can be a warning."""
        claim, speaker, spot = item.claim, item.claim.speaker, self.spot(item)
        is_will = claim.stance in UNFULFILLED and claim.event_type in _OF_WILL
        if speaker is None or not is_will or speaker.kind not in ("belligerent", None):
            return
        sides = {side.body for actor in claim.actors if (side := self._organisation(actor, spot)) is not None}
        for body in sides if len(sides) == 1 else ():
            if body.kind == "belligerent":
                reason = f"{speaker.name} says what {body.name} will do or demands"
                self._vote(Mention(speaker, spot), item.report, Side(body, reason), _MEANT)

    def _by_turn(self, first: Told, second: Told) -> Iterator[tuple[Mention, str, Side]]:
        """A spokesman of nobody in particular speaks for the body that has just spoken."""
        earlier, later, where = first.claim.speaker, second.claim.speaker, self.spot(second)
        if earlier is None or later is None or not _is_bare(later.role) or not is_proper(later.name):
            return
        if self._bodies.within(later.role or "", where, own=later.name) is not None or self._organisation(later, where) is not None:
            return
        side = (
            self._organisation(earlier, self.spot(first)) or self.of(earlier, self.spot(first)) or self._itself(earlier, self.spot(first))
        )
        if side is not None:
            reason = f"{later.name}, “{later.role}”, speaks just after {side.body.name}"
            yield Mention(later, where), second.report, Side(side.body, reason)

    def _itself(self, party: Party, spot: Spot) -> Side | None:
        """A body that may be taken for a person: named, without a role, and no fighter."""
        body = self._bodies.of(party.name, spot)
        is_body = body is not None and party.role is None and party.kind not in ("belligerent", "unnamed", "witness", None)
        return Side(body, f"{body.name} itself") if is_body and body is not None else None

    def _vote(self, mention: Mention, report: str, side: Side, weight: int) -> None:
        votes = self._votes.setdefault(self.key(mention.party, mention.spot), {})
        vote = _Vote(side.body.name, weight, report)
        votes[vote] = min(votes.get(vote, side), side, key=lambda one: one.reason)


def _homes(told: Sequence[Told]) -> dict[str, str]:
    """Report to the country in which most of its claims are."""
    counted: dict[str, Counter[str]] = {}
    for item in told:
        if item.claim.place is not None and item.claim.place.country is not None:
            counted.setdefault(item.report, Counter())[item.claim.place.country] += 1
    return {report: min(found, key=lambda code: (-found[code], code)) for report, found in counted.items()}


def _parties(item: Told) -> Iterator[Party]:
    claim = item.claim
    yield from (*claim.actors, *claim.recipients, *((claim.speaker,) if claim.speaker else ()))


def _opposed(told: Sequence[Told]) -> frozenset[frozenset[frozenset[str]]]:
    """Pairs of names of which one acts upon the other: they are never one side."""
    return frozenset(
        frozenset((telling(actor.name), telling(recipient.name)))
        for item in told
        for actor in item.claim.actors
        for recipient in item.claim.recipients
    )


def _turns(told: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Claims that follow each other in a report, where another speaks."""
    by_report: dict[str, list[Told]] = {}
    for item in told:
        if item.claim.speaker is not None:
            by_report.setdefault(item.report, []).append(item)
    for _, held in sorted(by_report.items()):
        held.sort(key=lambda item: (item.claim.spans[0].start if item.claim.spans else 0, item.claim.id))
        last: Told | None = None
        for item in held:
            if last is not None and last.claim.speaker != item.claim.speaker:
                yield last, item
            last = item


def _is_bare(role: str | None) -> bool:
    """Whether a role is of nobody in particular: "its spokeswoman", "commander", and no "EU commissioner"."""
    words = words_in(role or "")
    is_plain = bool(words) and (words[0].islower() or words[0].casefold() in _OWN or says(words[0], "office"))
    return is_plain and says(role, "office") and all(word[0].islower() for word in words[1:])


def _is_state(name: str, kind: str | None, body: Body | None) -> bool:
    """Whether a name is that of a state's office or force, or its capital: never one of a party that news knows as no state's."""
    if body is not None and body.known is not None:
        return body.known.state is not None and len(body.known.country) == 1
    if kind not in ("belligerent", "government", None):
        return False
    if country_of(name) is not None:
        return True
    is_named = kind == "government" and country_in(name) is not None and says(name, "office")
    return (is_named or says(name, "state") or says(name, "title")) and not says(name, "irregular")


def _is_person(name: str) -> bool:
    """Whether a name looks like a person's: two to four capitalised words, none of which says what somebody is."""
    words = words_in(name)
    return (
        2 <= len(words) <= 4
        and is_proper(name)
        and not any(word.isupper() for word in words)
        and not any(says(name, kind) for kind in ("state", "hearsay"))
        and not has_body_word(name)
    )
