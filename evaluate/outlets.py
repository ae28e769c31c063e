"""Measure the records of real events that several outlets told: each toll under its speaker and lineage, updates no contradictions.

    python evaluate/outlets.py data/clusters/clusters.json [--reports data/reports.jsonl] [--readings DIR]
        [--together] [--errors]

The file lists events with the tolls that a person read in their reports: {"id", "docs", "distractors", "tolls": [{"doc", "source",
"killed_min", "killed_max"…}]}; events without texts are left out. All reports, distractors too, are read, linked and clustered together by
the library. A toll is placed right when the event's record has a line under its speaker, with a version of its figure that rests on a claim
of its report; the record is the one that holds most of the event's tolls. Prints too which distractors were merged into it, and
contradictions inside one lineage.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from events import read_all

import reportedly
from reportedly import events
from reportedly.compare import telling
from reportedly.link.copies import Page, copied
from reportedly.link.lineage import descend, origins
from reportedly.link.relate import relate
from reportedly.model.event import Told

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from reportedly import Reading
    from reportedly.model.event import Event, Version

_LONG = {"sohr": "sohr observatory", "who": "who world health organization", "lcc": "lcc coordination committees"}
"""Names that the file gives in short, with words that tell the long ones."""

_GENERAL = frozenset({"local", "source", "opposition", "national", "health"})
"""Words of the file's speakers that many share."""

_OUTLET = "outlet"


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


def records(readings: Mapping[str, Reading], together: Sequence[Collection[str]] = ()) -> tuple[Event, ...]:
    """The record of every event that the readings tell of; with `together`, of each group of reports as if it told of one."""
    told = told_of(readings)
    pages = [
        Page(name, r.report.outlet, r.report.published, r.report.text, r.omitted, r.report.credits) for name, r in sorted(readings.items())
    ]
    lineages, descents = descend(told, {page.report: copied(page, pages) for page in pages})
    by_claim = {descent.claim: descent for descent in descents}
    relations = relate(told, (), by_claim)
    by_id = {item.claim.id: item for item in told}
    groups: list[tuple[str, tuple[str, ...], str | None, bool]] = []
    if not together:
        from reportedly.link import cluster

        groups += [(f.id, f.claims, f.event_type, f.aggregate) for f in cluster(told, relations)]
    groups += [(f"e{i}", tuple(item.claim.id for item in told if item.report in docs), None, False) for i, docs in enumerate(together)]
    made = []
    for name, claims, kind, total in groups:
        own = [by_id[claim] for claim in claims]
        counted = origins(own, lineages, [by_claim[claim] for claim in claims])
        made.append(events.event(name, own, relations, lineages, descents, origins=counted, event_type=kind, aggregate=total))
    return tuple(made)


def judge(expected: Mapping[str, Any], made: Sequence[Event], report_of: Mapping[str, str]) -> tuple[tuple[Placed, ...], Event | None]:
    """Where the tolls of one event stand, in the record that holds most of them."""
    tolls = [toll for toll in expected["tolls"] if toll["killed_min"] is not None]
    best = max(made, key=lambda event: sum(bool(_names(toll, event, report_of)) for toll in tolls), default=None)
    found = [(toll, _names(toll, best, report_of) if best else ()) for toll in tolls]
    return tuple(
        Placed(expected["id"], toll, bool(names), any(_is_speaker(toll, name) for name in names), names) for toll, names in found
    ), best


def _names(toll: Mapping[str, Any], event: Event, report_of: Mapping[str, str]) -> tuple[str, ...]:
    """Under whom the event's record has the toll's figure from its report: names of lines, and of the lineages of their claims."""
    voices = {lineage.id: lineage for lineage in event.lineages}
    spoken = {descent.claim: voices[descent.lineage] for descent in event.descents}
    found: list[str] = []
    for one in event.tolls:
        for line in one.lines if one.measure == "killed" else ():
            for version in line.versions:
                own = [claim for claim in version.claims if report_of[claim] == toll["doc"]]
                if own and _is_figure(toll, version):
                    names = (line.name, *(spoken[claim].name for claim in own))
                    found += [_OUTLET if line.kind == "outlet" else name for name in names]
    return tuple(dict.fromkeys(found))


