"""One server over the bundled story and one browser for all tests of the page; all of it skipped, loudly, where either is missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk_window import Desk, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent.parent
ALL = tuple((width, scheme) for width in (390, 820, 1440) for scheme in ("light", "dark"))
THREE = ((390, "dark"), (820, "light"), (1440, "dark"))
"""Each width, and both schemes: what every flow is tried in. With DESK_WINDOWS=all it is all six; how a view looks always is."""
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The page is tested last: Playwright's event loop runs until the browser closes, and no other may run beside it.

    What fails in the browser is tried once more, since a loaded machine draws late; what fails twice fails.
    """
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.is_relative_to(here))
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.flaky(reruns=1, reruns_delay=1))


def missing() -> str | None:
    """What the tests in a browser want and do not have."""
    if importlib.util.find_spec("playwright") is None or importlib.util.find_spec("axe_playwright_python") is None:
        return "Playwright or axe is not installed (pip install 'reportedly[desk]')"
    if importlib.util.find_spec("starlette") is None or importlib.util.find_spec("uvicorn") is None:
        return "the server's parts are not installed (pip install 'reportedly[serve]')"
    if CHROMIUM is None:
        return "Chromium is not installed (apt install chromium, or name it in CHROMIUM)"
    return None


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the bundled story."""
    if (lacks := missing()) is not None:
        warnings.warn(f"THE PAGE IS NOT TESTED: {lacks}", stacklevel=1)
        pytest.skip(lacks)
    kept = tmp_path_factory.mktemp("desk") / "story.ledger"
    subprocess.run([sys.executable, ROOT / "desk" / "story.py", kept], check=True)
    return kept


@pytest.fixture(scope="session")
def address(story: Path) -> Iterator[str]:
    """Where the page is served over the story, as it came in."""
    with served(story) as where:
        yield where


@pytest.fixture(scope="session")
def browser(story: Path) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM)
        yield opened
        opened.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give every test of the page its windows."""
    if "window" in metafunc.fixturenames:
        looks = metafunc.module.__name__.endswith("looks") or os.environ.get("DESK_WINDOWS") == "all"
        windows = ALL if looks else THREE
        metafunc.parametrize("window", windows, indirect=True, scope="session", ids=[f"{width}-{scheme}" for width, scheme in windows])


@pytest.fixture(scope="session")
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Desk]:
    """A window of each width in each scheme; it stays open from test to test, as a user's does."""
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True, reduced_motion="reduce"
    )
    desk = Desk(context.new_page(), "about:blank", width, scheme)
    desk.page.set_default_timeout(15_000)
    desk.page.on("console", lambda message: desk.hear(f"{message.type}: {message.text}", loud=message.type in {"error", "warning"}))
    desk.page.on("pageerror", lambda error: desk.hear(str(error)))
    desk.page.on("request", lambda request: desk.see(request.url))
    yield desk
    context.close()


@pytest.fixture
def desk(window: Desk, address: str) -> Iterator[Desk]:
    """The window; afterwards nothing may have been complained of, nobody else asked, and no cookie set."""
    if window.address != address:  # another server's page is left before its complaint that the server ended is counted
        window.page.goto("about:blank")
    window.address = address
    window.said.clear()
    window.strangers.clear()
    window.may_say = None
    yield window
    window.page.emulate_media(media="screen")
    assert [line for line in window.said if window.may_say is None or window.may_say not in line] == []
    assert window.strangers == []
    assert window.page.context.cookies() == []
