"""Which words of a report are place names: bodies, persons and common words named like places are none; facilities and lists are."""

from __future__ import annotations

import pytest

from reportedly.read.places.places import placed
from told_places import lookup, mentions, named, passages


def places_in(text: str) -> list[str]:
    return [m.named.text for m in mentions(text) if m.use == "place"]


@pytest.mark.parametrize(
    ("text", "words", "use"),
    [
        ("The Texas Department of Health sent masks.", "Texas", "organisation_part"),
        ("A student of the University of Aleppo was arrested.", "Aleppo", "organisation_part"),
        ("Chechen fighters held the hill.", "Chechen", "demonym"),
        ("Two Texans were freed.", "Texans", "demonym"),
        ("The Dominican Republic signed it.", "Dominican Republic", "metonym"),
        ("The Philippines signed it.", "Philippines", "metonym"),
        ("Filipinos marched in Manila.", "Filipinos", "demonym"),
    ],
)
def test_uses(text: str, words: str, use: str) -> None:
    assert named(text, words).use == use


def test_a_people_of_a_division_lies_in_it() -> None:
    place = named("Chechen fighters held the hill.", "Chechen").place
    assert (place.name, place.country, place.precision) == ("Chechnya", "RU", "admin1")


@pytest.mark.parametrize(
    "text",
    [
        "Duarte said that the talks had failed. Duarte left at noon.",
        "President Lincoln Duarte spoke. Duarte left at noon.",
        "County Sheriff Roberts spoke to reporters.",
        "The state Department of Agriculture shut the mill.",
        "The Red Cross sent trucks.",
        "Nov. 13 was a holiday.",
        "Lake levels rose. Bridge traffic stopped.",
        "Hailey asked for bread.",
        "The Board of Elections met.",
        "A man was shot by Northern Region police.",
    ],
)
def test_no_places(text: str) -> None:
    assert places_in(text) == []


def test_a_person_speaking_is_none_anywhere_in_the_report() -> None:
    assert places_in("Robertson fled before dawn, a neighbour told reporters.\nRobertson said that he was safe.") == []


def test_a_preposition_of_place_outweighs_a_person_of_that_name() -> None:
    assert places_in("Ali Hama spoke first. Clashes went on in Hama, in Syria.") == ["Hama", "Syria"]


def test_a_lone_word_that_nothing_ties_is_no_town() -> None:
    """There is a Thomas in Oklahoma; a report that never says "in Thomas" means a person."""
    assert places_in("Thomas fired twice. Troops in Iraq looked on.") == ["Iraq"]


def test_a_verb_of_taking_ties_its_object() -> None:
    assert places_in("Troops shelled Gori all night.") == ["Gori"]


@pytest.mark.parametrize("opening", ["Near", "Outside", "Inside", "In", "Around"])
def test_a_preposition_that_opens_the_sentence_is_no_first_name(opening: str) -> None:
    assert places_in(f"{opening} Mosul, two strikes hit a truck.") == ["Mosul"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Shells fell on Haifa Street in Baghdad.", "Haifa Street"),
        ("A car blew up on Qanat Avenue in Baghdad.", "Qanat Avenue"),
        ("A bus was hit at Memphis St. in Baghdad.", "Memphis St."),
    ],
)
def test_streets_are_places_of_their_town(text: str, words: str) -> None:
    street = named(text, words)
    assert (street.named.text, street.place.country, street.place.admin1) == (words, "IQ", "Baghdad")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fire broke out at Homs International Airport, in Syria.", "Homs International Airport"),
        ("Jets hit Kunduz Airfield, in Afghanistan.", "Kunduz Airfield"),
        ("Patients fled Homs prison, in Syria.", "Homs prison"),
    ],
)
def test_a_facility_is_near_the_town_it_is_named_after(text: str, words: str) -> None:
    assert named(text, words).place.precision == "near"


@pytest.mark.parametrize(
    "text", ["Villages north of Mosul fell.", "A convoy was hit on the road between Mosul and Erbil.", "A bomb went off near Mosul."]
)
def test_off_a_town_is_near_it(text: str) -> None:
    assert named(text, "Mosul").place.precision == "near"


def test_both_ends_of_a_road_are_found() -> None:
    assert places_in("A convoy was ambushed on the road between Goma and Rutshuru in Congo.") == ["Goma", "Rutshuru", "Congo"]


def test_a_holder_behind_a_list_holds_all_of_it() -> None:
    text = "Rebels took Sinjar, Tal Afar and Mosul in Iraq."
    assert [m.place.country for m in mentions(text)] == ["IQ"] * 4


def test_a_plural_of_is_about_what_is_inside() -> None:
    assert named("In Afghanistan the districts of Panjshir fell.", "Panjshir").place.precision == "admin1"


def test_the_name_leaves_common_words_out() -> None:
    mention = named("Clashes went on in northern Idlib province, in Syria.", "Idlib")
    assert (mention.place.text, mention.named.text) == ("northern Idlib province", "Idlib")


def test_the_name_keeps_a_capital_word() -> None:
    assert named("Police searched a house in Walker County, Texas.", "Walker").named.text == "Walker County"


def test_a_city_council_is_not_inside_the_name() -> None:
    assert named("The Dublin City Council met in Dublin.", "Dublin").named.text == "Dublin"


def test_spans_handed_over_are_all_places() -> None:
    """Without its span Thomas, Oklahoma, would be a person."""
    text = "Thomas is a town. So is Enid, Oklahoma."
    spans = [(0, 6), (24, 28), (30, 38)]
    found = placed(passages(text), spans, lookup)
    assert [(m.place.text, m.place.country, m.place.admin1) for m in found if m] == [
        ("Thomas", "US", "Oklahoma"), ("Enid", "US", "Oklahoma"), ("Oklahoma", "US", "Oklahoma")
    ]  # fmt: skip


def test_spans_come_back_in_their_own_order() -> None:
    text = "Enid, Oklahoma."
    found = placed(passages(text), [(6, 14), (0, 4)], lookup)
    assert [m.place.text for m in found if m] == ["Oklahoma", "Enid"]


def test_a_span_of_no_words_has_no_place() -> None:
    assert placed(passages("Enid, Oklahoma."), [(900, 903)], lookup) == (None,)


def test_a_name_handed_over_that_nobody_knows_goes_beside_its_neighbour() -> None:
    text = "A house burned in Qxwertyville, near Homs in Syria."
    village = placed(passages(text), [(18, 30), (37, 41), (45, 50)], lookup)[0]
    assert village is not None
    assert (village.listed, village.place.admin1, village.place.precision) == (False, "Homs", "admin1")
    assert village.place.latitude == named(text, "Homs").place.latitude


def test_a_name_inside_a_name_is_near_it() -> None:
    found = placed(passages("Ships left the Port of Basra."), [(15, 28)], lookup)[0]
    assert found is not None
    assert (found.place.name, found.place.precision) == ("Basrah", "near")


def test_large_places_keep_their_capitals_in_a_text_of_capitals() -> None:
    assert named("THREE OWLS WERE ARRESTED IN MEDELLIN BY THE COLOMBIAN POLICE.", "Medellin").place.country == "CO"
