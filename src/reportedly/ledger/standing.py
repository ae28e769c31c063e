"""What holds of decisions, and claims as they were corrected. Pure.

A person's last word on a claim counts, and a decision that was undone does not. Of people who decided otherwise than each other those
hold who are more; where they are as many, the claim stands as it was read, and waits for another.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly import lexicon
from reportedly.errors import OptionError
from reportedly.ledger.records import day_start
from reportedly.model import Claim
from reportedly.model.review import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.model.review import Review

FIELDS = (
    "event_type", "modes", "contexts", "auxiliary", "background", "actors", "recipients", "place", "time", "said", "killed", "wounded",
    "casualties", "missing", "detained", "tolls_note", "speaker", "relays", "channel", "stance",
)  # fmt: skip
"""What of a claim can be corrected: what it says, not which words it stands on, nor what it is called."""

_TOLLS = ("killed", "wounded", "casualties", "missing", "detained")
_MOST = 20_000  # characters of a correction: ten parties with their words take 2,000
_HUMANS = 10_000_000_000  # no toll is larger than everybody


def undone(undoes: Iterable[tuple[int, int | None]]) -> frozenset[int]:
    """The numbers of the decisions that are undone, of (number, what it undoes) in the order of numbers: an undo can be undone."""
    gone: set[int] = set()
    for number, of in sorted(undoes, reverse=True):
        if of is not None and number not in gone:
            gone.add(of)
    return frozenset(gone)


def standing(reviews: Sequence[Review]) -> Standing:
    """What holds of one claim, by all decisions about it, each marked whether it is undone, the first first."""
    last = {review.reviewer.casefold(): review for review in reviews if review.holds}
    told = tuple(msgspec.structs.replace(one, holds=last.get(one.reviewer.casefold()) is one) for one in reviews)
    counted = Counter((review.verdict, msgspec.json.encode(review.changes, order="deterministic")) for review in last.values())
    most = counted.most_common(2)
    if not most or (len(most) > 1 and most[0][1] == most[1][1]):
        return Standing(verdict=None, disputed=bool(most), reviews=told)
    return Standing(verdict=most[0][0][0], disputed=False, reviews=told)  # type: ignore[arg-type]  # a claim's verdicts alone come here


def applied(claim: Claim, held: Standing | None) -> Claim:
    """The claim as it was corrected, if a correction holds; a correction that lost words to a redaction is passed over."""
    if held is None or held.verdict != "correct":
        return claim
    changes = next(review.changes for review in reversed(held.reviews) if review.holds and review.verdict == "correct")
    try:
        return msgspec.convert({**msgspec.to_builtins(claim), **(changes or {})}, Claim)
    except msgspec.ValidationError:
        return claim


def corrected(claim: Claim, text: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the claim that a JSON merge patch (RFC 7396) makes otherwise, whole. Raises OptionError with all that is wrong."""
    foreign = sorted(set(changes) - set(FIELDS))
    if foreign:
        raise OptionError(f"changes: {', '.join(map(repr, foreign))[:200]} cannot be corrected; what can: {', '.join(FIELDS)}")
    before = msgspec.to_builtins(claim)
    after = {name: _patched(before[name], patch) for name, patch in changes.items()}
    if len(msgspec.json.encode(after)) > _MOST:
        raise OptionError(f"changes: longer than {_MOST:,} characters; correct less of the claim")
    try:
        made = msgspec.convert({**before, **after}, Claim)
    except msgspec.ValidationError as error:
        raise OptionError(f"changes: {error}") from error
    faults = list(_faults(made, text))
    if faults:
        raise OptionError(f"changes: {'; '.join(faults)}")
    whole = msgspec.to_builtins(made)
    fields = {name: whole[name] for name in after if whole[name] != before[name]}
    if not fields:
        raise OptionError("changes: nothing is otherwise than it was read; accept the claim instead")
    return fields


def _patched(value: Any, patch: Any) -> Any:
    """A JSON merge patch applied (RFC 7396, section 2)."""
    if not isinstance(patch, dict):
        return patch
    found = dict(value) if isinstance(value, dict) else {}
    for name, inner in patch.items():
        if inner is None and name in found:
            found[name] = None  # the claim's records have all their fields: what is unknown is None
        else:
            found[name] = _patched(found.get(name), inner)
    return found


def _faults(claim: Claim, text: str) -> Iterator[str]:
    """What is wrong with a corrected claim."""
    types = {row["type"] for row in lexicon.cells("event_types")}
    if claim.event_type not in types:
        yield f"event_type {claim.event_type[:40]!r} is none; give one of {', '.join(sorted(types))}"
    for party in (*claim.actors, *claim.recipients, *((claim.speaker,) if claim.speaker else ())):
        yield from _outside(party.start, party.end, text, f"party {party.name[:40]!r}")
        if not party.name.strip():
            yield "a party without a name"
    if claim.place is not None:
        yield from _outside(claim.place.start, claim.place.end, text, "place")
        if not (-90 <= (claim.place.latitude or 0) <= 90 and -180 <= (claim.place.longitude or 0) <= 180):
            yield "place: latitude is -90 to 90 and longitude -180 to 180 degrees"
    for name in ("time", "said"):
        yield from _times(getattr(claim, name), name)
    for name in _TOLLS:
        yield from _tolls(getattr(claim, name), name, text)


def _outside(start: int | None, end: int | None, text: str, what: str) -> Iterator[str]:
    if (start is None) != (end is None) or (start is not None and end is not None and not 0 <= start <= end <= len(text)):
        yield f"{what}: start and end stand outside the text"


def _times(time: Any, name: str) -> Iterator[str]:
    try:
        start, end = (None, None) if time is None else (day_start(time.start, name), day_start(time.end, name))
    except OptionError as error:
        yield str(error)
    else:
        if start is not None and end is not None and start > end:
            yield f"{name}: ends before it starts"


def _tolls(toll: Any, name: str, text: str) -> Iterator[str]:
    if toll is None:
        return
    yield from _outside(toll.start, toll.end, text, name)
    numbers = [number for number in (toll.low, toll.best, toll.high) if number is not None]
    if any(not 0 <= number <= _HUMANS for number in numbers) or numbers != sorted(numbers):
        yield f"{name}: low, best and high are numbers of people, the lowest first"
