"""HTML to the article's body, its title, outlet, address and the page's publication date.

Trafilatura's rule-based pass with tables and without comments reaches the best F1 on the article extraction benchmark's 181 pages
(four-word shingles): 0.962 with tables, 0.959 without, 0.946 favouring precision, 0.960 with its slower second opinions. htmldate is
kept to markup and address, for a date in free text may be any event's, and its bounds are fixed, so that no clock decides.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from reportedly.errors import TooLargeError
from reportedly.reports.record import Draft
from reportedly.reports.refusal import unreadable

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types
    from trafilatura.settings import Document

_QUIET = logging.NullHandler()  # the libraries' warnings on odd pages repeat what our errors say
_LONGEST_PAGE = 8 * 1024 * 1024  # characters: news pages seldom pass 2 million
_MOST_TAGS = 40_000  # extraction takes 0.1 ms a tag on the slowest pages tried, so 4 s; the largest of the benchmark's pages has 3,229
_LONGEST_TAG = 16_384  # characters: libxml2 compares attributes pairwise, and 2,000 of them still cost 5 ms
_TAG = re.compile(r"<[a-zA-Z][a-zA-Z0-9]{0,15}")
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1995-01-01", "max_date": "2100-01-01"}
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
_ITEM = re.compile(r"^- ", re.MULTILINE)
_TABLE_ROW = re.compile(r"^\|(.*)\|[ \t]*$", re.MULTILINE)
_TABLE_RULE = re.compile(r"^\|(?:-+\|)+[ \t]*\n?", re.MULTILINE)
_SENTENCE = re.compile(r"^(?!\s*(?:©|\(c\)|copyright\b)).{20,}[.!?…。؟।]", re.IGNORECASE | re.MULTILINE)
_PAGE = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article|div|p|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_ADVICE = "save the article's text as .txt and give that"


def looks_like_page(text: str) -> bool:
    """Whether an unnamed text opens like a page, or like a piece of one."""
    return _PAGE.match(text) is not None


def draft(markup: str, raw: bytes, url: str | None = None) -> Draft:
    """The draft of a page: the article's text, one paragraph a line. `url` is where the page came from.

    Raises TooLargeError for a page too large to be an article's, UnreadableError (stage "extract") for one without an article:
    no line with a sentence of at least 20 characters.
    """
    from lxml.etree import LxmlError  # type: ignore[import-untyped]  # lxml ships no types

    if len(markup) > _LONGEST_PAGE or markup.count("<") > _MOST_TAGS:
        raise TooLargeError(f"a page of {len(markup):,} characters and {markup.count('<'):,} tags is no article's; {_ADVICE}")
    try:
        tree = _tree(markup)
        page = None if tree is None else _document(tree, url)
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError) as error:
        # what lxml, trafilatura and htmldate are known to raise on hostile pages
        raise unreadable("extract", f"a page that cannot be taken apart ({type(error).__name__}); {_ADVICE}") from error
    text = "" if page is None else _plain(page.text or "")
    if page is None or not _SENTENCE.search(text):
        raise unreadable("extract", f"no article in the page, only navigation, scripts or nothing; {_ADVICE}")
    address = page.url if page.url and _ADDRESS.fullmatch(page.url) else url
    outlet = None if page.sitename and page.sitename == page.title else page.sitename
    return Draft(text=text, raw=raw, page=page.date, outlet=outlet or page.hostname, title=_headline(page.title, outlet), url=address)


def _tree(markup: str) -> HtmlElement | None:
    """The parsed page, None when nothing is in it. NULs become U+FFFD (HTML standard); libxml2 keeps its own depth limit."""
    from lxml.html import HTMLParser, document_fromstring

    clean = without_giant_tags(markup.replace("\x00", "\ufffd"))
    if not clean.strip():
        return None
    parser = HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False)
    return document_fromstring(clean.encode("utf-8", "replace"), parser=parser)


def _document(tree: HtmlElement, url: str | None) -> Document | None:
    """Trafilatura's document of the page, or None when it finds nothing."""
    from trafilatura import bare_extraction

    for library in ("trafilatura", "htmldate"):
        logging.getLogger(library).addHandler(_QUIET)
    found = bare_extraction(
        tree, url=url, fast=True, include_comments=False, include_tables=True, with_metadata=True, date_extraction_params=_DATES
    )
    return None if isinstance(found, dict) else found


def without_giant_tags(markup: str, longest: int = _LONGEST_TAG) -> str:
    """The page with every tag longer than the limit cut to its name: data addresses and attribute floods. One pass."""
    kept: list[str] = []
    done = at = 0
    while (start := markup.find("<", at)) >= 0:
        end = markup.find(">", start)
        if end < 0:
            break
        name = _TAG.match(markup, start)
        if name and end - start > longest:
            kept += (markup[done : name.end()], ">")
            done = end + 1
        at = end + 1
    return "".join((*kept, markup[done:]))


def _headline(title: str | None, outlet: str | None) -> str | None:
    """The title without the outlet's name that many pages put behind it."""
    head, _, tail = re.sub(r"\s+[|–—-]\s+(?=[^|–—]*$)", "\0", title or "").partition("\0")
    return head if head and outlet and tail.casefold() == outlet.casefold() else title


def _plain(text: str) -> str:
    """Trafilatura's text without its list dashes and table rules; cells stay apart by " | "."""
    text = _TABLE_ROW.sub(lambda row: row[1].strip(), _TABLE_RULE.sub("", text))
    return _ITEM.sub("", text).strip()
