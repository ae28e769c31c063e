"""Modes: how an event of a type was carried out, as the words of its clause name it.

The modes stand in `lexicon/modes.tsv`, the words that name them in `lexicon/mode_words.tsv`. The first row
of a type that fits decides, among the words nearest the event first: the head's own clause, for a noun its
phrase and then its clause, then the rest of what was handed in. What a preposition or a conjunction sets
apart as another event ("after a suicide bombing", "unless the siege is lifted") does not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon
from reportedly.read.events.clauses import NESTED, words
from reportedly.read.grammar import frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

CONTENT = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
"""Types whose mode is told by what is offered, asked, refused or threatened: their content clauses count as their own."""
BY_HEAD = frozenset({"ACCUSE", "COERCE", "FIGHT", "INVESTIGATE", "RETREAT", "SANCTION"})
"""Types whose head names the mode itself where it can; in the others its companions tell ("a drone *bombed*", "*urged* to withdraw")."""
EXCLUSIVE = frozenset({"AID", "REQUEST", "THREATEN"})
"""Types whose modes stand side by side in a clause with none of them first: where rows of two fit, none is named."""
ASIDE = frozenset("after before following since despite amid until unless if because pending lest although though whereas".split())
"""Words that open the telling of another event: an occasion, a reason, a condition."""
_TAGS = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N"}
_SKIPPED = frozenset(("the", "a", "an", "-", "–", "'", '"', "“", "”", "‘", "’", "''", "``"))
_ENDINGS = ("ing", "ed")
_SHORTEST = 3  # letters of a stem


class Mode(msgspec.Struct, frozen=True, kw_only=True):
    """A row of modes.tsv: a mode of an event type, in whose scheme it has its name, and what it means."""

    event_type: str
    mode: str
    scheme: str
    meaning: str


class ModeWords(msgspec.Struct, frozen=True, kw_only=True):
    """A row of mode_words.tsv: words that name a mode in the clause of an event of the type.

    One of `by` must stand in the phrase of whoever acts, one of `beside` in the clause, none of `unless`.
    A row without a mode lists phrases whose parts name none ("Amnesty International" asks for no amnesty).
    """

    event_type: str
    mode: str | None = None
    words: tuple[str, ...]
    by: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@lexicon.of_tables
@cache
def modes() -> tuple[Mode, ...]:
    """The modes of all types."""
    return lexicon.rows("modes", Mode)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A row with its phrases as numbers: those that name the mode alone, and sets of them that name it together."""

    mode: str
    alone: frozenset[int]
    together: tuple[frozenset[int], ...]
    by: frozenset[int]
    beside: frozenset[int]
    unless: frozenset[int]

    def fits(self, near: frozenset[int], clause: frozenset[int], doer: frozenset[int], whole: frozenset[int]) -> bool:
        """Whether the row's words stand `near`, with their other parts in the `clause`, and its conditions hold."""
        return (
            (not self.alone.isdisjoint(near) or any(entry <= clause and not entry.isdisjoint(near) for entry in self.together))
            and not (self.by and self.by.isdisjoint(doer))
            and not (self.beside and self.beside.isdisjoint(clause))
            and self.unless.isdisjoint(whole)
        )


@dataclass(frozen=True, slots=True)
class _Index:
    """A type's rules in order, and its phrases by their first word: the words that follow it, and the phrase's number."""

    rules: tuple[_Rule, ...]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]


@lexicon.of_tables
@cache
def _indexes() -> dict[str, _Index]:
    rows = lexicon.rows("mode_words", ModeWords)
    return {kind: _compiled([row for row in rows if row.event_type == kind]) for kind in dict.fromkeys(row.event_type for row in rows)}


def _compiled(rows: Sequence[ModeWords]) -> _Index:
    numbers: dict[tuple[str, ...], int] = {}

    def number(phrase: str) -> int:
        return numbers.setdefault(tuple(word for word in phrase.split() if word not in _SKIPPED), len(numbers))

    rules = []
    for row in rows:
        entries = [frozenset(number(part) for part in entry.split("+")) for entry in row.words]
        alone = frozenset(n for entry in entries if len(entry) == 1 for n in entry)
        conditions = (frozenset(number(phrase) for phrase in cell) for cell in (row.by, row.beside, row.unless))
        if row.mode is not None:
            rules.append(_Rule(row.mode, alone, tuple(entry for entry in entries if len(entry) > 1), *conditions))
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for phrase, at in numbers.items():
        phrases.setdefault(phrase[0], []).append((phrase[1:], at))
    return _Index(tuple(rules), {first: tuple(rest) for first, rest in phrases.items()})


def reach(kind: str, head: Token) -> list[Token]:
    """The words that may name the mode of an event headed by `head`: its clause, and of what is said also what it says.

    A relative clause or a participle has the noun that it describes; a noun has its own phrase.
    """
    verb = frames.clause_verb(head)
    told = _described(head) | _described(verb) | {t.i for t in words(head)} | {t.i for t in words(verb)}
    if kind in CONTENT:
        told |= _subtree(head)
    return [head.doc[i] for i in sorted(told)]


