"""Where the parties of a report are mentioned: names, descriptions that hold a telling word of a name, roles that one person bears."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.compare.known import names_one
from reportedly.read.actors.clusters import Cluster
from reportedly.read.actors.names import Name, actor_words, content_words
from reportedly.read.actors.party_words import PLAIN
from reportedly.read.grammar.classes import word_classes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence, Set

    from spacy.tokens import Token

    from reportedly.read.grammar.passage import Passage


@dataclass(frozen=True, slots=True)
class Mention:
    """A party named in the text: `order` is (passage, token); `subject` whether it leads its clause."""

    order: tuple[int, int]
    cluster: int
    person: bool
    plural: bool
    subject: bool


def described(
    passages: Sequence[Passage], words: dict[str, list[int]], grouped: Sequence[Cluster], nation: Callable[[str], str | None]
) -> list[Mention]:
    """Descriptions that name a party by a telling word of its name: "the resistance organization"."""
    found = []
    for passage in passages:
        for token in passage.doc:
            row = actor_words().get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
            if row is None or not row.generic:
                continue
            for child in token.lefts:
                numbers = words.get(child.lower_, ()) if child.dep_ in ("compound", "amod") and child.lower_ not in PLAIN else ()
                if len(numbers) == 1 and nation(grouped[numbers[0]].canonical) is None:
                    found.append(Mention((passage.number, token.i), numbers[0], False, plural(token), leads(token)))
    return found


def groups(passages: Sequence[Passage], known: Sequence[Cluster], taken: Set[tuple[int, int]]) -> tuple[list[Cluster], list[Mention]]:
    """Bodies and people without a proper name ("the rebels", "Syrian army", "villagers"), numbered after `known`: a pronoun may mean them.

    `taken` are the (passage, token) of names: a description that holds one is that party's.
    """
    numbers: dict[str, int] = {}
    found: list[Mention] = []
    for passage in passages:
        for token in passage.doc:
            if token.pos_ != "NOUN" or token.dep_ in ("compound", "nmod", "amod", "npadvmod") or not _is_group(token):
                continue
            before = [c for c in token.lefts if c.dep_ in ("compound", "amod", "nmod")]
            if any((passage.number, c.i) in taken and (c.pos_ == "PROPN" or names_one(c.text) is not None) for c in before):
                continue
            name = " ".join(t.text for t in (*(c for c in before if c.dep_ == "compound" or c.text[:1].isupper()), token))
            number = numbers.setdefault(name, len(known) + len(numbers))
            found.append(Mention((passage.number, token.i), number, False, plural(token), leads(token)))
    return [Cluster(number, name, frozenset({name}), person=False, role=None) for name, number in numbers.items()], found


def _is_group(token: Token) -> bool:
    """A plural of people, or one word for a body of them."""
    lemma = token.lemma_.lower()
    if not plural(token):
        return lemma in COLLECTIVES
    row = actor_words().get(lemma) or actor_words().get(token.lower_)
    return lemma in word_classes()["PEOPLE"] or (row is not None and row.kind in ("belligerent", "government", "civil_society"))


COLLECTIVES = frozenset(
    "army military regime government militia coalition police force opposition insurgency junta navy ministry council parliament court "
    "brigade battalion gang alliance guerrilla movement organization organisation".split()
)


def bearers(
    passages: Sequence[Passage], by_token: dict[tuple[int, int], int], grouped: Sequence[Cluster], found: Sequence[Name]
) -> dict[str, int]:
    """Roles that one person of the report bears, by title or apposition: "President Reyes", "the leader of the Front, Ali Reyes".

    A role with its field is one of its own ("interior minister"). Where several persons bear one, it is whose who bears it most often
    by far.
    """
    seen: dict[str, Counter[int]] = {}
    for name in found:
        number = by_token.get((name.passage, name.last))
        if number is None:
            continue
        doc = passages[name.passage].doc
        before = [t.lower_ for t in doc[max(name.first - 2, 0) : name.first] if t.pos_ in ("NOUN", "PROPN", "ADJ")]
        for title in _titles(name.role.lower().split() if name.role else before):
            seen.setdefault(title, Counter())[number] += 1
    for passage in passages:
        for token in passage.doc:
            if token.dep_ == "appos" and (token.pos_ == "PROPN") != (token.head.pos_ == "PROPN"):
                bearer, role = (token, token.head) if token.pos_ == "PROPN" else (token.head, token)
                number = by_token.get((passage.number, bearer.i))
                if number is not None and grouped[number].person:
                    for title in _titles([*(c.lower_ for c in role.lefts if c.dep_ in ("compound", "amod")), role.lemma_.lower()]):
                        seen.setdefault(title, Counter())[number] += 1
    return {role: first for role, counts in sorted(seen.items()) if (first := _foremost(counts)) is not None}


def _titles(words: Sequence[str]) -> list[str]:
    """The role that words end with, alone and with its field."""
    if not words or words[-1] not in ROLES:
        return []
    return [words[-1], *([" ".join(words[-2:])] if len(words) > 1 else [])]


def _foremost(counts: Counter[int]) -> int | None:
    (first, often), *rest = counts.most_common(2)
    return first if not rest or often >= _FAR * rest[0][1] else None


_FAR = 3  # times as often as the next: a report's own president beside a visiting one


ROLES = frozenset(
    "leader commander chief president minister premier governor mayor spokesman spokeswoman head chairman chairwoman general".split()
)


def plural(head: Token) -> bool:
    """Whether a noun is tagged as a plural."""
    return head.tag_ in ("NNPS", "NNS")


def leads(head: Token) -> bool:
    """Whether a noun is the subject of its clause, or part of the subject."""
    top = head.head if head.dep_ in ("compound", "appos", "conj", "poss") else head
    return "nsubj" in (head.dep_, top.dep_) or "nsubjpass" in (head.dep_, top.dep_)


def telling_words(grouped: Sequence[Cluster]) -> dict[str, list[int]]:
    """Lower-case word to the organisations whose name holds it."""
    found: dict[str, list[int]] = {}
    for cluster in grouped:
        if cluster.person:
            continue
        for word in dict.fromkeys(content_words(cluster.canonical)):
            found.setdefault(word, []).append(cluster.number)
    return found


def surnames(grouped: Sequence[Cluster]) -> dict[str, int]:
    """Lower-case last name to the one person who bears it: at a sentence's start the tagger may not see a name."""
    found: dict[str, set[int]] = {}
    for cluster in grouped:
        words = content_words(cluster.canonical) if cluster.person else ()
        if len(words) > 1:
            found.setdefault(words[-1], set()).add(cluster.number)
    return {word: numbers.pop() for word, numbers in found.items() if len(numbers) == 1}


