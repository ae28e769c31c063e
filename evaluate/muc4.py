"""Measures how firmly a reading holds perpetrators responsible, against the answer keys of MUC-4.

    python evaluate/muc4.py FOLDER [--part DEV|TST1|TST2|TST3|TST4] [--errors N]

FOLDER holds MUC-4 as it was published: `CORPORA/dev` and its siblings, each with texts and keys. Each template whose slot 10 names
an organisation has in slot 11 how the text views it: REPORTED AS FACT, CLAIMED OR ADMITTED, SUSPECTED OR ACCUSED, the same BY
AUTHORITIES, or POSSIBLE. The organisation is found when a claim of force has it as an actor, or an accusation as the accused; names
are compared whole, word by word. Of several such claims the first of those counts that hold most of the template's targets,
instruments and places in their words, and `value_of` turns its speaker, stance and type into one of MUC's values. Optional answers
(a question mark, or OPTIONAL at the template) count only when found, and any of several alternatives is right.

Printed: the share found, accuracy, F1 by value and their mean, beside what the commonest value alone would earn; the same for
individuals (slot 9), who have no confidence of their own and are held to their template's. The mapping was chosen on the texts of DEV
with odd numbers: the figures on even ones are the ones to quote. Exit code 0, also when FOLDER is missing: SKIPPED.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reportedly import Claim, Party, Reading, Report

FACT, CLAIMED, ACCUSED, BY_AUTHORITIES, POSSIBLE, ACQUITTED = VALUES = (
    "REPORTED AS FACT",
    "CLAIMED OR ADMITTED",
    "SUSPECTED OR ACCUSED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "POSSIBLE",
    "ACQUITTED",  # stands in the keys only beside an alternative
)
SCORED = VALUES[:-1]
TARGET = 0.20  # over the commonest value alone: the project's aim
FORCE = frozenset({"ASSAULT", "FIGHT", "COERCE", "TERRITORY", "MOBILIZE", "THREATEN"})  # MUC's incidents may be threats too

Voice = Literal["report", "organization", "authority", "opponent", "other"]
STATED: Mapping[Voice, str] = {"report": FACT, "other": FACT, "opponent": ACCUSED, "authority": BY_AUTHORITIES, "organization": CLAIMED}
"""What a claim without any doubt in it comes to, by who says it."""
ACCUSING = re.compile(r"(?i)(?:accus|alleg|attribut|believ|blam|charg|condemn|denounc|implicat|link|presum|responsib|suspect)")
"""Cues that accuse, or suspect, and so doubt what they introduce: the task's own "presumably", "alleged", "suspected" and their kin."""
AUTHORITY = frozenset(
    "ambassador armed army attorney authorities authority battalion brigade captain colonel coprefa court das deputy garrison government "
    "governor guard intelligence investigators judge judges lieutenant major mayor military minister ministry officer officers official "
    "officials police policeman policemen president prosecutor prosecutors secretary security senator".split()
)
"""Words of a speaker whom the task calls an authority: government, military, police and "other authority figure". Rebels too have
commanders, generals and spokesmen, so these are none, and armies of their own, whose names hold one of REBEL."""
REBEL = frozenset("guerrilla guerrillas insurgent insurgents liberation rebel rebels revolutionary".split())
MEMBERS = frozenset(
    "a an the of its so called self styled alleged presumed suspected member members leader leaders guerrilla guerrillas rebel rebels "
    "fighter fighters troops soldiers terrorist terrorists subversives militants group groups organization organizations commando "
    "commandos unit units column columns cell cells urban".split()
)
"""Words that name an organisation's people for it, passed over when names are compared."""
NATIONS = frozenset("argentine bolivian chilean colombian ecuadoran guatemalan honduran nicaraguan peruvian salvadoran us".split())
"""Of the task's countries and those that act there; "army" and "Salvadoran army" are one, "Honduran army" and "Salvadoran army" are two."""

MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_SLOT = re.compile(r"(\d+)\.\s+[A-Z]+(?: TGT)?: [A-Z]+(?: [A-Z]+)*\s{2,}(.*)")
_STRING = re.compile(r'"((?:\\.|[^"\\])*)"')
_HEADING = re.compile(r"(?m)^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$")
_BESIDE = re.compile(r"\s*[\[(]([^\])]+)[\])]")
_DATELINE = re.compile(r"\s*[^-]*?,\s*(?:(\d{1,2}) ([A-Z]{3})(?: (\d\d))?|NO DATE)\s*(?:\(([^()]*)\))?\s*--")
_MESSAGE, _NUMBER, _PLACE, _INDIVIDUAL, _ORGANIZATION, _CONFIDENCE = 0, 1, 3, 9, 10, 11
_SIGNS = (6, 12, 18, 19)  # instruments, physical targets, names and descriptions of human targets

Slots = dict[int, list[str]]  # the fills of a template by slot number, empty ones left out


@dataclass(frozen=True, slots=True)
class Answer:
    """One perpetrator of one template: its names in the key, the values that are right, and `signs`: targets, instruments and places."""

    message: str
    template: str
    names: tuple[str, ...]
    values: tuple[str, ...]
    optional: bool
    individual: bool
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with the claim found for it and what that comes to. `shared` counts the answer's signs in the claim's words.

    Without a claim `value` is None and `missed` says what the reading has instead.
    """

    answer: Answer
    claim: Claim | None
    value: str | None
    shared: int
    missed: str = ""


def templates(key: str) -> Iterator[Slots]:
    """The templates of a key file; lines that are neither a slot nor its continuation are comments."""
    slots: Slots = {}
    number = -1
    for line in key.splitlines():
        match = _SLOT.match(line)
        if match is not None:
            number = int(match[1])
        elif not line.startswith(" "):
            number = -1
        if number == _MESSAGE and slots and match is not None:
            yield slots
            slots = {}
        fill = (match[2] if match is not None else line).strip()
        if number >= 0 and fill not in ("", "-", "*"):
            slots.setdefault(number, []).append(fill)
    if slots:
        yield slots


def strings(fill: str) -> tuple[str, ...]:
    """The quoted alternatives of a fill, else the fill itself without its question mark."""
    found = [part.replace("\\", "") for part in _STRING.findall(fill)] or [fill.lstrip("? ")]
    return tuple(part for part in found if part)


def confidence(fill: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values and the names of a fill of slot 11. Raises ValueError for a value that the task does not have."""
    before, _, after = fill.partition(":")
    values = tuple(value.strip(" ?()") for value in before.split("/"))
    if unknown := [value for value in values if value not in VALUES]:
        raise ValueError(f"no confidence {unknown[0]!r}, in {fill!r}: the key's values are {', '.join(VALUES)}")
    return values, strings(after.strip())


def answers(slots: Slots) -> Iterator[Answer]:
    """The perpetrators of a template that says how firmly: organisations, then individuals, held to any of the organisations' values."""
    message = slots[_MESSAGE][0].split()[0]
    number = " ".join(slots.get(_NUMBER, []))
    signs = [name for slot in _SIGNS for fill in slots.get(slot, []) for name in strings(fill)]
    signs += [place for fill in slots.get(_PLACE, []) for place in places(fill)]
    named = tuple(name for fill in slots.get(_ORGANIZATION, []) for name in strings(fill))
    given: list[str] = []
    unsure = {name for fill in slots.get(_ORGANIZATION, []) if fill.startswith("?") for name in strings(fill)}
    for fill in slots.get(_CONFIDENCE, []):
        values, names = confidence(fill)
        given += values
        optional = _is_optional(number, fill) or not unsure.isdisjoint(names or named)
        yield Answer(message, number, names or named, values, optional, individual=False, signs=tuple(signs))
    for fill in slots.get(_INDIVIDUAL, []) if given else []:
        accepted = tuple(dict.fromkeys(given))
        yield Answer(message, number, strings(fill), accepted, _is_optional(number, fill), individual=True, signs=tuple(signs))


def _is_optional(number: str, fill: str) -> bool:
    return "OPTIONAL" in number or fill.startswith("?")


