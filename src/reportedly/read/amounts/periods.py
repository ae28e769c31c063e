"""Running totals: the stretch of time that a toll adds up over ("since October 2023", "in three years of war", "so far this year").

The forms are rows of the table `toll_periods`. A form belongs to the toll in whose clause it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon
from reportedly.read.grammar import frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

Rule = Literal["running", "opened", "totalled"]

_ENDS = frozenset({",", ";", ":", ".", "(", ")", "—", "–", '"', "”"})
_SUPERLATIVE = ("JJS", "RBS")
_MEASURING = frozenset({"deadly", "bad", "worst", "first", "high", "low", "heavy", "only", "bloody"})
_SHARING = frozenset({"acl", "xcomp", "relcl", "ccomp", "advcl", "pcomp", "conj"})
_SUMS = frozenset({"number", "total", "toll", "tally", "count", "statistic", "record", "document"})
_HIGHEST = 5  # heads above a toll word in which a sum is named
_FURTHEST = 60  # tokens between a toll word and its stretch of time: sentences are no longer, run-on lines are
_LONGEST = 14  # tokens of a phrase of time: "since the start of the Russian invasion of Ukraine in February 2022" has thirteen
_OPENING = frozenset(
    "begin start erupt break launch intervene take seize resume escalate invade withdraw flare declare collapse end leave "
    "open return fall come overthrow oust sign enter establish".split()
)
"""What happened at the beginning of a stretch of time; another clause with "since" gives a reason."""
_WARS = frozenset("war conflict insurgency rebellion uprising occupation genocide violence fighting feud crackdown".split())


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table `toll_periods`."""

    rule: Rule
    pattern: str


@lexicon.of_tables
@cache
def _patterns() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple((row.rule, re.compile(row.pattern)) for row in lexicon.rows("toll_periods", Period))


class Periods:
    """The stretches of time of a passage, each sentence's read once."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._sentences = list(doc.sents)
        self._starts = [sentence.start for sentence in self._sentences]
        self._found: dict[int, list[tuple[Rule, int, int]]] = {}

    def of(self, trigger: int) -> tuple[int, int] | None:
        """First and last token of the stretch of time that a toll adds up over, None for a toll of one happening."""
        word = self._doc[trigger]
        sentence = self._sentences[bisect_right(self._starts, trigger) - 1]
        if sentence.start not in self._found:
            self._found[sentence.start] = list(_phrases(sentence))
        for rule, first, last in self._found[sentence.start]:
            near = abs(first - trigger) < _FURTHEST
            if near and _is_of(self._doc, first, word) and (rule != "totalled" or _is_totalled(word)):
                return first, last
        return _war(word)


def _phrases(sentence: TokenSpan) -> Iterator[tuple[Rule, int, int]]:
    """The stretches of time of a sentence, in the order of the table."""
    words = [token.lower_ for token in sentence]
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    text = " ".join(words)
    for rule, pattern in _patterns():
        for match in pattern.finditer(text):
            first = sentence.start + bisect_right(starts, match.start()) - 1
            last = sentence.start + bisect_left(starts, match.end()) - 1
            yield rule, first, (_whole(sentence, first, last) if rule == "opened" else last)


def _is_totalled(word: Token) -> bool:
    """Whether the toll is spoken of as a sum: "the number of soldiers killed this month", "a total of 300 died last year"."""
    counted = [word, *frames.upward(word)][:_HIGHEST]
    return any(token.lemma_.lower() in _SUMS for token in counted) or any(token.lemma_.lower() in _SUMS for token in word.subtree)


def _whole(sentence: TokenSpan, first: int, last: int) -> int:
    """The end of a phrase whose opening is known: up to a mark, a finite verb of another clause, or `_LONGEST` tokens."""
    doc = sentence.doc
    opener = doc[first]
    edge = min(max(opener.right_edge.i, _clause_edge(opener)), first + _LONGEST, sentence.end - 1)
    for at in range(last + 1, edge + 1):
        if doc[at].text in _ENDS:
            return at - 1
    return max(last, edge)


def _clause_edge(opener: Token) -> int:
    return opener.head.right_edge.i if opener.dep_ == "mark" else opener.right_edge.i


def _is_of(doc: Doc, first: int, word: Token) -> bool:
    """Whether a phrase of time stands in the toll's own clause, or before it at the sentence's head, and measures no record."""
    opener = doc[first]
    governor = opener.head.head if opener.dep_ == "mark" else opener.head
    if opener.dep_ == "mark" and opener.lower_ == "since" and not _opens(opener.head):
        return False
    if governor.tag_ in _SUPERLATIVE or governor.lemma_.lower() in _MEASURING or _is_record(governor):
        return False
    own, theirs = frames.clause_verb(word), frames.clause_verb(governor)
    if own.i == theirs.i or theirs.i in (word.i, word.head.i) or own.i == governor.i:
        return True
    if theirs.dep_ == "xcomp" and any(above.i == own.i for above in frames.upward(governor)):
        return True
    return theirs.dep_ in ("ROOT", "ccomp", "conj") and abs(first - word.i) < 2 * _LONGEST and _is_below(own, theirs)


def _is_below(own: Token, theirs: Token) -> bool:
    """Whether a toll's clause hangs on another without a doer of its own: "has killed ten and *wounded* thirty since May"."""
    if own.head.i == own.i or own.dep_ not in _SHARING or (own.dep_ == "conj" and frames.children(own, "nsubj", "nsubjpass")):
        return False
    for above in frames.upward(own):
        if above.i == theirs.i:
            return True
        if above.dep_ == "conj" and (above.pos_ != "VERB" or frames.children(above, "nsubj", "nsubjpass")):
            return False
    return False


def _opens(verb: Token) -> bool:
    """Whether a clause tells how a stretch of time began: by its verb, or a number for a year or day in it."""
    return verb.lemma_.lower() in _OPENING or any(token.like_num for token in verb.subtree)


def _is_record(noun: Token) -> bool:
    """Whether what the time measures is a record: "the worst attack since 2019", "the first killing in ten years"."""
    return any(c.tag_ in _SUPERLATIVE or c.lemma_.lower() in _MEASURING for c in noun.children if c.i < noun.i)


def _war(word: Token) -> tuple[int, int] | None:
    """The war that itself is said to have taken the lives: "the war has killed 300,000", "a conflict that has claimed 6,000 lives"."""
    verb = frames.clause_verb(word)
    if not any(child.lower_ in ("has", "have", "had") for child in verb.children if child.dep_ == "aux"):
        return None
    subjects = frames.subjects(verb)
    war = next((noun for noun in subjects if noun.lemma_.lower() in _WARS), None)
    if war is None:
        return None
    return min(war.left_edge.i, war.i), war.i
