"""Measure the stories of `reportedly.link` on mentions of events across reports: ECB+ and the Gun Violence Corpus, gold mentions given.

    python evaluate/coreference.py ecbplus FOLDER
    python evaluate/coreference.py gvc FOLDER

Prints the CoNLL figure (mean F1 of MUC, B³ and CEAF-e; singletons count) of ways to group mentions, on the development part.

ecbplus: FOLDER holds the files of the `barhom` layout (ECB_Train_corpus.txt, ECB_Train_Event_gold_mentions.json, …Entity…, and the
same for Dev). Ways: the head's lemma over the corpus; the lemma inside a story; and pairs of mentions of one story judged by a logistic
regression that is learned here from the training part (lemma, words of the sentence, participants, places and times as the mention
files give them), groups joined by the mean over their pairs. Its threshold is chosen on the training part, in five folds of topics.

gvc: FOLDER holds dev.conll and dev_event_mentions.json. Ways: the lemma over the corpus and inside a story; and the event type
of `coreference.tsv` inside a story. The two halves are of the incidents with even and odd numbers.

Needs the `train` extra (scipy, scikit-learn).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import conll
from mentions import Learned, Mention, parsed

from reportedly.link.stories import joined as join
from reportedly.link.stories import stories

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

TABLE = Path(__file__).with_suffix(".tsv")
FOLDS = 5
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)


def grouped(keys: Iterable[Hashable]) -> list[frozenset[Hashable]]:
    """Numbers of the mentions that have one key."""
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for number, key in enumerate(keys):
        found[key].add(number)
    return [frozenset(numbers) for numbers in found.values()]


def tokens(path: Path) -> dict[str, dict[int, list[str]]]:
    """Documents to sentences to tokens, of a file with a token a line: document, sentence, number, token."""
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 4:
            found[cells[0]][int(cells[1])].append(cells[3])
    return found


def story_of(documents: dict[str, dict[int, list[str]]]) -> dict[str, int]:
    """The number of each document's story."""
    texts = {name: " ".join(word for at in sorted(sentences) for word in sentences[at]) for name, sentences in documents.items()}
    return {name: number for number, names in enumerate(stories(texts)) for name in names}


def opened(folder: Path, part: str) -> list[Mention]:
    """The mentions of events of a part of ECB+, parsed."""
    documents = tokens(folder / f"ECB_{part}_corpus.txt")
    raw = json.loads((folder / f"ECB_{part}_Event_gold_mentions.json").read_text(encoding="utf-8"))
    entities: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for entity in json.loads((folder / f"ECB_{part}_Entity_gold_mentions.json").read_text(encoding="utf-8")):
        entities[entity["doc_id"], entity["sent_id"]].append(entity)
    return parsed(raw, documents, entities, story_of(documents))


def joined(mentions: Sequence[Mention], learned: Learned) -> Callable[[float], list[frozenset[Hashable]]]:
    """Mentions to groups, given a threshold; only those of one story are compared."""
    by_story = [sorted(group) for group in grouped(mention.story for mention in mentions)]  # type: ignore[type-var]
    close = [learned.matrix([mentions[number] for number in numbers]) for numbers in by_story]  # type: ignore[index]

    def at(threshold: float) -> list[frozenset[Hashable]]:
        pairs = zip(by_story, close, strict=True)
        return [frozenset(numbers[row] for row in rows) for numbers, table in pairs for rows in join(table, threshold)]

    return at


def threshold(mentions: Sequence[Mention]) -> float:
    """The best threshold on the training part, each fold of topics grouped by what the others teach."""
    topics = sorted({mention.topic for mention in mentions})
    totals: Counter[float] = Counter()
    for fold in range(FOLDS):
        held = set(topics[fold::FOLDS])
        ours = [mention for mention in mentions if mention.topic in held]
        group = joined(ours, Learned([mention for mention in mentions if mention.topic not in held]))
        wanted = grouped(mention.chain for mention in ours)
        for value in THRESHOLDS:
            totals[value] += conll.measure(group(value), wanted).conll * len(ours)
    return max(THRESHOLDS, key=lambda value: (totals[value], -value))


def ecbplus(folder: Path) -> None:
    """Print the figures of ECB+."""
    training, mentions = opened(folder, "Train"), opened(folder, "Dev")
    wanted = grouped(mention.chain for mention in mentions)
    print(f"{len(mentions)} mentions, {len(wanted)} chains, {len({m.story for m in mentions})} stories found")
    print("lemma               ", conll.measure(grouped(mention.lemma for mention in mentions), wanted))
    print("lemma in its story  ", conll.measure(grouped((mention.story, mention.lemma) for mention in mentions), wanted))
    least = threshold(training)
    print(f"learned, from {least:.2f} ", conll.measure(joined(mentions, Learned(training))(least), wanted))


@cache
def types() -> dict[str, str]:
    """Heads to event types."""
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {head: name for name, heads in rows[1:] for head in heads.split("|")}


def type_of(raw: dict[str, Any]) -> str:
    """The event type of a mention: by its head; who is shot is hit, what is shot is fired."""
    lemma, head = raw["mention_head_lemma"].casefold(), raw["mention_head"].casefold()
    if lemma in types():
        return types()[lemma]
    is_verb = raw["mention_head_pos"] == "VERB" or (head in ("shot", "shoots") and raw["mention_head_pos"] in ("PROPN", "ADJ"))
    return "hit" if is_verb and "shoot" in (lemma, *(["shoot"] if head.startswith("sho") else [])) else "shot"


def gvc(folder: Path) -> None:
    """Print the figures of the Gun Violence Corpus."""
    story = story_of(tokens(folder / "dev.conll"))
    raw = json.loads((folder / "dev_event_mentions.json").read_text(encoding="utf-8"))
    keys: dict[str, list[Hashable]] = {
        "lemma               ": [one["mention_head_lemma"].casefold() for one in raw],
        "lemma in its story  ": [(story[one["conll_doc_key"]], one["mention_head_lemma"].casefold()) for one in raw],
        "type in its story   ": [(story[one["conll_doc_key"]], type_of(one)) for one in raw],
    }
    wanted = [one["coref_chain"] for one in raw]
    print(
        f"{len(raw)} mentions, {len(set(wanted))} chains, {len(set(story.values()))} stories found of {len({r['subtopic'] for r in raw})}"
    )
    for name, found in keys.items():
        print(name, conll.measure(grouped(found), grouped(wanted)))
    for half, which in enumerate(("even", "odd")):
        ours = [at for at, one in enumerate(raw) if int(one["subtopic"]) % 2 == half]
        found = keys["type in its story   "]
        print(f"  {which} incidents    ", conll.measure(grouped(found[at] for at in ours), grouped(wanted[at] for at in ours)))


def main() -> int:
    """Print the figures of one corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", choices=("ecbplus", "gvc"))
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    {"ecbplus": ecbplus, "gvc": gvc}[args.corpus](args.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
