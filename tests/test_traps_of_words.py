"""The traps of the annotation guidelines that lie in who says what, each on several invented texts."""

from __future__ import annotations

import pytest

from samples import reading_of
from told import about, claims_of, counted, names

# The scope of a denial: what is denied is denied, and nothing beside it.

DENIALS = (
    (
        "The Congolese army denied that its guns had shelled the hospital in Sake on Friday, but admitted that soldiers had entered the "
        "compound.\n\nFour patients were killed, according to a doctor.",
        {("ASSAULT", "Congolese army")},
        {("MOBILIZE", "Congolese army"), ("ASSAULT", "doctor")},
    ),
    (
        "The Front denied killing civilians in Lashkar Gah on Sunday. It said that it had attacked an army post outside the town.",
        {("ASSAULT", "Front")},
        {("ASSAULT", "Front")},
    ),
    (
        "A car bomb killed eight people in Peshawar on Monday, the police said. The Taliban denied responsibility for the blast.",
        {("ASSAULT", "Taliban")},
        {("ASSAULT", "police")},
    ),
    (
        "The army denied reports that the town of Kutum had fallen, saying that it had driven the attackers back.",
        {("TERRITORY", "army")},
        {("FIGHT", "army")},
    ),
    (
        "Colonel Ilyas Dar rejected the accusation that his men had burned the village of Tortiya. Soldiers shot at a rebel leader there, "
        "he said, and found the huts in flames.",
        {("ASSAULT", "Ilyas Dar")},
        {("ASSAULT", "Ilyas Dar")},
    ),
    (
        "Jets struck a camp near Harasta on Sunday. No civilian was hurt, the air force said, rejecting claims that 30 people had died.",
        {("ASSAULT", "air force")},
        {("ASSAULT", "")},
    ),
    (
        "A bomb killed nine people in Iguala on Friday. The minister insisted that neither the army nor the police had killed three "
        "students there.",
        {("ASSAULT", "minister")},
        {("ASSAULT", "")},
    ),
)


@pytest.mark.parametrize(("text", "denied", "asserted"), DENIALS)
def test_a_denial_reaches_what_is_denied_and_no_further(text: str, denied: set[tuple[str, str]], asserted: set[tuple[str, str]]) -> None:
    told = {
        stance: {(c.event_type, c.speaker.name if c.speaker else "") for c in claims_of(text) if c.stance == stance}
        for stance in ("denied", "asserted")
    }
    assert told["denied"] == denied
    assert asserted <= told["asserted"]


def test_who_does_not_deny_denies_nothing() -> None:
    claims = claims_of(
        "The interior minister did not deny that the police had fired on marchers in Nairobi on Wednesday. Three students were killed, "
        "doctors said."
    )
    assert "denied" not in {claim.stance for claim in claims}
    assert counted(claims, 3).stance == "asserted"


# "Either A or B" is one party, of whom it is open which; "A and B" are two, "neither A nor B" is nobody.

EITHER = (
    (
        "The village of Barsalogho was attacked on Saturday either by jihadists or by a local militia, the mayor said. Nine farmers were "
        "killed.",
        "either by",
        {"jihadists", "local militia"},
    ),
    (
        "The tanker was hit by a drone that was fired by either Russia or Ukraine, the Turkish coast guard said on Monday. Two sailors "
        "were killed.",
        "was hit by",
        {"Russia", "Ukraine"},
    ),
    (
        "Al-Shabab or a clan militia was behind the ambush that killed six policemen near Garissa on Thursday, the Kenyan police said.",
        "behind the ambush",
        {"Al-Shabab", "clan militia"},
    ),
    (
        "Either the Northern Front or the Kelmet Brigade shelled the power station in Taiz on Friday, a monitoring group said.",
        "shelled",
        {"Northern Front", "Kelmet Brigade"},
    ),
    pytest.param(
        "The gunmen who shot dead a mayor in Iguala on Monday belonged either to the Red Hand or to the Gulf Brigade, the prosecutor said.",
        "shot dead a mayor",
        {"Red Hand", "Gulf Brigade"},
        marks=pytest.mark.xfail(strict=True, reason="whose men the doers are is said of them, not where they act"),
    ),
)


@pytest.mark.parametrize(("text", "words", "either"), EITHER)
def test_either_or_is_one_party_left_open(text: str, words: str, either: set[str]) -> None:
    for claim in about(words, claims_of(text)):
        (actor,) = claim.actors
        assert set(actor.any_of) == either


def test_who_of_the_two_is_named_again_is_named() -> None:
    claims = claims_of(
        "The tanker was hit by a drone that was fired by either Russia or Ukraine, the Turkish coast guard said on Monday. Two sailors "
        "were killed. Ukraine shelled the port of Tuapse on the same day."
    )
    assert [names(claim.actors) for claim in about("shelled the port", claims)] == [{"Ukraine"}]


def test_either_or_of_those_to_whom_it_is_done() -> None:
    (claim,) = claims_of(
        "Soldiers killed either the rebel leader Paulo Kadir or his brother in a raid near Marawi on Tuesday, the Philippine army said."
    )
    (recipient,) = claim.recipients
    assert set(recipient.any_of) == {"Paulo Kadir", "brother"}


