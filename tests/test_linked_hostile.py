"""Linking takes whatever a reading may say, and ends."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from linked import events, linked, links
from reportedly.ingest.events import disputes, history
from reportedly.ledger.append import append
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
        "spans": st.sampled_from([(Span(start=0, end=3, text="The"),), (Span(start=900, end=903, text=""),)]),
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
