"""Of a cue and what it reports, one is the claim: what is demanded, threatened or offered; what is accused of or denied.

What a demand takes as having happened ("an end to the army's attacks on X", "free the nurses whom they abducted") is a claim beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.attribution.stance import ENDING
from reportedly.read.events.events import own_standing
from reportedly.read.grammar import frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from reportedly.read.events.events import Happening
    from reportedly.read.events.units import Sentence

SUPPRESSING = frozenset({"REQUEST", "THREATEN", "AGREE"})
"""Types whose content is wanted, threatened or promised, not reported as having happened."""
YIELDING = frozenset({"accuse", "blame", "charge", "deny", "reject", "warn", "suspect", "claim", "admit", "dismiss", "refute"})
"""Cues that give way to the act they name."""
_DEEPEST = 8  # attributions climbed from a happening to the cue that may hold it


def spoken(sentence: Sentence) -> list[Happening]:
    """The happenings of a sentence without those that a cue speaks for, or the cue without what it gives way to."""
    found, dropped = list(sentence.happenings), set[int]()
    for item in found:
        number = sentence.cues.get(item.token)
        if number is None:
            continue
        inside = [other for other in found if other.token != item.token and _within(other.token, number, sentence)]
        lemma = sentence.passage.doc[item.token].lemma_.lower()
        if lemma in YIELDING:
            if any(_names_deed(other, inside, sentence.passage.doc) for other in inside):
                dropped.add(item.token)
        elif item.event_type in SUPPRESSING:
            dropped |= {other.token for other in inside if not _presupposed(other, sentence.passage.doc)}
    return [item for item in found if item.token not in dropped]


def _names_deed(item: Happening, inside: Sequence[Happening], doc: Doc) -> bool:
    """Whether a happening inside an accusation is what it accuses of: a clause, or a noun told with its parts.

    Not what is said of the accused in passing: "blamed the League, *which holds the bank*".
    """
    if item.noun:
        return own_standing(item, doc) or presented(item)
    verb = frames.clause_verb(doc[item.token])
    return verb.dep_ != "relcl" or any(verb.head.i == other.token for other in inside)


def presented(item: Happening) -> bool:
    """A noun's happening told in passing with its parts: "condemned the army's attack on X", "rejected the Taliban's offer"."""
    return (item.strong and bool(item.actors or item.recipients)) or (item.event_type == "AGREE" and item.noun and bool(item.actors))


def _presupposed(item: Happening, doc: Doc) -> bool:
    """Whether a demand takes it as having happened: named with its doer, told of somebody in it by a clause in the past, or to end."""
    if item.noun:
        return item.strong and bool(item.actors)
    verb = frames.clause_verb(doc[item.token])
    perfect = any(c.dep_ == "aux" and c.lemma_.lower() == "have" and c.tag_ != "VB" for c in verb.lefts)
    past = verb.dep_ == "relcl" and (verb.tag_ == "VBD" or perfect)
    ending = verb.dep_ == "xcomp" and verb.tag_ == "VBG" and verb.head.lemma_.lower() in ENDING
    return verb.i == item.verb and (past or ending)


def _within(token: int, number: int, sentence: Sentence) -> bool:
    """Whether a token's innermost holder is attribution `number`, or one inside it."""
    held = sentence.held.get(token)
    for _ in range(_DEEPEST):
        if held is None or held == number:
            return held == number
        held = sentence.attributions[held].parent
    return False
