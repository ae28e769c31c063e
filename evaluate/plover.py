"""Measures event types, modes and contexts on PLOVER's gold-standard records.

    python evaluate/plover.py FOLDER [--limit N] [--workers N] [--readings DIR] [--errors N]

FOLDER holds `records.json`, a list of records with `id`, `text` (one sentence) and `event`, and often `mode` and `context`, as the Open
Event Data Alliance publishes them (github.com/openeventdata/PLOVER, CC BY-SA 4.0). They were made in 2016 with names that PLOVER has
given up since: `accepted`, `mode_of` and `contexts_of` say what counts as right today. Each sentence is read as a report of its own.

The main claim is chosen without a look at the record: see `main_claim`. Printed: how many main claims have the record's type, how many
records have it in any claim and how many claims have it (a sentence tells more than the one event that its record is about), the
types and what they were taken for, and the share of modes and contexts that are right where the record has one. A sentence without
any claim counts as wrong. Exit code 0, also when FOLDER is missing: SKIPPED.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import events

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reportedly import Claim

RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE"}
ALSO: Mapping[str, tuple[str, ...]] = {"INVESTIGATE": ("ACCUSE",), "FIGHT": ("ASSAULT",), "ASSAULT": ("FIGHT",)}
"""Types that are right too: FIGHT and ASSAULT were told apart by the means, not by whether both sides fought; an inquiry accuses."""
MODES: Mapping[str, str | None] = {
    "strike-hun": "hunger",
    "strike-gen": "strike",
    "host": "visit",
    "confiscate": "seize",
    "martial-law": "curfew",
    "other": None,
}
_KINDS = ("-org", "-spon", "-gen")  # organised, spontaneous, general: told apart no more
POLITICAL = ("political_institutions", "executive", "legislative", "pro_democracy", "pro_autocracy")
CONTEXTS: Mapping[str, tuple[str, ...]] = {
    "political": POLITICAL,
    "politics": POLITICAL,
    "government": POLITICAL,
    "foreign": ("diplomatic",),
    "refugee": ("migration", "asylum"),
    "refugees": ("migration", "asylum"),
    "resource": ("natural_resource", "human_security"),
    "resources": ("natural_resource", "human_security"),
    "rights": ("human_rights", "rights_freedoms", "repression"),
    "terrorism": ("terrorism",),
}


@dataclass(frozen=True, slots=True)
class Record:
    """A record in today's names: the types that are right, its own first; its mode and its contexts, if any."""

    name: str
    text: str
    types: tuple[str, ...]
    mode: str | None
    contexts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A record with the claims read in its sentence, and the main one among them."""

    record: Record
    main: Claim | None
    claims: tuple[Claim, ...]

    @property
    def is_right(self) -> bool:
        """Whether the main claim has the record's type."""
        return self.main is not None and self.main.event_type in self.record.types

    @property
    def hits(self) -> int:
        """How many claims have the record's type."""
        return sum(claim.event_type in self.record.types for claim in self.claims)

    @property
    def pair(self) -> tuple[str, str]:
        """The type wanted and the type of the main claim; a type that is right too counts as the one wanted."""
        said = events.NONE if self.main is None else self.main.event_type
        return self.record.types[0], self.record.types[0] if self.is_right else said


def accepted(event: str) -> tuple[str, ...]:
    """The types that are right for a record's event, today's name of its own first."""
    name = RENAMED.get(event, event)
    return (name, *ALSO.get(name, ()))


def mode_of(mode: str | None) -> str | None:
    """Today's name of a record's mode; None where the record has none, or one that has no name today."""
    if not mode:
        return None
    if mode in MODES:
        return MODES[mode]
    ending = next((kind for kind in _KINDS if mode.endswith(kind)), "")
    return mode.removesuffix(ending)


def contexts_of(context: str | None) -> frozenset[str]:
    """Today's names of a record's contexts, of which any is right; the record lists several with commas."""
    parts = [part.strip() for part in (context or "").split(",")]
    return frozenset(name for part in parts if part for name in CONTEXTS.get(part, (part,)))


def record_of(item: Mapping[str, Any]) -> Record:
    """A record from its JSON object. Braces that its makers left around sentences are taken off."""
    text = item["text"].strip().strip("{}").strip()
    return Record(item["id"], text, accepted(item["event"]), mode_of(item.get("mode")), contexts_of(item.get("context")))


def main_claim(claims: Sequence[Claim]) -> Claim | None:
    """The claim of the sentence's topmost clause: the one with the longest evidence, for a clause holds what hangs on it.

    What lies before the report's own events comes last; of equals the one that begins first, then the one read first.
    """

    def height(claim: Claim) -> tuple[bool, int, int]:
        longest = max(claim.spans, key=lambda span: span.end - span.start)
        return claim.background, longest.start - longest.end, claim.spans[0].start

    return min(claims, key=height, default=None)


