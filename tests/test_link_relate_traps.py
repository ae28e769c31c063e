"""The traps of relating claims across reports, one a test. All names are invented."""

from __future__ import annotations

from related import FRONT, GUARD, HOSPITAL, KELMET, MARKET, MONITOR, PEOPLE, PROVINCE, days, dead, descents, related, tell
from reportedly.link.relate import relate
from reportedly.model import Party, Place


def test_a_toll_that_rises_in_four_steps_of_one_lineage_is_updated_and_contradicts_nobody() -> None:
    steps = [tell(f"c{n}", HOSPITAL, f"the dead number {n}", day=f"0{n}", killed=dead(n * 4), place=MARKET) for n in range(1, 5)]
    assert related(*steps) == {("updates", "c2", "c1"), ("updates", "c3", "c2"), ("updates", "c4", "c3")}


def test_two_outlets_quoting_one_monitor_say_the_same() -> None:
    one, other = (tell(name, MONITOR, day=day, killed=dead(12)) for name, day in (("c1", "08"), ("c2", "09")))
    assert related(one, other) == {("same", "c2", "c1")}


def test_state_media_and_rebels_each_with_their_own_number_contradict() -> None:
    lost = tell("c1", GUARD, "the army had lost three", killed=dead(3), recipients=(GUARD,), event_type="FIGHT")
    struck = tell("c2", FRONT, "it killed 45", killed=dead(45), actors=(FRONT,), recipients=(GUARD,), event_type="FIGHT")
    assert related(lost, struck) == {("contradicts", "c2", "c1")}


def test_killed_and_wounded_against_killed_is_neither() -> None:
    mixed = tell("c1", HOSPITAL, casualties=dead(40))
    assert related(mixed, tell("c2", MONITOR, killed=dead(12))) == set()
    assert related(mixed, tell("c3", HOSPITAL, killed=dead(12), day="09")) == set()


def test_the_same_town_on_successive_days_is_no_relation() -> None:
    monday = tell("c1", HOSPITAL, killed=dead(4), time=days("03"))
    tuesday = tell("c2", HOSPITAL, killed=dead(9), time=days("04"), day="09")
    rival = tell("c3", MONITOR, killed=dead(20), time=days("05"), day="09")
    assert related(monday, tuesday, rival) == set()


def test_two_towns_of_one_name_are_two_towns() -> None:
    abroad = Place(name="Kelmet", text="Kelmet", start=0, end=0, country="XB")
    elsewhere = Place(name="Kelmet", text="Kelmet", start=0, end=0, country="XA", admin1="Halmory")
    here = tell("c1", HOSPITAL, killed=dead(4))
    assert related(here, tell("c2", MONITOR, killed=dead(9), place=abroad)) == set()
    assert related(here, tell("c2", MONITOR, killed=dead(9), place=elsewhere)) == set()
    assert related(here, tell("c2", MONITOR, killed=dead(9))) == {("contradicts", "c2", "c1")}


def test_a_correction_withdraws_the_outlets_figure() -> None:
    first = tell("c1", None, "twelve were killed", killed=dead(12), report="r1")
    notice = tell("c2", None, "we wrongly reported twelve dead", killed=dead(12), stance="denied", day="09", report="r2")
    monitor = tell("c3", MONITOR, "four were killed", killed=dead(4), day="10")
    voices = descents((first, notice, monitor))
    voices |= {
        name: voices["c1"].__class__(claim=name, report="r", outlet="Daily", lineage="Daily", reasons=("x",)) for name in ("c1", "c2")
    }
    found = {(r.kind, r.from_id, r.to_id) for r in relate((first, notice, monitor), (), voices)}
    assert found == {("updates", "c2", "c1")}, "and what was withdrawn is contradicted by nobody"


def test_either_a_or_b_agrees_with_neither_and_contradicts_a_third() -> None:
    either = Party(id=None, name="Guard or Front", any_of=("Karsovan Guard", "Northern Front"))
    third = Party(id=None, name="Steppe Brotherhood", kind="belligerent")
    hit = {"place": MARKET, "recipients": (PEOPLE,)}
    open_one = tell("c1", HOSPITAL, "either the Guard or the Front shelled it", actors=(either,), **hit)
    assert related(open_one, tell("c2", MONITOR, "the Guard shelled it", actors=(GUARD,), **hit)) == set()
    assert related(open_one, tell("c2", MONITOR, "the Brotherhood did", actors=(third,), **hit)) == {("contradicts", "c2", "c1")}


def test_a_denial_that_arrives_a_day_later_meets_the_deed() -> None:
    hit = {"place": MARKET, "recipients": (PEOPLE,), "actors": (GUARD,)}
    said = tell("c1", FRONT, "the Guard shelled the market", **hit)
    denial = tell("c2", GUARD, "The Guard denied shelling it", stance="denied", time=days("09"), day="09", **hit)
    assert related(said, denial) == {("contradicts", "c2", "c1")}
    late = tell("c2", GUARD, "The Guard denied shelling it", stance="denied", time=days("19"), day="19", **hit)
    assert related(said, late) == set(), "weeks later it may be another deed"


def test_a_late_denial_means_the_claim_of_its_own_date_where_there_is_one() -> None:
    fall = {"event_type": "TERRITORY", "actors": (GUARD,)}
    first = tell("c1", GUARD, "the Guard had taken the town", time=days("06"), day="06", **fall)
    again = tell("c2", MONITOR, "the Guard has taken the town", time=days("08"), day="08", **fall)
    denial = tell("c3", FRONT, "The Front denied that it had fallen", stance="denied", time=days("08"), day="08", **fall)
    assert ("contradicts", "c3", "c2") in related(first, again, denial)
    assert ("contradicts", "c3", "c1") not in related(first, again, denial)
    assert ("contradicts", "c3", "c1") in related(first, denial)


