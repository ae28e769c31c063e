"""Happenings and units: which words name which type, who acts, and what is one proposition. All texts are invented."""

from __future__ import annotations

from functools import cache

import pytest

import samples
from reportedly import english
from reportedly.lexicon import rows
from reportedly.read import prepared
from reportedly.read.attribution.stance import Stanced
from reportedly.read.events.clauses import candidate
from reportedly.read.events.conditions import FILLERS, TESTS
from reportedly.read.events.events import EventWords
from reportedly.read.events.propositions import ruled
from reportedly.read.events.standing import type_of
from reportedly.read.events.units import Unit
from reportedly.read.grammar.classes import word_classes


@cache
def units(text: str) -> tuple[tuple[Unit, tuple[str, ...], tuple[str, ...]], ...]:
    """The units that the rules find in a text, each with the words for its actors and its recipients."""
    found = prepared(samples.report(text), parse=english.parse, lookup=lambda _: ()).found
    every = []
    for sentence, made in ruled(found):
        doc = sentence.passage.doc
        every += [(u, tuple(doc[i].text for i in u.happening.actors), tuple(doc[i].text for i in u.happening.recipients)) for u in made]
    return tuple(every)


def types(text: str) -> set[str]:
    return {unit.happening.event_type for unit, _, _ in units(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Guard lost forty gunners in the assault.", "FIGHT"),
        ("Brenna is in army hands.", "TERRITORY"),
        ("Half of the valley lies outside the junta's grip.", "TERRITORY"),
        ("Brenna has been under siege since June.", "COERCE"),
        ("The governor is in custody.", "COERCE"),
        ("Nine gunners were taken prisoner near Brenna.", "COERCE"),
        ("The Front captured seven crewmen.", "COERCE"),
        ("Dozens of gunners became prisoners in May.", "COERCE"),
        ("The Front claimed sixty prisoners.", "COERCE"),
        ("Orsova closed the border on Friday.", "COERCE"),
        ("The two clans have been at war since May.", "FIGHT"),
        ("The Guard has been locked in battle with the Front for a week.", "FIGHT"),
        ("The column was thrown back at the bridge.", "FIGHT"),
        ("The defence goes on, house by house.", "FIGHT"),
        ("The guard pressed an offensive against the clans.", "FIGHT"),
        ("A thrust along the river was stopped at dusk.", "ASSAULT"),
        ("The president ordered missile strikes against the airfield.", "ASSAULT"),
        ("Drivers went on strike on Monday.", "PROTEST"),
        ("A general strike began in Velmar on Friday.", "PROTEST"),
        ("Dockers walked out on Thursday.", "PROTEST"),
        ("Miners held a sit-in before the palace.", "PROTEST"),
        ("Security was tightened in Velmar.", "MOBILIZE"),
        ("Two rounds of talks collapsed in June.", "CONSULT"),
        ("Contacts between the clans failed.", "CONSULT"),
        ("The meetings in May produced nothing.", "CONSULT"),
        ("A cease-fire was signed in Velmar.", "AGREE"),
        ("The union said no to the plan.", "REJECT"),
        ("The clan elders sent the envoy home.", "REJECT"),
        ("The minister cancelled a visit to Orsova.", "REJECT"),
        ("Police are looking into the raid.", "INVESTIGATE"),
        ("The court summoned five officers.", "INVESTIGATE"),
        ("The senate holds the junta responsible.", "ACCUSE"),
        ("The two sides exchanged 80 prisoners.", "COOPERATE"),
        ("The queen sent condolences to the families.", "SUPPORT"),
        ("The Guard has taken power.", "TERRITORY"),
        ("The Guard captured Dol Amar from the rebels.", "TERRITORY"),
        ("The Guard seized five of the seven districts.", "TERRITORY"),
        ("The rebels control much of the left bank.", "TERRITORY"),
        ("Two strikes disabled a bridge near Brenna.", "ASSAULT"),
        ("The women want the army to leave the valley.", "REQUEST"),
        ("The Front wants a foreign commission.", "REQUEST"),
        ("Students demonstrated in Velmar.", "PROTEST"),
        ("A car bomb went off near the market.", "ASSAULT"),
        ("Rebels set two mills on fire.", "ASSAULT"),
        ("The quarrel has led to armed clashes.", "FIGHT"),
        ("Peasants took over the port.", "TERRITORY"),
        ("Dol Amar is controlled by the Guard.", "TERRITORY"),
        ("Gunmen stole the rifles of the garrison.", "COERCE"),
        ("The rebels handed over their weapons.", "CONCEDE"),
        ("Prosecutors have opened a criminal case.", "INVESTIGATE"),
        ("The former ruler was indicted in May.", "INVESTIGATE"),
        ("The trial opened on Monday.", "INVESTIGATE"),
        ("The minister contacted the ambassador of Orsova.", "CONSULT"),
        ("The council will hold an emergency session.", "CONSULT"),
        ("The Front has no ties with the gang.", "COOPERATE"),
        ("Heavy exchanges took place on Sunday.", "FIGHT"),
        ("The battle has not let up.", "FIGHT"),
        ("The junta put two ministries on the table.", "AGREE"),
        ("The senators will vote against the law.", "REJECT"),
        ("The death toll is expected to rise.", "ASSAULT"),
        ("The Guard pushed the rebels out of Brenna.", "TERRITORY"),
        ("Brenna changed hands twice.", "TERRITORY"),
        ("Five gunners fell in action.", "FIGHT"),
        ("A mutiny broke out in the barracks.", "FIGHT"),
        ("There has been a coup in Velmar.", "ASSAULT"),
        ("Orsova retaliated on Friday.", "ASSAULT"),
        ("Conscripts were called up in Velmar.", "MOBILIZE"),
        ("No Orsovan column has entered the valley.", "MOBILIZE"),
        ("An aid convoy entered Brenna on Friday.", "AID"),
        ("Some 80 nurses gathered outside the court.", "PROTEST"),
        ("The leaders slipped across the border.", "RETREAT"),
        ("The leaders of the Front crossed into Orsova.", "RETREAT"),
    ],
)
def test_words_name_their_type(text: str, kind: str) -> None:
    assert kind in types(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ferry sank after being struck by a tanker.", "PROTEST"),
        ("He was a general during the war.", "FIGHT"),
        ("The firm lost contact with its team.", "CONSULT"),
        ("The wounded were taken to hospital.", "COERCE"),
        ("The pupils were freed by dusk.", "COERCE"),
        ("Two buses were turned back at the gate.", "FIGHT"),
        ("Surveys suggest that the river is rising.", "REQUEST"),
        ("An aid convoy entered Brenna on Friday.", "MOBILIZE"),
        ("Commuters gathered on the platform.", "PROTEST"),
        ("The attacks demonstrate the cruelty of the junta.", "PROTEST"),
        ("The refugees want to return.", "REQUEST"),
        ("The alarm went off at noon.", "ASSAULT"),
        ("The inquiry led to a report on clashes.", "FIGHT"),
        ("The coalition sent its condolences.", "MOBILIZE"),
    ],
)
def test_words_do_not_name_another(text: str, kind: str) -> None:
    assert kind not in types(text)


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Brenna is in army hands.", ("army",)),
        ("Brenna is in the hands of the Guard.", ("Guard",)),
        ("Only Brenna has stayed out of Guard hands.", ("Guard",)),
        ("The port is outside the junta's control.", ("junta",)),
        ("The port is back under Guard control.", ("Guard",)),
        ("The Guard is back in control of the port.", ("Guard",)),
    ],
)
def test_who_holds_a_place_acts(text: str, holders: tuple[str, ...]) -> None:
    assert [actors for unit, actors, _ in units(text) if unit.happening.event_type == "TERRITORY"] == [holders]


