"""The figures that claims give: of which measure, whose, and at which part of the event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.compare import MEASURES, compare_places
from reportedly.events.heard import key
from reportedly.events.sides import is_general
from reportedly.events.traits import has_trait, numbered
from reportedly.events.where_when import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.events.heard import Heard, Known
    from reportedly.events.sides import Names
    from reportedly.model import Claim, Group, Place, Time, Toll
    from reportedly.model.event import Measure

CIVILIANS = "civilians"
BOTH = "both sides"
_MOST = 100
"""Places and days of one toll that are told apart at most; no event of the development reports has ten."""


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of a claim. `of` says whose it is, None for everybody; `part` who of them ("children"), None for all.

    `low`..`high` as in a toll: a hedged nought is open, since to know of nobody is not to know that there was nobody.
    """

    heard: Heard
    measure: Measure
    of: str | None
    part: str | None
    low: int | None
    high: int | None
    best: int | None
    text: str | None
    place: str | None = None

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.heard.id


def counts(known: Known, names: Names) -> tuple[Count, ...]:
    """Every figure, and every measure told without one, of what is told and what is denied; plans and demands count nobody."""
    found = [count for h in known.heard for measure in MEASURES for count in _of(h, measure, known, names)]  # type: ignore[arg-type]
    said = [_whose_again(c, found, known) for c in found]
    fighting = {c.measure for c in said if c.of not in (None, CIVILIANS)}
    made = [_everybody(c, fighting) for c in said]
    many = {(c.measure, c.of) for c in made if c.low is not None and c.low > 1 and c.part is None}
    return tuple(_alone(c) if (c.measure, c.of) in many else c for c in made)


def _alone(count: Count) -> Count:
    """One person who is told apart ("its director"), where others count many, is one of these; "one dead" is a count of them all."""
    words = count.text or ""
    if count.part is not None or not count.low == count.high == 1 or not words or numbered(words):
        return count
    return replace(count, part=words)


def _whose_again(count: Count, every: Sequence[Count], known: Known) -> Count:
    """A figure that does not say whose it is, where the same voice gives it of a side, or it only says again what was said of one."""
    if count.of is not None or count.part is not None or count.low is None:
        return count
    same = [c for c in every if c.of not in (None, CIVILIANS) and c.measure == count.measure and c.low == count.low]
    again = known.ends("same", count.id) | known.ends("repeats", count.id)
    sides = {c.of for c in same if key(c.heard.voice) == key(count.heard.voice) or c.id in again or count.id in known.ends("same", c.id)}
    return replace(count, of=next(iter(sides))) if len(sides) == 1 else count


def _of(h: Heard, measure: Measure, known: Known, names: Names) -> tuple[Count, ...]:
    toll: Toll | None = getattr(h.claim, measure)
    if toll is None or h.claim.stance in ("planned", "demand"):
        return ()
    divided = _divided(toll, names)
    if divided:
        return tuple(
            Count(h, measure, of, None, group.low, group.high, _best(group.low, group.high, group.best, group.text), group.text)
            for of, group in divided
        )
    high = None if toll.low == toll.high == 0 and h.claim.stance == "hedged" else toll.high
    whose = _whose(h.claim, toll, names)
    best = None if high != toll.high else _best(toll.low, toll.high, toll.best, toll.text)
    return (Count(h, measure, whose, _part(h, toll, known, names), toll.low, high, best, toll.text),)


def _divided(toll: Toll, names: Names) -> tuple[tuple[str, Group], ...]:
    """The groups of a toll that counts several camps together, where they make up the whole of it."""
    whose = [(names.named(group.who or group.text), group) for group in toll.groups]
    camps = [camp for camp, _ in whose if camp is not None]
    whole = toll.low is not None and sum(group.low or 0 for group in toll.groups) == toll.low
    if len(set(camps)) < 2 or len(camps) != len(whose) or not whole:
        return ()
    return tuple((camp, group) for camp, group in whose if camp is not None)


def _best(low: int | None, high: int | None, best: int | None, text: str | None) -> int | None:
    """What a reader would quote: given, else the number that is told; a word without a number ("several") gives none."""
    if best is not None or low == high:
        return best if best is not None else low
    return low if high is None and low is not None and not is_vague(text) else None


def is_vague(text: str | None) -> bool:
    """Whether the words name no number: "several", "a few", "heavy losses"."""
    return bool(text) and not numbered(text or "")


