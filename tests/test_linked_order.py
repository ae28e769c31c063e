"""What is decided does not depend on when a report came, nor on how many came at once."""

from __future__ import annotations

import gc
import random
from typing import TYPE_CHECKING

import msgspec
import pytest

from linked import events, linked, story
from reportedly.ingest.deciding import rarely_collected

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.model.event import Event


def decided(found: Event) -> Event:
    """An event without what tells when things came."""
    return msgspec.structs.replace(found, former=(), updated=None)


@pytest.mark.parametrize("name", ["panjshir", "original"])
@pytest.mark.parametrize(("seed", "at_once", "batch"), [(1, 1, 1000), (2, 4, 7)])
def test_stories_are_the_same_events_in_whatever_order_they_come(tmp_path: Path, name: str, seed: int, at_once: int, batch: int) -> None:
    readings = story(name)
    other = list(readings)
    random.Random(seed).shuffle(other)
    with linked(tmp_path / "a", readings) as one, linked(tmp_path / "b", other, at_once=at_once, batch=batch) as two:
        first, second = ({found.id: decided(found) for found in events(book)} for book in (one, two))
        assert {name: found.claims for name, found in first.items()} == {name: found.claims for name, found in second.items()}
        assert first == second


def test_several_processes_decide_as_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.ingest.deciding._WORTH", 5)
    with linked(tmp_path / "a", story("original")) as one, linked(tmp_path / "b", story("original"), workers=2) as two:
        assert events(one) == events(two)


@pytest.mark.parametrize(("usual", "meanwhile"), [(700, 50_000), (90_000, 90_000), (0, 0)])
def test_linking_looks_for_cycles_seldom_and_leaves_the_setting_as_it_was(usual: int, meanwhile: int) -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(usual, 7, 9)
        with rarely_collected():
            assert gc.get_threshold() == (meanwhile, 7, 9)
        assert gc.get_threshold() == (usual, 7, 9)
    finally:
        gc.set_threshold(*before)
