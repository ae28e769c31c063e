"""One report, read in one direction. The order of the method stands in `read`, once.

text → passages → names and parties → places, times, amounts → attributions → happenings → units → claims → repetitions
united → claims of whose a deed is, tied to the deed → relations. Nothing here opens a file, a socket or a clock: the parser
and the gazetteer come in as callables.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from reportedly.compare import relations
from reportedly.compare.known import names_one
from reportedly.model import FORMAT, Reader, Reading, Report
from reportedly.read.actors import actors, names, parties
from reportedly.read.attribution.attribution import Attribution, attributions, index
from reportedly.read.attribution.marked import mark
from reportedly.read.attribution.tagged import heard
from reportedly.read.claims import about, merge
from reportedly.read.claims.claims import Context, claims
from reportedly.read.claims.identities import identified
from reportedly.read.claims.sides import sides
from reportedly.read.events.propositions import Found, propositions, ruled
from reportedly.read.grammar.country_parties import nation
from reportedly.read.grammar.passage import Passage
from reportedly.read.places import place_of, places
from reportedly.read.text import text, witnesses
from reportedly.read.text.wrapped import unbroken
from reportedly.read.times.event_times import Mentions
from reportedly.read.times.habits import country_of
from reportedly.read.times.times import times

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from reportedly.gazetteer import Entry
    from reportedly.read.attribution.tagged import Tag
    from reportedly.read.claims.choice import Choose
    from reportedly.read.events.clauses import Judge
    from reportedly.read.events.units import Unit

Parse = Callable[[Iterable[str]], Iterator["Doc"]]
"""Paragraphs to parses, in order, of the same length character for character."""
Lookup = Callable[[str], "tuple[Entry, ...]"]
"""A name to every place of that name."""


@dataclass(frozen=True, slots=True)
class Learned:
    """The learned parts of a reader, each optional: without it the rules decide."""

    judge: Judge | None = None
    tag: Tag | None = None
    choose: Choose | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report as far as it is read before any proposition is looked for."""

    report: Report
    cleaned: text.Cleaned
    found: Found
    heard: tuple[Attribution, ...]
    parties: actors.Parties
    sites: place_of.Sites


def read(
    report: Report,
    *,
    parse: Parse,
    lookup: Lookup,
    reader: Reader,
    learned: Learned | None = None,
    max_paragraph: int = text.MAX_PARAGRAPH,
) -> Reading:
    """The reading of one report. Pure: the same arguments give the same reading; without anything learned the rules decide alone.

    `max_paragraph` is the length in characters above which a paragraph is parsed in pieces.
    """
    learned = learned or Learned()
    work = prepared(report, parse=parse, lookup=lookup, tag=learned.tag, max_paragraph=max_paragraph)
    said = ruled(work.found)
    context = context_of(work, [unit for _, units in said for unit in units], learned.choose)
    made = merge.merged(list(identified(claims(context, propositions(work.found, said, learned.judge)), work.parties.known)))
    made = about.typed(merge.with_repeats(made, report.text, work.cleaned.omitted))
    made = about.tied(merge.numbered(made, report.id))
    return Reading(
        format=FORMAT, reader=reader, report=work.report, omitted=work.cleaned.omitted, claims=tuple(made), relations=relations(made)
    )


def prepared(report: Report, *, parse: Parse, lookup: Lookup, tag: Tag | None = None, max_paragraph: int = text.MAX_PARAGRAPH) -> Prepared:
    """Text, passages, names, places, times, parties and attributions, in this order."""
    cleaned = text.clean(report.text, report.title, max_paragraph=max_paragraph)
    report = _dated(report, cleaned)
    passages = _parsed(cleaned.paragraphs, parse)
    named = [name for passage in passages for name in names.names(passage)]
    placed = names.outside(named, places.places(passages, lookup, people=names.people(named)))
    tokens = frozenset((m.passage, i) for m in placed if m.use == "place" for i in range(m.first, m.last + 1))
    tags = None if tag is None else [tag(passage.doc.text) for passage in passages]
    marked = mark(passages)
    held = attributions(marked)
    cues = {(item.passage, item.cue_token): number for number, item in enumerate(held) if item.cue_token is not None}
    published = _published(report)
    when = _times(passages, published, _home(report))
    telling = frozenset(
        {n.passage for n in named} | {m.passage for m in placed} | {p.number for p in passages if when[p.number].within(0, len(p.doc))}
    )
    return Prepared(
        report=report,
        cleaned=cleaned,
        found=Found(passages, held, index(held), cues, tokens, when, telling, tags),
        heard=() if tags is None else heard(marked, tags),
        parties=parties.parties(passages, nation, named, tokens, year=None if published is None else published.year),
        sites=place_of.index(passages, placed),
    )


def _published(report: Report) -> datetime.date | None:
    return datetime.date.fromisoformat(report.published) if report.published else None


def context_of(work: Prepared, units: Sequence[Unit], choose: Choose | None = None) -> Context:
    """Everything known of a report when its claims are made; `units` are those that the rules find."""
    return Context(
        passages=work.found.passages,
        attributions=work.found.attributions,
        holders=work.found.holders,
        heard=work.heard,
        parties=work.parties,
        times=work.found.times,
        published=_published(work.report),
        sites=work.sites,
        sides=sides(work.parties, units, work.found.places),
        places=work.found.places,
        units=units,
        choose=choose,
    )


def _dated(report: Report, cleaned: text.Cleaned) -> Report:
    """The report with what cleaning learned: whom its text credits too, and the date in its text where no other is known."""
    dates = witnesses.compared(report.dates, cleaned.date)
    credited = tuple(dict.fromkeys((*report.credits, *cleaned.credits)))
    return msgspec.structs.replace(report, credits=credited, dates=dates, published=report.published or dates.text)


def _parsed(paragraphs: Sequence[text.Paragraph], parse: Parse) -> list[Passage]:
    docs = parse(unbroken(paragraph.text) for paragraph in paragraphs)
    return [
        Passage(number, paragraph.start, doc, paragraph.text) for number, (paragraph, doc) in enumerate(zip(paragraphs, docs, strict=True))
    ]


def _home(report: Report) -> tuple[str, ...]:
    """The countries of the outlet, by its name or its address."""
    known = names_one(report.outlet) if report.outlet else None
    return known.country if known is not None and known.country else country_of(report.url)


def _times(passages: Sequence[Passage], published: datetime.date | None, home: tuple[str, ...]) -> list[Mentions]:
    by_passage: list[list] = [[] for _ in passages]  # type: ignore[type-arg]
    for mention in times(passages, published, home):
        by_passage[mention.passage].append(mention)
    return [Mentions(found) for found in by_passage]


__all__ = ["Learned", "Lookup", "Parse", "Prepared", "context_of", "prepared", "read"]
