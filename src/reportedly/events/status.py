"""The status of an event, by a stated precedence: what settles it most comes first.

1. `denied`: nobody's word for it stands; there are only denials, or its own voices took it back.
2. `contested`: a contradiction among its claims stands. Nothing else makes an event contested.
3. `confirmed`: a neutral record tells of it (hospital, monitor, United Nations, aid group) beside another origin.
4. `admitted`: the party that it hurts tells of it.
5. `corroborated`: two or more independent origins tell of it.
6. `single_origin`: one does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.events.heard import called
from reportedly.events.speakers import admits
from reportedly.model.event import Grade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.events.contest import Clash
    from reportedly.events.heard import Heard, Known
    from reportedly.events.sides import Names
    from reportedly.model.event import EventToll, Origins, Status


def status(known: Known, names: Names, origins: Origins, found: Sequence[Clash], tolls: Sequence[EventToll]) -> tuple[Status, Grade]:
    """The status, and the rule and claims that give it."""
    standing = [h for h in known.heard if not _is_out(h, tolls) and (h.is_told or h.claim.stance in ("planned", "demand"))]
    value, why, claims = _judged(known, names, origins, found, standing)
    return value, Grade(scheme="status", value=value, why=why, claims=known.ids(claims))


def _judged(
    known: Known, names: Names, origins: Origins, found: Sequence[Clash], standing: Sequence[Heard]
) -> tuple[Status, str, Sequence[Heard]]:
    if not standing:
        return "denied", "only denials are left of it: nobody's word for it stands", known.heard
    if found:
        pairs = sorted({f"{a} and {b} on {clash.topic}" for clash in found for a, b in (clash.voices,)})
        words = "; ".join(pairs[:3]) + (f"; and {len(pairs) - 3} more" if len(pairs) > 3 else "")
        return "contested", f"a contradiction stands: {words}", [h for clash in found for h in (clash.later, clash.earlier)]
    neutral = [h for h in standing if h.is_neutral and h.is_told and h.claim.stance == "asserted"]
    if neutral and origins.best > 1:
        return "confirmed", f"a neutral record tells of it: {called(neutral[0].voice)}", neutral
    admitted = [h for h in standing if admits(h, names)]
    if admitted:
        return "admitted", f"{called(admitted[0].voice)} admits it, whom it hurts", admitted
    if origins.best > 1:
        return "corroborated", f"{origins.best} independent origins tell of it", standing
    return "single_origin", "one origin tells of it, however many outlets carry it", standing


def _is_out(h: Heard, tolls: Sequence[EventToll]) -> bool:
    """Whether its own lineage withdrew it."""
    return any(v.status == "denied" and h.id in v.claims for toll in tolls for line in toll.lines for v in line.versions)
