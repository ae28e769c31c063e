"""Which claim of an earlier report a claim repeats: by copied words, by name ("Meridian Wire reported"), by a figure without a speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.compare import MEASURES, compare_places, is_denied, telling
from reportedly.compare.kinds import compare_kinds
from reportedly.compare.places import compare_times
from reportedly.link.traits import day_number
from reportedly.link.voices import HEARSAY, is_own, lineage, local_name, own_voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportedly.link.copies import Copied
    from reportedly.link.voices import Spoken
    from reportedly.model import Claim
    from reportedly.model.event import Lineage, Told

_MOST = 0.5
"""Share of a claim's evidence that must lie in copied words: what stands in a copied sentence is copied, what follows one is not."""

_FEWEST_COUNTED = 10
"""The least figure that leads back to who gave it: smaller ones are met by chance."""

_ROUGH = 7
"""Days by which rough times of one happening may miss each other: the development reports tell a figure again within two."""

_ALIKE = 50
"""Claims of one outlet, kind and figure, or of one figure in one country, that are looked through: the earliest."""

_BARELY = 0.01
"""The nearness of claims in one copied stretch whose evidence does not meet: words were put in between."""

_Tolls = tuple[tuple[str, int | None, int | None], ...]
_Key = tuple[frozenset[str], str, str, _Tolls]


@dataclass(frozen=True, slots=True)
class Repeat:
    """What a claim repeats: a claim, or where none of the copied report is known for these words, the voice of that report."""

    claim: str | None
    voice: Lineage | None
    reason: str


def repeated(told: Sequence[Told], copied: Mapping[str, Sequence[Copied]], voices: Mapping[str, Spoken]) -> dict[str, Repeat]:
    """Claim id to what it repeats. `told` in order of publication."""
    reports: dict[str, list[Told]] = {}
    outlets: dict[_Key, list[Told]] = {}
    for item in told:
        reports.setdefault(item.report, []).append(item)
        outlets.setdefault(_key(item.outlet, item.claim), []).append(item)
    figures = _Figures(told, voices)
    found: dict[str, Repeat] = {}
    for item in told:
        repeat = _by_words(item, copied.get(item.report, ()), reports, voices)
        repeat = repeat or _by_name(item, outlets, voices) or figures.repeated(item)
        if repeat is not None:
            found[item.claim.id] = repeat
    return found


def _by_words(item: Told, copied: Sequence[Copied], reports: Mapping[str, Sequence[Told]], voices: Mapping[str, Spoken]) -> Repeat | None:
    total = sum(span.end - span.start for span in item.claim.spans)
    over: dict[str, list[tuple[int, Copied]]] = {}
    for stretch in copied:
        length = sum(_overlap((span.start, span.end), (stretch.start, stretch.end)) for span in item.claim.spans)
        if length:
            over.setdefault(stretch.report, []).append((length, stretch))
    if not over or not total:
        return None
    report = min(over, key=lambda one: (-sum(length for length, _ in over[one]), one))
    if sum(length for length, _ in over[report]) < _MOST * total:
        return None
    stretches = [stretch for _, stretch in over[report]]
    near = [(_likeness(item, other, stretches, voices), other) for other in reports.get(report, ())]
    fitting = [(likeness, other) for likeness, other in near if likeness is not None]
    reason = f"in words copied from {stretches[0].outlet or 'another report'}: {stretches[0].reason}"
    if fitting:
        _, best = max(fitting, key=lambda pair: (pair[0], pair[1].claim.id))
        return Repeat(best.claim.id, None, reason)
    owner = reports.get(report)
    voice = own_voice(owner[0]).lineage if owner else lineage(stretches[0].outlet or f"report {report}", "outlet", "outlet")
    return Repeat(None, voice, reason)


def _likeness(item: Told, other: Told, stretches: Sequence[Copied], voices: Mapping[str, Spoken]) -> tuple[bool | float, ...] | None:
    """How well a claim of the copied report fits as the one whose words are repeated; None where its words or speaker are others."""
    near = max(_nearness(item.claim, other.claim, stretch) for stretch in stretches)
    if not near or is_denied(item.claim) != is_denied(other.claim):
        return None
    here, there = voices[item.claim.id].lineage, voices[other.claim.id].lineage
    has_name = all(not is_own(one) and voice.name not in (local_name(one), HEARSAY) for one, voice in ((item, here), (other, there)))
    if here.id != there.id and has_name:
        return None
    ours, theirs = item.claim, other.claim
    return (
        is_own(item) == is_own(other),
        ours.event_type == theirs.event_type,
        _figures_of(ours) == _figures_of(theirs),
        here.id == there.id,
        ours.stance == theirs.stance,
        near,
    )


