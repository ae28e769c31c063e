"""The terminal: what standard output takes, and messages on standard error."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.terminal import Screen

_WIDEST = 120
"""Columns of text at most: longer lines are hard to follow."""


def standard_screen(page: int = 80, widest: int = _WIDEST) -> Screen:
    """The terminal that standard output is, up to `widest` columns, or a plain page of `page` columns."""
    from reportedly.terminal import Screen

    unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    if not sys.stdout.isatty():
        return Screen(width=page, unicode=unicode)
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(width=min(shutil.get_terminal_size().columns, widest), colour=colour, unicode=unicode)


def print_json(record: object) -> None:
    """One record on standard output, laid out for reading."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")


def say(words: str) -> None:
    """One message on standard error, harmless to a terminal."""
    from reportedly.terminal import neutral

    sys.stderr.write("\n".join((" " * (len(line) - len(line.lstrip())) + neutral(line)) for line in words.split("\n")) + "\n")


def note_model() -> None:
    """Say when the installed model is another than the published figures hold for."""
    from reportedly import english

    if not english.is_pinned():
        say(f"reportedly: the model {english.model_info().name} has other weights than the one that the published figures hold for")
