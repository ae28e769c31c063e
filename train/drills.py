"""The snippets of `train/snippets`: invented news of a sentence or three, each with the words of one event, its type and its mode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.read.events.modes import modes

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Snippet:
    """A row of a table in `train/snippets`: invented news, the words of one event in it, and what it is."""

    text: str
    words: str
    event_type: str
    mode: str
    contexts: tuple[str, ...]


def snippets(folder: Path) -> list[Snippet]:
    """The rows of every table of a folder. Raises ValueError for a row whose words are not in its text, or whose mode is unknown."""
    known = {(row.event_type, row.mode) for row in modes()}
    types = {kind for kind, _ in known} | {"SUPPORT", "CONCEDE"}
    found: list[Snippet] = []
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
            text, words, kind, mode, contexts = line.split("\t")
            if words not in text or kind not in types or (mode and (kind, mode) not in known):
                raise ValueError(f"{path}:{number}: words that are not in the text, or an unknown type or mode")
            found.append(Snippet(text, words, kind, mode, tuple(contexts.split("|")) if contexts else ()))
    return found
