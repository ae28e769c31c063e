"""The first evidence of a claim: what a comparison reads of its words. A claim without any stands at the beginning, wordless."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model import Span

if TYPE_CHECKING:
    from reportedly.model import Claim

_NOWHERE = Span(start=0, end=0, text="")


def evidence(claim: Claim) -> Span:
    """The claim's first span."""
    return claim.spans[0] if claim.spans else _NOWHERE
