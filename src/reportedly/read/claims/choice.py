"""Choices: who of the voices says a unit, and which of the parts act in it or are acted upon, by a learned chooser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from reportedly.read.claims.parts import parts
from reportedly.read.claims.voices import Voice, voices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Party
    from reportedly.read.attribution.stance import Stanced
    from reportedly.read.claims.claims import Context
    from reportedly.read.events.units import Unit

ACTS = 0.2
"""Least probability of an actor: sweep in the chooser's card."""
UNDERGOES = 0.2
"""Least probability of a recipient: sweep in the chooser's card."""

Model = Literal["speaker", "actor", "recipient"]


class Choose(Protocol):
    """What chooses, by the facts of an option."""

    def score(self, model: Model, facts: Sequence[str]) -> float:
        """The higher the likelier."""
        ...

    def probability(self, model: Model, facts: Sequence[str]) -> float:
        """From 0 to 1."""
        ...


def voice(context: Context, unit: Unit, stanced: Stanced, choose: Choose) -> Voice:
    """The likeliest voice of a unit; of two as likely the one found first."""
    opts = voices(context, unit, stanced)
    def sc(o):
        b = 0.0
        f = o.facts
        b += HELD * (("held" in f) or ("cue" in f and not any("held" in q.facts for q in opts)) or (o.party is None and not any(("held" in q.facts or "cue" in q.facts) for q in opts)))
        return choose.score("speaker", f) + b
    return max(opts, key=sc)
HELD = 0.0



def roles(
    context: Context, unit: Unit, stanced: Stanced, speaker: Party | None, choose: Choose
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients of a unit; who may be both is what he likelier is."""
    acting: list[Party] = []
    undergoing: list[Party] = []
    ra, ru = rule_roles(context, unit, speaker)
    for part in parts(context, unit, stanced, speaker):
        acts, undergoes = choose.probability("actor", part.facts), choose.probability("recipient", part.facts)
        if acts > ACTS and acts >= undergoes:
            acting.append(part.party)
        elif undergoes > UNDERGOES:
            undergoing.append(part.party)
    if FILL & 1 and ra: acting = list(ra); undergoing=[u for u in undergoing if u.name not in {x.name for x in acting}]
    if FILL & 2 and ru: undergoing = [u for u in ru if u.name not in {x.name for x in acting}]
    return tuple(acting), tuple(undergoing)
FILL = 0
from reportedly.read.claims.roles import roles as rule_roles
