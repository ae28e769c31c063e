"""What the claims answer beside the toll: who did it, who holds the place, whether it happened."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from reportedly.compare import compare_places, family, is_denied, outcomes_of
from reportedly.events.heard import called, key
from reportedly.events.sides import names_of
from reportedly.model.event import Question, Stand

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from reportedly.events.contest import Clash
    from reportedly.events.heard import Heard, Known
    from reportedly.events.sides import Names
    from reportedly.model import Place

Asked = Literal["responsibility", "control", "outcome"]
_WORDS: dict[Asked, str] = {"responsibility": "Who did it?", "control": "Who holds {place}?", "outcome": "Did it happen?"}


def questions(known: Known, names: Names, found: Sequence[Clash], place: Place | None) -> tuple[Question, ...]:
    """The questions that any claim answers: each voice's answers, the oldest first. Who knows nothing of a disputed deed says so too."""
    disputed = {topic: {h.id for clash in found if clash.topic == topic for h in (clash.later, clash.earlier)} for topic in _WORDS}
    facts = {h.id for clash in found if clash.topic == "outcome" for h in _facts(clash)}
    answers: dict[Asked, Callable[[Heard], str | None]] = {
        "responsibility": lambda h: _deed(h, names, disputed["responsibility"]),
        "control": lambda h: _holder(h, names, place) if family(h.claim.event_type) == "control" else None,
        "outcome": lambda h: _outcome(h, facts) if h.id in disputed["outcome"] else None,
    }
    made = []
    for topic, answer in answers.items():
        stands = _stands([(h, said) for h in known.heard if (said := answer(h)) is not None], known)
        if stands:
            words = _WORDS[topic].format(place=place.name if place else "it")
            made.append(Question(topic=topic, words=words, stands=stands, disputed=bool(disputed[topic])))
    return tuple(made)


def _facts(clash: Clash) -> tuple[Heard, ...]:
    """Of two claims over what happened, those that say that it did: what a denial denies, else the earlier."""
    if is_denied(clash.later.claim) != is_denied(clash.earlier.claim):
        return (clash.earlier,) if is_denied(clash.later.claim) else (clash.later,)
    return (clash.earlier,)


def _stands(answers: Iterable[tuple[Heard, str]], known: Known) -> tuple[Stand, ...]:
    held: defaultdict[tuple[str, str], list[Heard]] = defaultdict(list)
    for h, answer in answers:
        held[answer, key(h.voice)].append(h)
    return tuple(
        Stand(
            answer=answer,
            lineage=heard[0].voice.id,
            name=called(heard[0].voice),
            first=heard[0].told.published,
            last=heard[-1].told.published,
            claims=known.ids(heard),
            copies=known.ids(h for h in heard if known.is_copy(h)),
        )
        for (answer, _), heard in held.items()
    )


def _deed(h: Heard, names: Names, disputed: Container[str]) -> str | None:
    """Who is said to have done one deed of force; where sides fight, and of their losses, only where that is contradicted."""
    kind = family(h.claim.event_type)
    if h.claim.stance in ("planned", "demand"):
        return None
    if kind == "force" and (h.id in disputed or not _is_fight(h, names)):
        found = _doer(h, names)
        return found or (_unnamed(h) if h.id in disputed else None)
    return "unknown" if disputed and kind == "inquiry" and h.claim.stance == "hedged" else None


def _is_fight(h: Heard, names: Names) -> bool:
    return h.claim.event_type == "FIGHT" or any(names.side(party) for party in h.claim.recipients)


def _unnamed(h: Heard) -> str:
    """What is said against an answer by who names nobody: a mine, a boat, or that nobody knows."""
    return "unknown" if h.claim.stance == "hedged" else "somebody or something else"


def _doer(h: Heard, names: Names, *, gives_up: bool = False) -> str | None:
    """Who is said to have done it; of who `gives_up` what is asked for, the contrary."""
    who = " and ".join(names_of(h.claim.actors, names))
    if not who:
        return None
    perhaps = "perhaps " if h.claim.stance == "hedged" else ""
    return f"{perhaps}{'not ' if is_denied(h.claim) is not gives_up else ''}{who}"


def _holder(h: Heard, names: Names, place: Place | None) -> str | None:
    """Who holds it, and not who withdrew; of another place than the event's, with that place's name."""
    gone = h.claim.event_type == "RETREAT"
    answer = _doer(h, names, gives_up=gone) if h.claim.stance not in ("planned", "demand") else None
    own = h.claim.place
    if answer is None or own is None or place is None or compare_places(own, place).agreement == "same":
        return answer
    return f"{answer} ({own.name})"


def _outcome(h: Heard, facts: Container[str]) -> str:
    """What became of it in a word that the table `outcomes` has ("dead", "fled"), else whether it happened."""
    told = outcomes_of(h.claim)
    if is_denied(h.claim):
        return f"not {told[0].outcome}" if told else "it did not happen"
    if told:
        return f"perhaps {told[0].outcome}" if h.claim.stance == "hedged" else told[0].outcome
    if h.id not in facts:
        return "perhaps otherwise" if h.claim.stance == "hedged" else "otherwise"
    return "it may have happened" if h.claim.stance == "hedged" else "it happened"
