"""Names: where they begin and end, and which of them are one party's. All names are invented, but for countries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution_cases import passages
from reportedly.read.actors.clusters import Cluster, acronyms, clusters
from reportedly.read.actors.names import Name, content_words, is_person, names


def found(text: str) -> list[Name]:
    return [name for passage in passages(text) for name in names(passage)]


def grouped(text: str) -> list[Cluster]:
    return list(clusters(found(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Northern Salvation Front attacked Kelmet.", ["Northern Salvation Front", "Kelmet"]),
        ("The Ministry of Defence said so.", ["Ministry of Defence"]),
        ("General Ali Reyes spoke to President Ada Lowe.", ["Ali Reyes", "Ada Lowe"]),
        ("U.S. President Ada Lowe spoke.", ["Ada Lowe"]),
        ("The Kelmet People's Army fled.", ["Kelmet People's Army"]),
        ("On Saturday the rebels fled.", []),
        ("The Islamic State of Brenna and the Coast attacked.", ["Islamic State of Brenna and the Coast"]),
        ("The front of Brenna and the Coast attacked.", ["Brenna", "Coast"]),
        ("The Union of Judges and Lawyers spoke.", ["Union of Judges and Lawyers"]),
        ("The Ministry of Defence and President Lowe spoke.", ["Ministry of Defence", "Lowe"]),
        ("Kelmar al-Nahar met Ada al-Reyes.", ["Kelmar al-Nahar", "Ada al-Reyes"]),
        ("The al-Nahar Front fled.", ["al-Nahar Front"]),
        ("They said the Free Kelmet Army fled.", ["Free Kelmet Army"]),
        ("They said the Chilean Army fled.", ["Chilean Army"]),
        ("Maoist Red Kelmet Front rebels fled.", ["Red Kelmet Front"]),
        ("Clashes broke out near the river.", []),
    ],
)
def test_names_of_a_sentence(text: str, expected: list[str]) -> None:
    assert [name.text for name in found(text)] == expected


def test_a_title_is_the_role_and_no_part_of_the_name() -> None:
    (name,) = found("They met General Ali Reyes.")
    assert (name.text, name.role) == ("Ali Reyes", "General")
    assert is_person(name)


def test_an_organisation_is_no_person() -> None:
    assert not any(is_person(name) for name in found("The Northern Salvation Front attacked the Kelmet Liberation Army."))


@pytest.mark.parametrize(
    ("text", "full", "count"),
    [
        ("The Northern Salvation Front (NSF) fled. The NSF said so.", "Northern Salvation Front", 1),
        ("Ali Reyes spoke. Reyes left.", "Ali Reyes", 1),
        ("The Northern Salvation Front fled. The Northern Salvation Front of Brenna said so.", "Northern Salvation Front", 1),
        ("Ada Lowe spoke. Lowes troops fled.", "Ada Lowe", 1),
        ("The Northern Front fled. The Southern Front stayed.", "Northern Front", 2),
        ("The Salvadoran Resistance Front fled. The Northern Resistance Front stayed.", "Salvadoran Resistance Front", 2),
    ],
)
def test_names_of_one_party(text: str, full: str, count: int) -> None:
    made = grouped(text)
    assert made[0].canonical.startswith(full)
    assert len(made) == count


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The Brenna Observatory for Rights (BOR) said so.", "BOR", "Brenna Observatory for Rights"),
        ("The Brenna Liberation Army [ELB] said so.", "ELB", "Brenna Liberation Army"),
        ("The ELB (Brenna Liberation Army) said so.", "ELB", "Brenna Liberation Army"),
        ("The Brenna Liberation Army, BLA, said so.", "BLA", "Brenna Liberation Army"),
    ],
)
def test_an_explained_acronym(text: str, short: str, long: str) -> None:
    """In brackets, or between commas; its letters in any order, as in a translation."""
    assert acronyms(passages(text), found(text)) == {short: long}


@pytest.mark.parametrize("again", ["Nera Lowe", "Lowe", "Nera"])
def test_a_person_is_called_by_any_last_name(again: str) -> None:
    """Of two last names, both, the last or the first."""
    assert [one.canonical for one in grouped(f"Colonel Ada Nera Lowe spoke. Later {again} left.")] == ["Ada Nera Lowe"]


def test_a_place_or_agency_between_commas_explains_nothing() -> None:
    text = "The Brenna Liberation Army, Kelmet, said so. The Brenna Water League, AFP, said so."
    assert acronyms(passages(text), found(text)) == {}


def test_content_words_are_whole_words() -> None:
    assert content_words("The Front’s Army of Kelmet") == ("front", "army", "kelmet")


NAME = st.builds(
    " ".join,
    st.lists(
        st.sampled_from(["Northern", "Kelmet", "Front", "Reyes", "Reyess", "Ada", "Lowe", "Lowes", "Army", "Resistance", "NF"]),
        min_size=1,
        max_size=4,
    ),
)


@given(st.lists(NAME, max_size=12))
def test_every_name_is_in_one_party(texts: list[str]) -> None:
    made = clusters([Name(0, i, i, text, None, i) for i, text in enumerate(texts)])
    for text in texts:
        assert sum(text in cluster.forms for cluster in made) >= 1
    assert [cluster.number for cluster in made] == list(range(len(made)))
    assert all(cluster.canonical for cluster in made)