def places(fill: str) -> list[str]:
    """The places of a location below its country."""
    return [part.strip() for part in re.split(r":|/| - ", re.sub(r"\([^()]*\)", "", fill))[1:] if part.strip()]


def texts(raw: str) -> dict[str, str]:
    """The texts of a file by id, each paragraph on one line: the files break lines at a fixed width."""
    found = _HEADING.split(raw)[1:]
    lines = [[" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", body)] for body in found[1::2]]
    return {name: "\n\n".join(filter(None, body)) for name, body in zip(found[::2], lines, strict=True)}


def dated(text: str) -> Report:
    """The report of a text, with day and outlet as its dateline has them."""
    import reportedly

    match = _DATELINE.match(text)
    day, month, year, outlet = match.groups() if match is not None else (None, None, None, None)
    published = f"19{year}-{MONTHS.index(month) + 1:02d}-{day:0>2}" if year and month in MONTHS else None
    return reportedly.report(text, published=published, outlet=outlet)


def words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, full stops and possessive endings."""
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return tuple(re.findall(r"[a-z0-9]+", re.sub(r"'s\b", "", flat).replace(".", "")))


def is_same(one: str, other: str) -> bool:
    """Whether two names are equal word by word, but for words of membership and for a nation that only one of them has."""
    first, second = _core(one), _core(other)
    if first != second and NATIONS.isdisjoint(first) != NATIONS.isdisjoint(second):
        first, second = (tuple(word for word in core if word not in NATIONS) for core in (first, second))
    return bool(first) and first == second


def _core(name: str) -> tuple[str, ...]:
    found = words(name)
    return tuple(word for word in found if word not in MEMBERS) or found


def aliases(names: Sequence[str], text: str) -> tuple[str, ...]:
    """The names, and the short or full form that the text has beside one in brackets."""
    found: list[str] = []
    for name in names:
        inside = re.search(r"[\[(]([^\])]*)[\])]", name)
        found += [name] if inside is None else [name.replace(inside[0], " "), inside[1]]
    for name in tuple(found):
        literal = r"\s+".join(map(re.escape, name.split()))
        after = re.search(rf"(?<!\w){literal}\s*[\[(]([^\])]+)[\])]", text)
        before = re.search(rf"\b([A-Z0-9-]{{2,8}})\s*[\[(]{literal}[\])]", text)
        found += [match[1] for match in (after, before) if match and (" " in match[1]) != (" " in name.strip())]
    return tuple(dict.fromkeys(found))


def recognizer(names: Sequence[str], reading: Reading) -> Callable[[Party], bool]:
    """Whether a party of the reading goes by one of the names, itself, in brackets behind it, or where the reading has it elsewhere."""

    def is_named(party: Party) -> bool:
        beside = _BESIDE.match(reading.report.text, party.end) if party.end is not None else None
        said = (party.name, party.text or "", *party.any_of, beside[1] if beside is not None else "")
        return any(is_same(name, other) for name in names for other in said)

    known = {party.id for claim in reading.claims for party in _parties(claim) if party.id is not None and is_named(party)}
    return lambda party: party.id in known or is_named(party)


def _parties(claim: Claim) -> tuple[Party, ...]:
    return (*claim.actors, *claim.recipients, *(() if claim.speaker is None else (claim.speaker,)))


def is_held(claim: Claim, is_ours: Callable[[Party], bool]) -> bool:
    """Whether a claim has the organisation use force, or accuses it."""
    doers = claim.actors if claim.event_type in FORCE else claim.recipients if claim.event_type == "ACCUSE" else ()
    return any(map(is_ours, doers))


def voice(claim: Claim, is_ours: Callable[[Party], bool]) -> Voice:
    """Who says a claim: its speaker, or the one who accuses; "report" is the report's own voice."""
    speaker = claim.speaker or (claim.actors[0] if claim.event_type == "ACCUSE" and claim.actors else None)
    if speaker is None or speaker.kind == "outlet":
        return "report"
    if is_ours(speaker):
        return "organization"
    said = {word for part in (speaker.name, speaker.text, speaker.role) for word in words(part or "")}
    if speaker.kind == "government" or (speaker.kind in ("belligerent", "unnamed", None) and said & AUTHORITY and not said & REBEL):
        return "authority"
    return "opponent" if speaker.kind == "belligerent" else "other"


