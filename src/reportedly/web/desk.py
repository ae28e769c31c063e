"""What every route stands on: the ledger, who may ask, what is counted, who reads."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.settings import Settings
from reportedly.web.guards import Doors, is_same
from reportedly.web.meters import Meters
from reportedly.web.warm import Warm

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.ingest.apart import Read, Sent
    from reportedly.ledger.book import Ledger
    from reportedly.model import Report


@dataclass(slots=True)
class Desk:
    """One server's things. `ledger` is asked, `pen` is the same one for what is written.

    `code` is that of the link that the server shows when it starts: good for one exchange against the token.
    """

    ledger: Ledger
    pen: Ledger
    reads: Callable[[Report | Sent], Read]
    doors: Doors
    settings: Settings = field(default_factory=Settings)
    meters: Meters = field(default_factory=Meters)
    warm: Warm = field(default_factory=Warm)
    code: str | None = None

    def offer(self) -> str:
        """A new code."""
        self.code = secrets.token_urlsafe(16)
        return self.code

    def exchange(self, code: str) -> str | None:
        """The token for the code, once; None for another."""
        if self.code is None or self.doors.token is None or not is_same(code, self.code):
            return None
        self.code = None
        return self.doors.token
