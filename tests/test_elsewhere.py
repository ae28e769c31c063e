"""Places that a report names and where the event was not: landmarks, holders, places of another time's event."""

from __future__ import annotations

import pytest

from reportedly.read.places.elsewhere import is_holder, is_landmark, parting_clause
from told_places import event, mentions, named, passages


def where(text: str, word: str) -> str | None:
    place = event(text, word)
    return None if place is None else place.name


@pytest.mark.parametrize(
    "text",
    [
        "Rockets wounded nine farmers in the town of Saraqib near Aleppo in May.",
        "Rockets wounded nine farmers in the town of Saraqib, 50 kilometres (31 miles) southwest of Aleppo, in May.",
        "Rockets wounded nine farmers in the town of Saraqib, some 50 km from Aleppo, in May.",
    ],
)
def test_a_landmark_is_not_where_it_happened(text: str) -> None:
    assert where(text, "wounded") == "Saraqib"


def test_what_goes_on_without_a_place_is_not_at_the_landmark() -> None:
    text = "Rockets hit the town of Saraqib, 50 kilometres (31 miles) from Aleppo, in May.\nA teacher was killed."
    assert where(text, "killed") == "Saraqib"


def test_near_a_place_alone_is_there() -> None:
    assert where("Rockets killed a teacher near Damascus in May.", "killed") == "Damascus"


def test_two_places_with_and_between_are_both_meant() -> None:
    first, second = mentions("Shells hit Homs and near Damascus.")[:2]
    assert not is_landmark(passages("Shells hit Homs and near Damascus.")[0], first, second)


def test_what_goes_on_without_a_place_is_in_the_town_and_not_all_over_its_province() -> None:
    text = "Jets bombed the town of Saraqib in Idlib province on Monday.\nTwelve people were killed."
    assert where(text, "killed") == "Saraqib"


def test_a_division_elsewhere_holds_nothing() -> None:
    text = "Jets bombed Saraqib in Hama province."
    first, second = mentions(text)[:2]
    assert not is_holder(passages(text)[0], first, second)


LATER = "A market was shelled in Douma on Tuesday, two days after a car bomb tore through Saraqib."


def test_days_after_a_bomb_is_another_event() -> None:
    assert where(LATER, "shelled") == "Dūmā"
    assert where(LATER, "tore") == "Saraqib"


def test_what_goes_on_is_not_where_the_other_event_was() -> None:
    assert where(f"{LATER}\nTraders were wounded.", "wounded") == "Dūmā"


def test_the_other_events_place_is_the_last_resort() -> None:
    assert where("A raid killed six people, a week after an ambush in Saraqib.", "killed") == "Saraqib"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ten people died after a blast in Herat.", False),
        ("Ten people died a day after a blast in Herat.", True),
        ("Ten people died three weeks before troops entered Herat.", True),
        ("Ten people died in Herat.", False),
    ],
)
def test_only_a_time_between_tells_two_events_apart(text: str, *, parts: bool) -> None:
    assert (parting_clause(passages(text)[0], named(text, "Herat")) is not None) == parts


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("A convoy was ambushed near the Syrian capital in May.", "Syrian capital", "Damascus"),
        ("Wheat was burnt in Syrias Hama province in May.", "Hama province", "Hama"),
        ("The raid on Marjan es Sahl village in the Syrian Hama province was beaten back.", "Marjan", "Marjan es Sahl"),
    ],
)
def test_names_in_their_words(text: str, words: str, name: str) -> None:
    assert named(text, words).place.name == name


def test_a_place_without_entry_lies_in_the_division_named_with_it() -> None:
    place = named("The raid on Marjan es Sahl village in the Syrian Hama province was beaten back.", "Marjan").place
    assert (place.country, place.admin1) == ("SY", "Hama")


@pytest.mark.parametrize("text", ["Talks go on in the southern Sudanese capital.", "Talks go on in the Sudanese capital Khartoum."])
def test_a_capital_that_has_another_name_goes_by_that(text: str) -> None:
    assert not [mention for mention in mentions(text) if mention.place.text.endswith("Sudanese capital")]


def test_the_capital_of_a_people_is_a_city() -> None:
    place = named("A convoy was ambushed near the Syrian capital in May.", "Syrian capital").place
    assert (place.country, place.precision) == ("SY", "near")


def test_a_party_outside_whose_control_a_place_lies_is_no_place() -> None:
    text = "Panjshir has stayed outside Taliban control since May."
    assert [mention.place.name for mention in mentions(text)] == ["Panjshir"]


def test_a_hospital_by_its_city_is_not_where_it_happened() -> None:
    text = "Fighting goes on in Panjshir.\nKabul's Emergency hospital said three men died on the way.\nFarmers were shot."
    assert where(text, "shot") == "Panjshir"
