"""What became of events when claims were linked anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.link import Cluster, changes
from reportedly.model.event import Change

AT = "2031-03-09T10:00:00Z"


def event(name: str, claims: str, *reasons: str) -> Cluster:
    return Cluster(id=name, event_type="ASSAULT", aggregate=False, background=False, claims=tuple(claims), reasons=reasons)


def only(before: list[Cluster], after: list[Cluster]) -> Change:
    (found,) = changes(before, after, AT)
    return found


def test_nothing_changed_is_no_change() -> None:
    assert changes([event("A", "ab")], [event("A", "ab")], AT) == ()


def test_a_new_event_and_one_that_grew_are_no_change() -> None:
    assert changes([event("A", "ab")], [event("A", "abc"), event("B", "d")], AT) == ()


def test_two_that_became_one_were_merged_for_its_reasons() -> None:
    found = only([event("A", "a"), event("B", "b")], [event("A", "ab", "both count 14 killed")])
    assert found == Change(kind="merge", before=("A", "B"), after=("A",), at=AT, reasons=("both count 14 killed",))


def test_one_that_became_two_was_split() -> None:
    found = only([event("A", "ab")], [event("A", "a"), event("B", "b")])
    assert (found.kind, found.before, found.after) == ("split", ("A",), ("A", "B"))


def test_one_with_an_earlier_claim_is_renamed() -> None:
    found = only([event("B", "b")], [event("A", "ab")])
    assert found == Change(kind="rename", before=("B",), after=("A",), at=AT, reasons=("claim a is now its earliest",))


def test_a_merge_under_a_new_name_tells_both_that_are_gone() -> None:
    found = only([event("B", "b"), event("C", "c")], [event("A", "abc")])
    assert (found.kind, found.before, found.after) == ("merge", ("B", "C"), ("A",))


def test_split_and_merged_at_once_is_told_as_both() -> None:
    found = changes([event("A", "ab"), event("B", "c")], [event("A", "a"), event("B", "bc")], AT)
    assert [(one.kind, one.before, one.after) for one in found] == [("merge", ("A", "B"), ("B",)), ("split", ("A",), ("A", "B"))]


def test_an_event_whose_claims_are_all_gone_is_no_change() -> None:
    assert changes([event("A", "a")], [], AT) == ()


def test_every_change_has_its_reason() -> None:
    found = changes([event("A", "ab"), event("B", "c")], [event("C", "a"), event("D", "bc")], AT)
    assert found
    assert all(one.reasons for one in found)


LETTERS = "abcdef"


@st.composite
def clusterings(draw: st.DrawFn) -> list[Cluster]:
    groups: dict[int, str] = {}
    for letter in draw(st.sets(st.sampled_from(LETTERS))):
        number = draw(st.integers(0, 3))
        groups[number] = groups.get(number, "") + letter
    return [event(min(claims).upper(), "".join(sorted(claims))) for claims in groups.values()]


@given(clusterings(), clusterings())
def test_an_id_that_is_gone_with_claims_left_leads_on(before: list[Cluster], after: list[Cluster]) -> None:
    now = {claim: item.id for item in after for claim in item.claims}
    here = {item.id for item in after}
    led = {name for change in changes(before, after, AT) for name in change.before}
    assert all(item.id in led for item in before if item.id not in here and any(claim in now for claim in item.claims))


@given(clusterings(), clusterings(), st.randoms(use_true_random=False))
def test_the_order_of_clusters_changes_nothing(before: list[Cluster], after: list[Cluster], chance: object) -> None:
    assert changes(before[::-1], after[::-1], AT) == changes(before, after, AT)
