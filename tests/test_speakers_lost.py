"""Who speaks where the parser finds no subject: texts that lost their commas, several who say it, people in a place."""

from __future__ import annotations

import pytest

from attribution_cases import head, read


def last_head(text: str) -> str:
    """The head of the last speaker that is named."""
    return [head(text, item) for item in read(text) if item.speaker is not None][-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nine fishermen were killed on Monday in a raid on a harbour a week after troops shot a cleric a monitor and rebels said.",
            "monitor",
        ),
        (
            "The blast killed four guards on Friday as clashes went on between the army and miners local activists and a militia said.",
            "activists",
        ),
        (
            "Rockets killed two shepherds and hurt a boy in the valley at dawn a relief worker and teachers in the rebel-held town said.",
            "worker",
        ),
    ],
)
def test_of_several_the_first_speaks(text: str, expected: str) -> None:
    assert last_head(text) == expected


def test_an_area_does_not_speak_for_who_is_in_it() -> None:
    assert last_head("Shells hit a school and killed nine pupils on Monday residents in the area said.") == "residents"


def test_what_is_struck_does_not_speak_with_who_tells_it() -> None:
    assert last_head("The shells hit a school and a market, rebels said.") == "rebels"
