"""The built page, as it is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly.web import page
from webbed import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from webbed import Client


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    folder = tmp_path / "static"
    (folder / "shapes").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>desk</title>")
    (folder / "desk-1a2b3c4d.js").write_text("export {}")
    (folder / "shapes" / "world.json").write_text("{}")
    (folder / "notes.md").write_text("# not for you")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    found = page.assets(folder)
    monkeypatch.setattr(page, "assets", lambda: found)
    (tmp_path / "ledger").mkdir()
    with served(tmp_path / "ledger") as opened:
        yield opened


def test_the_page_stands_at_the_root(client: Client) -> None:
    answer = client.get("/")
    assert answer.text.startswith("<!doctype html>")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_what_has_its_hash_in_its_name_is_kept_for_ever(client: Client) -> None:
    answer = client.get("/static/desk-1a2b3c4d.js")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/shapes/world.json").headers["cache-control"] == "no-cache"


def test_a_file_that_did_not_change_is_not_sent_again(client: Client) -> None:
    tag = client.get("/static/shapes/world.json").headers["etag"]
    assert client.get("/static/shapes/world.json", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("name", ["notes.md", "link.txt", "../secret.txt", "shapes", "missing.js", ""])
def test_nothing_else_is_served(client: Client, name: str) -> None:
    answer = client.get(f"/static/{name}")
    assert answer.status_code == 404
    assert "secret" not in answer.text.removeprefix('{"type":"about:blank"').replace("secret.txt", "")


def test_without_a_page_the_api_says_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "assets", dict)
    with served(tmp_path) as client:
        answer = client.get("/")
    assert answer.status_code == 404
    assert "/openapi.json" in answer.json()["detail"]
