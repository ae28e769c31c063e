"""Measures the sub-events of snippets on CASE 2021, task 2: claims, with modes and parties, come to one of thirty classes.

    python evaluate/case2021.py FOLDER [--limit N] [--workers N] [--readings DIR] [--errors N]

FOLDER holds `dev.tsv` with the columns id, EventSnippet and SubType; the public finds the task at
github.com/emerging-welfare/case-2021-shared-task. Each snippet is read as a report of its own. `case2021.tsv` says what a claim comes to
(see its head), and `class_of` which of several claims decides. A snippet without any claim is OTHER, and so it counts as wrong nearly
always.

Printed: the mean of the classes' F1 weighted by their number and their plain mean; the same by the lexicon's mapping to ACLED alone, which
sees each claim by itself and lacks five classes; F1 by class, and what each was taken for. The table was written with the snippets of odd
numbers in view: the figures on even ones are the ones to quote. Where the reader gives no modes, classes that only a mode tells apart are
out of reach: how many claims have one is printed first. Exit code 0, also when FOLDER is missing: SKIPPED.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import events
import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly import Claim

TABLE = Path(__file__).with_name("case2021.tsv")
OTHER = "OTHER"
BY_ACLED: Mapping[str, str] = {
    "Abduction/forced disappearance": "ABDUCT_DISSAP",
    "Agreement": "AGREEMENT",
    "Air/drone strike": "AIR_STRIKE",
    "Armed clash": "ARMED_CLASH",
    "Arrests": "ARREST",
    "Attack": "ATTACK",
    "Change to group/activity": "CHANGE_TO_GROUP_ACT",
    "Chemical weapon": "CHEM_WEAP",
    "Disrupted weapons use": "DISR_WEAP",
    "Excessive force against protesters": "FORCE_AGAINST_PROTEST",
    "Government regains territory": "GOV_REGAINS_TERIT",
    "Grenade": "GRENADE",
    "Headquarters or base established": "HQ_ESTABLISHED",
    "Looting/property destruction": "PROPERTY_DISTRUCT",
    "Mob violence": "MOB_VIOL",
    "Non-state actor overtakes territory": "NON_STATE_ACTOR_OVERTAKES_TER",
    "Non-violent transfer of territory": "NON_VIOL_TERRIT_TRANSFER",
    "Other": OTHER,
    "Peaceful protest": "PEACE_PROTEST",
    "Protest with intervention": "PROTEST_WITH_INTER",
    "Remote explosive/landmine/IED": "REM_EXPLOS",
    "Sexual violence": "SEX_VIOL",
    "Shelling/artillery/missile attack": "ART_MISS_ATTACK",
    "Suicide bomb": "SUIC_BOMB",
    "Violent demonstration": "VIOL_DEMONSTR",
}
"""The task's names of ACLED's sub-event types."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What a claim must be to come to a class, and the tier of that class among a snippet's; see the table's head."""

    sub_event: str
    tier: int
    event_types: tuple[str, ...]
    modes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    harm: str | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A snippet with the class it has."""

    name: str
    text: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A snippet with its claims, and the class that they come to."""

    snippet: Snippet
    claims: tuple[Claim, ...]
    said: str

    @property
    def pair(self) -> tuple[str, str]:
        """The class wanted and the class said."""
        return self.snippet.wanted, self.said


@cache
def table(path: Path = TABLE) -> tuple[Row, ...]:
    """The rows of the table. Raises TableError with every fault found."""
    from reportedly import lexicon

    return lexicon.parse(path.read_text(encoding="utf-8"), Row, where=path.name)


def meets(claim: Claim, row: Row, others: Sequence[Claim]) -> bool:
    """Whether a claim meets a row, beside the snippet's other claims."""
    return (
        claim.event_type in row.event_types
        and (not row.modes or not set(row.modes).isdisjoint(claim.modes))
        and (not row.actors or events.is_any(claim.actors, row.actors))
        and (not row.recipients or events.is_any(claim.recipients, row.recipients))
        and (not row.beside or any(_is_kind(other, kind) for other in others for kind in row.beside))
        and (row.harm is None or events.is_harmful(claim) == (row.harm == "yes"))
    )


def _is_kind(claim: Claim, kind: str) -> bool:
    event_type, _, mode = kind.partition("/")
    return claim.event_type == event_type and (not mode or mode in claim.modes)


def row_of(claim: Claim, others: Sequence[Claim], rows: Sequence[Row]) -> Row | None:
    """The first row that a claim meets."""
    return next((row for row in rows if meets(claim, row, others)), None)