@pytest.mark.parametrize(
    "text",
    [
        "The Northern Front and the Kelmet Brigade shelled the power station in Taiz on Friday, a monitoring group said.",
        "Neither the Northern Front nor the Kelmet Brigade shelled the power station in Taiz on Friday, a monitoring group said.",
        "The Northern Front shelled two or three villages near Taiz on Friday with mortars or rockets, a monitoring group said.",
    ],
)
def test_other_joints_leave_nothing_open(text: str) -> None:
    assert not [party for claim in claims_of(text) for party in (*claim.actors, *claim.recipients) if party.any_of]


# Repeated paragraphs: one claim with the spans of both, and the repetition is set aside.

REPEATED = (
    (
        "Fighting between the army and the Arakan Brigade went on near Minbya on Sunday and dozens were killed.\n\n"
        "Nineteen wounded people reached the clinic in Minbya, its director, Dr Khin Aye, said.\n\n"
        "The army said it had retaken the bridge.\n\n"
        "Nineteen wounded people reached the clinic in Minbya, its director, Dr Khin Aye, said.",
        "Nineteen wounded people",
    ),
    (
        "Gunmen killed 12 farmers near Bokkos on Sunday, the police said.\n\n"
        "The governor called for calm and sent two more companies of police to the district on Monday.\n\n"
        "The governor called for calm and sent two more companies of police to the district on Monday.",
        "called for calm",
    ),
    (
        "A rocket struck a ferry on the Dnipro on Friday, killing five passengers, the mayor of Kherson said.\n\n"
        "The ferry was carrying medicine to the left bank.\n\n"
        "“They fired at a boat with a red cross on it,” the mayor, Iryna Holub, said.\n\n"
        "A rocket struck a ferry on the Dnipro on Friday, killing five passengers, the mayor of Kherson said.",
        "killing five passengers",
    ),
)


@pytest.mark.parametrize(("text", "words"), REPEATED)
def test_a_repeated_paragraph_is_one_claim_with_the_spans_of_both(text: str, words: str) -> None:
    reading = reading_of(text)
    repeats = [text[gone.start : gone.end] for gone in reading.omitted if gone.reason == "repeat"]
    assert len(repeats) == 1
    assert words in repeats[0]
    for claim in about(words, reading.claims):
        assert len(claim.spans) == 2
        assert claim.spans[0].text == claim.spans[1].text
        assert text.count(claim.spans[0].text) == 2


# Happenings inside demands: the demand is one claim; the happening, which the demand takes as having happened, is another.

DEMANDS = (
    (
        "The United Nations called on Monday for an end to the army's attacks on villages in Rakhine state. Some 20,000 people have fled, "
        "it said.",
        "United Nations",
        ("ASSAULT", "army"),
    ),
    (
        "Guerrillas killed two policemen in Arauca on Sunday.\n\nThe bishops of "
        "Arauca demanded that the guerrillas free the nine nurses whom they abducted in March.",
        "bishops",
        ("COERCE", "guerrillas"),
    ),
    (
        "Students in Port Sudan demanded an inquiry into the killing of five protesters by the police. They marched to the governor's "
        "office on Sunday.",
        "students",
        ("ASSAULT", "police"),
    ),
    (
        "A rights group urged the Ethiopian government to stop its bombing of towns in Tigray. The government did not answer.",
        "rights group",
        ("ASSAULT", "Ethiopian government"),
    ),
    (
        "The police shot dead two protesters in Harare on Friday. The drivers' union wants the police to stop beating its members and to "
        "release the 12 drivers they arrested on Friday.",
        "union",
        ("COERCE", "police"),
    ),
)


@pytest.mark.parametrize(("text", "speaker", "happened"), DEMANDS)
def test_a_happening_inside_a_demand_is_a_claim_beside_it(text: str, speaker: str, happened: tuple[str, str]) -> None:
    told = [claim for claim in claims_of(text) if claim.speaker is not None and claim.speaker.name == speaker]
    assert [claim.event_type for claim in told if claim.stance == "demand"] == ["REQUEST"]
    kind, doer = happened
    assert [names(claim.actors) for claim in told if claim.event_type == kind and claim.stance == "asserted"] == [{doer}]


WANTED = (
    "Gunmen killed 12 people in Arauca on Sunday, the bishops said. They demanded that the guerrillas lay down their arms.",
    "Gunmen killed 12 people in Arauca on Sunday, the bishops said. They urged the army to bomb the camps of the guerrillas.",
    "Gunmen killed 12 people in Arauca on Sunday, the bishops said. They called for the arrest of the gunmen and for talks.",
)


@pytest.mark.parametrize("text", WANTED)
def test_what_is_only_wanted_has_not_happened(text: str) -> None:
    wanted = about("They", claims_of(text))
    assert {(claim.event_type, claim.stance) for claim in wanted} == {("REQUEST", "demand")}


# Document-wide caveats: who claims something still asserts it, whatever the outlet could check.

