"""Who the parties of claims are beyond their report: the Wikidata item of those that news knows by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportedly.compare.known import KnownParty
    from reportedly.model import Claim, Party


def identified(claims: Iterable[Claim], known: Mapping[str, KnownParty]) -> Iterator[Claim]:
    """The claims, each party with its item; `known` are the parties that news knows, by their canonical names in the report."""
    items = {name: row.wikidata for name, row in known.items() if row.wikidata is not None}
    for claim in claims:
        yield msgspec.structs.replace(
            claim,
            actors=tuple(_with_item(party, items) for party in claim.actors),
            recipients=tuple(_with_item(party, items) for party in claim.recipients),
            speaker=None if claim.speaker is None else _with_item(claim.speaker, items),
        )


def _with_item(party: Party, items: Mapping[str, str]) -> Party:
    item = items.get(party.name)
    return party if item is None else msgspec.structs.replace(party, wikidata=item)
