"""Texts for the measuring of copies: pairs that were read one by one, copies that are planted, and one event told twice.

A folder may hold (each is optional) `ecbplus/ECB_{Dev,Train}_corpus.txt`, `gvc/dev.conll` and `newswcl50/NewsWCL50.conll`, a token a line
with the document's id first, and `reports.jsonl` (`id`, `text`). The public finds ECB+, the Gun Violence Corpus and NewsWCL50 by name.
Without a folder the bundled story (examples/panjshir) gives the texts. Everything drawn by chance is seeded.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.link.copies import Page
from reportedly.read.text.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).parent.parent
LABELS = Path(__file__).parent / "copies.tsv"
FEWEST_WORDS = 20
"""Words of the shortest planted copy: a sentence or two."""

_NO_SPACE_BEFORE = re.compile(r" (?=[.,;:!?%)\]’]|'s\b|n't\b|'re\b|'ve\b|'ll\b)")
_NO_SPACE_AFTER = re.compile(r"(?<=[(\[$£€]) ")
_STRAIGHT = re.compile(r' ?" ?')
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, whether one holds words of the other, and what kind of pair it is. `edited` is the share of words changed."""

    one: Page
    other: Page
    copy: bool
    kind: str
    edited: float = 0.0


def labelled(texts: Mapping[str, str]) -> list[Pair]:
    """The pairs of copies.tsv whose texts are there."""
    rows = [line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [
        Pair(_page(one, texts[one], 1), _page(other, texts[other], 2), copy == "yes", kind)
        for one, other, copy, kind in rows[1:]
        if one in texts and other in texts
    ]


def load(folder: Path | None) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Texts by id, and the ids of each story."""
    if folder is None:
        reports = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "examples" / "panjshir").glob("p*.json"))]
        return {report["id"]: report["text"] for report in reports}, {"panjshir": [report["id"] for report in reports]}
    texts: dict[str, str] = {}
    stories: dict[str, list[str]] = {}
    for name in ("ecbplus/ECB_Dev_corpus.txt", "ecbplus/ECB_Train_corpus.txt", "gvc/dev.conll", "newswcl50/NewsWCL50.conll"):
        if (folder / name).exists():
            for story, document, text in _conll(folder / name):
                texts[document] = text
                stories.setdefault(story, []).append(document)
    if (folder / "reports.jsonl").exists():
        for line in (folder / "reports.jsonl").open(encoding="utf-8"):
            raw = json.loads(line)
            texts[raw["id"]] = raw["text"]
    return texts, stories


def _conll(path: Path) -> Iterator[tuple[str, str, str]]:
    """Story, id and text of each document: a line a sentence."""
    documents: dict[str, dict[str, list[str]]] = {}
    for line in path.open(encoding="utf-8"):
        cells = line.split("\t") if "\t" in line else line.split()
        if len(cells) >= 4 and not line.startswith("#"):
            documents.setdefault(cells[0], {}).setdefault(cells[1], []).append(cells[3].strip())
    for name, sentences in documents.items():
        parts = name.split("/")
        if len(parts) == 3:  # topic, subtopic or "-", document
            story, document = (parts[1] if parts[1] != "-" else parts[0]), parts[2]
            story = f"{path.stem}-{story}"
        else:
            topic, _, rest = name.partition("_")
            story, document = f"ecb-{topic}-{'plus' if rest.endswith('plus') else 'ecb'}", name
        yield story, document, "\n".join(_joined(words) for words in sentences.values())


def _joined(tokens: Sequence[str]) -> str:
    """Tokens as a text: spaces as print has them, marks of quotation opening and closing by turns."""
    text = " ".join(tokens).replace("``", '"').replace("''", '"').replace("//n", "\n").replace("\\n", "\n")
    turns = iter(range(text.count('"')))
    text = _STRAIGHT.sub(lambda _: ' "' if next(turns) % 2 == 0 else '" ', text)
    return _NO_SPACE_AFTER.sub("", _NO_SPACE_BEFORE.sub("", text)).strip()


def told_twice(texts: Mapping[str, str], stories: Mapping[str, Sequence[str]], count: int, seed: int) -> list[Pair]:
    """Pairs of one story, each told by itself, in equal parts of every kind of story; pairs that copies.tsv has are left out."""
    draw = random.Random(seed)  # noqa: S311 - drawn by chance, no secret
    rows = [line.split("\t")[:2] for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    known = {frozenset(row) for row in rows}
    kinds: dict[str, list[tuple[str, str]]] = {}
    for story, ids in sorted(stories.items()):
        pairs = [pair for pair in combinations(sorted(set(ids)), 2) if frozenset(pair) not in known]
        kinds.setdefault(story.split("-")[0], []).extend(pairs)
    for pairs in kinds.values():
        draw.shuffle(pairs)
    found: list[tuple[str, str]] = []
    while len(found) < count and any(kinds.values()):
        for _, pairs in sorted(kinds.items()):
            if pairs and len(found) < count:
                found.append(pairs.pop())
    return [Pair(_page(one, texts[one], 1), _page(other, texts[other], 2), copy=False, kind="told twice") for one, other in found]


def planted(texts: Mapping[str, str], count: int, seed: int) -> list[Pair]:
    """Copies of one to five sentences of a text, up to half of their words edited, put between the sentences of another text."""
    draw = random.Random(seed)  # noqa: S311 - drawn by chance, no secret
    ids = sorted(name for name, text in texts.items() if len(text.split()) >= 3 * FEWEST_WORDS)
    found: list[Pair] = []
    while len(found) < count:
        one, host = draw.sample(ids, 2)
        block = _block(draw, texts[one])
        if block is None:
            continue
        edited = draw.uniform(0, 0.5)
        sentences = _SENTENCE.split(texts[host])
        at = draw.randrange(len(sentences) + 1)
        copy = _edit(draw, block.split(), edited, texts[host].split())
        text = " ".join(sentences[:at]) + f"\n\n{copy}\n\n" + " ".join(sentences[at:])
        found.append(Pair(_page(one, texts[one], 1), _page(f"{host}-copy", text, 2), copy=True, kind="planted", edited=edited))
    return found


def _block(draw: random.Random, text: str) -> str | None:
    sentences = _SENTENCE.split(text)
    size = draw.randint(1, 5)
    first = draw.randrange(max(1, len(sentences) - size + 1))
    block = " ".join(sentences[first : first + size])
    return block if len(block.split()) >= FEWEST_WORDS and '"' not in block and "“" not in block else None


def _edit(draw: random.Random, words: list[str], share: float, others: Sequence[str]) -> str:
    """Words dropped, put in or replaced by another text's, one by one or as phrases of up to ten, until the share is reached."""
    wanted, touched = share * len(words), 0
    edited: list[str | None] = list(words)
    free = list(range(len(words)))
    while touched < wanted and free:
        length = 1 if draw.random() < 0.5 else draw.randint(2, 10)
        at = draw.choice(free)
        length = max(1, min(length, round(wanted - touched), len(words) - at))
        kind, start = draw.choice(("drop", "replace", "add")), draw.randrange(max(1, len(others) - length))
        new = " ".join(others[start : start + length])
        edited[at] = {"drop": None, "replace": new, "add": f"{new} {words[at]}"}[kind]
        for gone in range(at + 1, at + length if kind != "add" else at + 1):
            edited[gone] = None
        taken = set(range(at, at + (length if kind != "add" else 1)))
        free = [one for one in free if one not in taken]
        touched += length
    return " ".join(word for word in edited if word)


def _page(name: str, text: str, day: int) -> Page:
    return Page(name, name, f"2031-01-{day:02}", text, clean(text).omitted)
