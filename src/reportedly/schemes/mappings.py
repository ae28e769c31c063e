"""A claim's event in ACLED's, CAMEO's and UCDP's schemes: the first row of a table that fits."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

import msgspec

from reportedly import lexicon
from reportedly.model import Party
from reportedly.schemes.parties import is_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportedly.model import Claim

Violence = Literal["state-based", "non-state", "one-sided"]
_MEASURES = ("killed", "wounded", "casualties", "missing", "detained")
_HURT = ("killed", "wounded", "casualties")


class Acled(msgspec.Struct, frozen=True):
    """One of ACLED's six event types with one of its 25 sub-event types."""

    event_type: str
    sub_event_type: str


class Cameo(msgspec.Struct, frozen=True):
    """One of CAMEO's root categories, "01" to "20", with its name."""

    root: str
    name: str


class AcledRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of acled.tsv."""

    event_type: str
    mode: str | None = None
    needs: tuple[str, ...] = ()
    acled_type: str | None = None
    sub_event_type: str | None = None
    note: str | None = None


class CameoRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of cameo.tsv."""

    event_type: str
    mode: str | None = None
    needs: tuple[str, ...] = ()
    root: str | None = None
    name: str | None = None
    note: str | None = None


class UcdpRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of ucdp.tsv."""

    event_type: str
    needs: tuple[str, ...] = ()
    violence: Violence | None = None
    note: str | None = None

    @property
    def mode(self) -> None:
        """UCDP's types of violence ask for no mode."""
        return


class _Conditioned(Protocol):
    @property
    def event_type(self) -> str: ...
    @property
    def mode(self) -> str | None: ...
    @property
    def needs(self) -> tuple[str, ...]: ...


_RowT = TypeVar("_RowT", bound=_Conditioned)


def acled(claim: Claim) -> Acled | None:
    """What ACLED would call the claim's event; None where it records no such event, or the words leave open which it is."""
    row = _first(acled_rows().get(claim.event_type, ()), claim)
    return None if row is None or row.acled_type is None or row.sub_event_type is None else Acled(row.acled_type, row.sub_event_type)


def cameo(claim: Claim) -> Cameo | None:
    """CAMEO's root category of the claim's event; None where it has none."""
    row = _first(cameo_rows().get(claim.event_type, ()), claim)
    return None if row is None or row.root is None or row.name is None else Cameo(row.root, row.name)


def ucdp(claim: Claim) -> Violence | None:
    """UCDP's type of organized violence; None for any other. UCDP counts only what killed somebody: see `claim.killed`."""
    row = _first(ucdp_rows().get(claim.event_type, ()), claim)
    return None if row is None else row.violence


@lexicon.of_tables
@cache
def acled_rows() -> dict[str, tuple[AcledRow, ...]]:
    """The rows of acled.tsv by event type, in order."""
    return _by_type(lexicon.rows("acled", AcledRow))


@lexicon.of_tables
@cache
def cameo_rows() -> dict[str, tuple[CameoRow, ...]]:
    """The rows of cameo.tsv by event type, in order."""
    return _by_type(lexicon.rows("cameo", CameoRow))


@lexicon.of_tables
@cache
def ucdp_rows() -> dict[str, tuple[UcdpRow, ...]]:
    """The rows of ucdp.tsv by event type, in order."""
    return _by_type(lexicon.rows("ucdp", UcdpRow))


def _by_type(rows: Sequence[_RowT]) -> dict[str, tuple[_RowT, ...]]:
    found: dict[str, tuple[_RowT, ...]] = {}
    for row in rows:
        found[row.event_type] = (*found.get(row.event_type, ()), row)
    return found


def _first(rows: Sequence[_RowT], claim: Claim) -> _RowT | None:
    """The first row that fits the claim."""
    return next((row for row in rows if (row.mode is None or row.mode in claim.modes) and _fits(row.needs, claim)), None)


def _fits(needs: Sequence[str], claim: Claim) -> bool:
    """Whether any of the needs holds: all of its conditions, which "+" joins."""
    return not needs or any(all(_holds(condition, claim) for condition in need.split("+")) for need in needs)


def _holds(condition: str, claim: Claim) -> bool:
    part, _, wanted = condition.partition(":")
    return part in _TESTS and _TESTS[part](claim, wanted)


def _hit(claim: Claim) -> tuple[Party, ...]:
    """The recipients, and those of whom the tolls count some: "killed 12 civilians" says on whom it fell."""
    counted: list[Any] = [getattr(claim, measure) for measure in _MEASURES]
    return (*claim.recipients, *(Party(id=None, name=toll.of) for toll in counted if toll is not None and toll.of))


def _actor(claim: Claim, wanted: str) -> bool:
    return any(is_of(party, wanted) for party in claim.actors)


def _recipient(claim: Claim, wanted: str) -> bool:
    return any(is_of(party, wanted) for party in _hit(claim))


def _either(claim: Claim, wanted: str) -> bool:
    return _actor(claim, wanted) or _recipient(claim, wanted)


def _both(claim: Claim, wanted: str) -> bool:
    """All parties of the class, and at least two of them."""
    parties = (*claim.actors, *claim.recipients)
    return bool(claim.actors) and len({party.name for party in parties}) > 1 and all(is_of(party, wanted) for party in parties)


def _between(claim: Claim, wanted: str) -> bool:
    """Two different parties, one of each class: across the sides where both are named, else among those that act together."""
    one, _, other = wanted.partition("/")
    acting, hit = claim.actors, _hit(claim)
    pairs = [(a, b) for a in acting for b in (hit or acting) if a.name != b.name]
    return any((is_of(a, one) and is_of(b, other)) or (is_of(a, other) and is_of(b, one)) for a, b in pairs)


def _toll(claim: Claim, wanted: str) -> bool:
    """Whether the claim counts at least one such person; a toll of none does not."""
    counted: list[Any] = [getattr(claim, measure, None) for measure in (_HURT if wanted == "hurt" else (wanted,))]
    return any(toll is not None and toll.high != 0 for toll in counted)


def _nobody(claim: Claim, wanted: str) -> bool:
    return not (claim.actors if wanted == "actor" else _hit(claim))


def _also(claim: Claim, wanted: str) -> bool:
    return wanted in claim.modes


def _speaker(claim: Claim, _: str) -> bool:
    return claim.speaker is not None and claim.speaker.kind != "outlet"


_TESTS: Mapping[str, Callable[[Claim, str], bool]] = {
    "actor": _actor,
    "recipient": _recipient,
    "either": _either,
    "both": _both,
    "between": _between,
    "toll": _toll,
    "no": _nobody,
    "also": _also,
    "speaker": _speaker,
}
"""The conditions of the tables' `needs`."""
