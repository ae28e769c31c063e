"""Measure the records of events on claims made by hand, apart from reading and clustering.

    python evaluate/records.py FOLDER [--links given|made] [--only ID…] [--errors]

FOLDER is one that `given` loads. Each expected event is made from its own claims; lineages and origins are the library's, relations too
with `--links made`, else the folder's. Prints for each event whether its toll ranges (low, best, high, matched by measure and claims), the
status of its versions, what is disputed and its independent origins are as expected, then the totals. A toll that no claim of the
folder counts (captured in the gold's schema, or "no figure") is told apart: nothing can be right or wrong of it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import given

from reportedly import events
from reportedly.compare import MEASURES
from reportedly.link.copies import Page, copied
from reportedly.link.lineage import descend, origins
from reportedly.link.relate import relate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.model.event import Descent, Event, EventToll, Lineage

FIGURES = ("tolls", "versions", "disputed", "origins", "when")
_TOPICS = {"fatalities": "killed", "responsibility": "responsibility", "control": "control", "occurrence": "outcome"}
"""How the folders' words for what is disputed begin, to the record's topics; other words are left unjudged."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One expected thing: of which event and figure, whether right, and in words what was wanted and what came."""

    event: str
    figure: str
    right: bool
    words: str


def judge(folder: given.Given, expected: given.ExpectedEvent, made: Event) -> Iterable[Judged]:
    """Every verdict on one event."""
    for toll in expected.tolls:
        yield from _toll(expected, toll, made, folder)
    wanted = {_TOPICS[word.split(" (")[0]] for word in expected.disputed if word.split(" (")[0] in _TOPICS}
    if len(wanted) == len(expected.disputed):
        said = set(made.disputed)
        yield Judged(expected.id, "disputed", said == wanted, f"{sorted(wanted)} / {sorted(said)}")
    origins = (expected.independent_origins, made.origins.best)
    yield Judged(
        expected.id, "origins", origins[0] == origins[1], f"{origins[0]} {sorted(expected.origins)} / {origins[1]} {made.origins.lineages}"
    )
    if expected.start:
        days = (expected.start, expected.end), (made.when.start, made.when.end) if made.when else (None, None)
        yield Judged(expected.id, "when", days[0] == days[1], f"{days[0]} / {days[1]}")


def _toll(expected: given.ExpectedEvent, toll: given.ExpectedToll, made: Event, folder: given.Given) -> Iterable[Judged]:
    claims = {claim for line in toll.lines for claim in line.claims}
    if not any(getattr(told.claim, measure) is not None for told in folder.of(claims) for measure in MEASURES):
        yield Judged(expected.id, "untold", True, f"{toll.measure} of {toll.of}")
        return
    found = _match(toll, claims, made)
    numbers = (toll.low, toll.best, toll.high)
    came = (found.low, found.best, found.high) if found else None
    yield Judged(expected.id, "tolls", numbers == came, f"{toll.measure} of {toll.of}: {numbers} / {came} {found.of if found else ''}")
    statuses = {claim: v.status for line in (found.lines if found else ()) for v in line.versions for claim in v.claims}
    for line in toll.lines:
        for ids, low, high, status in line.versions:
            if low is not None:
                said = {statuses.get(claim) for claim in ids}
                yield Judged(expected.id, "versions", said == {status}, f"{line.lineage} {low}..{high} {status} / {sorted(map(str, said))}")


def _match(toll: given.ExpectedToll, claims: set[str], made: Event) -> EventToll | None:
    """The record's toll of the measure that has most of the claims; mixtures are casualties."""
    measure = toll.measure if toll.measure in MEASURES else "wounded" if toll.measure.startswith("wounded") else "casualties"
    counted = [(len(claims & _claims(one)), one) for one in made.tolls if one.measure == measure]
    best = max(counted, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def _claims(toll: EventToll) -> set[str]:
    return {claim for line in toll.lines for version in line.versions for claim in version.claims}


def records(folder: given.Given, links: str) -> Mapping[str, Event]:
    """The record of every expected event."""
    lineages, descents = descents_of(folder)
    by_claim = {descent.claim: descent for descent in descents}
    relations = folder.relations
    if links == "made":
        relations = relate(folder.told, (), by_claim)
    made = {}
    for expected in folder.events:
        told = folder.of(expected.claims)
        own = [by_claim[item.claim.id] for item in told]
        counted = origins(told, lineages, own)
        total = "aggregate" in expected.label
        made[expected.id] = events.event(expected.id, told, relations, lineages, own, origins=counted, aggregate=total)
    return made


def descents_of(folder: given.Given) -> tuple[tuple[Lineage, ...], tuple[Descent, ...]]:
    """The lineages of all claims of the folder, its reports compared with those before them."""
    pages = [Page(report.id, report.outlet, report.published, report.text, report.cleaned.omitted) for report in folder.reports.values()]
    pages.sort(key=lambda page: (page.published or "", page.report))
    return descend(folder.told, {page.report: copied(page, pages[:i]) for i, page in enumerate(pages)})


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--links", choices=("given", "made"), default="made", help="whose relations: the folder's or the library's")
    parser.add_argument("--only", nargs="*", default=[], help="ids of events, or their beginnings")
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    args = parser.parse_args()
    folder = given.load(args.folder)
    made = records(folder, args.links)
    verdicts = [
        verdict
        for expected in folder.events
        if not args.only or expected.id.startswith(tuple(args.only))
        for verdict in judge(folder, expected, made[expected.id])
    ]
    show(verdicts, errors=args.errors)
    return 0


def show(verdicts: Sequence[Judged], *, errors: bool) -> None:
    """A line an event, then the totals."""
    for event in dict.fromkeys(verdict.event for verdict in verdicts):
        own = [verdict for verdict in verdicts if verdict.event == event]
        print(f"{event:14} " + "  ".join(f"{figure} {_rate(own, figure)}" for figure in FIGURES if _count(own, figure)))
        for verdict in own if errors else ():
            if not verdict.right:
                print(f"    {verdict.figure}: wanted / came {verdict.words}")
    print("all            " + "  ".join(f"{figure} {_rate(verdicts, figure)}" for figure in FIGURES))
    print(f"not counted by any claim: {Counter(v.figure for v in verdicts)['untold']} tolls")


def _count(verdicts: Iterable[Judged], figure: str) -> int:
    return sum(verdict.figure == figure for verdict in verdicts)


def _rate(verdicts: Sequence[Judged], figure: str) -> str:
    return f"{sum(v.right for v in verdicts if v.figure == figure)}/{_count(verdicts, figure)}"


if __name__ == "__main__":
    sys.exit(main())
