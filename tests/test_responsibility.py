"""Responsibility: a deed claimed as one's own, laid at another's door, or denied is a claim of its own, tied to that of the deed.

All texts are invented.
"""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.model import Claim, Party, Place, Span, Toll
from reportedly.read.claims.about import tied, typed
from told import claims_of, names

FRONT, GUARD, POLICE = (Party(id=None, name=name) for name in ("Northern Front", "Guard", "police"))
GUNMEN, JUDGE = Party(id=None, name="gunmen"), Party(id=None, name="judge")


def made(*given: tuple[str, dict[str, Any]]) -> list[Claim]:
    """Claims one after the other in a text of their own; ids are c0, c1, …; evidence after "/" lies inside the claim before."""
    claims: list[Claim] = []
    position = 0
    for number, (words, changes) in enumerate(given):
        start = position
        if words.startswith("/"):
            start = claims[-1].spans[0].start + claims[-1].spans[0].text.index(words[1:])
        text = words.removeprefix("/")
        fields: dict[str, Any] = {
            "id": f"c{number}",
            "anchor": "",
            "event": "e1",
            "spans": (Span(start=start, end=start + len(text), text=text),),
            "event_type": "ASSAULT",
            "stance": "asserted",
        }
        claims.append(Claim(**(fields | changes)))
        position = max(position, start + len(text) + 1)
    return claims


def ties(claims: list[Claim]) -> dict[str, str | None]:
    return {claim.id: claim.about for claim in tied(claims) if claim.about is not None}


SHOT: tuple[str, dict[str, Any]] = ("Gunmen killed a judge", {"speaker": POLICE, "actors": (GUNMEN,), "recipients": (JUDGE,)})
CLAIMED: tuple[str, dict[str, Any]] = ("The Front claimed responsibility for the killing.", {"speaker": FRONT, "actors": (FRONT,)})


def test_the_same_sentence_comes_before_the_sentence_before() -> None:
    both = "The Front claimed responsibility for an attack that killed nine"
    claims = made(
        SHOT, (both, {"killed": Toll(low=9, high=9), "recipients": (GUARD,)}), (f"/{both}", {"speaker": FRONT, "actors": (FRONT,)})
    )
    assert ties(claims) == {"c2": "c1"}


def test_the_nearest_before_it_comes_first_and_none_after_it() -> None:
    claims = made(SHOT, ("A bomb hit a bus", {"recipients": (GUARD,)}), CLAIMED, ("Shells hit a school", {"recipients": (GUARD,)}))
    assert ties(claims) == {"c2": "c0"}, "the words for the killing tell which"
    claims = made(SHOT, ("A bomb hit a bus", {"recipients": (GUARD,)}), ("The Front claimed responsibility.", CLAIMED[1]))
    assert ties(claims) == {"c2": "c1"}


@pytest.mark.parametrize(
    "deed",
    [
        {"actors": (GUARD,)},
        {"stance": "planned"},
        {"stance": "denied"},
        {"event_type": "CONSULT"},
        {"event_type": "TERRITORY"},
        {"background": True},
    ],
    ids=str,
)
def test_a_deed_of_others_of_another_kind_or_not_done_is_not_meant(deed: dict[str, Any]) -> None:
    words, changes = SHOT
    assert ties(made((words, changes | deed), CLAIMED)) == {}


def test_a_deed_somewhere_else_is_not_meant() -> None:
    here, there = (Place(name=name, text=name, start=n, end=n + 1, country=land) for name, n, land in (("A", 3, "XA"), ("B", 30, "XB")))
    words, changes = SHOT
    assert ties(made((words, changes | {"place": here}), CLAIMED)) == {"c1": "c0"}
    assert ties(made((words, changes | {"place": here}), (CLAIMED[0], CLAIMED[1] | {"place": there}))) == {}


def test_nobody_denies_what_he_says_himself() -> None:
    denied = ("The police denied it.", {"speaker": POLICE, "stance": "denied"})
    assert ties(made(SHOT, denied)) == {}
    assert ties(made((SHOT[0], SHOT[1] | {"speaker": FRONT}), denied)) == {"c1": "c0"}


def test_a_condemnation_accuses_nobody() -> None:
    condemned = ("Orsova condemned the killing.", {"event_type": "ACCUSE", "speaker": FRONT, "actors": (FRONT,)})
    assert ties(made(SHOT, condemned)) == {}


def test_a_responsibility_has_the_type_of_its_deed() -> None:
    words, changes = SHOT
    kinds = [claim.event_type for claim in typed(made((words, changes | {"event_type": "COERCE"}), CLAIMED))]
    assert kinds == ["COERCE", "COERCE"]


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
        "Rebels attacked the town of Kutum on Sunday, killing nine soldiers. The Northern Front said on Monday that it had "
        "captured the town. The army denied it.",
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


def test_who_answers_an_accusation_that_only_names_the_deed_answers_the_accusation() -> None:
    _, accusing, denying = claims_of(
        "Gunmen killed nine sailors on Monday. Seoul accused Pyongyang on Friday of spying, a charge that North Korea denied."
    )
    assert (accusing.event_type, accusing.stance) == ("ACCUSE", "asserted")
    assert (denying.stance, denying.speaker and denying.speaker.name) == ("denied", "North Korea")
    assert denying.about == accusing.id


@pytest.mark.xfail(strict=True, reason="a deed that is owned to without a word for it is no claim yet")
def test_who_says_we_did_it_owns_to_the_deed() -> None:
    deed, owned = claims_of(
        "Eight pilgrims were shot dead on a road near Parachinar on Thursday. “We did it,” a spokesman for the Lashkar Brigade told a "
        "radio station."
    )
    assert owned.about == deed.id


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
