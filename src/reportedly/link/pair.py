"""Two statements side by side, the earlier one first, with the comparison of their claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.compare import is_description, telling
from reportedly.link.statements import is_hearsay, overlap
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

    @property
    def meet(self) -> bool:
        """Whether a day can be in both windows."""
        return overlap(self.a, self.b)

    @property
    def is_part(self) -> bool:
        """Whether one place is a part of the other by its name: "the southern half of X"."""
        return self.slots.place.agreement == "compatible" and (is_narrower(self.a, self.b) or is_narrower(self.b, self.a))

    @property
    def is_here(self) -> bool:
        """Whether both are told of one place, of a place and a part of it, or of a place without a name in the same division."""
        return self.slots.place.agreement == "same" or self.is_part or self._may_be_here

    @property
    def _may_be_here(self) -> bool:
        """Whether one place has no name ("the river") and lies in the other's division."""
        a, b = self.a.claim.place, self.b.claim.place
        if a is None or b is None or a.admin1 is None or a.admin1 != b.admin1:
            return False
        return self.slots.place.agreement != "incompatible" and is_description(a) != is_description(b)

    def related(self, kind: RelationKind, *reasons: str) -> Relation:
        """The later claim's relation to the earlier one."""
        return link(kind, self.b, self.a, reasons)

    def agreed(self, *reasons: str) -> Relation | None:
        """`same` of one lineage, `corroborates` of two.

        Nothing inside a report of one lineage, whose claims are different propositions; and hearsay is nobody's word.
        """
        if is_hearsay(self.a) or is_hearsay(self.b) or (self.one and self.is_one_report):
            return None
        if self.one:
            return self.related("same", "one lineage says it again", *reasons)
        return self.related("corroborates", "two lineages say it", *reasons)

    def clashed(self, *reasons: str) -> Relation | None:
        """`contradicts` of two lineages; one that takes back what it said updates it, in another report.

        Hearsay is answered, and contests nothing itself that another report has said before.
        """
        if not self.is_one_report and is_hearsay(self.b):
            return None
        if not self.one:
            return self.related("contradicts", *reasons)
        return None if self.is_one_report else self.related("updates", "one lineage now says otherwise", *reasons)


def is_narrower(one: Statement, other: Statement) -> bool:
    """Whether one's place is a part of the other's by its name."""
    inner, outer = one.claim.place, other.claim.place
    return inner is not None and outer is not None and bool(telling(outer.name)) and telling(outer.name) < telling(inner.name)


def link(kind: RelationKind, later: Statement, earlier: Statement, reasons: Iterable[str]) -> Relation:
    """A relation of two statements; reasons that are said twice are given once."""
    return Relation(kind=kind, from_id=later.claim.id, to_id=earlier.claim.id, reasons=tuple(dict.fromkeys(reasons)))
