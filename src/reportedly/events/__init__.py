"""The record of an event, from the claims that tell of it: a view, in which every value leads to its claims. Pure.

The order of the method: whose voice each claim is (`heard`), who the parties are (`sides`), what they count (`counts`, `versions`,
`tolls`), what they contradict each other about (`contest`), which questions they answer (`questions`), who says and who is silent
(`speakers`), where and when (`where_when`), how it stands (`status`, `grades`), and in words (`matrix`, `sentence`).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportedly.compare import family
from reportedly.events.contest import clashes, contest, disputed
from reportedly.events.disputes import disputes
from reportedly.events.grades import grades
from reportedly.events.heard import hear, key
from reportedly.events.history import history
from reportedly.events.matrix import matrix
from reportedly.events.questions import questions
from reportedly.events.sentence import sentence
from reportedly.events.sides import Names, sides
from reportedly.events.speakers import speakers
from reportedly.events.status import status
from reportedly.events.summary import summary
from reportedly.events.tolls import tolls
from reportedly.events.weighed import Weighed
from reportedly.events.where_when import place_of, when, where
from reportedly.model.event import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.events.heard import Known
    from reportedly.model import Relation
    from reportedly.model.event import Descent, Lineage, Origins, Side, Told


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

    `relations`, `lineages` and `descents` may speak of other claims too: those are left out. `origins` counts what is independent. Without
    an `event_type` it is that of most voices. Raises ValueError without any claim: an event that nobody tells is none.
    """
    if not told:
        raise ValueError(f"event {cluster_id} has no claims: a cluster holds at least one")
    known = hear(told, relations, lineages, descents)
    names = Names(known)
    counted = tolls(known, names, aggregate=aggregate)
    found = clashes(known, names, counted)
    parties = sides(known, names)
    kinds = _types(known, parties)
    weighed = Weighed(
        known=known,
        names=names,
        event_type=event_type or kinds[0],
        origins=origins,
        where=where(known),
        when=when(known),
        tolls=counted,
        clashes=found,
        questions=questions(known, names, found, place_of(known)),
        speakers=speakers(known, names, parties),
    )
    standing, why = status(weighed)
    published = [h.told.published for h in known.heard if h.told.published]
    return Event(
        id=cluster_id,
        sentence=sentence(weighed),
        event_type=weighed.event_type,
        event_types=kinds,
        modes=tuple(sorted({mode for h in known.heard for mode in h.claim.modes})),
        aggregate=aggregate,
        background=all(h.claim.background for h in known.heard),
        sides=parties,
        where=weighed.where,
        when=weighed.when,
        tolls=counted,
        questions=weighed.questions,
        disputed=disputed(found),
        speakers=weighed.speakers,
        matrix=matrix(weighed),
        origins=origins,
        status=standing,
        grades=(why, *grades(weighed, standing)),
        lineages=tuple(sorted({h.voice.id: h.voice for h in known.heard}.values(), key=lambda v: (v.name, v.id))),
        descents=tuple(sorted((d for d in descents if d.claim in known.by_id), key=lambda d: d.claim)),
        links=known.relations,
        claims=known.ids(known.heard),
        reports=tuple(dict.fromkeys(h.told.report for h in known.heard)),
        wholes=wholes,
        parts=parts,
        former=former,
        contest=contest(found),
        first_published=min(published, default=None),
        last_published=max(published, default=None),
        updated=max((h.told.learned for h in known.heard if h.told.learned), default=None),
    )


def _types(known: Known, parties: Sequence[Side]) -> tuple[str, ...]:
    """The event types of the claims, those of most voices first, a mere state of things last."""
    voiced = Counter(kind for kind, _ in {(h.claim.event_type, key(h.voice)) for h in known.heard})
    claimed = Counter(h.claim.event_type for h in known.heard)
    ordered = sorted(voiced, key=lambda kind: (kind == "STATUS", -voiced[kind], -claimed[kind], kind))
    if family(ordered[0]) == "force" and "FIGHT" in ordered and len([side for side in parties if side.role == "both"]) > 1:
        ordered.sort(key=lambda kind: kind != "FIGHT")  # an attack told by both sides is a fight
    return tuple(ordered)


__all__ = ["disputes", "event", "history", "summary"]
