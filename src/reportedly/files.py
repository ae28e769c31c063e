"""Files that are whole or not there, and names for them."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reportedly.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes its name only when all is written; an error or interrupt leaves what was there before.

    Raises OptionError when the place cannot be written to.
    """
    target = path.resolve()  # the file behind a link is replaced, not the link
    try:
        number, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise OptionError(f"cannot write to {path}: {error.strerror or error}; give -o a file or folder that can be written") from error
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.chmod(_mode(target))
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def made_folder(path: Path) -> Path:
    """The folder, made if it is not there. Raises OptionError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OptionError(f"cannot make the folder {path}: {error.strerror or error}") from error
    return path


def _mode(target: Path) -> int:
    """The mode of the file that is replaced, else what a new file gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


class Names:
    """File names that are not given out twice: a second "p01" becomes "p01-2". Letter case does not tell two apart."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._last: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """`name`, or `name` with the first free number."""
        key, found = name.casefold(), name
        while found.casefold() in self._given:
            self._last[key] = self._last.get(key, 1) + 1
            found = f"{name}-{self._last[key]}"
        self._given.add(found.casefold())
        return found
