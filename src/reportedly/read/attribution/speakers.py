"""Speakers: whose words a cue brings, what they are, and by which media and channel they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.actors.kinds import kind_by_words
from reportedly.read.attribution.attributed import SpeakerKind, SpeakerMention
from reportedly.read.attribution.cues import channel_words, cue_rows, speaker_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reportedly.model import Span
    from reportedly.read.grammar.passage import Passage

_CLIMB = 6  # steps from a verb without a subject to the verb that lends its own
_NAMELESS = 4  # tokens behind a document within which "of unknown origin" stands
_SEATED = frozenset({"in", "at", "inside", "near"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "parataxis", "ccomp"})
_NAMES = frozenset({"NNP", "NNPS"})
_REPORTING = frozenset({"speech", "report", "claim", "confirm", "denial", "accuse", "warn"})
_KINDS: tuple[SpeakerKind, ...] = ("unnamed", "witness", "expert", "media")


def child(token: Token, *labels: str) -> Token | None:
    """The first child under one of the dependency labels."""
    return next((kid for kid in token.children if kid.dep_ in labels), None)


def subject_of(verb: Token) -> Token | None:
    """The subject next to a verb: of two that the parser found in one name ("news agency SANA") the nearer."""
    found: Token | None = None
    for kid in verb.children:
        if kid.dep_ == "nsubj":
            if kid.i > verb.i:
                return found or kid
            found = kid
    return found


def agent(token: Token) -> Token | None:
    """Who a passive verb says did it: the object of its "by"."""
    by = child(token, "agent")
    return child(by, "pobj") if by is not None else None


def speaker_of(cue: Token) -> Token | None:
    """The head of the noun phrase that speaks through a verb cue, None when the text names nobody."""
    verb = cue
    for _ in range(_CLIMB):
        subject = subject_of(verb)
        if subject is not None:
            return _antecedent(verb, subject)
        if verb == cue and cue.dep_ == "acl" and (by := agent(cue)) is not None:
            return by
        passive = child(verb, "nsubjpass")
        if passive is not None or child(verb, "auxpass") is not None:
            return agent(verb) if verb == cue else _antecedent(verb, passive) if passive is not None else None
        head = verb.head
        if head == verb:
            return _inverted(cue)
        if (found := _hung(cue, verb, head)) is not None:
            return found
        verb = head.head if verb.dep_ == "pcomp" else head
        if not verb.tag_.startswith("V") and verb.pos_ != "AUX":
            return _inverted(cue)
    return None


def _inverted(cue: Token) -> Token | None:
    """The noun after a cue that the parser took for its object ("…," said Ahmed)."""
    if cue.lemma_.lower() not in ("say", "tell", "add", "write", "report", "claim", "announce"):
        return None
    clause = child(cue, "ccomp")
    if clause is None:
        return None
    noun = child(cue, "dobj")
    if noun is not None and noun.i > cue.i and cue.lemma_ != "tell":
        return noun
    before = cue.nbor(-1) if cue.i else cue
    inside = clause.i < before.i and before.tag_ in ("NN", "NNS", "NNP", "NNPS", "PRP") and before.right_edge == before
    return _first_of(before) if inside and before.dep_ in ("pobj", "dobj", "appos", "npadvmod", "conj", "attr") else None


def _first_of(noun: Token) -> Token:
    """The one named first of those who speak, where the parser lost the subject: "a relief worker and teachers in the town said"."""
    where = noun.left_edge.i - 1
    if noun.dep_ == "pobj" and noun.head.i == where and where and noun.head.lower_ in _SEATED and can_speak(noun.nbor(where - 1 - noun.i)):
        noun = noun.nbor(where - 1 - noun.i)
    joint = noun.left_edge.i - 1
    is_joined = joint > 0 and noun.doc[joint].lower_ == "and" and noun.doc[joint].sent == noun.sent
    return noun.doc[joint - 1] if is_joined and can_speak(noun.doc[joint - 1]) else noun


def can_speak(noun: Token) -> bool:
    """Whether a common noun is one for people or bodies that reports quote."""
    return noun.tag_ in ("NN", "NNS") and (speaker_kind(noun) is not None or kind_by_words(noun.lemma_.lower()) is not None)


def _antecedent(verb: Token, subject: Token) -> Token | None:
    """The noun behind a relative pronoun; None for an expletive "it"."""
    if subject.tag_ in ("WP", "WDT") or (subject.lower_ == "that" and verb.dep_ == "relcl"):
        return verb.head if verb.dep_ in ("relcl", "acl") else None
    return subject


def _hung(cue: Token, verb: Token, head: Token) -> Token | None:
    """The speaker that the head of a clause without a subject shows: a noun, who is quoted as saying, or who goes on speaking."""
    if verb.dep_ in ("acl", "relcl") and head.tag_.startswith("N"):
        return _author(head, cue)
    if verb.dep_ == "pcomp" and head.head.lemma_ in ("quote", "cite", "describe") and head.lower_ == "as":
        return child(head.head, "dobj", "nsubjpass")
    above = head.head if verb.dep_ == "pcomp" else head
    return _governing(above) if cue.tag_ == "VBG" and cue.lemma_ in speaker_words("going_on") else None


def _governing(verb: Token) -> Token | None:
    """Who goes on speaking in "said the raid hit a camp, adding that": the subject of the cue that governs the clause, not the clause's."""
    if verb.lemma_.lower() in cue_rows("verb") or verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in cue_rows("verb"):
        return None
    return speaker_of(verb.head)


