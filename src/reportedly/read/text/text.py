"""Which windows of a report are read for claims, and which are set aside, and why.

Nothing is edited: a window of the text is either kept as a paragraph or listed as omitted with its
reason, so that every offset counts in the text as it came. One pass, linear in the text's length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon
from reportedly.model import Omitted
from reportedly.read.text.dateline import dateline, leading_date, whole_line_date
from reportedly.read.text.repeats import Repeats
from reportedly.read.text.wrapped import BREAK, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PARAGRAPH = 4_000
"""Characters of the longest window parsed as one piece: some 650 words; spaCy's parser state grows with a doc's length."""

_LINE = 300
"""Characters of the longest line that can be furniture, and of the tail searched for it: agencies' sign-offs reach 250."""

_CLOSING = 3
"""Lines at the end among which a site's slogan is looked for: it stands last, or before a credit and a tag line."""

_SLOGAN_WORDS = 25
"""Words of the longest slogan; own reading of 187 saved reports: none is longer, and news sentences seldom are verbless."""

_MARK = re.compile(r"(?:>\s*|#{1,6}\s+|\*\*(?=\S)|'''?(?=\S)|[-–—•*·▪●◦‣∙►]\s+|[•▪●◦‣►]|\(?\d{1,3}[.)]\s+(?=\S))+")
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\n]{0,500}\n){1,60}?---[ \t]*(?=\r?\n|\Z)")
_FRONT_DATE = re.compile(r"(?im)^(?:date|published)\s*:\s*[\"']?(\d{4}-\d\d-\d\d)")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}\s")
_SPACE = re.compile(r"\s")
_ORIGIN = re.compile(r"(?i:sources?)\s*:\s*(?P<name>[^()\[\]]+?)\s*[.)\]]*\Z")
_WORD = re.compile(r"[^\W_]+")
_BOUNDARY = r"(?:(?<=\s)(?=[(\[])|(?<=[.!?…\"”’)\]*]))\s*"


class FurnitureRow(msgspec.Struct, frozen=True):
    """One row of lexicon/furniture.tsv: why, where (`any` or `line`), and the regular expression."""

    reason: str
    where: str
    pattern: str


class CreditRow(msgspec.Struct, frozen=True):
    """One row of lexicon/credits.tsv: a canonical name and the forms in which it signs."""

    name: str
    surfaces: tuple[str, ...]


