"""The command as a person runs it: the real reader, real files, a process of its own where that matters."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from reportedly import cli

ROOT = Path(__file__).parent.parent
PAGE = Path(__file__).parent / "data" / "reports" / "article.html"
DAY = ("--published", "2021-08-05")  # a Thursday
SHELLING = "Rebels shelled the town of Kelmet on Saturday, killing at least 12 soldiers, the army said."
DENIAL = "The rebels denied that they had attacked the town."
TEXT = f"{SHELLING}\n\n{DENIAL}\n"
MARKDOWN = f"""---
title: Town shelled
date: 2021-08-05
---

# Town shelled

*{SHELLING}*

- {DENIAL}
"""
FRENCH = (
    "Le gouvernement a annoncé que les rebelles ont attaqué la ville dans la nuit de samedi et que douze soldats ont été tués. "
    "Les rebelles ont démenti cette information dans un message publié par leur chaîne."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the same news as text, Markdown and a saved page."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    (tmp_path / "in" / "b.md").write_text(MARKDOWN)
    shutil.copy(PAGE, tmp_path / "in" / "c.html")
    return tmp_path


def process(*arguments: object, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "reportedly", *map(str, arguments)], input=given, capture_output=True, check=False)


def read(*arguments: object) -> int:
    """The command in this process, with the real reader."""
    return cli.main(["read", *map(str, arguments)])


def stances(reading: dict[str, Any]) -> set[tuple[str, str | None]]:
    """Stance and speaker of each claim."""
    return {(claim["stance"], (claim["speaker"] or {}).get("name")) for claim in reading["claims"]}


def holds(reading: dict[str, Any]) -> bool:
    """Whether all evidence and all mentions slice back to their words."""
    text = reading["report"]["text"]
    spans = [span for claim in reading["claims"] for span in (*claim["spans"], *claim["cues"])]
    return all(text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_a_process_reads_a_text_file(folder: Path) -> None:
    done = process("read", folder / "in" / "a.txt", *DAY, "--outlet", "Brenna Post")
    out = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Brenna Post | 2021-08-05" in out
    assert "● army" in out
    assert "✗ rebels" in out
    assert "at least 12 killed" in out
    assert "“Rebels shelled the town of Kelmet on Saturday" in out
    assert "\x1b" not in out


def test_a_process_reads_standard_input() -> None:
    done = process("read", "-", *DAY, "--format", "jsonl", given=TEXT.encode())
    assert done.returncode == 0
    (reading,) = map(json.loads, done.stdout.splitlines())
    assert stances(reading) == {("asserted", "army"), ("denied", "rebels")}


def test_the_installed_command_is_the_same_function() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    module, name = scripts["reportedly"].split(":")
    assert getattr(import_module(module), name) is cli.main


def test_a_process_says_what_failed_and_reads_the_rest(folder: Path) -> None:
    done = process("read", folder / "in" / "a.txt", folder / "gone.txt", folder / "in" / "b.md", *DAY, "--format", "jsonl")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert b"1 could not be read:" in done.stderr
    assert b"gone.txt" in done.stderr.splitlines()[-1]


def test_a_process_refuses_another_language_by_name(folder: Path) -> None:
    (folder / "fr.txt").write_text(FRENCH)
    done = process("read", folder / "fr.txt")
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"French" in done.stderr
    assert b"Traceback" not in done.stderr


def test_json_of_a_file_and_of_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(folder / "in" / "a.txt", *DAY, "--format", "json") == 0
    one = json.loads(capsys.readouterr().out)
    assert one["format"] == 1
    assert stances(one) == {("asserted", "army"), ("denied", "rebels")}
    assert {claim["time"]["start"] for claim in one["claims"] if claim["stance"] == "asserted"} == {"2021-07-31"}
    assert [claim["killed"]["low"] for claim in one["claims"] if claim["killed"]] == [12]
    assert {relation["kind"] for relation in one["relations"]} <= {"same", "repeats", "updates", "corroborates", "contradicts", "part_of"}
    assert read(folder / "in", "--format", "json") == 0
    many = json.loads(capsys.readouterr().out)
    assert len(many) == 3
    assert all(holds(reading) and reading["claims"] for reading in many)


def test_markdown_gives_its_date_and_title(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(folder / "in" / "b.md", "--format", "json") == 0
    reading = json.loads(capsys.readouterr().out)
    assert (reading["report"]["published"], reading["report"]["title"]) == ("2021-08-05", "Town shelled")
    assert {stance for stance, _ in stances(reading)} == {"asserted", "denied"}
    assert holds(reading)


def test_a_saved_page_gives_its_date_title_and_outlet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(folder / "in" / "c.html", "--format", "json") == 0
    reading = json.loads(capsys.readouterr().out)
    head = reading["report"]
    assert (head["title"], head["outlet"], head["published"]) == ("Shells hit Kelmet market", "Meridian Wire", "2031-03-08")
    assert "First reader" not in head["text"]
    assert holds(reading)
    assert "denied" in {stance for stance, _ in stances(reading)}
    assert any(claim["killed"] and claim["killed"]["low"] == 12 for claim in reading["claims"])


def test_without_a_date_times_stay_as_the_report_names_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(folder / "in" / "a.txt") == 0
    out = capsys.readouterr().out
    assert "no publication date known: times stay as the report names them" in out
    assert "· Saturday" in out
    assert "20" not in out.split("1. ")[1].split("“")[0]
    assert read(folder / "in" / "a.txt", "--format", "json") == 0
    times = [claim["time"] for claim in json.loads(capsys.readouterr().out)["claims"] if claim["time"]]
    assert [(time["start"], time["end"], time["symbol"]) for time in times] == [(None, None, "Saturday")]


def test_csv_has_a_row_for_each_claim(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(folder / "in" / "a.txt", *DAY, "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["stance"] for row in rows] == ["asserted", "denied"]
    assert [row["speaker"] for row in rows] == ["army", "rebels"]


def test_output_to_a_file_and_to_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(folder / "in" / "a.txt", *DAY, "--format", "jsonl") == 0
    printed = capsys.readouterr().out
    assert read(folder / "in" / "a.txt", *DAY, "-o", folder / "one.jsonl") == 0
    assert (folder / "one.jsonl").read_text() == printed
    assert read(folder / "in", "-o", f"{folder / 'out'}/") == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["a.json", "b.json", "c.json"]
    assert all(holds(json.loads(path.read_text())) for path in (folder / "out").iterdir())
    assert capsys.readouterr().out == ""


def test_what_was_written_can_be_read_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(folder / "in" / "a.txt", *DAY, "-o", folder / "one.json") == 0
    assert read(folder / "one.json", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["claims"] == json.loads((folder / "one.json").read_text())["claims"]


def test_the_bundled_story_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    story = sorted((ROOT / "examples" / "panjshir").glob("p*.json"))
    assert read(*story, "--format", "jsonl") == 0
    readings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(readings) == 10
    assert all(reading["claims"] and holds(reading) for reading in readings)
    assert {claim["stance"] for reading in readings for claim in reading["claims"]} == {"asserted", "denied", "hedged", "planned", "demand"}
