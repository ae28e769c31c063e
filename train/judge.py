"""Trains the judge: which clauses are claims, and of which type.

    python train/judge.py FOLDER... [--topics FOLDER...] [--snippets FOLDER] [--without FILE] [--out FILE]
                                          [--folds K]

Each FOLDER holds annotated reports (the gold's schema: `text`, `published`, `claims` with `quotes` and
`event_type`). Seeded and single-threaded: the same folders give the same file. With --folds K the first
folder is split by report into K parts, each read with a judge that has not seen it, and the readings are
written to OUT/ for the scorer instead.

`--topics` are further reports that only relevance is learned from: their clauses are too clean to teach which of real news are claims.
So do the snippets, which show what a note of a sentence or two can be about; the paragraphs of topics without a claim stand against them.

Labels. A claim's type goes to one candidate in each of its quotes: the rules' unit of an allowed type if
there is one, else the highest clause that is no cue. Other candidates inside quotes count as no claim with
half weight (the annotators drew clauses by eye), those outside with full weight.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import drills
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from reportedly import codec, english
from reportedly.gazetteer import open_index
from reportedly.judge import Judge, document_vector, open_judge, parse
from reportedly.model import Dates, Reader, Reading, Report
from reportedly.read import Learned, Parse, Prepared, prepared, read
from reportedly.read.events.propositions import Candidate, candidates, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

STRENGTH = 0.25  # inverse L2 penalty; sweep 0.1 to 1 by cross-validation on the development set
LEAST = 3  # candidates a fact must hold of
TOPIC_STRENGTH = 5.0
TOPIC_LEAST = 5  # reports a word must stand in
SEED = 7
TOPICS = Path(__file__).parent / "dispatches"
SNIPPETS = Path(__file__).parent / "snippets"
MISHAPS = frozenset({"disaster", "accident", "crime"})
"""Modes of snippets that are about no conflict and no politics."""
NOTE = 12  # words of a paragraph that is learned from as a note


@dataclass(frozen=True)
class Example:
    """A candidate with its label and weight, and the annotated claim that it stands for."""

    facts: tuple[str, ...]
    label: str
    weight: float
    claim: dict[str, Any] | None = None


def ids(listed: Path | None) -> set[str]:
    """The report ids that a file lists, one a line; none without a file."""
    return set(listed.read_text(encoding="utf-8").split("\n")) if listed else set()


def reports(folder: Path, *, without: Path | None = None) -> list[dict[str, Any]]:
    """The annotated reports of a folder, sorted by name; `without` is a file of ids to leave out."""
    left_out = ids(without)
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    annotated = [item for item in found if isinstance(item, dict) and "claims" in item and "text" in item]
    return [item for item in annotated if item["id"] not in left_out]


def record(item: dict[str, Any]) -> Report:
    """The report of an annotated item."""
    given = item.get("published")
    return Report(
        id=item["id"],
        outlet=item.get("reported_by"),
        title=item.get("title"),
        url=None,
        published=given,
        language="en",
        sha256="",
        raw_sha256="",
        text=item["text"],
        dates=Dates(given=given),
    )


@dataclass(frozen=True)
class Document:
    """A report's words, whether it holds claims, and its labelled candidates."""

    words: dict[str, int]
    relevant: bool
    examples: tuple[Example, ...]


def document(item: dict[str, Any], parse_text: Parse = english.parse) -> Document:
    """What is learned from a report."""
    work = prepared(record(item), parse=parse_text, lookup=open_index().find)
    found = list(candidates(work.found))
    return Document(
        dict(vocabulary([p for p in work.found.passages if p.number in work.found.telling])),
        bool(item["claims"]),
        tuple(labelled(item, work, found)),
    )


def notes(snippets: Path, topics: Sequence[dict[str, Any]]) -> Iterator[Document]:
    """Short notes that only relevance is learned from: snippets about conflict and politics, and paragraphs of reports without a claim."""
    for text, rows in groupby(drills.snippets(snippets), key=lambda row: row.text):
        if not any(row.mode in MISHAPS for row in rows):
            yield Document(_words(text), True, ())
    for item in topics:
        for paragraph in item["text"].split("\n") if not item["claims"] else ():
            if len(paragraph.split()) >= NOTE:
                yield Document(_words(paragraph), False, ())


