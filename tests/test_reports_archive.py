"""WARC and ARC files to reports: what is read, what is skipped, and how broken ones are read on."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import feed_samples as samples
from reportedly.errors import ReportedlyError
from reportedly.reports import Item, Options, open_origin
from reportedly.reports.forms import findings
from reportedly.reports.part import Part, readable

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("fastwarc")
PAGE = samples.page().encode()

PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def http(body: bytes = PAGE, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    fields = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in ({"Content-Type": kind} | headers).items())
    return f"HTTP/1.1 {status}\r\n{fields}\r\n".encode() + body


def record(
    block: bytes, url: str = "https://news.example.org/kelmet", kind: str = "response", media: str = "application/http", length: int = -1
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-09T11:22:33Z\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(block) if length < 0 else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


INFO = record(b"software: ours", kind="warcinfo", media="application/warc-fields")


def arc_record(block: bytes, url: str = "https://news.example.org/kelmet", length: int = -1) -> bytes:
    return f"{url} 93.184.216.119 20310309112233 text/html {len(block) if length < 0 else length}\n".encode() + block + b"\n"


ARC_HEAD = arc_record(b"1 0 Ours\nURL IP-address Archive-date Content-type Archive-length\n", "filedesc://a.arc")


def items(path: Path, raw: bytes, **options: object) -> list[Item]:
    path.write_bytes(raw)
    return list(open_origin(path, options=Options(**options)))  # type: ignore[arg-type]


def told(found: list[Item]) -> list[str | None]:
    return [item.failure.kind if item.failure else None for item in found]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a"])
def test_a_page_is_read_with_its_address_and_how_it_came(name: str, tmp_path: Path) -> None:
    pieces = (INFO, record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), record(http(Server="ours")))
    raw = b"".join(map(gzip.compress, pieces) if name.endswith("gz") else pieces)
    (found,) = items(tmp_path / name, raw)
    assert found.report is not None
    assert (found.report.text, found.report.url) == (f"{samples.WORDS}\n{samples.MORE}", "https://news.example.org/kelmet")
    assert found.custody is not None
    assert (found.custody.url, found.custody.retrieved) == ("https://news.example.org/kelmet", "2031-03-09T11:22:33Z")
    assert ("server", "ours") in found.custody.headers
    assert found.name == "kelmet"
    assert found.report.dates.given is None  # the day of a crawl is no day of publication


@pytest.mark.parametrize("name", ["a.arc", "a.arc.gz"])
def test_an_arc_file_is_read_alike(name: str, tmp_path: Path) -> None:
    pieces = (ARC_HEAD, arc_record(http(), "https://news.example.org/kel met"), arc_record(b"example.org. 1 IN A", "dns:example.org"))
    raw = b"".join(map(gzip.compress, pieces) if name.endswith("gz") else pieces)
    (found,) = items(tmp_path / name, raw)
    assert found.report is not None
    assert found.report.url == "https://news.example.org/kel met"
    assert found.custody is not None
    assert found.custody.retrieved == "2031-03-09T11:22:33Z"


@pytest.mark.parametrize(
    "body",
    [
        http(gzip.compress(PAGE), Content_Encoding="gzip"),
        http(zlib.compress(PAGE), Content_Encoding="deflate"),
        http(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), Transfer_Encoding="chunked"),
        http(PAGE, Transfer_Encoding="chunked"),  # undone by the crawler already
        http(PAGE, Content_Encoding="gzip"),
        http(f"<html><body><p>Café. {samples.WORDS}</p><p>{samples.MORE}</p></body></html>".encode("cp1252"), "text/html; charset=cp1252"),
    ],
    ids=["gzip", "deflate", "chunked", "unchunked", "unzipped", "charset"],
)
def test_encodings_are_undone(body: bytes, tmp_path: Path) -> None:
    for path, raw in ((tmp_path / "a.warc", record(body)), (tmp_path / "a.arc", ARC_HEAD + arc_record(body))):
        (found,) = items(path, raw)
        assert found.report is not None
        assert samples.WORDS in found.report.text


def test_what_is_no_report_is_skipped(tmp_path: Path) -> None:
    skipped = [
        record(http(status="404 Not Found")),
        record(http(kind="image/png")),
        record(http(kind="text/css")),
        record(http(kind="application/json")),
        record(http(b"User-agent: *", "text/plain"), "https://news.example.org/robots.txt"),
        record(http(b"<urlset/>", "text/xml"), "https://news.example.org/sitemap.xml"),
        record(http(), kind="revisit"),
        record(b"via: x", kind="metadata", media="application/warc-fields"),
        record(b"log", "metadata://ours/log", kind="resource", media="text/plain"),
    ]
    assert [item.report is not None for item in items(tmp_path / "a.warc", b"".join([*skipped, record(http())]))] == [True]
    (found,) = items(tmp_path / "b.warc", b"".join(skipped))
    assert found.failure is not None
    assert "no reports in this web archive" in found.failure.message


def test_texts_feeds_and_documents_in_an_archive_are_read(tmp_path: Path) -> None:
    raw = (
        record(samples.WORDS.encode(), kind="conversion", media="text/plain")
        + record(PAGE, kind="resource", media="text/html")
        + record(http(samples.VERSIONS["rss 2.0"].encode(), "application/rss+xml"), "https://news.example.org/feed")
    )
    found = items(tmp_path / "a.warc", raw)
    assert told(found) == [None, None, None]
    assert [item.report.outlet for item in found if item.report] == [None, "news.example.org", "Brenna Post"]


def test_a_record_that_cannot_be_read_costs_only_itself(tmp_path: Path) -> None:
    raw = (
        record(http(b"<html><body><nav>Home</nav></body></html>"))
        + record(http(gzip.compress(PAGE)[:-20], Content_Encoding="gzip"))
        + record(http())
    )
    found = items(tmp_path / "a.warc", raw)
    assert told(found)[-1] is None
    assert told(found)[0] == "UnreadableError"
    first = found[0]
    assert first.failure is not None
    assert (first.origin, first.failure.stage) == (f"{tmp_path}/a.warc@0", "extract")


def test_a_record_over_the_limit_or_that_unpacks_over_it_is_refused(tmp_path: Path) -> None:
    big = b"<p>" + b"word " * 50_000
    raw = record(http(big)) + record(http(gzip.compress(big), Content_Encoding="gzip")) + record(http())
    assert told(items(tmp_path / "a.warc", raw, max_bytes=20_000)) == ["TooLargeError", "TooLargeError", None]
    raw = ARC_HEAD + arc_record(http(big)) + arc_record(http(gzip.compress(big), Content_Encoding="gzip")) + arc_record(http())
    assert told(items(tmp_path / "a.arc", raw, max_bytes=20_000)) == ["TooLargeError", "TooLargeError", None]


@pytest.mark.parametrize(
    "between", [b"garbage\r\n\r\n", b"\0" * 200_000 + b"\r\n\r\n", record(http(), length=10), b"WARC/1.0\r\nContent-Length: x\r\n\r\n"]
)
def test_behind_a_broken_record_the_next_is_read(between: bytes, tmp_path: Path) -> None:
    found = items(tmp_path / "a.warc", record(http()) + between + record(http(), "https://news.example.org/next"))
    assert [item.report.url for item in found if item.report][-1] == "https://news.example.org/next"
    assert any(item.failure for item in found) or b"WARC/1.0\r\nContent-Length: x" in between


def test_behind_a_broken_gzip_member_the_next_record_is_read(tmp_path: Path) -> None:
    one, two, three = (gzip.compress(record(http(), f"https://news.example.org/{n}")) for n in range(3))
    found = items(tmp_path / "a.warc.gz", one + two[:50] + b"\xff" * 20 + two[70:] + three)
    assert [item.report.url for item in found if item.report] == ["https://news.example.org/0", "https://news.example.org/2"]
    assert sum(item.failure is not None for item in found) >= 1


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_breaks_off_is_a_failure_at_its_end(share: float, packed: bool, tmp_path: Path) -> None:
    pieces = [record(http(), f"https://news.example.org/{n}") for n in range(4)]
    raw = b"".join(map(gzip.compress, pieces) if packed else pieces)
    found = items(tmp_path / ("a.warc.gz" if packed else "a.warc"), raw[: int(len(raw) * share)])
    assert found[-1].failure is not None
    assert len([item for item in found if item.report]) == int(4 * share)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (ARC_HEAD + arc_record(http(), length=99_999), ["UnreadableError"]),
        (ARC_HEAD + b"http://e.org/ no header -1\n" + arc_record(http()), ["UnreadableError", None]),
        (ARC_HEAD + arc_record(b"no HTTP at all"), ["UnreadableError"]),
        (ARC_HEAD, ["UnreadableError"]),
        (b"x" * 100_000, ["UnreadableError"]),
    ],
)
def test_broken_arc_files_are_read_on_where_they_can_be(raw: bytes, expected: list[str | None], tmp_path: Path) -> None:
    assert told(items(tmp_path / "a.arc", raw)) == expected


def test_memory_stays_flat_over_many_records() -> None:
    one = record(http())
    taken = 0

    class Endless:
        def read(self, size: int = -1) -> bytes:
            nonlocal taken
            begin, taken = taken % len(one), taken + size
            return (one * (size // len(one) + 2))[begin : begin + size]

        def seekable(self) -> bool:
            return False

    found = findings(Part(name="a.warc", stream=readable(Endless())), 1_000_000)
    for _ in range(300):
        next(found)
    assert taken < 300 * len(one) + 5 * 65536


@PATIENT
@given(st.binary(max_size=200), st.integers(0, 600), st.booleans())
def test_any_damage_ends_in_reports_or_refusals(damage: bytes, at: int, is_arc: bool) -> None:
    whole = ARC_HEAD + arc_record(http()) * 2 if is_arc else INFO + record(http()) * 2
    raw = whole[:at] + damage + whole[at + len(damage) :]
    try:
        for _, found in findings(Part(name="a.arc" if is_arc else "a.warc", stream=readable(raw)), 10_000):
            assert not isinstance(found, ReportedlyError) or str(found)
    except ReportedlyError as error:
        said = str(error)
    else:
        said = "; "
    assert ";" in said or ":" in said
