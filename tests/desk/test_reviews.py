"""Reviewing, in every window, by keys and by hand: each decision is in the ledger, and each can be taken back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk_window import Desk, most_contested, served

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def address(story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page is served over a copy of the story: decisions change what others see."""
    kept = shutil.copy(story, tmp_path_factory.mktemp("reviews") / "reviewed.ledger")
    with served(Path(kept)) as where:
        yield where


def review(desk: Desk, who: str = "Ada") -> str:
    """Open the queue as somebody, at a claim that nobody has decided on and that is not its last; the claim's id."""
    undecided = [one["claim"]["claim"]["id"] for one in desk.answer("/api/reviews?limit=50")["items"] if one["claim"]["standing"] is None]
    desk.open("#/events")
    desk.open(f"#/review?claim={undecided[0]}")
    desk.page.locator("#reviewer").fill(who)
    desk.page.locator("main h1").click()
    return chosen(desk)


def chosen(desk: Desk) -> str:
    desk.settled()
    return str(desk.page.locator(".review-desk .claim-card").get_attribute("data-claim"))


def decisions(desk: Desk, claim: str) -> list[dict[str, object]]:
    """What people made of the claim itself; merges and splits of events name it too."""
    log = desk.answer(f"/api/reviews/log?claim={claim}")["items"]
    return [one for one in log if one["verdict"] in {"accept", "correct", "reject"}]


def gone(desk: Desk, claim: str) -> str:
    """Wait until the claim has left the desk; the one that came."""
    desk.wait(f"document.querySelector('.review-desk .claim-card')?.dataset.claim !== '{claim}'")
    return chosen(desk)


def test_j_and_k_go_through_the_queue_and_question_mark_tells_the_keys(desk: Desk) -> None:
    first = review(desk)
    desk.page.keyboard.press("j")
    second = gone(desk, first)
    desk.page.keyboard.press("k")
    assert gone(desk, second) == first
    desk.page.keyboard.press("?")
    assert desk.page.locator("dialog[open]", has_text="previous claim").is_visible()
    desk.page.keyboard.press("Escape")
    assert desk.asked()["claim"] == first


def test_enter_opens_the_claim_in_its_report(desk: Desk) -> None:
    claim = review(desk)
    desk.page.keyboard.press("Enter")
    desk.settled()
    assert "#/reports/" in desk.page.url
    assert desk.asked()["claim"] == claim


def test_accepting_by_key_goes_on_to_the_next_claim(desk: Desk) -> None:
    claim = review(desk)
    desk.page.keyboard.press("a")
    gone(desk, claim)
    [decision] = decisions(desk, claim)
    assert (decision["verdict"], decision["reviewer"]) == ("accept", "Ada")


def test_nobody_reviews_without_a_name(desk: Desk) -> None:
    claim = review(desk, "")
    desk.page.keyboard.press("a")
    assert "as whom" in desk.page.locator(".review-form .refusal").inner_text()
    assert decisions(desk, claim) == []


def test_a_rejection_wants_a_reason(desk: Desk) -> None:
    claim = review(desk)
    desk.page.keyboard.press("r")
    form = desk.page.locator("form.decide")
    form.get_by_role("button", name="Reject").click()
    assert decisions(desk, claim) == []
    form.locator("textarea").fill("a slogan, no claim")
    desk.page.keyboard.press("Control+Enter")
    gone(desk, claim)
    [decision] = decisions(desk, claim)
    assert (decision["verdict"], decision["reason"]) == ("reject", "a slogan, no claim")


def test_a_correction_tells_what_it_changes(desk: Desk) -> None:
    claim = review(desk)
    desk.page.keyboard.press("c")
    form = desk.page.locator("form.decide")
    stance = form.locator("select[name=stance]")
    other = "denied" if stance.input_value() != "denied" else "asserted"
    stance.select_option(other)
    form.locator("textarea").fill("the verb denies")
    form.get_by_role("button", name="Correct").click()
    gone(desk, claim)
    [decision] = decisions(desk, claim)
    assert decision["changes"] == {"stance": other}


