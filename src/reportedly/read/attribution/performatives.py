"""Performatives: events that are themselves acts of denying, demanding, planning or not knowing.

"The ministry denied this", "they vowed revenge", "police could not confirm the report": the event's own word shows the stance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.attribution.cues import cue_rows
from reportedly.read.attribution.denials import denial_words
from reportedly.read.attribution.modals import governs, modal_stance
from reportedly.read.attribution.speakers import agent, child

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reportedly.model import Stance

_ACTS = frozenset({"agree", "decide", "offer", "seek", "try"})  # done, though what they govern is not
_NONE = frozenset({"no", "nobody", "none", "nothing", "neither"})
_KEPT = frozenset({"sign", "honour", "honor", "break", "violate", "keep", "fulfil", "fulfill", "witness"})  # done to a pledge that is made
_REACH = 16  # tokens behind a verb of rejecting in which its object stands


def own_stance(event: Token) -> Stance | None:
    """The stance that an event's own word shows, None for most."""
    low = event.lemma_.lower()
    if not event.tag_.startswith("V") and event.pos_ != "AUX":
        row = cue_rows("noun").get(low) if event.dep_ not in ("dobj", "nsubjpass") or event.head.lemma_ not in _KEPT else None
        return row.stance if row is not None and row.kind in ("denial", "demand", "plan") else None
    if (low in denial_words("epistemic") or _or_denied(event)) and unsettled(event):
        return "hedged"
    if low in denial_words("branding") and any(word.lemma_.lower() in denial_words("predicate") for word in _behind(event)):
        return "denied"
    row = cue_rows("verb").get(low)
    if row is not None:
        if row.kind == "denial":
            return "denied" if "report_object" not in row.frames or rejects_report(event) else None
        if row.kind == "demand":
            return row.stance if _demands(event) else None
        if row.kind == "warn":
            return "planned" if any(kid.lower_ in row.preps for kid in event.rights) else None
    if low in denial_words("accused") and _by_nobody(event):
        return "hedged"
    return _governor(event)


def _or_denied(event: Token) -> bool:
    """Read "neither claimed nor denied": a denial joined to it."""
    return any(kid.dep_ == "conj" and kid.lemma_ == "deny" for kid in event.rights)


def _governor(event: Token) -> Stance | None:
    """Read "is set to", "plans to", "was due": the governor of an infinitive, taken for the event itself."""
    infinitive = child(event, "xcomp")
    if event.lemma_ in _ACTS:
        return None
    if infinitive is not None and any(kid.lower_ == "to" for kid in infinitive.lefts):
        return modal_stance(event, "to")
    predicate = child(event, "acomp", "attr") if event.lemma_ == "be" else None
    if predicate is not None and (child(predicate, "xcomp") is not None or predicate.lower_ == "due"):
        return governs(predicate.lower_)
    row = cue_rows("verb").get(event.lemma_.lower())
    return row.stance if row is not None and row.kind == "plan" and child(event, "dobj", "ccomp") is not None else None


def unsettled(event: Token) -> bool:
    """Whether a verb of knowing or telling is negated, refused or impossible."""
    negated = any(kid.dep_ == "neg" or kid.lower_ in denial_words("negator") for kid in event.lefts)
    head = event.head
    refused = event.dep_ in ("xcomp", "ccomp") and head.lemma_.lower() in denial_words("negating_verb")
    subject = child(event, "nsubj", "nsubjpass")
    nobody = subject is not None and (
        subject.lower_ in denial_words("negator") or any(kid.lower_ in ("no", "neither") for kid in subject.lefts)
    )
    return negated or refused or nobody


def rejects_report(verb: Token) -> bool:
    """Rejecting a report denies it; rejecting an offer does not."""
    if verb.dep_ == "acl":
        return verb.head.lemma_.lower() in denial_words("report")
    if child(verb, "ccomp") is not None:
        return True
    subject = child(verb, "nsubjpass")
    named = [
        word
        for word in (*_behind(verb), *([subject] if subject is not None else []))
        if word.dep_ in ("dobj", "pobj", "nsubjpass", "attr", "nsubj")
    ]
    return any(word.lemma_.lower() in denial_words("report") for word in named)


def _behind(verb: Token) -> list[Token]:
    """The words behind a verb, as far as its object stands."""
    end = min(verb.right_edge.i + 1, verb.i + _REACH)
    return list(verb.doc[verb.i + 1 : end])


def _demands(verb: Token) -> bool:
    """Whether a verb of demanding has somebody or something to demand: "called for", "want him to leave"; "ordered strikes" is an act."""
    row = cue_rows("verb")[verb.lemma_.lower()]
    if row.preps and ("people" not in row.frames or verb.lemma_ == "ask"):
        wanted = any(kid.lower_ in row.preps for kid in verb.rights)
        return wanted or (verb.lemma_ == "ask" and child(verb, "xcomp") is not None)
    if verb.lemma_ == "want":
        infinitive = child(verb, "ccomp", "xcomp")
        return infinitive is not None and (child(infinitive, "nsubj", "nsubjpass") is not None or child(verb, "dobj") is not None)
    return True


def nothing(verb: Token) -> bool:
    """Read "no injuries were reported", "nobody was reported hurt": what is not reported is not doubtful either."""
    subject = child(verb, "nsubjpass")
    return subject is not None and (subject.lower_ in _NONE or any(kid.lower_ in _NONE for kid in subject.lefts))


def _by_nobody(verb: Token) -> bool:
    """Read "was accused of": a passive whose accuser nobody names."""
    passive = child(verb, "nsubjpass", "auxpass") is not None or (verb.dep_ == "acl" and verb.tag_ == "VBN")
    return passive and agent(verb) is None and not nothing(verb)
