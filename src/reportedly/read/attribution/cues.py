"""Cues: the words that say that somebody says.

The words are rows of `lexicon/speech_cues.tsv`. A row's `frames` are the places where a cue of that kind
keeps its content: `clause` (that-clause or quotation), `to` (infinitive or gerund), `object`,
`report_object` (only an object that is itself a report), `people` (somebody, then an infinitive),
`people_on` (the same behind "on"), `count` (an object that is a toll), `of`, `quote` (quotation only).
`preps` are prepositions whose object is the content.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly.lexicon import of_tables, rows
from reportedly.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class CueRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table of cues."""

    lemma: str
    pos: Literal["verb", "noun"]
    kind: str
    frames: tuple[str, ...] = ()
    preps: tuple[str, ...] = ()
    stance: Stance | None = None


class SpeakerWord(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table of words that head speakers."""

    word: str
    part: str


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table of channels."""

    lemma: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a passage: its token and its row."""

    token: Token
    row: CueRow


@of_tables
@cache
def cue_rows(pos: Literal["verb", "noun"]) -> dict[str, CueRow]:
    """The rows of one part of speech by lemma."""
    return {row.lemma: row for row in rows("speech_cues", CueRow) if row.pos == pos}


@of_tables
@cache
def speaker_words(part: str) -> frozenset[str]:
    """The words of one part of `lexicon/speaker_words.tsv`, in lower case."""
    return frozenset(row.word for row in rows("speaker_words", SpeakerWord) if row.part == part)


@of_tables
@cache
def channel_words() -> frozenset[str]:
    """Lemmas of channels."""
    return frozenset(row.lemma for row in rows("channels", Channel))


@of_tables
@cache
def shouted() -> dict[str, CueRow]:
    """Inflected forms of the verbs, for text in capitals, whose tags and lemmas cannot be trusted."""
    found: dict[str, CueRow] = {}
    for lemma, row in cue_rows("verb").items():
        stem = lemma.removesuffix("e")
        past = lemma[:-1] + "ied" if lemma.endswith("y") and lemma[-2] not in "aeou" else stem + "ed"
        present = lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in "aeou" else lemma + "s"
        found |= dict.fromkeys((past, present, stem + "ing"), row)
    say, tell = cue_rows("verb")["say"], cue_rows("verb")["tell"]
    return found | {"said": say, "says": say, "told": tell}


def _closing(token: Token) -> CueRow | None:
    """The verb in "… were hurt, Nordic Agency reports.", which the tagger takes for a noun."""
    at, doc = token.i, token.doc
    last = at + 1 == len(doc) or doc[at + 1].text in (".", ",")
    named = last and at and doc[at - 1].tag_ in ("NNP", "NNPS") and token.dep_ not in ("dobj", "pobj", "nsubj")
    return cue_rows("verb").get(token.lemma_) if named and token.tag_ == "NNS" else None


def _takes_lives(verb: Token) -> bool:
    """Whether a verb of speech kills: "the war has *claimed* 6,000 lives"."""
    objects = (child for child in verb.children if child.dep_ == "dobj")
    return verb.lemma_.lower() == "claim" and any(token.lemma_.lower() == "life" for noun in objects for token in noun.subtree)


def cues(doc: Doc) -> list[Cue]:
    """The cue candidates of a passage, in text order: verbs and nouns of the table."""
    verbs, nouns = cue_rows("verb"), cue_rows("noun")
    found: list[Cue] = []
    for token in doc:
        tag = token.tag_
        row: CueRow | None = None
        if tag.startswith("V"):
            row = None if _takes_lives(token) else verbs.get(token.lemma_.lower())
        elif tag in ("NN", "NNS"):
            row = nouns.get(token.lemma_)
            row = _closing(token) or row
        if row is None and token.is_upper and len(token) > 3:
            row = shouted().get(token.lower_)
        if row is not None:
            found.append(Cue(token, row))
    return found
