"""The documentation says what there is, and its code runs."""

from __future__ import annotations

import argparse
import inspect
import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from reportedly import cli, errors, export, judge, model, show
from reportedly.chooser import open_chooser
from reportedly.cli import answers
from reportedly.export import acled, events, ged, hxl, polecat
from reportedly.export.forms import CLAIMS, EVENTS
from reportedly.ledger import schema
from reportedly.model import event
from reportedly.settings import Settings
from reportedly.tagger import open_tagger
from reportedly.tagger.verdicts import open_verdicts

ROOT = Path(__file__).parent.parent
COMMAND = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
LEDGER = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
READING = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
RECORD_PAGE = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
JUDGE = (ROOT / "docs" / "judge.md").read_text(encoding="utf-8")
INPUTS = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
RECORDS = [record for _, record in inspect.getmembers(model, inspect.isclass) if issubclass(record, msgspec.Struct)]
EVENT_RECORDS = [record for _, record in inspect.getmembers(event, inspect.isclass) if record.__module__ == event.__name__]
REFUSALS = [name for name, error in inspect.getmembers(errors, inspect.isclass) if issubclass(error, Exception)]


def commands() -> dict[str, argparse.ArgumentParser]:
    parser = cli.parser()
    return next(action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction))  # type: ignore[return-value]


