"""Parties of a report: every phrase that names somebody, tied to one canonical party or left open.

Names come from `names.clusters`. A description or pronoun is resolved to a party named before it where
grammar and kind allow one answer, and left unresolved otherwise; never by substring.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.model import Party
from reportedly.read.actors.kinds import Kinds, kind_by_words
from reportedly.read.actors.mentions import FIGHTERS
from reportedly.read.actors.names import CALENDAR, Name, actor_words
from reportedly.read.actors.party_words import PERSONS, PLAIN, is_body, is_party_word, qualifies, stands_for_body, whole
from reportedly.read.actors.pronouns import FIRST, OPEN_PRONOUNS, PLURAL, SINGULAR_PERSON, THING
from reportedly.read.grammar import frames
from reportedly.read.grammar.classes import word_classes
from reportedly.read.grammar.nations import demonym_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reportedly.compare.known import KnownParty
    from reportedly.read.actors.clusters import Cluster
    from reportedly.read.actors.mentions import Mention
    from reportedly.read.grammar.passage import Passage

Nation = Callable[[str], str | None]
"""A demonym, country or capital to the country's name: "Russian" and "Moscow" to "Russia"; None for other words."""

_PARAGRAPHS = 3  # paragraphs back that a pronoun reaches: newspapers break a paragraph after every sentence or two
_LOOKBACK = 12  # mentions looked at for a pronoun; farther back it stays open


