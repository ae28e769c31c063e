"""Origins to reports: a path, a folder, an http(s) address or the standard input to `Report` records.

    open_origin   one item a report, failures included
    report        a record from a string
    is_future     whether a publication day lies after today, for who has a clock

Inside, one arrow: bytes (opener, folder, fetch) -> text (decode) -> draft (html, markdown, structured) -> record (record, dates, language).
"""

from reportedly.reports.dates import is_future
from reportedly.reports.language import language_of, require_english
from reportedly.reports.opener import Item, Options, open_origin
from reportedly.reports.record import report

__all__ = ["Item", "Options", "is_future", "language_of", "open_origin", "report", "require_english"]
