"""A program of its own: a PDF on standard input to its words on standard output, as one JSON object.

`reports.pdf` runs it in a process with bounds on memory and time, for a hostile PDF can make any reader of PDFs crash, hang or
swell. It imports nothing of the package, so that it starts fast. Where a paragraph ends is told by where the words stand on the page:
a line break is a space where the next line's first word would not have fitted before the right edge of its column.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = 1.5  # of a line's height from one line's foot to the next: more is a new paragraph; single spacing has 1.15, wide spacing 1.5
_SLACK = 0.02  # of a column's width that a ragged right edge may leave
_COLUMN = 40.0  # points that a line's left edge may be off its column's: first lines are indented by up to half an inch
_STOPS = (".", "!", "?", ":", "”", '"', "’", ")")
_ITEMS = ("•", "▪", "●", "◦", "–", "—", "*", "■", "□", "➢", "✓")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words, its box in points (y grows upwards), how wide its first word is."""

    words: str
    left: float
    right: float
    top: float
    bottom: float
    first: float


def paragraphs(lines: list[Line]) -> Iterator[str]:
    """The lines of a page as paragraphs."""
    text = ""
    for number, line in enumerate(lines):
        if number and _wraps(lines[number - 1], line, lines):
            text = f"{text} {line.words}"
        else:
            if text:
                yield text
            text = line.words
    if text:
        yield text


def _wraps(one: Line, two: Line, lines: list[Line]) -> bool:
    """Whether the break between two lines only stands for a space."""
    height = max(one.top - one.bottom, 1.0)
    if two.words.startswith(_ITEMS) or not 0 < one.bottom - two.bottom <= _GAP * max(height, two.top - two.bottom):
        return False
    column = [line for line in lines if abs(line.left - one.left) <= _COLUMN]
    edge = max(line.right for line in column)
    width = edge - min(line.left for line in column)
    fits = one.right + two.first + 0.25 * height < edge - _SLACK * width
    return not fits and not (one.words.endswith(_STOPS) and two.left - one.left > height / 2)


def _lines(page: Any) -> Iterator[Line]:
    """The lines of a page in reading order, as the document has them."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    marks: list[tuple[str, int]] = []
    divided = False
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        mark = chr(code) if 0 < code < 0x110000 else "\ufffd"
        if mark in "\r\n":
            yield from _line(text, marks)
            marks = []
        elif pdfium.FPDFText_IsHyphen(text, index) == 1:  # PDFium joins the line of a divided word to the next, the hyphen in between
            divided = True
            continue
        else:
            if divided and not mark.islower():  # "Al-" and "Qaeda" keep theirs
                marks.append(("-", index))
            marks.append((mark, index))
        divided = False
    yield from _line(text, marks)


def _line(text: Any, marks: list[tuple[str, int]]) -> Iterator[Line]:
    """The line of its characters and their numbers, unless nothing is in it or no box is known for it."""
    words = "".join(mark for mark, _ in marks)
    clean = words.strip()
    if not clean:
        return
    begin = len(words) - len(words.lstrip())
    first = len(clean.split(maxsplit=1)[0])
    left, word, right = (text.get_charbox(marks[begin + offset][1], loose=True) for offset in (0, first - 1, len(clean) - 1))
    whole = clean.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    yield Line(whole, left[0], right[2], max(left[3], right[3]), min(left[1], right[1]), word[2] - left[0])


def read(raw: bytes, most_pages: int, most_text: int) -> dict[str, Any]:
    """Title, day of making and text of a document, or `fault` with why there is none."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        return {"fault": f"{error}"}
    if len(document) > most_pages:
        return {"fault": f"{len(document):,} pages, where {most_pages:,} are allowed"}
    told = document.get_metadata_dict()
    text: list[str] = []
    size = number = 0
    try:
        for number in range(len(document)):
            page = document[number]
            found = list(paragraphs(list(_lines(page))))
            page.close()
            text += found
            size += sum(map(len, found))
            if size > most_text:
                return {"fault": f"more than {most_text:,} characters of text"}
    except pypdfium2.PdfiumError as error:
        return {"fault": f"page {number + 1}: {error}"}
    return {"title": told.get("Title") or None, "made": told.get("CreationDate") or None, "text": "\n".join(text)}


def main(arguments: list[str]) -> int:
    """Read standard input; the arguments are the most pages, the most characters, the most bytes of memory and the most seconds."""
    pages, text, memory, seconds = map(int, arguments)
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock remains
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer = read(sys.stdin.buffer.read(), pages, text)
    sys.stdout.buffer.write(json.dumps(answer).encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
