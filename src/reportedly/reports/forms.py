"""A part of an origin to the drafts in it, whatever its form: told by its first bytes, else by its name or header, else by looking inside.

Archives hold parts again, so this calls itself, once: what was unpacked is not unpacked again, and lists inside archives
are not followed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly.errors import ReportedlyError
from reportedly.reports import archive, feed, html, lists, markdown, packed, pdf, structured, telegram, xml, zips
from reportedly.reports.decode import decode
from reportedly.reports.listed import Listed
from reportedly.reports.part import Form, Part, form_by_name, readable
from reportedly.reports.record import Draft
from reportedly.reports.refusal import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Told = Literal[Form, "telegram", "feed", "opml", "sitemap"]
Found = Draft | Listed | ReportedlyError
"""What stands at one place of an origin: a report, an entry of a list, or why there is none."""

Finding = tuple[str, Found]

_TEXTS = ("text", "markdown", "html", "json", "jsonl", "xml", None)
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 and UTF-32 have lines that bytes do not tell


def findings(part: Part, limit: int) -> Iterator[Finding]:
    """Each report or entry in a part as (where, found): "" for a lone one, else "#2", ":2", "@1042", "!folder/name".

    `limit` bounds what one report may take, in bytes. What is wrong with one report is an error in its place; raises ReportedlyError where
    nothing more can be read.
    """
    told = _told(part)
    reader = _READERS.get(told)
    if reader is not None:
        yield from reader(part, limit)
    else:
        yield "", _draft(part, told, part.whole(limit))


def _told(part: Part) -> Told | None:
    """The form of a part; None for plain text. Raises UnreadableError for an empty one, and for forms that are not read."""
    head = part.head()
    if not head.strip():
        raise _empty()
    binary = _by_magic(head)
    if binary is not None:
        return binary
    promised = part.form or form_by_name(part.name)
    if promised not in _TEXTS:  # broken at its beginning, which its reader will say, or a PDF behind a few other bytes
        return "zip" if promised == "docx" else promised
    text = decode(head, charset=part.charset, markup=True)
    if promised in ("json", None) and telegram.looks_like_export(text):
        return "telegram"
    if promised in ("xml", None):
        return _in_xml(text, promised)
    if promised == "json" and structured.opens_with_line(text):
        return "jsonl"
    return promised


def _by_magic(head: bytes) -> Form | None:
    """The form that first bytes tell for certain."""
    if packed.kind_of(head):
        return "packed"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    if head[257:262] == b"ustar":
        raise unreadable("open", "a tar archive; unpack it and give the folder")
    return "arc" if head.startswith(b"filedesc://") else None


def _in_xml(text: str, promised: Form | None) -> Told | None:
    """What kind of XML, page or text it is. Raises UnreadableError for XML of a kind that is not read, where XML is promised."""
    kind = xml.kind_of(text)
    if kind == "html" or html.looks_like_page(text):
        return "html"
    if kind is not None:
        return kind
    if promised == "xml":
        raise unreadable("open", f"XML whose root is {xml.root_of(text)!r}: neither a feed nor OPML nor a sitemap; give one of these")
    if structured.looks_like_json(text):
        return "jsonl" if structured.opens_with_line(text) else "json"
    return None


def _draft(part: Part, told: Told | None, raw: bytes) -> Found:
    """The draft of a text that is one report."""
    text = decode(raw, charset=part.charset, markup=told == "html")
    if not text.strip():
        raise _empty()
    if told == "html":
        found = html.draft(text, raw, part.url)
    elif told == "markdown":
        found = markdown.draft(text, raw)
    else:
        found = Draft(text=text, raw=raw)
    return msgspec.structs.replace(found, url=found.url or part.url, custody=part.custody)


def _json(part: Part, limit: int) -> Iterator[Finding]:
    yield from structured.drafts(decode(part.whole(limit), charset=part.charset))


def _json_lines(part: Part, limit: int) -> Iterator[Finding]:
    """Line by line; wide encodings, whose lines bytes do not tell, as a whole."""
    head = part.head(4096)
    if head.startswith(_WIDE) or b"\x00" in head:
        yield from structured.drafts(decode(part.whole(limit), charset=part.charset), lines=True)
    else:
        yield from structured.lines(part.stream, limit, part.charset)


def _feed(part: Part, limit: int) -> Iterator[Finding]:
    """The entries of a feed; out of an archive as the reports that they are there, for what was kept then would be fetched now."""
    for where, found in feed.entries(part.whole(limit), charset=part.charset, url=part.url):
        yield where, found.draft() if part.archived and isinstance(found, Listed) else found


def _opml(part: Part, limit: int) -> Iterator[Finding]:
    xml.refuse_entities(decode(part.head(), markup=True))
    yield from _followed(part, lists.opml(part.stream))


def _sitemap(part: Part, limit: int) -> Iterator[Finding]:
    xml.refuse_entities(decode(part.head(), markup=True))
    yield from _followed(part, lists.sitemap(part.stream))


def _followed(part: Part, entries: Iterator[Finding]) -> Iterator[Finding]:
    """The entries of a list, unless it comes out of an archive."""
    if part.archived:
        raise unreadable("open", "a list of addresses inside an archive is not followed; give the list itself")
    return entries


def _pdf(part: Part, limit: int) -> Iterator[Finding]:
    found = pdf.draft(part.whole(limit), part.url)
    yield "", msgspec.structs.replace(found, custody=part.custody)


def _zip(part: Part, limit: int) -> Iterator[Finding]:
    """A Word document, or the reports in an archive's members."""
    if not part.stream.seekable():
        part = replace(part, stream=readable(part.whole(limit)))
    if zips.is_document(part):
        raw = part.whole(limit)
        found = zips.document(replace(part, stream=readable(raw)), raw)
        yield "", msgspec.structs.replace(found, url=part.url, custody=part.custody)
        return
    if part.packed:
        raise _nested()
    yield from _inside(zips.members(part), limit)


