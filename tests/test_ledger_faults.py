"""What can go wrong around a ledger: kills, full disks, two writers, read-only and damaged files. Clear errors, resumed whole."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import shelf
from reportedly import codec, ledger
from reportedly.errors import LedgerDamagedError, LedgerError, LedgerWriteError
from reportedly.ledger import dialect
from reportedly.ledger import rows as rows_of_ledger
from reportedly.ledger.append import append
from shelf import Ticking, book, entry, keep, simple, words

if TYPE_CHECKING:
    from reportedly.ledger.book import Ledger
    from reportedly.model import Reading

NEWS = "Four people were killed in the town of Kelmet on Monday, the army said."
ADD = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests in the background has it ignored
sys.path.insert(0, sys.argv[1])
import samples
from reportedly import cli
from reportedly.ingest import keep
keep._AGE = 20_000

def slow(settings):
    read = samples.open_stand_in(settings)
    def read_one(given):
        time.sleep(0.002)
        return read(given)
    return read_one

sys.exit(cli.main(["add", sys.argv[2], "--ledger", sys.argv[3]], opener=slow))
"""


def start(reports: Path, into: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADD, str(Path(__file__).parent), str(reports), str(into)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def lines(folder: Path, count: int) -> Path:
    file = folder / "reports.jsonl"
    file.write_text(
        "\n".join(json.dumps({"text": f"{number}. {NEWS}", "url": f"https://post.example/{number}"}) for number in range(count))
    )
    return file


def held(path: Path) -> list[bytes]:
    """What an export would hold."""
    with ledger.open(path) as opened:
        return [codec.encode(one.reading) for one in opened.readings() if one.reading]


def whole(path: Path) -> None:
    """No report in half, no row loose, nothing for anybody to repair."""
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    assert raw.execute("SELECT count(*) FROM reports WHERE number NOT IN (SELECT report FROM readings)").fetchone() == (0,)
    assert raw.execute("SELECT sum(total) FROM readings").fetchone()[0] == raw.execute("SELECT count(*) FROM claims").fetchone()[0]
    raw.close()


def test_kills_at_random_moments_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    reports, into = lines(tmp_path, 150), tmp_path / "war.ledger"
    begun = 0
    for moment in (0.0, 0.02, 0.05, 0.1, 0.15):
        adding = start(reports, into)
        while adding.poll() is None and (not into.exists() or (moment > 0 and rows(into) < begun + 1)):
            time.sleep(0.01)
        time.sleep(moment)
        adding.kill()
        adding.wait()
        adding.communicate()
        begun = max(begun, rows(into))
    assert start(reports, into).wait() == 0
    whole(into)
    texts = [codec.decode(reading).report.text for reading in held(into)]
    assert texts == [f"{number}. {NEWS}" for number in range(150)]


def rows(path: Path) -> int:
    """The reports that another process has committed."""
    try:
        raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return int(raw.execute("SELECT count(*) FROM reports").fetchone()[0])
        finally:
            raw.close()
    except sqlite3.Error:
        return 0


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_says_that_the_same_command_goes_on(tmp_path: Path, sign: signal.Signals) -> None:
    reports, into = lines(tmp_path, 2000), tmp_path / "war.ledger"
    adding = start(reports, into)
    while adding.poll() is None and not rows(into):
        time.sleep(0.01)
    adding.send_signal(sign)
    _, said = adding.communicate()
    assert adding.returncode == 130
    assert "what was read is kept" in said
    assert 0 < rows(into) < 2000
    whole(into)


def test_workers_go_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[1])\n"
        "import samples\nfrom reportedly import ingest\n"
        "if __name__ == '__main__':\n"
        "    answers = ingest.read_many((samples.report(str(n) + ' words here') for n in range(10**6)), 2, opener=samples.open_stand_in)\n"
        "    next(answers)\n    import multiprocessing\n"
        "    print(*(child.pid for child in multiprocessing.active_children()), flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    (tmp_path / "parent.py").write_text(script)
    parent = subprocess.run(
        [sys.executable, str(tmp_path / "parent.py"), str(Path(__file__).parent)], check=False, stdout=subprocess.PIPE, text=True
    )
    children = [int(child) for child in parent.stdout.split()]
    assert len(children) == 2
    for _ in range(1000):
        if not any(map(is_alive, children)):
            return
        time.sleep(0.02)
    pytest.fail(f"workers stayed: {children}")


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_a_full_disk_is_said_and_the_same_goes_on_when_there_is_room(tmp_path: Path) -> None:
    readings = [
        simple(f"{number}. {NEWS}\n{number * 7919} " + "words of the report " * 40, f"https://post.example/{number}")
        for number in range(300)
    ]
    with book(tmp_path) as kept:
        keep(kept, *readings[:50])
        room = pages(kept, None) + 10
        pages(kept, room)
        with pytest.raises(LedgerWriteError, match=r"no room on the disk.*goes on from there"):
            fill(kept, readings)
        assert len(words(kept)) % 50 == 0
        pages(kept, 10**6)
        keep(kept, *readings)
        assert len(words(kept)) == 300
    whole(tmp_path / "war.ledger")