def _is_figure(toll: Mapping[str, Any], version: Version) -> bool:
    """The same least number; or "more than 50" of the 52 that a person added up from the parts."""
    low = toll["killed_min"]
    return version.low == low or (version.high is None and version.low is not None and 0 <= low - version.low <= low // 50)


def _is_speaker(toll: Mapping[str, Any], name: str) -> bool:
    """Whether a name is the toll's speaker's; an outlet's own voice is "outlet" in the file, whichever outlet it is."""
    wanted = str(toll["source"])
    if wanted.startswith(_OUTLET):
        return name == _OUTLET
    said = telling(name) | {word.rstrip("s") for word in telling(name)}
    return any(_words(part) & said for part in re.split(r"[();]", wanted) if part.strip())


def _words(name: str) -> frozenset[str]:
    plain = telling(" ".join(_LONG.get(word.casefold(), word) for word in name.split()))
    return plain - _GENERAL or plain


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--reports", type=Path, default=None, help="JSON lines with the texts; by default beside the file's folder")
    parser.add_argument("--readings", type=Path, metavar="DIR", help="take readings from DIR/<id>.json, and keep there those that lack")
    parser.add_argument("--workers", type=int, default=1, metavar="N")
    parser.add_argument("--together", action="store_true", help="without clustering: all claims of an event's reports as one event")
    parser.add_argument("--errors", action="store_true", help="print each toll that is not placed right")
    args = parser.parse_args()
    known = json.loads(args.file.read_text(encoding="utf-8"))
    texts = _texts(args.reports or args.file.parent.parent / "reports.jsonl")
    told = [event for event in known if all(doc in texts for doc in event["docs"])]
    wanted = sorted({doc for event in told for doc in (*event["docs"], *event.get("distractors", ()))} & texts.keys())
    reports = {
        name: reportedly.report(
            texts[name]["text"], published=texts[name]["date"], outlet=texts[name]["outlet"], title=texts[name]["title"]
        )
        for name in wanted
    }
    readings = read_all(reports, args.workers, args.readings)
    made = records(readings, [event["docs"] for event in told] if args.together else ())
    report_of = {claim.id: name for name, reading in readings.items() for claim in reading.claims}
    every = []
    for event in told:
        placed, record = judge(event, made, report_of)
        every += placed
        _show(event, placed, record, errors=args.errors)
    right, figure = sum(one.right for one in every), sum(one.figure for one in every)
    print(f"all: {right}/{len(every)} tolls placed right ({right / max(len(every), 1):.0%}), right figure {figure}/{len(every)}")
    return 0


def _texts(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8") as lines:
        return {item["id"]: item for item in map(json.loads, lines)}


def _show(expected: Mapping[str, Any], placed: Sequence[Placed], record: Event | None, *, errors: bool) -> None:
    print(f"{expected['id']}: {sum(one.right for one in placed)}/{len(placed)} placed right, figure {sum(one.figure for one in placed)}")
    if record is not None:
        lineage = {descent.claim: descent.lineage for descent in record.descents}
        own = [link for link in record.links if link.kind == "contradicts" and lineage[link.from_id] == lineage[link.to_id]]
        print(f"    {record.sentence}")
        print(f"    origins {record.origins.low}..{record.origins.best}..{record.origins.high}; ", end="")
        print(f"distractors merged {sorted(set(record.reports) & set(expected.get('distractors', ())))}; ", end="")
        print(f"contradictions inside one lineage {len(own)}")
    for one in placed if errors else ():
        if not one.right:
            what = "another speaker" if one.figure else "missing"
            toll = one.toll
            print(f"    {what}: {toll['doc']} {toll['source']} {toll['killed_min']}..{toll['killed_max']} / {one.lines}")


if __name__ == "__main__":
    sys.exit(main())
