"""PDF and Word documents to paragraphs, title and day; broken, locked and hostile ones to refusals."""

from __future__ import annotations

import io
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

import feed_samples as samples
from reportedly.errors import MissingPartError, TooLargeError, UnreadableError
from reportedly.reports import Item, Options, docx, open_origin, pdf, pdf_pages
from reportedly.reports.fetch import Fetched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytest.importorskip("pypdfium2")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def pdf_of(*pages: Sequence[tuple[int, int, str]], title: str = "Kelmet falls", made: str = "D:20310308120000Z") -> bytes:
    """A PDF with words at (x, y) in 12-point Helvetica on each page."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        shown = b"".join(b"BT /F1 12 Tf 1 0 0 1 %d %d Tm (%s) Tj ET\n" % (x, y, words.encode("cp1252")) for x, y, words in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown))
        resources = b"<< /Font << /F1 3 0 R >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources %s >>" % (len(objects), resources)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(f"<< /Title ({title}) /CreationDate ({made}) >>".encode())
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(objects), len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def column(*lines: str, top: int = 700, left: int = 72) -> list[tuple[int, int, str]]:
    return [(left, top - 14 * number, words) for number, words in enumerate(lines) if words]


WRAPPED = column(
    "The army said on Monday that it had taken the town of Kelmet from the rebels, and that two",
    "soldiers had died in the fighting near the bridge, which began early on Sunday. The coun-",
    "teroffensive of the al-",
    "Noor brigade went on.",
    "The rebels denied it. They said that their fighters were holding the market of the town, and",
    "that the fighting continued.",
    "",
    "A third paragraph.",
)


def docx_of(body: str, about: str = "", **members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>')
        if about:
            archive.writestr("docProps/core.xml", about)
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{words}</w:t></w:r>' for words in runs)}</w:p>"


def items(path: Path, raw: bytes, **options: object) -> list[Item]:
    path.write_bytes(raw)
    return list(open_origin(path, options=Options(**options)))  # type: ignore[arg-type]


def refusal(path: Path, raw: bytes) -> str:
    (found,) = items(path, raw)
    assert found.failure is not None
    return f"{found.failure.kind}: {found.failure.message}"


def test_a_pdf_is_read_in_whole_paragraphs_with_title_and_day(tmp_path: Path) -> None:
    (found,) = items(tmp_path / "a.pdf", pdf_of(WRAPPED, column("On the next page.")))
    assert found.report is not None
    assert found.report.text.split("\n") == [
        "The army said on Monday that it had taken the town of Kelmet from the rebels, and that two soldiers had died in the fighting "
        "near the bridge, which began early on Sunday. The counteroffensive of the al-Noor brigade went on.",
        "The rebels denied it. They said that their fighters were holding the market of the town, and that the fighting continued.",
        "A third paragraph.",
        "On the next page.",
    ]
    assert (found.report.title, found.report.dates.page, found.report.outlet) == ("Kelmet falls", "2031-03-08", None)


def test_two_columns_stay_apart(tmp_path: Path) -> None:
    left = column("The army said on Monday that it had", "taken the town of Kelmet.", left=60)
    right = column("The rebels denied it on Tuesday and", "said that they were holding it.", left=330)
    (found,) = items(tmp_path / "a.pdf", pdf_of([*left, *right]))
    assert found.report is not None
    assert found.report.text.split("\n") == [
        "The army said on Monday that it had taken the town of Kelmet.",
        "The rebels denied it on Tuesday and said that they were holding it.",
    ]


@pytest.mark.parametrize(
    ("title", "expected"), [("Microsoft Word - draft 3.doc", None), ("a.indd", None), ("", None), ("Kelmet", "Kelmet")]
)
def test_a_file_name_is_no_title(title: str, expected: str | None) -> None:
    assert pdf.draft(pdf_of(column(samples.WORDS), title=title)).title == expected


def test_a_pdf_is_told_by_its_first_bytes_and_comes_from_an_address_too(tmp_path: Path) -> None:
    raw = pdf_of(column("Four people died in the town."))
    assert items(tmp_path / "statement", raw)[0].report is not None
    answer = Fetched(
        url="https://e.org/statement", body=raw, content_type="application/pdf", charset=None, headers=(("ETag", "x"),), at=0.0
    )
    (found,) = open_origin("https://e.org/statement", options=Options(fetch=lambda _: answer))
    assert found.report is not None
    assert found.report.url == "https://e.org/statement"
    assert found.custody is not None
    assert (found.custody.retrieved, found.custody.headers) == ("1970-01-01T00:00:00Z", (("ETag", "x"),))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"%PDF-1.7 and nothing more", "cannot be read"),
        (b"no PDF", "cannot be read"),
        (pdf_of(column(samples.WORDS))[:200], "cannot be read"),
        (pdf_of([]), "a scan"),
        (pdf_of(), "cannot be read"),
    ],
)
def test_broken_and_empty_pdfs_are_refused(raw: bytes, words: str, tmp_path: Path) -> None:
    message = refusal(tmp_path / "a.pdf", raw)
    assert message.startswith("UnreadableError: ")
    assert words in message


def test_bounds_on_pages_and_text_are_kept() -> None:
    raw = pdf_of(*[column(samples.WORDS)] * 3)
    assert "3 pages" in str(pdf_pages.read(raw, 2, 1000).get("fault"))
    assert "characters" in str(pdf_pages.read(raw, 3, 10).get("fault"))


@pytest.mark.parametrize("ran", [subprocess.TimeoutExpired("x", 1), subprocess.CompletedProcess("x", -9, b"", b"")])
def test_a_pdf_that_kills_or_holds_up_its_reader_is_refused(ran: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> object:
        if isinstance(ran, Exception):
            raise ran
        return ran

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(UnreadableError, match="PDF file that"):
        pdf.draft(b"%PDF-1.4")


def test_the_readers_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MEMORY", 20 * 1024 * 1024)
    with pytest.raises(UnreadableError, match="kills its reader"):
        pdf.draft(pdf_of(column(samples.WORDS)))


def test_without_pypdfium2_the_install_line_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    with pytest.raises(MissingPartError, match=r"pip install 'reportedly\[pdf\]'"):
        pdf.draft(b"%PDF-1.4")


ABOUT = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Kelmet falls</dc:title>'
    "<dcterms:created>2031-03-01T08:00:00Z</dcterms:created><dcterms:modified>2031-03-08T08:00:00Z</dcterms:modified></cp:coreProperties>"
)


def test_a_word_document_is_read_paragraph_by_paragraph(tmp_path: Path) -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('Dead')}</w:tc><w:tc>{paragraph('Four')}</w:tc></w:tr></w:tbl>"
    body = (
        paragraph("The army said that ", "4 people died.")
        + paragraph()
        + table
        + "<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t></w:r></w:p>"
    )
    (found,) = items(tmp_path / "a.docx", docx_of(body, ABOUT))
    assert found.report is not None
    assert found.report.text == "The army said that 4 people died.\nDead\nFour\nOne\ntwo"
    assert (found.report.title, found.report.dates.page) == ("Kelmet falls", "2031-03-08")


def test_deleted_words_comments_and_second_drawings_are_not_read() -> None:
    deleted = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>"
    box = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"
    drawn = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    raw = docx_of(f"<w:p>{deleted}<w:r><w:t>Kept.</w:t></w:r>{drawn}</w:p>", **{"word/comments.xml": "<w:t>secret</w:t>"})
    assert docx.draft(zipfile.ZipFile(io.BytesIO(raw)), raw).text == "In a box.\nKept."


def test_a_word_document_without_an_ending_or_inside_an_archive_is_read(tmp_path: Path) -> None:
    raw = docx_of(paragraph(samples.WORDS))
    assert items(tmp_path / "statement", raw)[0].report is not None
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.docx", raw)
        archive.writestr("b.pdf", pdf_of(column("Four people died in the town.")))
    found = items(tmp_path / "all.zip", out.getvalue())
    assert [item.report is not None for item in found] == [True, True]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (docx_of(""), "without text"),
        (docx_of("<w:p><w:r><w:t>Four"), "broken"),
        (docx_of(paragraph("x")).replace(b"word/document.xml", b"word/docum\0nt.xml"), "office document"),
        (docx_of(samples.BOMB), "broken"),
        (b"PK\x03\x04", "broken ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "broken ZIP"),
    ],
)
def test_broken_word_documents_are_refused(raw: bytes, words: str, tmp_path: Path) -> None:
    assert words in refusal(tmp_path / "a.docx", raw)


def test_entities_in_a_word_document_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml", samples.BOMB + f"<w:document {W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
        )
    assert "entities" in refusal(tmp_path / "a.docx", out.getvalue())


def test_a_word_document_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "_LARGEST", 100)
    raw = docx_of(paragraph(samples.WORDS * 10))
    with pytest.raises(TooLargeError):
        docx.draft(zipfile.ZipFile(io.BytesIO(raw)), raw)