def class_of(claims: Sequence[Claim], rows: Sequence[Row] | None = None) -> str:
    """The class of a snippet with such claims: plans, demands, denials and background come last; of the others that of the lowest tier; of
    equals that of the claim whose evidence begins first, then of the one with the longest.
    """
    ranked = []
    for number, claim in enumerate(claims):
        row = row_of(claim, [*claims[:number], *claims[number + 1 :]], table() if rows is None else rows)
        if row is not None:
            span = claim.spans[0]
            unreal = claim.background or events.is_unreal(claim)
            ranked.append((unreal, row.tier, span.start, span.start - span.end, number, row.sub_event))
    return min(ranked)[-1] if ranked else OTHER


def class_by_acled(claims: Sequence[Claim]) -> str:
    """The class of a snippet by the lexicon's mapping to ACLED alone: that of the first claim which has one, the unreal ones last."""
    from reportedly.schemes import acled

    for claim in sorted(claims, key=lambda claim: claim.background or events.is_unreal(claim)):
        found = acled(claim)
        if found is not None:
            return BY_ACLED[found.sub_event_type]
    return OTHER


def snippets(folder: Path, limit: int | None = None) -> list[Snippet]:
    """The snippets of a folder."""
    with (folder / "dev.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [Snippet(row["id"], row["EventSnippet"].strip(), row["SubType"].strip()) for row in rows][:limit]


def weighted(judged: Sequence[Judged]) -> float:
    """The mean F1 of the classes, weighted by how many snippets have them."""
    each = events.by_class(one.pair for one in judged).values()
    return sum(rates.f1 * rates.want for rates in each) / max(len(judged), 1)


def macro(judged: Sequence[Judged]) -> float:
    """The plain mean of the classes' F1."""
    each = events.by_class(one.pair for one in judged).values()
    return sum(rates.f1 for rates in each) / max(len(each), 1)


def show(judged: Sequence[Judged]) -> None:
    """Prints the figures."""
    claims = [claim for one in judged for claim in one.claims]
    silent = sum(not one.claims for one in judged)
    print(f"{len(judged)} snippets, {len(claims)} claims, {sum(bool(claim.modes) for claim in claims)} with a mode; ", end="")
    print(f"without any claim {silent}, counted as {OTHER}")
    for name, part in (("all", judged), *((name, [one for one in judged if _odd(one) == odd]) for name, odd in _PARTS)):
        right = sum(one.said == one.snippet.wanted for one in part) / max(len(part), 1)
        print(f"  {name}: weighted F1 {weighted(part):.3f} ±{events.half_width(part, weighted):.3f}, ", end="")
        print(f"mean F1 {macro(part):.3f}, accuracy {right:.3f} ({len(part)})")
    mapped = [replace(one, said=class_by_acled(one.claims)) for one in judged]
    print(f"  by the lexicon's mapping to ACLED alone, which has 25 of the classes: weighted F1 {weighted(mapped):.3f} ", end="")
    print(f"±{events.half_width(mapped, weighted):.3f}, mean F1 {macro(mapped):.3f}")
    taken = events.confusions(one.pair for one in judged)
    print("  classes, commonest first")
    for name, rates in events.by_class(one.pair for one in judged).items():
        print(f"    {name:29} {rates.want:3}  {rates}", end="")
        print(f"; taken for {events.named(taken[name])}" if name in taken else "")


_PARTS = (("odd numbers, where the table was written", 1), ("even numbers", 0))


def _odd(one: Judged) -> int:
    return int(one.snippet.name) % 2


def show_errors(judged: Sequence[Judged], limit: int) -> None:
    """Prints as many snippets of a wrong class as `limit`, of odd numbers only, with what was read."""
    for one in [one for one in judged if one.said != one.snippet.wanted and _odd(one)][:limit]:
        print(f"{one.snippet.name} {one.snippet.wanted}, said {one.said}: {one.snippet.text[:300]}")
        for claim in one.claims:
            by, to = ([party.name for party in parties] for parties in (claim.actors, claim.recipients))
            print(f"  {claim.event_type} {'/'.join(claim.modes)} {claim.stance} by {by} to {to}: {claim.spans[0].text[:120]!r}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures."""
    import reportedly

    parser = events.parser(__doc__)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N snippets of a wrong class, with what was read")
    args = parser.parse_args(arguments)
    if not (args.folder / "dev.tsv").is_file():
        print(f"SKIPPED: no {args.folder / 'dev.tsv'}; give the folder of CASE 2021, task 2")
        return 0
    asked = snippets(args.folder, args.limit)
    readings = events.read_all({one.name: reportedly.report(one.text) for one in asked}, args.workers, args.readings)
    claims = [readings[one.name].claims if one.name in readings else () for one in asked]
    judged = [Judged(one, said, class_of(said)) for one, said in zip(asked, claims, strict=True)]
    show(judged)
    show_errors(judged, args.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
