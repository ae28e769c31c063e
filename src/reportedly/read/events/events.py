"""Happenings: the verbs and nouns of a paragraph that name one, with who acts and who undergoes it.

The words stand in `lexicon/event_words.tsv`; the parse gives the parts (see `frames`). A noun names a
happening of its own where a light verb carries it ("staged a rally") or an occurrence verb has it as
subject ("clashes erupted", "talks failed"); elsewhere it belongs to the verb of its clause.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon
from reportedly.read.events.conditions import holds, whole, word_of
from reportedly.read.events.responsibility import avowed, avower, is_nobodys, is_to_blame, takes
from reportedly.read.grammar import frames
from reportedly.read.grammar.classes import word_classes
from reportedly.read.times.time_tables import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from reportedly.read.grammar.passage import Passage


class EventWords(msgspec.Struct, frozen=True, kw_only=True):
    """A row of event_words.tsv: words of one part of speech that name one type under one of the conditions."""

    words: tuple[str, ...]
    pos: str
    type: str
    roles: str
    needs: tuple[str, ...] = ()
    strength: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One event word in its clause; every number is a token index of the passage's doc.

    `verb` heads the clause that says it; `actors` and `recipients` are the heads of the phrases that
    fill the roles; `roles` is the frame of the row that matched; `strong` words need no other evidence.
    """

    passage: int
    token: int
    verb: int
    event_type: str
    roles: str
    strong: bool
    noun: bool
    actors: tuple[int, ...]
    recipients: tuple[int, ...]


@lexicon.of_tables
@cache
def _by_word() -> dict[tuple[str, str], tuple[EventWords, ...]]:
    found: dict[tuple[str, str], list[EventWords]] = {}
    for row in lexicon.rows("event_words", EventWords):
        for word in row.words:
            found.setdefault((word, row.pos), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def happenings(passage: Passage, places: Iterable[int] = ()) -> tuple[Happening, ...]:
    """Every happening that the passage's words name, in text order; `places` are tokens known to name places."""
    doc, known = passage.doc, frozenset(places)
    found = []
    for token in doc:
        verbal = token.pos_ in ("VERB", "AUX", "ADJ", "ADP") and not _is_gerund(token)
        happening = _verbal(passage, token, known) if verbal else _nominal(passage, token, known)
        if happening is not None:
            found.append(happening)
    return tuple(found)


def _verbal(passage: Passage, token: Token, places: frozenset[int]) -> Happening | None:
    pos = "V" if token.pos_ in ("VERB", "AUX") else "A"
    if pos == "V" and token.dep_ == "amod":
        return None  # "the opposing side", "besieged towns": qualities, right as a claim in under two of five cases
    if pos == "V" and token.dep_ == "acl" and token.head.lower_ in ("those", "these") and token.head.head.lower_ in ("of", "among"):
        return None  # "of those killed, 15 were guards": who is pointed at has been told of
    if pos == "A" and token.dep_ not in ("acomp", "ROOT", "oprd", "ccomp", "advcl") and token.lower_ != "under":
        return None
    for row in _by_word().get((token.lemma_.lower(), pos), ()):
        if not row.needs or any(holds(need, token, places) for need in row.needs):
            actors, recipients = _roles(row.roles, token)
            if row.type == "TERRITORY":
                recipients = [place for part in recipients for place in whole(part) or [part]]
            nobodys = is_nobodys(token)
            return Happening(
                passage.number,
                token.i,
                token.i,
                "STATUS" if nobodys else row.type,
                row.roles,
                row.strength == "strong",
                False,
                () if nobodys else _indices(actors),
                () if takes(token) else _indices(recipients),
            )
    return None


def _indices(tokens: Sequence[Token]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(t.i for t in tokens))


def _roles(roles: str, verb: Token) -> tuple[list[Token], list[Token]]:
    """Actors and recipients of a verb by its row's frame."""
    acting = frames.subjects(verb)
    undergoing = frames.objects(verb)
    if frames.is_passive(verb):
        acting = frames.agents(verb)
    against = [t for t in frames.prepositional(verb, "against", "at", "on", "upon") if t.lower_ not in words_of("weekday")]
    if roles == "r" or is_to_blame(verb):
        return [], acting or undergoing
    if roles == "held":
        return _held(verb, acting)
    if roles in ("s", "a"):
        return acting or undergoing, against if roles == "s" else []
    if roles == "with":
        met = [] if frames.is_passive(verb) else undergoing
        return acting + met + frames.prepositional(verb, "with", "between", "and"), frames.prepositional(verb, "against")
    given = [t for c in frames.children(verb, "dative") for t in (frames.conjuncts(c) if c.pos_ != "ADP" else frames.children(c, "pobj"))]
    judged = [s for c in frames.children(verb, "ccomp") if c.pos_ == "ADJ" for s in frames.subjects(c)]
    return acting, given or undergoing or against or judged


def _nominal(passage: Passage, token: Token, places: frozenset[int]) -> Happening | None:
    """A noun that names a happening in a place of its own: carried by a light verb, or subject of an occurrence."""
    gerund = _is_gerund(token)
    if not gerund and (token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "nmod", "poss", "amod")):
        return None
    rows = _by_word().get((token.lower_ if gerund else word_of(token), "N")) or ()
    if token.pos_ == "PROPN" and token.text[:1].isupper() and token.i != token.sent.start:
        return None
    row = next((r for r in rows if not r.needs or any(holds(need, token, places) for need in r.needs)), None)
    if row is None:
        return None
    anchor = _anchor(token)
    verb = frames.clause_verb(anchor.head if _is_gerund_means(token) else anchor)
    actors, recipients = _noun_roles(token, anchor)
    avowing = avowed(anchor) if row.strength == "strong" and not frames.doers(token) else None
    nobodys = avowing is not None and is_nobodys(avowing)
    actors = actors if avowing is None else avower(anchor)
    return Happening(
        passage.number,
        token.i,
        verb.i,
        "STATUS" if nobodys else row.type,
        row.roles,
        row.strength == "strong",
        True,
        _indices(actors),
        _indices(recipients),
    )


