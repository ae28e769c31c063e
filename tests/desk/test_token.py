"""A server that wants a token: the link that it prints opens the page, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk_window import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def link(story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    token = tmp_path_factory.mktemp("token") / "token"
    token.touch(0o600)
    token.write_text("a" * 20 + "0123456789")
    with served(story, "--token-file", str(token)) as printed:
        yield printed


def test_the_printed_link_opens_the_page_once_and_leaves_the_address(link: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.locator(".event-item").first.wait_for()
    assert "code" not in page.url
    assert context.cookies() == []
    page.reload()
    page.locator(".event-item").first.wait_for()
    stranger = context.new_page()
    stranger.goto(link.partition("#")[0] + "#/events")
    refusal = stranger.locator(".found .refusal")
    refusal.wait_for()
    assert "token" in refusal.inner_text()
    context.close()
