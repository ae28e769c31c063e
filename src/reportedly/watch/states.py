"""What is known of a feed between two runs, and where it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from reportedly import codec
from reportedly.errors import OptionError
from reportedly.files import whole_file
from reportedly.reports import Listed

if TYPE_CHECKING:
    from pathlib import Path


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """An entry whose article is still to be fetched: how often that was tried, and when it is due (seconds since 1970, UTC)."""

    entry: Listed
    attempts: int = 0
    due: float = 0.0


class FeedState(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one feed.

    `address` is where it moved to for good; `etag` and `modified` are of its last answer; `due` is when to poll it next (seconds since
    1970, UTC); `failures` counts those in a row; `gone` is a feed whose server said that it is no more; `seen` are the keys of entries that
    are done, newest first.
    """

    address: str | None = None
    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0
    gone: bool = False
    seen: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()


class States(Protocol):
    """Where states are kept between runs: bytes by a key. `put` returns when they are safe."""

    def get(self, key: str) -> bytes | None:
        """What was put last under the key, None for nothing."""

    def put(self, key: str, value: bytes) -> None:
        """Keep the value under the key, whole or not at all."""


class MemoryStates:
    """States that end with the process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """What was put last."""
        return self._kept.get(key)

    def put(self, key: str, value: bytes) -> None:
        """Keep the value."""
        self._kept[key] = value


class FolderStates:
    """States as JSON files in a folder, one a feed, each replaced as a whole."""

    def __init__(self, folder: Path) -> None:
        """Raises OptionError for a folder that cannot be made."""
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OptionError(f"cannot make the folder {folder}: {error.strerror or error}; give another") from error

    def get(self, key: str) -> bytes | None:
        """The file's bytes. Raises OptionError for one that is there and cannot be read."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OptionError(f"cannot read {self._path(key)}: {error.strerror or error}; check its permissions") from error

    def put(self, key: str, value: bytes) -> None:
        """Replace the file. Raises OptionError when the folder cannot be written to, OSError when the disk is full."""
        with whole_file(self._path(key)) as out:
            out.write(value)

    def _path(self, key: str) -> Path:
        return self._folder / f"{codec.digest(key)}.json"


def load(states: States, key: str) -> FeedState:
    """The state of a feed; a new one for a feed never met, and for bytes that are no state."""
    raw = states.get(key)
    try:
        return FeedState() if raw is None else msgspec.json.decode(raw, type=FeedState)
    except msgspec.DecodeError:
        return FeedState()


def save(states: States, key: str, state: FeedState) -> None:
    """Keep the state of a feed."""
    states.put(key, msgspec.json.encode(state))
