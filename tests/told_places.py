"""Place names of a text as tests ask for them: parsed, found, and given to events."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportedly import english
from reportedly.gazetteer import open_index
from reportedly.read.grammar.passage import Passage
from reportedly.read.places import place_of
from reportedly.read.places.places import PlaceMention, places

if TYPE_CHECKING:
    from reportedly.model import Place

lookup = open_index().find


@cache
def passages(text: str) -> tuple[Passage, ...]:
    """The lines of a text, parsed."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    return tuple(Passage(n, starts[n], doc) for n, doc in enumerate(english.parse(lines)))


def mentions(text: str) -> tuple[PlaceMention, ...]:
    """The place mentions of a text."""
    return places(passages(text), lookup)


def named(text: str, words: str) -> PlaceMention:
    """The first mention whose words hold `words`."""
    found = [m for m in mentions(text) if words in m.place.text]
    assert found, [m.place.text for m in mentions(text)]
    return found[0]


def event(text: str, word: str, *, aside: frozenset[int] = frozenset(), physical: bool = True) -> Place | None:
    """The place of the event that the first token `word` heads."""
    parsed = passages(text)
    sites = place_of.index(parsed, mentions(text))
    for passage in parsed:
        for token in passage.doc:
            if token.text == word:
                return place_of.event_place(passage, token.i, sites, aside=aside, physical=physical)
    raise AssertionError(word)
