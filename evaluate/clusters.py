"""Measure the records of real events that several outlets told: each toll under its speaker and lineage, updates no contradictions.

    python evaluate/clusters.py data/clusters/clusters.json [--reports data/reports.jsonl] [--readings DIR] [--errors]

The file lists events with the tolls that a person read in their reports: {"id", "docs", "distractors", "tolls": [{"doc", "source",
"killed_min", "killed_max"…}]}; events without texts are left out. All reports, distractors too, are read by the library, linked and
clustered together. A toll is placed right when the event's record has a line under its speaker, with a version of its figure that rests on a
claim of its report. "Right figure" leaves the speaker aside. Prints too the events that the reports' deadly claims fell into, distractors that
were merged, and contradictions inside one lineage.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from events import read_all

import reportedly
from reportedly import events
from reportedly.compare import telling
from reportedly.link import cluster
from reportedly.link.copies import Page, copied
from reportedly.link.lineage import descend, origins
from reportedly.link.relate import relate
from reportedly.model.event import Told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly import Reading
    from reportedly.model.event import Event, TollLine

_ALIASES = {
    "sohr": "syrian observatory human rights",
    "who": "world health organization",
    "lcc": "local coordination committees",
}
"""Names that the file gives in short, by the telling words of the long ones."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A toll of the file: whether its figure is in the event's record from its report, and whether under its speaker."""

    event: str
    toll: Mapping[str, Any]
    figure: bool
    right: bool
    lines: tuple[str, ...]


def told_of(readings: Mapping[str, Reading]) -> tuple[Told, ...]:
    """The claims of all readings, each under an id of its own."""
    return tuple(
        Told(
            claim=claim,
            report=name,
            outlet=reading.report.outlet,
            published=reading.report.published,
            credits=reading.report.credits,
            dateline=any(one.reason == "dateline" for one in reading.omitted),
        )
        for name, reading in readings.items()
        for claim in reading.claims
    )


def records(readings: Mapping[str, Reading]) -> tuple[Event, ...]:
    """The record of every event that the readings tell of."""
    told = told_of(readings)
    pages = [
        Page(name, r.report.outlet, r.report.published, r.report.text, r.omitted, r.report.credits) for name, r in sorted(readings.items())
    ]
    lineages, descents = descend(told, {page.report: copied(page, pages) for page in pages})
    by_claim = {descent.claim: descent for descent in descents}
    relations = relate(told, (), by_claim)
    by_id = {item.claim.id: item for item in told}
    made = []
    for found in cluster(told, relations):
        own = [by_id[claim] for claim in found.claims]
        counted = origins(own, lineages, [by_claim[claim] for claim in found.claims])
        made.append(
            events.event(
                found.id, own, relations, lineages, descents, origins=counted, event_type=found.event_type, aggregate=found.aggregate
            )
        )
    return tuple(made)


def judge(expected: Mapping[str, Any], made: Sequence[Event], report_of: Mapping[str, str]) -> tuple[tuple[Placed, ...], Event | None]:
    """Where the tolls of one event stand, in the record that holds most of them."""
    tolls = [toll for toll in expected["tolls"] if toll["killed_min"] is not None]
    best = max(made, key=lambda event: sum(_place(toll, event, report_of)[0] for toll in tolls), default=None)
    placed = []
    for toll in tolls:
        figure, right, lines = _place(toll, best, report_of) if best else (False, False, ())
        placed.append(Placed(expected["id"], toll, figure, right, lines))
    return tuple(placed), best


def _place(toll: Mapping[str, Any], event: Event, report_of: Mapping[str, str]) -> tuple[bool, bool, tuple[str, ...]]:
    held = [
        line
        for one in event.tolls
        if one.measure == "killed"
        for line in one.lines
        for version in line.versions
        if version.low == toll["killed_min"] and any(report_of[claim] == toll["doc"] for claim in version.claims)
    ]
    return bool(held), any(_is_speaker(toll, line) for line in held), tuple(line.name for line in held)


def _is_speaker(toll: Mapping[str, Any], line: TollLine) -> bool:
    """Whether the line is under the toll's speaker; the outlet's own voice under "outlet", whichever outlet it is."""
    wanted = str(toll["source"])
    if wanted.startswith("outlet"):
        return line.kind in ("outlet", None)
    names = [part for part in re.split(r"[();]", wanted) if part.strip()]
    said = telling(line.name) | {word.rstrip("s") for word in telling(line.name)}
    return any(_words(name) & said for name in names)


def _words(name: str) -> frozenset[str]:
    plain = " ".join(_ALIASES.get(word.casefold(), word) for word in name.split())
    return telling(plain) - {"local", "source", "opposition", "national"} or telling(plain)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--reports", type=Path, default=None, help="JSON lines with the texts; by default beside the file's folder")
    parser.add_argument("--readings", type=Path, metavar="DIR", help="take readings from DIR/<id>.json, and keep there those that lack")
    parser.add_argument("--workers", type=int, default=1, metavar="N")
    parser.add_argument("--errors", action="store_true", help="print each toll that is not placed right")
    args = parser.parse_args()
    known = json.loads(args.file.read_text(encoding="utf-8"))
    texts = _texts(args.reports or args.file.parent.parent / "reports.jsonl")
    told = [event for event in known if all(doc in texts for doc in event["docs"])]
    wanted = sorted({doc for event in told for doc in (*event["docs"], *event.get("distractors", ()))} & texts.keys())
    reports = {
        name: reportedly.report(texts[name]["text"], published=texts[name]["date"], outlet=texts[name]["outlet"], title=texts[name]["title"])
        for name in wanted
    }
    readings = read_all(reports, args.workers, args.readings)
    made = records(readings)
    report_of = {claim.id: name for name, reading in readings.items() for claim in reading.claims}
    every = []
    for event in told:
        placed, record = judge(event, made, report_of)
        every += placed
        _show(event, placed, record, made, report_of, errors=args.errors)
    right, figure = sum(one.right for one in every), sum(one.figure for one in every)
    print(f"all: {right}/{len(every)} tolls placed right ({right / max(len(every), 1):.0%}), right figure {figure}/{len(every)}")
    return 0


def _texts(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8") as lines:
        return {item["id"]: item for item in map(json.loads, lines)}


def _show(expected: Mapping[str, Any], placed: Sequence[Placed], record: Event | None, made: Sequence[Event], report_of: Mapping[str, str], *, errors: bool) -> None:
    print(f"{expected['id']}: {sum(one.right for one in placed)}/{len(placed)} placed right, figure {sum(one.figure for one in placed)}")
    if record is None:
        return
    print(f"    {record.sentence}")
    strangers = sorted({report_of[claim] for claim in record.claims} & set(expected.get("distractors", ())))
    lineage = {descent.claim: descent.lineage for descent in record.descents}
    own = [link for link in record.links if link.kind == "contradicts" and lineage[link.from_id] == lineage[link.to_id]]
    deadly = Counter(event.id for event in made for toll in event.tolls if toll.measure == "killed" for line in toll.lines for version in line.versions for claim in version.claims if report_of[claim] in expected["docs"])
    print(f"    origins {record.origins.low}..{record.origins.best}..{record.origins.high}; deadly claims in {len(deadly)} events; "
          f"distractors merged {strangers}; contradictions inside one lineage {len(own)}")
    for one in placed if errors else ():
        if not one.right:
            print(f"    {'figure only' if one.figure else 'missing'}: {one.toll['doc']} {one.toll['source']} {one.toll['killed_min']}..{one.toll['killed_max']} / {one.lines}")


if __name__ == "__main__":
    sys.exit(main())
