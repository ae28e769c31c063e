"""Measures place names against corpora on disk: which are found, what they mean, and where events are put.

    python evaluate/places.py FOLDER... [--reports N]

A folder may hold `docs.jsonl` with annotated place names (its form, and how countries are scored: `toponyms.py`). Printed are, for
even-numbered reports, with which rules and weights were made, for the odd-numbered ones, held out, and for all:

  names       strict F1 of spans: a name is found when both its ends are the corpus'; nationalities are not said to be names,
              and names that the corpus gives no point count as well ("with peoples": nationalities are said too)
  given       of the names with a point, handed over as spans, the share that is right; the context is the report's names
  end to end  of the names with a point, the share that is found by itself and right, nationalities among them
  time        CPU seconds of places and of times, as shares of those of the parse (without entity labels, which reading leaves out)
  scores      of the given names, how many are right by the score that the reading gives them: a calibrated score is right as often
              as it says

Or it holds `<id>.json` with annotated claims in the form of the claim gold: printed is the mean place score of event places, the
first quote's topmost verb standing for the event word. Exit code 0, also when a folder is missing: SKIPPED.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from score_claims import place_ok
from toponyms import Annotated, Globe, corpus

from reportedly import english, gazetteer
from reportedly.read.actors import names
from reportedly.read.grammar.passage import Passage
from reportedly.read.places import place_of
from reportedly.read.places.places import placed, places
from reportedly.read.times.times import times

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.read.places.places import PlaceMention

PHYSICAL = frozenset({"ASSAULT", "FIGHT", "TERRITORY", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})
STEPS = 10  # of the table of scores


@dataclass(slots=True)
class Sums:
    """What some reports add up to: counts of names, and CPU seconds."""

    annotated: int = 0
    pointed: int = 0
    said: int = 0
    found: int = 0
    said_peoples: int = 0
    found_peoples: int = 0
    given: int = 0
    whole: int = 0
    scored: Counter[int] = field(default_factory=Counter)
    kept: Counter[int] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterable[str]:
        """The figures in words."""
        f1, precision, recall = _f1(self.found, self.said, self.annotated)
        yield f"  names       P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({self.annotated} in the corpus, {self.pointed} with a point)"
        f1, precision, recall = _f1(self.found_peoples, self.said_peoples, self.annotated)
        yield f"              P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  with peoples"
        yield f"  given       {self.given / max(self.pointed, 1):.3f} right"
        yield f"  end to end  {self.whole / max(self.pointed, 1):.3f} found and right"
        parse = max(self.seconds["parse"], 1e-9)
        shares = [f"{part} {self.seconds[part] / parse:.3f}" for part in ("places", "times")]
        both = (self.seconds["places"] + self.seconds["times"]) / parse
        yield f"  time        {both:.3f} of the parse ({', '.join(shares)}; {parse:.1f} s)"

    def table(self) -> Iterable[str]:
        """How often a score is right."""
        yield "  score       names  right"
        for step in sorted(self.scored):
            yield f"  {step / STEPS:.1f}-{(step + 1) / STEPS:.1f}   {self.scored[step]:8d}  {self.kept[step] / self.scored[step]:.2f}"


def _f1(hits: int, said: int, want: int) -> tuple[float, float, float]:
    precision, recall = hits / max(said, 1), hits / max(want, 1)
    return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall


def passages(text: str) -> list[Passage]:
    """The text's paragraphs parsed."""
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    docs = english.parse(m.group() for m in lines)
    return [Passage(number, m.start(), doc, m.group()) for number, (m, doc) in enumerate(zip(lines, docs, strict=True))]