class SloganRow(msgspec.Struct, frozen=True):
    """One row of lexicon/slogan_words.tsv: `kind` is `medium` (a slogan has two) or `verb` (a slogan has none)."""

    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A kept window: `text` stands at `start` of the report's text, verbatim."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning found.

    `paragraphs` are read for claims, `omitted` are not; both in order of offset and never overlapping.
    `credits` names agencies and outlets credited ("agencies" for unnamed ones). `date` is the ISO day of the
    first date line or dateline that holds a full date, else the first without a year (XXXX-09-04), `dateline_place` the place of
    the first dateline.
    """

    paragraphs: tuple[Paragraph, ...]
    omitted: tuple[Omitted, ...]
    credits: tuple[str, ...] = ()
    date: str | None = None
    dateline_place: str | None = None


@dataclass(slots=True)
class _Notes:
    """What one pass collects."""

    omitted: list[Omitted] = field(default_factory=list)
    credits: dict[str, None] = field(default_factory=dict)
    date: str | None = None
    place: str | None = None

    def set_aside(self, start: int, end: int, reason: str, repeats: int | None = None) -> None:
        self.omitted.append(Omitted(start=start, end=end, reason=reason, repeats=repeats))

    def dated(self, day: str) -> None:
        """Keep the first day that is told whole, else the first without a year (XXXX-09-04)."""
        if self.date is None or (self.date.startswith("X") and not day.startswith("X")):
            self.date = day


def clean(text: str, title: str | None = None, *, max_paragraph: int = MAX_PARAGRAPH) -> Cleaned:
    """The windows of `text` to read, and those set aside with their reasons.

    A line equal to `title` counts as its repeat unless it is the first to say it. Never raises.
    """
    notes = _Notes()
    body = _front_matter(text, notes)
    lines = [(start, end) for start, end in _lines(text, body) if start < end]
    repeats = Repeats(title)
    kept: list[Paragraph] = []
    for number, line in enumerate(lines):
        window = _unmark(text, *line)
        if window[0] == window[1] or _whole_line(text, window, notes, closing=len(lines) - number <= _CLOSING):
            continue
        start, end = _tail(text, _head(text, window, notes, first=not kept), notes)
        if start == end:
            continue
        earlier = repeats.find(text[start:end], start)
        if earlier is not None:
            notes.set_aside(start, end, earlier.reason, earlier.start)
            continue
        kept += [Paragraph(a, text[a:z]) for a, z in _pieces(text, start, end, max_paragraph)]
    omitted = tuple(sorted(notes.omitted, key=lambda span: span.start))
    return Cleaned(tuple(kept), omitted, tuple(notes.credits), notes.date, notes.place)


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The trimmed lines from `start`; lines that were wrapped at a column are one."""
    wraps = joined(text, start)
    for found in BREAK.finditer(text, start):
        if found.start() in wraps:
            continue
        yield _trim(text, start, found.start())
        start = found.end()
    yield _trim(text, start, len(text))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The window without white space, zero-width marks and a BOM at its ends."""
    while start < end and (text[start].isspace() or text[start] in "\ufeff\u200b\u200e\u200f"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "\ufeff\u200b\u200e\u200f"):
        end -= 1
    return start, end


def _unmark(text: str, start: int, end: int) -> tuple[int, int]:
    """The window after a bullet, a number or Markdown's marks; they are neither kept nor listed as omitted."""
    mark = _MARK.match(text, start, end)
    return _trim(text, mark.end(), end) if mark else (start, end)


def _front_matter(text: str, notes: _Notes) -> int:
    """Where the body starts after Markdown front matter (a block of `key: value` lines between `---` lines)."""
    found = _FRONT.match(text)
    if found is None or ":" not in found.group():
        return 0
    notes.set_aside(found.start(), found.end(), "front_matter")
    day = _FRONT_DATE.search(found.group())
    if day is not None:
        notes.dated(day.group(1))
    return found.end()


def _whole_line(text: str, window: tuple[int, int], notes: _Notes, *, closing: bool) -> bool:
    """Whether the window is furniture as a whole; set aside if so."""
    start, end = window
    if end - start > _LINE:
        return False
    line = text[start:end]
    dated = whole_line_date(line)
    if dated is not None:
        notes.set_aside(start, end, "date_line")
        if dated.day:
            notes.dated(dated.day)
        notes.place = notes.place or dated.place
        return True
    found = _furniture().line.fullmatch(line)
    if found is not None:
        _aside(line, found, start, notes)
        return True
    if closing and _is_slogan(line):
        notes.set_aside(start, end, "slogan")
        return True
    return False


def _head(text: str, window: tuple[int, int], notes: _Notes, *, first: bool) -> tuple[int, int]:
    """The window after a dateline, or after the date that opens a report."""
    start, end = window
    if first:
        opening = leading_date(text[start : start + _LINE])
        if opening is not None:
            notes.set_aside(start, start + opening.length, "date_line")
            if opening.day:
                notes.dated(opening.day)
            start, end = _trim(text, start + opening.length, end)
    found = dateline(text[start : min(end, start + _LINE)])
    if found is None:
        return start, end
    notes.set_aside(start, start + found.length, "dateline")
    notes.place = notes.place or found.place
    if found.day:
        notes.dated(found.day)
    if found.credit:
        notes.credits[_names(found.credit)[0] if _names(found.credit) else found.credit] = None
    return _trim(text, start + found.length, end)