def _unpacked(part: Part, limit: int) -> Iterator[Finding]:
    """What a compressed part holds."""
    kind = packed.kind_of(part.head()) or ""
    if part.packed and not part.name.lower().endswith((".warc.gz", ".arc.gz")):
        raise _nested()
    yield from findings(replace(part, stream=readable(packed.unpacked(part.stream, kind)), packed=True), limit)


def _warc(part: Part, limit: int) -> Iterator[Finding]:
    yield from _inside(archive.warc(part, limit), limit)


def _arc(part: Part, limit: int) -> Iterator[Finding]:
    yield from _inside(archive.arc(part, limit), limit)


def _inside(parts: Iterator[tuple[str, Part | ReportedlyError]], limit: int) -> Iterator[Finding]:
    """The reports in the parts of an archive; a part that cannot be read is an error in its place."""
    for where, inner in parts:
        if isinstance(inner, ReportedlyError):
            yield where, inner
            continue
        try:
            for deeper, found in findings(inner, limit):
                yield where + deeper, _named(found, inner)
        except ReportedlyError as error:
            yield where, error


def _named(found: Found, part: Part) -> Found:
    """A draft that has no name of its own called after the member it came from."""
    if not isinstance(found, Draft) or found.name or not part.name:
        return found
    return msgspec.structs.replace(found, name=structured.safe_name(PurePosixPath(part.name).stem))


def _empty() -> ReportedlyError:
    return unreadable("open", "empty: nothing in it, or only blanks; check that the report was saved")


def _nested() -> ReportedlyError:
    return unreadable("open", "an archive inside an archive is not unpacked; unpack the outer one and give what is in it")


_READERS: dict[Told | None, Callable[[Part, int], Iterator[Finding]]] = {
    "json": _json,
    "jsonl": _json_lines,
    "telegram": lambda part, limit: telegram.messages(part.stream, limit),
    "feed": _feed,
    "opml": _opml,
    "sitemap": _sitemap,
    "pdf": _pdf,
    "zip": _zip,
    "packed": _unpacked,
    "warc": _warc,
    "arc": _arc,
}
