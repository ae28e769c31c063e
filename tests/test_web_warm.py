"""Answers that are made once for the ledger as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shelf
from reportedly.web.warm import Made, Warm
from webbed import served, story

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def made(size: int) -> Made:
    return Made(b"a" * size, "text/plain", {})


def test_what_was_asked_for_least_lately_goes_first() -> None:
    warm = Warm(most=100)
    for tag in "abc":
        warm.put(tag, made(40))
        warm.get("a")
    assert [warm.get(tag) is not None for tag in "abc"] == [True, False, True]
    assert warm._size == 80


def test_what_is_too_large_is_not_kept() -> None:
    warm = Warm(most=100)
    warm.put("a", made(101))
    assert warm.get("a") is None


def test_an_answer_is_made_once_for_each_state_of_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(tmp_path, *story()) as client:
        asked: list[object] = []
        claims = type(client.desk.ledger).claims
        monkeypatch.setattr(type(client.desk.ledger), "claims", lambda *given, **named: asked.append(1) or claims(*given, **named))
        first, second = client.get("/api/claims?limit=2"), client.get("/api/claims?limit=2")
        assert (first.content, first.headers["link"]) == (second.content, second.headers["link"])
        assert len(asked) == 1
        shelf.keep(client.desk.pen, shelf.simple("Nine fled."))
        assert client.get("/api/claims?limit=2").content != first.content


def test_a_refusal_is_not_kept(tmp_path: Path) -> None:
    with served(tmp_path, *story()) as client:
        client.get("/api/claims/abcdabcd")
        assert client.desk.warm._size == 0
