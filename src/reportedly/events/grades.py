"""Published scales worked out from the claims: Airwars' grades, the Admiralty code's credibility, ACLED's and UCDP's numbers of deaths.

Each is a value with the rule that gave it in words and the claims that it rests on. The reliability of a speaker (the
Admiralty code's letter) is not worked out: it is a judgement of a person, and the two are judged apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.compare import family
from reportedly.events.counts import BOTH, CIVILIANS
from reportedly.events.heard import called
from reportedly.events.speakers import admits, admits_harm
from reportedly.model.event import Grade

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.events.heard import Known
    from reportedly.events.weighed import Weighed
    from reportedly.model.event import EventToll, Status

_HARM = ("killed", "wounded", "casualties")


def grades(weighed: Weighed, status: Status) -> tuple[Grade, ...]:
    """All grades but the status, in a fixed order."""
    value, why = _credibility(weighed, status)
    known = weighed.known
    credible = Grade(scheme="admiralty", value=value, why=why, claims=known.ids(known.heard))
    return (_airwars(weighed), credible, *_deaths(known, weighed.tolls))


def _airwars(weighed: Weighed) -> Grade:
    """Airwars' grades of an allegation of harm to civilians, by its methodology note.

    Discounted: those harmed were combatants. Confirmed: a belligerent accepts responsibility. Contested: rival claims of
    responsibility. Fair: two or more credible origins. Weak: one.
    """
    value, why, wanted = _harm(weighed)
    return Grade(scheme="airwars", value=value, why=why, claims=tuple(h.id for h in weighed.known.heard if h.id in wanted))


def _harm(weighed: Weighed) -> tuple[str | None, str, set[str]]:
    counted = [toll for toll in weighed.tolls if toll.measure in _HARM and not toll.subset and toll.lines]
    claims = set(_claims(counted))
    if not counted:
        return None, "no claim tells of people harmed", set()
    if all(toll.of not in (None, CIVILIANS) for toll in counted):
        return "discounted", "all who are counted were combatants", claims
    owned = [h for h in weighed.known.heard if admits_harm(h, weighed.names)]
    if owned:
        return "confirmed", f"{called(owned[0].voice)} accepts responsibility for harm to people without arms", {h.id for h in owned}
    rival = [clash for clash in weighed.clashes if clash.topic == "responsibility"]
    if rival:
        return "contested", "rival claims of responsibility stand", {h.id for clash in rival for h in (clash.later, clash.earlier)}
    if weighed.origins.best > 1:
        return "fair", f"{weighed.origins.best} independent origins tell of it", claims
    return "weak", "one origin tells of it", claims


def _credibility(weighed: Weighed, status: Status) -> tuple[str, str]:
    """Credibility of information, 1 to 6, after NATO's STANAG 2022 (AJP-2.1), by what independent origins say and contradict."""
    if status == "denied":
        return "5", "improbable: only denials are left of it"
    return _contradicted(weighed) if weighed.clashes else _uncontradicted(weighed)


def _contradicted(weighed: Weighed) -> tuple[str, str]:
    if any(clash.topic in ("outcome", "control") for clash in weighed.clashes):
        return "4", "doubtful: whether it is so is contradicted"
    origins = weighed.origins.best
    if origins > 1:
        return "3", f"possibly true: {origins} independent origins tell of it, and its particulars are contradicted"
    return "4", "doubtful: one origin tells of it and is contradicted"


def _uncontradicted(weighed: Weighed) -> tuple[str, str]:
    origins, told = weighed.origins, [h for h in weighed.known.heard if h.is_told]
    if origins.low > 1 and any(h.is_neutral for h in told):
        return "1", f"confirmed by other origins: {origins.low} independent ones, a neutral record among them"
    if origins.best > 1:
        return "2", f"probably true: {origins.best} independent origins tell of it and none contradicts it"
    if any(admits(h, weighed.names) for h in told):
        return "2", "probably true: the party that it hurts tells of it"
    if any(h.voice.camp is None and h.claim.stance == "asserted" for h in told):
        return "3", "possibly true: one origin, no party to it, tells of it and none contradicts it"
    return "6", "cannot be judged: one party to it tells of it, or nobody firmly, and there is nothing to set it against"


def _deaths(known: Known, tolls: Sequence[EventToll]) -> tuple[Grade, ...]:
    """ACLED's one number and UCDP's three, of deaths, from the same disjoint groups of people."""
    every = [toll for toll in tolls if toll.measure == "killed" and not toll.subset and toll.place is None and toll.lines]
    groups = _disjoint(every)
    claims = tuple(h.id for h in known.heard if h.id in set(_claims(groups)))
    if not every:
        return _none(known)
    parts = " + ".join(f"{toll.low} of {toll.of or 'all'}" for toll in groups if toll.low is not None)
    low, high, best = _sum(toll.low for toll in groups), _sum(toll.high for toll in groups), _sum(toll.best for toll in groups)
    acled = f"ACLED codes the most conservative estimate where reports differ or are vague: the lowest figure in force ({parts})"
    lacking = "a side's losses are told by rivals alone, so that no best is known"
    return (
        Grade(scheme="acled", value=_text(low), why=acled if low is not None else _UNTOLD, claims=claims),
        Grade(scheme="ucdp_low", value=_text(low), why=f"the lowest figures in force, of disjoint groups ({parts})", claims=claims),
        Grade(
            scheme="ucdp_best",
            value=_text(best),
            why="; ".join(dict.fromkeys(toll.basis for toll in groups)) if best is not None else lacking,
            claims=claims,
        ),
        Grade(
            scheme="ucdp_high",
            value=_text(high),
            why="the highest figures in force, of disjoint groups" if high is not None else "open: a lineage in force says at least",
            claims=claims,
        ),
    )


_UNTOLD = "deaths are told without a number; ACLED's stand-ins of 3 and 10 rest on a coder's judgement of the place and are not given"


def _none(known: Known) -> tuple[Grade, ...]:
    """Where no claim tells of dead: ACLED and UCDP code nought of violence; of anything else there is no number."""
    violent = any(family(h.claim.event_type) == "force" for h in known.heard)
    told = any(h.claim.casualties is not None for h in known.heard)
    value, why = (
        ("0", "no claim tells of dead") if violent and not told else (None, _UNTOLD if told else "no claim tells of dead or violence")
    )
    return tuple(Grade(scheme=scheme, value=value, why=why, claims=()) for scheme in ("acled", "ucdp_low", "ucdp_best", "ucdp_high"))


def _disjoint(every: Sequence[EventToll]) -> list[EventToll]:
    """Groups that can be added: the count of everybody where there is one, else those of the sides and of civilians."""
    totals = [toll for toll in every if toll.of in (None, BOTH) and toll.low is not None]
    parts = [toll for toll in every if toll.of not in (None, BOTH)]
    numbered = [toll for toll in parts if toll.low is not None]
    if totals and (not numbered or (totals[0].low or 0) >= sum(toll.low or 0 for toll in numbered)):
        return totals[:1]
    outsiders = [toll for toll in totals[:1] if all(part.of != CIVILIANS for part in parts) and toll.of is None]
    return [*numbered, *outsiders]


def _sum(numbers: Iterable[int | None]) -> int | None:
    found = list(numbers)
    return None if None in found or not found else sum(n for n in found if n is not None)


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _claims(tolls: Iterable[EventToll]) -> list[str]:
    return [claim for toll in tolls for line in toll.lines for version in line.versions for claim in version.claims]
