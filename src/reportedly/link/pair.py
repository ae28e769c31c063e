"""Two statements side by side, the earlier one first, with the comparison of their claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.compare import is_description, telling
from reportedly.link.words import says
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
    def is_here(self) -> bool:
        """Whether both are told of one place, or of a place and a part of it by its name ("the market of X")."""
        return self.slots.place.agreement == "same" or self.is_part or self._may_be_here

    @property
    def _may_be_here(self) -> bool:
        """Whether one place has no name ("the river") and lies in the other's division."""
        a, b = self.a.claim.place, self.b.claim.place
        return a is not None and b is not None and a.admin1 is not None and a.admin1 == b.admin1 and is_description(a) != is_description(b)

    @property
    def is_part(self) -> bool:
        """Whether one place is a part of the other by its name."""
        return self.slots.place.agreement == "compatible" and (is_narrower(self.a, self.b) or is_narrower(self.b, self.a))

    @property
    def is_one_report(self) -> bool:
        """Whether one report tells both."""
        return self.a.report == self.b.report

    def related(self, kind: RelationKind, *reasons: str) -> Relation:
        """The later claim's relation to the earlier one."""
        return link(kind, self.b, self.a, reasons)

    def agreed(self, *reasons: str) -> Relation | None:
        """`same` of one lineage, `corroborates` of two.

        Nothing inside a report of one lineage, whose claims are different propositions; and hearsay is nobody's word.
        """
        if is_hearsay(self.a) or is_hearsay(self.b):
            return None
        if self.one:
            return None if self.is_one_report else self.related("same", "one lineage says it again", *reasons)
        return self.related("corroborates", "two lineages say it", *reasons)


def is_narrower(one: Statement, other: Statement) -> bool:
    """Whether one's place is a part of the other's by its name."""
    inner, outer = one.claim.place, other.claim.place
    return inner is not None and outer is not None and bool(telling(outer.name)) and telling(outer.name) < telling(inner.name)


def is_hearsay(statement: Statement) -> bool:
    """Whether nobody who could be asked stands behind it: "reports" that are told with a hedge."""
    speaker = statement.claim.speaker
    if speaker is None or speaker.kind != "unnamed":
        return False
    return statement.claim.stance == "hedged" or says(speaker.name, "hearsay")


def link(kind: RelationKind, later: Statement, earlier: Statement, reasons: Iterable[str]) -> Relation:
    """A relation of two statements; reasons that are said twice are given once."""
    return Relation(kind=kind, from_id=later.claim.id, to_id=earlier.claim.id, reasons=tuple(dict.fromkeys(reasons)))
