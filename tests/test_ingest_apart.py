"""Reading apart: a process that reads what strangers send, and is ended when it takes too long."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportedly.errors import TooLargeError
from reportedly.ingest.apart import Apart, Sent
from reportedly.reports import report
from samples import open_stand_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.model import Reading, Report
    from reportedly.settings import Settings


def open_slow(settings: Settings) -> Callable[[Report], Reading]:
    """A reader that takes for ever over a text with SLOW in it."""
    read = open_stand_in(settings)

    def slowly(given: Report) -> Reading:
        while "SLOW" in given.text:
            time.sleep(1)
        return read(given)

    return slowly


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart(opener=open_slow, seconds=3.0) as opened:
        opened.warm()
        yield opened


def test_a_report_is_read_in_another_process(apart: Apart) -> None:
    done = apart.read(report("Ten died in Kelmet."))
    assert [reading.report.text for reading in done.readings] == ["Ten died in Kelmet."]
    assert apart._process is not None
    assert apart._process.pid != os.getpid()


def test_a_file_is_opened_there_by_the_ending_of_its_name(apart: Apart) -> None:
    done = apart.read(
        Sent(raw=b"<html><body><p>Ten people died in Kelmet on Monday, the army said.</p></body></html>", name="../../a.HTML")
    )
    assert [reading.report.text for reading in done.readings] == ["Ten people died in Kelmet on Monday, the army said."]


def test_a_file_of_several_reports_gives_several(apart: Apart) -> None:
    lines = b'{"text": "Ten people died in Kelmet."}\n{"text": ""}\n{"text": "Four people fled from Osmere."}\n'
    done = apart.read(Sent(raw=lines, name="a.jsonl", outlet="Brenna Post"))
    assert [reading.report.outlet for reading in done.readings] == ["Brenna Post", "Brenna Post"]
    assert len(done.failures) == 1
    assert str(Path.cwd()) not in done.failures[0].origin


def test_a_file_of_too_many_reports_is_cut_and_says_so(apart: Apart) -> None:
    done = apart.read(Sent(raw=b'{"text": "Ten people died in Kelmet."}\n' * 30, name="a.jsonl"))
    assert (len(done.readings), done.failures[0].kind) == (20, "TooLargeError")


def test_nothing_that_is_sent_makes_it_fetch(apart: Apart) -> None:
    opml = b'<opml version="2.0"><body><outline type="rss" xmlUrl="http://127.0.0.1:9/feed.xml"/></body></opml>'
    done = apart.read(Sent(raw=opml, name="a.opml"))
    assert done.readings == ()
    assert "is not fetched for what is sent here" in done.failures[0].message


def test_another_language_is_a_failure(apart: Apart) -> None:
    text = "Der Sprecher der Armee sagte am Montag, dass in der Stadt vier Menschen getötet worden sind und dass die Kämpfe weitergehen."
    assert [failure.kind for failure in apart.read(report(text)).failures] == ["LanguageError"]


def test_what_takes_too_long_is_given_up_and_the_next_is_read(apart: Apart) -> None:
    began = time.monotonic()
    with pytest.raises(TooLargeError, match="more than 3 seconds"):
        apart.read(report("SLOW going in Kelmet."))
    assert time.monotonic() - began < 20
    assert apart.read(report("Ten died in Kelmet.")).readings


def test_what_kills_its_reader_harms_nobody_else(apart: Apart) -> None:
    with pytest.raises(TooLargeError, match="kills its reader"):
        apart.read(report("CRASH in Kelmet."))
    assert apart.read(report("Ten died in Kelmet.")).readings


def test_a_fault_of_the_reader_is_a_failure(apart: Apart) -> None:
    assert [failure.kind for failure in apart.read(report("A FAULT in Kelmet.")).failures] == ["ValueError"]
