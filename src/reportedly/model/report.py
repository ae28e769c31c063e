"""A report as it came in, and what cleaning set aside."""

from __future__ import annotations

import msgspec


class Dates(msgspec.Struct, frozen=True, kw_only=True):
    """Publication dates as three witnesses give them (ISO days), shown side by side when they differ.

    `apart` counts the days between the earliest and the latest of them; None where fewer than two are known.
    """

    given: str | None = None  # by the user, a feed or a JSON field
    page: str | None = None  # by the page's metadata
    text: str | None = None  # by a dateline or date line in the text
    apart: int | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report. `text` is the decoded string that every offset counts in (code points).

    `published` is an ISO day: the one given, else the page's, else the text's, else None.
    `sha256` digests `text` in UTF-8, `raw_sha256` the bytes as they came.
    `original` is the untranslated text when `text` is a translation.
    """

    id: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    language: str | None
    sha256: str
    raw_sha256: str
    text: str
    credits: tuple[str, ...] = ()
    dates: Dates = Dates()
    original: str | None = None
    original_language: str | None = None


class Omitted(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A stretch of text that is not read for claims, and why.

    `reason`: repeat | near_repeat | credit | slogan | byline | dateline | caption | read_also | date_line.
    `repeats` is the offset of the paragraph that a repeat copies.
    """

    start: int
    end: int
    reason: str
    repeats: int | None = None
