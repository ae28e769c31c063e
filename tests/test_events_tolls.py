"""Tolls across reports: a line a lineage, figures in force, one range by one rule; the traps of counting."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Group
from voiced_claims import ARMY, FRONT, HOSPITAL, MONITOR, RESIDENT, WIRE, Voiced, count, days, link, place, ranges, record, said, toll

MARKET = {"event_type": "ASSAULT"}


def statuses(event_toll, line: int = 0) -> list[tuple[int | None, str]]:
    return [(version.low, version.status) for version in event_toll.lines[line].versions]


def rising() -> list[Voiced]:
    return [
        said(f"c{n}", HOSPITAL, day=f"2031-03-{8 + i:02}", killed=count(n), **MARKET)
        for i, n in enumerate((9, 14, 17, 19))
    ]  # fmt: skip


def test_a_toll_that_rises_in_four_steps_is_one_line_with_the_last_in_force() -> None:
    found = toll(record(rising()))
    assert (found.low, found.best, found.high) == (19, 19, 19)
    assert statuses(found) == [(9, "superseded"), (14, "superseded"), (17, "superseded"), (19, "current")]


def test_superseded_figures_are_set_aside_with_the_figure_that_took_their_place() -> None:
    aside = {item.claim: item.reason for item in toll(record(rising())).set_aside}
    assert set(aside) == {"c9", "c14", "c17"}
    assert aside["c9"] == "superseded by the same lineage's later 14"


def test_updates_are_no_contradiction() -> None:
    claims = rising()
    event = record(claims, *(link("updates", later, earlier) for earlier, later in itertools.pairwise(claims)))
    assert (event.contest, event.disputed, event.status) == (0, (), "single_origin")


def test_two_outlets_that_quote_one_monitor_are_one_line() -> None:
    claims = [said("a", MONITOR, killed=count(12), outlet="A"), said("b", MONITOR, killed=count(12), outlet="B", day="2031-03-09")]
    event = record(claims)
    assert len(toll(event).lines) == 1
    assert toll(event).lines[0].versions[0].claims == ("a", "b")
    assert event.status == "single_origin"


def rivals() -> list[Voiced]:
    return [
        said("a", ARMY, who="Karsovan Army", whom="Litskar Front", killed=count(92)),
        said("b", FRONT, whom="Litskar Front", killed=count(19)),
        said("c", ARMY, whom="Karsovan Army", killed=count(7)),
        said("d", FRONT, who="Litskar Front", whom="Karsovan Army", killed=count(71, open_end=True)),
    ]


def test_rival_battle_losses_span_both_sides_and_have_no_best() -> None:
    assert ranges(record(rivals())) == {("killed", "Litskar Front"): (19, None, 92), ("killed", "Karsovan Army"): (7, None, None)}


def test_the_range_is_open_where_a_lineage_in_force_is() -> None:
    assert toll(record(rivals()), of="Karsovan Army").high is None


def test_an_open_end_is_closed_by_the_same_lineages_later_and_higher_figure() -> None:
    claims = [
        said("a", FRONT, whom="Karsovan Army", killed=count(13, open_end=True), time=days("2031-03-04", "2031-03-05", "range")),
        said("b", FRONT, whom="Karsovan Army", killed=count(350), time=days("2031-03-06", "2031-03-07", "range"), day="2031-03-09"),
    ]
    found = toll(record(claims, link("updates", claims[1], claims[0])), of="Karsovan Army")
    assert (found.low, found.high) == (13, 350)
    assert statuses(found) == [(13, "current"), (350, "current")]


def test_a_later_count_of_other_days_does_not_replace_an_earlier_one() -> None:
    first = said("a", FRONT, killed=count(10), time=days("2031-03-04", "2031-03-05", "range"))
    later = said("b", FRONT, killed=count(30), time=days("2031-03-06", "2031-03-08", "range"), day="2031-03-09")
    assert [status for _, status in statuses(toll(record([first, later])))] == ["current", "current"]


def test_a_count_that_falls_unsaid_stands_beside_the_other() -> None:
    claims = [
        said("a", ARMY, whom="Litskar Front", killed=count(34)),
        said("b", ARMY, whom="Litskar Front", killed=count(31), day="2031-03-09"),
    ]
    found = toll(record(claims), of="Litskar Front")
    assert (found.low, found.high) == (31, 34)


def test_a_correction_that_is_called_an_update_replaces_a_higher_figure() -> None:
    claims = [said("a", HOSPITAL, killed=count(34), **MARKET), said("b", HOSPITAL, killed=count(31), day="2031-03-09", **MARKET)]
    found = toll(record(claims, link("updates", claims[1], claims[0])))
    assert (found.low, found.best, found.high) == (31, 31, 31)


def test_an_outlets_withdrawn_figure_is_denied_and_counts_for_nothing() -> None:
    claims = [
        said("a", WIRE, killed=count(40), **MARKET),
        said("b", WIRE, killed=count(40), stance="denied", day="2031-03-09", **MARKET),
        said("c", WIRE, killed=count(4), day="2031-03-09", **MARKET),
    ]
    found = toll(record(claims))
    assert (found.low, found.high) == (4, 4)
    assert statuses(found) == [(40, "denied"), (4, "current")]


def test_a_rivals_denial_takes_nothing_from_the_range_and_gives_no_figure_of_its_own() -> None:
    claims = [
        said("a", ARMY, who="Karsovan Army", whom="Litskar Front", killed=count(31)),
        said("b", FRONT, who="Karsovan Army", whom="Litskar Front", killed=count(31), stance="denied", day="2031-03-09"),
    ]
    found = toll(record(claims, link("contradicts", claims[1], claims[0])), of="Litskar Front")
    assert (found.low, found.high) == (31, 31)
    assert [line.name for line in found.lines] == ["Karsovan Army"]
    assert found.set_aside[0].reason.startswith("denied")


def test_a_neutral_count_is_the_best_whatever_the_sides_say() -> None:
    claims = [
        said("a", HOSPITAL, killed=count(17), day="2031-03-10", **MARKET),
        said("b", ARMY, who="Litskar Front", whom="civilians", killed=count(5, of="civilians"), **MARKET),
        said("c", FRONT, killed=count(22), **MARKET),
    ]
    found = toll(record(claims))
    assert (found.low, found.best, found.high) == (5, 17, 22)
    assert found.basis == "latest figure of the neutral count (Kelmet Hospital)"


def test_at_least_a_number_is_the_best_of_a_neutral_count_and_several_is_none() -> None:
    least = [said("a", MONITOR, killed=count(140, open_end=True, text="at least 140"), **MARKET)]
    several = [said("a", MONITOR, killed=count(2, open_end=True, text="several"), **MARKET)]
    assert (toll(record(least)).best, toll(record(several)).best) == (140, None)


def test_a_sides_own_figure_is_the_best_only_where_no_rival_counts() -> None:
    own = said("a", FRONT, whom="Litskar Front", wounded=count(2))
    rival = said("b", ARMY, whom="Litskar Front", wounded=count(9))
    assert toll(record([own]), "wounded", "Litskar Front").best == 2
    assert toll(record([own, rival]), "wounded", "Litskar Front").best is None


def test_killed_and_wounded_together_are_no_dead() -> None:
    claims = [
        said("a", MONITOR, killed=count(12), **MARKET),
        said("b", RESIDENT, casualties=count(40, of="killed and wounded"), **MARKET),
    ]
    assert ranges(record(claims)) == {("killed", None): (12, 12, 12), ("casualties", None): (40, None, 40)}


def test_a_subset_has_its_own_toll_and_adds_nothing() -> None:
    whole = said("a", HOSPITAL, killed=count(14), **MARKET)
    part = said("b", HOSPITAL, killed=count(5, of="crew members"), **MARKET)
    event = record([whole, part], link("part_of", part, whole))
    assert toll(event, of="crew members").subset
    assert toll(event).high == 14
    assert next(g.value for g in event.grades if g.scheme == "ucdp_high") == "14"


def test_children_are_a_subset_without_being_told_so() -> None:
    claims = [said("a", HOSPITAL, killed=count(14), **MARKET), said("b", HOSPITAL, killed=count(4, of="children"), **MARKET)]
    assert toll(record(claims), of="children").subset


def test_one_claim_of_two_sides_is_divided_among_them() -> None:
    groups = (
        Group(low=6, high=6, text="six soldiers", start=0, end=1, who="Karsovan Army soldiers"),
        Group(low=110, high=110, text="110 fighters", start=2, end=3, who="Litskar Front fighters"),
    )
    claims = [
        said("a", ARMY, who="Karsovan Army, Litskar Front", whom="soldiers, fighters", killed=count(116, groups=groups)),
        said("b", FRONT, whom="Karsovan Army", killed=count(30)),
    ]
    assert ranges(record(claims))["killed", "Karsovan Army"] == (6, None, 30)
    assert ranges(record(claims))["killed", "Litskar Front"] == (110, None, 110)


def test_a_battle_of_one_morning_in_an_offensive_is_counted_apart() -> None:
    claims = [
        said("a", FRONT, whom="Karsovan Army", killed=count(30), place=place("Ashka"), time=days("2031-03-04", "2031-03-08", "range")),
        said("b", ARMY, whom="Karsovan Army", killed=count(14), place=place("Ashka"), time=days("2031-03-04", "2031-03-09", "range")),
        said("c", FRONT, whom="Karsovan Army", killed=count(40), place=place("Zoravik"), time=days("2031-03-06")),
    ]
    event = record(claims)
    assert (toll(event, of="Karsovan Army").low, toll(event, of="Karsovan Army").high) == (14, 30)
    assert toll(event, of="Karsovan Army", place="Zoravik").low == 40


def test_an_offensives_total_is_set_aside_among_its_battles() -> None:
    claims = [
        said("a", MONITOR, killed=count(12), **MARKET),
        said(
            "b",
            MONITOR,
            killed=count(600, cumulative=True, period="since January"),
            time=days("2031-01-01", "2031-03-07", "range"),
            **MARKET,
        ),
    ]
    found = toll(record(claims))
    assert (found.low, found.high) == (12, 12)
    assert "aggregate" in found.set_aside[0].reason


def test_in_an_aggregate_event_the_total_counts() -> None:
    claims = [said("a", MONITOR, killed=count(600, cumulative=True), time=days("2031-01-01", "2031-03-07", "range"))]
    assert toll(record(claims, aggregate=True)).low == 600


def test_a_copy_adds_no_count_of_its_own() -> None:
    claims = [said("a", HOSPITAL, killed=count(9)), said("b", HOSPITAL, killed=count(9), copies="a", day="2031-03-09")]
    found = toll(record(claims, link("repeats", claims[1], claims[0])))
    assert found.lines[0].versions[0].copies == ("b",)
    assert [item.reason for item in found.set_aside] == ["a copy: it adds no count of its own"]


def test_neither_confirmed_nor_denied_is_no_figure_of_who_counts_otherwise() -> None:
    claims = [said("a", HOSPITAL, killed=count(23)), said("b", HOSPITAL, killed=count(27), stance="hedged", day="2031-03-09")]
    assert toll(record(claims)).high == 23


def test_a_hedge_about_something_else_takes_no_figure_away() -> None:
    """ "A suspected mine killed 23": the number is the one that the same voice gives firmly."""
    claims = [said("a", HOSPITAL, killed=count(23)), said("b", HOSPITAL, killed=count(23), stance="hedged", day="2031-03-09")]
    found = toll(record(claims))
    assert found.lines[0].versions[0].claims == ("a", "b")
    assert not found.set_aside


def test_a_hedged_figure_alone_counts_and_is_marked() -> None:
    found = toll(record([said("a", RESIDENT, killed=count(7, open_end=True), stance="hedged")]))
    assert (found.low, found.lines[0].hedged) == (7, True)


def test_no_reports_of_dead_leaves_the_end_open() -> None:
    found = toll(record([said("a", WIRE, wounded=count(0), stance="hedged")]), "wounded")
    assert (found.low, found.best, found.high) == (0, None, None)


def test_heavy_losses_have_a_line_and_no_number() -> None:
    found = toll(
        record([said("a", ARMY, whom="Litskar Front", casualties=count(None, text="heavy losses"))]), "casualties", "Litskar Front"
    )
    assert (found.low, found.best, found.high, found.basis) == (None, None, None, "no figure")
    assert len(found.lines) == 1


def test_a_figure_that_does_not_say_whose_is_the_side_that_the_same_voice_gives_it_of() -> None:
    claims = [
        said("a", FRONT, who="Litskar Front", whom="Karsovan Army", killed=count(600)),
        said("b", FRONT, killed=count(600), day="2031-03-09"),
    ]
    assert set(ranges(record(claims))) == {("killed", "Karsovan Army")}


def test_a_word_beside_a_number_of_the_same_voice_is_no_figure_of_its_own() -> None:
    claims = [
        said("a", MONITOR, killed=count(86)),
        said("b", MONITOR, killed=count(2, open_end=True, text="several people"), day="2031-03-09"),
    ]
    found = toll(record(claims))
    assert (found.low, found.best, found.high) == (86, 86, 86)
    assert {item.claim: item.reason for item in found.set_aside} == {"b": "superseded by the same lineage's 86"}


def test_words_replace_no_number_even_where_they_are_called_an_update() -> None:
    claims = [
        said("a", MONITOR, killed=count(58)),
        said("b", MONITOR, killed=count(2, open_end=True, text="those killed"), day="2031-03-09"),
    ]
    assert toll(record(claims, link("updates", claims[1], claims[0]))).low == 58


def test_one_person_told_apart_is_one_of_the_many_and_one_dead_is_a_count() -> None:
    many = said("a", MONITOR, killed=count(31), **MARKET)
    director = said("b", RESIDENT, killed=count(1, text="its director"), **MARKET)
    one = said("c", WIRE, killed=count(1, text="one dead"), **MARKET)
    assert toll(record([many, director])).low == 31
    assert toll(record([many, director]), of="its director").subset
    assert toll(record([many, one])).low == 1
    assert toll(record([director])).low == 1


def test_towns_and_machines_are_no_sides_that_lose_people() -> None:
    claims = [
        said("a", MONITOR, whom="rebel-held town", killed=count(86), **MARKET),
        said("b", RESIDENT, whom="civilians", killed=count(58), **MARKET),
    ]
    assert set(ranges(record(claims))) == {("killed", None)}


@pytest.mark.parametrize("stance", ["planned", "demand"])
def test_what_has_not_happened_counts_nobody(stance: str) -> None:
    assert record([said("a", ARMY, killed=count(5), stance=stance)]).tolls == ()


FIGURES = st.lists(
    st.tuples(st.sampled_from([ARMY, FRONT, HOSPITAL, RESIDENT]), st.integers(0, 500), st.booleans(), st.integers(1, 20)),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)
@given(FIGURES, st.randoms(use_true_random=False))
def test_a_toll_is_the_same_whatever_the_order_and_holds_its_figures(figures, random) -> None:
    claims = [
        said(f"c{i}", voice, killed=count(low, open_end=is_open), day=f"2031-03-{day:02}", **MARKET)
        for i, (voice, low, is_open, day) in enumerate(figures)
    ]
    shuffled = list(claims)
    random.shuffle(shuffled)
    event = record(claims)
    assert record(shuffled).tolls == event.tolls
    found = toll(event)
    force = [v for line in found.lines for v in line.versions if v.status == "current"]
    assert found.low == min(v.low for v in force if v.low is not None)
    assert found.high is None or found.high >= max(v.low for v in force if v.low is not None)
    assert found.best is None or found.low <= found.best
