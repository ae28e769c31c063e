"""When an event happened and when it was said: its own words, the story's day, the day of its telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly import english
from reportedly.read import context_of, prepared
from reportedly.read.events.propositions import ruled
from reportedly.reports import report

if TYPE_CHECKING:
    from reportedly.read.claims.claims import Context
    from reportedly.read.events.units import Unit
    from reportedly.read.times.event_times import EventTime

PUBLISHED = "2021-09-04"  # a Saturday


def read(text: str, published: str | None = PUBLISHED) -> tuple[Context, list[Unit]]:
    ready = prepared(report(text, published=published), parse=english.parse, lookup=lambda _: ())
    units = [unit for _, found in ruled(ready.found) for unit in found]
    return context_of(ready, units), units


def when(text: str, word: str, stance: str = "asserted", published: str | None = PUBLISHED) -> EventTime:
    context, units = read(text, published)
    (unit,) = [u for u in units if context.passages[u.happening.passage].doc[u.happening.token].text == word]
    return context.days.of(unit, stance)  # type: ignore[arg-type]


def days(text: str, word: str, **given: str) -> tuple[str | None, str | None]:
    found = when(text, word, **given)
    return found.happened.start if found.happened else None, found.said.start if found.said else None


def test_what_was_said_on_friday_of_monday_has_both_days() -> None:
    text = "The ministry said on Friday that Monday's raid killed five villagers in Kelmet."
    assert days(text, "killed") == ("2021-08-30", "2021-09-03")


def test_the_day_of_saying_behind_a_clause_is_not_the_days_of_the_deed() -> None:
    text = "Gunmen burned the market over the weekend, the army said on Tuesday."
    assert days(text, "burned", published="2021-09-08") == ("2021-09-04", "2021-09-07")


STORY = "Gunmen attacked the market in Kelmet on Thursday.\n\nThe mayor spoke to reporters.\n\n"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (STORY + "Soldiers shelled a village nearby.", "shelled"),
        (STORY + "The army denied firing on the crowd.", "firing"),
        ("Soldiers shelled a village nearby.\n\n" + STORY, "shelled"),
    ],
)
def test_an_undated_deed_has_the_day_of_the_story(text: str, word: str) -> None:
    found = when(text, word)
    assert found.happened is not None
    assert (found.happened.start, found.happened.edtf, found.said) == ("2021-09-02", "2021-09-02~", None)


def test_the_nearest_dated_deed_before_it_tells_the_day() -> None:
    text = STORY + "Rebels attacked a bridge on Friday.\n\nThey kidnapped two guards."
    assert days(text, "kidnapped") == ("2021-09-03", None)


@pytest.mark.parametrize(
    ("text", "word", "stance"),
    [
        (STORY + "Troops besiege the town.", "besiege", "asserted"),
        (STORY + "The army plans raids on villages.", "raids", "planned"),
        (STORY + "New fighting is under way in the valley.", "fighting", "asserted"),
        ("Gunmen attacked the market in 2014.\n\nSoldiers shelled a village nearby.", "shelled", "asserted"),
        ("Gunmen will attack the market on Monday.\n\nSoldiers shelled a village nearby.", "shelled", "asserted"),
    ],
)
def test_what_is_not_part_of_the_story_is_of_publication_day(text: str, word: str, stance: str) -> None:
    found = when(text, word, stance).happened
    assert found is not None
    assert (found.start, found.precision) == (PUBLISHED, "approx")


def test_who_holds_a_place_is_told_as_of_the_day_of_telling() -> None:
    text = STORY + "The army said on Friday that it had captured the valley.\n\nThe rebels denied losing the valley."
    context, units = read(text)
    assert [found.start for u in units if (found := context.days.of(u, "denied").happened) is not None][-1] == "2021-09-03"


def test_talks_have_their_own_day() -> None:
    found = when(STORY + "The two sides met in the capital.", "met").happened
    assert found is not None
    assert found.precision == "approx"


def test_without_publication_and_without_a_story_the_day_is_unknown() -> None:
    context, units = read("Soldiers shelled a village nearby.", None)
    assert [context.days.of(unit, "asserted").happened for unit in units] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "It was the first raid on the town since June, and gunmen burned the market.",
        "Gunmen who had fled the town in June burned the market.",
    ],
)
def test_what_is_compared_or_told_of_somebody_dates_nothing(text: str) -> None:
    found = when(text, "burned").happened
    assert found is not None
    assert found.start == PUBLISHED


def test_a_clause_about_the_deed_itself_dates_it() -> None:
    assert days("The raid, which came on Thursday, shook the town.", "raid") == ("2021-09-02", None)


def test_a_time_of_day_alone_dates_nothing() -> None:
    found = when("Gunmen burned the market at 10 p.m.", "burned").happened
    assert found is not None
    assert (found.start, found.precision) == (PUBLISHED, "approx")
