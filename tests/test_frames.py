"""Frames: who does what to whom in a parse. All sentences are our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly import english
from reportedly.read.grammar import frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    Part = Callable[[Token], list[Token]]


def word(text: str, wanted: str) -> Token:
    """The first token of that form in the parse of one sentence."""
    doc = next(iter(english.parse([text])))
    return next(token for token in doc if token.text == wanted)


def texts(found: list[Token]) -> list[str]:
    return [token.text for token in found]


CASES: tuple[tuple[Part, str, str, list[str]], ...] = (
    (frames.subjects, "The rebels attacked the town and burned its market.", "burned", ["rebels"]),
    (frames.subjects, "Police accused the militants of killing ten villagers.", "killing", ["militants"]),
    (frames.subjects, "The army, which shelled Kelmet, denied it.", "shelled", ["army"]),
    (frames.subjects, "The guards ordered the drivers to leave the bridge.", "leave", ["drivers"]),
    (frames.subjects, "Two schools were used by the rebels to launch rockets.", "launch", ["rebels"]),
    (frames.subjects, "Ten people were killed.", "killed", []),
    (frames.agents, "The bridge was destroyed by the army and the police.", "destroyed", ["army", "police"]),
    (frames.objects, "The army killed a teacher and two students.", "killed", ["teacher", "students"]),
    (frames.objects, "They freed the soldiers captured in the raid.", "captured", ["soldiers"]),
    (frames.owners, "The Front's attack failed.", "attack", ["Front"]),
    (frames.owners, "They condemned the Syrian army strikes.", "strikes", ["army"]),
    (frames.owners, "They condemned the rebel attack.", "attack", ["rebel"]),
    (frames.doers, "They condemned the massacre committed by the militia.", "massacre", ["militia"]),
    (frames.doers, "They condemned the crimes the militias commit.", "crimes", ["militias"]),
    (frames.wielders, "Nine people died in air strikes by the army.", "died", ["army"]),
    (frames.wielders, "Nine people were killed when army helicopters bombed the town.", "killed", ["helicopters"]),
    (frames.wielders, "Nine people were killed on Friday.", "killed", []),
    (frames.struck, "Helicopters dropped bombs on the market.", "dropped", ["market"]),
    (frames.struck, "The strike destroyed two militia depots.", "destroyed", ["militia"]),
    (frames.blamed, "The council condemned the attack by the rebels.", "condemned", ["rebels"]),
    (frames.blamed, "The minister blamed the blast on the rebels.", "blamed", ["rebels"]),
    (frames.addressed, "The envoy called on the rebels to disarm.", "called", ["rebels"]),
    (frames.addressed, "The council demanded that the militias leave.", "demanded", ["militias"]),
)


@pytest.mark.parametrize(("part", "text", "wanted", "expected"), CASES)
def test_a_part_of_a_frame(part: Part, text: str, wanted: str, expected: list[str]) -> None:
    found = texts(part(word(text, wanted)))
    assert all(name in found for name in expected), found
    assert bool(found) == bool(expected)


def test_conjuncts_are_in_text_order_and_no_clauses() -> None:
    head = word("They met the army and the police, and the rebels cheered.", "army")
    assert texts(frames.conjuncts(head)) == ["army", "police"]


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("The town was shelled.", "shelled", True),
        ("Men killed in the raid were buried.", "killed", True),
        ("The army shelled the town.", "shelled", False),
    ],
)
def test_passives(text: str, verb: str, passive: bool) -> None:
    assert frames.is_passive(word(text, verb)) is passive


def test_the_clause_of_a_word() -> None:
    assert frames.clause_verb(word("The army said it shelled the old town.", "town")).text == "shelled"


def test_prepositional_objects_by_preposition() -> None:
    attack = word("The attack on the base by rebels failed.", "attack")
    assert texts(frames.prepositional(attack, "on")) == ["base"]
    assert frames.prepositional(attack, "against") == []


def test_edges_leave_out_what_is_stopped_at() -> None:
    verb = word("The army shelled the town and the rebels fled.", "shelled")
    rest = next(c for c in verb.children if c.dep_ == "conj")
    assert frames.edges(verb)[1] == len(verb.doc) - 1
    assert frames.edges(verb, frozenset({rest.i})) != frames.edges(verb)[1]
    assert rest.i not in range(frames.edges(verb, frozenset({rest.i}))[0], rest.i)
    assert all(above.i != verb.i for above in frames.upward(verb))


def test_a_chain_of_borrowed_subjects_ends() -> None:
    text = "The army came " + "and went " * 60 + "home."
    last = [token for token in next(iter(english.parse([text]))) if token.text == "went"][-1]
    assert len(frames.subjects(last)) <= 1
