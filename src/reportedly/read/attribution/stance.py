"""Stance: how firmly an event is put forward by who speaks of it.

Denied, hedged, planned, demand or asserted, as the project's annotation rules have them: naming a speaker
never hedges ("claimed", "accused"), denying does, and what is only wished, ordered or foreseen has not
happened. Cues are read off the way from the event's word up to the cue of the attribution that holds it;
each is a row of `hedges.tsv`, `modal_cues.tsv`, `denial_cues.tsv` or `speech_cues.tsv`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.read.attribution.asides import hedges
from reportedly.read.attribution.cues import cue_rows
from reportedly.read.attribution.denials import denial_words
from reportedly.read.attribution.modals import demanding, modal_stance, presupposing, verb_modal
from reportedly.read.attribution.performatives import own_stance, unsettled
from reportedly.read.attribution.speakers import child
from reportedly.read.grammar import frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from reportedly.model import Span, Stance
    from reportedly.read.attribution.attributed import Attribution
    from reportedly.read.grammar.passage import Passage

_CLIMB = 12  # steps from an event's word to the cue above it; deeper nesting belongs to other events
_NOMINAL = frozenset(
    {"dobj", "pobj", "prep", "attr", "compound", "poss", "appos", "nmod", "amod", "pcomp", "agent", "dative", "oprd", "obj"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_HAPPENING = frozenset(
    {
        "take",
        "happen",
        "occur",
        "begin",
        "start",
        "continue",
        "resume",
        "be",
        "follow",
        "erupt",
        "last",
        "end",
        "hold",
        "carry",
        "launch",
        "make",
        "conduct",
        "commit",
        "stage",
        "mount",
        "perpetrate",
    }
)
_BEFORE = frozenset({"after", "since", "when", "as", "because", "while", "where", "although", "though"})
_IF = frozenset({"if", "unless", "should"})
_WE = frozenset({"we", "i"})
_OURS = frozenset({"our", "ours", "my"})
ENDING = frozenset({"stop", "end", "halt", "cease"})
_REPLIES = frozenset({"retort", "counter", "respond", "protest"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stanced:
    """The stance of an event with the words that show it.

    `negated` marks plain negation ("has not signed"). `auxiliary` are hints among negation, future and hypothetical.
    """

    stance: Stance
    cues: tuple[Span, ...] = ()
    negated: bool = False
    auxiliary: tuple[str, ...] = ()


@dataclass(slots=True)
class _Trail:
    """What the way up from an event has shown: signals nearest first, whether the event is taken as having happened."""

    signals: list[tuple[Stance, Token]] = field(default_factory=list)
    negators: list[Token] = field(default_factory=list)
    soft: set[Token] = field(default_factory=set)
    hypothetical: bool = False
    settled: bool = False  # presupposed, or in a clause of its own: the cue above does not reach it

    def note(self, stance: Stance | None, token: Token) -> None:
        if stance is not None:
            self.signals.append((stance, token))


def stance(passage: Passage, token: int, attribution: Attribution | None = None, outer: Sequence[Attribution] = ()) -> Stanced:
    """The stance of the event headed by token number `token`.

    `attribution` is the innermost one that holds the event, `outer` those that enclose it, nearest first.
    """
    event = passage.doc[token]
    stop = attribution.cue_token if attribution is not None and attribution.passage == passage.number else None
    trail = _climb(event, stop)
    found = _held(trail, attribution, outer)
    spans = [passage.span(word.i, word.i) for _, word in trail.signals if found is not None and _ == found]
    if attribution is not None and attribution.stance == found and attribution.cue is not None:
        spans.append(attribution.cue)
    if found is None and trail.negators and _rejects(trail, event, attribution):
        found = "denied"
        spans = [passage.span(word.i, word.i) for word in trail.negators]
    auxiliary = ("negation",) * bool(trail.negators) + ("future",) * (found == "planned") + ("hypothetical",) * trail.hypothetical
    return Stanced(stance=found or "asserted", cues=tuple(dict.fromkeys(spans)), negated=bool(trail.negators), auxiliary=auxiliary)


def _held(trail: _Trail, attribution: Attribution | None, outer: Sequence[Attribution]) -> Stance | None:
    """Of all signals the one that counts.

    A denial first, then a firm hedge beside the event, then the nearest wish or plan, then a soft hedge ("likely"),
    and last what the cue of the attribution imposes.
    """
    local = trail.signals
    above = None if trail.settled else _imposed(attribution, outer)
    if above == "denied" or any(found == "denied" for found, _ in local):
        return "denied"
    if any(found == "hedged" and word not in trail.soft for found, word in local):
        return "hedged"
    aimed = next((found for found, _ in local if found != "hedged"), None)
    return aimed or (local[0][0] if local else above)


def _imposed(attribution: Attribution | None, outer: Sequence[Attribution]) -> Stance | None:
    """What the cues above impose: the innermost one's stance, or through a report of nobody the next one's."""
    for above in (attribution, *outer):
        if above is None:
            return None
        if above.stance is not None or (above.speaker is not None and (above.speaker.kind != "unnamed" or _spoken(above))):
            return _first_person(above)
    return None


def _spoken(above: Attribution) -> bool:
    """Whether somebody unnamed speaks, as against a report that goes about."""
    row = cue_rows("verb").get(above.lemma or "")
    return above.kind == "indirect" and row is not None and row.kind == "speech"


def _first_person(above: Attribution) -> Stance | None:
    """Read "I believe" asserts, "he believes" hedges."""
    return None if above.stance == "hedged" and above.own_voice else above.stance


def _rejects(trail: _Trail, event: Token, attribution: Attribution | None) -> bool:
    """Whether a negated event is a denial: "we did not fire", or a reply that it was not so.

    Plain negation stays asserted: of 28 negated and attributed events in the reports this was developed on, 23 were.
    """
    if attribution is None or attribution.speaker is None or trail.settled:
        return False
    subject = child(event, "nsubj", "nsubjpass")
    ours = subject is not None and (subject.lower_ in _WE or any(kid.lower_ in _OURS for kid in subject.subtree))
    past = event.tag_ in ("VBD", "VBN") or any(kid.tag_ in ("VBD", "VBN") or kid.lower_ == "never" for kid in event.lefts)
    return (ours and past) or attribution.lemma in _REPLIES


def _climb(event: Token, stop: int | None) -> _Trail:
    """The signals from an event's word up to the cue at token `stop`, the sentence's root, or a clause that stands for itself."""
    trail = _Trail()
    trail.note(own_stance(event), event)
    if _imperative(event):
        trail.note("demand", event)
    word = event
    _look(word, trail)
    for _ in range(_CLIMB):
        head = word.head
        if head == word or stop in (head.i, word.i):
            break
        if not _step(word, head, trail):
            break
        word = head
    return trail


def _imperative(event: Token) -> bool:
    """Read "Stop the war.": a bare verb that opens its sentence."""
    if event.tag_ != "VB" or event.dep_ != "ROOT" or child(event, "nsubj", "aux", "nsubjpass") is not None:
        return False
    return bool(event.is_sent_start) or event.nbor(-1).lower_ in ("please", "n't", "not", "“", '"', "never")


def _look(word: Token, trail: _Trail) -> None:
    """The signals among a word's own children: modals, adverbs, adjectives, negation, conditions."""
    verbal = word.tag_.startswith("V") or word.pos_ == "AUX"
    for kid in word.children:
        low = kid.lower_
        if kid.dep_ == "neg" or (kid.dep_ in ("det", "preconj", "cc") and low in denial_words("negator")):
            trail.negators.append(kid)
        elif low in hedges("null") or (low in hedges("adjective") and kid.dep_ == "amod"):
            trail.note("hedged", kid)
        elif low in hedges("hint") and kid.dep_ == "advmod":
            trail.note("hedged", kid)
            trail.soft.add(kid)
        elif verbal and kid.dep_ in ("nsubj", "nsubjpass") and any(word.lower_ in ("no", "neither") for word in kid.lefts):
            trail.negators.append(kid)
        elif verbal and kid.dep_ == "advcl" and any(mark.lower_ in _IF for mark in kid.lefts):
            trail.hypothetical = True
        elif verbal and kid.dep_ in ("acomp", "attr"):
            _predicate(kid, trail)
    if verbal:
        modal, found = verb_modal(word)
        if modal is not None:
            trail.note(found, modal)


