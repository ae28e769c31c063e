"""What the claims of a reading come to among MUC-4's incidents: a type, a stage, and what became of how many victims.

Set fills are MUC-4's (task documentation of MUC-4, 1992). A claim's mode decides where it has one, else its words: those were written with
the odd numbers of DEV in view. `muc4_templates.py` compares the incidents with the answer keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly import Claim, Party, Reading, Toll

ATTACK, BOMBING, KIDNAPPING, ARSON, ROBBERY, STOPPAGE = (
    "ATTACK",
    "BOMBING",
    "KIDNAPPING",
    "ARSON",
    "ROBBERY",
    "FORCED WORK STOPPAGE",
)
ACCOMPLISHED, ATTEMPTED, THREATENED = "ACCOMPLISHED", "ATTEMPTED", "THREATENED"
DEATH, INJURY, UNHURT, FREED = "DEATH", "INJURY", "NO INJURY OR DEATH", "REGAINED FREEDOM"
ALWAYS = frozenset({"ASSAULT", "FIGHT", "THREATEN"})
ONLY: Mapping[str, str] = {"COERCE": KIDNAPPING, "PROTEST": STOPPAGE}
"""Types of claims that tell an incident; and those that do so only when they come to a certain type: arrests and marches are none."""
BY_MODE: Mapping[str, str] = {"explosives": BOMBING, "suicide-attack": BOMBING, "abduct": KIDNAPPING, "strike": STOPPAGE}
BY_WORDS = (
    (STOPPAGE, re.compile(r"(?i)armed strike|work stoppage|transport\w* strike|forced? .{0,20}strike")),
    (KIDNAPPING, re.compile(r"(?i)\b(?:kidnap|abduct|hostage|seized and|captive|disappear)")),
    (BOMBING, re.compile(r"(?i)\b(?:bomb(?!er (?:plane|jet))|dynamit|explo|blew up|blown up|blow up|mine\b|mines\b|detonat|car-bomb)")),
    (ARSON, re.compile(r"(?i)\b(?:arson|burn(?!t? (?:wound|injur))|set (?:\w+ ){0,4}(?:on fire|fire|ablaze)|torch|incendiar)")),
    (ROBBERY, re.compile(r"(?i)\b(?:robb|loot|stole|steal|theft)")),
)
"""Words of a claim that tell its type, tried in this order; an attack is what is none of these."""
AERIAL = re.compile(r"(?i)\b(?:aerial|air ?force|aircraft|airplane|planes?|helicopter|a-37)")  # bombs from the air are an attack's
TRIED = re.compile(
    r"(?i)\b(?:attempt|tried|trying|foiled|frustrat|thwart|deactivat|defus|dismantl|failed to|unexploded"
    r"|escaped (?:unhurt|unharmed|unscathed))"
)
KILLED = re.compile(r"(?i)\b(?:kill|murder|assassinat|massacr|execut|dead|death|died|slain|slay)")
HURT = re.compile(r"(?i)\b(?:wound|injur|hurt)")
SAFE = re.compile(
    r"(?i)\b(?:unhurt|unharmed|unscathed|uninjured|no (?:one|victims|casualties|injuries)|nobody was"
    r"|(?:not|neither) .{0,20}(?:injured|hurt|wounded))"
)
PLURAL = re.compile(r"\b(?:[a-z]\w*s|people|\w*men|women|children|police)$")  # in lower case: a final s may be a name's
NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
RELEASED = re.compile(r"(?i)\b(?:releas|freed|rescued|set free|escaped from)")


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident that is read: its claims, and what they come to by slot."""

    claims: tuple[Claim, ...]
    fills: Mapping[str, tuple[str, ...]]


def type_of(claim: Claim) -> str:
    """MUC's type of a claim: by its mode, else by its words."""
    for mode in claim.modes:
        if mode in BY_MODE:
            return BY_MODE[mode]
    words = words_of(claim)
    found = next((name for name, pattern in BY_WORDS if pattern.search(words)), ATTACK)
    return ATTACK if found == BOMBING and ("aerial" in claim.modes or AERIAL.search(words)) else found


