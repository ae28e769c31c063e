"""What the ledger keeps: reports once, revisions that supersede, failures until they are read, everything as of any time."""

from __future__ import annotations

import itertools
import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

import shelf
from reportedly import codec, ledger
from reportedly.errors import LedgerDamagedError, LedgerError, LedgerVersionError, OptionError
from reportedly.ledger import Entry, Said, migrations, rows, schema
from reportedly.ledger.append import append, remember, reread
from reportedly.model import Failure, Relation, Time
from shelf import DAY, START, Ticking, book, claim, entry, keep, reading, report, simple, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.ledger.book import Ledger

PAGE = "https://post.example/kelmet"


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def kept(tmp_path: Path, clock: Ticking) -> Iterator[Ledger]:
    with book(tmp_path, clock) as opened:
        yield opened


def failed(origin: str = "b.txt", message: str = "no words in it") -> Failure:
    return Failure(origin=origin, stage="open", kind="UnreadableError", message=message)


def test_a_reading_comes_back_as_it_went_in(kept: Ledger) -> None:
    about = report("The Front took Kelmet.\nThe Guard denied it.", url=PAGE, title="Kelmet")
    first, second = claim(about, "The Front took Kelmet.", actor="Front"), claim(about, "The Guard denied it.", stance="denied")
    relation = Relation(kind="contradicts", from_id=second.id, to_id=first.id, reasons=("polarity flipped",))
    whole = reading(about, first, second, relations=(relation,))
    assert keep(kept, whole) == ["added"]
    assert [one.reading for one in kept.readings()] == [whole]


def test_every_claim_leads_back_to_the_words(kept: Ledger) -> None:
    keep(kept, simple("The Front took Kelmet.\nIt rained."))
    [row] = kept.claims()
    span = row.claim.spans[0]
    assert row.report.text[span.start : span.end] == span.text == "The Front took Kelmet."


def test_the_same_input_twice_changes_nothing(kept: Ledger) -> None:
    readings = [simple(f"Report {number} of the day.") for number in range(5)]
    keep(kept, *readings)
    before = dump(kept)
    assert keep(kept, *readings, *readings) == ["known"] * 10
    assert dump(kept) == before


def dump(kept: Ledger) -> list[object]:
    with kept.reading() as connection:
        return [[tuple(row) for row in connection.execute(select(table))] for table in schema.METADATA.sorted_tables]


def test_the_same_report_twice_in_one_batch_is_kept_once(kept: Ledger) -> None:
    assert keep(kept, simple("Twice told."), simple("Twice told.")) == ["added", "known"]


def test_a_report_without_a_claim_is_irrelevant_but_kept(kept: Ledger) -> None:
    assert keep(kept, reading(report("A recipe for soup."))) == ["irrelevant"]
    assert kept.knows(report("A recipe for soup.").id)


def test_a_changed_text_at_an_address_is_a_revision_and_supersedes(kept: Ledger, clock: Ticking) -> None:
    keep(kept, simple("Ten died.", PAGE))
    clock.at += DAY
    assert keep(kept, simple("Twelve died.", PAGE)) == ["updated"]
    assert words(kept) == ["Twelve died."]
    [row] = kept.reports()
    assert row.revision == 2


def test_the_record_stands_as_it_was_known_on_any_day(kept: Ledger, clock: Ticking) -> None:
    keep(kept, simple("Ten died.", PAGE))
    clock.at += DAY
    keep(kept, simple("Twelve died.", PAGE), simple("Rain fell."))
    assert words(kept, as_of="2031-07-27") == []
    assert words(kept, as_of="2031-07-28") == ["Ten died."]
    assert words(kept, as_of="2031-07-29") == ["Rain fell.", "Twelve died."]


def test_revisions_in_one_batch_follow_each_other(kept: Ledger) -> None:
    assert keep(kept, simple("Ten died.", PAGE), simple("Eleven died.", PAGE), simple("Twelve died.", PAGE)) == [
        "added",
        "updated",
        "updated",
    ]
    assert words(kept) == ["Twelve died."]


def test_earlier_texts_that_come_again_change_nothing(kept: Ledger) -> None:
    both = [simple("Ten died.", PAGE), simple("Twelve died.", PAGE)]
    keep(kept, *both)
    assert keep(kept, *both) == ["known", "known"]
    assert words(kept) == ["Twelve died."]


