"""Measures what police did, report by report, on the documents of IndiaPoliceEvents.

    python evaluate/india.py FOLDER [--limit N] [--workers N] [--readings DIR] [--errors LABEL]

FOLDER holds `docs.jsonl` (`doc_id`, `doc_text`, `doc_labels`) and, for the day of publication, `metadata.jsonl` or
`metadata_slim.jsonl` (`doc_id`, `date`), as Halterman, Keith, Sarwar and O'Connor (2021) publish them
(github.com/slanglab/IndiaPoliceEvents): news of Gujarat in 2002 in lower case, of which every sentence was labelled. A document has up to
five labels: police killed somebody (KILL), arrested somebody (ARREST), used force (FORCE), failed to act (FAIL), did anything (ANY_ACTION).

`labels_of` derives the labels of a claim: from its type, its mode where it has one (else from its words), its tolls, and police among its
actors or recipients. A document has the labels of its claims. Printed: precision, recall and F1 by label and the mean of the five F1s. The
rules were written with the documents of odd numbers in view: the figures on even ones are the ones to quote. Exit code 0, also when FOLDER
is missing: SKIPPED.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import events

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from reportedly import Claim, Party

LABELS = KILL, ARREST, FORCE, FAIL, ANY = ("KILL", "ARREST", "FORCE", "FAIL", "ANY_ACTION")
POLICE = re.compile(
    r"(?i)\b(?:police(?:m[ae]n)?|cops?|constables?|sub-inspectors?|superintendents?|dsp|dcp|acp|dgp|dig|cid|cbi|crpf|rpf|raf|srp|bsf"
    r"|law enforce\w+|security (?:forces?|personnel|men)|home guards?|task force)\b"
)
"""Words of a party that is police in India: ranks, and the central and state forces that do police work."""
ARRESTING = re.compile(
    r"(?i)\b(?:arrest|detain|detention|nabbed|booked\b|rounded.up|picked (?:\w+ ){0,2}up|remanded|custody|caught by"
    r"|(?:was|were|been|persons|people|youths) held\b)"
)
FAILING = re.compile(
    r"(?i)\b(?:fail|inaction|inactiv|mute|silent spectator|spectator|look(?:ed|ing)? the other way|did nothing|doing nothing|do nothing"
    r"|stood by|refus|delay|negligen|inefficien|callous|connivance|conniv|complicit|let down|let the people down|helpless|unable"
    r"|(?:not|n't|never) (?:act|arrest|come|do|help|interven|mov|react|regist|respond|tak|turn|stop|prevent|protect))"
)
KILLING = re.compile(r"(?i)\b(?:kill|shot dead|dead|death|died|dies|gunned down|perish|los[et] (?:his|her|their) li[fv]e)")
_FORCEFUL = frozenset({"ASSAULT", "FIGHT"})
_MOJIBAKE = re.compile("[ÃÂâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}|Â")


@dataclass(frozen=True, slots=True)
class Document:
    """A document with the labels that it has."""

    name: str
    text: str
    published: str | None
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A document with the labels said of it, each with the evidence of the first claim that led to it."""

    document: Document
    said: dict[str, str]
    claims: int


def mended(text: str) -> str:
    """The text with the signs mended that were decoded as Windows-1252 though they were UTF-8 ("â€œ" for a quotation mark)."""

    def mend(match: re.Match[str]) -> str:
        raw = b"".join(bytes([ord(sign)]) if ord(sign) < 256 else sign.encode("cp1252") for sign in match[0])
        return raw.decode("utf-8", "ignore") or " "

    return _MOJIBAKE.sub(mend, text)


def is_police(party: Party) -> bool:
    """Whether a party is police."""
    return any(POLICE.search(part) is not None for part in (party.name, party.text, party.role) if part)


def labels_of(claim: Claim) -> frozenset[str]:
    """The labels that a claim gives its document.

    What is denied, planned, demanded, negated or supposed did not happen; only a failure can be told so. Force by police is an ASSAULT or
    FIGHT with police as actor, or whose words have it by police ("died in police firing"); it kills when the claim has a toll of killed, or
    words of killing where it has none. An arrest needs no police to be named: nobody else arrests, though rebels may hold people. Police
    fail when a claim that names them has words of failing, or accuses them. They do something when they act, speak or are deployed.
    """
    words = " ".join(span.text for span in claim.spans)
    by_police = any(map(is_police, claim.actors))
    accused = claim.event_type == "ACCUSE" and any(map(is_police, claim.recipients))
    failing = POLICE.search(words) is not None and FAILING.search(words) is not None
    found = {FAIL} if failing or accused else set()
    if events.is_unreal(claim):
        return frozenset(found)
    if claim.event_type == "COERCE" and _is_arrest(claim, words) and not events.is_any(claim.actors, ("rebels",)):
        found.add(ARREST)
    if claim.event_type in _FORCEFUL and (by_police or (not claim.actors and _by_police(words))):
        found.update({FORCE, KILL} if _is_deadly(claim, words) else {FORCE})
    speaks = claim.speaker is not None and is_police(claim.speaker)
    if found - {FAIL} or speaks or _is_deployed(claim, words) or (by_police and not found):
        found.add(ANY)
    return frozenset(found)


