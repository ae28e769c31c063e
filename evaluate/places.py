"""Measures place names against corpora on disk: which are found, what they mean, and where events are put.

    python evaluate/places.py FOLDER [--reports N]

FOLDER may hold `docs.jsonl` (one report a line: `text` and `toponyms` with start, end, lat, lon; LGL and GeoVirus are
published so by Gritta et al.): prints recognition (strict spans) and the share resolved within 161 km. Or it holds
`<id>.json` with annotated claims in the form of the claim gold: prints the mean place score of event places, the
first quote's topmost verb standing for the event word.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from score_claims import place_ok

from reportedly import english, gazetteer
from reportedly.read.grammar.passage import Passage
from reportedly.read.places import place_of
from reportedly.read.places.places import PlaceMention, places

if TYPE_CHECKING:
    from collections.abc import Iterator

WITHIN = 161.0  # km, 100 miles: the limit that the toponym literature reports
PHYSICAL = frozenset({"ASSAULT", "FIGHT", "TERRITORY", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})


def passages(text: str) -> list[Passage]:
    """The text's paragraphs parsed."""
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    docs = english.parse(m.group() for m in lines)
    return [Passage(number, m.start(), doc, m.group()) for number, (m, doc) in enumerate(zip(lines, docs, strict=True))]


def distance(place: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle kilometres between two points in degrees."""
    (a, b), (c, d) = ((math.radians(x), math.radians(y)) for x, y in (place, other))
    return 12742 * math.asin(math.sqrt(math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2))


def toponyms(folder: Path, limit: int | None) -> None:
    """Recognition and resolution on a `docs.jsonl`."""
    index, hits, said, want, right, below, right_below, spent = gazetteer.open_index(), 0, 0, 0, 0, 0, 0, 0.0
    with (folder / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in islice(lines, limit):
            report = json.loads(line)
            parsed = passages(report["text"])
            start = time.perf_counter()
            found = places(parsed, index.find)
            spent += time.perf_counter() - start
            spans: dict[tuple[int, int], PlaceMention] = {key: m for m in found if m.place.score is not None for key in _spans(m)}
            gold = {(t["start"], t["end"]): t for t in report["toponyms"] if t["lat"] is not None}
            said += sum(m.use != "demonym" or m.place.score is not None for m in found)
            want += len(gold)
            for span, toponym in gold.items():
                mention = spans.get(span)
                if mention is None:
                    continue
                hits += 1
                place = mention.place
                point = place.latitude, place.longitude
                close = None not in point and distance(point, (toponym["lat"], toponym["lon"])) <= WITHIN
                right += close
                below += place.precision != "country"
                right_below += close and place.precision != "country"
    precision, recall = hits / max(said, 1), hits / max(want, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"names    P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({want} in the corpus, {spent:.1f} s)")
    print(f"within {WITHIN:.0f} km: {right / max(hits, 1):.3f} of those found, {right / max(want, 1):.3f} of all")
    print(f"without countries, whose points here are means: {right_below / max(below, 1):.3f} of {below} found")


def _spans(mention: PlaceMention) -> Iterator[tuple[int, int]]:
    """The mention's span, and those without the compass and kind words that corpora leave out."""
    text, start = mention.place.text, mention.place.start
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    for first in range(min(3, len(words))):
        for last in range(max(first, len(words) - 3), len(words)):
            yield start + words[first][0], start + words[last][1]


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


def main() -> None:
    """Chooses by what the folder holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=None, help="read only the first N")
    args = parser.parse_args()
    measure = toponyms if (args.folder / "docs.jsonl").exists() else events
    measure(args.folder, args.reports)


if __name__ == "__main__":
    main()
