"""Refusals of one report: raised with the stage that refused it, kept as data by the opener."""

from __future__ import annotations

import re

from reportedly.errors import InputError, ReportedlyError, UnreadableError
from reportedly.model import Failure

_SURROGATE = re.compile("[\ud800-\udfff]")
_SHOWN = 300  # characters of an origin that a message repeats: enough for an honest path, no room for a hostile one


def unreadable(stage: str, message: str) -> UnreadableError:
    """An UnreadableError of that stage: "open", "decode" or "extract"."""
    error = UnreadableError(message)
    error.stage = stage
    return error


def failure(origin: str, error: ReportedlyError) -> Failure:
    """The error as data; `kind` is the error's class name."""
    stage = error.stage if isinstance(error, InputError) else "open"
    return Failure(origin=scrub(origin), stage=stage, kind=type(error).__name__, message=shown(str(error), 10 * _SHOWN))


def shown(words: str, most: int = _SHOWN) -> str:
    """`words` for a message: at most `most` characters (a cut shows as "…"), without lone surrogates."""
    clean = scrub(words)
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def scrub(words: str) -> str:
    """`words` with each lone surrogate replaced by U+FFFD, one for one, so that offsets stay."""
    return _SURROGATE.sub("\ufffd", words)
