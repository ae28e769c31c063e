"""In whose voice a claim ultimately speaks: a side, a body, a person, people without a name, an outlet, an agency, or nobody known.

The rules, first match wins. Own voice of an outlet: of the agency that its report credits alone; of nobody known where it credits
"agencies" or several; else the outlet's. A speaker: a side's or body's where one is known (`sides`); another outlet's where it is one;
the United Nations' for its people; hearsay ("unconfirmed reports") is one voice wherever it is heard; people without a name are as many
voices as outlets heard them, and where a party or another outlet passes them on they speak in its voice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly import lexicon
from reportedly.codec import digest
from reportedly.compare import telling
from reportedly.link.words import initials, is_proper, says, words_in
from reportedly.model import Party
from reportedly.model.event import Lineage

if TYPE_CHECKING:
    from reportedly.link.sides import Sides
    from reportedly.model.event import Told, Voice

AGENCIES = "agencies"
HEARSAY = "unconfirmed reports"
UNITED_NATIONS = "United Nations"


@dataclass(frozen=True, slots=True)
class Spoken:
    """The lineage of a claim, and why."""

    lineage: Lineage
    reason: str


def is_own(told: Told) -> bool:
    """Whether a claim is in the voice of the outlet that published it."""
    speaker = told.claim.speaker
    if speaker is None or speaker.kind == "outlet":
        return True
    ours, theirs = telling(told.outlet), telling(speaker.name)
    return bool(theirs) and (ours == theirs or (speaker.kind == "media" and theirs < ours))


def is_unnamed(told: Told) -> bool:
    """Whether a claim is of people whom no name tells apart."""
    speaker = told.claim.speaker
    return speaker is not None and (
        speaker.kind in ("unnamed", "witness") or (not is_proper(speaker.name) and says(speaker.name, "unnamed"))
    )


def is_hearsay(told: Told) -> bool:
    """Whether nobody stands behind a claim: reports, rumours, pictures on social media."""
    speaker = told.claim.speaker
    return speaker is not None and speaker.kind in ("unnamed", None) and says(speaker.name, "hearsay")


def spoken(told: Told, sides: Sides) -> Spoken:
    """The voice of a claim, copies apart."""
    speaker = told.claim.speaker
    if speaker is None or is_own(told):
        return own_voice(told)
    spot = sides.spot(told)
    if speaker.kind == "media":
        return Spoken(_outlet(sides.name(speaker, spot)), f"{speaker.name} says it, as {_who(told)} reports")
    if is_hearsay(told):
        return Spoken(lineage(HEARSAY, "speaker", "unnamed"), f"“{speaker.name}” is nobody’s word")
    if speaker.kind == "un" and words_in(speaker.name)[:1] == ("UN",):
        return Spoken(lineage(UNITED_NATIONS, "speaker", "un"), f"{speaker.name} speaks for the United Nations")
    side = sides.of(speaker, spot)
    if side is not None:
        body = side.body
        kind = body.kind or speaker.kind
        return Spoken(lineage(body.name, "speaker", kind, body.name if kind == "belligerent" else None), side.reason)
    if speaker.kind == "un":
        return Spoken(lineage(UNITED_NATIONS, "speaker", "un"), f"{speaker.name} speaks for the United Nations")
    if is_unnamed(told) or not is_proper(speaker.name):
        return _unnamed(told, speaker, sides)
    return Spoken(lineage(sides.name(speaker, spot), "speaker", speaker.kind), f"{speaker.name} says it")


def own_voice(told: Told) -> Spoken:
    """The voice of a report that nobody is quoted for."""
    named = sorted({name for name in told.credits if name != AGENCIES})
    if told.claim.relays:
        return Spoken(_outlet(told.claim.relays[-1]), f"{_who(told)} passes on {told.claim.relays[-1]}")
    if len(named) == 1:
        same = told.outlet is not None and _is_same_outlet(named[0], told.outlet)
        name = told.outlet if same and told.outlet else named[0]
        return Spoken(lineage(name, "agency", "media"), f"{_who(told)} credits {named[0]}")
    if named or AGENCIES in told.credits:
        return Spoken(
            lineage(AGENCIES, "unknown"), f"{_who(told)} credits {', '.join(named) or AGENCIES}: which of them said it is unknown"
        )
    if told.outlet is None:
        return Spoken(lineage(f"report {told.report}", "outlet", "outlet"), "the report says it in its own voice; its outlet is unknown")
    return Spoken(lineage(told.outlet, "outlet", "outlet"), f"{told.outlet} says it in its own voice")


def _unnamed(told: Told, speaker: Party, sides: Sides) -> Spoken:
    spot = sides.spot(told)
    if told.claim.relays:
        relay = told.claim.relays[-1]
        side = sides.of(Party(id=None, name=relay), spot)
        if side is not None and side.body.kind == "belligerent":
            return Spoken(
                lineage(side.body.name, "speaker", "belligerent", side.body.name), f"{relay} passes on {speaker.name}; {side.reason}"
            )
        if speaker.kind == "witness":
            return Spoken(_outlet(relay), f"{relay} heard {speaker.name}")
        return Spoken(lineage(local_name(told), "speaker", "unnamed"), f"{relay} passes on {speaker.name}, without a name")
    return Spoken(lineage(local_name(told), "speaker", speaker.kind), f"{_who(told)} heard {speaker.name}, without a name")


def local_name(told: Told) -> str:
    """People without a name, told apart by who heard them: "residents (Halmory Today)"."""
    speaker, relays = told.claim.speaker, told.claim.relays
    words = speaker.name if speaker is not None else AGENCIES
    return f"{words} via {relays[-1]}" if relays and speaker is not None else f"{words} ({_who(told)})"


def _outlet(name: str) -> Lineage:
    """The lineage of another outlet that is cited; "the agency" is one that nobody knows."""
    known = {surface: row["name"] for row in lexicon.cells("credits") for surface in (row["name"], *row["surfaces"].split("|"))}
    if known.get(name) == AGENCIES:
        return lineage(AGENCIES, "unknown")
    return lineage(known.get(name, name), "agency" if name in known else "outlet", "media")


def _is_same_outlet(credit: str, outlet: str) -> bool:
    return telling(credit) == telling(outlet) or credit == initials(outlet)


def _who(told: Told) -> str:
    return told.outlet or f"report {told.report}"


def lineage(name: str, voice: Voice, kind: str | None = None, camp: str | None = None) -> Lineage:
    """The lineage of a voice under its name."""
    return Lineage(id=digest("lineage", voice, name.casefold()), name=name, voice=voice, kind=kind, camp=camp)
