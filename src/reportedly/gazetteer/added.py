"""The user's own indexes: where they lie, which there are, and what they say of themselves.

One file for each GeoNames file that was added, in one folder; whoever wants one gone may as well delete it.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from reportedly.codec import digest
from reportedly.errors import GazetteerError, OptionError
from reportedly.gazetteer.index import Gazetteer, open_index

ENDING = ".sqlite"


@dataclass(frozen=True, slots=True)
class Part:
    """An added index: what it is called ("AF.places"), the file it was made of, how much is in it, and the digest of that."""

    name: str
    path: Path
    of: str
    places: int
    names: int
    digest: str


def default_folder() -> Path:
    """The platform's folder for a user's data: XDG's, Apple's or Windows' rule. Raises GazetteerError where there is no home."""
    try:
        if sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        elif sys.platform == "darwin":
            base = Path.home() / "Library" / "Application Support"
        else:
            named = Path(os.environ.get("XDG_DATA_HOME", ""))
            base = named if named.is_absolute() else Path.home() / ".local" / "share"  # XDG: a relative one counts as none
    except RuntimeError as error:
        raise GazetteerError(f"no folder for a user's data: {error}; name one by the setting `gazetteer`") from error
    return base / "reportedly" / "gazetteer"


def files(folder: str | None) -> tuple[Path, ...]:
    """The indexes in the folder that the setting names, or in the default one, sorted. Raises GazetteerError for one that is none."""
    if folder is not None and not Path(folder).is_dir():
        raise GazetteerError(f"the setting gazetteer names {folder}, which is no folder; `reportedly gazetteer add` makes it")
    try:
        place = Path(folder) if folder is not None else default_folder()
        return indexes_in(place)
    except FileNotFoundError:
        return ()
    except (OSError, GazetteerError) as error:
        if folder is None:  # nobody asked for it
            return ()
        raise GazetteerError(f"the folder {folder} cannot be read: {error}; name another by the setting `gazetteer`") from error


def indexes_in(folder: Path) -> tuple[Path, ...]:
    """The indexes in a folder, sorted; hidden files are none. Raises OSError."""
    return tuple(sorted(path for path in folder.iterdir() if path.suffix == ENDING and not path.name.startswith(".")))


def open_with(folder: str | None) -> tuple[Gazetteer, str]:
    """The shipped index with the user's, and the digest of the user's, "" without any. Raises MissingPartError, GazetteerError."""
    index = open_index(added=files(folder))
    digests = [about.get("digest", "") for _, about in index.abouts()]
    return index, digest(*digests) if digests else ""


def parts(folder: str | None) -> tuple[Part, ...]:
    """What was added."""
    return tuple(
        Part(
            path.name.removesuffix(ENDING),
            path,
            about.get("of", ""),
            int(about.get("places", 0)),
            int(about.get("names", 0)),
            about.get("digest", ""),
        )
        for path, about in open_index(added=files(folder)).abouts()
    )


def remove(folder: str | None, names: list[str]) -> None:
    """Take parts away by their names; all of them are there, or none is taken. Raises OptionError."""
    there = {path.name.removesuffix(ENDING): path for path in files(folder)}
    unknown = [name for name in names if name not in there]
    if unknown:
        raise OptionError(f"nothing added is called {', '.join(unknown)}; there is: {', '.join(there) or 'nothing'}")
    for name in names:
        there[name].unlink()
