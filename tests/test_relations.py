"""Relations inside one report, on claims made by hand. All names are invented."""

from __future__ import annotations

import time
from typing import Any

import msgspec

from reportedly.compare import relations
from reportedly.model import Claim, Party, Place, Relation, Span, Time, Toll

FRONT = Party(id="p1", name="Northern Front", kind="belligerent")
GUARD = Party(id="p2", name="Guard", kind="belligerent")
MINISTRY = Party(id="p3", name="Defence Ministry", kind="government", role="spokesman for the Guard")
HOSPITAL = Party(id="p4", name="Kelmet Hospital", kind="health")
MONITOR = Party(id="p5", name="Brenna Observatory", kind="monitor")
REPORTS = Party(id=None, name="unconfirmed reports", kind="unnamed")
KELMET = Place(name="Kelmet", text="Kelmet", start=0, end=6, country="XA", admin1="Litskar")
PROVINCE = Place(name="Litskar province", text="Litskar province", start=0, end=16, country="XA", admin1="Litskar", precision="admin1")


def told(*given: tuple[str, Party | None, dict[str, Any]]) -> tuple[Claim, ...]:
    """Claims one after the other in a text of their own; ids are c0, c1, …"""
    claims, position = [], 0
    for number, (words, speaker, changes) in enumerate(given):
        fields: dict[str, Any] = {
            "id": f"c{number}",
            "anchor": f"a{number}",
            "event": "e1",
            "spans": (Span(start=position, end=position + len(words), text=words),),
            "event_type": "ASSAULT",
            "stance": "asserted",
            "speaker": speaker,
            "place": KELMET,
        }
        claims.append(Claim(**(fields | changes)))
        position += len(words) + 1
    return tuple(claims)


def edges(claims: tuple[Claim, ...]) -> set[tuple[str, str, str]]:
    found = relations(claims)
    assert all(relation.reasons and all(relation.reasons) for relation in found), "no relation without reasons"
    return {(relation.kind, relation.from_id, relation.to_id) for relation in found}


def dead(number: int, **more: Any) -> dict[str, Any]:
    return {"killed": Toll(low=number, high=number, best=number), **more}


def test_a_denial_contradicts_every_speaker_of_what_it_denies() -> None:
    taken: dict[str, Any] = {"event_type": "TERRITORY", "actors": (GUARD,)}
    claims = told(
        ("reports that Kelmet had fallen to the Guard", REPORTS, taken | {"stance": "hedged"}),
        ("the Guard had complete control of Kelmet", GUARD, taken),
        ("The Front denied it.", FRONT, taken | {"stance": "denied"}),
    )
    assert edges(claims) == {("contradicts", "c2", "c0"), ("contradicts", "c2", "c1")}


def test_one_lineage_never_contradicts_itself() -> None:
    own = dead(3, recipients=(GUARD,)), dead(30, recipients=(GUARD,))
    assert edges(told(("three dead", GUARD, own[0]), ("thirty dead", GUARD, own[1]))) == set()
    assert edges(told(("three dead", GUARD, own[0]), ("thirty dead", MINISTRY, own[1]))) == set()
    assert edges(told(("three dead", None, own[0]), ("thirty dead", None, own[1]))) == set()


def test_disjoint_figures_of_two_lineages_contradict() -> None:
    claims = told(("it lost three soldiers", GUARD, dead(3, recipients=(GUARD,))), ("it killed 45", FRONT, dead(45, recipients=(GUARD,))))
    assert edges(claims) == {("contradicts", "c1", "c0")}


def test_rival_claims_of_heavy_losses_do_not_contradict() -> None:
    claims = told(
        ("it killed 40 Guard soldiers", FRONT, dead(40, actors=(FRONT,), recipients=(GUARD,))),
        ("it killed 12 Front fighters", GUARD, dead(12, actors=(GUARD,), recipients=(FRONT,))),
    )
    assert edges(claims) == set()


def test_the_outlets_reminder_of_how_things_stood_is_no_contradiction() -> None:
    held: dict[str, Any] = {"event_type": "TERRITORY"}
    claims = told(
        ("the Guard had captured Kelmet", GUARD, held | {"actors": (GUARD,)}),
        ("the last town still held by the Front", None, held | {"actors": (FRONT,)}),
        ("Kelmet remains in our hands", FRONT, held | {"actors": (FRONT,)}),
    )
    assert edges(claims) == {("contradicts", "c2", "c0")}


def test_a_superseded_figure_is_updated_and_out_of_the_contest() -> None:
    claims = told(
        ("The dead have risen to 17, the hospital said", HOSPITAL, dead(17)),
        ("up from 14 on Sunday", HOSPITAL, dead(14)),
        ("put the dead at the market at 22", FRONT, dead(22)),
    )
    assert edges(claims) == {("updates", "c0", "c1"), ("contradicts", "c2", "c0")}


