"""Settings: what is read, what beats what, and every fault at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly.errors import ReportedlyError, SettingsError
from reportedly.settings import Settings, load

if TYPE_CHECKING:
    from pathlib import Path


def test_defaults_without_file_or_variables() -> None:
    assert load(environment={"PATH": "/bin"}) == Settings()


def test_no_file_is_read_implicitly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reportedly.toml").write_text("workers = 3\n")
    monkeypatch.chdir(tmp_path)
    assert load(environment={}).workers == 1


def test_variable_beats_file_beats_default(tmp_path: Path) -> None:
    file = tmp_path / "reportedly.toml"
    file.write_text("workers = 3\nfetch_timeout = 5\n")
    settings = load(environment={"REPORTEDLY_SETTINGS": str(file), "REPORTEDLY_WORKERS": "2"})
    assert (settings.workers, settings.fetch_timeout, settings.max_bytes) == (2, 5.0, Settings().max_bytes)


def test_the_named_file_beats_the_variable_that_names_one(tmp_path: Path) -> None:
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.write_text("workers = 3\n")
    other.write_text("workers = 4\n")
    assert load(one, {"REPORTEDLY_SETTINGS": str(other)}).workers == 3


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    file = tmp_path / "reportedly.toml"
    file.write_text('worker = 3\nmax_bytes = "many"\nfetch_timeout = -1\n')
    with pytest.raises(SettingsError) as caught:
        load(file, {"REPORTEDLY_WORKERS": "two", "REPORTEDLY_COLOUR": "red"})
    assert len(caught.value.faults) == 5
    message = str(caught.value)
    for words in ("unknown setting 'worker'", "max_bytes", "outside", "REPORTEDLY_WORKERS", "unknown setting 'colour'", str(file)):
        assert words in message
    assert isinstance(caught.value, ReportedlyError)


@pytest.mark.parametrize("content", [b"workers = ", b"\xff\xfe", b"workers = '2'"])
def test_a_file_that_is_no_settings_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "reportedly.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError):
        load(file, {})


def test_a_missing_file_is_said() -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        load("nowhere.toml", {})


def test_the_digest_covers_what_changes_a_reading_only() -> None:
    assert Settings().digest() == Settings(workers=8, max_bytes=10, fetch_timeout=1.0).digest()
    assert Settings().digest() != Settings(max_paragraph=900).digest()


@pytest.mark.parametrize("folder", ["tables", "gazetteer"])
def test_a_folder_counts_from_the_file_that_names_it(tmp_path: Path, folder: str) -> None:
    file = tmp_path / "reportedly.toml"
    file.write_text(f'{folder} = "own"\n')
    assert getattr(load(file, {}), folder) == str(tmp_path / "own")
    assert getattr(load(environment={f"REPORTEDLY_{folder.upper()}": "own"}), folder) == "own"


def test_the_digest_covers_what_folders_hold_and_not_where_they_lie() -> None:
    assert Settings(gazetteer="a").digest() == Settings().digest()
    assert len({Settings().digest(), Settings().digest(gazetteer="x"), Settings().digest("x"), Settings().digest("x", "x")}) == 4
