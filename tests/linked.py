"""Stories whose claims were made by hand, as readings for a ledger; and what a ledger made of them, for comparing two."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from given import load

from reportedly import codec, ledger
from reportedly.codec import sha256
from reportedly.ingest.events import event, link, summaries
from reportedly.ledger.append import append
from reportedly.model import FORMAT, Dates, Reading, Report
from reportedly.settings import Settings
from shelf import READER, Ticking, entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.ledger.book import Ledger
    from reportedly.model.event import Event

EXAMPLES = Path(__file__).parent.parent / "examples"


@cache
def story(name: str) -> tuple[Reading, ...]:
    """The readings of a bundled story, in the order of its files."""
    given = load(EXAMPLES / name)
    claims: dict[str, list] = {}
    for told in given.told:
        claims.setdefault(told.report, []).append(told.claim)
    return tuple(
        Reading(
            format=FORMAT,
            reader=READER,
            report=Report(
                id=codec.report_id(found.text, found.outlet, None, found.published),
                outlet=found.outlet,
                title=None,
                url=None,
                published=found.published,
                language="en",
                sha256=sha256(found.text),
                raw_sha256=sha256(found.text),
                text=found.text,
                credits=found.cleaned.credits,
                dates=Dates(given=found.published),
            ),
            omitted=found.cleaned.omitted,
            claims=tuple(claims[number]),
            relations=(),
        )
        for number, found in given.reports.items()
        if number in claims
    )


def linked(
    folder: Path, readings: Iterable[Reading], *, at_once: int = 1000, batch: int = 1000, workers: int = 1, clock: Ticking | None = None
) -> Ledger:
    """A ledger of readings, so many kept at once, and linked after each."""
    folder.mkdir(exist_ok=True)
    book = ledger.open(folder / "war.ledger", create=True, clock=clock or Ticking())
    waiting = list(readings)
    while waiting:
        append(book, [entry(one, origin=one.report.id) for one in waiting[:at_once]])
        del waiting[:at_once]
        links(book, batch, workers)
    return book


def links(book: Ledger, batch: int = 1000, workers: int = 1) -> int:
    """Link what is not linked yet, and tell how many claims that were."""
    return sum(done.claims for done in link(book, settings=Settings(workers=workers), batch=batch))


def events(book: Ledger, as_of: str | None = None) -> list[Event]:
    """Every event, by its id."""
    found = summaries(book, ledger.EventFilters(as_of=as_of), limit=10_000).events
    return sorted((event(book, one.id, as_of=as_of) for one in found), key=lambda one: one.id)


def grouped(book: Ledger, as_of: str | None = None) -> set[tuple[str, ...]]:
    """The claims of each event."""
    return {one.claims for one in events(book, as_of)}
