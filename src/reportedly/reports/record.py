"""A report's record from its text and what is known about it."""

from __future__ import annotations

import hashlib

import msgspec

from reportedly import codec
from reportedly.model import Dates, Report
from reportedly.reports.dates import iso_day
from reportedly.reports.language import language_of
from reportedly.reports.part import Custody
from reportedly.reports.refusal import scrub, unreadable


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What one origin, or one object in it, says of a report before the user's overrides: `text` as decoded, `raw` as it came.

    `name` is the JSON id, if any. `given` and `page` are dates in their own words, checked when the record is built.
    `raw_sha256` is set when an earlier reading recorded it. `language` is declared, not detected. `credits` names whom a forwarded
    message is of; `custody` tells how the bytes came.
    """

    text: str
    raw: bytes | None = None
    raw_sha256: str | None = None
    name: str | None = None
    given: str | None = None
    page: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    original: str | None = None
    original_language: str | None = None
    credits: tuple[str, ...] = ()
    custody: Custody | None = None


def report(  # noqa: PLR0913 - the front door names each field that a caller may know
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    raw: bytes | None = None,
    dates: Dates | None = None,
    original: str | None = None,
    original_language: str | None = None,
) -> Report:
    """The record of a text: a leading byte order mark dropped, each lone surrogate replaced by U+FFFD, else unchanged.

    `published` is any form that `iso_day` knows; `dates` the witnesses when there are more than the one given, and
    publication is then `published`, else `dates.given`, else `dates.page`. `raw` are the bytes as they came; without them the
    text's own are digested. `language` is the one detected, None when the text is too short to tell.
    Raises OptionError for an impossible date and UnreadableError for a text without a word.
    """
    witnesses = (
        Dates(given=_day(published))
        if dates is None
        else Dates(given=_day(published or dates.given), page=_day(dates.page), text=dates.text)
    )
    clean = scrub(text).removeprefix("\ufeff")
    if not any(map(str.isalnum, clean)):
        raise unreadable("open", "no words in it: empty, blank or signs only; check that the report's text was saved")
    day = witnesses.given or witnesses.page
    outlet, title, url = (_line(words) for words in (outlet, title, url))
    return Report(
        id=codec.report_id(clean, outlet, url, day),
        outlet=outlet,
        title=title,
        url=url,
        published=day,
        language=language_of(clean),
        sha256=codec.sha256(clean),
        raw_sha256=codec.sha256(text) if raw is None else hashlib.sha256(raw).hexdigest(),
        text=clean,
        dates=witnesses,
        original=None if original is None else scrub(original),
        original_language=_line(original_language),
    )


def _day(words: str | None) -> str | None:
    """The ISO day, None for None or blank. Raises OptionError."""
    return iso_day(words) if words and words.strip() else None


def _line(words: str | None) -> str | None:
    """One clean line, or None for nothing."""
    return " ".join(scrub(words).split()) or None if words else None
