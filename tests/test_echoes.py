"""Denials that point back to what was told before. All texts are invented."""

from __future__ import annotations

import pytest

import samples
from reportedly import english
from reportedly.read import prepared
from reportedly.read.events.propositions import ruled

SHELLED = "The Guard shelled the market of Brenna on Friday, the Front said. "
KILLED = "The Front said it had killed 20 soldiers. "


def denials(text: str) -> list[tuple[str, str, list[tuple[str, int | None]]]]:
    """The units that deny by pointing back: type, the word that denies, tolls."""
    found = prepared(samples.report(text), parse=english.parse, lookup=lambda _: ()).found
    return [
        (unit.happening.event_type, sentence.passage.doc[unit.happening.token].text, [(t.measure, t.toll.low) for t in unit.tolls])
        for sentence, units in ruled(found)
        for unit in units
        if unit.stanced is not None and unit.stanced.stance == "denied"
    ]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (SHELLED + "The Guard denied it.", [("ASSAULT", "denied", [])]),
        (SHELLED + "The Guard has rejected the allegations.", [("ASSAULT", "rejected", [])]),
        (SHELLED + "The Guard dismissed the report as forged.", [("ASSAULT", "dismissed", [])]),
        (SHELLED + "\n\nThe Guard denied any role.", [("ASSAULT", "denied", [])]),
        (KILLED + "The Guard dismissed the figure as propaganda.", [("ASSAULT", "dismissed", [("killed", 20)])]),
        (KILLED + "\n\nThat figure is a lie, according to the Guard.", [("ASSAULT", "is", [("killed", 20)])]),
        ("Two engineers were abducted near Brenna. The Front denied involvement.", [("COERCE", "denied", [("detained", 2)])]),
        (
            "The Guard took Brenna and its leaders fled, posts said. An official dismissed both stories as inventions.",
            [("TERRITORY", "dismissed", []), ("RETREAT", "dismissed", [])],
        ),
        (
            "Orsova accused the Guard of killing nine villagers, an accusation dismissed by the general.",
            [("ASSAULT", "dismissed", [("killed", 9)])],
        ),
        ("Orsova blames the Guard for the blast in Brenna. The general denied the accusation.", [("ASSAULT", "denied", [])]),
    ],
)
def test_a_denial_denies_what_was_told_before(text: str, want: list[object]) -> None:
    assert denials(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "The Guard offered an amnesty. The Front rejected it.",
        SHELLED + "The Guard offered an amnesty, but the Front has rejected it.",
        "The Guard denied it.",
        SHELLED + "The Guard rejected reports that its men had fled.",
        SHELLED + "The inspectors could not deny it.",
        SHELLED + "The Guard rejected talk of a truce.",
    ],
)
def test_a_refusal_or_a_denial_with_its_own_content_does_not_point_back(text: str) -> None:
    assert denials(text) == []


def test_what_the_first_speaker_said_of_himself_stays_his() -> None:
    text = "The Guard said it held the bridge. The Front has denied it."
    found = prepared(samples.report(text), parse=english.parse, lookup=lambda _: ()).found
    (denial,) = (unit for _, made in ruled(found) for unit in made if unit.stanced is not None)
    doc = found.passages[0].doc
    assert [doc[i].text for i in denial.happening.actors] == ["Guard"]
    assert [doc[i].text for i in denial.happening.recipients] == ["bridge"]