def test_a_page_that_goes_back_to_an_earlier_text_is_a_revision_again(kept: Ledger) -> None:
    first, second = simple("Ten died.", PAGE), simple("Twelve died.", PAGE)
    append(kept, [entry(first, retrieved=1), entry(second, retrieved=2)])
    assert not kept.knows(first.report.id, 3)
    assert append(kept, [entry(first, retrieved=3)]) == ["updated"]
    assert words(kept) == ["Ten died."]
    assert append(kept, [entry(first, retrieved=3), entry(second, retrieved=2)]) == ["known", "known"]


def test_a_file_is_an_address_where_there_is_no_other(kept: Ledger) -> None:
    one, other = simple("Ten died."), simple("Twelve died.")
    assert append(kept, [entry(one, address="/a.txt"), entry(other, address="/a.txt")]) == ["added", "updated"]


def test_without_an_address_every_text_is_a_report_of_its_own(kept: Ledger) -> None:
    assert keep(kept, simple("Ten died."), simple("Twelve died.")) == ["added", "added"]


def test_custody_is_kept(kept: Ledger) -> None:
    said = Said(licence="CC0")
    append(kept, [entry(simple("Ten died.", PAGE), retrieved=START, headers=(("etag", '"x"'),), said=said, origin="feed#1")])
    [row] = kept.reports()
    assert (row.retrieved, row.headers, row.licence, row.origin) == (START, (("etag", '"x"'),), "CC0", "feed#1")
    assert row.sha256 == row.report.sha256


def test_a_failure_is_kept_once_and_closed_when_its_origin_is_read(kept: Ledger, clock: Ticking) -> None:
    bad = Entry(origin="b.txt", given="folder", failure=failed(), said=Said(outlet="Post"))
    assert append(kept, [bad]) == append(kept, [bad, bad])[:1] == ["failed"]
    [row] = kept.failures()
    assert (row.failure, row.given, row.said, row.report) == (failed(), "folder", Said(outlet="Post"), None)
    clock.at += 1
    append(kept, [entry(simple("Ten died."), origin="b.txt")])
    assert list(kept.failures()) == []
    assert [row.superseded for row in kept.failures(every=True)] == [clock.at]


def test_another_failure_of_an_origin_takes_the_place_of_the_first(kept: Ledger) -> None:
    append(kept, [Entry(origin="b.txt", given="b.txt", failure=failed(message=message)) for message in ("no words", "no such file")])
    assert [row.failure.message for row in kept.failures()] == ["no such file"]


def test_a_text_that_was_opened_but_not_read_is_kept_and_read_later(kept: Ledger) -> None:
    found = simple("Ten died.", PAGE)
    crash = Failure(origin="b.txt", stage="read", kind="WorkerCrash", message="died")
    assert append(kept, [Entry(origin="b.txt", given="b.txt", report=found.report, failure=crash)]) == ["failed"]
    assert not kept.knows(found.report.id)
    [row] = kept.failures()
    assert row.report == found.report.id
    assert kept.show(found.report.id)[0].row.report == found.report
    assert append(kept, [entry(found, origin="b.txt")]) == ["added"]
    assert list(kept.failures()) == []


def test_a_later_reader_supersedes_and_says_what_changed(kept: Ledger, clock: Ticking) -> None:
    about = report("Ten died.\nThe Guard denied it.\nRain fell.")
    same, otherwise, gone = (claim(about, line) for line in about.text.splitlines())
    keep(kept, reading(about, same, otherwise, gone))
    clock.at += DAY
    [unread] = kept.unread(shelf.LATER_READER)
    told = claim(about, "The Guard denied it.", stance="denied")
    [change] = reread(kept, [(unread.number, reading(about, same, told, reader=shelf.LATER_READER))])
    assert change is not None
    assert (change.same, change.changed, change.new, change.gone) == (1, 1, 0, 1)
    assert len(words(kept)) == 2
    assert len(words(kept, as_of="2031-07-28")) == 3
    assert kept.unread(shelf.LATER_READER) == []


def test_a_later_reader_that_finds_the_same_confirms(kept: Ledger) -> None:
    found = simple("Ten died.")
    keep(kept, found)
    again = reading(found.report, *found.claims, reader=shelf.LATER_READER)
    [change] = reread(kept, [(1, again)])
    assert change is not None
    assert change.is_none
    _, _, history = kept.show(found.report.id)
    assert [(row.reader.version, row.confirms, row.superseded) for row in history] == [("1", False, None), ("2", True, None)]
    assert reread(kept, [(1, again)]) == [None]
    assert len(words(kept)) == 1


