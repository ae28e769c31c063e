"""Which claims stand together as one event, whatever the order they come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linked_claims import added, days, killed, place, told
from reportedly.link import Cluster, cluster, is_one_event
from reportedly.link.ties import goes_on
from reportedly.link.traits import traits
from reportedly.model import Place, Relation

if TYPE_CHECKING:
    from reportedly.model.event import Told

KELMET = place("Kelmet")
MARKET = place("market in Kelmet")
FRIDAY, SATURDAY = days("2031-03-07"), days("2031-03-08")


def events(*claims: Told, relations: tuple[Relation, ...] = ()) -> set[frozenset[str]]:
    return {frozenset(found.claims) for found in cluster(claims, relations)}


def only(*claims: Told) -> Cluster:
    (found,) = cluster(claims, ())
    return found


def why(a: Told, b: Told) -> str:
    (reason,) = is_one_event(a, b)[1]
    return reason


def test_two_reports_of_one_attack_are_one_event() -> None:
    one = told("r1.a", place=MARKET, time=FRIDAY, killed=killed(9))
    other = told("r2.a", place=place("Kelmet market"), time=FRIDAY, killed=killed(14))
    assert is_one_event(one, other) == (True, ("the same kind of event, both in market in Kelmet, at one time",))
    assert events(one, other) == {frozenset({"r1.a", "r2.a"})}


def test_a_raid_may_be_called_attack_or_fight() -> None:
    one = told("r1.a", "ASSAULT", place=KELMET, time=FRIDAY, who="Northern Front", whom="Guard")
    other = told("r2.a", "FIGHT", place=KELMET, time=FRIDAY, who="Northern Front", whom="Guard")
    assert is_one_event(one, other)[0]


def test_the_same_town_on_successive_days_is_two_events() -> None:
    one, other = told("r1.a", place=KELMET, time=FRIDAY), told("r2.a", place=KELMET, time=SATURDAY)
    assert why(one, other) == "they happened at different times"
    assert len(events(one, other)) == 2


def test_a_claim_of_both_days_does_not_chain_them() -> None:
    both = told("r3.a", place=KELMET, time=days("2031-03-07", "2031-03-08", "range"))
    found = events(told("r1.a", place=KELMET, time=FRIDAY), told("r2.a", place=KELMET, time=SATURDAY), both)
    assert not any({"r1.a", "r2.a"} <= claims for claims in found)


def test_fighting_all_over_a_division_that_a_report_tells_as_one_goes_on_over_its_days() -> None:
    division = place("Litskar", precision="admin1")
    rivals = (
        told("r2.a", "ASSAULT", place=division, time=FRIDAY, who="Guard", whom="Front", event="e", killed=killed(34)),
        told("r2.b", "ASSAULT", place=division, time=days("2031-03-08", precision="approx"), who="Guard", whom="Front", event="e"),
        told("r2.c", "FIGHT", place=division, time=SATURDAY, who="Front", whom="Guard", event="e", killed=killed(350)),
    )
    assert len(events(*rivals)) == 1


def test_a_town_on_successive_days_is_two_events_though_a_report_tells_them_as_one() -> None:
    claims = (
        told("r2.a", place=KELMET, time=FRIDAY, who="Guard", whom="Front", event="e"),
        told("r2.b", place=KELMET, time=days("2031-03-08", precision="approx"), who="Guard", whom="Front", event="e"),
        told("r2.c", place=KELMET, time=SATURDAY, who="Front", whom="Guard", event="e"),
    )
    assert not any({"r2.a", "r2.c"} <= found for found in events(*claims))


def test_somebodys_death_goes_on_over_no_days() -> None:
    division = place("Litskar", precision="admin1")
    death = traits(told("r1.a", place=division, whom="Joren Askil", killed=killed(1)))
    fight = traits(told("r1.b", "FIGHT", place=division, who="Guard", whom="Front"))
    assert goes_on(fight, fight)
    assert not goes_on(death, fight)


def test_two_towns_of_one_name_are_two() -> None:
    one = told("r1.a", place=KELMET, time=FRIDAY)
    other = told("r2.a", place=place("Kelmet", admin1="Halmory"), time=FRIDAY)
    assert not is_one_event(one, other)[0]
    assert len(events(one, other)) == 2


def test_a_story_is_never_an_event() -> None:
    battle = told("r1.a", "FIGHT", place=KELMET, time=FRIDAY, who="Northern Front", whom="Guard")
    talks = told("r1.b", "CONSULT", place=KELMET, time=FRIDAY, who="Northern Front", whom="Guard")
    control = told("r2.a", "TERRITORY", place=KELMET, time=FRIDAY, who="Northern Front", whom="Guard")
    assert len(events(battle, talks, control)) == 3


def test_who_holds_a_place_is_one_question_for_days() -> None:
    taken = told("r1.a", "TERRITORY", place=KELMET, time=FRIDAY, who="Guard")
    denied = told("r2.a", "TERRITORY", place=KELMET, time=days("2031-03-10"), who="Guard", stance="denied")
    assert is_one_event(taken, denied)[0]


def test_a_battle_and_who_holds_the_place_are_two_even_in_one_event_of_a_report() -> None:
    battle = told("r1.a", "FIGHT", event="e1", place=KELMET, time=FRIDAY)
    control = told("r1.b", "TERRITORY", event="e1", place=KELMET, time=FRIDAY)
    assert why(battle, control) == "FIGHT and TERRITORY are different kinds of event"


def test_what_a_report_tells_as_two_events_stays_two() -> None:
    one = told("r1.a", place=KELMET, time=FRIDAY)
    other = told("r1.b", place=KELMET, time=FRIDAY)
    assert why(one, other) == "one report tells them as two events"
    assert len(events(one, other, told("r2.a", place=KELMET, time=FRIDAY))) == 2


def test_a_claim_without_place_and_date_goes_with_its_reports_event() -> None:
    bare = told("r2.b", event="e1", killed=killed(5))
    found = events(told("r1.a", place=KELMET, time=FRIDAY), told("r2.a", event="e1", place=KELMET, time=FRIDAY), bare)
    assert found == {frozenset({"r1.a", "r2.a", "r2.b"})}


def test_a_claim_without_anything_stands_alone() -> None:
    assert why(told("r1.a"), told("r2.a")) == "nothing that both tell ties them together"


@pytest.mark.parametrize("of", ["civilians", "combatants and civilians", "people"])
def test_an_offensives_total_stands_apart_from_its_battles(of: str) -> None:
    total = told("r1.b", place=place("Litskar province"), time=days("2031-03-01", "2031-03-08", "range"), killed=killed(140, of=of))
    battle = told("r1.a", place=KELMET, time=FRIDAY, killed=killed(9, of="people"))
    found = {item.claims: item for item in cluster((total, battle), ())}
    assert found["r1.b",].aggregate
    assert not found["r1.a",].aggregate


def test_a_battle_knows_the_total_that_counts_it() -> None:
    total = told("r1.b", place=place("Litskar province"), time=days("2031-03-01", "2031-03-08", "range"), killed=killed(140, of="people"))
    battle = told("r1.a", place=KELMET, time=FRIDAY, killed=killed(9))
    found = {item.claims: item for item in cluster((total, battle), ())}
    assert found["r1.a",].wholes == (found["r1.b",].id,)
    assert found["r1.b",].wholes == ()


def test_a_total_of_civilians_counts_no_soldiers() -> None:
    week = days("2031-03-01", "2031-03-08", "range")
    total = told("r1.b", place=place("Litskar province"), time=week, killed=killed(140, of="civilians"))
    battle = told("r1.a", place=KELMET, time=FRIDAY, killed=killed(9), whom="Guard")
    assert all(not item.wholes for item in cluster((total, battle), ()))


def test_one_sides_losses_over_some_days_are_no_aggregate() -> None:
    losses = told("r1.a", "FIGHT", place=place("Litskar province"), time=days("2031-03-04", "2031-03-08"), killed=killed(60), whom="Front")
    assert not only(losses).aggregate


RECALLED: list[dict[str, Any]] = [{"background": True}, {"auxiliary": ("historical",)}, {"time": days("2029-05-01", "2029-05-02")}]


@pytest.mark.parametrize("more", RECALLED, ids=lambda more: next(iter(more)))
def test_what_a_report_recalls_stands_apart(more: dict[str, Any]) -> None:
    recalled = told("r1.b", event="e1", place=KELMET, **({"time": FRIDAY} | more))
    assert only(recalled).background
    assert len(events(recalled, told("r1.a", event="e1", place=KELMET, time=FRIDAY))) == 2


def test_one_question_about_a_person_is_one_event() -> None:
    gone = told("r1.a", "STATUS", whom="Joren Askil", words="Askil has fled", time=FRIDAY, place=KELMET)
    here = told("r2.a", "STATUS", whom="Joren Askil", words="Askil is in the valley", time=days("2031-03-10"), place=KELMET)
    assert why(gone, here) == "both tell of askil joren: presence"


def test_somebodys_death_is_not_the_battle() -> None:
    death = told("r1.a", place=KELMET, time=FRIDAY, whom="Joren Askil", killed=killed(1))
    battle = told("r2.a", place=KELMET, time=FRIDAY, whom="Front", killed=killed(9))
    assert why(death, battle) == "one tells of somebody's death whom the other does not name"


def test_a_relation_ties_claims_that_nothing_else_ties() -> None:
    claims = told("r1.a", killed=killed(9)), told("r2.a", killed=killed(14))
    updates = Relation(kind="updates", from_id="r2.a", to_id="r1.a", reasons=("a later figure",))
    assert events(*claims, relations=(updates,)) == {frozenset({"r1.a", "r2.a"})}


def test_a_part_of_something_is_not_tied_to_it() -> None:
    claims = told("r1.a", killed=killed(9)), told("r2.a", killed=killed(14))
    part = Relation(kind="part_of", from_id="r2.a", to_id="r1.a", reasons=("inside an aggregate",))
    assert len(events(*claims, relations=(part,))) == 2


def test_an_id_digests_the_earliest_claim() -> None:
    first = told("r1.a", place=KELMET, time=FRIDAY, published="2031-03-08")
    later = told("r0.a", place=KELMET, time=FRIDAY, published="2031-03-09")
    assert only(first, later).id == only(first).id != only(later).id


def test_two_claims_of_one_span_make_two_ids() -> None:
    one = told("r1.a", "FIGHT", anchor="same", place=KELMET, time=FRIDAY)
    other = told("r1.b", "TERRITORY", anchor="same", place=KELMET, time=FRIDAY)
    assert len({item.id for item in cluster((one, other), ())}) == 2


def test_a_claim_given_twice_is_one() -> None:
    one = told("r1.a", place=KELMET, time=FRIDAY)
    assert only(one, one).claims == ("r1.a",)


def test_nothing_makes_no_clusters() -> None:
    assert cluster((), ()) == ()


PLACES: tuple[Place | None, ...] = (None, KELMET, MARKET, place("Lodva"), place("Litskar province"), place("Lodva", admin1="Halmory"))
NAMES = ("", "Northern Front", "Guard", "civilians", "Joren Askil", "Northern Front, Guard")
WORDS = ("", "Shells struck the crowded market while traders were closing stalls", "Askil has fled abroad", "The toll since March")
TYPES = ("ASSAULT", "FIGHT", "TERRITORY", "STATUS", "CONSULT", "REQUEST", "COERCE")


@st.composite
def claims(draw: st.DrawFn) -> tuple[Told, ...]:
    """Some claims of a few reports, that touch each other in many ways."""
    found = []
    for number in range(draw(st.integers(1, 14))):
        start = draw(st.integers(1, 9))
        time = draw(st.sampled_from([None, days(f"2031-03-{start:02}"), days(f"2031-03-{start:02}", f"2031-03-{start + 3:02}", "range")]))
        found.append(
            told(
                f"r{draw(st.integers(1, 5))}.c{number}",
                draw(st.sampled_from(TYPES)),
                event=f"e{draw(st.integers(1, 3))}",
                who=draw(st.sampled_from(NAMES)),
                whom=draw(st.sampled_from(NAMES)),
                place=draw(st.sampled_from(PLACES)),
                time=time,
                killed=draw(st.sampled_from([None, killed(9), killed(140, of="people")])),
                words=draw(st.sampled_from(WORDS)),
                background=draw(st.booleans()) and draw(st.booleans()),
                published=f"2031-03-{draw(st.integers(8, 12)):02}",
            )
        )
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(claims(), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(told: tuple[Told, ...], chance: Any) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert cluster(shuffled, ()) == cluster(told, ())


@settings(max_examples=150, deadline=None)
@given(claims(), st.randoms(use_true_random=False), st.integers(1, 5))
def test_batches_as_they_come_end_as_one_batch_does(told: tuple[Told, ...], chance: Any, size: int) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)
    batches = [shuffled[at : at + size] for at in range(0, len(shuffled), size)]
    assert added(batches) == frozenset(cluster(told, ()))


@settings(max_examples=100, deadline=None)
@given(claims())
def test_every_claim_stands_in_one_event(told: tuple[Told, ...]) -> None:
    found = [claim for item in cluster(told, ()) for claim in item.claims]
    assert sorted(found) == sorted(item.claim.id for item in told)


@settings(max_examples=100, deadline=None)
@given(claims())
def test_no_event_mixes_what_stands_apart(told: tuple[Told, ...]) -> None:
    recalled = {item.claim.id for item in told if item.claim.background}
    assert all(set(item.claims) <= recalled or not recalled & set(item.claims) for item in cluster(told, ()))


@settings(max_examples=100, deadline=None)
@given(claims())
def test_a_decision_is_mutual(told: tuple[Told, ...]) -> None:
    assert all(is_one_event(a, b) == is_one_event(b, a) for a in told for b in told if a.claim.id != b.claim.id)
