"""Who holds a place: states that go on until somebody says otherwise, of a place or a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.compare import shared
from reportedly.link.classes import pieces, tells
from reportedly.link.pair import is_narrower
from reportedly.link.statements import gap, is_own_voice

if TYPE_CHECKING:
    from reportedly.link.pair import Pair
    from reportedly.link.statements import Statement
    from reportedly.model import Party, Relation

STILL = 3
"""Days for which "still holds" reaches back over what another said of the place: weekly wrap-ups say more, and mean less."""


def moved(pair: Pair) -> Relation | None:
    """One lineage says later that a place is in other hands than it said, or no more than a part of it in the same."""
    ours, theirs = holders(pair.a), holders(pair.b)
    if not (pair.one and ours and theirs and _is_same_ground(pair)) or pair.b.denied or pair.b.published <= pair.a.published:
        return None
    holder = shared(ours, theirs)
    is_less = not (pair.a.denied and holder) and is_narrower(pair.b, pair.a)
    is_other = holder is None and pair.a.end is not None and pair.b.start is not None and pair.b.start > pair.a.end
    if not (is_less or is_other):
        return None
    return pair.related("updates", f"{theirs[0].name} is now said to hold {_name(pair.b)}", "one lineage tells of a later state")


def control(pair: Pair) -> Relation | None:
    """One holder agrees with itself; two cannot both hold a place, nor one the whole and the other a part.

    Who denies that one holds it agrees with who says that another does. What an outlet recalls in its own voice ("the
    last province outside their control") is neither contested nor support.
    """
    ours, theirs = holders(pair.a), holders(pair.b)
    if not (ours and theirs and _is_same_ground(pair)) or is_own_voice(pair.a) or is_own_voice(pair.b):
        return None
    holder = shared(ours, theirs)
    if (pair.a.denied and pair.b.denied) or not _is_one_state(pair, agreed=holder is not None):
        return None
    if pair.a.denied != pair.b.denied:
        words = f"who denies that one holds {_name(pair.b)} agrees with who says that another does"
        return None if holder or pair.one else pair.related("corroborates", words)
    if holder is None:
        return pair.clashed(f"{ours[0].name} and {theirs[0].name} cannot both hold {_name(pair.b)}")
    if pair.is_part and (pair.one or not pair.meet):
        return None
    return pair.agreed(f"both say that {holder.name} holds {_name(pair.b)}{', or a part of it' if pair.is_part else ''}")


def holders(statement: Statement) -> tuple[Party, ...]:
    """Who is said (or denied) to hold or to have taken a place; nobody where the words tell of moving, of a loss, or of pieces of it."""
    claim = statement.claim
    if claim.event_type != "TERRITORY" or claim.place is None or tells("not_held", claim) or pieces(claim):
        return ()
    return claim.actors


def _name(statement: Statement) -> str:
    return statement.claim.place.name if statement.claim.place else "it"


def _is_same_ground(pair: Pair) -> bool:
    """Whether two held places are the same, or one a part of the other by its name."""
    return pair.slots.place.agreement == "same" or pair.is_part


def _is_one_state(pair: Pair, *, agreed: bool) -> bool:
    """Whether two states can be of one time: their windows meet, or the later one says that it went on ("still holds").

    Who held a place the day before holds it still, as long as nobody says otherwise (`agreed`).
    """
    later = pair.a if (pair.a.start or 0) > (pair.b.start or 0) else pair.b
    days = gap(pair.a, pair.b)
    return days <= 1 if agreed else days == 0 or (days <= STILL and tells("still", later.claim))
