"""The scorer of readings: its sums are the common scorer's, its floors only rise, and the bundled corpora stand above theirs."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import floors
import pytest
import score
import score_claims
import tally

REWRITES = Path(__file__).parent / "rewrites"
TEXT = "Rebels attacked Kelmet on Monday, the army said. The rebels denied it. A football club won."


def span(words: str) -> dict[str, object]:
    return {"text": words, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def gold_claim(words: str, stance: str, speaker: str) -> dict[str, object]:
    return {
        "event_type": "ASSAULT", "proposition": words, "actors": ["rebels"], "targets": [], "stance": stance,
        "source": {"name": speaker, "type": "belligerent"}, "quotes": [span(words)], "date": None, "place": None,
    }  # fmt: skip


GOLD = {
    "id": "a", "text": TEXT, "title": None, "published": "2031-08-05", "reported_by": "Brenna Post", "aliases": [],
    "claims": [gold_claim("Rebels attacked Kelmet", "asserted", "army"), gold_claim("The rebels denied it", "denied", "rebels")],
}  # fmt: skip
RIGHT = {
    "event_type": "ASSAULT",
    "stance": "asserted",
    "speaker": {"name": "army"},
    "actors": [{"name": "rebels"}],
    "spans": [span("Rebels attacked Kelmet")],
}
WRONG_STANCE = {**RIGHT, "stance": "hedged", "speaker": {"name": "rebels"}, "spans": [span("The rebels denied it")]}
WRONG_TYPE = {**WRONG_STANCE, "event_type": "PROTEST"}
EXTRA = {**RIGHT, "event_type": "AGREE", "spans": [span("A football club won")]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps(GOLD))
    (tmp_path / "gold" / "events.json").write_text("[]")
    return tmp_path


def write(folder: Path, *claims: object) -> list[str]:
    """The options that score these claims as the reading of the one report."""
    (folder / "readings").mkdir(exist_ok=True)
    reading = {"reader": {"model": {"digest": "m1"}, "judge": "j1"}, "claims": claims}
    (folder / "readings" / "a.json").write_text(json.dumps(reading))
    return [str(folder / "gold"), "--readings", str(folder / "readings"), "--floors", str(folder / "floors.toml")]


def test_errors_are_divided_among_their_causes() -> None:
    one = tally.tally(GOLD, [RIGHT, WRONG_STANCE, EXTRA])
    assert (one.gold, one.said, one.found, one.typed, one.whole) == (2, 3, 2, 2, 1)
    assert one.types["ASSAULT", "missed"] == 0
    assert one.types["AGREE", "extra"] == 1
    assert (one.stances["denied", "gold"], one.stances["hedged", "said"], one.stances["denied", "right"]) == (1, 1, 0)
    assert one.lost["stance"] == pytest.approx(2 / 5)
    other = tally.tally(GOLD, [WRONG_TYPE])
    assert other.mistaken == {("ASSAULT", "PROTEST"): 1}
    assert other.types["ASSAULT", "missed"] == 1


@pytest.mark.parametrize("claims", [[RIGHT], [RIGHT, WRONG_STANCE, EXTRA], [WRONG_TYPE], [], [{"spans": []}]])
def test_losses_and_record_sum_to_one(claims: list[object]) -> None:
    one = tally.tally(GOLD, claims)
    assert sum(tally.losses([one]).values()) + tally.measure([one], "record") == pytest.approx(1.0, abs=0.002)


def test_the_sums_are_the_common_scorers(tmp_path: Path) -> None:
    corpus = tally.corpus(REWRITES)
    (tmp_path / "gold").mkdir()
    (tmp_path / "said").mkdir()
    counted = []
    for number, item in enumerate(corpus.reports):
        shutil.copy(REWRITES / f"{item['id']}.json", tmp_path / "gold")
        claims = [
            {
                "event_type": c["event_type"] if n % 3 else "STATUS", "stance": c["stance"] if n % 4 else "denied",
                "spans": c["quotes"][:1], "speaker": {"name": c["source"]["name"]},
                "actors": [{"name": a} for a in c["actors"]], "recipients": [],
            }
            for n, c in enumerate(item["claims"][number:])
        ]  # fmt: skip
        (tmp_path / "said" / f"{item['id']}.json").write_text(json.dumps({"claims": claims}))
        counted.append(tally.tally(item, claims))
    want = score_claims.score(tmp_path / "gold", tmp_path / "said")
    assert want["record"]["f1"] > 0.3
    assert {key: tally.rates(counted, hits) for key, hits in (("found", "found"), ("typed", "typed"), ("record", "earned"))} == {
        key: want[key] for key in ("found", "typed", "record")
    }
    assert tally.measure(counted, "stance") == want["stance"]["macro_f1"]
    assert tally.measure(counted, "speaker") == want["slots"]["speaker"]["mean"]
    assert {one.report: one.record for one in counted} == want["record_f1_per_report"]


def test_noise_is_seeded_and_of_a_sensible_size() -> None:
    tallies = [tally.tally(GOLD, claims) for claims in ([RIGHT], [RIGHT, WRONG_STANCE], [EXTRA], [])]
    assert tally.noise(tallies) == tally.noise(tallies)
    assert 0.05 < tally.noise(tallies)["record"] < 0.5
    assert set(tally.noise([tallies[0]]).values()) == {0.0}
    assert set(tally.noise([]).values()) == {0.0}


def test_the_digest_is_of_what_bears_on_the_score(folder: Path) -> None:
    before = tally.corpus(folder / "gold").digest
    (folder / "gold" / "a.json").write_text(json.dumps({**GOLD, "notes": "unread", "licence": "CC0"}))
    assert tally.corpus(folder / "gold").digest == before
    (folder / "gold" / "a.json").write_text(json.dumps({**GOLD, "published": "2031-08-06"}))
    assert tally.corpus(folder / "gold").digest != before


def test_a_missing_folder_is_skipped_aloud(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert score.main([str(tmp_path / "nowhere")]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED ")


def test_without_a_floor_the_figures_are_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert score.main(write(folder, RIGHT)) == 0
    out = capsys.readouterr().out
    assert "record   P 1.000  R 0.500  F1 0.667" in out
    assert "no floor for this corpus: gold" in out
    assert not (folder / "floors.toml").exists()


def test_floors_only_rise(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert score.main([*write(folder, RIGHT), "--raise-floors"]) == 0
    assert score.main(write(folder, RIGHT)) == 0
    assert score.main(write(folder, WRONG_TYPE)) == 1
    assert "record   0.000  BELOW ITS FLOOR 0.667" in capsys.readouterr().out
    assert score.main([*write(folder, WRONG_TYPE), "--raise-floors"]) == 1
    assert score.main([*write(folder, RIGHT, WRONG_STANCE), "--raise-floors"]) == 0
    (kept,) = floors.load(folder / "floors.toml")
    assert kept.floors["record"] > 0.667
    assert (kept.model, kept.judge, kept.reports) == ("m1", "j1", 1)


def test_lowering_takes_a_reason_that_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    score.main([*write(folder, RIGHT), "--raise-floors"])
    lower = [*write(folder, RIGHT, EXTRA), "--lower-floor", "typed"]
    for reason in ([], ["--reason", " "]):
        with pytest.raises(SystemExit) as caught:
            score.main([*lower, *reason])
        assert caught.value.code == 2
    assert score.main([*lower, "--reason", 'the "old" rule was wrong']) == 1  # the record floor still stands
    assert score.main([*lower[:-1], "record", "--reason", "as above"]) == 0
    (kept,) = floors.load(folder / "floors.toml")
    assert [(entry.measure, entry.before, entry.after, entry.reason) for entry in kept.lowered] == [
        ("typed", 0.667, 0.5, 'the "old" rule was wrong'),
        ("record", 0.667, 0.5, "as above"),
    ]
    assert score.main([*lower, "--reason", "again"]) == 2
    assert "nothing to lower" in capsys.readouterr().err
    score.main([*write(folder, RIGHT), "--raise-floors"])
    (risen,) = floors.load(folder / "floors.toml")
    assert (risen.floors["typed"], len(risen.lowered)) == (0.667, 2)


def test_a_changed_corpus_or_model_has_no_floor(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    score.main([*write(folder, RIGHT), "--raise-floors"])
    (kept,) = floors.load(folder / "floors.toml")
    floors.save([replace(kept, model="another")], folder / "floors.toml")
    assert score.main(write(folder)) == 0
    assert "NOT COMPARED" in capsys.readouterr().out
    (folder / "gold" / "a.json").write_text(json.dumps({**GOLD, "title": "Changed"}))
    assert score.main(write(folder)) == 0
    assert "changed since the floors were written" in capsys.readouterr().out


def test_claims_invented_in_reports_without_any_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "gold" / "a.json").write_text(json.dumps({**GOLD, "claims": []}))
    score.main(write(folder, EXTRA))
    assert "invented 1 claims in 1 reports without any, 1.00 a report (target none; at most 0.3: NOT MET)" in capsys.readouterr().out


def test_a_reading_that_is_not_there_counts_as_misses(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = write(folder)
    (folder / "readings" / "a.json").unlink()
    assert score.main([*options, "--errors", "a"]) == 0
    out = capsys.readouterr().out
    assert "NOT READ a: no reading" in out
    assert out.count("MISSED") == 2


def test_the_bundled_corpora_stand_above_their_floors(capsys: pytest.CaptureFixture[str]) -> None:
    if not floors.FILE.exists():
        pytest.skip("no floors are written yet")
    assert score.main([]) == 0, capsys.readouterr().out
    out = capsys.readouterr().out
    assert "no floor" not in out
    assert "SKIPPED" not in out
    assert "NOT READ" not in out
