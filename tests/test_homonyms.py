"""Names that several places of conflicts bear: each means what the words around it say, both ways where both ways make sense."""

from __future__ import annotations

import pytest

from told_places import mentions, named


@pytest.mark.parametrize(
    ("text", "country", "precision"),
    [
        ("Rival militias fought in Tripoli, and shells hit Misrata, the Libyan government said.", "LY", "exact"),
        ("Gunmen clashed with the Lebanese army in Tripoli, north of Beirut.", "LB", "exact"),
        ("Two officers from Tripoli, Lebanon, were shot on the coastal road.", "LB", "exact"),
        ("The convoy left Benghazi for Tripoli and was stopped in Sirte.", "LY", "exact"),
    ],
)
def test_tripoli(text: str, country: str, precision: str) -> None:
    place = named(text, "Tripoli").place
    assert (place.country, place.precision) == (country, precision)


@pytest.mark.parametrize(
    ("text", "country", "precision"),
    [
        ("Russian tanks rolled into Georgia and shelled Gori, near Tbilisi.", "GE", "country"),
        ("Police in Georgia arrested two men in Atlanta and one in Savannah.", "US", "admin1"),
        ("A militiaman from Macon, Georgia, was charged on Friday.", "US", "admin1"),
        ("Abkhaz fighters crossed the river into Georgia at dawn.", "GE", "country"),
    ],
)
def test_georgia(text: str, country: str, precision: str) -> None:
    place = named(text, "Georgia").place
    assert (place.country, place.precision) == (country, precision)


def test_hama_is_a_town() -> None:
    place = named("Government forces shelled Hama and Homs in Syria.", "Hama").place
    assert (place.country, place.admin1, place.precision) == ("SY", "Hama", "exact")


def test_hama_is_a_province_when_the_words_say_so() -> None:
    assert named("Villages burned in Hama province, in Syria.", "Hama province").place.precision == "admin1"


def test_hamas_is_no_place() -> None:
    text = "Hamas fired rockets from the Gaza Strip, Israel said. Hamas denied it."
    assert all("Hamas" not in m.place.text for m in mentions(text))


@pytest.mark.parametrize(
    ("text", "words", "name", "precision"),
    [
        ("Israeli tanks entered Gaza on Sunday.", "Gaza", "Gaza Strip", "admin1"),
        ("Rockets were fired from the Gaza Strip at Israel.", "Gaza Strip", "Gaza Strip", "admin1"),
        ("An Israeli strike hit a house in Gaza City on Sunday.", "Gaza City", "Gaza", "exact"),
    ],
)
def test_gaza(text: str, words: str, name: str, precision: str) -> None:
    place = named(text, words).place
    assert (place.country, place.name, place.precision) == ("PS", name, precision)


def test_gaza_is_in_mozambique_too() -> None:
    place = named("Insurgents attacked a bus in Gaza province, north of Maputo, Mozambique.", "Gaza province").place
    assert (place.country, place.precision) == ("MZ", "admin1")


def test_goma_is_the_congolese_one() -> None:
    place = named("Rebels advanced on Goma in North Kivu.", "Goma").place
    assert (place.country, place.admin1, place.precision) == ("CD", "North Kivu", "exact")


def test_goma_without_any_context() -> None:
    assert named("A bomb went off in Goma.", "Goma").place.country == "CD"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Congolese troops fought rebels near Goma, in eastern Congo.", "CD"),
        ("Fighting broke out in Congo, Kinshasa said.", "CD"),
        ("Militiamen fought in Brazzaville, the Congo, on Monday.", "CG"),
        ("Soldiers left Pointe-Noire, in Congo, for Brazzaville.", "CG"),
    ],
)
def test_congo(text: str, country: str) -> None:
    place = named(text, "Congo" if "Congolese" not in text else "eastern Congo").place
    assert (place.country, place.precision) == (country, "country")


@pytest.mark.parametrize(
    ("text", "words", "country", "precision"),
    [
        ("Soldiers were killed near Niamey, Niger, on Monday.", "Niger", "NE", "country"),
        ("Gunmen killed ten villagers in Niger state, Nigeria.", "Niger state", "NG", "admin1"),
        ("Gunmen killed ten villagers in Niger state, Nigeria.", "Nigeria", "NG", "country"),
    ],
)
def test_niger(text: str, words: str, country: str, precision: str) -> None:
    place = named(text, words).place
    assert (place.country, place.precision) == (country, precision)


def test_niger_beside_nigeria() -> None:
    assert [m.place.country for m in mentions("Troops crossed from Nigeria into Niger at night.")] == ["NG", "NE"]


def test_the_niger_river_is_no_country() -> None:
    river = named("A boat capsized on the Niger River in Mali.", "Niger River")
    assert not river.listed
    assert (river.place.name, river.place.country) == ("Niger River", "ML")


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("South Korea and North Korea exchanged fire.", "South Korea", "KR"),
        ("South Korea and North Korea exchanged fire.", "North Korea", "KP"),
        ("Protesters marched in Seoul, Korea.", "Korea", "KR"),
        ("Soldiers were shot near Pyongyang in Korea.", "Korea", "KP"),
        ("Tension rose on the Korean Peninsula.", "Korean Peninsula", None),
    ],
)
def test_korea(text: str, words: str, country: str | None) -> None:
    assert named(text, words).place.country == country


def test_sudan() -> None:
    text = "Fighting went on in Sudan, in Khartoum and in Darfur."
    assert [(m.place.country, m.place.precision) for m in mentions(text)] == [("SD", "country"), ("SD", "exact"), ("SD", "region")]


def test_south_sudan() -> None:
    text = "Fighting went on in South Sudan, near Juba. Sudan denied a part in it."
    assert [(m.place.country, m.use) for m in mentions(text)] == [("SS", "place"), ("SS", "place"), ("SD", "metonym")]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A bomb went off in the metro of St. Petersburg, Russia's second city.", "RU"),
        ("Russian officers from Moscow searched flats in St. Petersburg.", "RU"),
        ("Police in St. Petersburg, Florida, shot a man.", "US"),
        ("Police shot a man in St. Petersburg, not far from Tampa.", "US"),
    ],
)
def test_st_petersburg(text: str, country: str) -> None:
    assert named(text, "St. Petersburg").place.country == country


@pytest.mark.parametrize(
    ("text", "words", "admin1"),
    [
        ("A gunman opened fire in Paris, Tex., on Friday.", "Paris", "Texas"),
        ("A gunman opened fire in Reno, NV, on Friday.", "Reno", "Nevada"),
        ("The rally was held in Charleston, W.Va., on Friday.", "Charleston", "West Virginia"),
        ("The rally was held in Charleston, S.C., on Friday.", "Charleston", "South Carolina"),
        ("Troops were moved to Washington, D.C., on Friday.", "Washington", "District of Columbia"),
    ],
)
def test_states_written_short(text: str, words: str, admin1: str) -> None:
    assert named(text, words).place.admin1 == admin1


def test_a_postal_code_is_a_word_elsewhere() -> None:
    assert [m.place.text for m in mentions("OR they stay. IN time they will.")] == []