def test_an_offensives_total_holds_its_battles() -> None:
    battle = tell("c1", FRONT, "four fighters died in the assault", killed=dead(4), recipients=(FRONT,), event_type="FIGHT")
    river = Place(name="river Osk", text="Osk", start=0, end=0, country="XA", admin1="Litskar")
    total = {"killed": dead(31), "recipients": (FRONT,), "event_type": "FIGHT", "place": river, "time": days("01", "09"), "day": "10"}
    assert related(battle, tell("c2", FRONT, "it has acknowledged 31 dead", **total)) == {("part_of", "c1", "c2")}


def test_more_dead_in_one_battle_than_in_all_cannot_be() -> None:
    battle = tell("c1", FRONT, "forty soldiers died", killed=dead(40), recipients=(GUARD,), event_type="FIGHT")
    over = {"killed": dead(14), "recipients": (GUARD,), "event_type": "FIGHT", "place": PROVINCE, "time": days("01", "09"), "day": "10"}
    total = tell("c2", GUARD, "its dead now number 14", **over)
    assert related(battle, total) == {("contradicts", "c2", "c1")}


def test_a_total_of_a_province_holds_what_any_lineage_counts_in_it() -> None:
    market = tell("c1", HOSPITAL, "nine were killed", killed=dead(9), place=MARKET)
    whole = {"killed": dead(140, more=True), "place": PROVINCE, "time": days("01", "10"), "day": "11"}
    assert related(market, tell("c2", MONITOR, "In all, at least 140 have died since March 1", **whole)) == {("part_of", "c1", "c2")}
    assert related(market, tell("c2", MONITOR, "In all, 85 Front fighters have died", **whole, recipients=(FRONT,))) == set()


def test_copied_words_are_never_a_new_origin() -> None:
    one, copy = tell("c1", HOSPITAL, killed=dead(9)), tell("c2", HOSPITAL, killed=dead(9), day="09")
    assert related(one, copy, c2="c1") == {("repeats", "c2", "c1")}


def test_a_copied_figure_is_as_old_as_what_it_copies() -> None:
    old, new = tell("c1", HOSPITAL, killed=dead(9), day="08"), tell("c2", HOSPITAL, killed=dead(14), day="09")
    copy = tell("c3", HOSPITAL, killed=dead(9), day="10")
    assert related(old, new, copy, c3="c1") == {("repeats", "c3", "c1"), ("updates", "c2", "c1"), ("updates", "c2", "c3")}


def test_an_old_figure_told_late_is_no_news() -> None:
    said = [tell(name, HOSPITAL, killed=dead(n), day=day) for name, n, day in (("c1", 9, "08"), ("c2", 14, "09"), ("c3", 9, "10"))]
    assert related(*said) == {("updates", "c2", "c1"), ("updates", "c2", "c3"), ("same", "c3", "c1")}


def test_a_superseded_figure_contradicts_nobody() -> None:
    old, new = tell("c1", HOSPITAL, killed=dead(9), day="08"), tell("c2", HOSPITAL, killed=dead(14), day="09")
    rival = tell("c3", MONITOR, killed=dead(22), day="10")
    assert related(old, new, rival) == {("updates", "c2", "c1"), ("contradicts", "c3", "c2")}


def test_what_was_in_force_when_the_other_spoke_is_contradicted() -> None:
    old, new = tell("c1", HOSPITAL, killed=dead(9), day="08"), tell("c3", HOSPITAL, killed=dead(14), day="10")
    rival = tell("c2", MONITOR, killed=dead(22), day="09")
    assert related(old, rival, new) == {("contradicts", "c2", "c1"), ("updates", "c3", "c1"), ("contradicts", "c3", "c2")}


def test_a_caveat_is_no_claim() -> None:
    said = tell("c1", FRONT, killed=dead(27))
    caveat = tell("c2", HOSPITAL, "a figure the hospital says it cannot confirm", killed=dead(27), stance="hedged", day="09")
    assert related(said, caveat) == set()


def test_hearsay_corroborates_nobody() -> None:
    reports = Party(id=None, name="unconfirmed reports", kind="unnamed")
    taken = {"event_type": "TERRITORY", "actors": (GUARD,)}
    rumour = tell("c1", reports, "reports that the Guard had taken it", stance="hedged", **taken)
    said = tell("c2", GUARD, "the Guard has taken it", **taken)
    assert related(rumour, said) == set()
    assert related(rumour, tell("c3", FRONT, "it denied that", stance="denied", **taken)) == {("contradicts", "c3", "c1")}


def test_the_town_and_its_southern_half_are_not_held_by_two() -> None:
    south = Place(name="southern half of Kelmet", text="", start=0, end=0, country="XA", admin1="Litskar")
    whole = tell("c1", GUARD, "it holds all of Kelmet", event_type="TERRITORY", actors=(GUARD,), place=KELMET)
    part = tell("c2", FRONT, "it holds the southern half", event_type="TERRITORY", actors=(FRONT,), place=south)
    assert related(whole, part) == {("contradicts", "c2", "c1")}


def test_checkpoints_in_a_province_are_not_the_province() -> None:
    posts = tell("c1", GUARD, "it has taken 11 checkpoints", event_type="TERRITORY", actors=(GUARD,), place=PROVINCE)
    whole = tell("c2", MONITOR, "the province has fallen to it", event_type="TERRITORY", actors=(GUARD,), place=PROVINCE)
    denial = tell(
        "c3", FRONT, "It denied that the province had fallen", event_type="TERRITORY", actors=(GUARD,), place=PROVINCE, stance="denied"
    )
    assert related(posts, whole, denial) == {("contradicts", "c3", "c2")}
