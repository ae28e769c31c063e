"""Responsibility: a deed claimed as one's own, laid at another's door, or denied is a claim of its own, tied to that of the deed.

All texts are invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from told import claims_of, names

if TYPE_CHECKING:
    from reportedly.model import Claim


def told_of(text: str, deed: str, whose: str) -> tuple[Claim, Claim]:
    """The claim of a deed and the claim of whose it is, each by the words of its evidence; the second comes last."""
    claims = claims_of(text)
    told = [claim for claim in claims if deed in claim.spans[0].text and whose not in claim.spans[0].text]
    said = [claim for claim in claims if whose in claim.spans[0].text]
    assert len(told) == 1, [claim.spans[0].text for claim in claims]
    assert said, [claim.spans[0].text for claim in claims]
    return told[0], said[-1]


OWN = (
    (
        "A car bomb killed eight people in Peshawar on Monday, the police said. The Khorasan Army claimed responsibility for the attack.",
        "car bomb",
        "claimed responsibility",
        "Khorasan Army",
        "ASSAULT",
    ),
    (
        "Rockets hit the port of Odesa on Friday, killing a docker.\n\nThe Southern Brigade said that it had carried out the attack.",
        "Rockets hit",
        "carried out",
        "Southern Brigade",
        "ASSAULT",
    ),
    (
        "A suicide bomber blew himself up in a mosque in Kunduz on Friday, killing 21 worshippers. The Khorasan Army said that it was "
        "behind the bombing.",
        "suicide bomber",
        "behind the bombing",
        "Khorasan Army",
        "ASSAULT",
    ),
    (
        "Four engineers were abducted near Warri on Tuesday. On Friday the Mangrove Vanguard claimed responsibility in a video message.",
        "abducted",
        "claimed responsibility",
        "Mangrove Vanguard",
        "COERCE",
    ),
    (
        "A roadside bomb wounded three policemen in Yala on Wednesday. Hours later, gunmen killed a headmaster in Pattani.\n\nThe "
        "National Front admitted the bombing.",
        "roadside bomb",
        "admitted the bombing",
        "National Front",
        "ASSAULT",
    ),
)


@pytest.mark.parametrize(("text", "deed", "whose", "owner", "kind"), OWN)
def test_who_claims_a_deed_makes_a_claim_about_it(text: str, deed: str, whose: str, owner: str, kind: str) -> None:
    told, said = told_of(text, deed, whose)
    assert said.about == told.id
    assert (said.event_type, said.stance) == (kind, "asserted")
    assert names(said.actors) == {owner}
    assert told.about is None


ACCUSED = (
    (
        "Gunmen shot dead 11 villagers near Djugu on Sunday, the governor said. The army blamed the Codeco militia for the killings.",
        "Gunmen",
        "blamed",
        "army",
        "Codeco",
    ),
    (
        "Seven oil workers were abducted near Warri on Tuesday. The state government accused the Mangrove Vanguard of the kidnapping.",
        "abducted",
        "accused",
        "state government",
        "Mangrove Vanguard",
    ),
    (
        "Shelling killed 14 people in Idlib on Saturday, rescuers said.\n\nTurkey blamed the Syrian army.",
        "Shelling",
        "blamed",
        "Turkey",
        "Syrian army",
    ),
    (
        "Gunmen attacked an army post at Labbezanga on Monday. On the same day, drones struck a fuel depot in Niamey.\n\nThe government "
        "blamed the drone strike on the Desert Front.",
        "fuel depot",
        "blamed",
        "government",
        "Desert Front",
    ),
)


@pytest.mark.parametrize(("text", "deed", "whose", "speaker", "accused"), ACCUSED)
def test_who_is_accused_is_accused_of_the_deed(text: str, deed: str, whose: str, speaker: str, accused: str) -> None:
    told, said = told_of(text, deed, whose)
    assert said.about == told.id
    assert (said.event_type, said.stance) == ("ACCUSE", "asserted")
    assert said.speaker is not None
    assert said.speaker.name == speaker
    assert names(said.recipients) == {accused}


DENIED = (
    (
        "Gunmen shot dead 11 villagers near Djugu on Sunday, the governor said. The Codeco militia denied responsibility for the killings.",
        "Gunmen",
        "denied responsibility",
        "Codeco",
        "ASSAULT",
    ),
    (
        "Seven oil workers were abducted near Warri on Tuesday. The state government accused the Mangrove Vanguard of the kidnapping. The "
        "Vanguard denied any involvement.",
        "were abducted",
        "denied any involvement",
        "Mangrove Vanguard",
        "COERCE",
    ),
    (
        "The monitoring group said that army artillery had shelled a hospital in Sake on Friday. The army denied that it had shelled the "
        "hospital.",
        "artillery",
        "denied",
        "army",
        "ASSAULT",
    ),
    (
        "The Northern Front said on Monday that it had captured the town of Kutum. The army denied it.",
        "captured the town",
        "denied it",
        "army",
        "TERRITORY",
    ),
)


@pytest.mark.parametrize(("text", "deed", "whose", "speaker", "kind"), DENIED)
def test_who_denies_a_deed_denies_what_was_told_of_it(text: str, deed: str, whose: str, speaker: str, kind: str) -> None:
    told, said = told_of(text, deed, whose)
    assert said.about == told.id
    assert (said.event_type, said.stance) == (kind, "denied")
    assert said.speaker is not None
    assert said.speaker.name == speaker


def test_of_two_deeds_each_is_answered_for_itself() -> None:
    bomb, headmaster, admitted, denied = claims_of(
        "A roadside bomb wounded three policemen in Yala on Wednesday. Hours later, gunmen killed a headmaster in Pattani.\n\nThe "
        "National Front admitted the bombing but denied that it had killed the headmaster."
    )
    assert (admitted.stance, admitted.about) == ("asserted", bomb.id)
    assert (denied.stance, denied.about) == ("denied", headmaster.id)


def test_who_is_denied_an_accusation_answers_for_the_deed_that_it_tells() -> None:
    accusing, denying, _ = claims_of(
        "The Myanmar army accused the Arakan Brigade of burning the village of Taungup. The brigade rejected the accusation. Soldiers "
        "had shelled the houses, residents said."
    )
    assert denying.stance == "denied"
    assert denying.about == accusing.id
    assert names(denying.actors) == names(accusing.actors) == {"Arakan Brigade"}


NOBODY = (
    "A bridge near Tame was blown up on Thursday, the army said. No group has claimed responsibility for the explosion.",
    "Gunmen kidnapped a priest near Kumbo on Sunday, the bishop said. Nobody claimed the abduction.",
    "Two soldiers were shot dead in Gao on Monday, the army said. None of the armed groups in the area has claimed responsibility.",
)


@pytest.mark.parametrize("text", NOBODY)
def test_what_nobody_claims_is_nobodys(text: str) -> None:
    deed, *others = claims_of(text)
    assert deed.about is None
    for claim in others:
        assert (claim.event_type, claim.actors, claim.about) == ("STATUS", (), None)


ALONE = (
    (
        "The minister of the interior visited Quetta on Monday.\n\nThe Baloch Front said that it was responsible for Saturday's attack on "
        "a train.",
        "responsible",
    ),
    (
        "Gunmen shot dead a judge in Quetta on Monday, the police said.\n\nThe Baloch Front said that it was responsible for Saturday's "
        "bombing of a railway bridge in Sibi.",
        "responsible",
    ),
    (
        "The Taliban attacked a convoy in Kunduz on Sunday, the army said. The Khorasan Army claimed responsibility for an attack in "
        "Jalalabad.",
        "claimed responsibility",
    ),
)


@pytest.mark.parametrize(("text", "whose"), ALONE)
def test_where_the_deed_is_not_told_nothing_is_tied(text: str, whose: str) -> None:
    said = [claim for claim in claims_of(text) if whose in claim.spans[0].text]
    assert said
    assert {claim.about for claim in said} == {None}
