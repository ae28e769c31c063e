"""The readings of the bundled story are those in tests/goldens; after a change that is meant: python tests/regenerate_goldens.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regenerate_goldens import GOLDENS, golden, stories

if TYPE_CHECKING:
    from pathlib import Path

if not GOLDENS.is_dir():
    pytest.skip("no goldens yet: python tests/regenerate_goldens.py", allow_module_level=True)


@pytest.mark.parametrize("path", stories(), ids=lambda path: path.stem)
def test_the_reading_is_the_golden_one(path: Path) -> None:
    kept = (GOLDENS / f"{path.stem}.txt").read_text(encoding="utf-8")
    assert golden(path).splitlines() == kept.splitlines()


def test_every_golden_has_its_report() -> None:
    assert sorted(path.stem for path in GOLDENS.glob("*.txt")) == [path.stem for path in stories()]
