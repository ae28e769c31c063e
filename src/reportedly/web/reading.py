"""What a client sends to be read, and the exchange of the link's code against the token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.errors import UnreadableError
from reportedly.ingest.apart import Sent
from reportedly.reports import report
from reportedly.web import items
from reportedly.web.problems import RefusalError

if TYPE_CHECKING:
    from reportedly.model import Report
    from reportedly.web import asks
    from reportedly.web.desk import Desk


def read(desk: Desk, ask: asks.Upload, body: items.Text | bytes) -> items.Readings:
    """The reading of a report that is sent: its text as JSON, or the bytes of a file. Nothing of it is kept."""
    given: Report | Sent
    if isinstance(body, items.Text):
        given = report(body.text, published=body.published, outlet=body.outlet, title=body.title, url=body.url)
    else:
        given = Sent(raw=body, name=ask.name or "report.txt", published=ask.published, outlet=ask.outlet, title=ask.title)
        if not body:
            raise UnreadableError("the body is empty; send a text as JSON, or the bytes of a file")
    try:
        done = desk.reads(given)
    except TimeoutError as error:
        raise RefusalError(503, str(error), {"Retry-After": "10"}) from error
    return items.Readings(readings=done.readings, failures=done.failures)


def session(desk: Desk, _: asks.Ask, body: items.Code) -> items.Token:
    """The token, for the code of the link that the server showed when it started: once."""
    token = desk.exchange(body.code)
    if token is None:
        raise RefusalError(403, "not the code of this start, or used already; start the server again for another link")
    return items.Token(token=token)
