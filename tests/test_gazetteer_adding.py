"""GeoNames files added beside the shipped index: what is kept, what is refused, and that it is all or nothing."""

from __future__ import annotations

import os
import sqlite3
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geonames_lines import VALLEY, name, place
from reportedly import lexicon
from reportedly.errors import GazetteerError, OptionError
from reportedly.gazetteer import adding, geonames, open_index, open_with
from reportedly.gazetteer.added import default_folder, files, parts, remove
from reportedly.gazetteer.adding import add

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.gazetteer import Entry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "own"


def written(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def packed(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    return path


def found(folder: Path, called: str) -> list[Entry]:
    return [entry for entry in open_with(str(folder))[0].find(called) if entry.country == "AF"]


@pytest.fixture
def valley(tmp_path: Path, folder: Path) -> Path:
    add([written(tmp_path / "AF.txt", VALLEY)], folder)
    return folder


@pytest.mark.parametrize(
    ("called", "kind", "feature"),
    [
        ("Deh Parian", "city", "PPL"),
        ("Dara-ye Hazara", "area", "VAL"),
        ("Rod-e Panjsher", "region", "STM"),
        ("Koh-e Mir Samir", "feature", "MT"),
        ("Kotal-e Anjoman", "site", "PASS"),
    ],
)
def test_a_place_is_what_its_feature_code_says(valley: Path, called: str, kind: str, feature: str) -> None:
    assert [(entry.kind, entry.feature) for entry in found(valley, called)] == [(kind, feature)]


def test_a_place_lies_in_the_divisions_of_the_shipped_index(valley: Path) -> None:
    entry = found(valley, "Deh Parian")[0]
    assert (entry.admin1, entry.geonameid, entry.latitude, entry.point) == ("Panjshir", 90000001, 35.2, "given")


def test_aliases_are_found_and_machine_romanisations_are_not(valley: Path) -> None:
    assert found(valley, "Parian")[0].own is False
    assert not found(valley, "dh baryan")


def test_what_the_reader_has_no_use_for_is_left_out_and_counted(tmp_path: Path, folder: Path) -> None:
    addition = add([written(tmp_path / "AF.txt", VALLEY)], folder)[0]
    assert (addition.lines, addition.places, dict(addition.left_out)) == (6, 5, {"FRM": 1})


def test_a_place_of_the_shipped_index_is_told_by_it(tmp_path: Path, folder: Path) -> None:
    lines = [place(1138957, "Wilayat-e Kabul", "ADM1", **{"class": "A"}, admin1="13"), place(1138958, "Kabol", population="7")]
    add([written(tmp_path / "AF.txt", lines)], folder)
    kabol = found(folder, "Kabol")[0]
    assert (kabol.name, kabol.geonameid) == ("Kabul", 1138958)
    assert kabol.population > 1_000_000
    assert found(folder, "Wilayat-e Kabul")[0].name == "Kabul"


def test_districts_name_their_divisions(tmp_path: Path, folder: Path) -> None:
    lines = [place(90000010, "Nowbahar", "ADM2", **{"class": "A"}, admin2="4299"), place(90000011, "Shahr-e Now", "ADM3", admin2="4299")]
    add([written(tmp_path / "AF.txt", lines)], folder)
    district = found(folder, "Nowbahar")[0]
    assert (district.kind, district.admin1, district.admin2) == ("admin2", "Panjshir", "Nowbahar")
    assert found(folder, "Shahr-e Now")[0].kind == "admin2"


def test_bad_lines_are_counted_and_the_first_told(tmp_path: Path, folder: Path) -> None:
    bad = [
        "\t" * 18,
        place(7, "North of the pole", latitude="91"),
        place(8, "Nowhere", longitude="nan"),
        place(9, "Few columns").rpartition("\t")[0],
        place(10, ""),
        place(11, "Minus", population="-3"),
        place(12, "Bell \x07"),
    ]
    addition = add([written(tmp_path / "AF.txt", [VALLEY[0], *bad, VALLEY[1]])], folder)[0]
    assert (addition.places, addition.bad, addition.lines) == (2, 7, 9)
    assert [line for line, _ in addition.faults] == [2, 3, 4, 5, 6]
    assert addition.faults[1][1] == "latitude '91' is not within 90 degrees"
    assert "18 columns" in addition.faults[3][1]


def test_lines_that_are_no_text_or_endless_are_bad_lines(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "AF.txt"
    path.write_bytes(VALLEY[0].encode() + b"\n\xff\xfe" + b"\t" * 18 + b"\n" + b"x" * 350_000 + b"\n" + VALLEY[1].encode())
    addition = add([path], folder)[0]
    assert (addition.places, addition.bad) == (2, 2)
    assert addition.faults == [(2, "not UTF-8"), (3, "longer than 100,000 bytes")]


@given(st.binary(max_size=300))
def test_no_line_crashes_the_reading_of_lines(raw: bytes) -> None:
    for read in (geonames.place, geonames.name):
        with suppress(ValueError):
            assert read(raw) is None or read(raw)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=12), min_size=19, max_size=19))
