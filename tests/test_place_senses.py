"""What is believed of a name: evidence weighed, other names heard, no name speaking for itself, no meaning as a meaning."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.gazetteer import Entry
from reportedly.read.places.evidence import NONE, Evidence, of_entries, worth
from reportedly.read.places.guards import Known
from reportedly.read.places.naming import Words, entries_of, within
from reportedly.read.places.place_senses import Senses, believed, senses
from reportedly.read.places.surroundings import holds, key_of, names, votes
from reportedly.read.places.toponyms import Toponym, toponyms
from told_places import lookup, named, passages

SYRIA = "Clashes went on in Homs and near Hama, in Syria. Syrian jets bombed Homs."


def entry(name: str = "Aa", **fields: Any) -> Entry:
    given = {
        "name": name, "kind": "city", "country": "SY", "admin1": "Homs", "admin2": None, "latitude": 34.7, "longitude": 36.7,
        "population": 50_000, "geonameid": 1, "own": True, "point": "given", "key": 1,
    }  # fmt: skip
    return Entry(**{**given, **fields})


def toponym(*entries: Entry, name: str = "Aa", **fields: Any) -> Toponym:
    return Toponym(0, 0, 0, 0, 0, name, entries, "place", **fields)


def found_in(text: str) -> list[Toponym]:
    known = Known(set(), frozenset())
    return [t for p in passages(text) for t in toponyms(Words.of(p), lookup, known)]


def meanings(text: str) -> Senses:
    return senses(passages(text), found_in(text))


def test_none_of_them_comes_last() -> None:
    assert of_entries(toponym(entry(), entry(key=2)))[-1] == NONE


def test_a_kind_word_fits_or_misfits() -> None:
    town, province, _ = of_entries(toponym(entry(), entry(kind="admin1", key=2), kind="admin1"))
    assert (town.fits, town.misfits, province.fits, province.misfits) == (0, 1, 1, 0)


@pytest.mark.parametrize(
    ("entered", "kind", "name", "own"),
    [
        ("Walker", "admin2", "Walker County", 1),
        ("Gaza Strip", "admin1", "Gaza", 1),
        ("Panama City", "city", "Panama", 0),
        ("Tadmur", "city", "Palmyra", 0),
    ],
)
def test_a_name_is_a_places_own_without_its_kind_word(entered: str, kind: str, name: str, own: int) -> None:
    assert of_entries(toponym(entry(entered, kind=kind, own=False), name=name))[0].own == own


def test_every_feature_of_an_entry_is_a_share() -> None:
    for one in of_entries(toponym(*lookup("Springfield"), *lookup("Syria"), *lookup("Red Sea"))):
        assert all(0 <= value <= 1.2 for name, value in one._asdict().items() if name != "rank")
        assert -3 <= one.rank <= 0


@given(st.lists(st.builds(Evidence, **dict.fromkeys(Evidence._fields, st.floats(0, 1))), max_size=8))
def test_beliefs_are_shares_that_leave_room_for_none(evidence: list[Evidence]) -> None:
    beliefs = believed([*evidence, NONE])
    assert len(beliefs) == len(evidence)
    assert all(0 <= belief <= 1 for belief in beliefs)
    assert sum(beliefs) <= 1 + 1e-9


@given(st.floats(0, 0.9), st.floats(0.01, 0.1))
def test_more_people_more_belief(people: float, more: float) -> None:
    small, large = believed([Evidence(people=people), Evidence(people=people + more), NONE])
    assert large > small


def test_weights_count_for_what_they_are_named() -> None:
    assert worth(Evidence(held=1.0)) > worth(Evidence()) > worth(Evidence(misfits=1.0))


def test_a_name_gives_itself_no_vote() -> None:
    """Homs alone has no country that the report speaks of; beside Hama it has."""
    alone, beside = meanings("A bomb went off in Homs."), meanings("A bomb went off in Homs, and one in Hama.")
    key = key_of(found_in("A bomb went off in Homs.")[0])
    assert beside.found[key].score > alone.found[key].score


def test_peoples_count_half() -> None:
    made = names(passages(SYRIA), found_in(SYRIA))
    assert made["syrian", None].weight == 0.5
    assert made["homs", None].weight == 2


def test_votes_are_believed_shares() -> None:
    found = found_in(SYRIA)
    made = names(passages(SYRIA), found)
    beliefs = {key: tuple(0.5 for _ in name.entries[:1]) + tuple(0.0 for _ in name.entries[1:]) for key, name in made.items()}
    heard = votes(made.values(), beliefs)
    assert heard.countries["SY"] == pytest.approx(0.5 * sum(name.weight for name in made.values() if name.entries[0].country == "SY"))
    assert heard.share("SY") == 1.0
    assert heard.share(None) == 0.0


def test_doubtful_names_are_not_heard_in_the_end() -> None:
    found = meanings("Velland said so. Velland received two men.")
    assert found.votes.best() is None
    assert meanings("Clashes went on in Homs, Syria.").votes.best() == "SY"


def test_what_is_hardly_believed_makes_no_country_its_own() -> None:
    """Of two towns as large in two countries neither is at home only because it is half believed itself."""
    twins = toponym(entry("Brenna", country="PL", key=1), entry("Brenna", country="IT", key=2), name="Brenna")
    sense = senses((), (twins,)).of(twins)
    assert sense is not None
    assert sense.score < 0.5
    assert sense.doubtful


def test_votes_are_left_when_others_are_taken_away() -> None:
    made = names(passages(SYRIA), found_in(SYRIA))
    beliefs = {key: tuple(0.5 for _ in name.entries) for key, name in made.items()}
    one, *others = made.values()
    rest = votes(made.values(), beliefs).without(votes([one], beliefs))
    assert rest.share("SY") == votes(others, beliefs).share("SY")
    assert rest.places == pytest.approx(votes(others, beliefs).places)


def test_votes_of_nothing() -> None:
    assert votes([], {}).best() is None


@pytest.mark.parametrize(
    ("holder", "inner", "so"),
    [
        (entry(kind="country", admin1=None, key=2), entry(), True),
        (entry(kind="admin1", key=2), entry(), True),
        (entry(kind="admin1", admin1="Hama", key=2), entry(), False),
        (entry("Aab", kind="admin2", key=2), entry(admin2="Aab"), True),
        (entry(kind="admin1", key=2), entry(kind="country", key=3), False),
        (entry(kind="country", country="IQ", key=2), entry(), False),
        (entry(), entry(), False),
    ],
)
def test_what_holds_what(holder: Entry, inner: Entry, so: bool) -> None:
    assert holds(holder, inner) is so


def test_the_comma_form_holds() -> None:
    made = names(passages("He lives in Paris, Texas."), found_in("He lives in Paris, Texas."))
    assert made["paris", None].holders == {("texas", None)}
    assert made["texas", None].held == {("paris", None)}


def test_a_people_behind_the_comma_holds_nothing() -> None:
    text = "Speaking in Paris, the US Defense Secretary said so."
    assert names(passages(text), found_in(text))["paris", None].holders == set()
    assert named(text, "Paris").place.country == "FR"


def test_two_names_that_only_one_corner_of_the_earth_has() -> None:
    """There are a dozen Springfields and as many Chathams; beside each other they stand in Illinois."""
    place = named("Roads were cut in Springfield and in Chatham and in Petersburg.", "Springfield").place
    assert (place.country, place.admin1) == ("US", "Illinois")


def test_scores_say_how_sure() -> None:
    sure = named("Troops entered Homs, Syria.", "Homs").place.score
    unsure = named("Troops entered Georgia.", "Georgia").place.score
    assert sure is not None
    assert unsure is not None
    assert unsure < 0.9 < sure


def test_a_name_of_many_towns_without_context_has_no_meaning() -> None:
    found = meanings("Troops entered Springfield.").found["springfield", None]
    assert found.doubtful


def test_runners_up_are_kept_with_their_scores() -> None:
    place = named("Gunmen clashed with the Lebanese army in Tripoli.", "Tripoli").place
    assert next(c.country for c in place.candidates) == "LY"
    assert all(0 <= (c.score or 0) <= 1 for c in place.candidates)


def test_an_alias_counts_in_a_country_without_latin_letters() -> None:
    """Tall 'Afar is Tal Afar as much as it is anything."""
    assert named("Iraqi troops entered Tal Afar, Iraq said.", "Tal Afar").place.admin1 == "Nineveh"


def test_reasons_say_what_spoke_for_it() -> None:
    reason = named("Troops entered Homs, Syria.", "Homs").place.reason or ""
    assert reason.startswith("held by a name beside it")


def test_a_long_list_of_names_stays_linear() -> None:
    towns = ["Homs", "Hama", "Idlib", "Aleppo", "Springfield", "Paris", "Georgia", "Tripoli", "San Jose", "San Antonio"]
    made = names(passages("x"), [toponym(*lookup(town), name=f"{town} {n}") for n in range(200) for town in towns])
    assert max(len(near) for name in made.values() for near in name.near) <= 3 * 24


def test_a_division_written_short() -> None:
    assert [e.name for e in entries_of("S.C.", lookup)] == ["South Carolina"]


def test_what_is_within_a_longer_name() -> None:
    assert next(e.country for e in within("Port of Basra", lookup)) == "IQ"
    assert within("Haifa Street", lookup) == ()


def test_words_slice_back() -> None:
    (passage,) = passages("Clashes went on  in Homs,\tSyria.")
    words = Words.of(passage)
    assert words.text == passage.doc.text
    assert [words.span(i, i) for i in range(len(words.each))] == list(words.each)
    assert words.span(0, len(words.each) - 1) == words.text
