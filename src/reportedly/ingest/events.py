"""Events of a ledger: lists, records, disputes and history, each as it is held or was. Here ledger, linking and events meet.

for done in link(ledger): …            links what is not linked yet
summaries(ledger, filters, limit=50)   a page of a list
event(ledger, id, as_of="2031-04-12")  one record, computed from its claims
disputes, history, told                rival claims side by side; how a record grew; claims with their words
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly import events as record
from reportedly.errors import OptionError
from reportedly.ingest.deciding import event_of, summary_of
from reportedly.ingest.linking import Linked, link
from reportedly.ledger.records import Asked, EventFilters, EventPage, stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.ledger.book import Ledger
    from reportedly.ledger.records import ClaimRow, Sort
    from reportedly.model.event import Change, Dispute, Event, Moment

__all__ = ["EventFilters", "EventPage", "Linked", "changes", "disputes", "event", "history", "link", "summaries", "told"]

_EVENTS = 20  # events of a page of disputes: each is computed


def summaries(
    ledger: Ledger, filters: EventFilters | None = None, *, limit: int = 50, after: str | None = None, sort: Sort = "contest"
) -> EventPage:
    """A page of the events that fit, as lists show them; `after` is the cursor that the page before ended with.

    All pages show what was held when the first was asked for. Raises OptionError for what makes no sense.
    """
    if limit < 1:
        raise OptionError(f"limit: {limit} is too few; give 1 or more")
    return ledger.summaries(filters or EventFilters(), Asked(sort, limit, after), summary_of)


def event(ledger: Ledger, name: str, *, as_of: str | None = None) -> Event:
    """The record of the event with this id (its beginning will do), as it was held at a day's end or a time.

    A former id leads to what took its place. Raises OptionError, with near ids, for an unknown one.
    """
    return event_of(ledger.knot(name, as_of=as_of))


def history(ledger: Ledger, name: str) -> tuple[Moment, ...]:
    """How the event grew: a moment for each time at which claims came to it or left it. Raises OptionError."""
    known = {stamp(at): event_of(knot) for at, knot in ledger.knots(name)}
    return record.history(known.__getitem__, tuple(known))


def changes(ledger: Ledger, name: str) -> tuple[Change, ...]:
    """The merges, splits and new names that the event was in, the first first. Raises OptionError."""
    return ledger.changes(name)


def disputes(ledger: Ledger, filters: EventFilters | None = None, *, limit: int = 50, after: str | None = None) -> tuple[Dispute, ...]:
    """Rival claims of the contested events that fit, the most contested first, all of an event together; at least one event's.

    `after` is the id of the event that the page before ended with. Raises OptionError.
    """
    asked = filters or EventFilters()
    found: list[Dispute] = []
    follows, passed = None, after is None
    while True:
        page = summaries(ledger, replace(asked, contested=True), limit=_EVENTS, after=follows)
        for one in page.events:
            if passed:
                found += record.disputes(event(ledger, one.id, as_of=asked.as_of))
            passed = passed or one.id == after
            if len(found) >= limit:
                return tuple(found)
        if page.after is None:
            return tuple(found)
        follows = page.after


def told(ledger: Ledger, claims: Sequence[str], as_of: str | None = None) -> Sequence[ClaimRow]:
    """The claims with these ids, in this order, each with the report whose words it stands on; unknown ones are left out."""
    return ledger.told(claims, as_of=as_of)
