"""Telegram Desktop's exports: channels to reports, private chats left alone, streams within bounds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import feed_samples as samples
from reportedly.errors import FormatError, MissingPartError, ReportedlyError, TooLargeError
from reportedly.reports import Item, Options, open_origin
from reportedly.reports.part import readable
from reportedly.reports.telegram import looks_like_export, messages

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("ijson")

PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def message(number: int = 1, text: Any = samples.WORDS, **fields: Any) -> dict[str, Any]:
    stamped = {"id": number, "type": "message", "date": "2031-03-09T02:30:00", "date_unixtime": "1930773600", "from": "Brenna Live"}
    return stamped | {"text": text, "text_entities": []} | fields


def chat(*entries: dict[str, Any], name: str | None = "Brenna Live", kind: str = "public_channel") -> dict[str, Any]:
    return {"name": name, "type": kind, "id": 1234567, "messages": list(entries)}


def account(*chats: dict[str, Any]) -> dict[str, Any]:
    about = "Here is the data you requested. Remember: Telegram is ad free."
    contacts = {"about": "x", "list": [{"first_name": "A", "name": "No chat", "phone_number": "1"}]}
    return {"about": about, "contacts": contacts, "chats": {"about": "y", "list": list(chats)}, "left_chats": {"about": "z", "list": []}}


def items(path: Path, export: Any, **options: object) -> list[Item]:
    path.write_text(json.dumps(export, indent=1, ensure_ascii=False))
    return list(open_origin(path, options=Options(**options)))  # type: ignore[arg-type]


def test_a_channels_message_is_a_report_of_the_channel(tmp_path: Path) -> None:
    (found,) = items(tmp_path / "result.json", chat(message(77)))
    assert found.report is not None
    assert (found.origin, found.name) == (f"{tmp_path}/result.json:77", "result-77")
    assert (found.report.outlet, found.report.text, found.report.published) == ("Brenna Live", samples.WORDS, "2031-03-08")


def test_the_day_is_in_utc_and_by_the_exporters_clock_without_it(tmp_path: Path) -> None:
    old = message(2)
    del old["date_unixtime"]
    odd = message(3, date_unixtime="soon", date="9 March")
    assert [item.report.published for item in items(tmp_path / "a.json", chat(message(1), old, odd)) if item.report] == [
        "2031-03-08",
        "2031-03-09",
        None,
    ]


def test_text_in_pieces_is_put_together_to_the_letter(tmp_path: Path) -> None:
    pieces = [
        "The ",
        {"type": "bold", "text": "army"},
        " said that 4 people died in ",
        {"type": "text_link", "text": "Kelmet", "href": "https://e.org"},
        ".\n",
    ]
    (found,) = items(tmp_path / "a.json", chat(message(1, pieces)))
    assert found.report is not None
    assert found.report.text == "The army said that 4 people died in Kelmet.\n"


def test_a_forwarded_message_credits_whom_it_is_of(tmp_path: Path) -> None:
    from reportedly.read import _dated
    from reportedly.read.text import text

    (found,) = items(tmp_path / "a.json", chat(message(1, f"{samples.WORDS}\n(Reuters)", forwarded_from="Front  Radio")))
    assert found.report is not None
    assert found.report.credits == ("Front Radio",)
    assert found.report.outlet == "Brenna Live"
    assert _dated(found.report, text.clean(found.report.text)).credits == ("Front Radio", "Reuters")


def test_service_messages_and_pictures_without_words_are_no_reports(tmp_path: Path) -> None:
    service = {"id": 1, "type": "service", "date": "2031-03-09T02:30:00", "action": "pin_message", "text": ""}
    found = items(tmp_path / "a.json", chat(service, message(2, ""), message(3, "  "), message(4)))
    assert [item.origin.rpartition(":")[2] for item in found] == ["4"]


def test_of_an_account_the_private_chats_are_left_out(tmp_path: Path) -> None:
    private = [chat(message(n), kind=kind, name="Friend") for n, kind in enumerate(("personal_chat", "bot_chat", "saved_messages"))]
    found = items(tmp_path / "a.json", account(*private, chat(message(8)), chat(message(9), name=None, kind="private_supergroup")))
    assert [(item.origin.rpartition(":")[2], item.report and item.report.outlet) for item in found] == [("8", "Brenna Live"), ("9", None)]


def test_a_chat_exported_by_itself_is_read_whatever_it_is(tmp_path: Path) -> None:
    (found,) = items(tmp_path / "a.json", chat(message(1), kind="saved_messages"))
    assert found.report is not None


def test_a_message_that_is_none_costs_only_itself(tmp_path: Path) -> None:
    found = items(tmp_path / "a.json", chat(message(1, 5), message(2, [{"text": 7}]), message(3)))
    assert [item.failure and item.failure.kind for item in found] == ["FormatError", "FormatError", None]


def test_an_export_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = json.dumps(chat(*(message(n) for n in range(50))))
    (tmp_path / "a.json").write_text(whole[: len(whole) // 2])
    *read, last = open_origin(tmp_path / "a.json")
    assert len(read) > 20
    assert all(item.report for item in read)
    assert last.failure is not None
    assert "broken export after" in last.failure.message


def test_an_export_larger_than_one_report_may_be_is_read_as_a_stream(tmp_path: Path) -> None:
    found = items(tmp_path / "a.json", chat(*(message(n) for n in range(300))), max_bytes=40_000)
    assert len(found) == 300
    assert all(item.report for item in found)


@pytest.mark.parametrize(
    ("inner", "error"),
    [
        ('{"id": 1, "text": "' + "x" * 200_000, TooLargeError),
        ('{"id": 1, "text": [' + '"x",' * 100_000, TooLargeError),
        ('{"id": 1, "text": ' + "[" * 100_000, FormatError),
        ("[" * 100_000, FormatError),
        ('{"id": ' + "9" * 5_000 + "}", FormatError),
        ('{"id": 1, "text": "\ud800"}', FormatError),
        ("nonsense", FormatError),
    ],
)
def test_hostile_exports_are_refused(inner: str, error: type[ReportedlyError]) -> None:
    raw = '{"name": "a", "type": "public_channel", "id": 1, "messages": [' + inner
    with pytest.raises(error):
        list(messages(readable(raw.encode("utf-8", "surrogatepass")), 50_000))


def test_an_export_without_messages_says_so(tmp_path: Path) -> None:
    (found,) = items(tmp_path / "a.json", chat())
    assert found.failure is not None
    assert "without messages" in found.failure.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps(chat()), True),
        (json.dumps(account(), indent=1), True),
        ("\ufeff" + json.dumps(chat()), True),
        ('{"text": "Four died", "type": "report"}', False),
        ('{"type": "message", "messages": []}', False),
        ("[]", False),
    ],
)
def test_an_export_is_told_by_its_opening(text: str, expected: bool) -> None:
    assert looks_like_export(text) is expected


def test_without_ijson_the_install_line_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ijson", None)
    with pytest.raises(MissingPartError, match=r"reportedly\[telegram\]"):
        list(messages(readable(b"{}"), 1000))


@PATIENT
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=20,
    )
)
def test_any_message_is_a_report_a_failure_or_nothing(entry: Any) -> None:
    raw = json.dumps(chat(entry, message(2))).encode()  # type: ignore[arg-type]
    try:
        found = list(messages(readable(raw), 100_000))
    except ReportedlyError:
        return
    assert found[-1][0] == ":2"
