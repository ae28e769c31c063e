"""Origins to items: a path, a folder, an address or the standard input to one item a report, failures included."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote, urlsplit

import msgspec

from reportedly.errors import FetchError, OptionError, ReportedlyError
from reportedly.model import Dates, Failure, Report
from reportedly.reports import structured
from reportedly.reports.dates import day_of, iso_day
from reportedly.reports.folder import files_of
from reportedly.reports.forms import findings
from reportedly.reports.language import code_of, require_english
from reportedly.reports.listed import Listed
from reportedly.reports.part import ENDINGS, MEDIA, PACKINGS, Custody, Part, form_by_name, readable
from reportedly.reports.record import Draft, report
from reportedly.reports.refusal import failure, scrub, shown, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from reportedly.reports.fetch import Fetched
    from reportedly.reports.forms import Found

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_FILE_BYTES = 32 * 1024 * 1024
_ADDRESS_BYTES = 8 * 1024 * 1024
_DEEPEST = 3  # lists inside lists: an OPML file of OPML files of feeds, an index of sitemaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user says of every report of an origin, and the bounds.

    `published`, `outlet` and `title` override what the report says of itself. `max_bytes` bounds what one report may take (32 MiB when
    None), and an address (8 MiB). `fetch` replaces the fetcher of addresses, `visit` the polite one of what lists point at. `pages`
    has the pages behind a feed's entries fetched and read instead of what the feed gives of them. `language` is the one to read,
    and only "en" is. `translation_of` is the code of the original's language when the texts are translations.
    """

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    max_bytes: int | None = None
    fetch: Callable[[str], Fetched] | None = None
    visit: Callable[[str], Fetched] | None = None
    pages: bool = False
    language: str = "en"
    translation_of: str | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One report of an origin, or its failure: exactly one of `report` and `failure` is set.

    `name` is what to call its files: the JSON id, else the file's stem, made safe ("report" when nothing is left). `custody` is how its
    bytes came, None for what the user gave as a file.
    """

    origin: str
    name: str
    report: Report | None = None
    failure: Failure | None = None
    custody: Custody | None = None


@dataclass(slots=True)
class _Walk:
    """What goes along from list to list: the options, the addresses that were met, the polite fetcher once it is needed."""

    options: Options
    met: set[str] = field(default_factory=set)
    visit: Callable[[str], Fetched] | None = None

    @property
    def limit(self) -> int:
        """Most bytes of one report."""
        return self.options.max_bytes or _FILE_BYTES


def open_origin(origin: str | Path, *, options: Options | None = None, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """One item for each report of a file, a folder (sorted, recursive), an http(s) address, or "-" (`stdin`), as they come.

    Archives and lists give an item for each report in them; the addresses that an OPML file or a sitemap lists are fetched, politely.
    Files are read by their first bytes and their ending, others by looking inside; a folder's hidden files and other endings are
    skipped, and its links that lead outside are refused. Nothing that is wrong with a report is raised: its item holds the failure.
    Raises OptionError, before anything is opened, when the options themselves make no sense.
    """
    walk = _Walk(_checked(options or Options()))
    words = str(origin)
    scheme = _SCHEME.match(words) if isinstance(origin, str) else None
    if words == "-":
        return _items(words, "stdin", lambda: _standard_input(stdin), walk)
    if scheme:
        return _items(words, _address_name(words), lambda: _address(words, scheme[1].lower(), walk), walk)
    return _path_items(Path(origin), walk)


def feeds_of(origin: str, options: Options) -> Iterator[Listed | ReportedlyError]:
    """The feeds that an OPML file lists (a path, or an address ending in .opml), those of OPML files in it too; any other address itself.

    Errors stand in their places. Raises OptionError when the options make no sense.
    """
    return _feeds(origin, _Walk(_checked(options)), 0)


def entries_in(fetched: Fetched, options: Options) -> Iterator[Listed | ReportedlyError]:
    """The entries of a list that was fetched, errors in their places. Raises ReportedlyError for what is no list."""
    for where, found in findings(_part(fetched), options.max_bytes or _FILE_BYTES):
        if isinstance(found, Draft):
            raise unreadable("open", f"{shown(fetched.url)}{where}: a report, not a list of reports; give the address of its feed")
        yield found


def page_items(entry: Listed, fetched: Fetched, options: Options) -> Iterator[Item]:
    """The item of an entry's page that was fetched: what the page says, and what the entry says where the page says nothing."""
    walk = _Walk(options)
    yield from _items(fetched.url, _address_name(fetched.url), lambda: _there(fetched), walk, entry)