def _words(text: str) -> dict[str, int]:
    work = prepared(record({"id": "note", "text": text}), parse=english.parse, lookup=open_index().find)
    return dict(vocabulary(work.found.passages))


def labelled(item: dict[str, Any], work: Prepared, found: Sequence[Candidate]) -> list[Example]:
    """The candidates of a report with their labels; see the module's docstring."""
    placed = [(work.found.passages[c.unit.happening.passage], c.unit.happening.token) for c in found]
    offsets = [passage.at(passage.doc[token]) for passage, token in placed]
    labels: dict[int, str] = {}
    claims: dict[int, dict[str, Any]] = {}
    inside: set[int] = set()
    for claim in sorted(item["claims"], key=lambda c: min(q["end"] - q["start"] for q in c["quotes"])):
        kinds = {claim["event_type"], *claim.get("alt_types", [])}
        for quote in claim["quotes"]:
            within = [n for n, offset in enumerate(offsets) if quote["start"] <= offset < quote["end"]]
            inside.update(within)
            best = _best(found, [n for n in within if n not in labels], kinds, work.found.passages)
            if best is not None:
                fits = found[best].ruled and found[best].unit.happening.event_type in kinds
                labels[best] = found[best].unit.happening.event_type if fits else claim["event_type"]
                claims[best] = claim
    return [
        Example(
            c.facts,
            labels.get(n, "NONE"),
            1.0 if n in labels or n not in inside else 0.5,
            claims.get(n),
        )
        for n, c in enumerate(found)
    ]


def _best(found: Sequence[Candidate], within: Sequence[int], kinds: set[str], passages: Sequence[Any]) -> int | None:
    def rank(n: int) -> tuple[bool, bool, int]:
        unit = found[n].unit
        token = passages[unit.happening.passage].doc[unit.happening.token]
        depth = sum(1 for _ in token.ancestors)
        return (not (found[n].ruled and unit.happening.event_type in kinds), not found[n].ruled, depth)

    return min(within, key=rank, default=None)


def fitted(data: Sequence[Document], topics: Sequence[Document] = ()) -> str:
    """The weights table of a judge fitted to the reports; `topics` are further ones that only relevance is learned from."""
    kept = [example for item in data for example in item.examples]
    counts = Counter(fact for example in kept for fact in example.facts)
    facts = sorted(fact for fact, n in counts.items() if n >= LEAST)
    cells = matrix([dict.fromkeys(e.facts, 1.0) for e in kept], facts)
    model = LogisticRegression(C=STRENGTH, max_iter=400, random_state=SEED)
    model.fit(cells, [e.label for e in kept], sample_weight=[e.weight for e in kept])
    return _table([str(kind) for kind in model.classes_], model.intercept_, facts, model.coef_) + _topic([*data, *topics])


def _topic(data: Sequence[Document]) -> str:
    """The lines for a report's relevance; both classes weigh the same."""
    seen = Counter(word for item in data for word in item.words)
    words = sorted(word for word, n in seen.items() if n >= TOPIC_LEAST)
    model = LogisticRegression(C=TOPIC_STRENGTH, class_weight="balanced", max_iter=1000, random_state=SEED)
    model.fit(matrix([document_vector(item.words) for item in data], words), [item.relevant for item in data])
    lines = [f"topic-bias\t{round(1000 * float(model.intercept_[0]))}"]
    lines += [f"topic:{word}\t{round(1000 * float(weight))}" for word, weight in zip(words, model.coef_[0], strict=True)]
    return "\n".join(lines) + "\n"


