"""Place names in their report: found, told from persons and governments, tied to the right entry, and given to events."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from reportedly import english
from reportedly.read.grammar.nations import capital_of, demonym_of, metonym_of
from reportedly.read.grammar.passage import Passage
from reportedly.read.places import place_of
from reportedly.read.places.places import places
from told_places import event, lookup, mentions, named, passages

if TYPE_CHECKING:
    from reportedly.gazetteer import Entry

VALLEY = (
    "Fighting went on in the Panjshir Valley on Saturday, a spokesman said.\n"
    "Fighters of the Taliban entered the districts of Shutul and Anaba, residents of Panjshir told reporters.\n"
    "Kabul's Emergency Hospital confirmed that four people were killed in Anaba."
)


def test_offsets_slice_back() -> None:
    for mention in mentions(VALLEY):
        assert VALLEY[mention.place.start : mention.place.end] == mention.place.text


def test_the_valley_is_ours() -> None:
    place = named(VALLEY, "Panjshir Valley").place
    assert (place.name, place.country, place.admin1, place.precision) == ("Panjshir Valley", "AF", "Panjshir", "admin1")
    assert (place.latitude, place.longitude) == (35.3, 69.7)


def test_context_outranks_population() -> None:
    """Annaba in Algeria has 340,000 people and the alias "Anaba"; the district in Panjshir has neither."""
    place = named(VALLEY, "Anaba").place
    assert (place.country, place.admin1, place.precision) == ("AF", "Panjshir", "admin2")
    assert "DZ" in {candidate.country for candidate in place.candidates}
    assert place.score is not None
    assert place.score > 0.5
    assert place.reason


def test_a_foreign_alias_alone_is_no_evidence() -> None:
    found = [m.place for m in mentions("The mayor spoke in Anaba.")]
    assert not [p for p in found if p.geonameid is not None]


def test_kabul_is_the_city_and_its_province_is_the_province() -> None:
    assert named("A bomb went off in Kabul on Monday.", "Kabul").place.precision == "exact"
    assert named("A bomb went off in Kabul province on Monday.", "Kabul province").place.precision == "admin1"


def test_a_list_says_which_one() -> None:
    place = named("Two officers died in Damascus, Maryland, on Tuesday.", "Damascus").place
    assert (place.country, place.admin1) == ("US", "Maryland")


def test_a_demonym_says_which_one() -> None:
    text = "Honduran soldiers and Honduran police killed a man in La Paz. The Honduran president spoke."
    assert named(text, "La Paz").place.country == "HN"


@pytest.mark.parametrize(
    ("text", "words", "country", "precision"),
    [
        ("Clashes broke out in northern Syria on Sunday.", "northern Syria", "SY", "country"),
        ("Shells fell near Deir Ezzor on Sunday.", "Deir Ezzor", "SY", None),
        ("Rebels shelled the town of Tall Rifat in Syria's Aleppo province.", "Aleppo province", "SY", "admin1"),
        ("Troops crossed into Donbas, Ukraine said.", "Donbas", "UA", "region"),
        ("Villages burned in Darfur last week.", "Darfur", "SD", "region"),
        ("A patrol was hit near Eastern Ghouta in Syria.", "Eastern Ghouta", "SY", "near"),
        ("A ship was hit in the Red Sea.", "Red Sea", None, "region"),
    ],
)
def test_places(text: str, words: str, country: str | None, precision: str | None) -> None:
    mention = named(text, words)
    assert mention.use == "place"
    assert mention.place.country == country
    if precision:
        assert mention.place.precision == precision


def test_a_kind_word_behind_a_list_holds_for_each() -> None:
    text = "In Afghanistan, the Shutul and Anaba districts of Panjshir fell to the Taliban."
    assert named(text, "Shutul").place.precision == "admin2"
    assert named(text, "Anaba").place.precision == "admin2"


@pytest.mark.parametrize(
    ("text", "words", "use"),
    [
        ("Syrian forces shelled Homs.", "Syrian", "demonym"),
        ("Moscow said it had not sent any planes.", "Moscow", "metonym"),
        ("Washington denied the report.", "Washington", "metonym"),
        ("US-led warplanes bombed a bridge in Raqqa.", "US", "demonym"),
        ("A student of Damascus University was arrested in Homs.", "Damascus", "organisation_part"),
        ("Kabul's Emergency Hospital received ten wounded people.", "Kabul", "organisation_part"),
        ("Homs saw heavy clashes on Friday.", "Homs", "place"),
        ("The Kremlin rejected the offer.", "Kremlin", "demonym"),
    ],
)
def test_uses(text: str, words: str, use: str) -> None:
    assert named(text, words).use == use


@pytest.mark.parametrize(
    "text",
    [
        "General Lincoln ordered the attack.",
        "Jackson Hastings told reporters that nothing had happened.",
        "The Tehran Times reported the news.",
        "On March 4 the union called for a strike.",
        "He prayed during Ramadan.",
        "Most people stayed at home.",
    ],
)
def test_no_places(text: str) -> None:
    assert [m.place.text for m in mentions(text) if m.use == "place"] == []


def test_a_word_of_the_report_is_no_town() -> None:
    """There are towns called War and Hope; a report that writes "war" means the word."""
    text = "The war goes on in Syria. A veteran of the War spoke in Homs about the war."
    assert "War" not in {m.place.text for m in mentions(text)}


def test_unlisted_villages_keep_their_words() -> None:
    text = "Syrian planes bombed the village of Hassajik in Aleppo province.\nOne man was killed in Zardanaya, the Syrian monitor said."
    village = named(text, "Hassajik").place
    assert (village.country, village.admin1, village.geonameid, village.precision) == ("SY", "Aleppo", None, "admin1")
    assert (named(text, "Zardanaya").place.country, named(text, "Zardanaya").place.precision) == ("SY", "country")


def test_one_open_name_changes_no_other() -> None:
    alone = "Syrian planes bombed Homs on Friday. People fled to Hama."
    beside = "Syrian planes bombed Homs on Friday. People fled to Hama. A man died in Qxwertyville."
    for words in ("Homs", "Hama"):
        assert named(alone, words).place == named(beside, words).place


def test_people_are_asked() -> None:
    text = "Ali Hama spoke. Hama left."
    assert all(m.place.text != "Hama" for m in places(passages(text), lookup, people=lambda word: word == "Hama"))


def test_no_gazetteer_at_all() -> None:
    def nothing(name: str) -> tuple[Entry, ...]:
        return ()

    found = places(passages(VALLEY), nothing)
    assert all(m.place.geonameid is None for m in found)


def test_the_same_twice() -> None:
    assert places(passages(VALLEY), lookup) == places(passages(VALLEY), lookup)


# ---- where an event happened


def test_the_hospitals_town_is_not_the_events() -> None:
    place = event(VALLEY, "killed")
    assert place is not None
    assert place.name == "Anaba"
    assert (place.reason or "").startswith("hung on the event")


def test_the_speakers_town_is_set_aside() -> None:
    text = "Four people were wounded on Friday, officials in Damascus said.\nThe fighting was in Homs, Syria."
    speakers = frozenset(t.i for t in passages(text)[0].doc if t.text in ("officials", "in", "Damascus"))
    aside = event(text, "wounded", aside=speakers)
    assert aside is not None
    assert aside.name != "Damascus"


def test_the_most_specific_of_a_chain() -> None:
    place = event("Shells killed two people in Saraqib, in Idlib province in Syria, on Monday.", "killed")
    assert place is not None
    assert place.admin1 == "Idlib"
    assert place.precision == "exact"


def test_the_patient_itself_is_the_place() -> None:
    place = event("Panjshir has been captured, the Taliban said in Kabul, Afghanistan.", "captured")
    assert place is not None
    assert place.admin1 == "Panjshir"


def test_a_government_is_no_place() -> None:
    place = event("Moscow denied that its planes had bombed a hospital in Aleppo in Syria.", "bombed")
    assert place is not None
    assert place.name == "Aleppo"


def test_carried_from_the_sentences_before() -> None:
    text = "Clashes broke out in Fallujah in Iraq.\nAt least ten people were killed."
    place = event(text, "killed")
    assert place is not None
    assert place.name == "Fallujah" or place.text == "Fallujah"
    assert (place.reason or "").startswith("in the sentences before")


def test_words_take_the_country_and_not_the_battlefield() -> None:
    text = "Clashes broke out in Fallujah in Iraq.\nThe opposition rejected the offer."
    place = event(text, "rejected", physical=False)
    assert place is not None
    assert (place.country, place.precision) == ("IQ", "country")


def test_a_dateline_is_no_place() -> None:
    place = event("BEIRUT (Agency) - Rebels killed three soldiers in Homs in Syria.", "killed")
    assert place is not None
    assert place.name == "Homs"


def test_a_people_stands_in_where_no_place_is_named() -> None:
    place = event("Salvadoran guerrillas killed three soldiers.", "killed")
    assert place is not None
    assert (place.name, place.country, place.precision) == ("El Salvador", "SV", "country")


def test_nowhere() -> None:
    assert event("Three soldiers were killed.", "killed") is None


@pytest.mark.parametrize("text", ["Homs " * 3000, "Al-" * 3000, "in Homs, " * 3000, "Mr Ali of Homs and " * 1500])
def test_hostile_runs_in_linear_time(text: str) -> None:
    parsed = passages(text.strip())
    start = time.process_time()
    found = places(parsed, lookup)
    sites = place_of.index(parsed, found)
    for token in list(parsed[0].doc)[:: max(1, len(parsed[0].doc) // 100)]:
        place_of.event_place(parsed[0], token.i, sites)
    assert time.process_time() - start < 10


def test_nations() -> None:
    assert demonym_of("Afghans") == "AF"
    assert demonym_of("Costa Rican") == "CR"
    assert demonym_of("table") is None
    assert capital_of("Kabul") == "AF"
    assert capital_of("Herat") is None
    assert metonym_of("the White House") == "US"
    assert metonym_of("house") is None


def test_capitals_keep_their_spelling() -> None:
    """A paragraph printed in capitals is parsed in ordinary spelling; the words are quoted as printed."""
    printed, parsed = "A BOMB WENT OFF IN SAN SALVADOR.", "A bomb went off in San Salvador."
    (doc,) = english.parse([parsed])
    (mention,) = places([Passage(0, 10, doc, printed)], lookup)
    assert (mention.place.text, mention.place.start, mention.place.country) == ("SAN SALVADOR", 29, "SV")


# ---- where an event happened, in harder sentences


def place_name(text: str, word: str, *, physical: bool = True) -> str | None:
    place = event(text, word, physical=physical)
    return None if place is None else place.name


def test_where_it_was_said_is_not_where_it_happened() -> None:
    text = "Clashes went on in Mosul, in Iraq.\nSpeaking after a meeting in Paris, a colonel said that the attack was going on as planned."
    assert place_name(text, "going") == "Mosul"


def test_a_place_before_the_verb_of_speech_is_the_events() -> None:
    assert place_name("In Homs, activists said that shells had killed ten people in one house.", "killed") == "Homs"


def test_another_clauses_place_is_that_clauses() -> None:
    text = "Nine rebels were killed on the border of Antioquia and six soldiers were wounded in Caqueta Department, in Colombia."
    assert place_name(text, "killed") == "Antioquia"
    assert place_name(text, "wounded") == "Caquetá"


def test_what_is_against_a_government_happens_there() -> None:
    text = "Fighting went on in Darfur.\nThe council threatened sanctions against Sudan in May."
    assert place_name(text, "sanctions", physical=False) == "Sudan"


def test_a_war_is_where_its_country_is() -> None:
    text = "Shells fell on Aleppo in Syria.\nThe war has killed more than 100,000 people."
    assert place_name(text, "killed") == "Syria"


def test_the_country_points_at_the_one_named_last() -> None:
    text = (
        "Iraqi troops left Mosul in Iraq. Iraq called for help.\n"
        "Turkish media said that the army had killed ten men in the south of the country."
    )
    place = event(text, "killed")
    assert place is not None
    assert (place.country, place.precision) == ("TR", "country")
    assert (place.reason or "").startswith('what "the country" points at')


def test_the_country_does_not_undo_a_town_in_it() -> None:
    text = "Clashes broke out in Homs in Syria. Ten men were killed, the most in the country this week."
    assert place_name(text, "killed") == "Homs"


def test_an_unlisted_village_is_more_than_its_country() -> None:
    text = "Gunmen killed two men in Qxwertyville in Syria."
    place = event(text, "killed")
    assert place is not None
    assert (place.text, place.country, place.precision) == ("Qxwertyville", "SY", "country")


def test_a_name_without_a_meaning_is_in_its_sentences_country() -> None:
    text = "South Korea moved eighty people out of the town of Qxwertyville. North Korea fired on. North Korea denied it."
    assert named(text, "Qxwertyville").place.country == "KR"
