"""What kind of party somebody is: by words, by office, by who fights for it. All texts are our own."""

from __future__ import annotations

import pytest

import samples
from reportedly import english
from reportedly.read import prepared
from reportedly.read.actors.kinds import kind_by_words


def kind(text: str, name: str) -> str | None:
    """The kind of the party of that name."""
    return prepared(samples.report(text), parse=english.parse, lookup=lambda _: ()).parties.kind(name)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Kelmet monitoring group", "monitor"),
        ("rights groups", "ngo"),
        ("opposition movement", "civil_society"),
        ("militant group", "belligerent"),
        ("group", "belligerent"),
        ("Brenna Observatory for Human Rights", "monitor"),
        ("U.N. Commission on Brenna", "un"),
        ("UN Secretary General", "un"),
        ("Security Council", "un"),
        ("Kelmet Water Party", "civil_society"),
        ("warring parties", "belligerent"),
        ("police spokesman", "government"),
        ("hospital director", "health"),
        ("army spokesman", "belligerent"),
        ("security forces", "belligerent"),
        ("Kelmet", None),
    ],
)
def test_the_words_of_a_phrase(phrase: str, expected: str | None) -> None:
    """A word for any body or office gives way to the words that say which."""
    assert kind_by_words(phrase) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Brenna Observatory director Ada Lowe said so. Lowe left.", "Ada Lowe", "monitor"),
        ("Ada Lowe, head of the Kelmet hospital, said so.", "Ada Lowe", "health"),
        ("Foreign Minister Ada Lowe said so.", "Ada Lowe", "government"),
        ("Colonel Ada Lowe said so.", "Ada Lowe", "belligerent"),
        ("Ada Lowe said so.", "Ada Lowe", None),
        ("The militant group Kelmet Dawn said so.", "Kelmet Dawn", "belligerent"),
        ("Ansarun guerrillas fled. Ansarun said so.", "Ansarun", "belligerent"),
        ("Ansarun kidnapped two farmers.", "Ansarun", "belligerent"),
        ("Ansarun met two farmers.", "Ansarun", None),
        ("Ansarun guerrillas fled. Ansarun spokesman Ada Lowe said so.", "Ada Lowe", "belligerent"),
    ],
)
def test_what_the_report_calls_somebody(text: str, name: str, expected: str | None) -> None:
    """Titles, nouns before a name, appositions; of an office in a body, the body decides."""
    assert kind(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Chilean troops crossed the river.", "Chile", "belligerent"),
        ("Chilean farmers crossed the river.", "Chile", "government"),
        ("Chilean troops crossed the river. Norway protested.", "Norway", "government"),
        ("Chilean troops crossed the river. Chilean President Ada Lowe denied it.", "Ada Lowe", "belligerent"),
        ("The army shelled the rebels. The government denied it.", "government", "belligerent"),
        ("The army shelled the rebels. Western diplomats denied it.", "Western diplomats", "government"),
        ("The government denied it.", "government", "government"),
    ],
)
def test_a_government_that_fights_is_a_belligerent(text: str, name: str, expected: str) -> None:
    """Its forces or its rebels are told of; without any country in the words, those of the report's own."""
    assert kind(text, name) == expected
