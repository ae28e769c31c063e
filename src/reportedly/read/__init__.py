"""One report, read in one direction. The order of the method stands in `read`, once.

text → passages → names and parties → places, times, amounts → attributions → happenings → units →
claims → repetitions united → relations. Nothing here opens a file, a socket or a clock: the parser and the
gazetteer come in as callables.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from reportedly.model import FORMAT, Claim, Dates, Reader, Reading, Report
from reportedly.read import actors, merge, names, place_of, places, text, units
from reportedly.read.attribution import attributions, index
from reportedly.read.claims import Context, claims
from reportedly.read.event_times import Mentions
from reportedly.read.country_parties import nation
from reportedly.read.passage import Passage
from reportedly.read.propositions import Found, propositions
from reportedly.read.times import times

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from reportedly.gazetteer import Entry
    from reportedly.read.clauses import Judge

Parse = Callable[[Iterable[str]], Iterator["Doc"]]
"""Paragraphs to parses, in order, of the same length character for character."""
Lookup = Callable[[str], "tuple[Entry, ...]"]
"""A name to every place of that name."""


def read(report: Report, *, parse: Parse, lookup: Lookup, reader: Reader, judge: Judge | None = None) -> Reading:
    """The reading of one report. Pure: the same arguments give the same reading."""
    cleaned = text.clean(report.text, report.title)
    report = _dated(report, cleaned)
    published = datetime.date.fromisoformat(report.published) if report.published else None
    passages = _parsed(cleaned.paragraphs, parse)
    named = [name for passage in passages for name in names.names(passage)]
    placed = places.places(passages, lookup, people=names.people(named))
    tokens = frozenset((m.passage, i) for m in placed if m.use == "place" for i in range(m.first, m.last + 1))
    parties = actors.parties(passages, nation, named, tokens)
    held = attributions(passages)
    when = _times(passages, published)
    cues = {(item.passage, item.cue_token): number for number, item in enumerate(held) if item.cue_token is not None}
    found = propositions(Found(passages, held, index(held), cues, tokens, when), judge)
    context = Context(
        report=report.id,
        passages=passages,
        attributions=held,
        parties=parties,
        times=when,
        published=published,
        sites=place_of.index(passages, placed),
        sides=_sides(parties, found),
        is_place=lambda number, token: (number, token) in tokens,
    )
    made = merge.merged(list(claims(context, found)))
    made = merge.numbered(merge.with_repeats(made, report.text, cleaned.omitted), report.id)
    return Reading(format=FORMAT, reader=reader, report=report, omitted=cleaned.omitted, claims=tuple(made), relations=())


def _dated(report: Report, cleaned: text.Cleaned) -> Report:
    """The report with what cleaning learned: its credits, and the date in its text where no other is known."""
    dates = Dates(given=report.dates.given, page=report.dates.page, text=cleaned.date)
    return msgspec.structs.replace(report, credits=cleaned.credits, dates=dates, published=report.published or cleaned.date)


def _parsed(paragraphs: Sequence[text.Paragraph], parse: Parse) -> list[Passage]:
    docs = parse(paragraph.text for paragraph in paragraphs)
    return [
        Passage(number, paragraph.start, doc, paragraph.text)
        for number, (paragraph, doc) in enumerate(zip(paragraphs, docs, strict=True))
    ]


def _times(passages: Sequence[Passage], published: datetime.date | None) -> list[Mentions]:
    by_passage: list[list] = [[] for _ in passages]  # type: ignore[type-arg]
    for mention in times(passages, published):
        by_passage[mention.passage].append(mention)
    return [Mentions(found) for found in by_passage]


def _sides(parties: actors.Parties, found: Sequence[units.Unit]) -> tuple[str, ...]:
    """The two parties that the report shows fighting each other most often; empty when there are not two."""
    counts: Counter[str] = Counter()
    for unit in found:
        if unit.happening.event_type in ("FIGHT", "ASSAULT", "TERRITORY"):
            for token in (*unit.happening.actors, *unit.happening.recipients):
                party = parties.of(unit.happening.passage, token)
                if party is not None and party.resolved and (party.name[:1].isupper() or party.kind == "belligerent"):
                    counts[party.name] += 2 if unit.happening.event_type == "FIGHT" else 1
    top = [name for name, _ in sorted(counts.items(), key=lambda item: -item[1])[:2]]
    return tuple(top) if len(top) == 2 else ()


__all__ = ["Claim", "Lookup", "Parse", "read"]
