"""Words for somebody: which common nouns name a party, which only count or gather one, which qualify one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.actors.names import CALENDAR, SENTENCE_OPENERS, actor_words
from reportedly.read.grammar.classes import word_classes

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONS = frozenset("rebel militant terrorist insurgent guerrilla jihadist separatist extremist protester".split())
"""Words for one of many, which before an event noun say whose it is: a rebel attack is the rebels'."""


def whole(head: Token) -> Token:
    """What a count or part is of, or the name of a place: "dozens of civilians", "the lives of 30 people", "the town of Kalay"."""
    if head.lemma_.lower() in PARTS or head.lemma_.lower() in GATHERINGS:
        for prep in head.children:
            if prep.dep_ == "prep" and prep.lower_ == "of":
                for obj in prep.children:
                    if obj.dep_ == "pobj" and (head.lemma_.lower() in PARTS or obj.tag_ == "NNS"):
                        return obj
    if head.lemma_.lower() in word_classes()["PLACE"]:
        for prep in head.children:
            if prep.dep_ == "prep" and prep.lower_ == "of":
                return next((obj for obj in prep.children if obj.dep_ == "pobj" and obj.pos_ == "PROPN"), head)
    return head


def is_body(noun: Token) -> bool:
    """Whether a common noun names an armed or governing body, not people: "units of the army", "members of the coalition"."""
    row = actor_words().get(noun.lemma_.lower())
    return noun.pos_ in ("NOUN", "PROPN") and row is not None and noun.lemma_.lower() in BODIES


BODIES = frozenset(
    "army military police coalition regime government militia navy group organization organisation movement guard force alliance party "
    "front cartel mafia gang faction brigade battalion regiment wing union junta insurgency federation".split()
)


def stands_for_body(head: Token) -> bool:
    """Whether a noun names people for the body they belong to: "members", "guerrillas"; at a sentence's start the tagger may see a name."""
    lemma = head.lemma_.lower() if head.pos_ == "NOUN" else head.lower_.removesuffix("s")
    row = actor_words().get(lemma)
    known = row is not None and (row.generic is not None or lemma in STANDING_FOR)
    return known and (head.pos_ == "NOUN" or (head.pos_ == "PROPN" and head.is_sent_start is True))


def is_party_word(head: Token) -> bool:
    """Whether a common noun can be somebody, or something done to: known party words, people, things; not acts or abstractions."""
    if head.lower_ in CALENDAR:
        return False
    opener = head.is_sent_start and head.lower_ in SENTENCE_OPENERS
    if not opener and (head.pos_ in ("PROPN", "PRON") or head.text[:1].isupper()):
        return True
    lemma = head.lower_.removesuffix("s") if head.tag_ == "NNPS" else head.lemma_.lower()  # the tagger's names keep their plural
    if lemma in actor_words() or head.lower_ in actor_words():
        return True
    classes = word_classes()
    if any(lemma in classes[name] for name in ("PEOPLE", "FORCE", "THING", "PLACE")):
        return True
    return head.pos_ == "NOUN" and lemma.endswith(PERSON_ENDINGS) and lemma not in NO_PERSONS


GATHERINGS = frozenset({"group", "crowd", "band", "team", "number", "coalition", "column", "gang", "pair", "handful", "family", "wave"})
STANDING_FOR = frozenset(
    {
        "member",
        "guerrilla",
        "representative",
        "fighter",
        "soldier",
        "element",
        "troop",
        "force",
        "rebel",
        "militant",
        "delegate",
        "leader",
        "supporter",
    }
)
PARTS = frozenset(
    "dozen dozens hundred hundreds thousand thousands million millions score scores number majority life lives body bodies most many some "
    "several part half third quarter remain remains rest one none group series total all each coffin death deaths".split()
)
PERSON_ENDINGS = ("ist", "ian", "eer", "man", "woman", "men", "ee", "ant", "er", "or")
NO_PERSONS = frozenset(
    (
        "number order power matter offer water river border corner letter paper weather winter summer hour timber error terror horror "
        "minor transfer character center chapter charter encounter disaster answer danger anger hunger fire centre cover tower door "
        "floor factor sector tractor motor color labor harbor restaurant covenant grant warrant moment amount degree committee agree "
        "fee coffee tree three human chamber member october november december september quarter layer shelter filter newsletter "
        "remainder murder counter barrier carrier cancer gunpowder powder bulldozer helicopter trailer computer folder ladder shoulder "
        "finger dinner manner banner corridor mirror plant constant instant restraint "
    ).split()
)
PLAIN = frozenset(
    "the a new former armed local other several many some more two three key top senior major main rival opposing pro anti ex".split()
)


def qualifies(before: Token, head: Token) -> bool:
    """Whether a name or nationality stands before a modifier and qualifies it, though both hang on the noun after them."""
    return (
        before.dep_ in ("compound", "amod", "nmod")
        and before.head.i in (head.i, head.head.i)
        and (before.pos_ == "PROPN" or before.text[:1].isupper())
    )