def test_no_cells_crash_the_reading_of_places(cells: list[str]) -> None:
    try:
        made = geonames.place("\t".join(cells).encode())
    except ValueError:
        return
    assert -90 <= made.latitude <= 90
    assert made.population >= 0


def test_added_again_it_is_the_same_bytes(tmp_path: Path, folder: Path) -> None:
    path = written(tmp_path / "AF.txt", VALLEY)
    first = add([path], folder)[0]
    before = first.path.read_bytes()
    again = add([path], folder)[0]
    assert (first.unchanged, again.unchanged) == (False, True)
    assert first.path.read_bytes() == before


def test_an_archive_gives_what_its_table_gives(tmp_path: Path, folder: Path) -> None:
    text = "".join(f"{line}\n" for line in VALLEY)
    plain = add([written(tmp_path / "AF.txt", VALLEY)], folder / "a")[0]
    archive = add([packed(tmp_path / "AF.zip", **{"AF.txt": text, "readme.txt": "about"})], folder / "b")[0]
    assert archive.digest == plain.digest
    assert len(found(folder / "b", "Deh Parian")) == 1


def test_names_are_added_to_places_of_any_index(tmp_path: Path, valley: Path) -> None:
    lines = [name(90000001, "Upper Parian"), name(1138958, "Kaboulstan"), name(5, "Atlantis"), name(1138958, "KBL", "iata")]
    addition = add([written(tmp_path / "alternateNamesV2.txt", lines)], valley)[0]
    assert (addition.form, addition.names, addition.unplaced) == ("names", 2, 1)
    assert found(valley, "Upper Parian")[0].name == "Deh Parian"
    assert found(valley, "Kaboulstan")[0].geonameid == 1138958


def test_places_of_the_same_call_count_before_names(tmp_path: Path, folder: Path) -> None:
    names = written(tmp_path / "names.txt", [name(90000001, "Upper Parian")])
    add([names, written(tmp_path / "AF.txt", VALLEY)], folder)
    assert found(folder, "Upper Parian")[0].name == "Deh Parian"


def test_names_whose_place_was_removed_say_nothing(tmp_path: Path, valley: Path) -> None:
    add([written(tmp_path / "names.txt", [name(90000001, "Upper Parian")])], valley)
    remove(str(valley), ["AF.places"])
    assert found(valley, "Upper Parian") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b,c\n", "no file of GeoNames'"),
        ("", "no file of GeoNames'"),
        (place(1, "A farm", "FRM") + "\n", "nothing that can be added"),
        (name(5, "Atlantis") + "\n", "of places that no index has"),
    ],
)
def test_a_file_that_is_none_is_refused_and_nothing_added(tmp_path: Path, valley: Path, content: str, message: str) -> None:
    (tmp_path / "XX.txt").write_text(content, encoding="utf-8")
    before = sorted(valley.iterdir())
    with pytest.raises(GazetteerError, match=message):
        add([written(tmp_path / "AF.txt", VALLEY[:1]), tmp_path / "XX.txt"], valley)
    assert sorted(valley.iterdir()) == before
    assert len(found(valley, "Koh-e Mir Samir")) == 1


