"""Measure `reportedly.read.claims.relations` on claims made by hand.

    python evaluate/relations.py FOLDER [--errors]

FOLDER holds <id>.json files with claims (the gold's schema, with `aliases`) and relations.json, a list of
{"kind", "from", "to"}; only relations inside one report are counted, and only reports
that the list speaks of. The claims are turned into the library's
records, so that what is measured is comparing and not reading. Prints precision, recall and F1 for each kind;
contradicts, corroborates and same are read both ways.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys
from typing import Any

from reportedly.model import Claim, Party, Place, Span, Time, Toll
from reportedly.compare import relations

BOTH_WAYS = frozenset({"contradicts", "corroborates", "same"})
KINDS = ("contradicts", "repeats", "same", "updates", "part_of")
Edge = tuple[str, str, str]


def edge(kind: str, later: str, earlier: str) -> Edge:
    """A relation in a form that compares equal however it is read."""
    return (kind, *sorted((later, earlier))) if kind in BOTH_WAYS else (kind, later, earlier)  # type: ignore[return-value]


def toll_of(field: dict[str, Any] | None) -> Toll | None:
    """A toll of the gold as the library's."""
    return None if field is None else Toll(low=field.get("min"), high=field.get("max"), text=field.get("vague"), of=field.get("of"))


def claim_of(raw: dict[str, Any], canonical: dict[str, str]) -> Claim:
    """A claim of the gold as the library's, its parties under their canonical names."""

    def parties(names: list[str], kind: str | None = None) -> tuple[Party, ...]:
        return tuple(Party(id=None, name=canonical.get(name.casefold(), name), kind=kind) for name in names)

    spot, when, says = raw.get("place"), raw.get("date") or {}, raw["source"]
    where = Place(
        name=spot["text"], text=spot["text"], start=0, end=0, country=spot.get("country"), admin1=spot.get("admin1")
    ) if spot and spot.get("text") else None  # fmt: skip
    return Claim(
        id=raw["id"],
        anchor=raw["id"],
        event=raw["event"],
        spans=tuple(Span(start=q["start"], end=q["end"], text=q["text"]) for q in raw["quotes"]),
        event_type=raw["event_type"],
        actors=parties(raw["actors"]),
        recipients=parties(raw["targets"]),
        place=where,
        time=Time(start=when.get("start"), end=when.get("end"), precision=when.get("precision") or "unknown"),
        killed=toll_of(raw["fatalities"]),
        wounded=toll_of(raw["injured"]),
        casualties=toll_of(raw["casualties"]),
        speaker=None if says["type"] == "outlet" else parties([says["name"]], says["type"])[0],
        stance=raw["stance"],
    )


def show(claim: Claim) -> str:
    """One line for a person."""
    tolls = " ".join(f"{t.low}..{t.high}" for t in (claim.killed, claim.wounded, claim.casualties) if t)
    parties = f"{[p.name for p in claim.actors]} -> {[p.name for p in claim.recipients]}"
    speaker = claim.speaker.name if claim.speaker else "-"
    place = claim.place.name if claim.place else "-"
    return f"    {claim.id} {claim.event_type} {claim.stance} {speaker}: {parties} @{place} {tolls} | {claim.spans[0].text[:120]}"


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--errors", action="store_true", help="print each relation that is missed or too much")
    args = parser.parse_args()
    claims: dict[str, Claim] = {}
    said: dict[Edge, tuple[str, ...]] = {}
    expected = json.loads((args.folder / "relations.json").read_text(encoding="utf-8"))
    annotated = {relation[end].split("-")[0] for relation in expected for end in ("from", "to")}
    for path in sorted(args.folder.glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(report, dict) or "claims" not in report or "text" not in report:
            continue
        canonical = {name.casefold(): names[0] for names in report.get("aliases", []) for name in names}
        if path.stem not in annotated:
            continue
        own = [claim_of(raw, canonical) for raw in report["claims"]]
        claims.update((claim.id, claim) for claim in own)
        said.update((edge(r.kind, r.from_id, r.to_id), r.reasons) for r in relations(own))
    report_of = {key: key.split("-")[0] for key in claims}
    want = {
        edge(r["kind"], r["from"], r["to"]): r["why"]
        for r in expected
        if r["kind"] in KINDS and r["from"] in claims and r["to"] in claims and report_of[r["from"]] == report_of[r["to"]]
    }
    for kind in KINDS:
        found, known = ({e for e in edges if e[0] == kind} for edges in (said, want))
        p, r = len(found & known) / max(len(found), 1), len(found & known) / max(len(known), 1)
        score = 2 * p * r / (p + r) if p + r else 0
        print(f"{kind:12} P {p:.3f} R {r:.3f} F1 {score:.3f}  (said {len(found)}, expected {len(known)})")
    if args.errors:
        for label, edges, notes in (("MISSED", want.keys() - said.keys(), want), ("TOO MUCH", said.keys() - want.keys(), said)):
            for found in sorted(edges):
                print(label, found[0], notes[found])
                print(show(claims[found[1]]), show(claims[found[2]]), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
