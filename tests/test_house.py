"""The house's own rules: the front door, what is loaded when, budgets, names."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import reportedly

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "reportedly"
FILES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {
    "spacy",
    "thinc",
    "numpy",
    "lxml",
    "httpx",
    "httpcore",
    "sqlite3",
    "trafilatura",
    "htmldate",
    "sqlalchemy",
    "multiprocessing",
    "concurrent",
    "starlette",
    "uvicorn",
}
PUBLIC = {
    "Claim", "Failure", "InputError", "LanguageError", "MissingPartError", "Omitted", "OptionError", "Party", "Place", "Reading",
    "Relation", "Report", "ReportedlyError", "Settings", "Span", "Time", "Toll", "__version__", "decode", "encode", "read",
    "read_many", "read_origins", "read_report", "report",
}  # fmt: skip


def loaded(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter holds after `code`."""
    script = f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(result.stdout.splitlines()[-1].split())


def test_the_front_door_is_small_and_whole() -> None:
    assert set(reportedly.__all__) == PUBLIC
    assert len(reportedly.__all__) <= 25
    assert all(getattr(reportedly, name) is not None for name in reportedly.__all__)
    assert sorted(reportedly.__all__) == dir(reportedly)


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(AttributeError, match=r"no public name .reed.*read_many"):
        reportedly.reed  # noqa: B018


def test_the_function_read_keeps_its_name_when_the_room_is_loaded() -> None:
    from reportedly.read.text import text

    assert callable(reportedly.read)
    assert text.clean("Four people died.").paragraphs


@pytest.mark.parametrize(
    "code",
    [
        "import reportedly",
        "import reportedly; reportedly.Report, reportedly.Settings, reportedly.decode",
        "from reportedly import cli\ntry: cli.main(['--help'])\nexcept SystemExit: pass",
        "from reportedly import cli\ntry: cli.main(['read', '--help'])\nexcept SystemExit: pass",
        "from reportedly import cli\ntry: cli.main(['claims', '--help'])\nexcept SystemExit: pass",
        "from reportedly import ledger; ledger.Filters()",
    ],
)
def test_heavy_parts_are_not_loaded_before_they_are_needed(code: str) -> None:
    assert not loaded(code) & HEAVY


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_budgets_of_length(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{node.name} has more than 50 lines"


def test_every_file_and_public_function_says_what_it_is() -> None:
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path}: {node.name}"


def test_no_room_is_called_by_a_name_that_says_nothing() -> None:
    for path in FILES:
        assert not re.search(r"(^|_)(utils?|helpers?|misc|common|manager|handler|processor)(_|$)", path.stem), path
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                assert not re.search(r"(?i)(^|_)(utils?|helper|process|handle|manage)(_|$)", node.name), f"{path}: {node.name}"
            if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.arg)):
                name = node.arg if isinstance(node, ast.arg) else node.name
                assert name.lower() not in {"source", "sources", "get_source"}, f"{path}: say outlet, speaker, relay or origin"


def test_the_only_broad_except_is_in_the_corridor() -> None:
    broad = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception")
            ):
                broad.append(path.relative_to(PACKAGE).as_posix())
    assert broad == ["ingest/__init__.py"]


def test_only_the_ledgers_append_writes() -> None:
    writing = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.ImportFrom)
                and node.module == "sqlalchemy"
                and {"insert", "update", "delete"} & {n.name for n in node.names}
            ):
                writing.add(path.relative_to(PACKAGE).as_posix())
    assert {name for name in writing if not name.startswith("ledger/append/")} == {"ledger/migrations.py"}


def test_every_table_opens_with_citation_and_licence() -> None:
    for table in (PACKAGE / "lexicon").glob("*.tsv"):
        head = [line for line in table.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        assert any(line.startswith("# citation:") for line in head), table
        assert any(line.startswith("# licence:") for line in head), table
