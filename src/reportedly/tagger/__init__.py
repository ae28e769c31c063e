"""The tagger: a learned reader of paragraphs, which says who says what by which words.

One pass of a small network (`train/tagger.py`; its card is docs/tagger.md) a window, in ONNX Runtime on one thread, in integers of
eight bits. A window never holds words of two paragraphs, so a paragraph is read the same alone and among others.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reportedly.errors import MissingPartError
from reportedly.tagger.pieces import Encoded, Pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import numpy as np

    from reportedly.tagger.link import Part, Said

    Run = Callable[[Sequence[int], Sequence[int]], tuple[np.ndarray, np.ndarray]]

WIDTH = 384
"""Numbers in the vector of a word piece."""
_SHIPPED = "tagger"
EDGE = 3
"""The shape of the marks at both ends of a window: without letters."""
AROUND = 28
"""Word pieces on either side of a clause's head that are read when it is asked about: the whole window is no better (docs/tagger.md)."""
_INSTALL = "install it with: pip install 'onnxruntime>=1.20,<2', or read by rules alone (reader = \"rules\")"


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tagger makes of a paragraph: its attributions in text order, and, when asked, of each of its clauses."""

    said: tuple[Said, ...]
    _offsets: tuple[Part, ...]
    _windows: tuple[_Seen, ...]
    _run: Run

    def ask(self, head: int, words: Sequence[int]) -> Asked | None:
        """What the network makes of a clause whose words begin at the offsets `words` and its head at `head`.

        One more pass, with the clause marked. None where the paragraph has no such word.
        """
        from reportedly.tagger.windows import marked

        at = self._piece(head)
        window = next((one for one in self._windows if one.first <= at <= one.last), None)
        if window is None:
            return None
        first, last = max(window.first, at - AROUND), min(window.last, at + AROUND)
        row = at - first + 1
        own = [n - first + 1 for n in map(self._piece, words) if first <= n <= last] or [row]
        part = slice(first - window.first + 1, last - window.first + 2)
        ids = (window.ids[0], *window.ids[part], window.ids[-1])
        states, _ = self._run(ids, marked((EDGE, *window.kinds[part], EDGE), row, own))
        return Asked(states, row, tuple(own))

    def _piece(self, offset: int) -> int:
        return piece_at(self._offsets, offset)


@dataclass(frozen=True, slots=True)
class Asked:
    """The states of a window's pieces with one clause marked: its `head` and `words` are rows of `states` (pieces x 384)."""

    states: np.ndarray
    head: int
    words: tuple[int, ...]

    def pooled(self) -> np.ndarray:
        """The states of the window's first mark and of the head, and the mean of the words', as one vector (1152)."""
        import numpy as np

        return np.concatenate([self.states[0], self.states[self.head], self.states[list(self.words)].mean(axis=0)])


def piece_at(offsets: Sequence[Part], offset: int) -> int:
    """The number of the piece at an offset, or of the one before it."""
    return max(bisect_right(offsets, offset, key=_start) - 1, 0)


def _start(part: Part) -> int:
    return part[0]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A window as the network sees it, end marks included, and the pieces of the paragraph it holds."""

    first: int
    last: int
    ids: tuple[int, ...]
    kinds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tagger:
    """A tagger ready to tag; `digest` is of its weights. Callable: a paragraph to its tags."""

    digest: str
    _pieces: Pieces
    _session: Any

    def __call__(self, text: str) -> Tags:
        """The tags of one paragraph."""
        from reportedly.tagger.windows import shapes, windows

        encoded = self._pieces.encode(text)
        kinds = shapes(text, encoded.offsets)
        seen = []
        for window in windows(text, encoded.offsets):
            part = slice(window.first, window.last + 1)
            ids = (self._pieces.cls, *encoded.ids[part], self._pieces.sep)
            seen.append(_Seen(window.first, window.last, ids, (EDGE, *kinds[part], EDGE)))
        scores = [self.run(one.ids, one.kinds)[1][1:-1] for one in seen]
        said = tuple(_said(text, encoded, scores)) if scores else ()
        return Tags(said, encoded.offsets, tuple(seen), self.run)

    def run(self, ids: Sequence[int], kinds: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """The states of a window's pieces (pieces x 384) and the scores of their labels (pieces x labels)."""
        import numpy as np

        states, scores = self._session.run(None, {"pieces": np.array([ids], dtype=np.int64), "shapes": np.array([kinds], dtype=np.int64)})
        return states[0], scores[0]


def _said(text: str, encoded: Encoded, scores: Sequence[np.ndarray]) -> Iterator[Said]:
    """The attributions that the best labels of a paragraph's words make; `scores` are those of its windows."""
    import numpy as np

    from reportedly.tagger.decode import best, runs
    from reportedly.tagger.link import Said, linked

    offsets = encoded.offsets
    firsts = [n for n, inner in enumerate(encoded.inner) if not inner]
    ends = [offsets[(firsts[n + 1] if n + 1 < len(firsts) else len(offsets)) - 1][1] for n in range(len(firsts))]
    words = [(offsets[first][0], end) for first, end in zip(firsts, ends, strict=True)]
    found = runs(best(np.concatenate(scores)[firsts]))

    def parts(chosen: Sequence[tuple[str, int, int]]) -> tuple[Part, ...]:
        return tuple(sorted((words[first][0], words[last][1]) for _, first, last in chosen))

    for cue, speakers, contents in linked(found, _sentences(text, words)):
        yield Said(parts(speakers), parts([cue] if cue is not None else []), parts(contents))


def _sentences(text: str, words: Sequence[Part]) -> list[int]:
    """The number of the sentence each word stands in, by its stops alone."""
    number, found = 0, []
    for start, end in words:
        found.append(number)
        word = text[start:end]
        ends = word in ".!?" or (word in '"”' and text[start - 1 : start] in ".!?")
        number += ends and text[end : end + 1].isspace()
    return found


@cache
def open_tagger(folder: Path | None = None) -> Tagger:
    """The shipped tagger, or one made into `folder`: `network.onnx` and `pieces.txt`. Raises MissingPartError."""
    place = files("reportedly") / "weights" / _SHIPPED if folder is None else folder
    try:
        weights, vocabulary = (place / "network.onnx").read_bytes(), (place / "pieces.txt").read_bytes()
    except OSError as error:
        raise MissingPartError(f"no tagger's weights at {place}: reinstall with `pip install --force-reinstall reportedly`") from error
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingPartError(f"onnxruntime is not installed; {_INSTALL}") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # the graph as it ships: train/lean.py
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    digest = hashlib.sha256(weights + vocabulary).hexdigest()[:16]
    return Tagger(digest, Pieces(vocabulary.decode("utf-8").rstrip("\n").split("\n")), session)
