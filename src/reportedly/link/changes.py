"""What became of clusters when claims were linked anew: merged, split, renamed, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model.event import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportedly.link.cluster import Cluster


def changes(before: Sequence[Cluster], after: Sequence[Cluster], at: str) -> tuple[Change, ...]:
    """The changes from one clustering to the next, by kind, then id. A new event and one that only grew are no change.

    An event whose claims stand in several afterwards was split; one that has the claims of several was merged; one whose claims
    are all in one of another id was renamed (an earlier report of it has come). What was split and merged at once is told as both.
    """
    then = {claim: item.id for item in before for claim in item.claims}
    now = {claim: item.id for item in after for claim in item.claims}
    goes: dict[str, set[str]] = {item.id: {now[claim] for claim in item.claims if claim in now} for item in before}
    comes: dict[str, set[str]] = {item.id: {then[claim] for claim in item.claims if claim in then} for item in after}
    found = [*_merges(comes, after, at), *_splits(goes, at), *_renames(goes, comes, after, at)]
    return tuple(sorted(found, key=lambda change: (change.kind, change.before, change.after)))


def _merges(comes: Mapping[str, set[str]], after: Sequence[Cluster], at: str) -> Iterator[Change]:
    why = {item.id: item.reasons for item in after}
    for name, parts in comes.items():
        if len(parts) > 1:
            yield Change(kind="merge", before=tuple(sorted(parts)), after=(name,), at=at, reasons=why[name] or ("they are tied together",))


def _splits(goes: Mapping[str, set[str]], at: str) -> Iterator[Change]:
    for name, parts in goes.items():
        if len(parts) > 1:
            reasons = ("claims that came since keep its claims apart",)
            yield Change(kind="split", before=(name,), after=tuple(sorted(parts)), at=at, reasons=reasons)


def _renames(goes: Mapping[str, set[str]], comes: Mapping[str, set[str]], after: Sequence[Cluster], at: str) -> Iterator[Change]:
    first = {item.id: item.claims[0] for item in after}
    for name, parts in goes.items():
        if len(parts) == 1:
            (other,) = parts
            if other != name and len(comes[other]) == 1:
                reasons = (f"claim {first[other]} is now its earliest",)
                yield Change(kind="rename", before=(name,), after=(other,), at=at, reasons=reasons)