def _author(noun: Token, cue: Token) -> Token:
    """Who speaks through a noun with a clause ("issued a statement saying"): its issuer, else itself.

    A participle behind the object of a reporting verb ("reported the raid saying") is the reporter's.
    """
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head
    if noun.lemma_.lower() in speaker_words("document") and noun.dep_ in ("dobj", "pobj"):
        subject = child(verb, "nsubj") if owner(noun) is None else None
        if subject is not None:
            return subject
    if (
        cue.tag_ == "VBG"
        and noun.dep_ == "dobj"
        and (row := cue_rows("verb").get(verb.lemma_.lower())) is not None
        and row.kind in _REPORTING
    ):
        return subject_of(verb) or noun
    return noun


def owner(noun: Token) -> Token | None:
    """The body behind a document or a role: "the ministry's", "by the ministry", "UN", "for the front"."""
    found = child(noun, "poss")
    if found is None:
        prep = next(
            (kid for kid in noun.children if kid.dep_ in ("prep", "agent") and kid.lower_ in ("by", "from", "for", "of", "in", "at")), None
        )
        found = child(prep, "pobj") if prep is not None else None
    if found is None:
        found = next((kid for kid in noun.children if kid.dep_ in ("compound", "nmod", "amod") and kid.tag_ in _NAMES), None)
    return found


def mention(passage: int, noun: Token) -> SpeakerMention:
    """The mention that `noun` heads, with role, body and kind read off its words."""
    head, role, party = noun, None, None
    low = noun.lemma_.lower()
    apposed = _apposed(noun)
    if low in speaker_words("document") and (maker := _maker(noun)) is not None:
        head = maker
    elif low in speaker_words("role") and (noun.tag_ not in _NAMES or (apposed is not None and apposed.tag_ in _NAMES)):
        named = apposed is not None and apposed.tag_ in _NAMES
        role, party = _words(noun, apposed if named else None), owner(noun)
        head = apposed if apposed is not None and named else noun
    elif noun.tag_ in _NAMES and apposed is not None and apposed.lemma_.lower() in speaker_words("role"):
        role, party = _words(apposed, None), owner(apposed)
    else:
        role, party = _title(noun)
    first, last = _extent(noun)
    return SpeakerMention(
        passage=passage,
        first=first,
        last=last,
        head=head.i,
        role=role,
        party_head=party.i if party is not None else None,
        kind="unnamed" if nameless(noun) else speaker_kind(noun if role is None else head),
        plural=noun.tag_ in ("NNS", "NNPS") or child(noun, "conj") is not None,
        both_sides=_both_sides(noun),
        pronoun=noun.tag_ in ("PRP", "DT", "WP"),
    )


def _maker(document: Token) -> Token | None:
    """The body behind a document; "of" and "about" behind one that reports say what it is about ("reports of killings")."""
    found = owner(document)
    row = cue_rows("noun").get(document.lemma_.lower())
    about = row is not None and found is not None and found.head.dep_ == "prep" and found.head.lower_ in row.preps
    return None if found is None or about or found.tag_ == "CD" else found


def nameless(noun: Token) -> bool:
    """Whether it is a document that says itself to be nobody's: "anonymous posts", "posts of unknown origin"."""
    if noun.lemma_.lower() not in speaker_words("document") or noun.tag_ in _NAMES:
        return False
    return any(word.lower_ in speaker_words("nameless") for word in noun.subtree if word.i < noun.i + _NAMELESS)


def _apposed(noun: Token) -> Token | None:
    """What is apposed to a noun, or, where it ends the phrase, to the body behind its "of" ("the leader of the Front, Ahmad Karim,")."""
    found = child(noun, "appos")
    if found is not None and noun.doc[found.left_edge.i - 1].text != "(":
        return found
    prep = next((kid for kid in noun.rights if kid.dep_ == "prep"), None)
    body = child(prep, "pobj") if prep is not None else None
    inner = child(body, "appos") if body is not None else None
    if inner is None or inner.tag_ not in _NAMES or noun.doc[inner.left_edge.i - 1].text == "(":
        return None
    return inner if inner.right_edge.i >= noun.right_edge.i - 1 else None


def _both_sides(noun: Token) -> bool:
    """Whether it is "both sides", "the two parties", "each side", or a bare "both"."""
    if noun.lower_ == "both":
        return True
    return noun.lemma_ in ("side", "party") and any(kid.lower_ in ("both", "two", "each", "all", "either") for kid in noun.children)


