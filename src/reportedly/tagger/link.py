"""Linking: which speaker says which content by which cue, within a paragraph.

Every content and every speaker goes to the nearest cue, counted in the words between them; a cue that no speaker is
nearest to shares the one before it ("said …, adding …"). On the spans of PolNeAR's annotators this gives the figure
that `evaluate/attribution.py` prints as "linked, given spans".
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.tagger.decode import Run

Part = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution: its parts as half-open offsets into the paragraph, in text order; `speaker` may be empty."""

    speaker: tuple[Part, ...]
    cue: tuple[Part, ...]
    content: tuple[Part, ...]


@dataclass(slots=True)
class _Bundle:
    cue: Run
    speakers: list[Run]
    contents: list[Run]


_STOP = 20
"""Words that the end of a sentence counts for: more than stand between a cue and its parts within one."""


def linked(found: Sequence[Run], sentences: Sequence[int]) -> list[tuple[Run | None, list[Run], list[Run]]]:
    """Cue, speakers and contents of every attribution among spans of words; one without a cue when the paragraph has none.

    `sentences` is the number of the sentence that each word stands in.
    """
    cues = [_Bundle(run, [], []) for run in found if run[0] == "cue"]
    speakers = [run for run in found if run[0] == "speaker"]
    contents = [run for run in found if run[0] == "content"]
    if not cues:
        return [(None, speakers[:1], contents)] if contents else []
    for run in contents:
        _nearest(cues, run, sentences).contents.append(run)
    for run in speakers:
        _nearest(cues, run, sentences).speakers.append(run)
    _share(cues, sentences)
    return [(bundle.cue, bundle.speakers, bundle.contents) for bundle in cues]


def _share(cues: Sequence[_Bundle], sentences: Sequence[int]) -> None:
    """Speakers for cues that have none: those of the cue before, in the same sentence."""
    for before, bundle in pairwise(cues):
        if not bundle.speakers and sentences[before.cue[2]] == sentences[bundle.cue[1]]:
            bundle.speakers = before.speakers


def _nearest(cues: Sequence[_Bundle], run: Run, sentences: Sequence[int]) -> _Bundle:
    """The cue with the fewest words between it and a span; of two as near the one before it."""

    def gap(bundle: _Bundle) -> tuple[int, int]:
        _, first, last = bundle.cue
        if first > run[2]:
            return (first - run[2] + _STOP * (sentences[first] - sentences[run[2]]), 1)
        return (run[1] - last + _STOP * (sentences[run[1]] - sentences[last]), 0)

    return min(cues, key=gap)
