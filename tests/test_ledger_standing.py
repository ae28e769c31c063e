"""What holds of decisions, and claims as they are corrected."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import shelf
from reportedly.errors import OptionError
from reportedly.ledger.standing import FIELDS, applied, corrected, standing, undone
from reportedly.model import Claim, Toll
from reportedly.model.review import Review, Reviewed

TEXT = "The Front said it killed 40 soldiers in Kelmet."
ABOUT = shelf.report(TEXT)
CLAIM = shelf.claim(ABOUT, TEXT, speaker="Front", place=shelf.KELMET, killed=Toll(low=40, high=40, best=40, text="40"))
PART = ((Reviewed(claim=CLAIM.id, anchor=CLAIM.anchor),),)


def said(number: int, reviewer: str, verdict: str = "accept", *, holds: bool = True, **changes: object) -> Review:
    return Review(
        number=number,
        verdict=verdict,  # type: ignore[arg-type]
        parts=PART,
        undoes=None,
        changes=changes or None,
        reviewer=reviewer,
        reason="why",
        at="2031-08-01T00:00:00Z",
        holds=holds,
    )


def test_nobodys_word_is_none() -> None:
    assert standing([]).verdict is None
    assert not standing([]).disputed


def test_a_persons_last_word_counts() -> None:
    held = standing([said(1, "Ada", "reject"), said(2, "ada", "accept")])
    assert held.verdict == "accept"
    assert [review.holds for review in held.reviews] == [False, True]


def test_two_who_disagree_leave_the_claim_as_it_was_read() -> None:
    held = standing([said(1, "Ada", "reject"), said(2, "Bo", "accept")])
    assert (held.verdict, held.disputed) == (None, True)


def test_a_third_settles_it() -> None:
    assert standing([said(1, "Ada", "reject"), said(2, "Bo", "accept"), said(3, "Cem", "reject")]).verdict == "reject"


def test_corrections_agree_only_when_they_are_the_same() -> None:
    assert standing([said(1, "Ada", "correct", stance="denied"), said(2, "Bo", "correct", stance="hedged")]).disputed
    assert standing([said(1, "Ada", "correct", stance="denied"), said(2, "Bo", "correct", stance="denied")]).verdict == "correct"


def test_what_is_undone_counts_for_nothing() -> None:
    assert standing([said(1, "Ada", "reject", holds=False)]).verdict is None


@given(st.lists(st.sampled_from(["Ada", "Bo", "Cem"]), max_size=8), st.data())
def test_the_verdict_is_one_that_more_hold_than_any_other(people: list[str], data: st.DataObject) -> None:
    reviews = [said(number, who, data.draw(st.sampled_from(["accept", "reject"]))) for number, who in enumerate(people, 1)]
    held = standing(reviews)
    last = {review.reviewer: review.verdict for review in reviews}
    votes = list(last.values())
    ahead = votes.count("accept") - votes.count("reject")
    assert held.verdict == ("accept" if ahead > 0 else "reject" if ahead < 0 else None)
    assert held.disputed == (ahead == 0 and bool(votes))


@pytest.mark.parametrize(
    ("undoes", "gone"),
    [
        ([], set()),
        ([(2, 1)], {1}),
        ([(2, 1), (3, 2)], {2}),
        ([(2, 1), (3, 2), (4, 3)], {1, 3}),
        ([(5, 1), (6, 4)], {1, 4}),
    ],
)
def test_an_undo_can_be_undone(undoes: list[tuple[int, int | None]], gone: set[int]) -> None:
    assert undone(undoes) == gone


def test_a_correction_keeps_whole_fields_that_are_otherwise() -> None:
    changes = corrected(CLAIM, TEXT, {"killed": {"low": 4, "best": None, "high": None}, "stance": "asserted"})
    assert list(changes) == ["killed"]
    assert changes["killed"] == msgspec.to_builtins(Toll(low=4, high=None, best=None, text="40"))


def test_a_corrected_claim_is_otherwise_in_nothing_else() -> None:
    changes = corrected(CLAIM, TEXT, {"stance": "denied", "place": None})
    found = applied(CLAIM, standing([said(1, "Ada", "correct", **changes)]))
    assert found == msgspec.structs.replace(CLAIM, stance="denied", place=None)


def test_a_party_is_added_by_its_name() -> None:
    changes = corrected(CLAIM, TEXT, {"recipients": [{"id": None, "name": "Guard"}]})
    assert [party.name for party in applied(CLAIM, standing([said(1, "Ada", "correct", **changes)])).recipients] == ["Guard"]


def test_a_correction_that_lost_its_words_is_passed_over() -> None:
    assert applied(CLAIM, standing([said(1, "Ada", "correct", stance="██████")])) == CLAIM
    assert applied(CLAIM, standing([said(1, "Ada", "correct")])) == CLAIM


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, "nothing is otherwise"),
        ({"stance": "asserted"}, "nothing is otherwise"),
        ({"id": "a"}, "'id' cannot be corrected"),
        ({"spans": []}, "'spans' cannot be corrected"),
        ({"stance": "perhaps"}, "Invalid enum value"),
        ({"event_type": "PICNIC"}, "event_type 'PICNIC' is none"),
        ({"killed": {"low": 50}}, "lowest first"),
        ({"killed": {"low": -1, "best": None, "high": None}}, "lowest first"),
        ({"killed": {"start": 3}}, "outside the text"),
        ({"actors": [{"id": None, "name": "A", "start": 1, "end": 9_999}]}, "outside the text"),
        ({"actors": [{"id": None, "name": " "}]}, "without a name"),
        ({"time": {"start": "soon", "end": None, "precision": "day"}}, "is not a day"),
        ({"time": {"start": "2031-08-02", "end": "2031-08-01", "precision": "range"}}, "ends before it starts"),
        ({"place": {"latitude": 91}}, "latitude"),
        ({"tolls_note": "a" * 30_000}, "longer than"),
        ({"killed": 7}, "Expected `object"),
        ({"speaker": {"name": None}}, "Expected `str`"),
    ],
    ids=str,
)
def test_a_correction_that_makes_no_sense_is_refused(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(OptionError, match=fault):
        corrected(CLAIM, TEXT, changes)


def test_what_can_be_corrected_are_fields_of_a_claim() -> None:
    assert set(FIELDS) < {field.name for field in msgspec.structs.fields(Claim)}