def value_of(claim: Claim, who: Voice) -> str:
    """MUC's value of a claim that holds an organisation responsible, by who says it, in the order of the task's decision tree.

    An organisation that speaks of its own deed admits it; what it only threatens or plans is reported as fact, and what it denies
    others have accused it of. A deed negated, supposed or denied by somebody else is possible. What is hedged, accused or suspected
    is SUSPECTED OR ACCUSED, by authorities when they speak. All else follows `STATED`: reports and outsiders state facts, while the
    statement of an authority or of an opponent in the conflict about the other side is an accusation.
    """
    if who == "organization":
        if claim.stance == "denied":
            return ACCUSED
        return FACT if claim.stance in ("planned", "demand") or claim.event_type == "THREATEN" else CLAIMED
    if claim.stance == "denied" or {"negation", "hypothetical"} & set(claim.auxiliary):
        return POSSIBLE
    if claim.stance == "hedged" or claim.event_type == "ACCUSE" or any(ACCUSING.match(cue.text) for cue in claim.cues):
        return BY_AUTHORITIES if who == "authority" else ACCUSED
    return STATED[who]


def judged(answer: Answer, reading: Reading) -> Judged:
    """What the reading says of an answer's perpetrator."""
    names = aliases(answer.names, reading.report.text)
    is_ours = recognizer(names, reading)
    held = [claim for claim in reading.claims if is_held(claim, is_ours)]
    if not held:
        return Judged(answer, None, None, 0, _missed(names, reading))
    shared = [_count(answer.signs, claim) for claim in held]
    best = shared.index(max(shared))
    return Judged(answer, held[best], value_of(held[best], voice(held[best], is_ours)), shared[best])


def _count(names: Sequence[str], claim: Claim) -> int:
    """How many of the names stand in the claim's words, whole."""
    said = " ".join(span.text for span in claim.spans)
    return sum(re.search(rf"(?<!\w){re.escape(' '.join(name.split()))}(?!\w)", said) is not None for name in names)


def _missed(names: Sequence[str], reading: Reading) -> str:
    """Where the reading stops short of a perpetrator."""
    if not any(re.search(rf"(?<!\w){re.escape(' '.join(name.split()))}(?!\w)", reading.report.text) for name in names):
        return "not in the text as the key writes it"
    kinds = {claim.event_type in FORCE for claim in reading.claims if _count(names, claim)}
    if not kinds:
        return "named where nothing is claimed"
    return "named in a claim of force, but not its actor" if True in kinds else "named in claims of other types only"


@dataclass(frozen=True, slots=True)
class Figures:
    """Accuracy and F1 by value of values given to answers; with alternatives the one given counts, if it is right."""

    accuracy: float
    f1: Mapping[str, float]

    @property
    def macro(self) -> float:
        """The mean of the F1s."""
        return sum(self.f1.values()) / max(len(self.f1), 1)


def figures(given: Sequence[tuple[Answer, str]]) -> Figures:
    """The figures of answers with the values given to them, over the values that some answer accepts."""
    want: Counter[str] = Counter(value if value in answer.values else answer.values[0] for answer, value in given)
    said: Counter[str] = Counter(value for _, value in given)
    right: Counter[str] = Counter(value for answer, value in given if value in answer.values)
    known = [value for value in SCORED if any(value in answer.values for answer, _ in given)]
    return Figures(sum(right.values()) / max(len(given), 1), {v: 2 * right[v] / max(want[v] + said[v], 1) for v in known})


