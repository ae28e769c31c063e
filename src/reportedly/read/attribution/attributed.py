"""The records of this room: who is said to have said what, with which words, on whose relay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from reportedly.model import Span, Stance

Kind = Literal["direct", "indirect", "according_to", "null", "carried", "colon"]
SpeakerKind = Literal["unnamed", "media", "witness", "expert"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerMention:
    """The words that name a speaker: tokens `first`..`last` (both included) of a passage, with their `head`.

    `role` are the words of a role ("spokesman for the front"), `party_head` the token that heads the body a
    spokesman speaks for. `kind` is a hint from the words alone. `both_sides` marks a plural that stands for
    the two parties of a fight ("both sides"). `pronoun` marks a mention that only an antecedent can name.
    """

    passage: int
    first: int
    last: int
    head: int
    role: str | None = None
    party_head: int | None = None
    kind: SpeakerKind | None = None
    plural: bool = False
    both_sides: bool = False
    pronoun: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One act of saying (or fearing, denying, demanding), found by its cue.

    `passage` is the cue's; `content` are half-open report offsets of what is said, in order. `speaker` is
    None when nobody is named. `relays` are the media that passed it on, nearest the speaker first. `stance`
    is what the cue itself imposes on its content. `own_voice` marks a speaker "I" or "we". `parent` indexes the enclosing attribution.
    """

    passage: int
    kind: Kind
    cue: Span | None
    cue_token: int | None
    lemma: str | None
    speaker: SpeakerMention | None
    content: tuple[tuple[int, int], ...]
    relays: tuple[Span, ...] = ()
    channel: Span | None = None
    stance: Stance | None = None
    parent: int | None = None
    own_voice: bool = False
