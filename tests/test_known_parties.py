"""Parties that news knows: which names are one party's, what it is, and which item of Wikidata. All texts are our own."""

from __future__ import annotations

import itertools
import re

import pytest

import reportedly
from reportedly import english, lexicon
from reportedly.compare.known import KnownParty, key, names_one
from reportedly.read import Prepared, prepared
from reportedly.read.actors.names import actor_words
from reportedly.read.grammar.country_parties import country_name, nation

ROWS = lexicon.rows("known_parties", KnownParty)


def work(text: str, published: str | None = None) -> Prepared:
    return prepared(reportedly.report(text, published=published), parse=english.parse, lookup=lambda _: ())


def groups(text: str, published: str | None = None) -> list[set[str]]:
    """The names of a text, grouped by party."""
    return [set(cluster.forms) for cluster in work(text, published).parties.clusters if cluster.canonical[:1].isupper()]


def together(text: str, one: str, other: str, published: str | None = None) -> bool:
    return any({one, other} <= group for group in groups(text, published))


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Daesh shelled Kelmet. Islamic State said so.", "Daesh", "Islamic State"),
        ("Fighters of the IS shelled Kelmet on Monday. Islamic State said so.", "IS", "Islamic State"),
        ("ISIS fighters shelled Kelmet. The attack by ISIL killed four people.", "ISIS", "ISIL"),
        ("Houthi rebels shelled Kelmet. Ansar Allah denied it.", "Houthi", "Ansar Allah"),
        ("Nusra attacked Kelmet. Jabhat al-Nusra said so.", "Nusra", "Jabhat al-Nusra"),
        ("Sendero Luminoso attacked Kelmet. The Shining Path said so.", "Sendero Luminoso", "Shining Path"),
        ("The SDF took Kelmet. The Syrian Democratic Forces lost two fighters.", "SDF", "Syrian Democratic Forces"),
        ("The SDF took Kelmet. The QSD lost two fighters.", "SDF", "QSD"),
        ("The RSF shelled Kelmet. The Rapid Support Forces denied it.", "RSF", "Rapid Support Forces"),
    ],
)
def test_names_of_one_party_are_one(text: str, one: str, other: str) -> None:
    assert together(text, one, other)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("The RSF shelled Kelmet. Reporters Without Borders denied it.", "RSF", "Rapid Support Forces"),
        ("Boko Haram attacked Kelmet. ISWAP attacked Brenna.", "Boko Haram", "ISWAP"),
        ("The Sudan Defence Front (SDF) took Kelmet. The Syrian Democratic Forces lost two men.", "SDF", "Syrian Democratic Forces"),
    ],
)
def test_names_of_two_parties_are_two(text: str, one: str, other: str) -> None:
    assert not together(text, one, other)


def test_an_acronym_that_several_bear_is_nobodys_alone() -> None:
    made = work("The RSF shelled Kelmet. The SDF took Brenna.")
    assert not made.parties.known
    assert {c.canonical for c in made.parties.clusters} >= {"RSF", "SDF"}


def test_a_known_name_is_short_for_nobody_else() -> None:
    assert groups("The UN Security Council met. The UN said so. The U.N. and the United Nations did too.") == [
        {"UN Security Council"},
        {"UN", "U.N.", "United Nations"},
    ]


def test_the_canonical_name_is_the_fullest_of_the_report() -> None:
    made = work("Daesh shelled Kelmet. Islamic State said so.")
    assert made.parties.known.keys() == {"Islamic State"}
    assert work("The U.N. met. The United Nations said so.").parties.known.keys() == {"United Nations"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("the Islamic State", "Islamic State"),
        ("Da’esh", "Islamic State"),
        ("F.A.R.C.", "Revolutionary Armed Forces of Colombia"),
        ("Lashkar e Taiba", "Lashkar-e-Taiba"),
        ("Séléka", "Seleka"),
        ("Peoples Protection Units", "People's Protection Units"),
        ("Islamic", None),
        ("Islamic State of Kelmet", None),
        ("National Resistance Front", None),
        ("Kelmet Liberation Front", None),
        ("Is", None),
        ("is", None),
    ],
)
def test_a_name_is_known_whole(name: str, expected: str | None) -> None:
    """A substring of a name, or a name that holds one, is another's: the National Resistance Front is no Salvadoran body."""
    row = names_one(name)
    assert (None if row is None else row.name) == expected