def test_a_hidden_file_in_the_folder_is_no_index(tmp_path: Path, valley: Path) -> None:
    (valley / "._AF.places.sqlite").write_bytes(b"what a Mac leaves beside a file")
    added = add([written(tmp_path / "other.txt", [name(90000001, "Parianabad"), name(99999999, "Nowhere")])], valley)[0]
    assert (added.names, added.unplaced) == (1, 1)


def test_an_absent_file_is_said(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(GazetteerError, match=r"AF\.zip"):
        add([tmp_path / "none.txt"], folder)


def test_two_files_of_one_name_are_refused(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "other").mkdir()
    with pytest.raises(OptionError, match=r"AF\.places"):
        add([written(tmp_path / "AF.txt", VALLEY), written(tmp_path / "other" / "AF.txt", VALLEY)], folder)


@pytest.mark.parametrize("member", ["../AF.txt", "/etc/AF.txt", "C:\\AF.txt", "a\\..\\..\\AF.txt"])
def test_an_archive_that_leads_out_of_itself_is_refused(tmp_path: Path, folder: Path, member: str) -> None:
    with pytest.raises(GazetteerError, match="leads out"):
        add([packed(tmp_path / "AF.zip", **{member: VALLEY[0]})], folder)


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(GazetteerError, match="would unpack to"):
        add([packed(tmp_path / "AF.zip", **{"AF.txt": "0" * 30_000_000})], folder)


def test_an_archive_of_too_many_files_is_refused_before_it_is_listed(tmp_path: Path, folder: Path) -> None:
    members = {f"{'x' * 200}{number}.txt": "" for number in range(5_000)}
    with pytest.raises(GazetteerError, match="too many"):
        add([packed(tmp_path / "AF.zip", **members)], folder)


def test_an_archive_of_two_tables_is_refused(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(GazetteerError, match="2 tables"):
        add([packed(tmp_path / "AF.zip", **{"AF.txt": VALLEY[0], "PK.txt": VALLEY[0]})], folder)


def test_a_damaged_archive_is_refused(tmp_path: Path, folder: Path) -> None:
    path = packed(tmp_path / "AF.zip", **{"AF.txt": "".join(f"{line}\n" for line in VALLEY)})
    raw = bytearray(path.read_bytes())
    raw[60:90] = bytes(30)
    path.write_bytes(raw)
    with pytest.raises(GazetteerError, match="cannot be read"):
        add([path], folder)


@given(at=st.integers(0, 250), byte=st.integers(0, 255))
def test_an_archive_with_one_byte_changed_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, at: int, byte: int) -> None:
    path = packed(tmp_path_factory.mktemp("zip") / "AF.zip", **{"AF.txt": f"{VALLEY[0]}\n"})
    raw = bytearray(path.read_bytes())
    raw[at % len(raw)] = byte
    path.write_bytes(raw)
    with suppress(GazetteerError), geonames.opened(path) as lines:
        assert len(list(lines)) <= 2


@given(raw=st.binary(max_size=400))
def test_no_archive_crashes(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("zip") / "AF.zip"
    path.write_bytes(raw)
    with pytest.raises(GazetteerError):
        adding._form(path)


def test_an_interrupt_leaves_what_was_there(tmp_path: Path, valley: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = {path.name: path.read_bytes() for path in valley.iterdir()}
    lines = [place(91000000 + number, f"Village {number}") for number in range(10_001)]
    with pytest.raises(KeyboardInterrupt):
        add([written(tmp_path / "AF.txt", lines)], valley, interrupt)
    assert {path.name: path.read_bytes() for path in valley.iterdir()} == before


def test_an_interrupt_while_it_is_sorted_is_an_interrupt(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("reportedly.gazetteer.form._breathe", interrupted)
    monkeypatch.setattr("reportedly.gazetteer.form._STEPS", 1)
    with pytest.raises(KeyboardInterrupt):
        add([written(tmp_path / "AF.txt", VALLEY)], folder)
    assert list(folder.iterdir()) == []


def test_progress_is_told(tmp_path: Path, folder: Path) -> None:
    told: list[tuple[str, int, float]] = []
    lines = [place(91000000 + number, f"Village {number}") for number in range(20_001)]
    add([written(tmp_path / "AF.txt", lines)], folder, lambda *words: told.append(words))
    assert [(name, number) for name, number, _ in told] == [("AF.txt", 10_000), ("AF.txt", 20_000)]
    assert 0.4 < told[0][2] < 0.6


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("a file")
    with pytest.raises(GazetteerError, match="cannot be written"):
        add([written(tmp_path / "AF.txt", VALLEY)], tmp_path / "own")


def test_what_was_added_is_listed_and_taken_away(valley: Path) -> None:
    part = parts(str(valley))[0]
    assert (part.name, part.of, part.places, part.names) == ("AF.places", "AF.txt", 5, 7)
    with pytest.raises(OptionError, match=r"there is: AF\.places"):
        remove(str(valley), ["AF.places", "PK.places"])
    remove(str(valley), ["AF.places"])
    assert parts(str(valley)) == ()


def test_the_digest_is_of_what_was_added_not_of_where_it_lies(tmp_path: Path, folder: Path) -> None:
    path = written(tmp_path / "AF.txt", VALLEY)
    add([path], folder / "a")
    add([path], folder / "b")
    add([written(tmp_path / "AF.txt", VALLEY[:3])], folder / "c")
    first, second, third = (open_with(str(folder / each))[1] for each in "abc")
    assert first == second != third
    assert open_with(None)[1] == ""


def test_a_folder_that_is_none_is_said() -> None:
    with pytest.raises(GazetteerError, match="no folder"):
        files("/nowhere/at/all")


def test_without_a_setting_it_is_the_folder_of_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "reportedly" / "gazetteer"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder() == tmp_path / ".local" / "share" / "reportedly" / "gazetteer"
    monkeypatch.setattr("sys.platform", "darwin")
    assert default_folder() == tmp_path / "Library" / "Application Support" / "reportedly" / "gazetteer"


@pytest.mark.parametrize("damage", [b"no index at all", b"SQLite format 3\x00" + bytes(100)])
def test_a_damaged_index_is_said_with_the_way_out(valley: Path, damage: bytes) -> None:
    (valley / "AF.places.sqlite").write_bytes(damage)
    with pytest.raises(GazetteerError, match="gazetteer remove"):
        open_with(str(valley))


@pytest.mark.parametrize(("version", "age"), [(1, "outdated"), (99, "newer")])
def test_an_added_index_of_another_form_is_refused(valley: Path, version: int, age: str) -> None:
    with sqlite3.connect(valley / "AF.places.sqlite") as base:
        base.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(GazetteerError, match=rf"AF\.places\.sqlite is .*{age}.*form {version}.*add the file .* again"):
        open_with(str(valley))


def test_a_row_that_no_index_has_is_said(valley: Path) -> None:
    with sqlite3.connect(valley / "AF.places.sqlite") as base:
        base.execute("UPDATE place SET kind = 99")
    with pytest.raises(GazetteerError, match="damaged"):
        found(valley, "Deh Parian")


def test_leftovers_of_a_killed_run_are_swept_when_they_are_old(tmp_path: Path, valley: Path) -> None:
    old, young = valley / ".AF.places.sqlite.1.draft", valley / ".PK.places.sqlite.2.draft"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    add([written(tmp_path / "AF.txt", VALLEY)], valley)
    assert (old.exists(), young.exists()) == (False, True)


def test_the_shipped_index_alone_is_what_it_was(valley: Path) -> None:
    assert open_index().find("Deh Parian") == ()


def test_a_table_of_ones_own_takes_in_another_feature_code(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "feature_codes.tsv").write_text("code\tkind\twords\nFRM\tsite\tfarm\n")
    lexicon.use(lexicon.load(tmp_path / "tables"))
    try:
        addition = add([written(tmp_path / "AF.txt", VALLEY)], folder)[0]
    finally:
        lexicon.use(lexicon.NONE)
    assert (addition.places, addition.left_out.total()) == (6, 0)
