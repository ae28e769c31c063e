"""Scores the reading of annotated reports, says where the errors are, and compares with the floors.

    python evaluate/score.py [GOLD...] [--readings DIR] [--errors ID] [--workers N]
                             [--raise-floors] [--lower-floor MEASURE --reason "..."]

GOLD is a folder of annotated reports (JSON with `text`, `published`, `reported_by`, `title`, `claims`); without one the
bundled rewrites and the bundled story are scored. Each report is read through the library's front door, or its reading
taken from DIR. Floors stand in `floors.toml`: `--raise-floors` writes the higher of floor and figure, `--lower-floor` writes
the figure with its reason.

Exit codes: 0 at or above every floor (also without one, and when a folder is missing: SKIPPED), 1 below one, 2 wrong options.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import floors
import tally
from score_claims import WEIGHTS
from tally import MEASURES, Corpus, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROOT = Path(__file__).parent.parent
BUNDLED = (ROOT / "tests" / "rewrites", ROOT / "examples" / "panjshir")
INVENTED = 0.3  # claims a report, at most, in reports without any: the target of the project for a corpus of many
_SHOWN = 40  # reports; of a larger corpus the twenty worst are listed


@dataclass(frozen=True, slots=True)
class Readings:
    """The claims read in each report (JSON objects by report id), who read them, and what could not be read (id to message)."""

    claims: Mapping[str, list[Any]]
    model: str
    judge: str | None
    failed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Result:
    """A corpus scored: its tallies, the figures reached by measure, and their noise."""

    corpus: Corpus
    readings: Readings
    tallies: tuple[Tally, ...]
    reached: Mapping[str, float]
    noise: Mapping[str, float]


def read(corpus: Corpus, workers: int = 1) -> Readings:
    """The readings of a corpus, made through the front door."""
    import reportedly

    given = [
        reportedly.report(item["text"], published=item.get("published"), outlet=item.get("reported_by"), title=item.get("title"))
        for item in corpus.reports
    ]
    claims: dict[str, list[Any]] = {}
    failed: dict[str, str] = {}
    model, judge = "", None
    for item, answer in zip(corpus.reports, reportedly.read_many(given, workers), strict=True):
        if isinstance(answer, reportedly.Failure):
            failed[item["id"]] = answer.message
        else:
            claims[item["id"]] = json.loads(reportedly.encode(answer))["claims"]
            model, judge = answer.reader.model.digest, answer.reader.judge
    return Readings(claims, model, judge, failed)


def stored(corpus: Corpus, folder: Path) -> Readings:
    """The readings of a corpus in a folder, one `<id>.json` each."""
    claims: dict[str, list[Any]] = {}
    failed: dict[str, str] = {}
    reader: Mapping[str, Any] = {}
    for item in corpus.reports:
        path = folder / f"{item['id']}.json"
        if path.exists():
            reading = json.loads(path.read_text(encoding="utf-8"))
            claims[item["id"]], reader = reading["claims"], reading.get("reader") or {}
        else:
            failed[item["id"]] = f"no reading {path}"
    return Readings(claims, (reader.get("model") or {}).get("digest") or "", reader.get("judge"), failed)


def score(corpus: Corpus, readings: Readings, errors: str | None = None) -> Result:
    """The figures of a corpus; with `errors` the report of that id is explained claim by claim."""
    counted = tuple(tally.tally(item, readings.claims.get(item["id"], []), explain=item["id"] == errors) for item in corpus.reports)
    return Result(corpus, readings, counted, {name: tally.measure(counted, name) for name in MEASURES}, tally.noise(counted))


def show(result: Result) -> None:
    """Prints totals, then where the errors are."""
    tallies = result.tallies
    print(
        f"{result.corpus.name}: {len(tallies)} reports, corpus {result.corpus.digest[:16]}, model {result.readings.model or 'unknown'}, ",
        end="",
    )
    print(f"judge {result.readings.judge or 'none'}")
    for name, message in result.readings.failed.items():
        print(f"  NOT READ {name}: {message}")
    for name, hits in (("found", "found"), ("typed", "typed"), ("record", "earned")):
        rates = tally.rates(tallies, hits)
        spread = f" ±{result.noise[name]:.3f}" if name in result.noise else ""
        print(f"  {name:8} P {rates['precision']:.3f}  R {rates['recall']:.3f}  F1 {rates['f1']:.3f}{spread}")
    n = {field: int(tally.total(tallies, field)) for field in ("gold", "said", "whole", "malformed")}
    print(f"  claims   {n['gold']} annotated, {n['said']} read, {n['whole']} with every slot right, {n['malformed']} malformed")
    _show_invented(tallies)
    _show_losses(tallies)
    _show_slots(result)
    _show_stances(result)
    _show_types(tallies)
    _show_reports(tallies)


def _show_invented(tallies: Sequence[Tally]) -> None:
    empty = [one for one in tallies if not one.annotated]
    if empty:
        said = sum(one.said for one in empty)
        verdict = "met" if said <= INVENTED * len(empty) else "NOT MET"
        rate = f"{said / len(empty):.2f} a report (target none; at most {INVENTED}: {verdict})"
        print(f"  invented {said} claims in {len(empty)} reports without any, {rate}")


def _show_losses(tallies: Sequence[Tally]) -> None:
    causes = sorted(tally.losses(tallies).items(), key=lambda pair: -pair[1])
    print("  record F1 lost to: " + ", ".join(f"{cause} {points:.3f}" for cause, points in causes))


def _show_slots(result: Result) -> None:
    points, counts = tally.sums(result.tallies, "points"), tally.together(result.tallies, "counts")
    shown = (f"{slot} {points[slot] / counts[slot]:.3f} ({counts[slot]})" for slot in WEIGHTS if counts[slot])
    print(f"  slots of typed claims: {', '.join(shown)}; speaker ±{result.noise['speaker']:.3f}")


def _show_stances(result: Result) -> None:
    n = tally.together(result.tallies, "stances")
    print(f"  stance   macro F1 {result.reached['stance']:.3f} ±{result.noise['stance']:.3f} (asserted left out)")
    for kind, rates in tally.stance(result.tallies).items():
        print(f"    {kind:9} P {rates['precision']:.3f}  R {rates['recall']:.3f}  F1 {rates['f1']:.3f}  ", end="")
        print(f"({n[kind, 'gold']} annotated, {n[kind, 'said']} read, {n[kind, 'right']} right)")


def _show_types(tallies: Sequence[Tally]) -> None:
    n, mistaken = tally.together(tallies, "types"), tally.together(tallies, "mistaken")
    kinds = sorted({kind for kind, _ in n}, key=lambda kind: (-n[kind, "missed"] - n[kind, "extra"], kind))
    print("  event types, most errors first")
    for kind in kinds:
        confused = ", ".join(f"{other} {count}" for (want, other), count in mistaken.most_common() if want == kind)
        print(f"    {kind:11} {n[kind, 'gold']:4} annotated, {n[kind, 'missed']:4} missed, {n[kind, 'extra']:4} extra", end="")
        print(f"; read as {confused}" if confused else "")


def _show_reports(tallies: Sequence[Tally]) -> None:
    ordered = sorted(tallies, key=lambda one: (one.record, one.report))
    if len(ordered) > _SHOWN:
        print(f"  the 20 reports with the lowest record F1, of {len(ordered)}")
        ordered = ordered[:20]
    else:
        print("  reports, lowest record F1 first")
    for one in ordered:
        claims = f"{one.gold - one.found} of {one.gold} missed, {one.said - one.found} of {one.said} extra"
        print(f"    {one.record:.3f} {one.report}: {claims}, {one.found - one.typed} of another type")


def compare(result: Result, known: Sequence[floors.Floor]) -> bool:
    """Prints each figure beside its floor; False when one is below."""
    name, digest = result.corpus.name, result.corpus.digest
    floor = _floor(result, known)
    if floor is None:
        changed = " (its texts or claims changed since the floors were written)" if any(one.corpus == name for one in known) else ""
        print(f"  no floor for this corpus{changed}: {name} {digest[:16]}")
        return True
    if floor.model != result.readings.model:
        print(f"  NOT COMPARED: the floors hold for model {floor.model}, these readings are of {result.readings.model or 'an unknown one'}")
        return True
    if floor.judge != result.readings.judge:
        print(f"  the floors were reached with judge {floor.judge or 'none'}; they hold for this one too")
    failed = floors.below(floor, result.reached)
    for measure, least in floor.floors.items():
        verdict = "BELOW ITS FLOOR" if measure in failed else "floor"
        print(f"  {measure:8} {result.reached[measure]:.3f}  {verdict} {least:.3f}  (noise {floor.noise[measure]:.3f})")
    return not failed


def _floor(result: Result, known: Sequence[floors.Floor]) -> floors.Floor | None:
    return next((one for one in known if (one.corpus, one.digest) == (result.corpus.name, result.corpus.digest[:16])), None)


def rewritten(result: Result, known: Sequence[floors.Floor], measure: str | None = None, reason: str = "") -> list[floors.Floor]:
    """The floors with this corpus' raised, or with one measure's let down. Raises ValueError when there is nothing to let down."""
    old = _floor(result, known)
    new = floors.Floor(
        corpus=result.corpus.name,
        digest=result.corpus.digest[:16],
        reports=len(result.tallies),
        model=result.readings.model,
        judge=result.readings.judge,
        floors=result.reached,
        noise=result.noise,
    )
    if measure is None:
        return [*(one for one in known if one is not old), floors.raised(old, new)]
    if old is None:
        raise ValueError(f"{new.corpus} {new.digest} has no floor to lower")
    return [*(one for one in known if one is not old), floors.let_down(old, new, measure, reason)]


def main(arguments: Iterable[str] | None = None) -> int:
    """Scores, prints, compares; see the module's docstring for the exit codes."""
    args = _arguments(arguments)
    known = floors.load(args.floors)
    good = True
    for folder in args.gold or BUNDLED:
        corpus = tally.corpus(folder) if folder.is_dir() else None
        if corpus is None or not corpus.reports:
            print(f"SKIPPED {folder}: no annotated reports there, so nothing was scored")
            continue
        readings = stored(corpus, args.readings) if args.readings else read(corpus, args.workers)
        result = score(corpus, readings, args.errors)
        show(result)
        if args.raise_floors or args.lower_floor:
            try:
                known = rewritten(result, known, args.lower_floor, args.reason)
            except ValueError as error:
                print(f"score.py: {error}", file=sys.stderr)
                return 2
            floors.save(known, args.floors)
        good = compare(result, known) and good
    return 0 if good else 1


def _arguments(given: Iterable[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, metavar="GOLD")
    parser.add_argument("--readings", type=Path, metavar="DIR", help="score the readings in DIR/<id>.json instead of reading")
    parser.add_argument("--errors", metavar="ID", help="explain one report, claim by claim")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that read")
    parser.add_argument("--floors", type=Path, default=floors.FILE, metavar="FILE", help="another file of floors")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise-floors", action="store_true", help="write the higher of floor and figure")
    change.add_argument("--lower-floor", choices=MEASURES, metavar="MEASURE", help=f"write the lower figure: {', '.join(MEASURES)}")
    parser.add_argument("--reason", default="", help="why a floor is lowered; kept in the file")
    args = parser.parse_args(None if given is None else list(given))
    if args.lower_floor and (len(args.gold) != 1 or not args.reason.strip()):
        parser.error("--lower-floor takes one GOLD and a --reason")
    return args


if __name__ == "__main__":
    sys.exit(main())