def test_a_reading_of_a_text_that_was_superseded_meanwhile_is_not_kept(kept: Ledger) -> None:
    found = simple("Ten died.", PAGE)
    keep(kept, found, simple("Twelve died.", PAGE))
    assert reread(kept, [(1, reading(found.report, reader=shelf.LATER_READER))]) == [None]


def test_an_id_is_told_by_its_beginning(kept: Ledger) -> None:
    found = simple("Ten died.")
    keep(kept, found)
    assert kept.show(found.report.id[:6])[0].row.report == found.report
    row = kept.show(found.claims[0].id[:6].upper())[1]
    assert row is not None
    assert row.claim == found.claims[0]


@pytest.mark.parametrize(("name", "words_of_error"), [("ffffffff", "no report or claim"), ("ab", "no id"), ("' OR 1=1 --", "no id")])
def test_an_unknown_id_is_refused(kept: Ledger, name: str, words_of_error: str) -> None:
    keep(kept, simple("Ten died."))
    with pytest.raises(OptionError, match=words_of_error):
        kept.show(name)


def test_an_ambiguous_id_is_refused(kept: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(kept, *(simple(f"Report {number}.") for number in range(40)))
    ids = sorted(row.report.id for row in kept.reports())
    monkeypatch.setattr("reportedly.ledger.view._SHORTEST", 1)
    shared = next(one[0] for one, other in itertools.pairwise(ids) if one[0] == other[0])
    with pytest.raises(OptionError, match="begins several"):
        kept.show(shared)


def test_kept_rows_can_be_neither_deleted_nor_edited(kept: Ledger) -> None:
    keep(kept, simple("Ten died.", PAGE), simple("Twelve died.", PAGE))
    raw = sqlite3.connect(kept.path)
    for order in (
        "DELETE FROM reports",
        "DELETE FROM claims",
        "UPDATE claims SET stance = 'denied'",
        "UPDATE reports SET body = x'00'",
        "UPDATE claims SET superseded = 5 WHERE superseded IS NOT NULL",
        "UPDATE claims SET superseded = NULL",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(order)
    raw.close()


def test_no_row_hangs_loose(kept: Ledger) -> None:
    about = report("The Front took Kelmet.\nThe Guard denied it.", url=PAGE)
    keep(kept, reading(about, claim(about, "The Front took Kelmet.", actor="Front", place=shelf.KELMET)), simple("Twelve died.", PAGE))
    raw = sqlite3.connect(kept.path)
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    raw.close()


def test_where_watching_left_off_is_remembered(kept: Ledger) -> None:
    assert kept.recall("https://post.example/feed") is None
    for state in (b"1", b"2"):
        remember(kept, "https://post.example/feed", state)
    assert kept.recall("https://post.example/feed") == b"2"


def test_a_ledger_is_as_it_was_when_it_is_opened_again(tmp_path: Path) -> None:
    with book(tmp_path) as opened:
        keep(opened, simple("Ten died."))
    with ledger.open(tmp_path / "war.ledger") as again:
        assert words(again) == ["Ten died."]
    assert [path.name for path in tmp_path.iterdir()] == ["war.ledger"]


def test_a_step_of_migration_runs_once_in_one_transaction(tmp_path: Path, clock: Ticking) -> None:
    with book(tmp_path, clock) as opened:

        def broken(connection: object) -> None:
            connection.exec_driver_sql("CREATE TABLE extra (number INTEGER)")  # type: ignore[attr-defined]
            raise KeyboardInterrupt

        def whole(connection: object) -> None:
            connection.exec_driver_sql("CREATE TABLE extra (number INTEGER)")  # type: ignore[attr-defined]

        with pytest.raises(KeyboardInterrupt):
            migrations.bring_up(opened._engine, clock, writable=True, steps=[*migrations.MIGRATIONS, migrations.Migration("extra", broken)])
        for _ in range(2):
            migrations.bring_up(opened._engine, clock, writable=True, steps=[*migrations.MIGRATIONS, migrations.Migration("extra", whole)])
        with opened.reading() as connection:
            names = connection.execute(select(schema.migrations.c.name).order_by(schema.migrations.c.number)).scalars().all()
        assert names == [*(step.name for step in migrations.MIGRATIONS), "extra"]


def test_a_ledger_of_the_first_schema_takes_reviews_of_events_once_it_is_opened(tmp_path: Path) -> None:
    with book(tmp_path) as opened:
        keep(opened, simple("Ten died."))
        with opened._engine.connect() as connection, connection.begin():
            for trigger in ("migrations_delete", "reviews_delete", "reviews_update"):
                connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
            connection.exec_driver_sql("DELETE FROM migrations WHERE number > 1")
            for table in ("reviewed", "reviews"):
                connection.exec_driver_sql(f"DROP TABLE {table}")
            connection.exec_driver_sql("CREATE TABLE reviews (number INTEGER PRIMARY KEY, anchor TEXT NOT NULL, superseded INTEGER)")
    with ledger.open(tmp_path / "war.ledger") as again, again.reading() as connection:
        assert (
            connection.execute(select(schema.reviews).join(schema.reviewed, schema.reviewed.c.review == schema.reviews.c.number)).all()
            == []
        )
        assert words(again) == ["Ten died."]


def test_an_older_program_refuses_a_newer_ledger(tmp_path: Path, clock: Ticking) -> None:
    newer = [*migrations.MIGRATIONS, migrations.Migration("of the future", lambda _: None)]
    with book(tmp_path, clock) as opened:
        migrations.bring_up(opened._engine, clock, writable=True, steps=newer)
    with pytest.raises(LedgerVersionError, match="upgrade reportedly"):
        ledger.open(tmp_path / "war.ledger")


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger there"):
        ledger.open(tmp_path / "none.ledger")
    with pytest.raises(LedgerError, match="a file in a folder"):
        ledger.open(tmp_path, create=True)
    (tmp_path / "text").write_text("Four people were killed in the town on Monday. " * 100)
    with pytest.raises(LedgerDamagedError, match="not a ledger"):
        ledger.open(tmp_path / "text")
    sqlite3.connect(tmp_path / "other").execute("CREATE TABLE other (number)").connection.close()
    with pytest.raises(LedgerDamagedError, match="not a ledger"):
        ledger.open(tmp_path / "other", create=True)
    with pytest.raises(OptionError, match="give its path"):
        ledger.open("postgresql://host/db")


@pytest.mark.parametrize(
    ("start", "end", "published", "days"),
    [
        ("2031-07-20", "2031-07-21", "2031-07-28", (20, 22)),
        ("2031-07-20", None, "2031-07-28", (20, 29)),
        ("2031-07-20", None, None, (20, 21)),
        (None, "2031-07-20", "2031-07-28", (20, 21)),
        (None, None, "2031-07-28", None),
        ("2031-07-99", None, "2031-07-28", None),
    ],
)
def test_what_is_left_open_of_a_time_is_put_where_it_can_be_found(
    start: str | None, end: str | None, published: str | None, days: tuple[int, int] | None
) -> None:
    told = rows.interval(Time(start=start, end=end, precision="range"), published)
    first = START // DAY * DAY - 27 * DAY  # 2031-07-01
    assert told == ((None, None) if days is None else tuple(first + (day - 1) * DAY for day in days))


def test_numbers_of_claims_run_on(kept: Ledger) -> None:
    keep(kept, *(simple(f"Report {number}.") for number in range(3)))
    keep(kept, simple("Report 3."))
    with kept.reading() as connection:
        assert connection.execute(select(schema.claims.c.number)).scalars().all() == [1, 2, 3, 4]
        assert connection.execute(select(func.count()).select_from(schema.outlets)).scalar() == 1


TEXTS = st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from(["Ten died.", "Twelve died.", "Rain fell."])), max_size=12)


@settings(max_examples=25, deadline=None)
@given(arrivals=TEXTS, cuts=st.lists(st.integers(0, 12), max_size=4))
def test_however_it_is_cut_into_batches_the_ledger_holds_the_same(
    tmp_path_factory: pytest.TempPathFactory, arrivals: list[tuple[str | None, str]], cuts: list[int]
) -> None:
    readings = [simple(text, url and f"https://post.example/{url}") for url, text in arrivals]
    held = []
    for edges in ([], sorted(cuts)):
        with book(tmp_path_factory.mktemp("ledger")) as opened:
            for start, end in zip([0, *edges], [*edges, len(readings)], strict=True):
                keep(opened, *readings[start:end])
            keep(opened, *readings)
            held.append([(codec.encode(one.reading), one.row.revision) for one in opened.readings() if one.reading])
    assert held[0] == held[1]
