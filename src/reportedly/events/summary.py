"""An event as a list shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model.event import EventSummary

if TYPE_CHECKING:
    from reportedly.model.event import Event


def summary(event: Event) -> EventSummary:
    """One line of an event: its sentence, how it stands, where, when, deaths as UCDP counts them, and how many tell of it."""
    place, time, origins = event.where, event.when, event.origins
    return EventSummary(
        id=event.id,
        sentence=event.sentence,
        event_type=event.event_type,
        aggregate=event.aggregate,
        status=event.status,
        contest=event.contest,
        disputed=event.disputed,
        place=place.name if place else None,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        precision=place.precision if place else None,
        area_km=place.area_km if place else None,
        start=time.start if time else None,
        end=time.end if time else None,
        deaths_low=event.deaths("ucdp_low"),
        deaths_best=event.deaths("ucdp_best"),
        deaths_high=event.deaths("ucdp_high"),
        outlets=origins.outlets,
        origins=origins.best,
        origins_low=origins.low,
        origins_high=origins.high,
        speakers=tuple(dict.fromkeys(one.name for one in event.speakers if one.position != "silent")),
        claims=len(event.claims),
        reports=len(event.reports),
        first_published=event.first_published,
        last_published=event.last_published,
        updated=event.updated or f"{event.last_published or '0001-01-01'}T00:00:00Z",
    )
