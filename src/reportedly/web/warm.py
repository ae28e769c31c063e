"""Answers that were made already for the ledger as it stands, by their tags: what many look at is made once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

MOST = 32 * 1024 * 1024
"""Bytes of answers that are kept: some hundred pages; those that were asked for least lately go first."""

_LARGEST = MOST // 8


class Made(NamedTuple):
    """An answer: its bytes, its media type and what goes with it into the head."""

    body: bytes
    media: str
    head: dict[str, str]


@dataclass(slots=True)
class Warm:
    """Answers by tag. Threads share it. A tag is of the ledger's state and the question, so that what is kept is never out of date."""

    most: int = MOST
    _made: OrderedDict[str, Made] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, tag: str) -> Made | None:
        """The answer with this tag, if it is kept."""
        with self._lock:
            if tag in self._made:
                self._made.move_to_end(tag)
            return self._made.get(tag)

    def put(self, tag: str, made: Made) -> None:
        """Keep an answer, unless it is too large."""
        if len(made.body) > min(_LARGEST, self.most):
            return
        with self._lock:
            if tag not in self._made:
                self._made[tag] = made
                self._size += len(made.body)
            while self._size > self.most:
                _, gone = self._made.popitem(last=False)
                self._size -= len(gone.body)
