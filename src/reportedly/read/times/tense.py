"""The verb that governs a time expression, and whether it looks ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.times.time_tables import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AHEAD_OF = frozenset({"as early as", "as soon as", "no later than", "not later than", "no earlier than"})
_LIMITS = frozenset({"until", "till"})
_HIGHEST_CLIMB = 12  # heads followed from an expression to the verb that governs it; deeper ones are misparses


def looks_ahead(doc: Doc, first: Token, last: Token, *, day: bool = False) -> bool:
    """Whether the verb that governs tokens `first`..`last` speaks of the future ("will meet on Monday", "due on Friday").

    `day` tells that they name a day: "a march is announced for Friday" lies ahead, "profit for August" does not.
    """
    before = doc[first.i - 1].lower_ if first.i else ""
    named = last.dep_ not in ("poss", "compound", "nmod")  # not "for Friday's attack"
    if (day and named and before == "for") or doc[max(0, first.i - 3) : first.i].text.lower() in _AHEAD_OF:
        return True
    token = governor(doc, first.i, last.i)
    verb, direct = doc[token] if token is not None else None, True
    for _ in range(_HIGHEST_CLIMB):
        if verb is None:
            return False
        if verb.pos_ in ("VERB", "AUX", "ADJ"):
            break
        verb, direct = (verb.head if verb.head.i != verb.i else None), False
    if verb is None:
        return False
    if before in _LIMITS and _puts_off(verb):
        return True
    return _is_future(verb) or (named and _is_planned(verb, direct=direct))


def _puts_off(verb: Token) -> bool:
    """Whether what is told "until Tuesday" lasts beyond the telling: anything but a plain past, and verbs of putting off."""
    return verb.tag_ != "VBD" or words_of("defer").get(verb.lemma_.lower()) is not None


def _is_future(verb: Token) -> bool:
    """Whether a verb is in the future by its auxiliaries ("will", "may") or its adjective ("is due")."""
    ahead = words_of("ahead")
    adjectives = [child for child in verb.children if child.dep_ in ("acomp", "oprd")] if verb.lemma_ == "be" else [verb]
    if any(word.pos_ == "ADJ" and ahead.get(word.lower_) == 1 for word in adjectives):
        return True
    auxiliaries = [child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    return any(ahead.get(word) == 0 for word in auxiliaries) and "have" not in auxiliaries


def _is_planned(verb: Token, *, direct: bool) -> bool:
    """Whether a verb tells of a plan; `direct` is False where it governs the time through a noun ("planned a march on Friday")."""
    ahead = words_of("ahead")
    if any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.lefts):
        if verb.dep_ in ("acl", "relcl", "ROOT", "parataxis"):  # "a truce to begin on Monday"; in a headline "court to rule on Monday"
            return direct
        if verb.dep_ == "ccomp" and words_of("speech").get(verb.head.lemma_.lower()) is not None:
            return True
        if verb.dep_ in ("xcomp", "advcl", "ccomp"):
            return 1 in (ahead.get(verb.head.lemma_.lower()), ahead.get(verb.head.lower_)) or verb.head.lemma_ in ("go", "be")
    if not direct:
        return ahead.get(verb.lemma_.lower()) == 1
    return ahead.get(verb.lower_ if verb.tag_ == "VBN" else verb.lemma_.lower()) == 1 and verb.tag_ != "VBD"


def governor(doc: Doc, first: int, last: int) -> int | None:
    """The token that an expression modifies: the first verb or noun above it that is not part of it."""
    token = next((t for t in doc[first : last + 1] if not first <= t.head.i <= last), None)
    token = token if token is not None else doc[last]
    for _ in range(_HIGHEST_CLIMB):
        if token.head.i == token.i:
            return None if first <= token.i <= last else token.i
        token = token.head
        if not first <= token.i <= last and token.pos_ not in ("ADP", "ADV", "SCONJ", "PART", "NUM", "PUNCT", "DET"):
            return token.i
    return None