CAVEATS = (
    (
        "The Kelmet Brigade said it had killed 30 soldiers near Saada on Friday. The army said that it had lost four men and killed 50 "
        "rebels.\n\nNeither claim could be independently verified.",
        {(30, "Kelmet Brigade"), (4, "army"), (50, "army")},
    ),
    (
        "The Health Ministry in Khartoum said that 71 people had been killed in Saturday's shelling of Omdurman. The figure could not be "
        "independently confirmed.",
        {(71, "Health Ministry")},
    ),
    (
        "The Arakan Brigade said it had taken the airfield at Thandwe and killed 60 soldiers. The army admitted the loss of the airfield "
        "but put its dead at nine.\n\nThe agency was not able to verify the reports.",
        {(60, "Arakan Brigade"), (9, "army")},
    ),
    (
        "Rebels attacked the town of Bhamo on Sunday. The army says that it killed 14 of them.\n\nJournalists have no access to the "
        "region, and reports from there cannot be checked.",
        {(14, "army")},
    ),
)


@pytest.mark.parametrize(("text", "told"), CAVEATS)
def test_a_caveat_of_the_outlet_hedges_nobodys_claim(text: str, told: set[tuple[int, str]]) -> None:
    claims = claims_of(text)
    counting = [claim for claim in claims if claim.killed is not None]
    assert {(claim.killed.low, claim.speaker.name) for claim in counting if claim.killed and claim.speaker} == told
    assert {claim.stance for claim in counting} == {"asserted"}
    last = text[text.rindex("\n\n") if "\n\n" in text else text.rindex(". ") :]
    own = [claim for claim in claims if claim.spans[0].text in last]
    assert all((claim.event_type, claim.speaker, claim.killed) == ("STATUS", None, None) for claim in own)


# Attribution carried on from the sentence before.

CARRIED = (
    (
        "The Colombian army reported three incidents on Monday. Rebels blew up a bridge near Tame. In Fortul, a soldier was killed by a "
        "mine. At Saravena, gunmen burned two buses.",
        "Colombian army",
        ("blew up a bridge", "killed by a mine", "burned two buses"),
    ),
    (
        "According to the Syrian Watch, government aircraft struck the village of Sarja on Tuesday. It added that three people were "
        "killed. In addition, helicopters dropped barrels on Binnish.",
        "Syrian Watch",
        ("struck the village", "three people were killed", "dropped barrels"),
    ),
    (
        "“We shelled the depot at Novoazovsk,” said Colonel Petro Hai, a spokesman for the brigade. “Then our men attacked the bridge.”",
        "Petro Hai",
        ("We shelled", "Then our men"),
    ),
    (
        "Rebels attacked the mine at Rubaya on Wednesday, a spokesman for the rebels, Willy Manzi, said. He also said that 14 soldiers had "
        "been killed. Two tanks were destroyed, he said.",
        "Willy Manzi",
        ("attacked the mine", "14 soldiers", "Two tanks"),
    ),
)


@pytest.mark.parametrize(("text", "speaker", "quoted"), CARRIED)
def test_attribution_carries_on(text: str, speaker: str, quoted: tuple[str, ...]) -> None:
    claims = claims_of(text)
    for words in quoted:
        assert {claim.speaker.name for claim in about(words, claims) if claim.speaker} == {speaker}, words
        assert all(claim.speaker is not None for claim in about(words, claims)), words


def test_attribution_ends_where_the_outlet_goes_on() -> None:
    claims = claims_of(
        "Rebels attacked the mine at Rubaya on Wednesday, a spokesman for the rebels, Willy Manzi, said.\n\nThe army shelled the town of "
        "Kitchanga on the same day. Five houses burned down."
    )
    assert {claim.speaker for claim in about("shelled the town", claims)} == {None}


# The hospital's town is not where it happened.

HOSPITALS = (
    (
        "Eleven people who had been wounded in fighting near Loikaw were taken to a hospital in Mae Hong Son, a doctor there said on "
        "Monday.",
        "wounded",
        11,
        "Loikaw",
    ),
    ("A hospital in Juba received nine dead from Sunday's clashes in Pibor, its director said.", "killed", 9, "Pibor"),
    (
        "Suicide bombers attacked a mosque on Friday. The surgeons' hospital in Kabul said that it had treated 14 people wounded by the "
        "blasts in Ghazni.",
        "wounded",
        14,
        "Ghazni",
    ),
    (
        "Doctors in Gaziantep said that four Syrians had died there of wounds they suffered in an air strike on Idlib on Saturday.",
        "killed",
        4,
        "Idlib",
    ),
    (
        "The army shelled rebel villages on Thursday. "
        "Shells hit a school in Donetsk, wounding seven pupils. Two of them were flown to a hospital in Rostov, the "
        "school's director said.",
        "wounded",
        7,
        "Donetsk",
    ),
    ("A woman who had been shot in Bawku died in a hospital in Accra on Monday, her family said.", "killed", 1, "Bawku"),
)


@pytest.mark.parametrize(("text", "measure", "number", "place"), HOSPITALS)
def test_the_hospitals_town_is_not_the_events_place(text: str, measure: str, number: int, place: str) -> None:
    claim = counted(claims_of(text), number, measure)
    assert claim.place is not None
    assert claim.place.text == place
