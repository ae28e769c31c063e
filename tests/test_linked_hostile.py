"""Linking takes whatever a reading may say, and ends."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from linked import events, linked, links
from reportedly.compare import relations
from reportedly.ingest.events import disputes, history
from reportedly.ledger.append import append
from reportedly.ledger.decisions import gainsaid
from reportedly.model import Party, Place, Span, Time, Toll
from shelf import KELMET, claim, entry, reading, report

DAYS = st.sampled_from([None, "2031-07-28", "2031-07-01", "0001-01-01", "9999-12-31", "yesterday", "", "2031-02-30"])
NAMES = st.sampled_from(["", " ", "Northern Front", "the rebels", "\u202eNF", "é" * 300, "A or B", "43", "outlet"])
NUMBERS = st.sampled_from([None, 0, 1, 12, 10**18, -4])
TOLLS = st.none() | st.builds(Toll, low=NUMBERS, high=NUMBERS, best=NUMBERS, of=st.none() | NAMES, cumulative=st.none() | st.booleans())
TIMES = st.none() | st.builds(Time, start=DAYS, end=DAYS, precision=st.sampled_from(["day", "approx", "year", "unknown"]))
PLACES = st.sampled_from(
    [None, KELMET, Place(name="", text="", start=0, end=0), Place(name="\u202e", text="x", start=9, end=1, country="??")]
)
PARTIES = st.none() | st.builds(Party, id=st.just("p1"), name=NAMES, kind=st.sampled_from([None, "outlet", "belligerent", "?"]))
CLAIMS = st.fixed_dictionaries(
    {
        "event": st.sampled_from(["", "e1", "e2"]),
        "event_type": st.sampled_from(["FIGHT", "ASSAULT", "TERRITORY", "STATUS", "NONE"]),
        "stance": st.sampled_from(["asserted", "denied", "hedged", "planned", "demand"]),
        "time": TIMES,
        "place": PLACES,
        "killed": TOLLS,
        "casualties": TOLLS,
        "speaker": PARTIES,
        "actors": st.lists(PARTIES.filter(bool), max_size=2).map(tuple),
        "about": st.sampled_from([None, "nobody", "same"]),
        "spans": st.sampled_from([(Span(start=0, end=3, text="The"),), (Span(start=900, end=903, text=""),), ()]),
    }
)
REPORTS = st.lists(st.tuples(DAYS, NAMES, st.lists(CLAIMS, max_size=3)), min_size=1, max_size=4)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.explicit, Phase.generate])
@given(REPORTS)
def test_no_reading_stops_linking(reports: list) -> None:
    with tempfile.TemporaryDirectory() as folder, linked(Path(folder), []) as book:
        for number, (published, outlet, claims) in enumerate(reports):
            safe = outlet.encode("utf-8", "replace").decode()
            about = msgspec.structs.replace(report(f"The rebels said {number}.", outlet=safe), published=published)
            found = [msgspec.structs.replace(claim(about, "The"), id=f"{number}{at}" * 8, **changes) for at, changes in enumerate(claims)]
            append(book, [entry(reading(about, *found))])
            links(book)
        for one in events(book):
            assert one.claims
            assert history(book, one.id)
        disputes(book)
        assert book.unlinked() == 0


def test_a_report_whose_claims_have_no_evidence_is_linked_with_the_others(tmp_path: Path) -> None:
    about = report("A raid killed 12 people in Kelmet, the rebels said.")
    toll = {"place": KELMET, "time": Time(start="2031-07-28", end="2031-07-28", precision="day"), "killed": Toll(low=12, high=12, best=12)}
    bare = msgspec.structs.replace(about, id="0" * 32, outlet="Velmar Post", text="Of a raid nothing was written.")
    claims = [msgspec.structs.replace(claim(bare, "Of a raid"), id=f"{number}" * 32, spans=(), **toll) for number in range(3)]
    with linked(tmp_path, [reading(about, claim(about, "A raid", **toll)), reading(bare, *claims)]) as book:
        assert book.unlinked() == 0
        assert sum(len(one.claims) for one in events(book)) == 4
        assert disputes(book).disputes == ()


def test_what_a_reader_and_linking_both_say_of_two_claims_is_kept_once_of_each(tmp_path: Path) -> None:
    about = report("A raid on Kelmet killed 12 people, the Northern Front said. The Guard counted 40.")
    raid = {"event_type": "ASSAULT", "place": KELMET, "time": Time(start="2031-07-28", end="2031-07-28", precision="day")}
    one = claim(about, "A raid on Kelmet", speaker="Northern Front", killed=Toll(low=12, high=12, best=12), **raid)
    other = claim(about, "The Guard counted", speaker="Guard", killed=Toll(low=40, high=40, best=40), **raid)
    [found] = relations([one, other])
    told = msgspec.structs.replace(reading(about, one, other), relations=(found,))
    with linked(tmp_path, [told]) as book:
        later = reading(
            report("Shops reopened in Kelmet.", outlet="Velmar Post"), claim(report("Shops reopened in Kelmet."), "Shops", **raid)
        )
        append(book, [entry(later)])
        links(book)
        with book.reading() as connection:
            kept = connection.exec_driver_sql("SELECT from_claim, to_claim, reading FROM links WHERE superseded IS NULL").all()
        assert sorted((start, end, by is None) for start, end, by in kept) == [(other.id, one.id, False), (other.id, one.id, True)]
        assert gainsaid(book, [one.id, other.id]) == {one.id: (other.id,), other.id: (one.id,)}
        shown = [dispute for dispute in disputes(book).disputes if len(dispute.stands) > 1]
        assert len(shown) == len({(dispute.event, dispute.topic) for dispute in shown}) == 1
        assert next(book.readings()).reading.relations == (found,)
