"""The record of an event, from the claims that tell of it: a view, in which every value leads to its claims. Pure.

The order of the method: whose voice each claim is (`heard`), who the parties are (`sides`), what they count (`counts`, `versions`,
`tolls`), what they contradict each other about (`contest`), which questions they answer (`questions`), who says and who is silent
(`speakers`), where and when (`where_when`), how it stands (`status`, `grades`), and in words (`matrix`, `sentence`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reportedly.events.contest import contest, disputed
from reportedly.events.disputes import disputes
from reportedly.events.grades import grades
from reportedly.events.heard import hear
from reportedly.events.history import history
from reportedly.events.matrix import matrix
from reportedly.events.sentence import sentence
from reportedly.events.status import status
from reportedly.events.summary import summary
from reportedly.events.weighed import weigh
from reportedly.model.event import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.events.weighed import Weighed
    from reportedly.model import Relation
    from reportedly.model.event import Descent, Lineage, Origins, Told


def event(  # noqa: PLR0913, PLR0917 - the seam to the corridor: what one cluster is, each thing once
    cluster_id: str,
    told: Sequence[Told],
    relations: Sequence[Relation],
    lineages: Sequence[Lineage],
    descents: Sequence[Descent],
    *,
    origins: Origins,
    event_type: str | None = None,
    aggregate: bool = False,
    wholes: tuple[str, ...] = (),
    parts: tuple[str, ...] = (),
    former: tuple[str, ...] = (),
) -> Event:
    """The record of the event that the claims `told` tell of; the same whatever their order.

    `relations`, `lineages` and `descents` may speak of other claims too. Without `event_type` it is that of most voices. Raises
    ValueError without any claim: an event that nobody tells is none.
    """
    if not told:
        raise ValueError(f"event {cluster_id} has no claims: a cluster holds at least one")
    weighed = weigh(hear(told, relations, lineages, descents), origins, event_type, aggregate=aggregate)
    made = _record(cluster_id, weighed, descents)
    return msgspec.structs.replace(made, aggregate=aggregate, wholes=wholes, parts=parts, former=former)


def _record(cluster_id: str, weighed: Weighed, descents: Sequence[Descent]) -> Event:
    """What the claims themselves tell."""
    known = weighed.known
    standing, why = status(weighed)
    published = [h.told.published for h in known.heard if h.told.published]
    return Event(
        id=cluster_id,
        sentence=sentence(weighed),
        event_type=weighed.event_type,
        event_types=weighed.kinds,
        modes=tuple(sorted({mode for h in known.heard for mode in h.claim.modes})),
        aggregate=False,
        background=all(h.claim.background for h in known.heard),
        sides=weighed.sides,
        where=weighed.where,
        when=weighed.when,
        tolls=weighed.tolls,
        questions=weighed.questions,
        disputed=disputed(weighed.clashes),
        speakers=weighed.speakers,
        matrix=matrix(weighed),
        origins=weighed.origins,
        status=standing,
        grades=(why, *grades(weighed, standing)),
        lineages=known.voices,
        descents=tuple(sorted((d for d in descents if d.claim in known.by_id), key=lambda d: d.claim)),
        links=known.relations,
        claims=known.ids(known.heard),
        reports=tuple(dict.fromkeys(h.told.report for h in known.heard)),
        contest=contest(weighed.clashes),
        first_published=min(published, default=None),
        last_published=max(published, default=None),
        updated=max((h.told.learned for h in known.heard if h.told.learned), default=None),
    )


__all__ = ["disputes", "event", "history", "summary"]
