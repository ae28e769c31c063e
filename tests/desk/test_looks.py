"""Every view in every window: nothing inaccessible, nothing complained of, nothing fetched from elsewhere, nothing out of the window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk_window import Desk, most_contested, repeating

VIEWS = {
    "events": "#/events",
    "events filtered": "#/events?status=contested&since=2021-09-01&until=2021-09-06&place=Panjshir",
    "read": "#/read",
    "speakers": "#/speakers",
    "speaker": "#/speakers/Fahim%20Dashti",
    "outlets": "#/outlets",
    "outlet": "#/outlets/GNB%20(summary)",
    "search": "#/search?q=Massoud",
    "review": "#/review",
    "decisions": "#/review/log",
    "nowhere": "#/no/such/view",
}


def violations(desk: Desk) -> list[str]:
    """What axe finds, a line a rule with the first element that breaks it. In the dark only colours are asked: all else is the same."""
    import axe_playwright_python

    if not desk.page.evaluate("'axe' in window"):
        desk.page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    only = {"runOnly": {"type": "rule", "values": ["color-contrast"]}} if desk.scheme == "dark" else {}
    options = json.dumps({"resultTypes": ["violations"], "preload": False, **only})
    found = desk.page.evaluate(f"axe.run(document, {options}).then(({{violations}}) => violations)")
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary'][:300]}" for one in found]


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_a_view_is_accessible_and_fits(desk: Desk, view: str) -> None:
    desk.open(view)
    assert desk.page.locator("main h1").count() == 1
    assert violations(desk) == []
    assert desk.fits()


def test_an_event_is_accessible_with_the_words_behind_a_figure_open(desk: Desk) -> None:
    desk.open(f"#/events/{most_contested(desk)}")
    assert violations(desk) == []
    desk.page.locator(".matrix .cell").first.click()
    desk.settled()
    assert violations(desk) == []
    assert desk.fits()


def test_a_report_is_accessible_with_a_claim_chosen(desk: Desk) -> None:
    desk.open(f"#/reports/{repeating(desk)}")
    desk.page.locator(".claim-head").first.click()
    assert violations(desk) == []
    assert desk.fits()


def test_the_explanation_of_the_marks_is_accessible(desk: Desk) -> None:
    desk.open("#/events")
    desk.page.locator("#key-open").click()
    assert desk.page.locator("dialog[open]").is_visible()
    assert violations(desk) == []


def test_print_shows_the_event_without_the_tools(desk: Desk) -> None:
    desk.open(f"#/events/{most_contested(desk)}")
    desk.page.emulate_media(media="print")
    assert desk.page.locator(".event-head h1").is_visible()
    assert desk.page.locator(".matrix").is_visible()
    assert not desk.page.locator(".bar").is_visible()
    assert not desk.page.locator(".exports").first.is_visible()
