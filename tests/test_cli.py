"""The command: forms, files, exit codes, and what goes to standard error."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

import samples
from reportedly import cli, files, ingest

if TYPE_CHECKING:
    from pathlib import Path

FRENCH = (
    "Le gouvernement a annoncé que les soldats ont quitté la ville dans la nuit "
    "et que la population est restée dans les maisons avec les blessés."
)
NEWS = "Four people were killed in the town of Kelmet on Monday, the army said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(NEWS)
    (tmp_path / "in" / "b.txt").write_text(f"{NEWS} It rained.")
    return tmp_path


def run(*arguments: object) -> int:
    return cli.main(["read", *map(str, arguments)], opener=samples.open_stand_in)


def test_text_to_a_pipe_has_no_colour(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder / "in" / "a.txt", "--published", "2031-08-05", "--outlet", "Brenna Post", "--title", "Four dead") == 0
    out = capsys.readouterr().out
    assert out.startswith("Four dead\nBrenna Post | 2031-08-05\n")
    assert "“Four people were killed" in out
    assert "\x1b" not in out


def test_one_origin_is_an_object_several_an_array(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a, b = folder / "in" / "a.txt", folder / "in" / "b.txt"
    assert run(a, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["report"]["text"] == NEWS
    assert run(a, b, "--format", "json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 2
    assert run(folder / "in", "--format", "json") == 0
    assert [entry["report"]["text"] for entry in json.loads(capsys.readouterr().out)] == [NEWS, f"{NEWS} It rained."]


def test_jsonl_and_csv(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder / "in", "--format", "jsonl") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert run(folder / "in", "--format", "csv") == 0
    assert [row["words"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))] == [NEWS, f"{NEWS} It rained."]


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEWS.encode())))
    assert run("-", "--format", "jsonl") == 0
    assert json.loads(capsys.readouterr().out)["report"]["text"] == NEWS


def test_a_folder_of_files_with_names_made_unique(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "A.txt").write_text(f"{NEWS} Again.")
    out = folder / "out"
    assert run(folder / "in", folder / "more", "-o", f"{out}/") == 0
    assert sorted(path.name for path in out.iterdir()) == ["A-2.json", "a.json", "b.json"]
    assert json.loads((out / "A-2.json").read_text())["report"]["text"].endswith("Again.")


def test_the_form_follows_the_ending(folder: Path) -> None:
    assert run(folder / "in", "-o", folder / "all.jsonl") == 0
    assert len((folder / "all.jsonl").read_text().splitlines()) == 2
    assert run(folder / "in", "-o", folder / "all.csv") == 0
    assert (folder / "all.csv").read_text().startswith("report_id,")


def test_a_missing_file_among_many(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder / "in" / "a.txt", folder / "gone.txt", folder / "in" / "b.txt", "--format", "jsonl") == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 2
    assert "1 could not be read:" in captured.err
    assert "gone.txt" in captured.err


def test_another_language_has_an_exit_code_of_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "fr.txt").write_text(FRENCH)
    assert run(folder / "fr.txt") == 3
    assert "French" in capsys.readouterr().err
    assert run(folder / "fr.txt", folder / "in") == 3
    assert run(folder / "fr.txt", folder / "gone.txt") == 1


def test_nothing_read_leaves_the_old_file(folder: Path) -> None:
    (folder / "old.json").write_text("old")
    assert run(folder / "gone.txt", "-o", folder / "old.json") == 1
    assert (folder / "old.json").read_text() == "old"


@pytest.mark.parametrize(
    "arguments", [["--published", "Someday"], ["--workers", "0"], ["--settings", "nowhere.toml"], ["-o", "no/such/place.json"]]
)
def test_options_that_make_no_sense(folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder / "in" / "a.txt", *arguments) == 2
    assert capsys.readouterr().err.startswith("reportedly: ")


@pytest.mark.parametrize("arguments", [[], ["read", "--format", "xml", "x"], ["fly"]])
def test_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--version", "--help"):
        with pytest.raises(SystemExit) as caught:
            cli.main([option])
        assert caught.value.code == 0
    assert "reportedly" in capsys.readouterr().out


def test_interrupting_leaves_no_half_written_output(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = ingest.read_origins

    def interrupted(*given: object, **named: object) -> object:
        yield next(iter(outcomes(*given, **named)))  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(ingest, "read_origins", interrupted)
    assert run(folder / "in", "-o", folder / "all.jsonl") == 130
    assert sorted(path.name for path in folder.iterdir()) == ["in"]
    assert "interrupted" in capsys.readouterr().err


def test_a_future_day_is_accepted_with_a_word(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder / "in" / "a.txt", "--published", "2999-01-01", "--format", "jsonl") == 0
    captured = capsys.readouterr()
    assert "lies in the future" in captured.err
    assert "a.txt (2999-01-01)" in captured.err
    assert json.loads(captured.out)["report"]["published"] == "2999-01-01"


def test_workers_give_the_same_bytes(folder: Path) -> None:
    assert run(folder / "in", "-o", folder / "one.jsonl") == 0
    assert run(folder / "in", "-o", folder / "two.jsonl", "--workers", "2") == 0
    assert (folder / "one.jsonl").read_bytes() == (folder / "two.jsonl").read_bytes()


def test_a_hostile_file_name_cannot_command_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder / "x\x1b[2J.txt") == 1
    assert "\x1b" not in capsys.readouterr().err


def test_a_translation_is_accepted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder / "in" / "a.txt", "--translation-of", "fa", "--format", "jsonl") == 0
    assert json.loads(capsys.readouterr().out)["report"]["original_language"] == "fa"


def test_a_whole_file_keeps_mode_and_link(tmp_path: Path) -> None:
    target, link = tmp_path / "t", tmp_path / "l"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    with files.whole_file(link) as out:
        out.write(b"new")
    assert (target.read_text(), target.stat().st_mode & 0o777, link.is_symlink()) == ("new", 0o640, True)
    with pytest.raises(TypeError), files.whole_file(link) as out:
        out.writelines([b"half", None])  # type: ignore[list-item]
    assert (target.read_text(), len(list(tmp_path.iterdir()))) == ("new", 2)
