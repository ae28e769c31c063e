"""The measures of events: other schemes' names map to ours, claims come to their classes, labels and incidents, and the sums are right."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import case2021
import events
import india
import msgspec
import muc4
import muc4_incidents
import muc4_templates
import plover
import pytest

import reportedly
from reportedly import Claim, Party, Span, Toll, lexicon

if TYPE_CHECKING:
    from pathlib import Path


MODES = {row["mode"] for row in lexicon.cells("modes")}
POLICE, ARMY = Party(id=None, name="police", kind="government"), Party(id=None, name="government forces", kind="belligerent")
REBELS, CROWD = Party(id=None, name="Reed Front rebels", kind="belligerent"), Party(id=None, name="protesters", kind="civil_society")


def claim(words: str = "words", start: int = 0, **fields: Any) -> Claim:
    given = {
        "id": "c",
        "anchor": "a",
        "event": "e1",
        "spans": (Span(start=start, end=start + len(words), text=words),),
        "event_type": "ASSAULT",
        "stance": "asserted",
    }
    return Claim(**{**given, **fields})


def toll(low: int | None, high: int | None = None, **fields: Any) -> Toll:
    return Toll(low=low, high=low if high is None else high, best=low, **fields)


def readings(monkeypatch: pytest.MonkeyPatch, claims: dict[str, tuple[Claim, ...]]) -> None:
    made = {name: SimpleNamespace(claims=said) for name, said in claims.items()}
    monkeypatch.setattr(events, "read_all", lambda reports, workers, kept: {name: made[name] for name in reports if name in made})


def test_parties_are_of_the_lexicons_classes() -> None:
    assert events.is_any([REBELS, POLICE], ["government"])
    assert events.is_any([CROWD], ["rebels", "protesters"])
    assert not events.is_any([POLICE, CROWD], ["rebels"])
    assert not events.is_any([], ["rebels"])


def test_rates_and_confusions() -> None:
    pairs = [("A", "A"), ("A", "B"), ("B", "B"), ("A", "none")]
    assert events.by_class(pairs) == {"A": events.Rates(1, 1, 3), "B": events.Rates(1, 2, 1)}
    assert events.confusions(pairs) == {"A": {"B": 1, "none": 1}}
    rates = events.Rates(1, 2, 4)
    assert (rates.precision, rates.recall, rates.f1) == pytest.approx((0.5, 0.25, 1 / 3))
    assert events.Rates(0, 0, 0).f1 == 0


def test_the_half_width_is_seeded_and_none_without_spread() -> None:
    assert events.half_width([1.0, 1.0], lambda items: sum(items) / len(items)) == 0
    spread = events.half_width([0.0, 1.0] * 20, lambda items: sum(items) / len(items))
    assert 0.1 < spread < 0.2
    assert spread == events.half_width([0.0, 1.0] * 20, lambda items: sum(items) / len(items))
    assert events.half_width([], lambda items: float(len(items))) == 0


def test_readings_are_kept_and_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = {
        "a": reportedly.report("Rebels attacked Kelmet on Monday and killed two soldiers, the army said."),
        "b": reportedly.report(
            "Les rebelles ont attaqué la ville de Kelmet lundi et ils ont tué deux soldats, a dit une source de l'armée."
        ),
    }
    first = events.read_all(given, kept=tmp_path)
    assert list(first) == ["a"]
    assert capsys.readouterr().out.startswith("NOT READ b: ")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert events.read_all({"a": given["a"]}, kept=tmp_path) == first


@pytest.mark.parametrize(
    ("event", "types"),
    [
        ("DEMAND", ("REQUEST",)),
        ("DISAPPROVE", ("ACCUSE",)),
        ("INVESTIGATE", ("INVESTIGATE", "ACCUSE")),
        ("FIGHT", ("FIGHT", "ASSAULT")),
        ("ASSAULT", ("ASSAULT", "FIGHT")),
        ("AID", ("AID",)),
    ],
)
def test_old_types_in_todays_names(event: str, types: tuple[str, ...]) -> None:
    assert plover.accepted(event) == types


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("strike-hun", "hunger"), ("strike-gen", "strike"), ("riot-spon", "riot"), ("demo-org", "demo"), ("violence", "violence"),
        ("suicide-attack", "suicide-attack"), ("heavy-weapons", "heavy-weapons"), ("host", "visit"), ("confiscate", "seize"),
        ("other", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_old_modes_in_todays_names(old: str | None, new: str | None) -> None:
    assert plover.mode_of(old) == new
    assert new is None or new in MODES


def test_old_contexts_in_todays_names() -> None:
    assert plover.contexts_of("diplomatic, refugees") == {"diplomatic", "migration", "asylum"}
    assert plover.contexts_of("cbrn") == {"cbrn"}
    assert plover.contexts_of("") == plover.contexts_of(None) == frozenset()


def test_the_main_claim_is_of_the_topmost_clause() -> None:
    inner, outer = claim("to attack Kelmet", 17, event_type="ASSAULT"), claim("The army refused to attack Kelmet", event_type="REJECT")
    before = claim("The army, which had once threatened to attack Kelmet", event_type="THREATEN", background=True)
    assert plover.main_claim([inner, before, outer]) is outer
    assert plover.main_claim([before]) is before
    assert plover.main_claim([]) is None


def test_records_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    items = [
        {"id": "P-1", "text": "{Teachers fasted.} ", "event": "PROTEST", "mode": "strike-hun", "context": "rights"},
        {"id": "P-2", "text": "The army asked for help.", "event": "DEMAND", "context": "military"},
        {"id": "P-3", "text": "Nothing is read here.", "event": "AID"},
    ]
    (tmp_path / "records.json").write_text(json.dumps(items), encoding="utf-8")
    fast = claim("Teachers fasted.", event_type="PROTEST", modes=("hunger",), contexts=("rights-freedoms",))
    readings(monkeypatch, {"P-1": (fast,), "P-2": (claim("The army asked", event_type="AID"), claim("asked", event_type="REQUEST"))})
    assert plover.records(tmp_path)[0].text == "Teachers fasted."
    assert plover.main([str(tmp_path), "--errors", "1"]) == 0
    shown = capsys.readouterr().out
    assert "3 records, 3 claims; without any claim 1, counted as wrong" in shown
    assert "type of the main claim right: 1 = 0.333" in shown
    assert "recall 2 = 0.667; precision 2 of 3 claims = 0.667" in shown
    assert "REQUEST       0 of   1, any   1; taken for AID 1" in shown
    assert "mode of the main claim right: 1 of 1 = 1.000" in shown
    assert "a context of the main claim right: 1 of 2 = 0.500" in shown
    assert "P-2 ('REQUEST',): The army asked for help." in shown


CLASSES = set(
    "ABDUCT_DISSAP AGREEMENT AIR_STRIKE ARMED_CLASH ARREST ART_MISS_ATTACK ATTACK ATTRIB CHANGE_TO_GROUP_ACT CHEM_WEAP DIPLO DISR_WEAP "
    "FORCE_AGAINST_PROTEST GOV_REGAINS_TERIT GRENADE HQ_ESTABLISHED MAN_MADE_DISASTER MOB_VIOL NATURAL_DISASTER "
    "NON_STATE_ACTOR_OVERTAKES_TER NON_VIOL_TERRIT_TRANSFER ORG_CRIME OTHER PEACE_PROTEST PROPERTY_DISTRUCT PROTEST_WITH_INTER "
    "REM_EXPLOS SEX_VIOL SUIC_BOMB VIOL_DEMONSTR".split()
)


def test_the_table_reaches_each_class_by_known_modes_and_parties() -> None:
    rows = case2021.table()
    assert {row.sub_event for row in rows} == CLASSES
    assert {mode for row in rows for mode in row.modes} <= MODES
    assert {name for row in rows for name in (*row.actors, *row.recipients)} <= {row["class"] for row in lexicon.cells("party_classes")}
    assert {row.harm for row in rows} <= {None, "yes", "no"}


PROTEST = claim("Protesters marched", event_type="PROTEST", actors=(CROWD,))


@pytest.mark.parametrize(
    ("claims", "wanted"),
    [
        ((), "OTHER"),
        ((PROTEST,), "PEACE_PROTEST"),
        ((claim(event_type="PROTEST", modes=("riot",)),), "VIOL_DEMONSTR"),
        ((PROTEST, claim(event_type="COERCE", modes=("arrest",), actors=(POLICE,))), "PROTEST_WITH_INTER"),
        ((PROTEST, claim(modes=("crowd-control",), actors=(POLICE,))), "PROTEST_WITH_INTER"),
        ((PROTEST, claim(modes=("crowd-control",), actors=(POLICE,), wounded=toll(3))), "FORCE_AGAINST_PROTEST"),
        ((claim(actors=(POLICE,), recipients=(CROWD,), killed=toll(2)),), "FORCE_AGAINST_PROTEST"),
        ((claim(modes=("firearms",), actors=(POLICE,), recipients=(CROWD,)),), "FORCE_AGAINST_PROTEST"),
        ((claim(actors=(CROWD,), recipients=(POLICE,)), PROTEST), "VIOL_DEMONSTR"),
        ((claim(event_type="FIGHT", actors=(REBELS, ARMY)),), "ARMED_CLASH"),
        ((claim(actors=(REBELS,), recipients=(ARMY,)),), "ARMED_CLASH"),
        ((claim(actors=(REBELS,)),), "ATTACK"),
        ((claim(modes=("grenade",), actors=(REBELS,), recipients=(ARMY,)),), "GRENADE"),
        ((claim(actors=(REBELS,), modes=("suicide-attack",)), claim("later", 9, event_type="FIGHT")), "SUIC_BOMB"),
        ((claim(event_type="TERRITORY", actors=(ARMY,)),), "GOV_REGAINS_TERIT"),
        ((claim(event_type="TERRITORY", actors=(REBELS,)),), "NON_STATE_ACTOR_OVERTAKES_TER"),
        ((claim(event_type="TERRITORY", actors=(REBELS,)), claim(event_type="RETREAT", actors=(ARMY,))), "NON_VIOL_TERRIT_TRANSFER"),
        ((claim(event_type="ACCUSE", modes=("responsibility",)), claim("an attack", 9)), "ATTRIB"),
        ((claim(event_type="ACCUSE"),), "DIPLO"),
        ((claim(event_type="COERCE", actors=(REBELS,)),), "ABDUCT_DISSAP"),
        ((claim(event_type="SANCTION"),), "DIPLO"),
        ((claim(event_type="STATUS", modes=("accident",)),), "MAN_MADE_DISASTER"),
    ],
)
def test_what_a_snippets_claims_come_to(claims: tuple[Claim, ...], wanted: str) -> None:
    assert case2021.class_of(claims) == wanted


def test_the_mapping_to_acled_alone_has_a_class_for_each_of_its_names() -> None:
    assert set(case2021.BY_ACLED) == {row["sub_event_type"] for row in lexicon.cells("acled") if "sub_event_type" in row}
    assert set(case2021.BY_ACLED.values()) <= CLASSES
    assert case2021.class_by_acled((claim(event_type="AID"), PROTEST)) == "PEACE_PROTEST"
    assert case2021.class_by_acled((claim(event_type="MOBILIZE", stance="planned"), PROTEST)) == "PEACE_PROTEST"
    assert case2021.class_by_acled((claim(event_type="AID"),)) == "OTHER"


def test_of_equal_tiers_what_happened_then_what_is_said_first_decides() -> None:
    agreed, sanctioned = claim("agreed", 20, event_type="AGREE"), claim("sanctioned", 0, event_type="SANCTION")
    assert case2021.class_of((agreed, sanctioned)) == "DIPLO"
    assert case2021.class_of((agreed, msgspec.structs.replace(sanctioned, stance="demand"))) == "AGREEMENT"


def test_snippets_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["id\tEventSnippet\tSubType", "1\tProtesters marched\tPEACE_PROTEST", '2\tA "mill" burnt\tPROPERTY_DISTRUCT']
    (tmp_path / "dev.tsv").write_text("\n".join(lines), encoding="utf-8")
    readings(monkeypatch, {"1": (PROTEST,)})
    assert case2021.main([str(tmp_path), "--errors", "3"]) == 0
    shown = capsys.readouterr().out
    assert "2 snippets, 1 claims, 0 with a mode; without any claim 1, counted as OTHER" in shown
    assert "all: weighted F1 0.500" in shown
    assert "by the lexicon's mapping to ACLED alone, which has 25 of the classes: weighted F1 0.500" in shown
    assert "odd numbers, where the table was written: weighted F1 1.000" in shown
    assert "taken for OTHER 1" in shown


@pytest.mark.parametrize(
    ("made", "labels"),
    [
        (claim("police fired", actors=(POLICE,)), {"FORCE", "ANY_ACTION"}),
        (claim("police fired", actors=(POLICE,), killed=toll(2)), {"KILL", "FORCE", "ANY_ACTION"}),
        (claim("police fired and nobody died", actors=(POLICE,), killed=toll(0)), {"FORCE", "ANY_ACTION"}),
        (claim("two died in police firing"), {"KILL", "FORCE", "ANY_ACTION"}),
        (claim("a mob fired", actors=(CROWD,)), set()),
        (claim("the police will fire", actors=(POLICE,), stance="planned"), set()),
        (claim("ten people were arrested", event_type="COERCE"), {"ARREST", "ANY_ACTION"}),
        (claim("they took ten", event_type="COERCE", actors=(POLICE,), detained=toll(10)), {"ARREST", "ANY_ACTION"}),
        (claim("ten people were detained", event_type="COERCE", actors=(REBELS,)), set()),
        (claim("a curfew was imposed", event_type="COERCE", modes=("curfew",), detained=None), set()),
        (claim("the police failed to arrive", event_type="STATUS", actors=(POLICE,)), {"FAIL"}),
        (claim("the police did not intervene", event_type="STATUS", auxiliary=("negation",)), {"FAIL"}),
        (claim("residents blamed them", event_type="ACCUSE", recipients=(POLICE,)), {"FAIL"}),
        (claim("the mill failed", event_type="STATUS"), set()),
        (claim("it is calm", event_type="STATUS", speaker=POLICE), {"ANY_ACTION"}),
        (claim("security was tightened", event_type="MOBILIZE"), {"ANY_ACTION"}),
        (claim("police met elders", event_type="CONSULT", actors=(POLICE,)), {"ANY_ACTION"}),
    ],
)
def test_the_labels_of_a_claim(made: Claim, labels: set[str]) -> None:
    assert india.labels_of(made) == labels


def test_signs_decoded_wrongly_are_mended() -> None:
    assert india.mended("it\u00e2\u20ac\u2122s \u00e2\u20ac\u0153calm\u00c2") == "it’s “calm "
    assert india.mended("a plain caf\u00e9 text") == "a plain caf\u00e9 text"


def test_documents_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    docs = [
        {"doc_id": 1, "doc_text": "police fired.", "doc_labels": ["FORCE", "ANY_ACTION"]},
        {"doc_id": 2, "doc_text": "nothing.", "doc_labels": []},
        {"doc_id": 3, "doc_text": "police shot a man.", "doc_labels": ["KILL", "FORCE", "ANY_ACTION"]},
    ]
    (tmp_path / "docs.jsonl").write_text("\n".join(map(json.dumps, docs)), encoding="utf-8")
    (tmp_path / "metadata_slim.jsonl").write_text(json.dumps({"doc_id": 1, "date": "2031-03-10"}), encoding="utf-8")
    assert [one.published for one in india.documents(tmp_path)] == ["2031-03-10", None, None]
    readings(monkeypatch, {"1": (claim("police fired", actors=(POLICE,)),), "2": ()})
    assert india.main([str(tmp_path), "--errors", "FORCE"]) == 0
    shown = capsys.readouterr().out
    assert "3 documents, 1 claims; without any claim 2" in shown
    assert "FORCE      P 1.000  R 0.500  F1 0.667  (2 in the corpus, 1 said, 1 right)" in shown
    assert "MISSED 3 0 claims" in shown


KEY = """
0.  MESSAGE: ID                     DEV-MUC3-9001 (US)
1.  MESSAGE: TEMPLATE               1
3.  INCIDENT: LOCATION              BRENNA: KELMET (CITY)
4.  INCIDENT: TYPE                  BOMBING
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED / ATTEMPTED
9.  PERP: INDIVIDUAL ID             "FIVE MEN" / "MEN"
12. PHYS TGT: ID                    "TEA HOUSE"
18. HUM TGT: NAME                   "ANA REED"
19. HUM TGT: DESCRIPTION            "MAYOR": "ANA REED"
                                    "WAITERS"