def toponyms(folder: Path, limit: int | None) -> None:
    """Recognition and resolution on a `docs.jsonl`."""
    index = gazetteer.open_index()
    globe = Globe(index)
    even, odd, both = Sums(), Sums(), Sums()
    passages("One report is parsed before the clock runs.")
    for report in corpus(folder, limit):
        sums = (even if report.even else odd), both
        started = time.process_time()
        parsed = passages(report.text)
        clock = {"parse": time.process_time() - started}
        named = [name for passage in parsed for name in names.names(passage)]
        found = _clocked(clock, "places", lambda parsed=parsed, named=named: places(parsed, index.find, people=names.people(named)))
        found = names.outside(named, found)
        _clocked(clock, "times", lambda parsed=parsed: times(parsed, None))
        handed = placed(parsed, [(n.start, n.end) for n in report.names], index.find)
        for each in sums:
            each.seconds.update(clock)
            _names(each, report, found, globe)
            _given(each, report, handed, globe)
    for title, each in (("even-numbered reports (in view)", even), ("odd-numbered reports (held out)", odd), ("all reports", both)):
        print(f"{folder.name}, {title}", *each.lines(), sep="\n")
    print(*both.table(), sep="\n")


def _clocked(clock: dict[str, float], part: str, work: Any) -> Any:
    started = time.process_time()
    result = work()
    clock[part] = time.process_time() - started
    return result


def _names(sums: Sums, report: Annotated, found: Sequence[PlaceMention], globe: Globe) -> None:
    """What was found, and of that what is right."""
    annotated = {(n.start, n.end): n for n in report.names}
    by_span = {(m.named.start, m.named.end): m for m in found}
    names = {span for span, mention in by_span.items() if mention.use != "demonym" or mention.place.score is not None}
    sums.annotated += len(annotated)
    sums.said += len(names)
    sums.found += len(names & annotated.keys())
    sums.said_peoples += len(by_span)
    sums.found_peoples += len(by_span.keys() & annotated.keys())
    pointed = [n for n in annotated.values() if n.point is not None]
    sums.pointed += len(pointed)
    sums.whole += sum((n.start, n.end) in by_span and globe.right(n, by_span[n.start, n.end].place) for n in pointed)


def _given(sums: Sums, report: Annotated, handed: Sequence[PlaceMention | None], globe: Globe) -> None:
    """What the resolver makes of the corpus' own spans; peoples are left out of the table, for they have no score."""
    for name, mention in zip(report.names, handed, strict=True):
        if mention is None or name.point is None:
            continue
        right = globe.right(name, mention.place)
        sums.given += right
        if mention.place.score is not None:
            step = min(int(mention.place.score * STEPS), STEPS - 1)
            sums.scored[step] += 1
            sums.kept[step] += right


def _trigger(parsed: list[Passage], quote: dict[str, Any]) -> tuple[Passage, int] | None:
    for passage in parsed:
        inside = [t for t in passage.doc if quote["start"] <= passage.at(t) < quote["end"]]
        numbers = {t.i for t in inside}
        roots = [t for t in inside if t.head.i not in numbers or t.head.i == t.i]
        if roots:
            return passage, next((t for t in roots if t.pos_ in ("VERB", "AUX")), roots[0]).i
    return None


def events(folder: Path, limit: int | None) -> None:
    """The place score over annotated claims with a place."""
    index, scores = gazetteer.open_index(), []
    for path in islice(sorted(folder.glob("*.json")), limit):
        report = json.loads(path.read_text("utf-8"))
        if not isinstance(report, dict) or "claims" not in report:
            continue
        parsed = passages(report["text"])
        sites = place_of.index(parsed, places(parsed, index.find))
        for claim in report["claims"]:
            hung = _trigger(parsed, claim["quotes"][0]) if claim.get("place") else None
            if hung is not None:
                place = place_of.event_place(*hung, sites, physical=claim["event_type"] in PHYSICAL)
                scores.append(place_ok(claim, {"place": None if place is None else msgspec.to_builtins(place)}) or 0.0)
    print(f"event places: {sum(scores) / max(len(scores), 1):.3f} over {len(scores)} claims")


def main(arguments: Sequence[str] | None = None) -> None:
    """Chooses by what each folder holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--reports", type=int, default=None, help="read only the first N")
    args = parser.parse_args(arguments)
    for folder in args.folders:
        if not folder.is_dir():
            print(f"SKIPPED: no folder {folder}; give one that holds docs.jsonl with place names, or annotated claims")
        elif (folder / "docs.jsonl").exists():
            toponyms(folder, args.reports)
        else:
            events(folder, args.reports)


if __name__ == "__main__":
    main()
