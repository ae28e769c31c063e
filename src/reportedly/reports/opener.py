"""Origins to items: a path, a folder, an address or the standard input to one item a report, failures included."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Literal
from urllib.parse import unquote, urlsplit

import msgspec

from reportedly.errors import FetchError, OptionError, ReportedlyError, TooLargeError
from reportedly.model import Dates, Failure, Report
from reportedly.reports import html, markdown, structured
from reportedly.reports.dates import day_of, iso_day
from reportedly.reports.decode import decode
from reportedly.reports.folder import files_of
from reportedly.reports.language import code_of, require_english
from reportedly.reports.record import Draft, report
from reportedly.reports.refusal import failure, scrub, shown, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.reports.fetch import Fetched

Form = Literal["text", "markdown", "html", "json", "jsonl"]

_FORMS: dict[str, Form] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
}
_MEDIA: dict[str, Form] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/ld+json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/markdown": "markdown",
}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_PAGE = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article|div|p|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_FILE_BYTES = 32 * 1024 * 1024
_ADDRESS_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user says of every report of an origin, and the bounds.

    `published`, `outlet` and `title` override what the report says of itself. `max_bytes` bounds a file (32 MiB when None) or an
    address (8 MiB). `fetch` replaces the fetcher of addresses. `language` is the one to read, and only "en" is.
    `translation_of` is the code of the original's language when the texts are translations.
    """

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    max_bytes: int | None = None
    fetch: Callable[[str], Fetched] | None = None
    language: str = "en"
    translation_of: str | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One report of an origin, or its failure: exactly one of `report` and `failure` is set.

    `name` is what to call its files: the JSON id, else the file's stem, made safe ("report" when nothing is left).
    """

    origin: str
    name: str
    report: Report | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bytes:
    """An opened origin: its bytes, its form (None: look inside), the charset a header gave, its address."""

    raw: bytes
    form: Form | None
    charset: str | None = None
    url: str | None = None


def open_origin(origin: str | Path, *, options: Options | None = None, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """One item for each report of a file, a folder (sorted, recursive), an http(s) address, or "-" (`stdin`).

    Files are read by their ending, others by looking inside; a folder's hidden files and other endings are skipped, and its links
    that lead outside are refused. Nothing that is wrong with a report is raised: its item holds the failure.
    Raises OptionError, before anything is opened, when the options themselves make no sense.
    """
    chosen = _checked(options or Options())
    words = str(origin)
    scheme = _SCHEME.match(words) if isinstance(origin, str) else None
    if words == "-":
        return _items(words, "stdin", lambda: _standard_input(stdin, chosen), chosen)
    if scheme:
        return _items(words, _address_name(words), lambda: _address(words, scheme[1].lower(), chosen), chosen)
    return _path_items(Path(origin), chosen)


def _checked(options: Options) -> Options:
    """The options, once they make sense. Raises OptionError."""
    if options.language != "en":
        raise OptionError(f'language: {shown(options.language, 40)!r} is not read, only "en"; translate the report first')
    if options.max_bytes is not None and options.max_bytes < 1:
        raise OptionError(f"max_bytes: {options.max_bytes} leaves nothing to read; give a positive number of bytes")
    if options.published:
        iso_day(options.published, "published")
    return options


def _path_items(path: Path, options: Options) -> Iterator[Item]:
    """The items of a file or a folder."""
    for found in files_of(path, tuple(_FORMS)):
        if isinstance(found, ReportedlyError):
            yield _failed(str(path), path.name, found)
        else:
            yield from _items(str(found), found.stem, partial(_file, found, options), options)


def _items(origin: str, name: str, open_bytes: Callable[[], _Bytes], options: Options) -> Iterator[Item]:
    """The items of one origin: a failure to open it is one item, a failure of one of its reports another."""
    try:
        for where, draft in _drafts(open_bytes()):
            yield _item(origin + where, name + where.replace("#", "-").replace(":", "-"), draft, options)
    except ReportedlyError as error:
        yield _failed(origin, name, error)


def _item(origin: str, name: str, draft: Draft | ReportedlyError, options: Options) -> Item:
    """The item of one draft: its report, or its failure."""
    if isinstance(draft, ReportedlyError):
        return _failed(origin, name, draft)
    name = draft.name or name
    try:
        return Item(origin=scrub(origin), name=_safe(name), report=_record(draft, options))
    except ReportedlyError as error:
        return _failed(origin, name, error)


def _failed(origin: str, name: str, error: ReportedlyError) -> Item:
    return Item(origin=scrub(origin), name=_safe(name), failure=failure(origin, error))


def _safe(name: str) -> str:
    return structured.safe_name(name) or "report"


def _record(draft: Draft, options: Options) -> Report:
    """The report of a draft under the user's overrides. Raises OptionError, UnreadableError or LanguageError."""
    given = options.published or draft.given
    found = report(
        draft.text,
        outlet=options.outlet or draft.outlet,
        title=options.title or draft.title,
        url=draft.url,
        raw=draft.raw,
        dates=Dates(given=given, page=day_of(draft.page or "")),
        original=draft.original,
        original_language=draft.original_language or options.translation_of,
    )
    found = msgspec.structs.replace(
        found, language=found.language or code_of(draft.language or ""), raw_sha256=draft.raw_sha256 or found.raw_sha256
    )
    require_english(found)
    return found


