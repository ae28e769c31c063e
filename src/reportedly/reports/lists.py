"""Lists of addresses: OPML files of feeds, sitemaps and indexes of sitemaps. Read as a stream; each address becomes one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reportedly.errors import ReportedlyError, TooLargeError
from reportedly.reports.listed import MOST_ENTRIES, Listed, listed_day, web_address
from reportedly.reports.refusal import shown, unreadable
from reportedly.reports.xml import elements, local_name

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from reportedly.reports.xml import Element


def opml(stream: io.BufferedReader) -> Iterator[tuple[str, Listed | ReportedlyError]]:
    """Each feed of an OPML file, however deep in folders, and each further OPML file that it includes; "#3" is the third of them.

    The feed's name is its outlet, unless its own pages say who published.
    """
    found = (
        Listed(key=address, url=address, title=None, outlet=_words(outline.get("title") or outline.get("text")), follow=True)
        for outline in elements(stream, ("outline",), ends=False)
        if (address := outline.get("xmlUrl") or _included(outline)) is not None
    )
    yield from _numbered(found, "an OPML file without feeds; its outlines need an xmlUrl each")


def sitemap(stream: io.BufferedReader) -> Iterator[tuple[str, Listed | ReportedlyError]]:
    """Each page of a sitemap, each sitemap of an index; what Google's news extension says of a page goes with it.

    A page's `lastmod` is no day of publication: it is part of the key, so that a changed page is a new entry.
    """
    found = (_of_page(element) for element in elements(stream, ("url", "sitemap")))
    yield from _numbered(found, "a sitemap without addresses; its url elements need a loc each")


def _numbered(found: Iterator[Listed], nothing: str) -> Iterator[tuple[str, Listed | ReportedlyError]]:
    """The entries with where they stand; addresses that are none, a break in the file and an empty list are errors in their place."""
    number = 0
    try:
        for number, entry in enumerate(found, 1):
            if number > MOST_ENTRIES:
                yield f"#{number}", TooLargeError(f"a list of more than {MOST_ENTRIES:,} addresses; split it")
                return
            address = web_address(entry.url)
            if address is None:
                yield f"#{number}", unreadable("open", f"{shown(entry.url or '', 200)!r} is no http or https address; check the list")
            else:
                yield f"#{number}", msgspec.structs.replace(entry, url=address)
    except ReportedlyError as error:
        yield "", error
        return
    if not number:
        yield "", unreadable("open", nothing)


def _included(outline: Element) -> str | None:
    """The address of another OPML file that an outline stands for."""
    address: str | None = outline.get("url")
    kind = (outline.get("type") or "").lower()
    is_list = kind == "include" or (kind == "link" and (address or "").lower().partition("?")[0].endswith(".opml"))
    return address if is_list else None


def _of_page(element: Element) -> Listed:
    """The entry of a url or sitemap element."""
    told = {local_name(child): child.text or "" for child in element.iter()}
    address = told.get("loc", "").strip()
    return Listed(
        key=f"{address} {told.get('lastmod', '').strip()}".strip(),
        url=address,
        title=_words(told.get("title")),
        published=listed_day(told.get("publication_date")),
        outlet=_words(told.get("name")),
        follow=True,
    )


def _words(words: str | None) -> str | None:
    """One clean line, None for nothing."""
    return " ".join((words or "").split())[:500] or None