def _is_deployed(claim: Claim, words: str) -> bool:
    return claim.event_type == "MOBILIZE" and (POLICE.search(words) is not None or re.search(r"(?i)\bsecurity\b", words) is not None)


def _is_arrest(claim: Claim, words: str) -> bool:
    return "arrest" in claim.modes or claim.detained is not None or (not claim.modes and ARRESTING.search(words) is not None)


def _by_police(words: str) -> bool:
    return (
        re.search(r"(?i)\b(?:police|security forces) (?:firing|action|bullets?|lathi)|\bby (?:the )?(?:police|cops)\b", words) is not None
    )


def _is_deadly(claim: Claim, words: str) -> bool:
    if claim.killed is not None:
        return (claim.killed.best or claim.killed.low or claim.killed.high or 0) > 0
    return KILLING.search(words) is not None


def judged(document: Document, claims: Iterable[Claim]) -> Judged:
    """The labels of a document by its claims."""
    said: dict[str, str] = {}
    number = 0
    for claim in claims:
        number += 1
        for label in labels_of(claim):
            said.setdefault(label, claim.spans[0].text)
    return Judged(document, said, number)


def documents(folder: Path, limit: int | None = None) -> list[Document]:
    """The documents of a folder."""
    sides = [path for path in (folder / "metadata.jsonl", folder / "metadata_slim.jsonl") if path.is_file()]
    days = {item["doc_id"]: item.get("date") for path in sides[:1] for item in map(json.loads, _lines(path))}
    found = [json.loads(line) for line in _lines(folder / "docs.jsonl")[:limit]]
    return [
        Document(str(item["doc_id"]), mended(item["doc_text"]), days.get(item["doc_id"]), frozenset(item["doc_labels"] or ()))
        for item in found
    ]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def rates(results: Sequence[Judged], label: str) -> events.Rates:
    """Precision, recall and F1 of a label."""
    hits = sum(label in one.said and label in one.document.labels for one in results)
    return events.Rates(hits, sum(label in one.said for one in results), sum(label in one.document.labels for one in results))


def mean(results: Sequence[Judged]) -> float:
    """The mean of the labels' F1."""
    return sum(rates(results, label).f1 for label in LABELS) / len(LABELS)


def show(results: Sequence[Judged]) -> None:
    """Prints the figures: of all, of the documents that the rules were written with, and of the others."""
    silent = sum(not one.claims for one in results)
    print(f"{len(results)} documents, {sum(one.claims for one in results)} claims; without any claim {silent}")
    for name, odd in (("all", None), ("odd numbers, where the rules were written", 1), ("even numbers", 0)):
        part = [one for one in results if odd is None or int(one.document.name) % 2 == odd]
        print(f"  {name} ({len(part)}): mean F1 {mean(part):.3f} ±{events.half_width(part, mean):.3f}")
        for label in LABELS:
            found = rates(part, label)
            print(f"    {label:10} {found}  ({found.want} in the corpus, {found.said} said, {found.hits} right)")


def show_errors(results: Sequence[Judged], label: str) -> None:
    """Prints where a label is wrongly said, with the words that led to it, then where it is missed; documents of odd numbers only."""
    seen = [one for one in results if int(one.document.name) % 2]
    for one in seen:
        if label in one.said and label not in one.document.labels:
            print(f"EXTRA {one.document.name} {sorted(one.document.labels)}: {one.said[label][:200]!r}")
    for one in seen:
        if label in one.document.labels and label not in one.said:
            print(f"MISSED {one.document.name} {one.claims} claims, {sorted(one.said)}: {one.document.text[:100]!r}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures."""
    import reportedly

    parser = events.parser(__doc__)
    parser.add_argument("--errors", choices=LABELS, metavar="LABEL", help=f"print where a label is wrong: {', '.join(LABELS)}")
    args = parser.parse_args(arguments)
    if not (args.folder / "docs.jsonl").is_file():
        print(f"SKIPPED: no {args.folder / 'docs.jsonl'}; give the folder of IndiaPoliceEvents")
        return 0
    asked = documents(args.folder, args.limit)
    reports = {one.name: reportedly.report(one.text, published=one.published) for one in asked}
    readings = events.read_all(reports, args.workers, args.readings)
    results = [judged(one, readings[one.name].claims if one.name in readings else ()) for one in asked]
    show(results)
    if args.errors:
        show_errors(results, args.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