def matrix(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> csr_matrix:
    """Rows of named values as a sparse matrix."""
    column = {name: n for n, name in enumerate(names)}
    cells = [(r, column[name], value) for r, row in enumerate(rows) for name, value in row.items() if name in column]
    where, what = ([c[0] for c in cells], [c[1] for c in cells]), [c[2] for c in cells]
    return csr_matrix((what, where), shape=(len(rows), len(names)))


def _table(kinds: Sequence[str], bias: Any, facts: Sequence[str], weights: Any) -> str:
    lines = ["# weights in thousandths; columns by number in the order of the kinds", "\t".join(["kinds", *kinds])]
    lines.append("\t".join(["bias", *(str(round(1000 * float(b))) for b in bias)]))
    for n, fact in enumerate(facts):
        cells = [f"{c}:{w}" for c in range(len(kinds)) if abs(w := round(1000 * float(weights[c][n]))) >= 20]
        if cells:
            lines.append("\t".join([fact, *cells]))
    return "\n".join(lines) + "\n"


def crossed(folders: Sequence[Path], folds: int, out: Path, topics: Sequence[Path] = ()) -> None:
    """Readings of the first folder, each report read with a judge fitted without it."""
    out.mkdir(parents=True, exist_ok=True)
    for number, (judge, held) in enumerate(splits(folders, folds, topics=topics), 1):
        for item in held:
            (out / f"{item['id']}.json").write_bytes(codec.encode(reading(item, judge)))
        print(f"fold {number} of {folds}: {len(held)} reports read", file=sys.stderr)


def splits(
    folders: Sequence[Path], folds: int, parse_text: Parse = english.parse, topics: Sequence[Path] = ()
) -> Iterator[tuple[Judge, list[dict[str, Any]]]]:
    """The first folder's reports in `folds` parts, each with a judge fitted to the other parts and to the other folders."""
    items = reports(folders[0])
    order = list(range(len(items)))
    random.Random(SEED).shuffle(order)
    rest = [document(item, parse_text) for folder in folders[1:] for item in reports(folder)]
    own = [document(item, parse_text) for item in items]
    more = [document(item, parse_text) for folder in topics for item in reports(folder)]
    for fold in range(folds):
        held = {n for k, n in enumerate(order) if k % folds == fold}
        judge = parse(fitted(rest + [found for n, found in enumerate(own) if n not in held], more))
        yield judge, [items[n] for n in sorted(held)]


def reading(item: dict[str, Any], judge: Judge | None, parse_text: Parse = english.parse) -> Reading:
    """The reading of an annotated item with a judge; without one by the rules alone."""
    reader = Reader(version="", model=english.model_info(), judge=None if judge is None else judge.digest, settings="")
    return read(record(item), parse=parse_text, lookup=open_index().find, reader=reader, learned=Learned(judge=judge))


def main(arguments: Iterable[str] | None = None) -> int:
    """Fits and writes, or cross-validates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--topics", nargs="*", type=Path, default=[TOPICS], help="reports that only relevance learns from")
    parser.add_argument("--snippets", type=Path, default=SNIPPETS, help="short notes that only relevance learns from")
    parser.add_argument("--out", type=Path, default=Path("src/reportedly/weights/judge.tsv.gz"))
    parser.add_argument("--without", type=Path, help="a file of report ids to leave out")
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args(None if arguments is None else list(arguments))
    if args.folds:
        crossed(args.folders, args.folds, args.out, args.topics)
        return 0
    data = [document(item) for folder in args.folders for item in reports(folder, without=args.without)]
    topics = [item for folder in args.topics for item in reports(folder)]
    table = fitted(data, [*map(document, topics), *notes(args.snippets, topics)])
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_bytes(gzip.compress(table.encode("utf-8"), mtime=0))
    labels = Counter(e.label for item in data for e in item.examples)
    print(f"{len(data)} reports, {sum(labels.values())} candidates, {sum(labels.values()) - labels['NONE']} claims")
    print(f"{table.count(chr(10)) - 4} facts and words; {args.out.stat().st_size} bytes; digest {open_judge(args.out).digest}")
    open_judge.cache_clear()
    return 0


if __name__ == "__main__":
    sys.exit(main())
