"""Tolls of two claims: the same measure, the same victims, the numbers that their words allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.compare.parties import empty_words, role_words, shared, words_of
from reportedly.compare.slot import Slot

if TYPE_CHECKING:
    from reportedly.model import Claim, Toll

MEASURES = ("killed", "wounded", "casualties", "missing", "detained")
_NO_END = 10**12  # more than any toll


def compare_tolls(a: Claim, b: Claim) -> Slot:
    """The first disagreement over a measure that both count, of the same victims; else the first agreement."""
    found = [slot for measure in sorted(counted(a) & counted(b), key=MEASURES.index) if (slot := _measure(a, b, measure)) is not None]
    for wanted in ("incompatible", "same", "compatible"):
        for slot in found:
            if slot.agreement == wanted:
                return slot
    return found[0] if found else Slot("unknown", "they do not count the same thing")


def _measure(a: Claim, b: Claim, measure: str) -> Slot | None:
    one: Toll | None = getattr(a, measure)
    other: Toll | None = getattr(b, measure)
    if one is None or other is None:
        return None
    if not is_same_victims(a, b, measure):
        return Slot("unknown", f"they count different people as {measure}")
    if one.low is one.high is None or other.low is other.high is None:
        return Slot("unknown", f"one of them gives no number of {measure}")
    if (one.low, one.high) == (other.low, other.high):
        return Slot("same", f"both count {_range(one)} {measure}")
    if not _is_one_window(one, other):
        return Slot("unknown", f"they add up the {measure} over different times")
    words = f"{_range(one)} {measure} and {_range(other)} {measure}"
    if (one.low or 0) <= (_NO_END if other.high is None else other.high) and (other.low or 0) <= (
        _NO_END if one.high is None else one.high
    ):
        return Slot("compatible", f"{words} can both be right")
    return Slot("incompatible", f"{words} cannot both be right")


def _is_one_window(one: Toll, other: Toll) -> bool:
    """Whether both count one happening, or add up over a time told in the same words: a running total of longer holds more."""
    return bool(one.cumulative) is bool(other.cumulative) and (one.period or "").casefold() == (other.period or "").casefold()


def _range(toll: Toll) -> str:
    return range_words((toll.low, toll.high))


def range_words(numbers: tuple[int | None, int | None]) -> str:
    """A range in words: "12", "at least 12", "up to 40", "12 to 40"."""
    low, high = numbers
    if low == high:
        return str(low)
    return f"at least {low}" if high is None else f"up to {high}" if not low else f"{low} to {high}"


def is_same_victims(a: Claim, b: Claim, measure: str) -> bool:
    """Whether two tolls count the same people: a victim party in common, the same words, or neither says whose they are.

    One dead who is named is not the same people as the losses of that one's side.
    """
    if _is_one_alone(a, b, measure) or _is_one_alone(b, a, measure):
        return False
    if shared(a.recipients, b.recipients):
        return True
    ours, theirs = victims(a, measure), victims(b, measure)
    named = ours - role_words(), theirs - role_words()
    return bool(named[0] & named[1]) if any(named) else ours == theirs


def _is_one_alone(a: Claim, b: Claim, measure: str) -> bool:
    """Whether `a` counts one person, named, whom `b` does not name."""
    toll: Toll | None = getattr(a, measure)
    return toll is not None and toll.low == toll.high == 1 and any(shared((party,), b.recipients) is None for party in a.recipients)


def victims(claim: Claim, measure: str) -> frozenset[str]:
    """Words of who is counted, "soldiers" and the like among them: of the toll's own words, else of the recipients."""
    toll: Toll | None = getattr(claim, measure)
    said = [toll.of] if toll is not None and toll.of else [party.name for party in claim.recipients]
    return frozenset().union(*(words_of(name) for name in said)) - empty_words()


def counted(claim: Claim) -> frozenset[str]:
    """The measures that the claim gives a toll of."""
    tolls = zip(MEASURES, (claim.killed, claim.wounded, claim.casualties, claim.missing, claim.detained), strict=True)
    return frozenset(measure for measure, toll in tolls if toll is not None)
