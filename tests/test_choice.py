"""Voices, parts and the choice among them; who a speaking "it" is; the dispatches that the chooser learns from."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import reportedly
from reportedly import english
from reportedly.gazetteer import open_index
from reportedly.read import context_of, prepared
from reportedly.read.claims import choice
from reportedly.read.claims.claims import claims
from reportedly.read.claims.parts import parts
from reportedly.read.claims.roles import roles
from reportedly.read.claims.voices import voices
from reportedly.read.events.propositions import Candidate, candidates, ruled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.read.claims.claims import Context
    from reportedly.read.events.units import Unit

TEXT = (
    "The Meridian Observatory said on Monday that rebels shelled the town of Kelmet. It added that four soldiers were killed.\n"
    "The government denied the attack."
)


def work(text: str = TEXT) -> tuple[Context, list[Candidate]]:
    ready = prepared(reportedly.report(text, published="2031-08-05", outlet="Test"), parse=english.parse, lookup=open_index().find)
    return context_of(ready, [unit for _, units in ruled(ready.found) for unit in units]), list(candidates(ready.found))


def unit_of(word: str, text: str = TEXT) -> tuple[Context, Candidate]:
    context, found = work(text)
    return context, next(c for c in found if context.passages[c.unit.happening.passage].doc[c.unit.happening.token].lemma_ == word)


@dataclass(frozen=True)
class Prefers:
    """Chooses whatever has one fact."""

    fact: str

    def score(self, model: str, facts: Sequence[str]) -> float:
        return 5.0 if self.fact in facts else -5.0


def test_the_outlet_and_whoever_holds_the_unit_are_voices() -> None:
    context, candidate = unit_of("shell")
    found = voices(context, candidate.unit, candidate.stanced)
    assert found[0].party is None
    assert "outlet&held" in found[0].facts
    assert {voice.party.name for voice in found if voice.party is not None and "held" in voice.facts} == {"Meridian Observatory"}
    assert len({voice.party and voice.party.name for voice in found}) == len(found)


def test_a_choice_follows_the_scores() -> None:
    context, candidate = unit_of("shell")
    held = choice.voice(context, candidate.unit, candidate.stanced, Prefers("held"))
    outlet = choice.voice(context, candidate.unit, candidate.stanced, Prefers("outlet"))
    assert held.party is not None
    assert held.party.name == "Meridian Observatory"
    assert held.attribution is not None
    assert outlet.party is None


def test_it_means_who_spoke_last() -> None:
    context, _ = work()
    names = [party.name for item in context.attributions if (party := context.speakers.of(item)) is not None]
    assert names.count("Meridian Observatory") == 2
    assert context.speakers.often("Meridian Observatory") == 2
    assert context.speakers.often("nobody") == 0


def test_it_does_not_reach_back_over_three_paragraphs_or_to_a_person() -> None:
    far = (
        "The Meridian Observatory said rebels shelled Kelmet.\nRain fell.\nSnow fell.\nHail fell.\nIt added that four soldiers were killed."
    )
    context, _ = work(far)
    assert context.speakers.often("Meridian Observatory") == 1
    person, _ = work("Odo Varga said rebels shelled Kelmet. It added that four soldiers were killed.")
    assert person.speakers.often("Odo Varga") <= 1


def test_those_whom_the_rules_name_and_those_mentioned_are_parts() -> None:
    context, candidate = unit_of("shell")
    found = {
        part.party.name: part.facts
        for part in parts(context, candidate.unit, candidate.stanced, None, named=roles(context, candidate.unit, None))
    }
    assert "acts" in found["rebels"]
    assert any(fact.startswith("path=") for fact in found["Meridian Observatory"])
    assert "acts" not in found["Meridian Observatory"]


def test_whom_the_rules_name_stays_and_an_empty_role_is_filled() -> None:
    context, candidate = unit_of("shell")
    acting, undergoing = choice.roles(context, candidate.unit, candidate.stanced, None, choose=Prefers("proper=True"))
    assert [party.name for party in acting] == ["rebels"]
    assert "rebels" not in {party.name for party in undergoing}
    bare: Unit = replace(candidate.unit, happening=replace(candidate.unit.happening, actors=(), recipients=()))
    acting, undergoing = choice.roles(context, bare, candidate.stanced, None, choose=Prefers("nothing holds this"))
    assert (acting, undergoing) == ((), ())
    acting, _ = choice.roles(context, bare, candidate.stanced, None, choose=Prefers("proper=True"))
    assert "Meridian Observatory" in {party.name for party in acting}


def test_the_dispatches_are_well_formed() -> None:
    folder = Path(__file__).parent.parent / "train" / "dispatches"
    done = subprocess.run([sys.executable, str(folder / "check.py")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("339 dispatches, 4705 claims, 0 faults")


def test_an_act_of_speaking_that_nobody_else_reports_is_its_doers_whatever_is_chosen() -> None:
    context, found = work("The Northern Front proposed a summit to the president on Monday.")
    outlet = replace(context, choose=Prefers("outlet"))
    (claim,) = [claim for claim in claims(outlet, [c.unit for c in found]) if claim.event_type == "REQUEST"]
    assert claim.speaker is not None
    assert claim.speaker.name == "Northern Front"


def test_what_somebody_is_accused_of_by_nobody_is_nobodys_and_the_medium_relays_it() -> None:
    context, found = work("According to the Kelmet Herald newspaper, members of the Front are accused of beating a farmer to death.")
    outlet = replace(context, choose=Prefers("outlet"))
    made = [claim for claim in claims(outlet, [c.unit for c in found]) if "beating" in claim.spans[0].text]
    assert {claim.speaker.kind for claim in made if claim.speaker is not None} == {"unnamed"}
    assert any("Herald" in relay for claim in made for relay in claim.relays)
