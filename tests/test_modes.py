"""Modes: what the words of a clause say of how an event was carried out. All texts are our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly import english, lexicon
from reportedly.read.events.modes import ModeWords, modes, named, reach

if TYPE_CHECKING:
    from spacy.tokens import Token


def told(kind: str, text: str, head: str) -> str | None:
    """The mode of the event that the word `head` names."""
    token = word(text, head)
    return named(kind, reach(kind, token), token)


def word(text: str, head: str) -> Token:
    """The first token of a text that is spelled so."""
    return next(token for token in next(iter(english.parse([text]))) if token.text == head)


EVENTS = [
    ("AGREE", "The guild offered to reopen the mill.", "offered", "offer"),
    ("AGREE", "The two sides signed a truce in Velm.", "signed", "deal"),
    ("CONSULT", "The envoys spoke by telephone on Monday.", "spoke", "phone"),
    ("CONSULT", "The rivals met under the auspices of the bishop.", "met", "third-party"),
    ("CONSULT", "The ministers met at a summit in Orlan.", "met", "multilateral"),
    ("CONSULT", "The premier visited Kelmet on Friday.", "visited", "visit"),
    ("COOPERATE", "The armies exchanged the bodies of nine soldiers.", "exchanged", "exchange"),
    ("COOPERATE", "The two navies held a joint exercise off Brenna.", "held", "exercise"),
    ("COOPERATE", "Orlan extradited the banker to Kelmet.", "extradited", "judicial"),
    ("AID", "Orlan sent tents and blankets to the valley.", "sent", "humanitarian"),
    ("AID", "Orlan shipped rifles and ammunition to the Kelmet army.", "shipped", "military"),
    ("AID", "The bank gave Kelmet a loan of ten million crowns.", "gave", "economic"),
    ("RETREAT", "The garrison withdrew from Velm at dawn.", "withdrew", "withdraw"),
    ("RETREAT", "The League released forty prisoners.", "released", "release"),
    ("RETREAT", "Ninety fighters laid down their arms.", "laid", "disarm"),
    ("RETREAT", "The guns fell silent as the ceasefire took hold.", "fell", "ceasefire"),
    ("RETREAT", "The governor resigned over the dam.", "resigned", "resign"),
    ("RETREAT", "The council lifted the curfew in Velm.", "lifted", "ease"),
    ("REQUEST", "Kelmet urged the League to release the prisoners.", "urged", "yield"),
    ("REQUEST", "The mayor asked for tents and medicine.", "asked", "assist"),
    ("REQUEST", "The bishops called for talks with the League.", "called", "meet"),
    ("REQUEST", "The miners demanded a higher wage.", "demanded", "change"),
    ("ACCUSE", "The League claimed responsibility for the raid.", "claimed", "responsibility"),
    ("ACCUSE", "Kelmet accused the League of burning the mill.", "accused", "allege"),
    ("ACCUSE", "The bishops condemned the raid.", "condemned", "disapprove"),
    ("REJECT", "The army denied having shelled the clinic.", "denied", "deny"),
    ("REJECT", "The League rejected an offer of talks.", "rejected", "meet"),
    ("REJECT", "The League refused to withdraw from Velm.", "refused", "yield"),
    ("THREATEN", "The general threatened to attack Velm.", "threatened", "violence"),
    ("THREATEN", "Kelmet threatened to recall its ambassador.", "threatened", "relations"),
    ("THREATEN", "The mayor warned that looters would be jailed.", "warned", "arrest"),
    ("THREATEN", "The president threatened to declare martial law.", "threatened", "rights"),
    ("PROTEST", "Thousands marched through Velm with placards.", "marched", "demo"),
    ("PROTEST", "Dockers went on strike in Orlan.", "went", "strike"),
    ("PROTEST", "Four inmates began a hunger strike.", "began", "hunger"),
    ("PROTEST", "Youths hurled stones and burned tyres outside the court.", "hurled", "riot"),
    ("PROTEST", "Farmers blocked the Velm road with tractors.", "blocked", "obstruct"),
    ("PROTEST", "Two parties boycotted the poll.", "boycotted", "boycott"),
    ("SANCTION", "A court sentenced the colonel to nine years.", "sentenced", "convict"),
    ("SANCTION", "Kelmet expelled two diplomats.", "expelled", "expel"),
    ("SANCTION", "Kelmet suspended its aid to Orlan.", "suspended", "discontinue"),
    ("SANCTION", "The party quit the coalition.", "quit", "withdraw"),
    ("MOBILIZE", "Kelmet sent two battalions to the border.", "sent", "troops"),
    ("MOBILIZE", "Orlan tested a ballistic missile.", "tested", "weapons"),
    ("MOBILIZE", "Six hundred policemen were deployed in Velm.", "deployed", "police"),
    ("MOBILIZE", "The warlord recruited boys from the camps.", "recruited", "militia"),
    ("COERCE", "Police arrested nine students.", "arrested", "arrest"),
    ("COERCE", "Gunmen kidnapped a priest near Velm.", "kidnapped", "abduct"),
    ("COERCE", "The rebels are besieging Velm.", "besieging", "siege"),
    ("COERCE", "The governor imposed a curfew on Velm.", "imposed", "curfew"),
    ("COERCE", "Kelmet closed its border with Orlan.", "closed", "restrict"),
    ("COERCE", "The army cut the water to the camp.", "cut", "withhold"),
    ("COERCE", "Sappers defused a bomb under the bridge.", "defused", "disrupt-weapons"),
    ("ASSAULT", "Soldiers shot a baker in Velm.", "shot", "firearms"),
    ("ASSAULT", "The prisoners were tortured in the cellar.", "tortured", "torture"),
    ("ASSAULT", "The mayor was assassinated on Sunday.", "assassinated", "assassinate"),
    ("ASSAULT", "A farmer was hacked to death with machetes.", "hacked", "primitive"),
    ("ASSAULT", "Raiders looted and burned the granary.", "looted", "destroy"),
    ("FIGHT", "The army clashed with the League near Velm.", "clashed", "clash"),
    ("FIGHT", "The army launched an offensive in the valley.", "launched", "offensive"),
    ("FIGHT", "The garrison repelled the attack.", "repelled", "intercept"),
    ("TERRITORY", "Government troops captured Velm.", "captured", "regain"),
    ("TERRITORY", "Rebels captured Velm.", "captured", "overtake"),
    ("TERRITORY", "Velm changed hands without a shot.", "changed", "transfer"),
    ("TERRITORY", "The army built an outpost on the ridge.", "built", "base"),
    ("INVESTIGATE", "Prosecutors opened an inquiry into the fire.", "opened", "probe"),
    ("INVESTIGATE", "The trial of the colonel began in Orlan.", "began", "trial"),
    ("STATUS", "An earthquake shook the valley.", "shook", "disaster"),
    ("STATUS", "A ferry capsized off Brenna.", "capsized", "accident"),
    ("STATUS", "Thousands fled their homes in the valley.", "fled", "displacement"),
    ("STATUS", "Smugglers moved cocaine through the port.", "moved", "crime"),
    ("STATUS", "Hunger is spreading in the valley.", "spreading", "need"),
    ("STATUS", "Voters went to the polls in an election.", "went", "politics"),
]


@pytest.mark.parametrize(("kind", "text", "head", "mode"), EVENTS)
def test_words_name_a_mode(kind: str, text: str, head: str, mode: str) -> None:
    assert told(kind, text, head) == mode


@pytest.mark.parametrize(
    ("kind", "text", "head", "mode"),
    [
        ("ASSAULT", "A suicide bomber blew up a car bomb at the gate.", "blew", "suicide-attack"),
        ("ASSAULT", "A car bomb killed nine people in Velm.", "killed", "explosives"),
        ("ASSAULT", "A drone fired a missile at the mill.", "fired", "drone"),
        ("ASSAULT", "Helicopters fired rockets at the mill.", "fired", "aerial"),
        ("ASSAULT", "Rebels fired rockets at the mill.", "fired", "heavy-weapons"),
        ("ASSAULT", "A rebel threw a grenade into the mill.", "threw", "grenade"),
        ("ASSAULT", "A rebel fired a rocket-propelled grenade at the mill.", "fired", "heavy-weapons"),
        ("ASSAULT", "Police fired tear gas grenades at the marchers.", "fired", "crowd-control"),
        ("ASSAULT", "Soldiers fired on unarmed demonstrators in Velm.", "fired", "crowd-control"),
        ("ASSAULT", "A crowd of villagers beat the man to death.", "beat", "mob"),
        ("ASSAULT", "Guards beat the man with rifle butts.", "beat", "beat"),
        ("ASSAULT", "The water tank was hit.", "hit", None),
        ("ASSAULT", "The coal mine was attacked.", "attacked", None),
        ("COERCE", "Soldiers seized rifles and mines in a barn.", "seized", "disrupt-weapons"),
        ("COERCE", "Soldiers seized the files of the guild.", "seized", "seize"),
        ("COERCE", "The ministry shut a newspaper.", "shut", "censor"),
        ("COERCE", "The ministry shut the border.", "shut", "restrict"),
        ("PROTEST", "Protesters burned an effigy of the king.", "burned", "demo"),
        ("THREATEN", "Teachers threatened to strike in May.", "threatened", "restrict"),
        ("THREATEN", "The general threatened to strike Velm.", "threatened", "violence"),
        ("RETREAT", "The squatters returned the house to its owner.", "returned", "return"),
        ("REQUEST", "Amnesty International demanded a new law.", "demanded", "change"),
        ("REQUEST", "Kelmet asked Orlan for something.", "asked", None),
        ("SUPPORT", "Kelmet praised the truce.", "praised", None),
    ],
)
def test_hard_neighbours(kind: str, text: str, head: str, mode: str | None) -> None:
    assert told(kind, text, head) == mode


@pytest.mark.parametrize(
    ("kind", "text", "head", "mode"),
    [
        ("ASSAULT", "Two soldiers were killed after a suicide bombing in Velm.", "killed", None),
        ("FIGHT", "Clashes erupted after a suicide bombing in Velm.", "Clashes", "clash"),
        ("COERCE", "Police arrested a driver before the curfew began.", "arrested", "arrest"),
        ("THREATEN", "The guild threatened to boycott the poll unless the prisoners are released from jail.", "threatened", "restrict"),
        ("COERCE", "Police imposed a curfew and arrested nine students.", "arrested", "arrest"),
        ("COERCE", "Police imposed a curfew and arrested nine students.", "imposed", "curfew"),
    ],
)
def test_words_of_another_event_do_not_count(kind: str, text: str, head: str, mode: str | None) -> None:
    assert told(kind, text, head) == mode


@pytest.mark.parametrize(
    ("text", "head", "mode"),
    [
        ("The shelling of the mill went on.", "shelling", "heavy-weapons"),
        ("The attack on the mill by a drone was condemned.", "attack", "drone"),
        ("A suicide bomber carried out an attack on the mill.", "attack", "suicide-attack"),
        ("The tanks that hit the mill have gone.", "hit", "heavy-weapons"),
    ],
)
def test_a_noun_and_a_relative_clause_reach_their_own_words(text: str, head: str, mode: str) -> None:
    assert told("ASSAULT", text, head) == mode


def test_a_demand_is_told_by_what_it_demands() -> None:
    text = "Kelmet insists that the League release the prisoners."
    token = word(text, "insists")
    assert {"release", "prisoners"} <= {t.text for t in reach("REQUEST", token)}
    assert not {"release", "prisoners"} & {t.text for t in reach("ACCUSE", token)}
    assert told("REQUEST", text, "insists") == "yield"


def test_two_modes_side_by_side_name_none_where_neither_comes_first() -> None:
    assert told("THREATEN", "The League threatened to kill the mayor.", "threatened") == "violence"
    assert told("THREATEN", "The League threatened to kill the mayor and annex the port.", "threatened") is None


def test_no_words_name_no_mode() -> None:
    assert named("ASSAULT", [], word("The mill burned.", "burned")) is None


def test_every_mode_has_words_and_every_word_a_mode() -> None:
    known = {(row.event_type, row.mode) for row in modes()}
    rows = lexicon.rows("mode_words", ModeWords)
    assert {(row.event_type, row.mode) for row in rows if row.mode is not None} == known
    for row in rows:
        for cell in (row.words, row.by, row.beside, row.unless):
            assert len(set(cell)) == len(cell), row
            assert all(phrase == phrase.strip() and phrase for phrase in cell), row
    assert {kind for kind, _, _, _ in EVENTS} == {kind for kind, _ in known}
