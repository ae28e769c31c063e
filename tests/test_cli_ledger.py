"""The commands over a ledger: what they print, where they write, how they end."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

import samples
from reportedly import cli
from reportedly.cli import progress
from reportedly.cli.progress import Progress, expected
from reportedly.ingest import keep
from reportedly.terminal import Screen

if TYPE_CHECKING:
    from pathlib import Path

NEWS = "Four people were killed in the town of Kelmet on Monday, the army said."
FRENCH = (
    "Le gouvernement a annoncé que les soldats ont quitté la ville dans la nuit "
    "et que la population est restée dans les maisons avec les blessés."
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REPORTEDLY_LEDGER", str(tmp_path / "war.ledger"))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(NEWS)
    (tmp_path / "in" / "b.txt").write_text(f"{NEWS} It rained.")
    return tmp_path


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments], opener=samples.open_stand_in)


def added(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", folder / "in", "--outlet", "Brenna Post", "--published", "2031-07-28", "--licence", "CC0") == 0
    capsys.readouterr()


def test_add_sums_up(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", folder / "in") == 0
    assert "2 added, 0 already known, 0 updated, 0 irrelevant (kept, without a claim), 0 failed" in capsys.readouterr().err
    assert run("add", folder / "in") == 0
    assert "0 added, 2 already known" in capsys.readouterr().err


def test_add_tells_failures_and_the_exit_code_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "c.txt").write_text(FRENCH)
    assert run("add", folder / "in") == 3
    assert "c.txt: " in capsys.readouterr().err
    (folder / "in" / "d.txt").write_text("...")
    assert run("add", folder / "in") == 1
    assert "2 could not be read:" in capsys.readouterr().err


def test_only_the_first_failures_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.jsonl").write_text("{\n" * 30)
    assert run("add", folder / "bad.jsonl") == 1
    told = capsys.readouterr().err
    assert "30 could not be read (the first 20; reportedly failures lists all):" in told
    assert told.count("bad.jsonl:") == 20


def test_nothing_there_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(keep, "open_origin", lambda *_, **__: iter(()))
    assert run("add", folder / "in") == 2
    assert "no report was found there" in capsys.readouterr().err


def test_no_ledger_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("claims") == 2
    assert "no ledger there" in capsys.readouterr().err
    monkeypatch.delenv("REPORTEDLY_LEDGER")
    assert run("claims") == 2
    assert "--ledger" in capsys.readouterr().err


def test_the_settings_file_names_the_ledger_from_its_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    added(folder, capsys)
    monkeypatch.delenv("REPORTEDLY_LEDGER")
    (folder / "settings.toml").write_text('ledger = "war.ledger"')
    assert run("claims", "--settings", folder / "settings.toml", "--format", "jsonl") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_claims_as_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    assert run("claims") == 0
    heads, *rows = capsys.readouterr().out.splitlines()
    assert heads.split() == ["claim", "happened", "type", "speaker", "who", "where", "words", "outlet"]
    assert len(rows) == 2
    assert all("STATUS" in row and "Four people were killed" in row for row in rows)
    assert run("claims", "--limit", 1) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_claims_as_json_lines_lead_back_to_the_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    assert run("claims", "--format", "jsonl") == 0
    line = json.loads(capsys.readouterr().out.splitlines()[0])
    assert run("show", line["report"], "--format", "json") == 0
    whole = json.loads(capsys.readouterr().out)
    span = line["claim"]["spans"][0]
    assert whole["reading"]["report"]["text"][span["start"] : span["end"]] == span["text"]
    assert whole["custody"]["licence"] == "CC0"


def test_claims_as_csv(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    assert run("claims", "-o", folder / "claims.csv") == 0
    rows = list(csv.DictReader((folder / "claims.csv").open()))
    assert [row["words"] for row in rows] == [f"{NEWS} It rained.", NEWS]
    assert all(row["learned"].endswith("Z") and row["superseded"] == "" for row in rows)


@pytest.mark.parametrize(
    ("name", "begins"), [("c.geojson", b'{"type":"FeatureCollection"'), ("c.tsv", b"Event ID\t"), ("c.parquet", b"PAR1")]
)
def test_the_ending_of_a_file_says_the_form_of_claims(folder: Path, name: str, begins: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    assert run("claims", "-o", folder / name) == 0
    assert (folder / name).read_bytes().startswith(begins)


def test_reports_have_no_form_of_claims(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    with pytest.raises(SystemExit):
        run("reports", "--format", "geojson")
    assert "invalid choice: 'geojson'" in capsys.readouterr().err


def test_search_takes_words_and_phrases(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    assert run("search", "rained", '"town of Kelmet"', "--format", "jsonl") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert run("search", "Kelmet of town", "--format", "jsonl") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("command", ["claims", "reports"])
def test_nothing_that_fits_is_said_with_what_is_near(folder: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    assert run(command, "--outlet", "brenna") == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "nothing fits; near to the name are: Brenna Post" in told.err


def test_reports_in_every_form(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    assert run("reports", "--text", "rained") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert run("reports", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["outlet"], row["claims"], row["licence"]) for row in rows] == [("Brenna Post", "1", "CC0")] * 2
    assert rows[0]["sha256"] == hashlib.sha256(f"{NEWS} It rained.".encode()).hexdigest()
    assert run("reports", "--format", "jsonl") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["report_id"] == rows[0]["report_id"]


def test_show_a_report_and_a_claim(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    run("claims", "--format", "jsonl")
    line = json.loads(capsys.readouterr().out.splitlines()[1])
    for name in (line["report"], line["claim"]["id"][:10]):
        assert run("show", name) == 0
        shown = capsys.readouterr().out
        assert "Four people were killed" in shown
        assert "SHA-256 of the text as it came" in shown
        assert "licence: CC0" in shown
    assert run("show", "00000000") == 2


def test_an_unread_report_is_shown_as_such(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "c.txt").write_text("FAULT, said the army of the town.")
    assert run("add", folder / "in" / "c.txt") == 1
    capsys.readouterr()
    assert run("failures", "--format", "jsonl") == 0
    failure = json.loads(capsys.readouterr().out)
    assert run("show", failure["report_id"]) == 0
    assert "could not be read" in capsys.readouterr().out


def test_failures_are_listed_and_retried(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "c.txt").write_text("...")
    assert run("add", folder / "in") == 1
    capsys.readouterr()
    assert run("failures") == 0
    assert "c.txt" in capsys.readouterr().out
    (folder / "in" / "c.txt").write_text(f"Now there are words. {NEWS}")
    assert run("failures", "--retry") == 0
    assert "1 added" in capsys.readouterr().err
    assert run("failures", "--format", "csv") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert run("failures", "--all", "--format", "csv") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert run("failures", "--retry") == 0
    assert "nothing to try again" in capsys.readouterr().err


def test_reread_says_what_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    (folder / "in" / "c.txt").write_text(f"{NEWS}\nIt rained in Kelmet.")
    run("add", folder / "in" / "c.txt")
    capsys.readouterr()
    from test_keep import open_later

    assert cli.main(["reread"], opener=open_later) == 0
    told = capsys.readouterr()
    assert "0 as before, 0 told otherwise, 1 new, 1 gone" in told.out
    assert "3 reports read again, 1 of them otherwise" in told.err


def test_redact_and_export(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    run("reports", "--format", "jsonl", "--text", "rained")
    name = json.loads(capsys.readouterr().out)["report_id"]
    assert run("redact", name, "--reason", "a test", "--words", "Kelmet") == 0
    assert "6 characters gone" in capsys.readouterr().err
    assert run("export", "-o", folder / "out") == 0
    sums = dict(line.split("  ")[::-1] for line in (folder / "out" / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {"readings.jsonl", "claims.csv", "custody.jsonl"}
    for file, digest in sums.items():
        held = (folder / "out" / file).read_bytes()
        assert hashlib.sha256(held).hexdigest() == digest
        assert held.count(b"Kelmet") == (0 if file == "custody.jsonl" else 1 if file == "claims.csv" else held.count(b"Kelmet"))
    chain = [json.loads(line) for line in (folder / "out" / "custody.jsonl").open()]
    assert [[mark["reason"] for mark in one["redactions"]] for one in chain] == [[], ["a test"]]
    readings = [json.loads(line) for line in (folder / "out" / "readings.jsonl").open()]
    assert "Kelmet" not in json.dumps(readings[1])
    assert chain[1]["sha256"] == hashlib.sha256(f"{NEWS} It rained.".encode()).hexdigest()


def test_an_export_of_what_was_known_on_a_day(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    assert run("export", "-o", folder / "out", "--as-of", "2001-01-01") == 0
    assert (folder / "out" / "readings.jsonl").read_bytes() == b""


def test_an_export_can_be_added_to_another_ledger(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    run("export", "-o", folder / "out")
    assert run("add", folder / "out" / "readings.jsonl", "--ledger", folder / "other.ledger") == 0
    assert "2 added" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ("claims", "--box", "1,2,3"),
        ("claims", "--since", "Monday"),
        ("claims", "--limit", "0"),
        ("search", "--", "!!!"),
        ("redact", "abcd1234", "--reason", "x"),
        ("export", "-o", "/dev/null/x"),
    ],
)
def test_what_makes_no_sense_ends_with_2(folder: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    assert run(*arguments) == 2
    assert capsys.readouterr().err.startswith("reportedly: ")


def test_a_box_may_begin_with_a_minus(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added(folder, capsys)
    assert run("claims", "--box=-12,4,-7,9") == 0


def test_hostile_words_cannot_command_the_screen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "a.txt").write_text(f"\x1b[31m\u202e{NEWS}")
    added(folder, capsys)
    run("claims")
    run("reports")
    assert not {"\x1b", "\u202e"} & set(capsys.readouterr().out)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_tells_rate_and_what_is_left() -> None:
    seconds = iter((0.0, 10.0, 20.0))
    out = Terminal()
    shown = Progress(100, out=out, clock=lambda: next(seconds))
    shown.show(20, 0)
    shown.show(40, 3)
    shown.close()
    assert "[#########...............] 40 of about 100, 2.0/s, 30 s left, 3 failed" in out.getvalue()
    assert out.getvalue().endswith("\r\x1b[K")


def test_progress_without_a_total_tells_the_count() -> None:
    seconds = iter((0.0, 10.0))
    shown = Progress(None, out=Terminal(), clock=lambda: next(seconds))
    shown.show(1234, 0)
    assert shown.line(1234, 0) == "1,234 done, 123.4/s"


def test_no_progress_on_a_pipe(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("add", folder / "in")
    assert "\r" not in capsys.readouterr().err


def test_progress_on_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = Terminal()
    monkeypatch.setattr(sys, "stderr", out)
    assert run("add", folder / "in") == 0
    assert "2 of about 2" in out.getvalue()


@pytest.mark.parametrize(("seconds", "told"), [(40, "40 s"), (720, "12 min"), (12_600, "3.5 h")])
def test_durations(seconds: float, told: str) -> None:
    assert progress._duration(seconds) == told


def test_how_many_there_are_is_counted_where_it_can_be(folder: Path) -> None:
    (folder / "in" / "c.jsonl").write_text('{"text": "a"}\n\n{"text": "b"}\n')
    (folder / "in" / "picture.png").write_text("")
    assert expected([str(folder / "in")]) == 4
    assert expected([str(folder / "in"), "https://post.example"]) is None
    assert expected([str(folder / "none")]) is None


def test_columns_share_the_width() -> None:
    line = Screen(width=30).columns(["ab", "a long cell of words", "x\ny"], [-4, 2, 1])
    assert line == "ab   a long cell of … x y"
    assert Screen(width=30, unicode=False).columns(["abcdef"], [-4]) == "abc~"


def test_an_interrupt_ends_with_130(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(keep, "add", interrupted)
    assert run("add", folder / "in") == 130
    assert "the same command goes on from there" in capsys.readouterr().err
