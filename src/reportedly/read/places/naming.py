"""The words of a paragraph, and what a name among them may mean: the gazetteer's entries, those of divisions written short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from reportedly.read.places.place_words import is_size, short_divisions, word_kinds

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from reportedly.gazetteer import Entry
    from reportedly.read.grammar.passage import Passage
    from reportedly.read.places.place_words import Division

Lookup = Callable[[str], "tuple[Entry, ...]"]
"""A name to every place of that name, most populous first: the gazetteer's `find`."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph's tokens as plain words, with where each starts in the paragraph."""

    passage: Passage
    doc: Doc
    text: str
    each: tuple[str, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, passage: Passage) -> Words:
        """The words as they were parsed; one pass over the parse, for each token asked costs as much as all that is done with it."""
        spaced = [token.text_with_ws for token in passage.doc]
        each = tuple(word[:-1] if len(word) > 1 and word[-1] == " " else word for word in spaced)
        starts = tuple(accumulate(map(len, spaced), initial=0))
        return cls(passage, passage.doc, "".join(spaced), each, starts[:-1])

    def span(self, first: int, last: int) -> str:
        """The text of tokens `first`..`last` (both included)."""
        return self.text[self.starts[first] : self.starts[last] + len(self.each[last])]


_AROUND = frozenset({"of", "the", "port"})


def entries_of(name: str, lookup: Lookup) -> tuple[Entry, ...]:
    """Every place of that name, most populous first; of "S.C." and its like the division alone."""
    short = short_divisions().get(name)
    return lookup(name) if short is None else division(short, lookup)


def division(row: Division, lookup: Lookup) -> tuple[Entry, ...]:
    """The entry of a division of our table; empty when the gazetteer lacks it."""
    inside = [entry for entry in lookup(row.name) if entry.country == row.country and entry.kind in ("admin1", "region")]
    return tuple(inside[:1])


def within(name: str, lookup: Lookup) -> tuple[Entry, ...]:
    """The places of the name that is left without its kind words and points of the compass: "Port of Basra" is at Basra."""
    words = name.split()
    while len(words) > 1:
        if is_size(words[-1].lower()) and word_kinds()[words[-1].lower()] != "street":
            words = words[:-1]
        elif is_size(words[0].lower()) or word_kinds().get(words[0].lower()) == "compass" or words[0].lower() in _AROUND:
            words = words[1:]
        else:
            break
        found = entries_of(" ".join(words), lookup)
        if found:
            return found
    return ()
