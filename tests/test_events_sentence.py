"""The sentence of an event: it names its speakers, asserts nothing itself, and is short; for any type of event."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.events.deeds import QUOTED
from reportedly.events.sentence import LIMIT
from reportedly.events.wording import days as day_words
from reportedly.events.wording import is_plural, listed, located, named, spoken
from reportedly.lexicon import cells
from reportedly.model import Party, Span
from reportedly.model.event import Lineage
from voiced_claims import ARMY, FRONT, HOSPITAL, MONITOR, RESIDENT, WIRE, count, days, link, place, record, said

TYPES = [row["type"] for row in cells("event_types")]
TALIBAN = Lineage(id="taliban", name="Taliban", voice="speaker", kind="belligerent", camp="Taliban")


def test_a_toll_and_its_denial() -> None:
    a = said("a", FRONT, whom="Taliban", killed=count(350), time=days("2031-09-01", "2031-09-02", "range"))
    b = said("b", TALIBAN, whom="Taliban", killed=count(350), stance="denied")
    assert record([a, b], link("contradicts", b, a)).sentence == (
        "The Litskar Front says 350 Taliban were killed in Kelmet on 1–2 September 2031; the Taliban deny it."
    )


def test_rival_figures_stand_beside_each_other_the_neutral_first() -> None:
    claims = [said("a", FRONT, event_type="ASSAULT", killed=count(22)), said("b", HOSPITAL, event_type="ASSAULT", killed=count(17))]
    sentence = record(claims).sentence
    assert sentence == "Kelmet Hospital says 17 people were killed in Kelmet on 7 March 2031; the Litskar Front says 22."


def test_the_toll_of_the_other_side_follows() -> None:
    claims = [
        said("a", ARMY, who="Karsovan Army", whom="Litskar Front", killed=count(60)),
        said("b", FRONT, who="Litskar Front", whom="Karsovan Army", killed=count(45)),
    ]
    sentence = record(claims).sentence
    assert "the Litskar Front says 45 of the Karsovan Army were killed" in sentence or "The Litskar Front says 45" in sentence


def test_a_side_counts_its_own() -> None:
    assert record([said("a", ARMY, whom="Karsovan Army", killed=count(3))]).sentence.startswith(
        "The Karsovan Army says 3 of its own were killed"
    )


def test_one_victim_is_named() -> None:
    sentence = record([said("a", RESIDENT, event_type="ASSAULT", whom="Joren Askil", killed=count(1), stance="hedged")]).sentence
    assert sentence == "A resident says Joren Askil may have been killed in Kelmet on 7 March 2031."


def test_a_silent_party_is_said_to_be_silent() -> None:
    sentence = record([said("a", FRONT, who="Litskar Front", whom="Karsovan Army", killed=count(7))]).sentence
    assert sentence.endswith("; the Karsovan Army is not quoted.")


def test_an_outlet_reports() -> None:
    assert record([said("a", WIRE, who="Karsovan Army", event_type="TERRITORY")]).sentence.startswith(
        "Meridian Wire reports the Karsovan Army"
    )


def test_a_speaker_that_tells_of_itself_is_not_named_twice() -> None:
    sentence = record([said("a", ARMY, who="Karsovan Army", whom="Litskar Front", event_type="TERRITORY")]).sentence
    assert sentence.startswith("The Karsovan Army says it held ground against the Litskar Front in Kelmet")


def test_a_deed_of_words_needs_no_says_that() -> None:
    sentence = record([said("a", ARMY, who="Karsovan Army", whom="Litskar Front", event_type="REQUEST", stance="demand")]).sentence
    assert sentence.startswith("The Karsovan Army made a demand of the Litskar Front")


def test_what_is_planned_is_announced() -> None:
    sentence = record([said("a", ARMY, who="Karsovan Army", whom="Litskar Front", event_type="ASSAULT", stance="planned")]).sentence
    assert sentence.startswith("The Karsovan Army announces an attack")


def test_what_others_are_to_do_is_spoken_of() -> None:
    sentence = record([said("a", WIRE, who="Karsovan Army", whom="Litskar Front", event_type="REQUEST", stance="demand")]).sentence
    assert sentence.startswith("Meridian Wire speaks of a demand by the Karsovan Army against the Litskar Front")


def test_several_figures_in_force_are_told_from_the_least_to_the_most() -> None:
    first = said("a", MONITOR, killed=count(13, open_end=True), time=days("2031-03-04", "2031-03-05", "range"))
    later = said("b", MONITOR, killed=count(40, open_end=True), time=days("2031-03-06", "2031-03-07", "range"), day="2031-03-09")
    assert "says 13 to 40 or more people were killed" in record([first, later]).sentence


def test_what_is_only_denied_is_denied() -> None:
    sentence = record([said("a", ARMY, who="Karsovan Army", whom="Litskar Front", event_type="ASSAULT", stance="denied")]).sentence
    assert sentence.startswith("The Karsovan Army denies that it attacked the Litskar Front")


def test_a_dispute_over_control_goes_before_a_minor_toll() -> None:
    a = said("a", ARMY, who="Karsovan Army", event_type="TERRITORY", detained=count(5))
    b = said("b", FRONT, who="Karsovan Army", event_type="TERRITORY", stance="denied")
    assert record([a, b], link("contradicts", b, a)).sentence == (
        "The Karsovan Army says it held ground in Kelmet on 7 March 2031; the Litskar Front denies it."
    )


def test_disputed_blame_is_told() -> None:
    a = said("a", FRONT, who="Karsovan Army", event_type="ASSAULT", whom="Kelmet")
    b = said("b", ARMY, who="Litskar Front", event_type="ASSAULT", whom="Kelmet")
    sentence = record([a, b], link("contradicts", b, a)).sentence
    assert "blames the Karsovan Army" in sentence or "blames the Litskar Front" in sentence


PARTY = st.sampled_from(["Karsovan Army", "Litskar Front", "civilians", "the market", "Joren Askil", "x" * 90, ""])
VOICE = st.sampled_from(
    [ARMY, FRONT, HOSPITAL, RESIDENT, WIRE, Lineage(id="long", name="The " + "very " * 60 + "long name", voice="speaker")]
)
STANCE = st.sampled_from(["asserted", "denied", "hedged", "planned", "demand"])
CLAIM = st.tuples(st.sampled_from(TYPES), VOICE, PARTY, PARTY, STANCE, st.one_of(st.none(), st.integers(0, 9000)))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(CLAIM, min_size=1, max_size=4))
def test_any_event_has_a_short_sentence_that_names_a_speaker(claims) -> None:
    made = [
        said(f"c{i}", voice, event_type=kind, who=who, whom=whom, stance=stance, killed=None if dead is None else count(dead))
        for i, (kind, voice, who, whom, stance, dead) in enumerate(claims)
    ]
    sentence = record(made).sentence
    assert 0 < len(sentence) <= LIMIT
    assert any((item.voice.camp or item.voice.name)[:40].casefold() in sentence.casefold() for item in made)


@pytest.mark.parametrize("kind", TYPES)
def test_every_event_type_has_its_forms(kind: str) -> None:
    assert kind in {row["type"] for row in cells("event_sentences")}
    sentence = record([said("a", RESIDENT, event_type=kind, who="Karsovan Army", whom="Litskar Front")]).sentence
    assert sentence.startswith("A resident, as told by outlet of a: “told”" if kind == "STATUS" else "A resident ")


def words(text: str) -> dict[str, tuple[Span, ...]]:
    """The span of a claim with these words."""
    return {"spans": (Span(start=0, end=len(text), text=text),)}


def test_a_state_of_things_is_told_in_the_shortest_words_of_its_claims() -> None:
    longer = said("a", WIRE, event_type="STATUS", **words("The bridge at Kelmet has been closed since Monday."))
    shorter = said("b", WIRE, event_type="STATUS", **words("Kelmet is  without\npower."))
    assert record([longer, shorter]).sentence == "Meridian Wire: “Kelmet is without power.” (Kelmet, 7 March 2031)."


def test_quoted_words_are_bounded_and_end_in_their_quotation_mark() -> None:
    sentence = record([said("a", WIRE, event_type="STATUS", **words("Kelmet is without power and water again. " * 20))]).sentence
    quoted = sentence.partition("“")[2].partition("”")[0]
    assert len(quoted) <= QUOTED
    assert quoted.endswith("…")
    assert ("Kelmet is without power and water again. " * 20).startswith(quoted[:-1])


def test_words_that_an_outlet_wrote_for_a_speaker_are_the_outlets() -> None:
    claim = said("a", ARMY, event_type="STATUS", outlet="Osmere Times", **words("The road was open, the army said."))
    assert record([claim]).sentence.startswith("The Karsovan Army, as told by Osmere Times: “The road was open, the army said.”")


@pytest.mark.parametrize(
    ("stance", "opening"),
    [
        ("denied", "The Karsovan Army denies it: “"),
        ("planned", "The Karsovan Army announces: “"),
        ("demand", "The Karsovan Army demands: “"),
        ("hedged", "The Karsovan Army, unconfirmed: “"),
    ],
)
def test_how_firmly_a_state_of_things_is_told_stands_before_its_words(stance: str, opening: str) -> None:
    claim = said("a", ARMY, event_type="STATUS", outlet="Karsovan Army", stance=stance, **words("The road is open."))
    assert record([claim]).sentence.startswith(opening)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-03-07", "2031-03-07", "7 March 2031"),
        ("2021-09-01", "2021-09-03", "1–3 September 2021"),
        ("2021-08-30", "2021-09-04", "30 August–4 September 2021"),
        ("2020-12-30", "2021-01-02", "30 December 2020–2 January 2021"),
        ("2029-01-01", "2029-12-31", "2029"),
        (None, "2020-05-03", "until 3 May 2020"),
        ("2020-05-03", None, "from 3 May 2020"),
        (None, None, ""),
        ("soon", "later", ""),
    ],
)
def test_days_in_words(start: str | None, end: str | None, words: str) -> None:
    assert day_words(start, end) == words


@pytest.mark.parametrize(
    ("name", "said_as"),
    [
        ("Front for a Free Litskar", "the Front for a Free Litskar"),
        ("Ministry of Defence", "the Ministry of Defence"),
        ("UN", "the UN"),
        ("Taliban", "the Taliban"),
        ("Kelmet District Hospital", "Kelmet District Hospital"),
        ("The military", "the military"),
        ("A News (summary)", "A News (summary)"),
        ("resident of Kelmet", "a resident of Kelmet"),
        ("", ""),
    ],
)
def test_names_take_their_article(name: str, said_as: str) -> None:
    assert named(name) == said_as


@pytest.mark.parametrize(
    ("name", "plural"), [("Taliban", True), ("two officers", True), ("Witnesses", True), ("the army", False), ("", False)]
)
def test_names_take_their_verb(name: str, plural: bool) -> None:
    assert is_plural(name) is plural


def test_speakers_of_general_names_take_an_article_and_outlets_written_small_none() -> None:
    assert [spoken(name) for name in ("resident of Kelmet", "sana", "Taliban", "the army")] == [
        "a resident of Kelmet",
        "sana",
        "the Taliban",
        "the army",
    ]


def test_places_take_their_preposition() -> None:
    assert [located(name) for name in ("Kelmet", "market in Kelmet", "the valley")] == [
        "in Kelmet",
        "at the market in Kelmet",
        "in the valley",
    ]


def test_lists_end_in_and() -> None:
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]


def test_a_place_that_the_deed_names_is_not_named_again() -> None:
    claim = said("a", RESIDENT, event_type="ASSAULT", place=place("bridge at Lodva"), recipients=(Party(id=None, name="bridge at Lodva"),))
    assert record([claim]).sentence.count("Lodva") == 1