def test_a_decision_is_taken_back_and_stays_on_record(desk: Desk) -> None:
    claim = review(desk)
    desk.page.keyboard.press("a")
    gone(desk, claim)
    desk.open("#/review/log")
    first = desk.page.locator(".log > li").first
    first.get_by_role("button", name="Undo").click()
    first.locator("textarea").fill("too fast")
    first.locator("form").get_by_role("button", name="Undo").click()
    desk.wait("document.querySelector('.log > li.undone') !== null")
    assert [decision["holds"] for decision in decisions(desk, claim)] == [False]


def test_two_peoples_decisions_stand_side_by_side(desk: Desk) -> None:
    claim = review(desk, "Ada")
    desk.page.keyboard.press("a")
    gone(desk, claim)
    desk.page.locator("#reviewer").fill("Ben")
    desk.open(f"#/review?claim={claim}")
    desk.page.keyboard.press("Escape")
    desk.page.locator("main h1").click()
    desk.page.keyboard.press("r")
    desk.page.locator("form.decide textarea").fill("another speaker")
    desk.page.locator("form.decide").get_by_role("button", name="Reject").click()
    desk.wait("!document.querySelector('form.decide')")
    desk.open(f"#/review?claim={claim}&state=all")
    desk.settled()
    beside = desk.page.locator(".side-by-side > li")
    assert {beside.nth(0).locator("b").first.inner_text(), beside.nth(1).locator("b").first.inner_text()} == {"Ada", "Ben"}
    assert "Reviewers disagree" in desk.page.locator(".standing").inner_text()


@pytest.mark.parametrize("key", ["m", "s"])
def test_events_are_merged_and_split_with_keys_and_a_reason(desk: Desk, key: str) -> None:
    first = review(desk)
    desk.page.keyboard.press("x")
    assert desk.page.locator(".queue .tag", has_text="marked").is_visible()
    desk.page.keyboard.press("j")
    second = gone(desk, first)
    desk.page.keyboard.press(key)
    desk.page.locator("form.decide textarea").fill("tried by a test")
    desk.page.locator("form.decide button[type=submit]").click()
    desk.wait("!document.querySelector('form.decide') || document.querySelector('form.decide .refusal')")
    desk.may_say = "40"  # the ledger may refuse to split what stands in two events already; it says so in words
    refused = desk.page.locator("form.decide .refusal")
    if refused.count():
        assert "event" in refused.inner_text()
    else:
        newest = desk.answer(f"/api/reviews/log?claim={second}&limit=1")["items"][0]
        assert newest["verdict"] == {"m": "merge", "s": "split"}[key]
        assert newest["reason"] == "tried by a test"


def test_an_event_is_split_where_it_is_seen(desk: Desk) -> None:
    desk.open(f"#/events/{most_contested(desk)}")
    desk.page.locator("main h1").click()
    desk.page.keyboard.press("s")
    desk.page.locator("#reviewer").fill("Ada")
    form = desk.page.locator("form.decide")
    form.locator("input[type=checkbox]").first.check()
    form.locator("textarea").fill("another day")
    form.locator("button[type=submit]").click()
    desk.wait("!document.querySelector('form.decide') || document.querySelector('form.decide .refusal')")
    desk.settled()
    newest = desk.answer("/api/reviews/log?limit=1")["items"][0]
    assert (newest["verdict"], newest["reason"]) == ("split", "another day")


def test_a_report_shows_what_reviewers_made_of_each_claim(desk: Desk) -> None:
    claim = review(desk, "Bela")
    report = str(desk.answer(f"/api/claims/{claim}")["report"])
    desk.page.keyboard.press("r")
    desk.page.locator("form.decide textarea").fill("a caption")
    desk.page.keyboard.press("Control+Enter")
    gone(desk, claim)
    desk.open(f"#/reports/{report}")
    shown = desk.page.locator(f".claim[data-claim='{claim}']")
    assert "rejected by Bela" in shown.locator(".standing").inner_text()
    assert "rejected" in (shown.get_attribute("class") or "")
    assert "reviewed" in desk.page.locator(".reviewed").inner_text()
