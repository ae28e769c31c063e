"""What the ledger answers of speakers and outlets, and what all answers share: ids that name nothing, rows that are nowhere."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from reportedly.errors import OptionError
from reportedly.export import Column
from reportedly.ledger import cards
from reportedly.ledger.records import Filters
from reportedly.sheets import claim_line
from reportedly.web import asks, cursors, items
from reportedly.web.items import Listed, Sheet
from reportedly.web.problems import RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.ledger.cards import Called
    from reportedly.web.desk import Desk

Names = Literal["speakers", "outlets"]

_RECENT = 20  # claims on the page of a speaker


@contextmanager
def found() -> Iterator[None]:
    """Turn an id that names nothing into a refusal that says so by its status too."""
    try:
        yield
    except OptionError as error:
        raise RefusalError(404, str(error)) from error


def nowhere(_: object) -> None:
    """No point: what is at none."""


SHEET: Sheet[Called] = Sheet(
    lambda row: items.NameLine(name=row.name, kind=row.kind, wikidata=row.wikidata, count=row.count, more=row.more),
    (
        Column("name", "as it is written", lambda row: row.name),
        Column("kind", "of a speaker: belligerent, government…", lambda row: row.kind),
        Column("wikidata", "the item of a party that news knows", lambda row: row.wikidata),
        Column("count", "claims of a speaker, reports of an outlet", lambda row: row.count, "integer"),
        Column("more", "yes where there are more than were counted", lambda row: "yes" if row.more else "no"),
    ),
    nowhere,
)


def speakers(desk: Desk, ask: asks.Names) -> Listed[Called]:
    """Who says something, in the order of the letters."""
    return _names(desk, "speakers", ask)


def outlets(desk: Desk, ask: asks.Names) -> Listed[Called]:
    """Who published something, in the order of the letters."""
    return _names(desk, "outlets", ask)


def speaker(desk: Desk, ask: asks.Named) -> items.NamePage:
    """What a speaker claimed, how often it was borne out or gainsaid, repeated or repeats, and its last claims."""
    return _card(desk, "speakers", ask)


def outlet(desk: Desk, ask: asks.Named) -> items.NamePage:
    """What an outlet carries, how often it was borne out or gainsaid, repeated or repeats, and its last claims."""
    return _card(desk, "outlets", ask)


def _names(desk: Desk, of: Names, ask: asks.Names) -> Listed[Called]:
    """A page of names."""
    after, limit = cursors.place(ask.cursor, ask, tuple[str, cursors.Number]), asks.rows(ask.limit, ask.format)
    listed = (cards.speakers if of == "speakers" else cards.outlets)(desk.ledger, ask.q or "", after, limit + 1, as_of=ask.as_of)
    return Listed(listed[:limit], cursors.written(listed[limit - 1].place, ask) if len(listed) > limit else None, ask.as_of)


def _card(desk: Desk, of: Names, ask: asks.Named) -> items.NamePage:
    """The page of a name."""
    card = (cards.speaker if of == "speakers" else cards.outlet)(desk.ledger, ask.name, ask.as_of)
    if card is None:
        raise RefusalError(404, f"nobody in {of} is called {ask.name[:80]!r}; /api/{of}?q= lists names by their beginning")
    by = Filters(speaker=card.name, as_of=ask.as_of) if of == "speakers" else Filters(outlet=card.name, as_of=ask.as_of)
    rows = desk.ledger.claims(by, limit=_RECENT)
    return items.NamePage(card=card, recent=tuple(map(claim_line, rows)))
