"""Clusters as people decided."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import shelf
from reportedly.link import Cluster, event_id
from reportedly.link.ruled import ruled
from reportedly.model.event import Told
from reportedly.model.review import Ruling


def told(number: int) -> Told:
    """A claim of a report of its own, a day later than the one before."""
    about = shelf.report(f"{number} died in Kelmet.", published=f"2031-07-{number + 1:02}")
    claim = shelf.claim(about, about.text, time=shelf.day(f"2031-07-{number + 1:02}"))
    return Told(claim=claim, report=about.id, outlet=about.outlet, published=about.published)


TOLD = [told(number) for number in range(6)]
IDS = [one.claim.id for one in TOLD]


def cluster(*numbers: int) -> Cluster:
    return Cluster(
        id=event_id(TOLD[numbers[0]]),
        event_type="FIGHT",
        aggregate=False,
        background=False,
        claims=tuple(IDS[number] for number in numbers),
        reasons=("alike",),
    )


def merge(*parts: tuple[int, ...]) -> Ruling:
    return Ruling(kind="merge", parts=tuple(tuple(IDS[number] for number in part) for part in parts), reason="Ada decided so: one")


def split(*going: int) -> Ruling:
    return Ruling(kind="split", parts=(tuple(IDS[number] for number in going),), reason="Ada decided so: two")


def sets(*clusters: Cluster) -> set[frozenset[int]]:
    return {frozenset(IDS.index(claim) for claim in item.claims) for item in clusters}


def test_without_a_ruling_nothing_changes() -> None:
    before = (cluster(0, 1), cluster(2))
    assert set(ruled(before, TOLD, [])) == set(before)


def test_merged_clusters_have_the_id_of_their_earliest_claim_and_say_why() -> None:
    [one] = ruled([cluster(2, 3), cluster(0, 1)], TOLD, [merge((3,), (1,))])
    assert one.id == event_id(TOLD[0])
    assert one.reasons == ("Ada decided so: one", "alike")


def test_what_goes_is_a_cluster_of_its_own() -> None:
    found = ruled([cluster(0, 1, 2)], TOLD, [split(1)])
    assert sets(*found) == {frozenset({0, 2}), frozenset({1})}
    assert {item.id for item in found} == {event_id(TOLD[0]), event_id(TOLD[1])}


def test_the_last_word_holds() -> None:
    before = [cluster(0), cluster(1)]
    assert sets(*ruled(before, TOLD, [merge((0,), (1,)), split(1)])) == {frozenset({0}), frozenset({1})}
    assert sets(*ruled(before, TOLD, [split(1), merge((0,), (1,))])) == {frozenset({0, 1})}


def test_a_split_of_a_whole_cluster_and_a_merge_of_one_change_nothing() -> None:
    before = (cluster(0, 1), cluster(2))
    assert set(ruled(before, TOLD, [split(0, 1), merge((0,), (1,))])) == set(before)


def test_claims_that_are_not_here_are_passed_over() -> None:
    assert sets(*ruled([cluster(0)], TOLD[:1], [merge((0,), (5,)), split(4)])) == {frozenset({0})}


GROUPS = st.lists(st.integers(0, 3), min_size=6, max_size=6)
NUMBERS = st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True)
RULINGS = st.lists(
    st.one_of(NUMBERS.map(lambda some: merge(tuple(some[:1]), tuple(some[1:] or some))), NUMBERS.map(lambda some: split(*some)))
)


@given(GROUPS, RULINGS, st.randoms())
def test_every_claim_is_in_one_cluster_whatever_the_order_of_clusters(groups: list[int], rulings: list[Ruling], chance: object) -> None:
    before = [cluster(*(number for number in range(6) if groups[number] == group)) for group in sorted(set(groups))]
    found = ruled(before, TOLD, rulings)
    assert sorted(number for some in sets(*found) for number in some) == list(range(6))
    chance.shuffle(before)  # type: ignore[attr-defined]
    assert sets(*ruled(before, TOLD, rulings)) == sets(*found)
    assert all(
        item.id == event_id(min((TOLD[IDS.index(claim)] for claim in item.claims), key=lambda one: one.published or "")) for item in found
    )
