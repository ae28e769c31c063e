"""The measure of perpetrators' confidence: keys are read as the task writes them, names compared whole, values follow from the claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import muc4
import pytest

import reportedly
from reportedly import Claim, Party, Span

if TYPE_CHECKING:
    from pathlib import Path

KEY = """
;;; a comment of the annotators
0.  MESSAGE: ID                     DEV-MUC3-9001 (US)
1.  MESSAGE: TEMPLATE               1
3.  INCIDENT: LOCATION              BRENNA: KELMET (CITY): OLD QUARTER (NEIGHBORHOOD)
4.  INCIDENT: TYPE                  BOMBING
6.  INCIDENT: INSTRUMENT ID         -
9.  PERP: INDIVIDUAL ID             ? "FIVE MEN" / "MEN"
10. PERP: ORGANIZATION ID           "RIVER FRONT" / "RF"
                                    "\\"NINTH\\" LEAGUE"
11. PERP: ORGANIZATION CONFIDENCE   REPORTED AS FACT / CLAIMED OR ADMITTED: "RIVER FRONT" / "RF"
                                    ? POSSIBLE: "\\"NINTH\\" LEAGUE"
12. PHYS TGT: ID                    "TEA HOUSE"
13. PHYS TGT: TYPE                  *

0.  MESSAGE: ID                     DEV-MUC3-9002 (US)
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
10. PERP: ORGANIZATION ID           "LAKE GUARD"
11. PERP: ORGANIZATION CONFIDENCE   SUSPECTED OR ACCUSED BY AUTHORITIES: "LAKE GUARD"

0.  MESSAGE: ID                     DEV-MUC3-9003 (US)
1.  MESSAGE: TEMPLATE               *
10. PERP: ORGANIZATION ID           *
11. PERP: ORGANIZATION CONFIDENCE   *
"""
TEXTS = """DEV-MUC3-9001 (US)

   KELMET (BRENNA), 7 DEC 89 (HARBOUR NEWS) -- [TEXT] THE RIVER FRONT ATTACKED A TEA
HOUSE IN KELMET ON MONDAY AND KILLED TWO WAITERS.

   A SECOND PARAGRAPH SAYS THAT THE
SHOPS STAYED SHUT.


DEV-MUC3-9002 (US)

   KELMET, NO DATE -- [TEXT] POLICE SAID THE LAKE GUARD KIDNAPPED A DOCTOR NEAR KELMET.


DEV-MUC3-9003 (US)

   KELMET, 8 DEC 89 -- [TEXT] NOTHING HAPPENED.
