"""Keys by which a ledger finds claims that could be of one event: bounded, and enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linked_claims import days, killed, place, told
from reportedly.link import is_one_event, keys, position
from reportedly.link.block import BUCKET, MOST_KEYS, NEAREST, by_order, pairs
from reportedly.model import Toll

if TYPE_CHECKING:
    from reportedly.model.event import Told

KELMET = place("Kelmet")
FRIDAY = days("2031-03-07")


def shared(one: Told, other: Told) -> set[str]:
    return set(keys(one)) & set(keys(other))


def test_a_report_s_event_is_a_key() -> None:
    assert keys(told("r1.a", event="e3"))[0] == "e:r1/e3"


@pytest.mark.parametrize("apart", range(BUCKET))
def test_days_beside_each_other_share_a_key(apart: int) -> None:
    one = told("r1.a", place=KELMET, time=days(f"2031-03-{10 + apart:02}"))
    assert shared(one, told("r2.a", place=KELMET, time=days(f"2031-03-{11 + apart:02}")))


def test_weeks_apart_share_none() -> None:
    assert not shared(told("r1.a", place=KELMET, time=FRIDAY), told("r2.a", place=KELMET, time=days("2031-03-28")))


def test_one_place_by_two_names_is_found_by_its_number() -> None:
    one = told("r1.a", place=place("Kelmet", geonameid=7), time=FRIDAY)
    other = told("r2.a", place=place("Qelmet", geonameid=7), time=FRIDAY)
    assert {key.split("@")[0] for key in shared(one, other)} >= {"p:7"}


def test_a_figure_is_a_key() -> None:
    assert {key.split("@")[0] for key in shared(told("r1.a", killed=killed(14)), told("r2.a", killed=killed(14)))} == {"t:killed=14"}


def test_dozens_are_no_key() -> None:
    dozens = Toll(low=12, high=None, text="dozens")
    assert not shared(told("r1.a", killed=dozens), told("r2.a", killed=dozens))


def test_a_named_party_is_a_key_within_its_kind() -> None:
    fight, talks = told("r1.a", "FIGHT", who="Northern Front"), told("r2.a", "CONSULT", who="Northern Front")
    assert shared(fight, told("r3.a", "ASSAULT", whom="Northern Front"))
    assert not shared(fight, talks)


def test_a_total_is_found_by_its_report() -> None:
    total = told("r1.b", place=place("Litskar province"), time=days("2031-03-01", "2031-03-08"), killed=killed(140, of="people"))
    assert "r:r1" in shared(total, told("r1.a", place=KELMET, time=FRIDAY, killed=killed(9)))


def test_a_long_time_has_few_keys() -> None:
    war = told("r1.a", "FIGHT", place=KELMET, time=days("2019-03-01", "2031-03-08"), who=", ".join(f"Front {n}" for n in range(30)))
    assert len(keys(war)) <= MOST_KEYS


@pytest.mark.parametrize("start", ["", "soon", "2031-13-45", "0000-00-00", "９９９９-01-01"])
def test_days_that_are_none_break_nothing(start: str) -> None:
    assert keys(told("r1.a", time=days(start), published=start))


def test_the_order_is_by_day_then_age() -> None:
    early = told("r2.a", time=FRIDAY, published="2031-03-09")
    late = told("r1.a", time=days("2031-03-08"), published="2031-03-08")
    assert position(early) < position(late)


def test_pairs_come_once_the_earlier_first() -> None:
    found = list(
        pairs(by_order([told("r2.a", place=KELMET, time=FRIDAY, published="2031-03-09"), told("r1.a", place=KELMET, time=FRIDAY)]))
    )
    assert [(one.id, other.id) for one, other in found] == [("r1.a", "r2.a")]


def test_a_crowded_key_costs_a_bounded_number_of_pairs_a_claim() -> None:
    crowd = [told(f"r{number:03}.a", place=KELMET, time=FRIDAY) for number in range(5 * NEAREST)]
    assert len(list(pairs(by_order(crowd)))) <= len(crowd) * NEAREST


def test_claims_far_apart_in_time_never_meet() -> None:
    one = told("r1.a", place=KELMET, time=days("2031-01-01", "2031-03-08"), event="e1")
    other = told("r1.b", place=KELMET, time=days("2031-01-01"), event="e1")
    assert not list(pairs(by_order([one, other])))


NAMES = st.sampled_from(["", "Northern Front", "Guard", "Northern Front, Guard", "civilians"])


@st.composite
def claims(draw: st.DrawFn, report: str) -> Told:
    day = draw(st.integers(5, 9))
    return told(
        f"{report}.a",
        draw(st.sampled_from(["ASSAULT", "FIGHT", "TERRITORY", "CONSULT", "REQUEST"])),
        who=draw(NAMES),
        whom=draw(NAMES),
        place=draw(st.sampled_from([None, KELMET, place("market in Kelmet"), place("Litskar province")])),
        time=draw(st.sampled_from([None, days(f"2031-03-{day:02}"), days(f"2031-03-{day:02}", f"2031-03-{day + 3:02}", "range")])),
        killed=draw(st.sampled_from([None, killed(14), killed(3)])),
    )


@settings(max_examples=300, deadline=None)
@given(claims("r1"), claims("r2"))
def test_claims_of_one_event_share_a_key(one: Told, other: Told) -> None:
    assert not is_one_event(one, other)[0] or shared(one, other)
