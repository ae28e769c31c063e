"""What people decided: of a claim, of events, of a decision. Decisions are appended; what holds of them is computed."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Verdict = Literal["accept", "correct", "reject", "merge", "split", "undo"]
"""Of a claim: it is as it was read; it should be otherwise; it is none. Of events: they are one; one is several. Of a decision: undone."""


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that a decision is about: its id as it was then, and its anchor, which survives a better reader."""

    claim: str
    anchor: str


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """A decision. `at`: ISO time in UTC. `holds` is false once it is undone, or its reviewer decided otherwise since.

    `parts`: one part of one claim for a claim's verdict; for `merge` claims of each event that is one with the others; for `split` those
    that go and those that stay; none for `undo`, which names the decision that it `undoes`. `changes`: what a correction makes
    otherwise, whole fields of the claim by their names.
    """

    number: int
    verdict: Verdict
    parts: tuple[tuple[Reviewed, ...], ...]
    undoes: int | None
    changes: dict[str, Any] | None
    reviewer: str
    reason: str
    at: str
    holds: bool = True


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What holds of a claim: the verdict that more people gave than any other, None where nobody has or as many decided otherwise.

    `disputed`: people decided otherwise than each other, and as many each; the claim then stands as it was read. `reviews`: all of it.
    """

    verdict: Literal["accept", "correct", "reject"] | None
    disputed: bool
    reviews: tuple[Review, ...]


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """`merge`: the claims of all `parts` tell of one event; `split`: those of the first part tell of another than the rest."""

    kind: Literal["merge", "split"]
    parts: tuple[tuple[str, ...], ...]
    reason: str
