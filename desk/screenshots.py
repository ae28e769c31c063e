"""Make the pictures of docs/desk.md anew: `make screenshots`. Wants Chromium and the extra `desk`.

The page is served over the bundled story, as `make serve` does it, and pictured by the browser that the tests use.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "desk"
_QUIET = "document.documentElement.dataset.shown === location.hash && !document.querySelector('[aria-busy=true]')"


@contextmanager
def served(story: str) -> Iterator[str]:
    """The address of the page over one of the stories in examples/."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        kept = Path(folder) / "story.ledger"
        subprocess.run([sys.executable, ROOT / "desk" / "story.py", kept, ROOT / "examples" / story], check=True)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        server = subprocess.Popen([sys.executable, "-m", "reportedly", "serve", "--ledger", str(kept), "--port", str(port)])
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/health").close()
                    break
                except OSError:
                    time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def answer(address: str, path: str) -> Any:
    """What the API answers."""
    with urllib.request.urlopen(f"{address}{path}") as told:  # noqa: S310 - our own server
        return json.load(told)


@contextmanager
def opened(browser: Browser, where: str, size: tuple[int, int], scheme: str) -> Iterator[Page]:
    """The page at an address, once all of it has come."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(where)
    while not page.evaluate(_QUIET):
        page.wait_for_timeout(50)
    page.wait_for_timeout(1000)  # the shapes of the map; the page goes on listening for changes, so that its network is never idle
    yield page
    context.close()


def main() -> None:
    """Write every picture."""
    OUT.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium)
        with served("panjshir") as address:
            views(browser, address)
        with served("original") as address:
            figures(browser, address)
        browser.close()


def views(browser: Browser, address: str) -> None:
    """Picture the views over the bundled story."""
    event = answer(address, "/api/events?sort=contest&limit=1")["items"][0]["id"]
    report = next(one for one in answer(address, "/api/reports?limit=50")["items"] if "GNB" in one["outlet"])["report_id"]
    claim = answer(address, f"/api/reports/{report}")["reading"]["claims"][4]["id"]
    for name, where, size, scheme in (
        ("events", "#/events", (1440, 900), "light"),
        ("event", f"#/events/{event}", (1440, 1500), "light"),
        ("event-phone", f"#/events/{event}", (390, 1400), "dark"),
        ("report", f"#/reports/{report}?claim={claim}", (1180, 940), "light"),
        ("review", "#/review", (1180, 700), "dark"),
    ):
        with opened(browser, f"{address}/{where}", size, scheme) as page:
            page.screenshot(path=OUT / f"{name}.png")


def figures(browser: Browser, address: str) -> None:
    """Picture the toll bar of the invented event of whose dead most lineages give most figures."""
    listed = answer(address, "/api/events?sort=deaths&limit=100")["items"]
    events = [answer(address, f"/api/events/{one['id']}")["event"] for one in listed]
    told = {event["id"]: max((_told(toll) for toll in event["tolls"]), default=(0, 0)) for event in events}
    with opened(browser, f"{address}/#/events/{max(told, key=told.__getitem__)}", (1280, 900), "light") as page:
        page.locator("section:has(> #toll-title)").screenshot(path=OUT / "toll.png")


def _told(toll: dict[str, Any]) -> tuple[int, int]:
    """How many lineages count, and how many figures they gave."""
    return len(toll["lines"]), sum(len(line["versions"]) for line in toll["lines"])


if __name__ == "__main__":
    main()
