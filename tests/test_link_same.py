"""What ties two claims together, and what keeps them apart: one fact more or less at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from linked_claims import days, killed, parties, place, told
from reportedly.link import block, cluster, is_one_event, same, wholes
from reportedly.link.between import NEARBY, gap, overlap, places
from reportedly.link.kinds import topics
from reportedly.link.standing import LASTING, LONG_AGO, MASS, is_vague, is_wide, standing
from reportedly.link.ties import ALIKE, COPIED
from reportedly.link.traits import MOST_NAMES, traits
from reportedly.model import Party, Place, Time, Toll

if TYPE_CHECKING:
    from reportedly.model.event import Told

KELMET = place("Kelmet")
FRIDAY, SATURDAY = days("2031-03-07"), days("2031-03-08")
ROUGHLY_SATURDAY = days("2031-03-08", precision="approx")
COUNTRY = Place(name="Karsova", text="Karsova", start=0, end=7, country="XA", precision="country")


def why(one: Told, other: Told) -> str:
    (reason,) = is_one_event(one, other)[1]
    return reason


def is_one(one: Told, other: Told) -> bool:
    return is_one_event(one, other)[0]


def test_the_words_of_another_report_tie() -> None:
    words = "Shells struck the crowded market while traders were closing their stalls"
    assert why(told("r1.a", words=words), told("r2.a", words=words + " on Friday")) == "they say it in nearly the same words"


def test_a_few_words_in_common_do_not() -> None:
    assert not is_one(told("r1.a", words="Shells struck there"), told("r2.a", words="Shells struck there"))


def test_one_number_of_many_ties_a_town_and_its_country() -> None:
    one = told("r1.a", place=KELMET, time=FRIDAY, killed=killed(86))
    assert why(one, told("r2.a", place=COUNTRY, time=FRIDAY, killed=killed(86))) == "both count 86 killed"


def test_at_least_that_many_is_the_same_number() -> None:
    one = told("r1.a", place=KELMET, time=FRIDAY, killed=killed(86))
    assert is_one(one, told("r2.a", place=COUNTRY, time=FRIDAY, killed=Toll(low=86, high=None)))


def test_dozens_tie_nothing() -> None:
    dozens = Toll(low=12, high=None, text="dozens of people")
    assert not is_one(told("r1.a", place=KELMET, time=FRIDAY, killed=dozens), told("r2.a", place=COUNTRY, time=FRIDAY, killed=dozens))


def test_few_counted_of_other_people_tie_nothing() -> None:
    one = told("r1.a", place=KELMET, time=FRIDAY, killed=killed(5, of="soldiers"), whom="soldiers")
    assert not is_one(one, told("r2.a", place=COUNTRY, time=FRIDAY, killed=killed(5, of="civilians"), whom="civilians"))


def test_one_number_of_many_may_miss_by_a_day() -> None:
    one = told("r1.a", place=KELMET, time=FRIDAY, killed=killed(43))
    assert is_one(one, told("r2.a", place=KELMET, time=SATURDAY, killed=killed(43)))
    assert not is_one(one, told("r2.a", place=KELMET, time=SATURDAY, killed=killed(44)))


def test_roughly_a_day_may_miss_by_one() -> None:
    assert is_one(told("r1.a", place=KELMET, time=FRIDAY), told("r2.a", place=KELMET, time=ROUGHLY_SATURDAY))


def test_a_dateline_names_no_day_of_an_event() -> None:
    dateline = Time(start="2031-03-08", end="2031-03-08", precision="day", text="Saturday 8 Mar 2031")
    assert traits(told("r1.a", time=dateline, published="2031-03-08")).core is None
    assert traits(told("r1.a", time=dateline, published="2031-03-09")).core is not None


def test_a_day_that_dates_only_the_saying_is_none_of_the_event() -> None:
    """ "The raid killed nine, the ministry said on Sunday": it may have been on Saturday."""
    sunday = Time(start="2031-03-09", end="2031-03-09", precision="day", text="Sunday", span_start=60, span_end=66)
    earlier = Time(start="2031-03-09", end="2031-03-09", precision="day", text="Sunday", span_start=10, span_end=16)
    assert traits(told("r1.a", time=sunday, said=sunday)).core is None
    assert traits(told("r1.a", time=earlier, said=sunday)).core is not None


def test_a_day_is_part_of_a_battle_of_days_elsewhere_and_not_it() -> None:
    battle = told("r1.a", "FIGHT", place=place("Ashka Valley"), time=days("2031-03-04", "2031-03-08", "range"), who="Front, Guard")
    raid = told("r2.a", "FIGHT", place=place("mill in Ashka Valley"), time=FRIDAY, who="Front, Guard")
    assert why(battle, raid) == "one is over in a day, the other goes on for days elsewhere"


def test_two_sides_at_one_time_in_one_division_fight_one_battle() -> None:
    one = told("r1.a", "FIGHT", place=place("Litskar province"), time=FRIDAY, who="Front", whom="Guard")
    assert why(one, told("r2.a", "FIGHT", place=place("Litskar"), time=FRIDAY, who="Guard", whom="Front")).startswith(
        "front and guard in both"
    )


def test_two_sides_in_a_country_may_fight_anywhere() -> None:
    one = told("r1.a", "FIGHT", place=COUNTRY, time=FRIDAY, who="Front", whom="Guard")
    assert not is_one(one, told("r2.a", "FIGHT", place=COUNTRY, time=FRIDAY, who="Front", whom="Guard"))


def test_who_holds_a_country_is_no_question() -> None:
    assert not is_one(told("r1.a", "TERRITORY", place=COUNTRY, time=FRIDAY), told("r2.a", "TERRITORY", place=COUNTRY, time=FRIDAY))


def test_a_part_of_a_place_is_held_by_who_holds_it() -> None:
    one = told("r1.a", "TERRITORY", place=KELMET, time=FRIDAY, who="Guard")
    part = place("southern half of Kelmet")
    assert is_one(one, told("r2.a", "TERRITORY", place=part, time=SATURDAY, who="Front", whom="Guard"))
    assert not is_one(one, told("r2.a", "TERRITORY", place=part, time=SATURDAY, who="Front"))


def test_control_is_another_question_after_a_week() -> None:
    one = told("r1.a", "TERRITORY", place=KELMET, time=FRIDAY)
    assert why(one, told("r2.a", "TERRITORY", place=KELMET, time=days("2031-03-20"))) == "more than 7 days lie between them"


def test_strangers_at_one_place_and_time_are_two_events() -> None:
    one = told("r1.a", place=KELMET, time=FRIDAY, who="Front", whom="Guard")
    assert not is_one(one, told("r2.a", place=KELMET, time=FRIDAY, who="League", whom="Marines"))


def test_two_appeals_at_one_place_are_two() -> None:
    one = told("r1.a", "REQUEST", place=KELMET, time=FRIDAY, who="Orsenia")
    assert not is_one(one, told("r2.a", "REQUEST", place=KELMET, time=FRIDAY, who="Red Crescent"))


def test_what_one_party_asks_for_in_a_week_is_one() -> None:
    one = told("r1.a", "REQUEST", time=FRIDAY, who="Orsenia")
    assert is_one(one, told("r2.a", "REQUEST", time=SATURDAY, who="Orsenia"))


def test_talks_of_the_same_two_are_one() -> None:
    one = told("r1.a", "CONSULT", time=FRIDAY, who="Front", whom="Guard")
    assert is_one(one, told("r2.a", "REJECT", time=SATURDAY, who="Guard", whom="Front"))
    assert not is_one(one, told("r2.a", "CONSULT", time=SATURDAY, who="Guard", whom="Orsenia"))


def test_a_party_known_by_a_number_is_one_by_any_name() -> None:
    one, other = Party(id=None, name="Northern Front", wikidata="Q1"), Party(id=None, name="NF", wikidata="Q1")
    assert traits(told("r1.a", actors=(one,))).acts & traits(told("r2.a", actors=(other,))).acts


def test_one_report_may_tell_its_headline_without_the_place() -> None:
    headline = told("r1.a", place=COUNTRY, time=FRIDAY, who="Guard", words="Guard jets bombed crowded market, monitor says")
    body = told("r1.b", place=KELMET, time=FRIDAY, who="Guard", words="Guard jets bombed the crowded stalls of traders around noon")
    assert why(headline, body) == "one report tells it with and without its place"


def test_one_report_that_counts_far_apart_tells_two_happenings() -> None:
    one = told("r1.a", event="e1", place=KELMET, time=FRIDAY, killed=killed(58), whom="people")
    other = told("r1.b", event="e1", place=KELMET, time=FRIDAY, killed=killed(19), whom="people")
    assert why(one, other) == "one report counts 19 and 58 killed"


def test_a_count_told_to_be_older_is_of_the_same() -> None:
    one = told("r1.a", event="e1", place=KELMET, time=FRIDAY, killed=killed(58), whom="people")
    older = told("r1.b", event="e1", place=KELMET, time=FRIDAY, killed=killed(19), whom="people", words="up from an earlier toll of 19")
    assert is_one(one, older)


@pytest.mark.parametrize(("north", "agreement"), [(0.2, "compatible"), (2.0, "incompatible")])
def test_near_a_place_reaches_over_a_border_of_divisions(north: float, agreement: str) -> None:
    near = place("Kelmet", latitude=33.0, longitude=36.0, precision="near")
    other = place("Lodva", admin1="Halmory", latitude=33.0 + north, longitude=36.0)
    assert places(traits(told("r1.a", place=near)), traits(told("r2.a", place=other))).agreement == agreement
    assert (north * 111 < NEARBY) == (agreement == "compatible")


def test_a_division_is_wide_and_a_town_of_its_name_is_not() -> None:
    assert is_wide(place("Litskar province"))
    assert is_wide(COUNTRY)
    assert not is_wide(place("Litskar", precision="exact"))
    assert not is_wide(KELMET)
    assert not is_wide(None)


@pytest.mark.parametrize(
    ("toll", "expected"),
    [
        (killed(MASS), "aggregate"),
        (killed(300, period="since the war began"), "aggregate"),
        (killed(300, period="in the past 24 hours"), "event"),
        (killed(9, cumulative=True, period="this year"), "event"),
    ],
)
def test_what_a_toll_adds_up_over_tells_a_total(toll: Toll, expected: str) -> None:
    assert standing(told("r1.a", place=KELMET, killed=toll).claim, published=None, end=None, length=1) == expected


@pytest.mark.parametrize(("text", "vague"), [("dozens", True), ("several", True), ("at least 12", False), (None, False)])
def test_vague_numbers_are_known_by_their_words(text: str | None, vague: bool) -> None:
    assert is_vague(Toll(low=12, high=None, text=text)) == vague


def test_topics_are_those_of_the_lexicon() -> None:
    assert topics("Askil has fled abroad", "STATUS") == {"presence"}
    assert topics("Askil has fled abroad", "PROTEST") == frozenset()


def test_the_gap_is_that_between_intervals() -> None:
    one, other = traits(told("r1.a", time=days("2031-03-01", "2031-03-04"))), traits(told("r2.a", time=FRIDAY))
    assert gap(one, other) == gap(other, one) == 3
    assert gap(one, traits(told("r3.a", time=days("2031-03-03", "2031-03-09")))) == 0


def test_words_overlap_by_their_beginnings() -> None:
    one, other = traits(told("r1.a", words="bombing markets")), traits(told("r2.a", words="bombings of a market today"))
    assert overlap(one, other) == 1.0
    assert overlap(one, traits(told("r3.a", words=""))) == 0.0


def test_wholes_of_two_divisions_are_not_one_though_a_report_lumps_them() -> None:
    lumped: list[dict[str, Any]] = [{"place": KELMET}, {"place": place("Lodva", admin1="Halmory")}]
    mine = [told(f"r1.{number}", event="e1", time=FRIDAY, **more) for number, more in enumerate(lumped)]
    others = [told(f"r2.{number}", event=f"e{number}", time=FRIDAY, **more) for number, more in enumerate(lumped)]
    assert len(cluster([*mine, *others], ())) == 2


def test_disjoint_parties_of_any_of_are_each_a_name() -> None:
    either = Party(id=None, name="Front or Guard", any_of=("Front", "Guard"))
    assert traits(told("r1.a", actors=(either,))).acts >= {frozenset({"front"}), frozenset({"guard"})}
    assert len(parties("Front, Guard")) == 2


def test_the_page_of_clusters_has_the_bounds_that_hold() -> None:
    page = (Path(__file__).parents[1] / "docs" / "clusters.md").read_text(encoding="utf-8")
    page = " ".join(page.split())
    bounds = {
        f"at most {block.MOST_KEYS}",
        f"buckets of {block.BUCKET} days",
        f"last {block.MOST_BUCKETS} buckets",
        f"the {block.NEAREST} claims before",
        f"more than {same.WINDOW} days apart",
        f"within {NEARBY} km",
        f"toll is of {MASS:,} and more",
        f"within {wholes.LONGEST} days",
        f"what lasts: {wholes.LONGEST_QUESTION}",
        f"over {LASTING} days",
        f"more than {LONG_AGO} days before",
        f"{COPIED:.0%} of six",
        f"of which {ALIKE:.0%} are",
    }
    assert {bound for bound in bounds if bound not in page} == set()


def test_a_crowd_of_parties_costs_a_bounded_number_of_comparisons() -> None:
    crowd = told("r1.a", who=", ".join(f"Front {number}" for number in range(5_000)))
    assert len(traits(crowd).acts) <= MOST_NAMES
