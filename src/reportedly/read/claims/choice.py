"""Choices: who of the voices says a unit, and which of the parts act in it or are acted upon, by a learned chooser.

Whom the rules name stays named; where they name nobody, the likeliest are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from reportedly.read.claims import roles as ruled
from reportedly.read.claims.parts import parts
from reportedly.read.claims.voices import Voice, voices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Party
    from reportedly.read.attribution.stance import Stanced
    from reportedly.read.claims.claims import Context
    from reportedly.read.events.units import Unit

LIKELY = -0.85
"""Least score of an actor or a recipient, as a logit (a probability of 0.3): sweep in the card."""
HELD = 0.5
"""What the rules' own choice of a speaker counts for beside its learned score: sweep in the card."""

Model = Literal["speaker", "actor", "recipient"]


class Choose(Protocol):
    """What chooses."""

    def score(self, model: Model, facts: Sequence[str]) -> float:
        """How likely an option is by its facts, as a logit."""
        ...


def voice(context: Context, unit: Unit, stanced: Stanced, choose: Choose) -> Voice:
    """The likeliest voice of a unit; of two as likely the one found first."""
    options = voices(context, unit, stanced)
    own = next((way for way in ("held", "cue") if any(way in option.facts for option in options)), "outlet")
    return max(options, key=lambda option: choose.score("speaker", option.facts) + (HELD if own in option.facts else 0.0))


def roles(
    context: Context, unit: Unit, stanced: Stanced, speaker: Party | None, *, choose: Choose
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients of a unit; who may be both is what he likelier is."""
    named = acting, undergoing = ruled.roles(context, unit, speaker)
    if acting and undergoing:
        return acting, undergoing
    likely: dict[Model, list[Party]] = {"actor": [], "recipient": []}
    for part in parts(context, unit, stanced, speaker, named=named):
        acts, undergoes = choose.score("actor", part.facts), choose.score("recipient", part.facts)
        if max(acts, undergoes) > LIKELY:
            likely["actor" if acts >= undergoes else "recipient"].append(part.party)
    acting = acting or tuple(likely["actor"])
    undergoing = undergoing or tuple(likely["recipient"])
    return acting, tuple(party for party in undergoing if party.name not in {one.name for one in acting})
