"""Measures incidents against the answer keys of MUC-4: their type, their stage, and what became of how many victims.

    python evaluate/muc4_templates.py FOLDER [--part DEV|TST1|TST2] [--limit N] [--workers N] [--readings DIR] [--errors N]

FOLDER holds MUC-4 as `muc4.py` takes it; without --part, TST1 and TST2 are measured together. A template of the key is an incident: slot 4
its type, slot 5 its stage, slots 18 to 23 its human targets with number and effect.

The alignment: the claims of force of a reading are put together by the event that the reading gives them, and each such group is an
incident that is read. In each text template and incident are paired, the pair with the most in common first, until no two are left that
share a name: one of the template's perpetrators, targets, instruments and places, whole and word by word, among the words, parties and
place of a claim of the incident. Of pairs that share equally many names one with the same type goes first, then the earlier incident.

The measure is soft, as the key names victims by a noun that the reading may have in full: type and stage are right where a paired incident
has one of the template's alternatives; effects and numbers of a template are compared with those of its incident as bags, each used once, a
number being right when the two intervals meet ("PLURAL" is two or more). Optional fills count only when found, so do optional templates. As
in MUC-4's scores "matched/missing", a template without an incident has all its fills missed, and incidents without a template, of which
most are fighting that MUC-4 leaves out, are printed beside, not among the fills. `muc4_incidents.py` says what claims come to; it was
written with odd numbers of DEV in view, so any figure on TST1 and TST2 can be quoted. Exit code 0, also when FOLDER is missing: SKIPPED.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import events
import muc4
from muc4_incidents import UNHURT, Incident, incidents, words_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reportedly import Claim

_FILL = re.compile(r'(?P<optional>\??)\s*(?P<values>[^":]*?)\s*(?::\s*(?P<names>".*)?)?$')
_NUMBER = re.compile(r"([-~]?)\s*(\d+)\s*(?:-\s*(\d*))?")
_MESSAGE, _TEMPLATE, _PLACE, _TYPE, _STAGE, _NUMBERS, _EFFECT = 0, 1, 3, 4, 5, 21, 23
_NAMES = (6, 9, 10, 12, 18, 19)  # instruments, perpetrators, targets: what a template and an incident may share, with the places
MANY = 10**9
SAFE_AND_SOUND = frozenset({"NO INJURY", "NO DEATH", "ESCAPED", UNHURT})  # the key's notes let "no casualties" mean any of them

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fill:
    """One fill of a slot: the alternatives that are right, and whether it counts only when found."""

    values: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A template of the key: `names` are those of perpetrators, targets, instruments and places."""

    message: str
    number: str
    names: tuple[str, ...]
    fills: Mapping[str, tuple[Fill, ...]]

    @property
    def optional(self) -> bool:
        """Whether it counts only when found."""
        return "OPTIONAL" in self.number


@dataclass(frozen=True, slots=True)
class Judged:
    """A text's templates with the incident of each, and how many incidents are left over."""

    message: str
    text: str
    pairs: tuple[tuple[Template, Incident | None], ...]
    left: int


SLOTS = ("type", "stage", "effect", "number")


def fill(text: str) -> Fill:
    """A fill of slots 4, 5, 21 and 23: values divided by slashes, before a colon and names. Raises ValueError for another form."""
    match = _FILL.match(text.strip())
    if match is None:
        raise ValueError(f"no fill of the form VALUE / VALUE: NAME: {text!r}")
    values = tuple(part.strip(" ?()") for part in match["values"].split("/"))
    return Fill(tuple(value for value in values if value), bool(match["optional"]))


def template(slots: muc4.Slots) -> Template | None:
    """The template of a key's slots; None where the key says that there is none."""
    kinds = slots.get(_TYPE)
    if not kinds:
        return None
    names = [name for slot in _NAMES for text in slots.get(slot, []) for name in muc4.strings(text)]
    names += [place for text in slots.get(_PLACE, []) for place in muc4.places(text)]
    found = {
        name: tuple(one for one in map(fill, slots.get(slot, [])) if one.values)
        for name, slot in zip(SLOTS, (_TYPE, _STAGE, _EFFECT, _NUMBERS), strict=True)
    }
    message = slots[_MESSAGE][0].split()[0]
    return Template(message, " ".join(slots.get(_TEMPLATE, [])), tuple(name for name in names if name != "-"), found)