@dataclass
class Parties:
    """The parties of one report; `of` resolves the phrase that a token heads."""

    passages: Sequence[Passage]
    clusters: Sequence[Cluster]
    by_token: dict[tuple[int, int], int]
    at: dict[tuple[int, int], Name]
    mentions: list[Mention]
    nation: Nation
    words: dict[str, list[int]]
    kinds: Kinds
    orders: list[tuple[int, int]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    places: frozenset[tuple[int, int]] = frozenset()
    bearers: dict[str, int] = field(default_factory=dict)
    persons: dict[str, bool] = field(default_factory=dict)
    surnames: dict[str, int] = field(default_factory=dict)
    monitors: tuple[int, ...] = ()
    national: dict[str, Mention] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    epithets: dict[str, int] = field(default_factory=dict)
    known: Mapping[str, KnownParty] = field(default_factory=dict)
    asked: dict[tuple[int, int, Party | None], Party | None] = field(default_factory=dict)

    def of(self, passage: int, token: int, speaker: Party | None = None) -> Party | None:
        """The party that the phrase headed by `token` names; None for a phrase that names nobody.

        `speaker` is who speaks here: "we" is theirs, and so is the "they" or "he" that opens what they are reported to say.
        """
        key = passage, token, speaker
        if key not in self.asked:
            self.asked[key] = self._of(passage, token, speaker)
        return self.asked[key]

    def _of(self, passage: int, token: int, speaker: Party | None) -> Party | None:
        head = whole(self.passages[passage].doc[token])
        if head.pos_ == "PRON" or head.lower_ in OPEN_PRONOUNS:
            return self._pronoun(passage, head, speaker)
        whose = self._whose(passage, head, speaker)
        if whose is not None:
            return whose
        named = self._named(passage, head)
        if named is not None:
            return self._party(passage, head, self._name(passage, head, named), role=self._role(named), person=named.person)
        return self._described(passage, head) if is_party_word(head) or self._is_short_form(head) else None

    def _whose(self, passage: int, head: Token, speaker: Party | None) -> Party | None:
        """The party that "its fighters" or "our forces" are: the one that the pronoun means, where it is clear."""
        row = actor_words().get(head.lemma_.lower())
        if row is None or not row.generic or head.tag_ not in ("NNS", "NNPS"):
            return None
        owner = next((c for c in head.children if c.dep_ == "poss" and c.tag_ == "PRP$"), None)
        found = None if owner is None else self._pronoun(passage, owner, speaker)
        return self._party(passage, head, found.name, kind=found.kind, person=False) if found is not None and found.resolved else None

    def _role(self, named: Cluster) -> str | None:
        """A person's title, or what else the report calls the person."""
        known = self.kinds.called.get(named.canonical) if named.person else None
        return named.role or (None if known is None else known.phrase)

    def _name(self, passage: int, head: Token, named: Cluster) -> str:
        """The party's name: the country's that the report names, for its seat of government ("Washington" where it is no place)."""
        if named.person or (passage, head.i) in self.places or demonym_of(named.canonical) is not None:
            return named.canonical
        country = self.nation(named.canonical)
        known = country is not None and (country in self.countries or named.canonical.isupper())  # "U.S." is its country's name
        return country if known and country is not None else named.canonical

    def every(self, passage: int, token: int, speaker: Party | None = None) -> list[Party]:
        """The parties of a phrase that may name several: "Taliban and Front fighters", "members of the FARC", "representatives of both"."""
        head = whole(self.passages[passage].doc[token])
        heads = frames.conjuncts(head) if head.i != token else [head]
        found = [body for h in heads for body in (self._bodies(passage, h) or [h])]
        return [p for h in found if (p := self.of(passage, h.i, speaker)) is not None]

    def _bodies(self, passage: int, head: Token) -> list[Token]:
        """The names of the bodies that people stand for, before their noun or after its "of"; none where they stand for themselves."""
        if not stands_for_body(head):
            return []
        modifiers = [part for c in head.children if c.dep_ in ("compound", "amod", "nmod") for part in frames.conjuncts(c)]
        named = [m for m in modifiers if self._standing(passage, m)]
        if named:
            return named if len(named) > 1 else []
        return [obj for obj in frames.complements(head, "of", "from") if self._standing(passage, obj) or is_body(obj)]

    def _standing(self, passage: int, token: Token) -> bool:
        """Whether a word names a party that acts: an organisation or a country, not a person or a place within one."""
        cluster = self._cluster_at(passage, token)
        if cluster is None:
            return self.nation(token.text) is not None if token.text[:1].isupper() else False
        return not cluster.person and (passage, token.i) not in self.places

    def _is_short_form(self, head: Token) -> bool:
        """Whether "the resistance" can stand for the one organisation whose name holds the word."""
        numbers = self.words.get(head.lemma_.lower(), ()) if head.pos_ == "NOUN" else ()
        return len(numbers) == 1 and " " in self.clusters[numbers[0]].canonical

    def behind(self, passage: int, token: int) -> list[Party]:
        """Whose a weapon, aircraft or attack is: by words before it ("regime airstrikes"), or its clause ("drones launched by X")."""
        head = self.passages[passage].doc[token]
        found = []
        owned = [t for t in frames.prepositional(head, "of", "from") if is_body(t) or self._standing(passage, t)]
        for child in (*frames.doers(head), *owned):
            country = self.nation(child.text) if child.text[:1].isupper() else None
            if country is not None:
                found.append(self._party(passage, child, country, person=False))
            elif (passage, child.i) in self.places:
                continue
            elif self._cluster_at(passage, child) is not None or child.lemma_.lower() in actor_words():
                party = self.of(passage, child.i)
                found += [party] if party is not None else []
        return found

    def _named(self, passage: int, head: Token) -> Cluster | None:
        """The cluster of a proper name at the head, in apposition to it, or before a generic head word."""
        own = self._cluster_at(passage, head)
        if own is not None:
            return own
        for child in head.children:
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                found = self._cluster_at(passage, child)
                if found is not None and (found.person or _is_organised(head)):
                    return found
        row = actor_words().get(head.lemma_.lower()) or actor_words().get(head.lower_)
        manned = head.lemma_.lower() == "man" and any(c.dep_ == "poss" for c in head.children)
        if head.pos_ == "PROPN" or not (manned or (row is not None and row.generic) or head.lemma_.lower() in word_classes()["FORCE"]):
            return None
        modifiers = [c for c in head.children if c.dep_ in ("compound", "amod", "nmod", "poss")]
        for child in modifiers:
            found = self._cluster_at(passage, child)
            if found is not None and self.nation(found.canonical) is None and not found.person and (passage, child.i) not in self.places:
                return found
        return self._by_words([c for c in modifiers if c.dep_ != "poss"], head)

    def _cluster_at(self, passage: int, token: Token) -> Cluster | None:
        number = self.by_token.get((passage, token.i))
        if number is None and token.text[:1].isupper() and (token.is_sent_start or token.pos_ == "PROPN"):
            number = self.surnames.get(token.lower_)
        return None if number is None else self.clusters[number]

    def _by_words(self, modifiers: Sequence[Token], head: Token) -> Cluster | None:
        """An organisation whose name holds the phrase's telling words: "the resistance group"."""
        telling = [m.lower_ for m in modifiers if m.lower_ not in actor_words() or m.lower_ in self.words]
        telling = [w for w in telling if w not in PLAIN and self.nation(w) is None]
        if not telling:
            return None
        sets = [set(self.words.get(w, ())) for w in telling]
        common = set.intersection(*sets) if sets else set()
        return self.clusters[min(common)] if len(common) == 1 else None

    def _described(self, passage: int, head: Token) -> Party | None:
        """A common noun: a group that points back, or a party known only by its description."""
        row = actor_words().get(head.lemma_.lower()) or actor_words().get(head.lower_)
        modifiers = [c for c in head.children if c.dep_ in ("compound", "amod", "nmod", "nummod", "poss")]
        definite = any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in head.children)
        number = self._meant(passage, head, bare=not modifiers, definite=definite)
        if number is not None:
            meant = self.clusters[number]
            return self._party(passage, head, meant.canonical, role=head.text if meant.person else None, person=meant.person)
        if row is not None and row.group and definite and not modifiers and not any(c.dep_ == "prep" for c in head.children):
            fits = (self._is_named_group, self._is_group)
            back = next((m for one in fits if (m := self._back(passage, head.i, one, nearest=True)) is not None), None)
            if back is not None:
                return self._party(passage, head, self.clusters[back.cluster].canonical, person=False)
            return self._party(passage, head, self._phrase(head), resolved=False, person=False)
        if head.pos_ == "NUM" and row is None:
            return None
        nation = self.nation(head.text) if head.text[:1].isupper() else None
        if nation is None and row is not None and row.generic and head.lemma_.lower() not in NO_STATES:
            nation = next((n for m in modifiers if m.text[:1].isupper() and (n := self.nation(m.text)) is not None), None)
        if nation is not None:
            return self._party(passage, head, nation, person=False)
        return self._party(passage, head, self._phrase(head), person=False)

    def _meant(self, passage: int, head: Token, *, bare: bool, definite: bool) -> int | None:
        """The party that a description means without naming it: who bears the role, the one monitor, the nation's army, a short form."""
        lemma = head.lemma_.lower()
        bearer = self._bearer(head, lemma)
        if bearer is not None and any(c.dep_ == "det" and c.lower_ == "the" for c in head.children):
            return bearer
        body = self.national.get(lemma) if bare and head.tag_ == "NN" else None
        if body is not None and body.order <= (passage, head.i):
            return body.cluster
        if bare and definite and lemma in self.epithets and (head.tag_ == "NNS" or lemma == "insurgency"):
            return self.epithets[lemma]
        short = self.words.get(lemma, ()) if bare and definite and lemma not in actor_words() else ()
        if len(short) == 1 and not self.clusters[short[0]].person:
            return short[0]
        return self.monitors[0] if self._watches(head, definite=definite) else None

    def _bearer(self, head: Token, lemma: str) -> int | None:
        """Who bears a role: "the interior minister", and "the retired general" where no general of another field is named."""
        field_of = [c.lower_ for c in head.lefts if c.dep_ in ("compound", "amod") and self.nation(c.text) is None]
        exact = self.bearers.get(" ".join((*field_of, lemma)))
        others = field_of and any(role.endswith(f" {lemma}") for role in self.bearers)
        return exact if exact is not None or others else self.bearers.get(lemma)

    def _watches(self, head: Token, *, definite: bool) -> bool:
        """Whether "the monitor" or "a monitoring group based abroad" is the one monitor that the report names."""
        if len(self.monitors) != 1 or head.pos_ != "NOUN":
            return False
        phrase = head.doc[head.left_edge.i : head.i + 1].text
        based = definite and "-based" in phrase and head.lemma_.lower() in ("group", "organization", "organisation")
        return based or kind_by_words(phrase, head.lemma_.lower()) == "monitor"

    def _pronoun(self, passage: int, head: Token, speaker: Party | None) -> Party | None:
        word = head.lower_
        if word in FIRST:
            if speaker is None:
                return None
            return self._party(passage, head, speaker.name, kind=speaker.kind, person=False)
        if (
            speaker is not None
            and speaker.resolved
            and head.dep_ in ("nsubj", "nsubjpass")
            and frames.clause_verb(head).dep_ == "ccomp"
            and self._agrees(word, speaker)
        ):
            return self._party(passage, head, speaker.name, kind=speaker.kind, person=False)
        if word in SINGULAR_PERSON:
            back = self._back(passage, head.i, lambda m: m.person and not m.plural)
        elif word in PLURAL:
            back = self._back(passage, head.i, lambda m: not m.person and self.nation(self.clusters[m.cluster].canonical) is None)
        elif word in THING:
            back = self._back(passage, head.i, lambda m: not m.person and not m.plural)
        else:
            return None
        if back is None:
            return self._party(passage, head, head.text, resolved=False, person=False)
        return self._party(passage, head, self.clusters[back.cluster].canonical, person=back.person)

    def _agrees(self, word: str, speaker: Party) -> bool:
        """Whether a pronoun that opens reported words can be who is reported: "it" no person, "he" no body."""
        named = self.persons.get(speaker.name)
        if word in THING:
            return named is False
        return word not in SINGULAR_PERSON or named is not False or speaker.kind not in ("belligerent", "government", "un", "monitor")

    def _is_group(self, mention: Mention) -> bool:
        """An organisation that is neither a country nor a medium."""
        name = self.clusters[mention.cluster].canonical
        return not mention.person and self.nation(name) is None and self.kind(name) not in ("media", "health", "un", "monitor")

    def _is_named_group(self, mention: Mention) -> bool:
        """A group with a name of its own, which "the group" means before any people told of in between ("commanders")."""
        return self.clusters[mention.cluster].canonical[:1].isupper() and self._is_group(mention)

    def _back(self, passage: int, token: int, fits: Callable[[Mention], bool], *, nearest: bool = False) -> Mention | None:
        """The mention that a pronoun points back to: the last clause subject that fits, else the last that fits."""
        end = bisect_left(self.orders, (passage, token))
        head = self.passages[passage].doc[token]
        rival = head.head.i if head.dep_ in ("dobj", "dative", "pobj") else -1
        near = [
            m
            for m in self.mentions[max(0, end - _LOOKBACK) : end]
            if passage - m.order[0] <= _PARAGRAPHS and fits(m) and not (m.order[0] == passage and head.doc[m.order[1]].head.i == rival)
        ]
        if not near:
            return None
        subjects = [m for m in near if m.subject]
        return subjects[-1] if subjects and not nearest else near[-1]

    def _phrase(self, head: Token) -> str:
        """The description as a name: modifiers and head, without determiners and what follows."""
        if head.dep_ in ("compound", "amod", "nmod"):
            return self._modifier(head)
        left = head.i
        while (
            left > head.left_edge.i
            and head.doc[left - 1].dep_ in ("compound", "amod", "nmod", "punct")
            and head.doc[left - 1].is_ancestor is not None
        ):
            if head.doc[left - 1].text in (",", "“", '"', "(", "‘", "[", "]", ")") or head.doc[left - 1].lower_ in CALENDAR:
                break
            left -= 1
        while left < head.i and head.doc[left].text in ("-", "–", "'", "’s", "'s"):
            left += 1
        while left > 1 and head.doc[left - 1].text == "-" and not head.doc[left - 1].whitespace_ and not head.doc[left - 2].whitespace_:
            left -= 2
        first = head.doc[left]
        name = " ".join(head.doc[left : head.i + 1].text.split())
        opens = first.is_sent_start and first.pos_ != "PROPN" and not first.text.isupper() and self.nation(first.text) is None
        return name[:1].lower() + name[1:] if opens else name

    def _modifier(self, head: Token) -> str:
        """A description that stands before an event noun: "Syrian army" helicopters, "rebels" for rebel shelling."""
        first = head.i
        while first > 0 and qualifies(head.doc[first - 1], head):
            first -= 1
        name = head.doc[first : head.i + 1].text
        return f"{name}s" if head.lemma_.lower() in PERSONS and head.tag_ not in ("NNS", "NNPS") else name

    def _party(
        self, passage: int, head: Token, name: str, *, kind: str | None = None, role: str | None = None, resolved: bool = True, person: bool
    ) -> Party:
        where = self.passages[passage]
        first, last = self.extent(passage, head)
        span = where.span(first, last)
        return Party(
            id=self.number(name),
            name=name,
            text=span.text,
            start=span.start,
            end=span.end,
            kind=kind or self.kind(name, head),
            role=role,
            resolved=resolved,
        )

    def number(self, name: str) -> str:
        """The party's id, local to the report, by order of first use."""
        return f"p{self.numbers.setdefault(name, len(self.numbers) + 1)}"

    def extent(self, passage: int, head: Token) -> tuple[int, int]:
        """The words that name the party: the proper name whole, with titles before it; else modifiers and head."""
        known = self.at.get((passage, head.i))
        if known is not None:
            return known.opens, max(known.last, head.i)
        left = head.i
        for child in head.lefts:
            if child.dep_ in ("compound", "amod", "nmod", "poss", "nummod", "quantmod") and child.left_edge.i < left:
                left = child.left_edge.i
        return left, head.i

    def kind(self, name: str, head: Token | None = None) -> str | None:
        """What the report or the name's own words say the party is; a government whose forces fight is a belligerent."""
        return self.kinds.of(name, head.lemma_.lower() if head is not None else "")


NO_STATES = FIGHTERS | frozenset("militiaman gunman gunmen jihadi mujahideen loyalist gang cell element member combatant terrorist".split())
"""Fighters who with a nationality before them are people of a country, not the country: "Syrian rebels" against "Syrian forces"."""


def _is_organised(head: Token) -> bool:
    """Whether a noun is a word for a body ("group", "agency", "committee"): what is apposed to it is its name."""
    row = actor_words().get(head.lemma_.lower())
    return row is not None and (row.group is not None or (head.tag_ == "NN" and row.generic is None))
