"""Responsibility: verbs by which somebody owns to a deed or disowns it, and by which another is blamed.

"Claimed responsibility for", "admitted the bombing", "was behind the ambush", "denied the killings", "was to blame"; and what
nobody has claimed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.grammar import frames

if TYPE_CHECKING:
    from spacy.tokens import Token

OWNING = frozenset({"admit", "acknowledge", "claim", "confess", "concede", "deny", "disclaim", "disown"})
"""Verbs that own to the deed that their object names, or disown it: it is their subject whose deed it is or is not."""
TAKING = frozenset({"claim", "take", "accept", "admit", "assume", "deny", "disclaim", "reject"})
"""Verbs of responsibility, as in event_words."""
SHARES = frozenset({"responsibility", "involvement", "role", "part", "participation", "complicity"})
"""Words for having done a deed, or a part of it."""
_BEING = frozenset({"be", "stand", "lie"})
_NOBODY = frozenset({"no", "none", "nobody", "neither"})


def avowed(noun: Token) -> Token | None:
    """The verb by which somebody owns to the deed that a noun names, or disowns it; None where none does."""
    if noun.dep_ == "dobj":
        return noun.head if noun.head.lemma_.lower() in OWNING else None
    if noun.dep_ != "pobj":
        return None
    verb = noun.head.head
    behind = noun.head.lower_ == "behind" and verb.lemma_.lower() in _BEING
    return verb if behind or (noun.head.lower_ == "to" and verb.lemma_.lower() in OWNING) else None


def avower(noun: Token) -> list[Token]:
    """Whose deed it is, or is not, that a noun names: who owns to it or disowns it."""
    verb = avowed(noun)
    return [] if verb is None or is_nobodys(verb) else frames.subjects(verb)


def takes(verb: Token) -> bool:
    """Whether a verb is one of responsibility: "claimed responsibility", "rejected any role"."""
    return verb.lemma_.lower() in TAKING and any(t.lemma_.lower() in SHARES for t in frames.children(verb, "dobj"))


def is_own(verb: Token) -> bool:
    """Whether the subject of a verb speaks of a deed as his own, or not his own: he is not only a reporter of it."""
    return takes(verb) or verb.lemma_.lower() in OWNING


def is_nobodys(verb: Token) -> bool:
    """Whether nobody owns to a deed: "no group has claimed responsibility"."""
    nobody = any(t.lower_ in _NOBODY or any(c.lower_ in _NOBODY for c in t.lefts) for t in frames.children(verb, "nsubj"))
    return nobody and is_own(verb)


def is_to_blame(verb: Token) -> bool:
    """Whether the subject is who is blamed: "the army was to blame"."""
    return verb.lemma_.lower() == "blame" and verb.dep_ == "xcomp" and verb.head.lemma_ == "be"
