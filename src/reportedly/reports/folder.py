"""A path to the files that may hold reports."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import UnreadableError
from reportedly.reports.refusal import shown, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator


def files_of(path: Path, endings: tuple[str, ...]) -> Iterator[Path | UnreadableError]:
    """The path itself when it is no folder; else, sorted and recursively, the folder's files with one of the `endings`.

    Hidden files and folders are skipped; a link inside the folder counts as a file, one that leads out of it is refused, and a
    folder that cannot be listed is an error in its place. A folder without any such file is an error.
    """
    if not _is_folder(path):
        yield path
        return
    root = os.path.realpath(path)
    waiting, empty = _listed(path), True
    while waiting:
        here = waiting.pop()
        if isinstance(here, Path) and _is_folder(here) and not here.is_symlink():
            waiting += _listed(here)
        elif kept := _kept(here, root, endings):
            empty = False
            yield kept
    if empty:
        yield unreadable("open", f"{shown(str(path))}: no reports in this folder; put files ending in {', '.join(endings)} there")


def _listed(folder: Path) -> list[Path | UnreadableError]:
    """The folder's visible children, last first, as a stack wants them; or the one error of listing it."""
    try:
        return [*sorted((child for child in folder.iterdir() if not child.name.startswith(".")), reverse=True)]
    except OSError as error:
        return [unreadable("open", f"{shown(str(folder))}: cannot be listed ({error.strerror}); check its permissions")]


def _kept(here: Path | UnreadableError, root: str, endings: tuple[str, ...]) -> Path | UnreadableError | None:
    """The file or error to report, None for what is skipped: another ending, or a link to a folder that is walked anyway."""
    if isinstance(here, UnreadableError):
        return here
    readable = here.suffix.lower() in endings
    if here.is_symlink():
        target = os.path.realpath(here)
        inside = os.path.commonpath((root, target)) == root
        if not inside and (readable or _is_folder(here)):
            return unreadable("open", f"{shown(str(here))}: a link that leads out of the folder is not followed; give its target itself")
        readable = readable and inside and not _is_folder(here)
    return here if readable else None


def _is_folder(path: Path) -> bool:
    """Whether it is a folder that can be looked at."""
    try:
        return path.is_dir()
    except OSError:
        return False
