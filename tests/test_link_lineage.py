"""Lineages and origins: whose words a claim ultimately is, and how many independent origins there are. Names are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.link.copies import Copied, Page, copied
from reportedly.link.origins import origins
from reportedly.model import Time
from spoken_claims import Linked, party, told

if TYPE_CHECKING:
    from reportedly.model.event import Told

MONITOR = party("Karsova Conflict Observatory", "monitor")
ARMY = party("Karsovan Republican Army", "belligerent")
FRONT = party("Front for a Free Litskar", "belligerent")
HOSPITAL = party("Kelmet District Hospital", "health")


def stretch(report: str, at: int = 0, length: int = 10, *, there: int = 0) -> Copied:
    """A copied stretch, at `at` of one report and `there` of the other."""
    return Copied(
        report=report, outlet=f"Outlet of {report}", start=at, end=at + length, from_start=there, from_end=there + length,
        words=20, containment=1.0, reason="20 words",
    )  # fmt: skip


def test_two_outlets_that_quote_one_monitor_are_one_origin() -> None:
    linked = Linked(told("c1", MONITOR, outlet="Meridian Wire"), told("c2", party("KCO", "monitor"), outlet="Halmory Today"))
    assert linked.counted() == (1, 1, 1)
    assert linked.origins().outlets == 2
    assert linked.origins().lineages == ("Karsova Conflict Observatory",)


def test_a_sides_people_are_one_origin() -> None:
    spokesman = party("Matis Ordell", "belligerent", "army spokesman")
    linked = Linked(told("c1", ARMY), told("c2", spokesman), told("c3", party("Ministry of Defence", "belligerent")))
    assert linked.counted() == (1, 1, 1)


def test_with_inputs_from_agencies_adds_no_origin() -> None:
    own = told("c1", HOSPITAL, outlet="Meridian Wire")
    agencies = told("c2", outlet="Halmory Today", credits=("agencies",))
    assert Linked(own, agencies).counted() == (1, 1, 1)
    assert Linked(own, agencies).voice("c2").voice == "unknown"


def test_some_origin_there_always_is() -> None:
    assert Linked(told("c1", credits=("agencies",))).counted() == (1, 1, 1)
    assert origins((), (), ()).best == 0


def test_a_credited_agency_is_the_voice_of_what_nobody_is_quoted_for() -> None:
    linked = Linked(told("c1", outlet="Halmory Today", credits=("Reuters",)), told("c2", outlet="Velmar Courier", credits=("Reuters",)))
    assert (linked.voice("c1").name, linked.voice("c1").voice) == ("Reuters", "agency")
    assert linked.counted() == (1, 1, 1)


def test_of_two_credited_agencies_it_is_unknown_which() -> None:
    assert Linked(told("c1", credits=("Reuters", "AFP"))).voice("c1").voice == "unknown"


def test_an_outlets_acronym_in_a_credit_is_itself() -> None:
    linked = Linked(told("c1", outlet="Karsova Press Agency", credits=("KPA",)))
    assert (linked.voice("c1").name, linked.voice("c1").voice) == ("Karsova Press Agency", "agency")


def test_an_outlet_that_was_there_is_an_origin_and_one_that_was_not_may_be() -> None:
    said = told("c1", HOSPITAL)
    assert Linked(said, told("c2", outlet="Meridian Wire", dateline=True)).counted() == (2, 2, 2)
    assert Linked(said, told("c2", outlet="Meridian Wire")).counted() == (1, 1, 2)


def test_outlets_count_where_nobody_else_does() -> None:
    assert Linked(told("c1", outlet="Meridian Wire"), told("c2", outlet="Halmory Today")).counted() == (1, 2, 2)


def test_an_outlets_own_doubt_is_no_origin() -> None:
    doubt = told("c2", outlet="Meridian Wire", dateline=True, stance="hedged", event_type="STATUS")
    assert Linked(told("c1", ARMY), doubt).counted() == (1, 1, 1)


def test_a_cited_outlet_is_an_origin_though_not_shown_to_be_one() -> None:
    linked = Linked(told("c1", HOSPITAL), told("c2", party("Northline News", "media"), outlet="Halmory Today"))
    assert linked.voice("c2").voice == "outlet"
    assert linked.counted() == (1, 2, 2)


def test_people_without_a_name_are_as_many_voices_as_outlets_heard_them() -> None:
    residents = party("residents", "witness")
    assert Linked(told("c1", residents, outlet="Meridian Wire"), told("c2", residents, outlet="Halmory Today")).counted() == (1, 2, 2)


def test_people_without_a_name_whom_another_outlet_heard_may_be_anyone() -> None:
    passed = told("c2", party("sources on the ground", "unnamed"), relays=("Northline News",))
    assert Linked(told("c1", ARMY), passed).counted() == (1, 1, 2)


def test_witnesses_whom_an_agency_heard_are_the_agencys() -> None:
    heard = told("c1", party("witnesses", "witness"), relays=("Reuters",))
    assert Linked(heard, told("c2", party("Reuters", "media"))).names() == {"Reuters"}


def test_who_is_passed_on_by_a_side_speaks_in_its_voice() -> None:
    passed = told("c2", party("survivors", "witness"), relays=("Karsovan Republican Army",))
    assert Linked(told("c1", ARMY), passed).names() == {"Karsovan Republican Army"}


def test_hearsay_is_one_voice_wherever_it_is_heard() -> None:
    linked = Linked(told("c1", party("unconfirmed reports", "unnamed")), told("c2", party("local messaging channels", "unnamed")))
    assert linked.names() == {"unconfirmed reports"}


def test_hearsay_counts_only_where_nobody_with_a_name_says_it() -> None:
    rumour = told("c1", party("reports", "unnamed"))
    assert Linked(rumour, told("c2", FRONT, stance="denied")).counted() == (1, 2, 2)
    assert Linked(rumour, told("c2", FRONT)).counted() == (1, 1, 2)


def test_a_copied_claim_takes_the_descent_of_what_it_repeats() -> None:
    linked = Linked(
        told("c1", party("doctors", "health"), report="r1", outlet="Meridian Wire"),
        told("c2", report="r2", outlet="Halmory Today", day="2031-03-09", at=40),
        copied={"r2": (stretch("r1", 40),)},
    )
    assert linked.descent("c2").copies == "c1"
    assert linked.descent("c2").lineage == linked.descent("c1").lineage
    assert linked.descent("c2").reasons[0] == "in words copied from Outlet of r1: 20 words"
    assert linked.counted()[1] == 1


def test_a_copied_claim_repeats_the_one_of_its_speaker_and_figures() -> None:
    linked = Linked(
        told("c1", ARMY, report="r1", at=0, killed=9),
        told("c2", FRONT, report="r1", at=0, killed=9),
        told("c3", FRONT, report="r1", at=0, killed=12),
        told("c4", FRONT, report="r2", day="2031-03-09", killed=12),
        copied={"r2": (stretch("r1"),)},
    )
    assert linked.descent("c4").copies == "c3"


def test_a_copied_denial_repeats_no_assertion() -> None:
    linked = Linked(
        told("c1", ARMY, report="r1"),
        told("c2", ARMY, report="r2", day="2031-03-09", stance="denied"),
        copied={"r2": (stretch("r1"),)},
    )
    assert linked.descent("c2").copies is None


def test_a_copy_of_a_copy_leads_to_the_first() -> None:
    linked = Linked(
        told("c1", HOSPITAL, report="r1"),
        told("c2", report="r2", day="2031-03-09"),
        told("c3", report="r3", day="2031-03-10"),
        copied={"r2": (stretch("r1"),), "r3": (stretch("r2"),)},
    )
    assert linked.descent("c3").copies == "c2"
    assert linked.voice("c3").name == "Kelmet District Hospital"


def test_reports_that_copy_each_other_round_have_one_voice() -> None:
    items = [told(name, report=name, outlet=f"Outlet {name}") for name in ("r1", "r2", "r3")]
    linked = Linked(*items, copied={"r1": (stretch("r2"),), "r2": (stretch("r3"),), "r3": (stretch("r1"),)})
    assert len(linked.lineages) == 1


def test_what_a_copy_adds_counts_for_itself() -> None:
    linked = Linked(
        told("c1", HOSPITAL, report="r1"),
        told("c2", HOSPITAL, report="r2", day="2031-03-09", at=0),
        told("c3", FRONT, report="r2", day="2031-03-09", at=200),
        copied={"r2": (stretch("r1", 0),)},
    )
    assert linked.descent("c3").copies is None
    assert linked.counted() == (2, 2, 2)


def test_what_only_touches_a_copied_stretch_is_not_copied() -> None:
    linked = Linked(
        told("c1", HOSPITAL, report="r1", length=20),
        told("c2", HOSPITAL, report="r2", day="2031-03-09", at=6, length=10),
        copied={"r2": (stretch("r1"),)},
    )
    assert linked.descent("c2").copies is None


def test_copied_words_of_which_no_claim_is_known_are_the_copied_reports() -> None:
    item = told("c1", report="r2", outlet="Halmory Today", day="2031-03-09")
    assert Linked(item, copied={"r2": (stretch("r1"),)}).voice("c1").name == "Outlet of r1"


def test_a_claim_passed_on_by_name_repeats_what_that_outlet_had() -> None:
    linked = Linked(
        told("c1", ARMY, outlet="Meridian Wire", killed=60),
        told("c2", party("Karsovan Republican Army", "belligerent"), day="2031-03-09", relays=("Meridian Wire",), killed=60),
        told("c3", party("Karsovan Republican Army", "belligerent"), day="2031-03-09", relays=("Meridian Wire",), killed=85),
    )
    assert linked.descent("c2").copies == "c1"
    assert linked.descent("c3").copies is None


def test_a_figure_without_a_speaker_is_whose_it_was_before() -> None:
    given_before = told("c1", FRONT, killed=600)
    linked = Linked(given_before, told("c2", day="2031-03-09", killed=600))
    assert linked.descent("c2").copies == "c1"
    assert linked.voice("c2").name == "Front for a Free Litskar"


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(told("c2", day="2031-03-09", killed=600, dateline=True), id="an outlet that was there counts itself"),
        pytest.param(told("c2", day="2031-03-07", killed=600), id="before anybody gave it"),
        pytest.param(told("c2", day="2031-03-09", killed=600, place=("Velmar", "XA")), id="elsewhere"),
        pytest.param(told("c2", day="2031-03-09", killed=601), id="another figure"),
    ],
)
def test_a_figure_of_an_outlets_own(later: Told) -> None:
    assert Linked(told("c1", FRONT, killed=600), later).descent("c2").copies is None


def test_a_figure_of_another_month_is_another_one() -> None:
    """Rough times a month apart are of two happenings, though their reports name one country and one number."""
    rough = {"time": Time(start="2031-04-20", end="2031-04-20", precision="approx")}
    first = {"time": Time(start="2031-03-08", end="2031-03-08", precision="approx")}
    linked = Linked(told("c1", FRONT, killed=600, **first), told("c2", day="2031-04-20", killed=600, **rough))
    assert linked.descent("c2").copies is None


def test_a_figure_that_two_voices_gave_is_nobodys() -> None:
    linked = Linked(told("c1", FRONT, killed=600), told("c3", ARMY, killed=600), told("c2", day="2031-03-09", killed=600))
    assert linked.descent("c2").copies is None


def test_origins_say_what_counts_and_why() -> None:
    found = Linked(told("c1", ARMY), told("c2", outlet="Meridian Wire")).origins()
    assert found.lineages == ("Karsovan Republican Army",)
    assert found.reasons == (
        "Karsovan Republican Army: quoted by name",
        "Meridian Wire: an outlet in its own voice, which may only sum up what others say",
    )


VOICES = (
    told("c1", ARMY, killed=9),
    told("c2", outlet="Meridian Wire", day="2031-03-09", credits=("agencies",)),
    told("c3", party("residents", "witness"), day="2031-03-09"),
    told("c4", party("unconfirmed reports", "unnamed")),
    told("c5", outlet="Meridian Wire", dateline=True),
    told("c6", party("sources", "unnamed"), relays=("Northline News",)),
    told("c7", FRONT, stance="denied"),
)


@given(st.lists(st.sampled_from(VOICES), min_size=1, unique_by=lambda item: item.claim.id), st.randoms(use_true_random=False))
def test_low_is_at_most_best_at_most_high_in_any_order(items: list[Told], draw: object) -> None:
    linked = Linked(*items)
    low, best, high = linked.counted()
    assert 1 <= low <= best <= high
    draw.shuffle(items)  # type: ignore[attr-defined]
    assert Linked(*items).origins() == linked.origins()


def test_two_reports_with_a_copied_paragraph_from_text_to_origins() -> None:
    paragraph = "Shells struck a crowded market in the town of Kelmet late on Friday, killing nine people, doctors said."
    own = "The mayor of Velmar asked for patience on Sunday and promised new buses before the winter comes. "
    first, later = Page("r1", "Meridian Wire", "2031-03-08", paragraph), Page("r2", "Halmory Today", "2031-03-09", own + paragraph)
    doctors = party("doctors", "health")
    linked = Linked(
        told("c1", doctors, report="r1", outlet="Meridian Wire", length=len(paragraph)),
        told("c2", doctors, report="r2", outlet="Halmory Today", day="2031-03-09", at=len(own), length=len(paragraph)),
        told("c3", party("Velmar town hall", "government"), report="r2", outlet="Halmory Today", day="2031-03-09", length=len(own)),
        copied={"r2": copied(later, [first])},
    )
    assert [linked.descent(name).copies for name in ("c1", "c2", "c3")] == [None, "c1", None]
