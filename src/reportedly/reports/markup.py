"""A fragment of HTML, as feeds carry it, to its words: one paragraph a line, nothing active left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml ships no types

_UNREAD = {"script", "style", "template", "noscript", "iframe", "object", "svg", "head", "form", "button", "select"}
_LINES = {
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});")
_LONGEST = 2_000_000  # characters of one fragment: a page's limit is higher, but a feed's entry is one article


def plain_text(fragment: str) -> str:
    """The words of a fragment, its paragraphs on lines of their own; text without mark-up stays as it is but for white space."""
    clean = fragment.replace("\x00", "\ufffd")[:_LONGEST]
    if not _MARKUP.search(clean):
        return _lines(clean)
    from lxml.etree import ParserError  # type: ignore[import-untyped]  # lxml ships no types
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except ParserError:  # nothing but comments
        return ""
    return _lines("".join(_pieces(tree)))


def _lines(text: str) -> str:
    """The lines with something in them, white space closed up."""
    return "\n".join(line for line in (" ".join(line.split()) for line in text.splitlines()) if line)


def _pieces(tree: HtmlElement) -> Iterator[str]:
    """The text in document order, with a newline at each edge of a block; without recursion, for mark-up may be nested deeply."""
    waiting: list[HtmlElement | str] = [tree]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            yield here
            continue
        edge = "\n" if here.tag in _LINES else ""
        waiting.append(edge + _flat(here.tail))
        if here.tag in _UNREAD:
            continue
        yield edge
        waiting += reversed(here)
        yield _flat(here.text)


def _flat(words: str | None) -> str:
    """Words in which line breaks are the spaces that a browser shows."""
    return " ".join((words or "").split("\n"))
