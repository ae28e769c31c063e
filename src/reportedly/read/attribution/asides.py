"""Asides: attribution without a reporting verb. According to, as X put it, reportedly, and "X: Y" in headlines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly.lexicon import of_tables, rows
from reportedly.model import Stance
from reportedly.read.attribution.cues import cue_rows, shouted, speaker_words
from reportedly.read.attribution.sentences import bounds
from reportedly.read.attribution.speakers import child, is_media

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from reportedly.read.attribution.attributed import Kind

_APPOSED = 14  # tokens in the longest phrase apposed to the speaker of an "according to"
_LABEL = 6  # tokens in the longest speaker of a headline's "X: Y"
_FINAL = frozenset(".!?")
_LEAST = 3  # long words of the shortest headline in capitals
_CAPITALS = 0.7  # share of its long words that begin with a capital
_HEADLINE = 40  # tokens in the longest headline


class HedgeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table of hedges: `part` is null, hint, adjective, predicate or verb."""

    lemma: str
    part: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Aside:
    """An aside's cue, speaker and content, as tokens; `relay` is who cites the speaker."""

    kind: Kind
    cue: Token
    first: int
    last: int
    speaker: Token | None
    ranges: tuple[tuple[int, int], ...]
    stance: Stance | None = None
    relay: Token | None = None


@of_tables
@cache
def hedges(part: str) -> frozenset[str]:
    """The hedges of one part, in lower case."""
    return frozenset(row.lemma for row in rows("hedges", HedgeRow) if row.part == part)


def asides(doc: Doc) -> list[Aside]:
    """All asides of a paragraph."""
    found: list[Aside] = []
    if len(doc) <= _HEADLINE and doc and doc[-1].text not in _FINAL and (headline := _headline(doc)) is not None:
        found.append(headline)
    for token in doc:
        low = token.lower_
        if low == "according":
            item = _according(token)
        elif low in hedges("null"):
            item = _adverb(token)
        elif low == "as" and token.dep_ in ("mark", "advmod"):
            item = _as(token)
        elif low in (":", "-", "–", "—") and len(doc) <= _HEADLINE:
            item = _colon(token)
        else:
            continue
        if item is not None:
            found.append(item)
    return found


def _according(token: Token) -> Aside | None:
    """Read "according to X": the sentence when it opens or ends it, else the clause it stands in."""
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    speaker = child(to, "pobj") or child(token, "pobj")
    if speaker is None:
        return None
    starts, ends = bounds(token)
    first, last = token.i, max(speaker.right_edge.i, to.right_edge.i)
    if first == starts or (first == starts + 1 and doc[starts].is_quote):
        last = _comma(doc, speaker.i, last)
        behind = _citing(doc, last, ends)
        cited, last = behind or (speaker, last)
        relay = speaker if behind is not None else None
        return Aside("according_to", token, token.i, to.i, cited, ((last + 1, ends - 1),), relay=relay)
    begin, end = starts, ends - 1
    last = max(_apposition(doc, _comma(doc, speaker.i, last), ends), speaker.i)
    if last < end - 1:
        clause = _clause(token)
        begin, end = clause.left_edge.i, max(clause.right_edge.i, last)
    ranges = tuple((a, z) for a, z in ((begin, first - 1), (last + 1, end)) if a <= z)
    return Aside("according_to", token, token.i, to.i, speaker, ranges)


def _citing(doc: Doc, last: int, ends: int) -> tuple[Token, int] | None:
    """Who is cited behind "according to the agency, citing the ministry,", and where that ends."""
    at = last + 1 if last + 1 < ends and doc[last].text == "," else last + 2
    if at >= ends or doc[at].lemma_ not in ("cite", "quote") or doc[at].tag_ != "VBG" or (cited := child(doc[at], "dobj")) is None:
        return None
    comma = next((word.i for word in doc[cited.i : min(cited.i + _APPOSED, ends)] if word.text == ","), None)
    return (cited, comma) if comma is not None else None


def _apposition(doc: Doc, last: int, ends: int) -> int:
    """The end of what is apposed to a speaker (", a spokesman for the council"), wherever the parser hung it."""
    if last + 2 >= ends or doc[last + 1].text != "," or doc[last + 2].tag_ not in ("DT", "NN", "PRP$"):
        return last
    for at in range(last + 2, min(last + 2 + _APPOSED, ends)):
        if doc[at].text in (",", ".", ";"):
            return at - 1
        if doc[at].tag_.startswith("V") or doc[at].tag_ in ("MD", "TO", "WDT", "WP", "PRP"):
            return last
    return last


