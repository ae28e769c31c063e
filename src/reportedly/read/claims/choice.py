"""Choices: who of the voices says a unit, and which of the parts act in it or are acted upon, by what was learned.

Two learned parts judge every option: a chooser by its named facts, the tagger's network by the words around its mentions. Their
scores are added. Whom the rules name stays named; where they name nobody, the likeliest are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from reportedly.read.claims import roles as ruled
from reportedly.read.claims.parts import Part, parts
from reportedly.read.claims.voices import Voice, voices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.model import Party
    from reportedly.read.attribution.stance import Stanced
    from reportedly.read.attribution.tagged import Asked
    from reportedly.read.claims.claims import Context
    from reportedly.read.events.units import Unit

SEEN = 0.5
"""Weight of the network's logit beside the chooser's: sweep in the chooser's card."""
UNSEEN = 0.0
"""Logit of a voice that the network did not see."""
LIKELY = -0.85
"""Least score of an actor or a recipient, as a logit."""
HELD = 1.0
"""What the rules' own choice of a speaker counts for beside its learned score."""
FILL = 3

Model = Literal["speaker", "actor", "recipient"]


class Choose(Protocol):
    """What chooses."""

    def score(self, model: Model, facts: Sequence[str]) -> float:
        """How likely an option is by its facts, as a logit."""
        ...

    def roles(self, asked: Asked, offset: int) -> Mapping[str, float]:
        """How likely whoever is mentioned at an offset is each of the models in a clause, as a logit; empty where it was not seen."""
        ...


def voice(context: Context, unit: Unit, stanced: Stanced, choose: Choose) -> Voice:
    """The likeliest voice of a unit; of two as likely the one found first."""
    options = voices(context, unit, stanced)
    ruled_by = next((way for way in ("held", "cue") if any(way in option.facts for option in options)), "outlet")

    def score(option: Voice) -> float:
        own = HELD if ruled_by in option.facts else 0.0
        return choose.score("speaker", option.facts) + own + SEEN * _seen(unit, "speaker", option.places, choose)

    return max(options, key=score)


def roles(
    context: Context, unit: Unit, stanced: Stanced, speaker: Party | None, *, choose: Choose
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients of a unit; who may be both is what he likelier is."""
    acting, undergoing = ruled.roles(context, unit, speaker)
    if acting and undergoing and FILL == 3:
        return acting, undergoing
    likely: dict[str, list[Party]] = {"actor": [], "recipient": []}
    for part in parts(context, unit, stanced, speaker):
        acts, undergoes = (_likely(unit, model, part, choose) for model in ("actor", "recipient"))
        if max(acts, undergoes) > LIKELY:
            likely["actor" if acts >= undergoes else "recipient"].append(part.party)
    acting = (FILL & 1 and acting) or tuple(likely["actor"])
    undergoing = (FILL & 2 and undergoing) or tuple(likely["recipient"])
    return acting, tuple(party for party in undergoing if party.name not in {one.name for one in acting})


def _likely(unit: Unit, model: Model, part: Part, choose: Choose) -> float:
    return choose.score(model, part.facts) + SEEN * _seen(unit, model, part.places, choose)


def _seen(unit: Unit, model: Model, places: Sequence[int], choose: Choose) -> float:
    """The highest of the network's logits at the places where an option is mentioned."""
    if unit.asked is None:
        return UNSEEN
    return max((found[model] for place in places if (found := choose.roles(unit.asked, place))), default=UNSEEN)
