"""Keep the bundled story in a ledger as it came in: each report on the day it was published, from noon on, an hour apart.

    python desk/story.py out/story.ledger [examples/original]

A ledger that is already there is left as it is. `make serve` opens the page over it; the page's tests and screenshots are made of it.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from datetime import UTC, datetime
from pathlib import Path

from reportedly import ledger
from reportedly.ingest import events, keep

_SECOND, _HOUR = 1_000_000, 3600

STORY = Path(__file__).parent.parent / "examples" / "panjshir"


def tell(path: Path, story: Path = STORY) -> None:
    """Keep and link every report of the story in a new ledger at `path`, a day after the other."""
    reports = sorted(story.glob("[a-z][0-9]*.json"), key=lambda file: (_published(file), file.name))
    now = 0

    def clock() -> int:
        nonlocal now
        now += 1
        return now

    with ledger.open(path, create=True, clock=clock) as book:
        for file in reports:
            noon = datetime.fromisoformat(f"{_published(file)}T12:00:00").replace(tzinfo=UTC)
            now = max(int(noon.timestamp()), now // _SECOND // _HOUR * _HOUR + _HOUR) * _SECOND
            for arrival in keep.add([str(file)], book):
                if arrival.failure is not None:
                    raise SystemExit(f"{file.name}: {arrival.failure.message}")
            deque(events.link(book), maxlen=0)


def _published(file: Path) -> str:
    """The ISO day on which a report was published."""
    return str(json.loads(file.read_text(encoding="utf-8"))["published"])


if __name__ == "__main__":
    where, *story = map(Path, sys.argv[1:])
    if not where.exists():
        where.parent.mkdir(parents=True, exist_ok=True)
        tell(where, *story)
