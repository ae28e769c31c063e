"""The stance of a unit: what the words around it say (`stance`), and what its type and parties add."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.read.attribution.stance import Stanced, stance
from reportedly.read.grammar import frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Span
    from reportedly.read.attribution.attributed import Attribution
    from reportedly.read.events.units import Unit
    from reportedly.read.grammar.passage import Passage

DOUBTED = frozenset({"suspected", "alleged", "presumed", "purported", "unconfirmed"})
"""Words before a doer that leave open who did it: "suspected guerrillas dynamited a bridge"."""
OWN_THREATS = frozenset({"vow", "warn", "swear", "pledge", "promise"})
HARMFUL = frozenset({"ASSAULT", "FIGHT", "TERRITORY", "COERCE", "MOBILIZE", "RETREAT"})


def standing(passage: Passage, unit: Unit, held: Attribution | None, outer: Sequence[Attribution]) -> Stanced:
    """The stance of a unit that `held` holds, `outer` around it, nearest first."""
    found = stance(passage, unit.happening.token, held, outer)
    for rule in (_rejecting, _requesting, _threatening, _denying, _doubting):
        found = rule(passage, unit, held, found)
    return found


def type_of(passage: Passage, unit: Unit, stanced: Stanced, speaking: Attribution | None, *, own: bool) -> str:
    """The unit's type in the light of its stance; `own` says that the speaker speaks of his own doing.

    A vow not to yield or to fight on is a threat; what is demanded is a request, whatever is demanded.
    """
    kind = unit.happening.event_type
    if kind == "CONCEDE" and passage.doc[unit.happening.token].head.lemma_.lower() in UNWILLING:
        return "REJECT"
    if kind in ("CONCEDE", "RETREAT") and stanced.negated and stanced.stance in ("planned", "denied"):
        return "THREATEN"
    if kind == "FIGHT" and stanced.stance == "planned" and own:
        return "THREATEN"
    if kind == "AGREE" and passage.doc[unit.happening.token].lemma_ in ("pledge", "promise", "vow") and _to_fight(passage, unit):
        return "THREATEN"
    if stanced.stance == "demand" and speaking is not None and speaking.lemma in DEMANDING and speaking.speaker is not None:
        return "REQUEST"
    return "REQUEST" if kind == "STATUS" and stanced.stance == "demand" else kind


UNWILLING = frozenset({"unwilling", "reluctant", "refuse", "decline", "unready"})
DEMANDING = frozenset({"demand", "urge", "ask", "request", "appeal", "insist"})
FIGHTING_ON = frozenset("fight resist defend avenge retaliate strike attack battle crush hunt revenge respond punish struggle".split())


def _to_fight(passage: Passage, unit: Unit) -> bool:
    """Whether what is pledged is to fight: "pledged to keep resisting"."""
    token = passage.doc[unit.happening.token]
    return any(c.lemma_.lower() in FIGHTING_ON for c in token.subtree if c.pos_ == "VERB" and c.i > token.i)


def _rejecting(passage: Passage, unit: Unit, held: Attribution | None, found: Stanced) -> Stanced:
    """To reject an offer is to do so, not to deny it."""
    own = unit.happening.event_type == "REJECT" and found.stance == "denied" and (held is None or held.stance != "denied")
    return replace(found, stance="asserted") if own else found


def _requesting(passage: Passage, unit: Unit, held: Attribution | None, found: Stanced) -> Stanced:
    """A request is a demand by who makes it (123 of 129 requests of the development set)."""
    if unit.happening.event_type == "REQUEST" and found.stance in ("asserted", "planned"):
        return replace(found, stance="demand", cues=found.cues or (_word(passage, unit.happening.token),))
    return found


def _threatening(passage: Passage, unit: Unit, held: Attribution | None, found: Stanced) -> Stanced:
    """Who threatens or vows speaks of what is to come; another's report of a threat is a report."""
    lemma = passage.doc[unit.happening.token].lemma_.lower()
    said = any(c.dep_ in ("ccomp", "xcomp") for c in passage.doc[unit.happening.token].children)
    if unit.happening.event_type == "THREATEN" and found.stance == "asserted" and lemma in OWN_THREATS and said and held is None:
        return replace(found, stance="planned", cues=found.cues or (_word(passage, unit.happening.token),))
    return found


def _denying(passage: Passage, unit: Unit, held: Attribution | None, found: Stanced) -> Stanced:
    """Said by somebody not to have happened: "the coalition did not carry out strikes", "neither the army nor the police killed them"."""
    if found.stance != "asserted" or held is None or held.speaker is None or unit.happening.event_type not in HARMFUL:
        return found
    token = passage.doc[unit.happening.token]
    verb = passage.doc[unit.happening.verb]
    near = [c for c in verb.children if c.dep_ == "neg"] if unit.happening.noun else []
    near += [c for c in token.children if c.dep_ == "det" and c.lower_ == "no"] if unit.happening.noun else []
    near += [c for subject in frames.children(token, "nsubj") for c in subject.lefts if c.lower_ == "neither"]
    if not near:
        return found
    return replace(found, stance="denied", negated=True, cues=(*found.cues, *(_word(passage, c.i) for c in near)))


def _doubting(passage: Passage, unit: Unit, held: Attribution | None, found: Stanced) -> Stanced:
    """Where the doer is only suspected, so is the deed; what unnamed reports say is hedged."""
    if found.stance != "asserted":
        return found
    unsure = _unsure_of_clause(passage, unit)
    if unsure is not None:
        return replace(found, stance="hedged", cues=(*found.cues, _word(passage, unsure)))
    near = [c for actor in unit.happening.actors for c in passage.doc[actor].children if c.lower_ in DOUBTED]
    near += [c for actor in unit.happening.actors for c in frames.children(passage.doc[actor], "amod") if c.lemma_ in ("suspect", "allege")]
    if near and unit.happening.event_type in HARMFUL:
        return replace(found, stance="hedged", cues=(*found.cues, *dict.fromkeys(_word(passage, c.i) for c in near)))
    if held is not None and held.kind == "according_to" and held.speaker is not None and held.speaker.kind == "unnamed":
        word = passage.doc[held.speaker.head].lemma_.lower() if held.speaker.passage == passage.number else ""
        named = any(c.dep_ in ("compound", "poss", "amod") and c.lower_ not in UNSURE for c in passage.doc[held.speaker.head].lefts)
        if word in ("report", "rumour", "rumor") and not named:
            return replace(found, stance="hedged")
    return found


REPORTS = frozenset({"report", "rumour", "rumor", "claim", "account", "word", "suggestion"})
UNSURE = frozenset({"unconfirmed", "unverified", "conflicting", "contradictory", "uncorroborated"})
_REACH = 7  # tokens before "that" in which the noun or verb stands which the clause belongs to, however the parser attached it


def _unsure_of_clause(passage: Passage, unit: Unit) -> int | None:
    """The word that leaves a that-clause open: "unconfirmed reports on Friday that …", "could not be confirmed that …"."""
    verb = frames.clause_verb(passage.doc[unit.happening.token])
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ in ("that", "whether", "if")), None)
    if mark is None:
        return None
    for token in reversed(passage.doc[max(mark.sent.start, mark.i - _REACH) : mark.i]):
        if token.lemma_.lower() in REPORTS and any(c.lower_ in UNSURE for c in token.lefts):
            return token.i
        negated = any(c.dep_ == "neg" for t in (token, token.head) for c in t.children)
        if negated and token.lemma_.lower() in ("confirm", "verify", "establish"):
            return token.i
    return None


def _word(passage: Passage, token: int) -> Span:
    return passage.span(token, token)
