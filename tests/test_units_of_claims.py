"""What is one claim and what are two, what is background and what is no claim, on invented texts."""

from __future__ import annotations

import pytest

from told import about, claims_of, counted, counts

# The same proposition from two speakers is two claims.

TWO_SPEAKERS = (
    (
        "The police said five people were killed in a grenade attack on a bar in Bujumbura on Friday. The Red Cross also said that five "
        "people were killed.",
        {"police", "Red Cross"},
        "five people were killed",
    ),
    (
        "Rebels attacked a convoy near Bamyan on Sunday. The defence ministry said that 20 rebels were killed. The governor of the "
        "province said that 20 rebels were killed.",
        {"defence ministry", "governor"},
        "20 rebels were killed",
    ),
    (
        "Fighting went on in Nyala on Sunday. The Sudanese army said on Monday that it controlled the airport. The Rapid Corps said on "
        "Monday that it controlled the airport.",
        {"Sudanese army", "Rapid Corps"},
        "it controlled the airport",
    ),
)


@pytest.mark.parametrize(("text", "speakers", "words"), TWO_SPEAKERS)
def test_what_two_say_are_two_claims(text: str, speakers: set[str], words: str) -> None:
    found = about(words, claims_of(text))
    assert len(found) == 2
    assert {claim.speaker.name for claim in found if claim.speaker} == speakers


# What one speaker says twice is one claim with the spans of both.

SAID_TWICE = (
    (
        "Gunmen killed 12 farmers near Bokkos on Sunday, the police said.\n\nThe men had been harvesting maize. Their bodies were brought "
        "to the chief's house.\n\nThe gunmen killed the 12 farmers in their fields near Bokkos, the police said.",
        12,
    ),
    (
        "Shells killed eight people at a market in Kherson on Friday, the mayor said.\n\nThe market was open. The shells killed eight "
        "people at the market, the mayor said.",
        8,
    ),
    (
        "At least 30 soldiers were killed in the battle for Dhamar, the Northern Front said on Monday.\n\nThe battle lasted two days.\n\n"
        "The Northern Front said that at least 30 soldiers were killed in the battle for the town of Dhamar.",
        30,
    ),
)


@pytest.mark.parametrize(("text", "number"), SAID_TWICE)
def test_what_is_said_twice_is_one_claim_with_two_spans(text: str, number: int) -> None:
    claim = counted(claims_of(text), number)
    assert len(claim.spans) == 2
    assert claim.spans[0].end <= claim.spans[1].start


# An event and its toll in one clause are one claim.

DEED_AND_TOLL = (
    ("A car bomb exploded at a checkpoint in Mogadishu on Monday, killing seven soldiers and wounding 12.", (7, 12)),
    ("Rebels ambushed a convoy near Tillabéri on Saturday and killed 11 soldiers, the Nigerien army said.", (11, None)),
    ("Nine people were killed and 30 were wounded when a drone struck a market in Dori on Thursday, the mayor said.", (9, 30)),
    ("Twelve people were killed by shelling in Larat on Monday, the Red Cross said.", (12, None)),
    ("An attack on a church in Komanda left 14 worshippers dead on Sunday, the bishop said.", (14, None)),
)


@pytest.mark.parametrize(("text", "toll"), DEED_AND_TOLL)
def test_a_deed_and_its_toll_are_one_claim(text: str, toll: tuple[int, int | None]) -> None:
    (claim,) = claims_of(text)
    killed, wounded = counts(claim), counts(claim, "wounded")
    assert (killed and killed[0], wounded and wounded[0]) == toll


def test_what_one_lost_and_what_one_killed_are_two_claims() -> None:
    claims = claims_of(
        "The Arakan Brigade attacked a post near Minbya on Sunday. The army said that it lost four men and killed 50 rebels."
    )
    assert [party.name for party in counted(claims, 50).actors] == ["army"]
    assert "army" not in {party.name for party in counted(claims, 4).actors}


# Disjoint groups of victims in one sentence are one claim, summed, with the words for all of them.

GROUPS = (
    ("Clashes in Arauca on Sunday left 35 rebels and five soldiers dead, the Colombian army said.", 40, ("35 rebels", "five soldiers")),
    ("A missile killed 22 pupils and six teachers in Mykolaiv on Tuesday, the city council said.", 28, ("22 pupils", "six teachers")),
    (
        "Two gunmen shot dead three policemen, a taxi driver and two nurses in Grozny on Friday, the interior ministry said.",
        6,
        ("three policemen", "a taxi driver", "two nurses"),
    ),
)


@pytest.mark.parametrize(("text", "total", "groups"), GROUPS)
def test_groups_of_victims_are_one_claim_summed(text: str, total: int, groups: tuple[str, ...]) -> None:
    (claim,) = claims_of(text)
    assert claim.killed is not None
    assert (claim.killed.low, claim.killed.high) == (total, total)
    assert all(group in (claim.killed.text or "") for group in groups)


# Background is claimed, and kept apart from the day's events.

BACKGROUND = (
    (
        "Troops entered the rebel town of Palma on Monday and shot dead four men, the Mozambican army said.\n\nPalma was captured by "
        "insurgents in March 2021 in an attack in which dozens of people were killed.",
        "shot dead",
        "captured by insurgents",
    ),
    (
        "Israeli jets struck the outskirts of Sidon on Sunday, an official said.\n\nThe city was besieged for three months in 1982.",
        "struck the outskirts",
        "besieged",
    ),
    (
        "Soldiers shelled the town of Mingin on Friday, residents said. Six houses burned.\n\nThe junta seized power in February 2021.",
        "shelled the town",
        "seized power",
    ),
)


@pytest.mark.parametrize(("text", "news", "past"), BACKGROUND)
def test_background_is_claimed_and_kept_apart(text: str, news: str, past: str) -> None:
    claims = claims_of(text)
    day, before = about(news, claims), about(past, claims)
    assert {claim.background for claim in day} == {False}
    assert {claim.background for claim in before} == {True}
    assert not {claim.event for claim in day} & {claim.event for claim in before}


# Geography, biography, slogans, credits and colour are no claims.

NO_CLAIMS = (
    (
        "Soldiers killed three men at a checkpoint near Bamenda on Friday, a priest said.\n\nBamenda lies in the western highlands, some "
        "360 kilometres from the capital. The region grows coffee and tea.\n\nThe priest was born in Kumbo and studied in Rome.",
        "Soldiers killed three men",
    ),
    (
        "Rebels shelled the old town of Taiz on Sunday, killing nine people, residents said.\n\nChildren flew kites from the roofs. The "
        "smell of bread hung over the square.\n\n“Long live the revolution!” is painted on the walls.\n\nFollow us for breaking news, "
        "analysis and video from across the region.",
        "Rebels shelled",
    ),
    (
        "Gunmen shot dead a judge in Quetta on Monday, the police said.\n\n(With inputs from agencies)\n\nReporting by Anna Vell; editing "
        "by Tom Karsh",
        "Gunmen shot dead a judge",
    ),
    (
        "A drone killed two farmers near Sumy on Tuesday, the governor said.\n\nThe farm stands on a low hill above the river, among "
        "poplars that were planted a century ago.\n\nIts owner keeps 40 cows.",
        "A drone killed two farmers",
    ),
)


@pytest.mark.parametrize(("text", "only"), NO_CLAIMS)
def test_geography_biography_slogans_credits_and_colour_are_no_claims(text: str, only: str) -> None:
    claims = claims_of(text)
    assert [claim for claim in claims if not claim.spans[0].text.startswith(only)] == []
    assert claims