def _whose(claim: Claim, toll: Toll, names: Names) -> str | None:
    """Whose dead they are: the toll's own words before the recipients, a camp before anybody."""
    said = toll.of or ""
    if said and has_trait(said, "civilian"):
        return CIVILIANS
    proper = [party for party in claim.recipients if not is_general(party.name) and names.side(party)]
    camps = tuple(dict.fromkeys(camp for party in proper or claim.recipients if (camp := names.side(party))))
    if said.casefold() == BOTH or len(camps) > 1:
        return names.named(said) or BOTH
    if camps:
        return camps[0]
    if said and (camp := names.named(said)):
        return camp
    if any(has_trait(party.name, "civilian") for party in claim.recipients):
        return CIVILIANS
    return None


def _part(h: Heard, toll: Toll, known: Known, names: Names) -> str | None:
    """Who of them: children or women by the toll's words; whoever a larger figure of the event is said to hold."""
    said = toll.of or ""
    for trait, label in (("child", "children"), ("female", "women")):
        if said and has_trait(said, trait):
            return label
    wholes = [w for w in known.wholes(h.id) if _holds(w.claim, h.claim, toll)]
    if not wholes:
        return None
    return said or ", ".join(party.name for party in h.claim.recipients if not names.camp(party)) or "some of them"


def _holds(whole: Claim, part: Claim, toll: Toll) -> bool:
    """Whether the larger claim counts the same measure at the same place: what it holds of another place is a part of the event."""
    same = compare_places(whole.place, part.place).agreement in ("same", "unknown") or whole.place is None or part.place is None
    larger = any((found := getattr(whole, measure)) is not None and (found.low or 0) >= (toll.low or 0) for measure in MEASURES)
    return larger and (same or not _apart(whole.time, part.time))


def _everybody(count: Count, fighting: set[Measure]) -> Count:
    """Where no camp's losses are counted apart, civilians are whoever was hit: the two are one count."""
    if count.of != CIVILIANS or count.measure in fighting:
        return count
    return replace(count, of=None)


def scenes(group: Sequence[Count], known: Known) -> tuple[tuple[Count, ...], ...]:
    """Figures of one group of people by the part of the event that they count, the main one first; other parts are named by their place.

    Two figures are of different parts when they name different places and their times begin on different days: a battle of one morning
    in an offensive. What is said again or repeated is of one part whatever its place.
    """
    spots: dict[tuple[Place | None, str], list[Count]] = {}
    for count in group:
        place = count.heard.claim.place
        spots.setdefault((None if place is None else bare(place), _start(count)), []).append(count)
    again = _said_again(group, known)
    joined: list[list[list[Count]]] = []
    for spot in list(spots.values())[:_MOST]:
        near = [part for part in joined if any(_is_one_scene(spot, other, again) for other in part)]
        joined = [part for part in joined if part not in near] + [[other for part in near for other in part] + [spot]]
    joined[0] += list(spots.values())[_MOST:]
    parts = [[count for spot in part for count in spot] for part in joined]
    ordered = sorted(parts, key=lambda part: (-len(part), min(_start(c) for c in part), min(c.id for c in part)))
    main, others = ordered[0], ordered[1:]
    return (
        tuple(sorted(main, key=_order)),
        *(tuple(replace(c, place=_place(part)) for c in sorted(part, key=_order)) for part in others),
    )


def _order(count: Count) -> tuple[str, str]:
    return count.heard.day, count.id


def _start(count: Count) -> str:
    return (count.heard.claim.time.start if count.heard.claim.time else None) or "9999"


def _place(part: Iterable[Count]) -> str | None:
    return next((c.heard.claim.place.name for c in part if c.heard.claim.place), None)


def _said_again(group: Iterable[Count], known: Known) -> dict[str, frozenset[str]]:
    """By claim, the claims of the group that it says again or repeats."""
    ids = frozenset(c.id for c in group)
    return {claim: ids & (known.ends("same", claim) | known.ends("repeats", claim)) for claim in ids}


def _is_one_scene(ours: Sequence[Count], theirs: Sequence[Count], again: Mapping[str, frozenset[str]]) -> bool:
    one, other = ours[0].heard.claim, theirs[0].heard.claim
    if one.place is None or other.place is None or not _apart(one.time, other.time):
        return True
    if compare_places(one.place, other.place).agreement == "same":
        return True
    a, b = {c.id for c in ours}, {c.id for c in theirs}
    return any(again[claim] & b for claim in a) or any(again[claim] & a for claim in b)


def _apart(a: Time | None, b: Time | None) -> bool:
    """Whether two times, both told, begin on different days."""
    return a is not None and b is not None and a.start is not None and b.start is not None and a.start != b.start
