"""The corridor into a ledger: nothing read twice, failures kept and retried, kept texts read again, interrupts survived."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest

import samples
import shelf
from reportedly import ledger, reports
from reportedly.errors import ClockError, LedgerWriteError
from reportedly.ingest import keep
from reportedly.ledger import Filters, Said
from reportedly.ledger.append import redact
from reportedly.model import Failure, Reading, Report
from reportedly.reports.fetch import Fetched
from reportedly.reports.part import Custody
from reportedly.settings import Settings
from shelf import DAY, Ticking, book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.ingest import Read
    from reportedly.ingest.keep import Arrival
    from reportedly.ledger.book import Ledger

NEWS = "Four people were killed in the town of Kelmet on Monday, the army said."
FRENCH = (
    "Le gouvernement a annoncé que les soldats ont quitté la ville dans la nuit "
    "et que la population est restée dans les maisons avec les blessés."
)
NOON = shelf.START // DAY * DAY - DAY // 2
"""2031-07-27, 12:00 UTC."""

SEEN: list[str] = []


def open_counting(settings: Settings) -> Read:
    """The stand-in, noting what it reads. "SOUP" has no claim in it."""
    read = samples.open_stand_in(settings)

    def read_one(given: Report) -> Reading:
        SEEN.append(given.text)
        found = read(given)
        return msgspec.structs.replace(found, claims=()) if "SOUP" in given.text else found

    return read_one


def open_later(settings: Settings) -> Read:
    """A later version of the stand-in: it quotes the last line instead of the first."""
    read = samples.open_stand_in(settings)

    def read_one(given: Report) -> Reading:
        found = read(given)
        later = msgspec.structs.replace(found.reader, version="later")
        if "\n" not in given.text:
            return msgspec.structs.replace(found, reader=later)
        return msgspec.structs.replace(found, reader=later, claims=(shelf.claim(given, given.text.splitlines()[-1]),))

    return read_one


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    SEEN.clear()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Ledger]:
    with book(tmp_path) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, text in [
        ("a", NEWS),
        ("b", f"{NEWS} It rained."),
        ("c", "FAULT, said the army of the town."),
        ("d", FRENCH),
        ("e", f"SOUP. {NEWS}"),
    ]:
        (tmp_path / "in" / f"{name}.txt").write_text(text)
    return tmp_path / "in"


def add(into: Ledger, *origins: object, **options: object) -> list[Arrival]:
    options = {"opener": open_counting} | options
    return list(keep.add(map(str, origins), into, **options))  # type: ignore[arg-type]


def statuses(arrivals: list[Arrival]) -> list[str]:
    return [arrival.status for arrival in arrivals]


def test_reports_arrive_in_order_with_failures_between(kept: Ledger, folder: Path) -> None:
    arrivals = add(kept, folder)
    assert statuses(arrivals) == ["added", "added", "failed", "failed", "irrelevant"]
    assert [arrival.failure.kind for arrival in arrivals if arrival.failure] == ["ValueError", "LanguageError"]
    assert [arrival.origin for arrival in arrivals] == [str(folder / f"{name}.txt") for name in "abcde"]


def test_what_is_known_is_not_read_again(kept: Ledger, folder: Path) -> None:
    add(kept, folder)
    SEEN.clear()
    assert statuses(add(kept, folder)) == ["known", "known", "failed", "failed", "known"]
    assert [text[:5] for text in SEEN] == ["FAULT"]


def test_two_processes_keep_the_same(kept: Ledger, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    for number in range(12):
        (folder / f"f{number:02}.txt").write_text(f"{number} {NEWS}")
    with book(tmp_path / "two") as other:
        one = add(kept, folder, opener=samples.open_stand_in)
        two = add(other, folder, opener=samples.open_stand_in, settings=Settings(workers=2))
        assert one == two
        assert [held.reading for held in kept.readings()] == [held.reading for held in other.readings()]


def test_a_stretch_of_known_reports_passes_by_while_others_are_read(kept: Ledger, tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{number} {NEWS}"}) for number in range(40)]
    (tmp_path / "half.jsonl").write_text("\n".join(lines[5:35]))
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    add(kept, tmp_path / "half.jsonl")
    arrivals = add(kept, tmp_path / "all.jsonl", opener=samples.open_stand_in, settings=Settings(workers=2))
    assert statuses(arrivals) == ["added"] * 5 + ["known"] * 30 + ["added"] * 5


def test_a_changed_file_is_a_revision(kept: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    add(kept, tmp_path / "a.txt")
    (tmp_path / "a.txt").write_text(NEWS.replace("Four", "Five"))
    assert statuses(add(kept, tmp_path / "a.txt")) == ["updated"]
    assert shelf.words(kept) == [NEWS.replace("Four", "Five")]


def test_lines_of_a_file_are_no_revisions_of_each_other(kept: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": NEWS}))
    add(kept, tmp_path / "a.jsonl")
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": f"{NEWS} Again."}))
    assert statuses(add(kept, tmp_path / "a.jsonl")) == ["added"]


def test_what_the_user_says_is_kept(kept: Ledger, folder: Path) -> None:
    add(kept, folder / "a.txt", folder / "d.txt", said=Said(outlet="Brenna Post", published="2031-07-28", licence="CC0"))
    [row] = kept.reports(Filters(outlet="brenna post"))
    assert (row.licence, row.report.published) == ("CC0", "2031-07-28")
    assert next(kept.failures()).said.outlet == "Brenna Post"


@pytest.mark.parametrize(
    ("retrieved", "at"),
    [
        ("2031-07-27T12:00:00+00:00", NOON),
        ("2031-07-27T14:00:00+02:00", NOON),
        ("2031-07-27T12:00:00", NOON),
        ("yesterday", None),
        (None, None),
    ],
)
def test_custody_of_a_page_comes_with_it(kept: Ledger, retrieved: str | None, at: int | None) -> None:
    came = Custody(url="https://post.example/a", retrieved=retrieved, headers=(("etag", "x"),))
    item = reports.Item(origin="https://post.example/a", name="a", report=samples.report(NEWS), custody=came)
    keep.keep_item(item, kept, opener=open_counting)
    [row] = kept.reports()
    assert (row.retrieved, row.headers) == (at, (("etag", "x"),))


def test_a_page_is_fetched_once_more_and_known(kept: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(url: str, **_: object) -> Fetched:
        return Fetched(
            url=url, body=f"<html><body><p>{NEWS}</p><p>{NEWS} Again.</p></body></html>".encode(), content_type="text/html", charset=None
        )

    monkeypatch.setattr("reportedly.reports.fetch.fetch", fetch)
    assert statuses(add(kept, "https://post.example/a")) == ["added"]
    assert statuses(add(kept, "https://post.example/a")) == ["known"]


def test_an_item_is_kept_alone(kept: Ledger) -> None:
    item = reports.Item(origin="https://post.example/a", name="a", report=samples.report(NEWS, url="https://post.example/a"))
    assert keep.keep_item(item, kept, opener=open_counting).status == "added"
    assert keep.keep_item(item, kept, opener=open_counting).status == "known"
    failed = reports.Item(origin="b", name="b", failure=Failure(origin="b", stage="fetch", kind="FetchError", message="gone"))
    assert keep.keep_item(failed, kept, opener=open_counting).status == "failed"


def test_bookmarks_are_kept(kept: Ledger) -> None:
    marks = keep.Bookmarks(kept)
    assert marks.get("feed") is None
    marks.put("feed", b"state")
    assert marks.get("feed") == b"state"


def test_failures_are_tried_again(kept: Ledger, folder: Path) -> None:
    add(kept, folder)
    (folder / "d.txt").write_text(f"In English now. {NEWS}")
    arrivals = list(keep.retry(kept, opener=open_later_that_takes_faults))
    assert sorted(statuses(arrivals)) == ["added", "added"]
    assert list(kept.failures()) == []


def open_later_that_takes_faults(settings: Settings) -> Read:
    """A reader without the fault."""
    read = samples.open_stand_in(settings)

    def read_one(given: Report) -> Reading:
        calm = msgspec.structs.replace(given, text=given.text.replace("FAULT", "fault"))
        return msgspec.structs.replace(read(calm), report=given)

    return read_one


def test_a_kept_text_is_retried_though_its_file_is_gone(kept: Ledger, folder: Path) -> None:
    add(kept, folder / "c.txt")
    (folder / "c.txt").unlink()
    assert statuses(list(keep.retry(kept, opener=open_later_that_takes_faults))) == ["added"]


def test_what_came_through_a_pipe_is_passed_over(kept: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def piped(*_: object, **__: object) -> Iterator[reports.Item]:
        yield reports.Item(origin="-", name="stdin", failure=Failure(origin="-", stage="open", kind="UnreadableError", message="empty"))

    monkeypatch.setattr(keep, "open_origin", piped)
    add(kept, "-")
    assert list(keep.retry(kept, opener=open_counting)) == []


def test_a_line_that_failed_is_opened_with_its_file(kept: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{\n" + json.dumps({"text": NEWS}))
    assert statuses(add(kept, tmp_path / "a.jsonl")) == ["failed", "added"]
    assert next(kept.failures()).given == str(tmp_path / "a.jsonl")


def test_reading_again_changes_what_a_later_reader_sees(kept: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in (NEWS, f"{NEWS}\nIt rained in Kelmet.")))
    add(kept, tmp_path / "a.jsonl")
    changes = [change for change in keep.reread(kept, opener=open_later) if not isinstance(change, Failure)]
    assert [(change.same, change.new, change.gone) for change in changes] == [(1, 0, 0), (0, 1, 1)]
    assert shelf.words(kept) == ["It rained in Kelmet.", NEWS]
    assert list(keep.reread(kept, opener=open_later)) == []


def test_reading_again_that_fails_leaves_the_earlier_claims(kept: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    add(kept, tmp_path / "a.txt")
    [failure] = keep.reread(kept, opener=open_failing)
    assert isinstance(failure, Failure)
    assert shelf.words(kept) == [NEWS]


def open_failing(settings: Settings) -> Read:
    """A reader of another version that reads nothing but the probe."""

    def read_one(given: Report) -> Reading:
        if "Kelmet" in given.text:
            raise ValueError("a fault")
        found = samples.open_stand_in(settings)(given)
        return msgspec.structs.replace(found, reader=msgspec.structs.replace(found.reader, version="later"))

    return read_one


def test_reading_again_passes_by_what_was_redacted_meanwhile(kept: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    [arrival] = add(kept, tmp_path / "a.txt")
    assert arrival.report is not None
    redact(kept, arrival.report, "a court's order")
    assert list(keep.reread(kept, opener=open_later)) == []


def test_an_interrupt_keeps_what_was_read(kept: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"text": f"{number} {NEWS}"}) for number in range(9)))
    with pytest.raises(KeyboardInterrupt):
        add(kept, tmp_path / "a.jsonl", opener=open_interrupted)
    assert len(shelf.words(kept)) == 4
    assert statuses(add(kept, tmp_path / "a.jsonl")) == ["known"] * 4 + ["added"] * 5


def open_interrupted(settings: Settings) -> Read:
    """A reader that is interrupted at the fifth report."""
    read = samples.open_stand_in(settings)

    def read_one(given: Report) -> Reading:
        if given.text.startswith("4 "):
            raise KeyboardInterrupt
        return read(given)

    return read_one


def test_whoever_stops_listening_has_kept_what_was_read(kept: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep, "_BATCH", 2)
    arrivals = keep.add([str(folder)], kept, opener=open_counting)
    next(arrivals)
    arrivals.close()
    assert len(shelf.words(kept)) == 2


def test_a_batch_is_kept_when_it_is_old(tmp_path: Path, folder: Path) -> None:
    clock = Ticking()

    def open_slow(settings: Settings) -> Read:
        read = samples.open_stand_in(settings)

        def read_one(given: Report) -> Reading:
            clock.at += 2_000_000
            return read(given)

        return read_one

    with book(tmp_path, clock) as kept:
        arrivals = keep.add([str(folder)], kept, opener=open_slow)
        assert next(arrivals).status == "added"
        assert len(shelf.words(kept)) == 1


@pytest.mark.parametrize("back", [DAY, -1])
def test_a_clock_that_was_set_back_is_said_before_anything_is_read(tmp_path: Path, folder: Path, back: int) -> None:
    clock = Ticking()
    with book(tmp_path, clock) as kept:
        add(kept, folder / "a.txt")
        clock.at -= back
        if back < 0:
            assert statuses(add(kept, folder / "b.txt")) == ["added"]
            return
        SEEN.clear()
        with pytest.raises(ClockError, match="set the clock right"):
            add(kept, folder / "b.txt")
        assert SEEN == []
        clock.at += back
        assert statuses(add(kept, folder / "b.txt")) == ["added"]


def test_a_small_step_back_is_held(tmp_path: Path, folder: Path) -> None:
    clock = Ticking()
    with book(tmp_path, clock) as kept:
        add(kept, folder / "a.txt")
        clock.at -= 1_000_000
        add(kept, folder / "b.txt")
        assert {row.learned for row in kept.claims()} == {shelf.START}


def test_a_read_only_ledger_is_said_before_anything_is_read(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with book(tmp_path):
        pass
    monkeypatch.setattr("os.access", lambda *_: False)
    with ledger.open(tmp_path / "war.ledger") as locked:
        with pytest.raises(LedgerWriteError, match="read-only"):
            add(locked, folder)
        assert SEEN == []
        assert shelf.words(locked) == []


@pytest.mark.parametrize(
    "origin", ["a.jsonl:17", "a.json#2", "a.warc@1042", "a.warc@1042#3", "a.json:-5", "a.jsonl!in/b.jsonl:2", "a.jsonl!in/b.txt"]
)
def test_where_a_report_stands_in_its_file_is_taken_off(origin: str) -> None:
    assert keep._PART.sub("", origin) == origin[: min(origin.find(mark) for mark in ":#@!" if mark in origin)]
