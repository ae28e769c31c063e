"""Places that no gazetteer has (here: invented ones): kept under their words, in no namesake's country, and where events are."""

from __future__ import annotations

import pytest

from told_places import event, mentions, named


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A ferry burned on the river Merrin on Friday.", "Merrin"),
        ("Two bodies were found on the island Dorvash.", "Dorvash"),
        ("A trawler went down in the Skarne Strait on Monday.", "Skarne Strait"),
        ("Reports of shelling came from the bridge at Lodva.", "Lodva"),
        ("Thousands marched through Velmarsk on Saturday.", "Velmarsk"),
        ("Power was cut across Velmarsk on Saturday.", "Velmarsk"),
        ("Clashes went on in Zorvanik.\nHundreds fled from Zorvanik.\nShells fell on the hills.", "Zorvanik"),
    ],
)
def test_words_make_a_place(text: str, words: str) -> None:
    place = named(text, words).place
    assert (place.country, place.latitude, place.precision) == (None, None, None)
    assert (place.reason or "").startswith("not in the gazetteer")


def test_once_a_place_is_a_place_at_every_tie_of_places() -> None:
    text = "Clashes went on in Zorvanik.\nHundreds fled from Zorvanik, and Lanvor fled too."
    assert [m.place.text for m in mentions(text)] == ["Zorvanik", "Zorvanik"]


@pytest.mark.parametrize(
    "text",
    [
        "He walked through Congress with a flag.",
        "The story spread across Facebook's pages.",
        "She looked at Zorvanik.",
        "Hundreds fled from Zorvanik.",
    ],
)
def test_words_that_make_none(text: str) -> None:
    assert [m.place.text for m in mentions(text) if m.use == "place"] == []


def test_a_doubtful_namesake_abroad_gives_the_others_no_country() -> None:
    """Welland in Canada is spelled Velland by some; a report of Velland and Grenvold is not Canadian for that."""
    text = "Shells fell in Grenvold on Monday.\nVelland said so. Velland received two men.\nThree died in Grenvold."
    assert {m.place.country for m in mentions(text)} == {None}


def test_a_name_with_a_kind_word_and_without_does_not_speak_for_itself() -> None:
    """Zerin is a by-name of a village in Israel, and two spellings of it are no two witnesses."""
    text = "Rapes were reported in Zerin district.\nThe commander of the guard in Zerin was suspended."
    assert {m.place.country for m in mentions(text)} == {None}


def test_a_report_that_tells_its_country_gives_it_to_all() -> None:
    text = "Syrian troops entered Homs.\nHundreds fled from the village of Zorvanik."
    assert named(text, "Zorvanik").place.country == "SY"


def test_a_colour_is_no_town() -> None:
    assert mentions("The Karsov Red Crescent sent trucks.") == ()


def test_the_last_place_is_carried_on_where_none_is_known() -> None:
    place = event("Clashes went on in Zorvanik.\nTwo men were killed.", "killed")
    assert place is not None
    assert (place.text, place.country) == ("Zorvanik", None)


def test_statements_are_at_the_main_place_where_no_country_is_known() -> None:
    place = event("Clashes went on in Zorvanik.\nThe ministry demanded talks.", "demanded", physical=False)
    assert place is not None
    assert place.text == "Zorvanik"
