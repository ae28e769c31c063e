"""Measure relations between claims (`reportedly.link.relate`), on claims made by hand and on those that a reader reads.

    python evaluate/relations.py FOLDER [--read | --readings DIR] [--errors] [--write FILE]

FOLDER is one of `given.py`'s. The claims of the reports that relations.json speaks of are related all at once, their lineages as
`descend` finds them in the whole folder, so that what is measured is linking and not reading. With --read the texts are read and each
claim that is read stands for the expected one that it matches in kind (as score_claims.py matches them). Prints precision, recall
and F1 of all relations, of each kind, inside reports and across them, and of each storyline (reports that relations
tie together). contradicts, corroborates and same are read both ways. --write keeps what is found as a list of {"kind", "from", "to"}.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import given
import score_claims
from events import Rates, read_all
from lineages import descended

from reportedly.link.copies import Page, copied
from reportedly.link.lineage import descend
from reportedly.link.relate import relate
from reportedly.model.event import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reportedly.model import Reading, Relation

BOTH_WAYS = frozenset({"contradicts", "corroborates", "same"})
KINDS = ("same", "repeats", "updates", "corroborates", "contradicts", "part_of")

FLOORS = {"original": 0.84, "panjshir": 0.75}
"""The least F1 of all relations, given the files' own claims: what the tests hold it to. Only to be raised."""

Edge = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found beside what was expected, both as edges with their reasons."""

    said: Mapping[Edge, tuple[str, ...]]
    want: Mapping[Edge, tuple[str, ...]]

    def rates(self, holds: Callable[[Edge], bool] = lambda _: True) -> Rates:
        """Precision and recall of the edges for which something holds."""
        said, want = ({edge for edge in edges if holds(edge)} for edges in (self.said, self.want))
        return Rates(len(said & want), len(said), len(want))

    def confusions(self) -> Counter[tuple[str, str]]:
        """Kinds expected of a pair, and the other kinds that were found of it."""
        found = {frozenset(ends): kind for kind, *ends in self.said}
        pairs = ((kind, found.get(frozenset(ends), kind)) for kind, *ends in self.want)
        return Counter(pair for pair in pairs if pair[0] != pair[1])


def edge(kind: str, later: str, earlier: str) -> Edge:
    """A relation in a form that compares equal however it is read."""
    return (kind, *sorted((later, earlier))) if kind in BOTH_WAYS else (kind, later, earlier)  # type: ignore[return-value]


def edges(relations: Iterable[Relation]) -> dict[Edge, tuple[str, ...]]:
    """Relations as edges."""
    return {edge(one.kind, one.from_id, one.to_id): one.reasons for one in relations}


def expected(folder: Path) -> dict[Edge, tuple[str, ...]]:
    """The relations of a folder."""
    links = json.loads((folder / "relations.json").read_text(encoding="utf-8"))
    return {edge(one["kind"], one["from"], one["to"]): (one["why"],) for one in links}


def on_given(folder: Path) -> Found:
    """The relations of a folder's own claims beside those expected."""
    held, want = given.load(folder), expected(folder)
    descents = {descent.claim: descent for descent in descended(held).descents}
    told = [item for item in held.told if item.report in reports_of(want)]
    return Found(edges(relate(told, (), descents)), want)


def on_read(folder: Path, readings: Mapping[str, Reading]) -> Found:
    """The relations of claims that were read, under the ids of the expected claims that they match; the others have their own."""
    want = expected(folder)
    told = [item for name, reading in readings.items() for item in told_of(name, reading)]
    pages = [page_of(name, reading) for name, reading in readings.items()]
    _, descents = descend(told, {page.report: copied(page, pages) for page in pages})
    stands = {claim: name for name, reading in readings.items() for claim, name in matched(folder / f"{name}.json", reading).items()}
    near = [item for item in told if item.report in reports_of(want)]
    found = edges(relate(near, (), {descent.claim: descent for descent in descents}))
    renamed = {edge(kind, stands.get(one, one), stands.get(other, other)): why for (kind, one, other), why in found.items()}
    return Found(renamed, want)


def page_of(name: str, reading: Reading) -> Page:
    """The text of a reading, for finding copies."""
    report = reading.report
    return Page(name, report.outlet, report.published, report.text, reading.omitted, report.credits)


