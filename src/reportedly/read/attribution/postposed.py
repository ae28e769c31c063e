"""Attribution behind its content: "…, its chairman, Ahmed, said on Tuesday, …", "… in the city residents reported."

The parser often hangs such a cue on a verb or a name before it. So it is read off the words: a reporting verb
that nothing to say follows, the noun phrase right before it, and before that a clause of the same sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.attribution.cues import speaker_words
from reportedly.read.attribution.sentences import bounds
from reportedly.read.attribution.speakers import can_speak
from reportedly.read.places.place_words import is_size

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from reportedly.read.attribution.cues import CueRow

_KINDS = frozenset({"speech", "report", "claim", "confirm"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "auxpass", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_CUES = _FINITE | {"NNS"}  # "reports" at the end of a sentence is often taken for a noun
_INNER = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "POS", "HYPH", "DT", "PRP$", "PDT", "IN", "CC"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_NAMES = frozenset({"NNP", "NNPS"})
_LINKS = frozenset({"of", "for", "in", "at", "from"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split())
_ENDS = frozenset({".", ",", ";", "!", "?", ")"})
_LONGEST = 22  # tokens of the longest phrase that names a speaker
_AFTER = 9  # tokens between a cue and the comma or stop that ends it: to whom, when, in what
_LEAST = 4  # tokens of the shortest content


def postposed(cue: Token, row: CueRow) -> tuple[Token, tuple[int, int]] | None:
    """The speaker and the content before a cue that reports nothing behind it; None where the words do not show it."""
    if row.kind not in _KINDS or cue.tag_ not in _CUES or not _ended(cue):
        return None
    starts, _ = bounds(cue)
    phrase = _phrase(cue, starts)
    if phrase is None:
        return None
    first, head = phrase
    return (head, (starts, first - 1)) if first - starts >= _LEAST and _clause(cue.doc, starts, first) else None


def adjacent(cue: Token) -> Token | None:
    """The noun right before a finite cue that the parse gave no subject: "Speaking from the town activist Karim Saleh said that"."""
    if cue.tag_ not in _FINITE or not cue.i or (cue.nbor(-1).tag_ not in _NOUNS and cue.nbor(-1).text != ")"):
        return None
    if any(kid.dep_ in _SUBJECTS and kid.tag_ != "VBG" for kid in cue.lefts):
        return None
    phrase = _phrase(cue, bounds(cue)[0])
    return phrase[1] if phrase is not None else None


def _ended(cue: Token) -> bool:
    """Whether only a short "to reporters on Sunday" stands between the cue and a comma or the end of its sentence."""
    doc, end = cue.doc, bounds(cue)[1]
    told = cue.lemma_ in ("tell", "inform")
    for at in range(cue.i + 1, min(cue.i + 1 + _AFTER, end)):
        token = doc[at]
        if token.is_quote:
            return False
        if token.text in _ENDS:
            return not (at + 1 < end and doc[at + 1].is_quote and token.text == ",")
        if token.lower_ in ("that", "how", "whether") or token.tag_ in _FINITE or token.tag_ in ("MD", "TO", "WP", "WDT"):
            return False
        if at == cue.i + 1 and not (
            token.tag_ in ("IN", "RB") or token.lower_ in _DAYS or (told and (token.tag_ in _NOUNS or token.tag_ == "DT"))
        ):
            return token.tag_ == "VBG"
        if token.tag_ == "VBG":
            return True
    return bool(end - cue.i - 1 < _AFTER)


def _phrase(cue: Token, starts: int) -> tuple[int, Token] | None:
    """First token and head of the noun phrase that ends right before a cue, with a name apposed to it or it to a name."""
    doc, last = cue.doc, cue.i - 1
    apposed = last > starts and doc[last].text == ","
    first = _begin(doc, last - 1 if apposed else last, starts)
    if first is None:
        return None
    head = _head(doc, first, last)
    before = doc[first - 1] if first > starts else None
    if head is None:
        return None
    if not apposed:
        titled = first if before is None or _free(before) else _titled(doc, first, last)
        return (titled, head) if titled is not None else None
    if before is None or before.text != ",":
        return None
    outer = _begin(doc, first - 2, starts)
    other = _head(doc, outer, first - 2) if outer is not None else None
    if outer is None or other is None or outer <= starts or doc[outer - 1].text not in (",", "”", '"', "’"):
        return None
    named = head if head.tag_ in _NAMES else other
    if named.tag_ not in _NAMES:
        return None
    return (outer, named.head if named.dep_ == "appos" and named.head == other else named)


def _titled(doc: Doc, first: int, last: int) -> int | None:
    """Where "activist Karim Saleh" begins in "from the town activist Karim Saleh", when a preposition asks for the words before it."""
    for at in range(last - 1, first, -1):
        if doc[at].tag_ == "NN" and doc[at + 1].tag_ in _NAMES:
            return at if doc[at].lemma_.lower() in speaker_words("role") else None
    return None


def _free(before: Token) -> bool:
    """Whether a clause can end before the phrase: no preposition, verb, conjunction or relative pronoun asks for it."""
    return before.tag_ in _NOUNS or before.text in (",", "”", '"', "’", ")") or before.tag_ in ("RB", "CD", "PRP", "VBN", "RP")


def _begin(doc: Doc, last: int, starts: int) -> int | None:
    """The first token of the noun phrase that ends at `last`, None where none does."""
    if last < starts or (doc[last].tag_ not in _NOUNS | {"PRP"} and doc[last].text != ")"):
        return None
    if doc[last].tag_ == "PRP":
        return last
    at, first, closed = last, last, doc[last].text == ")"
    while at >= max(starts, last - _LONGEST):
        token = doc[at]
        if closed:
            closed = token.text != "("
        elif (token.tag_ not in _INNER and not _is_compounded(doc, at)) or (at < last and _breaks(doc, at, last)):
            break
        first = at
        if token.tag_ in ("DT", "PRP$") and not (at > starts and _linked(doc, at - 1, last)):
            break
        at -= 1
    while first < last and doc[first].tag_ in ("IN", "CC", "POS", "HYPH"):
        first += 1
    return first


def _is_compounded(doc: Doc, at: int) -> bool:
    """Whether a token is the end of an adjective made of two words: the "held" of "rebel-held"."""
    return doc[at].tag_ == "VBN" and at > 1 and doc[at - 1].text == "-"


def _breaks(doc: Doc, at: int, last: int) -> bool:
    """Whether a token cannot belong to the phrase that the next token begins and that ends at `last`."""
    token, following = doc[at], doc[at + 1]
    if token.tag_ == "IN":
        return not _linked(doc, at, last)
    if token.tag_ == "CC":
        return token.lower_ != "and" or following.tag_ not in _NOUNS | {"JJ"} or doc[at - 1].tag_ not in _NOUNS
    if token.lower_ in _DAYS:
        return True
    if following.tag_ == "JJ" and following.is_lower:
        return token.tag_ in _NOUNS and not token.is_upper
    if token.tag_ in ("NN", "NNS") and following.tag_ in _NAMES:
        low = token.lemma_.lower()
        return low not in speaker_words("role") and low not in speaker_words("media") and low not in speaker_words("witness")
    return token.tag_ == "NNS" and following.tag_ in _NOUNS and following.tag_ != "NNS"


def _linked(doc: Doc, at: int, last: int) -> bool:
    """Whether a preposition ties the phrase that ends at `last` to a noun that can speak ("spokesman for", "Observatory for").

    To a place without a name whoever is there is tied ("teachers in the town"): it speaks for nobody.
    """
    if doc[at].lower_ not in _LINKS or not at:
        return False
    noun = doc[at - 1]
    if is_size(doc[last].lower_) and doc[last].is_lower and can_speak(noun):
        return True
    low = noun.lemma_.lower()
    return noun.tag_ in _NAMES or any(low in speaker_words(part) for part in ("role", "unnamed", "witness", "document", "expert"))


def _head(doc: Doc, first: int, last: int) -> Token | None:
    """The noun that heads a phrase: the last one before its first preposition, comma or bracket; of "X and Y" the first."""
    found: Token | None = None
    for at in range(first, last + 1):
        token = doc[at]
        if token.tag_ in _NOUNS or token.tag_ == "PRP":
            found = token
        elif found is not None and (token.tag_ in ("IN", "CC") or token.text in (",", "(")):
            break
    return found


def _clause(doc: Doc, first: int, last: int) -> bool:
    """Whether tokens `first` up to `last` hold a clause: a finite verb or a modal."""
    return any(doc[at].tag_ in _FINITE or doc[at].tag_ == "MD" for at in range(first, last))
