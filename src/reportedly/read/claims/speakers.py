"""Speakers: the party behind every attribution of a report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from reportedly.model import Party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from reportedly.read.attribution.attributed import Attribution, SpeakerMention
    from reportedly.read.claims.claims import Context


class Speakers:
    """Who speaks in each attribution of a report, found once, and how often each speaks.

    An "it" that speaks ("it added") means the body that spoke last, at most two passages before: what was told of last speaks less often.
    """

    def __init__(self, context: Context) -> None:
        self._of: dict[int, Party | None] = {}
        for items in (context.attributions, context.heard):
            spoken: list[tuple[int, Party]] = []
            for item in items:
                party = party_of(context, item)
                word = pronoun_of(context, item)
                if word in CONTINUING and party is not None:
                    party = _continued(party, item.passage, spoken, context)
                self._of[id(item)] = party
                if party is not None and party.resolved and item.speaker is not None:
                    spoken.append((item.passage, party))
        self._often = Counter(party.name for item in context.attributions if (party := self._of[id(item)]) is not None)

    def of(self, item: Attribution) -> Party | None:
        """The party that speaks in an attribution of the report."""
        return self._of[id(item)]

    def often(self, name: str) -> int:
        """How many of the rules' attributions a party speaks in."""
        return self._often[name]


_BACK = 2  # passages back in which the last speaker stands that a pronoun continues
_LAST = 4  # speakers back that are looked at
CONTINUING = frozenset({"it"})
"""Pronouns that mean who spoke last; "he", "she" and "they" gained nothing by it in the development reports."""


def _continued(party: Party, passage: int, spoken: Sequence[tuple[int, Party]], context: Context) -> Party:
    """The party of a speaking pronoun: the last speaker that is no person, else whom the sentence itself gives."""
    for where, last in reversed(spoken[-_LAST:]):
        person = context.parties.persons.get(last.name, last.role is not None)
        if not person and passage - where <= _BACK:
            return msgspec.structs.replace(party, id=last.id, name=last.name, kind=last.kind, role=last.role, resolved=True)
    return party


def pronoun_of(context: Context, item: Attribution) -> str | None:
    """The pronoun that names the speaker of an attribution, in lower case."""
    said = item.speaker
    return context.passages[said.passage].doc[said.head].lower_ if said is not None and said.pronoun else None


def party_of(context: Context, item: Attribution) -> Party | None:
    """The party that speaks in an attribution; of one that names nobody, who speaks in the one around it."""
    said = item.speaker
    outer = None if item.parent is None else party_of(context, context.attributions[item.parent])
    if said is None or is_nobody(context.passages[said.passage].doc[said.head]):
        return outer
    doc = context.passages[said.passage].doc
    party = context.parties.of(said.passage, said.head, outer)
    if party is not None and said.party_head is not None and doc[said.head].pos_ != "PROPN" and not party.name[:1].isupper():
        body = None if _is_office(context, said) else context.parties.of(said.passage, said.party_head)
        party = party if body is None else _as(party, name=body.name, kind=body.kind, role=said.role or party.text)
    if party is None:
        span = context.passages[said.passage].span(said.first, said.last)
        party = Party(id=None, name=span.text, text=span.text, start=span.start, end=span.end, kind=said.kind, resolved=not said.pronoun)
    role = said.role or party.role
    return _as(party, name=party.name, kind=said.kind or party.kind or (context.parties.kind(role) if role else None), role=role)


def is_nobody(head: Token) -> bool:
    """Whether it is nobody: "no one has said that", "no group has"."""
    return head.lower_ == "nobody" or any(c.lower_ == "no" and c.dep_ == "det" for c in head.lefts)


def _is_office(context: Context, said: SpeakerMention) -> bool:
    """Whether a role is that of a place ("the mayor of Kherson", "the governor of the province"), which does not speak; a country does."""
    if said.party_head is None:
        return False
    place = context.passages[said.passage].doc[said.party_head]
    named = (said.passage, said.party_head) in context.places and context.parties.nation(place.text) is None
    return named or (place.pos_ == "NOUN" and place.lemma_.lower() in DIVISIONS)


DIVISIONS = frozenset("province region district state city town village county municipality governorate area island valley".split())
"""Words for parts of a country."""


def _as(party: Party, *, name: str, kind: str | None, role: str | None) -> Party:
    return msgspec.structs.replace(party, name=name, kind=kind, role=role)
