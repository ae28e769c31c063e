"""Tolls: what was counted, how many, of whom, and what is no toll."""

from __future__ import annotations

import time

import pytest

from reportedly.read.amounts.amounts import amounts
from reportedly.read.amounts.tolls import tolls
from reportedly.read.grammar.passage import Passage
from told import parser
from told import tolls_in as read


def numbers(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(m.measure, m.toll.low, m.toll.high) for m in read(text) if not m.subset]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Twelve villagers were killed in the raid.", [("killed", 12, 12)]),
        ("The blast killed 12 villagers.", [("killed", 12, 12)]),
        ("A bomb went off, killing at least 3 children and wounding 5.", [("killed", 3, None), ("wounded", 5, 5)]),
        ("The shelling caused the deaths of two soldiers.", [("killed", 2, 2)]),
        ("The governor put the death toll at 45.", [("killed", 45, 45)]),
        ("The raid left five dead.", [("killed", 5, 5)]),
        ("The flood claimed the lives of 30 villagers.", [("killed", 30, 30)]),
        ("The rebels lost 35 fighters.", [("killed", 35, 35)]),
        ("Ten killed, 20 injured in market blast", [("killed", 10, 10), ("wounded", 20, 20)]),
        ("The shelling killed ten villagers and injured 20.", [("killed", 10, 10), ("wounded", 20, 20)]),
        ("The shells killed 22 children and 6 teachers.", [("killed", 28, 28)]),
        ("A soldier was killed at the gate.", [("killed", 1, 1)]),
        ("The army killed civilians in the village.", [("killed", 2, None)]),
        ("Three gunmen killed five villagers.", [("killed", 5, 5)]),
        ("More than 60 fighters were killed and wounded.", [("casualties", 61, None)]),
        ("Some 60 rebels were killed or injured.", [("casualties", 60, 60)]),
        ("The army suffered heavy casualties.", [("casualties", None, None)]),
        ("There were no casualties.", [("killed", 0, 0), ("wounded", 0, 0)]),
        ("No one was killed.", [("killed", 0, 0)]),
        ("TWO SOLDIERS WERE KILLED YESTERDAY.", [("killed", 2, 2)]),
        ("Dozens of villagers died in the raid.", [("killed", 12, None)]),
        ("Five soldiers and four nurses killed by shelling", [("killed", 9, 9)]),
        ("The Guard killed or maimed some 70 rebels.", [("casualties", 70, 70)]),
        ("Four corpses and 11 wounded lay in the chapel.", [("killed", 4, 4), ("wounded", 11, 11)]),
        ("The mayor put the number of villagers killed at 64.", [("killed", 64, 64)]),
        ("The column put its losses at eleven.", [("casualties", 11, 11)]),
        ("The clan puts its dead since May at 21.", [("killed", 21, 21)]),
        ("The general admitted the loss of two sergeants.", [("killed", 2, 2)]),
        ("The clans called the losses of the Guard terrible.", [("casualties", None, None)]),
        ("The losses of the Guard are grave.", [("casualties", None, None)]),
        ("Sixteen people were treated for shrapnel injuries.", [("wounded", 16, 16)]),
        ("The ward took in seven boys with bullet wounds.", [("wounded", 7, 7)]),
        ("Three rangers gave their lives at the pass.", [("killed", 3, 3)]),
        ("Twelve villagers suffered burns.", [("wounded", 12, 12)]),
        ("The officials put the toll at 20 dead and 30 wounded.", [("killed", 20, 20), ("wounded", 30, 30)]),
    ],
)
def test_tolls_are_read_as_written(text: str, want: list[tuple[str, int | None, int | None]]) -> None:
    assert numbers(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "The shell killed two birds.",
        "The minister killed the deal.",
        "They fired 12 rockets at the town.",
        "A 22-year-old fled the city.",
        "He threatened to kill villagers.",
        "The army did not kill civilians.",
        "The talks ended on 12 May.",
        "No casualty figure was given.",
        "The Guard acknowledged the loss of two tanks.",
        "The dead were put in a truck at 10 in the morning.",
        "The wounds of the war are deep.",
        "The council regretted the loss of life.",
    ],
)
def test_what_is_no_toll_stays_none(text: str) -> None:
    assert [m for m in read(text) if m.measure in ("killed", "wounded", "casualties")] == []


def test_arrests_are_detained_and_never_dead() -> None:
    assert numbers("Police arrested 40 protesters.") == [("detained", 40, 40)]


def test_a_part_is_a_mention_of_its_own() -> None:
    found = read("At least 26 people, including three children, were killed.")
    assert [(m.toll.low, m.subset) for m in found] == [(26, False), (3, True)]


def test_a_count_of_the_dead_is_a_part() -> None:
    found = read("Fourteen of the dead were farmers.")
    assert [(m.toll.low, m.subset) for m in found] == [(14, True)]


def test_the_victims_are_named_in_the_words_of_the_text() -> None:
    text = "The shells killed 22 children and 6 teachers on Friday."
    mention = read(text)[0]
    assert mention.toll.of == "children and 6 teachers"
    assert mention.toll.text == "22 children and 6 teachers"
    assert text[mention.toll.start : mention.toll.end] == mention.toll.text


def test_an_earlier_toll_is_marked() -> None:
    found = read("It was updating an earlier toll of 112.")
    assert [(m.toll.low, m.superseded) for m in found] == [(112, True)]


def test_a_long_line_costs_in_proportion() -> None:
    doc = parser()("Twelve villagers were killed and 30 wounded. " * 40)
    start = time.perf_counter()
    passage = Passage(0, 0, doc)
    found = tolls(passage, amounts(passage))
    assert len(found) == 80
    assert time.perf_counter() - start < 1.0