def test_the_newer_figure_updates_the_older_whichever_stands_first() -> None:
    assert edges(told(("nine were killed", HOSPITAL, dead(9)), ("it has risen to 14", HOSPITAL, dead(14)))) == {("updates", "c1", "c0")}
    assert edges(told(("it has risen to 14", HOSPITAL, dead(14)), ("nine were killed", HOSPITAL, dead(9)))) == {("updates", "c0", "c1")}
    assert edges(told(("nine were killed", HOSPITAL, dead(9)), ("14 were killed", HOSPITAL, dead(14)))) == set()


def test_a_figure_of_the_dead_is_part_of_the_total_and_disputes_nothing() -> None:
    claims = told(
        ("At least 14 people were killed", HOSPITAL, dead(14)),
        ("It said four of the dead were children.", HOSPITAL, dead(4)),
        ("The observatory counted 14", MONITOR, dead(14)),
    )
    assert edges(claims) == {("part_of", "c1", "c0")}


def test_a_count_of_the_province_holds_what_happened_in_its_towns() -> None:
    claims = told(
        ("Seven were killed in Kelmet", HOSPITAL, dead(7)),
        ("In all, 140 have died across the province", MONITOR, dead(140, place=PROVINCE)),
    )
    assert edges(claims) == {("part_of", "c0", "c1")}


def test_a_count_of_civilians_holds_no_sides_losses() -> None:
    civilians = (Party(id=None, name="civilians"),)
    claims = told(
        ("The Guard lost 14 soldiers", GUARD, dead(14, recipients=(GUARD,))),
        ("In all, 310 civilians have died across the province", MONITOR, dead(310, place=PROVINCE, recipients=civilians)),
    )
    assert edges(claims) == set()


def test_copied_words_under_another_name_repeat() -> None:
    words = "gunmen opened fire on a bus of farm workers near the river crossing"
    assert edges(told((words, HOSPITAL, {}), (words, MONITOR, {}))) == {("repeats", "c1", "c0")}
    assert edges(told(("the army denied it", HOSPITAL, {}), ("the army denied it", MONITOR, {}))) == set()


def test_plans_and_demands_dispute_nothing() -> None:
    claims = told(
        ("would take Kelmet", GUARD, {"event_type": "TERRITORY", "actors": (GUARD,), "stance": "planned"}),
        ("never took Kelmet", FRONT, {"event_type": "TERRITORY", "actors": (GUARD,), "stance": "denied"}),
    )
    assert edges(claims) == set()


def test_the_order_of_the_claims_does_not_matter() -> None:
    claims = told(
        ("reports of a raid on the market", REPORTS, {"actors": (GUARD,), "stance": "hedged"}),
        ("The Guard denied it", GUARD, {"actors": (GUARD,), "stance": "denied"}),
        ("it killed 45", FRONT, dead(45, recipients=(GUARD,))),
        ("it lost three", GUARD, dead(3, recipients=(GUARD,))),
    )
    assert relations(claims) == relations(claims[::-1])
    assert len(relations(claims)) == 2


def test_no_claims_no_relations() -> None:
    assert relations(()) == ()


def test_thousands_of_claims_that_could_all_contradict_cost_linear_time() -> None:
    def seconds(size: int) -> float:
        rows = [
            (f"statement {n}", (GUARD, FRONT, HOSPITAL)[n % 3], dead(n % 7 + 2, recipients=(GUARD,), actors=(FRONT,))) for n in range(size)
        ]
        claims = told(*rows)
        before = time.process_time()
        found: tuple[Relation, ...] = relations(claims)
        assert found
        msgspec.json.encode(found)
        return time.process_time() - before

    small, large = seconds(200), seconds(1000)
    assert large < 12 * small + 0.2, f"5 times the claims took {large / small:.1f} times as long"


def test_a_count_of_a_longer_time_disputes_no_count_of_a_day() -> None:
    today = Time(start="2031-02-12", end="2031-02-12", precision="day")
    winter = Time(start="2030-12-01", end="2031-02-12", precision="range")
    claims = told(
        ("four people were killed", HOSPITAL, dead(4, time=today)),
        ("At least 17 were killed this winter", MONITOR, dead(17, time=winter)),
    )
    assert edges(claims) == set()
    assert edges(told(("four", HOSPITAL, dead(4, time=today)), ("17", MONITOR, dead(17, time=today)))) == {("contradicts", "c1", "c0")}


def test_a_claim_without_evidence_stands_at_the_beginning_and_stops_nobody() -> None:
    toll = dead(9, recipients=(GUARD,))
    claims = told(
        ("Nine guards were killed, the Front said on Friday in the town of Kelmet.", FRONT, toll),
        ("Nine guards were killed, the Front said on Friday in the town of Kelmet.", GUARD, toll | {"stance": "denied"}),
        ("", HOSPITAL, dead(12, recipients=(GUARD,)) | {"spans": ()}),
        ("", None, {"spans": ()}),
    )
    assert ("contradicts", "c1", "c0") in edges(claims)
    assert edges(claims[2:]) == set()
