"""The measure of times: marks are paired once, a part is told from another, a missing folder is said."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.read.times.timex import Timex

if TYPE_CHECKING:
    from types import ModuleType

    import pytest

PROGRAM = Path(__file__).parent.parent / "evaluate" / "times.py"
TEXT = "The army left on Friday.\n\nIt had fought for three days.\n"


def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("evaluate_times", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


MEASURE = program()


def mark(start: int, end: int, kind: str = "DATE", value: str = "2021-09-03") -> dict[str, object]:
    return {"start": start, "end": end, "type": kind, "value": value}


def docs(folder: Path, *marks: list[dict[str, object]]) -> Path:
    folder.mkdir()
    lines = [json.dumps({"id": str(n), "text": TEXT, "dct": "2021-09-04T10:00", "timex": found}) for n, found in enumerate(marks)]
    (folder / "docs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


RIGHT = [mark(17, 23), mark(44, 54, "DURATION", "P3D")]
WRONG = [mark(17, 23, value="2021-08-27"), mark(40, 54, "DURATION", "P3D")]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["times.py", *map(str, arguments)])
    return int(MEASURE.main())


def test_a_mark_answers_at_most_one_and_the_same_extent_goes_first() -> None:
    marks = [mark(0, 10), mark(4, 10)]
    found = [Timex(4, 10, "DATE", "a"), Timex(12, 14, "DATE", "b")]
    assert [(one["start"], two.value) for one, two in MEASURE.paired(marks, found)] == [(4, "a")]


def test_even_and_odd_documents_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, docs(tmp_path / "corpus", RIGHT, WRONG)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "corpus"
    assert "even, developed" in lines[1]
    assert "value given extents 1.000 (2)  DATE 1.000 (1)  DURATION 1.000 (1)" in lines[1]
    assert "strict F1 1.000  relaxed F1 1.000  value F1 1.000" in lines[2]
    assert "value given extents 0.500 (2)  DATE 0.000 (1)  DURATION 1.000 (1)" in lines[3]
    assert "strict F1 0.500  relaxed F1 1.000  value F1 0.500" in lines[4]
    assert "of a bare parse" in lines[-1]


def test_several_folders_are_summed_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run(monkeypatch, docs(tmp_path / "one", RIGHT), docs(tmp_path / "two", WRONG))
    out = capsys.readouterr().out
    assert "value given extents 0.750 (4)" in out[out.index("all folders") :]


def test_a_missing_folder_is_skipped_aloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, tmp_path / "none") == 0
    assert capsys.readouterr().out.startswith(f"SKIPPED {tmp_path / 'none'}")


def test_mistakes_are_printed_of_even_documents_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, docs(tmp_path / "corpus", WRONG, WRONG), "--errors", "values")
    out = capsys.readouterr().out
    assert out.count("2021-08-27") == 1
    assert "read 2021-09-03" in out


def test_wrong_extents_are_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run(monkeypatch, docs(tmp_path / "corpus", [mark(40, 54, "DURATION", "P3D"), mark(4, 8)]), "--errors", "extents")
    out = capsys.readouterr().out
    assert ("EXTENT [for three days] read [three days]" in out, "MISSED [army]" in out, "EXTRA  [Friday]" in out) == (True, True, True)
