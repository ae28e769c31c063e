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

from reportedly.compare import is_denied
from reportedly.events.heard import called
from reportedly.events.speakers import admits
from reportedly.model.event import Grade

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.events.heard import Heard
    from reportedly.events.weighed import Weighed
    from reportedly.model.event import EventToll, Status


def status(weighed: Weighed) -> tuple[Status, Grade]:
    """The status, and the rule and claims that give it."""
    standing = [h for h in weighed.known.heard if _stands(h, weighed.tolls)]
    value, why, claims = _judged(weighed, standing)
    return value, Grade(scheme="status", value=value, why=why, claims=weighed.known.ids(claims))


def _judged(weighed: Weighed, standing: Sequence[Heard]) -> tuple[Status, str, Iterable[Heard]]:
    origins = weighed.origins.best
    if not standing:
        return "denied", "only denials are left of it: nobody's word for it stands", weighed.known.heard
    if weighed.clashes:
        return "contested", _contested(weighed), [h for clash in weighed.clashes for h in (clash.later, clash.earlier)]
    neutral = [h for h in standing if h.is_neutral and h.is_told and h.claim.stance == "asserted"]
    if neutral and origins > 1:
        return "confirmed", f"a neutral record tells of it: {called(neutral[0].voice)}", neutral
    admitted = [h for h in standing if admits(h, weighed.names)]
    if admitted:
        return "admitted", f"{called(admitted[0].voice)} admits it, whom it hurts", admitted
    if origins > 1:
        return "corroborated", f"{origins} independent origins tell of it", standing
    return "single_origin", "one origin tells of it, however many outlets carry it", standing


def _contested(weighed: Weighed) -> str:
    pairs = sorted({f"{clash.voices[0]} and {clash.voices[1]} on {clash.topic}" for clash in weighed.clashes})
    more = f"; and {len(pairs) - 3} more" if len(pairs) > 3 else ""
    return f"a contradiction stands: {'; '.join(pairs[:3])}{more}"


def _stands(h: Heard, tolls: Iterable[EventToll]) -> bool:
    """Whether somebody's word for it stands: no denial, and not withdrawn by its own lineage."""
    withdrawn = any(v.status == "denied" and h.id in v.claims for toll in tolls for line in toll.lines for v in line.versions)
    return not withdrawn and not is_denied(h.claim)
