"""The contexts of a claim: which matters its sentence and its paragraph name, by the words of contexts.tsv.

A context belongs to the matter and not to the deed, so it is read wider than a mode: PLOVER's manual expects it to be coded from
the paragraph or the document. The sentence counts for more, since a paragraph can speak of several matters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

MOST = 2
"""Contexts of one claim: which matter it is of and which stands behind it; a third names little."""
_OWN, _NEAR = 2, 1
"""What a word of the claim's own sentence and one of its paragraph weigh."""
_AROUND = 2
"""Sentences on either side that count: a paragraph of news has two or three, and a text without breaks is one long paragraph."""
_LEAST = 2
"""Weight that a context needs: a word of the sentence, or two different ones beside it."""


class ContextWords(msgspec.Struct, frozen=True, kw_only=True):
    """A row of contexts.tsv."""

    context: str
    meaning: str
    words: tuple[str, ...] = ()


class Contexts:
    """The contexts that one paragraph names, and where."""

    def __init__(self, doc: Doc) -> None:
        self._starts = [sentence.start for sentence in doc.sents]
        self._named = tuple((bisect_right(self._starts, at), context, phrase) for at, context, phrase in _named(doc))

    def of(self, token: int) -> tuple[str, ...]:
        """The contexts of a claim headed by token number `token`, at most two, strongest first; a word counts once."""
        sentence = bisect_right(self._starts, token)
        own = {(context, phrase) for at, context, phrase in self._named if at == sentence}
        near = {(context, phrase) for at, context, phrase in self._named if abs(at - sentence) <= _AROUND} - own
        weight: Counter[str] = Counter()
        for context, _ in own:
            weight[context] += _OWN
        for context, _ in near:
            weight[context] += _NEAR
        rank = _ranks()
        told = [context for context in weight if weight[context] >= _LEAST]
        return tuple(sorted(told, key=lambda context: (-weight[context], rank[context]))[:MOST])


def _named(doc: Doc) -> Iterator[tuple[int, str, str]]:
    """Token number, context and phrase of every word that names one; of phrases that begin alike the longest counts."""
    last = -1
    for token in doc:
        if token.i <= last:
            continue
        for phrase, contexts in _longest_first(token):
            if _stands(phrase, doc, token.i):
                last = token.i + len(phrase) - 1
                yield from ((token.i, context, " ".join(phrase)) for context in contexts)
                break


def _longest_first(token: Token) -> Sequence[tuple[tuple[str, ...], tuple[str, ...]]]:
    by_first = _phrases()
    lower, lemma = token.lower_, token.lemma_.lower()
    found = by_first.get(lower, ())
    return found if lemma == lower or lemma not in by_first else sorted((*found, *by_first[lemma]), key=lambda p: -len(p[0]))


def _stands(phrase: tuple[str, ...], doc: Doc, at: int) -> bool:
    """Whether the phrase stands there, word by word as it is written or by its lemma."""
    if at + len(phrase) > len(doc):
        return False
    return all(word in (doc[at + i].lower_, doc[at + i].lemma_.lower()) for i, word in enumerate(phrase))


@lexicon.of_tables
@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """Phrases with their contexts by first word, longest first; a hyphen may stand as the parser splits it."""
    contexts: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in lexicon.rows("contexts", ContextWords):
        for words in row.words:
            whole = tuple(words.lower().split())
            for phrase in dict.fromkeys((whole, tuple(words.lower().replace("-", " - ").split()))):
                contexts[phrase] = tuple(dict.fromkeys((*contexts.get(phrase, ()), row.context)))
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for phrase, named in contexts.items():
        by_first.setdefault(phrase[0], []).append((phrase, named))
    return {first: tuple(sorted(found, key=lambda p: -len(p[0]))) for first, found in by_first.items()}


@lexicon.of_tables
@cache
def _ranks() -> dict[str, int]:
    """A context's place in the table: of two named equally often the one that stands first counts."""
    return {row.context: number for number, row in enumerate(lexicon.rows("contexts", ContextWords))}