def test_the_word_behind_a_shared_name_makes_it_plain() -> None:
    assert work("The Wagner group shelled Kelmet. Wagner denied it.").parties.known["Wagner"].name == "Wagner Group"
    assert not work("Ada Wagner visited Kelmet. Wagner denied it.").parties.known
    assert not work("The Cali cartel was blamed. In Cali nobody spoke.").parties.known


@pytest.mark.parametrize(("published", "tied"), [("2021-05-03", True), ("2014-06-01", True), ("1991-05-03", False), (None, True)])
def test_a_party_is_named_in_its_years_only(published: str | None, tied: bool) -> None:
    assert bool(work("Daesh shelled Kelmet.", published).parties.known) is tied


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Islamic State said it took Kelmet.", "Islamic State", "belligerent"),
        ("Hezbollah spoke of losses.", "Hezbollah", "belligerent"),
        ("Airwars counted ten victims.", "Airwars", "monitor"),
        ("SOHR counted ten victims.", "SOHR", "monitor"),
        ("Anadolu told of ten victims.", "Anadolu", "media"),
        ("MONUSCO spoke of ten victims.", "MONUSCO", "un"),
        ("FRELIMO denied it.", "FRELIMO", "government"),
        ("The opposition party RENAMO denied it.", "RENAMO", "civil_society"),
        ("Kelmet Airwars counted ten victims.", "Kelmet Airwars", None),
        ("European Union officials spoke. The army attacked the rebels.", "European Union", "government"),
    ],
)
def test_kinds(text: str, name: str, kind: str | None) -> None:
    assert work(text).parties.kind(name) == kind


def test_a_known_party_is_no_person() -> None:
    assert work("Boko Haram attacked Kelmet. Haram Street was empty.").parties.persons["Boko Haram"] is False


def test_an_acronym_is_a_name_whatever_the_tagger_takes_it_for() -> None:
    assert groups("SOHR counted ten victims. ISIS fighters fled.") == [{"SOHR"}, {"ISIS"}]


def test_a_states_own_force_is_not_meant_by_the_rebels() -> None:
    made = work("The IDF shelled Kelmet. The militants fled.")
    assert not made.parties.epithets


def test_parties_of_claims_have_their_item() -> None:
    text = "Daesh fighters killed four civilians in Kelmet, the National Resistance Front said on Monday."
    claim = reportedly.read(text).claims[0]
    assert [party.wikidata for party in claim.actors] == ["Q2429253"]
    assert claim.speaker is not None
    assert claim.speaker.wikidata is None


def test_the_tables_names() -> None:
    """No name stands twice in a row or is a country's, an own name is one row's alone, and no party is without an own name."""
    shared = {key(name) for row in ROWS for name in row.shared}
    owners: dict[str, str] = {}
    for row in ROWS:
        own = [key(name) for name in dict.fromkeys((row.name, *row.aliases))]
        assert len(set(own)) == len(own), row.name
        assert set(own) - shared, row.name
        for name in set(own) - shared:
            assert owners.setdefault(name, row.name) == row.name
    assert [name for row in ROWS for name in (row.name, *row.aliases, *row.shared) if nation(name) is not None] == []


def test_the_tables_values() -> None:
    kinds = {words.kind for words in actor_words().values()}
    for row in ROWS:
        assert row.kind in kinds, row.name
        assert row.state in (None, "yes"), row.name
        assert all(country_name(code) for code in row.country), row.name
        assert row.wikidata is None or re.fullmatch(r"Q[1-9]\d*", row.wikidata), row.name
        assert row.since is None or row.until is None or row.since <= row.until, row.name
    items = [row.wikidata for row in ROWS if row.wikidata is not None]
    assert [item for item, same in itertools.groupby(sorted(items)) if len(list(same)) > 1] == []
