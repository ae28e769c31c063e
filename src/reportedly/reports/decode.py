"""Bytes to text: byte order marks, declared charsets, guesses; every undecodable byte becomes one U+FFFD."""

from __future__ import annotations

import codecs
import re

from reportedly.reports.refusal import scrub, unreadable

_MAGIC = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "an ELF program"),
    (b"\xcf\xfa\xed\xfe", "a Mach-O program"),
    (b"\xca\xfe\xba\xbe", "a Java class or a Mach-O program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"OggS", "an Ogg recording"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{1,200}?charset|<\?xml[^>]{1,80}?encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE
)
_BROKEN, _WHOLE = re.compile("[\udc80-\udcff]"), re.compile("[^\x00-\x7f\udc80-\udcff]")  # as "surrogateescape" shows them
_DECLARATION = 4096  # bytes in which a page may declare its charset: browsers look at 1024, some pages start late
_SAMPLE = 65536  # bytes looked at to tell text from data
_CONTROL = bytes({*range(9), *range(14, 32), 127} - {27})  # 26 of 256: random bytes hold 10%, text in any 8-bit charset next to none
_CONTROL_SHARE = 0.05  # halfway between the two
_FEW = 4  # stray control characters that even a short text may hold
_NUL_SHARE = 0.3  # of a UTF-16 text's high bytes: mostly Latin text with names in another script stays above
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-9": "cp1254",
}  # what browsers decode these labels as
_FAMILIES = (
    "utf-8",
    "utf-16",
    "utf-32",
    "iso8859",
    "cp125",
    "koi8",
    "gb",
    "big5",
    "shift_jis",
    "cp932",
    "cp949",
    "euc_",
    "mac-",
    "cp874",
    "tis-620",
    "cp866",
)


def decode(raw: bytes, *, charset: str | None = None, markup: bool = False) -> str:
    """The text of `raw`, a leading byte order mark dropped, newlines and NULs as they are.

    In this order: a byte order mark; UTF-16 told by its NUL pattern; valid UTF-8; the `charset` of an HTTP header; with
    `markup`, the charset a page declares; UTF-8 when most of its multi-byte sequences are whole; else Windows-1252.
    Each undecodable byte (or 16- or 32-bit unit) becomes one U+FFFD.
    Raises UnreadableError (stage "decode") for binary data, naming what it looks like.
    """
    for magic, name in _MAGIC:
        if raw.startswith(magic):
            raise unreadable("decode", f"looks like {name}, not text; save its text as .txt or .html and give that")
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return _checked(_decode(raw[len(mark) :], codec))
    if wide := _unmarked_utf16(raw):
        return _checked(_decode(raw, wide))
    _refuse_data(raw[:_SAMPLE])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(raw, _codec(charset) or (_page_charset(raw) if markup else None) or _guess(raw))


def _checked(text: str) -> str:
    """`text`, unless it is data that happens to decode."""
    _refuse_data(text[:_SAMPLE].encode("utf-8"))
    return text


def _refuse_data(sample: bytes) -> None:
    """Raise UnreadableError when control bytes are too many for text."""
    controls = len(sample) - len(sample.translate(None, delete=_CONTROL))
    if controls > max(_FEW, _CONTROL_SHARE * len(sample)):
        share = round(100 * controls / len(sample))
        raise unreadable(
            "decode", f"looks like binary data ({share}% control bytes), not text; save its text as .txt or .html and give that"
        )


def _unmarked_utf16(raw: bytes) -> str | None:
    """The UTF-16 whose every other byte is often NUL while the bytes between hardly ever are."""
    sample = raw[:_DECLARATION]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _NUL_SHARE and even < odd / 10:
        return "utf-16-le"
    return "utf-16-be" if even > _NUL_SHARE and odd < even / 10 else None


def _page_charset(raw: bytes) -> str | None:
    """The codec that a page's meta element or XML declaration names; one that ASCII bytes could declare."""
    match = _DECLARED.search(raw[:_DECLARATION])
    codec = _codec(match[1].decode("ascii", "replace")) if match else None
    return None if codec and codec.startswith(("utf-16", "utf-32")) else codec


def _codec(label: str | None) -> str | None:
    """Python's codec for a charset label; None for an unknown label and for codecs that are no charset of text."""
    if not label or "\x00" in label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, UnicodeError):
        return None
    name = _WIDER.get(name, name)
    return name if name.startswith(_FAMILIES) else None


def _guess(raw: bytes) -> str:
    """UTF-8 with some damage if whole multi-byte sequences outnumber the broken bytes, else Windows-1252."""
    text = raw.decode("utf-8", "surrogateescape")
    broken = len(_BROKEN.findall(text))
    return "utf-8" if len(_WHOLE.findall(text)) > broken else "cp1252"


def _decode(raw: bytes, codec: str) -> str:
    """`raw` in `codec`, one U+FFFD for each byte or unit that it cannot hold."""
    if codec.startswith("utf-16"):
        whole = len(raw) & ~1
        return scrub(raw[:whole].decode(codec if codec[-2:] in ("le", "be") else "utf-16-le", "surrogatepass")) + "\ufffd" * (
            len(raw) - whole
        )
    if codec.startswith("utf-32"):
        return raw.decode(codec, "replace")
    try:
        return scrub(raw.decode(codec, "surrogateescape"))
    except UnicodeDecodeError:  # an ASCII byte inside a broken multi-byte sequence
        return raw.decode(codec, "replace")
