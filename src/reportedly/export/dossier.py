"""What the exports are made of: a claim with its report, an event with the claims that it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.model import Claim, Party, Place, Report, Time
    from reportedly.model.event import Event


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim, and the report whose words it stands on."""

    report: Report
    claim: Claim

    @property
    def place(self) -> Place | None:
        """Where it happened."""
        return self.claim.place

    @property
    def time(self) -> Time | None:
        """When it happened."""
        return self.claim.time


@dataclass(frozen=True, slots=True)
class Dossier:
    """An event, and its claims with their reports, in the order of `event.claims`; those whose words are gone are left out."""

    event: Event
    cited: tuple[Cited, ...]

    @property
    def first(self) -> Cited | None:
        """The claim that leads: the first that asserts an act of the event's type, else the first."""
        fitting = (one for one in self.cited if one.claim.event_type == self.event.event_type and one.claim.stance == "asserted")
        return next(fitting, self.cited[0] if self.cited else None)


def names(parties: Iterable[Party]) -> list[str]:
    """The names of parties; "A or B" for those between whom the words leave it open."""
    return [" or ".join(party.any_of) or party.name for party in parties]


def words(claim: Claim) -> str:
    """The quoted words, all spans."""
    return " […] ".join(span.text for span in claim.spans)
