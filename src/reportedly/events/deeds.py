"""A deed in words, under the name of who tells of it: by the forms of its event type and by how firmly it is said."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly import lexicon
from reportedly.compare import is_denied
from reportedly.events.wording import is_plural, listed, named, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.events.heard import Heard

Parts = tuple[tuple[str, ...], tuple[str, ...]]
"""Names of who acts, and of who is acted upon."""


class _Forms(msgspec.Struct, frozen=True):
    """A row of the table `event_sentences`."""

    type: str
    acted: str | None = None
    alone: str | None = None
    suffered: str | None = None
    noun: str | None = None
    own: str | None = None


@lexicon.of_tables
@cache
def _forms() -> dict[str, _Forms]:
    return {row.type: row for row in lexicon.rows("event_sentences", _Forms)}


def deed(kind: str, parts: Parts, told: Sequence[Heard], speakers: Sequence[str]) -> str:
    """What these claims, alike in kind and parties, say, and who says it: "the Taliban say that they attacked Kabul"."""
    forms = _forms().get(kind, _Forms(type=kind))
    who = listed([spoken(name) for name in speakers])
    many = len(speakers) > 1 or is_plural(speakers[0])
    actors, recipients = parts
    stances = {h.claim.stance for h in told}
    if forms.own and actors and set(actors) <= set(speakers) and not is_denied(told[0].claim):
        return _clause(forms, parts, ()) or f"{who} {_verb('tell', many)} of it"
    if stances <= {"planned", "demand"}:
        verb = "speak of" if forms.own else "demand" if "demand" in stances else "announce"
        by = f" by {_who(actors, ())}" if actors and set(actors) - set(speakers) else ""
        return f"{who} {_verb(verb, many)} {forms.noun or 'action'}{by}{_upon(actors, recipients, speakers)}"
    clause = _clause(forms, parts, speakers)
    if all(is_denied(h.claim) for h in told):
        return f"{who} {'deny' if many else 'denies'} that {clause}" if clause else f"{who} {'deny' if many else 'denies'} what is said"
    if clause is None:
        about = listed([named(name) for name in dict.fromkeys((*actors, *recipients)) if name not in speakers][:2])
        return f"{who} {_verb('tell', many)} how things stand{f' with {about}' if about else ''}"
    outlet = len(speakers) == 1 and told[0].voice.kind == "outlet"
    hedge = ", unconfirmed, that" if stances == {"hedged"} else ""
    return f"{who} {_verb('report' if outlet else 'say', many)}{hedge} {clause}"


def _clause(forms: _Forms, parts: Parts, speakers: Sequence[str]) -> str | None:
    """The deed; None for a type that tells of none."""
    actors, recipients = parts
    if forms.acted is None:
        return None
    other = [name for name in recipients if name not in actors]
    if actors:
        return f"{_who(actors, speakers)} {f'{forms.acted} {_who(other, ())}' if other else forms.alone}"
    return f"{_who(other, speakers)} {forms.suffered}" if other else f"there was {forms.noun}"


def _upon(actors: Sequence[str], recipients: Sequence[str], speakers: Sequence[str]) -> str:
    other = [name for name in recipients if name not in actors and name not in speakers]
    return f" against {_who(other, ())}" if other and actors else f" of {_who(other, ())}" if other else ""


def _who(names: Sequence[str], speakers: Sequence[str]) -> str:
    """The names; speakers that tell of themselves alone are "it" or "they"."""
    if names and tuple(names) == tuple(speakers):
        return "they" if len(names) > 1 or is_plural(names[0]) else "it"
    return listed([named(name) for name in names])


def _verb(verb: str, many: bool) -> str:
    plain, _, rest = verb.partition(" ")
    return verb if many else f"{plain}s{' ' if rest else ''}{rest}"
