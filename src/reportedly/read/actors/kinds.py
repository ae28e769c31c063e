"""What kind of party a name or description is: by its words, by a person's office, by who fights for it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportedly.read.actors.names import CALENDAR, actor_words, content_words
from reportedly.read.grammar.country_parties import country_name
from reportedly.read.grammar.frames import prepositional

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from reportedly.compare.known import KnownParty
    from reportedly.read.actors.clusters import Cluster
    from reportedly.read.actors.names import ActorWords, Name
    from reportedly.read.grammar.passage import Passage

_ABBREVIATED = re.compile(r"\b([A-Z])\.")
_BODY = re.compile(r" (?:of|for) ")


def kind_by_words(name: str, head: str = "") -> str | None:
    """The kind that a phrase's own words say: two words that belong together, the head, then its last word first.

    A word for any body or office ("group", "spokesman") gives way to what stands before it: a monitoring group monitors. What is
    of the UN is the UN's, whatever it is.
    """
    plain = _ABBREVIATED.sub(r"\1", name)
    if "UN" in plain.split():
        return "un"
    words = content_words(plain)
    for pair in pairwise(words):
        row = actor_words().get(" ".join(pair))
        if row is not None:
            return row.kind
    weak = "belligerent" if words[-1:] == ("parties",) else None  # to a conflict; a party by its name is one of politics
    for word in (head, *reversed(content_words(_BODY.split(plain)[0])), *reversed(words)):
        row = _row(word)
        if row is not None and not row.group and (word not in SPEAKING_FOR or word in GOVERNING):
            return row.kind
        weak = weak or (row.kind if row is not None else None)
    return weak


def _row(word: str) -> ActorWords | None:
    rows = actor_words()
    return rows.get(word) or rows.get(word.rstrip("s"))


@dataclass(frozen=True, slots=True)
class Called:
    """What the report calls a party: the phrase that says most, and the kind that it says."""

    kind: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Kinds:
    """What kind the parties of one report are: by what the report calls them (`called`, by canonical name), else by their words.

    `known` are those that news knows, by canonical name: what they are, their names' words do not say ("Islamic State"). `bodies` are
    the forms of bodies with their kinds; `fighting` the countries that fight, see `_fighting`.
    """

    called: Mapping[str, Called]
    bodies: Mapping[tuple[str, ...], str]
    fighting: frozenset[str]
    nation: Callable[[str], str | None]
    known: Mapping[str, KnownParty]

    def of(self, name: str, head: str = "") -> str | None:
        """The kind of a party by its name and the lemma of its head; a government whose forces fight is a belligerent."""
        known, row = self.called.get(name), self.known.get(name)
        found = known.kind if known is not None else row.kind if row is not None else _kind(name, head, self.bodies)
        if found is None and self.nation(name) is not None:
            found = "government"
        fights = found == "government" and self._fights(name if known is None else known.phrase, row)
        return "belligerent" if fights else found

    def _fights(self, name: str, row: KnownParty | None) -> bool:
        """Whether a government or office is of a country that fights; without a country it is of the report's own, unless abroad."""
        words = name.split()
        named = {c for part in (name, *words) if (c := self.nation(part)) is not None}
        named |= {c for code in (() if row is None else row.country) if (c := country_name(code)) is not None}
        abroad = row is not None or any(word.lower() in ABROAD for word in words)
        return not self.fighting.isdisjoint(named or (set() if abroad else {""}))


ABROAD = frozenset("western world international european powers diplomat diplomats embassy ambassador envoy allies".split())
"""Words of governments and officials that are of no one country, or of another than the report's own."""


def _kind(phrase: str, head: str, bodies: Mapping[tuple[str, ...], str]) -> str | None:
    """The kind that a phrase says: of the body it names, where its head is an office in it, else of its words."""
    words = content_words(phrase)
    if len(words) > 1 and not SPEAKING_FOR.isdisjoint((head, *words)):
        for size in range(min(len(words), 8), 0, -1):
            for i in range(len(words) - size + 1):
                if words[i : i + size] in bodies:
                    return bodies[words[i : i + size]]
    return kind_by_words(phrase, head)


def kinds(
    passages: Sequence[Passage],
    found: Sequence[Name],
    grouped: Sequence[Cluster],
    number_of: Mapping[tuple[int, int], int],
    *,
    nation: Callable[[str], str | None],
    known: Mapping[str, KnownParty],
) -> Kinds:
    """The kinds of a report's parties: bodies by what they are called and who fights for them, then people by their offices in them."""
    told: dict[int, list[str]] = {}
    for name in found:
        number = number_of.get((name.passage, name.last))
        if number is not None:
            head = passages[name.passage].doc[name.first : name.last + 1].root
            told.setdefault(number, []).extend(_offices(head, name) if grouped[number].person else _callings(head, name))
    called: dict[str, Called] = {}
    bodies: dict[tuple[str, ...], str] = {}
    for cluster in sorted(grouped, key=lambda c: c.person):
        row = known.get(cluster.canonical)
        own = None if cluster.person else row.kind if row is not None else kind_by_words(cluster.canonical)
        most = _most([Called(kind, phrase) for phrase in told.get(cluster.number, ()) if (kind := _kind(phrase, "", bodies)) is not None])
        if most is not None and (own is None or (row is not None and _became(row, most))):
            called[cluster.canonical], own = most, most.kind
        if not cluster.person and own is not None:
            bodies |= {words: own for form in (cluster.canonical, *cluster.forms) if (words := content_words(form))}
    return Kinds(called, bodies, _fighting(passages, nation), nation, known)