def told_of(name: str, reading: Reading) -> list[Told]:
    """The claims of a reading, under the folder's name of the report."""
    report = reading.report
    about = {"report": name, "outlet": report.outlet, "published": report.published, "credits": report.credits}
    return [Told(claim=one, **about) for one in reading.claims]  # type: ignore[arg-type]


def matched(path: Path, reading: Reading) -> dict[str, str]:
    """Claims that were read to the expected ones that they match, type and all."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    said: list[Any] = json.loads(encoded(reading))["claims"]
    pairs = score_claims.match(raw["claims"], said, score_claims.Names(raw.get("aliases") or []), raw["reported_by"])
    return {said[j]["id"]: raw["claims"][i]["id"] for i, j, typed, _ in pairs if typed}


def encoded(reading: Reading) -> bytes:
    """A reading as JSON."""
    import reportedly

    return reportedly.encode(reading)


def reports_of(links: Iterable[Edge]) -> frozenset[str]:
    """The reports that relations speak of: an id of a claim begins with its report's."""
    return frozenset(end.split("-")[0] for _, *ends in links for end in ends)


def storylines(links: Iterable[Edge]) -> list[frozenset[str]]:
    """Reports that relations tie together, by the first of them."""
    lines: list[set[str]] = []
    for _, *ends in links:
        reports = {end.split("-")[0] for end in ends}
        touched = [line for line in lines if line & reports]
        lines = [line for line in lines if not line & reports] + [reports.union(*touched)]
    return sorted((frozenset(line) for line in lines), key=sorted)


def is_inside(one: Edge) -> bool:
    """Whether an edge ties claims of one report."""
    return one[1].split("-")[0] == one[2].split("-")[0]


def show(found: Found) -> None:
    """Prints the figures."""
    print(f"{'all':24} {found.rates()}  ({len(found.want)})")
    for kind in KINDS:
        rates = found.rates(lambda one, kind=kind: one[0] == kind)  # type: ignore[misc]
        print(f"{kind:24} {rates}  ({rates.want})")
    for name, holds in (("inside a report", is_inside), ("across reports", lambda one: not is_inside(one))):
        print(f"{name:24} {found.rates(holds)}  ({found.rates(holds).want})")
    for line in storylines(found.want):
        rates = found.rates(lambda one, line=line: {end.split("-")[0] for end in one[1:]} <= line)  # type: ignore[misc]
        print(f"{'storyline ' + '-'.join((min(line), max(line))):24} {rates}  ({rates.want})")
    for (want, said), count in found.confusions().most_common(6):
        print(f"  {want} taken for {said}: {count}")


def show_errors(found: Found) -> None:
    """Prints every relation that is missed or too much, with its reasons."""
    for label, here, there in (("MISSED", found.want, found.said), ("TOO MUCH", found.said, found.want)):
        for one in sorted(here.keys() - there.keys()):
            print(label, *one, "|", "; ".join(here[one]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--read", action="store_true", help="read the texts, and relate what was read")
    parser.add_argument("--readings", type=Path, metavar="DIR", help="as --read, with readings kept in DIR/<id>.json")
    parser.add_argument("--errors", action="store_true", help="print each relation that is missed or too much")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep what is found as JSON")
    options = parser.parse_args(arguments)
    if options.read or options.readings:
        found = on_read(options.folder, readings_of(options.folder, options.readings))
    else:
        found = on_given(options.folder)
    show(found)
    if options.errors:
        show_errors(found)
    if options.write:
        options.write.write_text(json.dumps([{"kind": k, "from": a, "to": b} for k, a, b in sorted(found.said)], indent=1) + "\n", "utf-8")
    return 0


def readings_of(folder: Path, kept: Path | None) -> dict[str, Reading]:
    """The readings of a folder's reports, by their names in it."""
    import reportedly

    raw = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
    reports = {name: one for name, one in raw.items() if isinstance(one, dict) and "claims" in one and "text" in one}
    opened = {name: reportedly.report(one["text"], outlet=one["reported_by"], published=one["published"]) for name, one in reports.items()}
    return read_all(opened, kept=kept)


if __name__ == "__main__":
    sys.exit(main())