21. HUM TGT: NUMBER                 1: "ANA REED"
                                    4-6: "WAITERS"
23. HUM TGT: EFFECT OF INCIDENT     NO INJURY / NO INJURY OR DEATH: "ANA REED"
                                    ? DEATH: "WAITERS"

0.  MESSAGE: ID                     DEV-MUC3-9001 (US)
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
3.  INCIDENT: LOCATION              BRENNA: ODRA (CITY)
4.  INCIDENT: TYPE                  ATTACK
5.  INCIDENT: STAGE OF EXECUTION    THREATENED
21. HUM TGT: NUMBER                 -
23. HUM TGT: EFFECT OF INCIDENT     -

0.  MESSAGE: ID                     DEV-MUC3-9002 (US)
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"""


def keys() -> list[muc4_templates.Template]:
    return [made for slots in muc4.templates(KEY) if (made := muc4_templates.template(slots)) is not None]


def test_a_key_gives_templates() -> None:
    bombing, threat = keys()
    assert bombing.names == ("FIVE MEN", "MEN", "TEA HOUSE", "ANA REED", "MAYOR", "ANA REED", "WAITERS", "KELMET")
    assert bombing.fills["stage"] == (muc4_templates.Fill(("ACCOMPLISHED", "ATTEMPTED"), optional=False),)
    assert bombing.fills["effect"][1] == muc4_templates.Fill(("DEATH",), optional=True)
    assert [fill.values for fill in bombing.fills["number"]] == [("1",), ("4-6",)]
    assert (threat.optional, threat.fills["number"]) == (True, ())
    with pytest.raises(ValueError, match="no fill of the form"):
        muc4_templates.fill('"WAITERS": "MEN"')


@pytest.mark.parametrize(
    ("text", "want"),
    [("6", (6, 6)), ("6-8", (6, 8)), ("6-", (6, 10**9)), ("-26", (0, 26)), ("~10", (8, 12)), ("PLURAL", (2, 10**9))],
)
def test_numbers_of_the_key_are_intervals(text: str, want: tuple[int, int]) -> None:
    assert muc4_templates.interval(text) == want


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (claim("A BOMB EXPLODED"), "BOMBING"),
        (claim("WARPLANES DROPPED BOMBS, THE AIR FORCE SAID"), "ATTACK"),
        (claim("MEN ATTACKED", modes=("explosives",)), "BOMBING"),
        (claim("TWO PRIESTS WERE KIDNAPPED", event_type="COERCE"), "KIDNAPPING"),
        (claim("THEY SET THE MILL ON FIRE"), "ARSON"),
        (claim("THEY ROBBED A BANK"), "ROBBERY"),
        (claim("THE ARMED STRIKE BEGAN", event_type="PROTEST"), "FORCED WORK STOPPAGE"),
        (claim("THE MAYOR WAS SHOT"), "ATTACK"),
    ],
)
def test_the_type_of_an_incident(made: Claim, kind: str) -> None:
    assert muc4_incidents.type_of(made) == kind
    assert muc4_incidents.is_incident(made)


def test_arrests_and_marches_are_no_incidents() -> None:
    assert not muc4_incidents.is_incident(claim("POLICE ARRESTED TEN", event_type="COERCE"))
    assert not muc4_incidents.is_incident(PROTEST)


def test_the_stage_of_an_incident() -> None:
    assert muc4_incidents.stage_of(claim("THEY THREATENED", event_type="THREATEN")) == "THREATENED"
    assert muc4_incidents.stage_of(claim("THEY WILL ATTACK", stance="planned")) == "THREATENED"
    assert muc4_incidents.stage_of(claim("POLICE DEFUSED THE BOMB")) == "ATTEMPTED"
    assert muc4_incidents.stage_of(claim("A BOMB EXPLODED")) == "ACCOMPLISHED"


@pytest.mark.parametrize(
    ("made", "victims"),
    [
        (claim("MEN KILLED FOUR", killed=toll(4), recipients=(CROWD,)), [("DEATH", "4", "")]),
        (claim("OVER 30 WERE HURT", wounded=Toll(low=31, high=None)), [("INJURY", "31-", "")]),
        (claim("NOBODY DIED", killed=toll(0)), [("NO INJURY OR DEATH", "", "")]),
        (claim("NO ONE WAS INJURED"), [("NO INJURY OR DEATH", "", "")]),
        (claim("THE MAYOR WAS KILLED", recipients=(Party(id=None, name="mayor"),)), [("DEATH", "1", "mayor")]),
        (claim("THREE MEN WERE SHOT DEAD", recipients=(Party(id=None, name="men", text="THREE MEN"),)), [("DEATH", "3", "men")]),
        (claim("PRIESTS WERE KIDNAPPED", recipients=(Party(id=None, name="priests"),)), [("", "PLURAL", "priests")]),
        (claim("A MILL WAS BOMBED", recipients=(Party(id=None, name="mill", kind="object"),)), []),
        (claim("THEY WILL KILL HIM", stance="planned", recipients=(Party(id=None, name="Ana Reed"),)), [("", "1", "Ana Reed")]),
    ],
)
def test_what_became_of_whom(made: Claim, victims: list[tuple[str, str, str]]) -> None:
    assert list(muc4_incidents.victims_of(made)) == victims


def test_claims_of_one_event_are_one_incident() -> None:
    said = [
        claim("MEN ATTACKED A TEA HOUSE"),
        claim("THE BOMB KILLED FIVE WAITERS", killed=toll(5)),
        claim("A WAITER DIED", recipients=(Party(id=None, name="waiter"),)),
        claim("REBELS WILL STRIKE ODRA", event="e2", event_type="THREATEN"),
        claim("THE MAYOR ASKED FOR AN ATTACK", event="e3", stance="demand"),
    ]
    first, second = muc4_incidents.incidents(SimpleNamespace(claims=said))  # type: ignore[arg-type]  # of a reading only claims are asked
    assert first.fills == {"type": ("BOMBING",), "stage": ("ACCOMPLISHED",), "effect": ("DEATH",), "number": ("5",)}
    assert second.fills["stage"] == ("THREATENED",)


def judged() -> muc4_templates.Judged:
    said = [
        muc4_incidents.incident([claim("SHOTS NEAR ODRA")]),
        muc4_incidents.incident([claim("A BOMB IN A TEA HOUSE IN KELMET KILLED FIVE WAITERS", killed=toll(5))]),
        muc4_incidents.incident([claim("FIGHTING AT LOTA", event_type="FIGHT")]),
    ]
    return muc4_templates.Judged("DEV-MUC3-9001", "", tuple(muc4_templates.aligned(keys(), said)), 1)


def test_templates_go_with_the_incident_that_shares_most_names() -> None:
    (bombing, first), (threat, second) = judged().pairs
    assert first is not None
    assert second is not None
    assert first.fills["type"] == ("BOMBING",)
    assert second.claims[0].spans[0].text == "SHOTS NEAR ODRA"
    assert [read for _, read in muc4_templates.aligned([bombing, threat], [])] == [None, None]


def test_slots_are_compared_softly_and_optional_fills_count_when_found() -> None:
    rates = {slot: muc4_templates.rates(slot, [judged()]) for slot in muc4_templates.SLOTS}
    assert rates["type"] == events.Rates(2, 2, 2)
    assert rates["stage"] == events.Rates(1, 2, 1)  # the optional threat is not found
    assert rates["effect"] == events.Rates(1, 1, 2)  # an optional death is found, "no injury" is not
    assert rates["number"] == events.Rates(1, 1, 2)  # five is among four to six
    assert muc4_templates.is_right("effect", muc4_templates.Fill(("NO DEATH",), optional=False), "NO INJURY OR DEATH")


def test_templates_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "CORPORA" / "tst1"
    folder.mkdir(parents=True)
    text = "DEV-MUC3-9001 (US)\n\n   KELMET, 7 DEC 89 (HARBOUR NEWS) -- [TEXT] FIVE MEN BOMBED A TEA HOUSE IN KELMET AND KILLED A WAITER.\n"
    (folder / "key-tst1.v7").write_text(KEY.replace("DEV-", "TST1-"), encoding="latin-1")
    (folder / "tst1-muc3").write_text(text.replace("DEV-", "TST1-"), encoding="latin-1")
    assert muc4_templates.main([str(tmp_path), "--errors", "3"]) == 0
    shown = capsys.readouterr().out
    assert "SKIPPED: no " in shown  # the second part is not there
    assert "TST1 and TST2: 1 texts, 1 templates, 1 paired with an incident = 1.000" in shown
    assert "type    P 1.000  R 1.000  F1 1.000" in shown


@pytest.mark.parametrize("program", [plover, case2021, india, muc4_templates])
def test_a_missing_folder_is_skipped_loudly(program: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main([str(tmp_path / "nowhere")]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED: no ")