@pytest.mark.parametrize(
    ("text", "kind", "bereaved"),
    [
        ("The Guard's losses are enormous.", "FIGHT", ("Guard",)),
        ("The commander put the attackers' losses at forty.", "FIGHT", ("attackers",)),
        ("The clinic received six corpses.", "ASSAULT", ()),
        ("The mayor put the number of villagers killed at 64.", "ASSAULT", ("villagers",)),
    ],
)
def test_a_toll_befalls_its_victims_or_whose_they_are(text: str, kind: str, bereaved: tuple[str, ...]) -> None:
    assert [(unit.happening.event_type, recipients) for unit, _, recipients in units(text) if unit.tolls] == [(kind, bereaved)]


def test_who_is_held_responsible_is_accused() -> None:
    assert [recipients for unit, _, recipients in units("The senate holds the junta responsible.")] == [("junta",)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Orsova blames the Guard for the blast.", "ACCUSE"),
        ("Orsova blamed the League, an armed group that holds the left bank.", "ACCUSE"),
        ("The council rejected any talk of an attack.", "REJECT"),
        ("Orsova accused the Guard of shelling the market.", "ASSAULT"),
        ("Orsova condemned the Guard's attack on the market.", "ASSAULT"),
    ],
)
def test_an_accusation_gives_way_to_a_deed_told_with_its_parts_only(text: str, kind: str) -> None:
    """A bare noun inside it ("blamed for the blast") makes no claim of its own, so the accusing stays one."""
    assert kind in types(text)


