"""JSON to drafts: an object, an array, JSON lines, or readings that `reportedly` itself wrote."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly import codec
from reportedly.errors import FormatError, ReportedlyError, TooLargeError, UnreadableError
from reportedly.model import FORMAT, Report
from reportedly.reports.decode import decode
from reportedly.reports.record import Draft
from reportedly.reports.refusal import scrub, shown

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

_LOOKS = re.compile(r'\ufeff?\s*(?:\[\s*)?\{\s*"')
_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
_PIECE = 65536  # bytes of a line too long that are read past at once
_NAME = 120  # characters: with an ending it stays under every file system's 255 bytes


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """The input form. Keys it does not name are ignored; `reported_by` is another word for `outlet`."""

    text: str
    id: str | int | None = None
    published: str | None = None
    outlet: str | None = None
    reported_by: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    original: str | None = None
    original_language: str | None = None


def looks_like_json(text: str) -> bool:
    """Whether an unnamed text opens like an object or an array of objects ("[Reuters] …" does not)."""
    return _LOOKS.match(text) is not None


def drafts(text: str, *, lines: bool = False) -> Iterator[tuple[str, Draft | ReportedlyError]]:
    """Each report of a JSON text as (where, draft or error): where is "" for a lone object, "#2" in an array, ":2" in JSON lines.

    `lines` says that it is JSON lines; text that fails as a whole but whose first line is a whole object is read so too.
    """
    text = text.removeprefix("\ufeff")
    try:
        whole = None if lines else _parse(text)
    except FormatError as error:
        if not opens_with_line(text):
            yield "", error
            return
        whole = None
    if whole is None:
        numbered = ((f":{n}", line) for n, line in enumerate(text.split("\n"), 1) if line.strip())
        yield from ((where, _guarded(line)) for where, line in numbered)
    elif isinstance(whole, list):
        if any(isinstance(entry, dict) and not entry.keys().isdisjoint(("text", "report")) for entry in whole):
            yield from ((f"#{n}", _draft(entry)) for n, entry in enumerate(whole, 1))
        else:  # a table of something else, say: one fault, not one a row
            yield "", FormatError(f'an array of {len(whole)} without any report in it; give objects with a "text"')
    else:
        yield "", _draft(whole)


def lines(stream: io.BufferedReader, limit: int, charset: str | None = None) -> Iterator[tuple[str, Draft | ReportedlyError]]:
    """Each report of JSON lines as (":2", draft or error), read as they come; a line over `limit` bytes is an error and read past."""
    number = 0
    while raw := stream.readline(limit + 1):
        number += 1
        if len(raw) > limit and not raw.endswith(b"\n"):
            _read_past(stream)
            yield f":{number}", TooLargeError(f"a line larger than the {limit:,} bytes allowed; allow more")
        elif raw.strip() and raw.strip() != codecs.BOM_UTF8:
            yield f":{number}", _decoded(raw, charset)


def opens_with_line(text: str) -> bool:
    """Whether the first line alone is one object and more lines follow."""
    first, _, rest = text.removeprefix("\ufeff").lstrip().partition("\n")
    try:
        return bool(rest.strip()) and isinstance(_parse(first), dict)
    except FormatError:
        return False


def _read_past(stream: io.BufferedReader) -> None:
    """Read to the end of the line, keeping nothing."""
    while (piece := stream.readline(_PIECE)) and not piece.endswith(b"\n"):
        pass


def _decoded(raw: bytes, charset: str | None) -> Draft | ReportedlyError:
    """The draft of one raw line, or why not."""
    try:
        return _draft(_parse(decode(raw, charset=charset)))
    except (FormatError, UnreadableError) as error:
        return error


def safe_name(words: str) -> str | None:
    """`words` as a file name without directory or ending: ASCII letters, digits, "_", "-" and "."; None if nothing is left."""
    return _UNSAFE.sub("-", words).strip(".-")[:_NAME] or None


def _guarded(line: str) -> Draft | ReportedlyError:
    """The draft of one JSON line, or why not."""
    try:
        return _draft(_parse(line))
    except FormatError as error:
        return error


def _parse(text: str) -> Any:
    """The JSON value. Raises FormatError; a key given twice is one of the faults, since either could be meant."""
    try:
        return json.loads(text, strict=False, object_pairs_hook=_once)
    except ValueError as error:
        raise FormatError(f'not valid JSON: {shown(str(error))}; give an object with a "text", an array of such, or one a line') from error
    except RecursionError as error:
        raise FormatError('JSON nested too deeply; give a flat object with a "text"') from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of its pairs. Raises FormatError when a key comes twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in found if keys.count(key) > 1)
        raise FormatError(f"the key {shown(twice, 60)!r} is given twice in one object; leave one")
    return found


def _draft(value: Any) -> Draft | ReportedlyError:
    """The draft of one JSON value, or why it is none."""
    try:
        return _of_reading(value) if isinstance(value, dict) and "format" in value and "report" in value else _of_entry(value)
    except msgspec.ValidationError as error:
        return FormatError(
            f'not a report: {shown(str(error))}; give an object with a "text" (and id, published, outlet, title, url as strings)'
        )
    except FormatError as error:
        return error


def _of_entry(value: Any) -> Draft:
    """The draft of an input object."""
    entry = msgspec.convert(value, Entry)
    return Draft(
        text=entry.text,
        name=None if entry.id is None else safe_name(str(entry.id)),
        given=entry.published,
        outlet=entry.outlet or entry.reported_by,
        title=entry.title,
        url=entry.url,
        language=entry.language,
        original=entry.original,
        original_language=entry.original_language,
    )


def _of_reading(value: dict[str, Any]) -> Draft:
    """The draft of an earlier reading's report. Its witnesses of the date are kept, but for the text's, which is read anew."""
    if value["format"] != FORMAT:
        raise FormatError(f"a reading of format {shown(str(value['format']), 20)}; this version knows format {FORMAT}: upgrade reportedly")
    old = msgspec.convert(value["report"], Report)
    if codec.sha256(scrub(old.text)) != old.sha256:
        raise FormatError("a reading whose text is not the one its sha256 was made of; read the report's own file again")
    known = {old.dates.given, old.dates.page, old.dates.text}
    return Draft(
        text=old.text,
        raw_sha256=old.raw_sha256,
        name=safe_name(old.id),
        given=old.dates.given if old.published in known else old.published,
        page=old.dates.page,
        outlet=old.outlet,
        title=old.title,
        url=old.url,
        language=old.language,
        original=old.original,
        original_language=old.original_language,
    )
