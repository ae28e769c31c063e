"""A deed in words, under the name of who tells of it: by the forms of its event type and by how firmly it is said.

What is no deed, a state of things, has no words of ours: there the claim's own are quoted.
"""

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


QUOTED = 100
"""Characters of quoted words: with their speaker and outlet, the place and the day they go into two lines of a list."""

_QUOTING = {"denied": ("denies it", "deny it"), "planned": ("announces", "announce"), "demand": ("demands", "demand")}
_HEDGED = "unconfirmed"


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


def is_quoted(kind: str) -> bool:
    """Whether events of the type are told by a claim's own words."""
    return _forms().get(kind, _Forms(type=kind)).acted is None


def shortest(told: Sequence[Heard]) -> Heard:
    """The claim with the fewest words, of equals the oldest."""
    return min(told, key=lambda h: (len(_words(h)), h.day, h.id))


def quote(h: Heard, speaker: str) -> str:
    """A claim in its own words, under the name of its speaker and of the outlet that wrote them down.

    "Reuters: “…”", "Ada Brand, as told by Reuters: “…”": an outlet's words for what somebody said are not his own.
    """
    singular, plural = _QUOTING.get(h.claim.stance, ("", ""))
    verb = plural if is_plural(speaker) else singular
    outlet = h.told.outlet
    by = f"as told by {outlet}" if outlet and h.voice.kind != "outlet" and outlet not in speaker else ""
    aside = ", ".join(part for part in (_HEDGED if h.claim.stance == "hedged" else "", by) if part)
    return f"{spoken(speaker)}{f' {verb}' if verb else ''}{f', {aside}' if aside else ''}: “{_bounded(_words(h))}”"


def _words(h: Heard) -> str:
    return " ".join(" … ".join(span.text for span in h.claim.spans).split())


def _bounded(words: str) -> str:
    return words if len(words) <= QUOTED else f"{words[: QUOTED - 1].rsplit(' ', 1)[0]}…"


def deed(kind: str, parts: Parts, told: Sequence[Heard], speakers: Sequence[str]) -> str:
    """What these claims, alike in kind and parties, say, and who says it: "the Taliban say that they attacked Kabul"."""
    forms = _forms().get(kind, _Forms(type=kind))
    if forms.acted is None:
        return quote(shortest(told), speakers[0])
    who = listed([spoken(name) for name in speakers])
    many = len(speakers) > 1 or is_plural(speakers[0])
    actors, recipients = parts
    stances = {h.claim.stance for h in told}
    if forms.own and actors and set(actors) <= set(speakers) and not is_denied(told[0].claim):
        return _clause(forms, parts, ())
    if stances <= {"planned", "demand"}:
        verb = "speak of" if forms.own else "demand" if "demand" in stances else "announce"
        by = f" by {_who(actors, ())}" if actors and set(actors) - set(speakers) else ""
        return f"{who} {_verb(verb, many)} {forms.noun or 'action'}{by}{_upon(actors, recipients, speakers)}"
    clause = _clause(forms, parts, speakers)
    if all(is_denied(h.claim) for h in told):
        return f"{who} {'deny' if many else 'denies'} that {clause}"
    outlet = len(speakers) == 1 and told[0].voice.kind == "outlet"
    hedge = ", unconfirmed, that" if stances == {"hedged"} else ""
    return f"{who} {_verb('report' if outlet else 'say', many)}{hedge} {clause}"


def _clause(forms: _Forms, parts: Parts, speakers: Sequence[str]) -> str:
    """The deed."""
    actors, recipients = parts
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
