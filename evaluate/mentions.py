"""Mentions of events with what surrounds them, and what pairs of them teach: whether two of one story are one event."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from spacy.tokens import Doc

from reportedly import english
from reportedly.link.stories import weighed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_LIGHT = frozenset("say be have do make take go get tell report accord it that this come give see set call".split())
"""Heads that tell little of which event it is."""
_ENTITIES = ("HUM", "NON", "LOC", "TIM")
STRENGTH = 0.01
"""Inverse weight of the regression's penalty; 0.01 and 1 differ by less than 0.1 points on the training part."""
Names = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A mention: its chain, its head's lemma and part of speech, the lemmas in it, and who, where and when its sentence names.

    `sentence`, `text` are weighed words of its sentence and its document, of length 1. `before`, `after` are the nearest participants.
    """

    chain: str
    document: str
    sentence_number: int
    topic: str
    story: int
    lemma: str
    part: str
    lemmas: Names
    before: Names
    after: Names
    who: Names
    where: Names
    when: Names
    sentence: NDArray[np.float64]
    text: NDArray[np.float64]


def parsed(
    raw: Sequence[Mapping[str, Any]],
    documents: Mapping[str, Mapping[int, Sequence[str]]],
    entities: Mapping[tuple[str, int], Sequence[Mapping[str, Any]]],
    story: Mapping[str, int],
) -> list[Mention]:
    """The mentions of a corpus, each sentence parsed once, in the order given."""
    places = sorted({(one["doc_id"], one["sent_id"]) for one in raw})
    names = sorted(documents)
    whole = {name: " ".join(word for at in sorted(documents[name]) for word in documents[name][at]) for name in names}
    sentences = dict(zip(places, weighed([" ".join(documents[name][at]) for name, at in places]), strict=True))
    texts = dict(zip(names, weighed([whole[name] for name in names]), strict=True))
    docs = {place: _parse(documents[place[0]][place[1]]) for place in places}
    found = []
    for one in raw:
        place = one["doc_id"], one["sent_id"]
        head, inside = _head(docs[place], one["tokens_number"])
        before, after, named = _around(entities.get(place, ()), one["tokens_number"][0])
        found.append(
            Mention(
                chain=one["coref_chain"],
                document=place[0],
                sentence_number=place[1],
                topic=place[0].split("_")[0],
                story=story[place[0]],
                lemma=head.lemma_.casefold(),
                part=head.pos_,
                lemmas=frozenset(token.lemma_.casefold() for token in inside),
                before=before,
                after=after,
                who=named["HUM"] | named["NON"],
                where=named["LOC"],
                when=named["TIM"],
                sentence=sentences[place],
                text=texts[place[0]],
            )
        )
    return found


def _parse(words: Sequence[str]) -> Doc:
    pipeline = english._pipeline()
    doc = Doc(pipeline.vocab, words=list(words))
    for _, component in pipeline.pipeline:
        doc = component(doc)
    return doc


def _head(doc: Doc, numbers: Sequence[int]) -> tuple[Any, list[Any]]:
    """The token that governs the others of a mention, and all of them."""
    inside = [doc[number] for number in numbers if number < len(doc)]
    return next((token for token in inside if token.head.i not in numbers or token.head.i == token.i), inside[0]), inside


def _around(entities: Sequence[Mapping[str, Any]], at: int) -> tuple[Names, Names, dict[str, Names]]:
    """Words of the nearest participant before and after, and of all entities by kind."""
    named: dict[str, set[str]] = {kind: set() for kind in _ENTITIES}
    beside: list[tuple[int, Names]] = []
    for entity in entities:
        words = frozenset(_WORD.findall(entity["tokens_str"].casefold())) - {"the", "and"}
        named.setdefault(entity["mention_type"], set()).update(words)
        if entity["mention_type"] in ("HUM", "NON"):
            beside.append((entity["tokens_number"][0] - at, words))
    before = max((item for item in beside if item[0] < 0), key=lambda item: item[0], default=(0, frozenset()))
    after = min((item for item in beside if item[0] > 0), key=lambda item: item[0], default=(0, frozenset()))
    return before[1], after[1], {kind: frozenset(words) for kind, words in named.items()}


class Learned:
    """What training mentions teach: how likely two mentions of a story are one event."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        """Learn from pairs of mentions of one story; how lemmas go together is learned from the topics of other folds."""
        topics = sorted({mention.topic for mention in mentions})
        rows: list[list[float]] = []
        right: list[bool] = []
        for fold in range(5):
            held = set(topics[fold::5])
            self._together = _together([mention for mention in mentions if mention.topic not in held])
            for one, other in _pairs([mention for mention in mentions if mention.topic in held]):
                rows.append(self._features(one, other))
                right.append(one.chain == other.chain)
        self._together = _together(mentions)
        self._model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=3000, C=STRENGTH))
        self._model.fit(np.array(rows), np.array(right))

    def matrix(self, mentions: Sequence[Mention]) -> NDArray[np.float64]:
        """The probability for every two of these mentions; -1 on the diagonal."""
        found = np.full((len(mentions), len(mentions)), -1.0)
        places = list(combinations(range(len(mentions)), 2))
        if places:
            rows = np.array([self._features(mentions[one], mentions[other]) for one, other in places])
            for (one, other), likely in zip(places, self._model.predict_proba(rows)[:, 1], strict=True):
                found[one, other] = found[other, one] = round(float(likely), 9)
        return found

    def _features(self, a: Mention, b: Mention) -> list[float]:
        same, document = a.lemma == b.lemma, a.document == b.document
        alike = not same and (a.lemma[:5] == b.lemma[:5] or (min(len(a.lemma), len(b.lemma)) > 4 and _ends_alike(a.lemma, b.lemma)))
        sentence = 0.3 if document else float(a.sentence @ b.sentence)
        text = float(a.text @ b.text)
        together = 0.0 if same else self._together.get(_key(a.lemma, b.lemma), 0.0)
        found = [
            same, alike, document, document and a.sentence_number == b.sentence_number, sentence, 0.0 if document or same else sentence,
            text, len(a.lemmas & b.lemmas) / len(a.lemmas | b.lemmas), together, same and document,
            same and bool({a.lemma} & _LIGHT), a.part == b.part, same * text, same * sentence, together * text,
            same * self._together.get((a.lemma, a.lemma), 0.5),
        ]  # fmt: skip
        for name in ("before", "after", "who", "where", "when"):
            found.extend(_share(getattr(a, name), getattr(b, name)))
        return [float(value) for value in found]


def _pairs(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    by_story: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_story[mention.story].append(mention)
    for group in by_story.values():
        yield from combinations(group, 2)


def _key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _together(mentions: Sequence[Mention]) -> dict[tuple[str, str], float]:
    """How often two lemmas of one story name one event: by story, each story one voice; shrunk as by one story where they do not."""
    seen: dict[tuple[int, tuple[str, str]], list[int]] = defaultdict(lambda: [0, 0])
    for one, other in _pairs(mentions):
        seen[one.story, _key(one.lemma, other.lemma)][one.chain == other.chain] += 1
    yes: Counter[tuple[str, str]] = Counter()
    all_of: Counter[tuple[str, str]] = Counter()
    for (_, key), (apart, together) in seen.items():
        yes[key] += together / (apart + together)  # type: ignore[assignment]
        all_of[key] += 1
    return {key: yes[key] / (times + 1) for key, times in all_of.items() if key[0] == key[1] or yes[key] > 0.3}


def _ends_alike(one: str, other: str) -> bool:
    return one.endswith(other[:6]) or other.endswith(one[:6])


def _share(one: Names, other: Names) -> tuple[float, float]:
    """The share of the fewer words that both have, and whether both have words and none in common."""
    if not one or not other:
        return 0.0, 0.0
    share = len(one & other) / min(len(one), len(other))
    return share, float(share == 0)
