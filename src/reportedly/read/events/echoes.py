"""Denials that point back: "the Front denied it", "called the report false", "denied any role".

Who denies so denies what was told just before: the denial is a claim of the type of what it denies. A denial that names the
act itself needs no looking back; that is `units`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.read.attribution.denials import denial_words, report_words
from reportedly.read.attribution.stance import Stanced
from reportedly.read.events.evidence import evidenced
from reportedly.read.events.responsibility import takes
from reportedly.read.events.units import Unit
from reportedly.read.grammar import frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from reportedly.read.events.propositions import Found
    from reportedly.read.events.units import Sentence
    from reportedly.read.grammar.passage import Passage

DENYING = frozenset({"deny", "reject", "dismiss", "refute", "dispute", "rebut", "repudiate"})
BRANDING = frozenset({"call", "brand", "describe", "label", "term", "dismiss"})
COUNTS = frozenset({"toll", "figure", "number", "count"})
DENIABLE = frozenset({"ASSAULT", "FIGHT", "TERRITORY", "COERCE", "MOBILIZE", "RETREAT", "ACCUSE", "AID", "COOPERATE", "CONCEDE"})
PROPOSED = frozenset({"AGREE", "CONSULT", "REQUEST"})
"""Types of what is offered or asked: who rejects that refuses it, and denies nothing."""
CONTENT = ("ccomp", "acl", "relcl", "appos")
_BACK = 3  # sentences looked back to; of the denials of this kind in the development reports only one points further


def echoed(found: Found, said: Sequence[tuple[Sentence, list[Unit]]]) -> list[tuple[Sentence, list[Unit]]]:
    """The sentences with their units, and with the denials that point back to an earlier one."""
    out: list[tuple[Sentence, list[Unit]]] = []
    for sentence, units in said:
        told = [units, *(earlier for _, earlier in reversed(out[-_BACK:]))]
        echoes = [echo for token in sentence.tokens for echo in _echoes(found, token, sentence, told)]
        taken = {echo.happening.token for echo in echoes}
        kept = [unit for unit in units if unit.happening.token not in taken]
        out.append((sentence, evidenced([*kept, *echoes], sentence.passage.doc, sentence.tokens) if echoes else units))
    return out


def _echoes(found: Found, verb: Token, sentence: Sentence, told: Sequence[Sequence[Unit]]) -> list[Unit]:
    """The denials that a verb makes of what was told, nearest sentence first; none when nobody is known to deny."""
    pointer = _pointer(verb)
    if pointer is None or any(u.happening.token in _inside(pointer) for u in told[0]):
        return []
    holder = found.cues.get((sentence.passage.number, verb.i))
    holder = found.holders.at(sentence.passage.at(verb)) if holder is None else holder
    if holder is None:
        return []
    own = [u for u in told[0] if u.happening.token < verb.i]
    for units in (own, *told[1:]):
        denied = _antecedents(found, pointer, units)
        if _refuses(verb, pointer, units):
            return []
        if denied:
            return [_echo(found, unit, verb, holder, passage=sentence.passage, kind=_denied_type(unit, told)) for unit in denied]
    return []


def _pointer(verb: Token) -> Token | None:
    """The word by which a denial points back: "it", "the report", "any role"; None when it is no denial or names its content itself."""
    if verb.pos_ not in ("VERB", "AUX") or any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children):
        return None
    lemma = verb.lemma_.lower()
    told = frames.objects(verb) if lemma != "be" else frames.children(verb, "nsubj")
    words = report_words() | (denial_words("light") if lemma in DENYING else frozenset())
    found = next((t for t in told if t.lemma_.lower() in words or t.lower_ in words), None)
    if found is not None and found.lemma_.lower() == "responsibility":
        return None  # a row of event_words has it
    if found is None or _has_content(found):
        return None
    return found if lemma in DENYING or (lemma in (*BRANDING, "be") and _is_branded(verb, found)) else None


def _has_content(noun: Token) -> bool:
    """Whether the noun says itself what is reported: "reports that", "talk of a truce", "the claim about the raid"."""
    clauses = [c for c in noun.children if c.dep_ in CONTENT and not (c.lemma_.lower() in DENYING and c.dep_ in ("acl", "relcl"))]
    return bool(clauses) or bool(frames.prepositional(noun, "of", "about", "in", "for"))


def _is_branded(verb: Token, told: Token) -> bool:
    """Whether what was told is called untrue: "called the report false", "that toll is a lie"."""
    return any(t.lemma_.lower() in denial_words("predicate") for t in verb.subtree if t.i > max(verb.i, told.i))


def _inside(noun: Token) -> set[int]:
    return {t.i for t in noun.subtree if t.lemma_.lower() not in DENYING}


def _antecedents(found: Found, pointer: Token, told: Sequence[Unit]) -> list[Unit]:
    """What the pointing word means among the units of one sentence: of figures those with a toll, of the rest the last, of "both" two.

    What a relative clause tells of somebody in passing ("blamed the League, *which holds the bank*") is meant only where nothing else is.
    """
    told = [u for u in told if frames.clause_verb(found.passages[u.happening.passage].doc[u.happening.token]).dep_ != "relcl"] or told
    fits = [u for u in told if u.happening.event_type in DENIABLE and (u.stanced is None or u.stanced.stance != "denied")]
    if pointer.lemma_.lower() in COUNTS:
        fits = [u for u in fits if u.tolls]
    firm = [u for u in fits if u.happening.event_type in DENIABLE - {"ACCUSE"}] or fits
    both = any(c.lower_ in ("both", "all", "either") for c in pointer.lefts)
    return firm[-2:] if both else firm[-1:]


def _refuses(verb: Token, pointer: Token, told: Sequence[Unit]) -> bool:
    """Whether something was offered or asked that "rejected it" refuses."""
    return (
        verb.lemma_.lower() in ("reject", "dismiss")
        and pointer.pos_ == "PRON"
        and any(unit.happening.event_type in PROPOSED for unit in told)
    )


def _denied_type(unit: Unit, told: Sequence[Sequence[Unit]]) -> str:
    """The type of what is denied: of an accusation, that of the deed told last before it."""
    if unit.happening.event_type != "ACCUSE":
        return unit.happening.event_type
    deeds = (u.happening.event_type for units in told for u in reversed(units) if u.happening.event_type in DENIABLE - {"ACCUSE"})
    return next(deeds, "ASSAULT")


def _echo(found: Found, unit: Unit, verb: Token, holder: int, *, passage: Passage, kind: str) -> Unit:
    """The denial of a unit, with its parties where they stand in the same paragraph; the words of its toll go with it.

    Who denies an accusation denies the deed: he that is accused did not do it, nor he that denies a part in it.
    """
    near = unit.happening.passage == passage.number
    accused = unit.happening.event_type == "ACCUSE"
    doers, victims = (unit.happening.recipients, ()) if accused else (unit.happening.actors, unit.happening.recipients)
    own = tuple(t.i for t in frames.subjects(verb)) if takes(verb) else ()
    happening = replace(
        unit.happening,
        event_type=kind,
        passage=passage.number,
        token=verb.i,
        verb=verb.i,
        strong=False,
        noun=False,
        actors=own or (_parties(found, unit, doers, verb) if near else ()),
        recipients=_parties(found, unit, victims, verb) if near else (),
    )
    tolls = tuple(t if near else replace(t, victims=None, head=None, trigger=verb.i) for t in unit.tolls)
    stanced = Stanced(stance="denied", cues=(passage.span(verb.i, verb.i),))
    return Unit(happening, (verb.i,), tolls, verb.i, verb.i, holder, None, stanced=stanced)


def _parties(found: Found, unit: Unit, tokens: Sequence[int], verb: Token) -> tuple[int, ...]:
    """The tokens that name parties; what a pronoun said of the first speaker himself ("said *it* held the port") is that speaker."""
    said = None if unit.held is None else found.attributions[unit.held].speaker
    own = said.head if said is not None and said.passage == unit.happening.passage else None
    named = (own if verb.doc[token].pos_ == "PRON" else token for token in tokens)
    return tuple(dict.fromkeys(token for token in named if token is not None))
