"""Tables and the rows that a user adds: what replaces what, which faults are said, and that everything compiled follows."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args, get_origin

import msgspec
import pytest

import reportedly
import samples
from reportedly import cli, ingest, lexicon
from reportedly.errors import TableError
from reportedly.lexicon.sheet import NOTES, sheet, shipped
from reportedly.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent.parent / "src" / "reportedly"
FREE = {"english", "ingest", "judge", "chooser", "tagger", "verdicts", "pieces", "index", "sheet"}
"""Files whose caches hold no table: models and weights, a folder of tables itself, the shipped sheets."""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    word: str
    kind: str


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    lexicon.use(lexicon.NONE)


def folder(at: Path, **tables: str) -> Path:
    """A folder of tables; in their words a bar with spaces stands for a tab."""
    for name, text in tables.items():
        (at / f"{name}.tsv").write_text(text.replace(" | ", "\t"), encoding="utf-8")
    return at


def faults(at: Path, **tables: str) -> tuple[str, ...]:
    with pytest.raises(TableError) as caught:
        lexicon.load(folder(at, **tables))
    return caught.value.faults


@pytest.mark.parametrize("name", lexicon.tables())
def test_every_table_says_what_makes_two_rows_the_same(name: str) -> None:
    table = shipped(name)
    assert table.listed("key")
    keys = [table.key(line) for line in table.lines]
    assert len(set(keys)) == len(keys)
    for note in ("key", "closed", "numbers", "conditions", "patterns"):
        assert set(table.listed(note)) <= set(table.columns), note
    for refers in table.listed("refers"):
        column, target = refers.split()
        other, whose = target.split(".")
        if "." in column:
            assert column.partition(".")[0] in table.listed("conditions")
            continue
        assert column in table.columns
        known = {line.cells[whose] for line in shipped(other).lines}
        assert {value for line in table.lines for value in line.cells.get(column, "").split("|")} - {""} <= known


def records() -> Iterator[tuple[str, type[msgspec.Struct]]]:
    """Every row record of the house with the table that a call of `rows` reads into it."""
    for info in pkgutil.walk_packages([str(PACKAGE)], "reportedly."):
        path = Path(importlib.util.find_spec(info.name).origin or "")  # type: ignore[union-attr]
        if "lexicon" not in path.read_text(encoding="utf-8") or info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"rows", "lexicon.rows"} and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value, getattr(module, ast.unparse(node.args[1]))


def test_what_a_record_takes_is_checked_when_a_folder_is_loaded() -> None:
    found = list(records())
    assert len(found) > 25
    for name, record in found:
        table = shipped(name)
        if "fixed" in table.notes:
            continue
        for field in msgspec.structs.fields(record):
            kinds = [field.type, *get_args(field.type)]
            if int in kinds:
                assert field.encode_name in table.listed("numbers"), (name, field.name)
            if any(get_origin(kind) is Literal for kind in kinds):
                assert field.encode_name in table.listed("closed"), (name, field.name)


def test_every_cache_of_what_tables_say_follows_the_tables_in_force() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path.stem in FREE or path.parent.name in {"tagger", "ingest", "ledger", "web"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = [ast.unparse(decorator).partition("(")[0] for decorator in node.decorator_list]
                if {"cache", "lru_cache"} & set(names) and not (path.stem == "merge" and node.name == "_words"):
                    assert names[0] in {"lexicon.of_tables", "of_tables"}, f"{path}: {node.name}"


def test_a_row_is_added_first_and_one_of_the_same_key_stands_in_its_place(tmp_path: Path) -> None:
    before = lexicon.rows("units", Word)
    lexicon.use(lexicon.load(folder(tmp_path, units="kind | word\nother | firkin\nmoney | second\n")))
    after = lexicon.rows("units", Word)
    assert after[0] == Word(word="firkin", kind="other")
    assert [row.word for row in after[1:]] == [row.word for row in before]
    assert next(row.kind for row in after if row.word == "second") == "money"
    assert lexicon.cells("units")[0] == {"word": "firkin", "kind": "other"}
    lexicon.use(lexicon.NONE)
    assert lexicon.rows("units", Word) == before


def test_words_are_what_counts_not_where_they_lie(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    text = "word | kind\nfirkin | other\n"
    one, other = (lexicon.load(folder(tmp_path / name, units=text)) for name in "ab")
    assert one.digest == other.digest != ""
    assert lexicon.load(folder(tmp_path / "b", units=text.replace("firkin", "hogshead"))).digest != one.digest


def test_all_faults_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        event_wrods="words | pos\n",
        languages="code | name\nxx | Xish\n",
        event_words=(
            "words | pos | type | roles | needs | strength | colour\n"
            "storm | V | ASSAULT | so | obj | strong | red\n"
            "quell | X | QUELL | so | ojb:PEOPLE | mighty\n"
            "quell | X | QUELL | so | ojb:PEOPLE | mighty\n"
            "soothe | V\n"
            "a | V | AID | so | obj:PEPLE+prt:up | weak |  | more\n"
            "b | V | AID | so | obj:PEPLE+prt:up | weak\n"
        ),
        ucdp="event_type | needs | violence\nASSAULT | between:armed/goblins | one-sided\n",
        number_words="phrase | role | low | high\nfirkin | vague | some | 3\n",
        furniture="reason | where | pattern\nmark | any | ([a-z\n",
        titles="",
    )
    told = "\n".join(found)
    for words in (
        "event_wrods.tsv: no table is called so (did you mean event_words.tsv?); known: acled, ",
        "languages.tsv: takes no rows: only English is read",
        "unknown column 'colour'; the columns are words, pos, type, roles, needs, strength",
        "event_words.tsv: line 2: needs 'obj' is no condition such as bare:word",
        "line 3: pos 'X' is none of A, N, V",
        "line 3: type 'QUELL' is none of ACCUSE, ",
        "a row in event_types.tsv makes a new one",
        "line 3: needs 'ojb' is none of bare, by, ",
        "line 3: strength 'mighty' is none of strong, weak",
        "line 4: the same words, pos, type, needs as line 3; keep one of the two",
        "line 5: 'type' is empty; every row of event_words has one",
        "line 6: 8 cells under 7 columns",
        "line 7: needs 'PEPLE' is none of ",
        "ucdp.tsv: line 2: needs.between 'goblins' is none of armed, ",
        "number_words.tsv: line 2: low 'some' is no whole number",
        "furniture.tsv: line 2: pattern '([a-z' is no regular expression",
        "titles.tsv: no header row",
    ):
        assert words in told, words


def test_a_new_event_type_may_stand_in_other_tables_of_the_folder(tmp_path: Path) -> None:
    lexicon.load(
        folder(
            tmp_path,
            event_types="type | words | meaning\nPIRACY | Piracy | a ship is boarded\n",
            acled="event_type | acled_type | sub_event_type\nPIRACY | Strategic developments | Other\n",
        )
    )


@pytest.mark.parametrize("kind", ["missing", "empty", "file", "binary"])
def test_a_folder_that_is_none(tmp_path: Path, kind: str) -> None:
    at = tmp_path / "at"
    if kind == "file":
        at.write_text("no folder")
    elif kind != "missing":
        at.mkdir()
    if kind == "binary":
        (at / "units.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TableError, match="at: 1 fault"):
        lexicon.load(at)


def test_lines_end_and_texts_begin_as_editors_leave_them(tmp_path: Path) -> None:
    (tmp_path / "units.tsv").write_bytes("\ufeff# mine\r\nword\tkind\r\nfirkin\tother\r\n\r\n".encode())
    assert lexicon.load(tmp_path).sheet("units").lines[0].cells == {"word": "firkin", "kind": "other"}  # type: ignore[union-attr]


def test_the_comment_lines_that_are_read_are_documented() -> None:
    assert sheet("# key: a\n# other: b\na\n", "x").notes == {"key": "a"}
    assert set(shipped("event_words").notes) <= set(NOTES)


TEXT = "The goblins of Kelmet bamboozled 12 soldiers near Orsova on Monday, the army said. The goblins attacked a water tower by the dam."
OWN = {
    "event_words": "words | pos | type | roles | strength\nbamboozle | V | ASSAULT | so | strong\n",
    "contexts": "context | meaning | words\nwater | wells, rivers and dams | dam|water tower\n",
}


def test_added_rows_reach_a_reading_and_its_digest_and_leave_no_trace(tmp_path: Path) -> None:
    report = samples.report(TEXT)
    plain, own = Settings(reader="rules"), Settings(reader="rules", tables=str(folder(tmp_path, **OWN)))
    before = reportedly.read_report(report, settings=plain)
    with_own = reportedly.read_report(report, settings=own)
    assert any("bamboozled" in claim.spans[0].text and claim.event_type == "ASSAULT" for claim in with_own.claims)
    assert any("water" in claim.contexts for claim in with_own.claims)
    assert not any("water" in claim.contexts for claim in before.claims)
    assert with_own.reader.settings != before.reader.settings == plain.digest()
    assert reportedly.encode(reportedly.read_report(report, settings=plain)) == reportedly.encode(before)
    assert reportedly.encode(reportedly.read_report(report, settings=own)) == reportedly.encode(with_own)


def test_readers_with_different_tables_take_turns(tmp_path: Path) -> None:
    reports = [samples.report(TEXT), samples.report(f"{TEXT} Again.")]
    one = reportedly.read_many(reports, settings=Settings(reader="rules"))
    other = reportedly.read_many(reports, settings=Settings(reader="rules", tables=str(folder(tmp_path, **OWN))))
    for plain, own in zip(one, other, strict=True):
        assert not any("water" in claim.contexts for claim in plain.claims)  # type: ignore[union-attr]
        assert any("water" in claim.contexts for claim in own.claims)  # type: ignore[union-attr]


def test_tables_are_in_force_in_every_worker(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").write_text(f"{TEXT} It is number {number}.")
    settings = tmp_path / "settings.toml"
    settings.write_text('tables = "own"\nreader = "rules"\n')
    folder(tmp_path / "own", **OWN)
    for workers in (1, 2):
        given = ["read", str(tmp_path / "in"), "--settings", str(settings), "--workers", str(workers)]
        assert cli.main([*given, "-o", str(tmp_path / f"{workers}.jsonl")]) == 0
    one = (tmp_path / "1.jsonl").read_bytes()
    assert one == (tmp_path / "2.jsonl").read_bytes()
    assert b'"water"' in one


def test_faulty_tables_end_the_command_before_anything_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "own").mkdir()
    folder(tmp_path / "own", units="word | kind\nfirkin | barrel\n")
    (tmp_path / "s.toml").write_text('tables = "own"\n')
    given = ["read", str(tmp_path / "a.txt"), "--settings", str(tmp_path / "s.toml"), "-o", str(tmp_path / "out.json")]
    assert cli.main(given, opener=samples.open_stand_in) == 2
    assert "units.tsv: line 2: kind 'barrel' is none of" in capsys.readouterr().err
    assert not (tmp_path / "out.json").exists()


def test_a_path_in_a_settings_file_counts_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('tables = "own"\n')
    assert load(tmp_path / "s.toml", {}).tables == str(tmp_path / "own")
    assert load(None, {"REPORTEDLY_TABLES": "own"}).tables == "own"
    assert ingest.force(Settings(tables="")) == ""