@pytest.mark.parametrize(
    ("text", "acting", "tolls"),
    [
        ("Ten people were killed when Guard jets hit a bus.", ("jets",), [("killed", 10)]),
        ("Guard jets hit a bus on the road to Brenna killing nine people.", ("jets",), [("killed", 9)]),
        ("Shells fell on the market leaving nine people dead.", ("Shells",), [("killed", 9)]),
        ("The attack left nine people dead.", (), [("killed", 9)]),
        ("The attack which also wounded nine people took place in Brenna.", (), [("wounded", 9)]),
        ("One strike engaged a rebel unit and killed nine fighters.", (), [("killed", 9)]),
        ("Shells killed ten villagers while dozens of others were wounded.", ("Shells",), [("killed", 10), ("wounded", 12)]),
        ("A bomb killed nine people and 30 more were wounded in the blast.", ("bomb",), [("killed", 9), ("wounded", 30)]),
    ],
)
def test_a_deed_and_its_whole_toll_are_one_unit(text: str, acting: tuple[str, ...], tolls: list[tuple[str, int]]) -> None:
    """The deed that dates a toll, and the wounded after the killed, make no units of their own."""
    assert [(actors, [(t.measure, t.toll.low) for t in unit.tolls]) for unit, actors, _ in units(text)] == [(acting, tolls)]


def test_tolls_of_two_speakers_or_two_doers_stay_apart() -> None:
    assert len(units("The Guard killed ten rebels, and the rebels wounded four officers.")) == 2
    assert len(units("The Guard said it killed ten rebels; the Front said it wounded four officers.")) == 2


def test_a_part_quotes_its_own_words() -> None:
    text = "The blast killed nine villagers, including two women and a child, on Friday."
    found = prepared(samples.report(text), parse=english.parse, lookup=lambda _: ()).found
    quoted = {unit.part: found.passages[0].span(unit.first, unit.last).text for _, made in ruled(found) for unit in made}
    assert quoted == {False: text, True: "including two women and a child"}


def test_what_somebody_demands_is_a_request_whatever_else_it_is() -> None:
    text = "Both countries should settle their quarrel."
    passage = prepared(samples.report(text), parse=english.parse, lookup=lambda _: ()).found.passages[0]
    unit = Unit(candidate(passage, passage.doc[3]), (3,), (), 3, 3, None, None)
    kinds = {stance: type_of(passage, unit, Stanced(stance=stance), None, own=False) for stance in ("demand", "asserted", "planned")}
    assert kinds == {"demand": "REQUEST", "asserted": "STATUS", "planned": "STATUS"}


def test_every_need_of_every_row_names_a_known_condition_and_class() -> None:
    needs = [condition for row in rows("event_words", EventWords) for need in row.needs for condition in need.split("+")]
    for condition in needs:
        part, word = condition.split(":")
        assert part in FILLERS or part in TESTS, condition
        assert not word.isupper() or word in word_classes() or word == "NAME", condition


@pytest.mark.parametrize("text", ["The Guard seized five of the seven districts.", "The Guard has taken most of the districts."])
def test_of_a_part_of_places_the_places_undergo(text: str) -> None:
    assert [recipients for _, _, recipients in units(text)] == [("districts",)]


@pytest.mark.parametrize(
    "text",
    ["Police shot dead four men and arrested 30.", "Some 40 gunners had been killed in two days of clashes and another 12 captured."],
)
def test_captives_beside_the_dead_are_a_unit_of_their_own(text: str) -> None:
    found = [(unit.happening.event_type, [t.measure for t in unit.tolls]) for unit, _, _ in units(text)]
    assert len(found) == 2
    assert found[0][1] == ["killed"]
    assert found[1] == ("COERCE", ["detained"])