def _comma(doc: Doc, start: int, last: int) -> int:
    """The end of a speaker that the parser let swallow the clause behind its comma."""
    depth = 0
    for at in range(start + 1, last + 1):
        if doc[at].text in "([":
            depth += 1
        elif doc[at].text in ")]":
            depth -= 1
        elif doc[at].text == "," and not depth and doc[at].head.i <= start and doc[at].nbor().dep_ != "appos":
            return at
    return last


def _clause(token: Token) -> Token:
    """The verb of the clause that a token stands in."""
    head = token.head
    while head.head != head and not (head.tag_.startswith("V") or head.pos_ == "AUX"):
        head = head.head
    return head


def _adverb(token: Token) -> Aside:
    """Read "reportedly": the clause of the word it modifies."""
    clause = _clause(token)
    first, last = clause.left_edge.i, clause.right_edge.i
    for kid in clause.rights:
        if kid.dep_ in ("advcl", "conj") and kid.i > token.i and child(kid, "nsubj", "nsubjpass") is not None:
            last = min(last, kid.left_edge.i - 1)  # a clause of its own
    return Aside("null", token, token.i, token.i, None, ((first, last),), "hedged")


def _as(token: Token) -> Aside | None:
    """Read "as the ministry said", "as he put it": the clause it is hung on."""
    verb = token.head
    put = verb.lemma_ in ("put", "describe") and child(verb, "dobj") is not None
    row = cue_rows("verb").get(verb.lemma_)
    if not put and (
        row is None or row.kind not in ("speech", "report", "claim", "confirm", "warn", "evidence") or child(verb, "ccomp", "dobj")
    ):
        return None
    speaker = child(verb, "nsubj")
    head = verb.head
    if speaker is None or verb.dep_ != "advcl" or head == verb:
        return None
    first, last = verb.left_edge.i, verb.right_edge.i
    pieces = ((head.left_edge.i, first - 1), (last + 1, head.right_edge.i))
    return Aside("indirect", verb, verb.i, verb.i, speaker, tuple((a, z) for a, z in pieces if a <= z))


def _headline(doc: Doc) -> Aside | None:
    """Read "Coalition Condemns Attack on Village": a verb of saying that capitals have hidden from the tagger."""
    words = [token for token in doc if token.is_alpha and len(token) > 3]
    if len(words) < _LEAST or sum(token.is_title or token.is_upper for token in words) < _CAPITALS * len(words):
        return None
    for token in doc[1:-1]:
        row = shouted().get(token.lower_)
        if (
            row is None
            or token.tag_.startswith("V")
            or token.lower_.endswith("ing")
            or doc[token.i - 1].tag_ in ("IN", "DT", "JJ", "POS", "CC")
        ):
            continue
        if token.i > _LABEL or not {"clause", "object", "report_object"} & set(row.frames):
            return None
        speaker = doc[token.i - 1]
        return Aside("indirect", token, token.i, token.i, speaker, ((token.i + 1, len(doc) - 1),), row.stance)
    return None


def _colon(token: Token) -> Aside | None:
    """A headline's "Army: ten rebels killed" or "Ten rebels killed: army"."""
    doc = token.doc
    at = token.i
    if doc[-1].text in _FINAL or at in (0, len(doc) - 1):
        return None
    left, right = doc[:at], doc[at + 1 :]
    sides = [(right, (0, at - 1))]
    if token.text == ":":
        sides.insert(0, (left, (at + 1, len(doc) - 1)))
    elif not doc[at - 1].whitespace_ or is_media(right.root):
        return None  # a hyphen, or the outlet's own name behind its title
    for side, content in sides:
        if len(side) > _LABEL or content[1] - content[0] < _LABEL - 3 or any(word.tag_.startswith("V") for word in side):
            continue
        head = side.root
        if side.text.lower() in speaker_words("label") or head.lower_ in speaker_words("label"):
            continue
        if head.tag_.startswith("N") and not head.like_num:
            return Aside("colon", token, at, at, head, (content,))
    return None
