"""Statements: texts that a ministry or a movement issues in its own name, "we" throughout.

Such a text has no reporting verb: its maker speaks of himself by name and in the present ("The Union strongly
condemns…") and goes on as "we". The whole of it is his, save what it quotes or ascribes to others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.attribution.cues import speaker_words
from reportedly.read.attribution.drafts import Draft
from reportedly.read.attribution.speakers import subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from reportedly.read.attribution.marked import Marked

_OWN = frozenset({"we", "our", "us"})
_LEAST = 2  # own words ("we", "our") outside quotations that make a text a statement
_LONGEST = 40  # paragraphs of the longest text that is taken for one


def statements(marked: Sequence[Marked], drafts: Sequence[Draft]) -> list[Draft]:
    """The whole text as its maker's, when it is a statement; else nothing.

    A text in which anybody "said" anything is a report, whatever words in the first person it holds.
    """
    if len(marked) > _LONGEST or any(_says(item) for item in drafts):
        return []
    own = sum(word.lower_ in _OWN and page.quoting(word.i) is None for page in marked for word in page.passage.doc)
    maker = next(((page, verb) for page in marked for verb in page.passage.doc if _performs(page, verb)), None)
    if own < _LEAST or maker is None:
        return []
    page, verb = maker
    ranges = [(other.position, 0, len(other.passage.doc) - 1) for other in marked if len(other.passage.doc)]
    return [Draft(page, "direct", None, verb.i, verb.i, subject_of(verb), ranges)]


def _says(item: Draft) -> bool:
    """Whether somebody is reported to have said something."""
    return item.cue is not None and item.speaker is not None and item.cue.lemma_ in ("say", "tell", "add") and item.cue.tag_ == "VBD"


def _performs(page: Marked, verb: Token) -> bool:
    """Whether a main verb is what a named maker does by stating it: "The Union condemns", "the Union remains committed"."""
    if verb.tag_ not in ("VBZ", "VBP") or verb.dep_ != "ROOT" or verb.lemma_ not in speaker_words("performing"):
        return False
    subject = subject_of(verb)
    return subject is not None and subject.tag_ in ("NNP", "NNPS") and subject.i < verb.i and page.quoting(verb.i) is None