def named(kind: str, tokens: Sequence[Token], head: Token) -> str | None:
    """The mode that the words of a clause name for an event of type `kind` headed by `head`; None where they name none."""
    index = _indexes().get(kind)
    if index is None or not tokens:
        return None
    aside = _asides(tokens, head)
    whole = frozenset(t.i for t in tokens) - aside
    doer = _doer(head)
    found = _found(index, [head.doc[i] for i in sorted(whole | doer)])
    everywhere, acting = _within(found, whole), _within(found, doer)
    for near, clause in _scopes(kind, head, whole, found):
        fitting = list(dict.fromkeys(rule.mode for rule in index.rules if rule.fits(near, clause, acting, everywhere)))
        if fitting:
            return None if kind in EXCLUSIVE and len(fitting) > 1 else fitting[0]
    return None


_Match = tuple[int, tuple[int, ...]]
"""A phrase's number and the tokens that say it."""


def _within(found: Iterable[_Match], among: frozenset[int]) -> frozenset[int]:
    return frozenset(number for number, at in found if among.issuperset(at))


def _scopes(kind: str, head: Token, whole: frozenset[int], found: Sequence[_Match]) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    """The phrases that stand nearest the head, then further off; each time with those of its clause, where a phrase in parts may end."""
    own = whole & ((_subtree(head) if kind in CONTENT else frozenset(t.i for t in words(head))) | _described(head))
    clause = own if head.pos_ in ("VERB", "AUX") else whole & (own | {t.i for t in words(frames.clause_verb(head))})
    if kind in BY_HEAD:
        yield frozenset(number for number, at in found if head.i in at), _within(found, clause)
    for scope in dict.fromkeys((own, clause, whole)):
        near = _within(found, scope)
        yield near, near


def _subtree(head: Token) -> frozenset[int]:
    return frozenset(t.i for t in head.subtree)


def _described(head: Token) -> frozenset[int]:
    """The noun that a relative clause or a participle describes, with what stands before it: "*the tanks* that fired"."""
    if head.dep_ not in ("relcl", "acl"):
        return frozenset()
    return frozenset({head.head.i, *(t.i for child in head.head.lefts for t in child.subtree)})


def _doer(head: Token) -> frozenset[int]:
    """The phrase of whoever acts: its heads with what stands before them and the members they join."""
    if head.pos_ in ("VERB", "AUX"):
        acting = frames.agents(head) if frames.is_passive(head) else frames.subjects(head)
    else:
        acting = [head, *frames.doers(head)]
    found = set()
    for token in acting:
        found |= {token.i, *(t.i for child in token.lefts if child.dep_ not in NESTED for t in child.subtree)}
    return frozenset(found)


def _asides(tokens: Sequence[Token], head: Token) -> frozenset[int]:
    """The tokens of phrases and clauses that tell of another event: "*after a suicide bombing*", "*if the siege is lifted*"."""
    found: set[int] = set()
    for token in tokens:
        if _sets_apart(token):
            told = _subtree(token.head if token.dep_ == "mark" else token)
            if head.i not in told:
                found |= told
    return frozenset(found)


def _sets_apart(token: Token) -> bool:
    """Whether a word opens the telling of another event; "before a court" says where."""
    if token.lower_ == "before" and token.dep_ == "prep":
        return bool(frames.children(token, "pcomp"))
    return token.lower_ in ASIDE and token.dep_ in ("prep", "mark", "advmod")


def _found(index: _Index, tokens: Sequence[Token]) -> list[_Match]:
    """Every phrase of the index among the tokens, without those inside a longer one ("grenade" in "rocket-propelled grenade")."""
    line = [t for t in tokens if not _is_skipped(t)]
    forms = [_forms(t) for t in line]
    next_to = [n + 1 < len(line) and all(_is_skipped(t) for t in line[n].doc[line[n].i + 1 : line[n + 1].i]) for n in range(len(line))]
    found: list[tuple[int, int, int]] = []
    for start, own in enumerate(forms):
        for form in own:
            for rest, number in index.phrases.get(form, ()):
                end = start + len(rest)
                if end < len(line) and all(next_to[start:end]) and all(rest[k] in forms[start + 1 + k] for k in range(len(rest))):
                    found.append((start, end, number))
    kept = [(s, e, n) for s, e, n in found if not any(a <= s and e <= b and b - a > e - s for a, b, _ in found)]
    return [(number, tuple(line[k].i for k in range(start, end + 1))) for start, end, number in kept]


def _is_skipped(token: Token) -> bool:
    """Words that do not part a phrase: articles, hyphens and quotes, "their"."""
    return token.lower_ in _SKIPPED or token.tag_ == "PRP$" or token.is_space


def _forms(token: Token) -> frozenset[str]:
    return _spellings(token.lower_, token.lemma_.lower(), token.pos_)


@lexicon.of_tables
@lru_cache(maxsize=1 << 16)
def _spellings(lower: str, lemma: str, pos: str) -> frozenset[str]:
    """How the table may spell a word: as it stands, its lemma, the verb inside a noun or an adjective; each also with its class."""
    tag = _TAGS.get(pos, "A")
    bare = {lower, lemma}
    if lower.endswith(("self", "selves")):
        bare.add("oneself")
    if "-" in lower:
        bare.add(lower.replace("-", ""))
    if pos == "PROPN" and lower.endswith("s"):
        bare.add(lower[:-1])
    verbs = set()
    for ending in _ENDINGS:
        if tag != "V" and len(lower) > len(ending) + _SHORTEST and lower.endswith(ending):
            stem = lower[: -len(ending)]
            verbs |= {stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem}
    return frozenset(bare | verbs | {f"{form}:{tag}" for form in bare} | {f"{form}:V" for form in verbs})