def interval(text: str) -> Interval:
    """The numbers that a number of the key or of a reading allows: "6-8", "6-" and "~10" as the task writes them, "PLURAL" two or more."""
    match = _NUMBER.match(text)
    if match is None:
        return (2, MANY)
    number = int(match[2])
    if match[1] == "~":
        return (number * 4 // 5, number * 6 // 5)
    if match[1] == "-":
        return (0, number)
    return (number, number) if match[3] is None else (number, int(match[3] or MANY))


def shared(names: Iterable[str], claims: Iterable[Claim]) -> int:
    """How many of the names stand, whole and word by word, in the words, parties or place of the claims."""
    said = f" {' '.join(' '.join(muc4.words(part)) for claim in claims for part in _parts(claim))} "
    return sum(f" {' '.join(muc4.words(name))} " in said for name in set(names) if muc4.words(name))


def _parts(claim: Claim) -> Iterator[str]:
    yield words_of(claim)
    for party in (*claim.actors, *claim.recipients):
        yield party.name
    if claim.place is not None:
        yield claim.place.name


def aligned(templates: Sequence[Template], found: Sequence[Incident]) -> list[tuple[Template, Incident | None]]:
    """Each template of a text with its incident, if any; see the module's docstring."""
    ranked = []
    for i, one in enumerate(templates):
        for j, other in enumerate(found):
            common = shared(one.names, other.claims)
            if common:
                same = bool(is_right("type", one.fills["type"][0], other.fills["type"][0]))
                ranked.append((-common, not same, j, i))
    chosen: dict[int, int] = {}
    for _, _, j, i in sorted(ranked):
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return [(one, found[chosen[i]] if i in chosen else None) for i, one in enumerate(templates)]


def is_right(slot: str, wanted: Fill, said: str) -> bool:
    """Whether a value that is read is one of a fill's alternatives."""
    if slot == "number":
        low, high = interval(said)
        return any(first <= high and low <= last for first, last in map(interval, wanted.values))
    if slot == "effect" and said == UNHURT:
        return not SAFE_AND_SOUND.isdisjoint(wanted.values)
    return said in wanted.values


def rates(slot: str, judged: Iterable[Judged]) -> events.Rates:
    """The rates of a slot over the templates of some texts: fills that are optional, or of an optional template, count when found."""
    hits = said = want = 0
    for one, read in (pair for text in judged for pair in text.pairs):
        left = list(read.fills[slot]) if read is not None else []
        said += len(left)
        for wanted in one.fills[slot]:
            match: str | None = next((value for value in left if is_right(slot, wanted, value)), None)
            if match is not None:
                left.remove(match)
            hits += match is not None
            want += match is not None or not (wanted.optional or one.optional)
    return events.Rates(hits, said, want)


def mean(judged: Sequence[Judged]) -> float:
    """The mean of the slots' F1."""
    return sum(rates(slot, judged).f1 for slot in SLOTS) / len(SLOTS)


def show(title: str, judged: Sequence[Judged]) -> None:
    """Prints the alignment, then the figures of each slot."""
    pairs = [pair for one in judged for pair in one.pairs if pair[1] is not None or not pair[0].optional]
    paired = sum(read is not None for _, read in pairs)
    bare = [one for one in judged if not one.pairs]
    print(f"{title}: {len(judged)} texts, {len(pairs)} templates, {paired} paired with an incident = {paired / max(len(pairs), 1):.3f}")
    print(f"  incidents left over {sum(one.left for one in judged)}, {sum(one.left for one in bare)} of them in the ", end="")
    print(f"{len(bare)} texts without a template")
    for slot in SLOTS:
        found = rates(slot, judged)
        print(f"  {slot:7} {found}  ({found.want} in the keys, {found.said} read in paired incidents, {found.hits} right)")
    print(f"  mean F1 {mean(judged):.3f} ±{events.half_width(judged, mean):.3f}")
    for slot in ("type", "stage"):
        _show_values(slot, pairs)


def _show_values(slot: str, pairs: Sequence[tuple[Template, Incident | None]]) -> None:
    """Prints F1 by value of a slot that has one fill, and what was taken for what; an alternative that is right counts as the first."""
    given = []
    for one, read in pairs:
        if one.fills[slot]:
            said = read.fills[slot][0] if read is not None else "no incident"
            first = one.fills[slot][0].values[0]
            given.append((first, first if is_right(slot, one.fills[slot][0], said) else said))
    taken = events.confusions(given)
    for value, found in events.by_class(given).items():
        print(f"    {value:20} {found.want:3}  {found}", end="")
        print(f"; taken for {events.named(taken[value])}" if value in taken else "")


def show_errors(judged: Sequence[Judged], limit: int) -> None:
    """Prints as many templates with something wrong as `limit`, with the claims of their incident."""
    wrong = [
        (text, one, read)
        for text in judged
        for one, read in text.pairs
        if read is None or any(not any(is_right(slot, w, v) for v in read.fills[slot]) for slot in SLOTS for w in one.fills[slot])
    ]
    for text, one, read in wrong[:limit]:
        wanted = {slot: [" / ".join(fill.values) for fill in one.fills[slot]] for slot in SLOTS}
        print(f"{one.message} {one.number} {wanted}, names {one.names[:6]}")
        print(f"  {read.fills if read is not None else f'no incident; text: {text.text[:300]!r}'}")
        for claim in read.claims if read is not None else ():
            print(f"  {claim.event_type} {claim.stance}: {words_of(claim)[:250]!r}")


def parts(folder: Path, part: str) -> tuple[dict[str, list[Template]], dict[str, str]]:
    """The templates of a part of MUC-4 by message, none for a text that has none, and the texts of the messages that keys speak of."""
    files = {path.name: path.read_text(encoding="latin-1") for path in sorted((folder / "CORPORA" / part.lower()).iterdir())}
    asked: dict[str, list[Template]] = {}
    bodies: dict[str, str] = {}
    for name, raw in files.items():
        if name.startswith(f"{part.lower()}-"):
            bodies.update(muc4.texts(raw))
        for slots in muc4.templates(raw) if name.startswith("key") else ():
            made = template(slots)
            asked.setdefault(slots[_MESSAGE][0].split()[0], []).extend(() if made is None else (made,))
    return asked, {name: bodies[name] for name in asked if name in bodies}


def measured(folder: Path, part: str, options: argparse.Namespace) -> list[Judged]:
    """The texts of a part, judged; one that cannot be read has no incidents."""
    asked, bodies = parts(folder, part)
    kept = list(bodies)[: options.limit]
    readings = events.read_all({name: muc4.dated(bodies[name]) for name in kept}, options.workers, options.readings)
    judged = []
    for name in kept:
        found = incidents(readings[name]) if name in readings else []
        pairs = aligned(asked[name], found)
        judged.append(Judged(name, bodies[name], tuple(pairs), len(found) - sum(read is not None for _, read in pairs)))
    return judged


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures."""
    parser = events.parser(__doc__)
    parser.add_argument("--part", type=str.upper, choices=("DEV", "TST1", "TST2"), help="measure one part (without: TST1 and TST2)")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N templates with something wrong, with what was read")
    args = parser.parse_args(arguments)
    chosen = (args.part,) if args.part else ("TST1", "TST2")
    judged: list[Judged] = []
    for part in chosen:
        folder = args.folder / "CORPORA" / part.lower()
        if not folder.is_dir():
            print(f"SKIPPED: no {folder}; give the folder of MUC-4 that holds CORPORA with {part.lower()} unpacked")
            continue
        judged += measured(args.folder, part, args)
    if not judged:
        return 0
    show(" and ".join(chosen), judged)
    odd = [one for one in judged if int(one.message[-4:]) % 2]
    if args.part == "DEV":
        show("  of these, odd numbers, where the mapping was written", odd)
        show("  even numbers", [one for one in judged if one not in odd])
    show_errors(odd if args.part == "DEV" else judged, args.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
