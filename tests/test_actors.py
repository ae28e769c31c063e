"""Parties: what a phrase, a pronoun or a description stands for, and who does what to whom in claims. All texts are our own."""

from __future__ import annotations

from functools import cache

import pytest

import reportedly
import samples
from reportedly import english
from reportedly.model import Claim, Party
from reportedly.read import Prepared, context_of, prepared, ruled
from reportedly.read.claims.claims import claims


@cache
def work(text: str) -> Prepared:
    return prepared(samples.report(text), parse=english.parse, lookup=lambda _: ())


def party(text: str, word: str, speaker: Party | None = None) -> Party | None:
    """The party of the phrase that the last token of that form heads."""
    made = work(text)
    passage, token = [(p.number, t.i) for p in made.found.passages for t in p.doc if t.text == word][-1]
    return made.parties.of(passage, token, speaker)


@cache
def made(text: str) -> tuple[Claim, ...]:
    """The claims by rule alone."""
    prepared_text = work(text)
    units = [unit for _, group in ruled(prepared_text.found) for unit in group]
    return tuple(claims(context_of(prepared_text, units), units))


def sides(text: str) -> tuple[str, ...]:
    prepared_text = work(text)
    return context_of(prepared_text, [unit for _, group in ruled(prepared_text.found) for unit in group]).sides


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The Northern Front attacked. Front fighters fled.", "fighters", "Northern Front"),
        ("Dozens of villagers fled.", "Dozens", "villagers"),
        ("They bombed the town of Kelmet.", "town", "Kelmet"),
        ("They shelled the rebel-held suburbs.", "suburbs", "rebel-held suburbs"),
        ("Protesters were shot by Brennan police.", "Protesters", "protesters"),
        ("Russia said so. Moscow agreed.", "Moscow", "Russia"),
        ("A bomb hit the market.", "market", "market"),
    ],
)
def test_a_phrase_names(text: str, word: str, name: str) -> None:
    found = party(text, word)
    assert found is not None
    assert found.name == name
    assert found.resolved


def test_a_seat_of_government_is_no_country_that_the_report_does_not_name() -> None:
    found = party("The rebels fled. Moscow agreed.", "Moscow")
    assert found is not None
    assert found.name == "Moscow"


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The Northern Front fled. It said it would return.", "It", "Northern Front"),
        ("Ali Reyes left Kelmet. He fled.", "He", "Ali Reyes"),
        ("The rebels took a bridge. They burned it.", "They", "rebels"),
        ("The army fled. Its soldiers left.", "soldiers", "army"),
        ("The Northern Front took a bridge. The group burned it.", "group", "Northern Front"),
    ],
)
def test_what_points_back(text: str, word: str, name: str) -> None:
    found = party(text, word)
    assert found is not None
    assert (found.name, found.resolved) == (name, True)


def test_a_pronoun_is_not_the_subject_of_its_own_clause() -> None:
    found = party("The Northern Front fled. The Guard attacked it.", "it")
    assert found is not None
    assert found.name == "Northern Front"


@pytest.mark.parametrize("text", ["They fled.", "It burned."])
def test_a_pronoun_without_antecedent_stays_open(text: str) -> None:
    found = party(text, text.split()[0])
    assert found is not None
    assert not found.resolved


def test_we_are_who_speaks() -> None:
    speaker = Party(id="p1", name="Northern Front", kind="belligerent")
    assert (found := party("We fled.", "We", speaker)) is not None
    assert found.name == "Northern Front"
    assert party("We fled.", "We") is None


def test_an_act_is_nobody() -> None:
    assert party("The massacre was denied.", "massacre") is None


