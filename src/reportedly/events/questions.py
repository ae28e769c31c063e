"""What the claims answer beside the toll: who did it, who holds the place, whether it happened."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from reportedly.compare import compare_places, family, is_denied
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
_HAPPENED = {"asserted": "it happened", "hedged": "it may have happened"}


def questions(known: Known, names: Names, found: Sequence[Clash], place: Place | None) -> tuple[Question, ...]:
    """The questions that any claim answers: each voice's answers, the oldest first."""
    disputed = {topic: {h.id for clash in found if clash.topic == topic for h in (clash.later, clash.earlier)} for topic in _WORDS}
    answers: dict[Asked, Callable[[Heard], str | None]] = {
        "responsibility": lambda h: _doer(h, names) if _is_of_deed(h, names, disputed["responsibility"]) else None,
        "control": lambda h: _holder(h, names, place) if family(h.claim.event_type) == "control" else None,
        "outcome": lambda h: _happened(h) if h.id in disputed["outcome"] else None,
    }
    made = []
    for topic, answer in answers.items():
        stands = _stands([(h, said) for h in known.heard if (said := answer(h)) is not None], known)
        if stands:
            words = _WORDS[topic].format(place=place.name if place else "it")
            made.append(Question(topic=topic, words=words, stands=stands, disputed=bool(disputed[topic])))
    return tuple(made)


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


def _is_of_deed(h: Heard, names: Names, disputed: Container[str]) -> bool:
    """Whether it tells who did one deed of force; where sides fight, and of their losses, only where that is contradicted."""
    if family(h.claim.event_type) != "force" or h.claim.stance in ("planned", "demand"):
        return False
    fight = h.claim.event_type == "FIGHT" or any(names.side(party) for party in h.claim.recipients)
    return not fight or h.id in disputed


def _doer(h: Heard, names: Names) -> str | None:
    who = " and ".join(names_of(h.claim.actors, names))
    if not who:
        return None
    return f"not {who}" if is_denied(h.claim) else f"perhaps {who}" if h.claim.stance == "hedged" else who


def _holder(h: Heard, names: Names, place: Place | None) -> str | None:
    """Who holds it; of another place than the event's, with that place's name."""
    answer = _doer(h, names) if h.claim.stance not in ("planned", "demand") else None
    own = h.claim.place
    if answer is None or own is None or place is None or compare_places(own, place).agreement == "same":
        return answer
    return f"{answer} ({own.name})"


def _happened(h: Heard) -> str | None:
    return "it did not happen" if is_denied(h.claim) else _HAPPENED.get(h.claim.stance)
