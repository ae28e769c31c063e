"""Origins to reports: a path, a folder, an http(s) address or the standard input to `Report` records.

    open_origin   one item a report, failures included
    report        a record from a string
    is_future     whether a publication day lies after today, for who has a clock

Inside, one arrow: bytes (opener, folder, fetch, polite) -> parts, unpacked (part, packed, zips, archive) -> which form (forms)
-> text (decode) -> draft (html, markdown, structured, telegram, pdf, docx) or entry of a list (feed, lists, listed)
-> record (record, dates, language).
"""

from __future__ import annotations

from reportedly.reports.dates import is_future
from reportedly.reports.language import language_of, require_english
from reportedly.reports.listed import Listed
from reportedly.reports.opener import Item, Options, entries_in, entry_item, feeds_of, open_origin, page_items
from reportedly.reports.part import Custody
from reportedly.reports.record import report

__all__ = [
    "Custody",
    "Item",
    "Listed",
    "Options",
    "entries_in",
    "entry_item",
    "feeds_of",
    "is_future",
    "language_of",
    "open_origin",
    "page_items",
    "report",
    "require_english",
]
