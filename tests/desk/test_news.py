"""What is new in the ledger is told in a line that moves nothing, in every window; a page that nobody sees listens no more."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk_window import Desk, served
from test_looks import violations

if TYPE_CHECKING:
    from collections.abc import Iterator

NEWS = ".news:not([hidden])"
HIDE = (
    "Object.defineProperty(document, 'hidden', {configurable: true, get: () => %s}); document.dispatchEvent(new Event('visibilitychange'))"
)


@pytest.fixture(scope="module")
def kept(story: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the story, to which reports come."""
    return Path(shutil.copy(story, tmp_path_factory.mktemp("news") / "growing.ledger"))


@pytest.fixture(scope="module")
def address(kept: Path) -> Iterator[str]:
    """Where the page is served over it."""
    with served(kept) as where:
        yield where


def come(kept: Path, number: int) -> None:
    """Another report is added."""
    text = f"Two shops burned in Kabul on Monday, officials said. The guard denied that it had fired {number} shots."
    command = [sys.executable, "-m", "reportedly", "add", "-", "--ledger", str(kept), "--outlet", f"Example News {number}"]
    subprocess.run([*command, "--published", "2021-09-09"], input=text, text=True, check=True, capture_output=True)


def listening(desk: Desk) -> None:
    """Wait until the server has a follower."""
    for _ in range(200):
        body = desk.page.request.get(f"{desk.address}/metrics").text()
        if any(line.split()[-1] == "1" for line in body.splitlines() if line.startswith("reportedly_listeners")):
            return
        desk.page.wait_for_timeout(50)
    raise AssertionError("nobody follows")


def test_new_claims_are_told_in_a_line_that_moves_nothing_and_shown_when_asked(desk: Desk, kept: Path) -> None:
    desk.open("#/events")
    listening(desk)
    place = "JSON.stringify(document.querySelector('.event-item').getBoundingClientRect())"
    before, first = desk.page.evaluate(place), desk.page.locator(".event-item h3").first.inner_text()
    come(kept, 10 * desk.width + len(desk.scheme))
    line = desk.page.locator(NEWS)
    line.wait_for()
    assert "new claim" in line.inner_text()
    assert desk.page.evaluate(place) == before
    assert desk.page.locator(".event-item h3").first.inner_text() == first
    assert "new claim" in desk.page.locator("[role=status][aria-live=polite]").inner_text()
    assert violations(desk) == []
    line.get_by_role("button", name="show").click()
    desk.settled()
    assert desk.asked() == {"sort": "recent"}
    assert desk.page.locator(NEWS).count() == 0


def test_what_came_while_nobody_looked_is_told_when_somebody_does(desk: Desk, kept: Path) -> None:
    desk.open("#/speakers")
    listening(desk)
    desk.page.evaluate(HIDE % "true")
    come(kept, 10 * desk.width + len(desk.scheme) + 1)
    desk.page.wait_for_timeout(1500)
    assert desk.page.locator(NEWS).count() == 0
    desk.page.evaluate(HIDE % "false")
    desk.page.locator(NEWS).wait_for()
    desk.page.get_by_role("button", name="Not now").click()
    assert desk.page.locator(NEWS).count() == 0