def show(title: str, results: Sequence[Judged], *, missed: bool = False) -> None:
    """Prints the figures of some answers, and with `missed` what keeps the others from being found."""
    found = [(one.answer, one.value) for one in results if one.value is not None]
    required = [one for one in results if not one.answer.optional]
    hits = sum(one.value is not None for one in required)
    print(f"{title}: {hits} of {len(required)} found = {hits / max(len(required), 1):.3f}, and {len(found) - hits} optional ones")
    if not found:
        return
    counts = Counter(value for answer, _ in found for value in answer.values)
    ours, plain = figures(found), max(SCORED, key=lambda value: counts[value])
    base = figures([(answer, plain) for answer, _ in found])
    for name, got, other in (("accuracy", ours.accuracy, base.accuracy), ("macro F1", ours.macro, base.macro)):
        verdict = "target met" if got - other >= TARGET else "target NOT met"
        print(f"  {name} {got:.3f}, always {plain} {other:.3f}: {100 * (got - other):+.1f} points, {verdict} (+{100 * TARGET:.0f})")
    for value, score in ours.f1.items():
        print(f"  F1 {score:.3f}  {value} ({sum(value == answer.values[0] for answer, _ in found)})")
    near = [(one.answer, one.value) for one in results if one.value is not None and one.shared]
    print(f"  accuracy {figures(near).accuracy:.3f} on the {len(near)} whose claim names a target, instrument or place of the template")
    for reason, count in Counter(one.missed for one in required if missed and one.missed).most_common():
        print(f"  not found {count}: {reason}")


def show_errors(results: Sequence[Judged], limit: int) -> None:
    """Prints wrong values with the claim that led to them, then answers not found; as many of each as `limit`."""
    wrong = [one for one in results if one.value is not None and one.value not in one.answer.values]
    for one in wrong[:limit] + [one for one in results if one.missed and not one.answer.optional][:limit]:
        answer, claim = one.answer, one.claim
        print(f"{answer.message} {answer.template} {answer.names[0]!r} {' / '.join(answer.values)}: {one.value or one.missed}")
        if claim is not None:
            speaker = None if claim.speaker is None else (claim.speaker.name, claim.speaker.kind)
            print(f"  {claim.event_type} {claim.stance}, said by {speaker}: {claim.spans[0].text[:300]!r}")


def measured(folder: Path, part: str) -> list[Judged]:
    """Every perpetrator of a part, judged; a text that cannot be read is named and leaves its perpetrators not found."""
    import reportedly

    files = {path.name: path.read_text(encoding="latin-1") for path in sorted(folder.iterdir())}
    asked = [one for name, raw in files.items() if name.startswith("key") for slots in templates(raw) for one in answers(slots)]
    bodies: dict[str, str] = {}
    for name, raw in files.items():
        if name.startswith(f"{part.lower()}-") and "mixed-case" not in name:  # TST4 stands there in both cases
            bodies.update(texts(raw))
    wanted = [name for name in dict.fromkeys(answer.message for answer in asked) if name in bodies]
    readings: dict[str, Reading] = {}
    for name, reading in zip(wanted, reportedly.read_many([dated(bodies[name]) for name in wanted]), strict=True):
        if isinstance(reading, reportedly.Failure):
            print(f"NOT READ {name}: {reading.message}")
        else:
            readings[name] = reading
    unread = [Judged(one, None, None, 0, "text not read") for one in asked if one.message not in readings]
    return [judged(one, readings[one.message]) for one in asked if one.message in readings] + unread


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", type=str.upper, choices=("DEV", "TST1", "TST2", "TST3", "TST4"), default="DEV")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N wrong values and N perpetrators not found")
    args = parser.parse_args(arguments)
    folder = args.folder / "CORPORA" / args.part.lower()
    if not folder.is_dir():
        print(f"SKIPPED: no {folder}; give the folder of MUC-4 that holds CORPORA with {args.part.lower()} unpacked")
        return 0
    results = measured(folder, args.part)
    organizations = [one for one in results if not one.answer.individual]
    show(f"{args.part} organisations", organizations, missed=True)
    if args.part == "DEV":
        for name, odd in (("odd numbers, where the mapping was chosen", 1), ("even numbers", 0)):
            show(f"  of these, {name}", [one for one in organizations if int(one.answer.message[-4:]) % 2 == odd])
    show(f"{args.part} individuals", [one for one in results if one.answer.individual], missed=True)
    show_errors(organizations, args.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
