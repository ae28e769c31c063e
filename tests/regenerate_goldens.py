"""The readings of the bundled story as readable lines, one file a report: what a change of the reader changes is seen as a diff.

python tests/regenerate_goldens.py     write tests/goldens/ anew; review the diff before committing it
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly import read_origins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.model import Claim, Party, Reading, Time, Toll

HERE = Path(__file__).parent
GOLDENS = HERE / "goldens"
STORY = HERE.parent / "examples" / "panjshir"
_EVIDENCE = 100
"""Characters of evidence shown: enough to know the sentence by."""


def lines(reading: Reading) -> Iterator[str]:
    """Of each claim two lines, of each relation and each omitted stretch one. No ids, since those change with any span."""
    number = {claim.id: n for n, claim in enumerate(reading.claims, 1)}
    for claim in reading.claims:
        yield f"{number[claim.id]}. {_claim(claim)}"
        yield "   " + " // ".join(_short(span.text) for span in claim.spans)
    for relation in reading.relations:
        yield f"{number[relation.from_id]} {relation.kind} {number[relation.to_id]}: {'; '.join(relation.reasons)}"
    for omitted in reading.omitted:
        yield f"omitted, {omitted.reason}: {_short(reading.report.text[omitted.start : omitted.end])}"


def golden(path: Path) -> str:
    """The lines of the reading of one report's file, as a text."""
    outcomes = list(read_origins([str(path)]))
    return "".join(f"{line}\n" for outcome in outcomes if outcome.reading is not None for line in lines(outcome.reading))


def stories() -> list[Path]:
    """The reports of the bundled story, in order."""
    return sorted(STORY.glob("p[0-9]*.json"))


def _claim(claim: Claim) -> str:
    speaker = _party(claim.speaker) if claim.speaker else "outlet"
    voice = " ← ".join([speaker, *claim.relays]) + (f" ({claim.channel})" if claim.channel else "")
    place = claim.place.name if claim.place else "-"
    tolls = [
        f"{measure} {_toll(toll)}"
        for measure in ("killed", "wounded", "casualties", "missing", "detained")
        if (toll := getattr(claim, measure))
    ]
    facts = [
        f"{'/'.join((claim.event_type, *claim.modes))} {claim.stance}",
        voice,
        f"{_parties(claim.actors)} → {_parties(claim.recipients)}",
        place,
        _time(claim.time),
        *tolls,
    ]
    return " | ".join(facts) + (" | background" if claim.background else "")


def _party(party: Party) -> str:
    return party.name + (f" [{party.kind}]" if party.kind else "")


def _parties(parties: tuple[Party, ...]) -> str:
    return ", ".join(map(_party, parties)) or "-"


def _time(time: Time | None) -> str:
    if time is None:
        return "-"
    return f"{time.start}..{time.end} {time.precision}"


def _toll(toll: Toll) -> str:
    return f"{toll.low}..{toll.high}" + (f" of {toll.of}" if toll.of else "")


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _EVIDENCE else flat[:_EVIDENCE] + "…"


def main() -> int:
    """Write every golden."""
    GOLDENS.mkdir(exist_ok=True)
    for path in stories():
        (GOLDENS / f"{path.stem}.txt").write_text(golden(path), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
