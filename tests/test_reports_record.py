"""Records from strings: offsets stay, digests hold, dates are days."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import OptionError, UnreadableError
from reportedly.model import Dates
from reportedly.reports import is_future, report
from reportedly.reports.dates import iso_day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2021-09-04", "2021-09-04"),
        ("2021-09-04T23:30:00Z", "2021-09-04"),
        ("2021-09-04 10:00:00+04:30", "2021-09-04"),
        ("20210904", "2021-09-04"),
        ("4 September 2021", "2021-09-04"),
        ("Sept 4, 2021", "2021-09-04"),
        ("Saturday, 4th Sep. 2021", "2021-09-04"),
        ("Sat, 04 Sep 2021 10:00:00 GMT", "2021-09-04"),
        ("2021/9/4", "2021-09-04"),
        ("25/12/2021", "2021-12-25"),
        ("12/25/2021", "2021-12-25"),
        ("07.07.2021", "2021-07-07"),
        (" 2024-02-29 ", "2024-02-29"),
    ],
)
def test_a_day_is_told_from_its_common_forms(words: str, day: str) -> None:
    assert iso_day(words) == day


@pytest.mark.parametrize(
    "words",
    [
        "04/09/2021",
        "2021-09",
        "2021",
        "yesterday",
        "2021-02-30",
        "31 April 2021",
        "4 Sptember 2021",
        "",
        "9" * 5000,
        "20211-09-04",
        "2021-13-01",
    ],
)
def test_what_is_no_certain_day_is_refused_with_a_way_out(words: str) -> None:
    with pytest.raises(OptionError, match=r"^page date: .*write it as 2021-09-04"):
        iso_day(words, "page date")


def test_the_future_is_told_by_who_has_a_clock() -> None:
    assert is_future("2021-09-05", date(2021, 9, 4))
    assert not is_future("2021-09-04", date(2021, 9, 4))
    assert report("A town was shelled.", published="2999-01-01").published == "2999-01-01"


def test_a_record_digests_text_and_bytes() -> None:
    text = "Rebels shelled Kelmet.\r\nTwo died."
    found = report("\ufeff" + text, published="2031-03-08", outlet=" Meridian\nWire ", raw=b"raw")
    assert found.text == text
    assert found.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert found.raw_sha256 == hashlib.sha256(b"raw").hexdigest()
    assert found.outlet == "Meridian Wire"
    assert found.dates == Dates(given="2031-03-08")
    assert found.id != report(text, published="2031-03-09").id
    assert found.id == report(text, published="8 March 2031", outlet="Meridian Wire").id


def test_lone_surrogates_become_replacements_one_for_one() -> None:
    text = "Rebels \ud800\udfff\udc80 shelled\u200f Ke\u0301lmet \x00 today"
    found = report(text)
    assert found.text == "Rebels ��� shelled\u200f Ke\u0301lmet \x00 today"
    assert found.raw_sha256 == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def test_the_given_date_goes_before_the_page() -> None:
    both = report("Two died.", dates=Dates(given="2031-03-09", page="2031-03-08"))
    assert (both.published, both.dates.page) == ("2031-03-09", "2031-03-08")
    assert report("Two died.", dates=Dates(page="2031-03-08")).published == "2031-03-08"
    assert report("Two died.", published="2031-03-10", dates=Dates(page="2031-03-08")).dates.given == "2031-03-10"


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", "\u200f\u200e", "— … !", "\x00"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="no words"):
        report(text)


def test_a_megabyte_line_is_a_report() -> None:
    line = "The army said that it had shelled the town. " * 25_000
    assert report(line).text == line


@given(st.text(max_size=200))
def test_length_stays_but_for_the_mark(text: str) -> None:
    try:
        found = report(text)
    except UnreadableError:
        return
    assert len(found.text) == len(text.removeprefix("\ufeff"))
    assert found == report(text)