"""


def asked(key: str = KEY) -> list[muc4.Answer]:
    return [answer for slots in muc4.templates(key) for answer in muc4.answers(slots)]


def party(name: str, **fields: Any) -> Party:
    return Party(id=None, name=name, **fields)


def claim(**fields: Any) -> Claim:
    given = {
        "id": "c",
        "anchor": "a",
        "event": "e1",
        "spans": (Span(start=0, end=5, text="words"),),
        "event_type": "ASSAULT",
        "stance": "asserted",
    }
    return Claim(**{**given, **fields})


def cue(word: str) -> tuple[Span, ...]:
    return (Span(start=0, end=len(word), text=word),)


def test_a_key_gives_one_answer_a_perpetrator() -> None:
    front, league, men, guard = asked()
    assert front.names == ("RIVER FRONT", "RF")
    assert front.values == (muc4.FACT, muc4.CLAIMED)
    assert front.signs == ("TEA HOUSE", "KELMET", "OLD QUARTER")
    assert not front.optional
    assert (league.names, league.values, league.optional) == (('"NINTH" LEAGUE',), (muc4.POSSIBLE,), True)
    assert men.individual
    assert men.optional
    assert men.values == (muc4.FACT, muc4.CLAIMED, muc4.POSSIBLE)
    assert (guard.message, guard.optional, guard.values) == ("DEV-MUC3-9002", True, (muc4.BY_AUTHORITIES,))


def test_an_organization_that_the_key_doubts_is_optional() -> None:
    doubted = asked(KEY.replace('"RIVER FRONT" / "RF"', '? "RIVER FRONT" / "RF"', 1))
    assert [answer.optional for answer in doubted] == [True, True, True, True]


def test_empty_slots_and_irrelevant_texts_ask_nothing() -> None:
    assert not [answer for answer in asked() if answer.message == "DEV-MUC3-9003"]
    assert not asked(KEY.replace("SUSPECTED OR ACCUSED BY AUTHORITIES", "-").split("0.  MESSAGE")[0])


@pytest.mark.parametrize(
    ("fill", "values", "names"),
    [
        ('POSSIBLE/SUSPECTED OR ACCUSED: "A"/"B"', (muc4.POSSIBLE, muc4.ACCUSED), ("A", "B")),
        ('(POSSIBLE / ACQUITTED): "A"', (muc4.POSSIBLE, muc4.ACQUITTED), ("A",)),
        ("? SUSPECTED OR ACCUSED", (muc4.ACCUSED,), ()),
        ("REPORTED AS FACT: LEAGUE OF REEDS [LR]", (muc4.FACT,), ("LEAGUE OF REEDS [LR]",)),
    ],
)
def test_a_confidence_is_read_in_each_of_its_forms(fill: str, values: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert muc4.confidence(fill) == (values, names)


def test_a_confidence_that_the_task_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no confidence 'CERTAIN'.*REPORTED AS FACT"):
        muc4.confidence('CERTAIN: "A"')


def test_texts_are_unwrapped_and_dated_by_their_dateline() -> None:
    found = muc4.texts(TEXTS)
    assert list(found) == ["DEV-MUC3-9001", "DEV-MUC3-9002", "DEV-MUC3-9003"]
    assert found["DEV-MUC3-9001"].endswith("KILLED TWO WAITERS.\n\nA SECOND PARAGRAPH SAYS THAT THE SHOPS STAYED SHUT.")
    first, second, _ = (muc4.dated(text) for text in found.values())
    assert (first.published, first.outlet) == ("1989-12-07", "HARBOUR NEWS")
    assert (second.published, second.outlet) == (None, None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("RIVER FRONT", "the River Front", True),
        ("RIVER FRONT", "River Front guerrillas", True),
        ("PEOPLE'S GUARD", "Peoples guard", False),
        ("ARMY", "Honduran army", True),
        ("SALVADORAN ARMY", "Honduran army", False),
        ("ARMY", "army of reeds", False),
        ("RF", "RFS", False),
        ("FRONT", "River Front", False),
        ("U.S. ARMY", "US army", True),
        ("THE GROUP", "group", False),
        ("", "", False),
    ],
)
def test_names_are_compared_whole(one: str, other: str, same: bool) -> None:
    assert muc4.is_same(one, other) is same
    assert muc4.is_same(other, one) is same


def test_short_forms_stand_in_brackets() -> None:
    assert muc4.aliases(["RIVER FRONT"], "THE RIVER FRONT [RF] CAME") == ("RIVER FRONT", "RF")
    assert muc4.aliases(["RIVER FRONT"], "THE RF (RIVER FRONT) CAME") == ("RIVER FRONT", "RF")
    assert muc4.aliases(["RF"], "THE RF [RIVER FRONT] CAME") == ("RF", "RIVER FRONT")
    assert muc4.aliases(["RF"], "THE RIVER FRONT [RF] CAME") == ("RF",)
    assert [name.strip() for name in muc4.aliases(["RIVER FRONT [RF]"], "")] == ["RIVER FRONT", "RF"]


@pytest.mark.parametrize(
    ("fields", "who"),
    [
        ({}, "report"),
        ({"speaker": party("Harbour News", kind="outlet")}, "report"),
        ({"speaker": party("RF", kind="belligerent")}, "organization"),
        ({"speaker": party("police", kind="government")}, "authority"),
        ({"speaker": party("third brigade", kind="belligerent")}, "authority"),
        ({"speaker": party("Lake Guard rebels", kind="belligerent")}, "opponent"),
        ({"speaker": party("judge Ana Reed")}, "authority"),
        ({"speaker": party("police workers' union", kind="civil_society")}, "other"),
        ({"event_type": "ACCUSE", "actors": (party("ministry", kind="government"),)}, "authority"),
    ],
)
def test_who_says_a_claim(fields: dict[str, Any], who: str) -> None:
    assert muc4.voice(claim(**fields), lambda it: it.name == "RF") == who


@pytest.mark.parametrize(
    ("who", "fields", "value"),
    [
        ("report", {}, muc4.FACT),
        ("other", {}, muc4.FACT),
        ("opponent", {}, muc4.ACCUSED),
        ("authority", {}, muc4.BY_AUTHORITIES),
        ("organization", {}, muc4.CLAIMED),
        ("organization", {"stance": "denied"}, muc4.ACCUSED),
        ("organization", {"stance": "planned"}, muc4.FACT),
        ("organization", {"event_type": "THREATEN"}, muc4.FACT),
        ("report", {"stance": "hedged"}, muc4.ACCUSED),
        ("authority", {"stance": "hedged"}, muc4.BY_AUTHORITIES),
        ("report", {"event_type": "ACCUSE"}, muc4.ACCUSED),
        ("authority", {"event_type": "ACCUSE"}, muc4.BY_AUTHORITIES),
        ("other", {"cues": cue("blamed")}, muc4.ACCUSED),
        ("other", {"cues": cue("reported")}, muc4.FACT),
        ("authority", {"stance": "denied"}, muc4.POSSIBLE),
        ("report", {"auxiliary": ("hypothetical",)}, muc4.POSSIBLE),
        ("other", {"auxiliary": ("negation",), "stance": "hedged"}, muc4.POSSIBLE),
    ],
)
def test_what_a_claim_comes_to(who: Any, fields: dict[str, Any], value: str) -> None:
    assert muc4.value_of(claim(**fields), who) == value


def test_only_force_by_it_or_an_accusation_of_it_holds_an_organization() -> None:
    front = party("RF")
    assert muc4.is_held(claim(actors=(front,)), lambda it: it == front)
    assert muc4.is_held(claim(event_type="ACCUSE", recipients=(front,)), lambda it: it == front)
    assert not muc4.is_held(claim(event_type="ACCUSE", actors=(front,)), lambda it: it == front)
    assert not muc4.is_held(claim(recipients=(front,)), lambda it: it == front)
    assert not muc4.is_held(claim(event_type="CONSULT", actors=(front,)), lambda it: it == front)


def answer(*values: str) -> muc4.Answer:
    return muc4.Answer("DEV-MUC3-9001", "1", ("RF",), values, optional=False, individual=False, signs=())


def test_any_alternative_is_right_and_each_value_has_its_f1() -> None:
    given = [(answer(muc4.FACT), muc4.FACT), (answer(muc4.FACT, muc4.CLAIMED), muc4.CLAIMED), (answer(muc4.ACCUSED), muc4.FACT)]
    got = muc4.figures(given)
    assert got.accuracy == pytest.approx(2 / 3)
    assert got.f1 == pytest.approx({muc4.FACT: 2 / 3, muc4.CLAIMED: 1.0, muc4.ACCUSED: 0.0})
    assert got.macro == pytest.approx(5 / 9)
    assert muc4.figures([]).macro == 0


def test_of_several_claims_that_of_the_incident_counts() -> None:
    text = "RIVER FRONT REBELS SHELLED A MILL IN ODRA. POLICE SAID RIVER FRONT REBELS BOMBED A TEA HOUSE IN KELMET."
    reading = reportedly.read(text, published="1989-12-07")
    asked = muc4.Answer("DEV-MUC3-9001", "1", ("RIVER FRONT",), (muc4.FACT,), optional=False, individual=False, signs=("TEA HOUSE",))
    got = muc4.judged(asked, reading)
    assert (got.value, got.shared) == (muc4.BY_AUTHORITIES, 1)


@pytest.mark.parametrize(
    ("name", "missed"),
    [("LAKE GUARD", "not in the text as the key writes it"), ("TEA HOUSE", "named in a claim of force, but not its actor")],
)
def test_what_is_not_found_says_why(name: str, missed: str) -> None:
    reading = reportedly.read("RIVER FRONT REBELS BOMBED A TEA HOUSE IN KELMET.", published="1989-12-07")
    asked = muc4.Answer("DEV-MUC3-9001", "1", (name,), (muc4.FACT,), optional=False, individual=False, signs=())
    assert muc4.judged(asked, reading) == muc4.Judged(asked, None, None, 0, missed)


def test_a_folder_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dev = tmp_path / "CORPORA" / "dev"
    dev.mkdir(parents=True)
    (dev / "key-dev-9001.muc4").write_text(KEY, encoding="latin-1")
    (dev / "dev-muc3-9001-9003").write_text(TEXTS, encoding="latin-1")
    assert muc4.main([str(tmp_path), "--errors", "5"]) == 0
    shown = capsys.readouterr().out
    assert "DEV organisations: 1 of 1 found = 1.000, and 1 optional ones" in shown
    assert "accuracy 1.000" in shown
    assert "odd numbers, where the mapping was chosen: 1 of 1 found" in shown
    assert "DEV individuals: 0 of 0 found" in shown


@pytest.mark.parametrize("options", [[], ["--part", "TST2"]])
def test_a_missing_folder_is_skipped_loudly(tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    assert muc4.main([str(tmp_path), *options]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED: no ")
