"""One slot of a comparison: how two claims stand in it, and why."""

from __future__ import annotations

from typing import Literal

import msgspec

Agreement = Literal["same", "compatible", "incompatible", "unknown"]
"""How two claims stand in one slot; `unknown` where one of them is silent or the two cannot be set side by side."""


class Slot(msgspec.Struct, frozen=True, gc=False):
    """How two claims stand in one slot, and why, as half a sentence."""

    agreement: Agreement
    reason: str

    @property
    def holds(self) -> bool:
        """Whether the slot speaks for one happening: same or compatible."""
        return self.agreement in ("same", "compatible")
