"""Words for a person's screen: nothing in them can move the cursor, recolour the screen or reverse the reading order."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ANSI = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35"}
_HIDDEN = (
    *range(0x80, 0xA0),  # C1 controls: some terminals obey them
    0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC),
    *range(0xD800, 0xE000), *range(0xE0000, 0xE0080),
)  # fmt: skip
_SAFE = {
    **dict.fromkeys(_HIDDEN, "\ufffd"),
    **{code: chr(0x2400 + code) for code in range(0x20)},  # ESC is shown as ␛
    0x7F: "\u2421",
    **dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " "),
}


def neutral(words: str) -> str:
    """The words on one line: white space closed up, controls made visible, bidirectional and invisible marks as U+FFFD."""
    return " ".join(words.translate(_SAFE).split())


@dataclass(frozen=True, slots=True)
class Screen:
    """Where text goes: its width in columns, whether it takes colour, and whether it takes more than ASCII."""

    width: int = 80
    colour: bool = False
    unicode: bool = True

    def encoded(self, words: str) -> bytes:
        """The words as bytes that it takes: a sign that it has not is a question mark."""
        return words.encode("utf-8" if self.unicode else "ascii", "replace")

    def paint(self, words: str, *styles: str) -> str:
        """The words in a style, where there is colour."""
        if not self.colour or not styles:
            return words
        return f"\x1b[{';'.join(_ANSI[style] for style in styles)}m{words}\x1b[0m"

    def wrap(self, words: str, indent: str = "", *, hang: str | None = None, style: str | None = None) -> str:
        """The words neutralised and wrapped; lines after the first are indented by `hang` (else `indent`)."""
        follow = indent if hang is None else hang
        lines = textwrap.wrap(neutral(words), max(self.width, 20), initial_indent=indent, subsequent_indent=follow, break_on_hyphens=False)
        return "\n".join(self.paint(line, style) if style else line for line in lines)

    def columns(self, cells: Sequence[str], shares: Sequence[int]) -> str:
        """One line of a table: each cell neutralised, cut to its column and padded. A negative share is a width, others share the rest."""
        fixed = sum(-share for share in shares if share < 0) + len(shares) - 1
        whole, left = sum(share for share in shares if share > 0), max(self.width - fixed, 0)
        return " ".join(
            self._cell(cell, -share if share < 0 else max(left * share // whole, 4)) for cell, share in zip(cells, shares, strict=True)
        ).rstrip()

    def _cell(self, words: str, width: int) -> str:
        """The words in just so many columns."""
        cut = "…" if self.unicode else "~"
        flat = neutral(words)
        return (flat if len(flat) <= width else flat[: width - 1] + cut).ljust(width)
