"""What becomes of events when reports come late, are revised, read again or redacted. All names are invented."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import msgspec
import pytest

from linked import events, grouped, linked, links, story
from reportedly.errors import OptionError
from reportedly.ingest.events import changes, event, history, summaries
from reportedly.ledger import EventFilters
from reportedly.ledger.append import append, redact, reread
from reportedly.model import Toll
from shelf import DAY, KELMET, LATER_READER, START, Ticking, claim, day, entry, keep, reading, report

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.ledger.book import Ledger
    from reportedly.model import Reading


OUTLETS = {"Northern Front": "Brenna", "Kelmet Hospital": "Kelmet", "Ada Lovelace": "Velmar"}


def raid(killed: int, *, published: str = "2031-07-28", speaker: str = "Northern Front", url: str | None = None, **more: object) -> Reading:
    """A report of one raid on Kelmet, by one speaker."""
    words = f"The raid killed {killed} people in Kelmet, the {speaker} said."
    about = report(words, published=published, url=url, **{"outlet": f"{OUTLETS[speaker]} Post"} | more)  # type: ignore[arg-type]
    toll = Toll(low=killed, high=killed, best=killed, text=str(killed), start=words.index(str(killed)), end=words.index(" people"))
    told = claim(
        about,
        words,
        actor="Southern Army",
        speaker=speaker,
        event_type="ASSAULT",
        place=KELMET,
        time=day("2031-07-27"),
        killed=toll,
    )
    return reading(about, told)


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


def later(book: Ledger, clock: Ticking, *readings: Reading) -> None:
    """Keep and link readings a day later."""
    clock.at += DAY
    keep(book, *readings)
    links(book)


def test_a_claim_of_a_known_event_joins_it(tmp_path: Path, clock: Ticking) -> None:
    with linked(tmp_path, [raid(12)], clock=clock) as book:
        later(book, clock, raid(14, speaker="Kelmet Hospital", published="2031-07-29"))
        [found] = events(book)
        assert len(found.claims) == 2
        assert found.tolls[0].low == 12
        assert found.tolls[0].high == 14


def test_what_was_held_then_is_what_is_shown_of_then(tmp_path: Path, clock: Ticking) -> None:
    with linked(tmp_path, [raid(12)], clock=clock) as book:
        later(book, clock, raid(14, speaker="Kelmet Hospital", published="2031-07-29"))
        [before] = events(book, as_of="2031-07-28T12:00")
        assert len(before.claims) == 1
        assert before.tolls[0].high == 12
        assert summaries(book, EventFilters(as_of="2031-07-28T12:00")).events[0].claims == 1
        assert summaries(book).events[0].claims == 2
        with pytest.raises(OptionError, match="no claim told of the event"):
            event(book, before.id, as_of="2031-07-01")


def test_history_tells_when_the_toll_grew_and_who_spoke(tmp_path: Path, clock: Ticking) -> None:
    with linked(tmp_path, [raid(12)], clock=clock) as book:
        later(book, clock, raid(14, speaker="Kelmet Hospital", published="2031-07-29"))
        first, second = history(book, events(book)[0].id)
        assert first.speakers == ("Northern Front",)
        assert first.tolls == ("killed: 12",)
        assert set(second.speakers) == {"Kelmet Hospital", "Northern Front"}
        assert second.tolls == ("killed: 12 to 14",)
        assert first.at < second.at


def test_a_long_history_gives_the_last_moments_and_says_so(tmp_path: Path, clock: Ticking) -> None:
    with linked(tmp_path, [raid(12)], clock=clock) as book:
        later(book, clock, raid(14, speaker="Kelmet Hospital", published="2031-07-29"))
        later(book, clock, raid(15, speaker="Ada Lovelace", published="2031-07-29"))
        [found] = events(book)
        whole, cut = history(book, found.id), history(book, found.id, most=2)
        assert len(whole) == 3
        assert [one.claims for one in cut] == [one.claims for one in whole[1:]]
        assert cut[0].changed == ("it grew before, which is not shown: of 2 moments at most", *whole[1].changed)
        assert cut[1] == whole[2]
        assert history(book, found.id, most=3) == whole
        with pytest.raises(OptionError, match="too few"):
            history(book, found.id, most=0)


def test_an_earlier_report_that_comes_late_renames_the_event_and_the_former_id_leads_on(tmp_path: Path, clock: Ticking) -> None:
    with linked(tmp_path, [raid(12)], clock=clock) as book:
        former = events(book)[0].id
        later(book, clock, raid(14, speaker="Kelmet Hospital", published="2031-07-27"))
        [found] = events(book)
        assert found.id != former
        assert event(book, former) == found
        assert found.former == (former,)
        [change] = changes(book, former)
        assert (change.kind, change.before, change.after) == ("rename", (former,), (found.id,))
        assert event(book, former, as_of="2031-07-28T12:00").id == former
        assert event(book, found.id, as_of="2031-07-28T12:00").id == former
        assert [len(moment.claims) for moment in history(book, found.id)] == [1, 1]
        with linked(tmp_path / "b", [raid(14, speaker="Kelmet Hospital", published="2031-07-27"), raid(12)]) as other:
            assert events(other)[0].id == found.id


def two_and_a_bridge() -> tuple[Reading, Reading, Reading]:
    """Two claims that nothing ties together, and one that either is tied to."""
    one, other = (
        reading(
            about := report(words, published="2031-07-28", outlet=outlet),
            claim(about, words, actor=actor, recipient=recipient, event_type="FIGHT", time=day("2031-07-27"), place=KELMET_PROVINCE),
        )
        for words, outlet, actor, recipient in (
            ("The Northern Front clashed with the Ash Militia in Brenna.", "Brenna Post", "Northern Front", "Ash Militia"),
            ("The Southern Army clashed with the River Guard in Brenna.", "Kelmet Post", "Southern Army", "River Guard"),
        )
    )
    words = "The Northern Front, the Ash Militia, the Southern Army and the River Guard clashed in Brenna."
    about = report(words, published="2031-07-29", outlet="Wire", url="https://wire.example/1")
    sides = [f"{name}" for name in ("Northern Front", "Ash Militia", "Southern Army", "River Guard")]
    told = claim(about, words, event_type="FIGHT", time=day("2031-07-27"), place=KELMET_PROVINCE)
    parties = tuple(msgspec.structs.replace(one.claims[0].actors[0], name=name) for name in sides)
    return one, other, reading(about, msgspec.structs.replace(told, actors=parties[:2], recipients=parties[2:]))


KELMET_PROVINCE = msgspec.structs.replace(KELMET, name="Brenna", precision="admin1")


def test_events_that_a_claim_ties_together_merge_and_split_when_it_goes(tmp_path: Path, clock: Ticking) -> None:
    one, other, bridge = two_and_a_bridge()
    with linked(tmp_path, [one, other], clock=clock) as book:
        before = {found.id for found in events(book)}
        assert len(before) == 2
        later(book, clock, bridge)
        [whole] = events(book)
        assert len(whole.claims) == 3
        revised = report("Nothing is known of any clash.", published="2031-07-29", outlet="Wire", url="https://wire.example/1")
        later(book, clock, reading(revised))
        assert {found.id for found in events(book)} == before
        kinds = [change.kind for change in changes(book, whole.id)]
        assert kinds == ["merge", "split"]
        assert len(events(book, as_of="2031-07-30T00:00")) == 1
        assert len(events(book, as_of="2031-07-28T23:00")) == 2


def test_a_revision_takes_the_earlier_claims_out_of_the_event(tmp_path: Path, clock: Ticking) -> None:
    with linked(tmp_path, [raid(12, url="https://a.example/1"), raid(14, speaker="Kelmet Hospital")], clock=clock) as book:
        later(book, clock, raid(9, url="https://a.example/1"))
        [found] = events(book)
        assert len(found.claims) == 2
        assert (found.tolls[0].low, found.tolls[0].high) == (9, 14)
        [before] = events(book, as_of="2031-07-28T12:00")
        assert (before.tolls[0].low, before.tolls[0].high) == (12, 14)


def test_an_event_ends_with_the_last_claim_of_it(tmp_path: Path, clock: Ticking) -> None:
    with linked(tmp_path, [raid(12, url="https://a.example/1")], clock=clock) as book:
        name = events(book)[0].id
        later(book, clock, reading(report("No raid was there.", outlet="Brenna Post", url="https://a.example/1")))
        assert events(book) == []
        assert [found.id for found in events(book, as_of="2031-07-28T12:00")] == [name]
        with pytest.raises(OptionError, match="no claim told of the event"):
            event(book, name)


def test_a_later_reader_moves_the_claims_and_an_equal_reading_moves_nothing(tmp_path: Path, clock: Ticking) -> None:
    first = raid(12)
    with linked(tmp_path, [first, raid(14, speaker="Kelmet Hospital")], clock=clock) as book:
        [before] = events(book)
        clock.at += DAY
        found = msgspec.structs.replace(first, reader=LATER_READER)
        reread(book, [(1, found)])
        assert links(book) == 0
        assert events(book) == [before]
        third = msgspec.structs.replace(LATER_READER, version="3")
        elsewhere = msgspec.structs.replace(first.claims[0], time=day("2031-07-02"))
        reread(book, [(1, msgspec.structs.replace(first, reader=third, claims=(elsewhere,)))])
        links(book)
        assert grouped(book) == {(claim,) for claim in before.claims}
        assert grouped(book, "2031-07-28T12:00") == {before.claims}


def test_redacted_words_are_gone_from_events_of_any_time(tmp_path: Path, clock: Ticking) -> None:
    secret = raid(12, speaker="Ada Lovelace")
    with linked(tmp_path, [secret, raid(14, speaker="Kelmet Hospital")], clock=clock) as book:
        assert "Ada Lovelace" in str(events(book))
        clock.at += DAY
        redact(book, secret.report.id, "asked for", ["Ada Lovelace"])
        links(book)
        for then in (None, "2031-07-28T12:00"):
            assert "Lovelace" not in str(events(book, then))
            assert len(summaries(book, EventFilters(as_of=then)).events) == 1
            assert "Lovelace" not in str(summaries(book, EventFilters(as_of=then)).events)
        assert len(events(book)[0].claims) == 2
    assert b"Lovelace" not in (tmp_path / "war.ledger").read_bytes()


def test_a_redacted_report_leaves_its_events(tmp_path: Path, clock: Ticking) -> None:
    secret = raid(12)
    with linked(tmp_path, [secret, raid(14, speaker="Kelmet Hospital")], clock=clock) as book:
        clock.at += DAY
        redact(book, secret.report.id, "asked for")
        links(book)
        [found] = events(book)
        assert len(found.claims) == 1
        assert (found.tolls[0].low, found.tolls[0].high) == (14, 14)
        assert [one.claims for one in events(book, "2031-07-28T12:00")] == [found.claims]
        with book.reading() as connection:
            for table in ("memberships", "blocks", "descents", "families"):
                assert connection.exec_driver_sql(f"SELECT count(DISTINCT claim) FROM {table}").scalar() == 1, table
            assert connection.exec_driver_sql("SELECT count(DISTINCT report) FROM bands").scalar() == 1


def test_linking_that_is_interrupted_keeps_nothing_of_its_batch_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportedly.ledger.append.link import Linking

    readings = [raid(12), raid(14, speaker="Kelmet Hospital"), raid(30, speaker="Ada Lovelace", published="2031-07-30")]
    with linked(tmp_path / "whole", readings) as whole, linked(tmp_path / "broken", []) as book:
        append(book, [entry(one, origin=one.report.id) for one in readings])
        finish = Linking.finish

        def broken(self: Linking, fresh: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Linking, "finish", broken)
        with pytest.raises(KeyboardInterrupt):
            links(book, 2)
        assert book.unlinked() == 3
        assert events(book) == []
        monkeypatch.setattr(Linking, "finish", finish)
        assert links(book, 2) == 3
        assert events(book) == events(whole)
        assert links(book) == 0


def test_a_ledger_of_an_older_program_is_linked_once_it_is_opened_and_added_to(tmp_path: Path) -> None:
    clock = Ticking(START)
    with linked(tmp_path, [raid(12)], clock=clock) as book:
        decided = "bands copies blocks families lineages descents memberships changes summaries linkings waiting events".split()
        with book._engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("DROP TRIGGER migrations_delete")
            for table in decided:
                connection.exec_driver_sql(f"DROP TABLE {table}")
            connection.exec_driver_sql("DROP INDEX claims_superseded")
            connection.exec_driver_sql("DELETE FROM migrations WHERE name = 'events across reports'")
    with linked(tmp_path, [raid(14, speaker="Kelmet Hospital")], clock=clock) as book:
        assert len(events(book)[0].claims) == 2


SLOWLY = (
    "import sys, time; from reportedly import ledger; from reportedly.ingest.events import link\n"
    "with ledger.open(sys.argv[1], clock=lambda: int(sys.argv[2])) as book:\n    for _ in link(book, batch=9):\n        time.sleep(0.3)"
)


def test_a_kill_loses_nothing_and_the_same_call_goes_on(tmp_path: Path) -> None:
    with linked(tmp_path / "whole", story("panjshir")) as whole, linked(tmp_path / "killed", []) as book:
        append(book, [entry(one, origin=one.report.id) for one in story("panjshir")])
        waiting = book.unlinked()
        linking = subprocess.Popen([sys.executable, "-c", SLOWLY, str(book.path), str(START)])
        while book.unlinked() == waiting:
            assert linking.poll() is None
            time.sleep(0.01)
        linking.kill()
        linking.wait()
        assert 0 < book.unlinked() < waiting
        links(book, 9)
        assert grouped(book) == grouped(whole)