def inner(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands of a command."""
    return next((action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)), {})  # type: ignore[return-value]


def test_every_command_and_option_is_documented() -> None:
    every = commands() | {f"{name} {below}": found for name, command in commands().items() for below, found in inner(command).items()}
    for name, command in every.items():
        assert f"reportedly {name}" in COMMAND
        for action in command._actions:
            for option in action.option_strings:
                assert f"`{option}" in COMMAND, option


def test_every_exit_code_is_documented_alike() -> None:
    assert re.findall(r"^\| (\d+) \|", COMMAND, re.MULTILINE) == ["0", "1", "2", "3", "130", "141"]
    for code in ("0 every", "1 some", "2 the", "3 the", "130 ", "141 "):
        assert code in (cli.__doc__ or "")


@pytest.mark.parametrize("name", REFUSALS)
def test_every_error_is_documented_and_drawn(name: str) -> None:
    assert f"| `{name}` |" in COMMAND
    assert name in (errors.__doc__ or "")


def test_every_setting_is_documented_with_its_default() -> None:
    for field in msgspec.structs.fields(Settings):
        assert f"| `{field.name}` | {field.default} |" in COMMAND
        assert f"`{field.name}`" in (Settings.__doc__ or "")


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_of_every_record_is_documented(record: type[msgspec.Struct]) -> None:
    section = READING.split(f"## {record.__name__}\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [field.encode_name for field in msgspec.structs.fields(record)]


@pytest.mark.parametrize("record", EVENT_RECORDS, ids=lambda record: record.__name__)
def test_every_field_of_an_events_records_is_documented(record: type[msgspec.Struct]) -> None:
    section = RECORD_PAGE.split(f"## {record.__name__}\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [field.encode_name for field in msgspec.structs.fields(record)]


def test_every_status_and_grade_is_documented() -> None:
    for name in (*get_args(event.Status), "airwars", "admiralty", "acled", "ucdp_low", "ucdp_best", "ucdp_high"):
        assert f"`{name}`" in RECORD_PAGE


def test_every_file_of_the_record_is_on_its_map() -> None:
    files = {path.name for path in (ROOT / "src" / "reportedly" / "events").glob("[!_]*.py")}
    assert {name for name in files if f"`{name}`" not in RECORD_PAGE.split("## Tolls")[0]} == set()


def test_columns_and_event_types_are_documented() -> None:
    for column in export.COLUMNS:
        assert f"| `{column.name}` | {column.meaning} |" in READING
    for row in show.event_types().values():
        assert f"| `{row.type}` | {row.words} | {row.meaning} |" in READING


def test_every_form_and_column_of_the_exports_is_documented() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for title, forms in (("Forms of claims", CLAIMS), ("Forms of events", EVENTS)):
        section = page.split(f"## {title}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(.+)` \| (.+) \| `(.+)` \| (.+) \|$", section, re.MULTILINE) == [
            (name, form.words, form.ending, form.media) for name, form in forms.items()
        ]
    sheets = {"Events": events.COLUMNS, "UCDP GED": ged.COLUMNS, "ACLED": acled.COLUMNS, "POLECAT": polecat.COLUMNS}
    for title, columns in sheets.items():
        section = page.split(f"### {title}\n")[1].split("\n##")[0]
        assert re.findall(r"^\| `(.+)` \| (.+) \|$", section, re.MULTILINE) == [(column.name, column.meaning) for column in columns]
    for column in hxl.EVENTS:
        assert f"| `{column.name}` | `{hxl.TAGS[column.name]}` | {column.meaning} |" in page
    (block,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(compile(block, "exports.md", "exec"), {})


def test_every_table_and_column_of_the_ledger_is_documented() -> None:
    tables = set(re.findall(r"^\| `(\w+)` \|", LEDGER.split("## The tables")[1].split("\n## ")[0], re.MULTILINE))
    assert tables == set(schema.METADATA.tables)
    for column in (*answers.REPORTS.columns, *answers.FAILURES.columns):
        assert f"| `{column.name}` | {column.meaning} |" in LEDGER
    for column in answers.CLAIMS.columns[len(export.COLUMNS) :]:
        assert f"`{column.name}` ({column.meaning})" in " ".join(LEDGER.split())


def test_every_room_and_table_is_on_the_map() -> None:
    package = ROOT / "src" / "reportedly"
    rooms = {path.stem for path in package.iterdir() if (path.suffix == ".py" or path.is_dir()) and not path.name.startswith("__")}
    assert {room for room in rooms if f"| `{room}` |" not in ARCHITECTURE} == set()
    tables = {path.stem for path in (package / "lexicon").glob("*.tsv")}
    assert set(re.findall(r"^\| `(\w+)` \|", ARCHITECTURE.split("## The tables")[1], re.MULTILINE)) == tables


def test_the_map_is_the_contract() -> None:
    layers = re.search(r"layers = \[(.*?)\]", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.DOTALL)
    assert layers is not None
    contract = re.findall(r'"([\w |]+)"', layers.group(1))[1:]
    law = ARCHITECTURE.split("## The law of direction")[1].split(". ")[0]
    assert [room.strip() for room in re.findall(r"`([\w |]+)`", law)] == contract


def test_the_taggers_card_is_of_the_shipped_weights() -> None:
    card = (ROOT / "docs" / "tagger.md").read_text(encoding="utf-8")
    for part, opened in (("network", open_tagger()), ("verdicts", open_verdicts()), ("chooser", open_chooser())):
        assert f"| {part} | `{opened.digest}`:" in card


def test_the_judges_card_is_of_the_shipped_judge() -> None:
    shipped = judge.open_judge()
    assert f"| shipped weights | `{shipped.digest}` |" in JUDGE
    for name in ("RELEVANT", "THRESHOLD", "KEEP"):
        assert f"| `{name}` | {getattr(import_module('reportedly.read.events.propositions'), name)} |" in JUDGE
    families = {fact.split("=")[0] for fact in shipped.weights}
    listed = JUDGE.split("## What it sees")[1].split("## ")[0]
    assert families - set(re.findall(r"`(\w+)`", listed)) == set()


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_the_readme_runs(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out


def test_the_readme_opens_with_the_two_commands() -> None:
    assert README.index("make run") < README.index("make test") < README.index("## From a terminal")
    assert "_OUTPUT" not in README


def test_every_form_and_extra_is_documented() -> None:
    from reportedly.reports.part import ENDINGS, PACKINGS

    assert {ending for ending in (*ENDINGS, *PACKINGS) if f"`{ending}`" not in INPUTS} == set()
    asked = re.compile(r"(?:extra\([^()]*?, |missing\()\"(\w+)\", f?\"")
    needed = {
        name for path in (ROOT / "src" / "reportedly" / "reports").glob("*.py") for name in asked.findall(path.read_text(encoding="utf-8"))
    }
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert needed == {"feeds", "warc", "pdf", "telegram"}
    assert needed <= set(extras)
    assert {name for name in needed if f"| `{name}` |" not in INPUTS} == set()


def test_every_route_and_parameter_of_the_api_is_documented() -> None:
    from reportedly.web.routes import ROUTES

    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert {f"{route.method} {route.path}" for route in ROUTES if f"`{route.method} {route.path}`" not in page} == set()
    asked = {field.encode_name for route in ROUTES for field in msgspec.structs.fields(route.asks)}
    assert {name for name in asked if f"`{name}`" not in page and f"`{name}=" not in page} == {"id", "name", "title", "published"}


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
