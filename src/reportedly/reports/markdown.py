"""Markdown: the text as it is; front matter, where there is some, is read as well but stays in the text."""

from __future__ import annotations

import re

from reportedly.reports.record import Draft

_FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n")
_LINE = re.compile(r"([A-Za-z_-]{1,30}):[ \t]*(.{1,500}?)[ \t]*")
_LONGEST = 8192  # characters of front matter: a hundred long lines; a longer "front matter" is text between two rules
_KEYS = {
    "title": "title",
    "date": "page",
    "published": "page",
    "outlet": "outlet",
    "publisher": "outlet",
    "reported_by": "outlet",
    "site": "outlet",
    "url": "url",
    "canonical_url": "url",
}  # the first of a field's keys that is present wins, in the file's order


def draft(text: str, raw: bytes) -> Draft:
    """The draft of a Markdown text, with title, date, outlet and url from `key: value` front matter between `---` lines."""
    found: dict[str, str] = {}
    for line in _front_matter(text):
        match = _LINE.fullmatch(line)
        field = _KEYS.get(match[1].lower()) if match else None
        if match and field:
            found.setdefault(field, match[2].strip("\"'"))
    return Draft(text=text, raw=raw, page=found.get("page"), title=found.get("title"), outlet=found.get("outlet"), url=found.get("url"))


def _front_matter(text: str) -> list[str]:
    """The lines between a first line `---` and the next, or none."""
    opening = _FENCE.match(text)
    if opening is None:
        return []
    body, fence, _ = text[opening.end() : _LONGEST].partition("\n---")
    return body.splitlines() if fence else []
