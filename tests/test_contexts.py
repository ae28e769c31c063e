"""Contexts and auxiliary modes of claims. All texts are invented."""

from __future__ import annotations

from functools import cache

import pytest

import reportedly
import samples
from reportedly import english, lexicon
from reportedly.read.events.contexts import Contexts
from reportedly.settings import Settings

RULES = Settings(reader="rules")


@cache
def claims(text: str) -> tuple[reportedly.Claim, ...]:
    return reportedly.read_report(samples.report(text), settings=RULES).claims


def contexts(text: str, word: str) -> tuple[str, ...]:
    """The contexts of a claim headed by the first token with that word."""
    doc = next(iter(english.parse([text])))
    return Contexts(doc).of(next(token.i for token in doc if token.text == word))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Gunmen attacked a polling station in Kelmet.", "attacked", ("election",)),
        ("Gunmen attacked two villages in Kelmet.", "attacked", ()),
        ("Rebels freed hostages from the refugee camp after an outbreak of cholera.", "freed", ("health", "migration")),
        ("The women's rights group condemned the raid.", "condemned", ("gender",)),
        ("Anti-terror units and the anti-terror court met.", "met", ("terrorism", "legal")),
        ("Hackers stole data. They sold it.", "sold", ()),
        ("Hackers used malware in a cyberattack. They sold it.", "sold", ("cyber",)),
        ("Human rights were abused, a rights group said.", "abused", ("human_rights",)),
        ("Dozens fled.", "fled", ()),
    ],
)
def test_contexts_are_named_by_sentence_and_paragraph(text: str, word: str, expected: tuple[str, ...]) -> None:
    assert contexts(text, word) == expected


def test_the_own_sentence_weighs_more_and_two_are_the_most() -> None:
    text = "The court heard of cholera and of famine, of bribery and of cocaine. Voters lined up at a polling station and cast a ballot."
    assert len(contexts(text, "heard")) == 2
    assert contexts(text, "cast")[0] == "election"


def test_of_two_named_equally_the_rarer_matter_stands_first() -> None:
    assert contexts("The army found sarin.", "found") == ("cbrn", "military")


def test_every_word_of_the_table_is_met_as_the_parser_splits_it() -> None:
    words = {(row["context"], word) for row in lexicon.cells("contexts") for word in row["words"].split("|")}
    docs = english.parse([f"They spoke of the {word} there." for _, word in sorted(words)])
    missed = [pair for pair, doc in zip(sorted(words), docs, strict=True) if pair[0] not in Contexts(doc).of(1) and "'" not in pair[1]]
    shared = [pair for pair in missed if sum(word == pair[1] for _, word in words) == 1]
    assert not shared


def test_claims_carry_their_contexts() -> None:
    found = claims("Gunmen killed four voters at a polling station in Kelmet on Monday, the army said.")
    assert found[0].contexts == ("election", "military")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels attacked Kelmet on Monday.", ()),
        ("The rebels did not attack Kelmet.", ("negation",)),
        ("No civilians were killed in the attack on Kelmet, police said.", ("negation",)),
        ("The army denied that it shelled Kelmet.", ("negation",)),
        ("The army will attack Kelmet.", ("future",)),
        ("The army will attack Kelmet if the talks fail.", ("future", "hypothetical")),
        ("In May 2024 the rebels killed 12 soldiers at Kelmet.", ("historical",)),
        ("The Front demanded that the army release the prisoners.", ()),
        ("Since 2024 a total of 3,000 people have been killed in Kelmet.", ()),
    ],
)
def test_auxiliary_modes(text: str, expected: tuple[str, ...]) -> None:
    assert claims(text)[0].auxiliary == expected


def test_what_must_happen_is_hypothetical() -> None:
    found = claims("The rebels said that the army must stop shelling Kelmet.")
    assert [(claim.event_type, claim.stance, claim.auxiliary) for claim in found] == [("ASSAULT", "demand", ("hypothetical",))]
