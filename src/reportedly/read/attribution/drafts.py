"""Drafts: every cue of a passage with what the parse says it reports, before quotations are settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.read.attribution.asides import asides
from reportedly.read.attribution.contents import accused, noun_content, verb_content
from reportedly.read.attribution.cues import Cue, cue_rows, cues, speaker_words
from reportedly.read.attribution.denials import denial_words
from reportedly.read.attribution.modals import passive_stance
from reportedly.read.attribution.performatives import nothing, own_stance
from reportedly.read.attribution.postposed import adjacent, postposed
from reportedly.read.attribution.speakers import agent, channel_of, child, is_media, nameless, owner, relays_of, speaker_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from reportedly.model import Span, Stance
    from reportedly.read.attribution.attributed import Kind
    from reportedly.read.attribution.marked import Marked

_NEGATORS = frozenset({"not", "n't", "n’t", "never", "nor", "neither"})
_UNSAID = frozenset({"speech", "confirm", "report", "evidence", "claim", "warn", "plan"})  # nothing is reported when these are negated
_HOLDING = frozenset(
    {"make", "issue", "release", "publish", "voice", "express", "repeat", "reiterate", "have", "raise", "give", "receive", "cast"}
)
_REFUSALS = frozenset({"refuse", "decline", "fail", "unable", "avoid", "unwilling", "able"})


@dataclass(slots=True)
class Draft:
    """An attribution in the making. `ranges` are (position of the passage, first token, last token)."""

    page: Marked
    kind: Kind
    cue: Token | None
    cue_first: int
    cue_last: int
    speaker: Token | None = None
    ranges: list[tuple[int, int, int]] = field(default_factory=list)
    relays: list[Token] = field(default_factory=list)
    relay_spans: tuple[Span, ...] = ()
    channel: Span | None = None
    stance: Stance | None = None
    quotable: bool = False


def draft(page: Marked) -> list[Draft]:
    """The drafts of one passage in text order; one without ranges may still receive a quotation."""
    doc = page.passage.doc
    found = [item for cue in cues(doc) if (item := (_verb if cue.row.pos == "verb" else _noun)(page, cue)) is not None]
    found = _unrepeated(found)
    taken = {item.cue.i for item in found if item.cue is not None and item.ranges}
    for aside in asides(doc):
        if aside.cue.i in taken:
            continue
        item = Draft(page, aside.kind, aside.cue, aside.first, aside.last, aside.speaker, _here(page, aside.ranges), stance=aside.stance)
        item.relays += [aside.relay] if aside.relay is not None else []
        if aside.speaker is not None:
            _cited(item, aside.speaker)
            item.stance = item.stance or _hearsay(aside.speaker)
        found.append(item)
    return sorted(found, key=lambda item: item.cue_first)


def _unrepeated(found: list[Draft]) -> list[Draft]:
    """Without noun cues that only repeat what a verb cue brings ("said in a statement that")."""
    brought = {piece for item in found if item.quotable for piece in item.ranges}
    return [item for item in found if item.quotable or not item.ranges or item.ranges[0] not in brought]


def _here(page: Marked, ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int, int]]:
    return [(page.position, first, last) for first, last in ranges if first <= last]


def _verb(page: Marked, cue: Cue) -> Draft | None:
    """A verb cue; None when it is negated or refused, for then nothing is said."""
    token, row = cue.token, cue.row
    negated = _negated(token)
    if row.kind in _UNSAID and (negated or _refused(token) or (row.kind == "claim" and _nobody(token))):
        return None
    speaker = None if accused(cue) else (adjacent(token) if row.kind in _UNSAID else None) or speaker_of(token)
    if row.kind == "rumour":
        speaker = _rumour(token, speaker)
        if speaker is None:
            return None
    ranges = verb_content(cue, speaker)
    if (not ranges or _enumerated(speaker)) and (behind := postposed(token, row)) is not None:
        speaker, ranges = behind[0], [behind[1]]
    passage = page.passage
    item = Draft(page, "indirect", token, token.i, _cue_end(token), speaker, _here(page, ranges))
    item.quotable = "clause" in row.frames or "quote" in row.frames
    item.stance = _stance(cue, negated)
    item.relay_spans = relays_of(passage, token)
    item.channel = channel_of(passage, token)
    quoted = token.head.head if token.dep_ == "pcomp" and token.head.lower_ == "as" else None
    if quoted is not None and quoted.lemma_ in ("quote", "cite"):
        relay = subject_of(quoted) or agent(quoted)
        item.relays += [relay] if relay is not None and is_media(relay) else []
    if speaker is None:
        item.kind = "null"
    _cited(item, token)
    item.stance = item.stance or _hearsay(item.speaker)
    return item


def _enumerated(speaker: Token | None) -> bool:
    """Read "killed 64 people, among them 20 women and 11 children, the governor said": the women are no speakers."""
    return speaker is not None and any(kid.lower_ in ("among", "including") for kid in speaker.lefts)


def _rumour(token: Token, speaker: Token | None) -> Token | None:
    """The rumour in "word spread that", "reports had it that"; None for a virus that spreads."""
    if token.i and (speaker is None or speaker.lemma_.lower() not in speaker_words("rumour")):
        speaker = token.nbor(-1)
    if speaker is None or speaker.lemma_.lower() not in speaker_words("rumour"):
        return None
    return speaker if token.lemma_ != "have" or ((told := child(token, "dobj")) is not None and told.lower_ == "it") else None


def _hearsay(speaker: Token | None) -> Stance | None:
    """Read "initial reports indicate that": reports that nobody makes hedge what they say; "media reports" do not."""
    if speaker is None:
        return None
    if nameless(speaker):
        return "hedged"
    if speaker.lemma_.lower() not in ("report", "rumour", "rumor", "allegation") or speaker.tag_ != "NNS":
        return None
    owned = owner(speaker) is not None or child(speaker, "compound", "poss", "nmod") is not None
    return None if owned else "hedged"


def _stance(cue: Cue, negated: bool) -> Stance | None:
    """What the cue imposes: a negated denial or belief leaves the matter open."""
    row = cue.row
    if negated and row.kind in ("denial", "belief"):
        return "hedged"
    if negated:
        return None
    if row.lemma == "call" and not any(kid.lower_ in row.preps for kid in cue.token.rights):
        return None
    if row.lemma in denial_words("branding") and own_stance(cue.token) == "denied":
        return "denied"
    passive = child(cue.token, "nsubjpass", "auxpass") is not None or accused(cue)
    if passive and row.stance is None and agent(cue.token) is None:
        return None if nothing(cue.token) else passive_stance(row.lemma)
    return row.stance


def _noun(page: Marked, cue: Cue) -> Draft | None:
    """A noun cue; None when it stands in a verb cue that says it all (deny reports that, make claims that)."""
    token, row = cue.token, cue.row
    ranges = noun_content(cue)
    if not ranges:
        return None
    speaker = _holder(token)
    if speaker is None and _taken(token):
        return None
    if speaker is None and row.kind not in ("report", "rumour", "claim", "belief", "speech"):
        return None
    item = Draft(page, "indirect" if speaker is not None else "null", token, token.i, token.i, speaker, _here(page, ranges))
    item.stance = row.stance if speaker is None or row.kind in ("plan", "demand", "denial", "belief") else _received(token)
    if speaker is None:
        item.cue_first = token.left_edge.i
        item.stance = item.stance or _unconfirmed(token)
        item.speaker = token if row.kind in ("report", "rumour", "claim", "belief") else None
    return item


def _taken(noun: Token) -> bool:
    """Whether nobody's report is the object of a verb that answers it ("denied reports that"): the answer holds the clause."""
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head
    row = cue_rows("verb").get(verb.lemma_.lower()) if noun.dep_ in ("dobj", "pobj") else None
    return row is not None and ("object" in row.frames or "report_object" in row.frames)