def entry_item(entry: Listed, options: Options) -> Item:
    """The item of what a list itself gives of an entry."""
    where = entry.url or entry.key
    return _item(where, _address_name(where), entry.draft(), options)


def _feeds(origin: str, walk: _Walk, depth: int) -> Iterator[Listed | ReportedlyError]:
    """As `feeds_of`; an OPML file that was met before gives none."""
    is_address = _SCHEME.match(origin) is not None
    if is_address and not _is_opml(origin):
        yield Listed(key=origin, url=origin, follow=True)
        return
    if origin in walk.met or depth > _DEEPEST:
        return
    walk.met.add(origin)
    try:
        with _visited(origin, walk) if is_address else _file(Path(origin)) as part:
            for where, found in findings(part, walk.limit):
                if isinstance(found, Listed) and found.follow:
                    yield from _feeds(found.url or "", walk, depth + 1) if _is_opml(found.url or "") else (found,)
                elif isinstance(found, ReportedlyError):
                    yield found
                else:
                    raise unreadable("open", f"{shown(origin)}{where}: not a list of feeds; give an OPML file, or the address of a feed")
    except ReportedlyError as error:
        yield error


def _is_opml(address: str) -> bool:
    """Whether an address is an OPML file's, by its ending."""
    return _address_path(address).lower().endswith(".opml")


def _checked(options: Options) -> Options:
    """The options, once they make sense. Raises OptionError."""
    if options.language != "en":
        raise OptionError(f'language: {shown(options.language, 40)!r} is not read, only "en"; translate the report first')
    if options.max_bytes is not None and options.max_bytes < 1:
        raise OptionError(f"max_bytes: {options.max_bytes} leaves nothing to read; give a positive number of bytes")
    if options.published:
        iso_day(options.published, "published")
    return options


def _path_items(path: Path, walk: _Walk) -> Iterator[Item]:
    """The items of a file or a folder."""
    for found in files_of(path, (*ENDINGS, *PACKINGS)):
        if isinstance(found, ReportedlyError):
            yield _failed(str(path), path.name, found)
        else:
            yield from _items(str(found), _stem(found.name), partial(_file, found), walk)


def _items(  # noqa: PLR0917 - what an origin is called and how it is opened belong together
    origin: str, name: str, opened: Callable[[], AbstractContextManager[Part]], walk: _Walk, entry: Listed | None = None, depth: int = 0
) -> Iterator[Item]:
    """The items of one origin: a failure to open it is one item, a failure of one of its reports another."""
    try:
        with opened() as part:
            for where, found in findings(part, walk.limit):
                yield from _found(found, origin + where, name + where.replace("#", "-").replace(":", "-"), walk, entry, depth)
    except ReportedlyError as error:
        yield _failed(origin, name, error)


def _found(  # noqa: PLR0917 - as above
    found: Found, origin: str, name: str, walk: _Walk, entry: Listed | None, depth: int
) -> Iterator[Item]:
    """The items of what stands at one place: of a report, of what a list's entry leads to, of an error."""
    if isinstance(found, Listed):
        if found.follow or (walk.options.pages and found.url):
            yield from _linked(found, origin, walk, depth + 1)
            return
        found = found.draft()
    if isinstance(found, Draft) and entry is not None:
        found = entry.told(found)
    yield _item(origin, name, found, walk.options)


def _linked(entry: Listed, origin: str, walk: _Walk, depth: int) -> Iterator[Item]:
    """The items of what an entry's address leads to; an address that was met before gives none."""
    address = entry.url or ""
    if address in walk.met:
        return
    walk.met.add(address)
    name = _address_name(address)
    if depth > _DEEPEST:
        deep = f"{shown(origin)}: lists more than {_DEEPEST} deep are not followed; give this one itself"
        yield _failed(address, name, unreadable("open", deep))
    else:
        yield from _items(address, name, lambda: _visited(address, walk), walk, entry, depth)


