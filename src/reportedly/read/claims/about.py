"""About: the claim of the deed that a claim of responsibility, an accusation or a denial is about.

"The Front claimed responsibility", "the army blamed the Front", "the Front denied it": each is a claim of its own, tied to what tells
of the deed: in the same sentence first, else to the nearest before it of a type and parties that fit. Where none fits, to none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly import lexicon
from reportedly.compare import compare_places, family, is_same_party, shared, telling
from reportedly.compare.places import names_its_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.model import Claim, Party, Toll

_NEAR = 4
"""Claims back in which the deed stands that a bare "denied it" points at: two sentences or three."""
_FAR = 12
"""Claims back in which a deed may stand that the claim tells again in words of its own, as for a superseded figure."""
_ALIKE = 2
"""Telling words in common by which a claim tells of a deed again."""

DEEDS = frozenset({"ASSAULT", "FIGHT", "COERCE", "TERRITORY", "MOBILIZE", "RETREAT", "AID", "COOPERATE"})
"""Types of what is done and can be denied."""
_CRIMES = frozenset({"ASSAULT", "FIGHT", "COERCE"})
"""Types of what somebody takes responsibility for or is accused of."""
_WORD = re.compile(r"[^\W\d_]+")
_OF_DOING = re.compile(r"\b(?:of|for|with)\s+(?!(?:the|this|that|these|those|both|a|an)\b)(?:\w+\s+)?\w+ing\b", re.IGNORECASE)
"""How an accusation tells of the deed itself: "of burning the village", not "of the kidnapping"."""
_STEM = 4  # letters that "bombing" and "bomb", "killings" and "killed" share
_GENERAL = frozenset(
    "that this they them thei their with from have were been said says clai deni reje resp atta behi carr blam accu".split()
)
"""Beginnings of words that tell no deed from another."""
Part = Literal["own", "admitting", "accusing", "denying", "pointing", "told"]


class _Words(msgspec.Struct, frozen=True):
    """A row of responsibility.tsv."""

    part: Part
    words: tuple[str, ...]


def typed(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those of a bare responsibility ("claimed responsibility") with the type of the deed they are about."""
    deeds = _links(claims)
    return [
        msgspec.structs.replace(claim, event_type=claims[deeds[number]].event_type)
        if number in deeds and claim.event_type == "ASSAULT" and not claim.recipients and _owns(claim)
        else claim
        for number, claim in enumerate(claims)
    ]


