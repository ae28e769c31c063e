"""Lists of events: filters, orders, pages that stay while the ledger is written to. All names are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from linked import EXAMPLES, events, linked, links, story
from reportedly.errors import OptionError
from reportedly.ingest.events import disputes, event, history, summaries, told
from reportedly.ledger import Box, EventFilters
from reportedly.ledger.records import DisputePage
from reportedly.model import Toll
from shelf import DAY, KELMET, Ticking, claim, day, keep, reading, report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.ledger.book import Ledger
    from reportedly.model import Reading

TOWNS = ("Kelmet", "Dorvan", "Sarnok", "Vessim", "Oryal")


def raid(number: int, killed: int, *, speaker: str = "Northern Front", outlet: str = "Brenna Post", **more: object) -> Reading:
    """A raid on a town of its own."""
    town = TOWNS[number]
    words = f"A raid killed {killed} people in {town}, the {speaker} said."
    about = report(words, outlet=outlet)
    place = msgspec.structs.replace(KELMET, name=town, text=town, latitude=-1.5 + number, geonameid=number + 1)
    toll = Toll(low=killed, high=killed, best=killed, text=str(killed), start=14, end=14 + len(str(killed)))
    fields: dict[str, object] = {"event_type": "ASSAULT", "place": place, "time": day(f"2031-07-{20 + number}"), "killed": toll} | more
    return reading(about, claim(about, words, actor="Southern Army", speaker=speaker, **fields))  # type: ignore[arg-type]


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def book(tmp_path: Path, clock: Ticking) -> Iterator[Ledger]:
    with linked(tmp_path, [raid(number, 10 * (number + 1)) for number in range(4)], clock=clock) as found:
        yield found


def listed(book: Ledger, **filters: object) -> list[str]:
    return [str(one.place) for one in summaries(book, EventFilters(**filters), sort="deaths").events]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["Vessim", "Sarnok", "Dorvan", "Kelmet"]),
        ({"place": "Dorvan"}, ["Dorvan"]),
        ({"box": Box(19, -2, 21, 0)}, ["Dorvan", "Kelmet"]),
        ({"party": "southern army", "since": "2031-07-22"}, ["Vessim", "Sarnok"]),
        ({"speaker": "Northern Front", "until": "2031-07-20"}, ["Kelmet"]),
        ({"min_deaths": 30}, ["Vessim", "Sarnok"]),
        ({"words": ("Sarnok",)}, ["Sarnok"]),
        ({"event_type": "FIGHT"}, []),
        ({"contested": True}, []),
        ({"status": "single_origin", "outlet": "Brenna Post", "place": "Kelmet"}, ["Kelmet"]),
        ({"as_of": "2031-07-01"}, []),
    ],
)
def test_filters_of_claims_and_of_events(book: Ledger, filters: dict[str, object], expected: list[str]) -> None:
    assert listed(book, **filters) == expected


def test_filters_hold_where_many_claims_pass_each(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportedly.ledger import query

    monkeypatch.setattr(query, "_RARE", 0)
    assert listed(book, party="Southern Army", since="2031-07-22") == ["Vessim", "Sarnok"]
    assert listed(book, place="XA", outlet="Brenna Post") == ["Vessim", "Sarnok", "Dorvan", "Kelmet"]


def test_an_event_by_the_beginning_of_its_id(book: Ledger) -> None:
    [one, *_] = events(book)
    assert [found.id for found in summaries(book, EventFilters(event=one.id[:6])).events] == [one.id]
    assert event(book, one.id[:6]) == one
    for name in ("zz", "ffffffffffffffff", "not an id"):
        with pytest.raises(OptionError):
            event(book, name)


@pytest.mark.parametrize("sort", ["contest", "recent", "deaths"])
def test_pages_follow_each_other_and_stay_while_more_is_written(book: Ledger, clock: Ticking, sort: str) -> None:
    whole = [one.id for one in summaries(book, limit=10, sort=sort).events]  # type: ignore[arg-type]
    first = summaries(book, limit=2, sort=sort)  # type: ignore[arg-type]
    clock.at += DAY
    keep(book, raid(4, 90), raid(1, 95, speaker="Kelmet Hospital", outlet="Velmar Post"))
    links(book)
    rest = summaries(book, limit=2, after=first.after, sort=sort)  # type: ignore[arg-type]
    assert [one.id for one in (*first.events, *rest.events)] == whole
    assert rest.after is None
    assert len(summaries(book, limit=10, sort=sort).events) == 5  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "after", ["", "x", "bnVsbA", "WzEsImRlYXRocyIsWzFdXQ", "WzEsImNvbnRlc3QiLFsxXV0", "WzFlOTksImNvbnRlc3QiLFsxLDIsM11d", "é"]
)
def test_a_cursor_that_is_none_is_told(book: Ledger, after: str) -> None:
    with pytest.raises(OptionError, match="cursor"):
        summaries(book, after=after)


def test_what_makes_no_sense_is_told(book: Ledger) -> None:
    with pytest.raises(OptionError, match="status"):
        EventFilters(status="true")
    with pytest.raises(OptionError, match="limit"):
        summaries(book, limit=0)
    with pytest.raises(OptionError, match="sort"):
        summaries(book, sort="size")  # type: ignore[arg-type]


def test_the_claims_of_an_event_come_with_their_words(book: Ledger) -> None:
    [one, *_] = events(book)
    [row] = told(book, [*one.claims, "0" * 16])
    span = row.claim.spans[0]
    assert row.report.text[span.start : span.end] == span.text


def test_the_story_of_panjshir_is_disputed_over_who_holds_it(tmp_path: Path) -> None:
    assert (EXAMPLES / "panjshir").is_dir()
    with linked(tmp_path, story("panjshir")) as book:
        found = disputes(book).disputes
        control = [one for one in found if one.topic == "control" and "Panjshir" in one.words]
        assert control
        assert {stand.answer for stand in control[0].stands} >= {"Taliban"}
        assert any(stand.answer.startswith("not ") for stand in control[0].stands)
        first = disputes(book, limit=1)
        assert first.disputes == tuple(one for one in found if one.event == found[0].event)
        assert disputes(book, after=first.after).disputes == tuple(one for one in found if one.event != found[0].event)
        assert disputes(book, EventFilters(party="nobody")) == DisputePage(disputes=(), after=None)


def test_disputes_look_at_so_many_events_and_go_on_from_there(tmp_path: Path) -> None:
    with linked(tmp_path, story("panjshir")) as book:
        contested = summaries(book, EventFilters(contested=True), limit=100).events
        one = disputes(book, limit=None, most=1)
        rest = disputes(book, limit=None, most=100, after=one.after)
        assert {found.event for found in one.disputes} <= {contested[0].id}
        assert one.disputes + rest.disputes == disputes(book, limit=None).disputes
        assert rest.after is None


def test_contested_events_that_give_no_disputes_end_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with linked(tmp_path, story("panjshir")) as book:
        asked: list[str] = []
        monkeypatch.setattr("reportedly.events.disputes", lambda one: asked.append(one.id) or ())
        page = disputes(book, most=2)
        assert (page.disputes, len(asked)) == ((), 2)
        assert page.after is not None


@pytest.mark.parametrize("bounds", [{"limit": 0}, {"most": 0}])
def test_a_page_of_no_disputes_is_refused(book: Ledger, bounds: dict[str, int]) -> None:
    with pytest.raises(OptionError, match="too few"):
        disputes(book, **bounds)


def test_a_story_that_comes_day_by_day_grows_so(tmp_path: Path) -> None:
    clock = Ticking()
    days = sorted({one.report.published for one in story("panjshir")})
    with linked(tmp_path, [], clock=clock) as book:
        for one in days:
            clock.at += DAY
            keep(book, *(found for found in story("panjshir") if found.report.published == one))
            links(book)
        grown = {one.id: history(book, one.id) for one in summaries(book, limit=100).events}
        assert max(len(moments) for moments in grown.values()) > 2
        for name, moments in grown.items():
            assert [one.at for one in moments] == sorted(one.at for one in moments)
            assert moments[-1].status == event(book, name).status
            assert event(book, name, as_of=moments[0].at).claims == moments[0].claims


def test_the_relations_of_an_event_are_found_by_its_claims(book: Ledger) -> None:
    from sqlalchemy import event as listening

    asked: list[str] = []
    listening.listen(book._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    event(book, events(book)[0].id)
    of_links = [statement for statement in asked if "FROM links" in statement]
    assert of_links
    assert all("coalesce(links.reading" in statement for statement in of_links)  # else SQLite walks all links without a reading
