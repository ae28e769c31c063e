"""What stands in a claim's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.model import Claim


def names_its_place(claim: Claim) -> bool:
    """Whether the place stands in the claim's own words, not carried on from before: only such a place tells two claims apart."""
    return claim.place is not None and any(span.start <= claim.place.start < span.end for span in claim.spans)
