"""The record beside the toll: who says, denies, admits and is silent; questions, disputes, status, grades, matrix, where and when."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from reportedly import events
from reportedly.model import Party, Place, Span, Time
from reportedly.model.event import Lineage
from voiced_claims import ARMY, FRONT, HOSPITAL, MONITOR, RESIDENT, WIRE, Voiced, count, days, grade, link, place, record, said

if TYPE_CHECKING:
    from reportedly.model.event import Event, Row

SHELLING = {"event_type": "ASSAULT", "whom": "the market"}


def shelling() -> tuple[list[Voiced], list]:
    """The army is said to have shelled a market, denies it a day later, and blames the front; a hospital counts."""
    accused = said("a", FRONT, who="Karsovan Army", **SHELLING)
    denied = said("b", ARMY, who="Karsovan Army", stance="denied", day="2031-03-09", **SHELLING)
    blamed = said("c", ARMY, who="Litskar Front", day="2031-03-09", **SHELLING)
    counted = said("d", HOSPITAL, event_type="ASSAULT", whom="civilians", killed=count(17), day="2031-03-09")
    return [accused, denied, blamed, counted], [link("contradicts", denied, accused), link("contradicts", blamed, accused)]


def the_shelling() -> Event:
    claims, relations = shelling()
    return record(claims, *relations)


def positions(event: Event) -> dict[str, str]:
    return {one.name: one.position for one in event.speakers}


def cells(event: Event, speaker: str) -> dict[str, tuple[str, str]]:
    row: Row = next(row for row in event.matrix if row.speaker == speaker)
    return {cell.column: (cell.text, cell.agreement) for cell in row.cells}


def test_who_says_who_denies_and_who_only_counts() -> None:
    assert positions(the_shelling()) == {"Litskar Front": "says", "Karsovan Army": "denies", "Kelmet Hospital": "says"}


def test_responsibility_has_every_voices_answers() -> None:
    question = next(q for q in the_shelling().questions if q.topic == "responsibility")
    assert question.disputed
    assert {(s.name, s.answer) for s in question.stands} == {
        ("Litskar Front", "Karsovan Army"),
        ("Karsovan Army", "not Karsovan Army"),
        ("Karsovan Army", "Litskar Front"),
    }


def test_a_denial_that_arrives_a_day_later_makes_the_event_contested_then() -> None:
    claims, relations = shelling()
    moments = events.history(lambda at: record([c for c in claims if c.told.learned <= at], *relations), [c.told.learned for c in claims])
    assert [moment.status for moment in moments] == ["single_origin", "contested"]
    assert "disputed: responsibility" in moments[1].changed
    assert moments[1].claims == ("b", "c", "d")


def test_history_shows_how_the_toll_grew_and_skips_times_without_news() -> None:
    claims = [said(f"c{n}", HOSPITAL, killed=count(n), day=f"2031-03-{n:02}") for n in (9, 14, 17)]
    times = [*(c.told.learned for c in claims), "2031-03-30T00:00:00Z"]
    moments = events.history(lambda at: record([c for c in claims if c.told.learned <= at]), times)
    assert [moment.tolls for moment in moments] == [("killed: 9",), ("killed: 14",), ("killed: 17",)]
    assert moments[1].changed == ("toll: killed: 14",)


def test_nothing_is_known_before_it_is_learned() -> None:
    assert events.history(lambda _: None, ["2031-03-08T00:00:00Z"]) == ()


def test_a_party_that_nobody_quotes_is_silent() -> None:
    event = record([said("a", FRONT, who="Litskar Front", whom="Karsovan Army", killed=count(7))])
    assert positions(event) == {"Litskar Front": "says", "Karsovan Army": "silent"}
    assert next(row for row in event.matrix if row.speaker == "Karsovan Army").cells == ()


def test_victims_are_not_silent_parties() -> None:
    assert "civilians" not in positions(record([said("a", HOSPITAL, whom="civilians", killed=count(7))]))


def test_own_losses_are_an_admission() -> None:
    event = record([said("a", ARMY, whom="Karsovan Army", killed=count(3))])
    assert positions(event)["Karsovan Army"] == "admits"
    assert event.status == "admitted"


def test_the_enemys_losses_are_none() -> None:
    assert record([said("a", ARMY, who="Karsovan Army", whom="Litskar Front", killed=count(60))]).status == "single_origin"


def test_harm_to_civilians_owned_up_to_is_confirmed_by_airwars() -> None:
    event = record([said("a", ARMY, event_type="ASSAULT", who="Karsovan Army", whom="civilians", killed=count(4, of="civilians"))])
    assert (grade(event, "airwars"), event.status) == ("confirmed", "admitted")


@pytest.mark.parametrize(
    ("claims", "value"),
    [
        ([said("a", ARMY, who="Karsovan Army", whom="Litskar Front", killed=count(60))], "discounted"),
        ([said("a", RESIDENT, event_type="ASSAULT", killed=count(4))], "weak"),
        ([said("a", RESIDENT, event_type="ASSAULT", killed=count(4)), said("b", MONITOR, event_type="ASSAULT", killed=count(4))], "fair"),
        ([said("a", ARMY, event_type="TERRITORY", who="Karsovan Army")], None),
    ],
)
def test_airwars_grades(claims: list[Voiced], value: str | None) -> None:
    assert grade(record(claims), "airwars") == value


def test_airwars_contested_needs_rival_claims_of_responsibility() -> None:
    assert grade(the_shelling(), "airwars") == "contested"


def test_only_a_contradiction_makes_an_event_contested() -> None:
    claims = [said("a", HOSPITAL, killed=count(17)), said("b", RESIDENT, killed=count(20))]
    assert record(claims).status == "confirmed"
    assert record(claims, link("contradicts", claims[1], claims[0])).status == "contested"


def test_a_superseded_figure_contests_nothing() -> None:
    old, rival = said("a", HOSPITAL, killed=count(9)), said("b", RESIDENT, killed=count(17), day="2031-03-09")
    new = said("c", HOSPITAL, killed=count(17), day="2031-03-09")
    event = record([old, rival, new], link("contradicts", rival, old), link("updates", new, old))
    assert (event.contest, event.status) == (0, "confirmed")


def test_a_contradiction_repeated_by_copies_counts_once() -> None:
    a, b = said("a", ARMY, killed=count(5)), said("b", FRONT, killed=count(22))
    copy = said("c", FRONT, killed=count(22), copies="b", day="2031-03-09")
    event = record([a, b, copy], link("contradicts", b, a), link("contradicts", copy, a), link("repeats", copy, b))
    assert event.contest == 1


def test_a_voice_does_not_contest_itself() -> None:
    a, b = said("a", ARMY, killed=count(5)), said("b", ARMY, killed=count(9), day="2031-03-09")
    assert record([a, b], link("contradicts", b, a)).contest == 0


def test_what_only_denials_are_left_of_is_denied() -> None:
    event = record([said("a", ARMY, who="Karsovan Army", stance="denied", event_type="ASSAULT", whom="Kelmet")])
    assert (event.status, grade(event, "admiralty")) == ("denied", "5")


def test_two_origins_corroborate_and_a_neutral_one_confirms() -> None:
    assert record([said("a", RESIDENT), said("b", WIRE)]).status == "corroborated"
    assert record([said("a", RESIDENT), said("b", MONITOR)]).status == "confirmed"
    assert record([said("b", MONITOR)]).status == "single_origin"


@pytest.mark.parametrize(
    ("claims", "digit"),
    [
        ([said("a", RESIDENT), said("b", MONITOR)], "1"),
        ([said("a", RESIDENT), said("b", WIRE)], "2"),
        ([said("a", ARMY, whom="Karsovan Army", killed=count(3))], "2"),
        ([said("a", RESIDENT)], "3"),
        ([said("a", ARMY, whom="Litskar Front", killed=count(3))], "6"),
    ],
)
def test_the_admiralty_digit_of_what_nothing_contradicts(claims: list[Voiced], digit: str) -> None:
    assert grade(record(claims), "admiralty") == digit


def test_rival_control_of_a_place_is_doubtful() -> None:
    a = said("a", ARMY, event_type="TERRITORY", who="Karsovan Army")
    b = said("b", FRONT, event_type="TERRITORY", who="Karsovan Army", stance="denied")
    event = record([a, b], link("contradicts", b, a))
    assert (event.disputed, grade(event, "admiralty")) == (("control",), "4")
    assert {(s.name, s.answer) for s in event.questions[0].stands} == {
        ("Karsovan Army", "Karsovan Army"),
        ("Litskar Front", "not Karsovan Army"),
    }


@pytest.mark.parametrize(
    ("stance", "answer"), [("asserted", "not Litskar Front"), ("denied", "Litskar Front"), ("hedged", "perhaps not Litskar Front")]
)
def test_who_withdraws_holds_a_place_no_more(stance: str, answer: str) -> None:
    held = said("a", FRONT, event_type="TERRITORY", who="Litskar Front")
    left = said("b", ARMY, event_type="RETREAT", who="Litskar Front", stance=stance)
    (question,) = record([held, left], event_type="TERRITORY").questions
    assert {(s.name, s.answer) for s in question.stands} == {("Litskar Front", "Litskar Front"), ("Karsovan Army", answer)}


def test_every_grade_says_why_and_on_which_claims() -> None:
    event = the_shelling()
    assert [one.scheme for one in event.grades] == ["status", "airwars", "admiralty", "acled", "ucdp_low", "ucdp_best", "ucdp_high"]
    assert all(one.why and one.claims for one in event.grades)


def test_acled_takes_the_lowest_figure_in_force_and_ucdp_the_span() -> None:
    event = record([said("a", HOSPITAL, killed=count(17)), said("b", FRONT, killed=count(22)), said("c", ARMY, killed=count(5))])
    assert [grade(event, scheme) for scheme in ("acled", "ucdp_low", "ucdp_best", "ucdp_high")] == ["5", "5", "17", "22"]


def test_deaths_of_two_sides_are_added_and_have_no_best() -> None:
    event = record(
        [
            said("a", ARMY, who="Karsovan Army", whom="Litskar Front", killed=count(31)),
            said("b", FRONT, who="Litskar Front", whom="Karsovan Army", killed=count(13)),
        ]
    )
    assert [grade(event, scheme) for scheme in ("ucdp_low", "ucdp_best", "ucdp_high")] == ["44", None, "44"]


def test_dead_without_a_number_get_none_and_violence_without_dead_nought() -> None:
    assert grade(record([said("a", MONITOR, casualties=count(None, text="heavy losses"))]), "acled") is None
    assert grade(record([said("a", MONITOR, event_type="ASSAULT")]), "acled") == "0"
    assert grade(record([said("a", MONITOR, event_type="CONSULT")]), "acled") is None


def test_the_matrix_marks_agreement_and_conflict_against_the_other_rows() -> None:
    event = the_shelling()
    assert cells(event, "Karsovan Army")["responsibility"] == ("not Karsovan Army; Litskar Front", "conflicts")
    assert cells(event, "Kelmet Hospital")["toll"] == ("17 killed", "alone")
    assert cells(event, "Kelmet Hospital")["place"] == ("Kelmet", "agrees")


def test_rows_of_a_side_stand_together() -> None:
    officer = ARMY.__class__(id="officer", name="an officer", voice="speaker", kind="belligerent", camp="Karsovan Army")
    event = record([said("a", ARMY), said("b", FRONT), said("c", officer)])
    assert [row.speaker for row in event.matrix] == ["Karsovan Army", "Litskar Front"]


def test_disputes_set_the_rival_claims_side_by_side_with_reasons() -> None:
    claims = [said("a", HOSPITAL, killed=count(17)), said("b", ARMY, killed=count(5))]
    dispute, *others = events.disputes(record(claims, link("contradicts", claims[1], claims[0])))
    assert others == []
    assert (dispute.topic, dispute.words) == ("killed", "How many were killed?")
    assert {(s.name, s.answer) for s in dispute.stands} == {("Kelmet Hospital", "17"), ("Karsovan Army", "5")}
    assert dispute.reasons == ("b contradicts a",)


def test_who_denies_a_figure_without_one_is_a_stand_too() -> None:
    a = said("a", ARMY, whom="Litskar Front", killed=count(31))
    b = said("b", FRONT, whom="Litskar Front", killed=count(31), stance="denied")
    dispute = events.disputes(record([a, b], link("contradicts", b, a)))[0]
    assert [s.answer for s in dispute.stands] == ["31", "not that many"]


def test_an_uncontested_event_has_no_disputes() -> None:
    assert events.disputes(record([said("a", ARMY)])) == ()


def test_sides_are_told_by_their_roles_and_things_are_none() -> None:
    event = record(
        [said("a", ARMY, who="Karsovan Army", whom="Litskar Front"), said("b", FRONT, who="Litskar Front", whom="Karsovan Army")]
    )
    assert {(side.name, side.role) for side in event.sides} == {("Karsovan Army", "both"), ("Litskar Front", "both")}


def test_soldiers_beside_an_army_are_that_army() -> None:
    event = record([said("a", FRONT, who="Litskar Front", whom="soldiers, Karsovan Army", killed=count(45)), said("b", ARMY)])
    assert {side.name for side in event.sides} == {"Litskar Front", "Karsovan Army"}


def test_whom_one_of_two_camps_fights_under_a_general_name_is_the_other() -> None:
    event = record([said("a", ARMY, who="Karsovan Army", whom="separatists", killed=count(60)), said("b", FRONT)])
    assert event.tolls[0].of == "Litskar Front"


def test_an_attack_told_by_both_sides_is_a_fight() -> None:
    attacks = [
        said("a", ARMY, event_type="ASSAULT", who="Litskar Front", whom="Karsovan Army"),
        said("b", FRONT, event_type="ASSAULT", who="Karsovan Army", whom="Litskar Front"),
        said("c", WIRE, event_type="FIGHT", who="Karsovan Army, Litskar Front"),
    ]
    assert record(attacks).event_type == "FIGHT"


def test_the_place_is_the_narrowest_that_half_of_the_voices_hold() -> None:
    wide = said("a", ARMY, place=place("Kelmet"))
    narrow = [said("b", HOSPITAL, place=place("market in Kelmet")), said("c", FRONT, place=place("market in Kelmet"))]
    assert record([wide, *narrow]).where.name == "market in Kelmet"
    assert record([wide, said("d", WIRE, place=place("Kelmet")), narrow[0]]).where.name == "Kelmet"


def test_a_place_keeps_its_precision_and_area() -> None:
    valley = Place(name="Ashka", text="Ashka", start=0, end=5, country="XA", latitude=1.0, longitude=2.0, precision="admin1", extent_km=40)
    found = record([said("a", ARMY, place=valley)]).where
    assert (found.precision, found.area_km, found.latitude) == ("admin1", 40, 1.0)


def test_the_day_that_half_hold_is_the_day_of_a_deed() -> None:
    claims = [
        said("a", HOSPITAL, event_type="ASSAULT", time=days("2031-03-07")),
        said("b", FRONT, event_type="ASSAULT", time=days("2031-03-03", "2031-03-09", "range")),
    ]
    assert (record(claims).when.start, record(claims).when.end) == ("2031-03-07", "2031-03-07")


def test_fighting_lasts_from_the_first_day_to_the_last() -> None:
    claims = [said("a", ARMY, time=days("2031-03-04", "2031-03-08", "range")), said("b", FRONT, time=days("2031-03-09"))]
    found = record(claims).when
    assert (found.start, found.end, found.edtf) == ("2031-03-04", "2031-03-09", "2031-03-04/2031-03-09")


def test_without_place_and_time_there_is_none() -> None:
    event = record([said("a", ARMY, place=None, time=Time(start=None, end=None, precision="unknown"))])
    assert (event.where, event.when) == (None, None)


def test_a_summary_is_the_events_line() -> None:
    event = the_shelling()
    line = events.summary(event)
    assert (line.id, line.sentence, line.contest, line.disputed) == (event.id, event.sentence, 1, ("responsibility",))
    assert (line.deaths_low, line.deaths_best, line.deaths_high) == (17, 17, 17)
    assert (line.claims, line.reports, line.first_published, line.updated) == (4, 4, "2031-03-08", "2031-03-09T12:00:00Z")


def test_an_event_without_claims_is_refused() -> None:
    with pytest.raises(ValueError, match="holds at least one"):
        record([])


def test_every_value_leads_to_claims_of_the_event() -> None:
    event = the_shelling()
    told = set(event.claims)
    rests = [
        *(claim for side in event.sides for claim in side.claims),
        *(claim for one in event.speakers for claim in one.claims),
        *(claim for row in event.matrix for cell in row.cells for claim in cell.claims),
        *(claim for one in event.grades for claim in one.claims),
        *(claim for question in event.questions for stand in question.stands for claim in stand.claims),
        *event.where.claims,
        *event.when.claims,
    ]
    assert set(rests) <= told


def test_taking_credit_for_an_attack_on_soldiers_is_no_admission_of_harm() -> None:
    event = record([said("a", FRONT, event_type="ASSAULT", who="Litskar Front", whom="Karsovan Army")])
    assert event.status == "single_origin"


def test_who_knows_nothing_of_a_disputed_deed_says_so() -> None:
    claims, relations = shelling()
    lost = said("e", MONITOR, event_type="INVESTIGATE", stance="hedged")
    question = record([*claims, lost], *relations).questions[0]
    assert ("Conflict Monitor", "unknown") in {(s.name, s.answer) for s in question.stands}
    assert cells(record([*claims, lost], *relations), "Conflict Monitor")["responsibility"] == ("unknown", "agrees")


def test_outcomes_are_told_in_their_own_words() -> None:
    fled = said("a", WIRE, event_type="STATUS", spans=(Span(start=0, end=4, text="He fled abroad"),), whom="Joren Askil", stance="hedged")
    there = said("b", FRONT, event_type="STATUS", spans=(Span(start=0, end=4, text="He is in Kelmet"),), whom="Joren Askil")
    question = record([fled, there], link("contradicts", there, fled)).questions[0]
    assert {(s.name, s.answer) for s in question.stands} == {("Meridian Wire", "perhaps fled"), ("Litskar Front", "present")}


def test_without_an_outcomes_word_it_happened_or_did_not() -> None:
    blown = said("a", WIRE, event_type="ASSAULT", whom="the bridge", stance="hedged")
    denied = said("b", RESIDENT, event_type="ASSAULT", whom="the bridge", stance="denied")
    crossed = said("c", MONITOR, event_type="STATUS")
    event = record([blown, denied, crossed], link("contradicts", denied, blown), link("contradicts", crossed, blown))
    assert {(s.name, s.answer) for s in event.questions[0].stands} == {
        ("Meridian Wire", "it may have happened"),
        ("a resident", "it did not happen"),
        ("Conflict Monitor", "otherwise"),
    }


def test_a_side_is_found_by_the_names_that_it_is_known_by() -> None:
    known = Lineage(
        id="nrf",
        name="National Resistance Front of Afghanistan",
        voice="speaker",
        kind="belligerent",
        camp="National Resistance Front of Afghanistan",
    )
    event = record([said("a", known), said("b", WIRE, who="National Resistance Front", event_type="ASSAULT", whom="Kelmet")])
    assert [side.name for side in event.sides] == ["National Resistance Front of Afghanistan"]


def test_a_crowd_without_a_name_is_not_silent() -> None:
    event = record([said("a", FRONT, event_type="ASSAULT", recipients=(Party(id=None, name="fighters", kind="belligerent"),))])
    assert "fighters" not in positions(event)


def test_an_event_of_many_voices_places_and_days_is_told_all_the_same() -> None:
    claims = [
        said(
            f"c{i}",
            Lineage(id=f"v{i}", name=f"Speaker {i}", voice="speaker", kind="witness"),
            event_type="ASSAULT",
            killed=count(i + 1),
            place=place(f"village {i}"),
            time=days(f"2031-{1 + i % 12:02}-{1 + i % 28:02}"),
        )
        for i in range(130)
    ]
    event = record(claims, *(link("contradicts", later, earlier) for earlier, later in pairwise(claims)))
    assert len(event.matrix) == 130
    assert sum(len(line.versions) for toll in event.tolls for line in toll.lines) == 130
