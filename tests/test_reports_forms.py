"""Which form a part has, however it is called and wherever it comes from; streams that fail; the same input, the same items."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

import feed_samples as samples
from reportedly.errors import FetchError, ReportedlyError, TooLargeError
from reportedly.reports import Custody, Item, Listed, Options, open_origin
from reportedly.reports.decode import decode
from reportedly.reports.fetch import Fetched
from reportedly.reports.forms import findings
from reportedly.reports.part import Part, form_by_name, readable
from reportedly.reports.pdf_pages import Line, paragraphs
from reportedly.reports.record import Draft
from reportedly.reports.refusal import unreadable
from test_reports_archive import ARC_HEAD, arc_record, http, record
from test_reports_documents import column, docx_of, paragraph, pdf_of
from test_reports_telegram import chat, message

if TYPE_CHECKING:
    from pathlib import Path

FORMS: dict[str, bytes] = {
    "txt": samples.WORDS.encode(),
    "md": f"# Kelmet\n\n{samples.WORDS}".encode(),
    "html": samples.page().encode(),
    "json": json.dumps({"text": samples.WORDS, "id": "x"}, indent=1).encode(),
    "jsonl": (json.dumps({"text": samples.WORDS, "id": "x"}) + "\n").encode() * 2,
    "rss": samples.VERSIONS["rss 2.0"].encode(),
    "atom": samples.VERSIONS["atom 1.0"].encode(),
    "warc": record(http()),
    "arc": ARC_HEAD + arc_record(http()),
    "pdf": pdf_of(column("Four people died in the town of Kelmet.")),
    "docx": docx_of(paragraph(samples.WORDS)),
}
"""One of each form that holds its reports itself."""

UNNAMED = sorted(FORMS.keys() - {"md"})
"""Markdown is told by its name alone."""


def items(path: Path, raw: bytes) -> list[Item]:
    path.write_bytes(raw)
    return list(open_origin(path))


def texts(found: list[Item]) -> list[str]:
    assert all(item.report for item in found), found
    return [item.report.text for item in found if item.report]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_by_its_name_compressed_and_in_an_archive(form: str, tmp_path: Path) -> None:
    named = texts(items(tmp_path / f"a.{form}", FORMS[form]))
    assert named
    assert texts(items(tmp_path / f"a.{form}.gz", gzip.compress(FORMS[form]))) == named
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(f"in/a.{form}", FORMS[form])
    assert texts(list(open_origin(tmp_path / "all.zip"))) == named


@pytest.mark.parametrize("form", UNNAMED)
def test_every_form_is_told_by_what_is_in_it(form: str, tmp_path: Path) -> None:
    named = texts(items(tmp_path / f"a.{form}", FORMS[form]))
    assert texts(items(tmp_path / "a", FORMS[form])) == named
    assert texts(list(open_origin("-", stdin=io.BytesIO(FORMS[form])))) == named
    answer = Fetched(url="https://e.org/a", body=FORMS[form], content_type="application/octet-stream", charset=None)
    assert texts(list(open_origin("https://e.org/a", options=Options(fetch=lambda _: answer)))) == named


@pytest.mark.parametrize("form", ["warc", "pdf", "docx", "arc"])
@pytest.mark.parametrize("ending", ["txt", "html", "json"])
def test_first_bytes_know_better_than_a_name(form: str, ending: str, tmp_path: Path) -> None:
    assert texts(items(tmp_path / f"a.{ending}", FORMS[form]))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_input_gives_the_same_items(form: str, tmp_path: Path) -> None:
    assert items(tmp_path / f"a.{form}", FORMS[form]) == items(tmp_path / f"a.{form}", FORMS[form])


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.TXT", "text"),
        ("a.jsonl.gz", "jsonl"),
        ("A.WARC.GZ", "warc"),
        ("feed.xml.bz2", "xml"),
        ("a.b.html", "html"),
        ("gz", None),
        ("a.gz", None),
        ("", None),
        ("a.exe", None),
    ],
)
def test_a_name_promises_a_form(name: str, form: str | None) -> None:
    assert form_by_name(name) == form


def test_an_export_is_told_from_other_json(tmp_path: Path) -> None:
    export = json.dumps(chat(message(5)), indent=1).encode()
    for name in ("result.json", "result", "result.json.gz"):
        (found,) = items(tmp_path / name, gzip.compress(export) if name.endswith("gz") else export)
        assert found.report is not None
        assert found.origin.endswith(":5")


class Torn(io.RawIOBase):
    """Gives these bytes in drops, then a refusal."""

    def __init__(self, raw: bytes, error: ReportedlyError | None = None) -> None:
        self._raw = io.BytesIO(raw)
        self._error = error

    def read(self, size: int = -1) -> bytes:
        piece = self._raw.read(min(size, 7))
        if not piece and self._error is not None:
            raise self._error
        return piece

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize("form", sorted(FORMS.keys() - {"docx"}))
def test_a_stream_that_comes_in_drops_is_read_whole(form: str) -> None:
    found = [what for _, what in findings(Part(name=f"a.{form}", stream=readable(Torn(FORMS[form]))), 1_000_000)]
    assert found
    assert all(isinstance(what, (Draft, Listed)) for what in found)


@pytest.mark.parametrize("form", ["jsonl", "warc", "arc", "telegram", "sitemap"])
def test_what_stands_before_a_fault_of_the_stream_is_read_and_the_fault_comes_last(form: str) -> None:
    whole = {
        "jsonl": FORMS["jsonl"],
        "warc": record(http()) * 2,
        "arc": ARC_HEAD + arc_record(http()) * 2,
        "telegram": json.dumps(chat(message(1), message(2))).encode()[:-2],
        "sitemap": b"<urlset><url><loc>https://e.org/a</loc></url><url><loc>https://e.org/b</loc></url>",
    }[form]
    names = {"telegram": "a.json", "sitemap": "a.xml"}
    part = Part(name=names.get(form, f"a.{form}"), stream=readable(Torn(whole, unreadable("open", "torn; mend it"))))
    read: list[object] = []
    last: object = None
    try:
        for _, last in findings(part, 1_000_000):
            read.append(last)
    except ReportedlyError as error:
        last = error
    assert len([what for what in read if isinstance(what, (Draft, Listed))]) == 2
    assert isinstance(last, ReportedlyError)
    assert "torn" in str(last)


def test_a_part_is_looked_into_without_being_used_up() -> None:
    part = Part(name="a", stream=readable(samples.WORDS.encode()))
    assert part.head(3) == b"The"
    assert part.head(3) == b"The"
    assert part.whole(1000) == samples.WORDS.encode()
    with pytest.raises(TooLargeError):
        Part(name="a", stream=readable(b"12345")).whole(4)


def test_how_a_report_came_is_kept_beside_it() -> None:
    answer = Fetched(
        url="https://e.org/a", body=samples.page().encode(), content_type="text/html", charset=None, headers=(("ETag", '"1"'),), at=1.9e9
    )
    (found,) = open_origin("https://e.org/a", options=Options(fetch=lambda _: answer))
    assert found.custody == Custody(url="https://e.org/a", retrieved="2030-03-17T17:46:40Z", headers=(("ETag", '"1"'),))


def test_what_a_list_says_fills_in_what_a_page_does_not() -> None:
    entry = Listed(key="k", url="https://e.org/a", title="Listed", published="2031-03-08", outlet="Brenna Post", text="short")
    bare = entry.told(Draft(text="long"))
    assert (bare.title, bare.given, bare.outlet, bare.text) == ("Listed", "2031-03-08", "Brenna Post", "long")
    full = entry.told(Draft(text="long", title="Own", given="2031-03-01", outlet="Meridian"))
    assert (full.title, full.given, full.outlet) == ("Own", "2031-03-01", "Meridian")


def test_the_default_visitor_asks_the_given_fetcher(tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(url: str) -> Fetched:
        asked.append(url)
        if url.endswith("/robots.txt"):
            raise FetchError("none; go on", status=404)
        return Fetched(url=url, body=samples.VERSIONS["rss 2.0"].encode(), content_type=None, charset=None)

    (tmp_path / "a.opml").write_text(samples.opml(samples.outline("https://e.org/feed")))
    (found,) = open_origin(tmp_path / "a.opml", options=Options(fetch=fetch))
    assert found.report is not None
    assert asked == ["https://e.org/robots.txt", "https://e.org/feed"]


def line(words: str, left: float = 72, right: float = 500, y: float = 700, first: float = 30) -> Line:
    return Line(words, left, right, y + 10, y, first)


@pytest.mark.parametrize(
    ("two", "joined"),
    [
        (line("on.", y=686), True),
        (line("Next.", y=640), False),  # far below
        (line("• item", y=686), False),
        (line("up.", y=714), False),  # above: another column
        (line("wide", y=686, first=5), True),
    ],
)
def test_a_line_break_is_a_space_where_the_next_word_would_not_fit(two: Line, joined: bool) -> None:
    assert len(list(paragraphs([line("It went"), two, line("An unrelated line as wide as the column.", y=300)]))) == (2 if joined else 3)


def test_a_short_line_ends_its_paragraph_and_an_indent_begins_one() -> None:
    wide = line("The last words of a line as wide as the column.")
    assert list(paragraphs([line("Short.", right=200), line("Next.", y=686), line("x", y=300, right=520)]))[:2] == ["Short.", "Next."]
    assert list(paragraphs([wide, line("Indented", left=95, y=686)])) == [wide.words, "Indented"]
    assert list(paragraphs([])) == []


def test_a_head_cut_inside_a_letter_is_still_read(tmp_path: Path) -> None:
    raw = ("é" * 40_000 + " " + samples.WORDS).encode()
    assert decode(raw[:65_535]).startswith("é")
    (found,) = items(tmp_path / "a", raw)
    assert found.report is not None
    assert found.report.text.endswith(samples.WORDS)