def _became(row: KnownParty, called: Called) -> bool:
    """Whether an armed movement has become a political party, as the report calls it: "the opposition party *X*"."""
    return row.kind == "belligerent" and called.kind == "civil_society" and "party" in content_words(called.phrase)


def _most(callings: Sequence[Called]) -> Called | None:
    """The kind said most often, with the longest phrase that says it."""
    counts = Counter(calling.kind for calling in callings if calling.kind != "object")
    if not counts:
        return None
    most = max(counts, key=lambda kind: (counts[kind], kind))
    return max((c for c in callings if c.kind == most), key=lambda c: len(c.phrase))


def _offices(head: Token, name: Name) -> Iterator[str]:
    """What a person is said to be: titles, nouns before the name, appositions; the body after "of" or "for" says more than the role."""
    doc = head.doc
    before = [t for t in doc[max(0, name.first - 6) : name.first] if t.head.i in (head.i, name.first) and _qualifies(t)]
    left = min((t.left_edge.i for t in before), default=name.first)
    if name.role or before:
        yield " ".join((doc[left : name.first].text, name.role or ""))
    roles = [c for c in head.children if c.dep_ == "appos" and c.i > name.last]
    if head.dep_ == "appos" and head.head.pos_ == "NOUN":
        roles.append(head.head)
    elif name.first and doc[name.first - 1].pos_ == "NOUN" and doc[name.first - 1].dep_ == head.dep_:  # "the militant group X said"
        roles.append(doc[name.first - 1])
    for role in roles:
        body = next(iter(prepositional(role, "of", "for", "at", "in", "with")), None)
        own = doc[role.left_edge.i : role.i + 1].text
        whose = "" if body is None else doc[body.left_edge.i : body.i + 1].text
        yield whose if whose and role.lemma_.lower() in SPEAKING_FOR and kind_by_words(whose) else own


def _qualifies(token: Token) -> bool:
    return token.dep_ in _BEFORE and token.lower_ not in CALENDAR


_BEFORE = ("compound", "nmod", "amod", "appos", "nummod")
SPEAKING_FOR = frozenset(
    "spokesman spokeswoman spokesperson leader head chief director president chairman chairwoman member official officer secretary "
    "representative coordinator founder deputy worker employee manager adviser advisor".split()
)
"""Roles in a body of any kind: what the body is, who holds them is."""
GOVERNING = frozenset({"president", "secretary"})
"""Those that without a body beside them are of a government."""


def _callings(head: Token, name: Name) -> Iterator[str]:
    """What a body is called beside its name: "militant group *X*", "*X* guerrillas", "fighters of *X*"."""
    doc = head.doc
    before = [t for t in head.lefts if t.i < name.first and t.dep_ in _BEFORE and t.pos_ == "NOUN"]
    if before:
        yield doc[before[0].left_edge.i : name.first].text
    if head.dep_ in ("compound", "nmod") and head.head.i > name.last and _is_fighter(head.head):
        yield head.head.text
    if head.dep_ == "pobj" and head.head.lower_ in ("of", "from") and _is_fighter(head.head.head):
        yield head.head.head.text
    if head.dep_ == "nsubj" and head.head.lemma_.lower() in FIGHTING:
        yield "fighters"


FIGHTING = frozenset("attack ambush kidnap abduct shell bomb assassinate murder massacre raid fight behead".split())
"""What only the armed do, told of with a name before it: whatever else the name is, it fights."""


def _is_fighter(noun: Token) -> bool:
    row = _row(noun.lemma_.lower())
    return row is not None and row.kind == "belligerent" and not row.group and noun.lemma_.lower() != "member"


def _fighting(passages: Sequence[Passage], nation: Callable[[str], str | None]) -> frozenset[str]:
    """Countries whose armed forces, attacks or rebels the report tells of; "" where forces and their enemies have no country."""
    found: set[str] = set()
    forces = rebels = False
    for token in (token for passage in passages for token in passage.doc):
        lemma = token.lemma_.lower()
        if lemma not in ARMED and lemma not in REBELS:
            continue
        countries = {c for child in token.lefts if child.text[:1].isupper() and (c := nation(child.text)) is not None}
        found |= countries
        rebels = rebels or lemma in REBELS
        forces = forces or (lemma in ARMED and not countries)
    return frozenset(found | ({""} if forces and rebels else set()))


ARMED = frozenset(
    "army military troop troops force forces soldier warplane airstrike jet shelling bombardment navy warship commando offensive artillery "
    "helicopter tank invasion regime junta".split()
)
REBELS = frozenset("rebel guerrilla insurgent insurgency militant terrorist separatist jihadist extremist resistance subversive".split())