def national(grouped: Sequence[Cluster], mentions: Sequence[Mention], nation: Callable[[str], str | None]) -> dict[str, Mention]:
    """Word for a body ("army") to the first mention of the one country's that the report names ("Chilean army")."""
    first: dict[str, dict[str, Mention]] = {}
    for mention in mentions:
        words = grouped[mention.cluster].canonical.split()
        if len(words) > 1 and words[-1].lower() in COLLECTIVES and nation(" ".join(words[:-1])) is not None:
            first.setdefault(words[-1].lower(), {}).setdefault(words[0], mention)
    return {word: next(iter(found.values())) for word, found in first.items() if len(found) == 1}


def epithets(passages: Sequence[Passage], by_token: Mapping[tuple[int, int], int], fighting: Set[int]) -> dict[str, int]:
    """Word for fighters ("militant") to the body whom the report calls so: "Front militants", "the Front, an insurgent group".

    `fighting` are the numbers of the armed bodies that are no country's. Fighters of a word that it calls nobody are its only such body's.
    """
    counts: dict[str, Counter[int]] = {word: Counter() for word in FIGHTERS}
    for passage in passages:
        for token in passage.doc:
            seen = counts.get(token.lemma_.lower()) if token.pos_ in ("NOUN", "PROPN", "ADJ") else None
            if seen is not None:
                called = (by_token.get((passage.number, bearer.i)) for bearer in _so_called(token))
                seen.update(number for number in called if number is not None and number in fighting)
    only = next(iter(fighting)) if len(fighting) == 1 else None
    found = {word: _foremost(seen) if seen else only for word, seen in counts.items()}
    return {word: number for word, number in found.items() if number is not None}


def _so_called(word: Token) -> Iterator[Token]:
    """Whom a word for fighters describes: the name before it, what it or its noun is apposed to, what it or its noun is said of."""
    yield from (child for child in word.lefts if child.dep_ in ("compound", "amod", "nmod"))
    for noun in (word, word.head):
        if noun.dep_ == "appos":
            yield noun.head
        elif noun.dep_ == "attr":
            yield from (child for child in noun.head.lefts if child.dep_ == "nsubj")


FIGHTERS = frozenset("rebel militant insurgent guerrilla jihadist extremist separatist terrorist fighter insurgency militia".split())
"""Words for the fighters of one armed body, with which newspapers go on to name it."""
