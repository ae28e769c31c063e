"""Clauses as candidates for claims, each with what a judge may know of it.

Every verb that heads a clause is a candidate, beside the units that the rules find. A judge (a callable
that is handed in, see `judge.py`) says whether a candidate is a claim and of which type. What it sees are
the named facts below, never an identifier of the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reportedly.read.events.events import Happening
from reportedly.read.grammar import frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

    from reportedly.model import Stance
    from reportedly.read.attribution.attributed import Attribution
    from reportedly.read.events.units import Unit
    from reportedly.read.grammar.passage import Passage


class Verdict(Protocol):
    """What is decided of a candidate: probabilities that sum to one."""

    @property
    def kinds(self) -> Mapping[str, float]:
        """Of each event type; "NONE" is that of no claim."""
        ...

    @property
    def stances(self) -> Mapping[Stance, float] | None:
        """Of each stance, were it a claim; None from a judge that leaves the stance to the rules."""
        ...

    @property
    def modes(self) -> Mapping[str, float] | None:
        """Of each mode, "TYPE/mode", were it a claim ("TYPE/": of the type in no mode); None from a judge that knows none."""
        ...


class Judge(Protocol):
    """What decides: a report's relevance by its words; whether a candidate is a claim, and which, by its facts and its words' states."""

    def relevance(self, words: Mapping[str, int]) -> float:
        """The probability that a report with these verbs and nouns (lemma to count) is about conflict or politics."""
        ...

    def __call__(self, facts: Sequence[str], ask: Callable[[], object | None]) -> Verdict:
        """The verdict on a candidate; `ask` gives what the tagger makes of it, None without a tagger."""
        ...

    def modes(self, facts: Sequence[str], ask: Callable[[], object | None]) -> Mapping[str, float] | None:
        """The modes of a candidate on which the verdict says none; None from a judge that knows none."""
        ...


NESTED = frozenset({"relcl", "advcl", "ccomp", "acl", "csubj", "parataxis"})
_CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ", "ADV"})
_MOST_WORDS = 40  # of a clause; longer ones are misparsed run-ons


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a candidate's facts draw on beside its own words; `density` is strong event words per 100 words of the report."""

    density: float
    held: Attribution | None
    cue: Attribution | None
    has_place: bool
    has_time: bool


def clause_heads(tokens: TokenSpan) -> Iterator[Token]:
    """The verbs of a sentence that head a clause of their own."""
    for token in tokens:
        if (
            token.pos_ in ("VERB", "AUX")
            and (token.dep_ in NESTED or token.dep_ in ("ROOT", "conj", "xcomp", "pcomp"))
            and token.dep_ != "aux"
        ):
            yield token


def words(head: Token) -> list[Token]:
    """The clause's own tokens: the subtree without nested clauses, at most forty."""
    found: list[Token] = []
    stack = [head]
    while stack and len(found) < _MOST_WORDS:
        token = stack.pop()
        found.append(token)
        stack += [c for c in token.children if not (c.dep_ in NESTED or (c.dep_ == "conj" and c.pos_ == "VERB"))]
    return sorted(found, key=lambda t: t.i)


def head_of(token: Token) -> Token:
    """The verb of a candidate's clause."""
    return token if token.pos_ in ("VERB", "AUX") else frames.clause_verb(token)


def facts(token: Token, own: Sequence[Token], unit: Unit | None, around: Surroundings) -> list[str]:
    """The facts of a candidate headed by `token`; `own` are the words of its clause, `unit` is what the rules made of it."""
    head = head_of(token)
    found = [f"w={t.lemma_.lower()}" for t in own if t.pos_ in _CONTENT and t.pos_ != "PROPN" and t.is_alpha]
    found += [f"head={_word(token)}", f"dep={head.dep_}", f"tag={head.tag_}", f"pos={token.pos_}"]
    found += [
        f"{c.dep_}={_word(c)}" for c in head.children if c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "acomp", "xcomp", "prt", "agent")
    ]
    found += [f"verb={head.lemma_.lower()}"] if head.i != token.i else []
    found += _rule_facts(unit)
    found += _speech_facts(around)
    found += [f"density={min(6, int(around.density))}", f"place={around.has_place}", f"time={around.has_time}"]
    found += [
        name
        for name, holds in (
            ("neg", any(c.dep_ == "neg" for c in head.children)),
            ("name", any(t.pos_ == "PROPN" for t in own)),
            ("modal", any(c.tag_ == "MD" for c in head.children)),
            ("to", any(c.lower_ == "to" and c.dep_ == "aux" for c in head.children)),
            ("first", any(t.lower_ in ("i", "we") for t in own)),
        )
        if holds
    ]
    return list(dict.fromkeys(found))


def _word(token: Token) -> str:
    """A filler's lemma; of a name only that it is one, so that nothing is learned about anybody."""
    return "NAME" if token.pos_ == "PROPN" else token.lemma_.lower()


def _rule_facts(unit: Unit | None) -> list[str]:
    if unit is None:
        return ["rule=none"]
    happening = unit.happening
    return [
        f"rule={happening.event_type}",
        f"rule={happening.event_type}+{'strong' if happening.strong else 'weak'}+{'noun' if happening.noun else 'verb'}",
        f"actors={min(2, len(happening.actors))}",
        f"recipients={min(2, len(happening.recipients))}",
        *{f"toll={t.measure}" for t in unit.tolls},
        *(["part"] if unit.part else []),
    ]


def _speech_facts(around: Surroundings) -> list[str]:
    found = ["held"] if around.held is not None else ["outlet"]
    if around.held is not None:
        found += [f"said={around.held.lemma}", f"kind={around.held.kind}", f"cue={around.held.stance}"]
    if around.cue is not None:
        found += ["is_cue", f"is_cue={around.cue.stance}"]
    return found


def candidate(passage: Passage, head: Token) -> Happening:
    """A clause that no rule names, as a happening of type STATUS until it is judged."""
    acting = frames.agents(head) if frames.is_passive(head) else frames.subjects(head)
    undergoing = frames.objects(head)
    return Happening(
        passage.number,
        head.i,
        head.i,
        "STATUS",
        "so",
        False,
        False,
        tuple(dict.fromkeys(t.i for t in acting)),
        tuple(dict.fromkeys(t.i for t in undergoing)),
    )


def covered(units: Sequence[Unit], doc: Doc) -> set[int]:
    """The clause heads that the rules' units already stand in."""
    return {frames.clause_verb(doc[i]).i for unit in units for i in unit.tokens} | {i for unit in units for i in unit.tokens}