def records(folder: Path, limit: int | None = None) -> list[Record]:
    """The records of a folder."""
    return [record_of(item) for item in json.loads((folder / "records.json").read_text(encoding="utf-8"))[:limit]]


def accuracy(judged: Sequence[Judged]) -> float:
    """The share of records whose main claim has the right type."""
    return sum(one.is_right for one in judged) / max(len(judged), 1)


def show(judged: Sequence[Judged]) -> None:
    """Prints the figures of types, then of modes and contexts."""
    silent = sum(not one.claims for one in judged)
    spread = events.half_width(judged, accuracy)
    print(f"{len(judged)} records, {sum(len(one.claims) for one in judged)} claims; without any claim {silent}, counted as wrong")
    print(f"  type of the main claim right: {sum(one.is_right for one in judged)} = {accuracy(judged):.3f} ±{spread:.3f}")
    heard = [one for one in judged if one.claims]
    print(f"  of the {len(heard)} sentences with claims {accuracy(heard):.3f} ±{events.half_width(heard, accuracy):.3f}")
    hit, said = sum(one.hits > 0 for one in judged), sum(len(one.claims) for one in judged)
    print(f"  any claim: recall {hit} = {hit / max(len(judged), 1):.3f}; ", end="")
    print(f"precision {sum(one.hits for one in judged)} of {said} claims = {sum(one.hits for one in judged) / max(said, 1):.3f}")
    taken = events.confusions(one.pair for one in judged)
    print("  types of the records, commonest first: main claim right, what it was taken for, right in any claim")
    for name, rates in events.by_class(one.pair for one in judged).items():
        anywhere = sum(one.hits > 0 for one in judged if one.record.types[0] == name)
        print(f"    {name:11} {rates.hits:3} of {rates.want:3}, any {anywhere:3}", end="")
        print(f"; taken for {events.named(taken[name])}" if name in taken else "")
    _show_modes([one for one in judged if one.record.mode is not None])
    _show_contexts([one for one in judged if one.record.contexts])


def _show_modes(judged: Sequence[Judged]) -> None:
    right = [one for one in judged if one.main is not None and one.record.mode in one.main.modes]
    typed = [one for one in judged if one.is_right]
    given = sum(one.main is not None and bool(one.main.modes) for one in judged)
    print(f"  mode of the main claim right: {len(right)} of {len(judged)} = {len(right) / max(len(judged), 1):.3f}; ", end="")
    hits = sum(one in right for one in typed)
    print(f"where its type is right {hits} of {len(typed)}; main claims with a mode {given}")
    wrong = Counter((one.record.mode or "", _modes(one)) for one in judged if one not in right)
    print(f"    taken for: {', '.join(f'{want} {said} {n}' for (want, said), n in wrong.most_common(12))}")


def _modes(one: Judged) -> str:
    return "/".join(one.main.modes) or "no mode" if one.main is not None else "no claim"


def _show_contexts(judged: Sequence[Judged]) -> None:
    said = [{name.replace("-", "_") for name in one.main.contexts} if one.main else set() for one in judged]
    hits = sum(bool(names & one.record.contexts) for names, one in zip(said, judged, strict=True))
    print(f"  a context of the main claim right: {hits} of {len(judged)} = {hits / max(len(judged), 1):.3f}; ", end="")
    print(f"main claims with a context {sum(map(bool, said))}")


def show_errors(judged: Sequence[Judged], limit: int) -> None:
    """Prints as many wrong records as `limit`, with all that was read."""
    for one in [one for one in judged if not one.is_right][:limit]:
        print(f"{one.record.name} {one.record.types}: {one.record.text}")
        for claim in one.claims:
            print(f"  {'main ' if claim is one.main else ''}{claim.event_type} {claim.stance} {claim.spans[0].text[:120]!r}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures."""
    import reportedly

    parser = events.parser(__doc__)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N records that are wrong, with what was read")
    args = parser.parse_args(arguments)
    if not (args.folder / "records.json").is_file():
        print(f"SKIPPED: no {args.folder / 'records.json'}; give the folder of PLOVER's gold-standard records")
        return 0
    asked = records(args.folder, args.limit)
    readings = events.read_all({one.name: reportedly.report(one.text) for one in asked}, args.workers, args.readings)
    claims = [readings[one.name].claims if one.name in readings else () for one in asked]
    judged = [Judged(one, main_claim(said), said) for one, said in zip(asked, claims, strict=True)]
    show(judged)
    show_errors(judged, args.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