def tied(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each of responsibility, accusation or denial with the id of the claim whose deed it is about."""
    deeds = _links(claims)
    return [
        msgspec.structs.replace(claim, about=claims[deeds[number]].id) if number in deeds else claim for number, claim in enumerate(claims)
    ]


def _links(claims: Sequence[Claim]) -> dict[int, int]:
    """Which claim is about which, by their numbers."""
    order = sorted(range(len(claims)), key=lambda number: claims[number].spans[0])
    found: dict[int, int] = {}
    for at, number in enumerate(order):
        claim = claims[number]
        if _says_whose(claim):
            near = order[max(0, at - _FAR) : at + _NEAR + 1]
            bare = frozenset(order[max(0, at - _NEAR) : at + _NEAR + 1]) if _is_bare(claim) else frozenset[int]()
            options = [n for n in near if n != number and _fits(claim, claims[n]) and (n in bare or _tells_again(claim, claims[n]))]
            options = [n for n in options if not _is_told_by(claims[n], [claims[m] for m in options])]
            if options:
                found[number] = max(options, key=lambda n: _rank(claim, claims[n]))
    return found


@lexicon.of_tables
@cache
def _words(part: Part) -> tuple[str, ...]:
    return tuple(word for row in lexicon.rows("responsibility", _Words) if row.part == part for word in row.words)


@lexicon.of_tables
@cache
def _owning(*, denied: bool) -> re.Pattern[str]:
    words = _words("own") if denied else (*_words("own"), *_words("admitting"))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)


def _owning_words(claim: Claim) -> re.Match[str] | None:
    """The words by which a claim owns to a deed or disowns it, without telling of it by a toll."""
    if claim.event_type not in DEEDS or _tolls(claim):
        return None
    return _owning(denied=claim.stance == "denied").search(claim.spans[0].text)


@lexicon.of_tables
@cache
def _accusing() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(_words("accusing")) + ")", re.IGNORECASE)


@lexicon.of_tables
@cache
def _pointing() -> re.Pattern[str]:
    """Words of denying with what they point at right behind ("denied it", "rejected that version"), or what is denied before them."""
    denying, pointing, told = ("|".join(_words(part)) for part in ("denying", "pointing", "told"))
    named = rf"(?:(?:that|\w+['’]s)\s+)?(?:\w+\s+)?(?:{told})s?\b(?!\s+(?:of|that)\b)"
    behind = rf"\b(?:{denying})\w*\s+(?:(?:{pointing})\b|{named}|that\b(?=\W*$|[.,;]))"
    return re.compile(rf"{behind}|^\W*(?:an?|the|this|that|these)\s+(?:{told})s?\b", re.IGNORECASE)


def _says_whose(claim: Claim) -> bool:
    """Whether a claim says whose a deed is or is not."""
    return claim.stance == "denied" or _owns(claim) or _accuses(claim)


def _owns(claim: Claim) -> bool:
    """Whether its words own to a deed or disown it, and not in vain ("did not claim responsibility")."""
    told = _owning_words(claim) is not None and (claim.speaker is not None or bool(claim.actors))
    return told and (claim.stance == "denied" or "negation" not in claim.auxiliary)


def _accuses(claim: Claim) -> bool:
    """Whether it lays a deed at somebody's door: by its type and words, or by the word that brings the deed."""
    if claim.event_type == "ACCUSE":
        return claim.stance in ("asserted", "hedged") and _accusing().search(claim.spans[0].text) is not None
    return claim.event_type in DEEDS and claim.stance == "asserted" and any(_accusing().match(cue.text) for cue in claim.cues)


def _tolls(claim: Claim) -> list[Toll]:
    return [toll for toll in (claim.killed, claim.wounded, claim.casualties, claim.missing, claim.detained) if toll is not None]


def _is_bare(claim: Claim) -> bool:
    """Whether a claim only points at a deed, and tells nothing of it in its own words: no victim and no deed but by "it" and the like."""
    words = claim.spans[0]
    if claim.event_type == "ACCUSE":
        return _OF_DOING.search(words.text) is None
    told = any(party.start is not None and words.start <= party.start < words.end for party in claim.recipients)
    return _owns(claim) or (not told and claim.stance == "denied" and _pointing().search(words.text) is not None)


def _fits(claim: Claim, deed: Claim) -> bool:
    """Whether a claim tells of a deed, before or in the same sentence, that this one can be about: type, doers, victims and place."""
    told = deed.event_type in DEEDS and deed.stance in ("asserted", "hedged") and bool(_tolls(deed) or deed.actors or deed.recipients)
    told = told or _answers(claim, deed)
    before = deed.spans[0].start < claim.spans[0].start or _overlap(claim, deed)
    if (
        not told
        or not before
        or _owning_words(deed)
        or (deed.background and not claim.background)
        or _accuses(deed) > (claim.stance == "denied")
    ):
        return False
    own = claim.speaker is not None and deed.speaker is not None and is_same_party(claim.speaker, deed.speaker)
    if own and (claim.stance == "denied" or _overlap(claim, deed)):
        return False  # nobody denies what he says himself, nor takes responsibility for what the same words tell
    apart = names_its_place(claim) and names_its_place(deed) and compare_places(claim.place, deed.place).agreement == "incompatible"
    if deed.event_type == "ACCUSE":
        return not apart
    return _is_kind(claim, deed) and not apart and not _others(_doers(claim), deed.actors) and not _is_other_victim(claim, deed)


def _answers(claim: Claim, accusation: Claim) -> bool:
    """Whether a denial answers an accusation that tells of its deed only by naming it: "accused him of sinking a boat", "he denied it"."""
    answering = [*claim.actors, *([] if claim.speaker is None else [claim.speaker])]
    return claim.stance == "denied" and _accuses(accusation) and shared(accusation.recipients, answering) is not None


def _is_told_by(accusation: Claim, deeds: Sequence[Claim]) -> bool:
    """Whether a deed told within an accusation is a claim of its own: it stands for both."""
    inside = (deed for deed in deeds if deed.event_type != "ACCUSE" and deed.spans[0].within(accusation.spans[0]))
    return accusation.event_type == "ACCUSE" and next(inside, None) is not None


def _overlap(a: Claim, b: Claim) -> bool:
    return a.spans[0].start < b.spans[0].end and b.spans[0].start < a.spans[0].end


def _is_kind(claim: Claim, deed: Claim) -> bool:
    if claim.event_type == "ACCUSE" or (_owns(claim) and claim.event_type == "ASSAULT"):
        return deed.event_type in _CRIMES
    kind = family(claim.event_type)
    return claim.event_type == deed.event_type or (kind is not None and kind == family(deed.event_type))


def _doers(claim: Claim) -> Sequence[Party]:
    """Whose deed it is said to be, or not to be."""
    return claim.recipients if claim.event_type == "ACCUSE" else claim.actors


def _others(ours: Sequence[Party], theirs: Sequence[Party]) -> bool:
    """Whether both name parties, and not one in common: "gunmen" and the like name nobody."""
    known = [[party for party in parties if party.name[:1].isupper() and telling(party.name)] for parties in (ours, theirs)]
    return all(known) and shared(*known) is None


def _is_other_victim(claim: Claim, deed: Claim) -> bool:
    """Whether each names a victim, and they are not the same: by name, nor by a word of the other's evidence."""
    if claim.event_type == "ACCUSE" or not claim.recipients or not deed.recipients or shared(claim.recipients, deed.recipients):
        return False
    return not _alike(claim, deed)


def _tells_again(claim: Claim, deed: Claim) -> bool:
    """Whether a claim tells of the deed in words of its own: the same victims, or like words."""
    victims = claim.event_type != "ACCUSE" and shared(claim.recipients, deed.recipients) is not None
    return victims or _alike(claim, deed) >= _ALIKE


def _alike(a: Claim, b: Claim) -> int:
    """How many telling words of the one's evidence begin as words of the other's: "bombing" and "bomb"."""
    ours, theirs = ({word[:_STEM] for word in _told(claim)} - _GENERAL for claim in (a, b))
    return len(ours & theirs)


_PHRASE_END = re.compile(r"[,;:.]|\b(?:but|and|while)\b")


def _told(claim: Claim) -> Iterator[str]:
    """The words of evidence that are no names; where it owns to a deed those from there to the end of the phrase."""
    for span in claim.spans:
        words = span.text
        pointed = _owning_words(claim) if span == claim.spans[0] else None
        if pointed is not None:
            end = _PHRASE_END.search(words, pointed.end())
            words = words[pointed.start() : None if end is None else end.start()]
        yield from (word for word in _WORD.findall(words) if word[0].islower() and len(word) >= _STEM)


def _rank(claim: Claim, deed: Claim) -> tuple[bool, bool, bool, bool, int]:
    """The same sentence first, then what tells of the deed and accuses nobody, the same toll, like words, and the nearest."""
    tolls = {(toll.low, toll.high) for toll in _tolls(claim)} & {(toll.low, toll.high) for toll in _tolls(deed)}
    return _overlap(claim, deed), not _accuses(deed), bool(tolls), _alike(claim, deed) > 0, deed.spans[0].start
