"""XML from strangers: what kind it is, and no entity that could grow or reach out.

Nothing external is ever loaded; an internal entity is let pass only as what feeds use it for, one character or a short word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from reportedly.reports.refusal import shown, unreadable

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from lxml.etree import _Element  # type: ignore[import-untyped]  # lxml ships no types

Kind = Literal["feed", "opml", "sitemap", "html"]
Element: TypeAlias = "_Element"

_ROOTS: dict[str, Kind] = {
    "rss": "feed",
    "rdf": "feed",
    "feed": "feed",
    "channel": "feed",  # RSS of before its 0.9: the channel alone
    "opml": "opml",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "html": "html",
}
_PROLOG = re.compile(r"\ufeff?\s*(?:<\?[^>]{0,1000}>\s*|<!--.{0,10000}?-->\s*)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,1000}(?P<open>\[)?", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]{1,60}:)?([A-Za-z][\w.-]{0,60})")
_ENTITY = re.compile(r"<!ENTITY\s+(?P<name>%?\s*[^\s\"'<>%]{1,100})\s+(?P<value>\"[^\"]*\"|'[^']*'|[^>]*)>", re.IGNORECASE)
_HARMLESS = re.compile(r"[\"'](?:[^&%<\"']|&#x?[0-9a-fA-F]{1,6};){0,40}[\"']")
_MOST_ENTITIES = 300  # HTML 4 has 252, and some feeds declare them all


def kind_of(text: str) -> Kind | None:
    """What an XML text is by its root element; None for other XML, and for what is none."""
    root = _root(text)
    return _ROOTS.get(root.lower()) if root else None


def root_of(text: str) -> str:
    """The root element's name for a message."""
    return shown(_root(text) or "none", 60)


def refuse_entities(head: str) -> None:
    """Raise UnreadableError when a document type declares entities that name files, addresses or other entities, or too many."""
    doctype = _DOCTYPE.search(head, _prolog_end(head))
    if doctype is None or doctype.start() != _prolog_end(head) or not doctype["open"]:
        return
    end = head.find("]", doctype.end())
    declared = head[doctype.end() : end]
    found = list(_ENTITY.finditer(declared))
    harmless = all(_HARMLESS.fullmatch(entity["value"]) and not entity["name"].startswith("%") for entity in found)
    if end < 0 or len(found) > _MOST_ENTITIES or len(found) != declared.upper().count("<!ENTITY") or not harmless:
        raise unreadable("open", "an XML file whose document type declares entities that grow or reach out; it is refused: take them out")


def local_name(element: Element) -> str:
    """The name without its name space, "" for what is no element; broken XML has names that XML forbids."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def elements(stream: io.BufferedReader, names: tuple[str, ...], *, ends: bool = True) -> Iterator[Element]:
    """The elements with one of these local names, as they end (or as they begin, with their attributes alone), each cleared after use.

    Nothing is loaded, no entity replaced, and memory stays flat. Broken XML is read on where it can be; then, last of all, raises
    UnreadableError with the line of the first fault.
    """
    from lxml import etree  # type: ignore[import-untyped]  # as above

    event = "end" if ends else "start"
    parser = etree.iterparse(
        _Once(stream),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for happened, element in parser:
            if happened == event and local_name(element) in names:
                yield element
            if happened == "end":
                _forget(element, names if ends else ())
    except etree.XMLSyntaxError as error:
        raise unreadable("open", f"broken XML ({shown(str(error), 200)}); what stood before is read") from error
    if parser.error_log:
        first = parser.error_log[0]
        raise unreadable("open", f"broken XML at line {first.line} ({shown(first.message.strip(), 200)}); what could be told was read")


class _Once:
    """A stream that gives what is there: with a fault behind it, a longer read would lose what stands before."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        return self._stream.read1(size)


def _forget(element: Element, names: tuple[str, ...]) -> None:
    """Clear an element that ended, and drop its elder siblings, unless one of these names around it has still to end."""
    if names and any(local_name(above) in names for above in element.iterancestors() if above.getparent() is not None):
        return
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _prolog_end(text: str) -> int:
    found = _PROLOG.match(text)
    return found.end() if found else 0


def _root(text: str) -> str | None:
    """The local name of the root element, behind the declaration, comments and the document type."""
    at = _prolog_end(text)
    doctype = _DOCTYPE.match(text, at)
    if doctype:
        if doctype["open"]:
            at = text.find("]", doctype.end())
            if at < 0:
                return None
        at = text.find(">", at if doctype["open"] else doctype.end()) + 1
        at = at + len(text[at:]) - len(text[at:].lstrip())
        found = _PROLOG.match(text, at)
        at = found.end() if found else at
    root = _ROOT.match(text, at)
    return root[1] if root else None
