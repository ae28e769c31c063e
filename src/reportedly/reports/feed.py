"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 and what calls itself so, to one entry a report.

feedparser takes the feeds apart (no exception on 3,141 feed files of the wild); here its dictionaries become records. It
compares the attributes of a tag pairwise, so longer tags are cut as pages' are, and it keeps a whole feed in memory, so a feed is bounded.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from reportedly import codec
from reportedly.errors import ReportedlyError, TooLargeError
from reportedly.extras import extra
from reportedly.reports.decode import decode
from reportedly.reports.html import without_giant_tags
from reportedly.reports.listed import MOST_ENTRIES, Listed, listed_day, web_address
from reportedly.reports.markup import plain_text
from reportedly.reports.refusal import shown, unreadable
from reportedly.reports.xml import refuse_entities

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 8 * 1024 * 1024  # bytes: feedparser takes 1 to 2 s a megabyte; long feeds of the wild have 1 to 3
_MOST_TAGS = 300_000  # feedparser takes up to 25 µs a tag, where they are nested deeply; long feeds of the wild have 20,000
_LONGEST_TAG = 4096  # characters: 400 attributes, which feedparser compares in 3 ms; root elements with many name spaces have 1,500
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]{0,500}>", re.IGNORECASE)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def entries(raw: bytes, *, charset: str | None = None, url: str | None = None) -> Iterator[tuple[str, Listed | ReportedlyError]]:
    """Each entry of a feed as (where, entry): "#3" is the third. `url` is where the feed came from, for addresses relative to it.

    An entry's text is the whole article where the feed gives it, else its summary, else its title; its outlet is the one that the
    entry names as its own, else the feed. A feed that breaks off is read as far as it goes; the error then comes last, with the line.
    Raises UnreadableError for what is no feed, TooLargeError for one too large, MissingPartError without feedparser.
    """
    if len(raw) > _LARGEST:
        raise TooLargeError(f"a feed of {len(raw):,} bytes, where {_LARGEST:,} are allowed; split it")
    text = decode(raw, charset=charset, markup=True)
    if text.count("<") > _MOST_TAGS:
        raise TooLargeError(f"a feed of {text.count('<'):,} tags, where {_MOST_TAGS:,} are allowed; split it")
    refuse_entities(text)
    feedparser = extra("feedparser", "feeds", "feeds")
    clean = _DECLARATION.sub("", without_giant_tags(text, _LONGEST_TAG), count=1)
    base = {"content-location": url} if url else {}
    parsed = feedparser.parse(
        io.BytesIO(b'<?xml version="1.0"?>' + clean.encode("utf-8", "replace")),
        response_headers=_HEADERS | base,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.version and not parsed.entries:
        raise unreadable("open", "no feed: neither RSS nor Atom could be told; check the address or the file")
    name = _words(parsed.feed.get("title"))
    for number, entry in enumerate(parsed.entries[:MOST_ENTRIES], 1):
        yield f"#{number}", _listed(entry, name)
    yield from _closing(parsed)


def _closing(parsed: Any) -> Iterator[tuple[str, ReportedlyError]]:
    """What is wrong with the feed as a whole."""
    fault = parsed.get("bozo_exception")
    if len(parsed.entries) > MOST_ENTRIES:
        yield f"#{MOST_ENTRIES + 1}", TooLargeError(f"a feed of more than {MOST_ENTRIES:,} entries; split it")
    if not parsed.entries:
        yield "", unreadable("open", "a feed without entries; try again later")
    elif hasattr(fault, "getLineNumber") and "undefined entity" not in str(fault.getMessage()):
        # the XML reader's: others are of declarations, put right above; &nbsp; undeclared is common and harmless
        where = f"line {fault.getLineNumber()}"
        yield "", unreadable("open", f"broken XML at {where} ({shown(str(fault.getMessage()), 200)}); what could be told was read")


def _listed(entry: Any, feed: str | None) -> Listed | ReportedlyError:
    """The record of one of feedparser's entries, or why there is none."""
    given = [str(content.get("value") or "") for content in entry.get("content", ())]
    text = max((plain_text(words) for words in (*given, str(entry.get("summary") or ""))), key=len, default="")
    title = _words(entry.get("title"))
    url = web_address(entry.get("link"))
    if not text and not title and url is None:
        return unreadable("open", "an entry without words and without an address; there is nothing to read in it")
    updated = str(entry["updated"] or "") if "updated" in entry else ""
    published = str(entry.get("published") or "")
    own = str(entry.get("id") or url or text or title)
    return Listed(
        key=codec.digest(own, updated or published),
        url=url,
        title=title,
        published=listed_day(published or updated),
        outlet=_words((entry.get("source") or {}).get("title")) or feed,
        text=text or None,
    )


def _words(words: Any) -> str | None:
    """One clean line of words that may hold mark-up, None for nothing."""
    return " ".join(plain_text(str(words or "")).split())[:500] or None
