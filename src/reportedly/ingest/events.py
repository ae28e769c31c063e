"""Events of a ledger: lists, records, disputes and history, each as it is held or was. Here ledger, linking and events meet.

for done in link(ledger): …            links what is not linked yet
summaries(ledger, filters, limit=50)   a page of a list
event(ledger, id, as_of="2031-04-12")  one record, computed from its claims
disputes, history, told                rival claims side by side; how a record grew; claims with their words
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from reportedly import events as record
from reportedly.errors import OptionError
from reportedly.ingest.deciding import event_of, summary_of
from reportedly.ingest.linking import Linked, link
from reportedly.ledger.records import Asked, DisputePage, EventFilters, EventPage, stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.ledger.book import Ledger
    from reportedly.ledger.records import ClaimRow, Sort
    from reportedly.model.event import Change, Dispute, Event, Moment

__all__ = ["DisputePage", "EventFilters", "EventPage", "Linked", "changes", "disputes", "event", "history", "link", "summaries", "told"]

MOST_DISPUTED = 100
"""Events whose disputes one answer gives at most: the record of each is computed, in 8 ms by the median and 0.2 s of a large one."""
MOST_MOMENTS = 24
"""Moments that a history gives at most: each is a record, so that of 150 claims takes some four seconds."""
_AT_ONCE = 10  # events that are listed together: a list of ten takes as long as one of one


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


def history(ledger: Ledger, name: str, *, most: int = MOST_MOMENTS) -> tuple[Moment, ...]:
    """How the event grew: a moment for each time at which claims came to it or left it, the last `most` of them. Raises OptionError.

    Where there were more, the first that is given says so.
    """
    if most < 1:
        raise OptionError(f"most: {most} moments are too few; give 1 or more")
    is_cut, grown = ledger.knots(name, most)
    known = {stamp(at): event_of(knot) for at, knot in grown}
    first, *rest = record.history(known.__getitem__, tuple(known))[-most:]
    changed = (f"it grew before, which is not shown: of {most} moments at most", *first.changed) if is_cut else first.changed
    return msgspec.structs.replace(first, changed=changed), *rest


def changes(ledger: Ledger, name: str) -> tuple[Change, ...]:
    """The merges, splits and new names that the event was in, the first first. Raises OptionError."""
    return ledger.changes(name)


def disputes(
    ledger: Ledger, filters: EventFilters | None = None, *, limit: int | None = 50, most: int = MOST_DISPUTED, after: str | None = None
) -> DisputePage:
    """Rival claims of the contested events that fit, the most contested first, all of an event together.

    Of at most `most` events, whose records are computed, and of none further once there are `limit` rival claims (None: whatever there
    are); some events are looked at together, so a few more may come. `after` is the cursor that the page before ended with. Raises
    OptionError.
    """
    asked = replace(filters or EventFilters(), contested=True)
    at_once = _AT_ONCE if limit is None else min(limit, _AT_ONCE)
    found: list[Dispute] = []
    while True:
        page = summaries(ledger, asked, limit=min(most, at_once), after=after)
        for one in page.events:
            found += record.disputes(event(ledger, one.id, as_of=asked.as_of))
        most, after = most - len(page.events), page.after
        if after is None or most < 1 or (limit is not None and len(found) >= limit):
            return DisputePage(disputes=tuple(found), after=after)


def told(ledger: Ledger, claims: Sequence[str], as_of: str | None = None) -> Sequence[ClaimRow]:
    """The claims with these ids, in this order, each with the report whose words it stands on; unknown ones are left out."""
    return ledger.told(claims, as_of=as_of)