def _unconfirmed(noun: Token) -> Stance | None:
    """Reports of nobody are hedged, unless they are somebody's after all ("media reports")."""
    return "hedged" if noun.lemma_ in ("report", "claim", "account", "accusation", "allegation") else None


def _holder(noun: Token) -> Token | None:
    """Who holds a claim, report or demand: its possessor, the object of its "by", or the subject that made it."""
    by = next((kid for kid in noun.rights if kid.dep_ in ("prep", "agent") and kid.lower_ in ("by", "from")), None)
    found = child(noun, "poss") or (child(by, "pobj") if by is not None else None)
    if found is None and (body := owner(noun)) is not None and body.i < noun.i:
        found = body
    if found is None and noun.dep_ in ("dobj", "pobj"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.lemma_ in _HOLDING:
            found = child(verb, "nsubj") or (speaker_of(verb) if verb.tag_ == "VBG" else None)
    return found


def _received(noun: Token) -> Stance | None:
    """Who received reports passes on what others say, and does not vouch for it; who casts doubt on them denies it."""
    verb = noun.head.head if noun.dep_ == "pobj" else None
    if verb is not None and verb.lemma_ == "cast" and (doubt := child(verb, "dobj")) is not None and doubt.lemma_ == "doubt":
        return "denied"
    return (
        "hedged" if noun.dep_ == "dobj" and noun.head.lemma_ == "receive" and noun.lemma_ in ("report", "allegation", "complaint") else None
    )


def _cited(item: Draft, anchor: Token) -> None:
    """Read "Reuters said, citing officials": who is cited speaks, and who cites relays."""
    for kid in anchor.subtree if anchor.dep_ == "pobj" else anchor.children:
        if kid.lemma_ not in ("cite", "quote") or kid.tag_ != "VBG" or kid.i == anchor.i:
            continue
        cited = child(kid, "dobj")
        if cited is not None and item.speaker is not None:
            item.relays.append(item.speaker)
            item.speaker = cited
            return


def _negated(token: Token) -> bool:
    """Whether it is "did not say", "neither confirmed nor denied"."""
    if any(kid.dep_ == "neg" or kid.lower_ in _NEGATORS for kid in token.lefts):
        return True
    return token.dep_ == "conj" and token.head.tag_.startswith("V") and any(kid.lower_ in ("neither", "nor") for kid in token.head.children)


def _nobody(cue: Token) -> bool:
    """Read "no group has claimed responsibility"."""
    subject = subject_of(cue)
    return subject is not None and (subject.lower_ in ("nobody", "none") or any(kid.lower_ == "no" for kid in subject.lefts))


def _refused(token: Token) -> bool:
    """Whether it is "refused to say", "was unable to confirm"."""
    head = token.head
    return token.dep_ in ("xcomp", "ccomp") and (
        (head.lemma_ in _REFUSALS and head.lemma_ != "able") or (head.lemma_ == "able" and _negated(head.head))
    )


def _cue_end(token: Token) -> int:
    """The last token of a cue: its particle, or the preposition that it demands."""
    for kid in token.rights:
        if kid.dep_ == "prt" and kid.i == token.i + 1:
            return int(kid.i)
    return int(token.i)
