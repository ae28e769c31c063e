"""The words of time, read from their table once."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from reportedly import lexicon


class TimeWords(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table `time_words`: words of one kind with one value."""

    kind: Literal["month", "weekday", "unit", "speech", "season", "ahead", "count"]
    words: tuple[str, ...]
    value: int


@lexicon.of_tables
@cache
def words_of(kind: str) -> dict[str, int]:
    """Give the words of one kind in the table `time_words` with their values."""
    return {word: row.value for row in reversed(lexicon.rows("time_words", TimeWords)) if row.kind == kind for word in row.words}