def _nearness(ours: Claim, theirs: Claim, stretch: Copied) -> float:
    """How much of each other two claims' evidence covers, 0 to 1, once the copied stretch is laid over the one that it was copied from."""
    shift = stretch.from_start - stretch.start
    here = [(max(s.start, stretch.start) + shift, min(s.end, stretch.end) + shift) for s in ours.spans]
    there = [(max(s.start, stretch.from_start), min(s.end, stretch.from_end)) for s in theirs.spans]
    if not any(start < end for start, end in here) or not any(start < end for start, end in there):
        return 0.0
    both = sum(_overlap(one, other) for one in here for other in there)
    return max(both / max(sum(max(0, end - start) for start, end in (*here, *there)) - both, 1), _BARELY)


def _by_name(item: Told, outlets: Mapping[_Key, Sequence[Told]], voices: Mapping[str, Spoken]) -> Repeat | None:
    """A claim passed on by name from an outlet whose own report has it: the same speaker, kind, stance and figures."""
    speaker = item.claim.speaker
    passed = (*item.claim.relays, *((speaker.name,) if speaker is not None and speaker.kind == "media" else ()))
    for name in passed:
        for other in outlets.get(_key(name, item.claim), ())[:_ALIKE] if telling(name) else ():
            if other.report != item.report and (other.published or "") <= (item.published or "9999") and _is_passed_on(item, other, voices):
                return Repeat(other.claim.id, None, f"passed on from {name}, which had it on {other.published or 'a day unknown'}")
    return None


def _is_passed_on(item: Told, other: Told, voices: Mapping[str, Spoken]) -> bool:
    ours, theirs = item.claim, other.claim
    if ours.speaker is not None and ours.speaker.kind == "media":
        return is_own(other) and _names(ours) == _names(theirs)
    same = voices[ours.id].lineage.id == voices[theirs.id].lineage.id and not is_own(item)
    return same and (bool(_figures_of(ours)) or _names(ours) == _names(theirs))


def _key(outlet: str | None, claim: Claim) -> _Key:
    return telling(outlet), claim.event_type, claim.stance, _figures_of(claim)


class _Figures:
    """Claims by the figures that a speaker gave for them: an outlet that tells one without a speaker repeats who gave it."""

    def __init__(self, told: Sequence[Told], voices: Mapping[str, Spoken]) -> None:
        self._voices = voices
        self._given: dict[tuple[str, int, str | None], list[Told]] = {}
        for item in told:
            if not is_own(item):
                for key in _counts(item.claim):
                    self._given.setdefault(key, []).append(item)

    def repeated(self, item: Told) -> Repeat | None:
        """The first that gave a figure of the outlet's own claim, where all who gave it before are one voice."""
        if not is_own(item) or item.dateline or is_denied(item.claim):
            return None
        for key in _counts(item.claim):
            before = [one for one in self._given.get(key, ())[:_ALIKE] if _is_before(one, item) and _is_alike(one.claim, item.claim)]
            if before and len({self._voices[one.claim.id].lineage.id for one in before}) == 1:
                return Repeat(before[0].claim.id, None, f"gives without a speaker the {key[1]} that {before[0].outlet} had before")
        return None


def _is_before(one: Told, item: Told) -> bool:
    return one.report != item.report and one.published is not None and item.published is not None and one.published < item.published


def _is_alike(a: Claim, b: Claim) -> bool:
    is_there = None in (a.place, b.place) or compare_places(a.place, b.place).holds
    return is_there and compare_kinds(a, b).holds and compare_times(a, b).agreement != "incompatible" and _is_about_then(a, b)


def _is_about_then(a: Claim, b: Claim) -> bool:
    """Whether rough times miss each other by no more than some days: one number of dead comes again in every month of a war."""
    times = [(day_number(time.start), day_number(time.end)) for time in (a.time, b.time) if time is not None]
    known = sorted((start, end) for start, end in times if start is not None and end is not None)
    return len(known) < 2 or known[1][0] - known[0][1] <= _ROUGH


def _counts(claim: Claim) -> Iterator[tuple[str, int, str | None]]:
    country = claim.place.country if claim.place else None
    for measure in MEASURES:
        toll = getattr(claim, measure)
        number = None if toll is None else toll.best if toll.best is not None else toll.low
        if number is not None and number >= _FEWEST_COUNTED:
            yield measure, number, country


def _figures_of(claim: Claim) -> _Tolls:
    tolls = ((measure, getattr(claim, measure)) for measure in MEASURES)
    return tuple((measure, toll.low, toll.high) for measure, toll in tolls if toll is not None)


def _names(claim: Claim) -> frozenset[frozenset[str]]:
    return frozenset(telling(party.name) for party in (*claim.actors, *claim.recipients))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