def fill(kept: Ledger, readings: list[Reading]) -> None:
    for first in range(0, len(readings), 50):
        keep(kept, *readings[first : first + 50])


def pages(kept: Ledger, most: int | None) -> int:
    """How many pages the file has; with `most`, the disk has room for so many."""
    with kept.reading() as connection:
        count = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    if most is not None:
        raw = kept._engine.raw_connection()
        raw.execute(f"PRAGMA max_page_count={most}")  # type: ignore[attr-defined]
        raw.close()
    return count


@pytest.mark.parametrize(
    ("code", "error", "message"),
    [
        (sqlite3.SQLITE_FULL, LedgerWriteError, "no room"),
        (sqlite3.SQLITE_READONLY, LedgerWriteError, "read-only"),
        (sqlite3.SQLITE_READONLY | 1 << 8, LedgerWriteError, "read-only"),
        (sqlite3.SQLITE_BUSY, LedgerWriteError, "wait for it"),
        (sqlite3.SQLITE_CORRUPT, LedgerDamagedError, "recover"),
        (sqlite3.SQLITE_IOERR, LedgerError, "its disk"),
        (sqlite3.SQLITE_CANTOPEN, LedgerError, "permissions"),
    ],
)
def test_every_error_of_the_database_says_the_way_out(code: int, error: type[Exception], message: str, tmp_path: Path) -> None:
    fault = sqlite3.OperationalError("a fault")
    fault.sqlite_errorcode = code
    with pytest.raises(error, match=message) as caught, dialect.explained(tmp_path):
        raise fault
    assert type(caught.value) is error
    assert str(tmp_path) in str(caught.value)


def test_an_error_of_another_making_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.ProgrammingError), dialect.explained(tmp_path):
        raise sqlite3.ProgrammingError("ours")


def test_two_writers_at_once_keep_everything_once(tmp_path: Path) -> None:
    reports, into = lines(tmp_path, 120), tmp_path / "war.ledger"
    both = [start(reports, into) for _ in range(2)]
    assert [adding.wait() for adding in both] == [0, 0], [adding.communicate()[1] for adding in both]
    for adding in both:
        adding.communicate()
    whole(into)
    assert len(held(into)) == 120


def test_two_threads_write_in_turn(tmp_path: Path) -> None:
    with book(tmp_path) as kept:
        readings = [simple(f"{number}. {NEWS}") for number in range(60)]

        def write(part: int) -> None:
            for one in readings[part::2]:
                append(kept, [entry(one)])

        threads = [threading.Thread(target=write, args=(part,)) for part in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(words(kept)) == 60


def test_a_writer_that_holds_on_too_long_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "BUSY", 0.1)
    with book(tmp_path) as kept:
        other = sqlite3.connect(kept.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerWriteError, match="another process has been writing"):
            keep(kept, simple(NEWS))
        other.execute("ROLLBACK")
        other.close()
        assert keep(kept, simple(NEWS)) == ["added"]