def _predicate(word: Token, trail: _Trail) -> None:
    """Read "it is unclear whether", "the report is false"."""
    low = word.lemma_.lower()
    negated = any(kid.dep_ == "neg" for kid in word.head.children)
    if low in hedges("hint"):
        trail.note("hedged", word)
        trail.soft.add(word)
    elif (low in hedges("predicate") or (low in hedges("negated_predicate") and negated)) and _knowing(word):
        trail.note("hedged", word)
    elif low in demanding():
        trail.note("demand", word)
    elif low in denial_words("predicate") and not negated:
        trail.note("denied", word)


def _knowing(word: Token) -> bool:
    """Whether what somebody is not able or not sure to do is to know or to tell: "unable to reach the town" leaves nothing open."""
    aim = child(word, "xcomp")
    return aim is None or aim.lemma_.lower() in denial_words("epistemic")


def _step(word: Token, head: Token, trail: _Trail) -> bool:
    """Take one step up; False where the cues above no longer reach the event."""
    label = word.dep_
    if (head.lemma_.lower() in presupposing() and label in ("prep", "poss", "compound")) or _ended(word, head):
        trail.settled = True
        return False
    if label in _SUBJECTS:
        if head.lemma_ not in _HAPPENING:
            return False
        _look(head, trail)
        return True
    if label in ("xcomp", "ccomp"):
        return _complement(word, head, trail)
    if label == "advcl":
        return _adverbial(word, head, trail)
    if label in ("relcl", "acl") or (label == "amod" and word.tag_ in ("VBN", "VBG")):
        return _modifier(word, head, trail)
    if label == "conj":
        return _joined(word, head, trail)
    return label in _NOMINAL and _nominal(head, trail)


