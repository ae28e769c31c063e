"""Word documents (.docx) to their paragraphs.

A .docx is a ZIP of XML whose text sits in `w:t` elements: forty lines over lxml, which is here anyway, read it as a stream and
within bounds, where the library for the whole format (python-docx) unpacks and parses every part at once. Deleted text, comments,
headers, footnotes and fields' codes are not the document's text; macros and embedded objects are never touched.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from reportedly.errors import ReportedlyError, TooLargeError
from reportedly.reports.part import readable
from reportedly.reports.record import Draft
from reportedly.reports.refusal import unreadable
from reportedly.reports.xml import elements, local_name, refuse_entities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.reports.xml import Element

BODY = "word/document.xml"
"""The member that makes a ZIP a Word document."""

FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, OSError, EOFError, ValueError, LookupError, OverflowError)
"""What zipfile raises on archives that are broken, locked or odd."""

_ABOUT = "docProps/core.xml"
_LARGEST = 64 * 1024 * 1024  # bytes of XML: a thousand pages have 10 MB
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_ADVICE = "save it again, or save its text as .txt and give that"


def draft(archive: zipfile.ZipFile, raw: bytes) -> Draft:
    """The draft of a document: a paragraph a line, a table's cells too. Its own properties give title and day (of the last change by
    its author, else of its making), which stand as the page's.

    Raises UnreadableError for a broken or locked one, TooLargeError for one whose text is no report's.
    """
    told: dict[str, str] = {}
    if _ABOUT in archive.namelist():
        told = {name: element.text or "" for name, element in _parts(archive, _ABOUT, ("title", "created", "modified"))}
    text = "\n".join(_paragraphs(archive))
    if not text.strip():
        raise unreadable("extract", f"a Word document without text; {_ADVICE}")
    return Draft(text=text, raw=raw, page=told.get("modified") or told.get("created"), title=told.get("title") or None)


def _paragraphs(archive: zipfile.ZipFile) -> Iterator[str]:
    """The paragraphs with something in them; a paragraph inside another's text box comes before it."""
    for _, element in _parts(archive, BODY, ("p",)):
        if not any(local_name(above) == "Fallback" for above in element.iterancestors()):  # what was drawn, again for old readers
            words = "".join(_runs(element)).strip()
            if words:
                yield words


def _runs(paragraph: Element) -> Iterator[str]:
    """The words of a paragraph, without those of paragraphs inside it."""
    for element in paragraph.iter():
        name = local_name(element)
        if name in ("t", *_BREAKS) and next(above for above in element.iterancestors() if local_name(above) == "p") is paragraph:
            yield element.text or "" if name == "t" else _BREAKS[name]


def _parts(archive: zipfile.ZipFile, member: str, names: tuple[str, ...]) -> Iterator[tuple[str, Element]]:
    """The elements of those names in a member. Raises UnreadableError or TooLargeError."""
    info = archive.getinfo(member)
    if info.file_size > _LARGEST:
        raise TooLargeError(f"a Word document with {info.file_size:,} bytes of text, where {_LARGEST:,} are allowed; split it")
    try:
        with archive.open(info) as opened:
            stream = readable(opened)
            refuse_entities(stream.peek().decode("utf-8", "replace"))
            for element in elements(stream, names):
                yield local_name(element), element
    except ReportedlyError as error:
        raise unreadable("extract", f"a broken Word document ({error}); {_ADVICE}") from error
    except FAULTS as error:
        raise unreadable("extract", f"a broken or locked Word document ({error}); {_ADVICE}") from error