def _is_gerund(token: Token) -> bool:
    """A noun in "-ing" that the parser takes for a verb."""
    return _is_gerund_means(token) or _is_gerund_subject(token)


def _is_gerund_means(token: Token) -> bool:
    """How it happened, without whom it was done to: "were killed by *shelling*"; "by shelling the town" is a deed."""
    if token.tag_ != "VBG" or token.dep_ != "pcomp" or token.head.lower_ != "by" or (token.lower_, "N") not in _by_word():
        return False
    return not any(c.dep_ in ("dobj", "prt", "ccomp", "xcomp", "advmod") for c in token.children)


def _is_gerund_subject(token: Token) -> bool:
    """A sentence-opening "Shooting … resumed", which the tagger takes for a verb."""
    if token.tag_ != "VBG" or token.dep_ not in ("csubj", "advcl", "nsubj") or (token.lower_, "N") not in _by_word():
        return False
    head = token.head
    return head.lemma_.lower() in word_classes()["OCCUR"] and not any(
        c.dep_ in ("nsubj", "nsubjpass") and c.i != token.i for c in head.children
    )


def _anchor(token: Token) -> Token:
    """The noun whose place in the clause a noun shares: the first of those joined, and what counts it ("two rounds *of talks*")."""
    for _ in range(_DEEPEST):
        counted = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in word_classes()["ROUND"]
        if not counted and not (token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN")):
            break
        token = token.head.head if counted else token.head
    return token


_DEEPEST = 10  # joined and counting nouns climbed; real enumerations are shorter


def _held(verb: Token, acting: list[Token]) -> tuple[list[Token], list[Token]]:
    """Who holds what: "in army hands", "in the hands of the army", "outside the council's grip", "back in control of the port"."""
    bearers = [verb, *(c for c in verb.children if c.lower_ == "back")]
    things = [t for bearer in bearers for t in frames.prepositional(bearer, "in", "under", "into", "outside", "to")]
    things += [t for bearer in bearers for prep in frames.children(bearer, "prep") for t in frames.prepositional(prep, "of")]
    controlled = [t for t in things if t.lemma_ == "control" and t.head.lower_ == "in" and not frames.children(t, "det", "poss")]
    if controlled:
        return acting, [place for t in controlled for place in frames.prepositional(t, "of")]
    return [owner for thing in things for owner in frames.owners(thing) or frames.prepositional(thing, "of")], []


def _noun_roles(token: Token, anchor: Token) -> tuple[list[Token], list[Token]]:
    classes = word_classes()
    actors = frames.prepositional(token, "by", "between", "from", "with") + frames.owners(token)
    recipients = frames.prepositional(token, "on", "against", "at", "upon")
    if not recipients or token.lemma_ in VICTIM_OF:
        recipients += [t for t in frames.prepositional(token, "of") if token.lemma_ in VICTIM_OF]
    verb = anchor.head
    carried = anchor.dep_ == "dobj" and verb.lemma_.lower() in classes["LIGHT"]
    if carried and not actors:
        actors = frames.subjects(verb) if not frames.is_passive(verb) else frames.agents(verb)
        recipients = recipients or frames.prepositional(verb, "against", "on", "at")
    elif carried and verb.lemma_ in ("join", "wage", "launch", "stage", "mount", "carry", "conduct", "hold", "perpetrate"):
        actors = actors + frames.subjects(verb)
    elif anchor.dep_ == "nsubjpass":
        actors = actors or frames.agents(verb)
    return actors, recipients


VICTIM_OF = frozenset(
    "killing murder assassination massacre execution bombing shelling bombardment beheading slaughter arrest detention "
    "abduction kidnapping siege blockade capture seizure occupation invasion deportation expulsion eviction condemnation torture rape "
    "shooting deployment rejection liberation recapture control takeover".split()
)


def own_standing(happening: Happening, doc: Doc) -> bool:
    """Whether a noun's happening is what its clause says, not a circumstance of another happening."""
    if not happening.noun:
        return True
    token = _anchor(doc[happening.token])
    head, classes = token.head, word_classes()
    if token.dep_ == "ROOT" or head.pos_ == "AUX" or (happening.strong and avowed(token) is not None):
        return True
    if token.dep_ in ("nsubj", "nsubjpass", "csubj") or _is_gerund_subject(token):
        return head.lemma_.lower() in classes["OCCUR"] or head.lemma_.lower() in classes["LIGHT"]
    if token.dep_ == "pobj":
        return head.lower_ in ("to", "in", "into") and head.head.lemma_.lower() in classes["RESULT"]
    if token.dep_ in ("dobj", "attr"):
        return head.lemma_.lower() in classes["LIGHT"] or head.lemma_ == "be"
    return False


def with_parts(happening: Happening, actors: Sequence[int], recipients: Sequence[int]) -> Happening:
    """The happening with parts added that a folded one supplied."""
    return replace(
        happening,
        actors=tuple(dict.fromkeys([*happening.actors, *actors])),
        recipients=tuple(dict.fromkeys([*happening.recipients, *recipients])),
    )