CLAIMS = (
    ("A Russian missile strike on the airfield killed five people.", {"Russia"}, {"people"}),
    ("Syrian army helicopters dropped barrel bombs on the market.", {"Syrian army"}, {"market"}),
    ("Five people were killed in air strikes by the army.", {"army"}, {"people"}),
    ("Five people were killed when army helicopters bombed a bus.", {"army"}, {"people"}),
    ("The massacre was committed by the militia.", {"militia"}, set()),
    ("The Northern Front killed ten villagers.", {"Northern Front"}, {"villagers"}),
    ("Ten villagers were killed by the Northern Front.", {"Northern Front"}, {"villagers"}),
    ("The rebel attack killed three children.", {"rebels"}, {"children"}),
)


@pytest.mark.parametrize(("text", "actors", "recipients"), CLAIMS)
def test_who_does_what_to_whom(text: str, actors: set[str], recipients: set[str]) -> None:
    violent = [claim for claim in made(text) if claim.event_type == "ASSAULT"]
    assert actors <= {p.name for claim in violent for p in claim.actors}
    assert recipients <= {p.name for claim in violent for p in claim.recipients}


SPEECH = (
    ("The council condemned the massacre by the militia.", "ACCUSE", {"militia"}),
    ("The minister urged the population to vote.", "REQUEST", {"population"}),
    ("The council demanded that the militias leave Kelmet.", "REQUEST", {"militias"}),
)


@pytest.mark.parametrize(("text", "kind", "recipients"), SPEECH)
def test_to_whom_words_go(text: str, kind: str, recipients: set[str]) -> None:
    found = [claim for claim in made(text) if claim.event_type == kind]
    assert recipients <= {p.name for claim in found for p in claim.recipients}


def test_who_reports_force_does_not_use_it() -> None:
    for claim in made("The Brenna Observatory reported a new attack on the market."):
        assert "Brenna Observatory" not in {p.name for p in claim.actors}


def test_no_weapon_and_no_place_acts() -> None:
    for text in ("A car bomb killed four people in Kelmet.", "One strike destroyed two depots near the town."):
        assert all(not claim.actors for claim in made(text)), text


def test_two_who_fight_each_other_are_the_sides() -> None:
    text = "The Northern Front attacked the Kelmet Guard. The Kelmet Guard attacked the Northern Front. Ada Lowe visited the Red Council."
    assert set(sides(text)) == {"Northern Front", "Kelmet Guard"}


def test_a_report_of_one_force_has_no_sides() -> None:
    assert sides("The Northern Front killed ten villagers. The Red Council met on Friday.") == ()


def test_mentions_slice_back() -> None:
    for text, *_ in CLAIMS:
        for claim in made(text):
            for p in (*claim.actors, *claim.recipients):
                if p.start is not None and p.end is not None:
                    assert text[p.start : p.end] == p.text


