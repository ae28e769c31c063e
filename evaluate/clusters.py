"""Measure which claims `reportedly.link` puts together as one event.

    python evaluate/clusters.py given FOLDER
    python evaluate/clusters.py texts CLUSTERS.json REPORTS.jsonl

given: FOLDER holds reports with claims made by hand and events.json (see `given.py`), so that linking is measured apart from reading.
Prints how the clusters agree with the expected events (MUC, B³, CEAF-e and their mean) over the claims that these have, for all
and for each storyline; beside it, what the reports' own events give that nothing links.

texts: CLUSTERS.json is a list of {"id", "docs", "distractors", "tolls": [{"doc", "killed_min", "wounded_min", …}]}, REPORTS.jsonl has
{"id", "date", "outlet", "title", "text"} a line. The texts are read by the package and linked, all clusters' texts together. The event
of a cluster is the one with most of its tolls. Prints how many tolls have a claim of that figure in it ("more than fifty" may be
50 or 51), how many events hold tolls, and the counts of ten and more dead in it that are a distractor's own.

Needs the `train` extra (scipy).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import conll
import given

import reportedly
from reportedly.link import cluster
from reportedly.model.event import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.link import Cluster

MANY = 10
"""Dead from which a distractor's count is told to be in an event that is not its own."""


def by_hand(folder: Path) -> None:
    """Print how clusters of given claims agree with the expected events."""
    made = given.load(folder)
    expected = {event.id: frozenset(event.claims) for event in made.events}
    found = [frozenset(one.claims) for one in cluster(made.told, ())]
    told_as = defaultdict(set)
    for one in made.told:
        told_as[one.report, one.claim.event].add(one.claim.id)
    print(f"{len(made.told)} claims, {len(expected)} expected events with {sum(map(len, expected.values()))} of them")
    _print("linked", found, expected)
    _print("unlinked", list(map(frozenset, told_as.values())), expected)
    stories = sorted({name.split("-")[0] for name in expected if "-" in name})
    for story in stories:
        _print(f"linked, {story}", found, {name: claims for name, claims in expected.items() if name.split("-")[0] == story})


def _print(name: str, found: Sequence[frozenset[str]], expected: Mapping[str, frozenset[str]]) -> None:
    counted = frozenset().union(*expected.values())
    kept = [inside for group in found if (inside := group & counted)]
    print(f"{name:12} {conll.measure(kept, list(expected.values()))}")


def read(ids: Iterable[str], reports: Path) -> Iterator[Told]:
    """The claims of these reports, read by the package."""
    wanted = set(ids)
    for line in reports.open(encoding="utf-8"):
        raw = json.loads(line)
        if raw["id"] in wanted:
            reading = reportedly.read(raw["text"], published=raw["date"], outlet=raw["outlet"], title=raw["title"])
            for claim in reading.claims:
                yield Told(claim=claim, report=raw["id"], outlet=raw["outlet"], published=raw["date"], credits=reading.report.credits)


def of_texts(clusters: Path, reports: Path) -> None:
    """Print how many tolls of hand-read events stand in one event each."""
    expected = json.loads(clusters.read_text(encoding="utf-8"))
    told = list(read({name for one in expected for name in (*one["docs"], *(one.get("distractors") or ()))}, reports))
    known = {one.report for one in told}
    placed = wanted = 0
    home = {claim: found for found in cluster(told, ()) for claim in found.claims}
    for one in (one for one in expected if known & set(one["docs"])):
        right, total, holders, strays = _one(one, told, home)
        placed, wanted = placed + right, wanted + total
        print(
            f"{one['id']:26} {right} of {total} tolls in its event; tolls stand in {holders} events; {strays} counts of distractors in it"
        )
    print(f"{'all':26} {placed} of {wanted} tolls ({100 * placed / max(wanted, 1):.0f}%)")


def _one(expected: Mapping[str, Any], told: Sequence[Told], home: Mapping[str, Cluster]) -> tuple[int, int, int, int]:
    """Tolls in the event, all tolls, events that hold one, counts of a distractor's own in the event."""
    tolls = [{home[claim].id for claim in _of_toll(toll, told)} for toll in expected["tolls"]]
    best = Counter(name for names in tolls for name in names).most_common()
    event = min((name for name, times in best if times == best[0][1]), default=None) if best else None
    figures = {low + more for toll in expected["tolls"] for low in (toll["killed_min"],) if low is not None for more in (-1, 0, 1)}
    strays = [
        one
        for one in told
        if one.report in (expected.get("distractors") or ()) and home[one.claim.id].id == event and _dead(one) >= MANY
        if _dead(one) not in figures
    ]
    alone = [names for names in tolls if names and event not in names]
    return sum(event in names for names in tolls), len(tolls), 1 + len({min(names) for names in alone}), len(strays)


def _dead(told: Told) -> int:
    return (told.claim.killed.low or 0) if told.claim.killed is not None else 0


def _of_toll(toll: Mapping[str, Any], told: Sequence[Told]) -> Iterator[str]:
    """The claims of the toll's report that give one of its figures."""
    for one in told:
        if one.report == toll["doc"]:
            figures = ((one.claim.killed, toll["killed_min"]), (one.claim.wounded, toll["wounded_min"]))
            if any(said is not None and low is not None and said.low is not None and abs(said.low - low) <= 1 for said, low in figures):
                yield one.claim.id


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("given", "texts"))
    parser.add_argument("paths", nargs="+", type=Path)
    args = parser.parse_args()
    {"given": by_hand, "texts": of_texts}[args.what](*args.paths)
    return 0


if __name__ == "__main__":
    sys.exit(main())
