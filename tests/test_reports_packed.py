"""Compressed files and ZIP archives: read as streams; bombs, slips and archives in archives are refused."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import shutil
import stat
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import feed_samples as samples
from reportedly.errors import ReportedlyError, TooLargeError, UnreadableError
from reportedly.reports import Item, Options, open_origin, zips
from reportedly.reports.fetch import Fetched
from reportedly.reports.packed import unpacked
from reportedly.reports.part import readable

if TYPE_CHECKING:
    from pathlib import Path

fastwarc = pytest.importorskip("fastwarc.stream_io")

PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _with(writer: type, raw: bytes) -> bytes:
    out = io.BytesIO()
    packer = writer(out)
    for begin in range(0, len(raw), 1 << 20):
        packer.write(raw[begin : begin + (1 << 20)])
    packer.finish()
    packer.flush()
    return out.getvalue()


PACKERS = {
    "gz": gzip.compress,
    "bz2": lambda raw: bz2.compress(raw, 1),
    "xz": lzma.compress,
    "zst": lambda raw: _with(fastwarc.ZstdWriter, raw),
    "lz4": lambda raw: _with(fastwarc.Lz4Writer, raw),
}
KINDS = {"gz": "gzip", "bz2": "bzip2", "xz": "xz", "zst": "Zstandard", "lz4": "LZ4"}


def items(path: Path, raw: bytes, **options: object) -> list[Item]:
    path.write_bytes(raw)
    return list(open_origin(path, options=Options(**options)))  # type: ignore[arg-type]


def refusal(path: Path, raw: bytes) -> str:
    (found,) = items(path, raw)
    assert found.failure is not None
    return found.failure.message


def zipped(**members: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def lines(count: int) -> str:
    return "".join(json.dumps({"text": f"{samples.WORDS} It was the {n}th time.", "id": f"r{n}"}) + "\n" for n in range(count))


@pytest.mark.parametrize("ending", PACKERS)
def test_a_compressed_file_is_read_as_what_is_in_it(ending: str, tmp_path: Path) -> None:
    (found,) = items(tmp_path / f"kelmet.txt.{ending}", PACKERS[ending](samples.WORDS.encode()))
    assert found.report is not None
    assert (found.name, found.report.text) == ("kelmet", samples.WORDS)
    many = items(tmp_path / f"all.jsonl.{ending}", PACKERS[ending](lines(30).encode()))
    assert [item.name for item in many] == [f"r{n}" for n in range(30)]
    assert many[29].origin.endswith(f"all.jsonl.{ending}:30")


@pytest.mark.parametrize("ending", PACKERS)
def test_a_compressed_file_without_a_telling_name_is_looked_into(ending: str, tmp_path: Path) -> None:
    (found,) = items(tmp_path / "feed", PACKERS[ending](samples.VERSIONS["atom 1.0"].encode()))
    assert found.report is not None
    assert found.report.outlet == "Brenna Post"


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz"])
def test_members_behind_each_other_and_zeros_behind_the_last_are_read(ending: str) -> None:
    raw = PACKERS[ending](b"one ") + PACKERS[ending](b"two") + b"\0" * 1000
    assert readable(unpacked(io.BytesIO(raw), KINDS[ending])).read() == b"one two"


@pytest.mark.parametrize("ending", PACKERS)
def test_a_bomb_is_refused_before_it_fills_anything(ending: str) -> None:
    whole = 45_000_000 if ending == "lz4" else 20_000_000  # LZ4 packs 255 times at most
    raw = PACKERS[ending](b"\0" * whole)
    stream = unpacked(io.BytesIO(raw), KINDS[ending])
    sink = io.BytesIO()
    with pytest.raises(TooLargeError, match="bomb"):
        shutil.copyfileobj(stream, sink)  # type: ignore[misc]
    assert sink.tell() < whole


def test_a_bomb_of_a_report_is_refused_by_its_size_and_a_bomb_of_lines_by_its_ratio(tmp_path: Path) -> None:
    (found,) = items(tmp_path / "a.txt.gz", gzip.compress(b"word " * 7_000_000))
    assert found.failure is not None
    assert found.failure.kind == "TooLargeError"
    line = json.dumps({"text": samples.WORDS}).encode() + b"\n"
    *found_lines, last = items(tmp_path / "a.jsonl.gz", gzip.compress(line + b"\n" * 20_000_000))
    assert len(found_lines) == 1
    assert last.failure is not None
    assert "bomb" in last.failure.message


def test_xz_that_asks_for_much_memory_is_refused() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 28}]
    raw = lzma.compress(samples.WORDS.encode(), filters=filters)
    with pytest.raises(UnreadableError, match="broken xz"):
        readable(unpacked(io.BytesIO(raw), "xz")).read()


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz", "zst"])
def test_a_file_that_breaks_off_is_read_as_far_as_it_goes(ending: str, tmp_path: Path) -> None:
    raw = PACKERS[ending](lines(4_000).encode())
    found = items(tmp_path / f"a.jsonl.{ending}", raw[: len(raw) * 9 // 10])
    assert len(found) > 500
    assert all(item.report for item in found[:-2])
    assert found[-1].failure is not None
    assert found[-1].failure.kind == "UnreadableError"


def test_behind_a_broken_gzip_member_the_next_is_read(tmp_path: Path) -> None:
    one, two, three = (gzip.compress((json.dumps({"text": samples.WORDS, "id": name}) + "\n").encode()) for name in "abc")
    broken = two[:12] + b"\xff\xff\xff" + two[15:]
    found = items(tmp_path / "a.jsonl.gz", one + broken + three)
    assert [item.name for item in found if item.report] == ["a", "c"]
    assert found[-1].failure is not None
    assert "gzip" in found[-1].failure.message


def test_bytes_full_of_beginnings_end_soon() -> None:
    started = time.process_time()
    with pytest.raises(UnreadableError):
        readable(unpacked(io.BytesIO(b"\x1f\x8b\x08" * 1_000_000), "gzip")).read()
    assert time.process_time() - started < 5


@PATIENT
@given(st.binary(max_size=400), st.sampled_from(["gzip", "bzip2", "xz", "Zstandard", "LZ4"]))
def test_any_bytes_unpack_or_are_refused(raw: bytes, kind: str) -> None:
    magic = {"gzip": b"\x1f\x8b\x08", "bzip2": b"BZh9", "xz": b"\xfd7zXZ\0", "Zstandard": b"\x28\xb5\x2f\xfd", "LZ4": b"\x04\x22\x4d\x18"}[
        kind
    ]
    try:
        readable(unpacked(io.BytesIO(magic + raw), kind)).read(100_000)
    except ReportedlyError as error:
        said = str(error)
    else:
        said = "; "
    assert ";" in said or ":" in said


def test_an_archives_members_are_read_in_order(tmp_path: Path) -> None:
    raw = zipped(
        **{"b/z.txt": samples.WORDS, "a.jsonl": lines(2), "c.png": b"\x89PNG", ".hidden.txt": "x", "__MACOSX/a.txt": "x", "d/": ""}
    )
    found = items(tmp_path / "all.zip", raw)
    assert [item.origin.removeprefix(str(tmp_path)) for item in found] == ["/all.zip!b/z.txt", "/all.zip!a.jsonl:1", "/all.zip!a.jsonl:2"]
    assert [item.name for item in found] == ["z", "r0", "r1"]
    assert all(item.report for item in found)


def test_an_archive_from_a_pipe_or_an_address_is_read() -> None:
    raw = zipped(**{"a.txt": samples.WORDS})

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    (found,) = open_origin("-", stdin=Pipe(raw))
    assert found.report is not None
    answer = Fetched(url="https://e.org/all.zip", body=raw, content_type="application/zip", charset=None)
    (found,) = open_origin("https://e.org/all.zip", options=Options(fetch=lambda _: answer))
    assert found.report is not None
    assert found.origin == "https://e.org/all.zip!a.txt"


@pytest.mark.parametrize("name", ["../../etc/a.txt", "/etc/a.txt", "a/../../b.txt", "..\\a.txt", "C:\\a.txt", "C:a.txt"])
def test_a_name_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    bad, good = items(tmp_path / "a.zip", zipped(**{name: samples.WORDS, "good.txt": samples.WORDS}))
    assert bad.failure is not None
    assert "leads out" in bad.failure.message
    assert good.report is not None


def test_links_locked_members_and_odd_compressions_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("lzma.txt", samples.WORDS, compress_type=zipfile.ZIP_LZMA)
        archive.writestr("locked.txt", samples.WORDS)
    raw = bytearray(out.getvalue())
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 8] |= 1  # the flag that says it is locked
    messages = [item.failure.message for item in items(tmp_path / "a.zip", bytes(raw)) if item.failure]
    assert [words in message for words, message in zip(("link", "method 14", "password"), messages, strict=True)] == [True] * 3


@pytest.mark.parametrize("inner", ["a.zip", "a.txt.gz"])
def test_an_archive_in_an_archive_is_refused(inner: str, tmp_path: Path) -> None:
    content = zipped(**{"a.txt": samples.WORDS}) if inner == "a.zip" else gzip.compress(samples.WORDS.encode())
    assert "inside an archive" in refusal(tmp_path / "a.zip", zipped(**{inner: content}))
    assert "inside an archive" in refusal(tmp_path / f"{inner}.gz", gzip.compress(content))


def test_members_that_overlap_cannot_multiply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped(**{f"{n}.txt": b"word " * 100_000 for n in range(60)})
    found = items(tmp_path / "a.zip", many)
    assert any(item.failure and "bomb" in item.failure.message for item in found)


def test_a_list_of_members_too_long_to_keep_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "_DIRECTORY", 1000)
    assert "100,000 members" in refusal(tmp_path / "a.zip", zipped(**{f"{n}.txt": "x" for n in range(50)}))


def test_a_broken_member_costs_only_itself(tmp_path: Path) -> None:
    raw = bytearray(zipped(**{"a.txt": samples.WORDS * 20, "b.txt": samples.MORE * 20}))
    raw[60:70] = b"\xff" * 10
    first, second = items(tmp_path / "a.zip", bytes(raw))
    assert first.failure is not None
    assert second.report is not None


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.zip", b"PK\x03\x04 and nothing more", "broken ZIP"),
        ("a.zip", b"no archive", "broken ZIP"),
        ("a.docx", b"no document", "broken ZIP"),
        ("a.zip", zipped(**{"a.png": b"x"}), "no reports in this archive"),
        ("a.xlsx", zipped(**{"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "office document"),
        ("a.odt", zipped(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}), "office document"),
        ("a.tar", b"a.txt".ljust(257, b"\0") + b"ustar".ljust(1000, b"\0"), "tar archive"),
        ("a.tgz", gzip.compress(b"a.txt".ljust(257, b"\0") + b"ustar".ljust(1000, b"\0")), "tar archive"),
        ("a.gz", gzip.compress(b""), "empty"),
    ],
)
def test_other_archives_are_refused_with_a_way_out(name: str, raw: bytes, words: str, tmp_path: Path) -> None:
    message = refusal(tmp_path / name, raw)
    assert words in message
    assert ";" in message


def test_a_folder_of_every_ending_is_walked(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines(1).encode()))
    (tmp_path / "b.zip").write_bytes(zipped(**{"a.txt": samples.WORDS}))
    (tmp_path / "c.rss").write_text(samples.VERSIONS["rss 2.0"])
    (tmp_path / "d.png").write_bytes(b"\x89PNG")
    found = list(open_origin(tmp_path))
    assert [item.report is not None for item in found] == [True, True, True]
    assert [item.name for item in found] == ["r0", "a", "c-1"]


def test_lines_are_read_one_by_one_and_a_line_too_long_is_read_past(tmp_path: Path) -> None:
    raw = (lines(1) + json.dumps({"text": "word " * 1000}) + "\n\n{broken\n" + lines(1)).encode()
    found = items(tmp_path / "a.jsonl", raw, max_bytes=1000)
    assert [(item.origin.rpartition(":")[2], item.failure and item.failure.kind) for item in found] == [
        ("1", None),
        ("2", "TooLargeError"),
        ("4", "FormatError"),
        ("5", None),
    ]


def test_lines_without_end_take_no_memory() -> None:
    line = lines(1).encode()

    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            begin, self.taken = self.taken % len(line), self.taken + size
            return (line * (size // len(line) + 2))[begin : begin + size]

    stream = Endless()
    found = open_origin("-", stdin=stream)  # type: ignore[arg-type]
    assert all(next(found).report for _ in range(2000))
    assert stream.taken < 2000 * len(line) + 4 * 65536


def test_a_line_of_objects_in_a_json_file_is_read_as_lines_and_wide_ones_as_a_whole(tmp_path: Path) -> None:
    assert [item.name for item in items(tmp_path / "a.json", lines(3).encode())] == ["r0", "r1", "r2"]
    assert [item.name for item in items(tmp_path / "a.jsonl", lines(3).encode("utf-16"))] == ["r0", "r1", "r2"]
    assert [item.name for item in items(tmp_path / "b.jsonl", b"\xef\xbb\xbf" + lines(2).encode())] == ["r0", "r1"]
