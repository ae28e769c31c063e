"""Two statements side by side, the earlier one first, with the comparison of their claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.model import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.compare import Comparison
    from reportedly.link.statements import Statement
    from reportedly.model.claim import RelationKind


@dataclass(frozen=True, slots=True)
class Pair:
    """`a` was told before `b`; `slots` compares their claims; `one` says whether they are one lineage's word."""

    a: Statement
    b: Statement
    slots: Comparison
    one: bool

    @property
    def is_one_report(self) -> bool:
        """Whether one report tells both."""
        return self.a.report == self.b.report

    def related(self, kind: RelationKind, *reasons: str) -> Relation:
        """The later claim's relation to the earlier one."""
        return link(kind, self.b, self.a, reasons)

    def agreed(self, *reasons: str) -> Relation | None:
        """`same` of one lineage, `corroborates` of two; nothing inside a report of one lineage, whose claims are different propositions."""
        if self.one:
            return None if self.is_one_report else self.related("same", "one lineage says it again", *reasons)
        return self.related("corroborates", "two lineages say it", *reasons)


def link(kind: RelationKind, later: Statement, earlier: Statement, reasons: Iterable[str]) -> Relation:
    """A relation of two statements; reasons that are said twice are given once."""
    return Relation(kind=kind, from_id=later.claim.id, to_id=earlier.claim.id, reasons=tuple(dict.fromkeys(reasons)))
