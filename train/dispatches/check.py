"""Checks the dispatches of this folder, or of the folder given, and lays their quotes over their texts.

    python train/dispatches/check.py [FOLDER] [--write]

A dispatch is a JSON file: `id` (its name), `title`, `reported_by`, `published`, `style`, `text`, `claims`. A claim as written has
`event_type`, `alt_types`, `actors`, `targets`, `source` ({"name", "type", "chain"}), `stance`, `quotes` (words of the text, verbatim)
and, where the words say so, `fatalities`, `injured`, `casualties` ({"min", "max"}). With --write each quote becomes {"start", "end",
"text"}; a quote that stands in the text more than once is written {"text", "nth"} (counted from 1). Every fault is listed; the exit
code is 1 when there is one.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT "
    "FIGHT TERRITORY INVESTIGATE STATUS".split()
)
STANCES = frozenset("asserted denied hedged planned demand".split())
SPEAKERS = frozenset("outlet belligerent government health monitor ngo un media witness expert unnamed religious civil_society".split())


def faults(item: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a dispatch; its quotes are laid over its text in place."""
    for field in ("id", "title", "reported_by", "published", "style", "text", "claims"):
        if field not in item:
            yield f"lacks {field}"
    for number, claim in enumerate(item.get("claims", []), 1):
        for fault in _of_claim(claim, item.get("text", "")):
            yield f"claim {number}: {fault}"


def _of_claim(claim: dict[str, Any], text: str) -> Iterator[str]:
    if not {claim.get("event_type"), *claim.get("alt_types", [])} <= TYPES:
        yield f"event type {claim.get('event_type')} {claim.get('alt_types')}"
    if claim.get("stance") not in STANCES:
        yield f"stance {claim.get('stance')}"
    if claim.get("source", {}).get("type") not in SPEAKERS or "name" not in claim.get("source", {}):
        yield f"source {claim.get('source')}"
    for field in ("actors", "targets"):
        if not all(isinstance(name, str) for name in claim.get(field, [None])):
            yield f"{field} are names"
    if not claim.get("quotes"):
        yield "no quotes"
    claim["quotes"] = [_placed(text, quote) for quote in claim.get("quotes", [])]
    yield from (quote["fault"] for quote in claim["quotes"] if "fault" in quote)


def _placed(text: str, quote: Any) -> dict[str, Any]:
    """A quote with its offsets, or with what is wrong with it."""
    if isinstance(quote, dict) and "start" in quote:
        right = text[quote["start"] : quote["end"]] == quote["text"]
        return quote if right else {"fault": f"offsets do not slice to {quote['text'][:60]!r}"}
    words, nth = (quote, None) if isinstance(quote, str) else (quote["text"], quote.get("nth"))
    count = text.count(words)
    if not count or not words.strip():
        return {"fault": f"not in the text: {words[:80]!r}"}
    if count > 1 and nth is None:
        return {"fault": f"{count} times in the text, say which (nth): {words[:80]!r}"}
    start = -1
    for _ in range(nth or 1):
        start = text.find(words, start + 1)
    return (
        {"start": start, "end": start + len(words), "text": words}
        if start >= 0
        else {"fault": f"there is no number {nth} of {words[:60]!r}"}
    )


def main() -> int:
    """Checks, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    wrong = claims = 0
    paths = sorted(args.folder.glob("*.json"))
    for path in paths:
        item = json.loads(path.read_text(encoding="utf-8"))
        found = [*faults(item), *([] if item.get("id") == path.stem else ["its id is not its file's name"])]
        wrong, claims = wrong + len(found), claims + len(item.get("claims", []))
        for fault in found:
            print(f"{path.name}: {fault}")
        if args.write and not found:
            path.write_text(json.dumps(item, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(paths)} dispatches, {claims} claims, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
