"""Feeds of every version to entries; broken and hostile ones to errors in their places."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import feed_samples as samples
from reportedly.errors import MissingPartError, ReportedlyError, TooLargeError, UnreadableError
from reportedly.reports import Listed, Options, open_origin
from reportedly.reports.feed import entries
from reportedly.reports.fetch import Fetched
from reportedly.reports.listed import listed_day, web_address
from reportedly.reports.markup import plain_text

if TYPE_CHECKING:
    from pathlib import Path

PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def listed(text: str, url: str | None = "https://news.example.org/feed") -> list[Listed]:
    found = [entry for _, entry in entries(text.encode(), url=url)]
    assert all(isinstance(entry, Listed) for entry in found)
    return [entry for entry in found if isinstance(entry, Listed)]


def errors(text: str | bytes) -> list[tuple[str, ReportedlyError]]:
    raw = text if isinstance(text, bytes) else text.encode()
    return [(where, found) for where, found in entries(raw) if isinstance(found, ReportedlyError)]


@pytest.mark.parametrize("version", samples.VERSIONS)
def test_every_version_gives_outlet_title_address_and_words(version: str) -> None:
    (entry,) = listed(samples.VERSIONS[version])
    assert (entry.outlet, entry.title, entry.url) == ("Brenna Post", "Kelmet falls", "https://news.example.org/kelmet")
    assert (entry.text or "").startswith(samples.WORDS)
    assert entry.published == (None if version in samples.UNDATED else samples.DAY)


@pytest.mark.parametrize("version", samples.VERSIONS)
def test_every_version_is_read_from_a_file(version: str, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(samples.VERSIONS[version])
    (found,) = open_origin(path)
    assert found.report is not None
    assert (found.origin, found.name) == (f"{path}#1", "feed-1")
    assert (found.report.outlet, found.report.title) == ("Brenna Post", "Kelmet falls")
    assert found.report.dates.given == (None if version in samples.UNDATED else samples.DAY)


def test_the_whole_article_goes_before_the_summary_and_no_script_stays() -> None:
    (entry,) = listed(samples.VERSIONS["rss 2.0"])
    assert entry.text == f"{samples.WORDS}\n{samples.MORE}"


def test_an_entry_that_names_its_own_outlet_keeps_it() -> None:
    (entry,) = listed(samples.rss(samples.item("a") + '<source url="https://other.example.org/feed">Meridian</source>'))
    assert entry.outlet == "Meridian"


def test_an_entry_of_a_headline_alone_is_its_headline(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_text(samples.rss("<title>Rebels take the town of Kelmet, the army says</title>"))
    (found,) = open_origin(path)
    assert found.report is not None
    assert found.report.text == "Rebels take the town of Kelmet, the army says"


def test_an_address_that_is_no_web_address_is_dropped() -> None:
    (entry,) = listed(samples.rss("<title>A</title><link>javascript:alert(1)</link><description>Four died.</description>"))
    assert entry.url is None
    assert web_address("file:///etc/passwd") is None
    assert web_address("https://e.org/" + "a" * 5000) is None


def test_an_empty_entry_is_an_error_in_its_place() -> None:
    ((where, error),) = errors(samples.rss(samples.item("a"), "", samples.item("b")))
    assert where == "#2"
    assert "without words" in str(error)


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    whole = samples.rss(samples.item("a"), samples.item("b"), samples.item("c"))
    cut = whole[: whole.index("<guid>c") + 10]
    found = [entry for _, entry in entries(cut.encode())]
    assert [entry.title for entry in found[:2] if isinstance(entry, Listed)] == ["A", "B"]
    assert "line 1" in str(found[-1])


@pytest.mark.parametrize("words", ["Nothing here.", "<html><body>no feed</body></html>", "<a/>"])
def test_what_is_no_feed_is_refused(words: str) -> None:
    with pytest.raises(UnreadableError, match="no feed"):
        list(entries(words.encode()))


def test_a_feed_without_entries_says_so() -> None:
    ((where, error),) = errors(samples.rss())
    assert where == ""
    assert "without entries" in str(error)


@pytest.mark.parametrize(
    "doctype",
    [
        samples.BOMB,
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://e.org/x.dtd"> %a;]>',
        f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>',
        "<!DOCTYPE rss [" + "".join(f'<!ENTITY a{n} "x">' for n in range(1000)) + "]>",
        '<!DOCTYPE rss [<!ENTITY a "x">',
    ],
)
def test_entities_that_grow_or_reach_out_are_refused(doctype: str) -> None:
    with pytest.raises(UnreadableError, match="entities that grow or reach out"):
        list(entries((doctype + samples.rss(samples.item("a", "&a;"))).encode()))


def test_harmless_entities_and_foreign_document_types_are_let_pass() -> None:
    (entry,) = listed('<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>' + samples.rss(samples.item("a", "Four&nbsp;died.")))
    assert "died" in (entry.text or "")


def test_nothing_of_this_machine_comes_into_an_entry(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret")
    doctype = f'<!DOCTYPE rss SYSTEM "{tmp_path}/secret">'
    (entry,) = listed(doctype + samples.rss(samples.item("a")))
    assert "secret" not in repr(entry)


@pytest.mark.parametrize(
    "inner",
    [
        "<div>" * 100_000,
        "<" * 250_000,
        "&lt;" * 200_000,
        "&lt;div&gt;" * 60_000,
        "<item " + " ".join(f'a{n}="x"' for n in range(50_000)) + ">",
        "<![CDATA[" * 100_000,
        "<description>" + " " * 1_000_000,
    ],
    ids=["deep", "brackets", "escaped", "escaped-deep", "attributes", "cdata", "blanks"],
)
def test_hostile_feeds_end_soon(inner: str) -> None:
    started = time.process_time()
    list(entries(f'<rss version="2.0"><channel><title>t</title><item><description>{inner}'.encode()))
    assert time.process_time() - started < 15


@pytest.mark.parametrize("raw", [b" " * (8 * 1024 * 1024 + 1), b"<rss>" + b"<a>" * 300_001])
def test_a_feed_too_large_is_refused(raw: bytes) -> None:
    with pytest.raises(TooLargeError):
        list(entries(raw))


def test_a_declared_charset_is_read() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>' + samples.rss(samples.item("a", "Говорит армия: Naive."))
    (entry,) = [found for _, found in entries(text.encode("cp1251"))]
    assert isinstance(entry, Listed)
    assert entry.text == "Говорит армия: Naive."


def test_an_entry_that_changes_has_another_key() -> None:
    def key(changed: str) -> str:
        (entry,) = listed(samples.VERSIONS["atom 1.0"].replace("2031-03-09T10:00:00Z</updated>\n<pub", f"{changed}</updated>\n<pub"))
        return entry.key

    assert key("2031-03-09T10:00:00Z") == key("2031-03-09T10:00:00Z") != key("2031-03-09T12:00:00Z")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Sat, 08 Mar 2031 10:00:00 +0430", "2031-03-08"),
        ("Sat, 08 Mar 31 23:59:59 EST", "2031-03-08"),
        ("2031-03-08T10:00:00Z", "2031-03-08"),
        ("8 March 2031", "2031-03-08"),
        ("03/04/2031", None),
        ("2031-03", None),
        ("soon", None),
        ("1 " * 50_000, None),
        (None, None),
    ],
)
def test_the_dates_of_lists(words: str | None, day: str | None) -> None:
    assert listed_day(words) == day


def test_a_feed_at_an_address_is_read_by_its_type() -> None:
    answer = Fetched(
        url="https://e.org/feed", body=samples.VERSIONS["atom 1.0"].encode(), content_type="application/atom+xml", charset="utf-8"
    )
    (found,) = open_origin("https://e.org/feed", options=Options(fetch=lambda _: answer))
    assert found.report is not None
    assert found.report.url == "https://e.org/kelmet"
    assert found.custody is None


def test_without_feedparser_the_install_line_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "feedparser", None)
    with pytest.raises(MissingPartError, match=r"pip install 'reportedly\[feeds\]'"):
        list(entries(samples.rss().encode()))
    (tmp_path / "a.rss").write_text(samples.rss(samples.item("a")))
    (found,) = open_origin(tmp_path / "a.rss")
    assert found.failure is not None
    assert found.failure.kind == "MissingPartError"


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("Four died.", "Four died."),
        (" Four\n died. ", "Four\ndied."),
        ("<p>Four</p><p>died.</p>", "Four\ndied."),
        ("Four<br/>died &amp; five", "Four\ndied & five"),
        ("<p>One\n  line</p>", "One line"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<script>x()</script><style>y</style>Four", "Four"),
        ("<!-- only -->", ""),
        ("3 < 4", "3 < 4"),
        ("<p onclick='x()'>Four <b>died</b> in <a href='javascript:x'>Kelmet</a></p>", "Four died in Kelmet"),
    ],
)
def test_fragments_become_lines(fragment: str, text: str) -> None:
    assert plain_text(fragment) == text


@PATIENT
@given(st.text(max_size=200))
def test_any_fragment_becomes_text(words: str) -> None:
    assert isinstance(plain_text(f"<p>{words}</p>"), str)


@PATIENT
@given(st.binary(max_size=300))
def test_any_bytes_are_entries_or_a_refusal(raw: bytes) -> None:
    try:
        assert all(isinstance(found, (Listed, ReportedlyError)) for _, found in entries(b"<rss><channel>" + raw))
    except ReportedlyError as error:
        said = str(error)
    else:
        said = "; "
    assert ";" in said or ":" in said
