"""Stance: how firmly, from the event's word up to the cue that holds it."""

from __future__ import annotations

import pytest

from attribution_cases import passages, read
from reportedly.read.attribution.attribution import holder, index
from reportedly.read.attribution.stance import Stanced, stance


def judge(text: str, word: str) -> Stanced:
    found, pages = read(text), passages(text)
    at = text.index(word)
    page = next(page for page in pages if page.start <= at < page.end)
    token = next(token for token in page.doc if page.at(token) == at)
    number = holder(index(found), at)
    outer = []
    above = found[number].parent if number is not None else None
    while above is not None:
        outer.append(found[above])
        above = found[above].parent
    return stance(page, token.i, found[number] if number is not None else None, outer)


CASES = [
    ("The army shelled the town.", "shelled", "asserted"),
    ("Rebels claimed they shelled the town.", "shelled", "asserted"),
    ("Rebels accused the army of shelling the town.", "shelling", "asserted"),
    ("The army denied that it shelled the town.", "shelled", "denied"),
    ("The army denied shelling the town.", "shelling", "denied"),
    ("The mayor denied reports that the town had fallen.", "fallen", "denied"),
    ("The ministry rejected the accusation.", "rejected", "denied"),
    ("The rebels rejected the offer.", "rejected", "asserted"),
    ("The minister described the reports as baseless.", "described", "denied"),
    ("The mayor said the report was false.", "was", "denied"),
    ("“We did not fire on the market,” the colonel said.", "fire", "denied"),
    ("The government has not yet signed the truce.", "signed", "asserted"),
    ("The army said no soldier was wounded.", "wounded", "asserted"),
    ("The militia reportedly fled the town.", "fled", "hedged"),
    ("The general is believed to have fled.", "fled", "hedged"),
    ("There were unconfirmed reports that the town had been captured.", "captured", "hedged"),
    ("The leaders may have fled.", "fled", "hedged"),
    ("The shells could have come from the ridge.", "come", "hedged"),
    ("It was not clear who fired the rocket.", "was", "hedged"),
    ("Police could not confirm the toll.", "confirm", "hedged"),
    ("The spokesman declined to comment.", "comment", "hedged"),
    ("Initial reports indicated that 40 civilians were killed.", "killed", "hedged"),
    ("According to media reports, 40 civilians were killed.", "killed", "asserted"),
    ("The officer was accused of ordering the raid.", "accused", "hedged"),
    ("It could not be confirmed that the guard had taken the town.", "taken", "hedged"),
    ("The mayor said he did not know whether the army had shelled the town.", "shelled", "hedged"),
    ("The agency said it was likely that gas was used.", "used", "hedged"),
    ("The rebels neither claimed nor denied responsibility.", "claimed", "hedged"),
    ("The rebels were unable to reach the town they had shelled.", "reach", "asserted"),
    ("We believe that arrests will be made soon.", "arrests", "planned"),
    ("The government denied accusations it carried out the raid.", "carried", "denied"),
    ("Accusations it carried out the raid were denied by the government.", "carried", "denied"),
    ("The ministry described the reports that its army had used gas as untrue.", "used", "denied"),
    ("The minister cast doubt on the finding that the army used gas.", "used", "denied"),
    ("The government denied it, an official telling reporters that troops were in the camp.", "were", "asserted"),
    ("No injuries were reported in the raids.", "reported", "asserted"),
    ("The two sides signed a pledge to leave on Friday.", "pledge", "asserted"),
    ("An alleged massacre took place in Kelmet.", "massacre", "hedged"),
    ("Villagers believe the soldiers fled.", "fled", "hedged"),
    ("“I believe the soldiers fled,” he said.", "fled", "asserted"),
    ("The army will attack the town.", "attack", "planned"),
    ("The army will launch an attack on the town.", "attack", "planned"),
    ("The government plans to attack the town.", "attack", "planned"),
    ("Talks are expected to resume on Monday.", "resume", "planned"),
    ("The rebels vowed to retake the town.", "retake", "planned"),
    ("The rebels vowed to retake the town.", "vowed", "planned"),
    ("The rebels are likely to withdraw.", "withdraw", "planned"),
    ("The convoy may leave on Monday.", "leave", "planned"),
    ("He said the army would withdraw.", "withdraw", "planned"),
    ("The council called for a ceasefire.", "ceasefire", "demand"),
    ("The council called for a ceasefire.", "called", "demand"),
    ("The council urged the rebels to free the mayor.", "free", "demand"),
    ("“The army must leave the town,” she said.", "leave", "demand"),
    ("The council demanded that the army leave.", "leave", "demand"),
    ("Stop the war now.", "Stop", "demand"),
    ("The president ordered strikes on the base.", "ordered", "asserted"),
    ("The minister called the raid a crime.", "called", "asserted"),
]


@pytest.mark.parametrize(("text", "word", "expected"), CASES, ids=[f"{word}: {text}" for text, word, _ in CASES])
def test_stance(text: str, word: str, expected: str) -> None:
    assert judge(text, word).stance == expected


PRESUPPOSED = [
    ("The council called for an end to the attacks on villages.", "attacks"),
    ("The council demanded an investigation into the killing of the mayor.", "killing"),
    ("The rebels vowed to free the mayor, who was abducted in May.", "abducted"),
    ("The army denied that the unit which took the bridge had fled.", "took"),
]


@pytest.mark.parametrize(("text", "word"), PRESUPPOSED)
def test_what_is_presupposed_has_happened(text: str, word: str) -> None:
    assert judge(text, word).stance == "asserted"


def test_a_named_speaker_inside_a_denial_keeps_asserting() -> None:
    text = "The mayor denied Front claims that the town had fallen."
    assert judge(text, "fallen").stance in ("asserted", "denied")
    assert judge(text, "denied").stance == "denied"


def test_cues_are_the_words_in_the_text() -> None:
    text = "He said the army will attack and the militia reportedly fled."
    for word, cue in (("attack", "will"), ("fled", "reportedly")):
        (span, *_) = judge(text, word).cues
        assert span.text == cue
        assert text[span.start : span.end] == cue


def test_the_cue_of_the_attribution_is_named() -> None:
    (span,) = judge("The army denied that it shelled the town.", "shelled").cues
    assert span.text == "denied"


def test_negation_and_future_are_noted() -> None:
    assert judge("The government has not yet signed the truce.", "signed").negated
    assert judge("The government has not yet signed the truce.", "signed").auxiliary == ("negation",)
    assert judge("The army will attack.", "attack").auxiliary == ("future",)
    assert "hypothetical" in judge("The army will attack if the talks fail.", "attack").auxiliary
    assert judge("The army shelled the town.", "shelled") == Stanced(stance="asserted")
