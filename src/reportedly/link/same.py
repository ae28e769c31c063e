"""Whether two claims tell of one event: what keeps them apart is asked first, then what ties them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.link.apart import apart
from reportedly.link.ties import tie
from reportedly.link.traits import traits

if TYPE_CHECKING:
    from reportedly.model.event import Told


def is_one_event(a: Told, b: Told) -> tuple[bool, tuple[str, ...]]:
    """Whether two claims tell of one event, and why (not). Depends on these two alone; the order of the two does not matter."""
    one, other = sorted((traits(a), traits(b)), key=lambda claim: claim.order)
    against = apart(one, other)
    if against is not None:
        return False, (against,)
    found = tie(one, other)
    return (True, (found.reason,)) if found else (False, ("nothing that both tell ties them together",))
