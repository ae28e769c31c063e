"""Measure lineages and origins (`reportedly.link.lineage`) on claims made by hand, so that what is measured is linking and not reading.

    python evaluate/lineages.py FOLDER [--errors]

FOLDER is one of `given.py`'s. All its claims are given to `descend` at once, with the copies found in its texts. Prints how many events
have the number of independent origins that is expected (`best`; and how many hold it between `low` and `high`), how many tolls have
the lineages that are expected (the same number, and no expected line in two of them), and precision and recall of repeated claims
between reports against the relations `repeats`.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import given
from events import Rates

from reportedly.link.copies import Page, copied
from reportedly.link.lineage import descend, origins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.model.event import Descent, Lineage, Origins


@dataclass(frozen=True, slots=True)
class Descended:
    """A folder with its lineages."""

    given: given.Given
    lineages: tuple[Lineage, ...]
    descents: tuple[Descent, ...]

    def origins(self, event: given.ExpectedEvent) -> Origins:
        """The origins of an event."""
        return origins(self.given.of(event.claims), self.lineages, self.descents)


def descended(held: given.Given) -> Descended:
    """The lineages of all claims of a folder."""
    pages = [Page(one.id, one.outlet, one.published, one.text, one.cleaned.omitted, one.cleaned.credits) for one in held.reports.values()]
    return Descended(held, *descend(held.told, {page.report: copied(page, pages) for page in pages}))


def is_right(toll: given.ExpectedToll, voices: Mapping[str, str]) -> bool:
    """Whether the lines of a toll have as many lineages as expected, and each line one."""
    lines = [{voices[claim] for claim in line.claims} for line in toll.lines]
    return len(set().union(*lines)) == toll.lineages and all(len(line) == 1 for line in lines)


def repeats(work: Descended) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Repeated claims between reports, as (later, earlier): those found and those expected."""
    report = {told.claim.id: told.report for told in work.given.told}
    found = {(one.claim, one.copies) for one in work.descents if one.copies is not None}
    wanted = {(one.from_id, one.to_id) for one in work.given.relations if one.kind == "repeats"}
    return found, {pair for pair in wanted if report[pair[0]] != report[pair[1]]}


def show(work: Descended, events: Sequence[given.ExpectedEvent]) -> None:
    """What is wrong, line by line."""
    for event in events:
        found = work.origins(event)
        if found.best != event.independent_origins:
            print("ORIGINS", event.id, f"{found.best} ({found.low} to {found.high}), expected {event.independent_origins}: {event.origins}")
            print("   ", *found.reasons, sep="\n    ")
    found, wanted = repeats(work)
    for label, pairs in (("MISSED", wanted - found), ("TOO MUCH", found - wanted)):
        for pair in sorted(pairs):
            print(label, *pair)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    args = parser.parse_args()
    work = descended(given.load(args.folder))
    events = work.given.events
    right = sum(work.origins(event).best == event.independent_origins for event in events)
    held = sum(work.origins(event).low <= event.independent_origins <= work.origins(event).high for event in events)
    voices = {one.claim: one.lineage for one in work.descents}
    tolls = [toll for event in events for toll in event.tolls]
    found, wanted = repeats(work)
    print(f"origins   {right} of {len(events)} events right, {held} between low and high")
    print(f"tolls     {sum(is_right(toll, voices) for toll in tolls)} of {len(tolls)} have the lineages expected")
    print(f"repeats   {Rates(len(found & wanted), len(found), len(wanted))}  (said {len(found)}, expected {len(wanted)})")
    if args.errors:
        show(work, events)
    return 0


if __name__ == "__main__":
    sys.exit(main())