def _item(origin: str, name: str, draft: Draft | ReportedlyError, options: Options) -> Item:
    """The item of one draft: its report, or its failure."""
    if isinstance(draft, ReportedlyError):
        return _failed(origin, name, draft)
    name = draft.name or name
    try:
        return Item(origin=scrub(origin), name=_safe(name), report=_record(draft, options), custody=draft.custody)
    except ReportedlyError as error:
        return _failed(origin, name, error)


def _failed(origin: str, name: str, error: ReportedlyError) -> Item:
    return Item(origin=scrub(origin), name=_safe(name), failure=failure(origin, error))


def _safe(name: str) -> str:
    return structured.safe_name(name) or "report"


def _stem(name: str) -> str:
    """A file's name without its endings: "a" of "a.jsonl.gz"."""
    path = PurePosixPath(name)
    return PurePosixPath(path.stem).stem if path.suffix.lower() in PACKINGS else path.stem


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
        found,
        language=found.language or code_of(draft.language or ""),
        raw_sha256=draft.raw_sha256 or found.raw_sha256,
        credits=tuple(map(scrub, draft.credits)),
    )
    require_english(found)
    return found


@contextmanager
def _file(path: Path) -> Iterator[Part]:
    """A regular file. Raises UnreadableError."""
    try:
        if path.exists() and not path.is_file():
            raise unreadable("open", f"{shown(str(path))}: a device or pipe, not a file; pipe it into the command and give - instead")
        opened = path.open("rb", buffering=0)
    except FileNotFoundError as error:
        raise unreadable("open", f"{shown(str(path))}: no such file; check the path") from error
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        raise _cannot(path, error) from error
    with opened:
        try:
            yield Part(name=path.name, stream=readable(opened))
        except OSError as error:  # a disk that fails amid the file
            raise _cannot(path, error) from error


def _cannot(path: Path, error: OSError | ValueError) -> ReportedlyError:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return unreadable("open", f"{shown(str(path))}: cannot be opened ({reason}); check the path and its permissions")


@contextmanager
def _standard_input(stdin: BinaryIO | None) -> Iterator[Part]:
    """The standard input, which is left open."""
    yield Part(name="", stream=readable(stdin or sys.stdin.buffer))


@contextmanager
def _address(address: str, scheme: str, walk: _Walk) -> Iterator[Part]:
    """What stands at an address that the user gave. Raises FetchError."""
    if scheme not in ("http", "https"):
        raise FetchError(f"{shown(address)}: only http and https addresses are fetched; give a file by its path")
    walk.met.add(address)
    fetch = walk.options.fetch or partial(_fetch, walk.options.max_bytes or _ADDRESS_BYTES)
    yield _part(fetch(address))


@contextmanager
def _visited(address: str, walk: _Walk) -> Iterator[Part]:
    """What stands at an address that a list gave. Raises FetchError."""
    walk.visit = walk.visit or walk.options.visit or _visits(walk.options)
    yield _part(walk.visit(address))


@contextmanager
def _there(fetched: Fetched) -> Iterator[Part]:
    yield _part(fetched)


def _part(fetched: Fetched) -> Part:
    """The part of an answer."""
    form = MEDIA.get(fetched.content_type or "") or form_by_name(_address_path(fetched.url))
    at = None if fetched.at is None else datetime.fromtimestamp(fetched.at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    custody = Custody(url=fetched.url, retrieved=at, headers=fetched.headers)
    name = _address_path(fetched.url)
    return Part(name=name, stream=readable(fetched.body), form=form, charset=fetched.charset, url=fetched.url, custody=custody)


def _fetch(max_bytes: int, address: str) -> Fetched:
    """The default fetcher, imported when an address is first given."""
    from reportedly.reports.fetch import fetch

    return fetch(address, max_bytes=max_bytes)


def _visits(options: Options) -> Callable[[str], Fetched]:
    """The default fetcher of what lists point at."""
    from reportedly.reports.fetch import fetch
    from reportedly.reports.polite import Visits

    given = options.fetch
    return Visits(partial(fetch, max_bytes=options.max_bytes or _ADDRESS_BYTES) if given is None else lambda url, **_: given(url))


def _address_path(address: str) -> str:
    """The path of an address, unescaped; "" when the address is broken."""
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def _address_name(address: str) -> str:
    """What to call an address's report: the last part of its path without an ending, else its host."""
    return _stem(_address_path(address)) or address.partition("://")[2].partition("/")[0].rpartition("@")[2]
