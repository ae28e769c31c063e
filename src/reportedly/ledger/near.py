"""What stands near: claims that share a key, reports that share stretches of words, claims that ties connect. Nothing here writes.

These are asked some ten times for every claim that is linked, so they go to the database as plain statements.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from reportedly.ledger import schema
from reportedly.ledger.events import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_BEFORE = "SELECT claim FROM blocks WHERE key = ? AND place <= ? ORDER BY place DESC, claim DESC LIMIT ?"
_AFTER = "SELECT claim FROM blocks WHERE key = ? AND place > ? ORDER BY place, claim LIMIT ?"
_SHARED = "SELECT report FROM bands WHERE key = ? LIMIT ?"
_KEYS = 16_384  # numbers of keys that are remembered: claims of one time share theirs; some 4 MB
_MOST_SHARING = 400  # reports on one band: more share a band only by words that say nothing, such as a line under every page


@lru_cache(maxsize=_KEYS)
def key_of(words: str) -> int:
    """The number that a key is found by: 64 bits of a digest."""
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def on_keys(connection: Connection, places: Iterable[tuple[int, int]], nearest: int) -> set[int]:
    """The claims next to a place on each key: at most `nearest` on either side."""
    raw = connection.connection.cursor()
    found: set[int] = set()
    for key, place in places:
        for statement in (_BEFORE, _AFTER):
            found.update(chain.from_iterable(raw.execute(statement, (key, place, nearest))))
    return found


def sharing(connection: Connection, bands: Iterable[int], least: int = 1) -> list[int]:
    """The reports that share at least so many of the bands, those with the most first."""
    raw = connection.connection.cursor()
    counted: Counter[int] = Counter()
    for band in bands:
        counted.update(chain.from_iterable(raw.execute(_SHARED, (band, _MOST_SHARING))))
    return sorted((report for report, count in counted.items() if count >= least), key=lambda report: (-counted[report], report))


def families(connection: Connection, claims: Iterable[int]) -> dict[int, int]:
    """The family of each claim that has one."""
    at = schema.families.c
    found: dict[int, int] = {}
    for chunk in chunks(claims):
        found.update((claim, family) for claim, family in connection.execute(select(at.claim, at.family).where(at.claim.in_(chunk))))
    return found


def relatives(connection: Connection, found: Iterable[int], most: int) -> dict[int, list[int]]:
    """The claims of each family, at most so many and one more."""
    raw = connection.connection.cursor()
    named: dict[int, list[int]] = defaultdict(list)
    for family in found:
        named[family] = [row[0] for row in raw.execute("SELECT claim FROM families WHERE family = ? LIMIT ?", (family, most + 1))]
    return dict(named)


def stretches(connection: Connection, reports: Iterable[int]) -> Mapping[int, Sequence[bytes]]:
    """What was found copied in each report, as it was kept: a body for each other report."""
    at = schema.copies.c
    found: dict[int, list[bytes]] = defaultdict(list)
    for chunk in chunks(reports):
        for report, body in connection.execute(select(at.report, at.stretches).where(at.report.in_(chunk)).order_by(at.report, at.other)):
            found[report].append(body)
    return found


def copiers(connection: Connection, reports: Iterable[int]) -> list[int]:
    """The reports in which stretches of these were found."""
    at = schema.copies.c
    found: set[int] = set()
    for chunk in chunks(reports):
        found.update(connection.execute(select(at.report).where(at.other.in_(chunk))).scalars())
    return sorted(found)


def numbers_of(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """The numbers of the reports that are held, by their ids."""
    at = schema.reports.c
    found: dict[str, int] = {}
    for chunk in chunks(names):
        held = select(at.id, at.number).where(at.id.in_(chunk), at.superseded.is_(None))
        found.update((name, number) for name, number in connection.execute(held))
    return found