def _tail(text: str, window: tuple[int, int], notes: _Notes) -> tuple[int, int]:
    """The window before the credits, tags and buttons that close it."""
    start, end = window
    while start < end:
        begin = max(start, end - _LINE)
        found = _furniture().tail.search(text[begin:end])
        if found is None or begin + found.start() <= start:
            return start, end
        _aside(text[begin:end], found, begin, notes)
        start, end = _trim(text, start, begin + found.start())
    return start, end


def _aside(line: str, found: re.Match[str], offset: int, notes: _Notes) -> None:
    """Set aside what a row matched, with its reason, and note whom it credits."""
    group = found.lastgroup or ""
    reason = _furniture().reasons[group]
    begin, end = _trim(line, *found.span(group))
    notes.set_aside(offset + begin, offset + end, reason)
    words = line[begin:end]
    names = _names(words) if reason in {"credit", "caption", "byline"} else ()
    if reason == "credit" and not names:
        origin = _ORIGIN.search(words)
        names = (origin.group("name"),) if origin else ()
    if reason != "caption":
        notes.credits.update(dict.fromkeys(names))


def _is_slogan(line: str) -> bool:
    """Whether a closing line describes the site itself: two words of the trade, no verb, no figure."""
    words = [word.lower() for word in _WORD.findall(line)]
    if not 3 <= len(words) <= _SLOGAN_WORDS:
        return False
    media, verbs = _slogan_words()
    if any(word in verbs or word.isdigit() or (word.endswith("ed") and word not in media) for word in words):
        return False
    return sum(word in media for word in words) >= 2


def _pieces(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """The window cut into pieces of at most `limit` characters: at a sentence end, else at white space, else anywhere."""
    while end - start > limit:
        half = start + limit // 2
        cut = max((found.end() for found in _SENTENCE_END.finditer(text, half, start + limit)), default=0)
        cut = cut or max((found.end() for found in _SPACE.finditer(text, half, start + limit)), default=start + limit)
        piece = _trim(text, start, cut)
        if piece[0] < piece[1]:
            yield piece
        start, end = _trim(text, cut, end)
    if start < end:
        yield start, end


@dataclass(frozen=True, slots=True)
class _Furniture:
    """The rows of furniture.tsv compiled into one expression for whole lines and one for tails."""

    line: re.Pattern[str]
    tail: re.Pattern[str]
    reasons: dict[str, str]


@lexicon.of_tables
@cache
def _furniture() -> _Furniture:
    surfaces = sorted((s for row in lexicon.rows("credits", CreditRow) for s in row.surfaces), key=len, reverse=True)
    name = rf"\b(?:[Tt]he )?(?:{'|'.join(map(re.escape, surfaces))})\b"
    agencies = rf"(?:{name}(?:\s*(?:,|/|&|\band\b|\+)\s*{name})*+)"
    rows = lexicon.rows("furniture", FurnitureRow)
    groups = [(f"r{n}", row, f"(?P<r{n}>{row.pattern.replace('{agencies}', agencies)})") for n, row in enumerate(rows)]
    line = "|".join(pattern for _, _, pattern in groups)
    tail = "|".join(pattern for _, row, pattern in groups if row.where == "any")
    return _Furniture(re.compile(line), re.compile(rf"{_BOUNDARY}(?:{tail})\s*\Z"), {key: row.reason for key, row, _ in groups})


@lexicon.of_tables
@cache
def _credit_names() -> tuple[re.Pattern[str], dict[str, str]]:
    by_surface = {surface: row.name for row in reversed(lexicon.rows("credits", CreditRow)) for surface in row.surfaces}
    ordered = sorted(by_surface, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)"), by_surface


def _names(words: str) -> tuple[str, ...]:
    """The canonical names of the agencies in a credit line."""
    pattern, by_surface = _credit_names()
    return tuple(dict.fromkeys(by_surface[found] for found in pattern.findall(words)))


@lexicon.of_tables
@cache
def _slogan_words() -> tuple[frozenset[str], frozenset[str]]:
    rows = lexicon.rows("slogan_words", SloganRow)
    return frozenset(r.word for r in rows if r.kind == "medium"), frozenset(r.word for r in rows if r.kind == "verb")
