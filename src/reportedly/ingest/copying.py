"""Which texts copy which, for what a batch of linking takes in.

A report that comes may copy others, and others may copy it: of these what is copied is found anew. Nothing else is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from reportedly.ledger import events, near
from reportedly.ledger.rows import packed, unpacked
from reportedly.link.copies import Copied, Page, copied, derives, sketch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportedly.ledger.append.link import Linking
    from reportedly.ledger.events import Teller, Text
    from reportedly.model.event import Told

_MOST = 24  # reports that a text is compared with: those that share most; a copy of a copy leads to the first all the same
_stretches = msgspec.json.Decoder(tuple[Copied, ...]).decode


def recopy(work: Linking, teller: Teller, fresh: Mapping[int, Told], gone: Iterable[int]) -> list[int]:
    """Keep what is copied in the reports of new claims, and in those that copy them, or copied what has gone.

    Returned are the claims of those of the latter of which something else is copied than before.
    """
    reports = set(events.reports_of(work.connection, fresh).values())
    left = set(events.reports_of(work.connection, gone).values()) - reports
    texts = _Texts(work, teller)
    others = set(near.copiers(work.connection, left))
    for report in texts.open(reports):
        others |= texts.meet(report)
        texts.compare(report)
    changed = [report for report in texts.open(others - reports) if texts.compare(report)]
    return [claim for claims in events.claims_of(work.connection, changed).values() for claim in claims]


def copied_in(work: Linking, reports: Iterable[int]) -> dict[int, tuple[Copied, ...]]:
    """What was found copied in each report, by its number."""
    return {report: _of(rows) for report, rows in near.stretches(work.connection, reports).items()}


def _of(rows: Iterable[bytes]) -> tuple[Copied, ...]:
    return tuple(one for row in rows for one in unpacked(_stretches, row))


@dataclass(slots=True)
class _Texts:
    """Reports by number as they are compared: opened once, each with those that share stretches with it."""

    work: Linking
    teller: Teller
    pages: dict[int, Page] = field(default_factory=dict)
    near: dict[int, list[int]] = field(default_factory=dict)

    def open(self, reports: Iterable[int]) -> list[int]:
        """Open those that are held, and find what shares stretches with each; return them."""
        asked = sorted(reports)
        self._load(asked)
        here = [report for report in asked if report in self.pages]
        keys = {report: sketch(self.pages[report]).keys for report in here if report not in self.near}
        self.work.take_bands(keys)
        for report, bands in keys.items():
            self.near[report] = [other for other in near.sharing(self.work.connection, bands) if other != report][:_MOST]
        self._load({other for report in here for other in self.near[report]})
        return here

    def meet(self, report: int) -> set[int]:
        """The reports that derive from this one, if they share words."""
        return {other for other in self.near[report] if other in self.pages and derives(self.pages[other], self.pages[report])}

    def compare(self, report: int) -> bool:
        """Keep what is copied in a report, and return whether that is otherwise than it was."""
        page = self.pages[report]
        others = [self.pages[other] for other in self.near[report] if other in self.pages]
        names = {other.report: number for number, other in self.pages.items()}
        found: dict[int, list[Copied]] = {}
        for one in copied(page, others) if others else ():
            found.setdefault(names[one.report], []).append(one)
        return self.work.take_copies(report, {other: packed(tuple(stretches)) for other, stretches in sorted(found.items())})

    def _load(self, reports: Iterable[int]) -> None:
        wanted = [report for report in reports if report not in self.pages]
        self.pages |= {number: _page(text) for number, text in self.teller.texts(self.work.connection, wanted).items()}


def _page(text: Text) -> Page:
    about = text.report
    return Page(
        report=about.id, outlet=about.outlet, published=about.published, text=about.text, omitted=text.omitted, credits=about.credits
    )
