"""How far it is: a line on standard error that is written over, where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_WINDOW = 30.0  # seconds that the rate is taken over: reports already known pass a thousand times faster than others
_BAR = 24  # columns
_MANY = 1_000_000  # files counted at most before it starts
_COUNTED = {".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".pdf", ".docx"}


class Progress:
    """The line. `total` is about how many there are, None when nobody can tell; `clock` gives seconds."""

    def __init__(self, total: int | None, *, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out or sys.stderr
        self._shown = self._out.isatty()
        self._total = total
        self._clock = clock
        self._marks: deque[tuple[float, int]] = deque([(clock(), 0)])

    def show(self, done: int, failed: int) -> None:
        """Write the line anew."""
        if not self._shown:
            return
        self._marks.append((self._clock(), done))
        while len(self._marks) > 2 and self._marks[1][0] < self._marks[-1][0] - _WINDOW:
            self._marks.popleft()
        self._out.write(f"\r\x1b[K{self.line(done, failed)}")
        self._out.flush()

    def line(self, done: int, failed: int) -> str:
        """How far it is, in words."""
        (began, before), (now, _) = self._marks[0], self._marks[-1]
        rate = (done - before) / (now - began) if now > began else 0.0
        parts = [f"{done:,} done"]
        if self._total is not None and self._total >= done:
            filled = _BAR * done // max(self._total, 1)
            parts = [f"[{'#' * filled}{'.' * (_BAR - filled)}] {done:,} of about {self._total:,}"]
        parts.append(f"{rate:.1f}/s")
        if self._total is not None and self._total > done and rate:
            parts.append(f"{_duration((self._total - done) / rate)} left")
        if failed:
            parts.append(f"{failed:,} failed")
        return ", ".join(parts)

    def close(self) -> None:
        """Take the line away."""
        if self._shown:
            self._out.write("\r\x1b[K")


def expected(origins: Iterable[str]) -> int | None:
    """About how many reports there are: files, and lines of JSON lines; None for addresses, archives and pipes."""
    total = 0
    for origin in origins:
        path = Path(origin)
        if "://" in origin or origin == "-" or not path.exists():
            return None
        for file in path.rglob("*") if path.is_dir() else [path]:
            ending = file.suffix.lower()
            if ending == ".jsonl":
                total += _lines(file)
            elif ending in _COUNTED or file is path:
                total += 1
            if total > _MANY:
                return None
    return total


def _lines(file: Path) -> int:
    """The lines of a file that hold something; 0 when it cannot be read: what is wrong is told when it is opened."""
    try:
        with file.open("rb") as lines:
            return sum(not line.isspace() for line in lines)
    except OSError:
        return 0


def _duration(seconds: float) -> str:
    """Such as "40 s", "12 min" or "3.5 h"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3600:.1f} h"
