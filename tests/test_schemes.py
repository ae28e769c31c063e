"""What other schemes call a claim's event, and what every name means. All parties are invented."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import samples
from reportedly import cli, lexicon, schemes, show
from reportedly.model import Party, Toll
from reportedly.schemes.explain import when
from reportedly.schemes.mappings import _TESTS, acled_rows, cameo_rows, ucdp_rows
from reportedly.schemes.parties import classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.model import Claim

ARMY = Party(id="p1", name="army", kind="belligerent")
POLICE = Party(id="p2", name="Brenna police", kind="government")
REBELS = Party(id="p3", name="Northern Front", kind="belligerent")
CLAN = Party(id="p4", name="Orsova fighters", kind="belligerent")
VILLAGERS = Party(id="p5", name="villagers", kind="witness")
HERDERS = Party(id="p6", name="herders")
CROWD = Party(id="p7", name="protesters", kind="civil_society")
RIOTERS = Party(id="p8", name="the rioters", kind="civil_society")
MINISTER = Party(id="p9", name="the trade minister", kind="government")
BRIDGE = Party(id="p10", name="bridge", kind="object")
SOMEBODY = Party(id="p11", name="Velmar Anday")
DEAD = Toll(low=2, high=2, best=2)
NONE_DEAD = Toll(low=0, high=0, best=0)


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    lexicon.use(lexicon.NONE)


def claim(
    event_type: str, *modes: str, by: tuple[Party, ...] = (), to: tuple[Party, ...] = (), voice: Party | None = None, **tolls: Any
) -> Claim:
    return samples.claim("Kelmet had fallen", voice, event_type=event_type, modes=modes, actors=by, recipients=to, **tolls)


ACLED = [
    (claim("FIGHT", by=(ARMY, REBELS)), "Battles", "Armed clash"),
    (claim("FIGHT", by=(CROWD,), to=(POLICE,)), "Riots", "Violent demonstration"),
    (claim("FIGHT", by=(VILLAGERS, HERDERS)), "Riots", "Mob violence"),
    (claim("FIGHT", "intercept", by=(ARMY,)), "Strategic developments", "Disrupted weapons use"),
    (claim("ASSAULT", "drone", by=(ARMY,), to=(VILLAGERS,)), "Explosions/Remote violence", "Air/drone strike"),
    (claim("ASSAULT", "suicide-attack"), "Explosions/Remote violence", "Suicide bomb"),
    (claim("ASSAULT", "unconventional"), "Explosions/Remote violence", "Chemical weapon"),
    (claim("ASSAULT", "grenade"), "Explosions/Remote violence", "Grenade"),
    (claim("ASSAULT", "heavy-weapons"), "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    (claim("ASSAULT", "explosives"), "Explosions/Remote violence", "Remote explosive/landmine/IED"),
    (claim("ASSAULT", "sexual"), "Violence against civilians", "Sexual violence"),
    (claim("COERCE", "abduct", to=(MINISTER,)), "Violence against civilians", "Abduction/forced disappearance"),
    (claim("COERCE", "abduct", to=(ARMY,)), "Strategic developments", "Other"),
    (claim("ASSAULT", by=(REBELS,), to=(VILLAGERS,)), "Violence against civilians", "Attack"),
    (claim("ASSAULT", by=(REBELS,), killed=Toll(low=1, high=1, of="civilians")), "Violence against civilians", "Attack"),
    (claim("ASSAULT", by=(REBELS,), to=(ARMY,)), "Battles", "Armed clash"),
    (claim("ASSAULT", by=(RIOTERS,), to=(POLICE,)), "Riots", "Violent demonstration"),
    (claim("ASSAULT", "mob"), "Riots", "Mob violence"),
    (claim("ASSAULT", "crowd-control", by=(POLICE,), to=(CROWD,)), "Protests", "Protest with intervention"),
    (claim("ASSAULT", "crowd-control", by=(POLICE,), to=(CROWD,), wounded=NONE_DEAD), "Protests", "Protest with intervention"),
    (claim("ASSAULT", "crowd-control", by=(POLICE,), to=(CROWD,), wounded=DEAD), "Protests", "Excessive force against protesters"),
    (claim("ASSAULT", "firearms", by=(POLICE,), to=(CROWD,)), "Protests", "Excessive force against protesters"),
    (claim("ASSAULT", to=(BRIDGE,)), "Strategic developments", "Looting/property destruction"),
    (claim("PROTEST", by=(CROWD,)), "Protests", "Peaceful protest"),
    (claim("PROTEST", "riot"), "Riots", "Violent demonstration"),
    (claim("PROTEST", "demo", detained=DEAD), "Protests", "Protest with intervention"),
    (claim("TERRITORY", "regain"), "Battles", "Government regains territory"),
    (claim("TERRITORY", by=(ARMY,)), "Battles", "Government regains territory"),
    (claim("TERRITORY", by=(REBELS,)), "Battles", "Non-state actor overtakes territory"),
    (claim("TERRITORY", to=(REBELS,)), "Battles", "Government regains territory"),
    (claim("TERRITORY", "transfer"), "Strategic developments", "Non-violent transfer of territory"),
    (claim("TERRITORY", "base"), "Strategic developments", "Headquarters or base established"),
    (claim("COERCE", "arrest"), "Strategic developments", "Arrests"),
    (claim("COERCE", "arrest", to=(CROWD,)), "Protests", "Protest with intervention"),
    (claim("AGREE", "deal"), "Strategic developments", "Agreement"),
    (claim("MOBILIZE", "troops"), "Strategic developments", "Change to group/activity"),
]


@pytest.mark.parametrize(("told", "kind", "sub"), ACLED)
def test_acled(told: Claim, kind: str, sub: str) -> None:
    assert schemes.acled(told) == schemes.Acled(kind, sub)


@pytest.mark.parametrize(
    "told",
    [
        claim("ASSAULT"),
        claim("ASSAULT", to=(SOMEBODY,)),
        claim("TERRITORY"),
        claim("TERRITORY", "hold", by=(ARMY,)),
        claim("ACCUSE", "allege"),
        claim("STATUS"),
        claim("NEW"),
    ],
)
def test_acled_has_no_name_for_what_is_no_event_or_left_open(told: Claim) -> None:
    assert schemes.acled(told) is None


@pytest.mark.parametrize(
    ("told", "root"),
    [
        (claim("FIGHT"), "19"),
        (claim("FIGHT", by=(CROWD,), to=(POLICE,)), "14"),
        (claim("ASSAULT", to=(VILLAGERS,)), "18"),
        (claim("ASSAULT", to=(ARMY,)), "19"),
        (claim("ASSAULT", "massacre"), "20"),
        (claim("REQUEST", "assist"), "02"),
        (claim("REQUEST", "yield"), "10"),
        (claim("SANCTION", "convict"), "17"),
        (claim("INVESTIGATE"), "09"),
        (claim("AGREE"), "03"),
        (claim("STATUS", voice=MINISTER), "01"),
    ],
)
def test_cameo(told: Claim, root: str) -> None:
    found = schemes.cameo(told)
    assert found is not None
    assert found.root == root


def test_cameo_has_no_root_for_a_state() -> None:
    assert schemes.cameo(claim("STATUS")) is None


@pytest.mark.parametrize(
    ("told", "violence"),
    [
        (claim("FIGHT", by=(ARMY, REBELS)), "state-based"),
        (claim("FIGHT", by=(REBELS,), to=(ARMY,)), "state-based"),
        (claim("FIGHT", by=(REBELS,), to=(CLAN,)), "non-state"),
        (claim("FIGHT", by=(VILLAGERS, HERDERS)), "non-state"),
        (claim("FIGHT", by=(REBELS,)), None),
        (claim("ASSAULT", by=(REBELS,), to=(VILLAGERS,)), "one-sided"),
        (claim("ASSAULT", by=(ARMY,), to=(VILLAGERS,)), "one-sided"),
        (claim("ASSAULT", by=(POLICE,), to=(CROWD,)), "one-sided"),
        (claim("ASSAULT", by=(REBELS,), to=(ARMY,)), "state-based"),
        (claim("ASSAULT", by=(SOMEBODY,), to=(VILLAGERS,)), None),
        (claim("ASSAULT", by=(RIOTERS,), to=(POLICE,)), None),
        (claim("TERRITORY", by=(ARMY,), to=(REBELS,)), "state-based"),
        (claim("CONSULT", by=(ARMY, REBELS)), None),
    ],
)
def test_ucdp(told: Claim, violence: str | None) -> None:
    assert schemes.ucdp(told) == violence


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("army", "belligerent", {"armed", "government", "forces"}),
        ("Syrian troops", "belligerent", {"armed", "government", "forces"}),
        ("Syria", "belligerent", {"armed", "government", "forces"}),
        ("Syria", "government", {"government", "civilians"}),
        ("Syrian rebels", "belligerent", {"armed", "rebels"}),
        ("Syrian Democratic Forces", "belligerent", {"armed", "rebels"}),
        ("Turkish-backed fighters", "belligerent", {"armed", "rebels"}),
        ("Arakan Army", "belligerent", {"armed", "rebels"}),
        ("Taliban", "belligerent", {"armed", "rebels"}),
        ("police", "government", {"armed", "government", "forces"}),
        ("Syrian civilians", "civil_society", {"civilians"}),
        ("Syrian protesters", "civil_society", {"civilians", "protesters"}),
        ("prisoners", None, {"civilians"}),
        ("convoy", "object", {"things"}),
        ("Velmar Anday", None, set()),
    ],
)
def test_classes_of_parties(name: str, kind: str | None, expected: set[str]) -> None:
    party = Party(id="p", name=name, kind=kind)
    assert {found for found in classes() if schemes.is_of(party, found)} == expected


def test_a_class_that_rests_on_itself_holds_nobody(tmp_path: Path) -> None:
    (tmp_path / "party_classes.tsv").write_text("class\tsaid\tholds\tmeaning\nloop\tround\tpool\tx\npool\tround\tloop\tx\n")
    lexicon.use(lexicon.load(tmp_path))
    assert not schemes.is_of(ARMY, "loop")
    assert not schemes.is_of(ARMY, "nowhere")


@pytest.mark.parametrize("rows", [acled_rows, cameo_rows, ucdp_rows], ids=["acled", "cameo", "ucdp"])
def test_every_type_and_mode_has_an_answer_and_every_row_can_be_met(rows: Any) -> None:
    modes = {(row["event_type"], row["mode"]) for row in lexicon.cells("modes")}
    assert set(rows()) == set(show.event_types())
    for event_type, listed in rows().items():
        always = [row for row in listed if row.mode is None and not row.needs]
        assert always == [listed[-1]], event_type
        settled: set[str | None] = set()
        for row in listed:
            assert row.mode is None or (event_type, row.mode) in modes, row
            assert row.mode not in settled, f"{row} stands behind a row that always fits"
            settled |= set() if row.needs else {row.mode}
            for condition in (one for need in row.needs for one in need.split("+")):
                part, _, wanted = condition.partition(":")
                assert part in _TESTS
                if part in ("actor", "recipient", "either", "both", "between"):
                    assert set(wanted.split("/")) <= set(classes())
                if part == "also":
                    assert (event_type, wanted) in modes


def test_the_names_of_the_other_schemes_are_complete() -> None:
    subs = {(row["acled_type"], row["sub_event_type"]) for row in lexicon.cells("acled") if row.get("acled_type")}
    assert (len(subs), len({kind for kind, _ in subs})) == (25, 6)
    assert {row["root"] for row in lexicon.cells("cameo") if row.get("root")} == {f"{root:02}" for root in range(1, 21)}
    assert {row["violence"] for row in lexicon.cells("ucdp") if row.get("violence")} == {"state-based", "non-state", "one-sided"}
    assert len(lexicon.cells("contexts")) == 37
    assert [row["auxiliary"] for row in lexicon.cells("auxiliary")] == ["historical", "future", "hypothetical", "negation"]


def test_a_type_is_explained_with_modes_mappings_and_words() -> None:
    told = schemes.explain("ASSAULT")
    assert told.startswith("ASSAULT, Attack: event type\n  one side uses force on people or things\n  modes\n")
    for words in (
        "    drone: unmanned aircraft strike",
        "mode drone → Explosions/Remote violence: Air/drone strike",
        "verbs: kill, ",
        "UCDP",
    ):
        assert words in told
    assert "an actor is armed and a recipient is without arms" in told


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("ASSAULT", ["event type"]),
        ("assault", ["event type", "CAMEO root"]),
        ("Fight", ["CAMEO root"]),
        ("ASSAULT drone", ["mode"]),
        ("assault/drone", ["mode"]),
        ("withdraw", ["mode", "mode"]),
        ("military", ["mode", "context"]),
        ("negation", ["auxiliary mode"]),
        ("Abduction/forced disappearance", ["ACLED sub-event type"]),
        ("abduction/forced disappearance", ["ACLED sub-event type"]),
        ("battles", ["ACLED event type"]),
        ("19", ["CAMEO root"]),
        ("one-sided", ["UCDP violence"]),
        ("nothing", []),
    ],
)
def test_names_are_found_as_they_are_called(name: str, kinds: list[str]) -> None:
    assert [entry.kind for entry in schemes.find(name)] == kinds


def test_conditions_are_told_in_words() -> None:
    row = schemes.Mapped(scheme="UCDP", event_type="FIGHT", needs=("between:government/armed", "no:actor+toll:hurt"))
    assert when(row) == "one is a state's and another armed or no actor is named and some are hurt"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["explain", *arguments])
    return code, *capsys.readouterr()


def test_the_command_explains(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "Armed", "clash")
    assert (code, out.splitlines()[0]) == (0, "Armed clash (Battles): ACLED sub-event type")
    assert all(len(line) <= 80 for line in out.splitlines())
    code, out, _ = run(capsys)
    assert code == 0
    assert [line for line in out.splitlines() if line and line[0] != " "] == [
        "event types",
        "modes",
        "contexts",
        "auxiliary modes",
        "ACLED event types",
        "ACLED sub-event types",
        "CAMEO roots",
        "UCDP types of violence",
    ]
    code, out, _ = run(capsys, "election", "--format", "json")
    assert json.loads(out)[0]["meaning"] == "votes, candidates, campaigns and counts"
    assert len(json.loads(run(capsys, "--format", "json")[1])) == len(schemes.entries())


def test_an_unknown_name_is_answered_with_near_ones(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "ASALT")
    assert (code, out) == (2, "")
    assert "'ASALT'; did you mean ASSAULT" in err
    assert run(capsys, "xyzzy")[0] == 2


def test_rows_of_ones_own_are_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "event_types.tsv").write_text(
        "type\twords\tmeaning\nPIRACY\tPiracy\ta ship is \x1b[2Jboarded\nAID\tHelp\thelp, as we count it\n"
    )
    (tmp_path / "own" / "ucdp.tsv").write_text("event_type\tneeds\tviolence\nPIRACY\tactor:armed\tone-sided\n")
    (tmp_path / "s.toml").write_text('tables = "own"\n')
    code, out, _ = run(capsys, "PIRACY", "--settings", str(tmp_path / "s.toml"))
    assert (code, out.splitlines()[0]) == (0, "PIRACY, Piracy: event type")
    assert "an actor is armed → one-sided" in out
    assert "\x1b" not in out
    assert "help, as we count it" in run(capsys, "AID", "--settings", str(tmp_path / "s.toml"))[1]
    assert schemes.ucdp(claim("PIRACY", by=(REBELS,))) == "one-sided"
    assert run(capsys, "PIRACY")[0] == 2


def test_the_documented_tables_are_those_of_the_lexicon() -> None:
    docs = Path(__file__).parent.parent / "docs"
    page = (docs / "schemes.md").read_text(encoding="utf-8")
    assert runpy.run_path(str(docs / "tables.py"))["filled"](page) == page, "stale: python docs/tables.py"