def _ended(word: Token, head: Token) -> bool:
    """Read "urged the army to stop *its bombing of towns*", "to stop *bombing*": what is to end, told with its doer, is going on.

    "The army must stop bombing" is one claim, of what must happen.
    """
    row = cue_rows("verb").get(head.head.lemma_.lower())
    demanded = row is not None and row.kind == "demand"
    told = (word.dep_ == "dobj" and bool(frames.doers(word))) or (demanded and word.dep_ == "xcomp" and word.tag_ == "VBG")
    return told and head.pos_ == "VERB" and head.lemma_.lower() in ENDING


def _nominal(head: Token, trail: _Trail) -> bool:
    """An event's noun under its verb: what the verb says of it holds ("denied the attack", "will launch an attack")."""
    _look(head, trail)
    if head.tag_.startswith("V"):
        trail.note(own_stance(head), head)
    return True


def _complement(word: Token, head: Token, trail: _Trail) -> bool:
    """Read "plans to attack", "is believed to have fled", "unclear whether"."""
    if word.dep_ == "ccomp" and head.lemma_.lower() not in ("ensure", "make", "let"):
        for kid in head.children:
            if kid.dep_ in ("acomp", "attr"):
                _predicate(kid, trail)
        if head.lemma_.lower() in hedges("predicate") or head.lower_ in hedges("hint"):
            trail.note("hedged", head)
            trail.soft |= {head} if head.lower_ in hedges("hint") else set()
        if head.lemma_.lower() in denial_words("epistemic") and unsettled(head):
            trail.note("hedged", head)
        trail.note(modal_stance(head, "finite"), head)
        return False
    trail.note(modal_stance(head, "to"), head)
    _look(head, trail)
    return True


def _modifier(word: Token, head: Token, trail: _Trail) -> bool:
    """Read "plans to attack", "calls to stop" pass their stance on; a relative clause or participle stands for itself."""
    row = cue_rows("noun").get(head.lemma_.lower())
    mark = child(word, "mark")
    if row is not None and ((mark is not None and mark.lower_ == "that") or _unmarked(word)):
        return True  # "reports that the town has fallen": what holds of the report holds of its clause
    if word.dep_ == "acl" and word.tag_ == "VB":
        trail.note(row.stance if row is not None else modal_stance(head, "noun"), head)
    trail.settled = True
    return False


def _unmarked(word: Token) -> bool:
    """Read "accusations it shelled the town": a clause without its "that", which lacks nothing a relative clause would."""
    if word.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or child(word, "nsubj", "nsubjpass") is None:
        return False
    relative = any(kid.tag_ in ("WDT", "WP", "WP$", "WRB") or kid.lower_ == "that" for kid in word.lefts)
    return not relative and child(word, "dobj", "nsubjpass", "ccomp", "xcomp", "attr", "acomp", "prep") is not None


def _adverbial(word: Token, head: Token, trail: _Trail) -> bool:
    """A purpose is planned, a condition hypothetical, what went before has happened."""
    marks = {kid.lower_ for kid in word.lefts if kid.dep_ in ("mark", "advmod")}
    if marks & _IF:
        trail.hypothetical = True
        trail.note("planned", word)
        return False
    if word.tag_ == "VB" and any(kid.lower_ == "to" for kid in word.lefts):
        trail.note(modal_stance(head, "to") or "planned", word)
        return True
    if marks & _BEFORE or word.tag_ in ("VBD", "VBZ", "VBP"):
        trail.settled = True
        return False
    if word.tag_ in ("VBG", "VBN"):
        _look(head, trail)
        return True
    return False


def _joined(word: Token, head: Token, trail: _Trail) -> bool:
    """A second verb without subject and modal of its own stands under the first one's."""
    if child(word, "nsubj", "nsubjpass", "aux") is None or not word.tag_.startswith("V"):
        modal, found = verb_modal(head) if word.tag_ == head.tag_ else (None, None)
        if modal is not None:
            trail.note(found, modal)
    return True
