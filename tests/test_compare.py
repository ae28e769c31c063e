"""Two claims compared slot by slot. Names and places are invented or made of letters."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import lexicon
from reportedly.compare import Slot, compare, compare_places, disagreement, family, is_same_party, telling
from reportedly.compare.outcomes import Outcome
from reportedly.model import Claim, Party, Place, Span, Time, Toll
from reportedly.show import event_types

FRONT = Party(id="p1", name="Northern Front", kind="belligerent")
GUARD = Party(id="p2", name="Guard", kind="belligerent")
KELMET = Place(name="Kelmet", text="Kelmet", start=0, end=6, country="XA", admin1="Litskar")
PROVINCE = Place(name="Litskar", text="Litskar", start=0, end=7, country="XA", admin1="Litskar", precision="admin1")


def claim(words: str = "It happened.", event_type: str = "ASSAULT", **changes: Any) -> Claim:
    fields: dict[str, Any] = {
        "id": words,
        "anchor": words,
        "event": "e1",
        "spans": (Span(start=0, end=len(words), text=words),),
        "event_type": event_type,
        "stance": "asserted",
    }
    return Claim(**(fields | changes))


def killed(low: int | None, high: int | None, of: str | None = None) -> Toll:
    return Toll(low=low, high=high, of=of)


def day(start: str, end: str | None = None, precision: Any = "day") -> Time:
    return Time(start=start, end=end or start, precision=precision)


def is_disputed(a: Claim, b: Claim) -> bool:
    forth, back = bool(disagreement(a, b, compare(a, b))), bool(disagreement(b, a, compare(b, a)))
    assert forth == back, "a disagreement is mutual"
    return forth


def test_a_claim_agrees_with_itself() -> None:
    one = claim(actors=(FRONT,), recipients=(GUARD,), place=KELMET, time=day("2031-03-08"), killed=killed(3, 3))
    found = compare(one, one)
    assert [getattr(found, slot).agreement for slot in ("kind", "parties", "place", "time", "toll", "polarity")] == ["same"] * 6
    assert not found.swapped
    assert not is_disputed(one, one)


def test_reasons_name_what_agrees() -> None:
    found = compare(claim(actors=(FRONT,), place=KELMET), claim(actors=(FRONT,), place=PROVINCE))
    assert found.reasons("same") == ("both are ASSAULT", "both tell of what Northern Front did", "both asserted")
    assert found.reasons("compatible") == ("Kelmet and Litskar lie one inside the other",)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Guard", "the Guard", True),
        ("Guard fighters", "Guard soldiers", True),
        ("National Resistance Front", "Farabundo Martí National Liberation Front", False),
        ("Front", "Northern Front", False),
        ("Sudan", "South Sudan", False),
        ("soldiers", "fighters", False),
        ("soldiers", "Soldiers", True),
    ],
)
def test_names_are_compared_by_their_telling_words_and_never_by_a_part(a: str, b: str, same: bool) -> None:
    assert is_same_party(Party(id="p1", name=a), Party(id="p1", name=b)) is same


def test_ids_local_to_a_report_are_not_looked_at() -> None:
    assert not is_same_party(Party(id="p1", name="Guard"), Party(id="p1", name="Northern Front"))


def test_either_of_two_names_of_a_disjunction_will_do() -> None:
    either = Party(id=None, name="Guard or Northern Front", any_of=("Guard", "Northern Front"))
    assert is_same_party(either, GUARD)
    assert is_same_party(FRONT, either)


def test_exchanged_roles_are_seen() -> None:
    found = compare(claim(actors=(FRONT,), recipients=(GUARD,)), claim(actors=(GUARD,), recipients=(FRONT,)))
    assert found.swapped
    assert found.parties == Slot("compatible", "the same two parties with roles exchanged")


@pytest.mark.parametrize(
    ("other", "agreement"),
    [
        (PROVINCE, "compatible"),
        (Place(name="southern half of Kelmet", text="", start=0, end=0, country="XA"), "compatible"),
        (Place(name="Kelmet", text="", start=0, end=0), "same"),
        (Place(name="Osk", text="", start=0, end=0, country="XT"), "incompatible"),
        (Place(name="Osk", text="", start=0, end=0, country="XA", admin1="Halmory"), "incompatible"),
        (Place(name="Osk", text="", start=0, end=0, country="XA"), "unknown"),
        (None, "unknown"),
    ],
)
def test_places(other: Place | None, agreement: str) -> None:
    assert compare_places(KELMET, other).agreement == compare_places(other, KELMET).agreement == agreement


@pytest.mark.parametrize(
    ("other", "agreement"),
    [
        (day("2031-03-08"), "same"),
        (day("2031-03-01", "2031-03-31", "month"), "compatible"),
        (day("2031-03-09"), "incompatible"),
        (day("2031-03-09", precision="approx"), "unknown"),
        (None, "unknown"),
    ],
)
def test_times(other: Time | None, agreement: str) -> None:
    assert compare(claim(time=day("2031-03-08")), claim(time=other)).time.agreement == agreement


@given(st.tuples(st.integers(0, 50), st.integers(0, 50)), st.tuples(st.integers(0, 50), st.integers(0, 50)))
def test_numbers_are_disputed_exactly_when_no_number_fits_both(one: tuple[int, int], other: tuple[int, int]) -> None:
    (a, b), (c, d) = sorted(one), sorted(other)
    agreement = compare(claim(killed=killed(a, b)), claim(killed=killed(c, d))).toll.agreement
    assert (agreement == "incompatible") == (not set(range(a, b + 1)) & set(range(c, d + 1)))


def test_an_open_end_meets_whatever_is_larger() -> None:
    assert compare(claim(killed=killed(12, None)), claim(killed=killed(40, 40))).toll.agreement == "compatible"
    assert compare(claim(killed=killed(12, None)), claim(killed=killed(7, 7))).toll.agreement == "incompatible"
    assert compare(claim(killed=killed(None, 30)), claim(killed=killed(31, 31))).toll.agreement == "incompatible"


def test_running_totals_of_different_times_are_not_set_against_each_other() -> None:
    total = Toll(low=60, high=60, cumulative=True, period="since Monday")
    longer = Toll(low=400, high=400, cumulative=True, period="since May")
    assert compare(claim(killed=total), claim(killed=longer)).toll.agreement == "unknown"
    assert compare(claim(killed=total), claim(killed=killed(12, 12))).toll.agreement == "unknown"
    assert (
        compare(claim(killed=total), claim(killed=Toll(low=9, high=9, cumulative=True, period="Since Monday"))).toll.agreement
        == "incompatible"
    )


def test_words_without_a_number_are_not_a_number() -> None:
    assert compare(claim(killed=Toll(low=None, high=None, text="heavy losses")), claim(killed=killed(1, 1))).toll.agreement == "unknown"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("Guard soldiers", "Front fighters"), ("soldiers", "children"), ("Guard soldiers", None), ("crew members", "people")],
)
def test_losses_of_different_people_are_not_set_side_by_side(ours: str, theirs: str | None) -> None:
    assert compare(claim(killed=killed(3, 3, ours)), claim(killed=killed(40, 40, theirs))).toll.agreement == "unknown"


def test_rival_claims_of_the_other_sides_losses_are_not_disputed() -> None:
    ours = claim(actors=(FRONT,), recipients=(GUARD,), place=KELMET, killed=killed(40, 40, "Guard soldiers"))
    theirs = claim(actors=(GUARD,), recipients=(FRONT,), place=KELMET, killed=killed(12, 12, "Front fighters"))
    assert not is_disputed(ours, theirs)


def test_a_sides_own_losses_are_disputed_with_what_the_other_claims() -> None:
    own = claim(recipients=(GUARD,), place=KELMET, killed=killed(3, 3))
    said = claim(event_type="FIGHT", actors=(FRONT,), recipients=(GUARD,), place=KELMET, killed=killed(40, None))
    assert is_disputed(own, said)
    assert not is_disputed(own, claim(recipients=(GUARD,), place=Place(name="Osk", text="", start=0, end=0), killed=killed(40, 40)))


def test_a_dead_commander_is_not_his_sides_losses() -> None:
    one = claim(recipients=(Party(id=None, name="Joren Askil"), FRONT), killed=killed(1, 1))
    assert not is_disputed(one, claim(recipients=(FRONT,), killed=killed(60, 60)))


def test_a_denial_meets_what_it_denies() -> None:
    fall = claim("Kelmet has fallen", "TERRITORY", actors=(FRONT,), place=KELMET)
    denial = claim("denied that Kelmet had fallen", "TERRITORY", stance="denied", place=KELMET)
    assert is_disputed(fall, denial)
    assert is_disputed(fall, claim("not taken", "TERRITORY", auxiliary=("negation",), actors=(FRONT,)))
    assert not is_disputed(denial, denial)


def test_a_denial_leaves_other_doers_places_times_figures_and_kinds_alone() -> None:
    denial = claim(stance="denied", actors=(GUARD,), recipients=(FRONT,), place=KELMET, time=day("2031-03-08"), killed=killed(31, 31))
    deed = {"actors": (GUARD,), "recipients": (FRONT,), "place": KELMET, "time": day("2031-03-08"), "killed": killed(31, 31)}
    assert is_disputed(denial, claim(**deed))
    changes: list[dict[str, Any]] = [
        {"actors": (FRONT,), "recipients": (GUARD,)},
        {"place": Place(name="Osk", text="", start=0, end=0, country="XT")},
        {"time": day("2031-02-01")},
        {"killed": killed(4, 4)},
        {"killed": None},
        {"event_type": "PROTEST"},
        {"stance": "planned"},
        {"stance": "demand"},
    ]
    for change in changes:
        assert not is_disputed(denial, claim(**(deed | change))), change


def test_what_is_denied_of_a_province_may_be_true_of_a_town_in_it() -> None:
    denial = claim("denied", "TERRITORY", stance="denied", actors=(FRONT,), place=PROVINCE)
    assert not is_disputed(denial, claim("Front forces reached Kelmet", "TERRITORY", actors=(FRONT,), place=KELMET))


def test_two_cannot_hold_one_place() -> None:
    ours = claim("Kelmet is in our hands", "TERRITORY", actors=(FRONT,), place=KELMET)
    theirs = claim("had taken the town", "TERRITORY", actors=(GUARD,), place=KELMET)
    assert is_disputed(ours, theirs)
    assert compare(ours, theirs).outcome.reason == "Northern Front and Guard cannot both hold Kelmet"
    assert not is_disputed(ours, claim("had taken the town", "TERRITORY", actors=(FRONT,), place=KELMET))


def test_a_later_capture_is_no_dispute() -> None:
    sunday = claim("took the port", "TERRITORY", actors=(FRONT,), place=KELMET, time=day("2031-06-15"))
    assert not is_disputed(sunday, claim("retook the port", "TERRITORY", actors=(GUARD,), place=KELMET, time=day("2031-06-17")))


def test_fled_or_present_of_the_same_person_only() -> None:
    mayor, judge = (Party(id=None, name=name) for name in ("Ana Morrow", "Piet Lauren"))
    gone = claim("reports that she had fled", "STATUS", recipients=(mayor,), stance="hedged")
    assert is_disputed(gone, claim("she was in Kelmet", "STATUS", recipients=(mayor,)))
    assert not is_disputed(gone, claim("he was in Kelmet", "STATUS", recipients=(judge,)))


def test_safe_is_not_the_contrary_of_fled() -> None:
    mayor = Party(id=None, name="Ana Morrow")
    gone = claim("said that she had fled abroad", "RETREAT", actors=(mayor,))
    assert not is_disputed(gone, claim("wrote that she was safe", "STATUS", actors=(mayor,)))


def test_dead_or_alive_and_accepted_or_rejected() -> None:
    mayor = Party(id=None, name="Ana Morrow")
    assert is_disputed(claim("Morrow was killed", recipients=(mayor,)), claim("is alive and well", "STATUS", recipients=(mayor,)))
    offer = claim("the Front accepted the offer", "AGREE", actors=(FRONT,))
    assert is_disputed(offer, claim("the Front rejected the offer", "REJECT", actors=(FRONT,)))


def test_one_act_laid_at_two_doors() -> None:
    market = Party(id=None, name="market", kind="object")
    deed = {"recipients": (market,), "place": KELMET, "time": day("2031-03-07")}
    assert is_disputed(claim(actors=(FRONT,), **deed), claim(actors=(GUARD,), **deed))
    assert not is_disputed(claim(actors=(FRONT,), **deed), claim(actors=(GUARD,), **(deed | {"time": day("2031-03-09")})))


def test_telling_words_leave_out_whose_and_what() -> None:
    assert telling("the Guard’s soldiers") == {"guard"}
    assert telling("some of the people") == telling(None) == frozenset()


def test_every_type_in_the_tables_is_an_event_type() -> None:
    known = set(event_types())
    assert {kind for row in lexicon.rows("outcomes", Outcome) for kind in row.types} <= known
    assert {kind for kind in known if family(kind) is None} == {"STATUS"}


def test_what_an_outcome_excludes_is_an_outcome_of_its_topic_and_excludes_it_back() -> None:
    rows = lexicon.rows("outcomes", Outcome)
    excludes = {(row.topic, row.outcome, other) for row in rows for other in row.excludes if other != "self"}
    for topic, one, other in excludes:
        assert (topic, other, one) in excludes


SOME = [
    claim(actors=actors, recipients=recipients, place=place, stance=stance, event_type=kind, killed=toll)
    for actors, recipients, place, stance, kind, toll in product(
        [(), (FRONT,)], [(), (GUARD,)], [None, KELMET], ["asserted", "denied", "planned"], ["ASSAULT", "TERRITORY"], [None, killed(2, 4)]
    )
]


@given(st.sampled_from(SOME), st.sampled_from(SOME))
def test_comparing_is_the_same_both_ways(a: Claim, b: Claim) -> None:
    forth, back = compare(a, b), compare(b, a)
    for slot in ("kind", "parties", "place", "time", "toll", "polarity", "outcome"):
        assert getattr(forth, slot).agreement == getattr(back, slot).agreement
    assert forth.swapped == back.swapped
    is_disputed(a, b)
