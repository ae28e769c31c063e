"""The bundled story: how many origins each of its events has, given the claims made by hand."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import given
import pytest

from reportedly.link.copies import Copied, Page, copied
from reportedly.link.lineage import descend, origins

FOLDER = Path(__file__).parent.parent / "examples" / "panjshir"
EVENTS = [f"G{number}" for number in range(17)]


@cache
def story() -> tuple[given.Given, tuple[object, ...], tuple[object, ...]]:
    held = given.load(FOLDER)
    return held, *descend(held.told, copies_of(held))


def copies_of(held: given.Given) -> dict[str, tuple[Copied, ...]]:
    pages = [Page(one.id, one.outlet, one.published, one.text, one.cleaned.omitted, one.cleaned.credits) for one in held.reports.values()]
    return {page.report: copied(page, pages) for page in pages}


@pytest.mark.parametrize("name", EVENTS)
def test_the_origins_of_an_event_are_as_expected(name: str) -> None:
    held, lineages, descents = story()
    (event,) = (event for event in held.events if event.id == name)
    assert origins(held.of(event.claims), lineages, descents).best == event.independent_origins  # type: ignore[arg-type]


def test_every_figure_for_the_talibans_dead_is_of_one_voice() -> None:
    _, _, descents = story()
    voice = {descent.claim: descent.lineage for descent in descents}  # type: ignore[attr-defined]
    assert len({voice[name] for name in ("p01-c04", "p02-c04", "p04-c09", "p05-c14", "p09-c10")}) == 1


def test_the_near_copy_repeats_what_it_copies_and_what_it_adds_is_its_own() -> None:
    _, _, descents = story()
    copies = {descent.claim: descent.copies for descent in descents}  # type: ignore[attr-defined]
    assert {copies[f"p07-c{number:02}"] for number in (5, 7, 8, 12, 13)} == {f"p06-c{number:02}" for number in (1, 3, 4, 8, 9)}
    assert [copies[f"p07-c{number:02}"] for number in (1, 2, 3, 4, 17, 18)] == [None] * 6


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_changes_nothing(seed: int) -> None:
    held, lineages, descents = story()
    shuffled = random.Random(seed).sample(held.told, len(held.told))
    assert descend(shuffled, copies_of(held)) == (lineages, descents)


def test_what_a_copy_repeats_is_copied_from_nothing_later() -> None:
    held, _, descents = story()
    days = {told.claim.id: told.published or "" for told in held.told}
    assert all(days[d.copies] <= days[d.claim] for d in descents if d.copies)  # type: ignore[attr-defined]
