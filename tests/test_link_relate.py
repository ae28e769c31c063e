"""Relations among claims of many reports: what holds for any claims, and the rules one by one. All names are invented."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from related import FRONT, GUARD, HOSPITAL, KELMET, MARKET, MONITOR, PEOPLE, PROVINCE, days, dead, descents, related, tell
from reportedly import lexicon
from reportedly.link import relate as relating
from reportedly.link.classes import means, pieces, tells
from reportedly.link.names import is_short_for, one_name
from reportedly.link.relate import relate
from reportedly.link.statements import statements
from reportedly.link.versions import versions
from reportedly.model import Claim, Party, Place, Span, Time, Toll
from reportedly.model.event import Descent, Told

SYMMETRIC = ("contradicts", "corroborates", "same")
PARTIES = (FRONT, GUARD, HOSPITAL, MONITOR, PEOPLE, Party(id=None, name="the army"), Party(id=None, name="", kind="unnamed"))
PLACES = (None, KELMET, MARKET, PROVINCE, Place(name="", text="", start=0, end=0), Place(name="Osk", text="", start=0, end=0, country="XB"))
WORDS = (
    "",
    "it took the town",
    "risen to 14, up from 9",
    "he was in Kelmet",
    "It denied that figure",
    "In all, 31 have died since May",
    "x" * 90,
)
TYPES = ("ASSAULT", "FIGHT", "TERRITORY", "STATUS", "REQUEST", "RETREAT", "AGREE", "NOT_A_TYPE")
STANCES = ("asserted", "denied", "hedged", "planned", "demand")


@st.composite
def tolls(draw: st.DrawFn) -> Toll | None:
    ends = st.none() | st.integers(0, 40)
    return draw(st.none() | st.builds(Toll, low=ends, high=ends, of=st.sampled_from((None, "", "civilians", "Guard soldiers"))))


@st.composite
def claims(draw: st.DrawFn, number: int) -> Told:
    dates = st.sampled_from((None, "2031-03-01", "2031-03-02", "2031-03-09", "no day"))
    words = draw(st.sampled_from(WORDS))
    parties = st.lists(st.sampled_from(PARTIES), max_size=2).map(tuple)
    claim = Claim(
        id=f"c{number}",
        anchor=f"a{number}",
        event="e",
        spans=(Span(start=number, end=number + len(words), text=words),) if words else (),
        event_type=draw(st.sampled_from(TYPES)),
        stance=draw(st.sampled_from(STANCES)),  # type: ignore[arg-type]
        actors=draw(parties),
        recipients=draw(parties),
        place=draw(st.sampled_from(PLACES)),
        time=draw(st.none() | st.builds(Time, start=dates, end=dates, precision=st.sampled_from(("day", "range", "approx")))),
        killed=draw(tolls()),
        casualties=draw(tolls()),
        speaker=draw(st.none() | st.sampled_from(PARTIES)),
    )
    day = draw(st.sampled_from((None, "2031-03-02", "2031-03-05", "2031-03-06")))
    return Told(claim=claim, report=draw(st.sampled_from(("r1", "r2", "r3"))), outlet=None, published=day)


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Told], dict[str, Descent]]:
    told = [draw(claims(number)) for number in range(draw(st.integers(0, 7)))]
    voices = descents(told)
    for item in told[1:]:
        if draw(st.integers(0, 5)) == 0:
            voices[item.claim.id] = replace_copy(voices[item.claim.id], told[0].claim.id)
    return told, voices


def replace_copy(descent: Descent, copied: str) -> Descent:
    return Descent(claim=descent.claim, report=descent.report, outlet=None, lineage=descent.lineage, copies=copied, reasons=("copied",))


@settings(max_examples=200, deadline=None)
@given(stories(), st.randoms())
def test_the_result_depends_on_the_set_and_not_on_its_order(story: tuple[list[Told], dict[str, Descent]], chance: Any) -> None:
    told, voices = story
    found = relate(told, (), voices)
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert relate(shuffled, (), voices) == found
    assert set(relate((), told, voices)) == set(), "among what is not new nothing is related"


@settings(max_examples=200, deadline=None)
@given(stories())
def test_a_pair_has_one_relation_between_two_claims_with_reasons(story: tuple[list[Told], dict[str, Descent]]) -> None:
    told, voices = story
    found = relate(told, (), voices)
    pairs = [frozenset((relation.from_id, relation.to_id)) for relation in found]
    assert len(pairs) == len(set(pairs))
    assert all(len(pair) == 2 for pair in pairs)
    assert all(relation.reasons and all(relation.reasons) for relation in found)


@settings(max_examples=200, deadline=None)
@given(stories())
def test_one_lineage_never_contradicts_or_corroborates_itself_across_reports(story: tuple[list[Told], dict[str, Descent]]) -> None:
    told, voices = story
    for relation in relate(told, (), voices):
        if relation.kind in ("contradicts", "corroborates"):
            assert voices[relation.from_id].lineage != voices[relation.to_id].lineage


@settings(max_examples=100, deadline=None)
@given(stories())
def test_of_mutual_kinds_the_later_claim_is_said_to_relate_to_the_earlier(story: tuple[list[Told], dict[str, Descent]]) -> None:
    told, voices = story
    published = {item.claim.id: (item.published or "", item.report) for item in told}
    for relation in relate(told, (), voices):
        if relation.kind in SYMMETRIC and published[relation.from_id][1] != published[relation.to_id][1]:
            assert published[relation.from_id] >= published[relation.to_id]


def test_claims_that_arrive_one_day_after_the_other_relate_as_those_that_come_at_once() -> None:
    told = [
        tell("c1", HOSPITAL, "nine were killed", killed=dead(9), day="08"),
        tell("c2", FRONT, "22 were killed", killed=dead(22), day="09"),
        tell("c3", HOSPITAL, "it has risen to 14", killed=dead(14), day="10"),
        tell("c4", GUARD, "five were killed", killed=dead(5), day="11"),
    ]
    voices = descents(told)
    growing = {relation for number in range(4) for relation in relate(told[number : number + 1], told[:number], voices)}
    assert growing == set(relate(told, (), voices))
    assert len(growing) == 5


def test_without_a_descent_a_claim_is_a_lineage_of_its_own() -> None:
    one, other = tell("c1", HOSPITAL, killed=dead(9)), tell("c2", HOSPITAL, killed=dead(14), day="09")
    assert [relation.kind for relation in relate((one, other), (), {})] == ["contradicts"]


def test_a_claim_given_twice_is_one() -> None:
    one, other = tell("c1", HOSPITAL, killed=dead(9)), tell("c2", MONITOR, killed=dead(14), day="09")
    voices = descents((one, other))
    assert relate((one, other), (one,), voices) == relate((one, other), (), voices)


def story(size: int) -> list[Told]:
    """Claims on one subject: the worst that a block can hold."""
    speakers = (HOSPITAL, MONITOR, GUARD, FRONT)
    return [
        tell(f"c{n:05}", speakers[n % 4], f"{n % 9 + 1} were killed", day=f"{n % 20 + 1:02}", killed=dead(n % 9 + 1), time=days("01", "20"))
        for n in range(size)
    ]


def test_time_grows_with_the_claims_and_not_with_their_square() -> None:
    def seconds(size: int) -> float:
        told = story(size)
        voices = descents(told)
        before = time.process_time()
        assert relate(told, (), voices)
        return time.process_time() - before

    seconds(100)
    small, large = seconds(300), seconds(1500)
    assert large < 12 * small + 0.2, f"5 times the claims took {large / small:.1f} times as long"


def test_a_claim_is_compared_with_a_bounded_number_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = 0

    def counting(a: Claim, b: Claim) -> Any:
        nonlocal counted
        counted += 1
        return compare(a, b)

    compare = relating.compare
    monkeypatch.setattr(relating, "compare", counting)
    told = story(400)
    relate(told, (), descents(told))
    keys = max(len(relating.keys(statement)) for statement in statements(told, {}))
    assert counted <= 400 * keys * relating.MOST


HIT: dict[str, Any] = {"place": MARKET, "recipients": (PEOPLE,)}


def test_one_deed_is_laid_at_two_doors_or_at_one_by_two() -> None:
    one = tell("c1", FRONT, "the Guard shelled it", actors=(GUARD,), **HIT)
    assert related(one, tell("c2", GUARD, "the Front shelled it", actors=(FRONT,), **HIT)) == {("contradicts", "c2", "c1")}
    assert related(one, tell("c2", MONITOR, "the Guard shelled it", actors=(GUARD,), **HIT)) == {("corroborates", "c2", "c1")}
    assert related(one, tell("c2", FRONT, "the Guard shelled it", actors=(GUARD,), day="09", **HIT)) == {("same", "c2", "c1")}


def test_men_without_a_name_may_be_anybodys() -> None:
    one = tell("c1", FRONT, "the Guard did", actors=(GUARD,), **HIT)
    assert related(one, tell("c2", HOSPITAL, "gunmen did", actors=(Party(id=None, name="gunmen"),), **HIT)) == set()


def test_two_sides_that_fight_are_no_rivals_for_a_deed() -> None:
    one = tell("c1", FRONT, "the Front struck the Guard", actors=(FRONT,), recipients=(GUARD,), place=MARKET)
    other = tell("c2", GUARD, "the Guard struck the Front", actors=(GUARD,), recipients=(FRONT,), place=MARKET)
    assert related(one, other) == set()


def test_who_began_is_disputed_when_one_says_so() -> None:
    one = tell("c1", FRONT, "the Guard attacked it", actors=(GUARD,), recipients=(FRONT,))
    other = tell("c2", GUARD, "the Front had attacked first", actors=(FRONT,), recipients=(GUARD,))
    assert related(one, other) == {("contradicts", "c2", "c1")}


def test_a_mine_is_no_drone() -> None:
    mine = tell("c1", HOSPITAL, "it came from under the water, like a mine", **HIT)
    drone = tell("c2", GUARD, "a drone of the Front hit it", actors=(FRONT,), **HIT)
    assert related(mine, drone) == {("contradicts", "c2", "c1")}
    assert related(mine, tell("c2", MONITOR, "a mine went off below it", **HIT)) == {("corroborates", "c2", "c1")}


def test_two_who_deny_the_same_deed_agree() -> None:
    one = tell("c1", GUARD, "it denied shelling it", stance="denied", actors=(GUARD,), **HIT)
    assert related(one, tell("c2", GUARD, "it again denied it", stance="denied", actors=(GUARD,), day="09", **HIT)) == {
        ("same", "c2", "c1")
    }
    assert related(one, tell("c2", MONITOR, "it did not", stance="denied", actors=(GUARD,), day="09", **HIT)) == {
        ("corroborates", "c2", "c1")
    }


def test_a_person_dies_once_wherever_it_is_said_to_have_been() -> None:
    man = Party(id=None, name="Joren Askil")
    killed = tell("c1", MONITOR, "Askil was killed in a raid", recipients=(man,), killed=dead(1), place=PROVINCE)
    assert related(
        killed, tell("c2", FRONT, "denied that Askil was dead", recipients=(man,), stance="denied", day="19", time=days("18"))
    ) == {("contradicts", "c2", "c1")}
    assert related(killed, tell("c2", GUARD, "it killed Askil", recipients=(man,), killed=dead(1), time=days("09"))) == {
        ("corroborates", "c2", "c1")
    }


def test_who_holds_a_place_and_that_it_is_held_no_more() -> None:
    held = tell("c1", FRONT, "it holds the town", event_type="TERRITORY", actors=(FRONT,), day="08", time=days("08"))
    lost = tell("c2", FRONT, "the Guard has taken it", event_type="TERRITORY", actors=(GUARD,), day="12", time=days("12"))
    assert related(held, lost) == {("updates", "c2", "c1")}
    rival = tell("c2", GUARD, "the Guard has taken it", event_type="TERRITORY", actors=(GUARD,), time=days("08"))
    assert related(held, rival) == {("contradicts", "c2", "c1")}
    later = tell("c2", GUARD, "it retook the town", event_type="TERRITORY", actors=(GUARD,), day="12", time=days("12"))
    assert related(held, later) == set(), "a later capture is no dispute"
    still = tell("c2", GUARD, "it still holds the town", event_type="TERRITORY", actors=(GUARD,), day="10", time=days("10"))
    assert related(held, still) == {("contradicts", "c2", "c1")}


def test_who_denies_that_one_holds_it_agrees_with_who_says_another_does() -> None:
    held = tell("c1", MONITOR, "the Front holds the town", event_type="TERRITORY", actors=(FRONT,))
    denial = tell("c2", FRONT, "rejected that the Guard had it", event_type="TERRITORY", actors=(GUARD,), stance="denied")
    assert related(held, denial) == {("corroborates", "c2", "c1")}


def test_what_an_outlet_recalls_of_control_is_no_partys_word() -> None:
    recalled = tell("c1", None, "the last town held by the Front", event_type="TERRITORY", actors=(FRONT,))
    assert related(recalled, tell("c2", GUARD, "it has taken the town", event_type="TERRITORY", actors=(GUARD,))) == set()


def test_a_request_said_again_is_the_same_one() -> None:
    asked: dict[str, Any] = {"event_type": "REQUEST", "stance": "demand", "actors": (HOSPITAL,), "recipients": (GUARD,)}
    one = tell("c1", HOSPITAL, "asked both sides to guarantee safe passage on the river", **asked)
    again = tell("c2", HOSPITAL, "again urged both sides to guarantee safe passage", day="10", **asked)
    assert related(one, again) == {("same", "c2", "c1")}
    assert related(one, tell("c2", HOSPITAL, "asked for blood and blankets", day="10", **asked)) == set()


def test_who_dismisses_a_figure_does_not_deny_the_deed() -> None:
    deed = tell("c1", FRONT, "the Front sank two boats", event_type="FIGHT", actors=(FRONT,), recipients=(GUARD,))
    count = tell("c2", FRONT, "it killed 30", event_type="FIGHT", actors=(FRONT,), recipients=(GUARD,), killed=dead(30))
    denial = tell(
        "c3", GUARD, "dismissed that figure as fantasy", event_type="FIGHT", actors=(FRONT,), recipients=(GUARD,), stance="denied"
    )
    assert ("contradicts", "c3", "c1") not in related(deed, count, denial)


def test_a_smaller_count_of_another_window_is_no_news_unless_it_says_so() -> None:
    first = tell("c1", GUARD, "34 were killed", killed=dead(34), recipients=(FRONT,), time=days("01", "04"))
    later = {"recipients": (FRONT,), "time": days("03", "06"), "day": "10"}
    assert related(first, tell("c2", GUARD, "31 were killed", killed=dead(31), **later)) == set()
    revised = tell("c2", GUARD, "revised its count, down from 34, to 31", killed=dead(31), **later)
    assert related(first, revised) == {("updates", "c2", "c1")}


def test_at_least_so_many_meets_the_number_itself() -> None:
    assert related(tell("c1", HOSPITAL, killed=dead(12, more=True)), tell("c2", MONITOR, killed=dead(14))) == {("corroborates", "c2", "c1")}
    assert related(tell("c1", HOSPITAL, killed=dead(12, more=True)), tell("c2", HOSPITAL, killed=dead(12), day="09")) == {
        ("same", "c2", "c1")
    }


def test_children_among_the_dead_are_not_set_against_all_the_dead() -> None:
    all_of_them = tell("c1", HOSPITAL, "14 were killed", killed=dead(14))
    children = tell("c2", MONITOR, "four children were killed", killed=dead(4, of="children"))
    assert related(all_of_them, children) == set()


def test_the_army_of_one_report_is_the_army_that_another_names() -> None:
    army, plain = Party(id=None, name="Karsovan Republican Army", text="the army"), Party(id=None, name="the army")
    free = Party(id=None, name="Free Karsovan Army", text="the army")
    assert one_name((tell("c1", HOSPITAL, actors=(army,)), tell("c2", HOSPITAL, actors=(plain,)))) == {
        ("XA", "the army"): "Karsovan Republican Army"
    }
    assert one_name((tell("c1", HOSPITAL, actors=(free,)), tell("c2", HOSPITAL, actors=(plain,)))) == {}
    assert one_name((tell("c1", HOSPITAL, actors=(army,), recipients=(plain,)),)) == {}, "two sides of one claim are two parties"


@pytest.mark.parametrize(
    ("name", "other", "yes"),
    [
        ("the League", "Halmory Defence League", True),
        ("the army", "Karsovan Republican Army", True),
        ("the army", "People's Liberation Army", False),
        ("Taliban", "Pakistani Taliban", False),
        ("Kelmet", "Kelmet Hospital", False),
        ("the army", "the army of the north", False),
    ],
)
def test_a_short_name_stands_for_a_longer_one(name: str, other: str, yes: bool) -> None:
    assert is_short_for(name, other) is yes


def test_a_figure_is_in_force_until_the_day_it_is_replaced() -> None:
    told = [tell("c1", HOSPITAL, killed=dead(9), day="08"), tell("c2", HOSPITAL, killed=dead(14), day="10")]
    found = statements(told, descents(told))
    lines = versions(found)
    assert [lines.is_in_force(found[0], "killed", f"2031-03-{day}") for day in ("08", "09", "10")] == [True, True, False]
    assert lines.is_in_force(found[1], "killed", "2031-03-10")
    assert not lines.is_in_force(found[1], "wounded", "2031-03-10")


def test_words_of_states_and_means() -> None:
    claim = tell("c1", HOSPITAL, "it still holds 11 checkpoints, hit by drones").claim
    assert tells("still", claim)
    assert not tells("onset", claim)
    assert pieces(claim) == {"checkpoint"}
    assert means(claim) == {"air"}
    assert tells("still", tell("c2", HOSPITAL, "").claim) is False


def test_tables_of_state_words_and_means_are_in_small_letters_and_whole() -> None:
    for table in ("state_words", "means"):
        rows = lexicon.cells(table)
        assert rows
        assert all(row["words"] == row["words"].lower() for row in rows)
