"""Bytes to text: marks, charsets, damage, and data that is no text."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import UnreadableError
from reportedly.reports.decode import decode

WORDS = "Clashes near Kelmet – the governor’s office said “two dead”, Zoë reported.\r\nSecond line.\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_comes_back_whatever_it_was_saved_as(codec: str) -> None:
    assert decode(WORDS.encode(codec)) == WORDS


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_nuls(codec: str) -> None:
    assert decode(WORDS.encode(codec)) == WORDS


def test_broken_utf8_gives_one_replacement_a_byte() -> None:
    raw = "Zoë’s “report” – said".encode() + b" \xe2\x80 cut \xff\xfe"
    assert decode(raw) == "Zoë’s “report” – said �� cut ��"


def test_broken_utf16_gives_one_replacement_a_unit() -> None:
    raw = b"\xff\xfe" + "ab".encode("utf-16-le") + b"\x00\xd8" + "c".encode("utf-16-le") + b"x"
    assert decode(raw) == "ab�c�"


def test_bytes_that_windows_1252_lacks_are_replaced() -> None:
    assert decode(b"caf\xe9 \x81 na\xefve") == "café � naïve"


def test_nuls_stay_where_they_are() -> None:
    raw = b"The army said\x00 that it had left the town of Kelmet."
    assert decode(raw) == raw.decode()


def test_header_charset_is_used_unless_the_bytes_are_utf8() -> None:
    assert decode("Москва".encode("koi8-r"), charset="KOI8-R") == "Москва"
    assert decode("Москва".encode(), charset="KOI8-R") == "Москва"
    assert decode("naïve".encode("latin-1"), charset="no-such-charset") == "naïve"
    assert decode("naïve".encode("latin-1"), charset="rot13") == "naïve"


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="windows-1251">',
        "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_a_page_declares_its_charset(declaration: str) -> None:
    raw = declaration.encode() + "Київ".encode("cp1251")
    assert decode(raw, markup=True).endswith("Київ")
    assert not decode(raw).endswith("Київ")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"%PDF-1.7\n%", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x7fELF\x02\x01", "ELF"),
        (gzip.compress(b"text"), "gzip"),
        (bytes(range(256)) * 8, "control bytes"),
        (b"\x00" * 100, "control bytes"),
        (bytes(byte for number in range(300) for byte in (number % 7 + 1, 0)), "control bytes"),
    ],
)
def test_data_is_refused_by_name(raw: bytes, name: str) -> None:
    with pytest.raises(UnreadableError, match=name) as caught:
        decode(raw)
    assert caught.value.stage == "decode"


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "shift_jis", "gb18030", "utf-16", "iso-8859-8", "big5"]), st.booleans())
def test_any_bytes_are_text_or_refused(raw: bytes, charset: str | None, markup: bool) -> None:
    try:
        text = decode(raw, charset=charset, markup=markup)
    except UnreadableError:
        return
    text.encode("utf-8")  # no lone surrogate is left


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode("utf-8-sig")) == text