def _drafts(opened: _Bytes) -> Iterator[tuple[str, Draft | ReportedlyError]]:
    """The drafts in an origin's bytes with where each stands. Raises InputError when there is none to be had."""
    text = decode(opened.raw, charset=opened.charset, markup=opened.form in (None, "html"))
    if not text.strip():
        raise unreadable("open", "empty: nothing in it, or only blanks; check that the report was saved")
    match opened.form or _form_inside(text):
        case "json":
            yield from structured.drafts(text)
        case "jsonl":
            yield from structured.drafts(text, lines=True)
        case "html":
            yield "", html.draft(text, opened.raw, opened.url)
        case "markdown":
            found = markdown.draft(text, opened.raw)
            yield "", msgspec.structs.replace(found, url=found.url or opened.url)
        case _:
            yield "", Draft(text=text, raw=opened.raw, url=opened.url)


def _form_inside(text: str) -> Form:
    """The form of a text that no name or header tells."""
    if _PAGE.match(text):
        return "html"
    return "json" if structured.looks_like_json(text) else "text"


def _file(path: Path, options: Options) -> _Bytes:
    """A regular file's bytes. Raises UnreadableError or TooLargeError."""
    try:
        if path.exists() and not path.is_file():
            raise unreadable("open", f"{shown(str(path))}: a device or pipe, not a file; pipe it into the command and give - instead")
        with path.open("rb") as stream:
            raw = _bounded(stream, options)
    except FileNotFoundError as error:
        raise unreadable("open", f"{shown(str(path))}: no such file; check the path") from error
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise unreadable("open", f"{shown(str(path))}: cannot be opened ({reason}); check the path and its permissions") from error
    return _Bytes(raw=raw, form=_FORMS.get(path.suffix.lower()))


def _standard_input(stdin: BinaryIO | None, options: Options) -> _Bytes:
    """The bytes of the standard input."""
    return _Bytes(raw=_bounded(stdin or sys.stdin.buffer, options), form=None)


def _bounded(stream: BinaryIO, options: Options) -> bytes:
    """The stream's bytes. Raises TooLargeError."""
    limit = options.max_bytes or _FILE_BYTES
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise TooLargeError(f"larger than the {limit:,} bytes allowed; split it, or allow more")
    return raw


def _address(address: str, scheme: str, options: Options) -> _Bytes:
    """The bytes at an address. Raises FetchError."""
    if scheme not in ("http", "https"):
        raise FetchError(f"{shown(address)}: only http and https addresses are fetched; give a file by its path")
    fetched = (options.fetch or partial(_fetch, options.max_bytes or _ADDRESS_BYTES))(address)
    form = _MEDIA.get(fetched.content_type or "") or _FORMS.get(PurePosixPath(_address_path(fetched.url)).suffix.lower())
    return _Bytes(raw=fetched.body, form=form, charset=fetched.charset, url=fetched.url)


def _fetch(max_bytes: int, address: str) -> Fetched:
    """The default fetcher, imported when an address is first given."""
    from reportedly.reports.fetch import fetch

    return fetch(address, max_bytes=max_bytes)


def _address_path(address: str) -> str:
    """The path of an address, unescaped; "" when the address is broken."""
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def _address_name(address: str) -> str:
    """What to call an address's report: the last part of its path without an ending, else its host."""
    path = PurePosixPath(_address_path(address))
    return path.stem or address.partition("://")[2].partition("/")[0].rpartition("@")[2]
