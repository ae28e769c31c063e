"""What a list of reports says of one of them: an entry of a feed, an address of a sitemap, a feed of an OPML file."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import msgspec

from reportedly.reports.dates import day_of
from reportedly.reports.record import Draft

MOST_ENTRIES = 50_000
"""Entries of one list that are read: what sitemaps.org allows a sitemap to hold, ten times the longest honest feed."""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a list. `url` is where the report stands, `text` what the list itself gives of it, `published` an ISO day.

    `key` tells the entry from others of the list and changes when the entry does. `follow` says that the list holds addresses only,
    so that the entry is what stands at its address.
    """

    key: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    text: str | None = None
    follow: bool = False

    def draft(self) -> Draft:
        """The report as far as the list tells it."""
        return Draft(text=self.text or self.title or "", given=self.published, outlet=self.outlet, title=self.title, url=self.url)

    def told(self, page: Draft) -> Draft:
        """What its page says, and what the list says where the page says nothing; the list's day stands beside the page's."""
        return msgspec.structs.replace(
            page, given=page.given or self.published, title=page.title or self.title, outlet=page.outlet or self.outlet
        )


def listed_day(words: str | None) -> str | None:
    """The ISO day of a list's date, as written in its own zone; None for none, or for one that can be read in two ways."""
    if not words:
        return None
    found = day_of(words)
    if found:
        return found
    try:  # RFC 822 has years of two digits, and RSS takes them
        return parsedate_to_datetime(words[:80]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def web_address(words: str | None) -> str | None:
    """The words if they are an http or https address, else None: a feed may say javascript: too."""
    clean = (words or "").strip()
    return clean if clean.lower().startswith(("http://", "https://")) and len(clean) <= _LONGEST else None


_LONGEST = 4096  # characters: servers refuse longer addresses
