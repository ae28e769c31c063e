"""The quality ratchet: floors under the figures, kept in `floors.toml` beside this file.

A floor holds for one corpus (its digest) and one language model (its digest). Floors only rise; lowering one takes
a reason, and the reason stays in the file. The judge's digest and the noise say under what the figures were reached.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = Path(__file__).with_name("floors.toml")
_HEAD = """\
# Floors of quality: written by `evaluate/score.py --raise-floors`, lowered by `--lower-floor MEASURE --reason "..."`.
# A table is named after its corpus and the digest of the corpus' texts and claims; `model` and `judge` are digests of the
# weights that the figures were reached with, `noise` the half width of their 95 % bootstrap interval over reports.
"""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that was let down, and why."""

    measure: str
    before: float
    after: float
    reason: str


@dataclass(frozen=True, slots=True)
class Floor:
    """The floors of one corpus: `floors` and `noise` by measure, in F1 or mean from 0 to 1."""

    corpus: str
    digest: str
    reports: int
    model: str
    judge: str | None
    floors: Mapping[str, float]
    noise: Mapping[str, float]
    lowered: tuple[Lowered, ...] = field(default=())


def load(path: Path = FILE) -> list[Floor]:
    """All floors in the order of the file; none where there is no file."""
    if not path.exists():
        return []
    found = []
    for name, tables in tomllib.loads(path.read_text(encoding="utf-8")).items():
        for digest, table in tables.items():
            history = tuple(Lowered(**entry) for entry in table.get("lowered", []))
            head = {key: table[key] for key in ("reports", "model", "floors", "noise")}
            found.append(Floor(corpus=name, digest=digest, judge=table.get("judge"), lowered=history, **head))
    return found


def save(floors: Sequence[Floor], path: Path = FILE) -> None:
    """Writes the file anew, sorted by corpus and digest."""
    blocks = [_HEAD, *(_block(floor) for floor in sorted(floors, key=lambda f: (f.corpus, f.digest)))]
    path.write_text("\n".join(blocks), encoding="utf-8")


def _block(floor: Floor) -> str:
    lines = [f"[{json.dumps(floor.corpus)}.{floor.digest}]", f"reports = {floor.reports}", f"model = {json.dumps(floor.model)}"]
    lines += [f"judge = {json.dumps(floor.judge)}"] if floor.judge else []
    lines += [f"{key} = {{ {_pairs(value)} }}" for key, value in (("floors", floor.floors), ("noise", floor.noise))]
    for entry in floor.lowered:
        lines.append(f"\n[[{json.dumps(floor.corpus)}.{floor.digest}.lowered]]\nmeasure = {json.dumps(entry.measure)}")
        lines.append(f"before = {entry.before}\nafter = {entry.after}\nreason = {json.dumps(entry.reason)}")
    return "\n".join(lines) + "\n"


def _pairs(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{name} = {value:.3f}" for name, value in figures.items())


def below(floor: Floor, reached: Mapping[str, float]) -> list[str]:
    """The measures that fell under their floor, compared in thousandths."""
    return [name for name, least in floor.floors.items() if round(reached[name], 3) < round(least, 3)]


def raised(old: Floor | None, new: Floor) -> Floor:
    """The higher of each floor, with the digests and noise of `new`."""
    if old is None:
        return new
    return replace(new, floors={name: max(value, old.floors.get(name, 0.0)) for name, value in new.floors.items()}, lowered=old.lowered)


def let_down(old: Floor, new: Floor, measure: str, reason: str) -> Floor:
    """The floor of one measure at what was reached, with the reason. Raises ValueError when that is no lower, or no reason is given."""
    before, after = old.floors[measure], new.floors[measure]
    if not reason.strip():
        raise ValueError("a floor is lowered for a reason: give one with --reason")
    if after >= before:
        raise ValueError(f"{measure} of {old.corpus} reached {after:.3f}, which is not below its floor {before:.3f}: nothing to lower")
    history = (*old.lowered, Lowered(measure, before, after, reason.strip()))
    return replace(old, floors={**old.floors, measure: after}, lowered=history)