def _title(noun: Token) -> tuple[str | None, Token | None]:
    """Role and body before a name: "Taliban spokesman Zabihullah Mujahid"."""
    roles = [kid for kid in noun.lefts if kid.dep_ in ("compound", "nmod", "amod", "nsubj") and kid.lemma_.lower() in speaker_words("role")]
    if not roles:
        return None, None
    title = roles[-1]
    before = [
        kid for kid in (*noun.lefts, *title.lefts) if kid.i < title.i and (kid.tag_ in _NAMES or kid.dep_ == "poss" or kid.tag_ == "NN")
    ]
    first = noun.left_edge.i
    words = noun.doc[first : title.i + 1].text
    return words.removeprefix("the ").removeprefix("The "), before[-1] if before else None


def _words(noun: Token, name: Token | None) -> str:
    """The words of a role without its article, without what is apposed to it and without the name behind it."""
    first, last = noun.left_edge.i, noun.right_edge.i if name is None else name.left_edge.i - 1
    for kid in noun.children:
        if kid.i > noun.i and kid.dep_ in ("appos", "relcl", "acl", "punct", "conj"):
            last = min(last, kid.left_edge.i - 1)
    while noun.doc[first].dep_ == "det" and first < noun.i:
        first += 1
    return noun.doc[first : last + 1].text.rstrip(" ,–—-")


def _extent(noun: Token) -> tuple[int, int]:
    """First and last token of the noun phrase, without clauses that hang on it."""
    first, last = noun.left_edge.i, noun.right_edge.i
    for kid in noun.children:
        if kid.i > noun.i and kid.dep_ in _CLAUSES:
            last = min(last, kid.left_edge.i - 1)
    while last > noun.i and noun.doc[last].is_punct:
        last -= 1
    while first < noun.i and noun.doc[first].is_punct:
        first += 1
    return first, last


def speaker_kind(noun: Token) -> SpeakerKind | None:
    """What the words alone say of a speaker."""
    low = noun.lemma_.lower()
    if noun.tag_ in _NAMES and not (noun.is_sent_start and low in speaker_words("rumour")):
        return "media" if is_media(noun) else None
    found = next((kind for kind in _KINDS if low in speaker_words(kind)), None)
    return found or ("media" if is_media(noun) else None)


def is_media(noun: Token) -> bool:
    """Whether a noun names a medium: by the table of names, or by its last word ("TOLO news")."""
    low = noun.lower_
    if low in speaker_words("media_name") or noun.lemma_.lower() in speaker_words("media"):
        return True
    named = noun.tag_ in _NAMES or any(kid.tag_ in _NAMES for kid in noun.lefts)
    if named and low in speaker_words("media_word"):
        return True
    words = [kid.lower_ for kid in noun.lefts if kid.dep_ in ("compound", "nmod", "nsubj")] + [low]
    return " ".join(words) in speaker_words("media_name") or bool({"agency", "newspaper", "broadcaster", "channel"} & set(words[:-1]))


def phrase(passage: Passage, noun: Token) -> Span:
    """The span of a noun phrase without its clauses and article.

    A name that the parser split in two objects ("told TOLO news") is put together again.
    """
    first, last = _extent(noun)
    following = noun.doc[last + 1] if last + 1 < len(noun.doc) else None
    if noun.dep_ == "dative" and following is not None and following.dep_ == "dobj" and following.lower_ in speaker_words("media_word"):
        last += 1
    while first < noun.i and noun.doc[first].dep_ == "det":
        first += 1
    return passage.span(first, last)


def relays_of(passage: Passage, cue: Token) -> tuple[Span, ...]:
    """The media that a verb cue was told to: "told TOLO news", "said in an interview with the BBC"."""
    found: list[Token] = []
    for kid in cue.children:
        if kid.dep_ in ("dobj", "dative") and kid.i > cue.i and cue.lemma_ in ("tell", "inform", "assure"):
            found.append(kid)
        elif kid.dep_ in ("prep", "dative") and kid.lower_ in ("to", "in", "with"):
            noun = child(kid, "pobj")
            found += [noun] if noun is not None else []
            inner = child(noun, "prep") if noun is not None and noun.lemma_ in ("interview", "statement", "comment", "remark") else None
            nested = child(inner, "pobj") if inner is not None else None
            found += [nested] if nested is not None else []
    found = [noun for noun in found if not (noun.dep_ == "dobj" and noun.i and noun.nbor(-1).dep_ == "dative")]
    return tuple(phrase(passage, noun) for noun in found if is_media(noun) and noun.lemma_ not in ("reporter", "journalist"))


def channel_of(passage: Passage, cue: Token) -> Span | None:
    """The medium that carried the speaker's own words: "on his Facebook page", "in a video message", "tweeted"."""
    if cue.lemma_ in ("tweet", "retweet"):
        return passage.span(cue.i, cue.i)
    for kid in cue.children:
        if kid.dep_ != "prep" or kid.lower_ not in ("on", "in", "via", "through", "by", "over"):
            continue
        noun = child(kid, "pobj")
        if noun is not None and any(word.lemma_.lower() in channel_words() for word in (noun, *noun.lefts)):
            return phrase(passage, noun)
    return None
