"""JSON forms: objects, arrays, lines, earlier readings, and hostile shapes."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from reportedly import codec
from reportedly.errors import FormatError, ReportedlyError
from reportedly.model import Dates, Model, Reader, Reading, Report
from reportedly.reports import report
from reportedly.reports.record import Draft
from reportedly.reports.structured import drafts, looks_like_json, safe_name

TEXT = "The army said on Monday that it had taken the town of Kelmet from the rebels."


def lone(text: str) -> Draft:
    ((where, found),) = drafts(text)
    assert where == ""
    assert isinstance(found, Draft)
    return found


def fault(text: str) -> str:
    ((_, found),) = drafts(text)
    assert isinstance(found, FormatError)
    return str(found)


def reading(of: Report) -> str:
    reader = Reader(version="1", model=Model(name="m", digest="d"), settings="s")
    return codec.encode(Reading(format=1, reader=reader, report=of, omitted=(), claims=(), relations=())).decode()


def test_an_object_says_what_it_knows() -> None:
    found = lone(
        json.dumps(
            {
                "text": TEXT,
                "id": "g00",
                "published": "2031-03-08",
                "reported_by": "Meridian",
                "title": "T",
                "url": "https://e.org/",
                "claims": [1],
            }
        )
    )
    assert found == Draft(text=TEXT, name="g00", given="2031-03-08", outlet="Meridian", title="T", url="https://e.org/")


def test_outlet_goes_before_reported_by() -> None:
    assert lone(json.dumps({"text": TEXT, "outlet": "A", "reported_by": "B"})).outlet == "A"


def test_a_translation_keeps_its_original() -> None:
    found = lone(json.dumps({"text": TEXT, "language": "en", "original": "L’armée…", "original_language": "fr"}))
    assert (found.language, found.original, found.original_language) == ("en", "L’armée…", "fr")


def test_an_array_gives_each_with_its_place_and_the_bad_one_fails_alone() -> None:
    found = list(drafts(json.dumps([{"text": "one"}, {"text": 2}, {"text": "three"}])))
    assert [where for where, _ in found] == ["#1", "#2", "#3"]
    assert [isinstance(draft, Draft) for _, draft in found] == [True, False, True]


def test_an_array_of_something_else_is_one_fault() -> None:
    assert "without any report" in fault(json.dumps([{"from": "a", "to": "b"}] * 300))


@pytest.mark.parametrize("lines", [True, False])
def test_json_lines_give_each_with_its_line_and_the_bad_one_fails_alone(lines: bool) -> None:
    text = '{"text": "one\u2028two"}\r\n\n{"text": \n{"text": "three"}\n'
    found = list(drafts(text, lines=lines))
    assert [where for where, _ in found] == [":1", ":3", ":4"]
    assert [draft.text for _, draft in found if isinstance(draft, Draft)] == ["one\u2028two", "three"]


def test_one_line_may_be_json_lines() -> None:
    ((where, found),) = drafts('{"text": "one"}', lines=True)
    assert where == ":1"
    assert isinstance(found, Draft)


def test_a_reading_gives_its_report_again() -> None:
    old = report(TEXT, outlet="Meridian", dates=Dates(given="2031-03-08", page="2031-03-07"), raw=b"raw")
    found = lone(reading(old))
    assert (found.text, found.given, found.page, found.outlet, found.raw_sha256) == (
        TEXT,
        "2031-03-08",
        "2031-03-07",
        "Meridian",
        old.raw_sha256,
    )


def test_a_reading_whose_date_came_from_the_text_gives_none() -> None:
    old = msgspec.structs.replace(report(TEXT, dates=Dates(text="2031-03-08")), published="2031-03-08")
    assert lone(reading(old)).given is None


def test_a_reading_of_another_format_or_another_text_is_refused() -> None:
    value: dict[str, Any] = json.loads(reading(report(TEXT)))
    assert "upgrade" in fault(json.dumps({**value, "format": 2}))
    value["report"]["text"] = "Another text."
    assert "sha256" in fault(json.dumps(value))
    assert "not a report" in fault(json.dumps({"format": 1, "report": []}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "3",
        '"text"',
        "[[[]]]",
        "{}",
        '{"text": null}',
        '{"text": ["a"]}',
        '{"text": "a", "published": 20210904}',
        '{"text": "a", "id": {"a": 1}}',
        '{"text": "a", "id": 1.5}',
        '{"text": "a", "text": "b"}',
        '{"text": ' + "[" * 200_000,
        '{"a":' * 100_000,
        '{"text": "a", "id": ' + "9" * 10_000 + "}",
    ],
)
def test_hostile_shapes_are_one_fault_each(text: str) -> None:
    ((_, found),) = drafts(text)
    assert isinstance(found, ReportedlyError)
    assert len(str(found)) < 600


def test_huge_numbers_beside_the_text_do_no_harm() -> None:
    assert lone('{"text": "a", "n": 1e999, "m": 123456789012345678901234567890, "o": NaN}').text == "a"


def test_escaped_lone_surrogates_come_through() -> None:
    assert lone('{"text": "a\\ud800b"}').text == "a\ud800b"


def test_only_objects_look_like_json() -> None:
    assert looks_like_json('\ufeff\n [ {"text": 1}')
    assert looks_like_json('{ "text"')
    assert not looks_like_json("[Reuters] Two died.")
    assert not looks_like_json("{curly} words")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("g00_seed", "g00_seed"),
        ("../../etc/passwd", "etc-passwd"),
        ("a b/c:d", "a-b-c-d"),
        ("...", None),
        ("Ω", None),
        ("x" * 500, "x" * 120),
    ],
)
def test_names_are_safe_for_files(words: str, name: str | None) -> None:
    assert safe_name(words) == name
