"""Origins to items: files, folders, addresses, the standard input; one bad report never costs another."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from reportedly.errors import FetchError, OptionError
from reportedly.reports import Item, Options, open_origin
from reportedly.reports.fetch import Fetched

TEXT = "The army said on Monday that it had taken the town of Kelmet from the rebels, and that two soldiers had died."
FRENCH = "Au moins douze personnes ont été tuées samedi dans un bombardement qui a touché le marché de la ville, selon l’hôpital."
PAGE = f"<html><head><title>T</title></head><body><article><p>{TEXT}</p><p>{TEXT.replace('Monday', 'Friday')}</p></article></body></html>"


def items(origin: str | Path, options: Options | None = None) -> list[Item]:
    found = list(open_origin(origin, options=options))
    assert all((item.report is None) != (item.failure is None) for item in found)
    return found


def refused(origin: str | Path, options: Options | None = None) -> tuple[str, str, str]:
    (item,) = items(origin, options)
    assert item.failure is not None
    return item.failure.kind, item.failure.stage, item.failure.message


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_file_is_its_text(tmp_path: Path) -> None:
    (item,) = items(write(tmp_path / "kelmet.txt", "\ufeff" + TEXT + "\r\n"))
    assert item.report is not None
    assert (item.name, item.report.text, item.report.language) == ("kelmet", TEXT + "\r\n", "en")


def test_the_users_words_go_before_the_reports(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", json.dumps({"text": TEXT, "published": "2031-03-08", "outlet": "A", "title": "B"}))
    (item,) = items(path, Options(published="9 March 2031", outlet="C", title="D"))
    assert item.report is not None
    assert (item.report.published, item.report.dates.given, item.report.outlet, item.report.title) == ("2031-03-09", "2031-03-09", "C", "D")


def test_a_json_id_names_the_item(tmp_path: Path) -> None:
    path = write(tmp_path / "batch.json", json.dumps([{"text": TEXT, "id": "../g00"}, {"text": TEXT}, {"text": ""}, {}]))
    found = items(path)
    assert [item.name for item in found] == ["g00", "batch-2", "batch-3", "batch-4"]
    assert [item.origin for item in found] == [f"{path}#{n}" for n in (1, 2, 3, 4)]
    assert [item.report is None for item in found] == [False, False, True, True]


@pytest.mark.parametrize("published", ["2021-02-30", "04/09/2021", "soon"])
def test_an_invalid_date_in_a_report_is_its_failure(tmp_path: Path, published: str) -> None:
    path = write(tmp_path / "a.json", json.dumps({"text": TEXT, "published": published}))
    kind, _, message = refused(path)
    assert kind == "OptionError"
    assert published in message


def test_options_that_make_no_sense_are_raised_before_reading() -> None:
    for options in (Options(published="04/09/2021"), Options(language="fr"), Options(max_bytes=0)):
        with pytest.raises(OptionError):
            open_origin("missing.txt", options=options)


def test_markdown_stays_as_it_is_with_its_front_matter_read(tmp_path: Path) -> None:
    text = f'---\ntitle: "Kelmet falls"\ndate: 2031-03-08\noutlet: Meridian\nurl: https://e.org/a\n---\n\n# Kelmet\n\n{TEXT}\n'
    (item,) = items(write(tmp_path / "a.md", text))
    assert item.report is not None
    assert item.report.text == text
    assert (item.report.title, item.report.outlet, item.report.url) == ("Kelmet falls", "Meridian", "https://e.org/a")
    assert (item.report.dates.given, item.report.dates.page, item.report.published) == (None, "2031-03-08", "2031-03-08")


@pytest.mark.parametrize("text", [f"{TEXT}\n---\ntitle: no\n---\n", f"---\n{TEXT}", f"---\ndate: some day\n---\n{TEXT}", f"# T\n\n{TEXT}"])
def test_markdown_without_front_matter_knows_nothing(tmp_path: Path, text: str) -> None:
    (item,) = items(write(tmp_path / "a.markdown", text))
    assert item.report is not None
    assert (item.report.text, item.report.title, item.report.published) == (text, None, None)


def test_a_named_file_without_a_known_ending_is_looked_into(tmp_path: Path) -> None:
    assert items(write(tmp_path / "page", PAGE))[0].report == items(write(tmp_path / "page.html", PAGE))[0].report
    (item,) = items(write(tmp_path / "entry.dat", json.dumps({"text": TEXT, "id": "x"})))
    assert item.name == "x"
    (item,) = items(write(tmp_path / "wire.log", "[Agency] " + TEXT))
    assert item.report is not None
    assert item.report.text == "[Agency] " + TEXT


def test_a_page_and_its_text_may_disagree_on_the_date(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta property="article:published_time" content="2021-09-04">').replace(
        TEXT, "May 3, 2019. " + TEXT
    )
    (item,) = items(write(tmp_path / "a.html", page))
    assert item.report is not None
    assert (item.report.published, item.report.dates.page, item.report.dates.given) == ("2021-09-04", "2021-09-04", None)
    assert "May 3, 2019" in item.report.text


@pytest.mark.parametrize(
    ("name", "content", "kind", "stage"),
    [
        ("a.txt", b"", "UnreadableError", "open"),
        ("a.html", b"", "UnreadableError", "open"),
        ("a.json", b" \n", "UnreadableError", "open"),
        ("a.txt", b" \r\n\t ", "UnreadableError", "open"),
        ("a.txt", "\u200f\u200e".encode(), "UnreadableError", "open"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "UnreadableError", "decode"),
        ("a", bytes(range(256)) * 4, "UnreadableError", "decode"),
        ("a.html", b"<html><body><nav><a href=x>Home</a></nav></body></html>", "UnreadableError", "extract"),
        ("a.json", b"{", "FormatError", "open"),
        ("a.txt", FRENCH.encode(), "LanguageError", "language"),
        ("a.txt", FRENCH.encode("latin-1", "replace"), "LanguageError", "language"),
    ],
)
def test_a_bad_file_is_one_failure(tmp_path: Path, name: str, content: bytes, kind: str, stage: str) -> None:
    found = refused(write(tmp_path / name, content))
    assert found[:2] == (kind, stage)
    assert ";" in found[2]  # what; the way out


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "cp1252", "utf-32"])
def test_other_encodings_are_read(tmp_path: Path, codec: str) -> None:
    (item,) = items(write(tmp_path / "a.txt", (TEXT + " “Naïve” – he said.").encode(codec)))
    assert item.report is not None
    assert item.report.text == TEXT + " “Naïve” – he said."


def test_a_translation_is_read_with_its_original(tmp_path: Path) -> None:
    entry = {"text": TEXT, "original": FRENCH, "original_language": "fr", "language": "en"}
    (item,) = items(write(tmp_path / "a.json", json.dumps(entry)))
    assert item.report is not None
    assert (item.report.original, item.report.original_language) == (FRENCH, "fr")
    (item,) = items(write(tmp_path / "a.txt", TEXT), Options(translation_of="ps"))
    assert item.report is not None
    assert item.report.original_language == "ps"


def test_a_declared_language_counts_when_the_text_is_too_short_to_tell(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl", '{"text": "Kelmet", "language": "fa"}\n{"text": "Kelmet", "language": "en-GB"}\n{"text": "Kelmet"}\n'
    )
    languages = [item.report.language if item.report else item.failure and item.failure.kind for item in items(path)]
    assert languages == ["LanguageError", "en", None]


def test_a_missing_file_among_many_costs_only_itself(tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt", TEXT)
    found = [item for origin in (good, tmp_path / "none.txt", "bad\0path", "x" * 5000, good) for item in open_origin(origin)]
    assert [item.report is not None for item in found] == [True, False, False, False, True]
    assert found[1].failure is not None
    assert "no such file" in found[1].failure.message


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    assert refused(path, Options(max_bytes=len(TEXT) - 1))[0] == "TooLargeError"
    assert items(path, Options(max_bytes=len(TEXT)))[0].report is not None


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "give - instead" in refused(tmp_path / "pipe.txt")[2]


def test_the_standard_input_is_looked_into() -> None:
    for raw, name in ((TEXT.encode(), "stdin"), (PAGE.encode(), "stdin"), (json.dumps({"text": TEXT, "id": "x"}).encode(), "x")):
        (item,) = open_origin("-", stdin=io.BytesIO(raw))
        assert item.report is not None
        assert item.name == name
        assert item.report.text.startswith(TEXT)
    (item,) = open_origin("-", stdin=io.BytesIO(b"x" * 100), options=Options(max_bytes=99))
    assert item.failure is not None


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.txt", ".hidden.txt", ".git/x.txt", "c.png", "d.log"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, TEXT)
    assert [Path(item.origin).relative_to(tmp_path).as_posix() for item in items(tmp_path)] == ["a/c.txt", "a/z.md", "b.txt"]


def test_links_that_leave_the_folder_are_refused(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    write(outside / "secret.txt", TEXT)
    write(inside / "a.txt", TEXT)
    (inside / "b.txt").symlink_to(outside / "secret.txt")
    (inside / "c").symlink_to(outside)
    (inside / "d.txt").symlink_to(inside / "a.txt")
    (inside / "e").symlink_to(inside)
    (inside / "f.txt").symlink_to(inside / "f.txt")
    found = {Path(item.origin).name: item for item in items(inside)}
    refusals = [item.failure.message for item in items(inside) if item.failure]
    assert found["a.txt"].report is not None
    assert found["d.txt"].report is not None
    assert sum("leads out" in message for message in refusals) == 2
    assert len(refusals) == 3  # and the link to itself


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    assert "no reports in this folder" in refused(tmp_path)[2]


def test_a_deep_folder_is_walked_to_its_end(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    here = tmp_path
    for _ in range(300):
        here /= "d"
        here.mkdir()
    write(deep / "a.txt", TEXT)
    assert [item.report is not None for item in items(tmp_path)] == [True]


def answered(
    body: bytes, content_type: str | None, charset: str | None = None, url: str = "https://news.example.org/2031/kelmet-market.html"
) -> Options:
    return Options(fetch=lambda _: Fetched(url=url, body=body, content_type=content_type, charset=charset))


def test_an_address_is_read_by_what_the_server_says() -> None:
    (item,) = items("https://news.example.org/a", answered(PAGE.encode(), "text/html"))
    assert item.report is not None
    assert (item.report.url, item.report.outlet) == ("https://news.example.org/2031/kelmet-market.html", "news.example.org")
    (item,) = items(
        "https://e.org/reports/kelmet.txt?x=1",
        answered((TEXT + " Naïve.").encode("cp1252"), "text/plain", "windows-1252", "https://e.org/a.txt"),
    )
    assert item.report is not None
    assert (item.name, item.report.text) == ("kelmet", TEXT + " Naïve.")
    (item,) = items("https://e.org", answered(json.dumps({"text": TEXT}).encode(), "application/json"))
    assert item.report is not None
    assert item.name == "e.org"


def test_an_address_that_fails_is_a_failure() -> None:
    def failing(address: str) -> Fetched:
        raise FetchError(f"{address}: cannot be reached; try later")

    assert refused("https://e.org/a", Options(fetch=failing))[:2] == ("FetchError", "fetch")


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://e.org/a", "gopher://e.org", "http://", "https://[", "http://user:secret@e.org/a"]
)
def test_other_schemes_are_refused(address: str) -> None:
    kind, stage, message = refused(address)
    assert (kind, stage) == ("FetchError", "fetch")
    assert "secret" not in message