def test_who_reads_is_not_kept_waiting_by_who_writes(tmp_path: Path) -> None:
    with book(tmp_path) as kept:
        keep(kept, simple(NEWS))
        other = sqlite3.connect(kept.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert words(kept) == [NEWS]
        other.close()


@pytest.mark.parametrize("what", ["header", "middle", "cut"])
def test_a_damaged_file_is_said(tmp_path: Path, what: str) -> None:
    path = tmp_path / "war.ledger"
    with book(tmp_path) as kept:
        keep(kept, *(simple(f"{number}. {NEWS}") for number in range(200)))
    raw = bytearray(path.read_bytes())
    if what == "header":
        raw[:16] = b"not SQLite at all"[:16]
    elif what == "middle":
        raw[4096:] = b"\xff" * (len(raw) - 4096)
    else:
        del raw[len(raw) // 2 :]
    path.write_bytes(raw)
    with pytest.raises(LedgerDamagedError, match="recover"):
        ask_everything(path)


def ask_everything(path: Path) -> None:
    with ledger.open(path) as opened:
        list(opened.claims())
        list(opened.reports())


def test_a_body_that_would_fill_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with book(tmp_path) as kept:
        keep(kept, simple("word " * 2_000))
        monkeypatch.setattr(rows_of_ledger, "_MOST", 5_000)
        with pytest.raises(LedgerDamagedError, match="too large"):
            list(kept.claims())


def test_bytes_flipped_by_chance_are_errors_and_no_crashes(tmp_path: Path) -> None:
    chance = random.Random(3)
    with book(tmp_path) as kept:
        keep(kept, *(simple(f"{number}. {NEWS}", f"https://post.example/{number}") for number in range(30)))
    raw, path = (tmp_path / "war.ledger").read_bytes(), tmp_path / "flipped.ledger"
    for _ in range(40):
        flipped = bytearray(raw)
        for _ in range(chance.choice([1, 5, 50])):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        for file in tmp_path.glob("flipped*"):
            file.unlink()
        path.write_bytes(flipped)
        with contextlib.suppress(LedgerError):
            ask_everything(path)
        with contextlib.suppress(LedgerError), ledger.open(path, clock=Ticking()) as opened:
            keep(opened, simple("More."))


def test_a_ledger_on_a_read_only_medium_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with book(tmp_path) as kept:
        keep(kept, simple(NEWS))
    monkeypatch.setattr("os.access", lambda *_: False)
    with ledger.open(tmp_path / "war.ledger", clock=Ticking()) as locked:
        assert words(locked, words=("kelmet",)) == [NEWS]
        with pytest.raises(LedgerWriteError, match="read-only"):
            keep(locked, simple("More."))
    assert [path.name for path in tmp_path.iterdir()] == ["war.ledger"]


def test_a_read_only_ledger_of_an_older_schema_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportedly.ledger import migrations

    with book(tmp_path):
        pass
    monkeypatch.setattr("os.access", lambda *_: False)
    steps = (*migrations.MIGRATIONS, migrations.Migration("next", lambda _: None))
    monkeypatch.setattr(migrations.bring_up, "__kwdefaults__", {"steps": steps})
    with pytest.raises(LedgerWriteError, match="must be brought up to date"):
        ledger.open(tmp_path / "war.ledger")


def test_without_sqlalchemy_the_install_line_is_said() -> None:
    code = "import sys; sys.modules['sqlalchemy'] = None\nfrom reportedly import cli\nsys.exit(cli.main(['claims', '--ledger', 'x']))"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "pip install 'reportedly[ledger]'" in done.stderr


def test_words_are_never_taken_for_sql(tmp_path: Path) -> None:
    hostile = "'; DROP TABLE claims; --"
    with book(tmp_path) as kept:
        keep(kept, simple(f"{hostile} {NEWS}", url=f"https://post.example/{hostile}"), simple(NEWS, outlet=hostile))
        for name in ("party", "speaker", "place", "outlet", "event_type", "stance", "speaker_kind", "report"):
            words(kept, **{name: hostile})
        assert len(words(kept, words=(hostile,))) == 1
        assert words(kept, outlet=hostile) == [NEWS]
        assert shelf.words(kept, words=('"" OR claims:',)) == []