def stage_of(claim: Claim) -> str:
    """MUC's stage of a claim's event."""
    if claim.event_type == "THREATEN" or claim.stance == "planned" or {"future", "hypothetical"} & set(claim.auxiliary):
        return THREATENED
    return ATTEMPTED if TRIED.search(words_of(claim)) else ACCOMPLISHED


def victims_of(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """What became of whom by a claim: an effect and a number in the key's form, either empty where the claim does not say, and who.

    A toll tells both. Without one those acted upon suffer what the claim's words say; a name or a singular is one, all else plural. What is
    threatened has had no effect yet.
    """
    is_kidnapping, is_over = type_of(claim) == KIDNAPPING, stage_of(claim) != THREATENED
    tolls = ((DEATH, claim.killed), (INJURY, claim.wounded), *(("", toll) for toll in (claim.detained, claim.missing) if is_kidnapping))
    told = [(effect, toll) for effect, toll in tolls if toll is not None]
    for effect, toll in told:
        yield (UNHURT, "", "") if toll.high == 0 else (effect if is_over else "", _written(toll), "")
    effect = _effect(words_of(claim), freed=is_kidnapping) if is_over else ""
    if told or (is_over and not effect and not is_kidnapping):
        return
    if effect == UNHURT and not claim.recipients:
        yield effect, "", ""
    for party in claim.recipients:
        if party.kind != "object":
            yield effect, _count(party), party.name


def _effect(words: str, *, freed: bool) -> str:
    patterns = ((UNHURT, SAFE), *(((FREED, RELEASED),) if freed else ()), (DEATH, KILLED), (INJURY, HURT))
    return next((effect for effect, pattern in patterns if pattern.search(words)), "")


def _count(party: Party) -> str:
    """The number of a party in the key's form: as its first words say it, else by its last word."""
    first = (party.text or party.name).lower().split()[0]
    if first.isdigit() or first in NUMBERS:
        return first if first.isdigit() else str(NUMBERS.index(first) + 1)
    return "PLURAL" if PLURAL.search(party.name) is not None and not party.role else "1"


def _written(toll: Toll) -> str:
    if toll.low is None and toll.high is None:
        return "PLURAL"
    if toll.low == toll.high:
        return str(toll.low)
    return f"{toll.low or 0}-{'' if toll.high is None else toll.high}"


def words_of(claim: Claim) -> str:
    """The words of a claim's evidence."""
    return " ".join(span.text for span in claim.spans)


def is_incident(claim: Claim) -> bool:
    """Whether a claim tells an incident of MUC's kinds."""
    return claim.event_type in ALWAYS or ONLY.get(claim.event_type) == type_of(claim)


def incidents(reading: Reading) -> list[Incident]:
    """The incidents of a reading: its claims of force, put together by event. What is demanded or negated makes none of its own."""
    groups: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        if is_incident(claim) and claim.stance != "demand" and "negation" not in claim.auxiliary:
            groups.setdefault(claim.event, []).append(claim)
    return [incident(group) for group in groups.values()]


def incident(claims: Sequence[Claim]) -> Incident:
    """The incident that claims of one event tell: its type the first that is more than an attack, its stage the furthest of any claim."""
    kinds = [type_of(claim) for claim in claims]
    stages = {stage_of(claim) for claim in claims}
    victims = _once(dict.fromkeys(victim for claim in claims for victim in victims_of(claim)))
    return Incident(
        tuple(claims),
        {
            "type": (next((kind for kind in kinds if kind != ATTACK), ATTACK),),
            "stage": (next(stage for stage in (ACCOMPLISHED, ATTEMPTED, THREATENED) if stage in stages),),
            "effect": tuple(effect for effect, _, _ in victims if effect),
            "number": tuple(number for _, number, _ in victims if number),
        },
    )


def _once(victims: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The victims without those acted upon where a toll has counted the like of them."""
    found = list(victims)
    tolled = {effect for effect, number, who in found if number and not who}
    return [one for one in found if not one[2] or one[0] not in tolled]
