"""Whose voice speakers are: names of one body over many reports, and people who speak for a side. Most names are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spoken_claims import Linked, party, told

OBSERVATORY = party("Syrian Observatory for Human Rights", "monitor")
ARMY = party("Karsovan Republican Army", "belligerent")
FRONT = party("Front for a Free Litskar", "belligerent")


def named(*speakers: object) -> set[str]:
    """The lineages of speakers, each quoted by a report of its own."""
    return Linked(*(told(f"c{number}", speaker) for number, speaker in enumerate(speakers))).names()  # type: ignore[arg-type]


def test_an_acronym_is_the_one_full_name_that_it_shortens() -> None:
    assert named(OBSERVATORY, party("SOHR", "monitor")) == {"Syrian Observatory for Human Rights"}


def test_an_acronym_of_two_full_names_is_neither() -> None:
    others = (party("Society of Halmory Relief", "ngo"), party("Sisters of Holy Rest", "ngo"))
    assert len(named(*others, party("SHR", "ngo"))) == 3


def test_a_surname_is_the_one_full_name_that_ends_with_it() -> None:
    assert named(party("Matis Ordell"), party("Ordell")) == {"Matis Ordell"}
    assert len(named(party("Matis Ordell"), party("Tove Ordell"), party("Ordell"))) == 3


def test_a_short_name_is_the_one_full_name_that_it_heads() -> None:
    assert named(party("Karsovan Red Crescent", "ngo"), party("the Red Crescent", "ngo")) == {"Karsovan Red Crescent"}
    assert len(named(party("Karsova Press Agency", "ngo"), party("Karsova", "ngo"))) == 2


def test_the_hospital_is_the_one_that_is_named() -> None:
    hospital = party("Kelmet District Hospital", "health")
    assert named(hospital, party("the hospital", "health")) == {"Kelmet District Hospital"}
    assert named(hospital, party("Yara Simmel", "health", "director of the town's hospital")) == {"Kelmet District Hospital"}


def test_of_two_hospitals_it_is_the_one_of_the_claims_place() -> None:
    kelmet, velmar = party("Kelmet District Hospital", "health"), party("Velmar Hospital", "health")
    there = told("c3", party("the hospital", "health"), place=("market in Kelmet", "XA"))
    elsewhere = told("c4", party("the hospital", "health"), place=("Lodva", "XA"))
    linked = Linked(told("c1", kelmet), told("c2", velmar), there, elsewhere)
    assert linked.voice("c3").name == "Kelmet District Hospital"
    assert linked.voice("c4").name not in {"Kelmet District Hospital", "Velmar Hospital"}


@pytest.mark.parametrize(
    "speaker",
    [
        party("FFL", "belligerent"),
        party("Talia Renn", "belligerent", "spokeswoman for the FFL"),
        party("Front for a Free Litskar fighters", "belligerent"),
        party("FFL spokesman", "belligerent"),
        party("Bastian Koll", None, "political chief of the Front for a Free Litskar"),
        party("source close to the Front for a Free Litskar", "unnamed"),
    ],
    ids=lambda speaker: f"{speaker.name}, {speaker.role}",
)
def test_a_sides_people_are_one_voice(speaker: object) -> None:
    assert named(FRONT, speaker) == {"Front for a Free Litskar"}


def test_a_sides_voice_has_its_camp() -> None:
    linked = Linked(told("c1", FRONT), told("c2", OBSERVATORY))
    assert (linked.voice("c1").camp, linked.voice("c1").kind) == ("Front for a Free Litskar", "belligerent")
    assert linked.voice("c2").camp is None


def test_a_role_told_by_one_report_holds_in_the_others() -> None:
    known, bare = party("Talia Renn", "belligerent", "FFL spokeswoman"), party("Talia Renn", "belligerent")
    assert named(FRONT, known, bare) == {"Front for a Free Litskar"}


def test_two_people_of_the_resistance_are_the_resistance() -> None:
    at = ("Panjshir", "AF")
    linked = Linked(
        told("c1", party("Bismillah Mohammadi", "belligerent", "former minister now with the resistance"), place=at),
        told("c2", party("Fahim Dashti", "belligerent", "NRF spokesman"), place=at),
        told("c3", party("National Resistance Front", "belligerent"), place=at),
    )
    assert linked.names() == {"National Resistance Front of Afghanistan"}


def test_a_foe_of_a_side_is_not_its_voice() -> None:
    assert named(party("Taliban", "belligerent"), party("Rusk Adeny", "belligerent", "anti-Taliban commander")) == {"Taliban", "Rusk Adeny"}


def test_a_states_offices_and_its_army_are_one_voice() -> None:
    ministry, prosecutor = party("Ministry of Defence", "belligerent"), party("military prosecutor's office", "belligerent")
    assert named(ARMY, ministry, prosecutor, party("the military", "belligerent")) == {"Karsovan Republican Army"}


def test_a_known_country_names_its_state() -> None:
    linked = Linked(*(told(name, speaker, place=("Homs", "SY")) for name, speaker in (
        ("c1", party("Syrian army", "belligerent")),
        ("c2", party("the Interior Ministry", "government")),
        ("c3", party("Russian Defence Ministry", "government")),
        ("c4", party("Free Syrian Army", "belligerent")),
    )))  # fmt: skip
    assert linked.voice("c1").id == linked.voice("c2").id
    assert [linked.voice(name).name for name in ("c1", "c3", "c4")] == ["government of Syria", "government of Russia", "Free Syrian Army"]


def test_the_army_is_never_the_free_army() -> None:
    assert len(named(party("Free Halmory Army", "belligerent"), party("Halmory army", "belligerent"))) == 2


def test_the_army_that_fights_an_army_is_another() -> None:
    arakan = party("Arakan Army", "belligerent")
    linked = Linked(told("c1", arakan, place=("Mrauk", "XB"), actors=(party("the military", "belligerent"),), recipients=(arakan,)),
                    told("c2", party("the military", "belligerent"), place=("Mrauk", "XB")))  # fmt: skip
    assert linked.voice("c1").id != linked.voice("c2").id


def test_who_was_minister_once_is_not_the_state() -> None:
    former = party("Edvar Lom", "belligerent", "former vice-president")
    assert named(ARMY, former) == {"Karsovan Republican Army", "Edvar Lom"}
    assert named(ARMY, party("Edvar Lom", "belligerent", "chief of the general staff")) == {"Karsovan Republican Army"}


def test_a_president_is_of_the_country_that_his_role_names() -> None:
    assert named(party("Tove Lind", "government", "French President"), party("Paris", "government")) == {"government of France"}
    assert "Tove Lind" in named(ARMY, party("Tove Lind", "government", "President"))


def test_the_monitoring_group_is_the_monitor_that_its_report_names() -> None:
    linked = Linked(
        told("c1", OBSERVATORY, report="r1"),
        told("c2", party("monitoring group", "monitor"), report="r1"),
        told("c3", party("monitoring group", "monitor"), report="r2"),
    )
    assert linked.voice("c2").id == linked.voice("c1").id != linked.voice("c3").id


def test_a_people_is_no_short_name_of_a_body() -> None:
    assert len(named(party("Syrian Coalition", "belligerent"), party("Syrian military source", "unnamed"))) == 2


def test_who_says_what_a_side_will_do_speaks_for_it() -> None:
    vow = told("c2", party("Talia Renn", "belligerent"), event_type="THREATEN", stance="planned", actors=(FRONT,), recipients=(ARMY,))
    assert Linked(told("c1", FRONT), vow).voice("c2").name == "Front for a Free Litskar"


def test_who_warns_of_what_a_foe_will_do_does_not_speak_for_it() -> None:
    warning = told("c2", party("Talia Renn", "belligerent"), event_type="ASSAULT", stance="planned", actors=(ARMY,))
    assert Linked(told("c1", ARMY), warning).voice("c2").name == "Talia Renn"


def test_its_spokesman_speaks_for_who_has_just_spoken() -> None:
    linked = Linked(
        told("c1", FRONT, report="r1", at=0),
        told("c2", party("Talia Renn", "belligerent", "its spokeswoman"), report="r1", at=50),
    )
    assert linked.voice("c2").name == "Front for a Free Litskar"
    assert "just after" in linked.descent("c2").reasons[0]


def test_what_other_reports_say_of_somebody_outweighs_the_order_of_speakers() -> None:
    linked = Linked(
        told("c1", ARMY, report="r1", at=0),
        told("c2", party("Talia Renn", "belligerent", "its spokeswoman"), report="r1", at=50),
        told("c3", party("Talia Renn", "belligerent", "FFL spokeswoman"), report="r2"),
        told("c4", FRONT, report="r3"),
    )
    assert linked.voice("c2").name == "Front for a Free Litskar"


def test_evidence_of_one_weight_for_two_sides_decides_nothing() -> None:
    linked = Linked(
        told("c1", party("Talia Renn", "belligerent", "FFL spokeswoman")),
        told("c2", party("Talia Renn", "belligerent", "Karsovan Republican Army spokeswoman")),
        told("c3", FRONT),
        told("c4", ARMY),
    )
    assert linked.voice("c1").name == linked.voice("c2").name == "Talia Renn"


def test_all_who_speak_for_the_united_nations_are_it() -> None:
    assert named(
        party("UN mission", "un"), party("Ramiz Alakbarov", "un"), party("UN official", "unnamed"), party("U.N. Commission", "un")
    ) == {"United Nations"}


STORY = (
    told("c1", FRONT, report="r1", day="2031-03-08", at=0),
    told("c2", party("Talia Renn", "belligerent", "its spokeswoman"), report="r1", day="2031-03-08", at=20),
    told("c3", party("Renn", "belligerent"), report="r2", day="2031-03-09"),
    told("c4", party("FFL", "belligerent"), report="r3", day="2031-03-09"),
    told("c5", party("the military", "belligerent"), report="r3", day="2031-03-09", at=30),
    told("c6", ARMY, report="r4", day="2031-03-10"),
    told("c7", party("Matis Ordell", "belligerent", "army spokesman"), report="r4", day="2031-03-10", at=40),
    told("c8", party("residents", "witness"), report="r4", day="2031-03-10", at=60),
)


@given(st.permutations(STORY))
def test_lineages_do_not_depend_on_the_order_of_arrival(items: list[object]) -> None:
    found, expected = Linked(*items), Linked(*STORY)  # type: ignore[arg-type]
    assert (found.lineages, found.descents) == (expected.lineages, expected.descents)


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=60)), min_size=1, max_size=8))
def test_no_name_or_role_crashes_it(names: list[tuple[str, str]]) -> None:
    linked = Linked(*(told(f"c{number}", party(name, "belligerent", role)) for number, (name, role) in enumerate(names)))
    assert all(descent.reasons for descent in linked.descents)
