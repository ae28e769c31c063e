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
from reportedly.tagger.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy as np

    from reportedly.tagger.link import Part, Said

WIDTH = 384
"""Numbers in the vector of a word piece."""
_SHIPPED = "tagger"
EDGE = 3
"""The shape of the marks at both ends of a window: without letters."""
_INSTALL = "install it with: pip install 'onnxruntime>=1.20,<2', or read by rules alone (reader = \"rules\")"


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tagger makes of a paragraph.

    `said` are its attributions in text order. `offsets` are the half-open offsets of its word pieces, `states` the network's
    vector for each of them (pieces x 384, 32-bit floats): what other learned parts read from.
    """

    said: tuple[Said, ...]
    offsets: tuple[Part, ...]
    states: np.ndarray

    def pooled(self, head: int, words: Sequence[int]) -> np.ndarray:
        """The state of the word at offset `head` and the mean of those at the offsets `words`, as one vector (768)."""
        import numpy as np

        if not len(self.states):
            return np.zeros(2 * WIDTH, dtype=np.float32)
        own = self.states[self.at(words)].mean(axis=0) if words else np.zeros(WIDTH, dtype=np.float32)
        return np.concatenate([self.states[self.at([head])[0]], own])

    def at(self, places: Sequence[int]) -> list[int]:
        """The numbers of the pieces at offsets, or of those before them."""
        return [max(bisect_right(self.offsets, place, key=_start) - 1, 0) for place in places]


def _start(part: Part) -> int:
    return part[0]


@dataclass(frozen=True, slots=True)
class Tagger:
    """A tagger ready to tag; `digest` is of its weights. Callable: a paragraph to its tags."""

    digest: str
    _pieces: Pieces
    _session: Any

    def __call__(self, text: str) -> Tags:
        """The tags of one paragraph."""
        import numpy as np

        from reportedly.tagger.windows import shapes, windows

        encoded = self._pieces.encode(text)
        offsets, ids = encoded.offsets, encoded.ids
        kinds = shapes(text, offsets)
        states, scores = [np.zeros((0, 0), dtype=np.float32)][:0], []
        for window in windows(text, offsets):
            part = slice(window.first, window.last + 1)
            hidden, tags = self._run([self._pieces.cls, *ids[part], self._pieces.sep], [EDGE, *kinds[part], EDGE])
            states.append(hidden[1:-1])
            scores.append(tags[1:-1])
        if not scores:
            return Tags((), (), np.zeros((0, 0), dtype=np.float32))
        firsts = [n for n, inside in enumerate(encoded.inner) if not inside]
        said = _said(text, offsets, firsts, np.concatenate(scores))
        return Tags(tuple(said), offsets, np.concatenate(states))

    def _run(self, ids: Sequence[int], kinds: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        import numpy as np

        hidden, tags = self._session.run(None, {"pieces": np.array([ids], dtype=np.int64), "shapes": np.array([kinds], dtype=np.int64)})
        return hidden[0], tags[0]


def _said(text: str, offsets: Sequence[Part], firsts: Sequence[int], scores: np.ndarray) -> Iterator[Said]:
    """The attributions that the best labels of a paragraph's words make."""
    from reportedly.tagger.decode import best, runs
    from reportedly.tagger.link import Said, linked

    ends = [offsets[(firsts[n + 1] if n + 1 < len(firsts) else len(offsets)) - 1][1] for n in range(len(firsts))]
    words = [(offsets[first][0], end) for first, end in zip(firsts, ends, strict=True)]
    found = runs(best(scores[firsts]))

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
        ends = word in ".!?" or (word in "\"”" and text[start - 1 : start] in ".!?")
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
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    digest = hashlib.sha256(weights + vocabulary).hexdigest()[:16]
    return Tagger(digest, Pieces(vocabulary.decode("utf-8").rstrip("\n").split("\n")), session)
