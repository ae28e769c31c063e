"""Reads a corpus in PolNeAR's form: `text/<name>.txt` and `attributions/<name>_<annotator>.ann` (brat lines).

A brat line is `T1<TAB>Role start end;start end<TAB>words` for a span, in one or more parts, or
`E1<TAB>Attribution:T4 Content:T3 Cue:T2 Source:T1` for an attribution. The column of words may hold raw newlines, so a line
that does not begin with an id and a tab continues the one before and is passed over. Of several annotators the first by name counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROLES = ("Source", "Cue", "Content")
_LINE = re.compile(r"^([TE]\d+)\t([^\t]+)")

Part = tuple[int, int]


@dataclass(frozen=True)
class Annotated:
    """One attribution: the parts of its source, cue and content as half-open offsets, each in text order."""

    source: tuple[Part, ...]
    cue: tuple[Part, ...]
    content: tuple[Part, ...]


@dataclass(frozen=True)
class Article:
    """A text with its attributions."""

    name: str
    text: str
    attributions: tuple[Annotated, ...]


def articles(folder: Path) -> Iterator[Article]:
    """The articles of a folder, by name. Raises FileNotFoundError when it holds none."""
    paths = sorted((folder / "text").glob("*.txt"))
    if not paths:
        raise FileNotFoundError(f"{folder} holds no text/*.txt: give a folder in PolNeAR's form, such as its dev part")
    for path in paths:
        annotated = sorted((folder / "attributions").glob(f"{path.stem}*.ann"))
        if annotated:
            text = path.read_bytes().decode("utf-8")
            yield Article(path.stem, text, annotations(annotated[0].read_bytes().decode("utf-8")))


def annotations(lines: str) -> tuple[Annotated, ...]:
    """The attributions of a brat file, in its order."""
    found = [match.groups() for line in lines.split("\n") if (match := _LINE.match(line)) is not None]
    parts = {name: _parts(body) for name, body in found if name[0] == "T"}
    made = [_bound(body, parts) for name, body in found if name[0] == "E"]
    return tuple(item for item in made if item.cue or item.content)


def _parts(body: str) -> tuple[Part, ...]:
    """The offsets of "Role 0 12;15 20"."""
    spans = body.split(" ", 1)[1].split(";")
    return tuple((int(first), int(last)) for first, last in (span.split() for span in spans))


def _bound(body: str, parts: dict[str, tuple[Part, ...]]) -> Annotated:
    bound: dict[str, list[Part]] = {role: [] for role in ROLES}
    for pair in body.split():
        role, target = pair.split(":")
        role = role.rstrip("0123456789")
        if role in bound:
            bound[role] += parts[target]
    source, cue, content = (tuple(sorted(set(bound[role]))) for role in ROLES)
    return Annotated(source, cue, content)
