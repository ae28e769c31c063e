"""The commands that ask what happened, on the bundled story's claims made by hand."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from linked import linked, story
from reportedly import cli, ledger
from reportedly.ledger.append import append
from shelf import entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("story")
    linked(folder, story("panjshir")).close()
    return folder / "war.ledger"


@pytest.fixture
def told(path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., str]:
    """What a command prints, once it has ended well."""

    def run(*arguments: str) -> str:
        assert cli.main([*arguments, "--ledger", str(path)]) == 0
        return capsysbinary.readouterr().out.decode()

    return run


def first(told: Callable[..., str]) -> dict:
    """The most contested event, whole."""
    return json.loads(told("events", "--format", "json", "--limit", "1"))[0]


def test_a_table_has_a_line_an_event_the_most_contested_first(told: Callable[..., str]) -> None:
    head, *lines = told("events").splitlines()
    assert head.split()[:2] == ["event", "happened"]
    assert lines[0].startswith(first(told)["id"][:8])
    assert "contested" in lines[0]
    assert len(lines) == len(json.loads(told("events", "--format", "json")))


def test_filters_and_limits_hold(told: Callable[..., str]) -> None:
    contested = json.loads(told("events", "--contested", "--format", "json"))
    assert contested
    assert all(one["contest"] > 0 and one["status"] == "contested" for one in contested)
    assert len(told("events", "--party", "Taliban", "--limit", "2").splitlines()) == 3
    assert json.loads(told("events", "--type", "FIGHT", "--since", "2031-01-01", "--format", "json")) == []
    assert told("events", "--as-of", "2021-01-01") == ""


def test_every_form_of_the_exports_is_a_form_of_events(told: Callable[..., str], tmp_path: Path) -> None:
    whole = json.loads(told("events", "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(told("events", "--format", "csv"))))
    assert [row["event_id"] for row in rows] == [one["id"] for one in whole]
    assert rows[0]["claim_ids"].split("; ") == whole[0]["claims"]
    assert len(json.loads(told("events", "--format", "geojson"))["features"]) == len(whole)
    told("events", "-o", str(tmp_path / "events.jsonl"))
    assert len((tmp_path / "events.jsonl").read_text().splitlines()) == len(whole)


def test_a_page_names_speakers_tolls_and_words(told: Callable[..., str]) -> None:
    found = first(told)
    page = told("event", found["id"][:8])
    assert found["sentence"].split(";")[0][:40] in " ".join(page.split())
    for title in ("How it stands", "Where and when", "The claims, side by side", "Who speaks", "Whose voices they are", "In their words"):
        assert f"\n{title}\n" in page
    assert "independent origin" in page
    assert f"{found['claims'][0][:8]}" in page
    assert "≠" in page


def test_an_event_as_json_has_its_claims(told: Callable[..., str]) -> None:
    found = json.loads(told("event", first(told)["id"], "--format", "json"))
    assert [one["claim"]["id"] for one in found["claims"]] == found["event"]["claims"]


def test_disputes_stand_side_by_side_with_words_and_reasons(told: Callable[..., str]) -> None:
    shown = told("disputes", "--party", "Taliban")
    assert "Who holds Panjshir?" in shown
    assert "why both cannot be true:" in shown
    assert "“" in shown
    found = json.loads(told("disputes", "--party", "Taliban", "--format", "json"))
    assert {one["topic"] for one in found} >= {"control"}
    assert all(len(one["stands"]) > 1 for one in found)


def test_a_history_tells_when_and_what(told: Callable[..., str]) -> None:
    name = first(told)["id"]
    assert "new: first told" in told("history", name)
    assert json.loads(told("history", name, "--format", "json"))["moments"][0]["changed"] == ["first told"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("event", "ffffffff"),
        ("history", "x"),
        ("events", "--limit", "0"),
        ("events", "--status", "true"),
        ("event", "1234", "--as-of", "noon"),
    ],
)
def test_what_makes_no_sense_ends_with_2(path: Path, arguments: tuple[str, ...], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.main([*arguments, "--ledger", str(path)]) == 2
    assert capsysbinary.readouterr().err.startswith(b"reportedly: ")


def test_what_an_older_program_left_is_linked_when_it_is_asked_for(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with ledger.open(tmp_path / "war.ledger", create=True) as book:
        append(book, [entry(one, origin=one.report.id) for one in story("panjshir")])
    assert cli.main(["events", "--ledger", str(tmp_path / "war.ledger")]) == 0
    assert len(capsysbinary.readouterr().out.splitlines()) > 10
    with ledger.open(tmp_path / "war.ledger") as book:
        assert book.unlinked() == 0
