"""The dates that user, page and text give for a report: which counts, how far they lie apart, and that a person sees it."""

from __future__ import annotations

import pytest

import samples
from reportedly import english, show
from reportedly.model import Dates
from reportedly.read import prepared
from reportedly.read.text.text import clean
from reportedly.read.text.witnesses import compared
from reportedly.reports import report

NEWS = "Rebels shelled the town of Kelmet, killing two soldiers."


@pytest.mark.parametrize(
    ("given", "page", "told", "text", "apart"),
    [
        ("2031-08-05", None, "2031-08-01", "2031-08-01", 4),
        ("2031-08-05", "2031-08-09", "2031-08-05", "2031-08-05", 4),
        (None, "2031-08-05", "XXXX-08-04", "2031-08-04", 1),
        ("2031-01-02", None, "XXXX-12-30", "2030-12-30", 3),
        ("2031-12-30", None, "XXXX-01-02", "2032-01-02", 3),
        ("2032-03-01", None, "XXXX-02-29", "2032-02-29", 1),
        ("2034-03-01", None, "XXXX-02-29", None, None),
        ("9999-12-31", None, "XXXX-01-01", "9999-01-01", 364),
        ("2031-08-05", None, None, None, None),
        (None, None, "2031-08-04", "2031-08-04", None),
        (None, None, "XXXX-08-04", None, None),
        (None, None, None, None, None),
    ],
)
def test_the_witnesses_are_compared(given: str | None, page: str | None, told: str | None, text: str | None, apart: int | None) -> None:
    assert compared(Dates(given=given, page=page), told) == Dates(given=given, page=page, text=text, apart=apart)


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("KABUL, Sept 4 (Reuters) - ", "XXXX-09-04"),
        ("KABUL, 4 September (Reuters) - ", "XXXX-09-04"),
        ("KABUL, Sept 31 (Reuters) - ", None),
        ("KABUL, Friday (Reuters) - ", None),
    ],
)
def test_a_dateline_may_lack_its_year(head: str, date: str | None) -> None:
    assert clean(head + NEWS).date == date


def test_a_date_with_its_year_counts_before_one_without() -> None:
    assert clean(f"KABUL, Sept 4 (Reuters) - {NEWS}\n\nPublished: 6 September 2031").date == "2031-09-06"


def test_a_dateline_without_a_year_dates_no_report() -> None:
    given = report(f"KABUL, Sept 4 (Reuters) - {NEWS}", published="2031-09-09")
    read = prepared(given, parse=english.parse, lookup=lambda _: ()).report
    assert (read.published, read.dates) == ("2031-09-09", Dates(given="2031-09-09", text="2031-09-04", apart=5))


def shown(dates: Dates) -> str:
    return show.render(samples.reading(report=samples.report(dates=dates)))


def test_without_another_witness_a_dateline_without_a_year_says_nothing() -> None:
    read = prepared(report(f"KABUL, Sept 4 (Reuters) - {NEWS}"), parse=english.parse, lookup=lambda _: ()).report
    assert (read.published, read.dates) == (None, Dates())


def test_more_than_two_days_are_counted_for_the_reader() -> None:
    assert "the dates disagree: given 2031-08-05, text 2031-08-01 (4 days apart)" in shown(
        Dates(given="2031-08-05", text="2031-08-01", apart=4)
    )


def test_a_night_between_two_dates_is_shown_without_weight() -> None:
    line = next(line for line in shown(Dates(given="2031-08-05", page="2031-08-04", apart=1)).splitlines() if "disagree" in line)
    assert line == "the dates disagree: given 2031-08-05, page 2031-08-04"


def test_dates_that_agree_say_nothing() -> None:
    assert "disagree" not in shown(Dates(given="2031-08-05", page="2031-08-05", apart=0))
