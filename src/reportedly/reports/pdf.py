"""PDF documents to their text, read by PDFium in a process of its own.

pypdfium2 (Apache-2.0 or BSD-3-Clause) binds the reader that browsers use and fuzz; the readers written in Python have a long record of
files that make them hang or swell. Whatever such a file does, it does to a process whose memory and time are bounded: the answer is then a
refusal.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import msgspec

from reportedly.extras import missing
from reportedly.reports.record import Draft
from reportedly.reports.refusal import shown, unreadable

_PROGRAM = Path(__file__).with_name("pdf_pages.py")
_PAGES = 2_000  # a long report has 300
_TEXT = 5_000_000  # characters: the longest text that must be read
_MEMORY = 1024 * 1024 * 1024  # bytes: a thousand-page document takes 100 MB
_SECONDS = 30  # a thousand pages take 5
_MADE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_FILE_NAME = re.compile(r"Microsoft Word - |.*\.(?:docx?|indd|pdf|qxd|rtf|odt|pages)\Z|untitled", re.IGNORECASE)
_ADVICE = "save its text as .txt and give that"


class _Answer(msgspec.Struct, frozen=True):
    """What the program says: `fault`, or the document's text, title and day of making as the document has it."""

    fault: str | None = None
    title: str | None = None
    made: str | None = None
    text: str = ""


def draft(raw: bytes, url: str | None = None) -> Draft:
    """The draft of a document: a paragraph a line, its own title and day of making, which stand as the page's.

    Raises UnreadableError for one that is broken, locked, without text (a scan) or too much for the bounds; MissingPartError without
    pypdfium2.
    """
    if find_spec("pypdfium2") is None:
        raise missing("pdf", "PDF files")
    answer = _ask(raw)
    if answer.fault:
        raise unreadable("extract", f"a PDF file that cannot be read ({shown(answer.fault, 200)}); {_ADVICE}")
    if not any(map(str.isalnum, answer.text)):
        raise unreadable("extract", "a PDF file without text: a scan, perhaps; run a text recognition over it and give its text")
    made = _MADE.match(answer.made or "")
    title = None if _FILE_NAME.match(answer.title or "") else answer.title
    return Draft(text=answer.text, raw=raw, page="-".join(made.groups()) if made else None, title=title, url=url)


def _ask(raw: bytes) -> _Answer:
    """The program's answer. Raises UnreadableError when it dies or does not end."""
    bounds = [str(number) for number in (_PAGES, _TEXT, _MEMORY, _SECONDS)]
    # -P: the program's own folder has files named like the standard library's
    command = [sys.executable, "-P", str(_PROGRAM), *bounds]
    try:
        ran = subprocess.run(command, input=raw, capture_output=True, timeout=2 * _SECONDS, check=False)  # noqa: S603 - our own program
        return msgspec.json.decode(ran.stdout, type=_Answer)
    except subprocess.TimeoutExpired as error:
        raise unreadable("extract", f"a PDF file that takes more than {_SECONDS} seconds; {_ADVICE}") from error
    except msgspec.DecodeError as error:
        raise unreadable("extract", f"a PDF file that kills its reader, or needs too much memory or time; {_ADVICE}") from error