@pytest.mark.parametrize("word", ["Rebels", "Militants", "Gunmen", "Protesters"])
def test_a_plural_that_opens_its_sentence_still_acts(word: str) -> None:
    claims = reportedly.read(f"{word} attacked the town of Kelmet on Saturday, killing at least 12 soldiers, the army said.").claims
    assert [party.name.casefold() for party in claims[0].actors] == [word.casefold()]


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Members of the Kelmet Party attacked.", "Members", ["Kelmet Party"]),
        ("Guerrillas of the Northern Front attacked.", "Guerrillas", ["Northern Front"]),
        ("Two fighters from the Northern Front attacked.", "fighters", ["Northern Front"]),
        ("Clashes broke out between army soldiers and guerrillas of the Northern Front.", "soldiers", ["army soldiers", "Northern Front"]),
        ("Members of the family attacked.", "Members", ["members"]),
    ],
)
def test_people_of_a_body_stand_for_it(text: str, word: str, names: list[str]) -> None:
    """Also at a sentence's start, where the tagger may take them for a name, and behind another party."""
    prepared_text = work(text)
    passage, token = next((p.number, t.i) for p in prepared_text.found.passages for t in p.doc if t.text == word)
    head = prepared_text.found.passages[passage].doc[token]
    heads = (token, *(conjunct.i for conjunct in head.conjuncts))
    assert [one.name for heading in heads for one in prepared_text.parties.every(passage, heading)] == names


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The Kelmet Rights Observatory counted the dead. A monitoring group based abroad said so.", "group", "Kelmet Rights Observatory"),
        ("The Kelmet Rights Observatory counted the dead. The Brenna-based group said so.", "group", "Kelmet Rights Observatory"),
        ("The Kelmet Rights Observatory counted the dead. The Northern Front attacked. The rebel group fled.", "group", "rebel group"),
        ("Colonel Ada Mintz spoke. Mintz also left.", "Mintz", "Ada Mintz"),
        ("Interior Minister Ada Mintz met Foreign Minister Bo Lind. The foreign minister left.", "minister", "Bo Lind"),
        ("Interior Minister Ada Mintz met Foreign Minister Bo Lind. The minister left.", "minister", "minister"),
        ("General Ada Mintz spoke. The retired general left.", "general", "Ada Mintz"),
        ("The Chilean army shelled Kelmet. The army denied it.", "army", "Chilean army"),
        ("The army denied it. The Chilean army left.", "army", "Chilean army"),
        ("The Chilean army met the Peruvian army. The army left.", "army", "army"),
        ("The U.S. denied it.", "U.S.", "United States"),
    ],
)
def test_a_description_or_surname_of_one_named_in_full(text: str, word: str, name: str) -> None:
    """The one monitor or nation's army, whoever bears a role, and a surname alone are the party that the report names in full."""
    found = party(text, word)
    assert found is not None
    assert found.name == name


BACKED = "The Meridian-backed Kelmet Democratic Forces took the bridge. The KDF lost ten men."


def test_whose_friend_a_body_is_is_no_part_of_its_name() -> None:
    assert named(BACKED, "Forces") == "Kelmet Democratic Forces"
    assert named(BACKED, "KDF") == "Kelmet Democratic Forces"


def test_half_of_a_divided_country_by_its_direction() -> None:
    text = "South Korea evacuated a village. North Korea fired shells. The South fired back, and the North denied it."
    assert (named(text, "South"), named(text, "North")) == ("South Korea", "North Korea")
    assert named("Rebels hold the north. The South fired back.", "South") != "South Korea"


EPITHET = "The Kelmet Liberation Front, a rebel group, raided a post. {} fled into the hills."


@pytest.mark.parametrize("words", ["The rebels", "The insurgents", "The militants"])
def test_fighters_are_those_of_the_only_armed_body(words: str) -> None:
    assert named(EPITHET.format(words), words.split()[1]) == "Kelmet Liberation Front"


def test_fighters_are_those_of_the_body_that_the_report_calls_so() -> None:
    text = (
        "Ruvan Front militants shelled the town. The Orsk Brigade, a rebel group, held the bridge. "
        "The rebels said that nobody had fled. The militants denied it."
    )
    assert (named(text, "rebels"), named(text, "militants")) == ("Orsk Brigade", "Ruvan Front")


def test_fighters_without_an_article_are_nobodys() -> None:
    assert named("The Kelmet Liberation Front raided a post. Rebels fled into the hills.", "Rebels") == "rebels"


def named(text: str, word: str) -> str | None:
    found = party(text, word)
    return None if found is None else found.name


@pytest.mark.parametrize(("words", "name"), [("Syrian rebels", "Syrian rebels"), ("Syrian forces", "Syria"), ("Iraqi jets", "Iraq")])
def test_a_countrys_forces_are_the_country_and_its_rebels_are_not(words: str, name: str) -> None:
    assert named(f"On Monday {words} shelled the town.", words.split()[1]) == name


def test_the_words_of_a_person_hold_the_titles_before_the_name() -> None:
    found = party("The two died, Lt Gen Pavel Orlov said.", "Orlov")
    assert found is not None
    assert (found.name, found.text, found.role) == ("Pavel Orlov", "Lt Gen Pavel Orlov", "Lt Gen")
